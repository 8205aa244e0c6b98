package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.source.NotEvaluated;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What objects carry, make and change is named where no policy sees it, and ordinary objects are not. */
class UnseenContentTest {
    private static final String POD =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostNetwork: true, containers: [{name: a, image: b}]}\n";

    @TempDir
    private Path folder;

    private List<String> scanned(String manifest) throws Exception {
        List<NotEvaluated> lines = evaluate(manifest).ledger().notEvaluated();
        assertThat(lines).as("fault and fix, each short").allSatisfy(line -> {
            assertThat(line.fault()).hasSizeLessThan(100);
            assertThat(line.fix()).hasSizeLessThan(100);
        });
        return lines.stream().map(NotEvaluated::toString).toList();
    }

    private Evaluation evaluate(String manifest) throws Exception {
        Files.writeString(folder.resolve("m.yaml"), manifest);
        return Verification.scan(folder, Overrides.NONE.profile("pss-baseline")).evaluate(Progress.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ceph.rook.io/v1       | CephCluster | {dataDirHostPath: /var/lib/rook} | spec.dataDirHostPath",
                "ceph.rook.io/v1       | CephCluster | {network: {provider: host}} | spec.network",
                "example.com/v1        | Agent       | {networkMode: host} | spec.networkMode",
                "example.com/v1        | Agent       | {logs: {hostPath: /var/log}} | spec.logs.hostPath",
            })
    void filesAndNetworkOfTheHostAreParts(String apiVersion, String kind, String spec, String path) throws Exception {
        assertThat(scanned(object(apiVersion, kind, "spec: " + spec)))
                .singleElement()
                .asString()
                .contains(kind + " a at " + path + ": a part of a pod stands where no policy looks");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql.cnpg.io/v1     | Cluster          | {instances: 3}",
                "kafka.strimzi.io/v1beta2  | Kafka            | {kafka: {replicas: 3}}",
                "acid.zalan.do/v1          | postgresql       | {numberOfInstances: 2}",
                "rabbitmq.com/v1beta1      | RabbitmqCluster  | {tolerations: [{operator: Exists}]}",
                "ceph.rook.io/v1           | CephCluster      | '{cephVersion: {image: \"quay.io/ceph/ceph:v19\"}}'",
                "monitoring.coreos.com/v1  | Prometheus       | {replicas: 2}",
                "example.com/v1            | Database         | {nodeSelector: {pool: data}}",
                "opentelemetry.io/v1beta1  | OpenTelemetryCollector | {mode: deployment}",
                "operator.tigera.io/v1     | Installation     | {}",
                "k8s.keycloak.org/v2alpha1 | Keycloak         | {hostname: {hostname: a}}",
                "tekton.dev/v1             | TaskRun          | {taskRef: {name: a}}"
            })
    void podsThatAControllerMakesAreNamed(String apiVersion, String kind, String spec) throws Exception {
        assertThat(scanned(object(apiVersion, kind, "spec: " + spec)))
                .singleElement()
                .asString()
                .contains(kind + " a: a controller makes pods of it that are in no source");
    }

    @Test
    void theyAreOneLine() throws Exception {
        assertThat(scanned(object("postgresql.cnpg.io/v1", "Cluster", "spec: {instances: 3}")
                        + "---\n"
                        + object("postgresql.cnpg.io/v1", "Cluster", "spec: {instances: 3}")
                                .replace("name: a", "name: b")
                        + "---\n" + object("kafka.strimzi.io/v1", "Kafka", "spec: {kafka: {replicas: 3}}")))
                .singleElement()
                .asString()
                .contains("Cluster a, Cluster b, Kafka a: a controller");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1             | ConfigMap | data          | plain",
                "v1             | Secret    | stringData    | plain",
                "v1             | Secret    | data          | base64",
                "v1             | ConfigMap | binaryData    | base64",
                "example.com/v1 | Bundle    | spec          | plain",
                "v1             | ConfigMap | data          | template",
                "v1             | ConfigMap | data          | script",
                "v1             | ConfigMap | data          | podspec",
                "v1             | ConfigMap | data          | list",
                "v1             | ConfigMap | data          | json",
                "v1             | ConfigMap | data          | jsontemplate",
                "v1             | ConfigMap | data          | escaped"
            })
    void manifestsInTextsAreNamed(String apiVersion, String kind, String key, String form) throws Exception {
        String text = switch (form) {
            case "base64" -> Base64.getEncoder().encodeToString(POD.getBytes("UTF-8"));
            case "template" -> "{{- if .Values.a }}\n" + POD + "{{- end }}\n{{ x }}\n";
            case "script" -> "set -e\ncat <<EOF | kubectl apply -f -\n" + POD + "EOF\n";
            case "podspec" -> "containers:\n- name: a\n  image: b\n  securityContext: {privileged: true}\n";
            case "list" -> "- {a: b}\n- {pod: {spec: {containers: [{name: a, image: b}]}}}\n";
            case "json" -> "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"a\"}, \"spec\": {}}";
            case "jsontemplate" ->
                "{\"apiVersion\": \"v1\",\"kind\": \"Pod\",\"metadata\":{\"name\": {{ x }} }, {{ y }} }";
            case "escaped" ->
                "{\"pod\": \"{\\\"apiVersion\\\": \\\"v1\\\", \\\"kind\\\": \\\"Pod\\\", \\\"metadata\\\": {\\\"name\\\": \\\"a\\\"}}\"}";
            default -> POD;
        };
        assertThat(scanned(object(apiVersion, kind, key + ":\n  pod.yaml: |\n" + text.indent(4))))
                .singleElement()
                .asString()
                .startsWith("m.yaml:")
                .contains(kind + " a at " + key)
                .contains("an object inside of another one is seen by no policy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kubernetes.crossplane.io/v1alpha2 | Object       | {forProvider: {manifest: %s}}",
                "work.open-cluster-management.io/v1 | ManifestWork | {workload: {manifests: [%s]}}"
            })
    void objectsInCustomResourcesAreNamed(String apiVersion, String kind, String spec) throws Exception {
        String binding = "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: a}}";

        assertThat(scanned(object(apiVersion, kind, "spec: " + spec.formatted(binding))))
                .singleElement()
                .asString()
                .contains("an object inside of another one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mutations.gatekeeper.sh/v1 | Assign        | '{location: \"spec.x\", parameters: {assign: {value: true}}}'",
                "mutations.gatekeeper.sh/v1 | ModifySet     | '{location: \"spec.x\"}'",
                "kyverno.io/v1              | ClusterPolicy | {rules: [{name: a, mutate: {patchStrategicMerge: {}}}]}",
                "kyverno.io/v1              | Policy        | {rules: [{name: a, validate: {}}, {name: b, generate: {kind: Role}}]}",
                "policies.kyverno.io/v1     | MutatingPolicy | {mutations: []}",
                "policies.kyverno.io/v1     | GeneratingPolicy | {generate: []}",
                "policies.kubewarden.io/v1  | ClusterAdmissionPolicy | {mutating: true}"
            })
    void changesAtAdmissionAreNamed(String apiVersion, String kind, String spec) throws Exception {
        assertThat(scanned(object(apiVersion, kind, "spec: " + spec)))
                .singleElement()
                .asString()
                .contains(kind + " a: it changes or creates objects at admission");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1 | ConfigMap | 'data: {config.yaml: \"server: {port: 80}\", note: \"containers are fine\"}'",
                "v1 | ConfigMap | 'data: {kubeconfig: \"apiVersion: v1\\nkind: Config\\nclusters: []\\n\"}'",
                "v1 | Secret | 'data: {password: c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0}'",
                "kyverno.io/v1 | ClusterPolicy | 'spec: {rules: [{validate: {pattern: {spec: {hostNetwork: false}}}}]}'",
                "policies.kubewarden.io/v1 | ClusterAdmissionPolicy | 'spec: {mutating: false}'",
                "kafka.strimzi.io/v1beta2 | KafkaTopic | 'spec: {replicas: 3, partitions: 9}'",
                "keda.sh/v1alpha1 | ScaledObject | 'spec: {fallback: {failureThreshold: 3, replicas: 6}}'",
                "cluster.x-k8s.io/v1beta1 | MachineDeployment | 'spec: {replicas: 3}'",
                "cilium.io/v2 | CiliumNodeConfig | 'spec: {nodeSelector: {matchLabels: {a: b}}}'",
                "image.toolkit.fluxcd.io/v1 | ImageRepository | 'spec: {image: \"ghcr.io/a/b\", interval: 1m}'",
                "karpenter.sh/v1 | NodePool | 'spec: {limits: {cpu: 10}, replicas: 3}'",
                "gateway.networking.k8s.io/v1 | Gateway | 'spec: {listeners: [{port: 80}]}'",
                "apiextensions.k8s.io/v1 | CustomResourceDefinition | 'spec: {description: \"apiVersion: v1\\nkind: Pod\\nmetadata: x\"}'"
            })
    void ordinaryObjectsAreNot(String apiVersion, String kind, String rest) throws Exception {
        assertThat(scanned(object(apiVersion, kind, rest))).isEmpty();
    }

    /** Texts of blanks and brackets take no longer than they are long. */
    @Test
    void longTextsTakeNoTime() throws Exception {
        String blanks = " ".repeat(400_000) + "{".repeat(400_000) + "\\n".repeat(100_000) + ",".repeat(400_000);
        long start = System.nanoTime();

        assertThat(scanned(object("v1", "ConfigMap", "data: {a: \"containers apiVersion : [" + blanks + "\"}")))
                .isEmpty();
        assertThat((System.nanoTime() - start) / 1_000_000_000).isLessThan(30);
    }

    /** What kubectl leaves on each object that it applies is the object itself. */
    @Test
    void theCopyOfAnAppliedObjectIsNone() throws Exception {
        assertThat(
                        scanned(
                                object("v1", "ConfigMap", "data: {a: b}")
                                        .replace(
                                                "{name: a, namespace: b}",
                                                "{name: a, namespace: b, annotations: {kubectl.kubernetes.io/last-applied-configuration:"
                                                        + " '{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"a\"}}'}}")))
                .isEmpty();
    }

    @Test
    void allOfItFailsWhereEverythingIsRequired() throws Exception {
        Files.writeString(folder.resolve("m.yaml"), object("mutations.gatekeeper.sh/v1", "Assign", "spec: {}"));

        assertThat(Verification.scan(
                                folder, Overrides.NONE.profile("pss-baseline").require(List.of("all-evaluated")))
                        .evaluate(Progress.NONE)
                        .outcome())
                .isEqualTo(Outcome.ERROR);
    }

    private static String object(String apiVersion, String kind, String rest) {
        return "apiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata: {name: a, namespace: b}\n" + rest + "\n";
    }
}
