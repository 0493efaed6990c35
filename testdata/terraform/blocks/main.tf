resource "ibm_iam_authorization_policy" "blocks" {
  roles = ["Reader"]
  subject_attributes {
    name  = "serviceName"
    value = "is"
  }
  subject_attributes {
    name  = "accountId"
    value = var.account
  }
  resource_attributes {
    name  = "accountId"
    value = "x"
  }
  dynamic "resource_attributes" {
    for_each = var.more
    content {
      name  = resource_attributes.key
      value = resource_attributes.value
    }
  }
  lifecycle {
    create_before_destroy = true
  }
}

variable "account" {}
variable "more" {}

resource "ibm_iam_authorization_policy" "known" {
  roles = ["Reader"]
  dynamic "subject_attributes" {
    for_each = { accountId = "x", serviceName = "is" }
    iterator = pair
    content {
      name  = pair.key
      value = pair.value
    }
  }
}
