package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.KnownApis;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** All renders of one chart. Used by one thread. */
final class ChartRun {
    private static final String DOCUMENTS = "charts/documents";
    private static final String EQUAL = "equal";
    private static final String ERROR = "error";

    /** For how many renders of a chart, from the first on, all values are given other ones. */
    private static final int MAX_EXHAUSTIVE = 1;

    private final Setting setting;
    private final TemplateFiles templates;
    private final OriginCheck origins;
    private final TemplateTraces traces;

    ChartRun(Setting setting) {
        this.setting = setting;
        this.templates = new TemplateFiles(setting.root());
        this.traces = new TemplateTraces(setting.root());
        this.origins = new OriginCheck(templates, setting.figures());
    }

    /**
     * What all charts of a run share.
     *
     * @param root the folder of charts, which paths are relative to
     * @param lines how many lines to sample of each render
     * @param values how many values to sample of each render
     */
    record Setting(Path root, HelmBinaries binaries, long seed, int lines, int values, Figures figures) {}

    List<Entry> judge(List<ChartCase> cases) throws IOException {
        var entries = new ArrayList<Entry>();
        Path folder = ChartsRun.temporaryFolder();
        ChartCase first = cases.get(0);
        List<String> firstParty = first.dependencies();
        // one for each chart: it keeps what it learned of templates
        ChartRenderer renderer = ServiceLoader.load(ChartRenderer.class)
                .findFirst()
                .orElseThrow(() -> new IOException("no ChartRenderer on the class path"));
        try (var scratch = new ScratchChart(first.chart(), folder.resolve("chart"))) {
            HelmBinary helm = setting.binaries().newest();
            var lines = new LineTruth(templates, scratch, helm, ChartRequest.DEFAULT_KUBE_VERSION, setting.figures());
            var values = new ValuesTruth(
                    new ValuesFiles(setting.root(), scratch),
                    helm,
                    ChartRequest.DEFAULT_KUBE_VERSION,
                    setting.figures());
            int exhaustive = 0;
            for (ChartCase chartCase : cases) {
                RenderedCase rendered = null;
                String error = "";
                try {
                    rendered = new RenderedCase(
                            renderer.render(request(chartCase, firstParty)).manifests());
                } catch (SourceException e) {
                    error = String.valueOf(e.getMessage());
                }
                for (HelmBinary reference : setting.binaries().all()) {
                    entries.add(documents(chartCase, rendered, error, reference));
                    entries.addAll(traces.judge(chartCase, reference));
                }
                if (rendered != null) {
                    var random = new Random(setting.seed() ^ chartCase.id().hashCode());
                    entries.add(origins.judge(chartCase, rendered));
                    entries.addAll(lines.judge(chartCase, rendered, setting.lines(), random));
                    entries.addAll(values.sample(chartCase, rendered, setting.values(), random));
                    if (exhaustive++ < MAX_EXHAUSTIVE) {
                        entries.addAll(values.all(chartCase, rendered));
                    }
                }
            }
        } finally {
            ScratchChart.delete(folder);
        }
        return entries;
    }

    ChartRequest request(ChartCase chartCase, List<String> firstParty) {
        return new ChartRequest(
                chartCase.chart(),
                HelmBinary.RELEASE_NAME,
                HelmBinary.NAMESPACE,
                ChartRequest.DEFAULT_KUBE_VERSION,
                // the other side is Helm without a cluster
                KnownApis.ofHelm(List.of()),
                chartCase.values() == null ? List.of() : List.of(chartCase.values()),
                List.of(),
                true,
                true,
                firstParty,
                new Workspace(setting.root()));
    }

    private Entry documents(ChartCase chartCase, @Nullable RenderedCase rendered, String error, HelmBinary helm)
            throws IOException {
        HelmBinary.Output output = template(chartCase, helm);
        String expect = output.status() == 0 ? EQUAL : ERROR;
        String actual = EQUAL;
        String reason = error;
        if (rendered == null) {
            actual = ERROR;
        } else if (output.status() != 0) {
            reason = output.error();
        } else {
            Documents ours = Documents.of(rendered.texts());
            Documents theirs = Documents.of(HelmOutput.bySource(output.stdout()));
            setting.figures().add("documents: of helm " + helm.version(), theirs.count());
            List<String> differences = ours.differences(theirs, theirs);
            if (!differences.isEmpty()) {
                Documents again = Documents.of(
                        HelmOutput.bySource(template(chartCase, helm).stdout()));
                differences = ours.differences(theirs, again);
                setting.figures().add("documents: renders with random values, helm " + helm.version(), 1);
            }
            if (!differences.isEmpty()) {
                actual = differences.size() + " documents differ";
                reason = String.join("; ", differences.subList(0, Math.min(3, differences.size())));
            }
        }
        return Entry.covered(
                chartCase.id() + " " + helm.version(),
                DOCUMENTS,
                "documents " + helm.version(),
                expect,
                actual,
                actual.equals(expect) ? "" : reason);
    }

    private static HelmBinary.Output template(ChartCase chartCase, HelmBinary helm) throws IOException {
        return helm.template(
                chartCase.chart(), chartCase.values(), ChartRequest.DEFAULT_KUBE_VERSION, "--include-crds");
    }
}
