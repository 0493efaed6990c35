variable "account" {
  type = string
}

variable "instance" {
  type = string
}

resource "ibm_iam_authorization_policy" "gateways" {
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = var.account
  target_service_name         = "backup-recovery"
  target_resource_instance_id = var.instance
  roles                       = ["Viewer"]
}
