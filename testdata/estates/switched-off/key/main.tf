variable "key_crn" {
  type    = string
  default = null
}

locals {
  parts   = var.key_crn == null ? [] : split(":", var.key_crn)
  service = var.key_crn == null ? null : local.parts[4]
  account = var.key_crn == null ? "" : trimprefix(local.parts[6], "a/")
}

resource "ibm_iam_authorization_policy" "key" {
  count                    = var.key_crn == null ? 0 : 1
  source_service_name      = "appid"
  source_resource_group_id = var.group
  roles                    = ["Reader"]

  resource_attributes {
    name  = "serviceName"
    value = local.service
  }

  resource_attributes {
    name  = "accountId"
    value = local.account
  }

  resource_attributes {
    name  = "serviceInstance"
    value = local.service == null ? null : local.parts[7]
  }

  resource_attributes {
    name  = "resourceType"
    value = "key"
  }
}
