package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.policy.Diagram;
import io.github.akspolicy.policy.Diagram.Mark;
import io.github.akspolicy.policy.Diagram.Stop;
import io.github.akspolicy.policy.Diagram.Track;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A diagram as SVG: lines with stops from top to bottom, what is said beside each, and on the right the line of the file.
 * Its width is fixed and its height bounded, whatever the names are: what does not fit is cut, and stands in full in the
 * title of its text. Colours come from the style sheet of the page, for both themes and for print.
 */
final class SvgDiagram {
    /** A way of more stops is not taken in at a glance. */
    static final int MOST_STOPS = 60;

    /** In pixels; the page shows it smaller where there is less room. */
    static final int WIDTH = 984;

    private static final int BOX = 8;
    private static final int TRUNK = 24;
    private static final int LINE = 48;
    private static final int TEXT = 72;
    private static final int STATEMENT = 254;
    private static final int PATH = 620;
    private static final int EDGE = WIDTH - 12;
    private static final int GAP = 16;
    private static final int LEADING = 18;
    // bold letters are a tenth wider
    private static final SvgText NAME = new SvgText(16 * 1.1, false);
    private static final SvgText KIND = new SvgText(13 * 1.1, false);
    private static final SvgText WORDS = new SvgText(13, false);
    private static final SvgText MONO = new SvgText(12, true);

    private final Html html;
    private final Diagram<LocatedStep> diagram;
    private final List<Row> rows = new ArrayList<>();
    private int height = 6;

    /**
     * What stands at one height.
     *
     * @param stop null for the title of a track, and for what is left out
     * @param lines the text
     */
    private record Row(int y, int height, @Nullable Stop<LocatedStep> stop, List<String> lines, boolean begins) {
        int middle() {
            return y + height / 2;
        }
    }

    SvgDiagram(Html html, Diagram<LocatedStep> diagram) {
        this.html = html;
        this.diagram = diagram;
        layOut();
    }

    private void layOut() {
        int stops = 0;
        int all = diagram.tracks().stream()
                .mapToInt(track -> track.stops().size())
                .sum();
        for (Track<LocatedStep> track : diagram.tracks()) {
            boolean titled = track.title().isEmpty();
            for (Stop<LocatedStep> stop : track.stops()) {
                if (stops++ == MOST_STOPS) {
                    add(30, null, List.of("and " + (all - MOST_STOPS) + " more, which the list has"), false);
                    height += 8;
                    return;
                }
                // whose track it is stands above it: the track begins below
                if (!titled && !isBox(stop)) {
                    add(34, null, KIND.wrapped(SafeText.line(track.title()), EDGE - LINE, 1), true);
                    titled = true;
                }
                List<String> lines = lines(stop);
                add(height(stop, lines.size()), stop, lines, false);
            }
        }
        height += 8;
    }

    private void add(int tall, @Nullable Stop<LocatedStep> stop, List<String> lines, boolean begins) {
        rows.add(new Row(height, tall, stop, lines, begins));
        height += tall;
    }

    private static boolean isBox(Stop<LocatedStep> stop) {
        return stop.mark() == Mark.ACTOR || stop.mark() == Mark.GOAL;
    }

    private static boolean isLink(Stop<LocatedStep> stop) {
        return stop.mark() == Mark.HOLDS || stop.mark() == Mark.BROKEN || stop.mark() == Mark.UNKNOWN;
    }

    private static List<String> lines(Stop<LocatedStep> stop) {
        int end = stop.step().at() == null ? EDGE : PATH - GAP;
        String text = SafeText.line(stop.step().message());
        if (isBox(stop)) {
            return NAME.wrapped(text, end - TEXT, 2);
        }
        String before = isLink(stop) || stop.kind().isEmpty() ? "" : SafeText.line(stop.kind()) + " ";
        return WORDS.wrapped(before + text, end - (isLink(stop) ? STATEMENT : TEXT), 3);
    }

    private static int height(Stop<LocatedStep> stop, int lines) {
        if (isBox(stop)) {
            return 30 + (lines + (stop.kind().isEmpty() ? 0 : 1)) * 20;
        }
        return (isLink(stop) ? 14 : 8) + lines * LEADING;
    }

    /** @param id unlike that of any other diagram of the page */
    void write(String id) throws IOException {
        html.element(
                "svg",
                () -> {
                    html.text("title", diagram.title(), "id", id + "-title");
                    html.text("desc", description(), "id", id + "-desc");
                    tracks();
                    for (Row row : rows) {
                        row(row);
                    }
                },
                "class",
                "diagram",
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc",
                "viewBox",
                "0 0 " + WIDTH + " " + height,
                "width",
                String.valueOf(WIDTH),
                "height",
                String.valueOf(height));
    }

    private String description() {
        var all = new StringBuilder();
        for (Track<LocatedStep> track : diagram.tracks()) {
            track.stops().stream()
                    .limit(MOST_STOPS)
                    .forEach(stop -> all.append(words(stop)).append(". "));
        }
        return all.toString().strip();
    }

    /** One stop in words: {@code ✗ broken: service account order-service is in no source}. */
    static String words(Stop<LocatedStep> stop) {
        String sign = switch (stop.mark()) {
            case ACTOR, DEED, GRANT, GOAL -> "";
            case HOLDS -> "✓ holds: ";
            case BROKEN -> "✗ broken: ";
            case UNKNOWN -> "? not known: ";
        };
        return sign
                + (stop.kind().isEmpty() ? "" : stop.kind() + " ")
                + stop.step().message();
    }

