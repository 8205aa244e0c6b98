package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.report.ConsolePart.CodeFrame;
import io.github.akspolicy.report.ConsolePart.Table;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text fits a terminal, whatever it is and whatever the terminal says of itself. */
class ScreenTest {
    private static Screen of(int width) {
        return new Screen(width, (style, text) -> text, path -> List.of("a: 1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 1, 59})
    void aWidthThatCannotBeIsTheLeast(int width) {
        List<String> lines = of(width).lines(List.of(Row.of(2, "word ".repeat(40))));

        assertThat(lines)
                .hasSizeGreaterThan(3)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Screen.LEAST_WIDTH));
    }

    /** Characters of East Asia and pictures take two columns, and an accent takes none. */
    @Test
    void wideCharactersTakeTwoColumns() {
        assertThat(of(60).lines(List.of(Row.of(0, "\u540d\u524d ".repeat(13))))).hasSize(2);
        assertThat(of(60).lines(List.of(Row.of(0, "\ud83d\ude80\ud83d\ude80 ".repeat(13)))))
                .hasSize(2);
        assertThat(of(60).lines(List.of(Row.of(0, "e\u0301 ".repeat(30))))).hasSize(1);
        assertThat(of(60).lines(List.of(new Table(
                        List.of(List.of("environment", "high"), List.of("\u672c\u756a", "1"), List.of("prod", "2"))))))
                .containsExactly("  environment  high", "  \u672c\u756a            1", "  prod            2");
    }

    @Test
    void whatACellHoldsIsNoCommand() {
        assertThat(of(100).lines(List.of(new Table(List.of(List.of("name", "x"), List.of("\u001b[2J##vso[a]", "1"))))))
                .allSatisfy(line -> assertThat(line).doesNotContain("\u001b", "##"));
    }

    /** What stands beside a mark may name a command, too. */
    @Test
    void everyPartIsGivenOtherWords() {
        var frame = new CodeFrame("values.yaml", 1, 1, "", "run mvn x");

        assertThat(of(100).lines(List.of(frame.map(text -> text.replace("mvn", "aks-policy")))))
                .anySatisfy(line -> assertThat(line).contains("^ run aks-policy x"));
    }
}
