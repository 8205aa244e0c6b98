package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Colours are where people want them, in what a command prints and in its help; text without them is the same text. */
class ColoursTest {
    private static final String ESCAPE = "\u001b[";

    @TempDir
    private Path folder;

    @BeforeEach
    void makeRepository() throws IOException {
        Packaged.repository(folder);
    }

    private String run(Map<String, String> environment, String... arguments) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new CommandLineTool(stream, stream, folder, environment).run(arguments);
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "scan --color=always, '', true",
        "--color=always scan, '', true",
        "scan -Dstyle.color=always, '', true",
        "scan --color=always, 1, true",
        "scan --color=never, '', false",
        "scan --color=auto, '', false",
        "scan, '', false",
        "scan, 1, false",
        "scan --help --color=always, '', true",
        "--help --color=always, '', true",
        "scan --help --color=never, '', false",
        "scan --help, '', false",
        "list --color=always, '', false"
    })
    void coloursAreWhereTheyAreWanted(String command, String noColor, boolean hasColours) {
        assertThat(run(Map.of("NO_COLOR", noColor), command.split(" ")).contains(ESCAPE))
                .isEqualTo(hasColours);
    }

    /** What one call wants is nothing to the next one of the same process. */
    @Test
    void aWishIsForOneCall() {
        assertThat(run(Map.of(), "scan", "--color=always")).contains(ESCAPE);
        assertThat(run(Map.of(), "scan")).doesNotContain(ESCAPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scan", "scan --profile=all --console=full", "fix", "scan --help"})
    void theTextIsTheSame(String command) {
        String plain = run(Map.of(), command.split(" "));
        String coloured = run(Map.of(), (command + " --color=always").split(" "));

        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    }

    /** Each colour ends on its line: a log that is cut leaves no terminal red. */
    @Test
    void coloursEndWhereTheyBegin() {
        List<String> lines =
                run(Map.of(), "scan", "--color=always", "--profile=all").lines().toList();

        assertThat(lines).anyMatch(line -> line.contains(ESCAPE));
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(line).matches("((\u001b\\[[1-9][0-9;]*m)+[^\u001b]*\u001b\\[0?m|[^\u001b])*"));
    }

    @Test
    void anUnknownWordIsRefused() {
        assertThat(run(Map.of(), "scan", "--color=red")).contains("--color: \"red\" is none of always, never, auto");
    }

    /** Programs read these. */
    @ParameterizedTest
    @ValueSource(strings = {"list --json", "exemptions --json", "completion"})
    void dataHasNone(String command) {
        assertThat(run(Map.of(), (command + " --color=always").split(" "))).doesNotContain(ESCAPE);
    }
}
