provider "ibm" {
  region = "eu-de"
}

provider "ibm" {
  alias  = "spoke"
  region = "eu-de"
}

resource "ibm_iam_authorization_policy" "vault" {
  provider                    = ibm.spoke
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = "3f1b2c4d5e6f708192a3b4c5d6e7f809"
  target_service_name         = "backup-recovery"
  target_resource_instance_id = "2a6c9e13-8b57-4f0d-a1c4-5d9e2b7f3806"
  roles                       = ["Viewer"]
}

resource "ibm_iam_authorization_policy" "clusters" {
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = "3f1b2c4d5e6f708192a3b4c5d6e7f809"
  target_service_name         = "backup-recovery"
  target_resource_instance_id = "e92a7c31-5d48-4b06-8f1e-3c6b9d0a2e75"
  roles                       = ["Viewer"]
}

resource "ibm_container_vpc_cluster" "ledger" {
  name   = "ledger"
  vpc_id = ibm_is_vpc.main.id
  flavor = "bx2.4x16"
}

resource "ibm_iam_authorization_policy" "ledger" {
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = "3f1b2c4d5e6f708192a3b4c5d6e7f809"
  target_service_name         = "containers-kubernetes"
  target_resource_instance_id = ibm_container_vpc_cluster.ledger.id
  roles                       = ["Viewer"]
}
