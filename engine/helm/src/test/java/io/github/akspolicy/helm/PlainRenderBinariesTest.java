package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmEngines;
import io.github.akspolicy.source.ChartRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Charts of which Helm does not return what it renders at the first call: those that look things up, and those whose text it
 * cannot return as it is. Their documents equal those of the reference binaries, as {@link HelmBinariesTest} has it.
 */
@Tag("deep")
class PlainRenderBinariesTest {
    private static final String LOOKUP = "{{- $_ := lookup \"v1\" \"Secret\" \"a\" \"b\" }}\n";

    /** In the copy without lookups, which is an archive, Helm would read a file of them otherwise. */
    private static final List<String> OF_COPIES = List.of("names with a backslash", "charts in archives", "an archive");

    @TempDir
    private Path folder;

    static Stream<Arguments> charts() {
        var cases = new ArrayList<Arguments>();
        for (String cause : List.of(LOOKUP, "# \uFFFD\n")) {
            add(cases, "names with a backslash", cause, PlainRenderBinariesTest::names);
            add(cases, "byte order marks", cause, PlainRenderBinariesTest::marks);
            add(cases, "charts in archives", cause, PlainRenderBinariesTest::archives);
            add(cases, "an archive", cause, PlainRenderBinariesTest::archive);
            add(cases, "aliases within aliases", cause, PlainRenderBinariesTest::aliases);
            add(cases, "a chart under two names", cause, PlainRenderBinariesTest::twice);
            add(cases, "more than an error log holds", cause, chart -> {
                for (int i = 0; i < 20; i++) {
                    chart.file("templates/long" + i + ".yaml", "kind: A\ntext: {{ repeat 9000 `x` }}\n");
                }
            });
            add(cases, "values that templates change", cause, PlainRenderBinariesTest::order);
            for (String ignored : List.of("*.bak\n.*", "templates/sub", "charts/dark")) {
                add(cases, "ignored: " + ignored.replace('\n', ' '), cause, chart -> ignore(chart, ignored));
            }
        }
        return cases.stream();
    }

