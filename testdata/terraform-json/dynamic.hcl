resource "ibm_iam_authorization_policy" "a" {
  dynamic "subject_attributes" {
    for_each = "${var.attributes}"
    iterator = one
    content {
      name = "${one.key}"
      value = "${one.value}"
      dynamic "inner" {
        for_each = [
          "a",
        ]
        content {
          x = "${inner.value}"
        }
      }
    }
  }
  dynamic "resource_attributes" {
    for_each = [
      1,
    ]
    content {
      name = "serviceName"
      value = "kms"
    }
  }
  dynamic "resource_attributes" {
    for_each = {}
    content {
      name = "accountId"
    }
  }
}
