# terraform-ibm-modules/common-utilities/ibm//modules/crn-parser, 1.0.0 up to 2.0.0.
# A CRN cut at its colons; an empty or missing field is null. A null CRN is refused, so callers guard it with `count`.
# Source: terraform-ibm-modules/terraform-ibm-common-utilities, tags v1.0.0 to v1.4.2, looked at 2026-11-25. No other form
# of it was found in later commits; callers use it up to 1.9.0.
# `account_id` came with 1.1.0 (before, reading it is an error). There is no output for the version or the cloud name.

variable "crn" {
  type = string
}

locals {
  field = split(":", var.crn)
  text = {
    for name, position in {
      ctype            = 3
      service_name     = 4
      region           = 5
      scope            = 6
      service_instance = 7
      resource_type    = 8
      resource         = 9
    } : name => try(local.field[position], "")
  }
  account = startswith(local.text.scope, "a/") ? split("/", local.text.scope)[1] : ""
}

output "ctype" {
  value = local.text.ctype == "" ? null : local.text.ctype
}

output "service_name" {
  value = local.text.service_name == "" ? null : local.text.service_name
}

output "region" {
  value = local.text.region == "" ? null : local.text.region
}

output "scope" {
  value = local.text.scope == "" ? null : local.text.scope
}

output "account_id" {
  value = local.account == "" ? null : local.account
}

output "service_instance" {
  value = local.text.service_instance == "" ? null : local.text.service_instance
}

output "resource_type" {
  value = local.text.resource_type == "" ? null : local.text.resource_type
}

output "resource" {
  value = local.text.resource == "" ? null : local.text.resource
}
