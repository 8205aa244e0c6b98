terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.50"
    }
  }
}

provider "azurerm" {
  features {}
}

locals {
  workloads = {
    order-service   = "id-order-service-prod"
    product-service = "id-product-service-prod"
  }
}

resource "azurerm_resource_group" "store" {
  name     = "rg-store-prod"
  location = var.location
}

resource "azurerm_user_assigned_identity" "cluster" {
  name                = "id-aks-store-prod"
  location            = azurerm_resource_group.store.location
  resource_group_name = azurerm_resource_group.store.name
}

resource "azurerm_user_assigned_identity" "workload" {
  for_each = local.workloads

  name                = each.value
  location            = azurerm_resource_group.store.location
  resource_group_name = azurerm_resource_group.store.name
}

resource "azurerm_kubernetes_cluster" "store" {
  name                = var.cluster_name
  location            = azurerm_resource_group.store.location
  resource_group_name = azurerm_resource_group.store.name
  dns_prefix          = "store-prod"
  node_resource_group = "rg-aks-store-prod-nodes"
  kubernetes_version  = var.kubernetes_version
  sku_tier            = "Standard"

  local_account_disabled            = var.local_account_disabled
  role_based_access_control_enabled = true
  oidc_issuer_enabled               = false
  workload_identity_enabled         = false
  azure_policy_enabled              = false
  http_application_routing_enabled  = true
  image_cleaner_enabled             = true
  image_cleaner_interval_hours      = 48
  automatic_upgrade_channel         = var.upgrade_channel
  node_os_upgrade_channel           = "None"

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled     = false
    tenant_id              = "5d0b9a64-1f6e-4c0a-9c57-2f0e6f3c8a11"
    admin_group_object_ids = [var.admin_group_object_id]
  }

  api_server_access_profile {
    authorized_ip_ranges = var.authorized_ip_ranges
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.cluster.id]
  }

  default_node_pool {
    name                         = "system"
    vm_size                      = "Standard_D4ds_v5"
    type                         = "VirtualMachineScaleSets"
    os_sku                       = "AzureLinux"
    os_disk_type                 = "Ephemeral"
    auto_scaling_enabled         = true
    min_count                    = 3
    max_count                    = 5
    zones                        = ["1", "2", "3"]
    vnet_subnet_id               = var.node_subnet_id
    orchestrator_version         = var.kubernetes_version
    host_encryption_enabled      = true
    only_critical_addons_enabled = true

    upgrade_settings {
      max_surge = "33%"
    }
  }

  network_profile {
    network_plugin    = "kubenet"
    outbound_type     = "loadBalancer"
    load_balancer_sku = "standard"
    pod_cidr          = "10.244.0.0/16"
    service_cidr      = "10.245.0.0/16"
    dns_service_ip    = "10.245.0.10"
  }

  key_vault_secrets_provider {
    secret_rotation_enabled = false
  }

  oms_agent {
    log_analytics_workspace_id      = var.log_analytics_workspace_id
    msi_auth_for_monitoring_enabled = true
  }

  web_app_routing {
    dns_zone_ids             = []
    default_nginx_controller = "None"
  }

  dynamic "maintenance_window_auto_upgrade" {
    for_each = var.maintenance_day == null ? [] : [var.maintenance_day]

    content {
      frequency   = "Weekly"
      interval    = 1
      day_of_week = maintenance_window_auto_upgrade.value
      duration    = 6
      start_time  = "02:00"
      utc_offset  = "+00:00"
    }
  }

  maintenance_window_node_os {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = "Saturday"
    duration    = 6
    start_time  = "02:00"
    utc_offset  = "+00:00"
  }
}

module "store_pool" {
  source = "./modules/pool"

  cluster_id      = azurerm_kubernetes_cluster.store.id
  subnet_id       = var.node_subnet_id
  version_of_node = var.kubernetes_version
  public_ips      = true
}

resource "azurerm_monitor_diagnostic_setting" "audit" {
  name                       = "audit"
  target_resource_id         = azurerm_kubernetes_cluster.store.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category = "kube-audit-admin"
  }
  enabled_log {
    category = "guard"
  }
}

resource "azurerm_federated_identity_credential" "workload" {
  for_each = local.workloads

  name                = "aks-store-prod"
  resource_group_name = azurerm_resource_group.store.name
  parent_id           = azurerm_user_assigned_identity.workload[each.key].id
  issuer              = azurerm_kubernetes_cluster.store.oidc_issuer_url
  subject             = "system:serviceaccount:store:${each.key}"
  audience            = ["api://AzureADTokenExchange"]
}

data "azurerm_container_registry" "contoso" {
  name                = "contoso"
  resource_group_name = "rg-registries"
}

resource "azurerm_role_assignment" "pull" {
  scope                = data.azurerm_container_registry.contoso.id
  role_definition_name = "AcrPull"
  principal_id         = azurerm_kubernetes_cluster.store.kubelet_identity[0].object_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "developers" {
  for_each = toset(["Azure Kubernetes Service Cluster User Role", "Azure Kubernetes Service RBAC Cluster Admin"])

  scope                = azurerm_kubernetes_cluster.store.id
  role_definition_name = each.key
  principal_id         = var.developer_group_object_id
  principal_type       = "Group"
}
