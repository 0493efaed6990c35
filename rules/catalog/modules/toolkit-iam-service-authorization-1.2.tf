# terraform-ibm-modules/toolkit-iam-service-authorization/ibm, 1.2.0 up to 1.2.2.
# One policy of the arguments given, but an instance id counts only where its flag source_instance or target_instance is
# true: without it the policy holds for every instance.
# Source: terraform-ibm-modules/terraform-ibm-toolkit-iam-service-authorization, tags v1.2.0 and v1.2.1, looked at
# 2026-11-25.

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

variable "source_instance" {
  type    = bool
  default = false
}

variable "target_instance" {
  type    = bool
  default = false
}

resource "ibm_iam_authorization_policy" "policy" {
  count = var.provision ? 1 : 0

  roles                       = var.roles
  source_service_account      = var.source_service_account
  source_service_name         = var.source_service_name
  source_resource_instance_id = var.source_instance ? var.source_resource_instance_id : null
  source_resource_group_id    = var.source_resource_group_id
  source_resource_type        = var.source_resource_type
  target_service_name         = var.target_service_name
  target_resource_instance_id = var.target_instance ? var.target_resource_instance_id : null
  target_resource_group_id    = var.target_resource_group_id
  target_resource_type        = var.target_resource_type
}

output "id" {
  value = var.provision ? ibm_iam_authorization_policy.policy[0].id : ""
}
