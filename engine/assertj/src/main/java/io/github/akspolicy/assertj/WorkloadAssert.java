package io.github.akspolicy.assertj;

import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Assertions on a resource that carries pods. */
public final class WorkloadAssert extends AbstractResourceAssert<WorkloadAssert> {
    WorkloadAssert(@Nullable DeployedResource actual, Asked asked) {
        super(actual, WorkloadAssert.class, asked);
    }

    /** Goes on with the container of this name, init and ephemeral ones included. */
    public ContainerAssert container(String name) {
        if (!isThere()) {
            return new ContainerAssert(null, asked());
        }
        List<Container> containers = actual.views(Container.VIEW);
        for (Container container : containers) {
            if (container.name().equals(name)) {
                return new ContainerAssert(new ContainerAssert.DeployedContainer(actual, container), asked());
            }
        }
        fail(
                "there is no container " + name + " in " + actual + ": "
                        + DidYouMean.fix(
                                name, containers.stream().map(Container::name).toList(), "containers"),
                List.of());
        return new ContainerAssert(null, asked());
    }

    /** Expects that no container of it can run as root: each has {@code runAsNonRoot} in effect, or a user that is not 0. */
    public WorkloadAssert runsAsNonRoot() {
        return eachContainer("run as non-root", Security::rootUser);
    }

    /** Expects that its pods run as this service account. */
    public WorkloadAssert runsAs(String serviceAccount) {
        return eachPod(
                "run as the service account " + serviceAccount,
                pod -> pod.serviceAccountName().equals(serviceAccount) ? null : pod.serviceAccount());
    }

    /** Expects that its pods carry a label with this value. */
    public WorkloadAssert hasPodLabel(String key, String value) {
        return eachPod("give its pods the label " + key + "=" + value, pod -> {
            Field label = pod.labels().get(key);
            return value.equals(label.string()) ? null : label;
        });
    }

    /** Expects that its pods share neither the network, nor the processes, nor the IPC of their node. */
    public WorkloadAssert sharesNoHostNamespace() {
        return expect(
                "share no namespace of its node",
                present -> present.views(Pod.VIEW).stream()
                        .flatMap(pod -> List.of("hostNetwork", "hostPID", "hostIPC").stream()
                                .map(pod.spec()::get)
                                .filter(Field::isTrue))
                        .map(field -> Fault.value(present, field))
                        .toList());
    }

    /** Expects that it has at least this many replicas; what states no number has one. */
    public WorkloadAssert hasReplicasAtLeast(int least) {
        return expect("have at least " + least + " replicas", present -> {
            Field replicas = present.field("spec", "replicas");
            Long number = replicas.integer();
            return (number == null ? 1 : number) >= least ? List.of() : List.of(Fault.value(present, replicas));
        });
    }

    private WorkloadAssert eachPod(String expectation, Function<Pod, @Nullable Field> wrong) {
        return expect(
                expectation,
                present -> present.views(Pod.VIEW).stream()
                        .map(wrong)
                        .filter(java.util.Objects::nonNull)
                        .map(field -> Fault.value(present, field))
                        .toList());
    }

    private WorkloadAssert eachContainer(String expectation, Function<Container, @Nullable Field> wrong) {
        return expect(
                expectation,
                present -> present.views(Container.VIEW).stream()
                        .map(wrong)
                        .filter(java.util.Objects::nonNull)
                        .map(field -> Fault.value(present, field))
                        .toList());
    }
}
