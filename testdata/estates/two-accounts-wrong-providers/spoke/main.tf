provider "ibm" {
  region = "eu-de"
}

# Created in the account of the gateway.
resource "ibm_iam_authorization_policy" "archive" {
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = "3f1b2c4d5e6f708192a3b4c5d6e7f809"
  target_service_name         = "backup-recovery"
  target_resource_instance_id = "c81d4e2f-7b3a-4f60-9d15-2e8a6b0c4f97"
  roles                       = ["Viewer"]
}

resource "ibm_is_virtual_endpoint_gateway" "archive" {
  name            = "archive"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.gateways.id]
  depends_on      = [ibm_iam_authorization_policy.archive]

  target {
    crn           = "crn:v1:bluemix:public:backup-recovery:eu-de:a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f:c81d4e2f-7b3a-4f60-9d15-2e8a6b0c4f97::"
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_virtual_endpoint_gateway_ip" "archive" {
  gateway     = ibm_is_virtual_endpoint_gateway.archive.id
  reserved_ip = ibm_is_subnet_reserved_ip.archive.reserved_ip
}

# The policy in JSON lets it in, and nobody needs this one.
resource "ibm_iam_authorization_policy" "backup" {
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = "3f1b2c4d5e6f708192a3b4c5d6e7f809"
  target_service_name         = "backup-recovery"
  target_resource_instance_id = "5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64"
  roles                       = ["Viewer"]
}

resource "ibm_is_virtual_endpoint_gateway" "backup" {
  name            = "backup"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.gateways.id]
  depends_on      = [ibm_iam_authorization_policy.backup]

  target {
    crn           = "crn:v1:bluemix:public:backup-recovery:eu-de:a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f:5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64::"
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_virtual_endpoint_gateway_ip" "backup" {
  gateway     = ibm_is_virtual_endpoint_gateway.backup.id
  reserved_ip = ibm_is_subnet_reserved_ip.backup.reserved_ip
}

# The policy for it is in the hub, through a provider configuration of this account.
resource "ibm_is_virtual_endpoint_gateway" "vault" {
  name            = "vault"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.gateways.id]

  target {
    crn           = "crn:v1:bluemix:public:backup-recovery:eu-de:a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f:2a6c9e13-8b57-4f0d-a1c4-5d9e2b7f3806::"
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_virtual_endpoint_gateway_ip" "vault" {
  gateway     = ibm_is_virtual_endpoint_gateway.vault.id
  reserved_ip = ibm_is_subnet_reserved_ip.vault.reserved_ip
}

# Let in by the hub.
resource "ibm_is_virtual_endpoint_gateway" "clusters" {
  name            = "clusters"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.gateways.id]

  target {
    crn           = "crn:v1:bluemix:public:backup-recovery:eu-de:a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f:e92a7c31-5d48-4b06-8f1e-3c6b9d0a2e75::"
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_virtual_endpoint_gateway_ip" "clusters" {
  gateway     = ibm_is_virtual_endpoint_gateway.clusters.id
  reserved_ip = ibm_is_subnet_reserved_ip.clusters.reserved_ip
}

# Nobody knows whether the policy in the hub lets it in, and this one surely does not.
resource "ibm_iam_authorization_policy" "ledger" {
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = "3f1b2c4d5e6f708192a3b4c5d6e7f809"
  target_service_name         = "containers-kubernetes"
  target_resource_instance_id = "ckl8rr0f0qo5t8a2k7vg"
  roles                       = ["Viewer"]
}

resource "ibm_is_virtual_endpoint_gateway" "ledger" {
  name            = "ledger"
  vpc             = ibm_is_vpc.main.id
  resource_group  = ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.gateways.id]
  depends_on      = [ibm_iam_authorization_policy.ledger]

  target {
    crn           = "crn:v1:bluemix:public:containers-kubernetes:eu-de:a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f:ckl8rr0f0qo5t8a2k7vg::"
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_virtual_endpoint_gateway_ip" "ledger" {
  gateway     = ibm_is_virtual_endpoint_gateway.ledger.id
  reserved_ip = ibm_is_subnet_reserved_ip.ledger.reserved_ip
}
