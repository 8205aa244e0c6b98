package io.github.akspolicy.helm;

import static io.github.akspolicy.source.SetValue.Type.SET;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.Origin;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that a values file supplied leads to its line there, and only when that is certain. */
class ValuesOriginTest {
    private static final String T = "templates/a.yaml";
    private static final String V = "values.yaml";

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder);
    }

    @Test
    void defaultsThenFilesThenSet() {
        chart.file(V, "a: one\nb: one\nc: one\nd: one\n")
                .file(T, "kind: Thing\na: {{ .Values.a }}\nb: {{ .Values.b | quote }}\nc: {{ .Values.c }}\nd: x\n")
                .values("dev.yaml", "b: two\nc: two\n")
                .values("more.yaml", "c: three\n");

        TestRender render = chart.render();

        assertThat(render.primary(T, "a")).isEqualTo(chart.in(V, "a:"));
        assertThat(render.keys(T, "a")).containsExactly("a");
        assertThat(render.primary(T, "b")).isEqualTo(chart.inWorkspace("dev.yaml", "b:"));
        assertThat(render.primary(T, "c")).isEqualTo(chart.inWorkspace("more.yaml", "c:"));
        // what lost is told, too, and so is the template
        Origin c = render.origin(T, "c");
        assertThat(c.related().stream().map(Object::toString))
                .containsExactlyInAnyOrder(
                        chart.in(T, "c: {{"), chart.inWorkspace("dev.yaml", "c:"), chart.in(V, "c:"));
        assertThat(render.keys(T, "d")).isEmpty();
        assertThat(render.primary(T, "d")).isEqualTo(chart.in(T, "d: x"));

        assertThat(chart.set(SET, "c", "four").render().primary(T, "c")).isEqualTo(TestChart.SET.toString());
    }

    /** The data of Secrets is base64, of one value or of a text with several. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ .Values.admin.password | b64enc }}",
                "{{ .Values.admin.password | toString | b64enc | quote }}",
                "{{ b64enc (printf \"%s\" .Values.admin.password) }}",
                "{{ include \"shop.password\" . | b64enc | quote }}",
                "{{ include \"shop.url\" . | b64enc }}",
                "{{ printf \"redis://%s:%s@%s:%v/%v\" .Values.admin.user .Values.admin.password .Values.host .Values.port .Values.index | b64enc }}",
                "{{ dict \"user\" .Values.admin.user \"password\" .Values.admin.password | toJson | b64enc }}",
                "{{ required \"no password\" .Values.admin.password | b64enc }}",
                "{{ ternary .Values.admin.password \"\" .Values.enabled | b64enc }}",
                "{{ tpl .Values.admin.password . | b64enc }}",
            })
    void dataOfASecretLeadsToTheValueInIt(String template) {
        chart.file(V, """
                        index: "5"
                        enabled: true
                        host: store-of-all-things.example.org
                        port: 6379
                        admin:
                          user: administrator
                          password: Harbor12345
                        """)
                .file(
                        "templates/_a.tpl",
                        "{{- define \"shop.password\" -}}{{- .Values.admin.password | trimSuffix \"\\n\" -}}{{- end -}}\n"
                                + "{{- define \"shop.url\" -}}{{- with .Values.admin -}}"
                                + "amqp://{{ .user }}:{{ .password }}@{{ $.Values.host }}/{{ $.Values.index }}"
                                + "{{- end -}}{{- end -}}\n")
                .file(T, "kind: Thing\ndata:\n  password: " + template + "\n");

        TestRender render = chart.render();

        assertThat(render.primary(T, "data.password")).isEqualTo(chart.in(V, "password:"));
    }

    /** Text that happens to be base64, and base64 that happens to hold a value's text. */
    @Test
    void textThatIsNotBase64LeadsToTheValueThatItShows() {
        chart.file(V, "word: test\nshort: \"5\"\nsecret: {key: none}\n")
                .file(
                        T,
                        "kind: Thing\na: {{ .Values.word }}\nb: {{ printf \"%s\" .Values.word }}\n"
                                + "c: {{ printf \"%s-%s\" \"MzU1\" .Values.secret.key | b64enc }}\n"
                                + "d: {{ printf \"%s%s\" .Values.short (\"pass\" | b64enc) }}\n");

        TestRender render = chart.render();

        assertThat(render.primary(T, "a")).isEqualTo(chart.in(V, "word:"));
        assertThat(render.primary(T, "b")).isEqualTo(chart.in(V, "word:"));
        assertThat(render.primary(T, "c")).isEqualTo(chart.in(V, "key:"));
        assertThat(render.primary(T, "d")).isEqualTo(chart.in(V, "short:"));
    }

    /** What quotes escape is the value's, and a part that is cut out of one text is that text's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{{ .Values.motd | quote }} ~ motd:",
                "{{ dict \"a\" .Values.it | toYaml | trimPrefix \"a: \" }} ~ it:",
                "[{{ .Values.say | quote }}, x] ~ say:",
                "{{ (split \":\" .Values.address)._1 }} ~ address:",
                "{{ splitList \",\" .Values.hosts | last }} ~ hosts:",
            })
    void whatIsEscapedOrCutOutLeadsToItsValue(String template, String line) {
        chart.file(
                        V,
                        "motd: |\n  most = 150\nit: \"it's: so\"\nsay: 'a \"b\" c'\naddress: \":9090\"\nhosts: one.org,two.org\n")
                .file(T, "kind: Thing\na: " + template + "\n");

        TestRender render = chart.render();

        assertThat(render.primary(T, template.startsWith("[") ? "a.0" : "a")).isEqualTo(chart.in(V, line));
    }

    /** A count is not cut out of the number that bounds it, nor is what a template chose between two values. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ range until (int .Values.many) }}{{ if eq . 100 }}{{ . }}{{ end }}{{ end }}",
                "{{ printf \"%s\" (trunc 3 .Values.one | default .Values.other) | replace \"abc\" \"two\" }}",
            })
    void whatOnlyLooksLikeAPartIsNotNamed(String template) {
        chart.file(V, "many: 1001\none: abcdef\nother: two-and-two\n").file(T, "kind: Thing\na: " + template + "\n");

        assertThat(chart.render().keys(T, "a")).doesNotContain("many", "other");
    }

    /** A choice between values is followed where values decide it, and what is taken of computed values is not lost. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{{ pluck .Values.env .Values.tags | first }} ~ stage:",
                "{{ pluck \"none\" .Values.tags | first | default .Values.plain }} ~ plain:",
                "{{ ternary .Values.plain .Values.other (eq .Values.env \"prod\") }} ~ other:",
                "{{ ternary .Values.plain .Values.other (eq .Values.env \"stage\") }} ~ plain:",
                "{{ (include \"shop.yaml\" . | fromYaml).tag }} ~ other:",
                "{{ .Values.enabled | default false }} ~ enabled:",
                "{{ (dict .Values.env .Values.plain \"a\" .Values.other).a }} ~ other:",
                "{{ get (dict .Values.env .Values.plain) .Values.env }} ~ plain:",
                "{{ index .Values.charts 0 \"tag\" }} ~ tag:",
            })
    void choicesLeadToWhatWasChosen(String template, String line) {
        chart.file(
                        V,
                        "env: stage\nplain: same\nother: same\nenabled: false\ntags:\n  stage: same\n  prod: same\n"
                                + "charts:\n  - tag: same\n")
                .file("templates/_a.tpl", "{{ define \"shop.yaml\" }}tag: {{ .Values.other }}{{ end }}")
                .file(T, "kind: Thing\na: " + template + "\n");

        TestRender render = chart.render();

        assertThat(render.primary(T, "a")).isEqualTo(chart.in(V, line));
    }

    /** The value that was not chosen is not named, even where it has the same text; nor is one where none is shown. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ ternary \"same\" .Values.plain (eq .Values.env \"stage\") }}",
                "{{ pluck \"none\" .Values.tags | first | default \"same\" }}",
                "{{ (dict .Values.env .Values.plain \"a\" \"same\").a }}",
                "{{ ternary \"x\" \"same\" .Values.enabled | default .Values.plain }}",
            })
    void whatWasNotChosenIsNotNamed(String template) {
        chart.file(V, "env: stage\nplain: same\nenabled: false\ntags:\n  stage: same\n")
                .file(T, "kind: Thing\na: " + template + "\n");

        assertThat(chart.render().keys(T, "a")).doesNotContain("plain", "tags.stage");
    }

    /** What a template writes itself stays the template's, whatever values it asked for. */
    @Test
    void dataThatTheTemplateMakesLeadsToTheTemplate() {
        chart.file(V, "user: admin\npassword: secret1\nenabled: true\n")
                .file(
                        T,
                        "kind: Thing\ndata:\n  a: {{ \"changeme\" | b64enc }}\n"
                                + "  b: {{ ternary \"one\" \"two\" .Values.enabled | b64enc }}\n"
                                + "  c: {{ htpasswd .Values.user .Values.password | b64enc }}\n");

        TestRender render = chart.render();

        assertThat(render.primary(T, "data.a")).isEqualTo(chart.in(T, "a: {{"));
        assertThat(render.primary(T, "data.b")).isEqualTo(chart.in(T, "b: {{"));
    }

    @Test
    void aMappingWrittenAsAWholeLeadsToTheKeyInside() {
        chart.file(V, """
                        security:
                          runAsUser: 1
                          capabilities:
                            drop: [ALL]
                            add:
                              - NET_RAW
                        """)
                .file(T, "kind: Thing\nctx:\n  {{- toYaml .Values.security | nindent 2 }}\n")
                .values("prod.yaml", "security:\n  runAsUser: 2\n");

        TestRender render = chart.render();

        assertThat(render.primary(T, "ctx.runAsUser")).isEqualTo(chart.inWorkspace("prod.yaml", "runAsUser"));
        assertThat(render.keys(T, "ctx.runAsUser")).containsExactly("security.runAsUser");
        assertThat(render.primary(T, "ctx.capabilities.add")).isEqualTo(chart.in(V, "add:"));
        assertThat(render.primary(T, "ctx.capabilities.add.0")).isEqualTo(chart.in(V, "NET_RAW"));
        assertThat(render.keys(T, "ctx.capabilities.drop.0")).containsExactly("security.capabilities.drop[0]");
    }

    /** As strimzi composes its images. */
    @Test
    void theFieldOfAValueThatIsChosenIsFollowed() {
        chart.file(V, """
                        defaultRegistry: quay.io
                        defaultTag: latest
                        image: {registry: "", name: operator, tag: ""}
                        """)
                .file("templates/_image.tpl", """
                        {{- define "image" -}}
                        {{- $vals := ternary .Values.image (index .Values .key).image (empty .key) -}}
                        {{- $ref := join "/" (compact (list (default .Values.defaultRegistry $vals.registry) $vals.name)) -}}
                        {{- $tag := join "" (compact (list (coalesce $vals.tag $vals.tagPrefix .Values.defaultTag) "")) -}}
                        {{- join "" (compact (list $ref (ternary ":" "@" (empty $vals.digest)) (default $tag $vals.digest))) -}}
                        {{- end -}}
                        """)
                .file(T, "kind: Thing\nimage: {{ template \"image\" (set . \"key\" \"\") }}\n");

        TestRender render = chart.render();

        assertThat(render.primary(T, "image")).isEqualTo(chart.in(V, "defaultTag"));
        assertThat(render.keys(T, "image")).contains("defaultTag", "image.name", "defaultRegistry");
    }

    @Test
    void aMissingFieldPointsAtItsNearestParent() {
        chart.file(V, "security: {runAsUser: 1, inner: {a: 1}}\n")
                .file(T, "kind: Thing\nctx:\n  {{- toYaml .Values.security | nindent 2 }}\nlit:\n  a: 1\n");

        TestRender render = chart.render();

        assertThat(render.primary(T, "lit.privileged")).isEqualTo(chart.in(T, "lit:"));
        // here the parent itself is the user's value
        assertThat(render.primary(T, "ctx.inner.b")).isEqualTo(chart.in(V, "inner"));
    }

    /** As charts render what may be a template: a text as it is, anything else as YAML, and either by tpl if it needs that. */
    @Test
    void aFieldThatAListOfValuesLacksLeadsToItsItem() {
        chart.file(V, """
                        kept: {steps: [{name: wait, image: a}, {name: copy, image: "{{ .Values.image }}"}]}
                        image: b
                        """).file("templates/_a.tpl", """
                        {{- define "rendered" -}}
                        {{- $text := typeIs "string" .value | ternary .value (.value | toYaml) }}
                        {{- if contains "{{" (toJson .value) }}{{ tpl $text .context }}{{ else }}{{ $text }}{{ end }}
                        {{- end -}}
                        """).file(T, """
                        kind: Thing
                        steps: {{- include "rendered" (dict "value" .Values.kept.steps "context" $) | nindent 2 }}
                        """);

        TestRender render = chart.render();

        assertThat(render.keys(T, "steps.0.limits")).containsExactly("kept.steps[0]");
        assertThat(render.keys(T, "steps.1.limits")).containsExactly("kept.steps[1]");
        assertThat(render.primary(T, "steps.0.limits")).isEqualTo(chart.in(V, "{name: wait"));
        assertThat(render.keys(T, "steps.1.name")).containsExactly("kept.steps[1].name");
    }

    /** Each line of it is the value's, also where it is short, stands beside what an action made, or has another value inside. */
    @Test
    void aLineOfATextThatIsExecutedLeadsToTheText() {
        chart.file(V, """
                        command: |
                          - sh
                          - -c
                          - run --user={{ .Values.user }} --all
                        user: me
                        url: "jdbc:{{ if .Values.user }}a.example.org{{ else }}b{{ end }}/shop"
                        """)
                .file("templates/_a.tpl", "{{ define \"command\" }}{{ tpl .Values.command . }}{{ end }}")
                .file(T, """
                        kind: Thing
                        command:
                          {{- include "command" . | nindent 2 }}
                        url: '{{ tpl .Values.url . }}'
                        plain: sh
                        """);

        TestRender render = chart.render();

        assertThat(render.keys(T, "command.0")).containsExactly("command");
        assertThat(render.keys(T, "command.1")).containsExactly("command");
        assertThat(render.keys(T, "command.2")).contains("command", "user");
        assertThat(render.keys(T, "url")).contains("url");
        assertThat(render.keys(T, "plain")).isEmpty();
    }

    /** A key that is a text, walked step by step; of several the one whose value is seen. */
    @Test
    void aKeyThatIsWalkedByItsNameIsTheValueItLeadsTo() {
        chart.file(V, "global: {auth: {password: \"\"}}\nauth: {password: Harbor12345, user: admin}\n")
                .file("templates/_a.tpl", """
                        {{- define "walked" -}}
                        {{- $at := .context.Values -}}
                        {{- $found := "" -}}
                        {{- range splitList "." .key -}}{{- $found = index $at . -}}{{- $at = $found -}}{{- end -}}
                        {{- printf "%v" (default "" $found) -}}
                        {{- end -}}
                        {{- define "set" -}}
                        {{- $key := first .keys -}}
                        {{- range reverse .keys -}}
                        {{- if include "walked" (dict "key" . "context" $.context) }}{{ $key = . }}{{ end -}}
                        {{- end -}}
                        {{- printf "%s" $key -}}
                        {{- end -}}
                        {{- define "password" -}}
                        {{- $key := include "set" . -}}
                        {{- $given := include "walked" (dict "key" $key "context" .context) -}}
                        {{- $password := "" -}}
                        {{- if $given }}{{ $password = $given | toString }}{{ else }}{{ $password = randAlphaNum 9 }}{{ end -}}
                        {{- printf "%s" ($password | b64enc) | quote -}}
                        {{- end -}}
                        """)
                .file(T, """
                        kind: Thing
                        data:
                          password: {{ include "password" (dict "keys" (list "global.auth.password" "auth.password") "context" $) }}
                          none: {{ include "walked" (dict "key" "auth.none" "context" $) | default "admin" }}
                        """);

        TestRender render = chart.render();

        assertThat(render.primary(T, "data.password")).isEqualTo(chart.in(V, "password: Harbor12345"));
        assertThat(render.keys(T, "data.none")).isEmpty();
    }

    @Test
    void loopsWithAndVariablesAreFollowed() {
        chart.file(V, """
                        services:
                          web: {port: 80}
                          api: {port: 81}
                        hosts:
                          - name: first
                          - name: second
                        extra: {zone: north}
                        """).file(T, """
                        kind: Thing
                        {{- $root := . }}
                        services:
                        {{- range $name, $service := .Values.services }}
                          {{ $name }}:
                            port: {{ $service.port }}
                        {{- end }}
                        hosts:
                        {{- range .Values.hosts }}
                          - {{ .name }}
                        {{- end }}
                        {{- with .Values.extra }}
                        zone: {{ .zone }}
                        again: {{ $root.Values.extra.zone }}
                        and: {{ $.Values.extra.zone }}
                        {{- end }}
                        """);

        TestRender render = chart.render();

        assertThat(render.primary(T, "services.web.port")).isEqualTo(chart.in(V, "port: 80"));
        assertThat(render.primary(T, "services.api.port")).isEqualTo(chart.in(V, "port: 81"));
        assertThat(render.keys(T, "services.api.port")).containsExactly("services.api.port");
        assertThat(render.primary(T, "hosts.1")).isEqualTo(chart.in(V, "name: second"));
        assertThat(render.keys(T, "hosts.0")).containsExactly("hosts[0].name");
        for (String field : new String[] {"zone", "again", "and"}) {
            assertThat(render.primary(T, field)).as(field).isEqualTo(chart.in(V, "zone"));
        }
    }

    @Test
    void helpersAndTheirArgumentsAreFollowed() {
        chart.file(V, "global: {registry: r.example}\nweb:\n  image:\n    repository: store/web\n    tag: v1\n")
                .file("templates/_helpers.tpl", """
                        {{ define "image" -}}
                        {{ .root.Values.global.registry }}/{{ .image.repository }}:{{ .image.tag }}
                        {{- end }}
                        {{ define "deep" }}{{ include "image" (dict "root" .top "image" .web.image) }}{{ end }}
                        """)
                .file(T, """
                        kind: Thing
                        image: {{ include "image" (dict "root" $ "image" .Values.web.image) }}
                        quoted: {{ include "image" (dict "root" $ "image" .Values.web.image) | quote }}
                        deep: {{ include "deep" (dict "top" . "web" .Values.web) }}
                        """)
                .values("prod.yaml", "web: {image: {tag: v2}}\n");

        TestRender render = chart.render();

        for (String field : new String[] {"image", "quoted", "deep"}) {
            assertThat(render.primary(T, field)).as(field).isEqualTo(chart.inWorkspace("prod.yaml", "tag"));
            assertThat(render.keys(T, field))
                    .as(field)
                    .containsExactly("web.image.tag", "web.image.repository", "global.registry");
        }
    }

    @Test
    void theBranchThatWasTakenCounts() {
        chart.file(V, "name: ''\nother: used\nset: mine\nflag: true\n").file(T, """
                        kind: Thing
                        a: {{ default "fallback" .Values.name }}
                        b: {{ .Values.set | default .Values.other }}
                        c: {{ .Values.name | default .Values.other }}
                        d: {{ ternary .Values.set .Values.other .Values.flag }}
                        e: {{ coalesce .Values.missing .Values.name .Values.other }}
                        {{- $x := .Values.set }}
                        {{- if not .Values.flag }}{{ $x = .Values.other }}{{ end }}
                        f: {{ $x }}
                        {{- if .Values.flag }}{{ $x = .Values.other }}{{ end }}
                        g: {{ $x }}
                        """);

        TestRender render = chart.render();

        assertThat(render.keys(T, "a")).isEmpty();
        assertThat(render.keys(T, "b")).containsExactly("set");
        assertThat(render.keys(T, "c")).containsExactly("other");
        assertThat(render.keys(T, "d")).containsExactly("set");
        assertThat(render.keys(T, "e")).containsExactly("other");
        assertThat(render.keys(T, "f")).containsExactly("set");
        assertThat(render.keys(T, "g")).containsExactly("other");
    }

    @Test
    void aliasesGlobalsAndParentsSetTheValuesOfSubcharts() {
        chart.file("Chart.yaml", """
                        apiVersion: v2
                        name: shop
                        version: 1.0.0
                        dependencies:
                          - {name: cache, version: 1.x, alias: hot, repository: "file://../cache"}
                          - {name: cache, version: 1.x, alias: cold, repository: "file://../cache"}
                        """)
                .file(V, "global: {zone: north}\ncold:\n  port: 2\n")
                .outside("cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n")
                .outside("cache/values.yaml", "port: 1\nname: cache\n")
                .outside(
                        "cache/templates/b.yaml",
                        "kind: Cache\nport: {{ .Values.port }}\nname: {{ .Values.name }}\nzone: {{ .Values.global.zone }}\n");

        TestRender render = chart.render();
        String hot = "charts/hot/templates/b.yaml";
        String cold = "charts/cold/templates/b.yaml";

        assertThat(render.keys(hot, "port")).containsExactly("hot.port");
        assertThat(render.primary(hot, "port")).isEqualTo(chart.inWorkspace("cache/values.yaml", "port"));
        assertThat(render.primary(cold, "port")).isEqualTo(chart.in(V, "port: 2"));
        assertThat(render.primary(cold, "name")).isEqualTo(chart.inWorkspace("cache/values.yaml", "name"));
        assertThat(render.keys(cold, "zone")).containsExactly("global.zone");
        assertThat(render.primary(cold, "zone")).isEqualTo(chart.in(V, "zone"));
        assertThat(render.primary(cold, "kind")).isEqualTo("cache/templates/b.yaml:1:1");
    }

    /** Helm 3 hangs what an alias depends on into the alias where the chart says that it depends on something. */
    @Test
    void whatAnAliasDependsOnHasTheValuesOfTheAlias() {
        chart.file("Chart.yaml", """
                        apiVersion: v2
                        name: shop
                        version: 1.0.0
                        dependencies:
                          - {name: cache, version: 1.x, alias: hot}
                          - {name: cache, version: 1.x, alias: cold}
                        """)
                .file(V, "hot: {}\ncold:\n  disk: {size: 2}\n")
                .file(
                        "charts/cache/Chart.yaml",
                        "{apiVersion: v2, name: cache, version: 1.0.0, dependencies: [{name: disk, version: 1.x}]}\n")
                .file("charts/cache/charts/disk/Chart.yaml", "{apiVersion: v2, name: disk, version: 1.0.0}\n")
                .file("charts/cache/charts/disk/values.yaml", "size: 1\n")
                .file("charts/cache/charts/disk/templates/b.yaml", """
                        kind: Disk
                        size: {{ .Values.size }}
                        other: {{ include (print $.Template.BasePath "/c.yaml") . | sha256sum }}
                        """)
                .file("charts/cache/charts/disk/templates/c.yaml", "kind: Other\n");

        TestRender render = chart.render();
        String hot = "charts/hot/charts/disk/templates/b.yaml";
        String cold = "charts/cold/charts/disk/templates/b.yaml";

        assertThat(render.primary(hot, "size")).isEqualTo(chart.in("charts/cache/charts/disk/values.yaml", "size"));
        assertThat(render.keys(hot, "size")).containsExactly("hot.disk.size");
        assertThat(render.primary(cold, "size")).isEqualTo(chart.in(V, "size: 2"));
    }

    /** Where it says nothing of the kind, one copy of what lies in it is left for all aliases. */
    @Test
    void whatLiesInAnAliasThatNamesNoDependenciesIsRenderedOnce() {
        chart.file("Chart.yaml", """
                        apiVersion: v2
                        name: shop
                        version: 1.0.0
                        dependencies:
                          - {name: cache, version: 1.x, alias: hot}
                          - {name: cache, version: 1.x, alias: cold}
                        """)
                .file("charts/cache/Chart.yaml", "{apiVersion: v2, name: cache, version: 1.0.0}\n")
                .file("charts/cache/charts/disk/Chart.yaml", "{apiVersion: v2, name: disk, version: 1.0.0}\n")
                .file("charts/cache/charts/disk/templates/b.yaml", """
                        kind: Disk
                        other: {{ include (print $.Template.BasePath "/c.yaml") . | sha256sum }}
                        """)
                .file("charts/cache/charts/disk/templates/c.yaml", "kind: Other\n");

        TestRender render = chart.render();

        assertThat(render.primary("charts/cache/charts/disk/templates/b.yaml", "kind"))
                .isEqualTo(chart.in("charts/cache/charts/disk/templates/b.yaml", "kind"));
    }

    @Test
    void aKeyTakenAwayByNullIsNoOrigin() {
        chart.file(V, "ctx: {a: 1, b: 2}\n")
                .file(T, "kind: Thing\nctx: {{ toYaml .Values.ctx | nindent 2 }}\n")
                .values("prod.yaml", "ctx: {a: null}\n");

        TestRender render = chart.render();

        assertThat(render.text(T)).doesNotContain("a:");
        assertThat(render.primary(T, "ctx.b")).isEqualTo(chart.in(V, "b: 2"));
    }

    @Test
    void valuesOfDottedAndDuplicateKeys() {
        chart.file(V, "labels:\n  app.example/name: shop\n")
                .file(T, "kind: Thing\nl: {{ toYaml .Values.labels | nindent 2 }}\n");

        assertThat(chart.render().origin(T, "l").valuesKeys()).containsExactly("labels");
        assertThat(chart.render().files().get(0).text()).contains("app.example/name: shop");
    }

    @Test
    @Timeout(20)
    void helpersThatCallEachOtherManyTimesAreGivenUpInTime() {
        var helpers = new StringBuilder("{{ define \"h0\" }}{{ .Values.name }}{{ end }}\n");
        for (int i = 1; i < 20; i++) {
            String call = "{{ include \"h" + (i - 1) + "\" . }}";
            helpers.append("{{ define \"h")
                    .append(i)
                    .append("\" }}{{ if .Values.deep }}")
                    .append(call.repeat(4));
            helpers.append("{{ end }}{{ end }}\n");
        }
        chart.file(V, "name: shop\nfirst: x\n")
                .file("templates/_h.tpl", helpers.toString())
                .file(T, "kind: Thing\na: {{ include \"h19\" . | default .Values.first | quote }}\n");

        TestRender render = chart.render();

        assertThat(render.text(T)).contains("a: \"x\"");
        assertThat(render.primary(T, "a")).isIn(chart.in(V, "first"), chart.in(T, "a: {{"));
    }
}
