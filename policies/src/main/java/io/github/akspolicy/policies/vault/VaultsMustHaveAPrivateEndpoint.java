package io.github.akspolicy.policies.vault;

import static io.github.akspolicy.policies.cluster.ClusterFacts.KEY_VAULTS;
import static io.github.akspolicy.policy.Profile.HARDENED;
import static io.github.akspolicy.policy.Severity.MEDIUM;

import io.github.akspolicy.policies.cluster.PrivateEndpointPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.AzureResource;

/** Without an endpoint of its own, and a zone that leads there, the vault is reached at its public address only. */
final class VaultsMustHaveAPrivateEndpoint extends PrivateEndpointPolicy<AzureResource> {

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "vault/private-endpoint",
                    MEDIUM,
                    "The vault must have a private endpoint with a private DNS zone",
                    "add a private endpoint for the vault with the zone privatelink.vaultcore.azure.net")
            .in(HARDENED)
            .references(Catalog.MCSB, "NS-2", "NS-10", "DP-8")
            .reference(
                    Catalog.AZURE_POLICY,
                    "a6abeaec-4d90-4a02-805f-6b26c4d3fbe9",
                    "Azure Key Vaults should use private link")
            .reference(
                    Catalog.AZURE_POLICY,
                    "9d4fad1f-5189-4a42-b29e-cf7929c6b6df",
                    "Configure Azure Key Vaults with private endpoints")
            .reference(
                    Catalog.AZURE_POLICY,
                    "ac673a9a-f77d-4846-b2d8-a57f8e1c01d4",
                    "Configure Azure Key Vaults to use private DNS zones")
            .reference(
                    Catalog.AZURE_POLICY,
                    "5f0bc445-3935-4915-9981-011aa2b46147",
                    "[Deprecated]: Private endpoint should be configured for Key Vault")
            .references(Catalog.KEY_VAULT_DOCS, "private-link-service")
            .references(Catalog.CHECKOV, "CKV2_AZURE_32");

    VaultsMustHaveAPrivateEndpoint() {
        super(KEY_VAULTS, "the vault", INFO);
    }

    @Override
    public void evaluate(AzureResource vault, Indexes indexes, Judgement judgement) {
        if (VaultSettings.areDefined(vault, judgement)) {
            super.evaluate(vault, indexes, judgement);
            evaluateZones(vault, indexes, judgement);
        }
    }
}
