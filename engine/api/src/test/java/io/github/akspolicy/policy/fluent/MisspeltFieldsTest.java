package io.github.akspolicy.policy.fluent;

import static io.github.akspolicy.policy.fluent.Condition.not;
import static io.github.akspolicy.policy.fluent.Conditions.beOfKind;
import static io.github.akspolicy.policy.fluent.Conditions.haveField;
import static io.github.akspolicy.policy.fluent.Conditions.haveFieldIn;
import static io.github.akspolicy.policy.fluent.Conditions.haveInList;
import static io.github.akspolicy.policy.fluent.Conditions.haveLabel;
import static io.github.akspolicy.policy.fluent.Conditions.haveLimit;
import static io.github.akspolicy.policy.fluent.Conditions.haveRequest;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.network.Service;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A sentence about a field that the Kubernetes API does not have would find nothing, or everything. */
class MisspeltFieldsTest {
    private static void refused(ThrowingCallable sentence, String message) {
        assertThatThrownBy(sentence)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static void accepted(ThrowingCallable sentence) {
        assertThatCode(sentence).doesNotThrowAnyException();
    }

    @Test
    void resourcesOfContainersAreKnown() {
        refused(() -> haveLimit("memroy"), "containers have no resource \"memroy\"; did you mean \"memory\"?");
        refused(() -> haveRequest("CPU"), "did you mean \"cpu\"?");
        refused(() -> haveLimit("disk"), "resources: cpu, memory, ephemeral-storage, hugepages-SIZE, and those");
        accepted(() -> haveLimit("ephemeral-storage"));
        accepted(() -> haveLimit("hugepages-2Mi"));
        accepted(() -> haveLimit("nvidia.com/gpu"));
    }

    @Test
    void aMisspeltFieldIsNamedWithTheNearest() {
        refused(
                () -> Policies.workloads().must(haveField("spec.tempalte.spec.hostNetwork")),
                "workloads have spec.tempalte.spec.hostNetwork: the Kubernetes API has no field \"spec.tempalte\" here;"
                        + " did you mean \"template\"?");
        refused(() -> Policies.pods().must(haveField("spec.hostNetwrok", true)), "did you mean \"hostNetwork\"?");
        refused(() -> Policies.containers().mustNot(haveField("securityContext.priviliged", true)), "privileged");
        refused(() -> Policies.services().must(haveFieldIn("spec.typ", "ClusterIP")), "did you mean \"type\"?");
        refused(() -> Policies.roles().must(haveField("rule")), "did you mean \"rules\"?");
        refused(
                () -> Policies.resources("networking.k8s.io", "Ingress").must(haveField("spec.rules[*].hosts")),
                "no field \"spec.rules[*].hosts\" here; did you mean \"host\"?");
    }

    @Test
    void whatNothingIsNearToListsTheFields() {
        refused(
                () -> Policies.services().must(haveField("spec.ports[http].wanted")),
                "fields: appProtocol, name, nodePort, port, protocol, targetPort");
        refused(() -> Policies.services().must(haveField("spec.type.name")), "\"spec.type\" has no fields");
    }

    @Test
    void aListHasItems() {
        refused(
                () -> Policies.pods().must(haveField("spec.containers.image")),
                "\"spec.containers\" is a list; write \"spec.containers[*].image\" for each of its items");
        accepted(() -> Policies.pods().must(haveField("spec.containers[web].image")));
        accepted(() -> Policies.pods().must(haveField("spec.containers[0].ports[*].hostPort")));
        accepted(() -> Policies.containers().must(haveInList("securityContext.capabilities.drop", "ALL")));
    }

    @Test
    void itIsFoundWhereverItStandsInTheSentence() {
        Condition<Resource> hidden = not(haveField("spec.replica"));
        refused(
                () -> Policies.workloads()
                        .must(Conditions.<Resource>haveLabel("a").and(hidden)),
                "replicas");
        refused(
                () -> Policies.workloads()
                        .must(Conditions.<Resource>haveLabel("a").or(hidden)),
                "replicas");
        refused(() -> Policies.workloads().that(hidden).must(haveLabel("a")), "replicas");
        refused(() -> Policies.workloads().mustNot(hidden), "replicas");
    }

    @Test
    void kindsOfStableGroupsAreKnown() {
        refused(
                () -> Policies.resources("apps", "Deploymnet"),
                "has no kind \"Deploymnet\"; did you mean \"Deployment\"?");
        refused(() -> Policies.resources("", "Deployment"), "the API group \"\" has no kind \"Deployment\"");
        accepted(() -> Policies.resources("argoproj.io", "Rollout"));
        accepted(() -> Policies.resources("resource.k8s.io", "SomeAlphaKind"));
    }

    /** Custom resources, values of charts and a reading of the team's own have the fields that they have. */
    @Test
    void whatKubernetesDoesNotDefineIsFree() {
        accepted(() -> Policies.resources("argoproj.io", "Deployment").must(haveField("spec.tempalte")));
        accepted(() -> Policies.workloads().must(haveField("spec.strategy.canary.steps[*].setWeight")));
        accepted(() -> Policies.workloads().must(haveField("spec.taskTemplate")));
        accepted(() -> Policies.resources().that(beOfKind("CronTab")).must(haveField("spec.cronSpec")));
        accepted(() -> Policies.valuesOf("store").must(haveField("image.tga")));
        accepted(() -> Policies.of("specs", Service.VIEW, Service::spec).must(haveField("type")));
        accepted(() -> Policies.clusters().must(haveField("properties.x")));
    }

    @Test
    void mappingsOfNamesAreFree() {
        accepted(() -> Policies.workloads().must(haveField("metadata.labels[\"app.kubernetes.io/name\"]")));
        accepted(() -> Policies.pods().must(haveField("spec.nodeSelector.agentpool", "system")));
        accepted(() -> Policies.resources("", "ConfigMap").must(haveField("data.anything")));
        accepted(() -> Policies.resources("apps", "Deployment").must(haveField("status.anything")));
        accepted(() -> Policies.resources("apps", "Deployment").must(haveField("apiVersion", "apps/v1")));
    }
}
