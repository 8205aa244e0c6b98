package io.github.akspolicy.policies.base;

import io.github.akspolicy.policy.Parameter;

/** The setting of policies that say more than the constraint template of Azure Policy, or less. */
public final class AzureCompat {
    private AzureCompat() {}

    /** @param differences what the template evaluates differently, in words that follow a colon */
    public static Parameter<Boolean> parameter(String differences) {
        return Parameter.flag(
                "azureCompat",
                false,
                "whether to decide as the constraint template of Azure Policy does: " + differences);
    }
}
