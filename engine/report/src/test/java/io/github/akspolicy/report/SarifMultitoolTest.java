package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.HostileText;
import io.github.akspolicy.evaluate.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The validator of the format's own authors finds no error, by the standard and by what GitHub asks for. It comes from
 * the npm package {@code @microsoft/sarif-multitool-linux}; needs {@code npm} on a Linux x86-64 machine and fails
 * without.
 */
@Tag("deep")
class SarifMultitoolTest {
    private static final String PACKAGE = "@microsoft/sarif-multitool-linux";
    private static final String VERSION = "5.7.0";

    private static Path validator;

    @TempDir
    Path folder;

    @BeforeAll
    static void install() throws Exception {
        Path target = Path.of("target", "sarif-multitool").toAbsolutePath();
        validator = target.resolve("node_modules/" + PACKAGE + "/Sarif.Multitool");
        if (!Files.exists(validator)) {
            Files.createDirectories(target);
            // its install script would only make the program executable
            run(
                    target,
                    List.of("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", PACKAGE + "@" + VERSION),
                    0);
        }
        assertThat(validator.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void everyEvaluationIsValid() throws Exception {
        List<Evaluation> evaluations = List.of(
                EvaluationSamples.store(),
                EvaluationSamples.debt(),
                EvaluationSamples.compliant(),
                EvaluationSamples.many(25),
                Evaluation.merge(List.of(EvaluationSamples.store(), EvaluationSamples.compliant())));
        for (Evaluation evaluation : evaluations) {
            assertThat(errors(Written.as(ReportFormat.SARIF, evaluation))).isEmpty();
        }
    }

    @Test
    void noHostileTextMakesItInvalid() throws Exception {
        var parts = new ArrayList<Evaluation>();
        for (String text : HostileText.ALL) {
            parts.add(EvaluationSamples.hostile(text));
        }
        String report = Written.as(ReportFormat.SARIF, Evaluation.merge(parts));
        assertThat(JsonTree.list(JsonTree.parse(report), "runs"))
                .singleElement()
                .satisfies(run -> assertThat(JsonTree.list(run, "results")).hasSize(4 * HostileText.ALL.size()));
        assertThat(errors(report)).isEmpty();
    }

    @Test
    void theValidatorDoesFindErrors() throws Exception {
        String report = Written.as(ReportFormat.SARIF, EvaluationSamples.store());
        assertThat(errors(report.replaceFirst("\"startLine\" : [0-9]+", "\"startLine\" : 0")))
                .isNotEmpty();
        assertThat(errors(report.replace("\"ruleIndex\" : 2", "\"ruleIndex\" : 99")))
                .isNotEmpty();
    }

    /** Rule and message of every result of level error; the validator reports in SARIF, too. */
    private List<String> errors(String report) throws Exception {
        Path file = Files.writeString(folder.resolve("report.sarif"), report);
        Path output = folder.resolve("validation.sarif");
        run(
                folder,
                List.of(
                        validator.toString(),
                        "validate",
                        file.toString(),
                        "--rule-kind",
                        "Sarif;Ghas",
                        "--output",
                        output.toString(),
                        "--log",
                        "ForceOverwrite;Inline"),
                0);
        Object run = JsonTree.get(JsonTree.parse(Files.readString(output)), "runs", 0);
        assertThat(JsonTree.get(run, "tool", "driver", "name")).isEqualTo("Sarif.Multitool");
        assertThat(JsonTree.get(run, "invocations", 0, "executionSuccessful")).isEqualTo(true);
        return JsonTree.list(run, "results").stream()
                .filter(result -> "error".equals(JsonTree.get(result, "level")))
                .map(result -> JsonTree.get(result, "ruleId") + " " + JsonTree.get(result, "message"))
                .toList();
    }

    private static void run(Path directory, List<String> command, int expected) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output.txt").toFile())
                    .start();
        } catch (IOException missing) {
            throw new AssertionError("needs " + command.get(0) + " on the path: Debian package npm", missing);
        }
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ends in time").isTrue();
        assertThat(process.exitValue())
                .as(() -> command + "\n" + read(directory.resolve("output.txt")))
                .isEqualTo(expected);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
