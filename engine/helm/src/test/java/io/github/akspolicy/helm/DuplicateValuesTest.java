package io.github.akspolicy.helm;

import static io.github.akspolicy.source.SetValue.Type.SET;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values are read as Helm reads them, so that a key which is there twice costs no line. */
class DuplicateValuesTest {
    private static final String T = "templates/a.yaml";
    private static final String V = "values.yaml";

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder)
                .file(
                        T,
                        "kind: Thing\nimage: {{ .Values.image }}\nreplicas: {{ .Values.redis.replica.count }}\n"
                                + "{{- with .Values.context }}\ncontext: {{ toYaml . | nindent 2 }}\n{{- end }}\n");
    }

    private List<String> notes() throws SourceException {
        return new HelmChartRenderer()
                .render(chart.request()).notes().stream()
                        .filter(note -> note.contains("set twice"))
                        .toList();
    }

    @Test
    void linesOfAllOtherKeysStay() throws Exception {
        chart.file(V, "image: a\nredis:\n  replica: {count: 1}\n  other: 2\n  replica:\n    count: 3\ncontext: {}\n");

        TestRender render = chart.render();

        assertThat(render.text(T)).contains("image: a", "replicas: 3");
        assertThat(render.primary(T, "image")).isEqualTo(chart.in(V, "image:"));
        assertThat(render.primary(T, "replicas")).isEqualTo(chart.in(V, "count: 3"));
        assertThat(render.origin(T, "replicas").approximate()).isFalse();
        assertThat(notes())
                .containsExactly(
                        "chart/values.yaml:5: redis.replica is set twice, first in line 3: Helm takes the last one;"
                                + " remove the other");
    }

    /** Tried with Helm 3.17.2 and 4.1.4: the last version counts. */
    @Test
    void keysOfChartMetadata() throws Exception {
        chart.file("Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\nversion: 1.0.1\nversion: 1.0.2\n")
                .file(V, "image: a\nredis: {replica: {count: 1}}\n")
                .file(T, "kind: Thing\nversion: {{ .Chart.Version }}\n");

        assertThat(chart.render().text(T)).contains("version: 1.0.2");
        assertThat(notes())
                .containsExactly(
                        "chart/Chart.yaml:4: version is set twice, first in line 3: Helm takes the last one; remove the"
                                + " other",
                        "chart/Chart.yaml:5: version is set twice, first in line 3: Helm takes the last one; remove the"
                                + " other");
    }

    @Test
    void keysOfUsersFilesAndSettings() throws Exception {
        chart.file(V, "image: a\nredis: {replica: {count: 1}}\n")
                .values("prod.yaml", "image: b\nlist:\n  - {x: 1, y: 2, x: 3}\nimage: c\n");

        TestRender render = chart.render();

        assertThat(render.text(T)).contains("image: c");
        assertThat(render.primary(T, "image")).isEqualTo(chart.inWorkspace("prod.yaml", "image: c"));
        assertThat(notes())
                .containsExactly(
                        "prod.yaml:3: list[0].x is set twice, first in line 3: Helm takes the last one; remove the other",
                        "prod.yaml:4: image is set twice, first in line 1: Helm takes the last one; remove the other");
        assertThat(chart.set(SET, "redis.replica.count", "9").render().text(T)).contains("image: c", "replicas: 9");
    }

    @Test
    void valuesWithoutSuchKeysHaveNoNote() throws Exception {
        chart.file(V, "# image: a\nimage: a\nredis: {replica: {count: 1}}\n---\n# nothing\n");

        assertThat(chart.render().primary(T, "image")).isEqualTo(chart.in(V, "image: a\nredis"));
        assertThat(notes()).isEmpty();
    }

    @Test
    void documentsThatHelmVersionsReadOtherwiseAreRefused() {
        chart.file(V, "image: a\nredis: {replica: {count: 1}}\n---\nimage: b\n");
        assertThat(chart.problems())
                .singleElement()
                .asString()
                .startsWith("chart/values.yaml:4:1")
                .contains("Helm 3 ignores it, Helm 4 merges it");

        chart.file(V, "---\n---\nimage: a\nredis: {replica: {count: 1}}\n");
        assertThat(chart.problems()).singleElement().asString().contains("an empty document stands before this one");
    }

    @Test
    void whatHelmReadsOfOneDocumentIsRead() {
        chart.file(V, "---\n# c\u2028image: a\nredis: {replica: {count: 1}, a:, b: c}\n");

        Origin image = chart.render().origin(T, "image");

        assertThat(image.primary().toString()).startsWith("chart/values.yaml:2:");
    }
}
