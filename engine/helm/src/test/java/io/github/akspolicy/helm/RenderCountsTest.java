package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.KnownApis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often Helm is called for a chart, and why: what a change makes more of shows here. */
class RenderCountsTest {
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: {{ include "shop.fullname" . }}
              labels: {{- include "shop.labels" . | nindent 4 }}
            spec:
              replicas: {{ .Values.replicas }}
              selector: {matchLabels: {app: {{ .Release.Name }}}}
              template:
                metadata:
                  labels: {app: {{ .Release.Name }}}
                spec:
                  {{- with .Values.podSecurityContext }}
                  securityContext: {{- toYaml . | nindent 8 }}
                  {{- end }}
                  containers:
                    - name: {{ .Chart.Name }}
                      image: "{{ .Values.image }}:{{ .Chart.AppVersion }}"
                      securityContext: {{- toYaml .Values.securityContext | nindent 12 }}
                      resources: {{- toYaml .Values.resources | nindent 12 }}
            """;

    private static final String HELPERS = """
            {{- define "shop.fullname" -}}
            {{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" }}
            {{- end }}
            {{- define "shop.labels" }}
            app.kubernetes.io/name: {{ .Chart.Name }}
            app.kubernetes.io/managed-by: {{ .Release.Service }}
            {{- end }}
            """;

    private static final String VALUES = """
            replicas: 1
            image: example.azurecr.io/shop
            podSecurityContext: {}
            securityContext: {}
            resources: {}
            config: 'in {{ .Release.Namespace }}'
            """;

    /** Named templates of which one calls the other, behind lines that make no text. */
    private static final String CALLED = """
            {{- /*
              Several
              lines.
            */ -}}
            {{- define "other" -}}
            {{- if .Values.c2 }}{{ .Values.c4 }}{{ end }}
            {{- end }}

            {{- define "outer" -}}
            {{- $c8 := .Values.c8 }}
            {{- include "inner" (dict
                  "of" .Values.c7
                  "more" $c8) }}
            {{- end }}
            {{- define "inner" -}}
            {{- if .of }}
              {{- trunc 3 .of }}
            {{- end }}
            {{- end }}
            """;

    @TempDir
    private Path folder;

    private TestChart chart() {
        return new TestChart(folder)
                .apis(KnownApis.ofAks("v1.32.0", List.of()))
                .file("values.yaml", VALUES)
                .file("templates/_helpers.tpl", HELPERS)
                .file("templates/deployment.yaml", DEPLOYMENT);
    }

    private static String renders(TestChart chart) throws Exception {
        ChartRenderer.Rendered rendered = new HelmChartRenderer().render(chart.request());
        return new TreeMap<>(rendered.renders().get()).toString();
    }

    @Test
    void aChartAsHelmCreatesIt() throws Exception {
        assertThat(renders(chart())).isEqualTo("{untouched=1}");
    }

    @Test
    void anUpgrade() throws Exception {
        assertThat(renders(chart().asUpgrade())).isEqualTo("{untouched=1}");
    }

    @Test
    void aChartWithDefinitionsOfCustomResources() throws Exception {
        assertThat(renders(chart().file("crds/thing.yaml", "kind: CustomResourceDefinition\n")
                        .withCrds()))
                .isEqualTo("{untouched=1}");
    }

    @Test
    void aSubchart() throws Exception {
        assertThat(renders(chart().file("charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n")
                        .file("charts/cache/templates/a.yaml", "kind: Thing\n")))
                .isEqualTo("{untouched=1}");
    }

    @Test
    void aDependencyInAnotherFolder() throws Exception {
        TestChart chart = chart().file("Chart.yaml", """
                        apiVersion: v2
                        name: shop
                        version: 1.0.0
                        dependencies: [{name: cache, version: 1.0.0, repository: 'file://../cache'}]
                        """)
                .outside("cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n")
                .outside("cache/templates/a.yaml", "kind: Thing\n");

        assertThat(renders(chart)).isEqualTo("{package=1, untouched=1}");
    }

    @Test
    void textOfValuesThatBecomesATemplate() throws Exception {
        assertThat(renders(chart().file("templates/config.yaml", "kind: Thing\na: {{ tpl .Values.config . }}\n")))
                .isEqualTo("{untouched=1}");
    }

    @Test
    void aQuestionForAnApiThatAnswersAsHelmDoes() throws Exception {
        assertThat(renders(chart().file(
                                "templates/a.yaml",
                                "{{ if .Capabilities.APIVersions.Has \"policy/v1\" }}kind: Thing{{ end }}\n")))
                .isEqualTo("{untouched=1}");
    }

    @Test
    void aQuestionForAnApiThatOnlyTheClusterHas() throws Exception {
        assertThat(
                        renders(
                                chart().file(
                                                "templates/a.yaml",
                                                "{{ if .Capabilities.APIVersions.Has \"metrics.k8s.io/v1beta1\" }}kind: Thing{{ end }}\n")))
                .isEqualTo("{untouched=1}");
    }

    @Test
    void aChartThatSeesAllItIsCalledWith() throws Exception {
        assertThat(renders(chart().file("templates/a.yaml", "kind: Thing\na: {{ toJson .Chart | quote }}\n")))
                .isEqualTo("{untouched=1}");
        assertThat(renders(chart().file("templates/a.yaml", "kind: Thing\na: {{ toJson .Capabilities | quote }}\n")))
                .isEqualTo("{untouched=1}");
    }

    @Test
    void aRevisionInAName() throws Exception {
        assertThat(
                        renders(
                                chart().file(
                                                "templates/a.yaml",
                                                "kind: Job\nmetadata: {name: '{{ .Release.Name }}-{{ .Release.Revision }}'}\n{{ if .Release.IsInstall }}a: b{{ end }}\n")))
                .isEqualTo("{untouched=1}");
    }

    @Test
    void filesThatAreTemplates() throws Exception {
        TestChart chart = chart().file("README.md", "a: {{ .Values.image }}\n")
                .file("templates/a.yaml", "kind: Thing\n{{ tpl (.Files.Get \"README.md\") . }}\n");
        assertThat(renders(chart)).isEqualTo("{untouched=1}");

        chart.file("README.md", "{{ if .Release.IsUpgrade }}a: b{{ end }}\n");
        assertThat(renders(chart)).isEqualTo("{untouched=1}");
    }

    @Test
    void conditionsInTheOpen() throws Exception {
        assertThat(renders(chart().file(
                                "templates/a.yaml",
                                "kind: Job\n{{ if .Release.IsInstall }}a: b{{ end }}\n"
                                        + "{{- include \"shop.hook\" . | default \"e: f\" }}\n"
                                        + "g: {{ ternary 1 2 .Release.IsInstall }}\n"
                                        + "x: {{ include (print $.Template.BasePath \"/deployment.yaml\") . | sha256sum }}\n")
                        .file(
                                "templates/_hook.tpl",
                                "{{ define \"shop.hook\" }}{{ if .Release.IsUpgrade }}\nc: d{{ end }}{{ end }}")))
                .isEqualTo("{untouched=1}");
    }

    @Test
    void aChartThatReadsAMappingThatItChanged() throws Exception {
        assertThat(
                        renders(
                                chart().file(
                                                "templates/a.yaml",
                                                "{{ $_ := set .Values.resources \"up\" .Release.IsUpgrade }}kind: Thing\na: {{ toJson .Values.resources | sha256sum }}\n")))
                .isEqualTo("{untouched=1}");
    }

    @Test
    void randomValues() throws Exception {
        assertThat(renders(chart().file("templates/a.yaml", "kind: Secret\na: {{ randAlphaNum 9 }}\n")))
                .isEqualTo("{untouched=1}");
    }

    @Test
    void aLookup() throws Exception {
        assertThat(renders(chart().file(
                                "templates/a.yaml",
                                "kind: Thing\na: {{ lookup \"v1\" \"Secret\" \"a\" \"b\" | toJson }}\n")))
                .isEqualTo("{lookup=1, untouched=1}");
    }

    @Test
    void textThatLooksLikeBytesThatAreNotUtf8() throws Exception {
        assertThat(renders(chart().file("templates/a.yaml", "kind: Thing\n# \uFFFD\n")))
                .isEqualTo("{untouched=1}");
    }

    @Test
    void thirdPartyChartsAreExecutedAloneWhenAskedFor() throws Exception {
        TestChart chart = chart().file("charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n")
                .file("charts/cache/templates/a.yaml", "kind: Thing\n")
                .thirdParty("charts/cache");
        ChartRenderer.Rendered rendered = new HelmChartRenderer().render(chart.request());

        assertThat(rendered.thirdParty().alone()).hasSize(1);
        assertThat(new TreeMap<>(rendered.renders().get()).toString()).isEqualTo("{untouched=1}");
    }

    /** Values are tried in executions: what is found is confirmed by one render, whatever some values lead to. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "web",
                "{{ with .Values.c7 }}{{ toYaml . | trunc 3 | quote }}{{ end }}",
                "{{ if .Values.c7 }}{{ trunc 3 .Values.c7 }}{{ end }}",
                "{{ with .Values.c7 }}{{ toYaml . }}: {{ end }}",
                "{{ with .Values.c7 }}{{ trunc 3 . }}{{ end }}",
                "{{ range $key, $item := .Values.c7 }}{{ $item.a.b }}{{ end }}",
                "{{ $seven := .Values.c7 }}{{ if $seven }}{{ trunc 3 $seven }}{{ end }}",
                "{{ if .Values.c7 }}{{ index (list) 3 }}{{ end }}",
                "{{ include \"outer\" . }}",
                "{{ template \"outer\" . }}",
                "{{ include \"inner\" (dict \"of\" .Values.c7) }}",
                "{{ include (print \"in\" \"ner\") (dict \"of\" .Values.c7) | quote }}",
                "{{ range list .Values.c7 }}{{ include \"inner\" (dict \"of\" .) }}{{ end }}",
                "{{ include (print $.Template.BasePath \"/config.yaml\") . | sha256sum }}",
                "{{ if .Values.c7 }}{{ fail \"this is not supported any more\" }}{{ end }}",
                "{{ if .Values.c7 }}{{ fail (print \"please remove \" \"c7\") }}{{ end }}",
            })
    void valuesForAbsentFieldsAreConfirmedByOneRender(String annotation) throws Exception {
        assertThat(trials("", annotation, 15)).isEqualTo("{trial=1, untouched=1}");
        assertThat(trials("charts/part/", annotation, 15)).isEqualTo("{trial=1, untouched=1}");
    }

    /** The chart refuses c3 here, since it changes c5, and c7 in another file: each of the others is found. */
    @Test
    void aValueThatChangesAnotherOneHidesNone() throws Exception {
        assertThat(trials(
                        "",
                        "{{ if .Values.c3 }}{{ $_ := set .Values \"c5\" \"text\" }}{{ end }}"
                                + "{{ range .Values.c5 }}{{ end }}",
                        14))
                .isEqualTo("{trial=1, untouched=1}");
    }

    @Test
    void whereNoValueIsFoundNothingIsRendered() throws Exception {
        ChartRenderer.Rendered rendered = new HelmChartRenderer().render(chart().request());

        assertThat(AbsentFieldsTest.decided(
                        rendered, "shop/templates/deployment.yaml", List.of("spec.template.spec.hostUsers")))
                .isEmpty();
        assertThat(new TreeMap<>(rendered.renders().get())).hasToString("{untouched=1}");
    }

    /** @param part the folder of the chart whose fields are asked about */
    private String trials(String part, String annotation, int found) throws Exception {
        var pod = new StringBuilder("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  hostname: ")
                .append(annotation)
                .append("\n  containers:\n");
        var values = new StringBuilder();
        var paths = new ArrayList<String>();
        for (int i = 0; i < 16; i++) {
            pod.append("  - name: c" + i + "\n    securityContext: {{- toYaml .Values.c" + i + " | nindent 6 }}\n");
            values.append("c" + i + ": {}\n");
            paths.add("spec.containers[" + i + "].securityContext.runAsNonRoot");
        }
        TestChart chart = chart();
        if (!part.isEmpty()) {
            chart.file(part + "Chart.yaml", "apiVersion: v2\nname: part\nversion: 1.0.0\n");
        }
        chart.file(part + "values.yaml", VALUES + values)
                .file(part + "templates/_trials.tpl", CALLED)
                .file(part + "templates/config.yaml", "{{- with .Values.c7 }}\na: {{ trunc 3 . }}\n{{- end }}\n")
                .file(part + "templates/pod.yaml", pod.toString());
        ChartRenderer.Rendered rendered = new HelmChartRenderer().render(chart.request());

        assertThat(AbsentFieldsTest.decided(rendered, "shop/" + part + "templates/pod.yaml", paths))
                .hasSizeGreaterThanOrEqualTo(found);
        return new TreeMap<>(rendered.renders().get()).toString();
    }
}
