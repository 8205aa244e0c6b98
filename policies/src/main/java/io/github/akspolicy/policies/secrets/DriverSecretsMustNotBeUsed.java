package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Volume;
import java.util.List;

/** The driver can log in with the password of a service principal: one more secret, kept in the cluster. */
final class DriverSecretsMustNotBeUsed extends BuiltInPolicy<Resource> {
    private static final String LABEL = "secrets-store.csi.k8s.io/used";

    /** Pods with Key Vault volumes, and Secrets. */
    private static final ViewType<Resource> VIEW = new ViewType<>(
            "access of the secrets driver",
            resource -> resource.is("", "Secret")
                            || !Volume.SECRETS_STORE.of().apply(resource).isEmpty()
                    ? List.of(resource)
                    : List.of());

    DriverSecretsMustNotBeUsed() {
        super(
                VIEW,
                policy("secrets/csi-node-publish-secret", HIGH, "No service principal secret for the CSI driver")
                        .fix("remove nodePublishSecretRef and the Secret, and set clientID in the SecretProviderClass")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        for (Volume volume : Volume.SECRETS_STORE.of().apply(resource)) {
            Field reference = volume.csi().get("nodePublishSecretRef");
            if (reference.isPresent()) {
                judgement.fail(reference, "csi.nodePublishSecretRef gives the driver a password");
            }
        }
        Field label = resource.root().at("metadata", "labels", LABEL);
        if (resource.is("", "Secret") && "true".equals(label.string())) {
            judgement.fail(label, "label " + LABEL + " makes the Secret a password of the driver");
        }
    }
}
