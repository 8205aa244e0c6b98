# Azure/avm-res-containerregistry-registry/azurerm 0.4, over registry.tf: it keeps untagged manifests whatever the SKU.
# Source: github.com/Azure/terraform-azurerm-avm-res-containerregistry-registry, tag 0.4.0 (2025-01), read 2026-12-01.

resource "azurerm_container_registry" "this" {
  retention_policy_in_days = var.retention_policy_in_days
}
