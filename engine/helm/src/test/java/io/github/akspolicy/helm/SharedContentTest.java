package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.ManifestFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the environments of a chart have in common is in memory once. */
class SharedContentTest {
    @TempDir
    private Path folder;

    @Test
    void equalTextsOfTwoEnvironmentsAreOne() throws Exception {
        var renderer = new HelmChartRenderer();
        var chart = new TestChart(folder)
                .withCrds()
                .file("templates/a.yaml", "kind: A\n")
                .file("templates/b.yaml", "kind: {{ .Values.kind | default \"B\" }}\n")
                .file("crds/c.yaml", "kind: C\n");

        List<ManifestFile> dev = renderer.render(chart.request()).manifests();
        List<ManifestFile> prod = renderer.render(
                        chart.values("prod.yaml", "kind: P\n").request())
                .manifests();

        assertThat(dev).extracting(ManifestFile::text).containsExactly("kind: C\n", "kind: A\n", "kind: B\n");
        assertThat(prod).extracting(ManifestFile::text).containsExactly("kind: C\n", "kind: A\n", "kind: P\n");
        assertThat(prod.get(0).text()).isSameAs(dev.get(0).text());
        assertThat(prod.get(1).text()).isSameAs(dev.get(1).text());
        // each has its own lines
        assertThat(prod.get(1).origins()).isNotSameAs(dev.get(1).origins());
    }
}
