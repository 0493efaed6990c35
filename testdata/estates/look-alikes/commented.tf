# resource "ibm_is_virtual_endpoint_gateway" "old" {
#   name = "Old_Gateway"
# }
/*
resource "ibm_iam_authorization_policy" "old" {
  source_account = "x"
}
*/
resource "aws_iam_policy" "x" {
  policy = jsonencode({ subjects = [], roles = [], resources = [] })
}
