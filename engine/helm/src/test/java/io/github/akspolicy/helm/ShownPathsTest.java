package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.akspolicy.helm.engine.HelmAnswer;
import io.github.akspolicy.helm.engine.HelmCall;
import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmEngines;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors name the user's files, and never where our copies of them lie. */
class ShownPathsTest {
    private static final String CHART = "apiVersion: v2\nname: shop\nversion: 1.0.0\n";
    private static final String SUB = "apiVersion: v2\nname: sub\nversion: 1.0.0\n";
    private static final String THING = "kind: Thing\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void realPath() throws IOException {
        folder = folder.toRealPath();
    }

    /** What is wrong, as files of a chart; Helm refuses each. */
    private static Map<String, Map<String, String>> broken() {
        Map<String, Map<String, String>> broken = new LinkedHashMap<>();
        broken.put("template", Map.of("Chart.yaml", CHART, "templates/a.yaml", "{{ .Values.a.b }}"));
        broken.put("syntax", Map.of("Chart.yaml", CHART, "templates/a.yaml", "{{ if }}"));
        broken.put("values", Map.of("Chart.yaml", CHART, "values.yaml", "a: [1\n"));
        broken.put(
                "values of a subchart",
                Map.of("Chart.yaml", CHART, "charts/sub/Chart.yaml", SUB, "charts/sub/values.yaml", "a: [1"));
        broken.put("metadata", Map.of("Chart.yaml", "apiVersion: v2\nname: shop\n", "templates/a.yaml", THING));
        broken.put(
                "version",
                Map.of("Chart.yaml", "apiVersion: v2\nname: shop\nversion: x.y\n", "templates/a.yaml", THING));
        broken.put(
                "api", Map.of("Chart.yaml", "apiVersion: v9\nname: shop\nversion: 1.0.0\n", "templates/a.yaml", THING));
        broken.put(
                "metadata of a subchart",
                Map.of(
                        "Chart.yaml",
                        CHART,
                        "charts/sub/Chart.yaml",
                        "apiVersion: v2\nname: sub\n",
                        "templates/a.yaml",
                        THING));
        broken.put(
                "name", Map.of("Chart.yaml", "apiVersion: v2\nname: a/b\nversion: 1.0.0\n", "templates/a.yaml", THING));
        broken.put(
                "schema",
                Map.of("Chart.yaml", CHART, "values.schema.json", "{\"type\": 3}", "templates/a.yaml", THING));
        broken.put(
                "required",
                Map.of(
                        "Chart.yaml",
                        CHART,
                        "values.schema.json",
                        "{\"required\": [\"a\"]}",
                        "templates/a.yaml",
                        THING));
        broken.put("ignore", Map.of("Chart.yaml", CHART, ".helmignore", "**/x\n", "templates/a.yaml", THING));
        broken.put("kube", Map.of("Chart.yaml", CHART + "kubeVersion: '>=9.0.0'\n", "templates/a.yaml", THING));
        broken.put("output", Map.of("Chart.yaml", CHART, "templates/a.yaml", "a: [1\n"));
        broken.put(
                "lookup",
                Map.of(
                        "Chart.yaml",
                        CHART,
                        "templates/a.yaml",
                        "{{ lookup \"v1\" \"Pod\" \"a\" \"b\" | len }}{{ fail \"no\" }}"));
        broken.put("type", Map.of("Chart.yaml", CHART + "type: nothing\n", "templates/a.yaml", THING));
        broken.put("packed subchart", Map.of("Chart.yaml", CHART, "charts/sub-1.0.0.tgz", "this is not an archive"));
        broken.put("library", Map.of("Chart.yaml", CHART + "type: library\n", "templates/a.yaml", THING));
        return broken;
    }

    private static Stream<String> faults() {
        return broken().keySet().stream();
    }

    private Path folderOf(String fault) throws IOException {
        Path chart = folder.resolve("work/it");
        for (Map.Entry<String, String> file : broken().get(fault).entrySet()) {
            Path target = chart.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
        return chart;
    }

    private Path archiveOf(String fault) throws IOException {
        var archive = new TestArchive();
        broken().get(fault).forEach((path, text) -> archive.file("shop/" + path, text));
        Path target = folder.resolve("work/shop-1.0.0.tgz");
        Files.createDirectories(target.getParent());
        return Files.write(target, archive.tgz());
    }

    /** A chart that takes the broken one from a folder beside it, packed by Helm for the render. */
    private Path dependentOn(String fault) throws IOException {
        folderOf(fault);
        Path chart = folder.resolve("work/outer");
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("templates/b.yaml"), THING);
        Files.writeString(
                chart.resolve("Chart.yaml"),
                "apiVersion: v2\nname: outer\nversion: 1.0.0\ndependencies:\n"
                        + "  - {name: shop, version: 1.0.0, repository: 'file://../it'}\n");
        return chart;
    }

    /** The texts of all that a render says. */
    private List<String> told(HelmChartRenderer renderer, Path chart) {
        var request = new TestChart(folder.resolve("work"))
                .at(folder.resolve("work").relativize(chart).toString())
                .request();
        var told = new ArrayList<String>();
        try {
            told.addAll(renderer.render(request).notes());
        } catch (SourceException refused) {
            refused.problems().stream().map(Problem::toString).forEach(told::add);
        }
        return told;
    }

    private void holds(HelmChartRenderer renderer, String fault) throws IOException {
        for (Path chart : List.of(folderOf(fault), archiveOf(fault), dependentOn(fault))) {
            String name = String.valueOf(chart.getFileName());
            assertThat(told(renderer, chart))
                    .as(fault + " in " + name)
                    .isNotEmpty()
                    .allSatisfy(text -> assertThat(text)
                            .doesNotContain(Path.of(System.getProperty("java.io.tmpdir"))
                                            .toRealPath()
                                            .toString() + "/")
                            .doesNotContain(
                                    "aks-policy-" + ProcessHandle.current().pid())
                            .doesNotContain("original.tgz")
                            .doesNotContain("plain/"));
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void noErrorNamesAFileOfOurs(String fault) throws IOException {
        holds(new HelmChartRenderer(), fault);
    }

    @Tag("deep")
    @ParameterizedTest
    @ValueSource(strings = {"helm3", "helm4"})
    void noErrorOfABinaryNamesAFileOfOurs(String name) throws Exception {
        Path binary = HelmBinaries.folder().resolve(name);
        HelmEngine engine = HelmEngines.binary(binary);
        for (String fault : broken().keySet()) {
            holds(new HelmChartRenderer(engine), fault);
        }
    }

    @Test
    void anErrorNamesTheChartAndTheFolderOfItsDependency() throws IOException {
        assertThat(told(new HelmChartRenderer(), folderOf("template")))
                .singleElement()
                .asString()
                .startsWith("it/templates/a.yaml:1:11: ");
        assertThat(told(new HelmChartRenderer(), dependentOn("template")))
                .singleElement()
                .asString()
                .startsWith("it/templates/a.yaml:1:11: ");
    }

    /** As when something else removes temporary files while a build runs. */
    @Test
    void anErrorOfTheFileSystemNamesTheUsersFile() throws Exception {
        TestChart chart = new TestChart(folder.resolve("work"))
                .file("templates/a.yaml", "kind: Thing\nx: {{ lookup `v1` `Secret` `a` `b` | toJson }}\n");
        var renderer = new HelmChartRenderer(new DelegatingHelm(HelmEngines.choose()) {
            @Override
            public HelmAnswer render(HelmCall call) throws HelmFailure {
                HelmAnswer answer = super.render(call);
                Path scratch = call.chart().resolve("../..").normalize();
                try (Stream<Path> files = Files.walk(scratch)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                    Files.createFile(scratch);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return answer;
            }
        });

        assertThatThrownBy(() -> renderer.render(chart.request()))
                .isInstanceOfSatisfying(
                        SourceException.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .asString()
                                .contains("the chart chart cannot be prepared for rendering")
                                .doesNotContain("/tmp"));
    }

    /** A chart's own failure may be as long as the chart likes; what reads it takes no longer than that. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "fail (repeat 50000 \"x\")",
                "fail (repeat 300000 \"x/templates/\")",
                "fail (repeat 200000 \"a:1\")",
                "fail (repeat 200000 \"failed to parse x\")",
                "fail (repeat 400000 \" \\n\")",
                "fail (repeat 100000 \"shop/templates/a.yaml:99999999999:1 \")",
                "fail (repeat 100000 \"chart requires kubeVersion: \")",
                "fail (repeat 100000 \"values don't meet the specifications of the schema - at '\")"
            })
    void aLongFailureTakesNoTimeAndIsCut(String action) {
        var chart = new TestChart(folder).file("templates/a.yaml", "{{ " + action + " }}");

        Problem problem = assertTimeoutPreemptively(Duration.ofSeconds(60), chart::problem);

        assertThat(problem.message().length()).isLessThan(2_100);
        assertThat(String.valueOf(problem.at())).startsWith("chart");
    }

    @Test
    void aShortFailureIsWhole() {
        var chart = new TestChart(folder).file("templates/a.yaml", "{{ fail \"set a.b to the name of a class\" }}");

        assertThat(chart.problem().message()).isEqualTo("the template does not render: set a.b to the name of a class");
    }
}
