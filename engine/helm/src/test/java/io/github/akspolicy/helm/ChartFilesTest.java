package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SetValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the files of a chart come from: folders, archives and links, friendly and hostile. */
class ChartFilesTest extends ConditionsFixture {
    @Test
    void packedChartsAndLocalFoldersAreTheSame() throws IOException {
        chart.file(
                        "Chart.yaml",
                        "apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n"
                                + "  - {name: cache, version: 1.0.0, repository: 'file://../cache'}\n")
                .file(T, "kind: Thing\nfrom: {{ include \"cache.name\" . }}\n")
                .outside("cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n")
                .outside("cache/templates/_c.tpl", "{{ define \"cache.name\" }}cached{{ end }}\n")
                .outside("cache/templates/c.yaml", "kind: Cache\n");
        TestRender unpacked = chart.render();
        assertThat(unpacked.text(T)).contains("from: cached");
        assertThat(unpacked.primary("charts/cache/templates/c.yaml", "kind")).isEqualTo("cache/templates/c.yaml:1:1");
        // helm dependency build has packed it meanwhile: its lines are still those of the folder
        byte[] packed = archive(files(folder.resolve("cache"), "cache/"));
        chart.bytes("chart/charts/cache-1.0.0.tgz", packed);
        TestRender withArchive = chart.render();
        assertThat(withArchive.primary("charts/cache/templates/c.yaml", "kind"))
                .isEqualTo("cache/templates/c.yaml:1:1");
        // and the chart itself as an archive
        byte[] whole = archive(files(chart.path(), "shop/"));
        TestRender archived =
                chart.bytes("shop-1.0.0.tgz", whole).at("shop-1.0.0.tgz").render();
        assertThat(archived.text(T)).isEqualTo(unpacked.text(T));
        assertThat(archived.frames(T, "kind")).containsExactly("shop-1.0.0.tgz!/templates/a.yaml:1:1");
    }

    /** Helm asks for the dependencies of the chart itself only. */
    @Test
    void aChartWithinOneIsRenderedWithoutAFolderThatIsNotThere() {
        String local = "\ndependencies:\n  - {name: cache, version: 1.0.0, repository: 'file://../cache'}\n";
        chart.file("Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n")
                .file("charts/web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0" + local)
                .file("charts/web/templates/a.yaml", "kind: Web\n")
                .file(T, "kind: Thing\n");

        assertThat(chart.render().text(T)).contains("kind: Thing");
        assertThat(chart.file("Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0" + local)
                        .problem()
                        .message())
                .contains("the dependency cache@1.0.0 is not in charts/");
    }

    @Test
    void linesAreThoseOfFilesThatArchivesAndFoldersTreatDifferently() throws IOException {
        chart.file(".helmignore", "*.bak\n")
                .file("files/a\\b.txt", "text\n")
                .file(T, "kind: Thing\na: {{ .Files.Get \".helmignore\" | quote }}\n")
                .file(
                        "templates/b.yaml",
                        "kind: Thing\n{{ range $p, $_ := .Files.Glob \"files/*\" }}b: {{ $p | quote }}{{ end }}\n");

        // in an archive Helm reads that name otherwise
        assertThat(chart.render().text("templates/b.yaml")).contains("files/a\\\\b.txt");
        Files.delete(chart.path().resolve("files/a\\b.txt"));
        assertThat(chart.render().primary(T, "a")).isEqualTo("chart/templates/a.yaml:2:1");

        chart.bytes(
                        "shop.tgz",
                        archive(Map.of(
                                "shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n",
                                "shop/templates/.a.yaml", "kind: Thing\n")))
                .at("shop.tgz");
        assertThat(chart.render().primary("templates/.a.yaml", "kind")).isEqualTo("shop.tgz!/templates/.a.yaml:1:1");
    }

    @Test
    void anArchiveMayNotLeaveItsFolderOrHoldLinks() throws IOException {
        assertThat(refused(Map.of("shop/../../evil.yaml", "x"))).contains("lies outside of the chart");
        assertThat(refused(Map.of("/etc/evil", "x"))).contains("lies outside of the chart");
        assertThat(refused(Map.of("shop/link", "-> /etc/passwd"))).contains("is a link or a device");
        assertThat(refused(Map.of("shop/readme", "x"))).contains("Chart.yaml is missing");
        chart.bytes("shop.tgz", "no archive".getBytes(StandardCharsets.UTF_8)).at("shop.tgz");
        assertThat(chart.problem().message()).contains("the archive cannot be read");
    }

