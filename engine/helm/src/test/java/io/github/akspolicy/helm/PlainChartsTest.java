package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A chart is evaluated as Helm loads it, or it is an error: what Helm 3.17.2 and 4.1.4 render is said beside each case. */
class PlainChartsTest {
    private static final String POD = "kind: Pod\nmetadata: {name: hidden}\n";
    private static final String CHART = "apiVersion: v2\nversion: 1.0.0\nname: ";

    /** True on the cluster and false in Helm's own list: the copy that answers questions is asked. */
    private static final String ASKED =
            "{{ if .Capabilities.APIVersions.Has \"example.com/v1\" }}\n" + POD + "{{ end }}\n";

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder).apiVersion("example.com/v1");
    }

    private String rendered() throws SourceException {
        return new HelmChartRenderer()
                .render(chart.request()).manifests().stream()
                        .map(ManifestFile::text)
                        .collect(Collectors.joining("---\n"));
    }

    private static byte[] archive(String name, String path, String text) {
        return new TestArchive()
                .file(name + "/Chart.yaml", CHART + name + "\n")
                .file(name + "/" + path, text)
                .tgz();
    }

    /** Helm prints the file of the folder: what lies in an archive has no such path. */
    @Test
    void aFileWhosePathIsShownForOneOfAnArchive() throws Exception {
        chart.file("charts/s.tgz!/a.prov", POD)
                .bytes("chart/charts/s.tgz", archive("s", "a.prov", "#"))
                .file("templates/a.yaml", "{{ tpl (.Files.Get \"charts/s.tgz!/a.prov\") . }}\n");

        assertThat(rendered()).contains("hidden");
    }

    /** Only the schema is read without what it refers to; {@code lib} is an archive, {@code sub} a folder. */
    @ParameterizedTest
    @ValueSource(strings = {"chart", "chart/charts/sub", "chart/charts/lib.tgz", "root.tgz"})
    void aFileThatHoldsTheSameAsASchema(String place) throws Exception {
        String schema = "{\"$ref\": \"https://127.0.0.1:1/nothing.json\"}\n";
        String template = "{{ if contains \"nothing\" (.Files.Get \"x.txt\") }}\n" + POD + "{{ end }}\n";
        if (place.endsWith(".tgz")) {
            chart.bytes(
                    place,
                    new TestArchive()
                            .file("lib/Chart.yaml", CHART + "lib\n")
                            .file("lib/values.schema.json", schema)
                            .file("lib/x.txt", schema)
                            .file("lib/templates/a.yaml", template)
                            .tgz());
        } else {
            chart.outside(place + "/Chart.yaml", CHART + "sub\n")
                    .outside(place + "/values.schema.json", schema)
                    .outside(place + "/x.txt", schema)
                    .outside(place + "/templates/a.yaml", template);
        }
        chart.at(place.startsWith("chart") ? "chart" : place);

        assertThat(rendered()).contains("hidden");
        assertThat(new HelmChartRenderer().render(chart.request()).notEvaluated())
                .singleElement()
                .satisfies(line -> assertThat(line.fault()).isEqualTo("values against 1 remote schema"));
    }

    /** Helm puts each over what {@code Chart.yaml} says. */
    @ParameterizedTest
    @ValueSource(strings = {"type: application", "type: ''", "name: k", "Name: k", "version: 2.0.0", "home: x"})
    void whatRequirementsSayOfTheChart(String line) {
        chart.file("charts/s/Chart.yaml", CHART + "s\ntype: library\n")
                .file("charts/s/requirements.yaml", "dependencies: []\n" + line + "\n")
                .file("charts/s/templates/a.yaml", POD);

        Problem problem = chart.problem();
        assertThat(String.valueOf(problem.at())).isEqualTo("chart/charts/s/requirements.yaml:2:1");
        assertThat(problem.message())
                .isEqualTo(line.substring(0, line.indexOf(':')) + ": Helm puts it over that of Chart.yaml");
        assertThat(problem.fix()).isEqualTo("move it to Chart.yaml");
    }

    /** Helm merges them by their place in the lists: t is used as q. */
    @Test
    void dependenciesInBothFiles() {
        chart.file("Chart.yaml", CHART + "shop\ndependencies: [{name: s, version: 1.0.0, alias: q}]\n")
                .file("requirements.yaml", "dependencies: [{name: t, version: 1.0.0}]\n")
                .file("charts/s/Chart.yaml", CHART + "s\n")
                .file("charts/t/Chart.yaml", CHART + "t\n");

        assertThat(chart.problem().toString())
                .startsWith("chart/requirements.yaml:1:1: dependencies: Helm puts it over");
    }

    @Test
    void requirementsOfTheFirstApiVersion() throws Exception {
        chart.file("Chart.yaml", "apiVersion: v1\nname: shop\nversion: 1.0.0\n")
                .file(
                        "requirements.yaml",
                        "# what it needs\ndependencies:\n  - {name: s, version: 1.0.0, repository: '', alias: q}\n"
                                + "  - {name: s, version: 1.0.0, repository: '', alias: r}\n")
                .bytes("chart/charts/s-1.0.0.tgz", archive("s", "templates/a.yaml", ASKED + "a: {{ .Chart.Name }}\n"));

        assertThat(rendered().split("hidden", -1)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "dependencie\u017F: [], Chart.yaml:4:1, dependencies",
        "Dependencies: [], Chart.yaml:4:1, dependencies",
        "TYPE: library, Chart.yaml:4:1, type",
        "\u212Aeywords: [], Chart.yaml:4:1, keywords",
        "'dependencies: [{Name: s, version: 1.0.0}]', Chart.yaml:4:17, name",
        "'dependencies: [{name: s, version: 1.0.0, alia\u017F: q}]', Chart.yaml:4:42, alias",
    })
    void aKeyThatHelmTakesForAnother(String line, String at, String key) {
        chart.file("Chart.yaml", CHART + "shop\n" + line + "\n").file("charts/s/Chart.yaml", CHART + "s\n");

        Problem problem = chart.problem();
        assertThat(String.valueOf(problem.at())).isEqualTo("chart/" + at);
        assertThat(problem.message()).endsWith(": Helm takes it for " + key);
        assertThat(problem.fix()).isEqualTo("write " + key);
    }

    /** Two of 2,885 public charts write it so. */
    @Test
    void anApiVersionInLowerCase() throws Exception {
        chart.file("Chart.yaml", "apiversion: v2\nname: shop\nversion: 1.0.0\n").file("templates/a.yaml", ASKED);

        assertThat(rendered()).contains("hidden");
    }

    @Test
    void aFolderAndAnArchiveOfOneName() {
        chart.file("charts/s/Chart.yaml", CHART + "z\n")
                .file("charts/s/templates/a.yaml", ASKED)
                .bytes("chart/charts/s.tgz", archive("s", "templates/a.yaml", "kind: Thing\n"));

        assertThat(chart.problem().message())
                .isEqualTo("charts/ holds s as a folder and as an archive, the charts z and s");
    }

    /** Helm renders the templates of both as shop/charts/t/, and of two of one name the last. */
    @ParameterizedTest
    @ValueSource(strings = {"{name: t, version: 1.0.0}", "{name: u, version: 1.0.0, alias: t}", ""})
    void anAliasThatIsTheNameOfAnotherChart(String other) {
        String dependencies = "dependencies:\n" + (other.isEmpty() ? "" : "- " + other + "\n")
                + "- {name: s, version: 1.0.0, alias: t}\n";
        chart.file("Chart.yaml", CHART + "shop\n" + dependencies).file("charts/s/Chart.yaml", CHART + "s\n");
        String name = other.contains("alias") ? "u" : "t";
        chart.file("charts/other/Chart.yaml", CHART + name + "\n");

        Problem problem = chart.problem();
        assertThat(problem.message()).startsWith("alias: t is the name of two charts in charts/, ");
        assertThat(String.valueOf(problem.at())).isEqualTo("chart/Chart.yaml:" + (other.isEmpty() ? 5 : 6) + ":3");
    }

    /** Helm 3 renders the inner chart once, as that of s; Helm 4 for each name, which a line says: RepeatedChartsTest. */
    @Test
    void anAliasOfAChartThatHoldsChartsItDoesNotName() throws Exception {
        chart.file(
                        "Chart.yaml",
                        CHART + "shop\ndependencies:\n- {name: s, version: 1.0.0}\n"
                                + "- {name: s, version: 1.0.0, alias: q}\n")
                .file("charts/s/Chart.yaml", CHART + "s\n")
                .file("charts/s/charts/inner/Chart.yaml", CHART + "inner\n")
                .file("charts/s/charts/inner/templates/a.yaml", ASKED);
        assertThat(rendered().split("hidden", -1)).hasSize(2);

        chart.file("charts/s/Chart.yaml", CHART + "s\ndependencies: [{name: inner, version: 1.0.0}]\n");
        assertThat(rendered().split("hidden", -1)).hasSize(3);
        chart.file("charts/s/Chart.yaml", CHART + "s\n")
                .file("charts/s/templates/a.yaml", ASKED)
                .file("charts/s/charts/inner/Chart.yaml", CHART + "inner\ntype: library\n");
        assertThat(rendered().split("hidden", -1)).hasSize(3);
    }

    /** Helm 3 finds no chart of its name for the second use, Helm 4 does. */
    @Test
    void anAliasInAChartWithTwoNames() throws Exception {
        chart.file(
                        "Chart.yaml",
                        CHART + "shop\ndependencies:\n- {name: s, version: 1.0.0}\n"
                                + "- {name: s, version: 1.0.0, alias: q}\n")
                .file(
                        "charts/s/Chart.yaml",
                        CHART + "s\ndependencies:\n- {name: inner, version: 1.0.0, alias: x}\n"
                                + "- {name: inner, version: 1.0.0, condition: inner.enabled}\n")
                .file("charts/s/charts/inner/Chart.yaml", CHART + "inner\n")
                .file("charts/s/charts/inner/templates/a.yaml", ASKED);

        assertThat(rendered().split("hidden", -1)).hasSize(4);

        chart.file("charts/s/values.yaml", "inner: {enabled: false}\n");
        assertThat(rendered().split("hidden", -1)).hasSize(2);
    }

    /** The first API version has what it depends on in files of its own, which templates may read. Case does not matter. */
    @ParameterizedTest
    @CsvSource({
        "apiVersion: v1,v1 files/a requirements.lock requirements.yaml",
        "apiVersion: v2,v2 files/a",
        "apiVersion: '',v1 files/a requirements.lock requirements.yaml",
        "apiversion: v2,v2 files/a",
        "'apiVersion: v2\napiversion: v1',v1 files/a requirements.lock requirements.yaml",
        "'apiversion: v2\napiVersion: v1',v2 files/a",
    })
    void filesOfTheFirstApiVersion(String key, String expected) throws Exception {
        chart.file("Chart.yaml", key + "\nname: shop\nversion: 1.0.0\n")
                .file("requirements.yaml", "dependencies: []\n")
                .file("requirements.lock", "{}\n")
                .file("Chart.lock", "{}\n")
                .file("files/a", "x\n")
                .file(
                        "templates/a.yaml",
                        "kind: A\nfiles: \"{{ .Chart.APIVersion }} {{ range $path, $_ := .Files }}{{ $path }} {{ end }}\"\n");

        assertThat(rendered()).contains("files: \"" + expected + " \"");
    }

    @Test
    void oneChartTwiceIsRenderedOnce() throws Exception {
        chart.file("charts/s/Chart.yaml", CHART + "s\n")
                .file("charts/s/templates/a.yaml", ASKED)
                .bytes("chart/charts/s.tgz", archive("s", "templates/a.yaml", ASKED));

        assertThat(rendered()).contains("hidden");
    }

    /** From the archive Helm reads {@code s/templates/x\y.yaml} as {@code y.yaml}, which is no template. */
    @Test
    void aBackslashInAFolderThatHelmPacks() throws Exception {
        chart.file("Chart.yaml", CHART + "shop\ndependencies: [{name: s, version: 1.0.0, repository: 'file://../s'}]\n")
                .outside("s/Chart.yaml", CHART + "s\n")
                .outside("s/templates/a.yaml", ASKED);
        assertThat(rendered()).contains("hidden");

        chart.outside("s/templates/x\\y.yaml", ASKED);
        Problem problem = chart.problem();
        assertThat(problem.message()).startsWith("the name holds a backslash: Helm packs the dependency");
        assertThat(String.valueOf(problem.at())).isEqualTo("s/templates/x\\y.yaml:1:1");

        chart.outside("s/.helmignore", "x*\n");
        assertThat(rendered()).contains("hidden");
    }

    /** Helm takes the last one by its bytes, wherever the chart lies; helm package writes that one alone. */
    @ParameterizedTest
    @CsvSource({
        "'apiVersion: v2\napiversion: v1',v1 v1 requirements.lock requirements.yaml",
        "'APIVERSION: v1\napiVersion: v2',v2 v2",
        "'APIVERSION: v2\napiVersion: v1',v1 v1 requirements.lock requirements.yaml",
        "'apiVersion: v1\nApiversion: v2',v1 v1 requirements.lock requirements.yaml",
        "'APIVERSION: v2\napiVersion: ~',v2 v2",
        "'APIVERSION: v2\napiVersion: \"\"',v1 v1 requirements.lock requirements.yaml",
    })
    void theApiVersionTwiceInDifferentCases(String keys, String expected) throws Exception {
        String written = keys + "\nversion: 1.0.0\nname: ";
        String template =
                "{{ if .Capabilities.APIVersions.Has \"example.com/v1\" }}\nkind: A\nfiles: \"{{ .Chart.APIVersion }}"
                        + " {{ (fromJson (toJson .Chart)).apiVersion | default .Chart.APIVersion }}"
                        + "{{ range $path, $_ := .Files }} {{ $path }}{{ end }}\"\n{{ end }}\n";
        chart.file("Chart.yaml", CHART + "shop\ndependencies: [{name: s, version: 1.0.0, repository: 'file://../s'}]\n")
                .bytes(
                        "chart/charts/k.tgz",
                        new TestArchive()
                                .file("k/Chart.yaml", written + "k\n")
                                .file("k/requirements.yaml", "dependencies: []\n")
                                .file("k/requirements.lock", "{}\n")
                                .file("k/templates/x.yaml", template)
                                .tgz());
        for (String place : new String[] {"chart/charts/f/", "s/"}) {
            String name = place.startsWith("s") ? "s" : "f";
            chart.outside(place + "Chart.yaml", written + name + "\n")
                    .outside(place + "requirements.yaml", "dependencies: []\n")
                    .outside(place + "requirements.lock", "{}\n")
                    .outside(place + "templates/x.yaml", template);
        }

        assertThat(rendered().split("files: \"" + expected + "\"", -1)).hasSize(4);
    }

    /** From s itself Helm 3.17.2 and 4.1.4 render nothing of i, and from its package with the first API version the pod. */
    @ParameterizedTest
    @CsvSource({
        "apiVersion: v1,true",
        "'apiVersion: v2\napiversion: v1',true",
        "'APIVERSION: v1\napiVersion: v2',false",
        "apiVersion: v2,false"
    })
    void whatAChartDependsOnThatHelmPacks(String version, boolean isRefused) throws Exception {
        String written = version + "\nversion: 1.0.0\nname: s\n";
        chart.file("Chart.yaml", CHART + "shop\ndependencies: [{name: s, version: 1.0.0, repository: 'file://../s'}]\n")
                .outside("s/values.yaml", "i: {use: false}\n")
                .outside("s/templates/x.yaml", "kind: A\n")
                .outside("s/charts/i/Chart.yaml", CHART + "i\n")
                .outside("s/charts/i/templates/x.yaml", POD);

        chart.outside("s/Chart.yaml", written + "dependencies: [{name: i, version: 1.0.0, condition: i.use}]\n");
        if (isRefused) {
            Problem problem = chart.problem();
            assertThat(problem.message()).startsWith("dependencies: Helm packs a chart of apiVersion v1 without them");
            assertThat(String.valueOf(problem.at())).startsWith("s/Chart.yaml:");
        } else {
            assertThat(rendered()).doesNotContain("hidden");
        }

        // in a file of its own it stays, and what has no condition is rendered anyway
        chart.outside("s/Chart.yaml", written + "dependencies: [{name: i, version: 1.0.0}]\n");
        assertThat(rendered()).contains("hidden");
        chart.outside("s/Chart.yaml", written)
                .outside("s/requirements.yaml", "dependencies: [{name: i, version: 1.0.0, condition: i.use}]\n");
        assertThat(rendered()).doesNotContain("hidden").contains("kind: A");
    }

    /** In the archive that Helm packs, inner charts are no archives any more, and the template is a file of s. */
    @Test
    void aTemplateCalledProvInAnArchiveInAFolderThatHelmPacks() throws Exception {
        chart.file("Chart.yaml", CHART + "shop\ndependencies: [{name: s, version: 1.0.0, repository: 'file://../s'}]\n")
                .outside("s/Chart.yaml", CHART + "s\n")
                .bytes("s/charts/k.tgz", archive("k", "templates/x.prov", ASKED));

        assertThat(chart.problem().message()).startsWith("the name ends with .prov: Helm packs the dependency");

        chart.bytes("s/charts/k.tgz", archive("k", "templates/x.yaml", ASKED)).outside("s/templates/y.prov", ASKED);
        assertThat(rendered().split("hidden", -1)).hasSize(3);
    }

    /** Helm fills values up for each of the two, and takes a null that is there for one that removes its key. */
    @ParameterizedTest
    @CsvSource({
        "'',true,a:",
        "'',false,a:null",
        "'dependencies: [{name: t, version: 1.0.0}]',true,a:null",
        "'dependencies: [{name: t, version: 1.0.0}]',false,a:",
        "'dependencies: [{name: s, version: 1.0.0}]',true,a:"
    })
    void aNullInValuesOfAChartThatIsThereTwice(String dependencies, boolean isTwice, String expected) throws Exception {
        String all = "kind: All\nall: 'a:{{ if hasKey .Values.s \"a\" }}null{{ end }}'\n";
        chart.file("Chart.yaml", CHART + "shop\n" + dependencies + "\n")
                .file("templates/a.yaml", all)
                .file("charts/s/Chart.yaml", CHART + "s\n")
                .file("charts/s/values.yaml", "a: null\n")
                .file("charts/t/Chart.yaml", CHART + "t\n");
        if (isTwice) {
            byte[] same = new TestArchive()
                    .file("s/Chart.yaml", CHART + "s\n")
                    .file("s/values.yaml", "a: null\n")
                    .tgz();
            chart.bytes("chart/charts/zz.tgz", same);
        }

        assertThat(rendered()).contains("all: '" + expected + "'");
    }

    /** Helm packs each under the name of its chart, whatever the folder is called. */
    @ParameterizedTest
    @CsvSource({"a/chart,b/chart", "a/_chart,b/.chart", "a/s.tgz,b/s", "a/x.prov,b/x"})
    void foldersOfOneNameElsewhere(String one, String two) throws Exception {
        chart.file(
                        "Chart.yaml",
                        CHART + "shop\ndependencies:\n- {name: one, version: 1.0.0, repository: 'file://../" + one
                                + "'}\n- {name: two, version: 1.0.0, repository: 'file://../" + two + "'}\n")
                .outside(one + "/Chart.yaml", CHART + "one\n")
                .outside(one + "/templates/a.yaml", ASKED)
                .outside(two + "/Chart.yaml", CHART + "two\n")
                .outside(two + "/templates/a.yaml", ASKED);

        assertThat(rendered().split("hidden", -1)).hasSize(3);
    }

    /** In a copy it would be a file of the chart above, which is not a template; it is one of its own chart. */
    @ParameterizedTest
    @ValueSource(strings = {"templates/x.prov", "x.prov"})
    void aSignatureInAnArchive(String path) throws Exception {
        chart.bytes(
                "chart/charts/s.tgz",
                new TestArchive()
                        .file("s/Chart.yaml", CHART + "s\n")
                        .file("s/" + path, ASKED)
                        .file("s/templates/b.yaml", ASKED)
                        .tgz());

        assertThat(rendered().split("hidden", -1)).hasSize(path.startsWith("templates/") ? 3 : 2);
    }

    /** Nothing is added to a chart that such a file could leave out. */
    @ParameterizedTest
    @ValueSource(strings = {"templates/*/", "a", "~*", "*~*", "?", "zz*"})
    void anIgnoreFileThatLeavesOutWhatIsNotThere(String pattern) throws Exception {
        chart.file(".helmignore", pattern + "\n").file("templates/hidden.yaml", ASKED);

        assertThat(rendered()).contains("hidden");
    }

    @Test
    void questionsInTextThatTplReads() throws Exception {
        chart.file("files/t", ASKED).file("templates/a.yaml", "{{ tpl (.Files.Get \"files/t\") . }}\n");

        assertThat(rendered()).contains("hidden");
    }

    @Test
    void questionsInATemplateThatIsNotUtf8() throws Exception {
        chart.bytes("chart/templates/a.yaml", ("{{/* caf\u00e9 */}}\n" + ASKED).getBytes(StandardCharsets.ISO_8859_1));

        assertThat(rendered()).contains("hidden");
    }

    /** A copy would have no such file. */
    @Test
    void anIgnoreFileBesideANameWithABackslash() throws Exception {
        chart.file(".helmignore", "*.bak\n")
                .file("files/a\\b.txt", "text\n")
                .file(
                        "templates/a.yaml",
                        "{{ if and (.Files.Get \".helmignore\") (.Capabilities.APIVersions.Has \"example.com/v1\") }}\n"
                                + POD + "{{ end }}\n");

        assertThat(rendered()).contains("hidden");
    }

    /** Helm drops a byte order mark when it reads a file: once in a folder, twice where it has packed that before. */
    @ParameterizedTest
    @CsvSource({"1, hidden", "2, the file begins with two byte order marks: Helm packs the dependency"})
    void aDependencyWithByteOrderMarks(int marks, String expected) throws Exception {
        chart.file(
                        "Chart.yaml",
                        CHART + "shop\ndependencies:\n- {name: base, version: 1.0.0, repository: 'file://../base'}\n")
                .outside("base/Chart.yaml", CHART + "base\n")
                .outside("base/templates/a.yaml", "\uFEFF".repeat(marks) + "apiVersion: v1\n" + POD);

        assertThat(outcome()).contains(expected);
    }

    /** The embedded Helm takes the name for a format when it says that it cannot look anything up. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "%s", "%", "100%d"})
    void aTemplateThatLooksSomethingUp(String name) throws Exception {
        chart.file(
                "templates/" + name + ".yaml",
                "{{ $_ := lookup \"v1\" \"Secret\" \"a\" \"b\" }}apiVersion: v1\n" + POD);

        assertThat(outcome()).contains("hidden");
    }

    /** Helm fills values up for each: what is null is a default after the first, removed by the second. */
    @ParameterizedTest
    @ValueSource(strings = {"foo-1.0.0.tgz", "foo.tgz.tgz"})
    void aChartThatIsThereTwiceWhereSomethingIsLookedUp(String archive) throws Exception {
        String name = "apiVersion: v2\nname: foo\nversion: 1.0.0\n";
        String values = "a: 1\nnone: null\n";
        chart.file("charts/foo/Chart.yaml", name)
                .file("charts/foo/values.yaml", values)
                .bytes(
                        "chart/charts/" + archive,
                        new TestArchive()
                                .file("foo/Chart.yaml", name)
                                .file("foo/values.yaml", values)
                                .tgz())
                .file(
                        "templates/a.yaml",
                        "{{ $_ := lookup \"v1\" \"Secret\" \"a\" \"b\" }}kind: A\ndata: {{ toJson .Values.foo | quote }}\n");

        assertThat(outcome()).contains("{\\\"a\\\":1,\\\"global\\\":{}}");
    }

    @Test
    void aChartInAnArchiveWithTwoEndingsWhereSomethingIsLookedUp() throws Exception {
        chart.bytes(
                        "chart/charts/foo.tgz.tgz",
                        new TestArchive()
                                .file("foo/Chart.yaml", "apiVersion: v2\nname: foo\nversion: 1.0.0\n")
                                .file("foo/templates/b.yaml", "kind: Packed\n")
                                .tgz())
                .file("templates/a.yaml", "{{ $_ := lookup \"v1\" \"Secret\" \"a\" \"b\" }}kind: A\n");

        assertThat(outcome()).contains("kind: Packed").contains("kind: A");
    }

    /** What is rendered, or why nothing is. */
    private String outcome() {
        try {
            return rendered();
        } catch (SourceException refused) {
            return refused.problems().stream().map(Problem::message).collect(Collectors.joining("\n"));
        }
    }
}
