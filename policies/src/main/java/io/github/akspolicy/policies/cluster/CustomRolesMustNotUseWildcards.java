package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A star in a role of your own is everything that AKS will ever learn to do. */
final class CustomRolesMustNotUseWildcards extends BuiltInPolicy<AzureResource> {
    private static final Set<String> POWERFUL = Set.of(
            "microsoft.containerservice/managedclusters/listclusteradmincredential/action",
            "microsoft.containerservice/managedclusters/runcommand/action",
            "microsoft.containerservice/managedclusters/accessprofiles/listcredential/action");
    private static final AzureProperty PERMISSIONS =
            AzureProperty.arm("permissions").azurerm("permissions");
    private static final AzureProperty SCOPES =
            AzureProperty.arm("assignableScopes").azurerm("assignable_scopes");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "cluster/custom-role-wildcards",
                    HIGH,
                    "Custom Azure roles must not use wildcards on AKS",
                    "name the actions that are needed")
            .in(RECOMMENDED, TALK)
            .references(Catalog.AKS_DOCS, "entra-id-authorization");

    CustomRolesMustNotUseWildcards() {
        super(AzureResource.view("role definition", AzureType.ROLE_DEFINITION), INFO);
    }

    @Override
    public void evaluate(AzureResource azureResource, Judgement judgement) {
        // azurerm writes a block, the others a list
        Setting permissions = azureResource.get(PERMISSIONS);
        if (Demand.isUnknown(permissions, judgement)) {
            return;
        }
        for (Field permission : permissions.items()) {
            List<String> not = Stream.of("notActions", "not_actions", "notDataActions", "not_data_actions")
                    .flatMap(key -> permission.get(key).strings().stream())
                    .map(text -> text.toLowerCase(Locale.ROOT))
                    .toList();
            for (String key : List.of("actions", "dataActions", "data_actions")) {
                permission.get(key).items().stream()
                        .filter(action -> isPowerful(action.stringOr("").toLowerCase(Locale.ROOT))
                                && !not.contains(action.stringOr("").toLowerCase(Locale.ROOT)))
                        .forEach(
                                action -> judgement.add(Observation.word(action, key + " holds " + action.textOr(""))));
            }
        }
        for (Field scope : azureResource.get(SCOPES).items()) {
            if (scope.stringOr("").equals("/")) {
                judgement.fail(scope, "the role can be assigned everywhere");
            }
        }
    }

    private static boolean isPowerful(String action) {
        return action.equals("*")
                || action.equals("microsoft.containerservice/*")
                || action.equals("microsoft.containerservice/managedclusters/*")
                || action.startsWith("microsoft.containerservice/managedclusters/")
                        && (action.endsWith("*/write") || POWERFUL.contains(action));
    }
}
