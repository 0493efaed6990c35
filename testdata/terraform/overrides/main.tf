variable "service" {
  type    = string
  default = "is"
}

locals {
  target = "kms"
}

resource "ibm_iam_authorization_policy" "policy" {
  count               = 2
  source_service_name = var.service
  target_service_name = local.target
  roles               = ["Reader"]

  resource_attributes {
    name  = "serviceName"
    value = "a"
  }
  resource_attributes {
    name  = "accountId"
    value = "b"
  }
}
