provider "ibm" {
  region = "eu-de"
}

provider "ibm" {
  alias  = "hub"
  region = "eu-de"
}

# Let in by a policy in JSON.
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

# Let in by the other root module.
resource "ibm_is_virtual_endpoint_gateway" "archive" {
  name            = "archive"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.gateways.id]

  target {
    crn           = "crn:v1:bluemix:public:backup-recovery:eu-de:a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f:c81d4e2f-7b3a-4f60-9d15-2e8a6b0c4f97::"
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_virtual_endpoint_gateway_ip" "archive" {
  gateway     = ibm_is_virtual_endpoint_gateway.archive.id
  reserved_ip = ibm_is_subnet_reserved_ip.archive.reserved_ip
}

# Let in from here, through a module.
module "policy" {
  source    = "./policy"
  providers = { ibm = ibm.hub }
  account   = data.ibm_iam_account_settings.own.account_id
  instance  = "e92a7c31-5d48-4b06-8f1e-3c6b9d0a2e75"
}

data "ibm_iam_account_settings" "own" {}

resource "ibm_is_virtual_endpoint_gateway" "clusters" {
  name            = "clusters"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.gateways.id]
  depends_on      = [module.policy]

  target {
    crn           = "crn:v1:bluemix:public:backup-recovery:eu-de:a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f:e92a7c31-5d48-4b06-8f1e-3c6b9d0a2e75::"
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_virtual_endpoint_gateway_ip" "clusters" {
  gateway     = ibm_is_virtual_endpoint_gateway.clusters.id
  reserved_ip = ibm_is_subnet_reserved_ip.clusters.reserved_ip
}

# In its own account.
resource "ibm_is_virtual_endpoint_gateway" "own" {
  name            = "own"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.gateways.id]

  target {
    crn           = "crn:v1:bluemix:public:kms:eu-de:a/3f1b2c4d5e6f708192a3b4c5d6e7f809:0f4d8b26-c1e9-4a73-9b52-7e3a6d1c8f04::"
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_virtual_endpoint_gateway_ip" "own" {
  gateway     = ibm_is_virtual_endpoint_gateway.own.id
  reserved_ip = ibm_is_subnet_reserved_ip.own.reserved_ip
}

# A private path of the same region.
resource "ibm_is_virtual_endpoint_gateway" "orders" {
  name            = "orders"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.gateways.id]

  target {
    crn           = "crn:v1:bluemix:public:is:eu-de:a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f::private-path-service-gateway:r010-3a8c5e1d-2f47-4b90-9c6e-d1b0f7a24385"
    resource_type = "private_path_service_gateway"
  }
}

resource "ibm_is_virtual_endpoint_gateway_ip" "orders" {
  gateway     = ibm_is_virtual_endpoint_gateway.orders.id
  reserved_ip = ibm_is_subnet_reserved_ip.orders.reserved_ip
}
