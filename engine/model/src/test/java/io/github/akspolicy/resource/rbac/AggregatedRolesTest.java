package io.github.akspolicy.resource.rbac;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the run {@code rbac} of the module {@code conformance} cannot show. */
class AggregatedRolesTest {
    private static String role(String name, String labels, String selectors, String verbs) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: %s, labels: {%s}}
                %s
                rules: [%s]
                ---
                """.formatted(
                        name,
                        labels,
                        selectors.isEmpty() ? "" : "aggregationRule: {clusterRoleSelectors: [" + selectors + "]}",
                        verbs.isEmpty() ? "" : "{apiGroups: [''], resources: [pods], verbs: [" + verbs + "]}");
    }

    private static String rules(String yaml, String name) {
        RbacFacts facts = RbacFacts.of(yaml);
        return new AggregatedRoles(facts.roles())
                .rules(facts.role(name)).stream()
                        .map(rule -> rule.rule().grants() + " of " + rule.role().name())
                        .collect(joining("; "));
    }

    @Test
    void ownRulesAreOverwrittenOnlyWhenSomethingIsSelected() {
        String collecting = role("all", "", "{matchLabels: {to: all}}", "get");

        assertThat(rules(collecting, "all")).isEqualTo("get pods of all");
        assertThat(rules(collecting + role("b", "to: all", "", "list") + role("a", "to: all", "", "watch"), "all"))
                .isEqualTo("watch pods of a; list pods of b");
    }

    @Test
    void anInvalidSelectorStopsTheController() {
        String other = role("other", "to: all", "", "list");
        for (String selector : List.of(
                "{matchExpressions: [{key: to, operator: Is, values: [all]}]}",
                "{matchExpressions: [{key: to, operator: In}]}",
                "{matchExpressions: [{key: to, operator: Exists, values: [all]}]}",
                "{matchLabels: {'not valid': all}}")) {
            assertThat(rules(role("all", "", selector, "get") + other, "all"))
                    .as(selector)
                    .isEqualTo("get pods of all");
        }
    }

    @Test
    @Timeout(20)
    void chainsAndCirclesSettle() {
        int length = 300;
        String circle = IntStream.range(0, length)
                .mapToObj(i -> role(
                        "r%03d".formatted(i),
                        "step: s" + i,
                        "{matchLabels: {step: s" + (i + 1) % length + "}}, {matchLabels: {leaf: 'true'}}",
                        ""))
                .collect(joining());

        assertThat(rules(circle + role("leaf", "leaf: 'true'", "", "get"), "r000"))
                .isEqualTo("get pods of leaf");
    }

    @Test
    void theDefaultRolesAggregateIntoEachOther() {
        List<PolicyRule> view = DefaultClusterRoles.rules("view");
        List<PolicyRule> admin = DefaultClusterRoles.rules("admin");

        assertThat(view).isNotEmpty();
        assertThat(PolicyRule.uncovered(admin, view)).isEmpty();
        assertThat(PolicyRule.uncovered(DefaultClusterRoles.rules("cluster-admin"), admin))
                .isEmpty();
        assertThat(PolicyRule.uncovered(view, DefaultClusterRoles.rules("edit")))
                .contains(PolicyRule.of(List.of(""), List.of("secrets"), List.of("get")));
    }
}
