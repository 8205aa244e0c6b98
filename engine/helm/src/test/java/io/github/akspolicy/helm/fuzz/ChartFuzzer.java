package io.github.akspolicy.helm.fuzz;

import io.github.akspolicy.files.ScratchFolder;
import io.github.akspolicy.helm.HelmChartRenderer;
import io.github.akspolicy.helm.chart.ChartLoader;
import io.github.akspolicy.helm.chart.ChartOwnership;
import io.github.akspolicy.helm.engine.HelmCall;
import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmEngines;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.RunFolder;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.ThirdPartyCharts;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Renders generated charts with Helm and with us. Each document of Helm's must be among ours, or the chart must be refused for a
 * reason that is listed.
 */
final class ChartFuzzer {
    /** How many charts share what a renderer learns of them. */
    private static final int OF_ONE_RENDERER = 100;

    private static final Duration SLOW = Duration.ofSeconds(5);

    private final Path folder;
    private final List<HelmBinary> binaries;
    private final int binaryEvery;
    private final HelmEngine engine;
    private HelmChartRenderer renderer = new HelmChartRenderer();
    private int rendered;

    /** How often each outcome was seen. */
    final Map<String, Integer> counts = new TreeMap<>();

    /** What must not be: at most the first hundred. */
    final List<String> failures = new ArrayList<>();

    /** The charts that took longer than {@link #SLOW}, Helm included. */
    final List<String> slow = new ArrayList<>();

    /**
     * @param folder for temporary files
     * @param binaries in turn; where one differs, the others may agree: versions of Helm differ, too. None to compare with the
     *     embedded Helm alone, which writes no hooks and no definitions in crds/
     * @param binaryEvery the embedded Helm is asked in all cases but each of so many, and those that it cannot answer
     */
    ChartFuzzer(Path folder, List<HelmBinary> binaries, int binaryEvery) throws HelmFailure {
        this.folder = folder;
        this.binaries = List.copyOf(binaries);
        this.binaryEvery = binaryEvery;
        this.engine = HelmEngines.choose();
    }

    private void count(String outcome) {
        counts.merge(outcome, 1, Integer::sum);
    }

    private void note(String what) {
        if (Boolean.getBoolean("fuzz.notes")) {
            System.out.println(what);
        }
    }

    private void fail(long seed, FuzzChart chart, String what) {
        count("FAILURE");
        if (failures.size() < 100) {
            failures.add("seed " + seed + " " + chart.oddities + ": " + what);
        }
    }

    /** Compares the chart of a seed. */
    void run(long seed) throws IOException {
        long start = System.nanoTime();
        if (++rendered % OF_ONE_RENDERER == 0) {
            renderer = new HelmChartRenderer();
        }
        FuzzChart chart = ChartGenerator.chart(seed);
        try (ScratchFolder workspace = RunFolder.create("fuzz")) {
            chart.write(workspace.path());
            compare(seed, chart, workspace.path());
        }
        var took = Duration.ofNanos(System.nanoTime() - start);
        if (took.compareTo(SLOW) > 0) {
            slow.add("seed " + seed + " took " + took.toMillis() + " ms");
        }
    }

    private void compare(long seed, FuzzChart chart, Path workspace) throws IOException {
        ChartRequest request = chart.request(workspace);
        count("charts");
        Documents ours = null;
        String refusal = null;
        try {
            ours = Documents.of(renderer.render(request).manifests());
        } catch (SourceException e) {
            refusal = e.problems().get(0).message();
            if (refusal.isBlank()) {
                fail(seed, chart, "refused without a message");
            }
        } catch (RuntimeException | StackOverflowError e) {
            fail(
                    seed,
                    chart,
                    "throws " + e + " at "
                            + Stream.of(e.getStackTrace()).limit(4).toList());
            return;
        }
        Refusals refused = refusal == null || chart.oddities.isEmpty() ? null : Refusals.of(refusal);
        if (refused != null) {
            // whether Helm accepts it or not
            count("refused: " + refused);
            return;
        }
        boolean engineCan =
                chart.locals.isEmpty() && !chart.looksUp && request.setValues().isEmpty();
        if (binaries.isEmpty() || (engineCan && seed % binaryEvery != 0)) {
            String output = ofEngine(chart, request, workspace);
            outcome(seed, chart, ours, refusal, output, "the embedded Helm");
            return;
        }
        String difference = null;
        List<String> missingInAll = null;
        for (int i = 0; i < binaries.size(); i++) {
            HelmBinary binary = binaries.get((int) ((seed / binaryEvery + i) % binaries.size()));
            String output = ofBinary(binary, chart, request, workspace);
            String found = difference(chart, ours, output);
            if (found == null) {
                outcome(seed, chart, ours, refusal, output, "a binary");
                version(seed, chart, difference);
                return;
            }
            difference = difference == null ? found : difference;
            List<String> missing = Documents.of(String.valueOf(output)).without(required(ours));
            missingInAll = missingInAll == null ? missing : missingInAll;
            missingInAll = missingInAll.stream().filter(missing::contains).toList();
        }
        // two places of one chart, at each of which another version differs
        String output = engineCan ? ofEngine(chart, request, workspace) : null;
        if (output != null && difference(chart, ours, output) == null) {
            outcome(seed, chart, ours, refusal, output, "the embedded Helm");
            version(seed, chart, difference);
        } else if (output == null && missingInAll != null && missingInAll.isEmpty()) {
            count("no document that all versions make is missing");
            note("versions: " + seed + " " + chart.oddities + " " + difference);
        } else {
            fail(seed, chart, String.valueOf(difference));
        }
    }

    private static Documents required(@Nullable Documents documents) {
        if (documents == null) {
            throw new IllegalStateException();
        }
        return documents;
    }

