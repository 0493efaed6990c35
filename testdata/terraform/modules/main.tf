variable "service" {
  type = string
}

module "one" {
  source  = "./modules/policy"
  service = "kms"
  names   = { a = "x", b = "y" }
}

# Each of two modules takes what the other gives away.
module "many" {
  count   = 2
  source  = "./modules/policy"
  service = module.one.description
  names   = { "c${count.index}" = var.service }
}

module "keyed" {
  for_each = toset(["p", "$${q}"])
  source   = "./modules/policy"
  service  = each.key
  names    = {}
}

module "off" {
  count   = 0
  source  = "./modules/policy"
  service = "kms"
  names   = { a = "x" }
}

module "perhaps" {
  count   = ibm_resource_instance.later.name == "x" ? 1 : 0
  source  = "./modules/policy"
  service = "kms"
  names   = {}
}

module "elsewhere" {
  source  = "example/nothing/ibm"
  version = "1.0.0"
}

module "circle" {
  source = "../modules"
}

resource "ibm_resource_instance" "later" {
  name = "later"
}

resource "ibm_iam_authorization_policy" "reader" {
  source_service_name         = module.many[1].description
  target_service_name         = module.keyed["p"].service
  description                 = join(" ", module.many[*].description)
  target_resource_instance_id = module.elsewhere.guid
  source_resource_type        = try(module.off[0].service, "none")
  source_resource_instance_id = module.perhaps[0].service
  roles                       = [module.one.names["a"], module.circle.nothing]
}
