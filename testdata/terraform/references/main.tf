resource "ibm_iam_authorization_policy" "references" {
  source_service_name         = module.names.service
  source_resource_instance_id = ibm_resource_instance.a.guid
  source_service_account      = data.ibm_iam_account_settings.this.account_id
  source_resource_group_id    = ibm_resource_group.g[0].id
  target_resource_instance_id = ibm_resource_instance.b["x"].extensions["y"]
  target_service_name         = each.value.service
  target_resource_type        = lower("SHARE")
  roles                       = [for role in ["a"] : upper(role)]
  description                 = "${path.module}/x"
  transaction_id              = terraform.workspace
}
