package io.github.akspolicy.helm.absent;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.ValuesPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a value that is tried has come to stand in a field.
 *
 * @param inside the field inside of the value; empty for itself
 * @param isWhole whether it is the field, rather than something in it
 * @param isShown whether it stands there as it was given, rather than something made of it
 */
record Arrival(List<Object> inside, boolean isWhole, boolean isShown) {
    /** How Go prints a mapping. */
    private static final String PRINTED_MAP = "map[";

    /** A scalar of a field, and the keys that lead to it from there. */
    private record Leaf(Node.Scalar scalar, List<String> keys) {}

    /**
     * Looks for a value in a field.
     *
     * @param name the name of the field
     * @return null when it is not there
     */
    static @Nullable Arrival of(Candidate candidate, String name, Node node, Text text) {
        List<Leaf> leaves = leaves(node);
        for (Leaf leaf : leaves) {
            List<Object> inside = shown(candidate, leaf.scalar());
            if (inside != null) {
                return outer(candidate, name, inside, leaf.keys(), true);
            }
        }
        for (Leaf leaf : leaves) {
            List<Object> inside = traced(candidate, leaf.scalar(), text);
            if (inside != null) {
                return outer(candidate, name, inside, leaf.keys(), false);
            }
        }
        return null;
    }

    /** The first of values in the order of a field's text that stands there; null when none does. */
    static @Nullable Candidate first(List<Candidate> candidates, Node node) {
        for (Leaf leaf : leaves(node)) {
            for (Candidate candidate : candidates) {
                if (shown(candidate, leaf.scalar()) != null) {
                    return candidate;
                }
            }
        }
        return null;
    }

    private static List<Leaf> leaves(Node node) {
        var leaves = new ArrayList<Leaf>();
        collect(node, List.of(), leaves);
        return leaves;
    }

    private static void collect(Node node, List<String> keys, List<Leaf> leaves) {
        if (node instanceof Node.Scalar scalar) {
            leaves.add(new Leaf(scalar, keys));
        } else if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                var inner = new ArrayList<>(keys);
                inner.add(entry.key());
                collect(entry.value(), inner, leaves);
            }
        } else if (node instanceof Node.Sequence list) {
            list.items().forEach(item -> collect(item, keys, leaves));
        }
    }

    private static @Nullable List<Object> shown(Candidate candidate, Node.Scalar scalar) {
        String value = String.valueOf(scalar.value());
        for (var text : candidate.texts().entrySet()) {
            if (value.contains(text.getValue())) {
                // a block where the template prints a text
                return candidate.kind() == Candidate.Kind.BLOCK && value.contains(PRINTED_MAP)
                        ? List.of()
                        : text.getKey();
            }
        }
        return null;
    }

    private static @Nullable List<Object> traced(Candidate candidate, Node.Scalar scalar, Text text) {
        for (Source source : sources(scalar, text)) {
            if (source instanceof Source.Setting setting) {
                List<Object> path = ValuesPath.segments(setting.path());
                if (candidate.holds(path)) {
                    boolean isEqual = candidate.kind() != Candidate.Kind.SWITCH
                            || String.valueOf(candidate.value()).equals(String.valueOf(scalar.value()));
                    return !isEqual
                            ? null
                            : candidate.kind() == Candidate.Kind.BLOCK
                                    ? path.subList(candidate.key().size(), path.size())
                                    : List.of();
                }
            }
        }
        return null;
    }

    /** The block that came to stand as the field: as far out as the keys above its text are those of the values. */
    private static Arrival outer(
            Candidate candidate, String name, List<Object> found, List<String> keys, boolean isShown) {
        int inside = found.size();
        int left = keys.size();
        while (left > 0 && inside > 0 && keys.get(left - 1).equals(found.get(inside - 1))) {
            left--;
            inside--;
        }
        if (left == 1 && inside == 0 && isGiven(candidate.value(), keys.get(0))) {
            left = 0;
        }
        Object last = inside > 0
                ? found.get(inside - 1)
                : candidate.key().get(candidate.key().size() - 1);
        // what the template wraps is the field's where it is called so
        return new Arrival(found.subList(0, inside), left == 0 || name.equalsIgnoreCase(last.toString()), isShown);
    }

    /** Whether a key of the field is one that the value was given, itself or in an item. */
    private static boolean isGiven(@Nullable Object value, String key) {
        return value instanceof Map<?, ?> map
                ? map.containsKey(key)
                : value instanceof List<?> list && list.stream().anyMatch(item -> isGiven(item, key));
    }

    /** Where the text of a scalar came from. */
    private static List<Source> sources(Node.Scalar scalar, Text text) {
        String bytes = text.bytes();
        int from = 0;
        for (int line = 1; line < scalar.position().line(); line++) {
            int end = bytes.indexOf('\n', from);
            if (end < 0) {
                return List.of();
            }
            from = end + 1;
        }
        int end = bytes.indexOf('\n', from);
        String line = Bytes.text(bytes.substring(from, end < 0 ? bytes.length() : end));
        int column = Math.min(line.length(), scalar.position().column() - 1);
        from += Bytes.of(line.substring(0, column)).length();
        int to = from + Math.max(1, Bytes.of(String.valueOf(scalar.value())).length());
        var sources = new ArrayList<Source>();
        int begin = 0;
        for (Text.Piece piece : text.pieces()) {
            if (begin < to && piece.end() > from) {
                sources.addAll(piece.mark().sources().all());
            }
            begin = piece.end();
        }
        return sources;
    }
}
