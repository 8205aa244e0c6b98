package io.github.akspolicy.policies.vault;

import static io.github.akspolicy.policies.cluster.Demand.that;
import static io.github.akspolicy.policies.cluster.PropertyPolicy.keyVault;
import static io.github.akspolicy.policies.cluster.Requirement.isTrue;
import static io.github.akspolicy.policy.Profile.HARDENED;
import static io.github.akspolicy.policy.Severity.MEDIUM;
import static io.github.akspolicy.resource.cluster.KeyVaultProperties.CREATE_MODE;
import static io.github.akspolicy.resource.cluster.KeyVaultProperties.PURGE_PROTECTION;
import static io.github.akspolicy.resource.cluster.KeyVaultProperties.RBAC_AUTHORIZATION;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.Notation;
import java.util.List;

/** What the vault itself says. Each is one sentence: this property must be that. */
final class VaultSettings {
    static final List<Policy> ALL = List.of(
            keyVault(
                    PolicyInfo.of(
                                    "vault/rbac",
                                    MEDIUM,
                                    "The vault must authorize by Azure RBAC",
                                    "assign roles to those who use the vault, then enable Azure RBAC")
                            .in(HARDENED),
                    that(RBAC_AUTHORIZATION, isTrue(), VaultSettings::areDefined)),
            keyVault(
                    PolicyInfo.of(
                                    "vault/purge-protection",
                                    MEDIUM,
                                    "The vault must be protected against purge",
                                    "enable purge protection")
                            .in(HARDENED),
                    that(PURGE_PROTECTION, isTrue(), VaultSettings::areDefined)));

    private VaultSettings() {}

    /**
     * Whether the definition says the properties that the vault will have: a deleted vault that is recovered has those that
     * it had, and {@code az keyvault list} answers none.
     */
    static boolean areDefined(AzureResource vault, Judgement judgement) {
        if (vault.notation() == Notation.AZ && !vault.root().get("properties").isPresent()) {
            judgement.unknown(
                    vault.place(),
                    UnknownCause.INPUT,
                    "the answer has no properties of the vault: take that of az keyvault show");
            return false;
        }
        if (vault.get(CREATE_MODE).is("recover")) {
            judgement.unknown(
                    vault.place(),
                    UnknownCause.INPUT,
                    "createMode is recover: the vault will be what it was before it was deleted");
            return false;
        }
        return true;
    }
}
