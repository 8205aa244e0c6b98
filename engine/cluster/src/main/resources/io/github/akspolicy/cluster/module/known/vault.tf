# Azure/avm-res-keyvault-vault/azurerm 0.6 to 0.11: what its arguments make of a key vault, over avm.tf.
# Source: github.com/Azure/terraform-azurerm-avm-res-keyvault-vault, tags v0.6.0 to v0.11.0 (2026-08), read 2026-12-01.
# Left out: keys, secrets, access policies and contacts.

terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 3.71, < 5.1"
    }
  }
}

variable "sku_name" {
  type    = string
  default = "premium"
}
variable "public_network_access_enabled" {
  type    = bool
  default = true
}
variable "purge_protection_enabled" {
  type    = bool
  default = true
}
variable "soft_delete_retention_days" {
  type    = number
  default = null
}
variable "legacy_access_policies_enabled" {
  type     = bool
  default  = false
  nullable = false
}
variable "network_acls" {
  type = object({
    bypass         = optional(string, "None")
    default_action = optional(string, "Deny")
    ip_rules       = optional(list(string), [])
  })
  default = {}
}

locals {
  resource_id = azurerm_key_vault.this.id
  subresource = "vault"
}

resource "azurerm_key_vault" "this" {
  location                      = var.location
  name                          = var.name
  resource_group_name           = var.resource_group_name
  tags                          = var.tags
  sku_name                      = var.sku_name
  public_network_access_enabled = var.public_network_access_enabled
  purge_protection_enabled      = var.purge_protection_enabled
  rbac_authorization_enabled    = !var.legacy_access_policies_enabled
  soft_delete_retention_days    = var.soft_delete_retention_days

  dynamic "network_acls" {
    for_each = var.network_acls == null ? [] : [var.network_acls]
    content {
      bypass         = network_acls.value.bypass
      default_action = network_acls.value.default_action
      ip_rules       = network_acls.value.ip_rules
    }
  }
}

output "uri" { value = azurerm_key_vault.this.vault_uri }
