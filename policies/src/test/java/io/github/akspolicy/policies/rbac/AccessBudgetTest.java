package io.github.akspolicy.policies.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.akspolicy.configuration.AccessBudgetText;
import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.resource.rbac.AccessBudget;
import io.github.akspolicy.source.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The budget of access from its first writing to the rule that goes beyond it. */
class AccessBudgetTest {
    private static final String CONFIGURATION = """
            schemaVersion: 1
            environments:
              dev: {namespace: store-dev}
              prod: {namespace: store}
            sources:
              - manifests: k8s
            policies:
              rbac/expected-access: on
            rbacBudget: rbac-budget.yaml
            """;
    private static final String ROLE = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: reader}
            rules:
              - apiGroups: [""]
                resources: [pods, services]
                verbs: [get, list]
            """;
    private static final String BINDING = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: reader}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
            subjects:
              - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: 0f6b2ab2-8c1c-4f0e-9d0a-6f1f5f4a6a11}
              - {kind: ServiceAccount, name: order-service}
            """;

    @TempDir
    private Path folder;

    private ProjectFolder project;

    @BeforeEach
    void files() {
        project = ProjectFolder.in(folder);
        project.configuration(CONFIGURATION);
        project.file("k8s/role.yaml", ROLE);
        project.file("k8s/binding.yaml", BINDING);
    }

    private Verification load(Overrides overrides) throws ConfigurationException {
        return project.load(overrides);
    }

    private String granted() throws ConfigurationException {
        var budgets = new LinkedHashMap<String, AccessBudget>();
        Verification verification = load(Overrides.NONE.writesBudget(true));
        for (String name : verification.environments()) {
            budgets.put(
                    name,
                    AccessBudget.granted(
                            verification.environment(name).indexes().derive(AccessFacts.AUTHORIZER)));
        }
        return AccessBudgetText.of(budgets);
    }

    private String write() throws ConfigurationException {
        String text = granted();
        project.file("rbac-budget.yaml", text);
        return text;
    }

    private List<Finding> findings() throws ConfigurationException {
        Evaluation evaluation = load(Overrides.NONE).evaluate(Progress.NONE);
        assertThat(evaluation.problems()).isEmpty();
        return evaluation.findings().stream()
                .filter(finding -> finding.policy().id().equals("rbac/expected-access"))
                .toList();
    }

    private List<String> problems() {
        return catchThrowableOfType(ConfigurationException.class, () -> load(Overrides.NONE)).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void whatIsGrantedTodayIsWithinTheBudgetThatSaysSo() throws Exception {
        assertThat(write()).endsWith("""
                schemaVersion: 1
                environments:
                  "dev":
                    "Group:0f6b2ab2-8c1c-4f0e-9d0a-6f1f5f4a6a11":
                      "store-dev":
                        - {apiGroups: [""], resources: ["pods", "services"], verbs: ["get", "list"]}
                    "ServiceAccount:store-dev/order-service":
                      "store-dev":
                        - {apiGroups: [""], resources: ["pods", "services"], verbs: ["get", "list"]}
                  "prod":
                    "Group:0f6b2ab2-8c1c-4f0e-9d0a-6f1f5f4a6a11":
                      "store":
                        - {apiGroups: [""], resources: ["pods", "services"], verbs: ["get", "list"]}
                    "ServiceAccount:store/order-service":
                      "store":
                        - {apiGroups: [""], resources: ["pods", "services"], verbs: ["get", "list"]}
                """);
        assertThat(findings()).isEmpty();
        assertThat(granted()).isEqualTo(project.read("rbac-budget.yaml"));
    }

    @Test
    void aRuleThatGoesBeyondIsNamedWithItsLine() throws Exception {
        write();
        project.file("k8s/role.yaml", ROLE + """
                  - apiGroups: [""]
                    resources: [secrets]
                    verbs: [get, list]
                """);
        assertThat(findings()).hasSize(2).first().satisfies(finding -> {
            assertThat(finding.message())
                    .isEqualTo(
                            "subjects contains Group 0f6b2ab2-8c1c-4f0e-9d0a-6f1f5f4a6a11, whose budget does not have"
                                    + " what rules[1] of Role reader grants: get secrets; list secrets");
            assertThat(finding.location()).hasToString("k8s/binding.yaml:6:56");
            assertThat(finding.occurrences().get(0).steps()).singleElement().satisfies(step -> {
                assertThat(step.message()).isEqualTo("Role reader grants it");
                assertThat(step.at()).hasToString("k8s/role.yaml:8:5");
            });
        });
    }

    @Test
    void whoIsNotInTheBudgetMayDoNothing() throws Exception {
        write();
        project.file("k8s/binding.yaml", BINDING + "  - {kind: User, name: eve@contoso.com}\n");
        assertThat(findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith("subjects contains User eve@contoso.com, whose budget does not have"));
    }

    @Test
    void aRoleOfANamespaceThatIsBoundEverywhereIsBeyond() throws Exception {
        write();
        project.file("k8s/role.yaml", ROLE.replace("kind: Role", "kind: ClusterRole"));
        project.file(
                "k8s/binding.yaml",
                BINDING.replace("RoleBinding", "ClusterRoleBinding")
                        .replace("kind: Role,", "kind: ClusterRole,")
                        .replace("name: order-service", "name: order-service, namespace: store"));
        assertThat(findings()).hasSize(2);
        assertThat(write()).contains("    \"Group:0f6b2ab2-8c1c-4f0e-9d0a-6f1f5f4a6a11\":\n      \"*\":\n");
        assertThat(findings()).isEmpty();
    }

    @Test
    void mistakesInTheFileAreToldAtTheirLines() throws Exception {
        assertThat(problems())
                .containsExactly("aks-policy.yaml:9:13: rbacBudget \"rbac-budget.yaml\" does not exist (write it with"
                        + " aks-policy:rbac-budget)");
        project.file("rbac-budget.yaml", """
                schemaVersion: 1
                environments:
                  dev:
                    ServiceAccount:order-service:
                      store: [{resources: [pods], verbs: [get]}]
                """);
        assertThat(problems())
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).startsWith("rbac-budget.yaml:"));
        project.file("rbac-budget.yaml", "schemaVersion: 1\nenvironments: {dev: , test: }\n");
        assertThat(problems())
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("has no environment \"prod\""))
                .anySatisfy(problem -> assertThat(problem).contains("names the unknown environment \"test\""));
        project.file("rbac-budget.yaml", "schemaVersion: 1\nenvironments: {dev: , prod: }\n");
        assertThat(findings()).as("nothing may be granted").hasSize(2);
        project.configuration(CONFIGURATION.replace("access: on", "access: off"));
        assertThat(problems())
                .containsExactly("aks-policy.yaml:9:13: rbacBudget is not used: no policy that is on asks for it (turn"
                        + " rbac/expected-access on)");
        project.configuration(CONFIGURATION.replace("rbac-budget.yaml", "../b.yaml"));
        assertThat(problems()).singleElement().asString().contains("lies outside of the repository");
    }

    @Test
    void aBindingWithoutNamespaceIsNotGuessedAbout() throws Exception {
        project.configuration(
                CONFIGURATION.replace("{namespace: store-dev}", "").replace("{namespace: store}", ""));
        assertThatThrownBy(this::granted).hasMessage("RoleBinding reader has no namespace");
        for (String file : List.of("k8s/role.yaml", "k8s/binding.yaml")) {
            project.replace(file, "{name: reader}", "{name: reader, namespace: '*'}");
        }
        assertThatThrownBy(this::granted)
                .as("the budget's own word for everywhere")
                .hasMessage("RoleBinding reader has no namespace");
    }

    /** Whatever roles and bindings there are, hostile names included: what was written passes, and writing is stable. */
    @Test
    void everyBudgetPassesWhatItWasWrittenFrom() throws Exception {
        var random = new Random(11);
        List<String> words = List.of("pods", "*", "*/log", "pods/log", "\\\"}]", "a\\nb: c", "#", "é", "", "🚀", "~");
        for (int round = 0; round < 8; round++) {
            var text = new StringBuilder();
            for (int i = 0; i < 6; i++) {
                boolean everywhere = random.nextBoolean();
                text.append("---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r")
                        .append(i)
                        .append("}\nrules:\n");
                for (int rule = 0; rule < 3; rule++) {
                    text.append("  - {apiGroups: ")
                            .append(some(random, words))
                            .append(", resources: ")
                            .append(some(random, words))
                            .append(random.nextInt(3) == 0 ? ", resourceNames: " + some(random, words) : "")
                            .append(", verbs: ")
                            .append(some(random, words))
                            .append("}\n");
                }
                text.append("  - {nonResourceURLs: [/a*, ")
                        .append(random.nextBoolean() ? "/ab" : "'*'")
                        .append("], verbs: [get]}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ")
                        .append(everywhere ? "ClusterRoleBinding" : "RoleBinding")
                        .append("\nmetadata: {name: b")
                        .append(i)
                        .append("}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r")
                        .append(random.nextInt(6))
                        .append("}\nsubjects:\n  - {kind: Group, name: ")
                        .append(some(random, words).get(0))
                        .append("}\n  - {kind: User, name: \"system:serviceaccount:a/b:c\"}\n")
                        .append("  - {kind: ServiceAccount, namespace: x, name: ")
                        .append(some(random, words).get(0))
                        .append("}\n");
            }
            project.file("k8s/role.yaml", text.toString());
            write();
            assertThat(findings()).as(text.toString()).isEmpty();
            assertThat(granted()).isEqualTo(project.read("rbac-budget.yaml"));
        }
    }

    private static List<String> some(Random random, List<String> words) {
        var chosen = new ArrayList<String>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            chosen.add('"' + words.get(random.nextInt(words.size())) + '"');
        }
        return chosen;
    }
}
