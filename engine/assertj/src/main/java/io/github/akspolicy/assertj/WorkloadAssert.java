package io.github.akspolicy.assertj;

import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.environment.WorkloadIdentities;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.identity.IdentityLink;
import io.github.akspolicy.resource.identity.WorkloadIdentityChain;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
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

    /**
     * Expects that the program in its pods gets a token of this identity: label, service account, client id, federated
     * credential, issuer and webhook. What lives in no source and not in the context of the configuration is not known,
     * and fails.
     */
    public WorkloadAssert reachesAzureAs(ClientId identity) {
        return expect(
                "reach Azure as " + identity,
                present -> chains(present).stream()
                        .flatMap(chain -> {
                            if (chain.program().isEmpty()) {
                                return Stream.of(whole(present, "nothing asks for an identity"));
                            }
                            Stream<Fault> links = chain.program().stream()
                                    .filter(link -> link.state() != IdentityLink.State.HOLDS)
                                    .map(link -> fault(present, link));
                            return chain.clientId().isEmpty()
                                            || chain.clientId().equalsIgnoreCase(identity.value())
                                    ? links
                                    : Stream.concat(Stream.of(another(present, chain)), links);
                        })
                        .toList());
    }

    /** Expects that each of its Key Vault volumes can be mounted: class, client id and federated credential. */
    public WorkloadAssert mountsItsKeyVaults() {
        return expect("mount its Key Vault volumes", present -> {
            List<IdentityLink> links = chains(present).stream()
                    .flatMap(chain -> chain.volumes().stream())
                    .flatMap(volume -> volume.links().stream())
                    .toList();
            return links.isEmpty()
                    ? List.of(whole(present, "it has no Key Vault volume"))
                    : links.stream()
                            .filter(link -> link.state() != IdentityLink.State.HOLDS)
                            .map(link -> fault(present, link))
                            .toList();
        });
    }

    private List<WorkloadIdentityChain> chains(DeployedResource present) {
        return new WorkloadIdentities(environment()).chains(present);
    }

    private Fault another(DeployedResource present, WorkloadIdentityChain chain) {
        return chain.program().stream()
                .filter(link -> link.statement().contains(chain.clientId()))
                .findFirst()
                .map(link -> fault(present, link))
                .orElseGet(() -> whole(present, "its client id is " + chain.clientId()));
    }

    /** A place in another resource than the workload is told as such. */
    private Fault fault(DeployedResource present, IdentityLink link) {
        String words = (link.state() == IdentityLink.State.UNKNOWN ? "not known: " : "") + link;
        DeployedResource holder =
                new WorkloadIdentities(environment()).resource(link).orElse(present);
        Place place = link.place();
        return holder.equals(present) && link.fact() == null || place == null
                ? whole(holder, words)
                : new Fault(holder, place, words);
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
