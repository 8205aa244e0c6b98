package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.akspolicy.helm.engine.HelmEngines;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Helm cannot say any more where it was; the executor gives up there, too. */
    @Test
    void whatNeedsTooMuchMemory() {
        chart.file(
                        "templates/_h.tpl",
                        "{{ define \"h\" }}\n{{ $x := \"aaaaaaaa\" }}{{ range until 40 }}{{ $x = print $x $x }}{{ end }}"
                                + "kind: {{ len $x }}\n{{ end }}")
                .file("templates/a.yaml", "kind: A\n")
                .file(
                        "templates/b.yaml",
                        "{{/* }} */}}\n{{ if .Values.x }}\n{{ .Values.y }}\n{{ else }}\nkind: {{ \"}}\" | quote }}\n{{ end }}\n"
                                + "a: {{ include \"h\" . }}\nb: {{ .Values.z }}\n")
                .file("templates/c.yaml", "kind: C\n")
                .file("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n")
                .file("charts/sub/templates/d.yaml", "kind: D\n");
        System.setProperty(HelmEngines.MEMORY, "300");
        try {
            Problem problem = fails();

            failsAt(problem, "templates/b.yaml", "include");
            assertThat(problem.message()).contains("the render needed more than 300 MiB");
        } finally {
            System.clearProperty(HelmEngines.MEMORY);
        }
    }

    @Test
    void aValueThatContainsItself() {
        chart.file(T, "kind: A\n{{ $_ := set .Values \"a\" .Values }}\nx: {{ .Values | toString }}\n");

        failsAt(fails(), T, ".Values | toString");
    }

    /** Too little time for what is no fault of the chart: no line is the cause. */
    @Test
    void aMachineThatIsTooSlow() throws Exception {
        chart.file(T, "kind: A\n");
        Path binary = Files.writeString(folder.resolve("helm"), "#!/bin/sh\nexec sleep 100\n");
        assertThat(binary.toFile().setExecutable(true)).isTrue();
        System.setProperty(HelmEngines.TIMEOUT, "1");
        try {
            var renderer = new HelmChartRenderer(HelmEngines.binary(binary));
            SourceException failed =
                    catchThrowableOfType(SourceException.class, () -> renderer.render(chart.request()));

            assertThat(failed.problems().get(0).at()).hasToString("chart:1:1");
        } finally {
            System.clearProperty(HelmEngines.TIMEOUT);
        }
    }

    @Test
    void aMissingKeyOfAMappingThatIsSet() {
        chart.file("values.yaml", "web:\n  mode: a\n")
                .file(T, "kind: A\nx: {{ .Values.web.probe.path }}\n")
                .values("prod.yaml", "replicas: 1\nweb:\n  mode: b\n");

        assertThat(fails().toString())
                .startsWith("prod.yaml:2:1: web.probe: no value is set, and the template needs one: ")
                .endsWith("nil pointer evaluating interface {}.path (chart/templates/a.yaml:2)");
    }

    @Test
    void aMissingKeyThatNoFileHasAnyPlaceFor() {
        chart.file(T, "kind: A\nx: {{ .Values.web.probe.path }}\n");

        assertThat(fails().toString())
                .startsWith("chart/templates/a.yaml:2:")
                .contains(": web: no value is set, and the template needs one: ")
                .endsWith("nil pointer evaluating interface {}.probe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ .Values.web.mode.name }}",
                "{{ range .Values.web.mode }}{{ end }}",
                "{{ template \"h\" (dict \"mode\" .Values.web.mode) }}{{ define \"h\" }}{{ .mode.name }}{{ end }}",
                "{{ with .Values.web }}{{ .mode.name }}{{ end }}",
                "{{ tpl .Values.web.mode . }}"
            })
    void aValueThatATemplateCannotUse(String template) {
        chart.file("values.yaml", "web:\n  mode: a\n").file(T, template).values("prod.yaml", "web:\n\n  mode: 'c{{'\n");

        assertThat(fails().toString()).startsWith("prod.yaml:3:3: web.mode: the template cannot use this value: ");
    }

    /** What no layer sets is no value of the user, and what a condition around it asks for does not miss it. */
    @Test
    void whatATemplateMakesItself() {
        chart.file("values.yaml", "web: {mode: a}\n")
                .file(T, "{{ if .Values.web.mode }}{{ $x := dict }}{{ $x.a.b }}{{ end }}");

        assertThat(fails().toString()).startsWith("chart/templates/a.yaml:1:");
    }

    /** An execution that ends elsewhere than Helm knows nothing of its values. */
    @Test
    void whatIsRandomForHelmAlone() {
        chart.file("values.yaml", "web: {mode: a}\n")
                .file(T, "{{ .Values.web.mode | replace \"a\" (randAlphaNum 9) | fail }}");

        assertThat(fails().toString()).startsWith("chart/templates/a.yaml:1:");
    }
}
