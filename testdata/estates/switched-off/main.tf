# Who leaves the key out gets no policy, and what the policy would say is null.
module "plain" {
  source = "./key"
}
