# terraform-ibm-modules/s2s-auth/ibm, 1.0.0 up to 2.0.0.
# One policy for each entry of the list. No source account and no resource types: such keys are dropped without a word.
# Refused at plan (not modelled): an entry without exactly one of instance id and group id on each side; a service
# outside a list of some 30; from 1.1.0 on an instance id with anything but letters, digits and hyphens.
# Source: terraform-ibm-modules/terraform-ibm-s2s-auth, tags v1.0.0 to v1.2.10, looked at 2026-11-25.
# Left out: zones and rules of context-based restrictions, with their inputs' types and the output cbr_rules.

variable "service_map" {
  type = list(object({
    source_service_name         = string
    target_service_name         = string
    roles                       = list(string)
    description                 = optional(string)
    source_resource_instance_id = optional(string)
    target_resource_instance_id = optional(string)
    source_resource_group_id    = optional(string)
    target_resource_group_id    = optional(string)
  }))
  default = []
}

variable "prefix" {
  type    = string
  default = null
}

variable "cbr_target_service_details" {
  default = []
}

variable "zone_service_ref_list" {
  default = []
}

variable "zone_vpc_crn_list" {
  type    = list(string)
  default = []
}

resource "ibm_iam_authorization_policy" "auth_policies" {
  count = length(var.service_map)

  description                 = var.service_map[count.index].description
  roles                       = var.service_map[count.index].roles
  source_service_name         = var.service_map[count.index].source_service_name
  source_resource_instance_id = var.service_map[count.index].source_resource_instance_id
  source_resource_group_id    = var.service_map[count.index].source_resource_group_id
  target_service_name         = var.service_map[count.index].target_service_name
  target_resource_instance_id = var.service_map[count.index].target_resource_instance_id
  target_resource_group_id    = var.service_map[count.index].target_resource_group_id
}

output "auth_policies" {
  value = ibm_iam_authorization_policy.auth_policies
}
