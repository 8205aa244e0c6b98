package io.github.akspolicy.resource.cluster;

import static io.github.akspolicy.resource.cluster.AzureProperty.arm;

/**
 * The properties of a managed cluster. Sources: the reference of Microsoft.ContainerService/managedClusters, the
 * documentation of azurerm 3 to 5 (5.0 upgrade guide, read 2026-11-29), {@code az aks update --help}, and for what AKS Automatic presets the table of
 * articles/aks/intro-aks-automatic.md (MicrosoftDocs/azure-aks-docs).
 */
public final class ClusterProperties {
    private static final String AAD = "azure_active_directory_role_based_access_control";
    private static final String OLD_AAD = "role_based_access_control.azure_active_directory";
    private static final String KEY_VAULT = "addonProfiles.azureKeyvaultSecretsProvider";

    public static final AzureProperty DISABLE_LOCAL_ACCOUNTS = arm("disableLocalAccounts")
            .azurerm("local_account_disabled")
            .az("--disable-local-accounts")
            .absent(false)
            .since("2021-03-01", "");
    public static final AzureProperty AAD_MANAGED = arm("aadProfile.managed")
            .azurerm(AAD + ".managed | " + AAD + "{} | " + OLD_AAD + ".managed")
            // azurerm 5 has no argument managed: the block is enough
            .azurermNewest(AAD + "{}")
            .az("--enable-aad")
            .absent(false)
            .automatic(true)
            .since("2020-03-01", "");
    public static final AzureProperty AAD_CLIENT_APP = arm("aadProfile.clientAppID")
            .azurerm(AAD + ".client_app_id | " + OLD_AAD + ".client_app_id")
            .azurermRemovedIn(4);
    public static final AzureProperty AAD_SERVER_APP = arm("aadProfile.serverAppID")
            .azurerm(AAD + ".server_app_id | " + OLD_AAD + ".server_app_id")
            .azurermRemovedIn(4);
    public static final AzureProperty AAD_SERVER_SECRET = arm("aadProfile.serverAppSecret")
            .azurerm(AAD + ".server_app_secret | " + OLD_AAD + ".server_app_secret")
            .azurermRemovedIn(4)
            .secret();
    public static final AzureProperty AZURE_RBAC = arm("aadProfile.enableAzureRBAC")
            .azurerm(AAD + ".azure_rbac_enabled | " + OLD_AAD + ".azure_rbac_enabled")
            .az("--enable-azure-rbac")
            .absent(false)
            .automatic(true)
            .since("2020-06-01", "");
    public static final AzureProperty ADMIN_GROUPS = arm("aadProfile.adminGroupObjectIDs")
            .azurerm(AAD + ".admin_group_object_ids | " + OLD_AAD + ".admin_group_object_ids")
            .az("--aad-admin-group-object-ids")
            .since("2020-03-01", "");
    public static final AzureProperty ENABLE_RBAC = arm("enableRBAC")
            .azurerm("role_based_access_control_enabled | role_based_access_control.enabled")
            .absent(true)
            .automatic(true);
    public static final AzureProperty PRIVATE_CLUSTER = arm("apiServerAccessProfile.enablePrivateCluster")
            .azurerm("private_cluster_enabled | private_link_enabled")
            .automaticAzurerm("private_cluster{}")
            .az("--enable-private-cluster")
            .absent(false)
            .since("2019-08-01", "");
    public static final AzureProperty PUBLIC_FQDN = arm("apiServerAccessProfile.enablePrivateClusterPublicFQDN")
            .azurerm("private_cluster_public_fqdn_enabled")
            .automaticAzurerm("private_cluster.public_fully_qualified_domain_name_enabled")
            .az("--disable-public-fqdn")
            .absent(true)
            .azurermAbsent(false)
            .since("2021-05-01", "");
    public static final AzureProperty PRIVATE_DNS_ZONE = arm("apiServerAccessProfile.privateDNSZone")
            .azurerm("private_dns_zone_id")
            .automaticAzurerm("private_cluster.private_dns_zone_id")
            .absent("system")
            .since("2020-11-01", "");
    public static final AzureProperty AUTHORIZED_IP_RANGES =
            arm("apiServerAccessProfile.authorizedIPRanges | apiServerAuthorizedIPRanges")
                    .azurerm("api_server_access_profile.authorized_ip_ranges | api_server_authorized_ip_ranges")
                    .automaticAzurerm("api_server_access.authorized_ip_ranges")
                    .az("--api-server-authorized-ip-ranges RANGES");
    public static final AzureProperty VNET_INTEGRATION = arm("apiServerAccessProfile.enableVnetIntegration")
            .azurerm("api_server_access_profile.virtual_network_integration_enabled"
                    + " | api_server_access_profile.vnet_integration_enabled")
            .az("--enable-apiserver-vnet-integration")
            .absent(false)
            .automatic(true)
            .since("2025-03-01", "2022-04-02-preview");
    public static final AzureProperty DISABLE_RUN_COMMAND = arm("apiServerAccessProfile.disableRunCommand")
            .azurerm("!run_command_enabled")
            .az("--disable-run-command")
            .absent(false)
            .since("2021-08-01", "");
    public static final AzureProperty OIDC_ISSUER = arm("oidcIssuerProfile.enabled")
            .azurerm("oidc_issuer_enabled")
            .az("--enable-oidc-issuer")
            // CAPZ, api/v1beta1/types_class.go: its webhook makes the profile, whose field is false by default (read
            // 2026-11-30)
            .capzAbsent(false)
            .azurermAbsent(5, false, true)
            .automatic(true)
            .since("2022-09-01", "2021-11-01-preview");
    public static final AzureProperty WORKLOAD_IDENTITY = arm("securityProfile.workloadIdentity.enabled")
            .azurerm("workload_identity_enabled")
            .az("--enable-workload-identity")
            .absent(false)
            .automatic(true)
            .since("2023-02-01", "2022-03-02-preview");
    public static final AzureProperty POD_IDENTITY =
            arm("podIdentityProfile.enabled").az("--disable-pod-identity").absent(false);
    public static final AzureProperty IDENTITY_TYPE = arm("/identity.type")
            .azurerm("identity.type")
            .automaticAzurerm("identity.type")
            .az("--enable-managed-identity")
            // CAPZ, azure/services/managedclusters/spec.go, configureBasicProperties (69ec3a40a, read 2026-11-30)
            .capzAbsent("SystemAssigned")
            .automatic("SystemAssigned");
    public static final AzureProperty SERVICE_PRINCIPAL =
            arm("servicePrincipalProfile.clientId").azurerm("service_principal.client_id");
    public static final AzureProperty SERVICE_PRINCIPAL_SECRET = arm("servicePrincipalProfile.secret")
            .azurerm("service_principal.client_secret")
            .secret();
    public static final AzureProperty WINDOWS_PASSWORD = arm("windowsProfile.adminPassword")
            .azurerm("windows_profile.admin_password")
            .secret();
    public static final AzureProperty KEY_VAULT_PROVIDER = arm(KEY_VAULT + ".enabled")
            .azurerm("key_vault_secrets_provider{} | addon_profile.azure_keyvault_secrets_provider.enabled")
            .az("az aks enable-addons --addons azure-keyvault-secrets-provider")
            .absent(false);
    public static final AzureProperty SECRET_ROTATION = arm(KEY_VAULT + ".config.enableSecretRotation")
            .azurerm("key_vault_secrets_provider.secret_rotation_enabled"
                    + " | addon_profile.azure_keyvault_secrets_provider.secret_rotation_enabled")
            .az("--enable-secret-rotation")
            .absent(false);
    public static final AzureProperty ROTATION_INTERVAL = arm(KEY_VAULT + ".config.rotationPollInterval")
            .azurerm("key_vault_secrets_provider.secret_rotation_interval")
            .az("--rotation-poll-interval 2m")
            .absent("2m");
    public static final AzureProperty AZURE_POLICY = arm("addonProfiles.azurePolicy.enabled")
            .azurerm("azure_policy_enabled | addon_profile.azure_policy.enabled")
            .az("az aks enable-addons --addons azure-policy")
            .absent(false)
            .automatic(true);
    public static final AzureProperty SAFEGUARDS_LEVEL = arm("safeguardsProfile.level")
            .az("az aks safeguards create --level Enforce --pss-level Baseline")
            .automatic("Enforce")
            .since("", "2023-11-02-preview");
    public static final AzureProperty DEFENDER =
            arm("securityProfile.defender.securityMonitoring.enabled | securityProfile.azureDefender.enabled")
                    .azurerm("microsoft_defender{}")
                    .az("--enable-defender")
                    .absent(false)
                    .since("2022-06-01", "2022-05-02-preview");
    public static final AzureProperty DEFENDER_WORKSPACE =
            arm("securityProfile.defender.logAnalyticsWorkspaceResourceId"
                            + " | securityProfile.azureDefender.logAnalyticsWorkspaceResourceId")
                    .aso("securityProfile.defender.logAnalyticsWorkspaceResourceReference")
                    .azurerm("microsoft_defender.log_analytics_workspace_id")
                    .az("--defender-config FILE")
                    .since("2022-06-01", "2022-05-02-preview");
    /** Gated deployment; learn.microsoft.com, gated-deployment-infrastructure-as-code (2026-02-16), and the API,
     * 2026-05-01 and 2026-06-01. */
    public static final AzureProperty DEFENDER_GATING =
            arm("securityProfile.defender.securityGating.enabled").absent(false).since("2026-05-01", "");

