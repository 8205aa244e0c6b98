package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the template line that a rendered line is said to come from is the right one: written into that line, a token
 * must appear in the rendered line and in no line that is said to come from elsewhere; written into the lines before and
 * after, it must not appear in the rendered line. Helm itself renders the edited chart. All tokens of a case go into one
 * render; what does not come out as claimed is tried again with each edit alone.
 */
final class LineTruth {
    static final String CHECK = "charts/lines";

    private static final String RIGHT = "changes with that line only";

    private final TemplateFiles templates;
    private final ScratchChart chart;
    private final HelmBinary helm;
    private final String kubeVersion;
    private final Figures figures;
    private final Set<String> seen = new HashSet<>();
    private final Tokens tokens = new Tokens();

    LineTruth(TemplateFiles templates, ScratchChart chart, HelmBinary helm, String kubeVersion, Figures figures) {
        this.templates = templates;
        this.chart = chart;
        this.helm = helm;
        this.kubeVersion = kubeVersion;
        this.figures = figures;
    }

    /** A place of a template to write a token into. */
    private record Site(String path, int line, int offset, String token) {}

    /**
     * A claim to test.
     *
     * @param site the claimed place
     * @param neighbours the nearest lines before and after it that can be edited
     */
    private record Sample(RenderedCase.Claim claim, Site site, List<Site> neighbours) {}

    /** What a render with tokens says of a sample: nothing, that it is wrong, or that it proves nothing. */
    private record Verdict(boolean proves, String text) {
        static final Verdict GOOD = new Verdict(true, RIGHT);

        static Verdict wrong(String text) {
            return new Verdict(true, text);
        }

        static Verdict unsound(String text) {
            return new Verdict(false, text);
        }
    }

    /** Tests at most {@code count} lines, each of another template line than all before. */
    List<Entry> judge(ChartCase chartCase, RenderedCase rendered, int count, Random random) throws IOException {
        List<Sample> samples = samples(rendered, count, random);
        if (samples.isEmpty()) {
            return List.of();
        }
        var sites = new ArrayList<Site>();
        for (Sample sample : samples) {
            sites.add(sample.site());
            sites.addAll(sample.neighbours());
        }
        ScratchChart.Render together = render(chartCase, sites);
        Map<String, List<Tokens.Hit>> hits = Tokens.hits(together.files());
        var entries = new ArrayList<Entry>();
        for (Sample sample : samples) {
            Verdict verdict = together.error().isEmpty() && keepsLines(together, rendered, sample)
                    ? verdict(sample, rendered, hits)
                    : Verdict.unsound(together.error());
            if (verdict.proves() && verdict.text().equals(RIGHT)) {
                figures.add("lines: shown by one render of many edits", 1);
            } else {
                verdict = alone(chartCase, rendered, sample);
            }
            entries.add(entry(chartCase, sample, verdict));
        }
        return entries;
    }

    private List<Sample> samples(RenderedCase rendered, int count, Random random) throws IOException {
        var claims = new ArrayList<RenderedCase.Claim>();
        for (String path : rendered.files().keySet()) {
            if (!RenderedCase.isCustomResourceDefinition(path)) {
                claims.addAll(rendered.claims(path));
            }
        }
        Collections.shuffle(claims, random);
        var samples = new ArrayList<Sample>();
        var byPlace = new HashMap<String, Site>();
        for (RenderedCase.Claim claim : claims) {
            SourceLocation location = claim.template();
            if (samples.size() == count) {
                break;
            }
            if (location == null || !seen.add(location.path() + ":" + location.line())) {
                continue;
            }
            int offset = templates.writing(location);
            Path file = templates.file(location.path());
            TemplateText text = templates.text(location.path());
            if (offset < 0 || text == null || chart.copyOf(file) == null) {
                continue;
            }
            Site site = site(byPlace, location.path(), text, offset);
            var neighbours = new ArrayList<Site>();
            for (int step : new int[] {-1, 1}) {
                int line = location.line() + step;
                while (line >= 1 && line <= text.lines() && text.firstWriting(line) < 0) {
                    line += step;
                }
                if (line >= 1 && line <= text.lines()) {
                    neighbours.add(site(byPlace, location.path(), text, text.firstWriting(line)));
                }
            }
            samples.add(new Sample(claim, site, neighbours));
        }
        return samples;
    }

    /** One token for each place, however many samples need it. */
    private Site site(Map<String, Site> byPlace, String path, TemplateText text, int offset) {
        return byPlace.computeIfAbsent(
                path + ":" + offset, key -> new Site(path, text.line(offset), offset, tokens.next()));
    }

    private ScratchChart.Render render(ChartCase chartCase, List<Site> sites) throws IOException {
        var edits = new HashMap<String, List<TemplateText.Edit>>();
        for (Site site : new HashSet<>(sites)) {
            TemplateText text = templates.text(site.path());
            if (text != null) {
                edits.computeIfAbsent(site.path(), key -> new ArrayList<>())
                        .add(text.mark(site.offset(), site.token()));
            }
        }
        for (Map.Entry<String, List<TemplateText.Edit>> entry : edits.entrySet()) {
            Path copy = chart.copyOf(templates.file(entry.getKey()));
            TemplateText text = templates.text(entry.getKey());
            if (copy != null && text != null) {
                chart.write(copy, text.with(entry.getValue()));
            }
        }
        figures.add("lines: renders of edited charts", 1);
        try {
            return chart.render(helm, chartCase, kubeVersion);
        } finally {
            chart.restore();
        }
    }

    private static boolean keepsLines(ScratchChart.Render render, RenderedCase rendered, Sample sample) {
        String path = sample.claim().path();
        return RenderedCase.length(render.files().getOrDefault(path, List.of())) == rendered.length(path);
    }

