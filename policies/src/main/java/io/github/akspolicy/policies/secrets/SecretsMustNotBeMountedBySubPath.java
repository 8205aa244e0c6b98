package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import java.util.Set;

/** A mount with a subPath is made once: a rotated secret never reaches the container. */
final class SecretsMustNotBeMountedBySubPath extends BuiltInEnvironmentPolicy<SubPathMount> {
    SecretsMustNotBeMountedBySubPath() {
        super(
                SubPathMount.INDEX,
                Set.of(SecretFacts.SYNCED_SECRETS),
                policy("secrets/csi-subpath-rotation", LOW, "subPath mounts of CSI secrets do not rotate")
                        .fix("mount the whole volume in its own folder, without subPath")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(SubPathMount mount, Indexes indexes, Judgement judgement) {
        var secret = mount.secret();
        if (secret == null || !indexes.get(SecretFacts.SYNCED_SECRETS, secret).isEmpty()) {
            judgement.fail(mount.place(), mount.field() + " keeps a rotated secret from the container");
        }
    }
}
