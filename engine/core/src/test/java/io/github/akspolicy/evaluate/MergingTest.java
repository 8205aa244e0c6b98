package io.github.akspolicy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MergingTest {
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              containers:
                - {name: web, image: nginx, securityContext: {privileged: true}}
            """;

    private record NotPrivileged(String id, Severity severity) implements ResourcePolicy<Container> {
        @Override
        public PolicyInfo info() {
            return PolicyInfo.of(id, severity, "Not privileged", "say false");
        }

        @Override
        public ViewType<Container> view() {
            return Container.VIEW;
        }

        @Override
        public void evaluate(Container view, Judgement judgement) {
            judgement.fail(view.securityContext().get("privileged"), "is true");
        }
    }

    private static Evaluation evaluate(String id, Severity severity, @Nullable Severity failOn, Release release) {
        return new Evaluator(
                        List.of(ActivePolicy.of(new NotPrivileged(id, severity))),
                        new Thresholds(failOn, Severity.HIGH))
                .evaluate(List.of(release), Progress.NONE);
    }

    @Test
    void keepsEachFindingsVerdictAndTheOrder() {
        Evaluation low = evaluate("test/low", Severity.LOW, null, new TextRelease("dev", "b").file("b/pod.yaml", POD));
        Evaluation high = evaluate(
                "test/high", Severity.HIGH, Severity.HIGH, new TextRelease("dev", "c").file("c/pod.yaml", POD));

        Evaluation whole = Evaluation.merge(List.of(low, high));

        assertThat(whole.findings())
                .extracting(finding -> finding.policy().id())
                .containsExactly("test/high", "test/low");
        assertThat(whole.findings()).extracting(Finding::fails).containsExactly(true, false);
        assertThat(whole.policies()).extracting(ActivePolicy::id).containsExactly("test/high", "test/low");
        assertThat(whole.ledger().releases())
                .extracting(account -> account.id().source())
                .containsExactly("b", "c");
        assertThat(whole.ledger().resources()).isEqualTo(2);
        assertThat(whole.thresholds().failOn()).isEqualTo(Severity.HIGH);
        assertThat(whole.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void saysOnceWhatTwoConfigurationsSayOfTheSameChart() {
        Evaluation one =
                evaluate("test/a", Severity.HIGH, Severity.HIGH, new TextRelease("dev", "c").file("pod.yaml", POD));
        Problem problem = Problem.of("cannot read x");
        Evaluation broken =
                evaluate("test/a", Severity.HIGH, Severity.HIGH, new TextRelease("dev", "d").problem(problem));
        Evaluation again =
                evaluate("test/a", Severity.HIGH, Severity.HIGH, new TextRelease("prod", "d").problem(problem));

        Evaluation whole = Evaluation.merge(List.of(one, broken, one, again));

        assertThat(whole.findings()).hasSize(1);
        assertThat(whole.problems())
                .singleElement()
                .satisfies(merged -> assertThat(merged.releases())
                        .extracting(release -> release.environment())
                        .containsExactly("dev", "prod"));
        assertThat(whole.outcome()).isEqualTo(Outcome.ERROR);
    }

    @Test
    void nothingIsAnEmptyEvaluation() {
        Evaluation nothing = Evaluation.merge(List.of());

        assertThat(nothing.ledger().resources()).isZero();
        assertThat(nothing.outcome()).isEqualTo(Outcome.PASSED);
    }
}
