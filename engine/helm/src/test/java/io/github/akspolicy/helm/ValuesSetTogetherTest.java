package io.github.akspolicy.helm;

import static io.github.akspolicy.helm.AbsentFieldsTest.decide;
import static io.github.akspolicy.helm.AbsentFieldsTest.decided;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.AbsentField;
import io.github.akspolicy.source.DecidingValue;
import io.github.akspolicy.source.SourceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields that take several values: all of them are named, and none that makes no difference. */
class ValuesSetTogetherTest {
    private static final String POD = "spec.securityContext.runAsNonRoot";
    private static final String BLOCK = "securityContext: {{- toYaml .Values.hard | nindent 4 }}";
    private static final String FIXED = "securityContext: {runAsNonRoot: true}";

    @TempDir
    Path workspace;

    private TestChart pod(String values, String spec) {
        return new TestChart(workspace)
                .file("values.yaml", values)
                .file(
                        "templates/pod.yaml",
                        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n" + spec.indent(2)
                                + "  containers: [{name: web, image: a}]\n");
    }

    private static List<String> alsoSet(DecidingValue value) {
        return value.alsoSet().stream().map(Object::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "use: falseNLhard: {} ; {{- if .Values.use }}NL" + BLOCK
                        + "NL{{- end }} ; hard.runAsNonRoot ; use: true",
                "use: trueNLhard: {} ; {{- if not .Values.use }}NL" + BLOCK
                        + "NL{{- end }} ; hard.runAsNonRoot ; use: false",
                "use: falseNLhard: {} ; {{- if and .Values.use .Values.hard }}NL" + BLOCK
                        + "NL{{- end }} ; hard.runAsNonRoot ; use: true",
                "use: ''NLhard: {} ; {{- with .Values.hard }}{{- if $.Values.use }}NLsecurityContext: {{- toYaml . | nindent 4"
                        + " }}NL{{- end }}{{- end }} ; hard.runAsNonRoot ; use",
                "a: falseNLb: false ; {{- if and .Values.a .Values.b }}NL" + FIXED + "NL{{- end }} ; b ; a: true",
                "a: falseNLb: false ; {{- if .Values.a }}{{- if .Values.b }}NL" + FIXED
                        + "NL{{- end }}{{- end }} ; b ; a: true",
                "a: falseNLb: 0 ; {{- $a := .Values.a }}{{- $b := .Values.b }}{{- if $a }}{{- if $b }}NL" + FIXED
                        + "NL{{- end }}{{- end }} ; b ; a: true",
                "a: 0NLb: false ; {{- if eq (int .Values.a) 3 }}{{- if .Values.b }}NL" + FIXED
                        + "NL{{- end }}{{- end }} ; b ; a: 3",
                "a: ''NLb: false ; {{- if eq .Values.a \"strict\" }}{{- if .Values.b }}NL" + FIXED
                        + "NL{{- end }}{{- end }} ; b ; a",
                "{} ; {{- if .Values.a }}{{- if .Values.b }}NL" + FIXED + "NL{{- end }}{{- end }} ; b ; a: true",
                "a: falseNLhard: {} ; {{- ternary (dict \"securityContext\" .Values.hard) (dict \"hostname\" \"a\") .Values.a | toYaml | nindent 2"
                        + " }} ; hard.runAsNonRoot ; a: true",
                "a: false ; {{- if .Values.a }}{{- $b := required \"b is needed\" .Values.b }}NL" + FIXED
                        + "NL{{- end }} ; b ; a: true",
                "hard:NL  use: falseNL  given: {} ; {{- if .Values.hard.use }}NLsecurityContext: {{- toYaml .Values.hard.given |"
                        + " nindent 4 }}NL{{- end }} ; hard.given.runAsNonRoot ; hard.use: true",
                "a: []NLb: [] ; {{- range .Values.a }}{{- range $.Values.b }}NLsecurityContext: {runAsNonRoot: {{ .name }}}"
                        + "NL{{- end }}{{- end }} ; b ; a",
            })
    void whatTwoValuesSupplyNamesBoth(String values, String spec, String key, String other) {
        TestChart chart = pod(values.replace("NL", "\n"), spec.replace("NL", "\n"));

        DecidingValue value = decided(chart, POD);

        assertThat(value.key()).isEqualTo(key);
        assertThat(alsoSet(value)).containsExactly(other);
        assertThat(value.related())
                .extracting(line -> line.path() + ":" + line.line())
                .hasSize(values.contains(other.replaceAll(".*\\.|:.*", "") + ":") ? 1 : 0);
    }

    /** Both are handed to a partial, so that the condition within the condition asks for nothing. */
    @Test
    void whatIsHandedOnIsFoundWhereItDecides() {
        TestChart chart = pod(
                        "{a: false, hard: {}}",
                        "{{- include \"spec\" (dict \"on\" .Values.a \"given\" .Values.hard) | nindent 2 }}")
                .file(
                        "templates/_spec.tpl",
                        "{{ define \"spec\" }}{{ if .on }}securityContext:\n    {{- toYaml .given | nindent 4 }}{{ end }}{{ end }}");

        DecidingValue value = decided(chart, POD);

        assertThat(value.key()).isEqualTo("hard.runAsNonRoot");
        assertThat(alsoSet(value)).containsExactly("a: true");
    }

