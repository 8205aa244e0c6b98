package io.github.akspolicy.resource.cluster;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types of Azure resources that policies know, with their name in each notation. */
public enum AzureType {
    MANAGED_CLUSTER(
            "Microsoft.ContainerService/managedClusters",
            "containerservice.azure.com/ManagedCluster",
            "azurerm_kubernetes_cluster",
            "azurerm_kubernetes_automatic_cluster"),
    AGENT_POOL(
            "Microsoft.ContainerService/managedClusters/agentPools",
            "containerservice.azure.com/ManagedClustersAgentPool",
            "azurerm_kubernetes_cluster_node_pool"),
    MANAGED_NAMESPACE("Microsoft.ContainerService/managedClusters/managedNamespaces", ""),
    TRUSTED_ACCESS(
            "Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings",
            "containerservice.azure.com/TrustedAccessRoleBinding",
            "azurerm_kubernetes_cluster_trusted_access_role_binding"),
    IDENTITY_BINDING("Microsoft.ContainerService/managedClusters/identityBindings", ""),
    JWT_AUTHENTICATOR("Microsoft.ContainerService/managedClusters/jwtAuthenticators", ""),
    FLUX_CONFIGURATION(
            "Microsoft.KubernetesConfiguration/fluxConfigurations",
            "kubernetesconfiguration.azure.com/FluxConfiguration",
            "azurerm_kubernetes_flux_configuration"),
    MAINTENANCE_CONFIGURATION(
            "Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
            "containerservice.azure.com/MaintenanceConfiguration"),
    DEPLOYMENT_SAFEGUARDS(
            "Microsoft.ContainerService/deploymentSafeguards", "", "azurerm_kubernetes_cluster_deployment_safeguard"),
    REGISTRY(
            "Microsoft.ContainerRegistry/registries",
            "containerregistry.azure.com/Registry",
            "azurerm_container_registry"),
    REGISTRY_TOKEN("Microsoft.ContainerRegistry/registries/tokens", "", "azurerm_container_registry_token"),
    REGISTRY_REPLICATION(
            "Microsoft.ContainerRegistry/registries/replications", "containerregistry.azure.com/RegistryReplication"),
    REGISTRY_WEBHOOK("Microsoft.ContainerRegistry/registries/webhooks", "", "azurerm_container_registry_webhook"),
    CACHE_RULE(
            "Microsoft.ContainerRegistry/registries/cacheRules",
            "containerregistry.azure.com/RegistryCacheRule",
            "azurerm_container_registry_cache_rule"),
    KEY_VAULT("Microsoft.KeyVault/vaults", "keyvault.azure.com/Vault", "azurerm_key_vault"),
    MANAGEMENT_LOCK("Microsoft.Authorization/locks", "", "azurerm_management_lock"),
    RESOURCE_GROUP("Microsoft.Resources/resourceGroups", "resources.azure.com/ResourceGroup", "azurerm_resource_group"),
    ROLE_ASSIGNMENT(
            "Microsoft.Authorization/roleAssignments",
            "authorization.azure.com/RoleAssignment",
            "azurerm_role_assignment"),
    ROLE_DEFINITION(
            "Microsoft.Authorization/roleDefinitions",
            "authorization.azure.com/RoleDefinition",
            "azurerm_role_definition"),
    FEDERATED_CREDENTIAL(
            "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
            "managedidentity.azure.com/FederatedIdentityCredential",
            "azurerm_federated_identity_credential"),
    USER_ASSIGNED_IDENTITY(
            "Microsoft.ManagedIdentity/userAssignedIdentities",
            "managedidentity.azure.com/UserAssignedIdentity",
            "azurerm_user_assigned_identity"),
    DIAGNOSTIC_SETTING(
            "Microsoft.Insights/diagnosticSettings",
            "insights.azure.com/DiagnosticSetting",
            "azurerm_monitor_diagnostic_setting"),
    PRIVATE_ENDPOINT(
            "Microsoft.Network/privateEndpoints", "network.azure.com/PrivateEndpoint", "azurerm_private_endpoint"),
    PRIVATE_DNS_ZONE_GROUP(
            "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
            "network.azure.com/PrivateEndpointsPrivateDnsZoneGroup"),
    PRIVATE_DNS_ZONE_LINK(
            "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
            "network.azure.com/PrivateDnsZonesVirtualNetworkLink",
            "azurerm_private_dns_zone_virtual_network_link"),
    CLUSTER_EXTENSION(
            "Microsoft.KubernetesConfiguration/extensions",
            "kubernetesconfiguration.azure.com/Extension",
            "azurerm_kubernetes_cluster_extension"),
    DEFENDER_PRICING("Microsoft.Security/pricings", "", "azurerm_security_center_subscription_pricing"),
    BASTION_HOST("Microsoft.Network/bastionHosts", "network.azure.com/BastionHost", "azurerm_bastion_host"),
    VIRTUAL_NETWORK_GATEWAY(
            "Microsoft.Network/virtualNetworkGateways",
            "network.azure.com/VirtualNetworkGateway",
            "azurerm_virtual_network_gateway",
            "azurerm_express_route_circuit"),
    VIRTUAL_NETWORK("Microsoft.Network/virtualNetworks", "network.azure.com/VirtualNetwork", "azurerm_virtual_network"),
    SUBNET("Microsoft.Network/virtualNetworks/subnets", "network.azure.com/VirtualNetworksSubnet", "azurerm_subnet"),
    ROUTE_TABLE("Microsoft.Network/routeTables", "network.azure.com/RouteTable", "azurerm_route_table"),
    ROUTE("Microsoft.Network/routeTables/routes", "network.azure.com/RouteTablesRoute", "azurerm_route"),
    SECURITY_GROUP(
            "Microsoft.Network/networkSecurityGroups",
            "network.azure.com/NetworkSecurityGroup",
            "azurerm_network_security_group"),
    SECURITY_RULE(
            "Microsoft.Network/networkSecurityGroups/securityRules",
            "network.azure.com/NetworkSecurityGroupsSecurityRule",
            "azurerm_network_security_rule"),
    /** Of Terraform only: what ARM writes in the subnet. */
    SUBNET_ASSOCIATION(
            "", "", "azurerm_subnet_route_table_association", "azurerm_subnet_network_security_group_association"),
    VIRTUAL_NETWORK_PEERING(
            "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
            "network.azure.com/VirtualNetworksVirtualNetworkPeering",
            "azurerm_virtual_network_peering");

