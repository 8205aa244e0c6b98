package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policies.cluster.Demand;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.Setting;

/** A token of a repository is a password without a name. */
final class RegistryTokensMustBeDisabled extends BuiltInPolicy<AzureResource> {
    private static final AzureProperty STATUS =
            AzureProperty.arm("status").azurerm("enabled?enabled:disabled").absent("enabled");

    RegistryTokensMustBeDisabled() {
        super(
                AzureResource.view("registry token", AzureType.REGISTRY_TOKEN),
                policy("registry/token-disabled", MEDIUM, "Repository-scoped tokens must be disabled")
                        .fix("disable the token and give the identity a role")
                        .in(HARDENED));
    }

    @Override
    public void evaluate(AzureResource azureResource, Judgement judgement) {
        Setting status = azureResource.get(STATUS);
        if (!Demand.isUnknown(status, judgement) && !status.is("disabled")) {
            judgement.fail(status.place(), status.words() + ": the token opens the registry");
        }
    }
}
