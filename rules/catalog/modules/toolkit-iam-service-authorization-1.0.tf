# terraform-ibm-modules/toolkit-iam-service-authorization/ibm, 1.0.0 up to 1.2.0.
# One policy of the arguments given.
# Source: terraform-ibm-modules/terraform-ibm-toolkit-iam-service-authorization, tags v1.0.0 to v1.1.2, looked at
# 2026-11-25. `provision` came with 1.1.0; the output is iam_authorization_policy_id before 1.1.2 and id from there on.

variable "source_service_name" {
  type = string
}

variable "target_service_name" {
  type = string
}

variable "roles" {
  type    = list(string)
  default = ["Reader"]
}

variable "source_resource_instance_id" {
  type    = string
  default = null
}

variable "target_resource_instance_id" {
  type    = string
  default = null
}

variable "source_resource_group_id" {
  type    = string
  default = null
}

variable "target_resource_group_id" {
  type    = string
  default = null
}

variable "source_resource_type" {
  type    = string
  default = null
}

variable "target_resource_type" {
  type    = string
  default = null
}

variable "source_service_account" {
  type    = string
  default = null
}

variable "provision" {
  type    = bool
  default = true
}

resource "ibm_iam_authorization_policy" "policy" {
  count = var.provision ? 1 : 0

  roles                       = var.roles
  source_service_account      = var.source_service_account
  source_service_name         = var.source_service_name
  source_resource_instance_id = var.source_resource_instance_id
  source_resource_group_id    = var.source_resource_group_id
  source_resource_type        = var.source_resource_type
  target_service_name         = var.target_service_name
  target_resource_instance_id = var.target_resource_instance_id
  target_resource_group_id    = var.target_resource_group_id
  target_resource_type        = var.target_resource_type
}

output "id" {
  value = var.provision ? ibm_iam_authorization_policy.policy[0].id : ""
}

output "iam_authorization_policy_id" {
  value = var.provision ? ibm_iam_authorization_policy.policy[0].id : ""
}
