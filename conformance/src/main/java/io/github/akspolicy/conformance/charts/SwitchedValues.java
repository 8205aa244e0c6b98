package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Switches random values of a chart in a values file of its own: a flag turned round, a mapping removed by null. A field that
 * the chart renders without that file and not with it was taken away by that file, so that a finding about it must name the
 * file's line. The {@code helm} binary says which fields are rendered.
 */
record SwitchedValues(ChartCase chart, HelmBinary helm, String profile, Figures figures) {
    static final String CHECK = "charts/switched";

    private static final String FILE = "switched.yaml";
    private static final String RIGHT = "names the line that switched it";
    /** The name that a chart is released under when its folder is called so. */
    private static final String RELEASE = "chart";

    /** Most of what policies ask of pods. */
    private static final Pattern ASKED =
            Pattern.compile("\\.(securityContext|resources|[a-z]+Probe|serviceAccountName|automount[A-Za-z]+"
                    + "|affinity|topologySpreadConstraints|priorityClassName)\\b");

    /** Values whose keys are named so are switched first. */
    private static final Pattern LIKELY =
            Pattern.compile("(?i)securityContext|resources|probe|serviceAccount|automount|affinity|topology|priority");

    /** So many values of a chart are switched to find some that matter. */
    private static final int TRIES = 40;

    /** So many are switched together first. */
    private static final int GROUP = 4;

    private record Missing(String policy, WantedField field) {}

    /**
     * A value that takes fields away.
     *
     * @param held what the chart gives it
     * @param rendered what the chart renders with this value alone switched
     */
    private record Switched(List<String> key, @Nullable Object held, Rendered rendered) {
        /** What the file sets it to. */
        @Nullable
        Object value() {
            return held instanceof Boolean flag ? (Object) !flag : null;
        }

        boolean touches(List<String> other) {
            int shorter = Math.min(key.size(), other.size());
            return key.subList(0, shorter).equals(other.subList(0, shorter));
        }
    }

    /** At most {@code count} entries, one for each value that takes fields away that policies ask for. */
    List<Entry> entries(int count, Random random, PrintStream log) throws IOException {
        Path folder = Files.createTempDirectory("aks-policy-switched");
        try {
            Files.createDirectories(folder.resolve(".git"));
            copy(chart.chart(), folder.resolve(RELEASE));
            Rendered plain = rendered(folder, null);
            List<Switched> switched = plain.objects().isEmpty() ? List.of() : choose(folder, plain, count, random);
            List<Entry> entries = List.of();
            while (!switched.isEmpty() && entries.isEmpty()) {
                Evaluation evaluation = evaluate(folder, switched);
                if (evaluation.problems().isEmpty()) {
                    entries = entries(switched, plain, missing(evaluation, plain));
                    break;
                }
                // values that a chart accepts alone need not go together
                switched = switched.subList(0, switched.size() / 2);
            }
            long wrong = entries.stream().filter(entry -> !entry.agrees()).count();
            entries.stream()
                    .filter(entry -> !entry.agrees())
                    .forEach(entry -> log.println("  " + entry.id() + ": " + entry.reason()));
            log.println("switched: " + chart.id() + " " + entries.size() + " values, " + wrong + " wrong");
            return entries;
        } finally {
            ScratchChart.delete(folder);
        }
    }

    private List<Switched> choose(Path folder, Rendered plain, int count, Random random) throws IOException {
        var tree = new ValuesTree(chart.chart(), null);
        List<List<String>> keys = keys(tree);
        Collections.shuffle(keys, random);
        // most flags of a chart are about other things than pods
        keys.sort(Comparator.comparing(
                key -> !LIKELY.matcher(String.join(".", key)).find()));
        keys = keys.subList(0, Math.min(keys.size(), TRIES));
        var chosen = new ArrayList<Switched>();
        for (int i = 0; i < keys.size() && chosen.size() < count; i += GROUP) {
            var group = new ArrayList<Switched>();
            for (List<String> key : keys.subList(i, Math.min(keys.size(), i + GROUP))) {
                if (Stream.concat(chosen.stream(), group.stream()).noneMatch(other -> other.touches(key))) {
                    group.add(new Switched(key, tree.at(key), Rendered.NOTHING));
                }
            }
            figures.add("switched: values tried", group.size());
            Rendered together = render(folder, group);
            if (!together.objects().isEmpty() && !losesFields(plain, together)) {
                continue;
            }
            for (Switched one : group) {
                Rendered rendered = render(folder, List.of(one));
                if (chosen.size() < count && losesFields(plain, rendered)) {
                    chosen.add(new Switched(one.key(), one.held(), rendered));
                }
            }
        }
        return chosen;
    }

    private Rendered render(Path folder, List<Switched> switched) throws IOException {
        Path values = folder.resolve(FILE);
        Files.writeString(values, file(switched).text());
        return rendered(folder, values);
    }

