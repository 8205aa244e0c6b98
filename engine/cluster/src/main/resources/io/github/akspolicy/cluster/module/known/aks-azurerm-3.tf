# Azure/aks/azurerm 8 to 10: the module for azurerm 3, beside that of v4.
# Source: github.com/Azure/terraform-azurerm-aks, tags 8.0.0 (2024-03) to 10.2.0 (2025-07), read 2026-12-01.

terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 3.69.0, < 4.0"
    }
  }
}

variable "rbac_aad" {
  type     = bool
  default  = true
  nullable = false
}
variable "rbac_aad_client_app_id" {
  type    = string
  default = null
}
variable "rbac_aad_server_app_id" {
  type    = string
  default = null
}
variable "rbac_aad_server_app_secret" {
  type    = string
  default = null
}
variable "network_data_plane" {
  type    = string
  default = null
}
variable "service_mesh_profile" {
  type = object({
    mode                             = string
    external_ingress_gateway_enabled = optional(bool, true)
  })
}

variable "agents_taints" {
  type    = list(string)
  default = null
}

locals {
  # 10 has no such variable
  api_subnet      = var.api_server_subnet_id
  has_api_profile = var.api_server_authorized_ip_ranges != null || var.api_server_subnet_id != null

  has_entra     = var.role_based_access_control_enabled && var.rbac_aad
  managed       = var.rbac_aad_managed
  client_app    = var.rbac_aad_managed ? null : var.rbac_aad_client_app_id
  server_app    = var.rbac_aad_managed ? null : var.rbac_aad_server_app_id
  server_secret = var.rbac_aad_managed ? null : var.rbac_aad_server_app_secret
  data_plane    = var.network_data_plane == null ? var.ebpf_data_plane : var.network_data_plane
  node_taints   = var.agents_taints
}

resource "azurerm_kubernetes_cluster_node_pool" "node_pool_create_before_destroy" {
  custom_ca_trust_enabled = each.value.custom_ca_trust_enabled
}

resource "azurerm_kubernetes_cluster_node_pool" "node_pool_create_after_destroy" {
  custom_ca_trust_enabled = each.value.custom_ca_trust_enabled
}
