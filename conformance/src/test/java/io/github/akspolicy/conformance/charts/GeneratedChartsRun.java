package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.conformance.Run;
import io.github.akspolicy.conformance.SideBySide;
import io.github.akspolicy.conformance.charts.GeneratedChart.Question;
import io.github.akspolicy.helm.HelmChartRenderer;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.source.KnownApis;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Renders generated archives and charts of charts with the helm binaries and with us. Every object that Helm renders must be among
 * ours, or the chart is refused, or a line says what was not evaluated. What we refuse no binary is asked about, but an ordinary chart
 * must not be refused.
 */
final class GeneratedChartsRun implements Run {
    /** How many charts of each kind. */
    static final String COUNT = "aks-policy.generated";

    static final String SEED = "aks-policy.generated.seed";

    /** {@code archives} or {@code structures}, for these alone. */
    private static final String KIND = "aks-policy.generated.kind";

    /** A folder that receives the charts that disagree. */
    private static final String KEEP = "aks-policy.generated.keep";

    private static final String NONE_MISSING = "no object is missing";
    private static final int LONGEST_REASON = 60;

    /** How many charts share what a renderer learns of templates. */
    private static final int OF_ONE_RENDERER = 100;

    private interface Generator {
        GeneratedChart chart(long seed, String api);
    }

    private static final Map<String, Generator> GENERATORS =
            new TreeMap<>(Map.of("archives", ArchiveGenerator::chart, "structures", StructureGenerator::chart));

    private final int count;
    private final long seed;
    private HelmChartRenderer renderer = new HelmChartRenderer();
    private int rendered;

    GeneratedChartsRun(int count, long seed) {
        this.count = count;
        this.seed = seed;
    }

    @Override
    public String name() {
        return "generated";
    }

    @Override
    public String parameter() {
        return COUNT;
    }

    @Override
    public List<Entry> judge(List<Path> inputs, PrintStream log) throws IOException {
        Path scratch = ChartsRun.temporaryFolder();
        try (var binaries = HelmBinaries.open(log)) {
            var cases = new ArrayList<Callable<List<Entry>>>();
            for (long i = seed; i < seed + count; i++) {
                long number = i;
                GENERATORS.forEach((kind, generator) -> {
                    if (System.getProperty(KIND, kind).equals(kind)) {
                        cases.add(() -> List.of(entry(kind, number, generator, binaries, scratch)));
                    }
                });
            }
            return SideBySide.entries(cases, 1);
        } finally {
            ScratchChart.delete(scratch);
        }
    }

    private Entry entry(String kind, long number, Generator generator, HelmBinaries binaries, Path scratch)
            throws IOException {
        String id = kind + "/" + number;
        GeneratedChart chart = generator.chart(number, GeneratedChart.KNOWN_TO_HELM);
        Path folder = Files.createDirectories(scratch.resolve(id));
        chart.write(folder);
        Path asked = Files.createDirectories(scratch.resolve(id + "-helm"));
        try {
            Entry entry =
                    entry(id, kind, chart, folder, asked, generator.chart(number, GeneratedChart.ABSENT), binaries);
            keep(entry, chart, id);
            return entry;
        } finally {
            ScratchChart.delete(folder);
            ScratchChart.delete(asked);
        }
    }

    private Entry entry(
            String id,
            String kind,
            GeneratedChart chart,
            Path folder,
            Path asked,
            GeneratedChart absent,
            HelmBinaries binaries)
            throws IOException {
        String check = "generated/" + kind;
        ChartRequest request = request(folder.resolve(chart.path()), folder);
        ChartRenderer renderer = renderer();
        ChartRenderer.Rendered ours;
        List<String> objects;
        try {
            ours = renderer.render(request);
            objects = objects(ours);
            if (ours.upgradeThatDiffers() > 0) {
                objects.addAll(objects(renderer.render(request.asUpgrade(ours.upgradeThatDiffers()))));
            }
        } catch (SourceException refused) {
            String reason = refused.problems().get(0).message();
            String topic = kind + ", refused: " + reason(reason);
            return chart.oddities.isEmpty()
                    ? Entry.covered(id, check, topic, "an ordinary chart is read", "refused", reason)
                    : Entry.uncovered(id, check, topic, "", reason);
        } catch (RuntimeException | StackOverflowError e) {
            return Entry.covered(id, check, kind + ", crash", NONE_MISSING, e.toString(), chart.oddities.toString());
        }
        if (!ours.notEvaluated().isEmpty()) {
            String line = ours.notEvaluated().get(0).fault();
            return Entry.uncovered(id, check, kind + ", named: " + reason(line), "", line);
        }
        absent.write(asked);
        int accepted = 0;
        for (HelmBinary binary : binaries.all()) {
            String output = output(binary, absent, asked);
            if (output == null) {
                continue;
            }
            accepted++;
            List<String> missing = objects(output);
            objects.forEach(missing::remove);
            if (!missing.isEmpty() && !isOpen(chart, ours)) {
                return Entry.covered(
                        id,
                        check,
                        kind + ", missing",
                        NONE_MISSING,
                        "missing with " + binary.version() + ": " + missing,
                        chart.question + ", " + chart.oddities);
            }
        }
        return accepted == 0
                ? Entry.uncovered(id, check, kind + ", refused by Helm", "", "")
                : Entry.covered(id, check, kind + ", compared", NONE_MISSING, NONE_MISSING, "");
    }

