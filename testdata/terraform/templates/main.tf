variable "prefix" {}

variable "size" {
  default = 3
}

resource "ibm_is_virtual_endpoint_gateway" "templates" {
  name           = "${var.prefix}-gateway"
  resource_group = "${var.size}"
  vpc            = "a${var.size}b${true}c"
  target {
    crn           = "crn:v1:bluemix:public:kms:${var.prefix}:::endpoint:x"
    resource_type = "%{if var.size == 3}provider_cloud_service%{else}other%{endif}"
    name          = "  ${~ "x" ~}  y"
  }
  dns_resolution_binding_mode = "%{if var.prefix == "a"}primary%{endif}"
}
