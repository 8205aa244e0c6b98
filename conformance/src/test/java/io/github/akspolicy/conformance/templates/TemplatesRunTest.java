package io.github.akspolicy.conformance.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.akspolicy.conformance.Entry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesRunTest {
    private static final int CASES = 17;
    private static final String PARAMETER = "aks-policy.templates";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    /** What names the input of the whole build, if anything does. */
    private final String named = System.getProperty(PARAMETER, "");

    @BeforeEach
    void nameNothing() {
        System.clearProperty(PARAMETER);
    }

    @AfterEach
    void nameAgain() {
        System.clearProperty(PARAMETER);
        if (!named.isEmpty()) {
            System.setProperty(PARAMETER, named);
        }
    }

    @BeforeEach
    void writeCases() throws Exception {
        write("base/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n");
        write("base/charts/kid/Chart.yaml", "apiVersion: v2\nname: kid\nversion: 1.0.0\n");
        write("base/charts/kid/values.yaml", "");
        write("values/main.yaml", "i: 42\n");
        write("charts.jsonl", "");
        write(
                "expressions.jsonl",
                IntStream.range(0, CASES)
                        .mapToObj(i -> "{\"id\": \"" + i + "\", \"group\": \"a/b\", \"template\": \"{{ add " + i
                                + " 1 }}\", \"out\": \"" + (i == CASES - 1 ? "wrong" : i + 1) + "\"}")
                        .collect(Collectors.joining("\n")));
    }

    private void write(String path, String text) throws Exception {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<Entry> entries(TemplatesRun run) throws Exception {
        return run.judge(List.of(folder), new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @Test
    void saysThatItJudgesASample() throws Exception {
        assertThat(entries(new TemplatesRun())).extracting(Entry::id).containsExactly("0", "8", "16");
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("a sample, one case in 8");
    }

    @Test
    void judgesAllCases() throws Exception {
        assertThat(entries(TemplatesRun.ofAll())).hasSize(CASES);
        assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void judgesAllCasesOfAnInputThatIsNamed() throws Exception {
        System.setProperty(PARAMETER, folder.toString());
        assertThat(entries(new TemplatesRun())).hasSize(CASES);
    }

    @Test
    void findsWhatIsWrong() throws Exception {
        assertThat(entries(TemplatesRun.ofAll()))
                .filteredOn(Entry::isUnexplained)
                .extracting(Entry::id, Entry::expect, Entry::actual)
                .containsExactly(tuple("16", "wrong", "17"));
    }
}
