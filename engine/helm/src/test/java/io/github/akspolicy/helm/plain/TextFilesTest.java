package io.github.akspolicy.helm.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.helm.TestArchive;
import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartLimits;
import io.github.akspolicy.helm.engine.HelmFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFilesTest {
    private static final String LONG = "d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z/"
            + "a-name-that-is-longer-than-the-header-of-an-entry-in-a-tar-archive-has-room-for-which-is-100-bytes.txt";

    @TempDir
    private Path folder;

    private Chart chart(String name, byte[] content) throws Exception {
        Path chart = Files.createDirectories(folder.resolve("chart/charts/cache/templates"));
        Files.writeString(chart.resolve("c.yaml"), "kind: Cache\n");
        Files.writeString(chart.resolve("../Chart.yaml"), "apiVersion: v2\nname: cache\nversion: 1.0.0\n");
        Path file = folder.resolve("chart").resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, content);
        Files.writeString(folder.resolve("chart/Chart.yaml"), "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        return ChartCopy.load(folder.resolve("chart"));
    }

    private Path written(Chart chart) throws Exception {
        return TextFiles.write(chart, content -> content, folder.resolve("own"));
    }

    private static Map<String, byte[]> contents(Chart chart) {
        var contents = new HashMap<String, byte[]>();
        chart.files().forEach((path, file) -> contents.put(path, file.content()));
        chart.subcharts()
                .forEach(inner -> contents(inner)
                        .forEach((path, content) -> contents.put("charts/" + inner.folder() + "/" + path, content)));
        return contents;
    }

    private static void assertSame(Map<String, byte[]> files, Map<String, byte[]> others) {
        assertThat(files.keySet()).isEqualTo(others.keySet());
        files.forEach((path, content) -> assertThat(others.get(path)).as(path).isEqualTo(content));
    }

    @ParameterizedTest
    @ValueSource(strings = {"templates/a.yaml", "x/.a.yaml", "Ä/ö.txt", ".helmignore", "a..", "ab:/c", "a b", LONG})
    void oneFileHoldsWhatHelmLoadsAlike(String name) throws Exception {
        Chart chart = chart(name, "a: 1\n".getBytes(StandardCharsets.UTF_8));

        Path written = written(chart);

        assertThat(written).isRegularFile();
        assertSame(contents(chart), contents(ChartCopy.load(written)));
        assertThat(contents(chart))
                .containsKeys(name, "charts/cache/templates/c.yaml")
                .hasSize(4);
    }

    /** Helm would load another chart of such an archive. */
    @ParameterizedTest
    @ValueSource(strings = {"templates/a\\b.yaml", "..a/b.yaml", "c:/b.yaml"})
    void whatHelmReadsDifferentlyInAnArchiveIsRefused(String name) throws Exception {
        Chart chart = chart(name, "a: 1\n".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> written(chart)).isInstanceOf(HelmFailure.class).hasMessageContaining(name);
    }

    /** Of the chart above it Helm makes it a file, once the archive is unpacked. */
    @Test
    void aSignatureInAnArchiveIsRefused() throws Exception {
        Chart chart = chart("a.txt", new byte[0]);
        Files.write(
                folder.resolve("chart/charts/s.tgz"),
                new TestArchive()
                        .file("s/Chart.yaml", "apiVersion: v2\nname: s\nversion: 1.0.0\n")
                        .file("s/templates/x.prov", "kind: Pod\n")
                        .tgz());
        Files.write(folder.resolve("chart/charts/s.tgz.prov"), new byte[0]);

        assertThat(contents(ChartCopy.load(written(chart)))).doesNotContainKey("charts/s.tgz.prov");
        Chart packed = ChartCopy.load(folder.resolve("chart"));
        assertThatThrownBy(() -> written(packed))
                .isInstanceOf(HelmFailure.class)
                .hasMessageContaining("charts/s.tgz!/templates/x.prov");
    }

    /** A chart that lies there as a folder and as an archive fills the values up twice. */
    @Test
    void aChartThatIsThereTwiceIsWrittenTwice() throws Exception {
        chart("a.txt", new byte[0]);
        Files.write(
                folder.resolve("chart/charts/cache-1.0.0.tgz"),
                new TestArchive()
                        .file("cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n")
                        .file("cache/templates/c.yaml", "kind: Cache\n")
                        .tgz());

        Chart written = ChartCopy.load(written(ChartCopy.load(folder.resolve("chart"))));

        assertThat(written.subcharts())
                .singleElement()
                .satisfies(cache -> assertThat(cache.times()).isEqualTo(2));
    }

    /** Unpacked, it would lie in a folder that Helm takes for an archive. */
    @Test
    void aChartInAnArchiveWithTwoEndingsIsWritten() throws Exception {
        chart("a.txt", new byte[0]);
        Files.write(
                folder.resolve("chart/charts/s.tgz.tgz"),
                new TestArchive()
                        .file("s/Chart.yaml", "apiVersion: v2\nname: s\nversion: 1.0.0\n")
                        .file("s/templates/x.yaml", "kind: Pod\n")
                        .tgz());

        Chart written = ChartCopy.load(written(ChartCopy.load(folder.resolve("chart"))));

        assertThat(written.subcharts()).extracting(Chart::name).containsExactlyInAnyOrder("cache", "s");
        assertThat(contents(written).keySet())
                .anyMatch(path -> path.endsWith("/templates/x.yaml"))
                .noneMatch(path -> path.contains(".tgz/"));
    }

    /** Helm has limits for files of archives, and a changed text is longer than the one that was read. */
    @Test
    void whatIsTooLargeForAnArchiveIsRefused() throws Exception {
        Chart chart = chart("templates/a.yaml", new byte[0]);

        assertThatThrownBy(() ->
                        TextFiles.write(chart, content -> new byte[ChartLimits.FILE_BYTES + 1], folder.resolve("own")))
                .isInstanceOf(HelmFailure.class);
    }
}