    /** Whether a line names what may be written otherwise by an upgrade, or by another Helm. */
    private static boolean isOpen(GeneratedChart chart, ChartRenderer.Rendered ours) {
        return ours.conditions().stream()
                .anyMatch(condition -> condition.inputs().contains(DeploymentInput.HELM_VERSION)
                        || (chart.question == Question.UPGRADE
                                && condition.inputs().contains(DeploymentInput.RELEASE_STATE)));
    }

    private synchronized ChartRenderer renderer() {
        if (++rendered % OF_ONE_RENDERER == 0) {
            renderer = new HelmChartRenderer();
        }
        return renderer;
    }

    private static ChartRequest request(Path chart, Path folder) {
        return new ChartRequest(
                chart,
                HelmBinary.RELEASE_NAME,
                HelmBinary.NAMESPACE,
                ChartRequest.DEFAULT_KUBE_VERSION,
                KnownApis.ofAks(ChartRequest.DEFAULT_KUBE_VERSION, List.of()),
                List.of(),
                List.of(),
                true,
                true,
                List.of(),
                new Workspace(folder));
    }

    /** What a binary makes of the chart; null when it refuses it. */
    private static @Nullable String output(HelmBinary binary, GeneratedChart chart, Path folder) throws IOException {
        Path path = folder.resolve(chart.path());
        if (!chart.locals.isEmpty()) {
            if (binary.updateDependencies(path).status() != 0) {
                return null;
            }
            // templates of the first API version may read the lock file, which is not part of the chart
            Files.deleteIfExists(path.resolve("requirements.lock"));
        }
        var options = new ArrayList<>(List.of("--include-crds"));
        if (chart.question == Question.UPGRADE) {
            options.add("--is-upgrade");
        }
        HelmBinary.Output output =
                binary.template(path, null, ChartRequest.DEFAULT_KUBE_VERSION, options.toArray(String[]::new));
        return output.status() == 0 ? output.stdout() : null;
    }

    private static List<String> objects(ChartRenderer.Rendered rendered) {
        var objects = new ArrayList<String>();
        rendered.manifests().forEach(file -> objects.addAll(objects(file.text())));
        return objects;
    }

    private static List<String> objects(String text) {
        var objects = new ArrayList<String>();
        ManifestReader.yaml(text, ReadLimits.DEFAULT, new ManifestReader.Receiver() {
            @Override
            public void document(Node root) {
                objects.add(String.valueOf(Node.toPlain(root)));
            }

            @Override
            public void problem(ManifestException problem) {
                objects.add("unreadable: " + problem.getMessage());
            }
        });
        return objects;
    }

    /** The kind of a message: without names and numbers. */
    private static String reason(String message) {
        String kind = message.replaceFirst("^the chart does not render: ", "")
                .replaceAll("\\R.*", "")
                .replaceAll("\"[^\"]*\"|'[^']*'|<[^>]*>", "…")
                .replaceAll("\\S*[/\\\\]\\S*", "…")
                .replaceAll("\\b(?:s|t|k|q[stk]?|b|other|mychart|README|values)\\b(?:\\.tgz|\\.yaml|-1\\.0\\.0)?", "…")
                .replaceAll("[0-9]+", "0");
        return kind.length() > LONGEST_REASON ? kind.substring(0, LONGEST_REASON) + "…" : kind;
    }

    private static void keep(Entry entry, GeneratedChart chart, String id) throws IOException {
        String folder = System.getProperty(KEEP, "");
        if (!folder.isEmpty() && entry.isUnexplained()) {
            chart.write(Path.of(folder, id));
            Files.writeString(Path.of(folder, id, "disagreement.txt"), entry.actual() + "\n" + entry.reason() + "\n");
        }
    }
}
