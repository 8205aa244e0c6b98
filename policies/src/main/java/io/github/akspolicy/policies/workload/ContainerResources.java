package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.ContainerId;
import io.github.akspolicy.resource.workload.ContainerScope;
import io.github.akspolicy.resource.workload.Pod;
import io.github.akspolicy.resource.workload.Quantity;
import io.github.akspolicy.resource.workload.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a container requests and is limited to. Ephemeral containers have none: the API server refuses it.
 *
 * @param namespace the effective namespace; empty when it is unknown
 * @param container its name and image
 * @param limits in force
 * @param requests in force
 * @param isBestEffort whether no container of the pod has a request or limit of CPU or memory
 * @param fillsEmptyDir whether it mounts an emptyDir on the disk of the node that has no limit of its own
 */
record ContainerResources(
        Optional<String> namespace,
        ContainerId container,
        Amounts limits,
        Amounts requests,
        boolean isBestEffort,
        boolean fillsEmptyDir)
        implements ContainerScope.Fact {
    static final List<String> RESOURCES = List.of("cpu", "memory", "ephemeral-storage");

    /**
     * An amount as written, with its place.
     *
     * @param text null when null is written, which is the same as nothing
     */
    public record Amount(Place place, @Nullable String text) {}

    /**
     * The limits or the requests of a container.
     *
     * @param list {@code limits} or {@code requests}
     * @param written the amounts in force in the order of {@link #RESOURCES}; null for one that is not written
     * @param place the container's own list
     */
    public record Amounts(String list, @Nullable Amount[] written, Place place) {
        private static Amounts of(Container container, String list, Function<String, Field> inForce) {
            var written = new @Nullable Amount[RESOURCES.size()];
            for (int i = 0; i < written.length; i++) {
                Field amount = inForce.apply(RESOURCES.get(i));
                if (amount.isWritten()) {
                    written[i] = new Amount(amount.place(), amount.isPresent() ? amount.textOr("") : null);
                }
            }
            return new Amounts(
                    list, written, container.field().at("resources", list).place());
        }

        private @Nullable Amount amount(String resource) {
            return written[RESOURCES.indexOf(resource)];
        }

        /** Where an amount is, or would be. */
        Place place(String resource) {
            Amount amount = amount(resource);
            return amount == null ? place.absent(resource) : amount.place();
        }

        /** The amount as written, or null when there is none. */
        @Nullable
        String text(String resource) {
            Amount amount = amount(resource);
            return amount == null ? null : amount.text();
        }

        private boolean hasComputing() {
            return isSome(text("cpu")) || isSome(text("memory"));
        }

        /** Kubernetes leaves amounts of 0 out when it tells the class of a pod (pkg/apis/core/helper/qos). */
        private static boolean isSome(@Nullable String amount) {
            return amount != null
                    && Quantity.parse(amount)
                            .map(quantity -> quantity.signum() != 0)
                            .orElse(true);
        }
    }

    @Override
    public List<ContainerId> containers() {
        return List.of(container);
    }

    /** The facts of a resource: one for each container that is not ephemeral. */
    public static List<ContainerResources> of(Resource resource) {
        var facts = new ArrayList<ContainerResources>();
        for (Pod pod : Pod.VIEW.in(resource)) {
            facts.addAll(of(pod));
        }
        return facts;
    }

    private static List<ContainerResources> of(Pod pod) {
        List<Container> containers = pod.containers().stream()
                .filter(container -> container.type() != Container.Type.EPHEMERAL)
                .toList();
        var unbounded = new ArrayList<String>();
        for (Volume volume : pod.volumes()) {
            if (isUnbounded(volume)) {
                unbounded.add(volume.name());
            }
        }
        var limits = new ArrayList<Amounts>();
        var requests = new ArrayList<Amounts>();
        boolean isBestEffort = true;
        for (Container container : containers) {
            Amounts limit = Amounts.of(container, "limits", container::limit);
            Amounts request = Amounts.of(container, "requests", container::request);
            isBestEffort = isBestEffort && !limit.hasComputing() && !request.hasComputing();
            limits.add(limit);
            requests.add(request);
        }
        var facts = new ArrayList<ContainerResources>();
        for (int i = 0; i < containers.size(); i++) {
            Container container = containers.get(i);
            facts.add(new ContainerResources(
                    Optional.ofNullable(pod.resource().namespace()),
                    container.id(),
                    limits.get(i),
                    requests.get(i),
                    isBestEffort,
                    fills(container, unbounded)));
        }
        return facts;
    }

    private static boolean fills(Container container, List<String> unbounded) {
        if (unbounded.isEmpty()) {
            return false;
        }
        for (Field mount : container.volumeMounts()) {
            if (unbounded.contains(mount.get("name").written())) {
                return true;
            }
        }
        return false;
    }

    /** The API server makes a volume without source an emptyDir; one in memory counts as memory of the container. */
    private static boolean isUnbounded(Volume volume) {
        Field emptyDir = volume.field().get("emptyDir");
        return (emptyDir.isPresent() || volume.sources().isEmpty())
                && !emptyDir.get("sizeLimit").isPresent()
                && !"Memory".equals(emptyDir.get("medium").string());
    }
}
