package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.ArchiveEntries;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that Go's reader, which is Helm's, and others read differently are refused, wherever they lie. */
class StrictArchivesTest {
    private static final String POD = "kind: Pod\nmetadata: {name: hidden}\n";
    private static final String EXTRA = "s/templates/extra.yaml";
    private static final String OTHER = "s/docs/a.md";
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;
    private static final int END_AT = 508;

    @TempDir
    Path folder;

    /**
     * A way to hide a template: Helm 3.17.2 and 4.1.4 render it, and a reader that knows more of the format, or less, does not see it
     * there.
     */
    private enum Way {
        G_PATH(archive ->
                archive.entry('g', "g", "", TestArchive.record("path", OTHER)).file(EXTRA, POD)),
        G_EMPTY(archive -> archive.entry('g', "g", "", TestArchive.record("path", OTHER))
                .pax("path", "")
                .file(EXTRA, POD)),
        G_SIZE(archive ->
                archive.entry('g', "g", "", TestArchive.record("size", "512")).file(EXTRA, POD)),
        X_X(archive -> archive.pax("path", OTHER).pax("path", EXTRA).file("s/x", POD)),
        X_COMMENT(archive -> archive.pax("path", OTHER).pax("comment", "c").file(EXTRA, POD)),
        X_SIZE(archive -> archive.pax("size", "1024").pax("comment", "c").file(EXTRA, POD)),
        X_L(archive -> longName(archive.pax("path", OTHER), EXTRA).file("s/x", POD)),
        L_L(archive -> longName(longName(archive, OTHER), EXTRA).file("s/x", POD)),
        X_G(archive -> archive.pax("path", OTHER)
                .entry('g', "g", "", TestArchive.record("comment", "c"))
                .file(EXTRA, POD)),
        L_G(archive -> longName(archive, OTHER)
                .entry('g', "g", "", TestArchive.record("comment", "c"))
                .file(EXTRA, POD)),
        SOLARIS(archive -> archive.entry('X', "s/templates/sun.yaml", "", TestArchive.record("path", OTHER))
                .file(EXTRA, POD)),
        V7_PREFIX(archive -> archive.changed('0', EXTRA, bytes(POD), header -> {
            TestArchive.put(header, MAGIC_AT, "\0\0\0\0\0\0\0\0");
            TestArchive.put(header, PREFIX_AT, "q");
        })),
        XSTAR_PREFIX(archive -> archive.changed('0', EXTRA, bytes(POD), header -> {
            TestArchive.put(header, PREFIX_AT + 131, "00000000000\0");
            TestArchive.put(header, END_AT, "tar\0");
        })),
        SLASH(archive -> archive.file(EXTRA + "/", commentWithHeader())),
        L_SLASH(archive -> longName(archive, EXTRA + "/").file("s/x", commentWithHeader())),
        FILE_AND_FOLDER(archive -> archive.file("s/charts/t", "text\n")
                .file("s/charts/t/Chart.yaml", "apiVersion: v2\nname: t\nversion: 1.0.0\n")
                .file("s/charts/t/templates/extra.yaml", POD)),
        FOLDER_BY_MODE(archive ->
                archive.changed('0', EXTRA, bytes(POD), header -> TestArchive.put(header, 100, "0040755\0"))),
        TWICE(archive -> archive.file(EXTRA, POD).file(EXTRA, "kind: Thing\n")),
        SPARSE(archive -> archive.entry('S', EXTRA, "", bytes(POD))),
        CONTIGUOUS(archive -> archive.entry('7', EXTRA, "", bytes(POD))),
        EMPTY_NAME(archive -> archive.file("", "").file(EXTRA, POD)),
        OLD_GNU_TIMES(archive -> archive.changed('0', EXTRA, bytes(POD), header -> {
            TestArchive.put(header, MAGIC_AT, "ustar  \0");
            TestArchive.put(header, PREFIX_AT, "s/docs");
        })),
        BEHIND_THE_END(archive -> archive.end().file(EXTRA, POD));

        private final UnaryOperator<TestArchive> hide;

        Way(UnaryOperator<TestArchive> hide) {
            this.hide = hide;
        }

