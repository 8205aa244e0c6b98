package io.github.akspolicy.cluster.value;

import static io.github.akspolicy.cluster.value.Function.Parameter.TEXT;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** The functions of paths that look at no file; they follow Go's {@code path/filepath} on Unix. */
final class PathFunctions {
    private PathFunctions() {}

    static Map<String, Function> all() {
        return Map.of(
                "basename", Function.of(call -> call.made(base(call.text(0))), TEXT),
                "dirname", Function.of(call -> call.made(directory(call.text(0))), TEXT));
    }

    private static String base(String path) {
        if (path.isEmpty()) {
            return ".";
        }
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return end == 0 ? "/" : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }

    private static String directory(String path) {
        return clean(path.substring(0, path.lastIndexOf('/') + 1));
    }

    /** The shortest path that means the same. */
    private static String clean(String path) {
        boolean isRooted = path.startsWith("/");
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/")) {
            boolean isUp = part.equals("..");
            if (isUp && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".") && !(isUp && isRooted)) {
                parts.addLast(part);
            }
        }
        String clean = (isRooted ? "/" : "") + String.join("/", parts);
        return clean.isEmpty() ? "." : clean;
    }
}
