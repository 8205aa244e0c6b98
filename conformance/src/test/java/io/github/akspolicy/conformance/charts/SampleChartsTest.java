package io.github.akspolicy.conformance.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The charts run over the charts of our own samples, which every machine has. */
@Tag("deep")
class SampleChartsTest {
    private static final Path SAMPLES =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("samples");

    @TempDir
    Path folder;

    @BeforeEach
    void layOut() throws IOException {
        for (String sample : new String[] {"store", "store-insecure"}) {
            Path chart = SAMPLES.resolve(sample).resolve("deploy/store");
            try (Stream<Path> files = Files.walk(chart)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String path = chart.relativize(file).toString();
                    // where a chart repository would keep them
                    Path copy = folder.resolve(sample)
                            .resolve(
                                    path.matches("values-\\w+\\.yaml")
                                            ? Path.of("ci", path).toString()
                                            : path);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }

    @Test
    void helmAgreesWithDocumentsOriginsLinesAndValuesKeys() throws IOException {
        List<Entry> entries = run(folder);

        assertThat(entries.stream().filter(Entry::isUnexplained)).isEmpty();
        assertThat(agreeing(entries, "charts/documents")).isEqualTo(12);
        assertThat(agreeing(entries, OriginCheck.CHECK)).isEqualTo(6);
        assertThat(agreeing(entries, LineTruth.CHECK)).isGreaterThan(400);
        assertThat(agreeing(entries, ValuesTruth.CHECK)).isGreaterThan(100);
    }

    /** Labels that are decoded and printed elsewhere, a path without its end, and an entry that its own flag switches on. */
    @Test
    void whatTemplatesDecodeOrDropInPartHasTheRightLinesAndKeys() throws IOException {
        Path chart = Files.createDirectories(folder.resolve("other/decoded/templates"))
                .getParent();
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: decoded\nversion: 1.0.0\n");
        Files.writeString(chart.resolve("values.yaml"), "socket: /run/agent/a.sock\nstats: true\n");
        Files.writeString(chart.resolve("templates/pod.yaml"), """
                {{- define "labels" -}}
                app: decoded
                release: {{ .Release.Name }}
                {{- end }}
                apiVersion: v1
                kind: Pod
                metadata:
                  name: decoded
                  labels:
                    {{- $labels := include "labels" . | fromYaml }}
                    {{- toYaml $labels | nindent 4 }}
                spec:
                  containers:
                    - name: one
                      image: example.com/one:1
                      env:
                        {{- if .Values.stats }}
                        - name: STATS
                          value: "{{ .Values.stats }}"
                        {{- end }}
                        - name: LAST
                          value: "true"
                  volumes:
                    - name: socket
                      hostPath:
                        path: {{ dir .Values.socket }}
                """);

        List<Entry> entries = run(chart.getParent());

        assertThat(entries.stream().filter(Entry::isUnexplained)).isEmpty();
        assertThat(agreeing(entries, LineTruth.CHECK)).isGreaterThan(15);
        assertThat(agreeing(entries, ValuesTruth.CHECK)).isEqualTo(2);
    }

    /** The check must be able to fail: origins that are one line off are found out. */
    @Test
    void originsThatAreOneLineOffAreFoundOut() throws Exception {
        ChartCase chartCase = ChartCase.below(folder).get(0);
        var figures = new Figures();
        var templates = new TemplateFiles(folder);
        try (var binaries = HelmBinaries.open(System.out);
                var scratch = new ScratchChart(chartCase.chart(), folder.resolve("scratch"))) {
            var setting = new ChartRun.Setting(folder, binaries, 1, 0, 0, figures);
            ChartRenderer renderer =
                    ServiceLoader.load(ChartRenderer.class).findFirst().orElseThrow();
            var rendered =
                    new RenderedCase(renderer.render(new ChartRun(setting).request(chartCase, chartCase.dependencies()))
                            .manifests()) {
                        @Override
                        List<SourceLocation> templates(String path, int line, int column) {
                            return nextLine(super.templates(path, line, column).get(0), templates);
                        }
                    };
            var lines = new LineTruth(templates, scratch, binaries.newest(), "v1.32.0", figures);

            List<Entry> entries = lines.judge(chartCase, rendered, 100, new Random(1));

            assertThat(entries.stream().filter(Entry::covered)).hasSizeGreaterThan(50);
            assertThat(entries.stream().filter(Entry::agrees)).isEmpty();
        }
    }

    private static List<SourceLocation> nextLine(SourceLocation deepest, TemplateFiles templates) {
        try {
            TemplateText text = templates.text(deepest.path());
            int line = deepest.line() + 1;
            while (line <= text.lines() && text.firstWriting(line) < 0) {
                line++;
            }
            int column = line <= text.lines() ? text.firstWriting(line) - text.offset(line, 1) + 1 : 1;
            return List.of(new SourceLocation(deepest.path(), line, column, deepest.role()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Entry> run(Path folder) throws IOException {
        System.setProperty(ChartsRun.LINES, "900");
        System.setProperty(ChartsRun.VALUES, "300");
        try {
            return new ChartsRun().judge(List.of(folder), System.out);
        } finally {
            System.clearProperty(ChartsRun.LINES);
            System.clearProperty(ChartsRun.VALUES);
        }
    }

    private static long agreeing(List<Entry> entries, String check) {
        return entries.stream()
                .filter(entry -> entry.check().equals(check) && entry.agrees())
                .count();
    }
}
