package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.INFRASTRUCTURE_ENCRYPTION;
import static io.github.akspolicy.resource.cluster.ClusterProperties.KMS;
import static io.github.akspolicy.resource.cluster.ClusterProperties.KMS_ACCESS;
import static io.github.akspolicy.resource.cluster.ClusterProperties.KMS_KEY;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;

/** Whoever gets at etcd or a backup of it reads every Secret, unless a key encrypts them that is not there. */
final class SecretsInEtcdMustBeEncrypted extends BuiltInPolicy<ManagedCluster> {
    private static final Parameter<Boolean> PRIVATE_VAULT =
            Parameter.flag("requirePrivateVault", false, "whether the vault must be reached privately");
    private static final Parameter<Boolean> ACCEPT =
            Parameter.flag("acceptInfrastructureEncryption", true, "whether a key of the platform is enough");

    SecretsInEtcdMustBeEncrypted() {
        super(
                ManagedCluster.VIEW,
                policy(
                                "cluster/kms-encryption",
                                MEDIUM,
                                "etcd secrets must be encrypted with a customer or infrastructure key")
                        .fix("encrypt the secrets of etcd with a key of Key Vault")
                        .parameters(PRIVATE_VAULT, ACCEPT)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Judgement judgement) {
        Setting kms = managedCluster.get(KMS);
        Setting infrastructure = managedCluster.get(INFRASTRUCTURE_ENCRYPTION);
        if (judgement.get(ACCEPT) && infrastructure.is("Enabled") || Demand.isUnknown(kms, judgement)) {
            return;
        }
        if (!kms.isTrue()) {
            if (!judgement.get(ACCEPT) || !Demand.isUnknown(infrastructure, judgement)) {
                Demand.fail(kms, true, judgement);
            }
            return;
        }
        Setting key = managedCluster.get(KMS_KEY);
        if (!key.isSet()) {
            judgement.fail(key.place(), key.words());
        }
        Setting access = managedCluster.get(KMS_ACCESS);
        if (judgement.get(PRIVATE_VAULT) && !Demand.isUnknown(access, judgement) && !access.is("Private")) {
            Demand.fail(access, "Private", judgement);
        }
    }
}
