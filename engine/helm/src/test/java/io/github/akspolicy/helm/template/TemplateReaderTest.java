package io.github.akspolicy.helm.template;

import static org.assertj.core.api.Assertions.assertThat;

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
}
