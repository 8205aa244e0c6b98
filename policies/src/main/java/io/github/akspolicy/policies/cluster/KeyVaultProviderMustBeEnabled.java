package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.KEY_VAULT_PROVIDER;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Without the add-on no pod can mount a secret of Key Vault. */
final class KeyVaultProviderMustBeEnabled extends BuiltInEnvironmentPolicy<ManagedCluster> {
    private static final Usage USAGE = Usage.byKeyVaultVolumes(KEY_VAULT_PROVIDER);

    /** Who deploys the driver with a chart of its own needs no add-on. */
    private static final Index<String, String> OWN_DRIVERS = new Index<>(
            "Secrets Store CSI drivers",
            Kinds.of("storage.k8s.io", "CSIDriver"),
            resource -> resource.name().equals("secrets-store.csi.k8s.io") ? List.of(resource.name()) : List.of(),
            name -> name);

    KeyVaultProviderMustBeEnabled() {
        super(
                CLUSTERS,
                read(),
                policy(
                                "cluster/key-vault-secrets-provider",
                                MEDIUM,
                                "The Key Vault secrets provider add-on must be enabled")
                        .fix("enable the Key Vault secrets provider add-on")
                        .parameters(Usage.ALWAYS)
                        .in(Usage.WHERE_USED, RECOMMENDED));
    }

    private static Set<Index<?, ?>> read() {
        Set<Index<?, ?>> reads = new HashSet<>(USAGE.reads());
        reads.add(OWN_DRIVERS);
        return reads;
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Indexes indexes, Judgement judgement) {
        Setting provider = managedCluster.get(KEY_VAULT_PROVIDER);
        if (provider.isTrue()
                || !USAGE.isDemanded(indexes, judgement)
                || !judgement.get(Usage.ALWAYS) && !indexes.all(OWN_DRIVERS).isEmpty()
                || Demand.isUnknown(provider, judgement)) {
            return;
        }
        Demand.fail(provider, USAGE.because(indexes), true, judgement);
    }
}