    @Test
    void threeValuesAreAllNamed() {
        TestChart chart = pod(
                "{a: false, b: false, hard: {}}",
                "{{- if .Values.a }}{{- if .Values.b }}\n" + BLOCK + "\n{{- end }}{{- end }}");

        DecidingValue value = decided(chart, POD);

        assertThat(value.key()).isEqualTo("hard.runAsNonRoot");
        assertThat(alsoSet(value)).containsExactlyInAnyOrder("a: true", "b: true");
    }

    /** What is called otherwise is first tried with others: only what is needed is named. */
    @Test
    void amongManyThatMakeNoDifferenceOnlyTheNeededOneIsNamed() {
        var spec = new StringBuilder();
        var values = new StringBuilder("open: \"\"\nhard: {}\n");
        for (int i = 0; i < 20; i++) {
            spec.append("{{- with .Values.x" + i + " }}\nx" + i + ": {{ toJson . }}\n{{- end }}\n");
            values.append("x" + i + ": {}\n");
        }
        spec.append("{{- if .Values.open }}\n" + BLOCK + "\n{{- end }}");

        DecidingValue value = decided(pod(values.toString(), spec.toString()), POD);

        assertThat(value.key()).isEqualTo("hard.runAsNonRoot");
        assertThat(value.alsoSet()).extracting(DecidingValue.AlsoSet::key).containsExactly("open");
    }

    @Test
    void ofASubchartTheKeysAreThoseOfTheChartThatIsRendered() {
        TestChart chart = new TestChart(workspace)
                .file("values.yaml", "db:\n  use: false\n")
                .file("charts/db/Chart.yaml", "apiVersion: v2\nname: db\nversion: 1.0.0\n")
                .file("charts/db/values.yaml", "use: false\nhard: {}\n")
                .file(
                        "charts/db/templates/pod.yaml",
                        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  {{- if .Values.use }}\n  " + BLOCK
                                + "\n  {{- end }}\n  containers: [{name: web, image: a}]\n");

        DecidingValue value =
                decide(chart, "shop/charts/db/templates/pod.yaml", POD).get(POD);

        assertThat(value).isNotNull();
        assertThat(value.key()).isEqualTo("db.hard.runAsNonRoot");
        assertThat(alsoSet(value)).containsExactly("db.use: true");
    }

    /** One value suffices: the other one is not to be set for it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{- if .Values.a }}\n" + BLOCK
                        + "\n{{- end }}\n{{- with .Values.other }}\nsecurityContext: {{- toYaml . | nindent"
                        + " 4 }}\n{{- end }}",
                "{{- with .Values.other }}\nsecurityContext: {{- toYaml . | nindent 4 }}\n{{- end }}",
            })
    void ordinaryWhatOneValueSuppliesNamesNoOther(String spec) {
        DecidingValue value = decided(pod("{a: false, hard: {}, other: {}}", spec), POD);

        assertThat(value.key()).isEqualTo("other.runAsNonRoot");
        assertThat(value.alsoSet()).isEmpty();
        assertThat(value.related()).isEmpty();
    }

    /** A pair that exists, and a pair that contradicts itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{- if .Values.a }}{{- if not .Values.a }}\n" + FIXED + "\n{{- end }}{{- end }}",
                "{{- if .Values.a }}{{- with .Values.hard }}\nnodeSelector: {{- toYaml . | nindent 4 }}\n{{- end }}{{- end }}",
                "{{- if .Values.a }}{{- if .Values.b }}{{- fail \"not both\" }}\n" + FIXED + "\n{{- end }}{{- end }}",
            })
    void whatNothingSuppliesNamesNothing(String spec) {
        assertThat(decide(pod("{a: false, b: false, hard: {}}", spec), POD)).isEmpty();
    }

    /** The values around the field are the same in both, and the one within the condition is not. */
    @Test
    void anotherReleaseWithAnotherValueBehindTheConditionHasItsOwnAnswer() throws SourceException {
        TestChart chart = pod(
                "use: false\nmode: 0\n",
                "{{- if .Values.use }}\n{{- if .Values.mode }}\n" + FIXED + "\n{{- end }}\n{{- end }}");
        var renderer = new HelmChartRenderer();

        assertThat(only(renderer, chart).key()).isEqualTo("mode");

        chart.values("prod.yaml", "mode: 1\n");
        DecidingValue value = only(renderer, chart);
        assertThat(value.key()).isEqualTo("use");
        assertThat(value.alsoSet()).isEmpty();
    }

    private static DecidingValue only(HelmChartRenderer renderer, TestChart chart) throws SourceException {
        Map<AbsentField, DecidingValue> found =
                AbsentFieldsTest.decided(renderer.render(chart.request()), "shop/templates/pod.yaml", List.of(POD));
        assertThat(found).hasSize(1);
        return found.values().iterator().next();
    }
}
