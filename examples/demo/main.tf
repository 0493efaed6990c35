locals {
  instance = ibm_resource_instance.keys.id
}

resource "ibm_iam_authorization_policy" "gateways" {
  provider                    = ibm.owner
  source_service_name         = "is"
  source_resource_type        = "endpoint_gateway"
  source_account              = var.consumer_account
  target_service_name         = "kms"
  target_resource_instance_id = local.instance
  roles                       = ["Viewer"]
}

resource "ibm_is_virtual_endpoint_gateway" "keys" {
  name = "keys-gateway"
  vpc  = ibm_is_vpc.edge.id
  target {
    crn           = ibm_resource_instance.keys.crn
    resource_type = "provider_cloud_service"
  }
}
