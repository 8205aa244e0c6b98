package io.github.akspolicy.cluster.text;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.SourceLocation;
import java.util.Map;
import java.util.TreeMap;

/** The texts of several files as one, file after file, so that a position in it says which of them is meant. */
public final class Texts {
    private final StringBuilder text = new StringBuilder();
    private final TreeMap<Integer, String> paths = new TreeMap<>();
    private int lines;

    /**
     * Adds a file.
     *
     * @param path relative to the repository
     * @return the number of its first line in the whole text
     */
    public int add(String path, String content) {
        int first = lines + 1;
        paths.put(first, path);
        text.append(content).append('\n');
        lines += count(content) + 1;
        return first;
    }

    /** The ends of lines in it: {@code \n}, {@code \r\n} and {@code \r}. */
    private static int count(String content) {
        int count = 0;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            boolean isPair = c == '\r' && i + 1 < content.length() && content.charAt(i + 1) == '\n';
            count += c == '\n' || c == '\r' && !isPair ? 1 : 0;
        }
        return count;
    }

    /** The whole text. */
    public String text() {
        return text.toString();
    }

    /**
     * Where a position is in its own file.
     *
     * @throws IllegalArgumentException when no file was added
     */
    public SourceLocation locate(Position at, SourceLocation.Role role) {
        Map.Entry<Integer, String> file = paths.floorEntry(at.line());
        if (file == null) {
            throw new IllegalArgumentException("there is no text");
        }
        return new SourceLocation(file.getValue(), at.line() - file.getKey() + 1, at.column(), role);
    }

    /** A value of a file with the places that it has in the whole text. */
    public static Node within(Node node, int firstLine) {
        Position at = within(node.position(), firstLine);
        if (node instanceof Node.Mapping mapping) {
            return new Node.Mapping(
                    mapping.entries().stream()
                            .map(entry -> new Node.Entry(
                                    entry.key(),
                                    within(entry.keyPosition(), firstLine),
                                    within(entry.value(), firstLine)))
                            .toList(),
                    at,
                    mapping.ignoresCase());
        }
        if (node instanceof Node.Sequence list) {
            return new Node.Sequence(
                    list.items().stream().map(item -> within(item, firstLine)).toList(), at);
        }
        return new Node.Scalar(((Node.Scalar) node).value(), at);
    }

    private static Position within(Position at, int firstLine) {
        return new Position(at.line() + firstLine - 1, at.column());
    }
}