    private static void add(List<Arguments> cases, String name, String cause, Consumer<TestChart> chart) {
        Consumer<TestChart> whole = chart.andThen(it -> it.file("templates/cause.yaml", cause + "kind: Cause\n"));
        String why = cause.equals(LOOKUP) ? ", lookup" : ", U+FFFD";
        for (String helm : new String[] {"helm3", "helm4"}) {
            // Helm 4 renders what is used within two aliases twice
            if (helm.equals("helm3") || !name.contains("aliases")) {
                cases.add(Arguments.of(helm, name + why, whole));
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("charts")
    void documentsEqualTheBinarys(String helm, String name, Consumer<TestChart> prepare) throws Exception {
        var chart = new TestChart(folder);
        prepare.accept(chart);
        ChartRequest request = HelmBinariesTest.withTestHooks(chart.request());
        Path binary = HelmBinaries.folder().resolve(helm);
        SortedMap<String, List<Object>> expected = HelmBinariesTest.documents(HelmBinaries.template(binary, request));
        assertThat(expected).isNotEmpty();

        if (name.startsWith("an archive")
                || name.endsWith(", lookup") && OF_COPIES.stream().anyMatch(name::startsWith)) {
            assertThat(chart.problem().message()).contains("in which it would read");
        } else {
            assertThat(HelmBinariesTest.documents(
                            new HelmChartRenderer().render(request).manifests()))
                    .isEqualTo(expected);
        }
        HelmEngine engine = HelmEngines.binary(binary);
        assertThat(HelmBinariesTest.documents(
                        new HelmChartRenderer(engine).render(request).manifests()))
                .as(engine.version())
                .isEqualTo(expected);
    }

    private static void names(TestChart chart) {
        chart.file("templates/e\\.yaml", "kind: A\n")
                .file("templates/x\\..\\y/b.yaml", "kind: B\nname: {{ .Template.Name | quote }}\n")
                .file("templates/\\.yaml", "kind: C\n")
                .file("templates/_\\x.yaml", "kind: D\n")
                .file("templates/{{a}}.yaml", "kind: E\n")
                .file("templates/NONCE \"`.yaml", "kind: G\n")
                .file("templates/sub/_b.yaml/c.yaml", "kind: F\n");
    }

    private static void marks(TestChart chart) {
        chart.file("conf.txt", "\uFEFF\uFEFFx")
                .file("values.yaml", "\uFEFF\uFEFFa: 1\n")
                .file(
                        "templates/a.yaml",
                        "\uFEFFkind: A\nlength: {{ .Files.Get \"conf.txt\" | len }}\na: {{ .Values.a }}\n");
    }

    private static TestArchive packed(String name) {
        return new TestArchive()
                .file(name + "/Chart.yaml", "apiVersion: v2\nname: " + name + "\nversion: 1.0.0\n")
                .file(name + "/values.yaml", "of: " + name + "\n")
                .file(name + "/.helmignore", "templates/\n")
                .file(name + "/mark.txt", "\uFEFF\uFEFFx")
                .file(name + "/templates/b.prov", "kind: D\n")
                .file(
                        name + "/templates/a.yaml",
                        "kind: A\nof: {{ .Values.of }}\nchart: {{ .Chart.Name }}\npath: {{ .Template.BasePath }}\n"
                                + "length: {{ .Files.Get \"mark.txt\" | len }}\ntype: {{ typeOf . | splitList \".\" | last }}\n");
    }

    private static void archives(TestChart chart) {
        byte[] deep = packed("deep").tgz();
        chart.bytes(
                "chart/charts/outer-1.0.0.tgz",
                packed("outer").file("outer/charts/deep-1.0.0.tgz", deep).tgz());
        chart.bytes(
                "chart/charts/other.tgz",
                packed("other")
                        .file("other/charts/inner/Chart.yaml", "apiVersion: v2\nname: inner\nversion: 1.0.0\n")
                        .file("other/charts/inner/templates/a.yaml", "kind: B\npath: {{ .Template.BasePath }}\n")
                        .tgz());
        chart.file("charts/plain/Chart.yaml", "apiVersion: v2\nname: plain\nversion: 1.0.0\n")
                .file("charts/plain/templates/a.yaml", "kind: C\n")
                .file("charts/plain/templates/b.prov", "kind: No\n")
                .file("charts/notes/readme.md", "ignored\n")
                .file("charts/signed/templates/a.prov", "kind: No\n")
                .file(".helmignore", "*.md\n")
                .bytes("chart/charts/plain/charts/deep.tgz", deep);
    }

    private static void archive(TestChart chart) {
        chart.bytes(
                        "shop.tgz",
                        packed("shop")
                                .file("shop/templates/cause.yaml", "{{ $_ := lookup `v1` `Pod` `` `` }}\nkind: X\n")
                                .file(
                                        "shop/charts/outer-1.0.0.tgz",
                                        packed("outer").tgz())
                                .file("shop/charts/lib/Chart.yaml", "{name: lib, version: 1.0.0, type: library}\n")
                                .file("shop/charts/lib/templates/a.yaml", "kind: No\n")
                                .tgz())
                .at("shop.tgz");
    }

    private static void aliases(TestChart chart) {
        chart.file("Chart.yaml", """
                        apiVersion: v2
                        name: shop
                        version: 1.0.0
                        dependencies:
                        - {name: foo, version: 1.0.0, alias: left}
                        - {name: foo, version: 1.0.0, alias: right}
                        """)
                .file("values.yaml", "left: {bar: {who: left}}\nright: {bar: {who: right}, baz: {who: right}}\n")
                .file("charts/foo/Chart.yaml", """
                        apiVersion: v2
                        name: foo
                        version: 1.0.0
                        dependencies:
                        - {name: bar, version: 1.0.0}
                        """)
                .file("charts/foo/templates/a.yaml", "kind: A\nname: {{ .Template.Name }}\n")
                .file("charts/foo/charts/bar/Chart.yaml", "apiVersion: v2\nname: bar\nversion: 1.0.0\n")
                .file("charts/foo/charts/bar/templates/a.yaml", "kind: B\nwho: {{ .Values.who }}\n")
                .file("charts/foo/charts/baz/Chart.yaml", "apiVersion: v2\nname: baz\nversion: 1.0.0\n")
                .file("charts/foo/charts/baz/templates/a.yaml", "kind: C\nwho: {{ .Values.who }}\n");
    }

    private static void twice(TestChart chart) {
        chart.file("Chart.yaml", """
                        apiVersion: v2
                        name: shop
                        version: 1.0.0
                        dependencies:
                        - {name: foo, version: 1.0.0, alias: second}
                        - {name: foo, version: 1.0.0, alias: third, condition: third.on}
                        """)
                .file("values.yaml", "third: {on: false}\n")
                .file("charts/foo/Chart.yaml", "apiVersion: v2\nname: foo\nversion: 1.0.0\n")
                .file("charts/foo/templates/a.yaml", "kind: A\nname: {{ .Chart.Name }}\n");
    }

    private static void order(TestChart chart) {
        String next = "{{ $_ := set $.Values.global `seen` (append $.Values.global.seen $.Template.Name) }}";
        chart.file("values.yaml", "global: {seen: [start]}\n")
                .file("charts/foo/Chart.yaml", "apiVersion: v2\nname: foo\nversion: 1.0.0\n")
                .file("charts/foo/templates/a.yaml", next + "\nkind: A\nn: {{ toJson .Values.global.seen }}\n")
                .file("charts/foo/templates/NOTES.txt", next + "thanks")
                .file("templates/x/y/z/Z.yaml", next + "\nkind: B\nn: {{ toJson .Values.global.seen }}\n")
                .file("templates/b.yaml", next + "\nkind: C\nn: {{ toJson .Values.global.seen }}\n")
                .file("templates/é.yaml", next + "\nkind: D\nn: {{ toJson .Values.global.seen }}\n")
                .file("templates/NOTES.txt", next + "thanks {{ `/w==` | b64dec }}");
    }

    private static void ignore(TestChart chart, String ignored) {
        chart.file(".helmignore", ignored + "\n")
                .file("templates/pod.yaml", "kind: A\n")
                .file("templates/a", "kind: B\n")
                .file("templates/~x", "kind: C\n")
                .file("templates/.d.yaml", "kind: D\n")
                .file("templates/sub/e.yaml", "kind: E\n")
                .file("templates/_p.tpl", "{{ define \"shop/templates/a\" }}kind: Wrong{{ end }}")
                .file("charts/dark/Chart.yaml", "apiVersion: v2\nname: dark\nversion: 1.0.0\n")
                .file("charts/dark/templates/f.yaml", "kind: F\n")
                .file("charts/dark/templates/a", "kind: G\n");
    }
}
