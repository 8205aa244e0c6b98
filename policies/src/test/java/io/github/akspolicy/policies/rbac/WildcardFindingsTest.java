package io.github.akspolicy.policies.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A rule with a wildcard is one finding, whatever it includes. */
class WildcardFindingsTest {
    private static final String ROLE = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: operator}
            rules:
              - {apiGroups: ["*"], resources: ["*"], verbs: ["*"]}
              - {apiGroups: [""], resources: ["*"], verbs: [get, list]}
              - {apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: ["*"]}
              - {apiGroups: [""], resources: [secrets], verbs: [get]}
            """;

    private record File(String text) implements Release {
        @Override
        public ReleaseId id() {
            return new ReleaseId("prod", "k8s", "k8s");
        }

        @Override
        public void read(Receiver receiver) {
            receiver.file(ManifestFile.asWritten("k8s/role.yaml", text));
        }
    }

    private static List<String> findings(Predicate<String> ids) {
        List<ActivePolicy> policies = new BuiltInPolicies()
                .policies().stream()
                        .filter(policy -> ids.test(policy.info().id()))
                        .map(ActivePolicy::of)
                        .toList();
        return new Evaluator(policies, new Thresholds(Severity.HIGH, null))
                .evaluate(List.of(new File(ROLE)), Progress.NONE).findings().stream()
                        .filter(finding -> finding.policy().group().equals("rbac"))
                        .map(finding -> finding.policy().id() + " " + finding.severity() + ": " + finding.message())
                        .sorted()
                        .toList();
    }

    @Test
    void eachRuleIsOneFindingUnderAllPolicies() {
        assertThat(findings(id -> true))
                .containsExactly(
                        "rbac/read-secrets high: resources contains secrets, with get",
                        "rbac/wildcard-rules critical: resources contains \"*\"",
                        "rbac/wildcard-rules critical: verbs contains \"*\", resources contains \"*\"",
                        "rbac/wildcard-rules critical: verbs contains \"*\"; resources also lists clusterroles");
    }

    @Test
    void withoutTheWildcardPolicyTheOthersSayWhatTheRulesInclude() {
        assertThat(findings(id -> !id.equals("rbac/wildcard-rules"))).hasSizeGreaterThan(15);
    }
}
