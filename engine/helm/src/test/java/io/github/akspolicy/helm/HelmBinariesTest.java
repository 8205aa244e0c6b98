package io.github.akspolicy.helm;

import static io.github.akspolicy.source.SetValue.Type.SET;
import static io.github.akspolicy.source.SetValue.Type.SET_JSON;
import static io.github.akspolicy.source.SetValue.Type.SET_STRING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmEngines;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.ChartValues;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.SetValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The documents of charts equal those that the reference binaries write, with the embedded Helm and with each binary
 * behind the renderer. The binaries are those of {@code -Daks-policy.helm-binaries=FOLDER} (with {@code helm3} and
 * {@code helm4}), else {@code fetch-helm.sh} of conformance fetches them.
 */
@Tag("deep")
class HelmBinariesTest {
    private static final Path SAMPLES =
            Path.of("../../samples").toAbsolutePath().normalize();
    private static Path binaries;

    @TempDir
    private Path folder;

    @BeforeAll
    static void fetch() throws IOException, InterruptedException {
        binaries = HelmBinaries.folder();
    }

    static Stream<Arguments> charts() {
        var cases = new ArrayList<Arguments>();
        for (String helm : new String[] {"helm3", "helm4"}) {
            for (String sample : new String[] {"store", "store-insecure"}) {
                for (String values : new String[] {"values-dev.yaml", "values-prod.yaml"}) {
                    cases.add(Arguments.of(helm, sample + " " + values, sample(sample, values)));
                }
            }
            cases.add(Arguments.of(helm, "loops, helpers and trims", (Consumer<TestChart>) HelmBinariesTest::loops));
            cases.add(Arguments.of(helm, "subcharts", (Consumer<TestChart>) HelmBinariesTest::subcharts));
            cases.add(Arguments.of(helm, "hooks", (Consumer<TestChart>) HelmBinariesTest::hooks));
            cases.add(Arguments.of(helm, "keys set twice", (Consumer<TestChart>) HelmBinariesTest::keysSetTwice));
            cases.add(Arguments.of(helm, "line ends", (Consumer<TestChart>) HelmBinariesTest::lineEnds));
            cases.add(Arguments.of(helm, "files and tpl", (Consumer<TestChart>) HelmBinariesTest::files));
            for (SetValue set : SETS) {
                cases.add(Arguments.of(helm, set.type() + " " + set.key() + "=" + set.value(), (Consumer<TestChart>)
                        chart -> sets(chart, set)));
            }
        }
        return cases.stream();
    }

    private static final List<SetValue> SETS = List.of(
            set(SET, "port", "80"),
            set(SET, "port", "080"),
            set(SET, "port", "0"),
            set(SET, "port", "-5"),
            set(SET, "port", "1e3"),
            set(SET, "big", "12345678901234"),
            set(SET, "flag", "TRUE"),
            set(SET, "map.x", "null"),
            set(SET, "text", "a\\,b=c"),
            set(SET, "names", "{a,b,3,true}"),
            set(SET, "a\\.b/c", "v"),
            set(SET, "list[1].a", "5"),
            set(SET, "list[3]", "x"),
            set(SET, "list[0].b.c", "d"),
            set(SET, "fresh[1][2]", "x"),
            set(SET, "one", "1,two=2,map.q=z"),
            set(SET, "empty", ""),
            set(SET, "map", "x"),
            set(SET_STRING, "port", "80"),
            set(SET_STRING, "names", "{1,2}"),
            set(SET_JSON, "obj", "{\"a\":[1,\"x\",null,2.5]}"),
            set(SET_JSON, "list", "[]"),
            set(SET_JSON, "map.x", "{\"deep\":true}"));

