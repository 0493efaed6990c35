resource "ibm_iam_authorization_policy" "two" {
  source_service_name         = "cloud-object-storage"
  target_service_name         = "hs-crypto"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = ["Administrator"]
}
