variable "on" {}

resource "ibm_iam_authorization_policy" "one" {
  roles = ["Reader"]
}

resource "ibm_iam_authorization_policy" "off" {
  count = 0
  roles = ["Reader"]
}

resource "ibm_iam_authorization_policy" "empty" {
  for_each = {}
  roles    = ["Reader"]
}

resource "ibm_iam_authorization_policy" "maybe" {
  count    = var.on ? 1 : 0
  provider = ibm.other
  roles    = ["Reader"]
}

resource "ibm_iam_authorization_policy" "two" {
  count               = 2
  roles               = ["Reader"]
  source_service_name = "s${count.index}"
}

resource "ibm_iam_authorization_policy" "each" {
  for_each            = { b = { roles = ["Viewer"] }, a = { roles = ["Reader"] } }
  roles               = each.value.roles
  source_service_name = each.key
}

resource "ibm_iam_authorization_policy" "set" {
  for_each            = toset(["x"])
  roles               = [for role in ["viewer"] : "${role}-${each.value}"]
}

resource "ibm_iam_authorization_policy" "unknown" {
  for_each            = var.on
  roles               = each.value
  source_service_name = each.key
}
