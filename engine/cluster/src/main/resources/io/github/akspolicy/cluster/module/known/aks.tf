# Azure/aks/azurerm 11: what its arguments make of a cluster.
# Source: github.com/Azure/terraform-azurerm-aks, tags 11.0.0 (2025-08) to 11.5.0 (2026-04), read 2026-12-01.
# Left out: what policies do not look at (profiles of the autoscaler and of Linux, workspaces, data collection, local DNS).

terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.16.0, < 5.0"
    }
  }
}

# ---- the cluster

variable "location" { type = string }
variable "resource_group_name" { type = string }
variable "cluster_name" {
  type    = string
  default = null
}
variable "cluster_name_random_suffix" {
  type     = bool
  default  = false
  nullable = false
}
variable "prefix" {
  type    = string
  default = ""
}
variable "tags" {
  type    = map(string)
  default = {}
}
variable "kubernetes_version" {
  type    = string
  default = null
}
variable "sku_tier" {
  type    = string
  default = "Free"
}
variable "support_plan" {
  type    = string
  default = "KubernetesOfficial"
}
variable "automatic_channel_upgrade" {
  type    = string
  default = null
}
variable "node_os_channel_upgrade" {
  type    = string
  default = null
}
variable "ai_toolchain_operator_enabled" {
  type    = bool
  default = false
}
variable "cost_analysis_enabled" {
  type    = bool
  default = false
}
variable "disk_encryption_set_id" {
  type    = string
  default = null
}
variable "image_cleaner_enabled" {
  type    = bool
  default = false
}
variable "image_cleaner_interval_hours" {
  type    = number
  default = 48
}
variable "open_service_mesh_enabled" {
  type    = bool
  default = null
}
variable "run_command_enabled" {
  type    = bool
  default = true
}
variable "custom_ca_trust_certificates_base64" {
  type    = list(string)
  default = null
}

# ---- who may reach it, and as whom

variable "local_account_disabled" {
  type    = bool
  default = null
}
variable "role_based_access_control_enabled" {
  type     = bool
  default  = false
  nullable = false
}
variable "rbac_aad_admin_group_object_ids" {
  type    = list(string)
  default = null
}
variable "rbac_aad_azure_rbac_enabled" {
  type    = bool
  default = null
}
variable "private_cluster_enabled" {
  type    = bool
  default = false
}
variable "private_cluster_public_fqdn_enabled" {
  type    = bool
  default = false
}
variable "private_dns_zone_id" {
  type    = string
  default = null
}
variable "api_server_authorized_ip_ranges" {
  type    = set(string)
  default = null
}
variable "api_server_vnet_integration_enabled" {
  type    = bool
  default = false
}
variable "api_server_subnet_id" {
  type    = string
  default = null
}
variable "oidc_issuer_enabled" {
  type    = bool
  default = false
}
variable "workload_identity_enabled" {
  type    = bool
  default = false
}
variable "client_id" {
  type     = string
  default  = ""
  nullable = false
}
variable "client_secret" {
  type      = string
  default   = ""
  nullable  = false
  sensitive = true
}
variable "identity_type" {
  type    = string
  default = "SystemAssigned"
}
variable "identity_ids" {
  type    = list(string)
  default = null
}
variable "kubelet_identity" {
  type = object({
    client_id                 = optional(string)
    object_id                 = optional(string)
    user_assigned_identity_id = optional(string)
  })
  default = null
}

# ---- add-ons

