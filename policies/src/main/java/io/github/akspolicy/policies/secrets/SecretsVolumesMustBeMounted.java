package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Volume;
import java.util.HashMap;
import java.util.Map;

/** What no container mounts is there for nobody; of two mounts at one path only one is seen. */
final class SecretsVolumesMustBeMounted extends BuiltInPolicy<Volume> {
    SecretsVolumesMustBeMounted() {
        super(
                Volume.SECRETS_STORE,
                policy(
                                "secrets/csi-volume-mounted",
                                MEDIUM,
                                "A declared CSI secrets volume must be mounted by a container")
                        .fix(
                                "add a volumeMount with the volume's name and its own path to the container that reads the files")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Volume volume, Judgement judgement) {
        if (volume.mounts().isEmpty() && !volume.pod().isWhollyExcluded()) {
            judgement.fail(volume.field(), "volume " + volume.name() + " is mounted by no container");
        }
        for (Container container : volume.pod().containers()) {
            Map<String, Field> paths = new HashMap<>();
            for (Field mount : container.volumeMounts()) {
                Field path = mount.get("mountPath");
                Field other = paths.putIfAbsent(path.stringOr(""), mount);
                if (other != null && (isOf(volume, mount) || isOf(volume, other)) && path.isPresent()) {
                    judgement.add(Observation.violation(
                            path.place(), "mountPath " + path.textOr("") + " is that of another mount", "path"));
                }
            }
        }
    }

    private static boolean isOf(Volume volume, Field mount) {
        return volume.name().equals(mount.get("name").written());
    }
}
