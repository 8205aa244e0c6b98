package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;

/**
 * A text of a manifest or cluster definition with the place to edit.
 *
 * @param value the text as written; empty when it is not set or not known
 * @param place where it is, or would be
 * @param isKnown false when the value is made at deployment, such as the issuer of a cluster to come
 */
public record LocatedText(String value, Place place, boolean isKnown) {
    /** The text of a field: a number or boolean as text, empty when absent, not known when it is an expression. */
    public static LocatedText of(Field field) {
        if (field.unresolved() != null) {
            return later(field);
        }
        return new LocatedText(field.textOr(""), field.place(), true);
    }

    /** A value that something else makes at deployment, named by this field. */
    public static LocatedText later(Field field) {
        return new LocatedText("", field.place(), false);
    }

    /** Whether it is known and says something. */
    public boolean isSet() {
        return isKnown && !value.isEmpty();
    }
}