    private List<Entry> entries(List<Switched> switched, Rendered plain, Map<Missing, Occurrence> missing) {
        SwitchedFile file = file(switched);
        Map<Switched, Set<String>> wrong = new LinkedHashMap<>();
        missing.forEach((about, occurrence) -> {
            if (!plain.hasOrBeside(about.field())) {
                return;
            }
            List<Switched> causes = switched.stream()
                    .filter(one -> !one.rendered().hasOrBeside(about.field()))
                    .toList();
            SourceLocation named = occurrence.origin().primary();
            boolean isRight = named.path().equals(FILE)
                    && causes.stream().anyMatch(cause -> named.line() == file.line(cause.key()));
            figures.add(
                    causes.isEmpty()
                            ? "switched: findings that only several values make"
                            : isRight ? "switched: findings that name the line" : "switched: findings that do not",
                    1);
            if (!isRight && !causes.isEmpty()) {
                figures.add("switched: wrong for " + about.policy(), 1);
            }
            for (Switched cause : causes) {
                Set<String> others = wrong.computeIfAbsent(cause, key -> new LinkedHashSet<>());
                if (!isRight) {
                    others.add(about.policy() + " " + about.field() + " at " + named.path() + ":" + named.line() + " "
                            + occurrence.origin().valuesKeys());
                }
            }
        });
        figures.add("switched: values that take away what no policy asks for", switched.size() - wrong.size());
        return wrong.entrySet().stream()
                .map(one -> entry(one.getKey(), one.getValue()))
                .toList();
    }

    private Entry entry(Switched switched, Set<String> wrong) {
        return Entry.covered(
                chart.id() + " " + String.join(".", switched.key()) + ": " + switched.value(),
                CHECK,
                switched.value() == null ? "removed" : "switched",
                RIGHT,
                wrong.isEmpty() ? RIGHT : wrong.size() + " findings do not",
                String.join("; ", wrong));
    }

    private static SwitchedFile file(List<Switched> switched) {
        var values = new LinkedHashMap<List<String>, Optional<Object>>();
        switched.forEach(one -> values.put(one.key(), Optional.ofNullable(one.value())));
        return SwitchedFile.of(values);
    }

    /** Flags, and mappings that hold something. */
    private static List<List<String>> keys(ValuesTree tree) {
        var keys = new ArrayList<List<String>>();
        for (List<String> key : tree.keys()) {
            Object held = tree.at(key);
            if (held instanceof Boolean
                    || (held instanceof Node.Mapping mapping
                            && !mapping.entries().isEmpty())) {
                keys.add(key);
            }
        }
        return keys;
    }

    private Evaluation evaluate(Path folder, List<Switched> switched) throws IOException {
        Files.writeString(folder.resolve(FILE), file(switched).text());
        Files.writeString(
                folder.resolve(Verification.FILE_NAME),
                "schemaVersion: 1\nprofile: " + profile + "\nsources:\n  - {chart: " + RELEASE + ", values: [" + FILE
                        + "]}\n");
        try {
            return Verification.load(folder.resolve(Verification.FILE_NAME), Overrides.NONE)
                    .evaluate(Progress.NONE);
        } catch (ConfigurationException e) {
            throw new IOException(chart.id() + ": " + e.getMessage(), e);
        }
    }

    /** The documents; none when Helm refuses the values. */
    private Rendered rendered(Path folder, @Nullable Path values) throws IOException {
        HelmBinary.Output output =
                helm.template(RELEASE, folder.resolve(RELEASE), values, ChartRequest.DEFAULT_KUBE_VERSION);
        try {
            return output.status() == 0 ? Rendered.of(output.stdout()) : Rendered.NOTHING;
        } catch (ManifestException unreadable) {
            return Rendered.NOTHING;
        }
    }

    /** Whether a document has a setting of pods no more; documents that are gone as a whole have no findings. */
    private static boolean losesFields(Rendered before, Rendered after) {
        var left = new HashSet<String>();
        var documents = new HashSet<String>();
        for (Rendered.Written document : after.objects()) {
            String id = document.id();
            documents.add(id);
            paths(document.root(), id, left);
        }
        for (Rendered.Written document : before.objects()) {
            String id = document.id();
            var had = new HashSet<String>();
            paths(document.root(), id, had);
            had.removeAll(left);
            if (documents.contains(id)
                    && had.stream().anyMatch(path -> ASKED.matcher(path).find())) {
                return true;
            }
        }
        return false;
    }

    private static void paths(Node node, String path, Set<String> into) {
        into.add(path);
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach(entry -> paths(entry.value(), path + "." + entry.key(), into));
        } else if (node instanceof Node.Sequence list) {
            list.items().forEach(item -> paths(item, path + "[]", into));
        }
    }

    /** The fields that findings call not set. */
    private static Map<Missing, Occurrence> missing(Evaluation evaluation, Rendered plain) {
        var missing = new LinkedHashMap<Missing, Occurrence>();
        if (!evaluation.problems().isEmpty()) {
            return missing;
        }
        for (Finding finding : evaluation.findings()) {
            for (Occurrence occurrence : finding.occurrences()) {
                if (!occurrence.written() && !occurrence.resource().isValues() && finding.unknown() == null) {
                    missing.putIfAbsent(
                            new Missing(finding.policy().id(), WantedField.of(occurrence, plain)), occurrence);
                }
            }
        }
        return missing;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.sorted().toList()) {
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
