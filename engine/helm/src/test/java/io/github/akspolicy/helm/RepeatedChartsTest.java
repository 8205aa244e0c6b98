package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.NotEvaluated;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of a chart under two names, helm 4.1.4 renders the charts in it twice, 3.17.2 and the embedded Helm once: what is not evaluated is
 * named.
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
                .file("charts/s/Chart.yaml", "apiVersion: v2\nname: s\nversion: 1.0.0\n")
                .file("charts/s/templates/a.yaml", OBJECT);
    }

    private List<String> lines(String dependencies) throws Exception {
        chart.file("Chart.yaml", "apiVersion: v2\nname: chart\nversion: 1.0.0\n" + dependencies);
        return new HelmChartRenderer()
                .render(chart.request()).notEvaluated().stream()
                        .map(NotEvaluated::toString)
                        .toList();
    }

    private void inner(String type) {
        chart.file("charts/s/charts/inner/Chart.yaml", "apiVersion: v2\nname: inner\nversion: 1.0.0\n" + type)
                .file("charts/s/charts/inner/templates/a.yaml", OBJECT);
    }

    @Test
    void chartsInAChartWithTwoNamesAreNamed() throws Exception {
        inner("");
        assertThat(lines(TWICE)).singleElement().asString().contains("Helm 4", "chart/Chart.yaml:6");
    }

    @Test
    void otherChartsAreNot() throws Exception {
        assertThat(lines(TWICE)).as("none in it").isEmpty();
        inner("");
        assertThat(lines(ONCE)).as("one name").isEmpty();
        inner("type: library\n");
        assertThat(lines(TWICE)).as("a library writes nothing").isEmpty();
    }
}
