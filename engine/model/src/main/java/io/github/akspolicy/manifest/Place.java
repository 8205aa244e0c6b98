package io.github.akspolicy.manifest;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where in a document something is, or would be: light enough to keep after the document is gone, in the facts of 100,000
 * resources.
 */
public final class Place {
    private final FieldPath path;
    private final FieldPath nearest;
    private final int keyLine;
    private final int keyColumn;
    private final int valueLine;
    private final int valueColumn;
    private final List<Place> substitutes;

    /**
     * @param path the field meant, which may not exist
     * @param nearest the field itself when it is written, else its nearest written ancestor
     * @param key where the key of {@code nearest} is written (for a list item or a document, where it begins)
     * @param value where the value of {@code nearest} begins
     */
    public Place(FieldPath path, FieldPath nearest, Position key, Position value) {
        this(path, nearest, key.line(), key.column(), value.line(), value.column(), List.of());
    }

    private Place(
            FieldPath path,
            FieldPath nearest,
            int keyLine,
            int keyColumn,
            int valueLine,
            int valueColumn,
            List<Place> substitutes) {
        this.path = path;
        this.nearest = nearest;
        this.keyLine = keyLine;
        this.keyColumn = keyColumn;
        this.valueLine = valueLine;
        this.valueColumn = valueColumn;
        this.substitutes = substitutes;
    }

    /** This place, which does not matter where something is at all of {@code others}. */
    Place substitutedBy(List<Place> others) {
        return new Place(path, nearest, keyLine, keyColumn, valueLine, valueColumn, List.copyOf(others));
    }

    /**
     * Where the same can be said as well: a setting of the pod for its containers, or by each of its containers. What misses
     * the field misses it no more once all of these are written; empty when only the field itself will do.
     */
    public List<Place> substitutes() {
        return substitutes;
    }

    /** The field meant, which may not exist. */
    public FieldPath path() {
        return path;
    }

    /** The field itself when it is written, else its nearest written ancestor. */
    public FieldPath nearest() {
        return nearest;
    }

    /** Where the key of {@link #nearest} is written; for a list item or a document, where it begins. */
    public Position key() {
        return new Position(keyLine, keyColumn);
    }

    /** Where the value of {@link #nearest} begins. */
    public Position value() {
        return new Position(valueLine, valueColumn);
    }

    /** Whether the field meant is written in the document. */
    public boolean isWritten() {
        return path.equals(nearest);
    }

    /** Where a field that is not written in this one would be. */
    public Place absent(String child) {
        return new Place(
                path.field(child),
                nearest,
                keyLine,
                keyColumn,
                valueLine,
                valueColumn,
                substitutes.stream().map(place -> place.absent(child)).toList());
    }

    /** This place in a text that begins {@code lines} lines further down. */
    public Place down(int lines) {
        return lines == 0
                ? this
                : new Place(
                        path,
                        nearest,
                        keyLine + lines,
                        keyColumn,
                        valueLine + lines,
                        valueColumn,
                        substitutes.stream().map(place -> place.down(lines)).toList());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Place place
                        && path.equals(place.path)
                        && nearest.equals(place.nearest)
                        && key().equals(place.key())
                        && value().equals(place.value()));
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, nearest, keyLine, keyColumn, valueLine, valueColumn);
    }

    @Override
    public String toString() {
        return "Place[path=" + path + ", nearest=" + nearest + ", key=" + key() + ", value=" + value() + "]";
    }
}
