package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.origin.Symbol.Value;
import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Site;
import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.twin.Frame;
import io.github.akspolicy.helm.twin.MarkedText;
import io.github.akspolicy.helm.twin.Piece;
import io.github.akspolicy.manifest.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the template text that could have written a field which is absent: what stands between the lines that wrote its
 * parent, on every level of helpers that wrote some of these.
 */
final class AbsentFieldScan {
    /** Lines around the parent that may be needed to see where text begins and ends. */
    private static final int AROUND = 400;

    private final MarkedText file;
    private final List<String> texts;
    private final RenderedChart chart;
    private final Instance instance;

    AbsentFieldScan(MarkedText file, RenderedChart chart, Instance instance) {
        this.texts = List.of(file.text().split("\n", -1));
        this.file = file;
        this.chart = chart;
        this.instance = instance;
    }

    /** What one level wrote of the parent. */
    private static final class Level {
        private final Frame frame;
        private final TemplateFile file;
        private final Frame.@Nullable Rounds rounds;
        private final Set<Integer> offsets = new HashSet<>();
        private int first = Integer.MAX_VALUE;
        private int last = -1;
        private boolean isLiteral;
        private boolean isInnermost;
        private int action = -1;

        Level(Frame frame, TemplateFile file, Frame.@Nullable Rounds rounds) {
            this.frame = frame;
            this.file = file;
            this.rounds = rounds;
        }

        void add(Writer writer) {
            Site site = writer.site();
            offsets.add(site.offset());
            first = Math.min(first, site.offset());
            last = Math.max(last, site.offset());
            isLiteral |= writer.isLiteral();
            isInnermost |= writer.isInnermost();
            action = Math.max(action, site.action());
        }

        /** Whether all of the parent comes out of one call, so that only what is inside of it matters. */
        boolean isPassedThrough() {
            return offsets.size() == 1 && !isLiteral;
        }
    }

    /** The values that may decide about the field. */
    Set<Mention> mentions(Place place) {
        Span span = span(place);
        List<Level> levels = levels(span);
        var evaluator = new SymbolicEvaluator(chart, instance);
        var mentions = new Mentions(evaluator);
        boolean isComputed = levels.stream().allMatch(Level::isPassedThrough);
        for (Level level : levels) {
            if (level.isPassedThrough()) {
                if (level.isInnermost) {
                    var scope = evaluator.scope(level.frame, level.file, level.action, level.rounds);
                    mentions.action(scope);
                    Expression printed = level.file.statement(level.action).expression();
                    if (isComputed && (printed == null || !(evaluator.evaluate(printed, scope) instanceof Value))) {
                        mentions.whole(instance, chart.empty(instance));
                    }
                }
                continue;
            }
            int from = before(level, span);
            int to = after(level, span);
            for (int i = 0; i < level.file.size(); i++) {
                int offset = level.file.offsetOf(i);
                if (offset >= from && offset < to) {
                    mentions.action(evaluator.scope(level.frame, level.file, i, level.rounds));
                }
            }
        }
        return mentions.found();
    }

    /**
     * The lines of the parent, by index.
     *
     * @param key the line of its key
     * @param column where its children begin, by index
     */
    private record Span(int key, int first, int last, int column) {}

    private Span span(Place place) {
        int key = place.key().line() - 1;
        int first = place.value().line() - 1;
        int column = place.value().column() - 1;
        int last = first;
        if (first != key || place.key().equals(place.value())) {
            int lines = file.lines().size();
            for (int i = first + 1; i < lines; i++) {
                String line = line(i);
                int indent = indent(line);
                if (indent == line.length()) {
                    continue;
                }
                if (indent < column || (column == 0 && line.startsWith("---"))) {
                    break;
                }
                last = i;
            }
        }
        return new Span(key, first, last, column);
    }

    private String line(int index) {
        return index < texts.size() ? texts.get(index) : "";
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        return indent;
    }

    /** The levels that wrote the parent's key or one of its children. */
    private List<Level> levels(Span span) {
        var levels = new ArrayList<Level>();
        note(span.key(), levels);
        for (int i = span.first(); i <= span.last(); i++) {
            if (i == span.first() || indent(line(i)) == span.column()) {
                note(i, levels);
            }
        }
        return levels;
    }

    private void note(int line, List<Level> levels) {
        for (Writer writer : writers(line)) {
            Level level = levels.stream()
                    .filter(known -> isSame(known.frame, writer.level()))
                    .findFirst()
                    .orElse(null);
            if (level == null) {
                level = new Level(writer.level(), writer.site().file(), writer.rounds());
                levels.add(level);
            }
            level.add(writer);
        }
    }

    /**
     * What wrote a piece of a line.
     *
     * @param level the level that it stands in
     * @param isLiteral whether it is text of the template
     * @param isInnermost whether nothing within it wrote the piece
     */
    private record Writer(
            Frame level, Site site, Frame.@Nullable Rounds rounds, boolean isLiteral, boolean isInnermost) {}

    private List<Writer> writers(int line) {
        var writers = new ArrayList<Writer>();
        for (Piece piece :
                line >= 0 && line < file.lines().size() ? file.lines().get(line) : List.<Piece>of()) {
            Site literal = piece.literal();
            if (literal != null) {
                writers.add(new Writer(piece.frame(), literal, piece.rounds(), true, true));
            }
            for (Frame frame = piece.frame(); frame.site() != null && frame.outer() != null; frame = frame.outer()) {
                boolean isInnermost = literal == null && isSame(frame, piece.frame());
                writers.add(new Writer(frame.outer(), frame.site(), frame.rounds(), false, isInnermost));
            }
        }
        return writers;
    }

    /** The offset behind what the level wrote before the parent. */
    private int before(Level level, Span span) {
        int from = start(level);
        for (int i = span.key() - 1; i >= Math.max(0, span.key() - AROUND); i--) {
            List<Integer> offsets = offsets(level, i);
            for (int offset : offsets) {
                if (offset < level.first) {
                    return Math.max(from, offset);
                }
            }
        }
        return from;
    }

    /** The offset of what the level wrote behind the parent, or where the level or the loop around it ends. */
    private int after(Level level, Span span) {
        int to = end(level);
        for (int i = span.last() + 1; i < Math.min(file.lines().size(), span.last() + AROUND); i++) {
            List<Integer> offsets = offsets(level, i);
            for (int offset : offsets) {
                return offset > level.last ? Math.min(to, offset) : to;
            }
        }
        return to;
    }

    private List<Integer> offsets(Level level, int line) {
        return writers(line).stream()
                .filter(writer ->
                        isSame(writer.level(), level.frame) && writer.site().file() == level.file)
                .map(writer -> writer.site().offset())
                .toList();
    }

    @SuppressWarnings("ReferenceEquality") // each execution has a frame of its own, equal as another may be
    private static boolean isSame(Frame one, Frame other) {
        return one == other;
    }

    /** Where the define begins that the level executes, or the file. */
    private static int start(Level level) {
        TemplateFile.Define define = define(level);
        return define == null ? 0 : level.file.offsetOf(define.open()) + 1;
    }

    private static int end(Level level) {
        TemplateFile.Define define = define(level);
        return define == null ? Integer.MAX_VALUE : level.file.offsetOf(define.close());
    }

    private static TemplateFile.@Nullable Define define(Level level) {
        for (TemplateFile.Define define : level.file.defines()) {
            if (level.file.offsetOf(define.open()) < level.first && level.last < level.file.offsetOf(define.close())) {
                return define;
            }
        }
        return null;
    }
}
