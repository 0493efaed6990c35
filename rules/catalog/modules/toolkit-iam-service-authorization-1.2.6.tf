# terraform-ibm-modules/toolkit-iam-service-authorization/ibm, 1.2.6 up to 2.0.0.
# A script sends one policy to IAM (there is no ibm_iam_authorization_policy in the module; the real resource is
# null_resource.create_authorization_policy). Like 1.2.0, but a policy that exists already is no error, so whether this
# one is made is not known; and the policy goes to the account of `ibmcloud_api_key`, whatever the provider.
# With source_service_account the subject names two accounts, the key's own and this one: modelled as not known.
# A role becomes a service role of IAM of that name, cut at blanks, so Reader, Writer, Manager and, from 1.2.14 on,
# SecretsReader work; others are refused by IAM.
# Source: terraform-ibm-modules/terraform-ibm-toolkit-iam-service-authorization, tags v1.2.6 to v1.2.14, looked at
# 2026-11-25. Not modelled: 1.2.2 to 1.2.5, whose scripts drop arguments or ignore `provision`.

variable "ibmcloud_api_key" {
  type      = string
  sensitive = true
}

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

# Stands for what is known only to IAM.
resource "terraform_data" "iam" {}

resource "ibm_iam_authorization_policy" "policy" {
  count = var.provision ? (terraform_data.iam.id == "" ? 0 : 1) : 0

  roles                       = var.roles
  source_service_account      = var.source_service_account == null || var.source_service_account == "" ? null : terraform_data.iam.id
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
  value = ""
}
