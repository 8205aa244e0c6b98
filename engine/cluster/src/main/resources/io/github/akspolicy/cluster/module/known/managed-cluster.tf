# Azure/avm-res-containerservice-managedcluster/azurerm 0.6.2 to 0.8: what its arguments make of a cluster, over avm.tf.
# Source: github.com/Azure/terraform-azurerm-avm-res-containerservice-managedcluster, tags v0.6.2 (2026-06) to v0.8.1 (2026-08),
# read 2026-12-01. Locks, role assignments, diagnostic settings and private endpoints, which the module makes with azapi, stand as
# those of azurerm that say the same. Left out: what policies do not look at, monitoring, alerts and the kubeconfigs that it reads.

variable "parent_id" { type = string }
variable "resource_group_name" {
  default = null
}
variable "addon_profile_azure_policy" {
  type    = object({ enabled = bool })
  default = { enabled = false }
}
variable "addon_profile_ingress_application_gateway" {
  type    = object({ enabled = bool })
  default = null
}
variable "addon_profile_key_vault_secrets_provider" {
  type = object({
    config = optional(object({
      enable_secret_rotation = optional(bool, false)
      rotation_poll_interval = optional(string)
    }))
    enabled = bool
  })
  default = null
}
variable "addon_profile_oms_agent" {
  type    = object({ enabled = bool })
  default = null
}
variable "addon_profiles_extra" {
  type     = map(object({ enabled = bool }))
  default  = {}
  nullable = false
}
variable "disable_local_accounts" {
  type     = bool
  default  = false
  nullable = false
}
variable "disk_encryption_set_id" {
  type    = string
  default = null
}
variable "enable_rbac" {
  type    = bool
  default = null
}
variable "kube_proxy_config" { default = null }
variable "kubernetes_version" {
  type    = string
  default = null
}
variable "managed_identities" {
  type = object({
    system_assigned            = optional(bool, false)
    user_assigned_resource_ids = optional(set(string), [])
  })
  default  = { system_assigned = true }
  nullable = false
}
variable "public_network_access" {
  type    = string
  default = null
}
variable "sku" {
  type = object({
    name = optional(string)
    tier = optional(string)
  })
  default = null
}
variable "support_plan" {
  type    = string
  default = null
}
variable "windows_profile" {
  type    = object({ admin_username = string })
  default = null
}
variable "create_agentpools_before_destroy" {
  type    = bool
  default = false
}
variable "maintenanceconfiguration" {
  type = map(object({
    name = string
    maintenance_window = optional(object({
      duration_hours = number
      start_time     = string
      utc_offset     = optional(string)
    }))
  }))
  default = {}
}
variable "namespace" {
  type = map(object({
    name = string
    default_network_policy = optional(object({
      egress  = optional(string)
      ingress = optional(string)
    }))
    adoption_policy = optional(string)
    delete_policy   = optional(string)
    labels          = optional(map(string))
    annotations     = optional(map(string))
  }))
  default  = {}
  nullable = false
}
variable "aad_profile" {
  type = object({
    managed                = optional(bool)
    enable_azure_rbac      = optional(bool)
    admin_group_object_ids = optional(list(string))
    client_app_id          = optional(string)
    server_app_id          = optional(string)
    server_app_secret      = optional(string)
  })
  default = null
}
variable "ai_toolchain_operator_profile" {
  type = object({
    enabled = optional(bool)
  })
  default = null
}
variable "api_server_access_profile" {
  type = object({
    authorized_ip_ranges               = optional(list(string))
    disable_run_command                = optional(bool)
    enable_private_cluster             = optional(bool)
    enable_private_cluster_public_fqdn = optional(bool)
    enable_vnet_integration            = optional(bool)
    private_dns_zone                   = optional(string)
    subnet_id                          = optional(string)
  })
  default = null
}
variable "auto_upgrade_profile" {
  type = object({
    node_os_upgrade_channel = optional(string, "NodeImage")
    upgrade_channel         = optional(string, "none")
  })
  default = null
}
variable "bootstrap_profile" {
  type = object({
    artifact_source       = optional(string)
    container_registry_id = optional(string)
  })
  default = null
}
variable "hosted_system_profile" {
  type = object({
    enabled = optional(bool)
  })
  default = null
}
variable "http_proxy_config" {
  type = object({
    http_proxy  = optional(string)
    https_proxy = optional(string)
    trusted_ca  = optional(string)
  })
  default = null
}
variable "ingress_profile" {
  type = object({
    web_app_routing = optional(object({
      enabled = optional(bool)
      nginx = optional(object({
        default_ingress_controller_type = optional(string)
      }))
    }))
  })
  default = null
}
variable "metrics_profile" {
  type = object({
    cost_analysis = optional(object({
      enabled = optional(bool)
    }))
  })
  default = null
}
variable "node_provisioning_profile" {
  type = object({
    default_node_pools = optional(string)
    mode               = optional(string)
  })
  default = null
}
variable "node_resource_group_profile" {
  type = object({
    restriction_level = optional(string)
  })
  default = null
}
variable "oidc_issuer_profile" {
  type = object({
    enabled = optional(bool)
  })
  default = null
}
variable "pod_identity_profile" {
  type = object({
    enabled = optional(bool)
  })
  default = null
}
variable "security_profile" {
  type = object({
    azure_key_vault_kms = optional(object({
      enabled                  = optional(bool)
      key_id                   = optional(string)
      key_vault_network_access = optional(string)
    }))
    custom_ca_trust_certificates = optional(list(string))
    defender = optional(object({
      log_analytics_workspace_resource_id = optional(string)
      security_monitoring = optional(object({
        enabled = optional(bool)
      }))
    }))
    image_cleaner = optional(object({
      enabled        = optional(bool)
      interval_hours = optional(number)
    }))
    workload_identity = optional(object({
      enabled = optional(bool)
    }))
  })
  default = null
}
variable "service_mesh_profile" {
  type = object({
    istio = optional(object({
      components = optional(object({
        ingress_gateways = optional(list(object({ enabled = bool, mode = string })))
      }))
      revisions = optional(list(string))
    }))
    mode = string
  })
  default = null
}
variable "service_principal_profile" {
  type = object({
    client_id = optional(string)
    secret    = optional(string)
  })
  default = null
}
variable "storage_profile" {
  type = object({
    disk_csi_driver = optional(object({
      enabled = optional(bool)
    }))
    file_csi_driver = optional(object({
      enabled = optional(bool)
    }))
    snapshot_controller = optional(object({
      enabled = optional(bool)
    }))
  })
  default = null
}
variable "network_profile" {
  type = object({
    advanced_networking = optional(object({
      enabled = optional(bool)
      security = optional(object({
        advanced_network_policies = optional(string)
        enabled                   = optional(bool)
      }))
    }))
    load_balancer_sku   = optional(string)
    network_dataplane   = optional(string)
    network_plugin      = optional(string)
    network_plugin_mode = optional(string)
    network_policy      = optional(string)
    outbound_type       = optional(string)
    pod_cidr            = optional(string)
    service_cidr        = optional(string)
  })
  default = null
}
variable "default_agent_pool" {
  type = object({
    name                      = optional(string, "systempool")
    count_of                  = optional(number, 3)
    availability_zones        = optional(list(string))
    enable_auto_scaling       = optional(bool)
    enable_encryption_at_host = optional(bool)
    enable_fips               = optional(bool)
    enable_node_public_ip     = optional(bool)
    kubelet_config = optional(object({
      seccomp_default = optional(string)
    }))
    max_count                = optional(number)
    max_pods                 = optional(number)
    min_count                = optional(number)
    node_labels              = optional(map(string))
    node_public_ip_prefix_id = optional(string)
    node_taints              = optional(list(string))
    orchestrator_version     = optional(string)
    os_disk_size_gb          = optional(number)
    os_disk_type             = optional(string)
    os_sku                   = optional(string)
    pod_subnet_id            = optional(string)
    scale_set_priority       = optional(string)
    security_profile = optional(object({
      enable_secure_boot = optional(bool)
      enable_vtpm        = optional(bool)
      ssh_access         = optional(string)
    }))
    tags             = optional(map(string))
    type             = optional(string)
    vm_size          = optional(string)
    vnet_subnet_id   = optional(string)
    workload_runtime = optional(string)
  })
  default  = {}
  nullable = false
}
variable "agent_pools" {
  type = map(object({
    name                      = string
    count_of                  = optional(number)
    os_type                   = optional(string)
    availability_zones        = optional(list(string))
    enable_auto_scaling       = optional(bool)
    enable_encryption_at_host = optional(bool)
    enable_fips               = optional(bool)
    enable_node_public_ip     = optional(bool)
    kubelet_config = optional(object({
      seccomp_default = optional(string)
    }))
    max_count                = optional(number)
    max_pods                 = optional(number)
    min_count                = optional(number)
    mode                     = optional(string)
    node_labels              = optional(map(string))
    node_public_ip_prefix_id = optional(string)
    node_taints              = optional(list(string))
    orchestrator_version     = optional(string)
    os_disk_size_gb          = optional(number)
    os_disk_type             = optional(string)
    os_sku                   = optional(string)
    pod_subnet_id            = optional(string)
    scale_set_priority       = optional(string)
    security_profile = optional(object({
      enable_secure_boot = optional(bool)
      enable_vtpm        = optional(bool)
      ssh_access         = optional(string)
    }))
    tags             = optional(map(string))
    type             = optional(string)
    vm_size          = optional(string)
    vnet_subnet_id   = optional(string)
    workload_runtime = optional(string)
  }))
  default = {}
}

