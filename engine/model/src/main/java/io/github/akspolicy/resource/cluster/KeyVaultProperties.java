package io.github.akspolicy.resource.cluster;

import static io.github.akspolicy.resource.cluster.AzureProperty.arm;

/**
 * The properties of a key vault. Sources: the template reference of Microsoft.KeyVault/vaults, azurerm 3 to 5 with its
 * upgrade guide for 5.0; read 2026-11-29.
 */
public final class KeyVaultProperties {
    private static final String UPDATE = "az keyvault update ";

    /** {@code recover} brings a deleted vault back as it was. */
    public static final AzureProperty CREATE_MODE = arm("createMode").aso("properties.createMode");

    public static final AzureProperty PUBLIC_NETWORK_ACCESS = arm("publicNetworkAccess")
            .aso("properties.publicNetworkAccess")
            .azurerm("public_network_access_enabled?Enabled:Disabled")
            .az(UPDATE + "--public-network-access Disabled")
            .absent("Enabled")
            .since("2021-10-01", "2021-06-01-preview");
    public static final AzureProperty DEFAULT_ACTION = arm("networkAcls.defaultAction")
            .aso("properties.networkAcls.defaultAction")
            .azurerm("network_acls.default_action")
            .az(UPDATE + "--default-action Deny")
            .absent("Allow");
    public static final AzureProperty IP_RULES =
            arm("networkAcls.ipRules").aso("properties.networkAcls.ipRules").azurerm("network_acls.ip_rules");

    /**
     * Which of both models authorizes access to what the vault holds. Version 2026-02-01 of the API creates vaults with
     * Azure RBAC, earlier ones with access policies (learn.microsoft.com/azure/key-vault/general/access-control-default,
     * 2026-04-10). azurerm 5 wants it written.
     */
    public static final AzureProperty RBAC_AUTHORIZATION = arm("enableRbacAuthorization")
            .aso("properties.enableRbacAuthorization")
            .azurerm("rbac_authorization_enabled | enable_rbac_authorization")
            .az(UPDATE + "--enable-rbac-authorization true")
            .absent(false)
            .absent("2026-02-01", false, true);

    public static final AzureProperty PURGE_PROTECTION = arm("enablePurgeProtection")
            .aso("properties.enablePurgeProtection")
            .azurerm("purge_protection_enabled")
            .az(UPDATE + "--enable-purge-protection true")
            .absent(false);

    private KeyVaultProperties() {}
}
