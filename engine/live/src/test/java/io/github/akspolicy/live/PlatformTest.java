package io.github.akspolicy.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.akspolicy.configuration.AuditRequest;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What AKS runs is told apart from what wears its names, its labels or its images. */
class PlatformTest {
    private static final String MANAGED = "\"kubernetes.azure.com/managedby\": \"aks\"";
    private static final String RECONCILED = "\"addonmanager.kubernetes.io/mode\": \"Reconcile\"";
    private static final String DISK = "mcr.microsoft.com/oss/v2/kubernetes-csi/azuredisk-csi:v1.33.5";
    private static final String DNS = "mcr.microsoft.com/oss/v2/kubernetes/coredns:v1.13.1-20";
    private static final String ON_NODE = "\"hostNetwork\": true, \"hostPID\": true,"
            + " \"volumes\": [{\"name\": \"kubelet\", \"hostPath\": {\"path\": \"/var/lib/kubelet\"}}],";
    private static final String PRIVILEGED = ", \"securityContext\": {\"privileged\": true}";

    @TempDir
    Path folder;

    private final MockCluster cluster = new MockCluster();

    @AfterEach
    void stop() {
        cluster.close();
    }

    private Evaluation audit(boolean platform) throws Exception {
        return audit(Overrides.NONE, platform);
    }

    private Evaluation audit(Overrides overrides, boolean platform) throws Exception {
        try (ApiServer server = cluster.connect()) {
            return LiveAudit.audit(
                    server,
                    Verification.withoutSources(folder, overrides),
                    new AuditRequest(null, null, List.of(), false, false, false, platform),
                    Progress.NONE);
        }
    }

    private List<String> findings() throws Exception {
        return findings(audit(false));
    }

    private static List<String> findings(Evaluation evaluation) {
        return evaluation.findings().stream()
                .flatMap(finding -> finding.occurrences().stream()
                        .map(at -> finding.policy().id() + " " + at.resource().name() + " " + at.fieldPath()))
                .sorted()
                .toList();
    }

    private static String workload(
            String kind, String namespace, String name, String labels, String pod, String image, String container) {
        String spec =
                "{%s \"containers\": [{\"name\": \"main\", \"image\": \"%s\"%s}]}".formatted(pod, image, container);
        return """
                {"apiVersion": "%s", "kind": "%s",
                 "metadata": {"name": "%s", "namespace": "%s", "labels": {%s}},
                 "spec": %s}
                """.formatted(
                        kind.equals("Pod") ? "v1" : "apps/v1",
                        kind,
                        name,
                        namespace,
                        labels,
                        kind.equals("Pod")
                                ? spec
                                : "{\"selector\": {\"matchLabels\": {\"app\": \"%s\"}}, \"template\": {\"metadata\": {\"labels\": {\"app\": \"%s\", %s}}, \"spec\": %s}}"
                                        .formatted(name, name, labels, spec));
    }

    @ParameterizedTest
    @CsvSource({
        "DaemonSet, kube-system, csi-azuredisk-node, oss/v2/kubernetes-csi/azuredisk-csi:v1.33.5, true",
        "DaemonSet, kube-system, cloud-node-manager, oss/kubernetes/azure-cloud-node-manager:v1.24.11, true",
        "DaemonSet, kube-system, kube-proxy, oss/v2/kubernetes/kube-proxy:v1.35.4, true",
        "DaemonSet, kube-system, ama-logs, azuremonitor/containerinsights/ciprod:3.6.0, true",
        "Deployment, kube-system, coredns, oss/v2/kubernetes/coredns:v1.13.1-20, false",
        "Deployment, gatekeeper-system, gatekeeper-audit, oss/v2/open-policy-agent/gatekeeper:v3.20.1, false",
        "Deployment, aks-istio-system, istiod-asm-1-27, oss/v2/istio/pilot:1.27.2, false",
        "Deployment, tigera-operator, tigera-operator, oss/v2/tigera/operator:v1.38.6, true",
        "DaemonSet, calico-system, calico-node, oss/v2/calico/node:v3.30.3, true",
    })
    void whatAksRunsIsCountedAndNotEvaluated(String kind, String namespace, String name, String image, boolean isOnNode)
            throws Exception {
        cluster.add(workload(
                kind,
                namespace,
                name,
                MANAGED,
                isOnNode ? ON_NODE : "",
                "mcr.microsoft.com/" + image,
                isOnNode ? PRIVILEGED : ""));
        cluster.add("{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"mine\","
                + " \"namespace\": \"shop\"}}");
        assertThat(findings()).isEmpty();
        assertThat(audit(false).ledger().notes())
                .containsExactly("1 object is as Kubernetes and AKS bring them, and not evaluated (1 of AKS);"
                        + " -Daks-policy.platform=true evaluates them, too");
        assertThat(audit(true).findings()).isNotEmpty();
    }

