package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.RegistryProperties.DEFAULT_ACTION;
import static io.github.akspolicy.resource.cluster.RegistryProperties.IP_RULES;
import static io.github.akspolicy.resource.cluster.RegistryProperties.PUBLIC_NETWORK_ACCESS;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policies.cluster.Demand;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.Registry;
import io.github.akspolicy.resource.cluster.Setting;

/** A public registry answers everybody unless its rules say otherwise. */
final class RegistryRulesMustDenyByDefault extends BuiltInPolicy<Registry> {

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
        super(Registry.VIEW, INFO);
    }

    @Override
    public void evaluate(Registry registry, Judgement judgement) {
        Setting access = registry.get(PUBLIC_NETWORK_ACCESS);
        Setting action = registry.get(DEFAULT_ACTION);
        if (access.is("Disabled") || Demand.isUnknown(access, judgement) || Demand.isUnknown(action, judgement)) {
            return;
        }
        if (!action.is("Deny")) {
            judgement.fail(action.place(), action.words() + ": " + action.write("Deny"));
        }
        for (Field rule : registry.get(IP_RULES).items()) {
            Field range = rule.get("value").isWritten() ? rule.get("value") : rule.get("ip_range");
            if (range.stringOr("").endsWith("/0")) {
                judgement.fail(range, range.key() + " is " + range.textOr("") + ": everybody");
            }
        }
    }
}
