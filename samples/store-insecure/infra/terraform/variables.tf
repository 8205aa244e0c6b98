variable "location" {
  type    = string
  default = "westeurope"
}

variable "cluster_name" {
  type    = string
  default = "aks-store-prod"
}

variable "kubernetes_version" {
  type    = string
  default = "1.36"
}

variable "upgrade_channel" {
  description = "patch, stable, rapid or node-image; no upgrades when it is left out."
  type        = string
  default     = null
}

variable "maintenance_day" {
  type    = string
  default = null
}

variable "local_account_disabled" {
  type    = bool
  default = false
}

variable "authorized_ip_ranges" {
  description = "Who reaches the API server."
  type        = list(string)
}

variable "node_subnet_id" {
  description = "Resource id of the subnet of the nodes."
  type        = string
}

variable "log_analytics_workspace_id" {
  description = "Resource id of the workspace for audit logs and Container Insights."
  type        = string
}

variable "admin_group_object_id" {
  type    = string
  default = "9e4c2f71-8d3a-4b60-a5f7-1c6e0d9b2358"
}

variable "developer_group_object_id" {
  type    = string
  default = "2b7e4f90-6a1d-4c35-8f02-9d3c5e7a1b46"
}