locals {
  resource_id  = azapi_resource.this.id
  subresource  = "management"
  is_automatic = var.sku != null && var.sku.name == "Automatic"
  identity = join(", ", concat(
    var.managed_identities.system_assigned ? ["SystemAssigned"] : [],
    length(var.managed_identities.user_assigned_resource_ids) > 0 ? ["UserAssigned"] : []
  ))

  # what is sent for AKS Automatic
  of_automatic         = ["aadProfile", "addonProfiles", "agentPoolProfiles", "apiServerAccessProfile", "autoUpgradeProfile", "diskEncryptionSetID", "hostedSystemProfile", "ingressProfile", "kubernetesVersion", "metricsProfile", "networkProfile", "nodeProvisioningProfile", "oidcIssuerProfile", "securityProfile", "serviceMeshProfile", "storageProfile"]
  network_of_automatic = ["outboundType", "podCidr", "serviceCidr"]
  pool_of_automatic    = ["name", "mode", "count", "vnetSubnetID", "tags"]

  addons = merge(
    var.addon_profile_oms_agent == null ? {} : {
      omsagent = { enabled = var.addon_profile_oms_agent.enabled }
    },
    var.addon_profile_azure_policy == null || local.is_automatic ? {} : {
      azurepolicy = { enabled = var.addon_profile_azure_policy.enabled }
    },
    var.addon_profile_ingress_application_gateway == null ? {} : {
      ingressApplicationGateway = { enabled = var.addon_profile_ingress_application_gateway.enabled }
    },
    var.addon_profile_key_vault_secrets_provider == null || local.is_automatic ? {} : {
      azureKeyvaultSecretsProvider = {
        enabled = true
        config = var.addon_profile_key_vault_secrets_provider.config == null ? null : {
          enableSecretRotation = tostring(var.addon_profile_key_vault_secrets_provider.config.enable_secret_rotation)
          rotationPollInterval = var.addon_profile_key_vault_secrets_provider.config.rotation_poll_interval
        }
      }
    },
    { for name, addon in var.addon_profiles_extra : name => { enabled = addon.enabled } }
  )

  network = var.network_profile == null ? null : {
    advancedNetworking = var.network_profile.advanced_networking == null ? null : {
      enabled = var.network_profile.advanced_networking.enabled
      security = var.network_profile.advanced_networking.security == null ? null : {
        advancedNetworkPolicies = var.network_profile.advanced_networking.security.advanced_network_policies
        enabled                 = var.network_profile.advanced_networking.security.enabled
      }
    }
    loadBalancerSku   = var.network_profile.load_balancer_sku
    networkDataplane  = var.network_profile.network_dataplane
    networkPlugin     = var.network_profile.network_plugin
    networkPluginMode = var.network_profile.network_plugin_mode
    networkPolicy     = var.network_profile.network_policy
    outboundType      = var.network_profile.outbound_type
    podCidr           = var.network_profile.pod_cidr
    serviceCidr       = var.network_profile.service_cidr
  }
  sends_network = local.network != null && !(local.is_automatic && try(var.network_profile.outbound_type == "loadBalancer", true))

  default_pool = {
    name                   = var.default_agent_pool.name
    mode                   = "System"
    osType                 = "Linux"
    count                  = !local.is_automatic && var.default_agent_pool.max_count != null && var.default_agent_pool.min_count != null ? null : var.default_agent_pool.count_of
    availabilityZones      = var.default_agent_pool.availability_zones
    enableAutoScaling      = var.default_agent_pool.enable_auto_scaling
    enableEncryptionAtHost = var.default_agent_pool.enable_encryption_at_host
    enableFIPS             = var.default_agent_pool.enable_fips
    enableNodePublicIP     = var.default_agent_pool.enable_node_public_ip
    kubeletConfig = var.default_agent_pool.kubelet_config == null ? null : {
      seccompDefault = var.default_agent_pool.kubelet_config.seccomp_default
    }
    maxCount             = var.default_agent_pool.max_count
    maxPods              = var.default_agent_pool.max_pods
    minCount             = var.default_agent_pool.min_count
    nodeLabels           = var.default_agent_pool.node_labels
    nodePublicIPPrefixID = var.default_agent_pool.node_public_ip_prefix_id
    nodeTaints           = var.default_agent_pool.node_taints
    orchestratorVersion  = var.default_agent_pool.orchestrator_version
    osDiskSizeGB         = var.default_agent_pool.os_disk_size_gb
    osDiskType           = var.default_agent_pool.os_disk_type
    osSKU                = var.default_agent_pool.os_sku
    podSubnetID          = var.default_agent_pool.pod_subnet_id
    scaleSetPriority     = var.default_agent_pool.scale_set_priority
    securityProfile = var.default_agent_pool.security_profile == null ? null : {
      enableSecureBoot = var.default_agent_pool.security_profile.enable_secure_boot
      enableVTPM       = var.default_agent_pool.security_profile.enable_vtpm
      sshAccess        = var.default_agent_pool.security_profile.ssh_access
    }
    tags            = var.default_agent_pool.tags
    type            = var.default_agent_pool.type
    vmSize          = var.default_agent_pool.vm_size
    vnetSubnetID    = var.default_agent_pool.vnet_subnet_id
    workloadRuntime = var.default_agent_pool.workload_runtime
  }

  properties = {
    aadProfile = var.aad_profile == null ? null : {
      managed             = var.aad_profile.managed
      enableAzureRBAC     = var.aad_profile.enable_azure_rbac
      adminGroupObjectIDs = var.aad_profile.admin_group_object_ids
      clientAppID         = var.aad_profile.client_app_id
      serverAppID         = var.aad_profile.server_app_id
      serverAppSecret     = var.aad_profile.server_app_secret
    }
    aiToolchainOperatorProfile = var.ai_toolchain_operator_profile == null ? null : {
      enabled = var.ai_toolchain_operator_profile.enabled
    }
    apiServerAccessProfile = var.api_server_access_profile == null ? null : {
      authorizedIPRanges             = var.api_server_access_profile.authorized_ip_ranges
      disableRunCommand              = var.api_server_access_profile.disable_run_command
      enablePrivateCluster           = var.api_server_access_profile.enable_private_cluster
      enablePrivateClusterPublicFQDN = var.api_server_access_profile.enable_private_cluster_public_fqdn
      enableVnetIntegration          = var.api_server_access_profile.enable_vnet_integration
      privateDNSZone                 = var.api_server_access_profile.private_dns_zone
      subnetId                       = var.api_server_access_profile.subnet_id
    }
    autoUpgradeProfile = var.auto_upgrade_profile == null ? null : {
      nodeOSUpgradeChannel = var.auto_upgrade_profile.node_os_upgrade_channel
      upgradeChannel       = var.auto_upgrade_profile.upgrade_channel
    }
    bootstrapProfile = var.bootstrap_profile == null ? null : {
      artifactSource      = var.bootstrap_profile.artifact_source
      containerRegistryId = var.bootstrap_profile.container_registry_id
    }
    hostedSystemProfile = var.hosted_system_profile == null ? null : {
      enabled = var.hosted_system_profile.enabled
    }
    httpProxyConfig = var.http_proxy_config == null ? null : {
      httpProxy  = var.http_proxy_config.http_proxy
      httpsProxy = var.http_proxy_config.https_proxy
      trustedCa  = var.http_proxy_config.trusted_ca
    }
    ingressProfile = var.ingress_profile == null ? null : {
      webAppRouting = var.ingress_profile.web_app_routing == null ? null : {
        enabled = var.ingress_profile.web_app_routing.enabled
        nginx = var.ingress_profile.web_app_routing.nginx == null ? null : {
          defaultIngressControllerType = var.ingress_profile.web_app_routing.nginx.default_ingress_controller_type
        }
      }
    }
    metricsProfile = var.metrics_profile == null ? null : {
      costAnalysis = var.metrics_profile.cost_analysis == null ? null : {
        enabled = var.metrics_profile.cost_analysis.enabled
      }
    }
    nodeProvisioningProfile = var.node_provisioning_profile == null ? null : {
      defaultNodePools = var.node_provisioning_profile.default_node_pools
      mode             = var.node_provisioning_profile.mode
    }
    nodeResourceGroupProfile = var.node_resource_group_profile == null ? null : {
      restrictionLevel = var.node_resource_group_profile.restriction_level
    }
    oidcIssuerProfile = var.oidc_issuer_profile == null ? null : {
      enabled = var.oidc_issuer_profile.enabled
    }
    podIdentityProfile = var.pod_identity_profile == null ? null : {
      enabled = var.pod_identity_profile.enabled
    }
    securityProfile = var.security_profile == null ? null : {
      azureKeyVaultKms = var.security_profile.azure_key_vault_kms == null ? null : {
        enabled               = var.security_profile.azure_key_vault_kms.enabled
        keyId                 = var.security_profile.azure_key_vault_kms.key_id
        keyVaultNetworkAccess = var.security_profile.azure_key_vault_kms.key_vault_network_access
      }
      customCATrustCertificates = var.security_profile.custom_ca_trust_certificates
      defender = var.security_profile.defender == null ? null : {
        logAnalyticsWorkspaceResourceId = var.security_profile.defender.log_analytics_workspace_resource_id
        securityMonitoring = var.security_profile.defender.security_monitoring == null ? null : {
          enabled = var.security_profile.defender.security_monitoring.enabled
        }
      }
      imageCleaner = var.security_profile.image_cleaner == null ? null : {
        enabled       = var.security_profile.image_cleaner.enabled
        intervalHours = var.security_profile.image_cleaner.interval_hours
      }
      workloadIdentity = var.security_profile.workload_identity == null ? null : {
        enabled = var.security_profile.workload_identity.enabled
      }
    }
    serviceMeshProfile = var.service_mesh_profile == null ? null : {
      istio = var.service_mesh_profile.istio == null ? null : {
        components = var.service_mesh_profile.istio.components == null ? null : {
          ingressGateways = var.service_mesh_profile.istio.components.ingress_gateways
        }
        revisions = var.service_mesh_profile.istio.revisions
      }
      mode = var.service_mesh_profile.mode
    }
    servicePrincipalProfile = var.service_principal_profile == null ? null : {
      clientId = var.service_principal_profile.client_id
      secret   = var.service_principal_profile.secret
    }
    storageProfile = var.storage_profile == null ? null : {
      diskCSIDriver = var.storage_profile.disk_csi_driver == null ? null : {
        enabled = var.storage_profile.disk_csi_driver.enabled
      }
      fileCSIDriver = var.storage_profile.file_csi_driver == null ? null : {
        enabled = var.storage_profile.file_csi_driver.enabled
      }
      snapshotController = var.storage_profile.snapshot_controller == null ? null : {
        enabled = var.storage_profile.snapshot_controller.enabled
      }
    }
    addonProfiles        = local.addons
    agentPoolProfiles    = [{ for name, value in local.default_pool : name => value if !local.is_automatic || contains(local.pool_of_automatic, name) }]
    disableLocalAccounts = var.disable_local_accounts
    diskEncryptionSetID  = var.disk_encryption_set_id
    enableRBAC           = var.enable_rbac
    kubernetesVersion    = var.kubernetes_version
    networkProfile       = local.sends_network ? { for name, value in local.network : name => value if !local.is_automatic || contains(local.network_of_automatic, name) } : null
    publicNetworkAccess  = var.public_network_access
    supportPlan          = var.support_plan
    windowsProfile       = var.windows_profile == null ? null : { adminUsername = var.windows_profile.admin_username }
  }
}

