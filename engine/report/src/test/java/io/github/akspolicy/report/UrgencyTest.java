package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A live password comes before a missing seccomp profile, whatever the severity of both. */
class UrgencyTest {
    private static Finding finding(
            String policy, Severity severity, String file, @Nullable UnknownCause unknown, boolean fails) {
        var at = new SourceLocation(file, 7, 1, SourceLocation.Role.MANIFEST);
        var occurrence = new Occurrence(
                new ReleaseId("default", "k8s", "k8s"),
                new ResourceId("v1", "Pod", "shop", "web"),
                null,
                "spec",
                true,
                Origin.of(at),
                policy + file);
        return new Finding(
                PolicyInfo.of(policy, severity, "It must be right", "mend it"),
                severity,
                unknown,
                "it is wrong",
                List.of(occurrence),
                List.of(),
                fails);
    }

    private static Finding failing(String policy, Severity severity, String file) {
        return finding(policy, severity, file, null, true);
    }

    private static List<String> first(Finding... findings) {
        Evaluation store = EvaluationSamples.store();
        return Urgency.first(
                new Evaluation(List.of(findings), List.of(), store.ledger(), store.policies(), store.thresholds()));
    }

    @Test
    void eachKindIsALineWithItsFirstPlace() {
        assertThat(first(
                        failing("pod/seccomp-profile", Severity.HIGH, "a.yaml"),
                        failing("rbac/wildcard-rules", Severity.HIGH, "b.yaml"),
                        failing("pod/privileged", Severity.CRITICAL, "c.yaml"),
                        failing("secrets/plain-env-value", Severity.HIGH, "d.yaml")))
                .hasSize(3)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("1. ")
                                .contains("credentials")
                                .endsWith("d.yaml:7"),
                        line -> assertThat(line).contains("2 lines, the first c.yaml:7"),
                        line -> assertThat(line).contains("harden").endsWith("a.yaml:7"));
    }

    /** What is not known to be a credential is none, and what fails nothing is not first. */
    @Test
    void whereOnlyHardeningIsLeftNothingIsFirst() {
        assertThat(first(
                        failing("pod/seccomp-profile", Severity.HIGH, "a.yaml"),
                        finding("secrets/plain-env-value", Severity.HIGH, "b.yaml", UnknownCause.VALUE, true),
                        finding("rbac/wildcard-rules", Severity.LOW, "c.yaml", null, false)))
                .isEmpty();
        assertThat(first(failing("pod/privileged", Severity.CRITICAL, "a.yaml")))
                .isEmpty();
    }
}
