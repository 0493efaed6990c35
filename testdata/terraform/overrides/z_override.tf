resource "ibm_iam_authorization_policy" "policy" {
  description = "the last one"
}
