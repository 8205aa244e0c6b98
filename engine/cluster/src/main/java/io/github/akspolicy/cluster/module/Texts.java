package io.github.akspolicy.cluster.module;

import io.github.akspolicy.manifest.Position;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files that were read, one after another as one text, so that a {@link Position} alone says file, line and column. Columns
 * of Terraform count characters (code points), not units of UTF-16.
 */
public final class Texts {
    private final TreeMap<Integer, File> files = new TreeMap<>();
    private final StringBuilder text = new StringBuilder();
    private int nextLine = 1;

    /**
     * A place in a file.
     *
     * @param path relative to the root of the repository
     * @param line from 1
     * @param column in characters, from 1
     */
    public record Location(String path, int line, int column) {
        @Override
        public String toString() {
            return path + ":" + line + ":" + column;
        }
    }

    /** A file: where it begins in the text. @param standsFor the place that all of it counts as; null for itself */
    private record File(String path, @Nullable Position standsFor) {}

    /** Without any file. */
    public Texts() {}

    /** Takes a file. @return the line of the whole text in which it begins */
    public int add(String path, String content) {
        return add(new File(path, null), content);
    }

    /** Takes a text that is in no file of the user: every place in it is one that is. */
    int add(Position standsFor, String content) {
        return add(new File("", standsFor), content);
    }

    private int add(File file, String content) {
        int first = nextLine;
        files.put(first, file);
        text.append(content).append('\n');
        // a carriage return may end a line, too
        nextLine +=
                1 + (int) content.chars().filter(c -> c == '\n' || c == '\r').count();
        return first;
    }

    /** The file of a place. */
    public Location locate(Position at) {
        Map.Entry<Integer, File> file = files.floorEntry(at.line());
        if (file == null) {
            throw new IllegalStateException("no file was read");
        }
        Position standsFor = file.getValue().standsFor();
        return standsFor == null
                ? new Location(file.getValue().path(), at.line() - file.getKey() + 1, at.column())
                : locate(standsFor);
    }

    /** All files, each with a line end behind it. */
    public String text() {
        return text.toString();
    }
}
