package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.KnownApis;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Charts that hide a privileged pod from whoever reads them otherwise than Helm. Each deploys the pod {@code evil} with Helm
 * 3.17 and 4.1: it must be among what is evaluated, or the chart is refused.
 */
class HostileChartsTest {
    /** The pod that is hidden. */
    static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: evil}
            spec: {hostPID: true, containers: [{name: c, image: c, securityContext: {privileged: true}}]}
            """;

    private static final String SAFE = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: safe}\n";
    private static final String CHART = "apiVersion: v2\nname: shop\nversion: 1.0.0\n";
    private static final String SUBCHART = "apiVersion: v2\nname: foo\nversion: 1.0.0\n";

    @TempDir
    private java.nio.file.Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder);
        chart.file("templates/safe.yaml", SAFE);
    }

    private void evaluated() {
        try {
            assertThat(names(new HelmChartRenderer().render(chart.request()).manifests()))
                    .contains("Pod/evil");
        } catch (SourceException e) {
            throw new AssertionError(e.problems().toString(), e);
        }
    }

    private void refused(String message) {
        List<Problem> problems = chart.problems();
        assertThat(problems).anySatisfy(problem -> assertThat(problem.message()).contains(message));
    }

    /** {@code kind/name} of all documents that can be read, and a problem for each other one. */
    static List<String> names(List<ManifestFile> files) {
        var names = new ArrayList<String>();
        for (ManifestFile file : files) {
            ManifestReader.read(file.text(), ReadLimits.DEFAULT, new ManifestReader.Receiver() {
                @Override
                public void document(Node root) {
                    if (root instanceof Node.Mapping mapping
                            && mapping.get("metadata") instanceof Node.Mapping metadata
                            && mapping.get("kind") instanceof Node.Scalar kind
                            && metadata.get("name") instanceof Node.Scalar name) {
                        names.add(kind.value() + "/" + name.value());
                    }
                }

                @Override
                public void problem(ManifestException problem) {
                    names.add("problem: " + problem.getMessage());
                }
            });
        }
        return names;
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String hooked(String events) {
        return POD.replace("{name: evil}", "{name: evil, annotations: {helm.sh/hook: " + events + "}}");
    }

    @Test
    void bytesThatAreNotUtf8() {
        chart.bytes("chart/templates/a.yaml", latin("{{/* caf\u00e9 \u00ff */}}\n" + POD));
        evaluated();
    }

    @Test
    void bytesThatAreNotUtf8InAPartial() {
        chart.bytes("chart/templates/_a.tpl", latin("{{/* \u00ff */}}{{ define \"a\" }}" + POD + "{{ end }}"));
        chart.file("templates/a.yaml", "{{ include \"a\" . }}\n");
        evaluated();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop/templates/safe.yaml",
                "shop/templat\\x65s/safe.yaml",
                "shop/\\u0074emplates/safe.yaml",
                "shop/templates/\\163afe.yaml"
            })
    void aDefinitionNamedLikeAFile(String name) {
        chart.file("templates/_a.tpl", "{{ define \"" + name + "\" }}" + POD + "{{ end }}");
        evaluated();
    }

    @Test
    void aDefinitionOfASubchartNamedLikeAFileOfTheChart() {
        chart.file("charts/foo/Chart.yaml", SUBCHART)
                .file("charts/foo/templates/_a.tpl", "{{ define \"shop/templates/safe.yaml\" }}x: y{{ end }}")
                .file("templates/_a.tpl", "{{ define `shop/charts/foo/templates/b.yaml` }}" + POD + "{{ end }}")
                .file("charts/foo/templates/b.yaml", SAFE);
        evaluated();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@@f", "@@p", "@@i", "@@f0", "\\x40@f"})
    void definitionsNamedLikeMarks(String mark) {
        chart.file("templates/evil.yaml", POD);
        String empty = "{{ define \"%s" + mark + "\" }}" + SAFE + "{{ end }}";
        chart.file(
                "templates/_a.tpl",
                String.format(empty, "templates/evil.yaml")
                        + String.format(empty, "shop/templates/evil.yaml")
                        + String.format(empty, "e")
                        + "{{ define \"e\" }}{{ end }}");
        evaluated();
    }

    @Test
    void aNameWithEscapes() {
        chart.file("templates/_a.tpl", "{{ define \"\\x65vil\" }}" + POD + "{{ end }}")
                .file("templates/a.yaml", "{{ include \"evil\" . }}");
        evaluated();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "templates/zz/zz/zz/zz/zz-aks-policy.yaml",
                "templates/~/a/a/a/~",
                "templates/~~~~~~/~",
                "templates/zzz"
            })
    void aFileWhereOursCouldBe(String path) {
        chart.file(path, POD);
        evaluated();
    }

    @Test
    void aHelmignoreWithALoneCarriageReturn() {
        chart.file(".helmignore", "nothing\rtemplates/evil.yaml\n").file("templates/evil.yaml", POD);
        evaluated();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing\rtemplates/evil/\n", "# c\rtemplates/evil\n", "b\n\uFEFFtemplates/evil/\n"})
    void aFolderThatAHelmignoreReadOtherwiseWouldLeaveOut(String ignored) {
        chart.file(".helmignore", ignored).file("templates/evil/pod.yaml", POD);
        evaluated();
    }

    @Test
    void aFileThatAHelmignoreReadOtherwiseWouldLeaveOutAsksForAnApi() {
        chart.file(".helmignore", "nothing\rtemplates/evil.yaml\n")
                .file(
                        "templates/evil.yaml",
                        "{{ if .Capabilities.APIVersions.Has `metrics.k8s.io/v1beta1` }}\n" + POD + "{{ end }}")
                .apis(KnownApis.ofAks("v1.32.0", List.of()));
        evaluated();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001ctemplates/evil.yaml\u001c",
                "templates/evi[\\]x].yaml",
                "evil.yaml**",
                "!/**",
                "//templates/evil.yaml",
                "\u0085#"
            })
    void aHelmignoreReadOtherwise(String line) {
        chart.file(".helmignore", line + "\n").file("templates/evil.yaml", POD).file("templates/evi].yaml", POD);
        assertThat(isEvaluatedOrRefused()).isTrue();
    }

    private boolean isEvaluatedOrRefused() {
        try {
            return names(new HelmChartRenderer().render(chart.request()).manifests())
                    .contains("Pod/evil");
        } catch (SourceException e) {
            return !e.problems().isEmpty();
        }
    }

    @Test
    void aHelmignoreWithAByteOrderMark() {
        chart.file(".helmignore", "\uFEFFtemplates/evil.yaml\n\uFEFF#\n").file("templates/evil.yaml", POD);
        chart.file("templates/evil2.yaml", POD.replace("evil", "evil2"));
        assertThat(isEvaluatedOrRefused()).isFalse();
        chart.file(".helmignore", "b\n\uFEFFtemplates/evil.yaml\n");
        evaluated();
    }

    @Test
    void theHelmignoreOfAnUnpackedSubchartIsNotRead() {
        chart.file("charts/foo/Chart.yaml", SUBCHART)
                .file("charts/foo/.helmignore", "templates/\n")
                .file("charts/foo/templates/evil.yaml", POD);
        evaluated();
    }

    @Test
    void theHelmignoreOfAPackedSubchartIsNotRead() {
        chart.bytes(
                "chart/charts/foo-1.0.0.tgz",
                new TestArchive()
                        .file("foo/Chart.yaml", SUBCHART)
                        .file("foo/.helmignore", "templates/\n")
                        .file("foo/templates/evil.yaml", POD)
                        .tgz());
        evaluated();
    }

    @Test
    void theHelmignoreOfAnArchiveIsNotRead() {
        archive(new TestArchive()
                .file("shop/Chart.yaml", CHART)
                .file("shop/.helmignore", "templates/\n")
                .file("shop/templates/evil.yaml", POD)
                .tgz());
        evaluated();
    }

    private void archive(byte[] content) {
        chart.bytes("shop.tgz", content).at("shop.tgz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "foo-1.0.0", "bar"})
    void aFolderBesideAnArchiveOfTheSameChart(String name) {
        chart.file("charts/foo/Chart.yaml", SUBCHART).file("charts/foo/templates/a.yaml", POD);
        packed(name, "a.yaml", SAFE);
        refused("charts/ holds foo twice with different files");
        packed(name, "b.yaml", POD);
        refused("charts/ holds foo twice with different files");
        packed(name, "a.yaml", POD);
        evaluated();
        chart.file("templates/a.yaml", "{{ lookup `v1` `Secret` `a` `b` | toJson | len | printf `# %d` }}");
        evaluated();
    }

    private void packed(String name, String template, String text) {
        chart.bytes(
                "chart/charts/" + name + ".tgz",
                new TestArchive()
                        .file("foo/Chart.yaml", SUBCHART)
                        .file("foo/templates/" + template, text)
                        .tgz());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.yaml ", " evil.yaml", "evil", "evil.", "e~", "evil.tpl", "evil.YAML", "sub/NOTES.txt.yaml",
                "NOTES.txt/evil", "évil.yaml", "e\u0301vil.yaml", "-evil", "'evil'\"", "evil\\.yaml", "x/_y/evil.yaml",
                        "{{evil}}"
            })
    void names(String name) {
        chart.file("templates/" + name, POD);
        evaluated();
    }

    @Test
    void aNameWithALineFeed() {
        chart.file("templates/evil\n.yaml", POD);
        refused("the name of the chart's file holds a control character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop/./templates/evil.yaml",
                "shop//templates/evil.yaml",
                "shop\\templates\\evil.yaml",
                "shop/templates\\evil.yaml",
                "shop/x/../templates/evil.yaml"
            })
    void pathsOfAnArchiveThatHelmResolves(String path) {
        archive(new TestArchive().file("shop/Chart.yaml", CHART).file(path, POD).tgz());
        refused("the archive's entry ");
    }

    @Test
    void aPathThatPaxGives() {
        archive(new TestArchive()
                .file("shop/Chart.yaml", CHART)
                .pax("path", "shop/templates/evil.yaml")
                .file("shop/README.md", POD)
                .tgz());
        evaluated();
    }

    @Test
    void anArchiveWithAFileTwice() {
        archive(new TestArchive()
                .file("shop/Chart.yaml", CHART)
                .file("shop/templates/a.yaml", POD)
                .file("shop/templates/a.yaml", SAFE)
                .tgz());
        refused("the archive holds shop/templates/a.yaml twice");
    }

    @Test
    void anArchiveWithAFileBehindItsEnd() {
        archive(new TestArchive()
                .file("shop/Chart.yaml", CHART)
                .end()
                .file("shop/templates/evil.yaml", POD)
                .tgz());
        refused("the archive cannot be read: its end is not");
    }

    @Test
    void anArchiveOfSeveralGzipMembers() {
        var content = new ByteArrayOutputStream();
        content.writeBytes(new TestArchive().file("shop/Chart.yaml", CHART).gzipped());
        content.writeBytes(
                new TestArchive().file("shop/templates/evil.yaml", POD).tgz());
        archive(content.toByteArray());
        evaluated();
    }

    @ParameterizedTest
    @ValueSource(strings = {"crds/evil.YAML", "crds/evil.Yml", "crds/deep/evil.json", "crds/.yaml", "crds/_evil.yaml"})
    void definitionsOfCustomResources(String path) {
        chart.file(
                        path,
                        path.endsWith("json")
                                ? "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"evil\"}}"
                                : POD)
                .withCrds();
        evaluated();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE"})
    void definitionsOfCustomResourcesInOtherEncodings(String encoding) {
        chart.bytes("chart/crds/evil.yaml", POD.getBytes(Charset.forName(encoding)))
                .withCrds();
        assertThat(isEvaluatedOrRefused()).isTrue();
    }

    @Test
    void definitionsOfCustomResourcesThatDifferInCase() {
        chart.file("crds/a.yaml", SAFE).file("crds/A.yaml", POD).withCrds();
        evaluated();
    }

    @Test
    void aChartThatLooksUpInAnArchiveOfArchives() {
        archive(new TestArchive()
                .file("shop/Chart.yaml", CHART)
                .file("shop/templates/a.yaml", "{{ $_ := lookup `v1` `Secret` `a` `b` }}\n")
                .file(
                        "shop/charts/foo-1.0.0.tgz",
                        new TestArchive()
                                .file("foo/Chart.yaml", SUBCHART)
                                .file("foo/templates/evil.yaml", POD)
                                .tgz())
                .tgz());
        evaluated();
    }

    @Test
    void aChartOfAChartThatIsUsedTwiceAndLooksUp() {
        chart.file(
                        "Chart.yaml",
                        CHART
                                + "dependencies:\n- {name: foo, version: 1.0.0}\n- {name: foo, version: 1.0.0, alias: z}\n")
                .file("charts/foo/Chart.yaml", SUBCHART + "\ndependencies: [{name: bar, version: 1.0.0}]\n")
                .file("charts/foo/charts/bar/Chart.yaml", SUBCHART.replace("foo", "bar"))
                .file("charts/foo/charts/bar/templates/evil.yaml", POD)
                .file("templates/a.yaml", "{{ $_ := lookup `v1` `Secret` `a` `b` }}\n");
        evaluated();
    }

    @Test
    void aNameLikeThatOfHelmBesideALookup() {
        chart.file("templates/shop/templates/a.yaml", "{{ $_ := lookup `v1` `Secret` `a` `b` }}\n" + POD);
        evaluated();
        assertThat(chart.render().paths()).contains("shop/templates/shop/templates/a.yaml");
    }

    /** The copy without lookups is an archive, in which Helm would read the name otherwise. */
    @ParameterizedTest
    @ValueSource(strings = {"e\\.yaml", "x\\..\\y/z.yaml", "\\.yaml"})
    void aNameThatAnArchiveSplits(String name) {
        chart.file("templates/" + name, POD);
        evaluated();
        assertThat(chart.render().paths()).contains("shop/templates/" + name);
        chart.file("templates/" + name, "{{ $_ := lookup `v1` `Secret` `a` `b` }}\n" + POD);
        refused("in which it would read chart/templates/" + name + " otherwise: rename or remove that file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ $_ := lookup `v1` `Secret` `a` `b` }}", "# \uFFFD"})
    void twoByteOrderMarks(String cause) {
        // Helm strips one of a file in a folder, and one more of it in an archive
        chart.file("templates/a.yaml", cause + "\n" + SAFE)
                .file("conf.txt", "\uFEFF\uFEFFx")
                .file("templates/b.yaml", "{{ if eq (len (.Files.Get `conf.txt`)) 4 }}\n" + POD + "{{ end }}")
                .file("templates/c.yaml", "\uFEFF\uFEFF" + POD.replace("evil", "marked"));
        evaluated();
        assertThat(chart.render().paths()).hasSize(4);
    }

    /** Nothing is added to the chart, so that there is nothing for it to leave out but what Helm leaves out. */
    @ParameterizedTest
    @ValueSource(strings = {"~*", "a", "*~*", "?", "[a-z]", "[0-9a-f]*"})
    void aHelmignoreThatWouldNameWhatIsAdded(String ignored) {
        chart.file(".helmignore", ignored + "\n").file("templates/pod.yaml", POD);
        evaluated();
        chart.file("templates/pod.yaml", "{{ $_ := lookup `v1` `Secret` `a` `b` }}\n" + POD);
        evaluated();
    }

    /** Helm reads a document no further than to its end, and the rest of what it prints cannot be read behind it. */
    @Test
    void aNulCharacterBehindTheEndOfADocument() {
        chart.file("templates/a.yaml", SAFE + "...\n# {{ repeat 9000 \"x\" }}\n{{ \"AAo=\" | b64dec }}\n---\n" + SAFE)
                .file("templates/evil.yaml", POD);
        refused("the chart renders a NUL character");
        // nothing stands behind it that the system could notice
        chart.file("templates/a.yaml", POD + "...\n# {{ repeat 9000 \"x\" }}\n{{ \"AAo=\" | b64dec }}")
                .file("templates/evil.yaml", "")
                .file("templates/safe.yaml", "");
        refused("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"templates/*", "templates/*/"})
    void aHelmignoreThatLeavesOutFoldersOfTemplates(String ignored) {
        chart.file(".helmignore", ignored + "\n")
                .file("charts/foo/Chart.yaml", SUBCHART)
                .file("charts/foo/templates/evil.yaml", POD);
        evaluated();
    }

    @Test
    void aHelmignoreThatLeavesOutFoldersOfASubchartBesideALookup() {
        chart.file(".helmignore", "charts/foo/templates/*/\n")
                .file("templates/a.yaml", "{{ $_ := lookup `v1` `Secret` `a` `b` }}\n")
                .file("charts/foo/Chart.yaml", SUBCHART)
                .file("charts/foo/templates/evil.yaml", POD);
        evaluated();
    }

    /** The definition runs where Helm runs nothing, and what it changes would hide the pod. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop/templates/ignored.yaml",
                "shop/charts/foo/templates/b.yaml",
                "shop/charts/foo/charts/bar/templates/b.yaml",
                "shop/charts/foo/charts/bar/templates/evil.yaml",
                "shop/charts/right/charts/bar/templates/_b.yaml",
                "shop/charts/third/templates/b.yaml",
                "shop/charts/right/templates/signed.prov"
            })
    void aDefinitionNamedLikeAFileThatHelmDoesNotRender(String name) {
        chart.file(".helmignore", "ignored.yaml\n")
                .file(
                        "Chart.yaml",
                        CHART + "dependencies:\n- {name: foo, version: 1.0.0, alias: left}\n"
                                + "- {name: foo, version: 1.0.0, alias: right}\n"
                                + "- {name: foo, version: 1.0.0, alias: third, condition: third.enabled}\n")
                .file("values.yaml", "global: {shown: true}\nthird: {enabled: false}\n")
                .file("templates/ignored.yaml", SAFE)
                .file(
                        "templates/_a.tpl",
                        "{{ define `" + name + "` }}{{ $_ := set .Values.global `shown` false }}{{ end }}")
                .file("templates/a.yaml", "{{ $_ := lookup `v1` `Secret` `a` `b` }}\n")
                .file("charts/foo/Chart.yaml", SUBCHART + "dependencies:\n- {name: bar, version: 1.0.0}\n")
                .file("charts/foo/templates/b.yaml", "{{ if .Values.global.shown }}\n" + POD + "{{ end }}")
                .file("charts/foo/templates/signed.prov", SAFE)
                .file("charts/foo/charts/bar/Chart.yaml", SUBCHART.replace("foo", "bar"))
                .file("charts/foo/charts/bar/templates/_b.yaml", SAFE)
                .file(
                        "charts/foo/charts/bar/templates/evil.yaml",
                        "{{ if .Values.global.shown }}\n" + POD + "{{ end }}");
        evaluated();
        assertThat(chart.render().paths())
                .containsExactlyInAnyOrder(
                        "shop/charts/left/templates/b.yaml",
                        "shop/charts/right/templates/b.yaml",
                        "shop/charts/left/charts/bar/templates/evil.yaml",
                        "shop/charts/right/charts/bar/templates/evil.yaml",
                        "shop/templates/safe.yaml");
    }

    @Test
    void documentsOnTheLineOfTheirSeparator() {
        chart.file(
                "templates/a.yaml",
                SAFE + "---\n{{- if true -}}\n" + POD + "{{- end }}\n---" + SAFE.replace("safe", "c"));
        evaluated();
        assertThat(chart.render().paths().stream().filter(path -> path.endsWith("/a.yaml")))
                .hasSize(3);
    }

    /** A test hook is not installed; what stands behind it is, on the line of its separator, too. */
    @ParameterizedTest
    @ValueSource(strings = {"---", "\n\n---\n", "---  ", "---\n---\n", " \n---", "--- # c\n"})
    void documentsBehindAHookThatIsNotInstalled(String separator) {
        String hook = "kind: Pod\nmetadata: {name: h, annotations: {helm.sh/hook: test}}\n";
        chart.file("templates/a.yaml", SAFE + "---\n" + hook + separator + POD);
        evaluated();
        chart.file("templates/a.yaml", "---\n" + hook + separator + POD + "---\n" + hook);
        evaluated();
        List<ManifestFile> pods = chart.render().files().stream()
                .filter(file -> file.text().contains("evil"))
                .toList();
        assertThat(new TestRender(chart, pods).primary("templates/a.yaml", "kind"))
                .isEqualTo(chart.in("templates/a.yaml", "kind: Pod\nmetadata: {name: evil}"));
    }

    @Test
    void textThatTplReads() {
        // eleven characters, unless lookup is replaced by something else
        chart.file("t.txt", "{{ `{{ lookup ` }}b")
                .file("templates/a.yaml", "{{ if eq (tpl (.Files.Get \"t.txt\") . | len) 11 }}\n" + POD + "{{ end }}");
        evaluated();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop/templates/other.yaml",
                "shop/templates/NOTES.txt",
                "shop/templates/_x.tpl",
                "x",
                "",
                "shop/templates/a.yaml",
                "shop/templates/safe.yaml"
            })
    void forgedSourceLines(String source) {
        chart.file("templates/_x.tpl", "")
                .file("templates/NOTES.txt", "thanks")
                .file("templates/a.yaml", SAFE + "---\n# Source: " + source + "\n" + POD);
        evaluated();
        assertThat(chart.render().paths())
                .containsExactlyInAnyOrder("shop/templates/a.yaml", "shop/templates/safe.yaml");
    }

    @Test
    void forgedSourceLinesThatLeaveOutTheHook() {
        chart.file("templates/a.yaml", "{{ printf \"%s\\n%s\" \"---\" \"# Source: shop/templates/~/x\" }}\n" + POD);
        evaluated();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "has `example.com/v1` .Capabilities.APIVersions",
                "get (toJson . | fromJson) `Capabilities` | toJson | contains `example.com/v1`",
                "(tpl .Values.t .) | contains `example.com/v1`",
                "toJson .Capabilities | contains `example.com/v1`",
                "(get . (print `Capa` `bilities`)).APIVersions | join `,` | contains `example.com/v1`",
                "$versions.Has `example.com/v1`",
                "(index $ `Capabilities`).APIVersions.Has `example.com/v1`"
            })
    void capabilitiesByOtherSpellings(String condition) {
        chart.apis(KnownApis.ofHelm(List.of("example.com/v1")))
                .file("values.yaml", "t: '{{ .Capabilities.APIVersions | toJson }}'\n")
                .file(
                        "templates/a.yaml",
                        "{{ $versions := .Capabilities.APIVersions }}{{ if " + condition + " }}\n" + POD
                                + "{{ else }}\n" + SAFE + "{{ end }}");
        evaluated();
    }

    @Test
    void questionsForApisWhereverTheyAreAsked() {
        String question = "{{ .Capabilities.APIVersions.Has `example.com/v1` }}";
        chart.apis(KnownApis.ofHelm(List.of("example.com/v1")))
                .file("values.yaml", "t: '" + question + "'\n")
                .file("templates/a.yaml", "{{ if eq (tpl .Values.t .) `true` }}\n" + POD + "{{ end }}");
        evaluated();
        chart.bytes(
                "chart/templates/a.yaml",
                latin("{{/* \u00ff */}}{{ if .Capabilities.APIVersions.Has `example.com/v1` }}\n" + POD + "{{ end }}"));
        evaluated();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dict `x` . | toJson | contains `metrics.k8s.io`", ". | toJson | contains `metrics.k8s.io`"})
    void apisOfTheClusterWithoutTheirName(String condition) {
        chart.file("templates/a.yaml", "{{ if " + condition + " }}\n" + POD + "{{ end }}")
                .apis(KnownApis.ofAks("v1.32.0", List.of()));
        evaluated();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "printf `{{ .Cap%s.APIVersions.Has \"metrics.k8s.io/v1beta1\" }}` `abilities`",
                "`e3sgLkNhcGFiaWxpdGllcy5BUElWZXJzaW9ucy5IYXMgIm1ldHJpY3MuazhzLmlvL3YxYmV0YTEiIH19` | b64dec",
                ".Files.Get `t.txt` | trimPrefix (.Files.Get `mark`)",
                ".Values.x"
            })
    void aQuestionInTextThatIsComposed(String text) {
        String question = ".APIVersions.Has `metrics.k8s.io/v1beta1` }}";
        chart.bytes("chart/t.txt", latin("\u00ff{{ .Capabilities" + question))
                .bytes("chart/mark", latin("\u00ff"))
                .file("values.yaml", "x: \"{{ .C\\x61pabilities" + question + "\"\n")
                .file("templates/a.yaml", "{{ if eq `true` (tpl (" + text + ") .) }}\n" + POD + "{{ end }}")
                .apis(KnownApis.ofAks("v1.32.0", List.of()));
        evaluated();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'pre-install, test'",
                "'test,pre-install'",
                "\"pre-\\u0130nstall\"",
                "\"pre-install\\u00a0\"",
                "\"\\u0085post-install\"",
                "!!binary cHJlLWluc3RhbGw=",
                "PRE-INSTALL",
                "'post-delete'"
            })
    void hooksThatHelmRuns(String events) {
        chart.file("templates/a.yaml", hooked(events));
        evaluated();
    }

    @Test
    void aHookOfWhatHelmDoesNotRead() {
        chart.file("templates/a.yaml", POD + "...\nmetadata: {annotations: {helm.sh/hook: unheard-of}}\n");
        assertThat(isEvaluatedOrProblem()).isTrue();
        chart.file("templates/a.yaml", hooked("unheard-of").replace("}}\n", "}, annotation\u017f: null}\n"));
        evaluated();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---#x\n",
                "--- # c\n",
                "---\t\n",
                "---\f\n",
                "--- \n\n",
                "\n\n---\n",
                "---#\n---\n",
                "---",
                "--- ",
                "---\r\n",
                "----\n",
                "---:\n"
            })
    void separators(String separator) {
        chart.file("templates/a.yaml", SAFE + separator + POD);
        assertThat(isEvaluatedOrProblem()).isTrue();
        chart.file("templates/a.yaml", separator + POD);
        assertThat(isEvaluatedOrProblem()).isTrue();
        chart.file("templates/a.yaml", "data: {}\n" + separator + POD);
        assertThat(isEvaluatedOrProblem()).isTrue();
        chart.file("templates/a.yaml", "# nothing\n" + separator + POD);
        assertThat(isEvaluatedOrProblem()).isTrue();
    }

    private boolean isEvaluatedOrProblem() {
        try {
            List<String> names =
                    names(new HelmChartRenderer().render(chart.request()).manifests());
            return names.contains("Pod/evil") || names.stream().anyMatch(name -> name.startsWith("problem"));
        } catch (SourceException e) {
            return true;
        }
    }

    @Test
    void linksAndFolders() throws IOException {
        chart.file("files/evil.txt", POD);
        Files.createSymbolicLink(
                chart.path().resolve("templates/evil.yaml"), java.nio.file.Path.of("../files/evil.txt"));
        evaluated();
        chart = new TestChart(folder.resolve("other"));
        chart.file("files/evil.yaml", POD);
        Files.createSymbolicLink(chart.path().resolve("templates"), java.nio.file.Path.of("files"));
        evaluated();
    }

    /** Zero bytes in what one file writes cut off others, in random order; no chart of 1,894 public ones has such a template. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "x-UTF-16LE-BOM"})
    void templatesInOtherEncodings(String encoding) {
        chart.bytes("chart/templates/b.yaml", SAFE.strip().getBytes(Charset.forName(encoding)));
        for (int i = 0; i < 8; i++) {
            chart.file("templates/evil" + i + ".yaml", POD);
        }
        refused("the chart renders a NUL character");
        chart.bytes("chart/templates/b.yaml", POD.strip().getBytes(Charset.forName(encoding)));
        for (int i = 0; i < 8; i++) {
            chart.file("templates/evil" + i + ".yaml", SAFE);
        }
        refused("the chart renders a NUL character");
    }

    @Test
    void lookupsThatTplBuilds() {
        chart.file("values.yaml", "w: look\n")
                .file(
                        "templates/a.yaml",
                        "{{ if not (tpl (printf `{{ %sup \"v1\" \"Secret\" \"a\" \"b\" }}` .Values.w) . | contains `data`) }}\n"
                                + POD + "{{ end }}");
        evaluated();
    }

    /** No copy of the chart can do without them; a binary finds nothing for them, and prints the pod. */
    @Test
    void lookupsThatTplBuildsOutOfSight() {
        chart.file(
                "templates/a.yaml",
                "{{ $t := `{{ lookup \"v1\" \"Secret\" \"a\" \"b\" | toJson }}` }}"
                        + "{{ if eq (tpl (printf `{{ tpl %q . }}` ($t | b64enc | printf `{{ tpl (%q | b64dec) . }}`)) .) `{}` }}\n"
                        + POD + "{{ end }}");
        refused("lookup is called in text that tpl reads");
    }

    @Test
    void valuesThatOneFileChangesForAnother() {
        chart.file(
                        "templates/z/a.yaml",
                        "{{ $_ := set .Values \"on\" true }}{{ $_ := set .Values \"me\" .Template }}\n")
                .file(
                        "templates/b.yaml",
                        "{{ if and .Values.on (hasSuffix \"z/a.yaml\" .Values.me.Name) }}\n" + POD + "{{ end }}");
        evaluated();
        chart.file(
                "templates/y/a.yaml",
                "{{ $x := lookup \"v1\" \"Secret\" \"a\" \"b\" }}{{ $_ := unset $.Release \"Namespace\" }}");
        evaluated();
    }
}