    /** The kinds of Cluster API Provider Azure. */
    private static final Map<String, AzureType> CAPZ = Map.of(
            "AzureManagedControlPlane", MANAGED_CLUSTER,
            "AzureManagedMachinePool", AGENT_POOL);

    private static final Map<String, AzureType> BY_NAME = new HashMap<>();

    static {
        for (AzureType type : values()) {
            BY_NAME.put(type.arm.toLowerCase(Locale.ROOT), type);
            BY_NAME.put(type.aso, type);
            type.azurerm.forEach(name -> BY_NAME.put(name, type));
        }
        BY_NAME.remove("");
    }

    private final String arm;
    private final String aso;
    private final List<String> azurerm;

    AzureType(String arm, String aso, String... azurerm) {
        this.arm = arm;
        this.aso = aso;
        this.azurerm = Arrays.asList(azurerm);
    }

    /** The type in ARM, such as {@code Microsoft.ContainerService/managedClusters}. */
    public String arm() {
        return arm;
    }

    /** The type of an ARM name in any case, or null when no policy knows it. */
    public static @Nullable AzureType ofArm(String type) {
        return BY_NAME.get(type.toLowerCase(Locale.ROOT));
    }

    /** Whether the mapping of a property holds names of Kubernetes, whose case counts even where Azure ignores that of its own. */
    public static boolean keepsCase(String property) {
        return property.equalsIgnoreCase("nodeLabels") || property.equalsIgnoreCase("labels");
    }

    /** The type of a Terraform resource, or null when no policy knows it. */
    public static @Nullable AzureType ofTerraform(String type) {
        return type.startsWith("azurerm_") ? BY_NAME.get(type) : null;
    }

    /** The type of a Kubernetes kind of Azure Service Operator, or null. */
    static @Nullable AzureType ofAso(String group, String kind) {
        return BY_NAME.get(group + "/" + kind);
    }

    static @Nullable AzureType ofCapz(String kind) {
        return CAPZ.get(
                kind.endsWith(AzureResource.TEMPLATE)
                        ? kind.substring(0, kind.length() - AzureResource.TEMPLATE.length())
                        : kind);
    }
}
