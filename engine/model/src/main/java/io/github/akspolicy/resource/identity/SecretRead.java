package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.ContainerId;
import io.github.akspolicy.resource.workload.ContainerScope;
import io.github.akspolicy.resource.workload.EnvironmentVariable;
import io.github.akspolicy.resource.workload.Pod;
import java.util.ArrayList;
import java.util.List;

/**
 * A place where a pod reads a Secret.
 *
 * @param secret namespace and name of the Secret
 * @param way how it is read
 * @param place the field that names the Secret
 * @param containers the container that reads it; none for a volume
 */
public record SecretRead(NamespacedName secret, Way way, Place place, List<ContainerId> containers)
        implements SecretSync, ContainerScope.Fact {
    /** How a pod reads a Secret. */
    public enum Way {
        /** One key, by {@code env[*].valueFrom.secretKeyRef}. */
        VARIABLE,
        /** All keys, by {@code envFrom[*].secretRef}. */
        ALL_VARIABLES,
        /** As files. */
        VOLUME
    }

    /** Several indexes hold them. */
    private static final ViewType<SecretRead> READ = new ViewType<>("read of a Secret", Kinds.PODS, SecretRead::read);

    /** The facts of a resource: one for each such place. */
    public static List<SecretRead> of(Resource resource) {
        return READ.in(resource);
    }

    private static List<SecretRead> read(Resource resource) {
        var reads = new ArrayList<SecretRead>();
        for (Pod pod : Pod.VIEW.of().apply(resource)) {
            for (Container container : pod.containers()) {
                for (EnvironmentVariable variable : container.variables()) {
                    Field key = variable.field().get("valueFrom").get("secretKeyRef");
                    if (key.isPresent()) {
                        reads.add(read(pod, key.get("name"), Way.VARIABLE, container));
                    }
                }
                for (Field from : container.field().get("envFrom").items()) {
                    if (from.get("secretRef").isPresent()) {
                        reads.add(read(pod, from.at("secretRef", "name"), Way.ALL_VARIABLES, container));
                    }
                }
            }
            volumes(pod, reads);
        }
        return reads;
    }

    private static SecretRead read(Pod pod, Field name, Way way, Container container) {
        return new SecretRead(
                new NamespacedName(pod.resource().namespace(), name.stringOr("")),
                way,
                name.place(),
                List.of(container.id()));
    }

    private static void volumes(Pod pod, List<SecretRead> reads) {
        for (var volume : pod.volumes()) {
            Field name = volume.field().at("secret", "secretName");
            if (name.isPresent()) {
                reads.add(new SecretRead(
                        new NamespacedName(pod.resource().namespace(), name.stringOr("")),
                        Way.VOLUME,
                        name.place(),
                        List.of()));
            }
        }
    }
}
