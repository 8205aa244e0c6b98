package io.github.akspolicy.policies.vault;

import static io.github.akspolicy.policy.Profile.HARDENED;
import static io.github.akspolicy.policy.Severity.HIGH;
import static io.github.akspolicy.resource.cluster.KeyVaultProperties.DEFAULT_ACTION;
import static io.github.akspolicy.resource.cluster.KeyVaultProperties.IP_RULES;
import static io.github.akspolicy.resource.cluster.KeyVaultProperties.PUBLIC_NETWORK_ACCESS;

import io.github.akspolicy.policies.cluster.NetworkRulesPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.Setting;

/** The stolen token of an identity that may read the vault is of no use where no network lets the request through. */
final class VaultsMustDenyByDefault extends NetworkRulesPolicy<AzureResource> {
    VaultsMustDenyByDefault() {
        super(
                AzureResource.view("key vault", AzureType.KEY_VAULT),
                PUBLIC_NETWORK_ACCESS,
                DEFAULT_ACTION,
                IP_RULES,
                policy("vault/network", HIGH, "A vault with public access must deny by default")
                        .fix("disable public network access, or deny by default")
                        .in(HARDENED));
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
