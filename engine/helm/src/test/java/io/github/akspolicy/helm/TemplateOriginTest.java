package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rendered line leads to the template line that wrote it, and to each line that included that one. */
class TemplateOriginTest {
    private static final String T = "templates/a.yaml";

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder);
    }

    @Test
    void literalTextIsItsOwnLine() {
        chart.file(T, "kind: Thing\n\n\nspec:\n  depth:\n    inner: literal\n");

        TestRender render = chart.render();

        assertThat(render.frames(T, "spec:")).containsExactly(chart.in(T, "spec:"));
        assertThat(render.frames(T, "inner")).containsExactly(chart.in(T, "inner"));
        assertThat(render.primary(T, "spec.depth.inner")).isEqualTo(chart.in(T, "inner"));
    }

    @Test
    void trimMarkersTakeLinesAwayAndNoneIsCountedWrong() {
        chart.file(T, """
                kind: Thing
                {{- /* a comment
                over three
                lines */}}
                {{- if true }}


                first: 1
                {{- end }}
                {{ if false -}}
                never: 1
                {{- end -}}
                second: {{- " " -}} 2
                {{- $x := 5 }}
                third: {{ $x }}
                """);

        TestRender render = chart.render();

        assertThat(render.text(T)).doesNotContain("never").contains("second:").contains("2");
        assertThat(render.frames(T, "first")).containsExactly(chart.in(T, "first"));
        assertThat(render.frames(T, "second")).containsExactly(chart.in(T, "second"));
        assertThat(render.frames(T, "third")).containsExactly(chart.in(T, "third"));
        assertThat(render.frames(T, "5")).containsExactly(chart.in(T, "{{ $x }}"));
    }

    @Test
    void eachRoundOfALoopIsTheSameLine() {
        chart.file("values.yaml", "hosts: [a.example, b.example]\n").file(T, """
                        kind: Thing
                        hosts:
                        {{- range $i, $host := .Values.hosts }}
                          - name: {{ $host }}
                            rank: "r{{ $i }}"
                        {{- else }}
                          - none
                        {{- end }}
                        """);

        TestRender render = chart.render();

        assertThat(render.frames(T, "a.example")).containsExactly(chart.in(T, "{{ $host }}"));
        assertThat(render.frames(T, "b.example")).containsExactly(chart.in(T, "{{ $host }}"));
        assertThat(render.frames(T, "rank: \"r1")).containsExactly(chart.in(T, "rank"));
    }

    @Test
    void includesStackUpFromTheDeepest() {
        chart.file("templates/_helpers.tpl", """
                        {{- define "shop.inner" -}}
                        tier: {{ .tier }}
                        fixed: yes-indeed
                        {{- end }}
                        {{- define "shop.outer" }}
                        team: store
                        {{ include "shop.inner" (dict "tier" "front") }}
                        {{- end -}}
                        """).file(T, """
                        kind: Thing
                        metadata:
                          labels:
                            {{- include "shop.outer" . | nindent 4 }}
                          other: {{ include "shop.inner" (dict "tier" "back") | fromYaml | toJson }}
                        """);

        TestRender render = chart.render();
        String helpers = "templates/_helpers.tpl";

        assertThat(render.frames(T, "front"))
                .containsExactly(
                        chart.in(helpers, "{{ .tier }}"),
                        chart.in(helpers, "{{ include \"shop.inner\""),
                        chart.in(T, "{{- include \"shop.outer\""));
        assertThat(render.frames(T, "team: store"))
                .containsExactly(chart.in(helpers, "team: store"), chart.in(T, "{{- include \"shop.outer\""));
        // what is parsed again and printed leads to what wrote it first
        assertThat(render.frames(T, "\"back\""))
                .containsExactly(chart.in(helpers, "{{ .tier }}"), chart.in(T, "{{ include \"shop.inner\""));
    }

    @Test
    void helpersThatAreComparedHashedOrCutKeepTheirText() {
        chart.file("templates/_helpers.tpl", """
                        {{ define "flag" }}true{{ end }}
                        {{ define "name" }}shop-{{ .Release.Name }}{{ end }}
                        """)
                .file("templates/config.yaml", "kind: ConfigMap\ndata: {a: b}\n")
                .file(T, """
                        {{- if eq (include "flag" .) "true" }}
                        kind: Thing
                        {{- end }}
                        cut: {{ include "name" . | trunc 6 }}
                        quoted: {{ include "name" . | quote }}
                        sum: {{ include (print $.Template.BasePath "/config.yaml") . | sha256sum }}
                        twice: {{ include "name" . }}-{{ include "name" . | upper }}
                        """);

        TestRender render = chart.render();

        assertThat(render.text(T))
                .contains("kind: Thing")
                .contains("cut: shop-r\n")
                .contains("quoted: \"shop-release\"")
                .contains("twice: shop-release-SHOP-RELEASE")
                .containsPattern("sum: [0-9a-f]{64}\n");
        assertThat(render.frames(T, "sum:")).containsExactly(chart.in(T, "sum:"));
    }

    @Test
    void tplRendersTheTextOfValues() {
        chart.file("values.yaml", "note: 'release {{ .Release.Name }}'\n")
                .file(T, "kind: Thing\nnote: {{ tpl .Values.note . }}\n");

        TestRender render = chart.render();

        assertThat(render.text(T)).contains("note: release release");
        assertThat(render.frames(T, "release release")).containsExactly(chart.in(T, "{{ tpl"));
    }

    @Test
    void manyDocumentsOfOneFileKeepTheirLines() {
        chart.file(T, """
                ---
                # the first
                kind: One
                ---
                ---
                {{- if true }}
                kind: Two
                ---
                {{- end }}
                kind: Three
                """);

        TestRender render = chart.render();

        assertThat(render.documents(T)).containsExactly("{kind=One}", "{kind=Two}", "{kind=Three}");
        assertThat(render.frames(T, "kind: Two")).containsExactly(chart.in(T, "kind: Two"));
        assertThat(render.frames(T, "kind: Three")).containsExactly(chart.in(T, "kind: Three"));
    }

    @Test
    void aDocumentOnTheLineOfItsSeparatorBeginsBehindIt() {
        chart.file("values.yaml", "version: v1\n").file(T, """
                ---
                {{- if true -}}
                apiVersion: v1
                kind: Thing
                {{- end }}
                """).file("templates/b.yaml", """
                --- {{ "" -}}
                apiVersion: {{ .Values.version }}
                kind: Thing
                """);

        TestRender render = chart.render();

        assertThat(render.primary(T, "apiVersion")).isEqualTo(chart.in(T, "apiVersion: v1"));
        assertThat(render.primary(T, "kind")).isEqualTo(chart.in(T, "kind"));
        assertThat(render.primary("templates/b.yaml", "apiVersion")).isEqualTo(chart.in("values.yaml", "version"));
        assertThat(render.frames("templates/b.yaml", "apiVersion"))
                .containsExactly(chart.in("templates/b.yaml", "apiVersion"));
    }

    @Test
    void windowsLineEndsAndAByteOrderMarkShiftNothing() {
        chart.bytes(
                "chart/" + T,
                "\uFEFFkind: Thing\r\nspec:\r\n  {{- if true }}\r\n  a: 1\r\n  {{- end }}\r\n  b: {{ .Release.Name }}\r\n"
                        .getBytes(StandardCharsets.UTF_8));

        TestRender render = chart.render();

        assertThat(render.frames(T, "kind")).containsExactly(chart.in(T, "kind"));
        assertThat(render.frames(T, "a: 1")).containsExactly(chart.in(T, "a: 1"));
        assertThat(render.frames(T, "release")).containsExactly(chart.in(T, "{{ .Release.Name }}"));
    }

    @Test
    void templatesInSubfoldersAndPartialFiles() {
        chart.file("templates/web/deep/b.yaml", "kind: Deep\n")
                .file("templates/_not.yaml", "kind: Never\n")
                .file("templates/NOTES.txt", "never: {{ .Release.Name }}\n")
                .file(T, "kind: Thing\n{{ template \"part\" . }}\n{{ define \"part\" }}\nfrom: part\n{{ end }}\n");

        TestRender render = chart.render();

        assertThat(render.paths()).containsExactly("shop/templates/a.yaml", "shop/templates/web/deep/b.yaml");
        assertThat(render.frames("templates/web/deep/b.yaml", "kind"))
                .containsExactly("chart/templates/web/deep/b.yaml:1:1");
        assertThat(render.frames(T, "from: part"))
                .containsExactly(chart.in(T, "from: part"), chart.in(T, "{{ template"));
    }

    @Test
    void theUsersOwnFrameComesBeforeThatOfAForeignHelper() {
        chart.file("Chart.yaml", """
                        apiVersion: v2
                        name: shop
                        version: 1.0.0
                        dependencies:
                          - name: kit
                            version: 1.x
                            repository: https://charts.example
                        """)
                .file("charts/kit/Chart.yaml", "apiVersion: v2\nname: kit\nversion: 1.2.3\ntype: library\n")
                .file("charts/kit/templates/_kit.tpl", "{{ define \"kit.labels\" }}\nby: kit\n{{ end }}\n")
                .thirdParty("charts/kit")
                .file(T, "kind: Thing\nlabels: {{ include \"kit.labels\" . | nindent 2 }}\n");

        assertThat(chart.render().primary(T, "labels.by")).isEqualTo(chart.in(T, "{{ include"));

        // the user may say that the library is theirs
        assertThat(chart.firstParty("kit").render().primary(T, "labels.by"))
                .isEqualTo(chart.in("charts/kit/templates/_kit.tpl", "by: kit"));
    }

    @Test
    void aForeignChartsOwnLinesLeadToItsDependencyEntry() {
        chart.file("Chart.yaml", """
                        apiVersion: v2
                        name: shop
                        version: 1.0.0
                        dependencies:
                          - {name: cache, version: 1.x, repository: "oci://registry.example/charts"}
                        """)
                .file("charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n")
                .file("charts/cache/values.yaml", "port: 6379\n")
                .thirdParty("charts/cache")
                .file("charts/cache/templates/b.yaml", "kind: Cache\nport: {{ .Values.port }}\n");

        TestRender render = chart.render();
        String entry = chart.in("Chart.yaml", "{name: cache");

        assertThat(render.primary("charts/cache/templates/b.yaml", "kind")).isEqualTo(entry);
        assertThat(render.primary("charts/cache/templates/b.yaml", "port")).isEqualTo(entry);
        // the user's own value for it is the user's line
        chart.values("mine.yaml", "cache:\n  port: 7000\n");
        assertThat(chart.render().primary("charts/cache/templates/b.yaml", "port"))
                .isEqualTo(chart.inWorkspace("mine.yaml", "port"));
    }

    @Test
    void privateUseCharactersOfTheChartSurvive() {
        chart.file("values.yaml", "icon: \"\uE000\uE001\uE102\"\n")
                .file(T, "kind: \"\uE005x\"\nicon: {{ .Values.icon }}\n");

        TestRender render = chart.render();

        assertThat(render.text(T)).contains("kind: \"\uE005x\"").contains("icon: \uE000\uE001\uE102");
        assertThat(render.frames(T, "icon:")).containsExactly(chart.in(T, "icon:"));
    }

    @Test
    void randomTextLeavesTheLinesExact() {
        chart.file(T, "kind: Secret\nlabel: {{ randAlphaNum 12 }}\nlast: 1\n");

        TestRender render = chart.render();

        assertThat(render.frames(T, "last")).containsExactly(chart.in(T, "last"));
        assertThat(render.frames(T, "label")).containsExactly(chart.in(T, "label"));
    }
}
