package io.github.akspolicy.helm.absent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartLoader;
import io.github.akspolicy.helm.chart.ChartOwnership;
import io.github.akspolicy.helm.execution.ExecutedChart;
import io.github.akspolicy.helm.execution.ExecutedRelease;
import io.github.akspolicy.source.ThirdPartyCharts;
import io.github.akspolicy.source.Workspace;
import io.github.akspolicy.template.chart.Release;
import io.github.akspolicy.template.value.Assumptions;
import io.github.akspolicy.template.value.Caller.Dialect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of executions that end early, and of which nothing is. */
class ExecutionsTest {
    private static final String FILE = "shop/templates/a.yaml";

    /** Each use of the APIs ends with an exception that no part of the tool expects. */
    private static final List<String> BROKEN = new AbstractList<>() {
        @Override
        public String get(int index) {
            throw new IllegalStateException("swordfish");
        }

        @Override
        public int size() {
            return 1;
        }
    };

    @TempDir
    private Path folder;

    private ExecutedRelease release(String... templates) throws Exception {
        Files.createDirectory(folder.resolve("templates"));
        Files.writeString(folder.resolve("Chart.yaml"), "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        for (int i = 0; i < templates.length; i++) {
            Files.writeString(folder.resolve("templates/" + (char) ('a' + i) + ".yaml"), templates[i]);
        }
        Chart chart =
                ChartLoader.load(folder, new Workspace(folder), new ChartOwnership(List.of(), ThirdPartyCharts.NONE));
        var release = new Release("shop", "default", false, 1, "v1.32.0", BROKEN, "v3.17.2");
        return new ExecutedRelease(ExecutedChart.of(chart, Dialect.HELM_4), release, Assumptions.OFFLINE);
    }

    private Executions executions(String template) throws Exception {
        return new Executions(release(template), new KnownClaims());
    }

    @Test
    void aDefectIsSaidAndItsMessageIsNot() throws Exception {
        Executions executions =
                executions("a: {{ .Values.a }}{{ if .Values.b }}{{ .Capabilities.APIVersions }}{{ end }}");

        assertThat(executions.isHelms(FILE, "a:")).isTrue();
        assertThat(executions.of(FILE, Map.of("a", 1)).isRefused()).isFalse();
        assertThat(executions.note()).isEmpty();

        assertThat(executions.of(FILE, Map.of("b", 1)).isRefused()).isTrue();
        assertThat(executions.of(FILE, Map.of("b", 2)).isRefused()).isTrue();
        assertThat(executions.note())
                .hasValue(
                        "findings about fields that are not set may lack the values key to set: 2 executions of the templates"
                                + " ended early, the first by: defect of the executor, IllegalStateException; report it with the chart");
    }

    /** A value that is tried may make a chart loop, or may be refused by it: neither is anything to say. */
    @Test
    void aValueThatMakesAChartLoopIsOrdinary() throws Exception {
        Executions executions =
                executions("a: {{ until (int .Values.a) | len }}{{ if .Values.b }}{{ fail \"no b\" }}{{ end }}");

        assertThat(executions.isHelms(FILE, "a: 0")).isTrue();
        assertThat(executions.of(FILE, Map.of("a", 2_000_000_000)).isRefused()).isTrue();
        assertThat(executions.of(FILE, Map.of("b", 1)).isRefused()).isTrue();

        assertThat(executions.note()).isEmpty();
    }

    /** Then no value is tried at all. */
    @Test
    void aLimitThatTheReleaseReachesItselfIsSaid() throws Exception {
        Executions executions = executions("a: {{ until 2000000000 | len }}");

        assertThat(executions.isHelms(FILE, "a: 2000000000")).isFalse();

        assertThat(executions.note().orElseThrow())
                .contains("1 execution of the templates ended early, the first by: gave up ")
                .doesNotContain("report it");
    }

    @Test
    void aDefectInTheReleaseItselfIsSaid() throws Exception {
        Executions executions = executions("a: {{ .Capabilities.APIVersions }}");

        assertThat(executions.isHelms(FILE, "a: [v1]")).isFalse();

        assertThat(executions.note().orElseThrow()).contains("1 execution", "IllegalStateException");
    }

    @Test
    void entriesThatAreNotTriedAreSaid() throws Exception {
        Executions executions = executions("a: 1");
        var effort = new Effort(executions);

        for (int i = 0; i < 300; i++) {
            assertThat(effort.takesEntry()).isTrue();
        }
        assertThat(executions.note()).isEmpty();

        assertThat(effort.takesEntry()).isFalse();
        assertThat(executions.note())
                .hasValue(
                        "findings about fields that are not set may lack the values key to set: mappings have more than"
                                + " 300 entries that may be meant");
    }

    /** What is counted is the work: a large chart may take as long for ten executions as a small one for ten thousand. */
    @Test
    void executionsThatAreNotMadeAreSaid() throws Exception {
        Executions executions = executions("a: {{ range until (int .Values.n) }}{{ end }}");
        assertThat(executions.isHelms(FILE, "a:")).isTrue();
        var effort = new Effort(executions);

        for (int i = 0; i < 1_000; i++) {
            executions.of(FILE, Map.of("n", 1));
        }
        assertThat(effort.isSpent()).isFalse();
        assertThat(executions.note()).isEmpty();

        for (int i = 0; i < 20; i++) {
            executions.of(FILE, Map.of("n", 1_000_000));
        }
        assertThat(effort.isSpent()).isTrue();
        assertThat(executions.note().orElseThrow())
                .endsWith("values were left to try after 10000000 steps of the templates");
    }

    /** To read a long text is one node. */
    @Test
    void longTextsAreWork() throws Exception {
        Executions executions = executions("a: {{ repeat (int .Values.n) \"abcdefgh\" | b64enc | len }}");
        assertThat(executions.isHelms(FILE, "a: 0")).isTrue();

        long before = executions.steps();
        executions.of(FILE, Map.of("n", 1));
        long small = executions.steps() - before;
        executions.of(FILE, Map.of("n", 1_000_000));

        assertThat(executions.steps() - before).isGreaterThan(100 * small);
    }

    /** A file is made of what another one changes: a third one, which may be large, is not executed with each value. */
    @Test
    void onlyTheTemplatesThatChangeValuesAreExecutedBesideAFile() throws Exception {
        Executions executions = new Executions(
                release(
                        "a: {{ .Values.made }}",
                        "{{ if .Values.b }}{{ fail \"no b\" }}{{ end }}",
                        "{{ $_ := set .Values \"made\" (default \"none\" .Values.c) }}"),
                new KnownClaims());

        assertThat(executions.isHelms(FILE, "a: none")).isTrue();
        assertThat(executions.isAlone(FILE)).isFalse();

        assertThat(executions.of(FILE, Map.of("b", 1, "c", "red")).text(FILE)).hasToString("a: red");
        assertThat(executions.all(Map.of("b", 1)).isRefused()).isTrue();
    }

    /** Helm has rendered the chart: what the executor cannot do costs lines, and not the release. */
    @Test
    void aDefectInOneTemplateLeavesTheOthersTheirLines() throws Exception {
        ExecutedRelease release = release("a: {{ .Capabilities.APIVersions }}", "b: 1");

        assertThat(release.texts(Set.of(FILE, "shop/templates/b.yaml"))).containsOnlyKeys("shop/templates/b.yaml");
    }
}
