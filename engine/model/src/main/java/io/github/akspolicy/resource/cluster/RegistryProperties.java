package io.github.akspolicy.resource.cluster;

import static io.github.akspolicy.resource.cluster.AzureProperty.arm;

/** The properties of a container registry. Sources: Microsoft.ContainerRegistry/registries, azurerm 3 to 5. */
public final class RegistryProperties {
    private static final String UPDATE = "az acr update ";
    private static final String CONFIG = "az acr config ";

    public static final AzureProperty SKU =
            arm("/sku.name").azurerm("sku").az(UPDATE + "--sku Premium").absent("Basic");
    public static final AzureProperty PUBLIC_NETWORK_ACCESS = arm("publicNetworkAccess")
            .azurerm("public_network_access_enabled?Enabled:Disabled")
            .az(UPDATE + "--public-network-enabled false")
            .absent("Enabled")
            .since("2021-09-01", "2019-12-01-preview");
    public static final AzureProperty DEFAULT_ACTION = arm("networkRuleSet.defaultAction")
            .azurerm("network_rule_set.default_action")
            .az(UPDATE + "--default-action Deny")
            .absent("Allow");
    public static final AzureProperty IP_RULES = arm("networkRuleSet.ipRules").azurerm("network_rule_set.ip_rule");
    public static final AzureProperty ADMIN_USER = arm("adminUserEnabled")
            .azurerm("admin_enabled")
            .az(UPDATE + "--admin-enabled false")
            .absent(false);
    public static final AzureProperty ANONYMOUS_PULL = arm("anonymousPullEnabled")
            .azurerm("anonymous_pull_enabled")
            .az(UPDATE + "--anonymous-pull-enabled false")
            .absent(false)
            .since("2025-04-01", "2020-11-01-preview");
    public static final AzureProperty EXPORT_POLICY = arm("policies.exportPolicy.status")
            .azurerm("export_policy_enabled?enabled:disabled")
            .az(UPDATE + "--allow-exports false")
            .absent("enabled")
            .since("2021-09-01", "2021-06-01-preview");
    public static final AzureProperty ARM_AUDIENCE = arm("policies.azureADAuthenticationAsArmPolicy.status")
            .azurerm("azuread_authentication_as_arm_policy_enabled?enabled:disabled")
            .az(CONFIG + "authentication-as-arm update --status disabled")
            .az("enabled", CONFIG + "authentication-as-arm update --status enabled")
            .absent("enabled")
            .since("2025-04-01", "2022-02-01-preview");
    public static final AzureProperty ENCRYPTION = arm("encryption.status")
            .azurerm("encryption{}?enabled:disabled")
            .absent("disabled")
            .since("2021-09-01", "2019-12-01-preview");
    public static final AzureProperty ENCRYPTION_KEY = arm("encryption.keyVaultProperties.keyIdentifier")
            .azurerm("encryption.key_vault_key_id")
            .since("2021-09-01", "2019-12-01-preview");
    public static final AzureProperty TRUST_POLICY = arm("policies.trustPolicy.status")
            .azurerm("trust_policy_enabled?enabled:disabled | trust_policy.enabled?enabled:disabled")
            .azurermRemovedIn(5)
            .absent("disabled");
    public static final AzureProperty QUARANTINE_POLICY = arm("policies.quarantinePolicy.status")
            .azurerm("quarantine_policy_enabled?enabled:disabled")
            .absent("disabled");
    public static final AzureProperty RETENTION_POLICY = arm("policies.retentionPolicy.status")
            .azurerm("retention_policy_in_days{}?enabled:disabled | retention_policy.enabled?enabled:disabled")
            .az(CONFIG + "retention update --status enabled --days 30 --type UntaggedManifests")
            .absent("disabled");
    public static final AzureProperty RETENTION_DAYS = arm("policies.retentionPolicy.days")
            .azurerm("retention_policy_in_days | retention_policy.days")
            .absent(7L);
    /** Which roles count: those on the registry, or those on repositories. */
    public static final AzureProperty ROLE_ASSIGNMENT_MODE = arm("roleAssignmentMode")
            .azurerm("role_assignment_mode")
            .az(UPDATE + "--role-assignment-mode rbac-abac")
            .absent("LegacyRegistryPermissions")
            .since("2025-11-01", "2025-03-01-preview");

    public static final AzureProperty DATA_ENDPOINT = arm("dataEndpointEnabled")
            .azurerm("data_endpoint_enabled")
            .az(UPDATE + "--data-endpoint-enabled true")
            .absent(false)
            .since("2021-09-01", "2019-12-01-preview");

    /** Whether services of Azure that Microsoft trusts pass by the network rules. */
    public static final AzureProperty NETWORK_BYPASS = arm("networkRuleBypassOptions")
            .azurerm("network_rule_bypass_option")
            .az(UPDATE + "--allow-trusted-services false")
            .absent("AzureServices")
            .since("2021-09-01", "2020-11-01-preview");
    /** The same of tasks (RegistryProperties of azure-rest-api-specs, 2025-11-01; azurerm 4.81.0 of 2026-07-14). */
    public static final AzureProperty TASKS_BYPASS = arm("networkRuleBypassAllowedForTasks")
            .azurerm("network_rule_bypass_for_tasks_enabled")
            .az("az resource update --namespace Microsoft.ContainerRegistry --resource-type registries"
                    + " --set properties.networkRuleBypassAllowedForTasks=false")
            .absent(false)
            .since("2025-11-01", "2025-05-01-preview");
    /** In no stable version of the API (2025-11-01, read 2026-11-29). */
    public static final AzureProperty SOFT_DELETE = arm("policies.softDeletePolicy.status")
            .notInOperators()
            .az(CONFIG + "soft-delete update --status enabled --days 30")
            .az("disabled", CONFIG + "soft-delete update --status disabled")
            .absent("disabled")
            .since("", "2023-01-01-preview");

    /** Of a cache rule. */
    public static final AzureProperty CACHE_SOURCE = arm("sourceRepository").azurerm("source_repo");

    private RegistryProperties() {}
}
