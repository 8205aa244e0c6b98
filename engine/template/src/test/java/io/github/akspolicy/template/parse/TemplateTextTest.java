package io.github.akspolicy.template.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The lines of a text. */
class TemplateTextTest {
    @Test
    void aNewlineEndsItsLine() {
        var text = new TemplateText("a", "ab\n\nc\n");

        int[] lines = new int[7];
        for (int at = 0; at < lines.length; at++) {
            lines[at] = text.lineOf(at);
        }

        assertThat(lines).containsExactly(1, 1, 1, 2, 3, 3, 4);
        assertThat(text.place(4)).isEqualTo("a:3:0");
    }

    @Test
    void aTextWithoutLinesHasOne() {
        assertThat(new TemplateText("a", "").lineOf(0)).isEqualTo(1);
        assertThat(new TemplateText("a", "abc").lineOf(3)).isEqualTo(1);
    }

    @Test
    void nameAndTextMakeItEqual() {
        assertThat(new TemplateText("a", "b"))
                .isEqualTo(new TemplateText("a", "b"))
                .hasSameHashCodeAs(new TemplateText("a", "b"))
                .isNotEqualTo(new TemplateText("a", "c"))
                .isNotEqualTo(new TemplateText("b", "b"));
    }
}
