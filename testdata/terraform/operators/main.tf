variable "x" {}

resource "ibm_iam_authorization_policy" "operators" {
  description                 = 1 + 2 * 3 - 4
  source_service_name         = 10 / 4
  source_resource_type        = 12 / 4
  source_service_account      = -(7 % 3)
  source_resource_group_id    = "5" + 1
  source_resource_instance_id = var.x + 1
  target_service_name         = 1 == 1.0
  target_resource_type        = "1" == 1
  target_resource_group_id    = !(2 > 1) || "true" && true
  target_resource_instance_id = null == "a"
  transaction_id              = var.x == null
  roles                       = [99999999999999999999999999999999999999999 + 1]
}
