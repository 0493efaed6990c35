# terraform-ibm-modules/s2s-auth/ibm, 2.0.0 up to 2.2.0.
# One policy for each entry of the map, under its key. No resource types: such keys are dropped without a word.
# Refused at plan (not modelled): an entry without exactly one of instance id and group id on each side; an instance id
# with anything but letters, digits and hyphens.
# Source: terraform-ibm-modules/terraform-ibm-s2s-auth, tags v2.0.0 to v2.1.2, looked at 2026-11-25.
# Left out: zones and rules of context-based restrictions, with their inputs' types and the output cbr_rules.

variable "service_map" {
  type = map(object({
    source_service_name         = string
    target_service_name         = string
    roles                       = list(string)
    description                 = optional(string)
    source_service_account_id   = optional(string)
    source_resource_instance_id = optional(string)
    target_resource_instance_id = optional(string)
    source_resource_group_id    = optional(string)
    target_resource_group_id    = optional(string)
  }))
  default = {}
}

variable "prefix" {
  type    = string
  default = null
}

variable "enable_cbr" {
  type     = bool
  default  = true
  nullable = false
}

variable "cbr_target_service_details" {
  default = []
}

variable "zone_service_ref_list" {
  default = {}
}

variable "zone_vpc_crn_list" {
  type    = list(string)
  default = []
}

resource "ibm_iam_authorization_policy" "auth_policies" {
  for_each = var.service_map

  description                 = each.value.description
  roles                       = each.value.roles
  source_service_account      = each.value.source_service_account_id
  source_service_name         = each.value.source_service_name
  source_resource_instance_id = each.value.source_resource_instance_id
  source_resource_group_id    = each.value.source_resource_group_id
  target_service_name         = each.value.target_service_name
  target_resource_instance_id = each.value.target_resource_instance_id
  target_resource_group_id    = each.value.target_resource_group_id
}

output "auth_policies" {
  value = ibm_iam_authorization_policy.auth_policies
}