        byte[] archive() {
            TestArchive first = name().startsWith("G_") ? hide.apply(new TestArchive()) : new TestArchive();
            TestArchive chart = first.file("s/Chart.yaml", "apiVersion: v2\nname: s\nversion: 1.0.0\n")
                    .file("s/templates/a.yaml", "kind: Thing\n");
            return (name().startsWith("G_") ? chart : hide.apply(chart)).tgz();
        }

        private static TestArchive longName(TestArchive archive, String name) {
            return archive.entry('L', "././@LongLink", "", bytes(name + "\0"));
        }

        /** A comment of YAML that is also the header of a large file, and the pod behind it. */
        private static byte[] commentWithHeader() {
            byte[] header = new TestArchive()
                    .changed('0', "#", new byte[0], own -> {
                        for (int i = 0; i < own.length; i++) {
                            own[i] = own[i] == 0 ? (byte) ' ' : own[i];
                        }
                        own[0] = '#';
                        own[own.length - 1] = '\n';
                        TestArchive.put(own, 124, "00000000777 ");
                    })
                    .unpacked();
            byte[] content = Arrays.copyOf(header, header.length + POD.length());
            System.arraycopy(bytes(POD), 0, content, header.length, POD.length());
            return content;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As packages of bitnami's postgresql hold the files of charts/common: whichever counts, it is the same. */
    @Test
    void aFileTwiceIsOneWhereItIsTheSame() throws Exception {
        byte[] archive = new TestArchive()
                .file("s/Chart.yaml", "apiVersion: v2\nname: s\nversion: 1.0.0\n")
                .file(EXTRA, POD)
                .file(EXTRA, POD)
                .tgz();
        TestChart chart = new TestChart(folder).bytes("s.tgz", archive).at("s.tgz");

        assertThat(new HelmChartRenderer().render(chart.request()).manifests())
                .singleElement()
                .satisfies(file -> assertThat(file.text()).contains(POD.strip()));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void inTheChartItself(Way way) {
        assertRefused(new TestChart(folder).bytes("s.tgz", way.archive()).at("s.tgz"));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void inAChartOfAFolder(Way way) {
        assertRefused(new TestChart(folder).bytes("chart/charts/s.tgz", way.archive()));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void inAnArchiveOfAnArchive(Way way) {
        byte[] whole = new TestArchive()
                .file("m/Chart.yaml", "apiVersion: v2\nname: m\nversion: 1.0.0\n")
                .file("m/templates/a.yaml", "kind: Thing\n")
                .file("m/charts/s.tgz", way.archive())
                .tgz();
        assertRefused(new TestChart(folder).bytes("m.tgz", whole).at("m.tgz"));
    }

    private static void assertRefused(TestChart chart) {
        Problem problem = chart.problem();
        assertThat(problem.message()).startsWith("the archive");
        assertThat(problem.fix()).isEqualTo("pack the chart with helm package");
        assertThat(String.valueOf(problem.at())).contains(".tgz");
    }

    @Test
    void whatIsRefusedNamesTheEntryAndTheReason() {
        assertThat(new TestChart(folder)
                        .bytes("s.tgz", Way.X_X.archive())
                        .at("s.tgz")
                        .problem()
                        .message())
                .isEqualTo("the archive cannot be read: the entry PaxHeaders/x is a header that belongs to none");
        assertThat(new TestChart(folder)
                        .bytes("s.tgz", Way.SLASH.archive())
                        .at("s.tgz")
                        .problem()
                        .message())
                .isEqualTo(
                        "the archive cannot be read: the entry s/templates/extra.yaml/ is a file, and its name that of a"
                                + " folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gnu", "oldgnu", "ustar", "pax", "v7"})
    void gnuTarWritesThemOfAFolder(String format) throws Exception {
        ordinary(format.matches("ustar|v7") ? "long" : "l".repeat(120));
        run("tar", "--format=" + format, "-czf", "s.tgz", "s");
        assertRendered("s.tgz");
        run("tar", "--format=" + format, "-C", "s", "-czf", "dot.tgz", ".");
        assertRendered("dot.tgz");
    }

    @Test
    void gitWritesThemWithAPrefix() throws Exception {
        ordinary("l".repeat(120));
        run("git", "-C", "s", "init", "-q");
        run("git", "-C", "s", "add", ".");
        run("git", "-C", "s", "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "-m", "a");
        run("git", "-C", "s", "archive", "--prefix=s/", "-o", "../s.tgz", "HEAD");
        assertRendered("s.tgz");
        run("git", "-C", "s", "archive", "-o", "../flat.tgz", "HEAD");
        assertThat(new TestChart(folder).at("flat.tgz").problem().message())
                .isEqualTo("the archive holds Chart.yaml outside of a folder, which Helm refuses");
    }

    @ParameterizedTest
    @ValueSource(strings = {"helm3", "helm4"})
    @Tag("deep")
    void helmPackageWritesThem(String binary) throws Exception {
        ordinary("l".repeat(120));
        run(HelmBinaries.folder().resolve(binary).toString(), "package", "s");
        assertRendered("s-1.0.0.tgz");
    }

    private void ordinary(String name) throws IOException {
        Path templates = Files.createDirectories(folder.resolve("s/templates/ü"));
        Files.writeString(folder.resolve("s/Chart.yaml"), "apiVersion: v2\nname: s\nversion: 1.0.0\n");
        Files.writeString(templates.resolve(name + ".yaml"), POD);
    }

    private void assertRendered(String archive) throws SourceException {
        List<ManifestFile> manifests = new HelmChartRenderer()
                .render(new TestChart(folder).at(archive).request())
                .manifests();
        assertThat(manifests).singleElement().extracting(ManifestFile::text).isEqualTo(POD);
    }

    private void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** 100 MB of attributes are 0.1 MB packed; Go reads no more than 1 MiB of them. */
    @ParameterizedTest
    @ValueSource(chars = {'x', 'g', 'L', 'K'})
    @Timeout(20)
    void aHeaderIsCountedBeforeItIsRead(char type) throws IOException {
        Path archive = folder.resolve("s.tgz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(archive))) {
            byte[] zeros = new byte[1 << 20];
            out.write(new TestArchive()
                    .changed(type, "long", new byte[0], header -> TestArchive.put(header, 124, "00620000000\0"))
                    .unpacked());
            for (int i = 0; i < 100; i++) {
                out.write(zeros);
            }
        }
        assertThat(new TestChart(folder).at("s.tgz").problem().message()).contains("more than 1048576 bytes");
    }

    @ParameterizedTest
    @ValueSource(chars = {'x', 'g', 'L'})
    @Timeout(20)
    void manyHeadersInARowAreRefusedAtTheSecond(char type) {
        var archive = new TestArchive();
        for (int i = 0; i < 40_000; i++) {
            archive.entry(type, "long", "", type == 'L' ? bytes("s/a\0") : TestArchive.record("comment", "c"));
        }
        assertRefused(new TestChart(folder)
                .bytes("s.tgz", archive.file(EXTRA, POD).tgz())
                .at("s.tgz"));
    }

    /** What may be a chart is rendered, which says what is wrong with it; Helm does not ask for the ending. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void scanSeesThem(Way way) throws IOException {
        assertThat(isChart(way.archive())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"s/Chart.yaml", "s/./Chart.yaml", "s//Chart.yaml", "/Chart.yaml", "./Chart.yaml", "s\\Chart.yaml"
            })
    void scanSeesEveryPathThatHelmTakesForTheChart(String path) throws IOException {
        assertThat(isChart(new TestArchive().file("s/readme", "").file(path, "").tgz()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Chart.yaml", "s/t/Chart.yaml", "package/package.json", "s/charts/Chart.yaml"})
    void otherArchivesAreNoCharts(String path) throws IOException {
        assertThat(isChart(new TestArchive().file(path, "").tgz())).isFalse();
    }

    @Test
    void whatIsNotAnArchiveIsNoChart() throws IOException {
        var dump = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(dump)) {
            gzip.write("select 1;\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(isChart(dump.toByteArray())).isFalse();
        assertThat(isChart(new byte[0])).isFalse();
        byte[] whole =
                new TestArchive().file("s/a", "text").file("s/Chart.yaml", "").tgz();
        assertThat(isChart(Arrays.copyOf(whole, 30))).isFalse();
    }

    private boolean isChart(byte[] content) throws IOException {
        return ArchiveEntries.isChart(Files.write(folder.resolve("mychart"), content), new Workspace(folder));
    }
}
