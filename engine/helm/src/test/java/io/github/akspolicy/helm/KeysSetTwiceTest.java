package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.ManifestFile;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Helm sends the last of equal keys that a template writes; both lead to their lines in the template. */
class KeysSetTwiceTest {
    private static final String T = "templates/a.yaml";
    private static final String H = "templates/_helpers.tpl";

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder)
                .file("values.yaml", "resources:\n  limits: {cpu: 1}\nextra:\n  app: other\n")
                .file(H, "{{- define \"shop.labels\" -}}\nteam: payments\napp: shop\n{{- end }}\n")
                .file(
                        T,
                        "apiVersion: v1\nkind: Thing\nmetadata:\n  name: {{ .Release.Name }}\n  labels:\n    app: web\n"
                                + "    {{- include \"shop.labels\" . | nindent 4 }}\n    {{- toYaml .Values.extra | nindent 4 }}\n"
                                + "spec:\n  {{- if true }}\n  resources: {}\n  {{- end }}\n"
                                + "  resources: {{- toYaml .Values.resources | nindent 4 }}\n");
    }

    private String line(TestRender render, boolean isFirst, String... path) throws Exception {
        ManifestFile file = render.file(T);
        Node node = ManifestReader.manifests(file.text()).get(0);
        FieldPath at = FieldPath.ROOT;
        Node.Entry entry = null;
        for (String key : path) {
            entry = Objects.requireNonNull(((Node.Mapping) node).entry(key));
            at = at.field(key);
            node = entry.value();
        }
        Position position = isFirst
                ? Objects.requireNonNull(Objects.requireNonNull(entry).dropped())
                        .first()
                : Objects.requireNonNull(entry).keyPosition();
        return file.origins()
                .locate(new Place(at, at, position, new Position(position.line(), position.column() + 1)))
                .primary()
                .toString();
    }

    @Test
    void linesOfBoth() throws Exception {
        TestRender render = chart.render();

        assertThat(render.documents(T).get(0).toString())
                .contains("labels={app=other, team=payments}", "resources={limits={cpu=1}}");
        assertThat(line(render, false, "spec", "resources")).isEqualTo(chart.in(T, "resources: {{-"));
        assertThat(line(render, true, "spec", "resources")).isEqualTo(chart.in(T, "resources: {}"));
        assertThat(line(render, false, "metadata", "labels", "app")).isEqualTo(chart.in("values.yaml", "app: other"));
        assertThat(line(render, true, "metadata", "labels", "app")).isEqualTo(chart.in(T, "app: web"));
        assertThat(render.primary(T, "metadata.labels.team")).isEqualTo(chart.in(H, "team: payments"));
    }
}
