package io.github.akspolicy.conformance.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** The scalars of a values file with the place of each, to give them other values. */
final class ValuesText {
    private static final Pattern INTEGER = Pattern.compile("[-+]?\\d{1,15}");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\.\\d+|\\d[\\d_.]*)([eE][-+]?\\d+)?|0[xob][0-9a-fA-F]+");

    /** What a scalar is to Helm. */
    enum Type {
        TEXT,
        INTEGER,
        BOOLEAN,
        NULL,
        /** Anything that is not worth changing. */
        OTHER
    }

    /**
     * A scalar.
     *
     * @param line where its key stands (for an item of a list, where it begins), counted from 1
     * @param valueLine where its own text begins
     * @param key offset of its key; for an item of a list, of its own text
     * @param start offset of its text
     * @param end offset behind its text
     * @param newline whether the text ends with its line, as that of a block scalar does
     */
    record Leaf(int line, int valueLine, int key, int start, int end, String value, Type type, boolean newline) {
        /** The text of the other value: the value with a token, the next number, the opposite. */
        String other(String token) {
            String text = switch (type) {
                case TEXT -> quoted(marked(value, token));
                case INTEGER -> String.valueOf(Long.parseLong(value) + 1);
                case BOOLEAN -> String.valueOf(!value.equalsIgnoreCase("true"));
                case NULL, OTHER -> token;
            };
            return newline ? text + "\n" : text;
        }

        /** Another one, for templates that drop the end of a text, or what a flag that is off would show. */
        String second(String token) {
            String text = type == Type.TEXT ? quoted(token + value) : quoted(token);
            return newline ? text + "\n" : text;
        }

        /** The token goes to the end of the first line that says something: a text keeps its lines. */
        private static String marked(String value, String token) {
            int from = 0;
            while (from < value.length() && TemplateText.isBlank(value.charAt(from))) {
                from++;
            }
            int end = value.indexOf('\n', from);
            int at = end < 0 ? value.length() : end;
            return value.substring(0, at) + token + value.substring(at);
        }

        private static String quoted(String value) {
            var quoted = new StringBuilder("\"");
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                switch (c) {
                    case '"', '\\' -> quoted.append('\\').append(c);
                    case '\n' -> quoted.append("\\n");
                    case '\t' -> quoted.append("\\t");
                    case '\r' -> quoted.append("\\r");
                    default -> quoted.append(c);
                }
            }
            return quoted.append('"').toString();
        }
    }

    private final String text;
    private final int[] offsets;
    private final List<Leaf> leaves = new ArrayList<>();

    /** @param text of a values file; one that is no YAML has no scalars */
    ValuesText(String text) {
        this.text = text;
        this.offsets = text.codePoints().map(Character::charCount).toArray();
        for (int i = 0, at = 0; i < offsets.length; i++) {
            int width = offsets[i];
            offsets[i] = at;
            at += width;
        }
        var options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        try {
            read(new ParserImpl(new StreamReader(text), options));
        } catch (YAMLException e) {
            leaves.clear();
        }
    }

    List<Leaf> leaves() {
        return leaves;
    }

    /** The scalar whose key or text begins at a place, both counted from 1, or null when none does. */
    @Nullable
    Leaf at(int line, int column) {
        int at = 0;
        for (int i = 1; i < line && at >= 0; i++) {
            at = text.indexOf('\n', at) + 1;
        }
        int offset = at + column - 1;
        return leaves.stream()
                .filter(leaf -> leaf.key() == offset || leaf.start() == offset)
                .findFirst()
                .orElse(null);
    }

    String with(List<TemplateText.Edit> edits) {
        return new TemplateText(text).with(edits);
    }

    private void read(ParserImpl events) {
        var context = new ArrayList<Boolean>();
        int keyLine = 0;
        int key = 0;
        boolean expectsKey = false;
        var keyState = new ArrayList<Boolean>();
        while (events.peekEvent() != null) {
            Event event = events.getEvent();
            int line = event.getStartMark() == null ? 0 : event.getStartMark().getLine() + 1;
            if (event instanceof MappingEndEvent || event instanceof SequenceEndEvent) {
                context.remove(context.size() - 1);
                expectsKey = keyState.remove(keyState.size() - 1);
                continue;
            }
            if (!(event instanceof NodeEvent)) {
                continue;
            }
            boolean inMapping = !context.isEmpty() && context.get(context.size() - 1);
            if (inMapping && expectsKey) {
                keyLine = line;
                key = event.getStartMark().getIndex();
                expectsKey = false;
                continue;
            }
            if (event instanceof MappingStartEvent || event instanceof SequenceStartEvent) {
                keyState.add(inMapping);
                context.add(event instanceof MappingStartEvent);
                expectsKey = event instanceof MappingStartEvent;
                continue;
            }
            if (event instanceof ScalarEvent scalar && !context.isEmpty()) {
                add(
                        scalar,
                        inMapping ? keyLine : line,
                        line,
                        inMapping ? key : scalar.getStartMark().getIndex());
            }
            expectsKey = inMapping;
        }
    }

    private void add(ScalarEvent scalar, int line, int valueLine, int key) {
        boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
        boolean block = scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED;
        int start = at(scalar.getStartMark().getIndex());
        int end = at(scalar.getEndMark().getIndex());
        if (scalar.getAnchor() != null || scalar.getTag() != null || start == end) {
            return;
        }
        leaves.add(new Leaf(
                line, valueLine, at(key), start, end, scalar.getValue(), type(scalar.getValue(), plain), block));
    }

    private int at(int codePoint) {
        return codePoint < offsets.length ? offsets[codePoint] : text.length();
    }

    private static Type type(String value, boolean plain) {
        if (!plain) {
            return Type.TEXT;
        }
        if (INTEGER.matcher(value).matches() && !value.matches("[-+]?0\\d+")) {
            return Type.INTEGER;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "false" -> Type.BOOLEAN;
            case "null", "~", "" -> Type.NULL;
            case "yes", "no", "on", "off", "y", "n" -> Type.OTHER;
            default -> NUMBER.matcher(value).matches() || value.contains("*") ? Type.OTHER : Type.TEXT;
        };
    }
}
