package io.github.akspolicy.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.policy.AccessFacts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roles cut down to a budget: what is pasted passes, and grants all that is needed. */
class MinimalRolesTest {
    private static final String HEAD = "schemaVersion: 1\nenvironments:\n  prod:\n";
    private static final String READER = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: reader}
            rules:
              - apiGroups: ["", apps]
                resources: ["*"]
                verbs: [get, list, watch]
              - apiGroups: [""]
                resources: [pods/exec]
                verbs: [create]
            """;
    private static final String BINDINGS = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: reader}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
            subjects:
              - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: developers}
              - {kind: ServiceAccount, name: order-service}
            """;

    @TempDir
    private Path folder;

    private ProjectFolder project;

    @BeforeEach
    void files() {
        project = ProjectFolder.in(folder);
        project.configuration("""
                schemaVersion: 1
                environments:
                  prod: {namespace: store}
                sources:
                  - manifests: k8s
                policies:
                  rbac/expected-access: on
                rbacBudget: rbac-budget.yaml
                """);
        project.file("k8s/role.yaml", READER);
        project.file("k8s/binding.yaml", BINDINGS);
    }

    private Verification load() throws ConfigurationException {
        return project.load();
    }

    private String minimal(String budget) throws Exception {
        project.file("rbac-budget.yaml", HEAD + budget.indent(4));
        Environment environment = load().environment("prod");
        return new MinimalRoles(
                        environment,
                        environment.indexes().all(AccessFacts.BUDGETS).get(0))
                .yaml("");
    }

    private List<String> findings() throws ConfigurationException {
        return load().evaluate(Progress.NONE).findings().stream()
                .filter(finding -> finding.policy().id().equals("rbac/expected-access"))
                .map(Finding::message)
                .toList();
    }

    @Test
    void whatIsNeededStaysAndNothingElse() throws Exception {
        String yaml = minimal("""
                Group:developers:
                  store:
                    - {apiGroups: [""], resources: [pods, services], verbs: [get, list]}
                    - {apiGroups: [apps], resources: [deployments], verbs: [get, delete]}
                ServiceAccount:store/order-service:
                  store:
                    - {apiGroups: [""], resources: [services, pods], verbs: [list, get]}
                    - {apiGroups: [apps], resources: [deployments], verbs: [get]}
                """);
        assertThat(yaml).isEqualTo("""
                # needed by RoleBinding reader to Group developers
                # needed by RoleBinding reader to ServiceAccount order-service
                # cut: get *
                # cut: list *
                # cut: watch *
                # cut: get *.apps
                # cut: list *.apps
                # cut: watch *.apps
                # cut: create pods/exec
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata:
                  name: "reader"
                  namespace: "store"
                rules:
                  - apiGroups: [""]
                    resources: ["pods", "services"]
                    verbs: ["get", "list"]
                  - apiGroups: ["apps"]
                    resources: ["deployments"]
                    verbs: ["get"]
                """);
        assertThat(findings()).isNotEmpty();
        project.file("k8s/role.yaml", yaml);
        assertThat(findings()).isEmpty();
    }

    @Test
    void aRoleThatGrantsNoMoreThanIsNeededIsLeftAlone() throws Exception {
        String everything = "  store: [{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]\n";
        assertThat(minimal("Group:developers:\n" + everything + "ServiceAccount:store/order-service:\n" + everything))
                .isEmpty();
    }

    @Test
    void subjectsOfDifferentNeedsGetRolesOfTheirOwn() throws Exception {
        String yaml = minimal("""
                Group:developers:
                  store: [{apiGroups: [""], resources: [pods], verbs: [get]}]
                """);
        assertThat(yaml)
                .contains("# needed by RoleBinding reader to Group developers\n")
                .contains("  name: \"reader\"\n")
                .contains("---\n# needed by RoleBinding reader to ServiceAccount order-service\n")
                .endsWith("# nothing of Role reader is needed: remove the binding\n");
    }

    @Test
    void aDefaultRoleIsReplacedWhereItIsBound() throws Exception {
        project.file(
                "k8s/binding.yaml", BINDINGS.replace("kind: Role, name: reader", "kind: ClusterRole, name: admin"));
        String order = "  store: [{apiGroups: [''], resources: [secrets], resourceNames: [order], verbs: [get]}]\n";
        String yaml = minimal("Group:developers:\n" + order + "ServiceAccount:store/order-service:\n" + order);
        assertThat(yaml).contains("# cut: ").endsWith("""
                 more
                # to be bound in place of ClusterRole admin
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata:
                  name: "reader"
                  namespace: "store"
                rules:
                  - apiGroups: [""]
                    resources: ["secrets"]
                    resourceNames: ["order"]
                    verbs: ["get"]
                """);
    }
}
