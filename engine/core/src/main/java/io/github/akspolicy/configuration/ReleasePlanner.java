package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.PlannedRelease.Detail;
import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.configuration.Settings.ForEnvironment;
import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.configuration.Settings.SourceSettings;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ChartRelease;
import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.ClusterReader;
import io.github.akspolicy.source.ClusterRelease;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.FolderWalk;
import io.github.akspolicy.source.KubeconfigFile;
import io.github.akspolicy.source.ManifestFolder;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SetValue;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.ThirdPartyCharts;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the releases of a configuration: every source in each of its environments. Renders nothing. */
final class ReleasePlanner {
    private static final String HELM_DEFAULT_NAMESPACE = "default";

    private final Path configuration;
    private final Workspace workspace;
    private final ChartRenderers renderers;
    private final ClusterReaders clusters;
    private final Problems problems;
    private final PathResolver paths;
    /** The files that the sources name, looked up once each: a missing one is told once. */
    private final Map<Located<String>, Path> files = new HashMap<>();

    private final Map<Found, FileSelection> selections = new HashMap<>();
    private final Map<ReleaseId, SourceLocation> taken = new HashMap<>();
    /** The first release of each request: environments that ask for the same share what is rendered. */
    private final Map<List<Object>, ChartRelease> charts = new HashMap<>();

    private final ThirdPartyCharts thirdParty;

    ReleasePlanner(
            Path configuration,
            Workspace workspace,
            ChartRenderers renderers,
            ClusterReaders clusters,
            ThirdPartyCharts thirdParty,
            Problems problems) {
        this.configuration = configuration.toAbsolutePath().normalize();
        this.workspace = workspace;
        this.renderers = renderers;
        this.clusters = clusters;
        this.thirdParty = thirdParty;
        this.problems = problems;
        Path folder = this.configuration.getParent();
        this.paths = new PathResolver(folder == null ? this.configuration : folder, workspace, problems);
    }

    /** A source with its path found. */
    private record Found(SourceSettings settings, Path path, String name) {}

    /** The releases, by environment and then by source, in the order of the file. */
    List<PlannedRelease> plan(Settings settings, List<EnvironmentSettings> environments) {
        var found = new ArrayList<Found>();
        for (SourceSettings source : settings.sources()) {
            checkEnvironments(source, environments);
            Path path = paths.existing(source.path(), source.kind().key());
            if (path != null && fits(source, path)) {
                found.add(new Found(source, path, name(source, path)));
            }
        }
        var elsewhere = new HashSet<>(Set.of(configuration));
        found.stream()
                .filter(source -> source.settings().kind() != SourceSettings.Kind.MANIFESTS)
                .forEach(source -> elsewhere.add(source.path()));
        for (Found source : found) {
            resolveFiles(source);
            selections.put(source, selection(source, elsewhere));
        }
        var releases = new ArrayList<PlannedRelease>();
        for (EnvironmentSettings environment : environments) {
            for (Found source : found) {
                if (joins(source.settings(), environment.name())) {
                    PlannedRelease release = switch (source.settings().kind()) {
                        case CHART -> chart(source, environment);
                        case MANIFESTS -> manifests(source, environment, settings.limits());
                        case CLUSTER, TERRAFORM -> definition(source, environment, settings.limits());
                        case KUBECONFIG -> kubeconfig(source, environment, settings.limits());
                    };
                    if (release != null && isNew(release, source)) {
                        releases.addAll(variants(release, source.settings(), environment));
                    }
                }
            }
        }
        return releases;
    }

    private static List<PlannedRelease> variants(
            PlannedRelease release, SourceSettings source, EnvironmentSettings environment) {
        List<String> variants = source.variants().isEmpty() ? environment.variants() : source.variants();
        if (release.release() instanceof ChartRelease chart && variants.contains(EnvironmentSettings.UPGRADE)) {
            return List.of(release.with(chart.besideUpgrade()), release.with(chart.asUpgrade()));
        }
        return List.of(release);
    }

    private static boolean joins(SourceSettings source, String environment) {
        return source.environments() == null
                || source.environments().stream().anyMatch(name -> name.value().equals(environment));
    }