    private void version(long seed, FuzzChart chart, @Nullable String difference) {
        if (difference != null) {
            count("as one version of Helm only");
            note("version: " + seed + " " + chart.oddities + " " + difference);
        }
    }

    /** What is missing though nothing says so; null for nothing. */
    private static @Nullable String difference(FuzzChart chart, @Nullable Documents ours, @Nullable String output) {
        if (ours == null || output == null || !ours.problems.isEmpty()) {
            return null;
        }
        Documents helms = Documents.of(output);
        List<String> missing = missing(chart, ours, helms);
        return missing.isEmpty() ? null : "missing " + missing + ", more " + ours.without(helms);
    }

    private static List<String> missing(FuzzChart chart, Documents ours, Documents helms) {
        List<String> missing = helms.without(ours);
        if (chart.oddities.contains("subchart twice")) {
            // Helm prints a definition in crds/ for each place where its chart lies; it is one object
            missing.removeAll(ours.read);
        }
        return missing;
    }

    private void outcome(
            long seed,
            FuzzChart chart,
            @Nullable Documents ours,
            @Nullable String refusal,
            @Nullable String output,
            String helm) {
        if (output == null) {
            count(ours == null ? "refused by both" : "not rendered by " + helm);
            note("both: " + String.valueOf(refusal).replaceAll("[0-9]+", "0").replaceAll(".*at <", "<"));
            return;
        }
        count("compared with " + helm);
        if (ours == null) {
            fail(seed, chart, (chart.oddities.isEmpty() ? "an ordinary chart is refused: " : "refused: ") + refusal);
            return;
        }
        String difference = difference(chart, ours, output);
        if (difference != null) {
            fail(seed, chart, difference);
            return;
        }
        Documents helms = Documents.of(output);
        if (!missing(chart, ours, helms).isEmpty()) {
            count("unreadable, with a problem");
            if (chart.oddities.isEmpty()) {
                fail(seed, chart, "an ordinary chart is unreadable: " + ours.problems);
            }
            return;
        }
        List<String> more = ours.without(helms);
        boolean hooksWritten = !helm.contains("embedded");
        if (!more.isEmpty() && hooksWritten && helms.problems.isEmpty()) {
            count("more than Helm");
            note(seed + " " + chart.oddities + " more: " + more);
            if (chart.oddities.isEmpty()) {
                fail(seed, chart, "more than Helm: " + more);
            }
        } else {
            count(chart.oddities.isEmpty() ? "equal, ordinary" : "equal, odd");
        }
    }

    private @Nullable String ofBinary(HelmBinary binary, FuzzChart chart, ChartRequest request, Path workspace)
            throws IOException {
        Path path = request.chart();
        for (String local : chart.locals) {
            // what lies in charts/ is what Helm renders; a dependency is packed where there is none
            if (isThere(path.resolve("charts"), local)) {
                continue;
            }
            if (!binary.pack(workspace.resolve(local), path.resolve("charts"), workspace)) {
                return null;
            }
        }
        return binary.template(request, path, workspace);
    }

    private @Nullable String ofEngine(FuzzChart chart, ChartRequest request, Path workspace) throws IOException {
        if (!chart.locals.isEmpty() || chart.looksUp || !request.setValues().isEmpty()) {
            return null;
        }
        try {
            var call = new HelmCall(
                    request.chart(),
                    request.releaseName(),
                    request.namespace(),
                    request.kubeVersion(),
                    request.valuesFiles(),
                    List.of());
            return engine.render(call).accepted().output();
        } catch (HelmFailure e) {
            return null;
        }
    }

    /** Runs many charts: FOLDER-FOR-TEMPORARY-FILES HELM-BINARIES EVERY FIRST-SEED COUNT REPORT-FILE. */
    public static void main(String[] arguments) throws Exception {
        var fuzzer = new ChartFuzzer(
                Path.of(arguments[0]),
                Stream.of(arguments[1].split(","))
                        .map(path -> new HelmBinary(Path.of(path)))
                        .toList(),
                Integer.parseInt(arguments[2]));
        long first = Long.parseLong(arguments[3]);
        long count = Long.parseLong(arguments[4]);
        Path report = Path.of(arguments[5]);
        long start = System.nanoTime();
        for (long i = 0; i < count; i++) {
            fuzzer.run(first + i);
            if (i % 200 == 199 || i == count - 1) {
                long seconds = (System.nanoTime() - start) / 1_000_000_000;
                Files.writeString(
                        report,
                        (i + 1) + " charts in " + seconds + " s\n" + lines(fuzzer.counts) + "\n"
                                + String.join("\n", fuzzer.failures) + "\n" + String.join("\n", fuzzer.slow) + "\n");
            }
        }
        System.exit(0);
    }

    private static String lines(Map<String, Integer> counts) {
        var text = new StringBuilder();
        counts.forEach((outcome, count) -> text.append(String.format("%7d %s%n", count, outcome)));
        return text.toString();
    }

    private static boolean isThere(Path charts, String name) throws IOException {
        if (!Files.isDirectory(charts)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(charts)) {
            return entries.anyMatch(entry -> isChart(entry, name));
        }
    }

    /** Its file may have any name. */
    private static boolean isChart(Path entry, String name) {
        String file = String.valueOf(entry.getFileName());
        try {
            return ChartLoader.load(
                            entry,
                            new Workspace(entry.resolveSibling("")),
                            new ChartOwnership(List.of(), ThirdPartyCharts.NONE))
                    .name()
                    .equals(name);
        } catch (SourceException incomplete) {
            // as a chart of its own it lacks a dependency, which a chart that it lies in may do without
            return file.equals(name) || file.equals(name + ".tgz") || file.startsWith(name + "-");
        }
    }
}