    @Test
    void aBombIsRefusedBeforeItIsUnpacked() throws IOException {
        var content = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(content))) {
            var entry = new TarArchiveEntry("shop/values.yaml");
            entry.setSize(100L << 20);
            tar.putArchiveEntry(entry);
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 100; i++) {
                tar.write(zeros);
            }
            tar.closeArchiveEntry();
        }
        assertThat(content.size()).isLessThan(1 << 20);
        chart.bytes("shop.tgz", content.toByteArray()).at("shop.tgz");

        Problem problem = chart.problem();

        assertThat(problem.message()).contains("larger than 5242880 bytes");
        assertThat(String.valueOf(problem.at())).contains("shop.tgz!/values.yaml");
    }

    @Test
    void aFileTooLargeIsRefused() {
        chart.bytes("chart/files/big.bin", new byte[(5 << 20) + 1]).file(T, "kind: Thing\n");

        assertThat(chart.problem().toString())
                .contains("chart/files/big.bin")
                .contains("larger than 5242880 bytes")
                .contains(".helmignore");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///",
                "file://../..",
                "file://../../x",
                "file:////etc",
                "file://../.git/x",
                "file://x\\0y",
                "file://\\e[31m##vso[x]\\0",
                "file://../link"
            })
    void aDependencyOutsideOfTheRepositoryIsAnErrorAtItsLine(String repository) throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), Path.of(System.getProperty("java.io.tmpdir")));
        chart.file(
                        "Chart.yaml",
                        "apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n"
                                + "  - {name: cache, version: 1.0.0, repository: \"" + repository + "\"}\n")
                .file(T, "kind: Thing\n");
        assertThat(chart.problem().at()).hasToString("chart/Chart.yaml:5:5");
    }

    /** A chart may be the whole repository: what no template can read makes no difference. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ .Chart.Name }}",
                "{{ .Files.Get \"conf/a.txt\" }}",
                "{{ (.Files.Glob \"conf/*\").AsConfig }}",
                "{{ (.Files.Glob \"*.txt\").AsConfig }}"
            })
    void theFolderOfGitBesideAChartIsLeftOut(String read) throws Exception {
        chart.outside("chart/.git/config", "canary-5f1c")
                .outside("chart/.git/objects/ab/cdef", "x".repeat(2000))
                .file("README.md", "The .Files of .git\n")
                .file(T, "kind: Thing\ntoken: '" + read + "'\n");

        assertThat(chart.render().documents(T).toString())
                .contains("kind=Thing")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ .Files.Get \".git/config\" }}",
                "{{ .Files.Get (printf \".gi%s\" \"t/config\") }}",
                "{{ (.Files.Glob \"**\").AsConfig }}",
                "{{ (.Files.Glob \"*/config\").AsConfig }}",
                "{{ $f := .Files }}{{ $f.Get \".git/config\" }}",
                "{{ (index . \"Files\").Get \".git/config\" }}"
            })
    void aTemplateThatMayReadTheFolderOfGitIsRefused(String read) {
        chart.outside("chart/.git/config", "canary-5f1c").file(T, "kind: Thing\ntoken: '" + read + "'\n");

        assertThat(chart.problem().toString()).startsWith("chart/.git:1:1: ").contains("add the line .git/");
    }

    @Test
    void gitIsNotReadAsPartOfAChart() throws IOException {
        chart.outside("chart/.git/config", "canary-5f1c")
                .file(T, "kind: Thing\ntoken: \"{{ .Files.Get \".git/config\" }}\"\n");
        // Helm would load it
        Problem problem = chart.problem();
        assertThat(problem.toString())
                .contains("chart/.git:1:1", "add the line .git/")
                .doesNotContain("canary");
        chart.file(".helmignore", ".git/\n");
        assertThat(chart.render().text(T)).contains("token: \"\"");
        Files.createSymbolicLink(chart.path().resolve("config"), Path.of(".git/config"));
        assertThat(chart.problem().message()).contains("leads into .git").doesNotContain("canary");
    }

    @Test
    void setFileReadsNothingOutsideOfTheRepository(@TempDir Path elsewhere) throws IOException {
        Path token = Files.writeString(elsewhere.resolve("token"), "canary-5f1c");
        chart.file(T, "kind: Thing\ntoken: {{ .Values.a | quote }}\n").outside(".git/config", "canary-5f1c");
        for (String path : new String[] {token.toString(), ".git/config", "x\0##vso[x]", "/", "/dev/zero"}) {
            var fresh = new TestChart(folder).file(T, "kind: Thing\ntoken: {{ .Values.a | quote }}\n");
            fresh.set(SetValue.Type.SET_FILE, "a", path);
            Problem problem = fresh.problem();
            assertThat(problem.at()).isEqualTo(TestChart.SET);
            assertThat(problem.toString()).doesNotContain("canary");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[z-a]", "[", "[]", "[^]", "[a-", "\\", "[[:x:]", "(", "a{1", "*[9-0]*", "!["})
    void anyPatternOfHelmignoreCanBeRead(String pattern) {
        chart.file(".helmignore", pattern + "\n").file(T, "kind: Thing\n");
        try {
            chart.render();
        } catch (AssertionError refused) {
            // an error with a place is as good as a render; an exception is not
            assertThat(refused.getMessage()).isNotNull();
        }
    }

    @Test
    void linksStayInTheRepository(@TempDir Path outside) throws IOException {
        chart.file("templates/real.yaml", "kind: Real\n");
        Files.createSymbolicLink(chart.path().resolve("templates/linked.yaml"), Path.of("real.yaml"));
        TestRender render = chart.render();
        assertThat(render.frames("templates/linked.yaml", "kind")).containsExactly("chart/templates/real.yaml:1:1");

        chart.outside("other/templates/b.yaml", "kind: Other\n")
                .outside("other/files/x.yaml", "kind: {{ .Chart.Name }}\n");
        Files.createSymbolicLink(chart.path().resolve("templates/other.yaml"), Path.of("../../other/templates/b.yaml"));
        Files.createSymbolicLink(chart.path().resolve("templates/more"), Path.of("../../other/files"));
        render = chart.render();
        assertThat(render.frames("templates/other.yaml", "kind")).containsExactly("other/templates/b.yaml:1:1");
        assertThat(render.text("templates/more/x.yaml")).contains("kind: shop");

        Files.writeString(outside.resolve("secret.txt"), "canary-5f1c");
        Files.createSymbolicLink(chart.path().resolve("templates/evil.yaml"), outside.resolve("secret.txt"));
        Problem problem = chart.problem();
        assertThat(problem.toString())
                .contains("chart/templates/evil.yaml")
                .contains("leads out of the repository")
                .doesNotContain("canary");
    }

    /** Helm looks into no folder that {@code .helmignore} names; a link that it does look at must lead somewhere. */
    @ParameterizedTest
    @ValueSource(strings = {"charts/\n", "charts/\n[q].yaml\n", "cha?ts/\n"})
    void linksThatLeadNowhereInIgnoredFolders(String ignored, @TempDir Path outside) throws IOException {
        chart.file(T, "kind: Thing\n").file("charts/readme", "text\n");
        Files.createSymbolicLink(chart.path().resolve("charts/gone"), Path.of("sub"));
        Files.createSymbolicLink(chart.path().resolve("charts/out"), outside);
        Files.createSymbolicLink(chart.path().resolve("charts/loop"), Path.of("../charts"));
        assertThat(chart.problem().message()).contains("the symbolic link leads nowhere");

        chart.file(".helmignore", ignored);
        assertThat(chart.render().text(T)).contains("kind: Thing");

        // Helm follows a link before it asks whether to ignore it
        chart.file(".helmignore", "gone\nout\nloop\n[q].yaml\n");
        assertThat(chart.problem().message()).contains("charts/gone").doesNotContain(outside.toString());
    }

    @Test
    void whatIsNoChart() throws IOException {
        assertThat(chart.at("nowhere").problem().toString()).contains("nowhere").contains("there is no chart");
        Files.createDirectories(folder.resolve("empty"));
        assertThat(chart.at("empty").problem().toString()).contains("Chart.yaml is missing");
        chart.outside("broken/Chart.yaml", "name: [\n");
        assertThat(chart.at("broken").problem().toString()).contains("broken/Chart.yaml:");
        chart.outside("list/Chart.yaml", "- a\n");
        assertThat(chart.at("list").problem().toString())
                .contains("list/Chart.yaml:1:1")
                .contains("mapping");
    }

    private String refused(Map<String, String> entries) throws IOException {
        chart.bytes("evil.tgz", archive(new TreeMap<>(entries))).at("evil.tgz");
        return chart.problem().message();
    }

    private static Map<String, String> files(Path root, String prefix) throws IOException {
        var files = new TreeMap<String, String>();
        try (var walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = prefix + root.relativize(file);
                files.put(name, Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    /** A {@code .tgz}; a content {@code -> target} makes a link. */
    static byte[] archive(Map<String, String> entries) throws IOException {
        var content = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(content))) {
            for (Map.Entry<String, String> file : entries.entrySet()) {
                if (file.getValue().startsWith("-> ")) {
                    var link = new TarArchiveEntry(file.getKey(), TarConstants.LF_SYMLINK);
                    link.setLinkName(file.getValue().substring(3));
                    tar.putArchiveEntry(link);
                } else {
                    byte[] bytes = file.getValue().getBytes(StandardCharsets.ISO_8859_1);
                    var entry = new TarArchiveEntry(file.getKey(), true);
                    entry.setSize(bytes.length);
                    tar.putArchiveEntry(entry);
                    tar.write(bytes);
                }
                tar.closeArchiveEntry();
            }
        }
        return content.toByteArray();
    }
}
