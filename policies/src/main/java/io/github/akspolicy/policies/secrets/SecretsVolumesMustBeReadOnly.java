package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Volume;

/** The Secrets Store CSI driver refuses to publish a volume that is not read-only: the pod never starts. */
final class SecretsVolumesMustBeReadOnly extends BuiltInPolicy<Volume> {
    private static final Parameter<Boolean> MOUNTS_TOO = Parameter.flag(
            "requireMountReadOnly", false, "whether each mount of the volume must say readOnly: true as well");

    SecretsVolumesMustBeReadOnly() {
        super(
                Volume.SECRETS_STORE,
                policy("secrets/csi-volume-read-only", MEDIUM, "The CSI secrets volume must be read-only")
                        .fix("set csi.readOnly: true on the volume")
                        .parameters(MOUNTS_TOO)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Volume volume, Judgement judgement) {
        Field readOnly = volume.csi().get("readOnly");
        if (!readOnly.isTrue()) {
            judgement.fail(readOnly, "csi.readOnly is " + readOnly.textOr("not set"), Fix.set(readOnly, true));
        }
        if (judgement.get(MOUNTS_TOO)) {
            volume.mounts().stream()
                    .map(mount -> mount.get("readOnly"))
                    .filter(mount -> !mount.isTrue())
                    .forEach(mount ->
                            judgement.fail(mount, "readOnly is " + mount.textOr("not set"), Fix.set(mount, true)));
        }
    }
}
