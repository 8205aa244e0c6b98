package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.CommandDraft.Setting;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.source.SetValue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values that an object holds, as arguments of {@code --set-json}: one for each value that is not a mapping, since Helm merges
 * mappings of values files and replaces everything else.
 */
final class InlineValues {
    private static final int DEEPEST = 30;
    private static final int MOST = 500;
    private static final Pattern SPECIAL = Pattern.compile("([.,=\\[\\]\\\\{}])");

    private InlineValues() {}

    /** @return false when they are too many, or hold what is not a plain value */
    static boolean add(Node values, CommandDraft draft) {
        int before = draft.set.size();
        if (values instanceof Node.Mapping mapping && add(mapping, "", draft, 0) && draft.set.size() - before <= MOST) {
            return true;
        }
        draft.set.subList(before, draft.set.size()).clear();
        return values instanceof Node.Scalar scalar && scalar.value() == null;
    }

    private static boolean add(Node.Mapping mapping, String prefix, CommandDraft draft, int depth) {
        if (depth > DEEPEST || draft.set.size() > MOST) {
            return false;
        }
        for (Node.Entry entry : mapping.entries()) {
            String key = prefix + SPECIAL.matcher(entry.key()).replaceAll("\\\\$1");
            boolean isMapping = entry.value() instanceof Node.Mapping inner
                    && !inner.entries().isEmpty();
            if (isMapping) {
                if (!add((Node.Mapping) entry.value(), key + ".", draft, depth + 1)) {
                    return false;
                }
            } else {
                String json = json(entry.value(), depth);
                if (json == null) {
                    return false;
                }
                draft.set.add(new Setting(SetValue.Type.SET_JSON, key, json));
            }
        }
        return true;
    }

    private static @Nullable String json(Node node, int depth) {
        if (depth > DEEPEST) {
            return null;
        }
        var text = new StringBuilder();
        return write(node, text, depth) ? text.toString() : null;
    }

    private static boolean write(Node node, StringBuilder text, int depth) {
        if (depth > DEEPEST) {
            return false;
        }
        if (node instanceof Node.Mapping mapping) {
            text.append('{');
            for (int i = 0; i < mapping.entries().size(); i++) {
                Node.Entry entry = mapping.entries().get(i);
                text.append(i == 0 ? "" : ",");
                quote(entry.key(), text);
                text.append(':');
                if (!write(entry.value(), text, depth + 1)) {
                    return false;
                }
            }
            text.append('}');
            return true;
        }
        if (node instanceof Node.Sequence sequence) {
            text.append('[');
            for (int i = 0; i < sequence.items().size(); i++) {
                text.append(i == 0 ? "" : ",");
                if (!write(sequence.items().get(i), text, depth + 1)) {
                    return false;
                }
            }
            text.append(']');
            return true;
        }
        Object value = ((Node.Scalar) node).value();
        if (value instanceof String string) {
            quote(string, text);
        } else if (value == null || value instanceof Boolean || value instanceof Number) {
            text.append(value);
        } else {
            return false;
        }
        return true;
    }

    private static void quote(String string, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
