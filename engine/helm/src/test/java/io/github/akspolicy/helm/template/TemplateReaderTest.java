package io.github.akspolicy.helm.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.template.TwinTemplates.Style;
import io.github.akspolicy.helm.template.TwinTemplates.Template;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateReaderTest {
    private static final String TEXT = "a: {{ .Values.a }}\n";

    private final TemplateReader reader = new TemplateReader();

    @Test
    void equalTextsAreReadOnce() {
        TemplateFile first = reader.read(TEXT).orElseThrow();

        assertThat(reader.read(new String(TEXT.toCharArray()))).containsSame(first);
        assertThat(reader.read("{{ end }}")).isEmpty();
    }

    @Test
    void equalTextsAtDifferentPathsStayApartAndShareWhatWasRead() {
        var style = new Style(Markers.avoiding(new boolean[Markers.BLOCKS]), false, null, true, StandIns.NONE);
        List<TemplateFile> files = new TwinTemplates(reader)
                .twins(List.of(template("a.yaml"), template("b.yaml")), style).stream()
                        .map(Twin::file)
                        .toList();

        assertThat(files)
                .doesNotHaveDuplicates()
                .hasSize(2)
                .allSatisfy(file -> assertThat(file.statement(0))
                        .isSameAs(reader.read(TEXT).orElseThrow().statement(0)));
    }

    private static Template template(String path) {
        return new Template(path, TEXT, List.of("shop/" + path), false, false);
    }
}
