package io.github.akspolicy.policies.vault;

import static io.github.akspolicy.policies.cluster.ClusterFacts.KEY_VAULTS;
import static io.github.akspolicy.policy.Profile.HARDENED;
import static io.github.akspolicy.policy.Severity.MEDIUM;

import io.github.akspolicy.policies.cluster.PrivateEndpointPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.AzureResource;

/** Without an endpoint of its own, and a zone that leads there, the vault is reached at its public address only. */
final class VaultsMustHaveAPrivateEndpoint extends PrivateEndpointPolicy<AzureResource> {
    VaultsMustHaveAPrivateEndpoint() {
        super(
                KEY_VAULTS,
                "the vault",
                policy(
                                "vault/private-endpoint",
                                MEDIUM,
                                "The vault must have a private endpoint with a private DNS zone")
                        .fix("add a private endpoint for the vault with the zone privatelink.vaultcore.azure.net")
                        .in(HARDENED));
    }

    @Override
    public void evaluate(AzureResource vault, Indexes indexes, Judgement judgement) {
        if (VaultSettings.areDefined(vault, judgement)) {
            super.evaluate(vault, indexes, judgement);
            evaluateZones(vault, indexes, judgement);
        }
    }
}