    /** {@code k8s/support.yaml:23}; empty where nothing is written down. */
    static String path(Stop<LocatedStep> stop) {
        LocatedStep step = stop.step();
        return step.at() == null ? "" : step.at().path() + ":" + step.at().line();
    }

    /** The lines, which lie below everything else. */
    private void tracks() throws IOException {
        int from = -1;
        int trunk = -1;
        boolean off = false;
        for (Row row : rows) {
            if (row.stop() == null) {
                if (row.begins() && trunk >= 0) {
                    path("track", "M" + TRUNK + "," + trunk + " V" + row.middle() + " H" + (LINE - 6));
                    from = row.y() + row.height() - 6;
                    off = false;
                }
                continue;
            }
            boolean box = isBox(row.stop());
            int to = box ? row.y() + 8 : row.y() + 4 + LEADING / 2;
            if (from >= 0) {
                path(off ? "track off" : "track", "M" + LINE + "," + from + " V" + to);
            }
            if (box && from >= 0) {
                path("arrow", "M" + (LINE - 6) + "," + (to - 9) + " l6,9 l6,-9 z");
            }
            from = box ? row.y() + row.height() - 6 : to;
            trunk = box && trunk < 0 ? from : trunk;
            off |= row.stop().mark() == Mark.BROKEN;
        }
    }

    private void row(Row row) throws IOException {
        Stop<LocatedStep> stop = row.stop();
        if (stop == null) {
            text(row.lines().get(0), row.lines(), row.begins() ? "caption" : "soft", LINE, row.middle() + 4);
        } else if (isBox(stop)) {
            box(row, stop);
        } else if (isLink(stop)) {
            link(row, stop);
        } else {
            int baseline = row.y() + 4 + 13;
            if (stop.mark() == Mark.GRANT) {
                circle("dot", baseline - 4, 4);
            }
            text(words(stop), row.lines(), stop.mark() == Mark.DEED ? "deed" : "", TEXT, baseline);
            place(stop, baseline);
        }
    }

    private void box(Row row, Stop<LocatedStep> stop) throws IOException {
        int top = row.y() + 8;
        double widest = row.lines().stream().mapToDouble(NAME::width).max().orElse(0);
        String kind = SafeText.line(stop.kind());
        double room = Math.max(Math.max(widest, WORDS.width(kind)) + 36, 180);
        int most = (stop.step().at() == null ? EDGE : PATH - GAP + 8) - BOX;
        html.start(
                "rect",
                "class",
                stop.mark() == Mark.GOAL ? "box goal" : "box",
                "x",
                String.valueOf(BOX),
                "y",
                String.valueOf(top),
                "rx",
                "8",
                "width",
                String.valueOf(Math.min((int) Math.ceil(room), most)),
                "height",
                String.valueOf(row.height() - 14));
        html.end("rect");
        int baseline = top + 21;
        if (!kind.isEmpty()) {
            text(kind, WORDS.wrapped(kind, most - 32, 1), "soft", BOX + 16, baseline);
            baseline += 19;
        }
        text(stop.step().message(), row.lines(), "name", BOX + 16, baseline, 20);
        place(stop, baseline);
    }

    private void link(Row row, Stop<LocatedStep> stop) throws IOException {
        int baseline = row.y() + 4 + 13;
        int middle = baseline - 4;
        circle("mark " + stop.mark(), middle, 9);
        switch (stop.mark()) {
            case HOLDS -> path("sign", "M" + (LINE - 4) + "," + middle + " l3,4 l5,-8");
            case BROKEN -> path("sign", "M" + (LINE - 4) + "," + (middle - 4) + " l8,8 m0,-8 l-8,8");
            default -> text("?", List.of("?"), "sign", LINE - 4, middle + 5);
        }
        String kind = SafeText.line(stop.kind());
        text(kind, KIND.wrapped(kind, STATEMENT - TEXT - 8, 1), "kind", TEXT, baseline);
        text(
                words(stop),
                row.lines(),
                stop.mark() == Mark.HOLDS ? "" : stop.mark().toString(),
                STATEMENT,
                baseline);
        place(stop, baseline);
    }

    private void place(Stop<LocatedStep> stop, int baseline) throws IOException {
        if (stop.step().at() != null) {
            String path = SafeText.line(path(stop));
            text(stop.step().at().toString(), List.of(MONO.cutAtStart(path, EDGE - PATH)), "path", PATH, baseline);
        }
    }

    private void text(String whole, List<String> lines, String kind, int x, int baseline) throws IOException {
        text(whole, lines, kind, x, baseline, LEADING);
    }

    private void text(String whole, List<String> lines, String kind, int x, int baseline, int leading)
            throws IOException {
        html.element(
                "text",
                () -> {
                    html.text("title", whole);
                    int at = baseline;
                    for (String line : lines) {
                        html.text("tspan", line, "x", String.valueOf(x), "y", String.valueOf(at));
                        at += leading;
                    }
                },
                "class",
                kind);
    }

    private void circle(String kind, int middle, int radius) throws IOException {
        html.start(
                "circle",
                "class",
                kind,
                "cx",
                String.valueOf(LINE),
                "cy",
                String.valueOf(middle),
                "r",
                String.valueOf(radius));
        html.end("circle");
    }

    private void path(String kind, String steps) throws IOException {
        html.start("path", "class", kind, "d", steps);
        html.end("path");
    }
}
