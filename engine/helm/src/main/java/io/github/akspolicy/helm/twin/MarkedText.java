package io.github.akspolicy.helm.twin;

import io.github.akspolicy.helm.template.Markers;
import io.github.akspolicy.helm.template.Site;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one file renders to, read from its render with markers.
 *
 * @param text the text without markers
 * @param lines the pieces of each line in order, with the origin of each; a blank line has none
 */
public record MarkedText(String text, List<List<Piece>> lines) {
    private static final int REFERENCE = Markers.REFERENCE_LENGTH;

    /** What wrote a position; null when it is blank or beyond the end. */
    public @Nullable Piece piece(Position position) {
        List<Piece> pieces = position.line() <= lines.size() ? lines.get(position.line() - 1) : List.of();
        Piece found = null;
        for (Piece piece : pieces) {
            if (piece.column() < position.column()) {
                found = piece;
            }
        }
        return found;
    }

    /**
     * @param marked the rendered text
     * @param sites the places by file number
     */
    public static MarkedText read(String marked, Markers markers, Map<Integer, List<Site>> sites) {
        return new Reader(marked, markers, sites).read();
    }

    private static final class Reader {
        private final String marked;
        private final Markers markers;
        private final Map<Integer, List<Site>> sites;
        private final StringBuilder text;
        private final List<List<Piece>> lines = new ArrayList<>();
        private List<Piece> line = new ArrayList<>();
        private int lineStart;
        private Level level = new Level(null, Frame.FILE);

        /** A frame while it is being executed. */
        private static final class Level {
            private final @Nullable Level outer;
            private final Frame frame;
            private @Nullable Site literal;
            private Frame.@Nullable Rounds rounds;

            Level(@Nullable Level outer, Frame frame) {
                this.outer = outer;
                this.frame = frame;
            }
        }

        Reader(String marked, Markers markers, Map<Integer, List<Site>> sites) {
            this.marked = marked;
            this.markers = markers;
            this.sites = sites;
            this.text = new StringBuilder(marked.length());
        }

        MarkedText read() {
            int i = 0;
            boolean changed = true;
            while (i < marked.length()) {
                char c = marked.charAt(i);
                if (markers.isMarker(c)) {
                    i += marker(c, i);
                    changed = true;
                    continue;
                }
                if (c == '\n') {
                    endLine();
                    text.append(c);
                    lineStart = text.length();
                    changed = true;
                } else {
                    if (changed && c != ' ' && c != '\t' && c != '\r') {
                        line.add(new Piece(text.length() - lineStart, level.frame, level.literal, level.rounds));
                        changed = false;
                    }
                    text.append(c);
                }
                i++;
            }
            endLine();
            return new MarkedText(text.toString(), lines);
        }

        private void endLine() {
            lines.add(line.isEmpty() ? List.of() : List.copyOf(line));
            line = new ArrayList<>();
        }

        private int marker(char sign, int at) {
            if (sign == markers.leave()) {
                if (level.outer != null) {
                    level = level.outer;
                }
                return 1;
            }
            if (at + REFERENCE >= marked.length()) {
                return 1;
            }
            Site site = site(at + 1);
            if (site == null) {
                return 1;
            }
            if (sign == markers.enter()) {
                level = new Level(level, new Frame(level.frame, site, level.rounds));
            } else if (sign == markers.literal()) {
                level.literal = site;
            } else if (sign == markers.round()) {
                level.rounds = nextRound(site);
            } else {
                return 1;
            }
            return 1 + REFERENCE;
        }

        private @Nullable Site site(int reference) {
            List<Site> places = sites.get(markers.file(marked, reference));
            int place = markers.place(marked, reference);
            return places != null && place >= 0 && place < places.size() ? places.get(place) : null;
        }

        /** Another round of a loop that is under way, or the first of one inside the loops that enclose it. */
        private Frame.Rounds nextRound(Site range) {
            for (Frame.Rounds at = level.rounds; at != null; at = at.outer()) {
                if (at.range().equals(range)) {
                    return new Frame.Rounds(at.outer(), range, at.index() + 1);
                }
            }
            Frame.Rounds enclosing = level.rounds;
            while (enclosing != null && !range.isInside(enclosing.range())) {
                enclosing = enclosing.outer();
            }
            return new Frame.Rounds(enclosing, range, 0);
        }
    }
}
