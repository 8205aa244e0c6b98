package io.github.akspolicy.policy;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Place;
import java.io.Serializable;

/**
 * The value to write into a field so that an observation disappears, if the policy knows a right answer. It is about
 * the manifest that the API server would see, not about lines of files.
 *
 * @param action what to do
 * @param field the field to change: the observation's own or one inside it
 * @param nearest {@code field} when it is written, else its nearest written ancestor
 * @param value what to write: a {@link Boolean} or {@link String}; for an item that goes what it is; else the empty
 *     string
 * @param takesAway whether it takes away what the program may need, such as the network of its node: it is made only
 *     where its policy is asked for by id
 */
public record Fix(Action action, FieldPath field, FieldPath nearest, Object value, boolean takesAway)
        implements Serializable {
    /** What to do with the field. */
    public enum Action {
        /** Give the field a value, whether it is there or not. */
        SET,
        /** Add an item to the list, which may not be there. */
        ADD,
        /** Take the field or list item away. */
        REMOVE,
        /** Write what an environment has in which the same resource passes. */
        MATCH
    }

    /** Sets a field to true or false. */
    public static Fix set(Field field, boolean value) {
        return set(field.place(), value);
    }

    /** Sets what is, or would be, at a place to true or false. */
    public static Fix set(Place place, boolean value) {
        return of(Action.SET, place, value);
    }

    /** Sets a field to a text. */
    public static Fix set(Field field, String value) {
        return set(field.place(), value);
    }

    /** Sets what is, or would be, at a place to a text. */
    public static Fix set(Place place, String value) {
        return of(Action.SET, place, value);
    }

    /** Adds an item to a list that may not be there yet. */
    public static Fix add(Field list, String item) {
        return of(Action.ADD, list.place(), item);
    }

    /** Removes a field or a list item. */
    public static Fix remove(Field field) {
        return of(Action.REMOVE, field.place(), field.path().lastIndex() < 0 ? "" : field.textOr(""));
    }

    /** Gives a field the value that it has in an environment where the same resource passes. */
    public static Fix match(Field field) {
        return of(Action.MATCH, field.place(), "");
    }

    private static Fix of(Action action, Place place, Object value) {
        return new Fix(action, place.path(), place.nearest(), value, false);
    }

    /** The same answer, which takes away what the program may need. */
    public Fix takingAway() {
        return new Fix(action, field, nearest, value, true);
    }

    /** {@code set spec.hostPID to false}. */
    @Override
    public String toString() {
        return switch (action) {
            case SET -> "set " + field + " to " + value;
            case ADD -> "add " + value + " to " + field;
            case REMOVE -> "remove " + field;
            case MATCH -> "give " + field + " the value of an environment that passes";
        };
    }
}
