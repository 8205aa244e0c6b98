package io.github.akspolicy.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.report.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Colours and widths are what people say; where they say nothing, only a terminal has colours. */
class TerminalTest {
    @ParameterizedTest
    @CsvSource({
        "always,1,,false,true",
        "never,,,true,false",
        "auto,,xterm,true,true",
        ",,xterm,true,true",
        ",,xterm,false,false",
        "auto,,xterm,false,false",
        ",1,xterm,true,false",
        ",,dumb,true,false"
    })
    void coloursAreForPeople(String wanted, String noColor, String term, boolean isWatched, boolean expected) {
        Map<String, String> environment =
                Map.of("NO_COLOR", noColor == null ? "" : noColor, "TERM", term == null ? "" : term);

        assertThat(Terminal.hasColours(wanted, environment, isWatched)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"80,80", "140,140", "0,100", "-5,100", "wide,100", "'',100", "999999,100"})
    void aWidthIsWhatColumnsSays(String columns, int expected) {
        assertThat(Terminal.width(Map.of("COLUMNS", columns), false)).isEqualTo(expected);
    }

    @Test
    void nothingOutsideOfTheRepositoryIsShown(@TempDir Path folder) throws IOException {
        Path repository = Files.createDirectories(folder.resolve("repository"));
        Files.createDirectories(repository.resolve(".git"));
        Files.writeString(repository.resolve(".git/config"), "token");
        Files.writeString(folder.resolve("outside"), "token");
        Files.createSymbolicLink(repository.resolve("link"), folder.resolve("outside"));
        Files.writeString(repository.resolve("values.yaml"), "a: 1\nb: 2\n");
        Files.writeString(repository.resolve("large"), "x".repeat(1_000_001));
        Screen.Files files = Terminal.files(repository);

        assertThat(files.lines("values.yaml")).containsExactly("a: 1", "b: 2");
        for (String hidden :
                new String[] {"../outside", "link", ".git/config", "large", "missing", ".", "no\u0000name"}) {
            assertThat(files.lines(hidden)).as(hidden).isEmpty();
        }
    }
}
