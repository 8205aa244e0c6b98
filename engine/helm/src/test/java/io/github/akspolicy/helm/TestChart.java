package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.FetchedChart;
import io.github.akspolicy.source.KnownApis;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SetValue;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import io.github.akspolicy.source.ThirdPartyCharts;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A chart of a test, in {@code chart/} of a temporary workspace, and how to render it. */
final class TestChart {
    /** Where tests write the entry that sets a value. */
    static final SourceLocation SET = new SourceLocation("aks-policy.yaml", 7, 9, Role.CONFIGURATION);

    private final Path workspace;
    private final List<Path> valuesFiles = new ArrayList<>();
    private final List<SetValue> setValues = new ArrayList<>();
    private final List<String> apiVersions = new ArrayList<>();
    private @Nullable KnownApis apis;
    private final List<String> firstParty = new ArrayList<>();
    private final List<Path> thirdParty = new ArrayList<>();
    private final Set<String> recorded = new HashSet<>();
    private Path chart;
    private String kubeVersion = ChartRequest.DEFAULT_KUBE_VERSION;
    private boolean crds;
    private boolean testHooks;
    private int revision = ChartRequest.INSTALLATION;

    TestChart(Path workspace) {
        this.workspace = workspace;
        this.chart = workspace.resolve("chart");
        file("Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\nappVersion: 2.3.4\n");
    }

    /** Writes a file of the chart. */
    TestChart file(String path, String content) {
        return outside("chart/" + path, content);
    }

    /** Writes a file of the workspace. */
    TestChart outside(String path, String content) {
        return bytes(path, content.getBytes(StandardCharsets.UTF_8));
    }

    TestChart bytes(String path, byte[] content) {
        Path file = workspace.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Writes a values file beside the chart and uses it. */
    TestChart values(String name, String content) {
        outside(name, content);
        valuesFiles.add(workspace.resolve(name));
        return this;
    }

    TestChart valuesFile(Path file) {
        valuesFiles.add(file);
        return this;
    }

    TestChart set(SetValue.Type type, String key, String value) {
        setValues.add(new SetValue(type, key, value, SET));
        return this;
    }

    TestChart apiVersion(String version) {
        apiVersions.add(version);
        return this;
    }

    TestChart apis(KnownApis known) {
        apis = known;
        return this;
    }

    TestChart firstParty(String name) {
        firstParty.add(name);
        return this;
    }

    /** Names the folder or archive of a dependency as third-party. */
    TestChart thirdParty(String path) {
        thirdParty.add(workspace.resolve("chart").resolve(path));
        return this;
    }

    /** Records what looks fetched now, as {@code aks-policy:charts-lock} does. */
    List<FetchedChart> record() throws SourceException {
        List<FetchedChart> fetched = new HelmChartRenderer().fetched(request());
        fetched.forEach(found -> recorded.add(ThirdPartyCharts.entry(found.name(), found.version(), found.digest())));
        return fetched;
    }

    TestChart kubeVersion(String version) {
        kubeVersion = version;
        return this;
    }

    TestChart withCrds() {
        crds = true;
        return this;
    }

    TestChart withTestHooks() {
        testHooks = true;
        return this;
    }

    TestChart asUpgrade() {
        return asUpgrade(ChartRequest.FIRST_UPGRADE);
    }

    TestChart asUpgrade(int upgraded) {
        revision = upgraded;
        return this;
    }

    TestChart at(String path) {
        chart = workspace.resolve(path);
        return this;
    }

    Path path() {
        return chart;
    }

    ChartRequest request() {
        return new ChartRequest(
                chart,
                "release",
                "default",
                kubeVersion,
                apis == null ? KnownApis.ofHelm(apiVersions) : apis,
                valuesFiles,
                setValues,
                crds,
                testHooks,
                firstParty,
                new ThirdPartyCharts(recorded, Set.copyOf(thirdParty)),
                revision,
                new Workspace(workspace));
    }

    TestRender render() {
        return render(null);
    }

    TestRender render(@Nullable HelmEngine engine) {
        try {
            HelmChartRenderer renderer = engine == null ? new HelmChartRenderer() : new HelmChartRenderer(engine);
            List<ManifestFile> files = renderer.render(request()).manifests();
            return new TestRender(this, files);
        } catch (SourceException e) {
            throw new AssertionError("does not render: " + e.problems(), e);
        }
    }

    /** The problems of a chart that must not render. */
    List<Problem> problems() {
        try {
            List<ManifestFile> files = new HelmChartRenderer().render(request()).manifests();
            throw new AssertionError(
                    "renders: " + files.stream().map(ManifestFile::path).toList());
        } catch (SourceException e) {
            return e.problems();
        }
    }

    Problem problem() {
        List<Problem> problems = problems();
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    /** {@code path:line:column} of the only occurrence of a text in a file of the chart. */
    String in(String path, String text) {
        return inWorkspace("chart/" + path, text);
    }

    String inWorkspace(String path, String text) {
        String content;
        try {
            content = Files.readString(workspace.resolve(path)).replace("\uFEFF", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int at = content.indexOf(text);
        assertThat(at).as("%s in %s", text, path).isNotNegative();
        assertThat(content.indexOf(text, at + 1))
                .as("%s occurs once in %s", text, path)
                .isNegative();
        int line = (int) content.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        return path + ":" + line + ":" + (at - content.lastIndexOf('\n', at - 1));
    }
}
