variable "cluster_id" {
  type = string
}

variable "subnet_id" {
  type = string
}

variable "version_of_node" {
  type = string
}

variable "public_ips" {
  type    = bool
  default = false
}

resource "azurerm_kubernetes_cluster_node_pool" "store" {
  name                    = "store"
  kubernetes_cluster_id   = var.cluster_id
  mode                    = "User"
  vm_size                 = "Standard_D8ds_v5"
  os_type                 = "Linux"
  os_sku                  = "Ubuntu"
  os_disk_type            = "Ephemeral"
  auto_scaling_enabled    = true
  min_count               = 3
  max_count               = 12
  zones                   = ["1", "2", "3"]
  vnet_subnet_id          = var.subnet_id
  orchestrator_version    = var.version_of_node
  host_encryption_enabled = false
  node_public_ip_enabled  = var.public_ips

  upgrade_settings {
    max_surge = "33%"
  }
}
