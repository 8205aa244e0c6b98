package io.github.akspolicy.policy.fluent;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Node;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a condition holds for one thing, and the fields that show it. A negated condition shows the same fields.
 *
 * @param holds whether it holds
 * @param evidence the fields that decided; when it does not hold, each is a finding
 */
public record Answer(boolean holds, List<Evidence> evidence) {
    /**
     * A field that decides, with what it says.
     *
     * @param at the field, which may be absent
     * @param says such as {@code is not set}; the field's own name stands before it
     */
    public record Evidence(Field at, String says) {
        /** A field with its value in words. Mappings and long lists are told by their type. */
        static Evidence value(Field at) {
            return new Evidence(at, words(at));
        }

        private static String words(Field field) {
            Node node = field.node();
            if (node == null) {
                return "is not set";
            }
            if (node instanceof Node.Sequence) {
                return field.strings().isEmpty() ? "is a list" : "is " + field.strings();
            }
            if (!(node instanceof Node.Scalar scalar)) {
                return "is a mapping";
            }
            return scalar.value() instanceof String text ? "is \"" + text + "\"" : "is " + scalar.value();
        }

        /** The message of a finding at this field: it starts with the last part of the field's path. */
        String message() {
            return lastPart(at.path()) + " " + says;
        }

        private static String lastPart(FieldPath path) {
            FieldPath parent = path.parent();
            if (parent == null) {
                return "the object";
            }
            String whole = path.toString();
            String before = parent.toString();
            String last = whole.substring(before.length());
            return last.startsWith("[") ? lastPart(parent).replace("the object", "") + last : path.lastField();
        }
    }

    public Answer {
        evidence = List.copyOf(evidence);
    }

    /** Decided by one field, told with its value. */
    public static Answer of(boolean holds, Field at) {
        return new Answer(holds, List.of(Evidence.value(at)));
    }

    /** Decided by one field, told in words of one's own. */
    public static Answer of(boolean holds, Field at, String says) {
        return new Answer(holds, List.of(new Evidence(at, says)));
    }

    Answer negated() {
        return new Answer(!holds, evidence);
    }

    /** Both hold; what does not is what shows it. */
    Answer and(Answer other) {
        if (holds == other.holds) {
            return new Answer(holds, join(other));
        }
        return holds ? other : this;
    }

    /** One of them holds. Alternatives that all fail are one finding, at the first of them. */
    Answer or(Answer other) {
        if (holds != other.holds) {
            return holds ? this : other;
        }
        if (holds || evidence.isEmpty() || other.evidence.isEmpty()) {
            return new Answer(holds, join(other));
        }
        Evidence first = evidence.get(0);
        String rest = Stream.concat(evidence.stream().skip(1), other.evidence.stream())
                .map(Evidence::message)
                .reduce("", (left, right) -> left + ", and " + right);
        return new Answer(false, List.of(new Evidence(first.at(), first.says() + rest)));
    }

    private List<Evidence> join(Answer other) {
        return Stream.concat(evidence.stream(), other.evidence.stream()).toList();
    }
}
