module "auth" {
  source  = "terraform-ibm-modules/s2s-auth/ibm"
  version = "1.0.0"
}
