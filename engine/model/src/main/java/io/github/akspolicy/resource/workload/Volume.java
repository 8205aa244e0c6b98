package io.github.akspolicy.resource.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.ViewType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A volume of a pod with the places where containers mount it.
 *
 * @param pod the pod whose volume it is
 * @param field the volume's own mapping
 */
public record Volume(Pod pod, Field field) implements ContainerScope<Volume> {
    /** The driver of the Secrets Store CSI driver, which mounts secrets of Azure Key Vault. */
    public static final String SECRETS_STORE_DRIVER = "secrets-store.csi.k8s.io";

    /** All volumes of a resource's pod. */
    public static final ViewType<Volume> VIEW = new ViewType<>(
            "volume",
            Kinds.PODS,
            resource -> Pod.VIEW.in(resource).stream()
                    .flatMap(pod -> pod.volumes().stream())
                    .toList());

    /** The volumes that the Secrets Store CSI driver mounts. */
    public static final ViewType<Volume> SECRETS_STORE = new ViewType<>(
            "secrets volume",
            Kinds.PODS,
            resource -> Pod.VIEW.in(resource).stream()
                    .flatMap(pod -> pod.volumes().stream())
                    .filter(Volume::isSecretsStore)
                    .toList());

    @Override
    public Volume without(Predicate<Container> excluded) {
        return new Volume(pod.without(excluded), field);
    }

    public String name() {
        return field.get("name").written();
    }

    /** The inline CSI volume source. */
    public Field csi() {
        return field.get("csi");
    }

    /** The fields that say what is mounted: one in a valid manifest, none where the API server makes it an emptyDir. */
    public List<Field> sources() {
        var sources = new ArrayList<Field>(1);
        for (Field source : field.fields()) {
            if (!source.key().equals("name") && source.isPresent()) {
                sources.add(source);
            }
        }
        return sources;
    }

    /** Whether the Secrets Store CSI driver mounts it. */
    public boolean isSecretsStore() {
        return SECRETS_STORE_DRIVER.equals(csi().get("driver").string());
    }

    /** The mounts of this volume in the pod's containers. */
    public List<Field> mounts() {
        var mounts = new ArrayList<Field>();
        for (Container container : pod.containers()) {
            for (Field mount : container.volumeMounts()) {
                if (name().equals(mount.get("name").written())) {
                    mounts.add(mount);
                }
            }
        }
        return mounts;
    }
}
