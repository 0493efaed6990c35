locals {
  service = "is"
  again   = local.service
  pair    = { name = "kms", "kind" = local.again, ("computed") = 1 }
  types   = ["share", "image"]
  nested  = [{ roles = ["Viewer"] }, { roles = ["Reader"] }]
  circle  = [local.circle]
  missing = local.nowhere
}

resource "ibm_iam_authorization_policy" "locals" {
  source_service_name         = local.again
  source_resource_type        = local.types[1]
  target_service_name         = local.pair.name
  target_resource_type        = local.pair["kind"]
  target_resource_instance_id = local.missing
  target_resource_group_id    = local.circle[0]
  roles                       = local.nested[0].roles
  description                 = "${local.service}-${local.pair.computed}"
  transaction_id              = local.nested[*].roles[0]
}

resource "ibm_iam_authorization_policy" "splats" {
  source_service_name         = local.nested.*.roles[0]
  target_resource_instance_id = local.instance.guid
  target_resource_group_id    = local.instance.list[0]
}

locals {
  instance = ibm_resource_instance.kms
}
