package io.github.akspolicy.template.function;

import static io.github.akspolicy.template.value.GoType.STRING;

import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Go's {@code path}: paths with slashes. Helm runs where the paths of files have them, too. */
final class Paths {
    private Paths() {}

    static void addTo(FunctionTable table) {
        add(table, "base", Paths::base);
        add(
                table,
                "dir",
                text -> text.as(clean(text.bytes().substring(0, text.bytes().lastIndexOf('/') + 1))));
        add(table, "clean", text -> text.as(clean(text.bytes())));
        add(table, "ext", Paths::extension);
        table.add("isAbs", List.of(STRING), in -> Value.of(in.bytes(0).startsWith("/"), in.sources()))
                .alias("osIsAbs", "isAbs");
    }

    private static void add(FunctionTable table, String name, UnaryOperator<Text> change) {
        table.add(name, List.of(STRING), in -> Value.of(change.apply(in.text(0))));
        table.alias("os" + Character.toUpperCase(name.charAt(0)) + name.substring(1), name);
    }

    private static Text base(Text text) {
        String bytes = text.bytes();
        if (bytes.isEmpty()) {
            return text.as(".");
        }
        int end = bytes.length();
        while (end > 0 && bytes.charAt(end - 1) == '/') {
            end--;
        }
        return end == 0 ? text.as("/") : text.part(bytes.lastIndexOf('/', end - 1) + 1, end);
    }

    private static Text extension(Text text) {
        String bytes = text.bytes();
        int dot = bytes.lastIndexOf('.');
        return dot > bytes.lastIndexOf('/') ? text.part(dot, bytes.length()) : text.as("");
    }

    /** The shortest path with the same meaning. */
    static String clean(String path) {
        boolean rooted = path.startsWith("/");
        var parts = new ArrayList<String>();
        for (String part : path.split("/")) {
            boolean up = part.equals("..");
            if (up && !parts.isEmpty() && !parts.get(parts.size() - 1).equals("..")) {
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".") && !(up && rooted)) {
                parts.add(part);
            }
        }
        String joined = String.join("/", parts);
        return rooted ? "/" + joined : joined.isEmpty() ? "." : joined;
    }
}
