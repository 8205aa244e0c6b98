package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.SafeText;
import java.io.IOException;
import java.util.Set;

/**
 * Writes elements. Everything that is handed over is text: markup comes from the names of elements and attributes alone,
 * which are constants of this module. There is no way to write raw markup but {@link #asset} and {@link #data}.
 */
final class Html {
    /** Elements without content. */
    private static final Set<String> VOID = Set.of("meta");

    private final Appendable out;

    Html(Appendable out) {
        this.out = out;
    }

    /** Writes what is inside an element. */
    @FunctionalInterface
    interface Content {
        void write() throws IOException;
    }

    /** @param attributes names and values in turn */
    void element(String name, Content content, String... attributes) throws IOException {
        start(name, attributes);
        content.write();
        end(name);
    }

    void text(String name, String text, String... attributes) throws IOException {
        element(name, () -> text(text), attributes);
    }

    void start(String name, String... attributes) throws IOException {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]);
            out.append("=\"").append(escape(attributes[i + 1])).append('"');
        }
        // closed, so that the page is XML as well, which the tests compare element by element
        out.append(VOID.contains(name) ? "/>\n" : ">");
    }

    void end(String name) throws IOException {
        out.append("</").append(name).append('>');
        // no space that would show within a line of text
        if (!Set.of("span", "code", "a", "b").contains(name)) {
            out.append('\n');
        }
    }

    void text(String text) throws IOException {
        out.append(escape(text));
    }

    /** A style sheet or script of this module, as it is. */
    void asset(String name, String content) throws IOException {
        start(name);
        out.append(content);
        end(name);
    }

    /**
     * Data for the script, which no browser runs or shows.
     *
     * @param content writes JSON by {@link JsonOutput#embedded}, whose text ends no element
     */
    void data(String id, Content content) throws IOException {
        element("script", content, "type", "application/json", "id", id);
    }

    void doctype() throws IOException {
        out.append("<!DOCTYPE html>\n");
    }

    /** One harmless line: control, invisible and direction-changing characters become visible. */
    static String escape(String text) {
        String safe = SafeText.line(text);
        var escaped = new StringBuilder(safe.length() + 16);
        for (int i = 0; i < safe.length(); i++) {
            char character = safe.charAt(i);
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '`' -> escaped.append("&#96;");
                default -> escaped.append(character);
            }
        }
        return escaped.toString();
    }
}
