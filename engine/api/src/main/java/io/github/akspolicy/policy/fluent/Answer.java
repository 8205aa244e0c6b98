package io.github.akspolicy.policy.fluent;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Unresolved;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a condition holds for one thing, and the fields that show it. A negated condition shows the same fields.
 *
 * @param verdict whether it holds
 * @param evidence the fields that decided; when it does not hold, each is a finding
 */
public record Answer(Verdict verdict, List<Evidence> evidence) {
    /** What can be said of a condition. */
    public enum Verdict {
        HOLDS,
        FAILS,
        /** A value decides that is known only at deployment. */
        UNKNOWN
    }

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

    /** Decided by one field, told with its value; unknown when that is known only at deployment. */
    public static Answer of(boolean holds, Field at) {
        Unresolved unresolved = at.unresolved();
        return unresolved == null
                ? new Answer(verdict(holds), List.of(Evidence.value(at)))
                : unknown(at, "is " + unresolved);
    }

    /** Decided by one field, told in words of one's own. */
    public static Answer of(boolean holds, Field at, String says) {
        return new Answer(verdict(holds), List.of(new Evidence(at, says)));
    }

    /** Not known before deployment. */
    public static Answer unknown(Field at, String says) {
        return new Answer(Verdict.UNKNOWN, List.of(new Evidence(at, says)));
    }

    /** Decided by several fields, each of which is wrong; it holds when there are none. */
    public static Answer wrong(List<Evidence> evidence) {
        return new Answer(verdict(evidence.isEmpty()), evidence);
    }

    private static Verdict verdict(boolean holds) {
        return holds ? Verdict.HOLDS : Verdict.FAILS;
    }

    /** Whether it holds for certain. */
    public boolean holds() {
        return verdict == Verdict.HOLDS;
    }

    Answer negated() {
        return verdict == Verdict.UNKNOWN ? this : new Answer(verdict(!holds()), evidence);
    }

    /** Both hold; what does not is what shows it. */
    Answer and(Answer other) {
        if (verdict == other.verdict) {
            return new Answer(verdict, join(other));
        }
        // the worse of both decides
        return verdict == Verdict.FAILS || other.verdict == Verdict.HOLDS ? this : other;
    }

    /** One of them holds. Alternatives that all fail are one finding, at the first of them. */
    Answer or(Answer other) {
        if (verdict != other.verdict) {
            return verdict == Verdict.HOLDS || other.verdict == Verdict.FAILS ? this : other;
        }
        if (holds() || evidence.isEmpty() || other.evidence.isEmpty()) {
            return new Answer(verdict, join(other));
        }
        Evidence first = evidence.get(0);
        String rest = Stream.concat(evidence.stream().skip(1), other.evidence.stream())
                .map(Evidence::message)
                .reduce("", (left, right) -> left + ", and " + right);
        return new Answer(verdict, List.of(new Evidence(first.at(), first.says() + rest)));
    }

    private List<Evidence> join(Answer other) {
        return Stream.concat(evidence.stream(), other.evidence.stream()).toList();
    }
}