variable "aci_connector_linux_enabled" {
  type    = bool
  default = false
}
variable "azure_policy_enabled" {
  type    = bool
  default = false
}
variable "bootstrap_profile" {
  type = object({
    artifact_source       = optional(string, "Direct")
    container_registry_id = optional(string)
  })
  default = null
}
variable "brown_field_application_gateway_for_ingress" { default = null }
variable "green_field_application_gateway_for_ingress" { default = null }
variable "create_role_assignments_for_application_gateway" {
  type     = bool
  default  = true
  nullable = false
}
variable "http_proxy_config" {
  type = object({
    http_proxy  = optional(string)
    https_proxy = optional(string)
    trusted_ca  = optional(string)
  })
  default = null
}
variable "key_vault_secrets_provider_enabled" {
  type     = bool
  default  = false
  nullable = false
}
variable "secret_rotation_enabled" {
  type     = bool
  default  = false
  nullable = false
}
variable "secret_rotation_interval" {
  type = string
  default  = "2m"
  nullable = false
}
variable "kms_enabled" {
  type     = bool
  default  = false
  nullable = false
}
variable "kms_key_vault_key_id" {
  type    = string
  default = null
}
variable "kms_key_vault_network_access" {
  type    = string
  default = "Public"
}
variable "log_analytics_workspace_enabled" {
  type     = bool
  default  = true
  nullable = false
}
variable "log_analytics_workspace" {
  type    = object({ id = string })
  default = null
}
variable "oms_agent_enabled" {
  type     = bool
  default  = true
  nullable = false
}
variable "microsoft_defender_enabled" {
  type     = bool
  default  = false
  nullable = false
}
variable "service_mesh_profile" {
  type = object({
    mode                             = string
    revisions                        = list(string)
    external_ingress_gateway_enabled = optional(bool, true)
  })
  default = null
}
variable "node_provisioning_profile" {
  type = object({
    mode               = optional(string)
    default_node_pools = optional(string)
  })
  default = null
}
variable "storage_profile_enabled" {
  type     = bool
  default  = false
  nullable = false
}
variable "storage_profile_disk_driver_enabled" {
  type    = bool
  default = true
}
variable "storage_profile_file_driver_enabled" {
  type    = bool
  default = true
}
variable "storage_profile_snapshot_controller_enabled" {
  type    = bool
  default = true
}
variable "web_app_routing" {
  type    = object({ default_nginx_controller = optional(string, "AnnotationControlled") })
  default = null
}
variable "windows_profile" {
  type    = object({ admin_username = string })
  default = null
}
variable "windows_profile_admin_password" {
  type = string
  default   = null
  sensitive = true
}

# ---- upgrades

variable "maintenance_window" {
  type = object({
    allowed     = optional(list(object({ day = string, hours = set(number) })), [])
    not_allowed = optional(list(object({ end = string, start = string })), [])
  })
  default = null
}
variable "maintenance_window_auto_upgrade" {
  type = object({
    duration     = number
    frequency    = string
    interval     = number
    day_of_month = optional(number)
    day_of_week  = optional(string)
    start_date   = optional(string)
    start_time   = optional(string)
    utc_offset   = optional(string)
    week_index   = optional(string)
  })
  default = null
}
variable "maintenance_window_node_os" {
  type = object({
    duration     = number
    frequency    = string
    interval     = number
    day_of_month = optional(number)
    day_of_week  = optional(string)
    start_date   = optional(string)
    start_time   = optional(string)
    utc_offset   = optional(string)
    week_index   = optional(string)
  })
  default = null
}

# ---- the network

variable "network_plugin" {
  type = string
  default  = "kubenet"
  nullable = false
}
variable "network_plugin_mode" {
  type    = string
  default = null
}
variable "network_policy" {
  type    = string
  default = null
}
variable "ebpf_data_plane" {
  type    = string
  default = null
}
variable "load_balancer_sku" {
  type    = string
  default = "standard"
}
variable "net_profile_outbound_type" {
  type    = string
  default = "loadBalancer"
}
variable "net_profile_pod_cidr" {
  type    = string
  default = null
}
variable "net_profile_service_cidr" {
  type    = string
  default = null
}
variable "network_profile_advanced_networking" {
  type = object({
    observability_enabled = optional(bool, false)
    security_enabled      = optional(bool, false)
  })
  default = null
}

# ---- node pools

