package io.github.akspolicy.helm;

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

/** Values are tried that templates ask for around an absent field, wherever these were read: none that supplies it is passed over. */
class AbsentFieldSurroundingsTest {
    private static final String POD = "spec.securityContext.runAsNonRoot";

    private static final String HEAD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.title }}\n";
    private static final String WITH_X =
            "  {{- with $x }}\n  securityContext: {{- toYaml . | nindent 4 }}\n  {{- end }}\n";
    private static final String CONTAINERS = "  containers: [{name: web, image: {{ .Values.image }}}]\n";

    @TempDir
    Path workspace;

    /** What writes the field, with {@code hard.on} or {@code hard} as the value. */
    private static final Map<String, String> TEMPLATES = Map.ofEntries(
            Map.entry("ordinary", HEAD + "spec:\n" + WITH_X.replace("$x", ".Values.hard") + CONTAINERS),
            Map.entry("behind the last entry", HEAD + "spec:\n" + CONTAINERS + WITH_X.replace("$x", ".Values.hard")),
            Map.entry(
                    "behind a comment",
                    HEAD + "spec:\n" + CONTAINERS + WITH_X.replace("$x", ".Values.hard") + "  # the end\n"),
            Map.entry(
                    "behind the last entry of a document that is not the last",
                    HEAD + "spec:\n  hostname: a\n" + CONTAINERS + WITH_X.replace("$x", ".Values.hard")
                            + "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n"),
            Map.entry("a variable", "{{- $x := .Values.hard }}\n" + HEAD + "spec:\n" + WITH_X + CONTAINERS),
            Map.entry(
                    "a variable that is set later",
                    "{{- $x := dict }}\n{{- if .Values.title }}{{ $x = .Values.hard }}{{ end }}\n" + HEAD + "spec:\n"
                            + WITH_X + CONTAINERS),
            Map.entry("an argument of what writes all", "{{- include \"all\" (dict \"x\" .Values.hard \"root\" .) }}"),
            Map.entry(
                    "a condition around the whole resource",
                    "{{- if .Values.hard.on }}\n" + HEAD + "spec:\n  securityContext: {runAsNonRoot: true}\n"
                            + CONTAINERS + "{{- else }}\n" + HEAD + "spec:\n" + CONTAINERS + "{{- end }}\n"),
            Map.entry(
                    "one action for the whole mapping",
                    HEAD
                            + "spec: {{- mergeOverwrite (dict \"containers\" (list (dict \"name\" \"web\" \"image\" \"a\")))"
                            + " .Values.hard | toYaml | nindent 2 }}\n"),
            Map.entry(
                    "in one line",
                    HEAD
                            + "spec: {containers: [{name: web, image: a}]{{ with .Values.hard }}, securityContext: {{ toJson . }}{{ end }}}\n"),
            Map.entry(
                    "a loop around the entries",
                    HEAD + "spec:\n{{- range $name := list \"containers\" \"hostname\" }}\n"
                            + "{{- if eq $name \"hostname\" }}\n  hostname: a\n{{- else }}\n"
                            + "  containers: [{name: web, image: a}]\n"
                            + "{{- with $.Values.hard }}\n  securityContext: {{- toYaml . | nindent 4 }}\n{{- end }}\n"
                            + "{{- end }}\n{{- end }}\n"),
            Map.entry("an empty mapping in sorted text", "{{- include \"sorted\" . | fromYaml | toYaml }}\n"),
            Map.entry(
                    "what another template changes",
                    HEAD + "spec:\n" + WITH_X.replace("$x", ".Values.given") + CONTAINERS));

    private static final Map<String, String> PARTIALS = Map.of(
            "all",
            HEAD.replace(".Values", ".root.Values") + "spec:\n{{- include \"spec\" . }}\n",
            "sorted",
            HEAD + "spec:\n  securityContext: {{- toYaml .Values.hard | nindent 4 }}\n" + CONTAINERS
                    + "  volumes: [{name: web}]\n",
            "spec",
            "\n" + WITH_X.replace("$x", ".x") + CONTAINERS.replace(".Values", ".root.Values"));

    @ParameterizedTest
    @CsvSource({
        "ordinary, hard.runAsNonRoot",
        "behind the last entry, hard.runAsNonRoot",
        "behind a comment, hard.runAsNonRoot",
        "behind the last entry of a document that is not the last, hard.runAsNonRoot",
        "a variable, hard.runAsNonRoot",
        "a variable that is set later, hard.runAsNonRoot",
        "an argument of what writes all, hard.runAsNonRoot",
        "a condition around the whole resource, hard.on",
        "one action for the whole mapping, hard.securityContext.runAsNonRoot",
        "in one line, hard.runAsNonRoot",
        "a loop around the entries, hard.runAsNonRoot",
        "an empty mapping in sorted text, hard.runAsNonRoot",
        "what another template changes, hard.runAsNonRoot",
    })
    void aValueIsFoundWhereverItIsReadFor(String template, String key) {
        String values = template.startsWith("a condition") ? "{on: false}" : "{}";
        TestChart chart = chart(template).file("values.yaml", "title: web\nimage: a\nhard: " + values + "\n");
        if (template.startsWith("what another")) {
            chart.file("values.yaml", "title: web\nimage: a\nhard: {fsGroup: 1}\n");
            chart.file("templates/a/b/first.yaml", "{{- $_ := set .Values \"given\" .Values.hard }}\n");
        }

        assertThat(AbsentFieldsTest.decided(chart, POD).key()).isEqualTo(key);
    }

    /** Each has a value of its own: what was found for the first does not hold for the second. */
    @Test
    void anotherReleaseWithAnotherValueAroundTheFieldHasItsOwnAnswer() throws SourceException {
        String template = HEAD + "spec:\n  {{- if eq .Values.mode \"old\" }}\n"
                + WITH_X.replace("$x", ".Values.hard") + "  {{- else }}\n" + WITH_X.replace("$x", ".Values.harder")
                + "  {{- end }}\n" + CONTAINERS;
        TestChart chart = new TestChart(workspace)
                .file("templates/pod.yaml", template)
                .file("values.yaml", "title: web\nimage: a\nmode: old\nhard: {}\nharder: {}\n");
        var renderer = new HelmChartRenderer();

        assertThat(key(renderer, chart)).isEqualTo("hard.runAsNonRoot");
        assertThat(key(renderer, chart)).isEqualTo("hard.runAsNonRoot");

        chart.values("prod.yaml", "mode: new\n");
        assertThat(key(renderer, chart)).isEqualTo("harder.runAsNonRoot");
    }

    /** The values around the field are the same; which of them counts is a matter of the release. */
    @Test
    void anotherReleaseThatChoosesAnotherValueHasItsOwnAnswer() throws SourceException {
        String template = "{{- $x := ternary .Values.hard .Values.harder"
                + " (semverCompare \">=1.34-0\" .Capabilities.KubeVersion.Version) }}\n" + HEAD + "spec:\n" + WITH_X
                + CONTAINERS;
        TestChart chart = new TestChart(workspace)
                .file("templates/pod.yaml", template)
                .file("values.yaml", "title: web\nimage: a\nhard: {}\nharder: {}\n");
        var renderer = new HelmChartRenderer();

        assertThat(key(renderer, chart.kubeVersion("v1.35.0"))).isEqualTo("hard.runAsNonRoot");
        assertThat(key(renderer, chart.kubeVersion("v1.33.0"))).isEqualTo("harder.runAsNonRoot");
        assertThat(key(renderer, chart.kubeVersion("v1.35.0"))).isEqualTo("hard.runAsNonRoot");
    }

    /** The key for a release whose chart was rendered before. */
    private static String key(HelmChartRenderer renderer, TestChart chart) throws SourceException {
        Map<AbsentField, DecidingValue> decided =
                AbsentFieldsTest.decided(renderer.render(chart.request()), "shop/templates/pod.yaml", List.of(POD));
        assertThat(decided).hasSize(1);
        return decided.values().iterator().next().key();
    }

    /** What is called otherwise is given with others: one that the chart refuses, and many that change nothing of the field. */
    @Test
    void aValueIsFoundAmongOthersThatAreGivenWithIt() {
        var template = new StringBuilder(HEAD + "spec:\n  {{- if .Values.legacy }}{{ fail \"gone\" }}{{ end }}\n");
        var values = new StringBuilder("title: web\nimage: a\nlegacy: \"\"\nmore: {}\n");
        for (int i = 0; i < 20; i++) {
            template.append("  {{- with .Values.x" + i + " }}\n  x" + i + ": {{ toJson . }}\n  {{- end }}\n");
            values.append("x" + i + ": {}\n");
        }
        template.append("  {{- with .Values.more }}\n  {{- toYaml . | nindent 2 }}\n  {{- end }}\n" + CONTAINERS);
        TestChart chart = new TestChart(workspace)
                .file("templates/pod.yaml", template.toString())
                .file("values.yaml", values.toString());

        assertThat(AbsentFieldsTest.decided(chart, POD).key()).isEqualTo("more.securityContext.runAsNonRoot");
    }

    /** One of the others takes the object away, or makes text that is read again unreadable, which is no error in Helm. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{- if not .Values.gone }}\n{{ include \"pod\" . }}\n{{- end }}\n",
                "{{- include \"pod\" . | fromYaml | toYaml }}\n{{ with .Values.gone }}# {{ . }}{{ end }}\n",
                "{{- printf \"%s%s\" (include \"pod\" .) (ternary \"  : [\" \"\" (not (empty .Values.gone))) | fromYaml | toYaml }}\n",
            })
    void aValueIsFoundAmongOthersThatTakeTheObjectAway(String template) {
        TestChart chart = new TestChart(workspace)
                .file("templates/pod.yaml", template)
                .file(
                        "templates/_pod.tpl",
                        "{{ define \"pod\" }}" + HEAD
                                + "spec:\n  securityContext: {{- toYaml .Values.hard | nindent 4 }}\n" + CONTAINERS
                                + "{{ end }}")
                .file("values.yaml", "title: web\nimage: a\ngone: \"\"\nhard: {}\n");

        assertThat(AbsentFieldsTest.decided(chart, POD).key()).isEqualTo("hard.runAsNonRoot");
    }

    @Test
    void aValueIsFoundBesideOneThatRenamesTheContainer() {
        TestChart chart = new TestChart(workspace)
                .file(
                        "templates/pod.yaml",
                        "{{- $name := .Values.called | default \"web\" }}\n" + HEAD
                                + "spec:\n  containers:\n    - name: {{ $name }}\n      image: a\n"
                                + "      securityContext: {{- toYaml .Values.hard | nindent 8 }}\n")
                .file("values.yaml", "title: web\ncalled: \"\"\nhard: {}\n");

        assertThat(AbsentFieldsTest.decided(chart, "spec.containers[0].securityContext.privileged")
                        .key())
                .isEqualTo("hard.privileged");
    }

    private TestChart chart(String template) {
        TestChart chart = new TestChart(workspace).file("templates/pod.yaml", TEMPLATES.get(template));
        PARTIALS.forEach((name, text) ->
                chart.file("templates/_" + name + ".tpl", "{{- define \"" + name + "\" -}}\n" + text + "{{- end }}\n"));
        return chart;
    }
}
