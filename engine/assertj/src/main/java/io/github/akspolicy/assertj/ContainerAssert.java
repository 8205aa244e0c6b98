package io.github.akspolicy.assertj;

import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.source.ReleaseId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Assertions on a container, with what it inherits from its pod. */
public final class ContainerAssert extends JudgedAssert<ContainerAssert, ContainerAssert.DeployedContainer> {
    /**
     * A container of a resource.
     *
     * @param resource the workload
     * @param container its container
     */
    public record DeployedContainer(DeployedResource resource, Container container) {}

    ContainerAssert(@Nullable DeployedContainer actual, Asked asked) {
        super(actual, ContainerAssert.class, asked);
    }

    @Override
    String subject(DeployedContainer present) {
        return present.container() + " of " + present.resource();
    }

    @Override
    boolean holds(DeployedContainer present, ReleaseId release, ResourceId resource) {
        return present.resource().release().equals(release)
                && present.resource().id().equals(resource);
    }

    /** A finding on the pod as a whole concerns each of its containers. */
    @Override
    boolean holds(DeployedContainer present, Occurrence occurrence) {
        String container = occurrence.container();
        return container == null || container.equals(present.container().toString());
    }

    /** Expects exactly this image reference. */
    public ContainerAssert hasImage(String reference) {
        return has("have the image " + reference, container -> {
            Field image = container.image();
            return Security.unless(reference.equals(image.string()), image);
        });
    }

    /** Expects an image of this registry, such as {@code contoso.azurecr.io}. */
    public ContainerAssert hasImageFrom(String registry) {
        return has("have an image from " + registry, container -> {
            Field image = container.image();
            return Security.unless(
                    ImageReference.parse(image.stringOr(""))
                            .filter(reference -> reference.registry().equals(registry))
                            .isPresent(),
                    image);
        });
    }

    /** Expects an image that is named by its digest. */
    public ContainerAssert hasPinnedImage() {
        return has(
                "have an image with a digest",
                container -> Security.unless(container.image().stringOr("").indexOf('@') > 0, container.image()));
    }

    /** Expects that it cannot run as root. */
    public ContainerAssert runsAsNonRoot() {
        return has("run as non-root", Security::rootUser);
    }

    public ContainerAssert isNotPrivileged() {
        return has("not be privileged", container -> {
            Field privileged = container.securityContext().get("privileged");
            return Security.unless(!privileged.isTrue(), privileged);
        });
    }

    /** Expects {@code allowPrivilegeEscalation: false}; the API server's default is true. */
    public ContainerAssert disallowsPrivilegeEscalation() {
        return has("disallow privilege escalation", container -> {
            Field escalation = container.securityContext().get("allowPrivilegeEscalation");
            return Security.unless(escalation.isFalse(), escalation);
        });
    }

    public ContainerAssert hasReadOnlyRootFilesystem() {
        return has("have a read-only root filesystem", container -> {
            Field readOnly = container.securityContext().get("readOnlyRootFilesystem");
            return Security.unless(readOnly.isTrue(), readOnly);
        });
    }

    /** Expects that it drops {@code ALL} capabilities. */
    public ContainerAssert dropsAllCapabilities() {
        return has("drop all capabilities", container -> {
            Field drop = container.capabilities().get("drop");
            return Security.unless(drop.strings().contains("ALL"), drop);
        });
    }

    /** Expects a limit of a resource such as {@code memory}, its own or one that the pod sets for all. */
    public ContainerAssert hasLimit(String resource) {
        return has("have a limit of " + resource, container -> {
            Field limit = container.limit(resource);
            return Security.unless(limit.isPresent(), limit);
        });
    }

    /** Expects a request of a resource such as {@code cpu}; a limit alone is one, too, to the API server. */
    public ContainerAssert hasRequest(String resource) {
        return has("have a request of " + resource, container -> {
            Field request = container.request(resource);
            return Security.unless(request.isPresent(), request);
        });
    }

    /**
     * Goes on with a field of the container, such as {@code ports[http].containerPort}: see {@link FieldPath#parse}.
     */
    public FieldAssert field(String path) {
        FieldPath parsed = FieldPath.parse(path);
        return new FieldAssert(
                isThere()
                        ? new FieldAssert.DeployedField(
                                actual.resource(), actual.container().field().follow(parsed), subject(actual))
                        : null,
                asked());
    }

    private ContainerAssert has(String expectation, Function<Container, @Nullable Field> wrong) {
        return expect(expectation, present -> {
            Field field = wrong.apply(present.container());
            return field == null ? List.of() : List.of(Fault.value(present.resource(), field));
        });
    }
}
