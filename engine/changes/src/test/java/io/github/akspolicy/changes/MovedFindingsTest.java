package io.github.akspolicy.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A namespace and a name are power: what may be done in {@code kube-system} is not what may be done in {@code dev}. A finding of
 * an object with another kind, API group, name or namespace is new, whatever else the object says.
 */
class MovedFindingsTest {
    private static final String CONFIGURATION = """
            schemaVersion: 1
            environments: {prod: {namespace: shop}}
            sources:
              - manifests: k8s
              - chart: chart
                name: shop
            """;
    private static final String BINDING = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: admins, namespace: dev}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
            subjects:
              - {kind: ServiceAccount, name: deployer, namespace: ci}
            """;
    private static final String AGENT = """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: agent, namespace: dev}
            ---
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: agent, namespace: dev}
            spec:
              selector: {matchLabels: {app: agent}}
              template:
                metadata: {labels: {app: agent}}
                spec:
                  serviceAccountName: agent
                  containers:
                    - name: agent
                      image: contoso.azurecr.io/agent:1
                      securityContext: {privileged: true}
            """;
    private static final String NAMESPACE = """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: sandbox
              labels: {pod-security.kubernetes.io/enforce: privileged}
            """;
    private static final String TEMPLATE = """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: "{{ .Release.Name }}-node"}
            spec:
              selector: {matchLabels: {app: node}}
              template:
                metadata: {labels: {app: node}}
                spec:
                  containers:
                    - name: node
                      image: contoso.azurecr.io/node:1
                      securityContext: {privileged: true}
            """;

    @TempDir
    private Path root;

    private Git git;

    @BeforeEach
    void base() throws Exception {
        git = Git.init().setDirectory(root.toFile()).setInitialBranch("main").call();
        write("aks-policy.yaml", CONFIGURATION);
        write("k8s/binding.yaml", BINDING);
        write("k8s/agent.yaml", AGENT);
        write("k8s/namespace.yaml", NAMESPACE);
        write("chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        write("chart/templates/node.yaml", TEMPLATE);
        git.add().addFilepattern(".").call();
        git.commit().setMessage("base").setSign(false).call();
        git.checkout().setCreateBranch(true).setName("change").call();
    }

    @AfterEach
    void close() {
        git.close();
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** What is open at an object, with what the comparison says of it, as {@code new pod/privileged fails}. */
    private List<String> open(String object) throws Exception {
        Path file = root.resolve("aks-policy.yaml");
        Evaluation evaluation = new Changes("main", true, Overrides.NONE)
                .evaluate(file, Verification.load(file, Overrides.NONE), Progress.NONE);
        return evaluation.open().stream()
                .filter(finding -> finding.change() != null)
                .filter(finding -> finding.occurrences().stream()
                        .anyMatch(occurrence ->
                                object.equals(occurrence.resource().namespace() + "/"
                                        + occurrence.resource().name())))
                .map(finding -> finding.change() + " " + finding.policy().id() + (finding.fails() ? " fails" : ""))
                .sorted()
                .toList();
    }

    private void assertNew(String object, String policy) throws Exception {
        assertThat(open(object)).contains("new " + policy + " fails").allMatch(text -> text.startsWith("new "));
    }

    /** The base gets another content of a file. */
    private void rebase(String path, String text) throws Exception {
        write(path, text);
        git.add().addFilepattern(".").call();
        git.commit().setMessage("base").setSign(false).call();
        git.branchDelete().setForce(true).setBranchNames("main").call();
        git.branchCreate().setName("main").call();
    }

    @Test
    void aBindingInAnotherNamespaceIsNew() throws Exception {
        write("k8s/binding.yaml", BINDING.replace("namespace: dev", "namespace: kube-system"));
        assertNew("kube-system/admins", "rbac/cluster-admin-binding");
    }

    @Test
    void aBindingOfAnotherNameIsNew() throws Exception {
        write("k8s/binding.yaml", BINDING.replace("name: admins", "name: operators"));
        assertNew("dev/operators", "rbac/cluster-admin-binding");
    }

    @Test
    void aBindingOfAnotherKindIsNew() throws Exception {
        write(
                "k8s/binding.yaml",
                BINDING.replace("kind: RoleBinding", "kind: ClusterRoleBinding").replace(", namespace: dev", ""));
        assertNew("null/admins", "rbac/cluster-admin-binding");
    }

    @Test
    void aBindingOfAnotherSubjectIsNew() throws Exception {
        write(
                "k8s/binding.yaml",
                BINDING.replace("name: deployer, namespace: ci", "name: deployer, namespace: default"));
        assertNew("dev/admins", "rbac/cluster-admin-binding");
    }

    @Test
    void aPrivilegedDaemonSetInAnotherNamespaceIsNew() throws Exception {
        write("k8s/agent.yaml", AGENT.replace("namespace: dev", "namespace: kube-system"));
        assertNew("kube-system/agent", "pod/privileged");
    }

    @Test
    void anObjectThatTheNamespaceOfTheEnvironmentMovesIsNew() throws Exception {
        rebase("k8s/agent.yaml", AGENT.replace(", namespace: dev", ""));
        write("aks-policy.yaml", CONFIGURATION.replace("{namespace: shop}", "{namespace: kube-system}"));
        assertNew("kube-system/agent", "pod/privileged");
        assertNew("kube-system/shop-node", "pod/privileged");
    }

    @Test
    void anObjectOfAnotherReleaseNameIsNew() throws Exception {
        write("aks-policy.yaml", CONFIGURATION.replace("name: shop", "name: csi-azuredisk"));
        assertNew("shop/csi-azuredisk-node", "pod/privileged");
    }

    @Test
    void anObjectOfAnotherApiGroupIsNew() throws Exception {
        write("k8s/agent.yaml", AGENT.replace("apps/v1", "extensions/v1beta1"));
        assertNew("dev/agent", "pod/privileged");
    }

    @Test
    void aNamespaceOfAnotherNameIsNew() throws Exception {
        write("k8s/namespace.yaml", NAMESPACE.replace("sandbox", "payments"));
        assertThat(open("null/payments")).containsExactly("new workload/psa-namespace-labels");
    }

    /** The same field of the same object, and another content. */
    @Test
    void anotherFaultAtTheSameFieldIsNew() throws Exception {
        String mount = "          volumes: [{name: host, hostPath: {path: /var/log}}]\n      containers:";
        String deeper = mount.replace("          volumes", "      volumes");
        rebase("k8s/agent.yaml", AGENT.replace("      containers:", deeper));
        write("k8s/agent.yaml", AGENT.replace("      containers:", deeper.replace("/var/log", "/")));
        assertThat(open("dev/agent"))
                .contains("new pod/host-path-volumes fails", "unchanged pod/privileged")
                .doesNotContain("unchanged pod/host-path-volumes");
    }

    @Test
    void aLineOrAFileThatMovesIsMoved() throws Exception {
        write("k8s/agent.yaml", "# why this is so\n" + AGENT);
        Files.delete(root.resolve("k8s/binding.yaml"));
        write("k8s/access/admins.yaml", BINDING);
        assertThat(open("dev/agent")).contains("moved pod/privileged").allMatch(text -> text.startsWith("moved "));
        assertThat(open("dev/admins")).containsExactly("moved rbac/cluster-admin-binding");
    }

    /** What was wrong with it before is no fault of who edits something else. */
    @Test
    void anEditElsewhereInTheObjectMakesNothingNew() throws Exception {
        write(
                "k8s/agent.yaml",
                AGENT.replace("agent:1", "agent:2")
                        .replace("      containers:", "      hostname: a\n      containers:"));
        assertThat(open("dev/agent")).contains("moved pod/privileged").noneMatch(text -> text.startsWith("new "));
    }

    @Test
    void aSourceOfAnotherPathIsMoved() throws Exception {
        Files.move(root.resolve("k8s"), root.resolve("agent"));
        write("aks-policy.yaml", CONFIGURATION.replace("manifests: k8s", "manifests: agent"));
        assertThat(open("dev/agent")).contains("moved pod/privileged").allMatch(text -> text.startsWith("moved "));
        write("agent/agent.yaml", AGENT.replace("dev", "kube-system"));
        assertNew("kube-system/agent", "pod/privileged");
        write("agent/agent.yaml", AGENT.replace("agent:1", "miner:1"));
        assertNew("dev/agent", "pod/privileged");
    }

    /** Of a third-party chart it failed nothing while the chart ran its own image. */
    @Test
    void aThirdPartyPodThatRunsAnotherImageIsNew() throws Exception {
        write("chart/charts/csi/Chart.yaml", "apiVersion: v2\nname: csi\nversion: 1.0.0\n");
        write("chart/charts/csi/values.yaml", "image: quay.io/csi:1\n");
        write(
                "chart/charts/csi/templates/node.yaml",
                TEMPLATE.replace("-node", "-csi").replace("contoso.azurecr.io/node:1", "{{ .Values.image }}"));
        write("chart/values.yaml", "csi: {}\n");
        rebase("aks-policy.yaml", CONFIGURATION + "thirdParty: [chart/charts/csi]\n");
        assertThat(open("shop/shop-csi")).doesNotContain("unchanged pod/privileged");
        write("chart/values.yaml", "csi: {resources: {}}\n");
        assertThat(open("shop/shop-csi")).doesNotContain("new pod/privileged fails");
        write("chart/values.yaml", "csi: {image: evil.io/miner:1}\n");
        assertThat(open("shop/shop-csi")).contains("new pod/privileged fails");
    }
}
