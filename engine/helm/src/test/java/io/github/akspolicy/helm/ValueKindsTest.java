package io.github.akspolicy.helm;

import static io.github.akspolicy.helm.AbsentFieldsTest.decided;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.DecidingValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried for a value is of the kinds that the functions, conditions and loops of a chart take. */
class ValueKindsTest {
    private static final String POD = "spec.securityContext.runAsNonRoot";

    private static final String GROUPS = "spec.securityContext.supplementalGroups";

    private static final String HELPERS = """
            {{- define "fullname" -}}
            {{- $name := default .Chart.Name .Values.nameOverride }}
            {{- if contains $name .Release.Name }}{{ .Release.Name }}{{ else }}{{ printf "%s-%s" .Release.Name $name }}{{ end }}
            {{- end }}
            {{- define "account" -}}
            {{- .Values.account.name | default (include "fullname" .) }}
            {{- end }}
            {{- define "render" -}}
            {{- $value := typeIs "string" .value | ternary .value (.value | toYaml) }}
            {{- tpl $value .context }}
            {{- end }}
            {{- define "lines" -}}{{ . | trim | nindent 4 }}{{- end }}
            """;

    @TempDir
    Path workspace;

    private TestChart pod(String values, String podSpec) {
        return new TestChart(workspace)
                .file("values.yaml", values)
                .file("templates/_helpers.tpl", HELPERS)
                .file(
                        "templates/pod.yaml",
                        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n" + podSpec
                                + "\n  containers: [{name: web, image: a}]\n");
    }

    private static int trials(ChartRenderer.Rendered rendered) {
        return rendered.renders().get().getOrDefault("trial", 0);
    }

    private static Map<String, Integer> trialsAndFound(TestChart chart, String... fields) throws Exception {
        ChartRenderer.Rendered rendered = new HelmChartRenderer().render(chart.request());
        int found =
                decided(rendered, "shop/templates/pod.yaml", List.of(fields)).size();
        return Map.of("trials", trials(rendered), "found", found);
    }

    /** The name is a null that only texts can take the place of, in a helper of a helper around the field. */
    @Test
    void aNameThatIsCutGetsNoMapping() throws Exception {
        String podSpec = "  serviceAccountName: {{ include \"account\" . }}\n"
                + "  securityContext: {{- toYaml .Values.podSecurityContext | nindent 4 }}";
        Map<String, Integer> ordinary = trialsAndFound(
                pod("podSecurityContext: {}\nnameOverride: a\naccount: {name: b}\n", podSpec), POD, "spec.priority");

        assertThat(ordinary).isEqualTo(Map.of("trials", 1, "found", 1));
        assertThat(trialsAndFound(
                        pod("podSecurityContext: {}\nnameOverride:\naccount: {name: }\n", podSpec),
                        POD,
                        "spec.priority"))
                .as("with texts")
                .isEqualTo(Map.of("trials", 1, "found", 1));
    }

    /** What reaches the function is the text that another one makes of the mapping, or only one of several kinds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{- tpl (toYaml .Values.a) $ | trim | nindent 4 }}",
                "{{- $text := toYaml .Values.a }}{{ $text | trim | nindent 4 }}",
                "{{- $text := .Values.a }}{{ $text = toYaml $text }}{{ $text | trim | nindent 4 }}",
                "{{- include \"lines\" (toYaml .Values.a) }}",
                "{{- include \"render\" (dict \"value\" .Values.a \"context\" $) | nindent 4 }}",
                "{{- if kindIs \"string\" .Values.a }}{{ tpl .Values.a $ | nindent 4 }}{{ else }}{{ toYaml .Values.a | nindent 4 }}{{ end }}",
                "{{- if eq .Values.mode \"text\" }}{{ tpl .Values.a $ | nindent 4 }}{{ else }}{{ toYaml .Values.a | nindent 4 }}{{ end }}",
                "{{- range $k, $v := .Values.a }}\n    {{ $k | trim }}: {{ $v }}{{ end }}",
            })
    void aMappingIsTriedWhereATextIsMadeOfIt(String written) {
        DecidingValue value = decided(
                pod("mode: yaml\na:\n", "  {{- if .Values.a }}\n  securityContext: " + written + "\n  {{- end }}"),
                POD);

        assertThat(value.key()).startsWith("a.runAsNonRoot");
    }

    /** The condition that chooses a text is no text itself. */
    @Test
    void aSwitchBetweenTextsIsSwitched() {
        DecidingValue value = decided(
                pod(
                        "on:\n",
                        "  {{- if eq (ternary \"yes\" \"no\" (default false .Values.on) | trim) \"yes\" }}\n  securityContext: {runAsNonRoot: true}\n  {{- end }}"),
                POD);

        assertThat(value.key()).isEqualTo("on");
        assertThat(value.switchTo()).isEqualTo(true);
    }

    /** A text would be refused with all that is tried beside it. */
    @Test
    void aListThatIsGoneOverGetsNoText() throws Exception {
        String loop =
                "  {{- if .Values.groups }}\n  securityContext: {supplementalGroups: [{{ range .Values.groups }}{{ . }},{{ end }}]}\n  {{- end }}";

        assertThat(trialsAndFound(pod("groups:\n", loop), GROUPS)).isEqualTo(Map.of("trials", 1, "found", 1));
    }

    /** Of a list that is empty, the items are tried that loops can take: mappings with what is asked of them, texts or both. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ .id }}",
                "{{ trunc 3 . }}",
                "{{ . }}",
                "{{ if kindIs \"map\" . }}{{ .id }}{{ else }}{{ . }}{{ end }}",
            })
    void itemsOfAListAreOfTheKindThatALoopTakes(String item) throws Exception {
        String loop = "  {{- if .Values.groups }}\n  securityContext: {supplementalGroups: [{{ range .Values.groups }}"
                + item + ",{{ end }}]}\n  {{- end }}";

        assertThat(trialsAndFound(pod("groups: []\n", loop), GROUPS)).isEqualTo(Map.of("trials", 1, "found", 1));
    }

    /** A path through a list is that of a field of its items, which no mapping in its place has. */
    @Test
    void aListThatIsThereBecomesNoMapping() throws Exception {
        String podSpec = "  {{- range .Values.groups }}\n  hostname: {{ include \"lines\" .name }}\n  {{- end }}\n"
                + "  securityContext: {{- toYaml .Values.podSecurityContext | nindent 4 }}";

        assertThat(trialsAndFound(pod("podSecurityContext: {}\ngroups: []\n", podSpec), POD, "spec.priority"))
                .isEqualTo(Map.of("trials", 1, "found", 1));
    }

    @Test
    void aValueThatIsComparedWithATextBecomesThatText() throws Exception {
        TestChart chart = pod(
                "mode:\n",
                "  {{- if .Values.mode }}{{ if eq .Values.mode \"strict\" }}\n  securityContext: {runAsNonRoot: true}\n  {{- end }}{{ end }}");

        assertThat(decided(chart, POD).switchTo()).isEqualTo("strict");
        assertThat(trialsAndFound(chart, POD)).isEqualTo(Map.of("trials", 1, "found", 1));
    }
}