    public static final AzureProperty DEFENDER_GATING_SECRETS =
            arm("securityProfile.defender.securityGating.allowSecretAccess")
                    .absent(false)
                    .since("2026-05-01", "");
    public static final AzureProperty DEFENDER_GATING_IDENTITIES =
            arm("securityProfile.defender.securityGating.identities").since("2026-05-01", "");
    public static final AzureProperty SKU_NAME = arm("/sku.name")
            .az("--sku automatic")
            .absent("Base")
            .since("2020-03-01", "")
            .since("Automatic", "2025-07-01", "2024-03-02-preview");
    /**
     * Managed system node pools of AKS Automatic, whose nodes are not in the subscription. New clusters have them, and cannot be
     * created without (articles/aks/includes/aks-automatic/aks-automatic-limitations.md, 2026-08-21); azurerm turns them on with the
     * block that names their subnets, and leaves them to the service without it.
     */
    public static final AzureProperty HOSTED_SYSTEM = arm("hostedSystemProfile.enabled")
            .automaticAzurerm("hosted_system{}")
            .az("az aks create --sku automatic --enable-hosted-system")
            .automatic(true)
            .since("2026-03-01", "");

    public static final AzureProperty SKU_TIER = arm("/sku.tier")
            .azurerm("sku_tier")
            .az("--tier standard")
            .az("Premium", "--tier premium --k8s-support-plan AKSLongTermSupport")
            .absent("Free")
            .automatic("Standard")
            .since("2020-03-01", "")
            .since("Standard", "2023-01-01", "2023-01-02-preview");
    public static final AzureProperty IMAGE_CLEANER = arm("securityProfile.imageCleaner.enabled")
            .azurerm("image_cleaner_enabled")
            .az("--enable-image-cleaner")
            .absent(false)
            .automatic(true)
            .since("2023-02-01", "2022-07-02-preview");
    public static final AzureProperty IMAGE_CLEANER_HOURS = arm("securityProfile.imageCleaner.intervalHours")
            .azurerm("image_cleaner_interval_hours")
            .az("--image-cleaner-interval-hours 168")
            .since("2023-02-01", "2022-07-02-preview");
    public static final AzureProperty IMAGE_INTEGRITY = arm("securityProfile.imageIntegrity.enabled")
            .az("--enable-image-integrity")
            .absent(false)
            .since("", "2023-06-02-preview");
    public static final AzureProperty UPGRADE_CHANNEL = arm("autoUpgradeProfile.upgradeChannel")
            .azurerm("automatic_upgrade_channel | automatic_channel_upgrade")
            .az("--auto-upgrade-channel patch")
            .absent("none")
            .automatic("stable")
            .since("2020-11-01", "");
    public static final AzureProperty NODE_OS_CHANNEL = arm("autoUpgradeProfile.nodeOSUpgradeChannel")
            .azurerm("node_os_upgrade_channel | node_os_channel_upgrade")
            .az("--node-os-upgrade-channel NodeImage")
            .azurermAbsent("NodeImage")
            .absent("2023-06-01", "None", "NodeImage")
            .automatic("NodeImage")
            .since("2023-06-01", "2022-10-02-preview");
    public static final AzureProperty KUBERNETES_VERSION = arm("kubernetesVersion")
            .capz("version")
            .azurerm("kubernetes_version")
            .az("az aks upgrade --kubernetes-version VERSION");
    public static final AzureProperty SUPPORT_PLAN = arm("supportPlan")
            .azurerm("support_plan")
            .az("--k8s-support-plan AKSLongTermSupport")
            .since("2023-03-01", "2023-03-02-preview");
    public static final AzureProperty NETWORK_POLICY = arm("networkProfile.networkPolicy")
            .capz("networkPolicy")
            .azurerm("network_profile.network_policy")
            .az("--network-dataplane cilium --network-policy cilium")
            .automatic("cilium");
    public static final AzureProperty NETWORK_DATAPLANE =
            arm("networkProfile.networkDataplane | networkProfile.ebpfDataplane")
                    .capz("networkDataplane")
                    .azurerm("network_profile.network_data_plane | network_profile.ebpf_data_plane")
                    .az("--network-dataplane cilium")
                    .automatic("cilium")
                    .since("2023-02-01", "2023-02-02-preview");
    public static final AzureProperty NETWORK_PLUGIN = arm("networkProfile.networkPlugin")
            .capz("networkPlugin")
            .azurerm("network_profile.network_plugin")
            .az("--network-plugin azure")
            .automatic("azure");
    public static final AzureProperty OUTBOUND_TYPE = arm("networkProfile.outboundType")
            .capz("outboundType")
            .azurerm("network_profile.outbound_type")
            .az("--outbound-type userDefinedRouting")
            .absent("loadBalancer")
            .automatic("managedNATGateway")
            .since("2019-11-01", "")
            .since("managedNATGateway", "2021-07-01", "")
            .since("none", "2025-01-01", "2024-04-02-preview");
    /** Advanced Container Networking Services; azurerm turns them on with one of its two arguments. */
    public static final AzureProperty ADVANCED_NETWORKING = arm("networkProfile.advancedNetworking.enabled")
            .azurerm("network_profile.advanced_networking{}")
            .az("--enable-acns")
            .absent(false)
            .since("2024-09-01", "2024-06-02-preview");
    /** All features are on with the services, unless they are turned off; azurerm sends false for what is left out. */
    public static final AzureProperty ADVANCED_NETWORKING_SECURITY =
            arm("networkProfile.advancedNetworking.security.enabled")
                    .azurerm("network_profile.advanced_networking.security_enabled")
                    .az("--enable-acns")
                    .azurermAbsent(false)
                    .since("2024-09-01", "2024-06-02-preview");

