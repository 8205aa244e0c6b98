package io.github.akspolicy.policies.image;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.workload.ContainerId;
import io.github.akspolicy.resource.workload.ContainerScope;
import io.github.akspolicy.resource.workload.Pod;
import io.github.akspolicy.resource.workload.PodImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An image that a pod without pull secrets of its own pulls from an Azure container registry.
 *
 * @param server the login server, in lower case
 * @param place the field that names the image
 * @param serviceAccount the service account that the pod runs as, which may give it pull secrets
 * @param containers the container; empty for a volume
 */
record RegistryPull(String server, Place place, NamespacedName serviceAccount, List<ContainerId> containers)
        implements ContainerScope.Fact {
    /** Public Azure, Azure China, Azure Government. */
    private static final Pattern LOGIN_SERVER = Pattern.compile("[a-z0-9-]+\\.azurecr\\.(io|cn|us)");

    /** The facts of a resource. */
    public static List<RegistryPull> of(Resource resource) {
        var pulls = new ArrayList<RegistryPull>();
        for (Pod pod : Pod.VIEW.in(resource)) {
            if (!pod.spec().get("imagePullSecrets").items().isEmpty()) {
                continue;
            }
            for (PodImage image : PodImage.all(pod)) {
                String server = image.reference()
                        .map(reference -> reference.registry().toLowerCase(Locale.ROOT))
                        .orElse("");
                if (LOGIN_SERVER.matcher(server).matches()) {
                    pulls.add(new RegistryPull(
                            server,
                            image.field().place(),
                            new NamespacedName(resource.namespace(), pod.serviceAccountName()),
                            image.container() == null
                                    ? List.of()
                                    : List.of(image.container().id())));
                }
            }
        }
        return List.copyOf(pulls);
    }
}
