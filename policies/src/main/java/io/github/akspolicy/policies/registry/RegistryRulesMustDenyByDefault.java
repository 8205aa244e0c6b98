package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.RegistryProperties.DEFAULT_ACTION;
import static io.github.akspolicy.resource.cluster.RegistryProperties.IP_RULES;
import static io.github.akspolicy.resource.cluster.RegistryProperties.PUBLIC_NETWORK_ACCESS;

import io.github.akspolicy.policies.cluster.NetworkRulesPolicy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.Registry;

/** A public registry answers everybody unless its rules say otherwise. */
final class RegistryRulesMustDenyByDefault extends NetworkRulesPolicy<Registry> {

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "registry/network-rules",
                    HIGH,
                    "A registry with public access must deny by default",
                    "deny by default, or disable public network access")
            .in(TALK)
            .references(Catalog.PSRULE, "Azure.ACR.Firewall")
            .references(Catalog.MCSB, "NS-2")
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Private container registry")
            .reference(
                    Catalog.AZURE_POLICY,
                    "d0793b48-0edc-4296-a390-4c75d1bdfd71",
                    "Container registries should not allow unrestricted network access");

    RegistryRulesMustDenyByDefault() {
        super(Registry.VIEW, PUBLIC_NETWORK_ACCESS, DEFAULT_ACTION, IP_RULES, INFO);
    }
}
