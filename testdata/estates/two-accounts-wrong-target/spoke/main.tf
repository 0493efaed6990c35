provider "ibm" {
  region = "us-south"
}

# The policy in JSON is for another instance, and the target is in another region.
resource "ibm_is_virtual_endpoint_gateway" "backup" {
  name            = "backup"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.gateways.id]

  target {
    crn           = "crn:v1:bluemix:public:backup-recovery:eu-de:a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f:5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64::"
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_virtual_endpoint_gateway_ip" "backup" {
  gateway     = ibm_is_virtual_endpoint_gateway.backup.id
  reserved_ip = ibm_is_subnet_reserved_ip.backup.reserved_ip
}

# The gateway in the hub leads to another instance.
resource "ibm_iam_authorization_policy" "archive" {
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = "0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f"
  target_service_name         = "backup-recovery"
  target_resource_instance_id = "c81d4e2f-7b3a-4f60-9d15-2e8a6b0c4f97"
  roles                       = ["Viewer"]
}
