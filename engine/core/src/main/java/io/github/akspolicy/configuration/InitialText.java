package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.ExemptionRules;
import io.github.akspolicy.source.ChartRelease;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.ClusterRelease;
import io.github.akspolicy.source.SetValue;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The text of a configuration that a repository begins with. */
final class InitialText {
    /** What stands for a value that only a run knows. */
    private static final String OPEN = "${";

    private final Path directory;
    private final Workspace workspace;
    private final Map<String, List<PlannedRelease>> sources = new TreeMap<>();
    private final List<String> environments;
    private final Map<String, String> leftOut;
    private final List<InitialManifests.Entry> manifests;
    /** What the releases of each environment are deployed to; an empty text stands for what is not known. */
    private final Map<String, Set<String>> namespaces;

    private final boolean isByEnvironment;

    /** @param leftOut why sources and files are left out, by their path as reports show it */
    InitialText(
            Path directory,
            Workspace workspace,
            List<PlannedRelease> planned,
            Map<String, String> leftOut,
            List<InitialManifests.Entry> manifests) {
        this.directory = directory;
        this.workspace = workspace;
        this.environments = InitialConfiguration.environments(planned);
        this.leftOut = leftOut;
        this.manifests = manifests;
        planned.stream()
                .filter(release -> !release.kind().equals(SettingText.MANIFESTS))
                .forEach(release -> sources.computeIfAbsent(release.id().source(), unused -> new ArrayList<>())
                        .add(release));
        this.namespaces = planned.stream()
                .filter(InitialConfiguration::isChart)
                .collect(Collectors.groupingBy(
                        PlannedRelease::environment,
                        Collectors.mapping(
                                release -> Objects.requireNonNullElse(
                                        release.release().namespace(), ""),
                                Collectors.toSet())));
        this.isByEnvironment = manifests.isEmpty()
                && namespaces.keySet().containsAll(environments)
                && namespaces.values().stream().allMatch(all -> all.size() == 1 && !all.contains(""))
                && !environments.equals(List.of(Verification.DEFAULT_ENVIRONMENT));
    }

    String of(boolean withBaseline) {
        var text = new StringBuilder(
                "# What is evaluated here: see docs/configuration.md of aks-policy. Written by aks-policy init from what is in the"
                        + " repository.\nschemaVersion: 1\n");
        boolean hasEnvironments = !environments.equals(List.of(Verification.DEFAULT_ENVIRONMENT));
        if (hasEnvironments) {
            text.append("environments:            # namespace and kubeVersion of each can be added\n");
            environments.forEach(name -> text.append("  ")
                    .append(SettingText.scalar(name))
                    .append(": {")
                    .append(namespace(name))
                    .append("}\n"));
        }
        text.append("sources:\n");
        sources.forEach((source, releases) -> text.append(source(source, releases)));
        manifests.forEach(entry -> text.append(manifests(entry)));
        leftOut.forEach((path, reason) -> {
            if (!sources.containsKey(path)) {
                text.append("  # left out: ")
                        .append(path)
                        .append(": ")
                        .append(reason)
                        .append('\n');
            }
        });
        text.append(owners());
        if (withBaseline) {
            text.append(SettingText.BASELINE).append('\n');
        }
        return text.toString();
    }

    /** The namespace that everything in an environment is known to be deployed to. */
    private String namespace(String environment) {
        return isByEnvironment
                ? namespaces.getOrDefault(environment, Set.of()).stream()
                        .map(name -> "namespace: " + SettingText.scalar(name))
                        .collect(Collectors.joining())
                : "";
    }

    /** The namespace of a release, where that of its environment does not say it; empty where it is not known. */
    private String ownNamespace(PlannedRelease release) {
        String namespace = release.release().namespace();
        return isByEnvironment || namespace == null ? "" : namespace;
    }

    private String source(String source, List<PlannedRelease> releases) {
        var text = new StringBuilder();
        var byName = new LinkedHashMap<String, List<PlannedRelease>>();
        releases.forEach(release -> byName.computeIfAbsent(
                        release.id().name() + " in " + ownNamespace(release), unused -> new ArrayList<>())
                .add(release));
        for (List<PlannedRelease> same : byName.values()) {
            text.append(InitialConfiguration.isChart(same.get(0)) ? chart(same) : definition(same));
        }
        String reason = leftOut.get(source);
        return reason == null
                ? text.toString()
                : "  # left out: " + reason + "\n" + text.toString().replaceAll("(?m)^  ", "  # ");
    }

    /** Files of parameters of Bicep that lie beside a definition are each a source of its own in a scan. */
    private String definition(List<PlannedRelease> releases) {
        PlannedRelease first = releases.get(0);
        boolean isTerraform = first.kind().equals(SettingText.TERRAFORM);
        String path = first.id().source();
        var parameters = new LinkedHashMap<String, List<String>>();
        for (PlannedRelease release : releases) {
            if (release.original() instanceof ClusterRelease cluster) {
                path = workspace.relative(cluster.request().definition());
                List<Path> files = cluster.request().parameterFiles();
                if (!files.isEmpty()) {
                    parameters.put(
                            release.environment(),
                            files.stream()
                                    .map(file -> Workspace.slashes(directory.relativize(file)))
                                    .toList());
                }
            }
        }
        return "  - " + first.kind() + ": " + SettingText.scalar(below(path)) + "\n"
                + (parameters.isEmpty() || isTerraform
                        ? ""
                        : "    name: " + SettingText.scalar(first.id().name()) + "\n")
                + joined(releases)
                + byEnvironment(isTerraform ? "vars" : "parameters", parameters);
    }

