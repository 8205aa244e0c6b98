package io.github.akspolicy.manifest;

/**
 * A place in the text of one file.
 *
 * @param line line, counted from 1
 * @param column column in UTF-16 code units, counted from 1
 */
public record Position(int line, int column) implements Comparable<Position> {
    /** The first character of a file. */
    public static final Position START = new Position(1, 1);

    /** @throws IllegalArgumentException when a number is below 1 */
    public Position {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("positions are counted from 1: " + line + ":" + column);
        }
    }

    @Override
    public int compareTo(Position other) {
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
