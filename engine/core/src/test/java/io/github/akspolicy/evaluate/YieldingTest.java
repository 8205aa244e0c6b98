package io.github.akspolicy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a broader policy reports of an item is one finding, and no severity is lost. */
class YieldingTest {
    private static final String ROLE = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: one}
            rules:
              - {apiGroups: [""], resources: ["*"], verbs: [get]}
              - {apiGroups: [""], resources: [secrets], verbs: [get]}
            """;

    private static final Policy WILDCARD = words("test/wildcard", Severity.HIGH, "*", Set.of());
    private static final Policy SECRETS = words("test/secrets", Severity.CRITICAL, "", Set.of("test/wildcard"));

    /** Reports each rule one of whose resources is the word; the empty word stands for all. */
    private static Policy words(String id, Severity severity, String word, Set<String> broader) {
        return new ResourcePolicy<Resource>() {
            @Override
            public PolicyInfo info() {
                return PolicyInfo.of(id, severity, "A test policy", "do the right thing");
            }

            @Override
            public ViewType<Resource> view() {
                return ViewType.RESOURCE;
            }

            @Override
            public Set<String> yieldsTo() {
                return broader;
            }

            @Override
            public void evaluate(Resource view, Judgement judgement) {
                for (Field rule : view.root().get("rules").items()) {
                    Field resource = rule.get("resources").items().get(0);
                    if (word.isEmpty() || word.equals(resource.text())) {
                        judgement.fail(word.isEmpty() ? rule.get("verbs") : resource, "is wrong");
                    }
                }
            }
        };
    }

    private static Set<String> findings(ActivePolicy... policies) {
        return findings(ROLE, policies);
    }

    private static Set<String> findings(String text, ActivePolicy... policies) {
        return new Evaluator(List.of(policies), new Thresholds(Severity.HIGH, null))
                        .evaluate(List.of(new TextRelease("prod", "k8s").file("k8s/role.yaml", text)), Progress.NONE)
                        .findings()
                        .stream()
                        .flatMap(finding -> finding.occurrences().stream()
                                .map(at -> finding.policy().id() + " " + finding.severity() + " " + at.fieldPath()))
                        .collect(Collectors.toSet());
    }

    @Test
    void whatABroaderPolicyReportsOfTheSameItemIsOneFinding() {
        assertThat(findings(ActivePolicy.of(WILDCARD), ActivePolicy.of(SECRETS)))
                .containsExactlyInAnyOrder(
                        "test/wildcard critical rules[0].resources[0]", "test/secrets critical rules[1].verbs");
    }

    @Test
    void aPolicyAloneReportsAll() {
        assertThat(findings(ActivePolicy.of(SECRETS)))
                .containsExactlyInAnyOrder(
                        "test/secrets critical rules[0].verbs", "test/secrets critical rules[1].verbs");
    }

    /** Rules of two roles are two items, although their paths are the same. */
    @Test
    void anItemIsThatOfOneResource() {
        assertThat(findings(
                        ROLE + "---\n"
                                + ROLE.replace("one", "two")
                                        .replace("\"*\"", "pods")
                                        .replace("secrets", "pods"),
                        ActivePolicy.of(WILDCARD),
                        ActivePolicy.of(SECRETS)))
                .hasSize(3)
                .contains("test/secrets critical rules[0].verbs");
    }

    /** Else a configuration could turn a critical finding into a note by way of the broader policy. */
    @Test
    void nothingYieldsToAPolicyThatOnlyReports() {
        var reporting =
                new ActivePolicy(WILDCARD, Severity.LOW, Parameters.DEFAULTS, Map.of("prod", Enforcement.REPORT));
        assertThat(findings(reporting, ActivePolicy.of(SECRETS)))
                .containsExactlyInAnyOrder(
                        "test/wildcard low rules[0].resources[0]",
                        "test/secrets critical rules[0].verbs",
                        "test/secrets critical rules[1].verbs");
        var lower = new ActivePolicy(WILDCARD, Severity.LOW, Parameters.DEFAULTS);
        assertThat(findings(lower, ActivePolicy.of(SECRETS)))
                .containsExactlyInAnyOrder(
                        "test/wildcard critical rules[0].resources[0]", "test/secrets critical rules[1].verbs");
    }

    /** Else a change could hide behind what is exempt or frozen already. */
    @Test
    void whatIsOpenDoesNotYieldToWhatIsExempt() {
        String exempt = ROLE.replace(
                "{name: one}",
                "\n  name: one\n  annotations:\n    akspolicy.github.io/exempt.test.wildcard: until=2090-12-31;owner=a;reason=b");
        var evaluator = new Evaluator(
                List.of(ActivePolicy.of(WILDCARD), ActivePolicy.of(SECRETS)),
                new Thresholds(Severity.HIGH, null),
                PodTemplates.KNOWN,
                ReadLimits.DEFAULT,
                1,
                Debt.NONE.with(List.of(WILDCARD, SECRETS)));
        assertThat(evaluator
                        .evaluate(List.of(new TextRelease("prod", "k8s").file("k8s/role.yaml", exempt)), Progress.NONE)
                        .findings())
                .extracting(finding -> finding.policy().id() + " "
                        + finding.occurrences().get(0).fieldPath() + " " + finding.fails())
                .containsExactlyInAnyOrder(
                        "test/wildcard rules[0].resources[0] false",
                        "test/secrets rules[0].verbs true",
                        "test/secrets rules[1].verbs true");
    }
}
