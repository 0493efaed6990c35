resource "ibm_iam_authorization_policy" "overridden" {
  roles = ["Viewer"]
}