variable "agents_availability_zones" {
  type    = list(string)
  default = null
}
variable "agents_count" {
  type    = number
  default = 2
}
variable "agents_labels" {
  type    = map(string)
  default = {}
}
variable "agents_max_count" {
  type    = number
  default = null
}
variable "agents_max_pods" {
  type    = number
  default = null
}
variable "agents_min_count" {
  type    = number
  default = null
}
variable "agents_pool_name" {
  type = string
  default  = "nodepool"
  nullable = false
}
variable "agents_size" {
  type    = string
  default = "Standard_D2s_v3"
}
variable "agents_tags" {
  type    = map(string)
  default = {}
}
variable "agents_type" {
  type    = string
  default = "VirtualMachineScaleSets"
}
variable "auto_scaling_enabled" {
  type    = bool
  default = false
}
variable "default_node_pool_fips_enabled" {
  type    = bool
  default = null
}
variable "host_encryption_enabled" {
  type    = bool
  default = false
}
variable "node_public_ip_enabled" {
  type    = bool
  default = false
}
variable "only_critical_addons_enabled" {
  type    = bool
  default = null
}
variable "orchestrator_version" {
  type    = string
  default = null
}
variable "os_disk_size_gb" {
  type    = number
  default = 50
}
variable "os_disk_type" {
  type = string
  default  = "Managed"
  nullable = false
}
variable "os_sku" {
  type    = string
  default = null
}
variable "pod_subnet" {
  type    = object({ id = string })
  default = null
}
variable "vnet_subnet" {
  type    = object({ id = string })
  default = null
}
variable "node_pools" {
  type = map(object({
    name                     = string
    vm_size                  = string
    node_count               = optional(number)
    tags                     = optional(map(string))
    auto_scaling_enabled     = optional(bool)
    host_encryption_enabled  = optional(bool)
    node_public_ip_enabled   = optional(bool)
    node_public_ip_prefix_id = optional(string)
    fips_enabled             = optional(bool)
    max_count                = optional(number)
    max_pods                 = optional(number)
    min_count                = optional(number)
    mode                     = optional(string, "User")
    node_labels              = optional(map(string))
    node_taints              = optional(list(string))
    orchestrator_version     = optional(string)
    os_disk_size_gb          = optional(number)
    os_disk_type             = optional(string, "Managed")
    os_sku                   = optional(string)
    os_type                  = optional(string, "Linux")
    pod_subnet               = optional(object({ id = string }))
    priority                 = optional(string, "Regular")
    vnet_subnet              = optional(object({ id = string }))
    workload_runtime         = optional(string)
    zones                    = optional(set(string))
    create_before_destroy    = optional(bool, true)
  }))
  default  = {}
  nullable = false
}

# ---- role assignments

variable "attached_acr_id_map" {
  type     = map(string)
  default  = {}
  nullable = false
}
variable "create_role_assignment_network_contributor" {
  type     = bool
  default  = false
  nullable = false
}
variable "network_contributor_role_assigned_subnet_ids" {
  type     = map(string)
  default  = {}
  nullable = false
}

locals {
  name = try(coalesce(var.cluster_name, trim("${var.prefix}-aks", "-")), "aks")
  # a part of the name is drawn anew in each run
  drawn = substr(md5(uuid()), 0, 4)

  # what earlier versions call otherwise, or know how to leave out
  auto_scaling    = var.auto_scaling_enabled
  host_encryption = var.host_encryption_enabled
  public_ip       = var.node_public_ip_enabled
  data_plane      = var.ebpf_data_plane
  node_taints     = null
  pools           = var.node_pools
  api_subnet      = var.api_server_subnet_id
  has_entra       = var.role_based_access_control_enabled
  has_api_profile = var.api_server_authorized_ip_ranges != null || var.api_server_vnet_integration_enabled
  is_managed      = true
  managed         = null
  client_app      = null
  server_app      = null
  server_secret   = null

  has_gateway = var.brown_field_application_gateway_for_ingress != null || var.green_field_application_gateway_for_ingress != null
  is_identity = var.client_id == "" || nonsensitive(var.client_secret) == ""
  pod_subnet  = try(var.pod_subnet.id, null)
  subnet      = try(var.vnet_subnet.id, null)

  drawn_pools = { for key, pool in local.pools : key => pool if pool.create_before_destroy == true }
  other_pools = { for key, pool in local.pools : key => pool if pool.create_before_destroy != true }

  # the subnets of all pools by names that the module makes
  subnets = merge(
    merge([for key, pool in local.pools : {
      for part, subnet in { "vnet-subnet" = pool.vnet_subnet, "pod-subnet" = pool.pod_subnet } : "${key}-${part}" => subnet.id if subnet != null
    }]...),
    var.vnet_subnet == null ? {} : { "vnet-subnet" = var.vnet_subnet.id }
  )

  # a workspace that the module makes has an id only after an apply
  workspace = !var.log_analytics_workspace_enabled ? null : var.log_analytics_workspace == null ? data.azurerm_log_analytics_workspace.main.id : var.log_analytics_workspace.id
}

