package io.github.akspolicy.policies.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.resource.rbac.PolicyRule;
import io.github.akspolicy.resource.rbac.ResourceNames;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in no namespace, no RoleBinding grants: the API server looks for the rule in ClusterRoleBindings only. */
class ClusterScopedPowersTest {
    private static final String ROLE = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: %s
            metadata: {name: operator%s}
            rules:
              - {apiGroups: ["%s"], resources: [%s], verbs: [%s]}
            """;

    private static String role(String group, String resources, String verbs) {
        return ROLE.formatted("Role", ", namespace: store", group, resources, verbs);
    }

    private static String clusterRole(String group, String resources, String verbs) {
        return ROLE.formatted("ClusterRole", "", group, resources, verbs);
    }

    private static String binding(String kind, String name, String namespace) {
        return """
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %s
                metadata: {name: %s%s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: operator}
                subjects: [{kind: ServiceAccount, name: operator, namespace: store}]
                """.formatted(kind, name, namespace);
    }

    private static final String IN_A_NAMESPACE = binding("RoleBinding", "here", ", namespace: store");
    private static final String EVERYWHERE = binding("ClusterRoleBinding", "everywhere", "");

    static Stream<String> ofTheCluster() {
        return Stream.of(
                "rbac/node-proxy         |                              | nodes/proxy                         | get",
                "rbac/node-proxy         |                              | nodes/proxy                         | create",
                "rbac/node-modify        |                              | nodes                               | patch",
                "rbac/node-modify        |                              | nodes/status                        | update",
                "rbac/persistent-volumes |                              | persistentvolumes                   | create",
                "rbac/csr-approve        | certificates.k8s.io          | certificatesigningrequests/approval | update",
                "rbac/csr-approve        | certificates.k8s.io          | signers                             | approve",
                "rbac/admission-webhooks | admissionregistration.k8s.io | validatingwebhookconfigurations     | create",
                "rbac/admission-webhooks | admissionregistration.k8s.io | mutatingadmissionpolicies           | delete",
                "rbac/escalate           | rbac.authorization.k8s.io    | clusterroles                        | escalate",
                "rbac/impersonate        |                              | users                               | impersonate",
                "rbac/impersonate        |                              | groups                              | impersonate",
                "rbac/impersonate        | authentication.k8s.io        | userextras/scopes                   | impersonate",
                "rbac/impersonate        | authentication.k8s.io        | uids                                | impersonate",
                "rbac/rolebinding-write  | rbac.authorization.k8s.io    | clusterroles                        | update",
                "rbac/rolebinding-write  | rbac.authorization.k8s.io    | clusterrolebindings                 | create",
                "rbac/policy-engine-write| constraints.gatekeeper.sh    | k8spspprivilegedcontainer           | delete",
                "rbac/policy-engine-write| templates.gatekeeper.sh      | '*'                                 | update",
                "rbac/policy-engine-write| kyverno.io                   | clusterpolicies                     | delete");
    }

    @ParameterizedTest
    @MethodSource("ofTheCluster")
    void aRoleGrantsNothingOfTheCluster(String line) {
        String[] words = line.split("\\|");
        String id = words[0].strip();
        String group = words[1].strip();
        String resources = words[2].strip();
        String verbs = words[3].strip();
        String clusterRole = clusterRole(group, resources, verbs);

        assertThat(found(id, role(group, resources, verbs))).as("Role").isEmpty();
        assertThat(found(id, clusterRole + IN_A_NAMESPACE)).as("RoleBinding").isEmpty();
        assertThat(RoleFindings.of(
                        RoleFindings.policy(id),
                        Parameters.DEFAULTS.with(PowerRow.WITHOUT_EFFECT, true),
                        role(group, resources, verbs)))
                .as("asked for")
                .hasSize(1);
        assertThat(found(id, clusterRole)).as("bound elsewhere").hasSize(1);
        assertThat(found(id, clusterRole + EVERYWHERE)).as("ClusterRoleBinding").hasSize(1);
        assertThat(found(id, clusterRole + IN_A_NAMESPACE + EVERYWHERE))
                .as("both")
                .hasSize(1);
    }

    /** What a wildcard includes of it, neither: the wildcard itself is a finding of another policy. */
    @ParameterizedTest
    @MethodSource("ofTheCluster")
    void norDoesAWildcardInARole(String line) {
        String[] words = line.split("\\|");
        String id = words[0].strip();
        // what of these policies is in namespaces stays
        List<String> inNamespaces =
                List.of("rbac/escalate", "rbac/impersonate", "rbac/rolebinding-write", "rbac/policy-engine-write");

        if (!inNamespaces.contains(id)) {
            assertThat(found(id, role("*", "'*'", "'*'"))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rbac/read-secrets       |                           | secrets         | get
            rbac/exec-attach        |                           | pods/exec       | create
            rbac/impersonate        |                           | serviceaccounts | impersonate
            rbac/escalate           | rbac.authorization.k8s.io | roles           | escalate
            rbac/bind               | rbac.authorization.k8s.io | clusterroles    | bind
            rbac/rolebinding-write  | rbac.authorization.k8s.io | rolebindings    | create
            rbac/namespace-labels   |                           | namespaces      | patch
            rbac/policy-engine-write| kyverno.io                | policies        | delete
            rbac/token-request      |                           | serviceaccounts/token | create
            """)
    void aRoleGrantsWhatIsInItsNamespace(String id, String group, String resources, String verbs) {
        String of = group == null ? "" : group;
        assertThat(found(id, role(of, resources, verbs))).as("Role").hasSize(1);
        assertThat(found(id, clusterRole(of, resources, verbs) + IN_A_NAMESPACE))
                .as("RoleBinding")
                .hasSize(1);
    }

    /** Of a rule about both, only what it grants is named. */
    @Test
    void theMessageNamesWhatIsGranted() {
        assertThat(found("rbac/impersonate", role("", "users, serviceaccounts", "impersonate")))
                .containsExactly("critical at 5: verbs contains impersonate, on serviceaccounts");
        assertThat(found("rbac/rolebinding-write", role(Power.RBAC, "clusterroles, roles", "create")))
                .containsExactly("medium at 5: resources contains roles, with create");
    }

    @Test
    void aPartIsBoundWhereItsCollectingRoleIs() {
        String collected = """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: part, labels: {to: operator}}
                rules:
                  - {apiGroups: [""], resources: [nodes/proxy], verbs: [get]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: operator}
                aggregationRule: {clusterRoleSelectors: [{matchLabels: {to: operator}}]}
                rules: []
                """;

        assertThat(found("rbac/node-proxy", collected)).hasSize(1);
        assertThat(found("rbac/node-proxy", collected + IN_A_NAMESPACE)).isEmpty();
        assertThat(found("rbac/node-proxy", collected + EVERYWHERE)).hasSize(1);
        assertThat(found(
                        "rbac/node-proxy",
                        collected.replace(
                                "to: operator}}\nrules:\n",
                                "rbac.authorization.k8s.io/aggregate-to-edit: 'true'}}\nrules:\n")))
                .as("edit is bound somewhere")
                .hasSize(1);
    }

    @Test
    void podsInANamespaceDoNotGetIt() {
        String pod = """
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: operator, namespace: store}
                spec: {serviceAccountName: operator, containers: [{name: main, image: a}]}
                """;
        String role = clusterRole("", "nodes/proxy", "get");

        assertThat(found("rbac/powerful-service-account-pod", role + IN_A_NAMESPACE + pod))
                .isEmpty();
        assertThat(found("rbac/powerful-service-account-pod", role + EVERYWHERE + pod))
                .hasSize(1);
    }

    @Test
    void cordoningNeedsAClusterRoleBinding() {
        String role = clusterRole("", "pods, nodes", "delete, patch");

        assertThat(found("rbac/steal-pods", role + IN_A_NAMESPACE)).isEmpty();
        assertThat(found("rbac/steal-pods", role + EVERYWHERE)).hasSize(1);
    }

    /** The one finding of a rule with a wildcard says what is written beside it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ""           | nodes/proxy             | '*'           | verbs contains "*"; resources also lists nodes/proxy
            ""           | "nodes/proxy, '*'"      | get           | resources contains "*"; resources also lists nodes/proxy
            ""           | "nodes/proxy, secrets"  | '*'           | verbs contains "*"; resources also lists nodes/proxy, secrets
            rbac.authorization.k8s.io | clusterroles | "escalate, '*'" | verbs contains "*"; resources also lists clusterroles; verbs also lists escalate
            ""           | services                | '*'           | verbs contains "*"
            ""           | '*'                     | '*'           | verbs contains "*", resources contains "*"
            """, quoteCharacter = '"')
    void aWildcardDoesNotHideWhatIsListed(String group, String resources, String verbs, String message) {
        List<ActivePolicy> all =
                new BuiltInPolicies().policies().stream().map(ActivePolicy::of).toList();
        List<String> found = RoleFindings.of(all, clusterRole(group, resources, verbs)).stream()
                .filter(finding -> finding.policy().group().equals("rbac"))
                .map(finding -> finding.message())
                .toList();

        assertThat(found).containsExactly(message);
    }

    @Test
    void aWildcardInARoleNamesNothingOfTheCluster() {
        assertThat(found("rbac/wildcard-rules", role("", "nodes/proxy, secrets", "'*'")))
                .containsExactly("high at 5: verbs contains \"*\"; resources also lists secrets");
    }

    @Test
    void whatIsOfTheClusterIsNotInNamespaces() {
        List<String> both = PowerPolicies.ROWS.stream()
                .flatMap(row -> row.powers().apply(RoleFindings.DEFAULTS).stream())
                .flatMap(power -> power.resources().stream()
                        .filter(resource -> ResourceNames.isOfTheCluster(power.group(), resource)
                                && ResourceNames.areAllNamespaced(
                                        PolicyRule.of(List.of(power.group()), List.of(resource), List.of("get")))))
                .toList();

        assertThat(both).isEmpty();
    }

    private static List<String> found(String id, String text) {
        return RoleFindings.words(RoleFindings.of(RoleFindings.policy(id), Parameters.DEFAULTS, text));
    }
}
