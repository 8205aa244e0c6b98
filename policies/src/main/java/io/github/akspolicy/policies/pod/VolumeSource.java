package io.github.akspolicy.policies.pod;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.PodToken;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.ContainerId;
import io.github.akspolicy.resource.workload.ContainerScope;
import io.github.akspolicy.resource.workload.Pod;
import io.github.akspolicy.resource.workload.Volume;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a volume of a pod is made of.
 *
 * @param type such as {@code hostPath}
 * @param place the field that says so, or that would turn the volume off
 * @param containers those that mount it
 * @param token the token whose volume the API server adds where nothing turns it off; null for a volume that is written
 */
record VolumeSource(
        String type,
        Place place,
        List<ContainerId> containers,
        @Nullable PodToken token) implements ContainerScope.Fact {
    /** The facts of a resource: those of the volumes of each pod that it carries, and one for its token. */
    static List<VolumeSource> of(Resource resource) {
        var sources = new ArrayList<VolumeSource>();
        for (Pod pod : Pod.VIEW.in(resource)) {
            for (Volume volume : pod.volumes()) {
                add(volume, sources);
            }
        }
        for (PodToken token : PodToken.of(resource)) {
            if (!Boolean.FALSE.equals(token.automount())) {
                sources.add(new VolumeSource("projected", token.automountPlace(), token.containers(), token));
            }
        }
        return sources;
    }

    private static void add(Volume volume, List<VolumeSource> sources) {
        List<Field> written = volume.sources();
        if (written.isEmpty()) {
            // the API server makes it an emptyDir
            sources.add(
                    new VolumeSource("emptyDir", volume.field().get("emptyDir").place(), containers(volume), null));
        }
        for (Field source : written) {
            sources.add(new VolumeSource(source.key(), source.place(), containers(volume), null));
        }
    }

    private static List<ContainerId> containers(Volume volume) {
        return volume.pod().containers().stream()
                .filter(container -> mounts(container, volume.name()))
                .map(Container::id)
                .toList();
    }

    private static boolean mounts(Container container, String volume) {
        return container.volumeMounts().stream()
                .anyMatch(mount -> volume.equals(mount.get("name").written()));
    }
}
