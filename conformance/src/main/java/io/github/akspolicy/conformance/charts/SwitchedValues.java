package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.manifest.Node;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Switches random values of a chart off in a values file of its own: a flag turned round, a mapping removed by null. A field that
 * goes missing with it was taken away by that file, so that its finding must name a line of it.
 */
final class SwitchedValues {
    static final String CHECK = "charts/switched";

    /** How many values that make a field go missing are looked for. */
    static final String COUNT = "aks-policy.absent.switches";

    private static final String FILE = "switched.json";
    private static final String RIGHT = "names the line that switched it off";
    /** So many values of a chart are switched to find one that matters. */
    private static final int TRIES = 12;

    private final ChartCase chart;
    private final String profile;
    private final Figures figures;

    SwitchedValues(ChartCase chart, String profile, Figures figures) {
        this.chart = chart;
        this.profile = profile;
        this.figures = figures;
    }

    private record Missing(String policy, String resource, String path) {}

    /** At most {@code count} entries. */
    List<Entry> entries(int count, Random random) throws IOException {
        Path folder = Files.createTempDirectory("aks-policy-switched");
        try {
            Files.createDirectories(folder.resolve(".git"));
            copy(chart.chart(), folder.resolve("chart"));
            Set<Missing> before = missing(evaluate(folder, null)).keySet();
            var keys = new ArrayList<List<String>>();
            var tree = new ValuesTree(chart.chart(), null);
            for (List<String> key : tree.keys()) {
                Object held = tree.at(key);
                boolean isBlock = held instanceof Node.Mapping mapping
                        && !mapping.entries().isEmpty();
                if (held instanceof Boolean || (isBlock && key.size() > 1)) {
                    keys.add(key);
                }
            }
            Collections.shuffle(keys, random);
            var entries = new ArrayList<Entry>();
            for (List<String> key : keys.subList(0, Math.min(TRIES, keys.size()))) {
                if (entries.size() >= count) {
                    break;
                }
                Object switched = tree.at(key) instanceof Boolean flag ? (Object) !flag : null;
                Map<Missing, Occurrence> after = missing(evaluate(folder, overlay(key, switched)));
                after.keySet().removeAll(before);
                figures.add("switched: values switched off", 1);
                after.forEach((missing, occurrence) -> {
                    boolean isRight = occurrence.origin().primary().path().equals(FILE);
                    entries.add(Entry.covered(
                            chart.id() + " " + key + " " + missing,
                            CHECK,
                            switched == null ? "removed" : "switched",
                            RIGHT,
                            isRight ? RIGHT : occurrence.origin().primary().toString(),
                            String.valueOf(occurrence.origin().valuesKeys())));
                });
            }
            return entries;
        } finally {
            ScratchChart.delete(folder);
        }
    }

    private static String overlay(List<String> key, @Nullable Object value) {
        Object tree = value;
        for (int i = key.size() - 1; i >= 0; i--) {
            var outer = new LinkedHashMap<String, @Nullable Object>();
            outer.put(key.get(i), tree);
            tree = outer;
        }
        return JsonValues.write(tree);
    }

    private Evaluation evaluate(Path folder, @Nullable String values) throws IOException {
        String file = values == null ? "" : ", values: [" + FILE + "]";
        if (values != null) {
            Files.writeString(folder.resolve(FILE), values);
        }
        Files.writeString(
                folder.resolve(Verification.FILE_NAME),
                "schemaVersion: 1\nprofile: " + profile + "\nsources:\n  - {chart: chart" + file + "}\n");
        try {
            return Verification.load(folder.resolve(Verification.FILE_NAME), Overrides.NONE)
                    .evaluate(Progress.NONE);
        } catch (ConfigurationException e) {
            throw new IOException(chart.id() + ": " + e.getMessage(), e);
        }
    }

    /** The fields that findings call not set, of resources that render. */
    private static Map<Missing, Occurrence> missing(Evaluation evaluation) {
        var missing = new LinkedHashMap<Missing, Occurrence>();
        if (!evaluation.problems().isEmpty()) {
            return missing;
        }
        for (Finding finding : evaluation.findings()) {
            for (Occurrence occurrence : finding.occurrences()) {
                if (!occurrence.written() && finding.unknown() == null) {
                    missing.putIfAbsent(
                            new Missing(
                                    finding.policy().id(), occurrence.resource().toString(), occurrence.fieldPath()),
                            occurrence);
                }
            }
        }
        return missing;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : new LinkedHashSet<>(files.sorted().toList())) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
