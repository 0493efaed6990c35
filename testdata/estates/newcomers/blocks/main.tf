resource "ibm_iam_authorization_policy" "p" {
  source_service_name = "is"
  source_resource_type = "endpoint-gateway"
  source_service_account = data.ibm_iam_account_settings.a.account_id
  target_service_name = "kms"
  target_resource_instance_id = data.ibm_resource_instance.k.name
  roles = ["Viewer", "Editor", "viewer"]
  target_resource_group_id = "Default"
  id = "abc"
}
resource "ibm_is_virtual_endpoint_gateway" "g" {
  name = "vpe"
  vpc = ibm_is_vpc.v.id
  target {
    crn = data.ibm_resource_instance.k.crn
  }
  target {
    crn = data.ibm_resource_instance.k.crn
  }
  allow_dns_resolution_binding = "yes"
  security_group = ["x"]
