package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.RegistryProperties.DEFAULT_ACTION;
import static io.github.akspolicy.resource.cluster.RegistryProperties.IP_RULES;
import static io.github.akspolicy.resource.cluster.RegistryProperties.PUBLIC_NETWORK_ACCESS;

import io.github.akspolicy.policies.cluster.NetworkRulesPolicy;
import io.github.akspolicy.resource.cluster.Registry;

/** A public registry answers everybody unless its rules say otherwise. */
final class RegistryRulesMustDenyByDefault extends NetworkRulesPolicy<Registry> {
    RegistryRulesMustDenyByDefault() {
        super(
                Registry.VIEW,
                PUBLIC_NETWORK_ACCESS,
                DEFAULT_ACTION,
                IP_RULES,
                policy("registry/network-rules", HIGH, "A registry with public access must deny by default")
                        .fix("deny by default, or disable public network access"));
    }
}
