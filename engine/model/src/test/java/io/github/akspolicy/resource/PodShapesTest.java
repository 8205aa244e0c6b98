package io.github.akspolicy.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods of custom resources: where their kinds are known to carry them, and by their shape where no table knows the kind. */
class PodShapesTest {
    private static final String POD = "{spec: {containers: [{name: a, image: b}]}}";

    private static Resource resource(String apiVersion, String kind, String path, String value) {
        var text = new StringBuilder();
        String[] names = path.split("\\.");
        for (String name : names) {
            text.append(name.endsWith("[]") ? "{" + name.replace("[]", "") + ": [" : "{" + name + ": ");
        }
        text.append(value);
        for (int i = names.length - 1; i >= 0; i--) {
            text.append(names[i].endsWith("[]") ? "]}" : "}");
        }
        String whole = text.substring(1, text.length() - 1);
        try {
            return Resource.of(
                    Field.root(ManifestReader.yamlDocument("{apiVersion: " + apiVersion + ", kind: " + kind
                            + ", metadata: {name: x}, " + whole + "}")),
                    null,
                    PodTemplates.KNOWN);
        } catch (ManifestException e) {
            throw new AssertionError(whole, e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "batch.volcano.sh/v1alpha1, Job, spec.tasks[].template",
        "kubeflow.org/v1, PyTorchJob, spec.pytorchReplicaSpecs.Worker.template",
        "kubeflow.org/v1, TFJob, spec.tfReplicaSpecs.PS.template",
        "kubeflow.org/v2beta1, MPIJob, spec.mpiReplicaSpecs.Launcher.template",
        "ray.io/v1, RayCluster, spec.headGroupSpec.template",
        "ray.io/v1, RayJob, spec.rayClusterSpec.workerGroupSpecs[].template",
        "leaderworkerset.x-k8s.io/v1, LeaderWorkerSet, spec.leaderWorkerTemplate.workerTemplate",
        "agents.x-k8s.io/v1alpha1, Sandbox, spec.podTemplate",
        "apps.kruise.io/v1alpha1, CloneSet, spec.template",
        "sparkoperator.k8s.io/v1beta2, SparkApplication, spec.driver.template",
        "kaito.sh/v1beta1, Workspace, inference.template",
        "trainer.kubeflow.org/v1alpha1, ClusterTrainingRuntime, spec.template.spec.replicatedJobs[].template.spec.template",
        // kinds that no table knows
        "example.com/v1, Anything, spec.template",
        "example.com/v1, Anything, spec.deep[].inner.workerTemplate",
        "example.com/v1, Anything, spec.podTemplates[]",
        "kubernetes.crossplane.io/v1alpha2, Object, spec.forProvider.manifest.spec.template"
    })
    void templatesAreFound(String apiVersion, String kind, String path) {
        Resource resource = resource(apiVersion, kind, path, POD);

        assertThat(resource.mayCarryPods()).isTrue();
        assertThat(resource.podTemplates())
                .hasSize(1)
                .allSatisfy(template ->
                        assertThat(template.at("spec", "containers").items()).hasSize(1));
        assertThat(PodTemplates.KNOWN.unseen(resource)).isEmpty();
        assertThat(PodTemplates.KNOWN.problem(resource)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "serving.knative.dev/v1, Revision, spec",
        "monitoring.coreos.com/v1, Prometheus, spec",
        "apps.kruise.io/v1alpha1, SidecarSet, spec",
        "example.com/v1, Anything, spec.podSpec",
        "example.com/v1, Anything, spec.jobTemplate"
    })
    void bareSpecificationsAreFound(String apiVersion, String kind, String path) {
        assertThat(resource(apiVersion, kind, path, "{containers: [{name: a, image: b}]}")
                        .podTemplates())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tekton.dev/v1 | Task | spec | {steps: [{name: a, image: b}]}",
                "tekton.dev/v1 | Task | spec | {sidecars: [{name: a, image: b}]}",
                "argoproj.io/v1alpha1 | Workflow | spec.templates[] | {name: a, container: {image: b}}",
                "argoproj.io/v1alpha1 | Workflow | spec.templates[] | {name: a, script: {image: b}}",
                "argoproj.io/v1alpha1 | CronWorkflow | spec.workflowSpec.templates[] | {containerSet: {containers: [{image: b}]}}",
                "opentelemetry.io/v1beta1 | OpenTelemetryCollector | spec | {additionalContainers: [{name: a, image: b}]}",
                "example.com/v1 | Anything | spec | {containers: [{name: a, image: b}]}",
                // the operator merges what it does not name: no whole pod
                "monitoring.coreos.com/v1 | Prometheus | spec | {containers: [{name: prometheus}, {name: a, image: b}]}"
            })
    void containersElsewhereAreNamed(String apiVersion, String kind, String path, String value) {
        Resource resource = resource(apiVersion, kind, path, value);

        assertThat(resource.podTemplates()).isEmpty();
        assertThat(PodTemplates.KNOWN.unseen(resource)).hasSize(1);
    }

    @Test
    void whatIsBesideAKnownTemplateIsNamed() {
        Resource resource = resource(
                "kubeflow.org/v1",
                "PyTorchJob",
                "spec",
                "{pytorchReplicaSpecs: {Master: {template: " + POD + "}}, extraContainers: [{name: a, image: b}]}");

        assertThat(resource.podTemplates()).hasSize(1);
        assertThat(PodTemplates.KNOWN.unseen(resource))
                .extracting(field -> field.path().toString())
                .containsExactly("spec.extraContainers");
    }

    @ParameterizedTest
    @CsvSource({
        "kyverno.io/v1, ClusterPolicy",
        "constraints.gatekeeper.sh/v1beta1, K8sThing",
        "apiextensions.k8s.io/v1, CustomResourceDefinition",
        "v1, ConfigMap",
        "apps/v1, ControllerRevision"
    })
    void policiesSchemasAndKindsOfKubernetesAreNotLookedAt(String apiVersion, String kind) {
        Resource resource = resource(apiVersion, kind, "spec.template", POD);

        assertThat(resource.podTemplates()).isEmpty();
        assertThat(PodTemplates.KNOWN.unseen(resource)).isEmpty();
    }

    @Test
    void everyLineOfTheTableIsAPlace() {
        List<String> table = PodShapes.table();

        assertThat(table)
                .hasSizeGreaterThan(50)
                .doesNotHaveDuplicates()
                .allMatch(line ->
                        line.matches("[a-z0-9.-]+ [A-Z][A-Za-z]+ [A-Za-z0-9.]+(([\\[{]\\*[\\]}])[A-Za-z0-9.]+)*( !)?"));
        assertThat(table).allSatisfy(line -> {
            String[] words = line.split(" ");
            assertThat(PodTemplates.isFixed(words[0], words[1])).isFalse();
            assertThat(PodTemplates.KNOWN.know(words[0], words[1])).isEqualTo(words.length == 3);
        });
    }
}
