package io.github.akspolicy.policies.image;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.workload.ContainerId;
import io.github.akspolicy.resource.workload.ContainerScope;
import io.github.akspolicy.resource.workload.PodImage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image that a pod pulls.
 *
 * @param text as written; empty when nothing is
 * @param place the field that names it
 * @param namespace where the pod runs, or null when it is unknown
 * @param containers the container; empty for a volume
 */
record ImageUse(String text, Place place, @Nullable String namespace, List<ContainerId> containers)
        implements ContainerScope.Fact {
    /** The facts of a resource: one for each image of its pods. */
    public static List<ImageUse> of(Resource resource) {
        return PodImage.VIEW.of().apply(resource).stream()
                .map(image -> new ImageUse(
                        image.field().stringOr(""),
                        image.field().place(),
                        resource.namespace(),
                        image.container() == null
                                ? List.of()
                                : List.of(image.container().id())))
                .toList();
    }

    /** What is written, or empty when the kubelet would refuse it. */
    Optional<ImageReference> reference() {
        return ImageReference.parse(text);
    }
}
