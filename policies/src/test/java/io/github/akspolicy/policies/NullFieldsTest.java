package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A field that is null is one that is not there: to the API server, and to every policy. */
class NullFieldsTest {
    private static final List<String> POD = List.of(
            "initContainers",
            "ephemeralContainers",
            "volumes",
            "securityContext",
            "tolerations",
            "nodeSelector",
            "affinity",
            "imagePullSecrets",
            "serviceAccountName",
            "automountServiceAccountToken",
            "hostNetwork",
            "hostPID",
            "hostIPC",
            "hostUsers",
            "dnsPolicy",
            "topologySpreadConstraints",
            "terminationGracePeriodSeconds",
            "priorityClassName",
            "hostAliases",
            "runtimeClassName",
            "os",
            "restartPolicy",
            "shareProcessNamespace");
    private static final List<String> CONTAINER = List.of(
            "env",
            "envFrom",
            "ports",
            "args",
            "command",
            "resources",
            "securityContext",
            "volumeMounts",
            "volumeDevices",
            "livenessProbe",
            "readinessProbe",
            "startupProbe",
            "lifecycle",
            "imagePullPolicy",
            "restartPolicy");
    private static final List<String> METADATA =
            List.of("labels", "annotations", "namespace", "ownerReferences", "finalizers");

    @TempDir
    private Path root;

    private static String nulls(List<String> fields, int indent, boolean written) {
        return written
                ? fields.stream()
                        .map(field -> field + ": null\n")
                        .collect(Collectors.joining())
                        .indent(indent)
                : "";
    }

    private static String manifests(boolean written) {
        var text = new StringBuilder();
        for (String kind : List.of("Deployment", "StatefulSet", "DaemonSet")) {
            text.append("apiVersion: apps/v1\nkind: ")
                    .append(kind)
                    .append("\nmetadata:\n  name: web\n")
                    .append(nulls(METADATA, 2, written))
                    .append("spec:\n")
                    .append(nulls(List.of("replicas", "strategy", "updateStrategy", "selector"), 2, written))
                    .append("  template:\n    metadata:\n      generateName: web\n")
                    .append(nulls(METADATA, 6, written))
                    .append("    spec:\n")
                    .append(nulls(POD, 6, written))
                    .append("      containers:\n        - name: web\n          image: contoso.azurecr.io/web:1.0.0\n")
                    .append(nulls(CONTAINER, 10, written))
                    .append(
                            "        - name: side\n          image: contoso.azurecr.io/side:1.0.0\n          securityContext:\n")
                    .append("            allowPrivilegeEscalation: false\n")
                    .append(nulls(
                            List.of(
                                    "capabilities",
                                    "privileged",
                                    "runAsUser",
                                    "runAsNonRoot",
                                    "seccompProfile",
                                    "procMount"),
                            12,
                            written))
                    .append("---\n");
        }
        return text.append("apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\nrules:\n")
                .append("  - apiGroups: [\"\"]\n    resources: [secrets]\n    verbs: [get]\n")
                .append(nulls(List.of("resourceNames", "nonResourceURLs"), 4, written))
                .append(nulls(List.of("aggregationRule"), 0, written))
                .append("---\napiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  ports: [{port: 80}]\n")
                .append(nulls(
                        List.of("type", "externalIPs", "loadBalancerSourceRanges", "selector", "externalName"),
                        2,
                        written))
                .append("---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec:\n")
                .append("  rules: [{host: a.contoso.com}]\n")
                .append(nulls(List.of("tls", "defaultBackend", "ingressClassName"), 2, written))
                .append("---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n")
                .append(nulls(List.of("data", "binaryData", "immutable"), 0, written))
                .toString();
    }

    private List<String> findings(boolean written) throws Exception {
        ProjectFolder project = ProjectFolder.in(root)
                .configuration("schemaVersion: 1\nprofile: all\nsources: [{manifests: k8s}]\n")
                .file("k8s/all.yaml", manifests(written));
        Evaluation evaluation = project.load().evaluate(Progress.NONE);
        assertThat(evaluation.problems()).isEmpty();
        return evaluation.findings().stream()
                .flatMap(finding -> finding.occurrences().stream())
                .map(occurrence -> occurrence.key())
                .sorted()
                .toList();
    }

    @Test
    void aNullIsReadAsAbsentByEveryPolicy() throws Exception {
        List<String> absent = findings(false);
        assertThat(absent).hasSizeGreaterThan(40);
        assertThat(findings(true)).isEqualTo(absent);
    }
}