    public static final AzureProperty ADVANCED_NETWORK_POLICIES =
            arm("networkProfile.advancedNetworking.security.advancedNetworkPolicies")
                    .az("--enable-acns --acns-advanced-networkpolicies FQDN")
                    .absent("FQDN")
                    // ASO has it in v1api20250801, which is made from that version
                    .since("2025-08-01", "2025-03-02-preview");
    public static final AzureProperty TRANSIT_ENCRYPTION =
            arm("networkProfile.advancedNetworking.security.transitEncryption.type")
                    .az("--enable-acns --acns-transit-encryption-type WireGuard")
                    .absent("None")
                    .since("2026-01-01", "2025-03-02-preview");
    public static final AzureProperty SERVICE_MESH = arm("serviceMeshProfile.mode")
            .azurerm("service_mesh_profile.mode")
            .automaticAzurerm("service_mesh{}?Istio:Disabled")
            .az("az aks mesh enable")
            .absent("Disabled")
            .since("2023-09-01", "2023-02-02-preview");
    /** azurerm has a flag for the public one of them. */
    public static final AzureProperty MESH_GATEWAYS = arm("serviceMeshProfile.istio.components.ingressGateways")
            .azurerm("service_mesh_profile.external_ingress_gateway_enabled")
            .automaticAzurerm("service_mesh.external_ingress_gateway_enabled")
            .az("az aks mesh disable-ingress-gateway --ingress-gateway-type External")
            .since("2023-09-01", "2023-02-02-preview");

