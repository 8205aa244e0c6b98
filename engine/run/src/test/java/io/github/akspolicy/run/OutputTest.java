package io.github.akspolicy.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.report.ConsoleText;
import io.github.akspolicy.source.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputTest {
    private final RecordingOutput output = new RecordingOutput();
    private final List<String> printed = output.lines;

    @Test
    void printsAProblemAsOneBlockWithOneLevel() {
        output.print(ConsoleText.problems(
                Evaluations.broken(new ConfigurationException(List.of(new Problem("it is wrong", null, "fix it"))))));

        assertThat(printed).hasSize(1);
        assertThat(printed.get(0).lines()).containsExactly("error it is wrong", "  fix: fix it");
    }

    @Test
    void problemsComeLastAndNothingEvaluatedHasNoThreshold() {
        output.print(ConsoleText.summary(
                Evaluations.broken(new ConfigurationException(List.of(Problem.of("it is wrong"))))));

        String log = String.join("\n", printed);
        assertThat(log).doesNotContain("failOn");
        assertThat(printed.subList(printed.size() - 2, printed.size()))
                .containsExactly(
                        "error it is wrong" + System.lineSeparator(), "info ERROR: 1 problem, nothing was evaluated.");
    }
}
