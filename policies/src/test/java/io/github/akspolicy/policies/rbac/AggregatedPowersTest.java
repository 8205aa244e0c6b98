package io.github.akspolicy.policies.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.Profile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A rule that reaches a subject through an aggregated ClusterRole weighs what it weighs when its role is bound directly:
 * for every policy about powers, under every setting that asks who has the role.
 */
class AggregatedPowersTest {
    /** A role that collects what is labelled for it; its own rules are the controller's to write. */
    private static final String COLLECTING = """
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: collecting, labels: {to: above}}
            aggregationRule: {clusterRoleSelectors: [{matchLabels: {to: collecting}}]}
            rules: []
            """;

    /** One more role between the rule and the binding. */
    private static final String ABOVE = """
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: above}
            aggregationRule: {clusterRoleSelectors: [{matchExpressions: [{key: to, operator: In, values: [above]}]}]}
            rules: []
            """;

    private static final Parameters BOUND = Parameters.DEFAULTS.with(RolePolicy.ONLY_IF_BOUND, true);
    private static final Parameters KNOWN =
            Parameters.DEFAULTS.with(RolePolicy.ALLOWED_SUBJECTS, List.of("ServiceAccount:ops/known"));

    private static String part(Power power) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: part, labels: {to: collecting}}
                rules:
                  - apiGroups: ["%s"]
                    resources: [%s]
                    verbs: [%s]
                """.formatted(
                        power.group(),
                        power.resources().isEmpty() ? "some" : String.join(", ", power.resources()),
                        String.join(", ", power.verbs()));
    }

    private static String bound(String kind, String role, String account) {
        return """
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %s
                metadata: {name: binding%s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s}
                subjects: [{kind: ServiceAccount, name: %s, namespace: ops}]
                """.formatted(kind, kind.equals("RoleBinding") ? ", namespace: kube-system" : "", role, account);
    }

    static Stream<Policy> powerPolicies() {
        return PowerPolicies.ALL.stream();
    }

    static Stream<Arguments> waysOfBinding() {
        return powerPolicies()
                .flatMap(policy -> Stream.of("ClusterRoleBinding", "RoleBinding")
                        .flatMap(kind -> Stream.of(Parameters.DEFAULTS, recommended(policy), BOUND, KNOWN)
                                .map(settings ->
                                        Arguments.of(policy.info().id(), kind, settings.explicit(), settings))));
    }

    private static Parameters recommended(Policy policy) {
        return policy.info().profiles().getOrDefault(Profile.RECOMMENDED, Parameters.DEFAULTS);
    }

    private static Power power(String id) {
        return PowerPolicies.ROWS.stream()
                .filter(row -> row.info().id().equals(id))
                .findFirst()
                .orElseThrow()
                .powers()
                .apply(RoleFindings.DEFAULTS)
                .get(0);
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("waysOfBinding")
    void whatIsAggregatedWeighsWhatIsBoundDirectly(String id, String kind, Object named, Parameters settings) {
        Policy policy = RoleFindings.policy(id);
        String part = part(power(id));
        for (String account : List.of("operator", "known")) {
            List<String> direct = words(policy, settings, part + bound(kind, "part", account));
            assertThat(words(policy, settings, part + COLLECTING + bound(kind, "collecting", account)))
                    .as("aggregated, bound to " + account)
                    .isEqualTo(direct);
            assertThat(words(policy, settings, part + COLLECTING + ABOVE + bound(kind, "above", account)))
                    .as("aggregated twice, bound to " + account)
                    .isEqualTo(direct);
        }
    }

    @ParameterizedTest
    @MethodSource("powerPolicies")
    void aPolicyHasSomethingToSay(Policy policy) {
        String part = part(power(policy.info().id()));

        assertThat(words(
                        policy,
                        recommended(policy),
                        part + COLLECTING + bound("ClusterRoleBinding", "collecting", "operator")))
                .hasSize(1);
    }

    /** No part of it is in the sources: the finding is about the role that collects it. */
    @ParameterizedTest
    @MethodSource("powerPolicies")
    void whatIsCollectedFromRolesOfKubernetesIsTheCollectingRolesOwn(Policy policy) {
        String everything = """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: everything}
                aggregationRule:
                  clusterRoleSelectors: [{}]
                rules: []
                """;

        List<String> found =
                words(policy, recommended(policy), everything + bound("ClusterRoleBinding", "everything", "operator"));
        assertThat(found)
                .isNotEmpty()
                .allMatch(words -> words.contains(" at 4: aggregationRule adds the rules of ClusterRole "));
        assertThat(found).anyMatch(words -> words.contains("adds the rules of ClusterRole cluster-admin: "));
    }

    @Test
    void aRoleThatCollectsFromEditReadsSecrets() {
        String mine = """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: mine}
                aggregationRule:
                  clusterRoleSelectors: [{matchLabels: {rbac.authorization.k8s.io/aggregate-to-edit: "true"}}]
                rules: []
                """ + bound("ClusterRoleBinding", "mine", "operator");

        assertThat(words(RoleFindings.policy("rbac/read-secrets"), Parameters.DEFAULTS, mine))
                .containsExactly(
                        "critical at 4: aggregationRule adds the rules of ClusterRole system:aggregate-to-edit: resources"
                                + " contains secrets, with get, list, watch");
    }

    /** Every cluster has edit: what is added to it is in force wherever it is bound. */
    @Test
    void aRoleOfKubernetesCollectsToo() {
        String part = """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: part, labels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}}
                rules:
                  - {apiGroups: [""], resources: [secrets], verbs: [get]}
                """;
        Policy policy = RoleFindings.policy("rbac/read-secrets");

        assertThat(words(policy, recommended(policy), part)).isEmpty();
        assertThat(words(policy, recommended(policy), part + bound("ClusterRoleBinding", "view", "operator")))
                .containsExactly("critical at 5: resources contains secrets, with get");
        assertThat(words(policy, recommended(policy), part + bound("ClusterRoleBinding", "edit", "operator")))
                .as("view is collected by edit")
                .containsExactly("critical at 5: resources contains secrets, with get");
    }

    /** Two parts in one role: whoever has it, has both. */
    @Test
    void partsWeighTogether() {
        String parts = """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: part, labels: {to: collecting}}
                rules:
                  - {apiGroups: [rbac.authorization.k8s.io], resources: [rolebindings], verbs: [create]}
                  - {apiGroups: [""], resources: [pods], verbs: [delete]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: other, labels: {to: collecting}}
                rules:
                  - {apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind]}
                  - {apiGroups: [""], resources: [nodes], verbs: [patch]}
                """;

        assertThat(words(RoleFindings.policy("rbac/rolebinding-write"), Parameters.DEFAULTS, parts))
                .containsExactly("medium at 5: resources contains rolebindings, with create");
        assertThat(words(RoleFindings.policy("rbac/rolebinding-write"), Parameters.DEFAULTS, parts + COLLECTING))
                .containsExactly("high at 5: resources contains rolebindings, with create");
        assertThat(words(RoleFindings.policy("rbac/steal-pods"), Parameters.DEFAULTS, parts))
                .isEmpty();
        assertThat(words(RoleFindings.policy("rbac/steal-pods"), Parameters.DEFAULTS, parts + COLLECTING))
                .containsExactly("high at 6: resources contains pods, with delete; who has it can cordon nodes, too");
    }

    /** Neither the part nor its line says why it is in force everywhere. */
    @Test
    void theWayLeadsOverTheCollectingRole() {
        Policy policy = RoleFindings.policy("rbac/read-secrets");
        List<Finding> findings = RoleFindings.of(
                policy,
                recommended(policy),
                part(power("rbac/read-secrets")) + COLLECTING + bound("ClusterRoleBinding", "collecting", "operator"));

        assertThat(findings.get(0).occurrences().get(0).steps())
                .extracting(LocatedStep::message)
                .containsExactly("ClusterRole collecting collects the rule", "ClusterRoleBinding binding binds it");
        assertThat(findings.get(0).occurrences().get(0).steps())
                .allSatisfy(step -> assertThat(step.at()).isNotNull());
    }

    @Test
    void anUnlabelledRoleAndAnInvalidSelectorCollectNothing() {
        Policy policy = RoleFindings.policy("rbac/read-secrets");
        String part = part(power("rbac/read-secrets"));
        String bound = bound("ClusterRoleBinding", "collecting", "operator");

        assertThat(words(policy, recommended(policy), part.replace("to: collecting", "to: other") + COLLECTING + bound))
                .isEmpty();
        assertThat(words(
                        policy,
                        recommended(policy),
                        part
                                + COLLECTING.replace(
                                        "matchLabels: {to: collecting}",
                                        "matchExpressions: [{key: to, operator: Is, values: [collecting]}]")
                                + bound))
                .isEmpty();
    }

    private static List<String> words(Policy policy, Parameters settings, String text) {
        return RoleFindings.words(RoleFindings.of(policy, settings, text));
    }
}
