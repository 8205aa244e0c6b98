package io.github.akspolicy.policies.vault;

import static io.github.akspolicy.policies.cluster.ClusterFacts.KEY_VAULTS;
import static io.github.akspolicy.policy.Profile.HARDENED;
import static io.github.akspolicy.policy.Severity.MEDIUM;

import io.github.akspolicy.policies.cluster.DiagnosticsPolicy;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.AzureResource;
import java.util.List;

/** Who read which secret is known only when it is sent somewhere. */
final class VaultLogsMustBeKept extends DiagnosticsPolicy<AzureResource> {
    private static final Parameter<List<String>> CATEGORIES =
            Parameter.strings("requiredCategories", List.of("AuditEvent"), "the categories of logs that must be sent");

    private static final String LOGGING =
            "Enable logging by category group for Key vaults (microsoft.keyvault/vaults) to ";

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "vault/diagnostics",
                    MEDIUM,
                    "Access to the vault must be logged",
                    "send the log of the vault to a workspace by a diagnostic setting")
            .parameters(CATEGORIES)
            .in(HARDENED)
            .references(Catalog.PSRULE, "Azure.KeyVault.Logs")
            .references(Catalog.MCSB, "LT-3", "DP-8")
            .reference(
                    Catalog.AZURE_POLICY,
                    "cf820ca0-f99e-4f3e-84fb-66e913812d21",
                    "Resource logs in Key Vault should be enabled")
            .reference(
                    Catalog.AZURE_POLICY,
                    "ed7c8c13-51e7-49d1-8a43-8490431a0da2",
                    "Deploy Diagnostic Settings for Key Vault to Event Hub")
            .reference(Catalog.AZURE_POLICY, "edf35972-ed56-4c2f-a4a1-65f0471ba702", LOGGING + "Storage")
            .reference(Catalog.AZURE_POLICY, "6b359d8f-f88d-4052-aa7c-32015963ecc1", LOGGING + "Log Analytics")
            .reference(Catalog.AZURE_POLICY, "71153be3-4742-4aae-9aec-150f7589311b", LOGGING + "Event Hub")
            .references(Catalog.KEY_VAULT_DOCS, "logging");

    VaultLogsMustBeKept() {
        super(KEY_VAULTS, CATEGORIES, "the vault", INFO);
    }
}
