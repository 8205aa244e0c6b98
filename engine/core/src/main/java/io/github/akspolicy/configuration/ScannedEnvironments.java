package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.deployment.ChartEnvironment;
import io.github.akspolicy.deployment.ChartEnvironments;
import io.github.akspolicy.deployment.ReleaseSettings;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The environments of a scan: those of its charts, as values files and pipelines show them. What is in no environment alone, such as
 * manifests, counts in each of them.
 */
final class ScannedEnvironments {
    /** Of one chart, and of all; the others are named. */
    private static final int MOST = 10;

    private final Workspace workspace;
    private final Map<Path, List<ChartEnvironment>> byChart = new LinkedHashMap<>();
    private final Map<Path, List<ChartEnvironment>> left = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    ScannedEnvironments(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The environments of charts and of root modules of Terraform. */
    static ScannedEnvironments of(
            ScannedCharts charts, ScannedTerraform terraform, ChartEnvironments found, Workspace workspace) {
        var environments = new ScannedEnvironments(workspace);
        for (Path chart : charts.deployed()) {
            environments.add(chart, found.of(chart, charts.valuesOf(chart)));
        }
        for (Path root : terraform.roots()) {
            environments.add(root, found.of(root, terraform.variables(root)));
        }
        environments.choose();
        return environments;
    }

    private void add(Path chart, List<ChartEnvironment> all) {
        if (!all.isEmpty()) {
            byChart.put(chart, all.stream().map(this::asElsewhere).toList());
        }
    }

    /** What is prod for one chart and production for another is one environment. */
    private ChartEnvironment asElsewhere(ChartEnvironment one) {
        return byChart.values().stream()
                .flatMap(List::stream)
                .map(ChartEnvironment::name)
                .filter(name -> ChartEnvironments.isSame(name, one.name()))
                .findFirst()
                .map(one::named)
                .orElse(one);
    }

    /** Those that matter most in most charts, where there are too many. */
    private void choose() {
        List<ChartEnvironment> all =
                byChart.values().stream().flatMap(List::stream).toList();
        for (ChartEnvironment one : all.stream().sorted(ChartEnvironments.ORDER).toList()) {
            if (!names.contains(one.name()) && names.size() < MOST) {
                names.add(one.name());
            }
        }
        byChart.replaceAll((chart, environments) -> {
            Map<Boolean, List<ChartEnvironment>> parts =
                    environments.stream().collect(Collectors.partitioningBy(one -> names.contains(one.name())));
            List<ChartEnvironment> taken = parts.getOrDefault(true, List.of());
            var rest = new ArrayList<>(parts.getOrDefault(false, List.of()));
            rest.addAll(taken.subList(Math.min(MOST, taken.size()), taken.size()));
            left.put(chart, rest);
            return taken.subList(0, Math.min(MOST, taken.size()));
        });
    }

    /** Whether it is known where a chart or root module is deployed to. */
    boolean has(Path deployed) {
        return byChart.containsKey(deployed);
    }

    /** Their names, at least one. */
    List<String> names() {
        return names.isEmpty() ? List.of(EnvironmentSettings.DEFAULT.name()) : List.copyOf(new TreeSet<>(names));
    }

    /** What a chart is rendered with in an environment: once for each release, and not at all where it is deployed to others only. */
    List<ReleaseSettings> of(Path chart, String environment) {
        List<ChartEnvironment> all = byChart.getOrDefault(chart, List.of());
        boolean isNamed = all.stream().anyMatch(one -> !one.name().equals(EnvironmentSettings.DEFAULT.name()));
        if (all.isEmpty()) {
            return List.of(ReleaseSettings.NONE);
        }
        return all.stream()
                .filter(one -> !isNamed || one.name().equals(environment))
                .map(ChartEnvironment::settings)
                .toList();
    }

    /** The values files that some chart is rendered with. */
    Set<Path> values() {
        return byChart.values().stream()
                .flatMap(List::stream)
                .flatMap(one -> one.settings().values().stream())
                .collect(Collectors.toSet());
    }

    /** For each chart its environments, each with what shows it: {@code charts/store · prod: values-prod.yaml (deploy.yml:41)}. */
    List<String> notes() {
        var notes = new ArrayList<String>();
        byChart.keySet().stream().sorted().forEach(chart -> {
            String shown = byChart.getOrDefault(chart, List.of()).stream()
                    .map(one -> one.name() + ": " + one.reason())
                    .collect(Collectors.joining("; "));
            List<ChartEnvironment> rest = left.getOrDefault(chart, List.of());
            notes.add(workspace.relative(chart) + " · " + shown
                    + (rest.isEmpty()
                            ? ""
                            : "; not evaluated: "
                                    + rest.stream()
                                            .map(ChartEnvironment::name)
                                            .distinct()
                                            .collect(Collectors.joining(", "))));
        });
        return notes;
    }
}
