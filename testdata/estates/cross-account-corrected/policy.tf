variable "consumer_account" {
  type = string
}

provider "ibm" {
  alias = "owner"
}

resource "ibm_iam_authorization_policy" "consumer_gateways" {
  # The target is always in the account of the provider.
  provider = ibm.owner

  source_service_name    = "is"
  source_resource_type   = "endpoint-gateway"
  source_service_account = var.consumer_account

  target_service_name         = "cloud-object-storage"
  target_resource_instance_id = ibm_resource_instance.storage.guid

  roles = ["Viewer"]
}