    /** The environments of a source that is not in all of them. */
    private String joined(List<PlannedRelease> releases) {
        List<String> names = InitialConfiguration.environments(releases);
        return names.equals(environments) ? "" : "    environments: " + SettingText.list(names) + "\n";
    }

    private String chart(List<PlannedRelease> releases) {
        ChartRequest first = request(releases.get(0));
        Path chart = first.chart();
        var text = new StringBuilder("  - chart: " + SettingText.scalar(below(workspace.relative(chart))) + "\n");
        if (!first.releaseName().equals(ReleaseName.ofChart(chart))) {
            text.append("    name: ")
                    .append(SettingText.scalar(first.releaseName()))
                    .append('\n');
        }
        String namespace = ownNamespace(releases.get(0));
        text.append(namespace.isEmpty() ? "" : "    namespace: " + SettingText.scalar(namespace) + "\n");
        text.append(joined(releases));
        var values = new LinkedHashMap<String, List<String>>();
        for (PlannedRelease release : releases) {
            List<Path> files = request(release).valuesFiles();
            if (!files.isEmpty()) {
                values.put(
                        release.environment(),
                        files.stream().map(file -> valuesFile(file, chart)).toList());
            }
        }
        text.append(byEnvironment("values", values));
        text.append(settings(releases));
        return text.toString();
    }

    private String settings(List<PlannedRelease> releases) {
        var text = new StringBuilder();
        var provided = new TreeSet<String>();
        for (SetValue.Type type : List.of(SetValue.Type.SET, SetValue.Type.SET_STRING, SetValue.Type.SET_JSON)) {
            var byName = new LinkedHashMap<String, List<String>>();
            for (PlannedRelease release : releases) {
                for (SetValue set : request(release).setValues()) {
                    if (set.value().contains(OPEN)) {
                        provided.add(set.key());
                    } else if (set.type() == type) {
                        byName.computeIfAbsent(release.environment(), unused -> new ArrayList<>())
                                .add(SettingText.scalar(set.key()) + ": " + SettingText.quoted(set.value()));
                    }
                }
            }
            if (!byName.isEmpty()) {
                text.append("    ").append(SettingText.key(type)).append(":\n");
                byName.forEach((name, entries) -> text.append("      ")
                        .append(SettingText.scalar(name))
                        .append(": {")
                        .append(String.join(", ", entries))
                        .append("}\n"));
            }
        }
        return provided.isEmpty()
                ? text.toString()
                : text + "    provided: " + SettingText.list(List.copyOf(provided)) + "   # the pipeline sets them\n";
    }

    private String byEnvironment(String key, Map<String, List<String>> lists) {
        if (lists.isEmpty()) {
            return "";
        }
        boolean isAlone = environments.equals(List.of(Verification.DEFAULT_ENVIRONMENT));
        return "    " + key + ": "
                + (isAlone
                        ? SettingText.list(lists.values().iterator().next())
                        : lists.entrySet().stream()
                                .map(entry ->
                                        SettingText.scalar(entry.getKey()) + ": " + SettingText.list(entry.getValue()))
                                .collect(Collectors.joining(", ", "{", "}")))
                + "\n";
    }

    private static ChartRequest request(PlannedRelease release) {
        return ((ChartRelease) release.release()).request();
    }

    /** A file of the chart by its path there, unless that would be one beside the configuration, too. */
    private String valuesFile(Path file, Path chart) {
        if (file.startsWith(chart)) {
            Path inside = chart.relativize(file);
            if (!Files.exists(directory.resolve(inside))) {
                return Workspace.slashes(inside);
            }
        }
        return "./" + Workspace.slashes(directory.relativize(file));
    }

    private String manifests(InitialManifests.Entry entry) {
        var text = new StringBuilder(
                "  - manifests: " + SettingText.scalar(below(workspace.relative(entry.folder()))) + "\n");
        text.append(patterns("include", entry.folder(), entry.include()));
        text.append(patterns("exclude", entry.folder(), entry.exclude()));
        return text.toString();
    }

    private static String patterns(String key, Path folder, List<Path> files) {
        if (files.isEmpty()) {
            return "";
        }
        return "    " + key + ":\n"
                + files.stream()
                        .map(file -> "      - " + SettingText.scalar(SettingText.glob(folder.relativize(file))) + "\n")
                        .collect(Collectors.joining());
    }

    /** A path as reports show it, relative to the configuration. */
    private String below(String shown) {
        Path path = directory.relativize(workspace.root().resolve(shown).normalize());
        return path.toString().isEmpty() ? "." : Workspace.slashes(path);
    }

    /** Who has to approve changes of the gate: nobody, unless a CODEOWNERS file says so. */
    private String owners() {
        ExemptionRules.Owners owners = CodeOwners.of(workspace.root(), List.of());
        String file = workspace.relative(directory.resolve(Verification.FILE_NAME));
        List<String> names = owners.of(file);
        return names.isEmpty()
                ? "# Anyone who may merge may weaken this gate: give " + file
                        + " and the baseline owners in CODEOWNERS, then name" + " them in gate.exemptionOwners.\n"
                : "# CODEOWNERS gives this file to " + String.join(" ", names)
                        + ": \"gate: {exemptionOwners: " + SettingText.list(names)
                        + "}\" lets exemptions count only where they own them.\n";
    }
}
