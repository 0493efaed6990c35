variable "account" {
  default = "1234567"
}

variable "name" {
  default = "My_Gateway"
}

variable "mode" {
  default = "Primary"
}

resource "ibm_iam_authorization_policy" "gateways" {
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = var.account
  target_service_name         = "kms"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = ["Viewer"]
}

resource "ibm_is_virtual_endpoint_gateway" "keys" {
  name = var.name
  vpc  = ibm_is_vpc.edge.id
  target {
    crn           = ibm_resource_instance.keys.crn
    resource_type = "provider_cloud_service"
  }
  security_groups             = [ibm_is_security_group.edge.id]
  dns_resolution_binding_mode = var.mode
  resource_group              = ibm_resource_group.main.id
}

resource "ibm_is_virtual_endpoint_gateway_ip" "keys" {
  gateway     = ibm_is_virtual_endpoint_gateway.keys.id
  reserved_ip = ibm_is_subnet_reserved_ip.keys.reserved_ip
}
