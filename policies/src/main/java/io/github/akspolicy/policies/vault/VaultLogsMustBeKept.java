package io.github.akspolicy.policies.vault;

import static io.github.akspolicy.policies.cluster.ClusterFacts.KEY_VAULTS;
import static io.github.akspolicy.policy.Profile.HARDENED;
import static io.github.akspolicy.policy.Severity.MEDIUM;

import io.github.akspolicy.policies.cluster.DiagnosticsPolicy;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.cluster.AzureResource;
import java.util.List;

/** Who read which secret is known only when it is sent somewhere. */
final class VaultLogsMustBeKept extends DiagnosticsPolicy<AzureResource> {
    private static final Parameter<List<String>> CATEGORIES =
            Parameter.strings("requiredCategories", List.of("AuditEvent"), "the categories of logs that must be sent");

    VaultLogsMustBeKept() {
        super(
                KEY_VAULTS,
                CATEGORIES,
                "the vault",
                policy("vault/diagnostics", MEDIUM, "Access to the vault must be logged")
                        .fix("send the log of the vault to a workspace by a diagnostic setting")
                        .parameters(CATEGORIES)
                        .in(HARDENED));
    }
}
