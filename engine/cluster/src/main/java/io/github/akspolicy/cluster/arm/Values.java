package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.Unresolved;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of an evaluation, which are nodes, and how much of them is known. */
final class Values {
    private static final int LONGEST = 1 << 20;
    private static final Pattern SURELY_TEXT = Pattern.compile(
            "(?i)⟨((subscription|tenant|extension|managementGroup)?resourceId|uniqueString|guid|newGuid|utcNow)\\([^⟩]*\\)⟩"
                    + "|⟨(resourceGroup|subscription|deployment|tenant)\\(\\)\\.(id|name|location|subscriptionId|tenantId)⟩");

    private Values() {}

    static Node.Scalar scalar(@Nullable Object value, Position at) {
        return new Node.Scalar(value, at);
    }

    /** A value that is known only at deployment. */
    static Node.Scalar unknown(String partial, Position at) {
        String text = partial.length() > LONGEST ? "⟨…⟩" : partial;
        return new Node.Scalar(new Unresolved("[" + plain(text) + "]", text), at);
    }

    static boolean isKnown(Node node) {
        return !(node instanceof Node.Scalar scalar && scalar.value() instanceof Unresolved);
    }

    /** Whether nothing in it is known only at deployment. */
    static boolean isKnownThroughout(Node node, int depth) {
        if (depth > 100) {
            return false;
        }
        if (node instanceof Node.Mapping mapping) {
            return mapping.entries().stream().allMatch(entry -> isKnownThroughout(entry.value(), depth + 1));
        }
        if (node instanceof Node.Sequence list) {
            return list.items().stream().allMatch(item -> isKnownThroughout(item, depth + 1));
        }
        return isKnown(node);
    }

    /**
     * Whether it is some text for certain although it is not known which: what has text around its unknown parts, and what
     * ids and hashes are made by.
     */
    static boolean isSurelyText(Node node) {
        return value(node) instanceof Unresolved unresolved
                && (unresolved.isPartlyKnown()
                        || SURELY_TEXT.matcher(unresolved.partial()).find());
    }

    static boolean isNull(Node node) {
        return node instanceof Node.Scalar scalar && scalar.value() == null;
    }

    static @Nullable Object value(Node node) {
        return node instanceof Node.Scalar scalar ? scalar.value() : null;
    }

    static @Nullable String string(Node node) {
        return value(node) instanceof String text ? text : null;
    }

    static @Nullable Long number(Node node) {
        return value(node) instanceof Long number ? number : null;
    }

    /** A scalar as text within a longer one, with what is not known in {@code ⟨⟩}; null for objects and arrays. */
    static @Nullable String partial(Node node) {
        if (!(node instanceof Node.Scalar scalar)) {
            return null;
        }
        Object value = scalar.value();
        if (value instanceof Unresolved unresolved) {
            return unresolved.partial();
        }
        return value == null ? "" : value instanceof Boolean flag ? (flag ? "True" : "False") : String.valueOf(value);
    }

    /** Text of which a part may be unknown. */
    static Node text(String text, boolean isKnown, Position at) {
        if (text.length() > LONGEST) {
            return unknown("⟨…⟩", at);
        }
        return isKnown ? scalar(text, at) : unknown(text, at);
    }

    /** A known object or array as JSON without spaces. */
    static String json(Node node) {
        var text = new StringBuilder();
        json(node, text);
        return text.toString();
    }

    private static void json(Node node, StringBuilder text) {
        if (text.length() > LONGEST) {
            return;
        }
        String separator = "";
        if (node instanceof Node.Mapping mapping) {
            text.append('{');
            for (Node.Entry entry : mapping.entries()) {
                text.append(separator).append(quoted(entry.key())).append(':');
                json(entry.value(), text);
                separator = ",";
            }
            text.append('}');
        } else if (node instanceof Node.Sequence list) {
            text.append('[');
            for (Node item : list.items()) {
                text.append(separator);
                json(item, text);
                separator = ",";
            }
            text.append(']');
        } else {
            Object value = value(node);
            text.append(value instanceof String string ? quoted(string) : String.valueOf(value));
        }
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** A value as the argument of a function that stays unknown. */
    static String argument(Node node) {
        if (node instanceof Node.Scalar scalar) {
            Object value = scalar.value();
            if (value instanceof Unresolved unresolved) {
                return plain(unresolved.partial());
            }
            return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
        }
        return node instanceof Node.Mapping ? "{…}" : "[…]";
    }

    /** Without the marks of what is unknown. */
    static String plain(String partial) {
        return partial.replace("⟨", "").replace("⟩", "");
    }

    /** A value, or null where there is none. */
    static Node orNull(@Nullable Node node, Node at) {
        return node == null ? scalar(null, at.position()) : node;
    }

    /** The entry of a name in any case, as the properties of ARM are named. */
    static Node.@Nullable Entry entry(Node node, String name) {
        if (!(node instanceof Node.Mapping mapping)) {
            return null;
        }
        Node.Entry exact = mapping.entry(name);
        if (exact != null) {
            return exact;
        }
        for (Node.Entry entry : mapping.entries()) {
            if (entry.key().equalsIgnoreCase(name)) {
                return entry;
            }
        }
        return null;
    }

    static @Nullable Node get(Node node, String name) {
        Node.Entry entry = entry(node, name);
        return entry == null ? null : entry.value();
    }

    /** Whether two known values are the same; texts with regard to case, as {@code equals} has it. */
    static boolean same(Node left, Node right, int depth) {
        if (depth > 50) {
            return false;
        }
        if (left instanceof Node.Scalar a && right instanceof Node.Scalar b) {
            return Objects.equals(a.value(), b.value());
        }
        if (left instanceof Node.Sequence a && right instanceof Node.Sequence b) {
            return sameItems(a.items(), b.items(), depth);
        }
        if (left instanceof Node.Mapping a && right instanceof Node.Mapping b) {
            return a.entries().size() == b.entries().size()
                    && a.entries().stream().allMatch(entry -> {
                        Node.Entry other = entry(b, entry.key());
                        return other != null && same(entry.value(), other.value(), depth + 1);
                    });
        }
        return false;
    }

    private static boolean sameItems(List<Node> left, List<Node> right, int depth) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!same(left.get(i), right.get(i), depth + 1)) {
                return false;
            }
        }
        return true;
    }
}
