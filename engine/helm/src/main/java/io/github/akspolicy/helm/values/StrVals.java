package io.github.akspolicy.helm.values;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.github.akspolicy.manifest.JsonValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of Helm's {@code --set} family ({@code pkg/strvals} of Helm 3), applied to a tree of maps and lists as
 * Helm applies it.
 */
final class StrVals {
    private static final int MAX_INDEX = 65536;
    private static final int MAX_NESTING = 30;

    /** What cannot be read as {@code key=value}. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1;

        SyntaxException(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /** Makes a value of the text after {@code =}. */
    interface Reader {
        @Nullable
        Object read(String text) throws SyntaxException;
    }

    private record Run(String text, char stop) {}

    private static final char END = '\uffff';

    private final String in;
    private final @Nullable Reader reader;
    private final BiConsumer<List<Object>, @Nullable Object> written;
    private final List<Object> path = new ArrayList<>();
    private int at;

    /**
     * @param in one or more {@code key=value}, separated by commas
     * @param reader makes values; null when they are JSON
     * @param written told of each value set, with its path of {@link String} and {@link Integer}
     */
    StrVals(String in, @Nullable Reader reader, BiConsumer<List<Object>, @Nullable Object> written) {
        this.in = in;
        this.reader = reader;
        this.written = written;
    }

    /** {@code --set}: true, false, null and whole numbers are what they look like; all else is a string. */
    static @Nullable Object typed(String text) {
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        if (text.equalsIgnoreCase("null")) {
            return null;
        }
        if (text.equals("0")) {
            return 0L;
        }
        if (!text.isEmpty() && text.charAt(0) != '0') {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                return text;
            }
        }
        return text;
    }

    void into(Map<String, @Nullable Object> data) throws SyntaxException {
        boolean more = true;
        while (more) {
            more = key(data, 0);
        }
    }

    /** Reads one {@code key=value}; false at the end. */
    private boolean key(Map<String, @Nullable Object> data, int nesting) throws SyntaxException {
        Run run = until("=[,.");
        String key = run.text();
        switch (run.stop()) {
            case END -> {
                if (key.isEmpty()) {
                    return false;
                }
                throw new SyntaxException("key \"" + key + "\" has no value");
            }
            case '[' -> {
                int index = index();
                Object existing = data.get(key);
                if (existing != null && !(existing instanceof List)) {
                    throw new SyntaxException("\"" + key + "\" is not a list");
                }
                path.add(key);
                data.put(key, item(existing == null ? new ArrayList<>() : list(existing), index, nesting));
                path.remove(path.size() - 1);
                return true;
            }
            case '=' -> {
                path.add(key);
                Object value = value();
                if (!key.isEmpty()) {
                    data.put(key, value);
                    written.accept(List.copyOf(path), value);
                }
                path.remove(path.size() - 1);
                return true;
            }
            case ',' -> throw new SyntaxException("key \"" + key + "\" has no value (cannot end with ,)");
            default -> {
                if (nesting >= MAX_NESTING) {
                    throw new SyntaxException("the key is nested deeper than " + MAX_NESTING);
                }
                Object existing = data.get(key);
                if (data.containsKey(key) && !(existing instanceof Map)) {
                    throw new SyntaxException("\"" + key + "\" is not a mapping");
                }
                Map<String, @Nullable Object> inner = existing == null ? new LinkedHashMap<>() : map(existing);
                path.add(key);
                boolean more = key(inner, nesting + 1);
                path.remove(path.size() - 1);
                if (more && inner.isEmpty()) {
                    throw new SyntaxException("key map \"" + key + "\" has no value");
                }
                if (!inner.isEmpty()) {
                    data.put(key, inner);
                }
                return more;
            }
        }
    }

    private List<@Nullable Object> item(List<@Nullable Object> list, int index, int nesting) throws SyntaxException {
        Run run = until("[.=");
        if (!run.text().isEmpty()) {
            throw new SyntaxException("unexpected data at end of array index: \"" + run.text() + "\"");
        }
        path.add(index);
        Object existing = index < list.size() ? list.get(index) : null;
        switch (run.stop()) {
            case '=' -> {
                Object value = value();
                put(list, index, value);
                written.accept(List.copyOf(path), value);
            }
            case '[' -> {
                int next = index();
                put(list, index, item(existing instanceof List ? list(existing) : new ArrayList<>(), next, nesting));
            }
            case '.' -> {
                Map<String, @Nullable Object> inner = existing instanceof Map ? map(existing) : new LinkedHashMap<>();
                key(inner, nesting);
                put(list, index, inner);
            }
            default -> throw new SyntaxException("the list index has no value");
        }
        path.remove(path.size() - 1);
        return list;
    }

    private static void put(List<@Nullable Object> list, int index, @Nullable Object value) {
        while (list.size() <= index) {
            list.add(null);
        }
        list.set(index, value);
    }

    private int index() throws SyntaxException {
        Run run = until("]");
        try {
            int index = run.stop() == END ? -1 : Integer.parseInt(run.text());
            if (index < 0 || index > MAX_INDEX) {
                throw new SyntaxException("a list index must be between 0 and " + MAX_INDEX);
            }
            return index;
        } catch (NumberFormatException e) {
            throw new SyntaxException("error parsing index: \"" + run.text() + "\"");
        }
    }

    private @Nullable Object value() throws SyntaxException {
        if (reader == null) {
            return json();
        }
        if (at >= in.length()) {
            return "";
        }
        if (in.charAt(at) != '{') {
            return reader.read(until(",").text());
        }
        at++;
        var list = new ArrayList<@Nullable Object>();
        while (true) {
            Run run = until(",}");
            if (run.stop() == END) {
                throw new SyntaxException("list must terminate with '}'");
            }
            list.add(reader.read(run.text()));
            if (run.stop() == '}') {
                if (at < in.length() && in.charAt(at) == ',') {
                    at++;
                }
                return list;
            }
        }
    }

    private @Nullable Object json() throws SyntaxException {
        if (blankUntilComma()) {
            return null;
        }
        try (JsonParser parser = new JsonFactory().createParser(in.substring(at))) {
            Object value = JsonValues.read(parser);
            at += (int) parser.currentLocation().getCharOffset();
            blankUntilComma();
            return value;
        } catch (IOException e) {
            throw new SyntaxException("the value is not JSON");
        }
    }

    /** Skips white space, and a comma after it; whether that or the end followed. */
    private boolean blankUntilComma() {
        while (at < in.length()) {
            char c = in.charAt(at);
            if (c == ',') {
                at++;
                return true;
            }
            if (!Character.isWhitespace(c)) {
                return false;
            }
            at++;
        }
        return true;
    }

    private Run until(String stops) {
        var text = new StringBuilder();
        while (at < in.length()) {
            char c = in.charAt(at++);
            if (stops.indexOf(c) >= 0) {
                return new Run(text.toString(), c);
            }
            if (c == '\\') {
                if (at < in.length()) {
                    text.append(in.charAt(at++));
                }
            } else {
                text.append(c);
            }
        }
        return new Run(text.toString(), END);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> map(Object value) {
        return (Map<String, @Nullable Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<@Nullable Object> list(Object value) {
        return (List<@Nullable Object>) value;
    }
}
