# Azure/aks/azurerm//v4 9, beside what it shares with 10: subnets are ids, and Entra ID may be turned off.
# Source: github.com/Azure/terraform-azurerm-aks, tags 8.0.0 (2024-03) to 9.4.1 (2025-02), read 2026-12-01.

variable "location" {
  type    = string
  default = null
}
variable "agents_taints" {
  type    = list(string)
  default = null
}
variable "vnet_subnet_id" {
  type    = string
  default = null
}
variable "pod_subnet_id" {
  type    = string
  default = null
}
variable "rbac_aad" {
  type     = bool
  default  = true
  nullable = false
}
variable "rbac_aad_managed" { default = false }
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
    pod_subnet_id            = optional(string)
    priority                 = optional(string, "Regular")
    vnet_subnet_id           = optional(string)
    workload_runtime         = optional(string)
    zones                    = optional(set(string))
    create_before_destroy    = optional(bool, true)
  }))
}

locals {
  has_entra  = var.role_based_access_control_enabled && var.rbac_aad
  is_managed = var.rbac_aad_managed
  pod_subnet = var.pod_subnet_id
  subnet     = var.vnet_subnet_id
  pools = { for key, pool in var.node_pools : key => merge(pool, {
    auto_scaling_enabled    = pool.enable_auto_scaling
    host_encryption_enabled = pool.enable_host_encryption
    node_public_ip_enabled  = pool.enable_node_public_ip
    pod_subnet              = { id = pool.pod_subnet_id }
    vnet_subnet             = { id = pool.vnet_subnet_id }
  }) }
  subnets = { for id in toset(compact(concat([var.vnet_subnet_id], [for pool in var.node_pools : pool.vnet_subnet_id], [for pool in var.node_pools : pool.pod_subnet_id]))) : id => id }
}

resource "azurerm_kubernetes_cluster" "main" {
  location = var.location == null ? data.azurerm_resource_group.aks_rg.location : var.location
}
