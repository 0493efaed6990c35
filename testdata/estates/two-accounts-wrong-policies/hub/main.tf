resource "ibm_iam_authorization_policy" "clusters" {
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  target_service_name         = "containers-kubernetes"
  target_resource_instance_id = "e92a7c31-5d48-4b06-8f1e-3c6b9d0a2e75"
  roles                       = ["Viewer"]
}
