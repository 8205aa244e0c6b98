package io.github.akspolicy.policies.vault;

import static io.github.akspolicy.policy.Profile.HARDENED;
import static io.github.akspolicy.policy.Severity.HIGH;
import static io.github.akspolicy.resource.cluster.KeyVaultProperties.DEFAULT_ACTION;
import static io.github.akspolicy.resource.cluster.KeyVaultProperties.IP_RULES;
import static io.github.akspolicy.resource.cluster.KeyVaultProperties.PUBLIC_NETWORK_ACCESS;

import io.github.akspolicy.policies.cluster.NetworkRulesPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.Setting;

/** The stolen token of an identity that may read the vault is of no use where no network lets the request through. */
final class VaultsMustDenyByDefault extends NetworkRulesPolicy<AzureResource> {

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "vault/network",
                    HIGH,
                    "A vault with public access must deny by default",
                    "disable public network access, or deny by default")
            .in(HARDENED)
            .references(Catalog.PSRULE, "Azure.KeyVault.Firewall")
            .references(Catalog.MCSB, "NS-2", "DP-8")
            .reference(
                    Catalog.AZURE_POLICY,
                    "55615ac9-af46-4a59-874e-391cc3dfb490",
                    "Azure Key Vault should have firewall enabled or public network access disabled")
            .reference(
                    Catalog.AZURE_POLICY,
                    "ac673a9a-f77d-4846-b2d8-a57f8e1c01dc",
                    "Configure key vaults to enable firewall")
            .reference(
                    Catalog.AZURE_POLICY,
                    "405c5871-3e91-4644-8a63-58e19d68ff5b",
                    "Azure Key Vault should disable public network access")
            .references(Catalog.KEY_VAULT_DOCS, "network-security")
            .references(Catalog.CHECKOV, "CKV_AZURE_109", "CKV_AZURE_189")
            .references(Catalog.TRIVY, "AZU-0013");

    VaultsMustDenyByDefault() {
        super(
                AzureResource.view("key vault", AzureType.KEY_VAULT),
                PUBLIC_NETWORK_ACCESS,
                DEFAULT_ACTION,
                IP_RULES,
                INFO);
    }

    @Override
    protected boolean isDefined(AzureResource vault, Judgement judgement) {
        if (!VaultSettings.areDefined(vault, judgement)) {
            return false;
        }
        Setting access = vault.get(PUBLIC_NETWORK_ACCESS);
        if (access.is("SecuredByPerimeter")) {
            judgement.unknown(
                    access.place(),
                    UnknownCause.INPUT,
                    access.words() + ": the rules of the perimeter are not evaluated");
            return false;
        }
        return true;
    }
}
