package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.NotEvaluated;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Of a chart under two names, helm 4.1.4 renders the charts in it twice, and imports their values twice, 3.17.2 and the embedded Helm
 * once: what is not evaluated is named.
 */
class RepeatedChartsTest {
    private static final String TWICE =
            "dependencies:\n- {name: s, version: '*'}\n- {name: s, version: '*', alias: other}\n";
    private static final String ONCE = "dependencies: [{name: s, version: '*', alias: other}]\n";
    private static final String OBJECT = "kind: Thing\nmetadata: {name: \"{{ .Chart.Name }}\"}\n";

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void charts() {
        chart = new TestChart(folder)
                .file(
                        "charts/s/Chart.yaml",
                        "apiVersion: v2\nname: s\nversion: 1.0.0\ndependencies: [{name: named, version: '*'}]\n")
                .file("charts/s/templates/a.yaml", OBJECT);
        inner("charts/s/charts/named", "");
    }

    private List<String> lines(String dependencies) throws Exception {
        chart.file("Chart.yaml", "apiVersion: v2\nname: chart\nversion: 1.0.0\n" + dependencies);
        return new HelmChartRenderer()
                .render(chart.request()).notEvaluated().stream()
                        .map(NotEvaluated::toString)
                        .toList();
    }

    private void inner(String path, String more) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        chart.file(path + "/Chart.yaml", "apiVersion: v2\nname: " + name + "\nversion: 1.0.0\n" + more)
                .file(path + "/templates/a.yaml", OBJECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"charts/s/charts/inner", "charts/s/charts/named/charts/inner"})
    void chartsThatAChartWithTwoNamesHoldsUnnamedAreNamed(String path) throws Exception {
        inner(path, "");

        assertThat(lines(TWICE)).singleElement().asString().contains("Helm 4", "chart/Chart.yaml:6");
    }

    @Test
    void chartsThatAChartWithTwoNamesHoldsWithoutNamingAnyAreNamed() throws Exception {
        chart.file("charts/s/Chart.yaml", "apiVersion: v2\nname: s\nversion: 1.0.0\n");

        assertThat(lines(TWICE)).singleElement().asString().contains("Helm 4", "chart/Chart.yaml:6");
    }

    /** Once Helm 3 has given it the alias, the second use of the chart holds no chart of its name any more. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: named, version: '*', alias: x}",
                "{name: named, version: '*', alias: x}, {name: named, version: '*'}"
            })
    void chartsThatAChartWithTwoNamesGivesAnAliasAreNamed(String entries) throws Exception {
        chart.file("charts/s/Chart.yaml", "apiVersion: v2\nname: s\nversion: 1.0.0\ndependencies: [" + entries + "]\n");

        assertThat(lines(TWICE)).singleElement().asString().contains("Helm 4", "chart/Chart.yaml:6");
        assertThat(lines(ONCE)).as("one name").isEmpty();
    }

    /** Helm 3 and the embedded one write {@code got} to the values of the first use alone, Helm 4 to those of both. */
    @ParameterizedTest
    @ValueSource(strings = {"[data]", "[{child: exports.data, parent: .}]"})
    void valuesThatAChartWithTwoNamesImportsAreNamed(String imported) throws Exception {
        String entry = "dependencies: [{name: named, version: '*', import-values: " + imported + "}]\n";
        String values = "exports: {data: {got: yes}}\n";
        chart.file("charts/s/Chart.yaml", "apiVersion: v2\nname: s\nversion: 1.0.0\n" + entry)
                .file("charts/s/charts/named/values.yaml", values)
                .file("charts/s/templates/a.yaml", OBJECT + "got: {{ .Values.got }}\n");

        assertThat(lines(TWICE)).singleElement().asString().contains("import-values", "Helm 4", "chart/Chart.yaml:6");
        assertThat(lines(ONCE)).as("one name").isEmpty();

        // deeper, Helm imports once, too
        chart.file(
                "charts/s/Chart.yaml",
                "apiVersion: v2\nname: s\nversion: 1.0.0\ndependencies: [{name: named, version: '*'}]\n");
        inner("charts/s/charts/named", entry.replace("name: named", "name: deep"));
        inner("charts/s/charts/named/charts/deep", "");
        assertThat(lines(TWICE)).singleElement().asString().contains("import-values");

        // what the chart around imports from either use is read in both Helms
        inner("charts/s/charts/named", "dependencies: [{name: deep, version: '*'}]\n");
        assertThat(lines(TWICE.replace("'*'}", "'*', import-values: " + imported + "}")))
                .isEmpty();
    }

    /** What the Helm in use does is evaluated. */
    @Test
    void theValuesOfTheHelmInUseAreEvaluated() throws Exception {
        chart.file(
                        "charts/s/Chart.yaml",
                        "apiVersion: v2\nname: s\nversion: 1.0.0\n"
                                + "dependencies: [{name: named, version: '*', import-values: [data]}]\n")
                .file("charts/s/charts/named/values.yaml", "exports: {data: {got: 1}}\n")
                .file("charts/s/templates/a.yaml", OBJECT + "got: {{ .Values.got | default 0 }}\n")
                .file("Chart.yaml", "apiVersion: v2\nname: chart\nversion: 1.0.0\n" + TWICE);

        assertThat(new HelmChartRenderer()
                        .render(chart.request()).manifests().stream()
                                .map(ManifestFile::text)
                                .filter(text -> text.contains("got: "))
                                .map(text -> text.replaceAll("(?s).*(got: .).*", "$1")))
                .containsExactlyInAnyOrder("got: 1", "got: 0");
    }

    @Test
    void otherChartsAreNot() throws Exception {
        assertThat(lines(TWICE)).as("named ones").isEmpty();
        inner("charts/s/charts/inner", "");
        assertThat(lines(ONCE)).as("one name").isEmpty();
        inner("charts/s/charts/inner", "type: library\n");
        assertThat(lines(TWICE)).as("a library writes nothing").isEmpty();
    }
}