    private void checkEnvironments(SourceSettings source, List<EnvironmentSettings> environments) {
        List<String> names =
                environments.stream().map(EnvironmentSettings::name).toList();
        if (source.environments() != null) {
            for (Located<String> name : source.environments()) {
                if (!names.contains(name.value())) {
                    problems.add(
                            name.at(),
                            "unknown environment " + ShapeCheck.quote(name.value()),
                            DidYouMean.fix(name.value(), names, "environments"));
                }
            }
        }
        for (Located<String> name : source.named()) {
            if (!names.contains(name.value())) {
                problems.add(
                        name.at(),
                        "unknown environment " + ShapeCheck.quote(name.value()),
                        DidYouMean.fix(name.value(), names, "environments")
                                + "; a nested values key is written with dots: image.tag");
            } else if (!joins(source, name.value())) {
                problems.add(
                        name.at(),
                        ShapeCheck.quote(name.value()) + " is not among the environments of this source",
                        "add it to the source's environments, or remove the entry");
            }
        }
    }

    private boolean fits(SourceSettings source, Path path) {
        String shown = ShapeCheck.quote(source.path().value());
        if (source.isChart()) {
            if (Files.isDirectory(path) && !FolderWalk.isChart(path)) {
                problems.add(
                        source.path().at(),
                        "chart " + shown + " has no Chart.yaml",
                        "name the chart's folder, or write \"manifests:\" for plain manifests");
                return false;
            }
            if (!Files.isDirectory(path) && !path.toString().endsWith(".tgz")) {
                problems.add(source.path().at(), "chart " + shown + " is neither a folder nor a .tgz", "");
                return false;
            }
        } else if (source.kind() == SourceSettings.Kind.TERRAFORM) {
            if (!Files.isDirectory(path)) {
                problems.add(
                        source.path().at(),
                        "terraform " + shown + " is a file",
                        "name the folder that terraform runs in, or write \"cluster:\" for a plan");
                return false;
            }
        } else if (source.kind() != SourceSettings.Kind.MANIFESTS) {
            if (Files.isDirectory(path)) {
                problems.add(source.path().at(), source.kind().key() + " " + shown + " is a folder", "name a file");
                return false;
            }
        } else if (Files.isDirectory(path) && FolderWalk.isChart(path)) {
            problems.add(
                    source.path().at(),
                    "manifests " + shown + " is a Helm chart, whose templates are not manifests",
                    "write \"chart: " + source.path().value() + "\"");
            return false;
        }
        return true;
    }

    private String name(SourceSettings source, Path path) {
        if (source.name() != null) {
            return source.name().value();
        }
        return source.isChart() ? ReleaseName.ofChart(path) : ReleaseName.of(path);
    }

    private void resolveFiles(Found source) {
        SourceSettings.Kind kind = source.settings().kind();
        for (ForEnvironment<Located<String>> file : source.settings().values()) {
            keep(
                    file.value(),
                    kind.isDefinition()
                            ? paths.existing(
                                    file.value(), kind == SourceSettings.Kind.TERRAFORM ? "file" : "parameter file")
                            : paths.valuesFile(file.value(), source.path()));
        }
        for (ForEnvironment<SetValue> set : source.settings().set()) {
            if (set.value().type() == SetValue.Type.SET_FILE) {
                keep(written(set.value()), paths.existing(written(set.value()), "file"));
            }
        }
    }

    private void keep(Located<String> written, @Nullable Path file) {
        if (file != null) {
            files.put(written, file);
        }
    }

    private static Located<String> written(SetValue set) {
        return new Located<>(set.value(), set.at());
    }

    private @Nullable PlannedRelease chart(Found source, EnvironmentSettings environment) {
        SourceSettings settings = source.settings();
        ChartRenderer renderer = renderers.get(settings.path().at());
        if (renderer == null) {
            return null;
        }
        var details = new ArrayList<Detail>();
        List<Path> valuesFiles = files(source, environment, "values", details);
        var setValues = new ArrayList<SetValue>();
        for (ForEnvironment<SetValue> entry : settings.set()) {
            if (entry.concerns(environment.name())) {
                SetValue set = entry.value();
                Path file = files.get(written(set));
                setValues.add(file == null ? set : new SetValue(set.type(), set.key(), file.toString(), set.at()));
                // the value may be a secret
                details.add(new Detail("set", set.key(), set.at().toString()));
            }
        }
        settings.provided()
                .forEach(key ->
                        details.add(new Detail("provided", key, settings.at().toString())));
        String namespace = namespace(settings, environment);
        var request = new ChartRequest(
                source.path(),
                source.name(),
                namespace == null ? HELM_DEFAULT_NAMESPACE : namespace,
                environment.effectiveKubeVersion(),
                environment.knownApis(),
                valuesFiles,
                setValues,
                settings.includeCrds(),
                settings.testHooks(),
                settings.firstParty(),
                thirdParty,
                ChartRequest.INSTALLATION,
                workspace);
        List<SetValue> provided = provided(settings);
        var release = new ChartRelease(id(source, environment), namespace, provided, request, renderer);
        ChartRelease same = charts.putIfAbsent(List.of(request, provided, renderer), release);
        return new PlannedRelease(same == null ? release : release.sharing(same), "chart", settings.at(), details);
    }

