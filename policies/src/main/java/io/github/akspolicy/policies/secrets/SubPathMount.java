package io.github.akspolicy.policies.secrets;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.ContainerId;
import io.github.akspolicy.resource.workload.ContainerScope;
import io.github.akspolicy.resource.workload.Pod;
import io.github.akspolicy.resource.workload.Volume;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mount of one file or folder of a volume with secrets: the kubelet never updates it.
 *
 * @param field {@code subPath} or {@code subPathExpr}
 * @param secret the Secret of the volume; null when it is a Key Vault volume
 * @param place that field
 * @param containers the container
 */
record SubPathMount(String field, @Nullable NamespacedName secret, Place place, List<ContainerId> containers)
        implements ContainerScope.Fact {
    static final Index<String, SubPathMount> INDEX =
            new Index<>("mounts with subPath", Kinds.PODS, SubPathMount::of, mount -> "");

    static List<SubPathMount> of(Resource resource) {
        var found = new ArrayList<SubPathMount>();
        for (Pod pod : Pod.VIEW.of().apply(resource)) {
            for (Volume volume : pod.volumes()) {
                String secret = volume.field().at("secret", "secretName").stringOr("");
                if (volume.isSecretsStore() || !secret.isEmpty()) {
                    pod.containers().forEach(container -> add(container, volume, secret, found));
                }
            }
        }
        return found;
    }

    private static void add(Container container, Volume volume, String secret, List<SubPathMount> found) {
        for (Field mount : container.volumeMounts()) {
            if (!volume.name().equals(mount.get("name").written())) {
                continue;
            }
            for (String name : List.of("subPath", "subPathExpr")) {
                Field path = mount.get(name);
                if (!path.stringOr("").isEmpty()) {
                    found.add(new SubPathMount(
                            name,
                            volume.isSecretsStore()
                                    ? null
                                    : new NamespacedName(container.resource().namespace(), secret),
                            path.place(),
                            List.of(container.id())));
                }
            }
        }
    }
}
