# What Azure Verified Modules for resources of azurerm make around their resource: locks, role assignments, diagnostic settings
# and private endpoints. The files over this one say which resource that is.
# Source: the tags that modules.txt lists of the modules below github.com/Azure/terraform-azurerm-avm-res-, read 2026-12-01.

variable "location" {
  type     = string
  nullable = false
}
variable "name" { type = string }
variable "resource_group_name" { type = string }
variable "tags" {
  type    = map(string)
  default = null
}
variable "lock" {
  type = object({
    kind = string
    name = optional(string)
  })
  default = null
}
variable "role_assignments" {
  type = map(object({
    role_definition_id_or_name = string
    principal_id               = string
    condition                  = optional(string)
    condition_version          = optional(string)
    principal_type             = optional(string)
  }))
  default  = {}
  nullable = false
}
variable "diagnostic_settings" {
  type = map(object({
    name                                     = optional(string)
    log_categories                           = optional(set(string), [])
    log_groups                               = optional(set(string), ["allLogs"])
    workspace_resource_id                    = optional(string)
    storage_account_resource_id              = optional(string)
    event_hub_authorization_rule_resource_id = optional(string)
    marketplace_partner_resource_id          = optional(string)
  }))
  default  = {}
  nullable = false
}
variable "private_endpoints" {
  type = map(object({
    name                            = optional(string)
    location                        = optional(string)
    resource_group_name             = optional(string)
    subnet_resource_id              = string
    private_dns_zone_group_name     = optional(string, "default")
    private_dns_zone_resource_ids   = optional(set(string), [])
    private_service_connection_name = optional(string)
  }))
  default  = {}
  nullable = false
}
variable "private_endpoints_manage_dns_zone_group" {
  type     = bool
  default  = true
  nullable = false
}

resource "azurerm_management_lock" "this" {
  count = var.lock == null ? 0 : 1

  lock_level = var.lock.kind
  name       = coalesce(var.lock.name, "lock-${var.name}")
  scope      = local.resource_id
}

resource "azurerm_role_assignment" "this" {
  for_each = var.role_assignments

  principal_id         = each.value.principal_id
  principal_type       = each.value.principal_type
  scope                = local.resource_id
  condition            = each.value.condition
  condition_version    = each.value.condition_version
  role_definition_id   = strcontains(lower(each.value.role_definition_id_or_name), "/providers/microsoft.authorization/roledefinitions") ? each.value.role_definition_id_or_name : null
  role_definition_name = strcontains(lower(each.value.role_definition_id_or_name), "/providers/microsoft.authorization/roledefinitions") ? null : each.value.role_definition_id_or_name
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  for_each = var.diagnostic_settings

  name                           = each.value.name == null ? "diag-${var.name}" : each.value.name
  target_resource_id             = local.resource_id
  log_analytics_workspace_id     = each.value.workspace_resource_id
  storage_account_id             = each.value.storage_account_resource_id
  eventhub_authorization_rule_id = each.value.event_hub_authorization_rule_resource_id
  partner_solution_id            = each.value.marketplace_partner_resource_id

  dynamic "enabled_log" {
    for_each = each.value.log_categories
    content {
      category = enabled_log.value
    }
  }
  dynamic "enabled_log" {
    for_each = each.value.log_groups
    content {
      category_group = enabled_log.value
    }
  }
}

resource "azurerm_private_endpoint" "this" {
  for_each = { for key, endpoint in var.private_endpoints : key => endpoint if var.private_endpoints_manage_dns_zone_group }

  location            = coalesce(each.value.location, var.location)
  name                = each.value.name == null ? "pe-${var.name}" : each.value.name
  resource_group_name = each.value.resource_group_name == null ? var.resource_group_name : each.value.resource_group_name
  subnet_id           = each.value.subnet_resource_id

  private_service_connection {
    is_manual_connection           = false
    name                           = each.value.private_service_connection_name == null ? "pse-${var.name}" : each.value.private_service_connection_name
    private_connection_resource_id = local.resource_id
    subresource_names              = [local.subresource]
  }
  dynamic "private_dns_zone_group" {
    for_each = length(each.value.private_dns_zone_resource_ids) > 0 ? [true] : []
    content {
      name                 = each.value.private_dns_zone_group_name
      private_dns_zone_ids = each.value.private_dns_zone_resource_ids
    }
  }
}

resource "azurerm_private_endpoint" "this_unmanaged_dns_zone_groups" {
  for_each = { for key, endpoint in var.private_endpoints : key => endpoint if !var.private_endpoints_manage_dns_zone_group }

  location            = coalesce(each.value.location, var.location)
  name                = each.value.name == null ? "pe-${var.name}" : each.value.name
  resource_group_name = each.value.resource_group_name == null ? var.resource_group_name : each.value.resource_group_name
  subnet_id           = each.value.subnet_resource_id

  private_service_connection {
    is_manual_connection           = false
    name                           = each.value.private_service_connection_name == null ? "pse-${var.name}" : each.value.private_service_connection_name
    private_connection_resource_id = local.resource_id
    subresource_names              = [local.subresource]
  }
}

output "name" { value = var.name }
output "resource_id" { value = local.resource_id }
