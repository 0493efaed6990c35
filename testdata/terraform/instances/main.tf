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
