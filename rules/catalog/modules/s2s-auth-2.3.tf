# terraform-ibm-modules/s2s-auth/ibm, 2.3.0 up to 3.0.0.
# One policy for each entry of the map, under its key; each side as plain arguments (now with a resource type) or, where
# a list of attributes is given, as those and nothing else.
# Refused at plan (not modelled): both ways on one side; a side with neither; instance id together with group id; an
# instance id with anything but letters, digits and hyphens.
# Source: terraform-ibm-modules/terraform-ibm-s2s-auth, variables.tf and main.tf as of 04fce59a, later than tag v2.1.2,
# and its callers at 2.3.0, 2.3.1 and 2.3.3, looked at 2026-11-25. The tags 2.2.x and 2.3.x themselves were not seen.
# Left out: zones and rules of context-based restrictions, with their inputs' types and the output cbr_rules; the four
# names that the module spreads its policies over (by which sides have lists); what it makes of an empty list.

variable "service_map" {
  type = map(object({
    roles                       = list(string)
    description                 = optional(string)
    source_service_account_id   = optional(string)
    source_service_name         = optional(string)
    source_resource_instance_id = optional(string)
    source_resource_group_id    = optional(string)
    source_resource_type        = optional(string)
    target_service_name         = optional(string)
    target_resource_instance_id = optional(string)
    target_resource_group_id    = optional(string)
    target_resource_type        = optional(string)
    subject_attributes = optional(list(object({
      name     = string
      value    = string
      operator = optional(string, "stringEquals")
    })))
    resource_attributes = optional(list(object({
      name     = string
      value    = string
      operator = optional(string, "stringEquals")
    })))
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
  source_resource_type        = each.value.source_resource_type
  target_service_name         = each.value.target_service_name
  target_resource_instance_id = each.value.target_resource_instance_id
  target_resource_group_id    = each.value.target_resource_group_id
  target_resource_type        = each.value.target_resource_type

  dynamic "subject_attributes" {
    for_each = each.value.subject_attributes == null ? [] : each.value.subject_attributes
    content {
      name     = subject_attributes.value.name
      value    = subject_attributes.value.value
      operator = subject_attributes.value.operator
    }
  }

  dynamic "resource_attributes" {
    for_each = each.value.resource_attributes == null ? [] : each.value.resource_attributes
    content {
      name     = resource_attributes.value.name
      value    = resource_attributes.value.value
      operator = resource_attributes.value.operator
    }
  }
}

output "auth_policies" {
  value = ibm_iam_authorization_policy.auth_policies
}
