variable "consumer_account" {
  type = string
}

variable "owner_account" {
  type = string
}

resource "ibm_iam_authorization_policy" "consumer_gateways" {
  source_service_name  = "is"
  source_resource_type = "endpoint-gateway"
  source_account       = var.consumer_account

  target_service_name  = "cloud-object-storage"
  target_resource_type = "service-instance"
  target_account       = var.owner_account

  roles = ["Viewer"]
}
