resource "ibm_is_virtual_endpoint_gateway" "cos" {
  name = "My_VPE"
  vpc  = "my-vpc"
  target = {
    name = "cloud-object-storage"
    resource_type = "provider-cloud-service"
  }
