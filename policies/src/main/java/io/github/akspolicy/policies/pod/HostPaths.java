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

    /** @param writable whether it must be allowed to mount the path writable */
    boolean include(String path, boolean writable) {
        List<String> wanted = parts(path);
        return words.stream()
                .filter(word -> !writable || !word.endsWith(READ_ONLY))
                .map(word -> word.endsWith(READ_ONLY) ? word.substring(0, word.length() - READ_ONLY.length()) : word)
                .map(this::parts)
                .anyMatch(prefix -> startsWith(wanted, prefix));
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
