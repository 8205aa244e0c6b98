package io.github.akspolicy.manifest;

/**
 * Where in a document something is, or would be: light enough to keep after the document is gone.
 *
 * @param path the field meant, which may not exist
 * @param nearest the field itself when it is written, else its nearest written ancestor
 * @param key where the key of {@code nearest} is written (for a list item or a document, where it begins)
 * @param value where the value of {@code nearest} begins
 */
public record Place(FieldPath path, FieldPath nearest, Position key, Position value) {
    /** Whether the field meant is written in the document. */
    public boolean isWritten() {
        return path.equals(nearest);
    }

    /** Where a field that is not written in this one would be. */
    public Place absent(String child) {
        return new Place(path.field(child), nearest, key, value);
    }

    /** This place in a text that begins {@code lines} lines further down. */
    public Place down(int lines) {
        return lines == 0
                ? this
                : new Place(
                        path,
                        nearest,
                        new Position(key.line() + lines, key.column()),
                        new Position(value.line() + lines, value.column()));
    }
}
