package io.github.akspolicy.policies.pod;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Paths of a node, each with everything below it: {@code /foo} holds {@code /foo/bar}, but not {@code /fool}.
 *
 * @param words paths; {@code :ro} after a path means that it may be mounted read-only
 * @param windows whether they are paths of Windows, where case does not matter and a backslash separates
 */
record HostPaths(List<String> words, boolean windows) {
    private static final String READ_ONLY = ":ro";

    /** Whether the path leads to one of them on the node, or below, however it is written. */
    boolean holdOnTheNode(String path) {
        return words.stream().anyMatch(word -> startsWith(parts(path), parts(word)));
    }

    /** Whether the path holds one of them, or lies in one. */
    boolean touch(String path) {
        return holdOnTheNode(path) || lieWithin(path);
    }

    /** Whether one of them allows the path. */
    boolean include(String path) {
        return words.stream().anyMatch(word -> allows(word, path));
    }

    /** Whether one of them that allows the path asks for mounts that are read-only, whatever others allow. */
    boolean areReadOnly(String path) {
        return words.stream().anyMatch(word -> word.endsWith(READ_ONLY) && allows(word, path));
    }

    /**
     * Azure Policy compares paths as they are written, the node follows them: only what is below the prefix for both is
     * allowed. An empty prefix allows nothing.
     */
    private boolean allows(String word, String path) {
        String prefix = word.endsWith(READ_ONLY) ? word.substring(0, word.length() - READ_ONLY.length()) : word;
        return !prefix.isEmpty()
                && startsWith(parts(path), parts(prefix))
                && (windows || startsWith(written(path), written(prefix)));
    }

    /** The names along the path as written, where slashes around it do not count. */
    private static List<String> written(String path) {
        int start = 0;
        int end = path.length();
        while (start < end && path.charAt(start) == '/') {
            start++;
        }
        while (start < end && path.charAt(end - 1) == '/') {
            end--;
        }
        return start == end ? List.of() : List.of(path.substring(start, end).split("/"));
    }

    /** Whether one of them lies at or below {@code directory}. */
    boolean lieWithin(String directory) {
        List<String> prefix = parts(directory);
        return words.stream().map(this::parts).anyMatch(path -> startsWith(path, prefix));
    }

    private static boolean startsWith(List<String> path, List<String> prefix) {
        return path.size() >= prefix.size() && path.subList(0, prefix.size()).equals(prefix);
    }

    /** The names along the path; {@code //}, {@code .} and {@code ..} are resolved as the node resolves them. */
    private List<String> parts(String path) {
        var parts = new ArrayList<String>();
        String plain = windows ? path.replace('\\', '/').toLowerCase(Locale.ROOT) : path;
        for (String part : plain.split("/")) {
            if (part.equals("..")) {
                if (!parts.isEmpty()) {
                    parts.remove(parts.size() - 1);
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts;
    }
}
