package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SetValue;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chart's own failure leads to the line of the values that it speaks about. */
class RefusedValuesTest {
    private static final String DEFAULTS = "replicas: 1\npodAnnotations: {}\nweb:\n  host: \"\"\n  mode: a\n";
    private static final String OWN = "replicas: 2\npodAnnotations:\n  a: b\nweb:\n  mode: old\n";

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder).file("values.yaml", DEFAULTS).values("prod.yaml", OWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ if .Values.podAnnotations }}\n{{ fail \"podAnnotations is deprecated, use global\" }}\n{{ end }}",
                "{{- if hasKey .Values \"podAnnotations\" }}{{ fail \"this setting is deprecated\" }}{{ end }}",
                "{{- if get .Values \"podAnnotations\" }}{{ fail (printf \"no longer %s\" \"supported here\") }}{{ end }}",
                "{{- with .Values.podAnnotations }}{{ \"annotations moved to global\" | fail }}{{ end }}",
                "{{ $old := .Values.podAnnotations }}{{ if and true $old }}{{ fail \"annotations moved\" }}{{ end }}",
                "{{- if not (empty $.Values.podAnnotations) }}{{ fail \"annotations moved\" }}{{ end }}",
                "{{- if eq .Release.Name \"x\" }}{{ else if .Values.podAnnotations }}{{ fail \"they moved away\" }}{{ end }}"
            })
    void theKeyOfTheConditionIsNamed(String template) {
        chart.file("templates/deprecations.yaml", template);

        Problem problem = chart.problem();

        assertThat(problem.at()).hasToString("prod.yaml:2:1");
        assertThat(problem.message())
                .startsWith("podAnnotations: the chart refuses its values: ")
                .endsWith("(chart/templates/deprecations.yaml:" + (template.contains("}}\n{{ fail") ? 2 : 1) + ")");
    }

    @Test
    void ofSeveralKeysTheMessageNamesOne() {
        chart.file(
                "templates/a.yaml",
                "{{ if and .Values.replicas (eq .Values.web.mode \"old\") }}{{ fail \"web.mode: old is gone\" }}{{ end }}");

        assertThat(chart.problem().at()).hasToString("prod.yaml:5:3");
    }

    @Test
    void aHelperThatGivesUpLeadsToItsCondition() {
        chart.file(
                        "templates/_h.tpl",
                        "{{ define \"check\" }}{{ if .Values.podAnnotations }}{{ fail \"moved away\" }}{{ end }}{{ end }}")
                .file("templates/a.yaml", "{{ include \"check\" . }}");

        assertThat(chart.problem().toString())
                .startsWith("prod.yaml:2:1: podAnnotations: ")
                .endsWith("(chart/templates/a.yaml:1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ if .context.Values.podAnnotations }}{{ fail \"moved away\" }}{{ end }}",
                "{{ if include \"old\" .context }}{{ fail \"moved away\" }}{{ end }}",
                "{{ $all := .context.Values }}{{ range list 1 }}{{ with $all }}"
                        + "{{ if .podAnnotations | default false }}{{ fail \"moved away\" }}{{ end }}{{ end }}{{ end }}"
            })
    void aHelperMayHaveItsValuesByAnyWay(String body) {
        chart.file(
                        "templates/_h.tpl",
                        "{{ define \"old\" }}{{ .Values.podAnnotations }}{{ end }}{{ define \"check\" }}" + body
                                + "{{ end }}")
                .file("templates/a.yaml", "{{ include \"check\" (dict \"context\" $) }}");

        assertThat(chart.problem().toString()).startsWith("prod.yaml:2:1: podAnnotations: ");
    }

    @Test
    void aKeyThatIsMissedIsAskedForWhereItsMappingStands() {
        chart.file("templates/a.yaml", "x: {{ required \"web.name must be set\" .Values.web.name }}\n");

        assertThat(chart.problem().toString()).startsWith("prod.yaml:4:1: web.name: ");
    }

    @Test
    void valuesOfASubchartAreThoseOfTheUser() {
        chart.file("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n")
                .file("charts/sub/templates/a.yaml", "{{ if .Values.old }}{{ fail \"old is gone\" }}{{ end }}")
                .values("sub.yaml", "sub:\n  old: true\n");

        assertThat(chart.problem().toString()).startsWith("sub.yaml:2:3: sub.old: ");
    }

    /** Words alone prove nothing: another fail, or no key at all, stays at its template. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ fail \"podAnnotations is a nice word\" }}",
                "{{ if .Capabilities.KubeVersion }}{{ fail \"the cluster is too old\" }}{{ end }}",
                "{{ if .Values.podAnnotations }}{{ else }}{{ end }}{{ fail \"nothing to do with it\" }}",
                "{{ .Values.a.b }}"
            })
    void withoutAKeyTheTemplateIsNamed(String template) {
        chart.file("templates/a.yaml", template);

        assertThat(chart.problem().toString()).startsWith("chart/templates/a.yaml:1:");
    }

    /** Charts collect their reasons and give up once: what wrote the words decides. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ $all := list }}{{ $all = append $all (include \"a\" .) }}{{ $all = append $all (include \"b\" .) }}"
                        + "{{ $said := without $all \"\" | join \"\\n\" }}{{ if $said }}{{ printf \"\\nINVALID:\\n%s\" $said | fail }}{{ end }}",
                "{{ $bad := false }}{{ if .Values.podAnnotations }}{{ $bad = true }}{{ end }}"
                        + "{{ if eq .Values.web.mode \"new\" }}{{ $bad = true }}{{ end }}"
                        + "{{ if and $bad true }}{{ fail \"something is wrong\" }}{{ end }}",
                "{{ $said := \"\" }}{{ if .Values.podAnnotations }}{{ $said = \"annotations moved\" }}{{ end }}"
                        + "{{ with $said }}{{ fail . }}{{ end }}"
            })
    void wordsThatWereWrittenElsewhere(String template) {
        chart.file(
                        "templates/_h.tpl",
                        "{{ define \"a\" }}{{ if eq .Values.web.mode \"new\" }}not with this{{ end }}{{ end }}"
                                + "{{ define \"b\" }}{{ if .Values.podAnnotations }}annotations moved{{ end }}{{ end }}")
                .file("templates/a.yaml", template);

        assertThat(chart.problem().toString()).startsWith("prod.yaml:2:1: podAnnotations: ");
    }

    @Test
    void theSameWordsAtAnotherPlaceAreNotTheCause() {
        chart.file(
                "templates/a.yaml",
                "{{ if eq .Values.web.mode \"new\" }}{{ fail \"mode moved away\" }}{{ end }}\n"
                        + "{{ if .Values.podAnnotations }}{{ fail \"mode moved away\" }}{{ end }}");

        assertThat(chart.problem().toString()).startsWith("prod.yaml:2:1: podAnnotations: ");
    }

    @Test
    void theItemOfAListThatIsRefused() {
        chart.file(
                        "templates/a.yaml",
                        "{{ range .Values.hosts }}{{ if .old }}{{ fail \"old hosts are gone\" }}{{ end }}{{ end }}")
                .values("hosts.yaml", "hosts:\n  - {name: a}\n  - name: b\n    old: true\n  - {name: c}\n");

        assertThat(chart.problem().toString()).startsWith("hosts.yaml:4:5: hosts.1.old: ");
    }

    @Test
    void aConditionAroundTheCallOfAHelperThatAsksNothing() {
        chart.file("templates/_h.tpl", "{{ define \"no\" }}{{ fail \"not here\" }}{{ end }}")
                .file("templates/a.yaml", "{{ if .Values.podAnnotations }}{{ include \"no\" . }}{{ end }}");

        assertThat(chart.problem().toString()).startsWith("prod.yaml:2:1: podAnnotations: ");
    }

    @Test
    void globalsOfASubchart() {
        chart.file("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n")
                .file("charts/sub/templates/a.yaml", "{{ if .Values.global.old }}{{ fail \"old is gone\" }}{{ end }}")
                .values("global.yaml", "global:\n  old: true\n");

        assertThat(chart.problem().toString()).startsWith("global.yaml:2:3: global.old: ");
    }

    @Test
    void valuesOfTheCommandLine() {
        chart.file("templates/a.yaml", "{{ if .Values.debug }}{{ fail \"no debugging\" }}{{ end }}")
                .set(SetValue.Type.SET, "debug", "true");

        assertThat(chart.problem().toString()).startsWith("aks-policy.yaml:7:9: debug: ");
    }
}