    private static SetValue set(SetValue.Type type, String key, String value) {
        return new SetValue(type, key, value, TestChart.SET);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("charts")
    void documentsEqualTheBinarys(String helm, String name, Consumer<TestChart> prepare) throws Exception {
        var chart = new TestChart(folder);
        prepare.accept(chart);
        ChartRequest request = withTestHooks(chart.request());
        Path binary = binaries.resolve(helm);
        SortedMap<String, List<Object>> expected = documents(HelmBinaries.template(binary, request));
        assertThat(expected).isNotEmpty();

        assertThat(documents(new HelmChartRenderer().render(request).manifests()))
                .isEqualTo(expected);
        HelmEngine engine = HelmEngines.binary(binary);
        assertThat(documents(new HelmChartRenderer(engine).render(request).manifests()))
                .as(engine.version())
                .isEqualTo(expected);
    }

    static Stream<Arguments> ownCharts() {
        return charts().filter(chart -> !String.valueOf(chart.get()[1]).startsWith("store"));
    }

    /** Each chart prints the values that it sees; what we hand to policies must be the same to the last digit. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("ownCharts")
    void valuesEqualTheBinarys(String helm, String name, Consumer<TestChart> prepare) throws Exception {
        var chart = new TestChart(folder);
        prepare.accept(chart);
        try (Stream<Path> files = Files.walk(chart.path())) {
            for (Path metadata :
                    files.filter(file -> file.endsWith("Chart.yaml")).toList()) {
                Path templates = Files.createDirectories(metadata.resolveSibling("templates"));
                Files.writeString(templates.resolve("all.yaml"), "kind: V\nall: {{ .Values | toJson | quote }}\n");
            }
        }
        ChartRequest request = chart.request();
        SortedMap<String, List<Object>> expected = documents(HelmBinaries.template(binaries.resolve(helm), request));
        expected.keySet().removeIf(path -> !path.endsWith("/templates/all.yaml"));
        assertThat(expected).isNotEmpty();

        var seen = new TreeMap<String, List<Object>>();
        for (ChartValues values : new HelmChartRenderer().render(request).values()) {
            seen.put(
                    values.name().replace("/", "/charts/") + "/templates/all.yaml",
                    List.of("{kind=V, all=" + values.content().text() + "}"));
        }
        assertThat(seen).isEqualTo(expected);
    }

    static ChartRequest withTestHooks(ChartRequest request) {
        return new ChartRequest(
                request.chart(),
                request.releaseName(),
                request.namespace(),
                request.kubeVersion(),
                request.apis(),
                request.valuesFiles(),
                request.setValues(),
                false,
                true,
                List.of(),
                request.workspace());
    }

    /** The documents of Helm's output by template, decoded; order within a template is not Helm's to keep. */
    static SortedMap<String, List<Object>> documents(String output) throws ManifestException {
        var documents = new TreeMap<String, List<Object>>();
        for (String part : output.split("(?m)^---\\n# Source: ")) {
            int end = part.indexOf('\n');
            if (end > 0) {
                decode(part.substring(0, end).strip(), part.substring(end), documents);
            }
        }
        return sorted(documents);
    }

    static SortedMap<String, List<Object>> documents(List<ManifestFile> files) throws ManifestException {
        var documents = new TreeMap<String, List<Object>>();
        for (ManifestFile file : files) {
            decode(file.path(), file.text(), documents);
        }
        return sorted(documents);
    }

    private static void decode(String path, String text, SortedMap<String, List<Object>> into)
            throws ManifestException {
        for (Node node : ManifestReader.manifests(text)) {
            into.computeIfAbsent(path, key -> new ArrayList<>()).add(String.valueOf(Node.toPlain(node)));
        }
    }

    private static SortedMap<String, List<Object>> sorted(SortedMap<String, List<Object>> documents) {
        documents.values().forEach(list -> list.sort(java.util.Comparator.comparing(Object::toString)));
        return documents;
    }

    private static Consumer<TestChart> sample(String name, String values) {
        return chart -> {
            chart.at(SAMPLES.resolve(name).resolve("deploy/store").toString());
            assertThat(chart.path()).isDirectory();
            chart.valuesFile(chart.path().resolve(values));
        };
    }

    private static void loops(TestChart chart) {
        chart.file("values.yaml", "m: {b: 2, a: 1}\nl: [x, y]\nnone: []\nn: 1000000\nf: 1.50\n")
                .file("templates/_h.tpl", """
                        {{- define "h.labels" }}
                        app: {{ .Chart.Name | quote }}
                        {{- if .Values.m }}
                        more: {{ .Values.m.a }}
                        {{- end }}
                        {{- end -}}
                        {{ define "h.flag" }}  true  {{ end }}
                        """)
                .file("templates/a.yaml", """
                        {{- /* first */ -}}
                        kind: A
                        labels: {{- include "h.labels" . | nindent 2 }}
                        {{- if eq (include "h.flag" . | trim) "true" }}
                        flag: yes
                        {{- else if .Values.none }}
                        flag: no
                        {{- end }}
                        keys:
                        {{- range $k, $v := .Values.m }}
                          {{ $k }}: {{ $v -}}
                        {{ end }}
                        list: [ {{- range $i, $e := .Values.l }}{{ if $i }}, {{ end }}{{ $e }}{{ end -}} ]
                        {{- range .Values.none }}
                        never: 1
                        {{- else }}
                        empty: 1
                        {{- end }}
                        num: {{ .Values.n }}
                        i: {{ int .Values.n }}
                        f: {{ .Values.f }}
                        nothing: {{ .Values.nothing }}
                        block: |
                          {{- range .Values.l }}
                          line {{ . }}
                          {{- end }}
                        ---
                        kind: B
                        sum: {{ include (print .Template.BasePath "/c.yaml") . | sha256sum }}
                        """)
                .file("templates/c.yaml", "{{- if false }}\nkind: C\n{{- end }}\n# only a comment\n");
    }

    private static void subcharts(TestChart chart) {
        chart.file("Chart.yaml", """
                        apiVersion: v2
                        name: shop
                        version: 1.0.0
                        dependencies:
                          - {name: sub, version: 1.0.0, alias: left, condition: left.enabled}
                          - {name: sub, version: 1.0.0, alias: right, condition: right.enabled}
                          - {name: sub, version: 1.0.0, alias: off, condition: off.enabled}
                          - {name: lib, version: 1.0.0, import-values: [{child: defaults, parent: fromLib}]}
                        """)
                .file("values.yaml", "global: {g: 1}\nleft: {v: l}\noff: {enabled: false}\nfromLib: {own: 1}\n")
                .file("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n")
                .file("charts/sub/values.yaml", "v: default\n")
                .file(
                        "charts/sub/templates/s.yaml",
                        "kind: S\nv: {{ .Values.v }}\ng: {{ .Values.global.g }}\nn: {{ .Chart.Name }}\n"
                                + "l: {{ include \"lib.x\" . }}\n")
                .file("charts/lib/Chart.yaml", "apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n")
                .file("charts/lib/values.yaml", "defaults: {a: b}\n")
                .file("charts/lib/templates/_l.tpl", "{{ define \"lib.x\" }}{{ .Release.Name }}-x{{ end }}")
                .file(
                        "templates/a.yaml",
                        "kind: A\nlib: {{ toJson .Values.fromLib }}\nr: {{ .Values.right | toJson }}\n");
    }

    private static void hooks(TestChart chart) {
        chart.file("templates/a.yaml", """
                        apiVersion: batch/v1
                        kind: Job
                        metadata: {name: a, annotations: {helm.sh/hook: "pre-install, post-upgrade"}}
                        ---
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: b, annotations: {helm.sh/hook: test}}
                        ---
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: c, annotations: {helm.sh/hook: unheard-of}}
                        ---
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: d}
                        """).file("templates/NOTES.txt", "thanks");
    }

    /** Helm 4 names types, and charts within aliases, otherwise than the embedded Helm 3. */
    @Test
    void chartsThatLookUpAreExecutedAsByTheBinary() throws Exception {
        documentsEqualTheBinarys("helm3", "lookups", HelmBinariesTest::lookups);
    }

    /** What a template can see of the way it is executed: with lookups the embedded Helm executes them from another. */
    private static void lookups(TestChart chart) {
        chart.file("Chart.yaml", """
                        apiVersion: v2
                        name: shop
                        version: 1.0.0
                        dependencies:
                          - {name: sub, version: 1.0.0, repository: '', alias: left}
                          - {name: sub, version: 1.0.0, repository: '', alias: right, condition: right.on}
                          - {name: lib, version: 1.0.0, repository: ''}
                        """)
                .file("values.yaml", "seen: [start]\nright: {on: false}\n")
                .file("templates/a.yaml", """
                        kind: A
                        found: {{ lookup "v1" "Secret" "default" "x" | toJson }}
                        viaTpl: {{ tpl (printf "{{ %s%s %q %q %q %q | toJson }}" "loo" "kup" "v1" "Secret" "" "") . }}
                        types: {{ list (typeOf .) (typeOf .Template) (typeOf .Values) (typeOf .Subcharts) | toJson | quote }}
                        more: {{ list (typeOf .Subcharts.left) (typeOf .Release) (kindOf .Template) | toJson | quote }}
                        name: {{ printf "%s %s %v" .Template.Name .Template.BasePath .Template | quote }}
                        seen: {{ .Values.seen | toJson }}
                        stored: {{ (.Values.stored).Name }}
                        values: {{ .Values | toJson | quote }}
                        sub: {{ omit .Subcharts.left "Capabilities" "Subcharts" | toJson | quote }}
                        lib: {{ include "lib.x" . }}
                        keys: {{ list (keys . | sortAlpha) (keys .Subcharts.left | sortAlpha) | toJson | quote }}
                        methods: {{ .Template.AsMap | toJson | quote }}
                        count: {{ .Values.count }}
                        missing: {{ .Values.nothing }}
                        """)
                .file("templates/x/b.yaml", """
                        {{- $_ := set .Values "seen" (append (.Values.seen | default list) .Template.Name) }}
                        {{- $_ := set .Values "stored" .Template }}
                        {{- $_ := set .Subcharts.left.Values "fromRoot" "yes" }}
                        kind: B
                        found: {{ len (lookup "v1" "Secret" "" "") }}
                        metadata: {annotations: {helm.sh/hook: pre-install}}
                        """)
                .file("templates/NOTES.txt", "{{- $_ := set .Values \"count\" (add1 (.Values.count | default 0)) }}n\n")
                .file("charts/lib/Chart.yaml", "apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n")
                .file("charts/lib/templates/_l.tpl", "{{ define \"lib.x\" }}{{ .Template.Name }}{{ end }}")
                .file("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n")
                .file("charts/sub/values.yaml", "v: default\n")
                .file("charts/sub/templates/s.yaml", """
                        kind: S
                        types: {{ list (typeOf .) (typeOf .Template) (typeOf .Values) (typeOf .Subcharts.deep) | toJson | quote }}
                        name: {{ .Template.Name }}
                        values: {{ .Values | toJson | quote }}
                        keys: {{ keys . | sortAlpha | toJson | quote }}
                        chart: {{ .Chart.Name }}
                        {{- $_ := set .Values "mutated" .Template.Name }}
                        {{ if lookup "v1" "Pod" "" "" }}no: 1{{ end }}
                        """)
                .file("charts/sub/charts/deep/Chart.yaml", "apiVersion: v2\nname: deep\nversion: 1.0.0\n")
                .file(
                        "charts/sub/charts/deep/templates/d.yaml",
                        "kind: D\ntype: {{ typeOf $ | quote }}\nvalues: {{ $.Values | toJson | quote }}\nname: {{ .Template.Name }}\n");
    }

    /** Helm acts by the last of equal keys: here the hook. */
    private static void keysSetTwice(TestChart chart) {
        chart.file(
                "templates/a.yaml",
                "kind: A\nmetadata:\n  name: a\n  annotations:\n    helm.sh/hook: test\n    helm.sh/hook: pre-install\n"
                        + "  labels: {a: b}\n  labels: {c: d}\n---\nkind: B\nmetadata: {name: b}\nspec: {x: 1}\nspec: {y: 2}\n");
    }

    private static void lineEnds(TestChart chart) {
        chart.file(
                        "templates/a.yaml",
                        "\uFEFFkind: A\r\n{{- if true }}\r\na: |\r\n  x\r\n  y\r\n{{- end }}\r\nb: 1\r\n")
                .file("templates/b.yaml", "kind: B\ntext: 'ünïcode 日本 \uE000'\nnul: ~\n");
    }

    private static void files(TestChart chart) {
        chart.file("values.yaml", "t: 'v{{ .Chart.Version }}'\n")
                .file("conf/x.conf", "a = 1\nb = {{ .Values.t }}\n")
                .file("templates/a.yaml", """
                        kind: ConfigMap
                        data:
                          t: {{ tpl .Values.t . }}
                          x: |-
                            {{- tpl (.Files.Get "conf/x.conf") . | nindent 4 }}
                          all:
                            {{- (.Files.Glob "conf/*").AsConfig | nindent 4 }}
                          l: {{ lookup "v1" "Secret" "a" "b" | toJson }}
                        """);
    }

    private static void sets(TestChart chart, SetValue set) {
        chart.values("base.yaml", "list: [{a: 1}, {a: 2}]\nmap: {x: 1, z: 2}\n")
                .file("templates/a.yaml", "v: {{ omit .Values \"global\" | toJson }}\nk: {{ kindOf .Values.port }}\n")
                .set(set.type(), set.key(), set.value());
    }
}
