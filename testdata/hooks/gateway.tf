resource "ibm_is_virtual_endpoint_gateway" "keys" {
  name           = "keys-gateway"
  vpc            = ibm_is_vpc.main.id
  resource_group = ibm_resource_group.main.id

  target {
    crn           = "crn:v1:bluemix:public:kms:us-south:::endpoint:private.us-south.kms.cloud.ibm.com"
    resource_type = "provider_cloud_service"
  }
}

resource "ibm_is_virtual_endpoint_gateway_ip" "keys" {
  gateway     = ibm_is_virtual_endpoint_gateway.keys.id
  reserved_ip = ibm_is_subnet_reserved_ip.keys.reserved_ip
}