    /** Each is one step away from what AKS runs. */
    @ParameterizedTest
    @CsvSource({
        // another name: everything about it is the user's
        "DaemonSet, kube-system, csi-azuredisk-node-2, mcr.microsoft.com/oss/v2/kubernetes-csi/azuredisk-csi:v1, false",
        // another namespace
        "DaemonSet, shop, csi-azuredisk-node, mcr.microsoft.com/oss/v2/kubernetes-csi/azuredisk-csi:v1, false",
        // another kind
        "Deployment, kube-system, csi-azuredisk-node, mcr.microsoft.com/oss/v2/kubernetes-csi/azuredisk-csi:v1, false",
        // another registry, one that looks like it, another repository of the same registry
        "DaemonSet, kube-system, csi-azuredisk-node, docker.io/oss/v2/kubernetes-csi/azuredisk-csi:v1, true",
        "DaemonSet, kube-system, csi-azuredisk-node, mcr.microsoft.com.evil.io/oss/v2/kubernetes-csi/azuredisk-csi, true",
        "DaemonSet, kube-system, csi-azuredisk-node, mcr.microsoft.com/azure-cli:latest, true",
        "DaemonSet, kube-system, csi-azuredisk-node, mcr.microsoft.com/oss/v2/kubernetes-csi/azuredisk-csi/x:v1, true",
        "DaemonSet, kube-system, csi-azuredisk-node, '', true",
    })
    void whatWearsTheLabelsOfAksIsEvaluated(
            String kind, String namespace, String name, String image, boolean isKnownName) throws Exception {
        cluster.add(workload(kind, namespace, name, MANAGED + ", " + RECONCILED, ON_NODE, image, PRIVILEGED));
        assertThat(findings())
                .contains("pod/privileged " + name + " spec.template.spec.containers[0].securityContext.privileged");
        assertThat(findings().contains("drift/platform-changed " + name + " spec.template.spec.containers[0].image"))
                .isEqualTo(isKnownName);
    }

    @Test
    void aNameOfAksWithoutItsLabelsIsTheUsers() throws Exception {
        cluster.add(workload("DaemonSet", "kube-system", "csi-azuredisk-node", "", ON_NODE, DISK, PRIVILEGED)
                .replace(", }", "}"));
        assertThat(findings())
                .contains(
                        "pod/privileged csi-azuredisk-node spec.template.spec.containers[0].securityContext.privileged")
                .noneMatch(finding -> finding.startsWith("drift/"));
    }

