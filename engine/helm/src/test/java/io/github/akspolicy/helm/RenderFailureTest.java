package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.Problem;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chart that does not render is told with the user's own file and line, never with those of our copies. */
class RenderFailureTest {
    private static final String T = "templates/a.yaml";
    private static final String CANARY = "canary-7d21";

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder);
    }

    private Problem fails() {
        Problem problem = chart.problem();
        assertThat(problem.toString())
                .doesNotContain("@@")
                .doesNotContain("/aks-policy-" + ProcessHandle.current().pid())
                .doesNotContain("aksPolicyEnvelope")
                .doesNotContain("--debug")
                .doesNotContain(CANARY);
        return problem;
    }

    private static int line(String location) {
        return Integer.parseInt(location.split(":")[1]);
    }

    private void failsAt(Problem problem, String path, String text) {
        String where = chart.in(path, text);
        assertThat(problem.at()).as(problem.toString()).isNotNull();
        assertThat(problem.at().path()).isEqualTo("chart/" + path);
        assertThat(problem.at().line()).as(problem.toString()).isEqualTo(line(where));
    }

    @Test
    void anUnknownFunction() {
        chart.file(T, "kind: Thing\n\nx: {{ nonsense 1 }}\n");

        Problem problem = fails();

        failsAt(problem, T, "nonsense");
        assertThat(problem.message()).contains("function \"nonsense\" not defined");
    }

    @Test
    void brokenSyntax() {
        chart.file(T, "kind: Thing\n{{ if true }}\nx: 1\n");
        assertThat(fails().message()).contains("unexpected EOF");

        chart.file(T, "kind: Thing\nx: {{ \"unclosed }}\ny: 1\n");
        failsAt(fails(), T, "unclosed");

        chart.file(T, "kind: Thing\nx: 1\n{{ end }}\n");
        failsAt(fails(), T, "end");
    }

    @Test
    void whatFailsWhileRendering() {
        chart.file(T, "kind: Thing\nx: {{ .Values.a.b.c }}\n");
        Problem problem = fails();
        failsAt(problem, T, "a.b.c");
        assertThat(problem.message()).contains("nil pointer");

        chart.file(T, "kind: Thing\n{{- if true }}\n{{- fail \"no way\" }}\n{{- end }}\n");
        problem = fails();
        failsAt(problem, T, "fail");
        assertThat(problem.message()).contains("no way");

        chart.file(T, "kind: Thing\nx: 1\ny: {{ required \"y is needed\" .Values.y }}\n");
        problem = fails();
        failsAt(problem, T, "required");
        assertThat(problem.message()).contains("y is needed");
    }

    @Test
    void failureInAHelperNamesTheHelpersLine() {
        chart.file("templates/_h.tpl", "{{ define \"h\" }}\n\n{{ .Values.a.b }}\n{{ end }}\n")
                .file(T, "kind: Thing\nx: {{ include \"h\" . }}\n");

        failsAt(fails(), "templates/_h.tpl", ".Values.a.b");
    }

    @Test
    void aHelperThatGivesUpNamesWhoAskedAsHelmDoes() {
        chart.file("templates/_h.tpl", "{{ define \"h\" }}\n\n{{ fail \"deep\" }}\n{{ end }}\n")
                .file(T, "kind: Thing\nx: {{ include \"h\" . }}\n");

        Problem problem = fails();

        failsAt(problem, T, "include");
        assertThat(problem.message()).contains("deep");
    }

    @Test
    void failureInASubchart() {
        chart.file("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n")
                .file("charts/sub/templates/b.yaml", "kind: Sub\nx: {{ .Values.q.r }}\n");

        failsAt(fails(), "charts/sub/templates/b.yaml", "q.r");
    }

    @Test
    void helpersWithoutEnd() {
        chart.file("templates/_h.tpl", "{{ define \"h\" }}{{ include \"h\" . }}{{ end }}")
                .file(T, "kind: Thing\nx: {{ include \"h\" . }}\n");

        assertThat(fails().message()).contains("rendering template has a nested reference name: h");
    }

    @Test
    void anUnknownHelper() {
        chart.file(T, "kind: Thing\n\nx: {{ include \"no.such\" . }}\n");

        Problem problem = fails();

        failsAt(problem, T, "no.such");
        assertThat(problem.message()).contains("no.such");
    }

    @Test
    void brokenValues() {
        chart.file(T, "kind: Thing\n").values("bad.yaml", "a: 1\nb: [" + CANARY + "\n");
        Problem problem = fails();
        assertThat(String.valueOf(problem.at())).startsWith("bad.yaml:");
        assertThat(problem.message()).contains("values file");
    }

    @Test
    void brokenDefaults() {
        chart.file(T, "kind: Thing\n").file("values.yaml", "a: 1\nb: [" + CANARY + "\n");
        assertThat(fails().toString()).contains("values.yaml");
    }

    @Test
    void aMissingValuesFile() {
        chart.file(T, "kind: Thing\n").values("there.yaml", "a: 1\n");
        var request = chart.request();
        folder.resolve("there.yaml").toFile().delete();
        assertThat(request.valuesFiles()).hasSize(1);
        assertThat(chart.problem().toString()).startsWith("there.yaml:1:1").contains("there is no such values file");
    }

    @Test
    void anAliasBombInValues() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [" + (before + ", ").repeat(9) + before + "]\n");
        }
        chart.file(T, "kind: Thing\n").values("bomb.yaml", bomb.toString());

        assertThat(fails().toString()).contains("bomb.yaml");
    }

    @Test
    void tabsInValues() {
        chart.file(T, "kind: Thing\n").values("tabs.yaml", "a:\n\tb: 1\n");
        assertThat(fails().toString()).startsWith("tabs.yaml:2");
    }
}
