package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.DataActions;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A star in a role of your own is everything that AKS will ever learn to do. */
final class CustomRolesMustNotUseWildcards extends BuiltInPolicy<AzureResource> {
    /**
     * Who may do one of these is administrator of the cluster, or makes itself one (learn.microsoft.com,
     * role-based-access-control/permissions, read 2026-11-30).
     */
    private static final List<String> POWERFUL = List.of(
            "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action",
            "Microsoft.ContainerService/managedClusters/accessProfiles/listCredential/action",
            "Microsoft.ContainerService/managedClusters/runCommand/action",
            // turns local accounts on again
            "Microsoft.ContainerService/managedClusters/write",
            // lets another service of Azure into the cluster
            "Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings/write",
            // makes itself Owner
            "Microsoft.Authorization/roleAssignments/write",
            "Microsoft.Authorization/roleDefinitions/write",
            // signs in as the identity from any cluster
            "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write");

    private static final AzureProperty PERMISSIONS =
            AzureProperty.arm("permissions").azurerm("permissions");
    private static final AzureProperty SCOPES =
            AzureProperty.arm("assignableScopes").azurerm("assignable_scopes");

    CustomRolesMustNotUseWildcards() {
        super(
                AzureResource.view("role definition", AzureType.ROLE_DEFINITION),
                policy("cluster/custom-role-wildcards", HIGH, "Custom Azure roles must not use wildcards on AKS")
                        .fix("name the actions that are needed")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(AzureResource azureResource, Judgement judgement) {
        // azurerm writes a block, the others a list
        Setting permissions = azureResource.get(PERMISSIONS);
        if (Demand.isUnknown(permissions, judgement)) {
            return;
        }
        for (Field permission : permissions.items()) {
            List<String> notActions = words(permission, "notActions", "not_actions");
            permission.get("actions").items().forEach(action -> judgeAction(action, notActions, judgement));
            List<String> notData = words(permission, "notDataActions", "not_data_actions");
            for (String key : List.of("dataActions", "data_actions")) {
                permission.get(key).items().stream()
                        .filter(action -> isPowerfulWithin(lower(action), notData))
                        .forEach(
                                action -> judgement.add(Observation.word(action, key + " holds " + action.textOr(""))));
            }
        }
        for (Field scope : azureResource.get(SCOPES).items()) {
            // an expression of a template is the id of something
            String written = azureResource.notation().isKubernetes() ? scope.stringOr("") : scope.written();
            if (written.equals("/")) {
                judgement.fail(scope, "the role can be assigned everywhere");
            }
        }
    }

    private static void judgeAction(Field action, List<String> not, Judgement judgement) {
        String pattern = lower(action);
        for (String powerful : POWERFUL) {
            String full = powerful.toLowerCase(Locale.ROOT);
            if (DataActions.matches(pattern, full) && not.stream().noneMatch(one -> DataActions.matches(one, full))) {
                String included = pattern.equals(full) ? "" : ", which includes " + powerful;
                judgement.add(Observation.word(action, "actions holds " + action.textOr("") + included));
                return;
            }
        }
    }

    /** Whether a pattern means objects of every kind, and so Secrets or whatever gives more rights. */
    private static boolean isPowerfulWithin(String pattern, List<String> not) {
        return isOfAll(pattern, "write") && !not.contains(pattern)
                || isOfAll(pattern, "read")
                        && not.stream().noneMatch(one -> DataActions.matches(one, DataActions.PREFIX + "secrets/read"));
    }

    private static boolean isOfAll(String pattern, String verb) {
        return DataActions.matches(pattern, DataActions.PREFIX + "⟨any⟩/" + verb);
    }

    private static List<String> words(Field permission, String... keys) {
        return Stream.of(keys)
                .flatMap(key -> permission.get(key).strings().stream())
                .map(text -> text.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String lower(Field action) {
        return action.stringOr("").toLowerCase(Locale.ROOT);
    }
}