    /** CoreDNS of AKS needs nothing of the node; whoever may write it could give it everything. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"hostPID\": true,                                          |                                                       | hostPID",
                "\"hostNetwork\": true,                                      |                                                       | hostNetwork",
                "\"volumes\": [{\"name\": \"r\", \"hostPath\": {\"path\": \"/\"}}], |                                                | volumes",
                "''                                                          | , \"securityContext\": {\"privileged\": true}          | containers[0].securityContext",
                "''                                                          | , \"securityContext\": {\"capabilities\": {\"add\": [\"SYS_ADMIN\"]}} | containers[0].securityContext",
                "\"initContainers\": [{\"name\": \"i\", \"image\": \"evil\"}],   |                                                       | initContainers[0].image",
                "\"ephemeralContainers\": [{\"name\": \"e\", \"image\": \"evil\"}], |                                                    | ephemeralContainers[0].image",
            })
    void whatIsAddedToAPodOfAksIsReported(String pod, String container, String at) throws Exception {
        cluster.add(workload(
                "Deployment", "kube-system", "coredns", RECONCILED, pod, DNS, container == null ? "" : container));
        assertThat(findings()).contains("drift/platform-changed coredns spec.template.spec." + at);
    }

    @Test
    void anEditByHandIsReported() throws Exception {
        cluster.add(workload("Deployment", "kube-system", "coredns", RECONCILED, "", DNS, ""));
        ObjectNode metadata = (ObjectNode) cluster.all().get(0).get("metadata");
        var managed = metadata.putArray("managedFields");
        for (String manager :
                List.of("kubectl-client-side-apply", "kubectl-rollout", "cluster-proportional-autoscaler")) {
            managed.add(Objects.parse("{\"manager\": \"" + manager
                    + "\", \"operation\": \"Update\", \"fieldsV1\": {\"f:spec\": {\"f:template\": {}}}}"));
        }
        assertThat(findings()).isEmpty();
        managed.add(
                Objects.parse(
                        "{\"manager\": \"kubectl-edit\", \"operation\": \"Update\", \"fieldsV1\": {\"f:spec\": {\"f:x\": {}}}}"));
        assertThat(findings()).contains("drift/platform-changed coredns spec");
    }

    private static String binding(String name, String role, String subjects) {
        return """
                {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding",
                 "metadata": {"name": "%s", "labels": {%s}},
                 "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "%s"},
                 "subjects": [%s]}
                """.formatted(name, RECONCILED, role, subjects);
    }

    @Test
    void accessThatAksGrantsItselfIsNotEvaluatedAndMoreIs() throws Exception {
        String user = "{\"kind\": \"User\", \"apiGroup\": \"rbac.authorization.k8s.io\", \"name\": \"%s\"}";
        cluster.add(binding("aks-cluster-admin-binding", "cluster-admin", user.formatted("clusterAdmin")));
        cluster.add(binding("aks-service-rolebinding", "aks-service", user.formatted("aks-support")));
        cluster.add("""
                {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole",
                 "metadata": {"name": "aks-service", "labels": {%s}},
                 "rules": [{"apiGroups": [""], "resources": ["secrets"], "verbs": ["get"]}]}
                """.formatted(RECONCILED));
        assertThat(findings()).isEmpty();
        cluster.clear("clusterrolebindings.rbac.authorization.k8s.io");
        cluster.add(binding("aks-service-rolebinding", "cluster-admin", user.formatted("aks-support")));
        cluster.add(binding(
                "aks-cluster-admin-binding",
                "cluster-admin",
                user.formatted("clusterAdmin") + ", " + user.formatted("mallory")));
        assertThat(findings())
                .contains(
                        "drift/platform-changed aks-cluster-admin-binding subjects[1]",
                        "drift/platform-changed aks-service-rolebinding roleRef");
    }

    /** What a role of AKS grants is known where somebody else is bound to it. */
    @Test
    void whatIsNotEvaluatedIsStillFound() throws Exception {
        String role = """
                {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole",
                 "metadata": {"name": "aks-service", "labels": {%s}},
                 "rules": [{"apiGroups": ["rbac.authorization.k8s.io"], "resources": ["clusterroles"],
                            "verbs": ["escalate", "update"]}]}
                """;
        cluster.add(role.formatted(RECONCILED));
        cluster.add(binding(
                        "mine",
                        "aks-service",
                        "{\"kind\": \"User\", \"apiGroup\": \"rbac.authorization.k8s.io\", \"name\": \"mallory\"}")
                .replace(RECONCILED, ""));
        assertThat(findings(audit(Overrides.NONE.profile("hardened"), false)))
                .contains("rbac/admin-equivalent-role mine subjects[0].name");
    }
}
