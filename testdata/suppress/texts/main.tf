resource "ibm_iam_authorization_policy" "one" {
  source_service_name         = "cloud-object-storage"
  target_service_name         = "kms"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  description                 = "# bluelint: ignore[administrator-role]"
  roles                       = ["Administrator"]
}

resource "ibm_iam_authorization_policy" "two" {
  source_service_name         = "cloud-object-storage"
  target_service_name         = "hs-crypto"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  description                 = <<-EOT
    # bluelint: ignore[administrator-role]
    ${"# bluelint: ignore[administrator-role]"}
  EOT
  roles                       = ["Administrator"] # see bluelint: ignore[administrator-role]
}
