resource "ibm_iam_authorization_policy" "line" {
  source_service_name         = "cloud-object-storage"
  target_service_name         = "kms"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = ["Administrator"] # bluelint: ignore[administrator-role] at the end of the line
}

resource "ibm_iam_authorization_policy" "above" {
  source_service_name         = "cloud-object-storage"
  target_service_name         = "hs-crypto"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  // bluelint: ignore[administrator-role] above an argument of several lines
  // with more to say
  roles = [
    "Reader",
    "Administrator",
  ]
}

# bluelint: ignore[administrator-role, unscoped-target] the whole block
resource "ibm_iam_authorization_policy" "block" {
  source_service_name = "cloud-object-storage"
  target_service_name = "secrets-manager"
  roles               = ["Administrator"]
}

resource "ibm_iam_authorization_policy" "header" { /* bluelint: ignore[administrator-role] at the header */
  source_service_name         = "is"
  source_resource_type        = "share"
  target_service_name         = "kms"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = ["Administrator"]
}

resource "ibm_iam_authorization_policy" "element" {
  source_service_name         = "server-protect"
  target_service_name         = "kms"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles = [
    # bluelint: ignore[administrator-role] an element
    "Administrator",
    "Manager",
  ]
}

resource "ibm_iam_authorization_policy" "last" {
  source_service_name         = "server-protect"
  target_service_name         = "hs-crypto"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = ["Administrator"]
} # bluelint: ignore[administrator-role] at the last bracket

# bluelint: ignore[administrator-role] a blank line comes after it

resource "ibm_iam_authorization_policy" "none" {
  # bluelint: ignore[administrator-role] another line
  source_service_name         = "cloudantnosqldb"
  target_service_name         = "kms"
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = ["Administrator"]
}
