variable "ibmcloud_api_key" {
  type = string
}

module "auth" {
  source = "github.com/terraform-ibm-modules/terraform-ibm-toolkit-iam-service-authorization?ref=v1.2.14"

  ibmcloud_api_key            = var.ibmcloud_api_key
  source_service_name         = "is"
  source_resource_type        = "flow-log-collector"
  target_service_name         = "cloud-object-storage"
  roles                       = ["Writer"]
  target_resource_instance_id = "6e5b7c1d-2f3a-4b8c-9d0e-1a2b3c4d5e6f"
}