    public static final AzureProperty MESH_REVISIONS = arm("serviceMeshProfile.istio.revisions")
            .azurerm("service_mesh_profile.revisions")
            .automaticAzurerm("service_mesh.revisions")
            .az("az aks mesh upgrade start --revision REVISION")
            .since("2023-09-01", "2023-06-02-preview");

    /** Credentials in the address of a proxy are seen by everything that runs in the cluster; AKS supports none (http-proxy.md). */
    public static final AzureProperty HTTP_PROXY = arm("httpProxyConfig.httpProxy")
            .azurerm("http_proxy_config.http_proxy")
            .az("--http-proxy-config FILE")
            .hidden("credentials");

    public static final AzureProperty HTTPS_PROXY = arm("httpProxyConfig.httpsProxy")
            .azurerm("http_proxy_config.https_proxy")
            .az("--http-proxy-config FILE")
            .hidden("credentials");
    public static final AzureProperty PROXY_CA = arm("httpProxyConfig.trustedCa")
            .azurerm("http_proxy_config.trusted_ca")
            .az("--http-proxy-config FILE")
            .hidden("certificates");
    public static final AzureProperty CUSTOM_CA = arm("securityProfile.customCATrustCertificates")
            .azurerm("custom_ca_trust_certificates_base64")
            .az("--custom-ca-trust-certificates FILE")
            .hidden("certificates")
            .since("2025-02-01", "2022-09-02-preview");
    public static final AzureProperty POD_LINK_LOCAL_ACCESS = arm("networkProfile.podLinkLocalAccess")
            .az("--enable-imds-restriction")
            .absent("IMDS")
            .since("", "2024-04-02-preview");
    public static final AzureProperty KMS = arm("securityProfile.azureKeyVaultKms.enabled")
            .azurerm("key_management_service{}")
            .az("--enable-azure-keyvault-kms")
            .absent(false)
            .since("2022-06-01", "2022-02-02-preview");
    public static final AzureProperty KMS_KEY = arm("securityProfile.azureKeyVaultKms.keyId")
            .azurerm("key_management_service.key_vault_key_id")
            .az("--azure-keyvault-kms-key-id KEY")
            .since("2022-06-01", "2022-02-02-preview");
    public static final AzureProperty KMS_ACCESS = arm("securityProfile.azureKeyVaultKms.keyVaultNetworkAccess")
            .azurerm("key_management_service.key_vault_network_access")
            .az("--azure-keyvault-kms-key-vault-network-access Private")
            .absent("Public")
            .since("2022-06-01", "2022-05-02-preview");
    public static final AzureProperty INFRASTRUCTURE_ENCRYPTION =
            arm("securityProfile.kubernetesResourceObjectEncryptionProfile.infrastructureEncryption")
                    .absent("Disabled")
                    .since("", "2025-06-02-preview");
    public static final AzureProperty DISK_ENCRYPTION_SET = arm("diskEncryptionSetID")
            .aso("diskEncryptionSetReference")
            .azurerm("disk_encryption_set_id")
            .az("az aks create --node-osdisk-diskencryptionset-id ID")
            .since("2020-01-01", "");
    public static final AzureProperty DISK_CSI_DRIVER = arm("storageProfile.diskCSIDriver.enabled")
            .azurerm("storage_profile.disk_driver_enabled")
            .az("--enable-disk-driver")
            .absent(true)
            .since("2022-04-01", "2022-04-02-preview");
    public static final AzureProperty FILE_CSI_DRIVER = arm("storageProfile.fileCSIDriver.enabled")
            .azurerm("storage_profile.file_driver_enabled")
            .az("--enable-file-driver")
            .absent(true)
            .since("2022-04-01", "2022-04-02-preview");
    public static final AzureProperty SNAPSHOT_CONTROLLER = arm("storageProfile.snapshotController.enabled")
            .azurerm("storage_profile.snapshot_controller_enabled")
            .az("--enable-snapshot-controller")
            .absent(true)
            .since("2022-04-01", "2022-04-02-preview");
    public static final AzureProperty OMS_AGENT = arm("addonProfiles.omsagent.enabled")
            .azurerm("oms_agent{} | addon_profile.oms_agent.enabled")
            .az("az aks enable-addons --addons monitoring")
            .absent(false);
    public static final AzureProperty CONTAINER_INSIGHTS = arm("azureMonitorProfile.containerInsights.enabled")
            .az("az aks enable-addons --addons monitoring")
            .absent(false)
            .since("2026-06-01", "2024-02-02-preview");
    public static final AzureProperty HTTP_APPLICATION_ROUTING = arm("addonProfiles.httpApplicationRouting.enabled")
            .azurerm("http_application_routing_enabled | addon_profile.http_application_routing.enabled")
            .az("az aks disable-addons --addons http_application_routing")
            .absent(false);
    public static final AzureProperty LOAD_BALANCER_SKU = arm("networkProfile.loadBalancerSku")
            .capz("loadBalancerSKU")
            .azurerm("network_profile.load_balancer_sku")
            .az("--load-balancer-sku standard");
    public static final AzureProperty OPEN_SERVICE_MESH = arm("addonProfiles.openServiceMesh.enabled")
            .azurerm("open_service_mesh_enabled | addon_profile.open_service_mesh.enabled")
            .az("az aks disable-addons --addons open-service-mesh")
            .absent(false);
    public static final AzureProperty APP_ROUTING = arm("ingressProfile.webAppRouting.enabled")
            .azurerm("web_app_routing{}")
            .automaticAzurerm("web_app_routing_ingress{}")
            .az("az aks approuting disable")
            .absent(false);
    public static final AzureProperty APP_ROUTING_NGINX =
            arm("ingressProfile.webAppRouting.nginx.defaultIngressControllerType")
                    .azurerm("web_app_routing.default_nginx_controller")
                    .automaticAzurerm("web_app_routing_ingress.default_nginx_controller")
                    .az("az aks approuting update --nginx None")
                    .absent("AnnotationControlled")
                    // azurerm 5.2.0, kubernetes_automatic_cluster_resource.go: it sends None, which the attribute does
                    // not take
                    .automaticAzurermAbsent("None")
                    .since("2024-10-01", "2024-06-02-preview");
    public static final AzureProperty KUBE_DASHBOARD = arm("addonProfiles.kubeDashboard.enabled")
            .azurerm("addon_profile.kube_dashboard.enabled")
            .azurermRemovedIn(3)
            .az("az aks disable-addons --addons kube-dashboard")
            .absent(false);
    public static final AzureProperty NODE_PROVISIONING = arm("nodeProvisioningProfile.mode")
            .azurerm("node_provisioning_profile.mode")
            .az("--node-provisioning-mode Auto")
            .absent("Manual")
            .automatic("Auto")
            .since("2025-05-01", "2023-09-02-preview");
    /** The NodePools and the AKSNodeClass {@code default} that AKS makes by itself. */
    public static final AzureProperty DEFAULT_NODE_POOLS = arm("nodeProvisioningProfile.defaultNodePools")
            .azurerm("node_provisioning_profile.default_node_pools")
            .az("--node-provisioning-default-pools None")
            .absent("Auto")
            .since("2025-05-01", "2024-09-02-preview");

    public static final AzureProperty NODE_RESOURCE_GROUP_LOCKDOWN = arm("nodeResourceGroupProfile.restrictionLevel")
            .az("--nrg-lockdown-restriction-level ReadOnly")
            .absent("Unrestricted")
            .automatic("ReadOnly")
            .since("2024-09-01", "2022-11-02-preview");
    public static final AzureProperty ARTIFACT_SOURCE = arm("bootstrapProfile.artifactSource")
            .azurerm("bootstrap_profile.artifact_source")
            .az("--bootstrap-artifact-source Cache")
            .absent("Direct")
            .since("2025-01-01", "2024-01-02-preview");

    public static final AzureProperty BOOTSTRAP_REGISTRY = arm("bootstrapProfile.containerRegistryId")
            .aso("bootstrapProfile.containerRegistryReference")
            .azurerm("bootstrap_profile.container_registry_id")
            .since("2025-01-01", "2024-01-02-preview");

    private ClusterProperties() {}
}
