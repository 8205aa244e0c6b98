package io.github.akspolicy.policy.fluent;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A condition that things may or must meet, with the words for titles and messages. Conditions compose, and so do their
 * words.
 *
 * @param <V> the things it can be asked of: {@link Object} for any
 */
public final class Condition<V> {
    private enum Form {
        SIMPLE,
        AND,
        OR
    }

    private final String words;
    private final String relative;
    private final Form form;
    private final List<FieldPath> paths;
    private final Function<Item<? extends V>, Answer> rule;

    private Condition(
            String words, String relative, Form form, List<FieldPath> paths, Function<Item<? extends V>, Answer> rule) {
        this.words = words;
        this.relative = relative;
        this.form = form;
        this.paths = List.copyOf(paths);
        this.rule = rule;
    }

    /**
     * A condition of one's own.
     *
     * @param words go on from "must": {@code have a cost center}, {@code be small}
     * @param rule whether it holds, and the fields that show it
     */
    public static <V> Condition<V> of(String words, Function<Item<? extends V>, Answer> rule) {
        if (words.isBlank()) {
            throw new IllegalArgumentException("a condition needs words: they are all that a finding can say");
        }
        return new Condition<>(words, relative(words), Form.SIMPLE, List.of(), rule);
    }

    /**
     * A condition on one field.
     *
     * @param words go on from "must"
     * @param field the field that decides
     * @param test whether it is right
     */
    public static <V> Condition<V> on(String words, Function<V, Field> field, Predicate<Field> test) {
        return of(words, item -> {
            Field decisive = field.apply(item.view());
            return Answer.of(test.test(decisive), decisive);
        });
    }

    /**
     * A condition on a thing as a whole; findings point at where it begins. Prefer {@link #on}, which leads to the line.
     *
     * @param words go on from "must"
     */
    public static <V> Condition<V> satisfy(String words, Predicate<V> test) {
        return of(words, item -> Answer.of(test.test(item.view()), item.field(), "does not " + words));
    }

    /** The same on fields of a path that the things it is asked of must know. */
    Condition<V> at(FieldPath path) {
        return new Condition<>(words, relative, form, List.of(path), rule);
    }

    /** The paths of the fields that it reads, from the thing itself, where it states any. */
    List<FieldPath> paths() {
        return paths;
    }

    private List<FieldPath> joined(Condition<?> other) {
        return Stream.concat(paths.stream(), other.paths.stream()).toList();
    }

    /** The words, which go on from "must". */
    public String words() {
        return words;
    }

    /** The words as they go on from "that": {@code are in namespace store}, {@code do not have the label x}. */
    String relative() {
        return relative;
    }

    private static String relative(String words) {
        if (words.startsWith("not be ")) {
            return "are not " + words.substring("not be ".length());
        }
        if (words.startsWith("not ") && !words.startsWith("not (")) {
            return "do " + words;
        }
        return words.startsWith("be ") ? "are " + words.substring("be ".length()) : words;
    }

    /** Whether it holds for one thing. */
    public Answer check(Item<? extends V> item) {
        return rule.apply(item);
    }

    /** Both; each that fails is a finding. */
    public <W extends V> Condition<W> and(Condition<? super W> other) {
        return new Condition<>(
                within(Form.OR, words) + " and " + other.within(Form.OR, other.words),
                within(Form.OR, relative) + " and " + other.within(Form.OR, other.relative),
                Form.AND,
                joined(other),
                item -> check(item).and(other.check(item)));
    }

    /** One of both; when none holds that is one finding. */
    public <W extends V> Condition<W> or(Condition<? super W> other) {
        return new Condition<>(
                within(Form.AND, words) + " or " + other.within(Form.AND, other.words),
                within(Form.AND, relative) + " or " + other.within(Form.AND, other.relative),
                Form.OR,
                joined(other),
                item -> check(item).or(other.check(item)));
    }

    /** The opposite; what makes the condition hold is what is wrong then. */
    public Condition<V> negate() {
        String negated = words.startsWith("not ") && form == Form.SIMPLE
                ? words.substring("not ".length())
                : "not " + (form == Form.SIMPLE ? words : "(" + words + ")");
        return new Condition<>(
                negated,
                relative(negated),
                Form.SIMPLE,
                paths,
                item -> check(item).negated());
    }

    /** The opposite of a condition, to be read before it: {@code not(haveLabel("legacy"))}. */
    public static <V> Condition<V> not(Condition<V> condition) {
        return condition.negate();
    }

    /** The words within a compound of the other form, which need brackets. */
    private String within(Form other, String either) {
        return form == other ? "(" + either + ")" : either;
    }

    @Override
    public String toString() {
        return words;
    }
}
