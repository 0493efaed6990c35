variable "on" {
  type = bool
}

variable "mode" {
  default = "kms"
}

resource "ibm_iam_authorization_policy" "conditionals" {
  source_service_name         = var.mode == "kms" ? "is" : "cos"
  source_resource_type        = var.on ? "share" : "image"
  target_service_name         = !var.on ? "hs-crypto" : "kms"
  target_resource_instance_id = var.on ? ibm_resource_instance.x.guid : null
  roles                       = var.on ? ["Reader"] : ["Reader", "Authorization Delegator"]
  description                 = "for ${var.on ? "one" : "other"} of ${var.on ? "one" : "other"}"
  source_resource_group_id    = var.on ? (var.mode == "x" ? "a" : "b") : "b"
}
