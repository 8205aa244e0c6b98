package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import java.util.List;
import org.junit.jupiter.api.Test;

class GitHubAnnotationsTest {
    @Test
    void eachIsOneCommandWithTheLine() {
        assertThat(Written.as(ReportFormat.GITHUB, EvaluationSamples.store()).lines())
                .startsWith(
                        "::error file=deploy/store/templates/web.yaml,line=3,col=1,title=aks-policy%3A problem::"
                                + "the chart does not render: nil pointer evaluating interface {}.port%0A"
                                + "called from include \"store.port\"%0Afix: give web.port a value",
                        "::error title=aks-policy%3A problem::no source supplies the cluster definition of prod",
                        "::error file=k8s/rbac.yaml,line=9,col=12,title=rbac/wildcard-rules (critical)::"
                                + "ClusterRole store-admin: rules[0].verbs contains \"*\"%0Ain: prod%0A"
                                + "fix: list the verbs and resources that are needed")
                .hasSize(7);
    }

    @Test
    void theRunnerReadsWhatWeMeant() {
        CiCommand seccomp = commands(EvaluationSamples.store()).get(3);
        assertThat(seccomp.name()).isEqualTo("error");
        assertThat(seccomp.properties())
                .containsEntry("file", "deploy/store/templates/order.yaml")
                .containsEntry("line", "34")
                .containsEntry("col", "11")
                .containsEntry("title", "pod/seccomp-profile (high)")
                .hasSize(4);
        assertThat(seccomp.data()).isEqualTo("""
                        Deployment order-service, container order-service: \
                        spec.template.spec.securityContext.seccompProfile is not set
                        only in: prod   (dev sets it: deploy/store/values-dev.yaml:12; test passes)
                        fix: set seccompProfile.type to RuntimeDefault on the pod""");
    }

    @Test
    void whatFailsIsAnErrorAndTheRestIsLessLoud() {
        assertThat(commands(EvaluationSamples.store()))
                .extracting(CiCommand::name)
                .containsExactly("error", "error", "error", "error", "warning", "warning", "notice");
    }

    @Test
    void separatorsOfTheNotationAreText() {
        Evaluation odd = EvaluationSamples.hostile("100%, a:b=c 50%2C");
        assertThat(commands(odd).get(0).properties())
                .containsEntry("file", "100%, a:b=c 50%2C")
                .containsEntry("line", "3");
        assertThat(commands(odd).get(0).data()).startsWith("100%, a:b=c 50%2C");
    }

    /** GitHub drops what exceeds ten of a level in a step without a word. */
    @Test
    void theLimitIsKeptAndTheRestIsTold() {
        List<CiCommand> commands = commands(EvaluationSamples.many(25));
        assertThat(commands.stream().filter(command -> command.name().equals("error")))
                .hasSize(10);
        assertThat(commands.stream().filter(command -> command.name().equals("warning")))
                .hasSize(10);
        assertThat(commands.stream().filter(command -> command.name().equals("notice")))
                .hasSize(10);
        CiCommand last = commands.get(commands.size() - 1);
        assertThat(last.name()).isEqualTo("notice");
        assertThat(last.data()).startsWith("46 more: ");
        assertThat(last.properties()).doesNotContainKey("file");
    }

    /** Fifty are shown of a job; whatever fails is among them before what does not. */
    @Test
    void theWorstComeFirst() {
        List<CiCommand> commands = commands(EvaluationSamples.many(60));
        assertThat(commands).hasSize(30);
        assertThat(commands.subList(0, 10)).allSatisfy(command -> {
            assertThat(command.name()).isEqualTo("error");
            assertThat(command.properties().get("title")).endsWith("(critical)");
        });
        assertThat(commands.subList(10, 29))
                .extracting(command -> command.properties().get("title"))
                .isSortedAccordingTo(java.util.Comparator.comparing(title -> title.contains("(info)")));
    }

    @Test
    void upToTheLimitAllAreShown() {
        assertThat(commands(EvaluationSamples.many(9)))
                .hasSize(27)
                .noneMatch(command -> command.data().contains("more: "));
    }

    @Test
    void nothingWrongPrintsNothing() {
        assertThat(Written.as(ReportFormat.GITHUB, EvaluationSamples.compliant()))
                .isEmpty();
    }

    private static List<CiCommand> commands(Evaluation evaluation) {
        return CiCommand.github(Written.as(ReportFormat.GITHUB, evaluation));
    }
}
