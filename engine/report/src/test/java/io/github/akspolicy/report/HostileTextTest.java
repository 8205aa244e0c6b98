package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.HostileText;
import io.github.akspolicy.evaluate.JsonTree;
import io.github.akspolicy.evaluate.SafeText;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every format with every hostile text wherever input can put one: nothing is forged and nothing is lost. */
class HostileTextTest {
    static final List<String> HOSTILE = HostileText.ALL;

    private static final int ANNOTATIONS = 4;

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void githubObeysOurCommandsOnly(String text) throws CharacterCodingException {
        String log = Written.as(ReportFormat.GITHUB, EvaluationSamples.hostile(text));
        encode(log);
        List<CiCommand> commands = CiCommand.github(log);
        assertThat(log.lines()).hasSize(ANNOTATIONS);
        assertThat(commands).hasSize(ANNOTATIONS).allSatisfy(command -> {
            assertThat(command.name()).isIn(Set.of("error", "warning", "notice"));
            assertThat(command.properties().keySet()).isSubsetOf(Set.of("file", "line", "col", "title"));
            assertThat(command.properties().get("title")).doesNotContain("forged");
        });
        assertThat(CiCommand.azure(log)).isEmpty();
        assertThat(commands.get(0).properties())
                .containsEntry("file", SafeText.line(text))
                .containsEntry("line", "3")
                .containsEntry("col", "5");
        assertThat(commands.get(0).data()).contains("fix: " + SafeText.line(text));
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void azureObeysOurCommandsOnly(String text) throws CharacterCodingException {
        String log = Written.as(ReportFormat.AZURE_DEVOPS, EvaluationSamples.hostile(text));
        encode(log);
        List<CiCommand> commands = CiCommand.azure(log);
        assertThat(log.lines()).hasSize(ANNOTATIONS);
        assertThat(commands).hasSize(ANNOTATIONS).allSatisfy(command -> {
            assertThat(command.name()).isEqualTo("task.logissue");
            assertThat(command.properties().keySet())
                    .isSubsetOf(Set.of("type", "sourcepath", "linenumber", "columnnumber", "code"));
            assertThat(command.properties().get("code"))
                    .isIn(Set.of("problem", "pod/seccomp-profile", "image/tag-not-latest"));
            assertThat(command.data()).doesNotContain("\n", "\r");
        });
        assertThat(CiCommand.github(log)).isEmpty();
        assertThat(commands.get(0).properties())
                .containsEntry("sourcepath", SafeText.line(text))
                .containsEntry("linenumber", "3");
        assertThat(commands.get(0).data()).contains("fix: " + SafeText.line(text));
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void filesAreWellFormedAndHoldNoCommand(String text) throws CharacterCodingException {
        Evaluation hostile = EvaluationSamples.hostile(text);
        for (ReportFormat format : List.of(ReportFormat.JSON, ReportFormat.SARIF, ReportFormat.GITLAB)) {
            String file = Written.as(format, hostile);
            encode(file);
            Object tree = JsonTree.parse(file);
            var strings = new ArrayList<String>();
            JsonTree.strings(tree, strings::add);
            assertThat(strings)
                    .as(format.toString())
                    .anyMatch(string ->
                            string.contains(SafeText.line(text).strip()) || string.contains(SafeText.wellFormed(text)));
            // a build that prints its reports must stay as harmless as one that does not
            assertThat(CiCommand.github(file)).isEmpty();
            assertThat(CiCommand.azure(file)).isEmpty();
        }
        String sarif = Written.as(ReportFormat.SARIF, hostile);
        Object run = JsonTree.get(JsonTree.parse(sarif), "runs", 0);
        assertThat(JsonTree.list(run, "results")).hasSize(4);
        assertThat(JsonTree.list(run, "invocations", 0, "toolExecutionNotifications"))
                .hasSize(2);
        assertThat(JsonTree.list(run, "results"))
                .extracting(result -> (String) JsonTree.get(result, "message", "text"))
                .allSatisfy(message -> assertThat(message)
                        .doesNotContain("](", "##", "::")
                        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]"));
    }

    /** A name of a megabyte is legal YAML. The log stays readable; the JSON report keeps all of it. */
    @Test
    void aMegabyteInANameDoesNotFloodTheLog() {
        String name = "x".repeat(1 << 20);
        Evaluation huge = EvaluationSamples.hostile(name);
        for (ReportFormat format : List.of(ReportFormat.GITHUB, ReportFormat.AZURE_DEVOPS)) {
            assertThat(Written.as(format, huge).lines())
                    .hasSize(ANNOTATIONS)
                    .allSatisfy(
                            line -> assertThat(line).hasSizeLessThan(100_000).contains("more characters"));
        }
        assertThat(Written.as(ReportFormat.JSON, huge)).contains(name);
    }

    private static void encode(String text) throws CharacterCodingException {
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    }
}