resource "azapi_resource" "this" {
  type      = var.kube_proxy_config == null ? "Microsoft.ContainerService/managedClusters@2026-03-01" : "Microsoft.ContainerService/managedClusters@2026-03-02-preview"
  location  = var.location
  name      = var.name
  parent_id = var.parent_id
  tags      = var.tags
  body = {
    properties = { for name, value in local.properties : name => value if !local.is_automatic || contains(local.of_automatic, name) }
    sku        = var.sku
  }

  dynamic "identity" {
    for_each = local.identity == "" ? [] : [true]
    content {
      type         = local.identity
      identity_ids = var.managed_identities.user_assigned_resource_ids
    }
  }
}

resource "azapi_resource" "pool" {
  for_each = var.agent_pools

  type      = "Microsoft.ContainerService/managedClusters/agentPools@2026-01-02-preview"
  name      = var.create_agentpools_before_destroy ? "${each.value.name}${substr(sha256(uuid()), 0, 4)}" : each.value.name
  parent_id = local.resource_id
  body = {
    properties = {
      count                  = each.value.max_count != null && each.value.min_count != null ? null : each.value.count_of
      osType                 = each.value.os_type
      availabilityZones      = each.value.availability_zones
      enableAutoScaling      = each.value.enable_auto_scaling
      enableEncryptionAtHost = each.value.enable_encryption_at_host
      enableFIPS             = each.value.enable_fips
      enableNodePublicIP     = each.value.enable_node_public_ip
      kubeletConfig = each.value.kubelet_config == null ? null : {
        seccompDefault = each.value.kubelet_config.seccomp_default
      }
      maxCount             = each.value.max_count
      maxPods              = each.value.max_pods
      minCount             = each.value.min_count
      mode                 = each.value.mode
      nodeLabels           = each.value.node_labels
      nodePublicIPPrefixID = each.value.node_public_ip_prefix_id
      nodeTaints           = each.value.node_taints
      orchestratorVersion  = each.value.orchestrator_version
      osDiskSizeGB         = each.value.os_disk_size_gb
      osDiskType           = each.value.os_disk_type
      osSKU                = each.value.os_sku
      podSubnetID          = each.value.pod_subnet_id
      scaleSetPriority     = each.value.scale_set_priority
      securityProfile = each.value.security_profile == null ? null : {
        enableSecureBoot = each.value.security_profile.enable_secure_boot
        enableVTPM       = each.value.security_profile.enable_vtpm
        sshAccess        = each.value.security_profile.ssh_access
      }
      tags            = each.value.tags
      type            = each.value.type
      vmSize          = each.value.vm_size
      vnetSubnetID    = each.value.vnet_subnet_id
      workloadRuntime = each.value.workload_runtime
    }
  }
}

