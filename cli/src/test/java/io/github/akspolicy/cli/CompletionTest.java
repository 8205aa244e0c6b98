package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script of {@code completion}, read by the shells themselves. */
class CompletionTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeScript() throws IOException {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(new CommandLineTool(stream, stream, folder).run("completion"))
                .isEqualTo(CommandLineTool.PASSED);
        Files.write(folder.resolve("script"), out.toByteArray());
    }

    private static void assumeShell(String shell) {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(bin -> Files.isExecutable(Path.of(bin, shell))),
                shell + " is not on the PATH");
    }

    private Packaged.Run shell(String shell, String text) throws IOException, InterruptedException {
        assumeShell(shell);
        return Packaged.run(folder, List.of(shell, "-c", text), Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void shellsReadIt(String shell) throws Exception {
        assertThat(shell(shell, shell + " -n ./script").code()).isZero();
        Packaged.Run run = shell(shell, "source ./script && type _complete_aks-policy");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
    }

    /** As bash asks on Tab: the words, the last one begun. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sc | scan",
                "explain- | explain-cluster explain-config explain-image explain-workload",
                "scan --fail | --fail-on",
                "scan --profile har | hardened",
                "explain pod/privile | pod/privilege-escalation pod/privileged",
                "fix --fail | ''",
                "completion --he | --help"
            })
    void bashCompletes(String typed, String completed) throws Exception {
        int last = typed.split(" ").length;

        Packaged.Run run = shell(
                "bash",
                "source ./script; COMP_WORDS=(aks-policy " + typed + "); COMP_CWORD=" + last
                        + "; _complete_aks-policy; echo \"${COMPREPLY[@]}\"");

        assertThat(run.out().strip()).as(run.err()).isEqualTo(completed);
    }

    /** Names of Maven are understood, and not offered. */
    @Test
    void itNamesNoOptionOfMaven() throws IOException {
        assertThat(Files.readString(folder.resolve("script")))
                .contains("--fail-on")
                .doesNotContain("-Daks-policy");
    }
}
