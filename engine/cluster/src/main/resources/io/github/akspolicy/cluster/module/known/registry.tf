# Azure/avm-res-containerregistry-registry/azurerm 0.5 to 0.8: what its arguments make of a registry, over avm.tf.
# Source: github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry, tags v0.5.0 (2025-09) to v0.8.0 (2026-08), read
# 2026-12-01. Left out: scope maps, credential sets, and locks of private endpoints.

terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0.0, < 5.0.0"
    }
  }
}

variable "sku" {
  type    = string
  default = "Premium"
}
variable "admin_enabled" {
  type    = bool
  default = false
}
variable "anonymous_pull_enabled" {
  type    = bool
  default = false
}
variable "data_endpoint_enabled" {
  type    = bool
  default = false
}
variable "enable_trust_policy" {
  type    = bool
  default = false
}
variable "export_policy_enabled" {
  type    = bool
  default = true
}
variable "public_network_access_enabled" {
  type    = bool
  default = true
}
variable "quarantine_policy_enabled" {
  type    = bool
  default = false
}
variable "retention_policy_in_days" {
  type    = number
  default = 7
}
variable "role_assignment_mode" {
  type     = string
  default  = "LegacyRegistryPermissions"
  nullable = false
}
variable "network_rule_bypass_option" {
  type    = string
  default = "None"
}
variable "network_rule_bypass_for_tasks_enabled" {
  type     = bool
  default  = false
  nullable = false
}
variable "network_rule_set" {
  type = object({
    default_action = optional(string, "Deny")
    ip_rule        = optional(list(object({ action = optional(string, "Allow"), ip_range = string })), [])
  })
  default = null
}
variable "customer_managed_key" {
  type = object({
    key_vault_resource_id = string
    key_name              = string
  })
  default = null
}
variable "georeplications" {
  type = list(object({
    location                  = string
    regional_endpoint_enabled = optional(bool, true)
    zone_redundancy_enabled   = optional(bool, true)
  }))
  default = []
}
variable "managed_identities" {
  type = object({
    system_assigned            = optional(bool, false)
    user_assigned_resource_ids = optional(set(string), [])
  })
  default  = {}
  nullable = false
}
variable "zone_redundancy_enabled" {
  type    = bool
  default = true
}
variable "scope_maps" {
  type = map(object({
    registry_tokens = optional(map(object({
      name    = string
      enabled = optional(bool, true)
    })))
  }))
  default = {}
}
variable "cache_rules" {
  type = map(object({
    name              = string
    source_repository = string
    target_repository = string
  }))
  default  = {}
  nullable = false
}

locals {
  resource_id = azurerm_container_registry.this.id
  subresource = "registry"
  identity = join(", ", concat(
    var.managed_identities.system_assigned ? ["SystemAssigned"] : [],
    length(var.managed_identities.user_assigned_resource_ids) > 0 ? ["UserAssigned"] : []
  ))
}

# the key is looked up, with the version that it has then
data "azurerm_key_vault_key" "this" {}

resource "azurerm_container_registry" "this" {
  location                              = var.location
  name                                  = var.name
  resource_group_name                   = var.resource_group_name
  tags                                  = var.tags
  sku                                   = var.sku
  admin_enabled                         = var.admin_enabled
  anonymous_pull_enabled                = var.anonymous_pull_enabled
  data_endpoint_enabled                 = var.data_endpoint_enabled
  export_policy_enabled                 = var.export_policy_enabled
  network_rule_bypass_for_tasks_enabled = var.network_rule_bypass_for_tasks_enabled
  network_rule_bypass_option            = var.network_rule_bypass_option
  public_network_access_enabled         = var.public_network_access_enabled
  quarantine_policy_enabled             = var.quarantine_policy_enabled
  retention_policy_in_days              = var.sku == "Premium" ? var.retention_policy_in_days : null
  role_assignment_mode                  = var.role_assignment_mode
  trust_policy_enabled                  = var.enable_trust_policy
  zone_redundancy_enabled               = var.sku == "Premium" ? var.zone_redundancy_enabled : false

  dynamic "encryption" {
    for_each = var.customer_managed_key == null ? [] : [true]
    content {
      key_vault_key_id = data.azurerm_key_vault_key.this.id
    }
  }
  dynamic "georeplications" {
    for_each = { for replica in var.georeplications : replica.location => replica }
    content {
      location                  = georeplications.value.location
      regional_endpoint_enabled = georeplications.value.regional_endpoint_enabled
      zone_redundancy_enabled   = georeplications.value.zone_redundancy_enabled
    }
  }
  dynamic "identity" {
    for_each = local.identity == "" ? [] : [true]
    content {
      type         = local.identity
      identity_ids = var.managed_identities.user_assigned_resource_ids
    }
  }
  dynamic "network_rule_set" {
    for_each = var.network_rule_set == null ? [] : [var.network_rule_set]
    content {
      default_action = network_rule_set.value.default_action

      dynamic "ip_rule" {
        for_each = network_rule_set.value.ip_rule
        content {
          action   = ip_rule.value.action
          ip_range = ip_rule.value.ip_range
        }
      }
    }
  }
}

resource "azurerm_container_registry_token" "this" {
  for_each = merge([for map, scope in var.scope_maps : {
    for key, token in scope.registry_tokens == null ? {} : scope.registry_tokens : "${map}.${key}" => token
  }]...)

  name                    = each.value.name
  enabled                 = each.value.enabled
  container_registry_name = azurerm_container_registry.this.name
  resource_group_name     = azurerm_container_registry.this.resource_group_name
}

resource "azapi_resource" "cache_rule" {
  for_each = var.cache_rules

  type      = "Microsoft.ContainerRegistry/registries/cacheRules@2025-11-01"
  name      = each.value.name
  parent_id = local.resource_id
  body = {
    properties = {
      sourceRepository = each.value.source_repository
      targetRepository = each.value.target_repository
    }
  }
}

output "resource" { value = azurerm_container_registry.this }
output "login_server" { value = azurerm_container_registry.this.login_server }
output "system_assigned_mi_principal_id" { value = try(azurerm_container_registry.this.identity[0].principal_id, null) }
