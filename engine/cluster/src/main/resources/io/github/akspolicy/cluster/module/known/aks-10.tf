# Azure/aks/azurerm//v4 10: the names of azurerm 3.
# Source: github.com/Azure/terraform-azurerm-aks, v4/ of tags 9.3.0 (2024-12) to 10.2.0 (2025-07), read 2026-12-01.

variable "enable_auto_scaling" {
  type    = bool
  default = false
}
variable "enable_host_encryption" {
  type    = bool
  default = false
}
variable "enable_node_public_ip" {
  type    = bool
  default = false
}
variable "node_pools" {
  type = map(object({
    name                     = string
    vm_size                  = string
    node_count               = optional(number)
    tags                     = optional(map(string))
    custom_ca_trust_enabled  = optional(bool)
    enable_auto_scaling      = optional(bool)
    enable_host_encryption   = optional(bool)
    enable_node_public_ip    = optional(bool)
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
}
variable "web_app_routing" {
  type = object({})
}
variable "rbac_aad_managed" {
  type     = bool
  default  = true
  nullable = false
}

locals {
  api_subnet      = null
  has_api_profile = var.api_server_authorized_ip_ranges != null
  auto_scaling    = var.enable_auto_scaling
  host_encryption = var.enable_host_encryption
  public_ip       = var.enable_node_public_ip
  pools = { for key, pool in var.node_pools : key => merge(pool, {
    auto_scaling_enabled    = pool.enable_auto_scaling
    host_encryption_enabled = pool.enable_host_encryption
    node_public_ip_enabled  = pool.enable_node_public_ip
  }) }
}
