provider "ibm" {
  region = "eu-de"
}

# The policy in the spoke is for another instance.
resource "ibm_is_virtual_endpoint_gateway" "archive" {
  name            = "archive"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.gateways.id]

  target {
    crn           = "crn:v1:bluemix:public:backup-recovery:eu-de:a/3f1b2c4d5e6f708192a3b4c5d6e7f809:91b7d5e0-3c2f-4a68-b04d-6e8f1c7a9253::"
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_virtual_endpoint_gateway_ip" "archive" {
  gateway     = ibm_is_virtual_endpoint_gateway.archive.id
  reserved_ip = ibm_is_subnet_reserved_ip.archive.reserved_ip
}

# A private path does not leave its region.
resource "ibm_is_virtual_endpoint_gateway" "orders" {
  name            = "orders"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.gateways.id]

  target {
    crn           = "crn:v1:bluemix:public:is:us-south:a/3f1b2c4d5e6f708192a3b4c5d6e7f809::private-path-service-gateway:r006-3a8c5e1d-2f47-4b90-9c6e-d1b0f7a24385"
    resource_type = "private_path_service_gateway"
  }
}

resource "ibm_is_virtual_endpoint_gateway_ip" "orders" {
  gateway     = ibm_is_virtual_endpoint_gateway.orders.id
  reserved_ip = ibm_is_subnet_reserved_ip.orders.reserved_ip
}

# In its own account and region.
resource "ibm_is_virtual_endpoint_gateway" "keys" {
  name            = "keys"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.gateways.id]

  target {
    crn           = "crn:v1:bluemix:public:kms:eu-de:a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f:0f4d8b26-c1e9-4a73-9b52-7e3a6d1c8f04::"
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_virtual_endpoint_gateway_ip" "keys" {
  gateway     = ibm_is_virtual_endpoint_gateway.keys.id
  reserved_ip = ibm_is_subnet_reserved_ip.keys.reserved_ip
}