data "azurerm_log_analytics_workspace" "main" {}
data "azurerm_user_assigned_identity" "cluster_identity" {}
data "azurerm_virtual_network" "application_gateway_vnet" {}
data "azurerm_resource_group" "aks_rg" {}

resource "azurerm_kubernetes_cluster" "main" {
  location                            = var.location
  name                                = "${local.name}${var.cluster_name_random_suffix ? local.drawn : ""}"
  resource_group_name                 = var.resource_group_name
  tags                                = var.tags
  kubernetes_version                  = var.kubernetes_version
  sku_tier                            = var.sku_tier
  support_plan                        = var.support_plan
  automatic_upgrade_channel           = var.automatic_channel_upgrade
  node_os_upgrade_channel             = var.node_os_channel_upgrade
  ai_toolchain_operator_enabled       = var.ai_toolchain_operator_enabled
  azure_policy_enabled                = var.azure_policy_enabled
  cost_analysis_enabled               = var.cost_analysis_enabled
  custom_ca_trust_certificates_base64 = var.custom_ca_trust_certificates_base64
  disk_encryption_set_id              = var.disk_encryption_set_id
  image_cleaner_enabled               = var.image_cleaner_enabled
  image_cleaner_interval_hours        = var.image_cleaner_interval_hours
  local_account_disabled              = var.local_account_disabled
  oidc_issuer_enabled                 = var.oidc_issuer_enabled
  open_service_mesh_enabled           = var.open_service_mesh_enabled
  private_cluster_enabled             = var.private_cluster_enabled
  private_cluster_public_fqdn_enabled = var.private_cluster_public_fqdn_enabled
  private_dns_zone_id                 = var.private_dns_zone_id
  role_based_access_control_enabled   = var.role_based_access_control_enabled
  run_command_enabled                 = var.run_command_enabled
  workload_identity_enabled           = var.workload_identity_enabled

  default_node_pool {
    name                         = var.agents_pool_name
    vm_size                      = var.agents_size
    type                         = var.agents_type
    auto_scaling_enabled         = local.auto_scaling
    min_count                    = local.auto_scaling == true ? var.agents_min_count : null
    max_count                    = local.auto_scaling == true ? var.agents_max_count : null
    node_count                   = local.auto_scaling == true ? null : var.agents_count
    max_pods                     = var.agents_max_pods
    fips_enabled                 = var.default_node_pool_fips_enabled
    host_encryption_enabled      = local.host_encryption
    node_labels                  = var.agents_labels
    node_public_ip_enabled       = local.public_ip
    node_taints                  = local.node_taints
    only_critical_addons_enabled = var.only_critical_addons_enabled
    orchestrator_version         = var.orchestrator_version
    os_disk_size_gb              = var.os_disk_size_gb
    os_disk_type                 = var.os_disk_type
    os_sku                       = var.os_sku
    pod_subnet_id                = local.pod_subnet
    vnet_subnet_id               = local.subnet
    tags                         = merge(var.tags, var.agents_tags)
    zones                        = var.agents_availability_zones
  }

  dynamic "aci_connector_linux" {
    for_each = var.aci_connector_linux_enabled ? [true] : []
    content {}
  }
  dynamic "api_server_access_profile" {
    for_each = local.has_api_profile ? [true] : []
    content {
      authorized_ip_ranges                = var.api_server_authorized_ip_ranges
      subnet_id                           = local.api_subnet
      virtual_network_integration_enabled = var.api_server_vnet_integration_enabled
    }
  }
  dynamic "azure_active_directory_role_based_access_control" {
    for_each = local.has_entra ? [true] : []
    content {
      managed                = local.managed
      admin_group_object_ids = local.is_managed ? var.rbac_aad_admin_group_object_ids : null
      azure_rbac_enabled     = local.is_managed ? var.rbac_aad_azure_rbac_enabled : null
      client_app_id          = local.client_app
      server_app_id          = local.server_app
      server_app_secret      = local.server_secret
    }
  }
  dynamic "bootstrap_profile" {
    for_each = var.bootstrap_profile == null ? [] : [var.bootstrap_profile]
    content {
      artifact_source       = bootstrap_profile.value.artifact_source
      container_registry_id = bootstrap_profile.value.container_registry_id
    }
  }
  dynamic "http_proxy_config" {
    for_each = var.http_proxy_config == null ? [] : [var.http_proxy_config]
    content {
      http_proxy  = coalesce(http_proxy_config.value.http_proxy, http_proxy_config.value.https_proxy)
      https_proxy = coalesce(http_proxy_config.value.https_proxy, http_proxy_config.value.http_proxy)
      trusted_ca  = http_proxy_config.value.trusted_ca
    }
  }
  dynamic "identity" {
    for_each = local.is_identity ? [true] : []
    content {
      type         = var.identity_type
      identity_ids = var.identity_ids
    }
  }
  dynamic "ingress_application_gateway" {
    for_each = local.has_gateway ? [true] : []
    content {}
  }
  dynamic "key_management_service" {
    for_each = var.kms_enabled ? [true] : []
    content {
      key_vault_key_id         = var.kms_key_vault_key_id
      key_vault_network_access = var.kms_key_vault_network_access
    }
  }
  dynamic "key_vault_secrets_provider" {
    for_each = var.key_vault_secrets_provider_enabled ? [true] : []
    content {
      secret_rotation_enabled  = var.secret_rotation_enabled
      secret_rotation_interval = var.secret_rotation_interval
    }
  }
  dynamic "kubelet_identity" {
    for_each = var.kubelet_identity == null ? [] : [var.kubelet_identity]
    content {
      client_id                 = kubelet_identity.value.client_id
      object_id                 = kubelet_identity.value.object_id
      user_assigned_identity_id = kubelet_identity.value.user_assigned_identity_id
    }
  }
  dynamic "maintenance_window" {
    for_each = var.maintenance_window == null ? [] : [var.maintenance_window]
    content {
      dynamic "allowed" {
        for_each = maintenance_window.value.allowed
        content {
          day   = allowed.value.day
          hours = allowed.value.hours
        }
      }
      dynamic "not_allowed" {
        for_each = maintenance_window.value.not_allowed
        content {
          end   = not_allowed.value.end
          start = not_allowed.value.start
        }
      }
    }
  }
  dynamic "maintenance_window_auto_upgrade" {
    for_each = var.maintenance_window_auto_upgrade == null ? [] : [var.maintenance_window_auto_upgrade]
    iterator = window
    content {
      duration     = window.value.duration
      frequency    = window.value.frequency
      interval     = window.value.interval
      day_of_month = window.value.day_of_month
      day_of_week  = window.value.day_of_week
      start_date   = window.value.start_date
      start_time   = window.value.start_time
      utc_offset   = window.value.utc_offset
      week_index   = window.value.week_index
    }
  }
  dynamic "maintenance_window_node_os" {
    for_each = var.maintenance_window_node_os == null ? [] : [var.maintenance_window_node_os]
    iterator = window
    content {
      duration     = window.value.duration
      frequency    = window.value.frequency
      interval     = window.value.interval
      day_of_month = window.value.day_of_month
      day_of_week  = window.value.day_of_week
      start_date   = window.value.start_date
      start_time   = window.value.start_time
      utc_offset   = window.value.utc_offset
      week_index   = window.value.week_index
    }
  }
  dynamic "microsoft_defender" {
    for_each = var.microsoft_defender_enabled ? [true] : []
    content {
      log_analytics_workspace_id = local.workspace
    }
  }
  network_profile {
    network_plugin      = var.network_plugin
    network_plugin_mode = var.network_plugin_mode
    network_policy      = var.network_policy
    network_data_plane  = local.data_plane
    load_balancer_sku   = var.load_balancer_sku
    outbound_type       = var.net_profile_outbound_type
    pod_cidr            = var.net_profile_pod_cidr
    service_cidr        = var.net_profile_service_cidr

    dynamic "advanced_networking" {
      for_each = var.network_profile_advanced_networking == null ? [] : [var.network_profile_advanced_networking]
      content {
        observability_enabled = advanced_networking.value.observability_enabled
        security_enabled      = advanced_networking.value.security_enabled
      }
    }
  }
  dynamic "node_provisioning_profile" {
    for_each = var.node_provisioning_profile == null ? [] : [var.node_provisioning_profile]
    content {
      mode               = node_provisioning_profile.value.mode
      default_node_pools = node_provisioning_profile.value.default_node_pools
    }
  }
  dynamic "oms_agent" {
    for_each = var.log_analytics_workspace_enabled && var.oms_agent_enabled ? [true] : []
    content {
      log_analytics_workspace_id = local.workspace
    }
  }
  dynamic "service_mesh_profile" {
    for_each = var.service_mesh_profile == null ? [] : [var.service_mesh_profile]
    content {
      mode                             = service_mesh_profile.value.mode
      revisions                        = try(service_mesh_profile.value.revisions, null)
      external_ingress_gateway_enabled = service_mesh_profile.value.external_ingress_gateway_enabled
    }
  }
  dynamic "service_principal" {
    for_each = var.client_id != "" && var.client_secret != "" ? [true] : []
    content {
      client_id     = var.client_id
      client_secret = var.client_secret
    }
  }
  dynamic "storage_profile" {
    for_each = var.storage_profile_enabled ? [true] : []
    content {
      disk_driver_enabled         = var.storage_profile_disk_driver_enabled
      file_driver_enabled         = var.storage_profile_file_driver_enabled
      snapshot_controller_enabled = var.storage_profile_snapshot_controller_enabled
    }
  }
  dynamic "web_app_routing" {
    for_each = var.web_app_routing == null ? [] : [var.web_app_routing]
    content {
      default_nginx_controller = try(web_app_routing.value.default_nginx_controller, null)
    }
  }
  dynamic "windows_profile" {
    for_each = var.windows_profile == null ? [] : [var.windows_profile]
    content {
      admin_username = windows_profile.value.admin_username
      admin_password = var.windows_profile_admin_password
    }
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "node_pool_create_before_destroy" {
  for_each = local.drawn_pools

  kubernetes_cluster_id    = azurerm_kubernetes_cluster.main.id
  name                     = "${each.value.name}${local.drawn}"
  vm_size                  = each.value.vm_size
  mode                     = each.value.mode
  auto_scaling_enabled     = each.value.auto_scaling_enabled
  min_count                = each.value.min_count
  max_count                = each.value.max_count
  node_count               = each.value.node_count
  max_pods                 = each.value.max_pods
  fips_enabled             = each.value.fips_enabled
  host_encryption_enabled  = each.value.host_encryption_enabled
  node_labels              = each.value.node_labels
  node_public_ip_enabled   = each.value.node_public_ip_enabled
  node_public_ip_prefix_id = each.value.node_public_ip_prefix_id
  node_taints              = each.value.node_taints
  orchestrator_version     = each.value.orchestrator_version
  os_disk_size_gb          = each.value.os_disk_size_gb
  os_disk_type             = each.value.os_disk_type
  os_sku                   = each.value.os_sku
  os_type                  = each.value.os_type
  pod_subnet_id            = try(each.value.pod_subnet.id, null)
  vnet_subnet_id           = try(each.value.vnet_subnet.id, null)
  priority                 = each.value.priority
  tags                     = each.value.tags
  workload_runtime         = each.value.workload_runtime
  zones                    = each.value.zones
}

resource "azurerm_kubernetes_cluster_node_pool" "node_pool_create_after_destroy" {
  for_each = local.other_pools

  kubernetes_cluster_id    = azurerm_kubernetes_cluster.main.id
  name                     = each.value.name
  vm_size                  = each.value.vm_size
  mode                     = each.value.mode
  auto_scaling_enabled     = each.value.auto_scaling_enabled
  min_count                = each.value.min_count
  max_count                = each.value.max_count
  node_count               = each.value.node_count
  max_pods                 = each.value.max_pods
  fips_enabled             = each.value.fips_enabled
  host_encryption_enabled  = each.value.host_encryption_enabled
  node_labels              = each.value.node_labels
  node_public_ip_enabled   = each.value.node_public_ip_enabled
  node_public_ip_prefix_id = each.value.node_public_ip_prefix_id
  node_taints              = each.value.node_taints
  orchestrator_version     = each.value.orchestrator_version
  os_disk_size_gb          = each.value.os_disk_size_gb
  os_disk_type             = each.value.os_disk_type
  os_sku                   = each.value.os_sku
  os_type                  = each.value.os_type
  pod_subnet_id            = try(each.value.pod_subnet.id, null)
  vnet_subnet_id           = try(each.value.vnet_subnet.id, null)
  priority                 = each.value.priority
  tags                     = each.value.tags
  workload_runtime         = each.value.workload_runtime
  zones                    = each.value.zones
}

resource "azurerm_role_assignment" "acr" {
  for_each = var.attached_acr_id_map

  principal_id         = azurerm_kubernetes_cluster.main.kubelet_identity[0].object_id
  scope                = each.value
  role_definition_name = "AcrPull"
}

locals {
  principal = coalesce(
    local.is_identity && var.identity_type == "UserAssigned" ? data.azurerm_user_assigned_identity.cluster_identity.principal_id : azurerm_kubernetes_cluster.main.identity[0].principal_id,
    var.client_id
  )
}

resource "azurerm_role_assignment" "network_contributor" {
  for_each = var.create_role_assignment_network_contributor && local.is_identity ? local.subnets : {}

  principal_id         = local.principal
  scope                = each.value
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "network_contributor_on_subnet" {
  for_each = var.network_contributor_role_assigned_subnet_ids

  principal_id         = local.principal
  scope                = each.value
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "application_gateway_existing_vnet_network_contributor" {
  count = var.create_role_assignments_for_application_gateway && var.brown_field_application_gateway_for_ingress != null ? 1 : 0

  principal_id         = azurerm_kubernetes_cluster.main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  scope                = data.azurerm_virtual_network.application_gateway_vnet.id
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "application_gateway_byo_vnet_network_contributor" {
  count = var.create_role_assignments_for_application_gateway && var.green_field_application_gateway_for_ingress != null ? 1 : 0

  principal_id         = azurerm_kubernetes_cluster.main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  scope                = local.subnet == null ? null : dirname(dirname(local.subnet))
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "existing_application_gateway_contributor" {
  count = var.create_role_assignments_for_application_gateway && var.brown_field_application_gateway_for_ingress != null ? 1 : 0

  principal_id         = azurerm_kubernetes_cluster.main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  scope                = var.brown_field_application_gateway_for_ingress.id
  role_definition_name = "Contributor"
}

resource "azurerm_role_assignment" "application_gateway_resource_group_reader" {
  count = var.create_role_assignments_for_application_gateway && local.has_gateway ? 1 : 0

  principal_id         = azurerm_kubernetes_cluster.main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  scope                = data.azurerm_resource_group.aks_rg.id
  role_definition_name = "Reader"
}

# ---- what others refer to

output "aks_id" { value = azurerm_kubernetes_cluster.main.id }
output "aks_name" { value = azurerm_kubernetes_cluster.main.name }
output "cluster_identity" { value = try(azurerm_kubernetes_cluster.main.identity[0], null) }
output "kubelet_identity" { value = azurerm_kubernetes_cluster.main.kubelet_identity }
output "key_vault_secrets_provider" { value = try(azurerm_kubernetes_cluster.main.key_vault_secrets_provider[0], null) }
output "oidc_issuer_url" { value = azurerm_kubernetes_cluster.main.oidc_issuer_url }
output "node_resource_group" { value = azurerm_kubernetes_cluster.main.node_resource_group }
output "node_resource_group_id" { value = azurerm_kubernetes_cluster.main.node_resource_group_id }
output "location" { value = azurerm_kubernetes_cluster.main.location }
