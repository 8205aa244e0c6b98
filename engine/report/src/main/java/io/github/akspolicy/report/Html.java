package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.SafeText;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Writes elements. Everything that is handed over is text: markup comes from the names of elements and attributes alone,
 * which are constants of this module. There is no way to write raw markup but {@link #asset}.
 */
final class Html {
    /** Elements without content. */
    private static final Set<String> VOID = Set.of("meta", "input", "br", "col");

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

    /** A table that scrolls by itself where the window is narrow. */
    void table(List<String> titles, Content rows) throws IOException {
        element(
                "div",
                () -> element("table", () -> {
                    titles(titles);
                    element("tbody", rows);
                }),
                "class",
                "wide");
    }

    /** The head of a table. */
    void titles(List<String> titles) throws IOException {
        element(
                "thead",
                () -> element("tr", () -> {
                    for (String title : titles) {
                        text("th", title, "scope", "col");
                    }
                }));
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
        if (!Set.of("span", "code", "a", "b", "td", "th", "tspan").contains(name)) {
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
