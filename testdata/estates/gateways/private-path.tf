resource "ibm_is_lb" "partner" {
  name    = "partner"
  type    = "private"
  subnets = [ibm_is_subnet.all["hub-1"].id]
}

resource "ibm_is_private_path_service_gateway" "partner" {
  provider              = ibm.partner
  name                  = "partner"
  resource_group        = data.ibm_resource_group.network.id
  load_balancer         = ibm_is_lb.partner.id
  service_endpoints     = ["partner.example.com"]
  default_access_policy = "permit"
}

module "partner" {
  source = "./modules/service"
  name   = "partner"
  target = ibm_is_private_path_service_gateway.partner.crn
  kind   = "private_path_service_gateway"
  vpc    = ibm_is_vpc.apps.id
  groups = [ibm_is_vpc.hub.default_security_group]
}

module "policies" {
  source  = "terraform-ibm-modules/s2s-auth/ibm"
  version = "~> 1.2"
  service_map = [{
    source_service_name         = "is"
    source_resource_type        = "endpoint-gateway"
    target_service_name         = "secrets-manager"
    target_resource_instance_id = ibm_resource_instance.secrets.guid
    roles                       = ["Viewer"]
  }]
}