    private static List<SetValue> provided(Settings.SourceSettings settings) {
        return settings.provided().stream()
                .map(key -> new SetValue(SetValue.Type.SET_STRING, key, ChartRelease.PLACEHOLDER, settings.at()))
                .toList();
    }

    /** The values or parameter files that concern an environment, in the order in which they apply. */
    private List<Path> files(Found source, EnvironmentSettings environment, String what, List<Detail> details) {
        var chosen = new ArrayList<Path>();
        for (ForEnvironment<Located<String>> entry : source.settings().values()) {
            Path file = files.get(entry.value());
            if (file != null && entry.concerns(environment.name())) {
                chosen.add(file);
                details.add(
                        new Detail(what, paths.shown(file), entry.value().at().toString()));
            }
        }
        return chosen;
    }

    private @Nullable PlannedRelease definition(Found source, EnvironmentSettings environment, ReadLimits limits) {
        ClusterReader reader = clusters.get(source.settings().path().at());
        if (reader == null) {
            return null;
        }
        var details = new ArrayList<Detail>();
        SourceSettings.Kind kind = source.settings().kind();
        List<Path> parameters = files(source, environment, kind.files(), details);
        var request = new ClusterRequest(
                source.path(), parameters, limits, workspace, source.settings().bicepCompiler());
        var release = new ClusterRelease(id(source, environment), request, reader);
        return new PlannedRelease(release, kind.key(), source.settings().at(), details);
    }

    private PlannedRelease kubeconfig(Found source, EnvironmentSettings environment, ReadLimits limits) {
        var release = new KubeconfigFile(id(source, environment), source.path(), limits, workspace);
        return new PlannedRelease(release, "kubeconfig", source.settings().at(), List.of());
    }

    private FileSelection selection(Found source, Set<Path> elsewhere) {
        return new FileSelection(
                source.path(),
                FileSelection.patterns(source.settings().include(), problems),
                FileSelection.patterns(source.settings().exclude(), problems),
                Set.copyOf(elsewhere));
    }

    private PlannedRelease manifests(Found source, EnvironmentSettings environment, ReadLimits limits) {
        SourceSettings settings = source.settings();
        var details = new ArrayList<Detail>();
        settings.include()
                .forEach(pattern -> details.add(
                        new Detail("include", pattern.value(), pattern.at().toString())));
        settings.exclude()
                .forEach(pattern -> details.add(
                        new Detail("exclude", pattern.value(), pattern.at().toString())));
        FileSelection selection = Objects.requireNonNull(selections.get(source));
        var release = new ManifestFolder(
                id(source, environment),
                namespace(settings, environment),
                () -> selection.walk(workspace),
                limits,
                workspace);
        return new PlannedRelease(release, "manifests", settings.at(), details);
    }

    private ReleaseId id(Found source, EnvironmentSettings environment) {
        return new ReleaseId(environment.name(), workspace.relative(source.path()), source.name());
    }

    private static @Nullable String namespace(SourceSettings source, EnvironmentSettings environment) {
        Located<String> namespace = source.namespace() == null ? environment.namespace() : source.namespace();
        return namespace == null ? null : namespace.value();
    }

    private boolean isNew(PlannedRelease release, Found source) {
        SourceLocation other = taken.putIfAbsent(release.id(), source.settings().at());
        if (other == null) {
            return true;
        }
        problems.add(
                source.settings().at(),
                "release " + ShapeCheck.quote(source.name()) + " of "
                        + release.id().source() + " is already deployed to " + release.environment()
                        + " by the source at line " + other.line(),
                "remove one, or give this one another name");
        return false;
    }
}
