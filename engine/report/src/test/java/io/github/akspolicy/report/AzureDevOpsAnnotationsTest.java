package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import java.util.List;
import org.junit.jupiter.api.Test;

class AzureDevOpsAnnotationsTest {
    @Test
    void eachIsOneCommandWithTheLine() {
        assertThat(Written.as(ReportFormat.AZURE_DEVOPS, EvaluationSamples.store())
                        .lines())
                .contains("##vso[task.logissue type=error;sourcepath=k8s/rbac.yaml;linenumber=9;columnnumber=12;"
                        + "code=rbac/wildcard-rules;]rbac/wildcard-rules (critical) ClusterRole store-admin: "
                        + "rules[0%5D.verbs contains \"*\" | in: prod | "
                        + "fix: list the verbs and resources that are needed")
                .hasSize(7);
    }

    @Test
    void theAgentReadsWhatWeMeant() {
        List<CiCommand> commands = commands(EvaluationSamples.store());
        assertThat(commands).hasSize(7).allMatch(command -> command.name().equals("task.logissue"));
        assertThat(commands)
                .extracting(command -> command.properties().get("type"))
                .containsExactly("error", "error", "error", "error", "warning", "warning", "warning");
        CiCommand image = commands.get(4);
        assertThat(image.properties())
                .containsEntry("sourcepath", "deploy/store/values-prod.yaml")
                .containsEntry("linenumber", "12")
                .containsEntry("columnnumber", "8")
                .containsEntry("code", "image/tag-not-latest")
                .hasSize(5);
        assertThat(image.data()).contains("spec.template.spec.containers[0].image has no tag");
        assertThat(commands.get(1).properties())
                .as("a problem without a file names none")
                .doesNotContainKeys("sourcepath", "linenumber");
    }

    @Test
    void separatorsOfTheNotationAreText() {
        CiCommand problem =
                commands(EvaluationSamples.hostile("a;b=c]d 100%3B %AZP25")).get(0);
        assertThat(problem.properties())
                .containsEntry("sourcepath", "a;b=c]d 100%3B %AZP25")
                .containsEntry("linenumber", "3")
                .hasSize(5);
        assertThat(problem.data()).contains("a;b=c]d 100%3B %AZP25");
    }

    @Test
    void noneIsDropped() {
        assertThat(commands(EvaluationSamples.many(25))).hasSize(75);
    }

    @Test
    void nothingWrongPrintsNothing() {
        assertThat(Written.as(ReportFormat.AZURE_DEVOPS, EvaluationSamples.compliant()))
                .isEmpty();
    }

    private static List<CiCommand> commands(Evaluation evaluation) {
        return CiCommand.azure(Written.as(ReportFormat.AZURE_DEVOPS, evaluation));
    }
}
