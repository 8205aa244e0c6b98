package io.github.akspolicy.template.value;

import io.github.akspolicy.template.text.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A text of templates: bytes, and for each piece of them where it came from. Immutable. */
public final class Text {
    /** No text. */
    public static final Text EMPTY = new Text("", List.of());

    /**
     * A piece of a text.
     *
     * @param end the first byte behind it
     * @param mark what is known of it
     */
    public record Piece(int end, Mark mark) {}

    private final String bytes;
    private final List<Piece> pieces;

    private Text(String bytes, List<Piece> pieces) {
        this.bytes = bytes;
        this.pieces = pieces;
    }

    /** Bytes that are all of one origin. */
    public static Text of(String bytes, Mark mark) {
        return bytes.isEmpty() && mark == Mark.NONE ? EMPTY : new Text(bytes, List.of(new Piece(bytes.length(), mark)));
    }

    /** Bytes of which nothing is known. */
    public static Text of(String bytes) {
        return of(bytes, Mark.NONE);
    }

    /** The bytes, each a char. */
    public String bytes() {
        return bytes;
    }

    /** The pieces, without gaps, in their order. */
    public List<Piece> pieces() {
        return pieces;
    }

    public int length() {
        return bytes.length();
    }

    /** The sources of all pieces. */
    public Sources sources() {
        return Sources.of(
                () -> pieces.stream().map(piece -> piece.mark().sources()).iterator());
    }

    /** What is known of a byte; of the last piece behind the end. */
    public Mark markAt(int at) {
        return pieces.isEmpty()
                ? Mark.NONE
                : pieces.get(Math.min(pieceAt(at), pieces.size() - 1)).mark();
    }

    /** The index of the first piece that ends behind a byte; the number of pieces where none does. */
    private int pieceAt(int at) {
        int low = 0;
        int high = pieces.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pieces.get(middle).end() > at) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Whether some site has written each piece. */
    private boolean isWritten() {
        for (Piece piece : pieces) {
            if (piece.mark().site() == null) {
                return false;
            }
        }
        return true;
    }

    /** A part of the text. */
    public Text part(int from, int to) {
        if (from == 0 && to == bytes.length()) {
            return this;
        }
        return new Builder().append(this, from, to).build();
    }

    /** Other bytes, of which as much is known as of all of these together. */
    public Text as(String other) {
        return of(other, whole());
    }

    /** What is known of the text if it is taken as one: several places did not write it, but the function that made it one. */
    public Mark whole() {
        Site site = pieces.isEmpty() ? null : pieces.get(0).mark().site();
        for (Piece piece : pieces) {
            site = Objects.equals(site, piece.mark().site()) ? site : null;
        }
        return new Mark(sources(), site);
    }

    /** The same bytes with other marks. */
    public Text marked(UnaryOperator<Mark> change) {
        if (pieces.isEmpty()) {
            return of(bytes, change.apply(Mark.NONE));
        }
        var builder = new Builder();
        int from = 0;
        for (Piece piece : pieces) {
            builder.append(bytes.substring(from, piece.end()), change.apply(piece.mark()));
            from = piece.end();
        }
        return builder.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Text text && bytes.equals(text.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    /** The text in Unicode. */
    @Override
    public String toString() {
        return Bytes.text(bytes);
    }

    /** Puts a text together from pieces. */
    public static final class Builder {
        private final StringBuilder bytes = new StringBuilder();
        private final List<Piece> pieces = new ArrayList<>();

        /** Appends bytes of one origin. */
        public Builder append(String more, Mark mark) {
            bytes.append(more);
            return close(mark);
        }

        /** Appends a whole text with its pieces. */
        public Builder append(Text text) {
            return append(text, 0, text.bytes.length());
        }

        /** Appends a part of a text with its pieces. */
        public Builder append(Text text, int from, int to) {
            int start = bytes.length() - from;
            bytes.append(text.bytes, from, to);
            for (int i = text.bytes.isEmpty() ? 0 : text.pieceAt(from); i < text.pieces.size(); i++) {
                Piece piece = text.pieces.get(i);
                add(Math.min(piece.end(), to) + start, piece.mark());
                if (piece.end() >= to) {
                    break;
                }
            }
            return this;
        }

        /** Appends a text that a site writes, unless a piece has been written elsewhere. */
        public Builder append(Text text, Site site) {
            int start = bytes.length();
            bytes.append(text.bytes);
            if (pieces.isEmpty() && text.isWritten()) {
                // a template that calls itself hands on what it wrote as often
                pieces.addAll(text.pieces);
                return this;
            }
            for (Piece piece : text.pieces) {
                add(piece.end() + start, piece.mark().at(site));
            }
            return this;
        }

        private Builder close(Mark mark) {
            add(bytes.length(), mark);
            return this;
        }

        private void add(int end, Mark mark) {
            int last = pieces.size() - 1;
            if (last >= 0 && pieces.get(last).mark().equals(mark)) {
                pieces.set(last, new Piece(end, mark));
            } else if (last < 0 || pieces.get(last).end() < end || end == 0) {
                pieces.add(new Piece(end, mark));
            }
        }

        public int length() {
            return bytes.length();
        }

        public Text build() {
            return new Text(bytes.toString(), List.copyOf(pieces));
        }
    }
}
