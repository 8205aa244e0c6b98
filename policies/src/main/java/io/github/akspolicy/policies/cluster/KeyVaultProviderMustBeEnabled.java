package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.KEY_VAULT_PROVIDER;

import io.github.akspolicy.policies.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.identity.IdentityFacts;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.Set;

/** Without the add-on no pod can mount a secret of Key Vault. */
public final class KeyVaultProviderMustBeEnabled extends BuiltInEnvironmentPolicy<ManagedCluster> {
    private static final Parameter<Boolean> ALWAYS = Parameter.flag(
            "requireAlways", true, "whether it must be there even when nothing of the environment uses it");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "cluster/key-vault-secrets-provider",
                    MEDIUM,
                    "The Key Vault secrets provider add-on must be enabled",
                    "enable the Key Vault secrets provider add-on")
            .parameters(ALWAYS)
            .in(TALK)
            .references(Catalog.AKS_DOCS, "csi-secrets-store-driver");

    public KeyVaultProviderMustBeEnabled() {
        super(CLUSTERS, Set.of(IdentityFacts.KEY_VAULT_ACCESSES), INFO);
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Indexes indexes, Judgement judgement) {
        Setting provider = managedCluster.get(KEY_VAULT_PROVIDER);
        boolean isNeeded = judgement.get(ALWAYS)
                || !indexes.all(IdentityFacts.KEY_VAULT_ACCESSES).isEmpty();
        if (isNeeded && !Demand.isUnknown(provider, judgement) && !provider.isTrue()) {
            judgement.fail(provider.place(), provider.words() + ": " + provider.write(true));
        }
    }
}
