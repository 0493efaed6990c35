# Loops in loops: more than anybody waits for.
locals {
  many = [for x in range(1000) : [for y in range(1000) : [for z in range(100) : x * y * z]]]
}

resource "ibm_iam_authorization_policy" "policy" {
  count               = 1000000
  source_service_name = "cloud-object-storage"
  target_service_name = "kms"
  roles               = range(1000000000)
  description         = length(local.many)
}