    private Verdict verdict(Sample sample, RenderedCase rendered, Map<String, List<Tokens.Hit>> hits)
            throws IOException {
        Verdict own = ownVerdict(sample, rendered, hits);
        if (own != Verdict.GOOD) {
            return own;
        }
        for (Site neighbour : sample.neighbours()) {
            Verdict verdict = neighbourVerdict(sample, neighbour, rendered, hits);
            if (verdict != Verdict.GOOD) {
                return verdict;
            }
        }
        return sample.neighbours().isEmpty() ? Verdict.unsound("the template has no other line to edit") : Verdict.GOOD;
    }

    private Verdict ownVerdict(Sample sample, RenderedCase rendered, Map<String, List<Tokens.Hit>> hits)
            throws IOException {
        List<Tokens.Hit> own = hits.getOrDefault(sample.site().token(), List.of());
        if (own.stream().noneMatch(hit -> hit.isAt(sample.claim()))) {
            return Verdict.wrong("does not change with that line");
        }
        for (Tokens.Hit hit : own) {
            if (bond(hit, sample.site(), rendered) == Bond.NONE) {
                return Verdict.wrong("so does " + hit.path() + ":" + hit.line() + ", said to come from "
                        + rendered.templates(hit.path(), hit.line(), hit.column()));
            }
        }
        return Verdict.GOOD;
    }

    private Verdict neighbourVerdict(
            Sample sample, Site neighbour, RenderedCase rendered, Map<String, List<Tokens.Hit>> hits)
            throws IOException {
        List<Tokens.Hit> all = hits.getOrDefault(neighbour.token(), List.of());
        figures.add("lines: neighbours that write something elsewhere", all.isEmpty() ? 0 : 1);
        for (Tokens.Hit hit : all) {
            if (hit.isAt(sample.claim())) {
                switch (bond(hit, neighbour, rendered)) {
                    case NONE -> {
                        return Verdict.wrong("changes with " + neighbour.path() + ":" + neighbour.line() + " too");
                    }
                    case VALUE -> {
                        return Verdict.unsound("the neighbouring line makes a value that the line writes");
                    }
                    case FRAME -> figures.add("lines: written by a neighbouring line too, as claimed", 1);
                }
            }
        }
        return Verdict.GOOD;
    }

    private enum Bond {
        /** The origin names the line that holds the token. */
        FRAME,
        /** The origin names an action: the token came through its value. */
        VALUE,
        NONE
    }

    /** How a rendered place is, by its origin, connected with the template line that its token was written into. */
    private Bond bond(Tokens.Hit hit, Site site, RenderedCase rendered) throws IOException {
        if (!rendered.files().containsKey(hit.path())) {
            return Bond.NONE;
        }
        List<SourceLocation> frames = rendered.templates(hit.path(), hit.line(), hit.column());
        // a value that was decoded names where it was written, and the key before it the action that prints both
        int begin = RenderedCase.firstVisible(rendered.line(hit.path(), hit.line())) + 1;
        if (Stream.concat(frames.stream(), rendered.templates(hit.path(), hit.line(), begin).stream())
                .anyMatch(frame -> frame.line() == site.line() && frame.path().equals(site.path()))) {
            return Bond.FRAME;
        }
        if (frames.isEmpty()) {
            return Bond.NONE;
        }
        int offset = templates.writing(frames.get(0));
        TemplateText text = templates.text(frames.get(0).path());
        return offset >= 0 && text != null && !text.isLiteral(offset) ? Bond.VALUE : Bond.NONE;
    }

    /** Tests a sample with one edit at a time: other edits cannot be the cause of what is seen. */
    private Verdict alone(ChartCase chartCase, RenderedCase rendered, Sample sample) throws IOException {
        ScratchChart.Render own = render(chartCase, List.of(sample.site()));
        Verdict verdict = unsound(own, rendered, sample);
        if (verdict == null) {
            verdict = ownVerdict(sample, rendered, Tokens.hits(own.files()));
        }
        int tested = 0;
        for (Site neighbour : sample.neighbours()) {
            if (verdict == Verdict.GOOD) {
                ScratchChart.Render render = render(chartCase, List.of(neighbour));
                if (unsound(render, rendered, sample) == null) {
                    tested++;
                    verdict = neighbourVerdict(sample, neighbour, rendered, Tokens.hits(render.files()));
                } else {
                    figures.add("lines: neighbours whose edit breaks the render or moves lines", 1);
                }
            }
        }
        return verdict == Verdict.GOOD && tested == 0
                ? Verdict.unsound("no neighbouring line can be edited without moving lines")
                : verdict;
    }

    private static @Nullable Verdict unsound(ScratchChart.Render render, RenderedCase rendered, Sample sample) {
        if (!render.error().isEmpty()) {
            return Verdict.unsound(
                    "the edit breaks the render: " + render.error().replace('\n', ' '));
        }
        return keepsLines(render, rendered, sample) ? null : Verdict.unsound("the edit decides what else is rendered");
    }

    private static Entry entry(ChartCase chartCase, Sample sample, Verdict verdict) {
        String id = chartCase.id() + " " + sample.claim().path() + ":"
                + sample.claim().line();
        String reason = "said to come from " + sample.site().path() + ":"
                + sample.site().line();
        return verdict.proves()
                ? Entry.covered(
                        id,
                        CHECK,
                        "lines",
                        RIGHT,
                        verdict.text(),
                        verdict.text().equals(RIGHT) ? "" : reason)
                : Entry.uncovered(id, CHECK, "lines", RIGHT, verdict.text() + "; " + reason);
    }
}