resource "azapi_resource" "maintenance" {
  for_each = var.maintenanceconfiguration

  type      = "Microsoft.ContainerService/managedClusters/maintenanceConfigurations@2026-03-01"
  name      = each.value.name
  parent_id = local.resource_id
  body = {
    properties = {
      maintenanceWindow = each.value.maintenance_window == null ? null : {
        durationHours = each.value.maintenance_window.duration_hours
        startTime     = each.value.maintenance_window.start_time
        utcOffset     = each.value.maintenance_window.utc_offset
      }
    }
  }
}

resource "azapi_resource" "namespace" {
  for_each = var.namespace

  type      = "Microsoft.ContainerService/managedClusters/managedNamespaces@2026-03-01"
  location  = var.location
  name      = each.value.name
  parent_id = local.resource_id
  body = {
    properties = {
      adoptionPolicy = each.value.adoption_policy
      deletePolicy   = each.value.delete_policy
      labels         = each.value.labels
      annotations    = each.value.annotations
      defaultNetworkPolicy = each.value.default_network_policy == null ? null : {
        egress  = each.value.default_network_policy.egress
        ingress = each.value.default_network_policy.ingress
      }
    }
  }
}

output "oidc_issuer_profile_issuer_url" { value = azapi_resource.this.output.properties.oidcIssuerProfile.issuerURL }
