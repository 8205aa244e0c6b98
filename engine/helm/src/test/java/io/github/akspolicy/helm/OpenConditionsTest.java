package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.SourceException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which conditions of a chart a deployment may decide otherwise than the render did. */
class OpenConditionsTest {
    private static final String T = "templates/a.yaml";

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder).file(T, "kind: Thing\n");
    }

    private List<DeploymentCondition> conditions() throws SourceException {
        return new HelmChartRenderer().render(chart.request()).conditions();
    }

    private List<String> texts() throws SourceException {
        return conditions().stream().map(DeploymentCondition::toString).toList();
    }

    /** One template with a condition in line 2 that guards a field. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "if .Release.IsUpgrade ~ release state",
                "if not .Release.IsInstall ~ release state",
                "if gt (int .Release.Revision) 1 ~ revision",
                "if eq .Release.Revision 2 ~ revision",
                "if and .Values.on (or .Release.IsUpgrade false) ~ release state",
                "if (index . \"Release\").IsUpgrade ~ release state",
                "if index . \"Release\" \"IsUpgrade\" ~ release state",
                "if get .Release \"IsUpgrade\" ~ release state",
                "if index $ (printf \"%sease\" \"Rel\") \"IsUpgrade\" ~ release state",
                "if dig \"Revision\" 0 (.Release | toJson | fromJson) ~ release state, revision",
                "if contains \"IsUpgrade\\\":true\" (toJson .Release) ~ release state, revision",
                "if gt (now | date \"2006\" | int) 2030 ~ time",
                "if eq (date \"15\" nil) \"03\" ~ time",
                "if eq (randInt 0 2) 1 ~ random values",
                "if eq (randAlphaNum 1) \"a\" ~ random values",
                "if (shuffle \"ab\" | hasPrefix \"a\") ~ random values",
                "if lookup \"v1\" \"Secret\" \"a\" \"b\" ~ lookup",
                "if not (lookup \"v1\" \"Namespace\" \"\" \"x\") ~ lookup",
                "with lookup \"v1\" \"Secret\" \"a\" \"b\" ~ lookup",
                "range $k, $v := (lookup \"v1\" \"Node\" \"\" \"\").items ~ lookup",
                "if semverCompare \">=1.30-0\" .Capabilities.KubeVersion.Version ~ Kubernetes version",
                "if gt (int .Capabilities.KubeVersion.Minor) 30 ~ Kubernetes version",
                "if .Capabilities.APIVersions.Has \"a/v1\" ~ API versions",
                "if has \"a/v1\" .Capabilities.APIVersions ~ API versions",
                "if semverCompare \"^4\" .Capabilities.HelmVersion.Version ~ Helm version",
                "if contains \"monitoring\" (toJson .Capabilities) ~ Kubernetes version, API versions, Helm version",
                "with .Capabilities.KubeVersion ~ Kubernetes version",
                "range .Capabilities.APIVersions ~ API versions",
                "if $.Capabilities.APIVersions.Has \"a/v1\" ~ API versions",
                "if ((index $ \"Capabilities\").APIVersions.Has \"a/v1\") ~ API versions",
                "if ($.Capabilities | toYaml | contains \"a/v1\") ~ Kubernetes version, API versions, Helm version",
                "if eq (include \"shop.mode\" .) \"up\" ~ release state",
                "if eq (include \"shop.passed\" (dict \"ctx\" $ \"x\" 1)) \"up\" ~ release state",
                "if eq (tpl \"{{ .Release.IsUpgrade }}\" .) \"true\" ~ release state",
                "if eq (tpl .Values.mode .) \"true\" ~ release state",
                "if ternary true false .Release.IsUpgrade ~ release state",
                "if (dict \"a\" .Release.IsUpgrade).a ~ release state",
                "if (list .Release | first).IsUpgrade ~ release state",
                "if (merge (dict) $).Release.IsUpgrade ~ release state",
            })
    void aConditionIsFound(String condition, String inputs) throws SourceException {
        chart.file("values.yaml", "'on': true\nmode: '{{ .Release.IsUpgrade }}'\n")
                .file("templates/_h.tpl", """
                        {{- define "shop.mode" }}{{ if .Release.IsUpgrade }}up{{ end }}{{ end }}
                        {{- define "shop.passed" }}{{ if .ctx.Release.IsUpgrade }}up{{ end }}{{ end }}
                        """)
                .file(T, "kind: Thing\n{{- " + condition + " }}\nprivileged: true\n{{- end }}\n");

        assertThat(texts()).contains("chart/" + T + ":2 (" + inputs + ")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ if .Values.on }}a: b{{ end }}",
                "{{ if .Release.Name }}a: b{{ end }}",
                "a: {{ .Release.Revision }}",
                "a: {{ .Capabilities.KubeVersion.Version | quote }}",
                "a: {{ now | date \"2006-01-02\" | quote }}",
                "a: {{ randAlphaNum 5 }}",
                "a: {{ default (randAlphaNum 5) .Values.password }}",
                "{{ if not .Values.x }}a: {{ randAlphaNum 5 }}{{ end }}",
                "{{ if .Values.Capabilities }}a: b{{ end }}",
                "{{ if .Values.Release }}{{ if .Values.Release.IsUpgrade }}a: b{{ end }}{{ end }}",
                "{{ if hasKey . \"Release\" }}a: b{{ end }}",
                "a: {{ hasKey .Values \"Release\" }}",
                "a: {{ eq (toString .Values.x) .Release.Name }}",
                "{{ define \"stable\" }}{{ semverCompare \">=1.30-0\" .Capabilities.KubeVersion.Version }}{{ end }}",
                "{{ if semverCompare \"<1.20-0\" .Capabilities.KubeVersion.Version }}{{ fail \"too old\" }}{{ end }}",
                "{{ if .Release.IsUpgrade }}   {{ end }}",
                "{{/* if .Release.IsUpgrade */}}",
                "{{ with .Values.security }}a: {{ toYaml . }}{{ end }}",
                "{{ range $k, $v := .Values.env }}{{ if $v }}{{ $k }}: {{ $v | toJson }}{{ end }}{{ end }}",
                "a: {{ tpl \"x-{{ .Release.Name }}\" . }}",
                "{{ $c := .Values }}{{ if $c.on }}a: b{{ end }}",
                "{{ define \"two\" }}{{ $c := index . 0 }}{{ $k := index . 1 }}{{ if index $c.Values $k }}a: b{{ end }}{{ end }}"
                        + "{{ include \"two\" (list $ \"key\") }}",
            })
    void whatTheValuesDecideIsNoise(String template) throws SourceException {
        chart.file(T, "kind: Thing\n" + template + "\n");

        assertThat(texts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "{{ .Capabilities.APIVersions.Has \"a/v1\" }} ~ API versions",
                "{{ semverCompare \">=1.30-0\" .Capabilities.KubeVersion.Version | quote }} ~ Kubernetes version",
                "{{ eq (randInt 0 2) 1 }} ~ random values",
                "{{ not (lookup \"v1\" \"Secret\" \"a\" \"b\") | toString }} ~ lookup",
                "{{ printf \"%t\" (gt (now | unixEpoch | int) 1) }} ~ time",
            })
    void aQuestionThatIsWrittenIsFound(String question, String inputs) throws SourceException {
        chart.file(T, "kind: Thing\nprivileged: " + question + "\n");

        assertThat(texts()).containsExactly("chart/" + T + ":2 (" + inputs + ")");
    }

    @Test
    void variablesCarryWhatTheyWereSetTo() throws SourceException {
        chart.file(T, """
                kind: Thing
                {{- $c := .Capabilities }}
                {{- $on := false }}
                {{- if $c.APIVersions.Has "a/v1" }}
                {{- $on = true }}
                {{- end }}
                {{- if $on }}
                privileged: true
                {{- end }}
                {{- with .Capabilities }}
                {{- if .APIVersions.Has "a/v1" }}
                b: c
                {{- end }}
                {{- end }}
                {{- $_ := set .Values "mode" (ternary "up" "in" .Release.IsUpgrade) }}
                {{- if eq .Values.mode "up" }}
                d: e
                {{- end }}
                """);

        assertThat(texts())
                .containsExactly(
                        "chart/" + T + ":4 (API versions)",
                        "chart/" + T + ":7 (API versions)",
                        "chart/" + T + ":11 (API versions)",
                        "chart/" + T + ":15 (release state)",
                        "chart/" + T + ":16 (release state)");
    }

    @Test
    void everyBranchOfAChainDependsOnTheConditionsBefore() throws SourceException {
        chart.file(T, """
                kind: Thing
                {{- if .Values.x }}
                a: 1
                {{- else if .Release.IsInstall }}
                a: 2
                {{- else if .Values.y }}
                a: 3
                {{- end }}
                """);

        assertThat(texts()).containsExactly("chart/" + T + ":4 (release state)");
    }

    @Test
    void helpersThatNothingReachesAreLeftOut() throws SourceException {
        chart.file("templates/_h.tpl", """
                {{- define "shop.unused" }}
                {{- if .Capabilities.APIVersions.Has "a/v1" }}a{{ else }}b{{ end }}
                {{- end }}
                {{- define "shop.used" }}
                {{- if .Capabilities.APIVersions.Has "a/v1" }}a{{ else }}b{{ end }}
                {{- end }}
                {{- define "shop.outer" }}{{ include "shop.used" . }}{{ end }}
                """).file(T, "kind: Thing\napiVersion: {{ include \"shop.outer\" . }}\n");

        assertThat(texts()).containsExactly("chart/templates/_h.tpl:5 (API versions)");
    }

    @Test
    void passwordsOfSecretsAreCountedApart() throws SourceException {
        chart.file("templates/_h.tpl", """
                {{- define "shop.password" }}
                {{- $old := lookup "v1" "Secret" .Release.Namespace "shop" }}
                {{- if $old }}{{ index $old.data "password" }}{{ else }}{{ randAlphaNum 16 | b64enc }}{{ end }}
                {{- end }}
                """).file(T, """
                apiVersion: v1
                kind: Secret
                metadata: {name: shop}
                data:
                  password: {{ include "shop.password" . }}
                  {{- if .Release.IsInstall }}
                  token: {{ randAlphaNum 16 | b64enc }}
                  {{- end }}
                ---
                kind: Other
                {{- if .Release.IsInstall }}
                first: true
                {{- end }}
                """);

        assertThat(conditions())
                .extracting(condition -> condition.at().line() + " " + condition.secretData())
                .containsExactlyInAnyOrder("3 true", "6 true", "11 false");
    }

    /** What it changes is written elsewhere, and only of an upgrade. */
    @Test
    void aConditionWithinABranchThatTheRenderDidNotTake() throws SourceException {
        chart.file("values.yaml", "x: {}\n").file(T, """
                kind: Thing
                {{- if .Release.IsUpgrade }}
                {{- if .Capabilities.APIVersions.Has "a/v1" }}
                {{- $_ := set .Values.x "on" true }}
                {{- end }}
                {{- end }}
                {{- if .Values.x.on }}
                a: b
                {{- end }}
                """);

        assertThat(texts()).contains("chart/" + T + ":3 (API versions)", "chart/" + T + ":7 (API versions)");
    }

    @Test
    void theColumnIsThatOfTheAction() throws SourceException {
        chart.file(T, "kind: Thing\n# \u00e9\u00e9 {{- if .Release.IsUpgrade }}\na: b\n{{- end }}\n");

        assertThat(conditions())
                .extracting(condition -> condition.at().column())
                .containsExactly(6);
    }

    @Test
    void aWholeSecretIsAResource() throws SourceException {
        chart.file(T, "{{ if .Release.IsInstall }}\napiVersion: v1\nkind: Secret\nmetadata: {name: a}\n{{ end }}\n");

        assertThat(conditions()).extracting(DeploymentCondition::secretData).containsExactly(false);
    }

    @Test
    void templatesInValuesAndComposedOnesAreSeen() throws SourceException {
        chart.file(
                        "values.yaml",
                        "rest: ease.IsUpgrade\nextra: |\n  {{- if .Release.IsUpgrade }}\n  b: c\n  {{- end }}\n")
                .values("mine.yaml", "more: '{{ if .Capabilities.APIVersions.Has \"a/v1\" }}d: e{{ end }}'\n");
        assertThat(texts()).isEmpty();

        chart.file(T, "kind: Thing\n{{ tpl .Values.extra . }}\n{{ tpl .Values.more . }}\n");
        assertThat(texts())
                .anyMatch(text -> text.startsWith("chart/values.yaml:") && text.endsWith("(release state)"))
                .contains("mine.yaml:1 (API versions)")
                .hasSize(2);

        chart.file(
                T,
                "kind: Thing\n{{ tpl (printf \"{{ if .Rel%s }}a: b{{ end }}\" \"ease.IsUpgrade\") . }}"
                        + "{{ tpl (printf \"{{ if .Rel%s }}a: b{{ end }}\" .Values.rest) . }}\n"
                        + "{{ tpl (b64dec \"e3sgfX0=\" | replace \" \" \" 1 \") . }}\n");
        assertThat(texts()).containsExactly("chart/" + T + ":2 (release state)");
    }

    @Test
    void chartsThatAreSwitchedOffAreLeftOut() throws SourceException {
        chart.file("Chart.yaml", """
                        apiVersion: v2
                        name: shop
                        version: 1.0.0
                        dependencies:
                          - {name: hot, version: 1.0.0, condition: hot.enabled}
                          - {name: cold, version: 1.0.0, condition: cold.enabled}
                        """).file("values.yaml", "hot: {enabled: true}\ncold: {enabled: false}\n");
        for (String name : List.of("hot", "cold")) {
            chart.file("charts/" + name + "/Chart.yaml", "apiVersion: v2\nname: " + name + "\nversion: 1.0.0\n")
                    .file("charts/" + name + "/" + T, "kind: Sub\n{{ if .Release.IsUpgrade }}a: b{{ end }}\n");
        }

        assertThat(texts()).containsExactly("chart/charts/hot/" + T + ":2 (release state)");
    }

    /** A template that calls itself with ever deeper arguments must end. */
    @Test
    void recursionEnds() throws SourceException {
        chart.file("templates/_h.tpl", """
                        {{- define "deep" }}{{ if lt (int .n) 3 }}{{ include "deep" (dict "n" (add .n 1) "up" .) }}{{ end }}{{ end }}
                        """)
                .file(T, "kind: Thing\na: {{ include \"deep\" (dict \"n\" 0 \"up\" .) | quote }}\n");

        assertThat(texts()).isEmpty();
    }
}
