variable "service" {
  default = "cloud-object-storage"
}

locals {
  target = "hs-crypto"
}

resource "ibm_iam_authorization_policy" "policy" {
  for_each = { x = "Writer" }
  roles    = [each.value]

  resource_attributes {
    name  = "serviceInstance"
    value = "c"
  }
}
