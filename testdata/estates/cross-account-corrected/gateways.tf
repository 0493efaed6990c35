resource "ibm_is_virtual_endpoint_gateway" "time" {
  name = "time-gateway"
  vpc  = ibm_is_vpc.edge.id
  target {
    name          = "ibm-ntp-server"
    resource_type = "provider_infrastructure_service"
  }
  resource_group  = data.ibm_resource_group.network.id
  security_groups = [ibm_is_security_group.edge.id]
}

resource "ibm_is_virtual_endpoint_gateway" "storage" {
  name = "storage-gateway"
  vpc  = ibm_is_vpc.edge.id
  target {
    crn           = "crn:v1:bluemix:public:cloud-object-storage:global:::endpoint:s3.direct.eu-de.cloud-object-storage.appdomain.cloud"
    resource_type = "provider_cloud_service"
  }
  security_groups = [ibm_is_security_group.edge.id]
  resource_group  = data.ibm_resource_group.network.id
}

resource "ibm_is_virtual_endpoint_gateway_ip" "time" {
  gateway     = ibm_is_virtual_endpoint_gateway.time.id
  reserved_ip = ibm_is_subnet_reserved_ip.time.reserved_ip
}

resource "ibm_is_virtual_endpoint_gateway_ip" "storage" {
  gateway     = ibm_is_virtual_endpoint_gateway.storage.id
  reserved_ip = ibm_is_subnet_reserved_ip.storage.reserved_ip
}
