package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.KnownApis;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which charts write something else with the list of API versions of a cluster: those that see it, whichever way, and no
 * others. Helm is asked once for each.
 */
class ApiVersionsReachTest {
    private static final String HELPERS = """
            {{- define "shop.labels" }}
            app: {{ .Values.name | quote }}
            {{- end }}
            {{- define "shop.value" }}
            {{- $value := typeIs "string" .value | ternary .value (.value | toYaml) }}
            {{- if contains "{{" (toJson .value) }}
            {{- if .scope }}{{ tpl (cat "{{- with $.scope -}}" $value "{{- end }}") (merge (dict "scope" .scope) .context) }}
            {{- else }}{{ tpl $value .context }}{{ end }}
            {{- else }}{{ $value }}{{ end }}
            {{- end }}
            {{- define "shop.all" }}{{ range . }}{{ toJson . }}{{ end }}{{ end }}
            {{- define "shop.last" }}{{ toJson .last }}{{ end }}
            {{- define "shop.deep" }}{{ toJson .a.b.c.d.e }}{{ end }}
            """;

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder)
                .file("values.yaml", """
                        name: shop
                        securityContext: {capabilities: {drop: [ALL]}}
                        note: 'in {{ $.Release.Namespace }}'
                        json: '{"a": {}}'
                        """)
                .file("templates/_helpers.tpl", HELPERS)
                .apis(KnownApis.ofAks("v1.32.0", List.of()));
    }

    /** Whether a chart writes something else than with the list that Helm knows itself. */
    private boolean sees(String template) throws Exception {
        chart.file("templates/a.yaml", template);
        String ofCluster = text();
        chart.apis(KnownApis.ofHelm(List.of()));
        return !ofCluster.equals(text());
    }

    private String text() throws Exception {
        ChartRenderer.Rendered rendered = new HelmChartRenderer().render(chart.request());
        assertThat(rendered.renders().get()).containsEntry("untouched", 1).doesNotContainKey("lookup");
        return rendered.manifests().stream()
                .map(file -> file.path() + "\n" + file.text())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: {{ .Values.name }}",
                "a:{{ include \"shop.labels\" . | nindent 2 }}",
                "securityContext: {{ toYaml .Values.securityContext | nindent 2 }}",
                "capabilities: {{ toJson .Values.securityContext.capabilities }}",
                "a: {{ tpl .Values.note . }}",
                "a: {{ tpl (toYaml .Values.securityContext) $ | quote }}",
                "a: {{ include \"shop.value\" (dict \"value\" .Values.note \"context\" $) }}",
                "a: {{ include \"shop.value\" (dict \"value\" .Values.note \"scope\" .Values \"context\" $) }}",
                "{{ with .Values.securityContext }}a: {{ toJson . }}{{ end }}",
                "{{ range $k, $v := .Values }}{{ $k }}: {{ toJson $v }}\n{{ end }}",
                "{{ if semverCompare \">=1.20-0\" .Capabilities.KubeVersion.Version }}a: b{{ end }}",
                "a: {{ include (print $.Template.BasePath \"/_helpers.tpl\") . | sha256sum }}",
                "a: {{ .Files.Get \"x.txt\" | quote }}",
                "{{ $ctx := dict \"root\" $ \"x\" 1 }}a: {{ $ctx.x }}",
                "a: {{ .Release.IsUpgrade }}",
                "a: {{ list $ 1 | len }}",
                "a: {{ index (list $ .Values.name) 1 | toJson }}",
                "a: {{ (index (list $ 1) 0).Values.name | toJson }}",
                "{{ $d := dict }}{{ $_ := set $d \"a\" .Values.name }}a: {{ toJson $d }}",
                "a: {{ tpl \"{{ .Values.name }}\" . }}"
            })
    void chartsThatDoNotSeeIt(String template) throws Exception {
        assertThat(sees(template)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: {{ toJson . | quote }}",
                "a: {{ $ | toYaml | quote }}",
                "a: {{ .Capabilities | toJson | quote }}",
                "a: {{ .Capabilities.APIVersions | toJson | quote }}",
                "a: {{ len .Capabilities.APIVersions }}",
                "a: {{ has \"metrics.k8s.io/v1beta1\" .Capabilities.APIVersions }}",
                "a: {{ .Capabilities.Copy | toJson | quote }}",
                "a: {{ get . \"Capabilities\" | toJson | quote }}",
                "a: {{ index . \"Capa\" | default (index . (print \"Capa\" \"bilities\")) | toJson | quote }}",
                "a: {{ pick . \"Capabilities\" | toJson | quote }}",
                "a: {{ get . \"\\x43apabilities\" | toJson | quote }}",
                "a: {{ get . \"\\u0043apabilities\" | toJson | quote }}",
                "a: {{ get . \"\\103apabilities\" | toJson | quote }}",
                "a: {{ pick . \"Capabilities\" | values | toJson | quote }}",
                "{{ range $k, $v := $ }}a{{ $k }}: {{ toJson $v | quote }}\n{{ end }}",
                "a: {{ list $ | toJson | quote }}",
                "{{ range list . }}a: {{ toJson . | quote }}{{ end }}",
                "a: {{ index (list $) 0 | toJson | quote }}",
                "a: {{ index (rest (list 1 $)) 0 | toJson | quote }}",
                "a: {{ index (append (list 1) $) 1 | toJson | quote }}",
                "a: {{ (index (append (list) (dict \"c\" $)) 0).c | toJson | quote }}",
                "a: {{ index (append (list (list 1 $)) 5) 0 1 | toJson | quote }}",
                "a: {{ list 1 $ | last | toJson | quote }}",
                "a: {{ index (list 1 $) (int 1) | toJson | quote }}",
                "{{ range reverse (list 1 (dict \"c\" $)) }}{{ if kindIs \"map\" . }}a: {{ toJson .c | quote }}{{ end }}{{ end }}",
                "a: {{ (dict .Values.name $).shop | toJson | quote }}",
                "{{ $d := dict }}{{ $_ := set $d \"a\" $ }}a: {{ toJson $d | quote }}",
                "{{ $_ := set .Values \"a\" .Capabilities }}a: {{ toJson .Values | quote }}",
                "{{ $_ := merge .Values (pick $ \"Capabilities\") }}a: {{ toJson .Values | quote }}",
                "a: {{ merge (dict) $ | toJson | quote }}",
                "{{ if $c := .Capabilities }}a: {{ toJson $c | quote }}{{ end }}",
                "{{ if false }}{{ else if $c := .Capabilities }}a: {{ toJson $c | quote }}{{ end }}",
                "{{ with $c := .Capabilities }}a: {{ toJson $c | quote }}{{ end }}",
                "{{ with .Capabilities }}a: {{ toJson . | quote }}{{ end }}",
                "{{ define \"mine\" }}{{ toJson . }}{{ end }}a: {{ include \"mine\" . | quote }}",
                "a: {{ include (printf \"shop.%s\" \"all\") (list $) | quote }}",
                "a: {{ include \"shop.last\" (dict \"first\" 1 \"last\" .) | quote }}",
                "a: {{ include \"shop.deep\" (dict \"a\" (dict \"b\" (dict \"c\" (dict \"d\" (dict \"e\" $))))) | quote }}",
                "{{ $x := 1 }}{{ $y := 1 }}{{ range until 4 }}{{ $r := toJson $x }}a{{ . }}: {{ $r | quote }}\n"
                        + "{{ $x = $y }}{{ $y = $ }}{{ end }}",
                "a: {{ tpl \"{{ toJson . }}\" . | quote }}",
                "a: {{ tpl .Values.note (dict \"Release\" (dict \"Namespace\" .Capabilities.APIVersions)) | toString | quote }}",
                "a: {{ tpl (printf \"{{ toJson .%s }}\" \"Capabilities\") . | quote }}",
                "a: {{ tpl (b64dec \"e3sgdG9Kc29uIC4gfX0=\") . | quote }}",
                "a: {{ tpl (replace \"Values\" \"Capabilities\" \"{{ toJson .Values }}\") . | quote }}",
                "a: {{ tpl (print (trunc 1 .Values.json) (trunc 1 .Values.json) \" toJson . }}\") . | quote }}",
                "a: {{ tpl (printf \"%[2]s\" \"a\" \"{{ toJson . }}\") . | quote }}",
                "{{ $_ := set .Values \"t\" (printf \"%s%s\" \"{\" \"{ toJson . }}\") }}a: {{ tpl .Values.t . | quote }}",
                "a: {{ tpl (.Files.Get \"t.md\") . | quote }}",
                "{{ block \"b\" .Capabilities }}a: {{ toJson . | quote }}{{ end }}",
                "a: '{{ .Capabilities }}'",
                "a: {{ dig \"Capabilities\" 1 (pick . \"Capabilities\") | toJson | quote }}",
                "a: {{ pluck \"Capabilities\" . | first | toJson | quote }}",
                "a: {{ (ternary $ .Values true) | toJson | quote }}",
                "a: {{ (.Values.nothing | default $) | toJson | quote }}"
            })
    void chartsThatSeeIt(String template) throws Exception {
        chart.bytes("chart/t.md", "{{ toJson .Capabilities }}".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(sees(template)).isTrue();
    }

    /** Go prints addresses: what Helm writes is never the same, and what it would write elsewhere is not known. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: {{ printf \"%v\" . | quote }}",
                "a: {{ . | quote }}",
                "a: {{ tpl .Values.note (dict \"Release\" (dict \"Namespace\" $)) | toString | quote }}"
            })
    void addressesAreRefused(String template) {
        assertThat(chart.file("templates/a.yaml", template).problem().message())
                .contains("shop/templates/a.yaml is written otherwise by Helm than by the executor of templates");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t: \"{\\x7b toJson . }}\"",
                "{\"t\": {\"{{ toJson .Capabilities }}\": 1}}",
                "t: '{{ .Capabilities.APIVersions | toJson }}'",
                "t: '{{ with $ }}{{ toJson . }}{{ end }}'"
            })
    void valuesThatSeeIt(String values) throws Exception {
        chart.values("mine.yaml", values + "\n");

        assertThat(sees("a: {{ tpl (toYaml .Values.t) . | quote }}")).isTrue();
    }

    @Test
    void notesThatChangeValues() throws Exception {
        chart.file("templates/deep/er/NOTES.txt", "{{ $_ := set .Values \"a\" .Capabilities }}");

        assertThat(sees("a: {{ toJson .Values.a | quote }}")).isTrue();
    }

    @Test
    void aTemplateThatIncludesAWholeFile() throws Exception {
        chart.file("templates/b.yaml", "b: {{ toJson .Values | quote }}");

        assertThat(sees("a: {{ include (print $.Template.BasePath \"/b.yaml\") (dict \"Values\" $) | quote }}"))
                .isTrue();
    }
}
