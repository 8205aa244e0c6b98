package io.github.akspolicy.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is not edited stays as it is, byte by byte. */
class SourceTextTest {
    private static SourceText of(String text) throws Refusal {
        return SourceText.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String written(SourceText text) {
        return new String(text.bytes(), StandardCharsets.UTF_8);
    }

    private static String insertBehindFirstLine(String text) throws Refusal {
        SourceText source = of(text);
        int end = source.text().indexOf('\n');
        return written(source.with(TextEdit.insert(end < 0 ? source.text().length() : end, "\nnew")));
    }

    @Test
    void keepsLineEnds() throws Refusal {
        assertThat(insertBehindFirstLine("a\r\nb\r\n")).isEqualTo("a\r\nnew\r\nb\r\n");
        assertThat(insertBehindFirstLine("a\nb\r\n")).isEqualTo("a\nnew\nb\r\n");
    }

    @Test
    void keepsAMissingLastLineEnd() throws Refusal {
        assertThat(insertBehindFirstLine("a\r\nb")).isEqualTo("a\r\nnew\r\nb");
        assertThat(insertBehindFirstLine("a")).isEqualTo("a\nnew");
        SourceText source = of("a\nb");
        assertThat(written(source.with(new TextEdit(1, 3, "")))).isEqualTo("a");
    }

    @Test
    void keepsTheByteOrderMark() throws Refusal {
        assertThat(insertBehindFirstLine("\uFEFFa\nb\n")).isEqualTo("\uFEFFa\nnew\nb\n");
    }

    @Test
    void knowsTheLinesOfTheOriginal() throws Refusal {
        SourceText source = of("a\nb\nc\n").with(TextEdit.insert(1, "\nx\ny"));
        assertThat(written(source)).isEqualTo("a\nx\ny\nb\nc\n");
        assertThat(source.originalLine(1)).isEqualTo(1);
        assertThat(source.originalLine(2)).isEqualTo(2);
        assertThat(source.originalLine(4)).isEqualTo(2);
        assertThat(source.originalLine(5)).isEqualTo(3);
        assertThat(source.isChanged()).isTrue();
        assertThat(of("a\n").isChanged()).isFalse();
    }

    @Test
    void changesOnlyTheLinesThatDiffer() throws Refusal {
        SourceText source = of("a: 1\nb: 2\nc: 3\n").with(new TextEdit(8, 9, "5"));
        assertThat(source.lines().stream().map(SourceText.Line::original)).containsExactly(0, -1, 2);
    }

    @Test
    void refusesWhatIsNoText() {
        assertThatThrownBy(() -> SourceText.of(new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0}))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> of("a\rb\n")).isInstanceOf(Refusal.class).hasMessageContaining("carriage return");
    }
}
