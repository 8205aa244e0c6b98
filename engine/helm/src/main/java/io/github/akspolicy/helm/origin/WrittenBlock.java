package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.twin.Frame;
import io.github.akspolicy.helm.twin.Piece;
import io.github.akspolicy.helm.twin.RenderedFile;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that one execution of an action wrote, which may be a whole mapping or list over many lines. */
final class WrittenBlock {
    private final RenderedFile file;
    private final Frame frame;
    private final int first;
    private final int last;
    private boolean isRead;
    private @Nullable Node tree;

    /** @param line a line of it, counted from 1 */
    WrittenBlock(RenderedFile file, int line, Frame frame) {
        this.file = file;
        this.frame = frame;
        int from = line - 1;
        while (from > 0 && belongs(from - 1)) {
            from--;
        }
        while (from < line - 1 && pieceIn(from) == null) {
            from++;
        }
        int to = line - 1;
        while (to + 1 < file.lines().size() && belongs(to + 1)) {
            to++;
        }
        this.first = from;
        this.last = to;
    }

    private boolean belongs(int index) {
        return file.lines().get(index).isEmpty() || pieceIn(index) != null;
    }

    /** Each execution has a frame of its own, equal as another may be. */
    @SuppressWarnings("ReferenceEquality")
    private @Nullable Piece pieceIn(int index) {
        for (Piece piece : file.lines().get(index)) {
            if (piece.frame() == frame && piece.literal() == null) {
                return piece;
            }
        }
        return null;
    }

    /**
     * The path from the root of what the action wrote to a place: empty when the action wrote the whole value.
     *
     * @return null when it cannot be told
     */
    @Nullable
    List<Object> pathTo(Place place) {
        Piece start = pieceIn(first);
        if (start == null) {
            return null;
        }
        Position begin = new Position(first + 1, start.column() + 1);
        if (isBefore(place.key(), begin)) {
            return List.of();
        }
        Node read = read(start.column());
        if (read == null) {
            return null;
        }
        var path = new ArrayList<Object>();
        boolean isWhole = read instanceof Node.Scalar || (isItem(place) && isAt(read, place));
        return isWhole || find(read, place, path) ? path : null;
    }

    /** Whether this is what an execution wrote around a line, counted from 1. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(Frame execution, int line) {
        return frame == execution && first < line && line <= last + 1;
    }

    /** The block as YAML, read once; null when it is none on its own. */
    private synchronized @Nullable Node read(int startColumn) {
        if (!isRead) {
            isRead = true;
            try {
                // the lines keep their numbers and columns
                tree = ManifestReader.yamlDocument("\n".repeat(first) + text(startColumn));
            } catch (ManifestException notOnItsOwn) {
                tree = null;
            }
        }
        return tree;
    }

    private static boolean isBefore(Position a, Position b) {
        return a.line() < b.line() || (a.line() == b.line() && a.column() < b.column());
    }

    private String text(int startColumn) {
        var text = new StringBuilder();
        for (int i = first; i <= last; i++) {
            String line = file.line(i);
            Piece mine = pieceIn(i);
            int end = line.length();
            if (mine != null) {
                for (Piece other : file.lines().get(i)) {
                    if (other.column() > mine.column()) {
                        end = Math.min(end, other.column());
                    }
                }
            }
            String own = line.substring(0, end);
            text.append(i == first ? " ".repeat(startColumn) + own.substring(Math.min(startColumn, end)) : own)
                    .append('\n');
        }
        return text.toString();
    }

    /** Whether a list item is what the action wrote as a whole, rather than the first of a list that it wrote. */
    private static boolean isAt(Node tree, Place place) {
        return tree instanceof Node.Mapping && tree.position().equals(place.value());
    }

    /** Whether this is a list item, which has no key: both positions are its own then. */
    static boolean isItem(Place place) {
        return place.key().equals(place.value());
    }

    private static boolean find(Node node, Place place, List<Object> path) {
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                path.add(entry.key());
                boolean isEntry = !isItem(place) && entry.keyPosition().equals(place.key());
                if (isEntry || find(entry.value(), place, path)) {
                    return true;
                }
                path.remove(path.size() - 1);
            }
        } else if (node instanceof Node.Sequence list) {
            for (int i = 0; i < list.items().size(); i++) {
                Node item = list.items().get(i);
                path.add(i);
                // a finding about one word of a list means the list, yet stands at the word
                boolean isMeant =
                        item.position().equals(place.value()) && (isItem(place) || item instanceof Node.Scalar);
                if (isMeant || find(item, place, path)) {
                    return true;
                }
                path.remove(path.size() - 1);
            }
        }
        return false;
    }
}
