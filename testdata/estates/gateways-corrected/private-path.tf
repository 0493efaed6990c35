resource "ibm_is_lb" "partner" {
  name    = "partner"
  type    = "private_path"
  subnets = [ibm_is_subnet.all["hub-1"].id]
}

resource "ibm_is_private_path_service_gateway" "partner" {
  provider              = ibm.partner
  name                  = "partner"
  resource_group        = data.ibm_resource_group.network.id
  load_balancer         = ibm_is_lb.partner.id
  service_endpoints     = ["partner.example.com"]
  default_access_policy = "review"
}

resource "ibm_is_private_path_service_gateway_operations" "partner" {
  provider                     = ibm.partner
  private_path_service_gateway = ibm_is_private_path_service_gateway.partner.id
  published                    = true
}

module "partner" {
  source = "./modules/service"
  name   = "partner"
  target = ibm_is_private_path_service_gateway.partner.crn
  kind   = "private_path_service_gateway"
  vpc    = ibm_is_vpc.apps.id
  groups = [ibm_is_security_group.apps.id]
}

module "policies" {
  source  = "terraform-ibm-modules/s2s-auth/ibm"
  version = "2.3.1"
  service_map = { secrets = {
    source_service_name         = "is"
    source_resource_type        = "endpoint-gateway"
    source_service_account_id   = "0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f"
    target_service_name         = "secrets-manager"
    target_resource_instance_id = ibm_resource_instance.secrets.guid
    roles                       = ["Viewer"]
  } }
}
