//! What nobody sees: what may make policies or bind addresses where nobody looks, in files and in plans.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

#[path = "agents/plans.rs"]
mod plans;

#[path = "access/gateway.rs"]
mod gateway;

use gateway::{DEFAULT, GATEWAY, UNAUTHORIZED, said};

/// What may make policies.
const MAKERS: &[&str] = &[
    r#"resource "ibm_iam_policy_template" "t" { name = "t" }"#,
    r#"resource "ibm_iam_policy_assignment" "a" { version = "1.0" }"#,
    r#"resource "restapi_object" "p" { path = "/v1/policies" }"#,
    r#"resource "ibm_schematics_workspace" "w" { name = "w" }"#,
    r#"resource "null_resource" "p" {
      provisioner "local-exec" { command = "./authorize.sh" }
    }"#,
    r#"resource "terraform_data" "p" {
      provisioner "local-exec" { command = "./authorize.sh" }
    }"#,
    r#"resource "null_resource" "p" {
      provisioner "local-exec" {
        command = "print('x')"
        interpreter = ["python3", "-c"]
      }
    }"#,
    r#"resource "null_resource" "p" {
      provisioner "local-exec" {
        command = <<-EOT
          sleep 10
          ibmcloud iam authorization-policy-create is kms Reader
        EOT
      }
    }"#,
    r#"resource "null_resource" "p" {
      provisioner "remote-exec" { inline = ["date", var.command] }
    }"#,
    r#"resource "null_resource" "p" {
      provisioner "local-exec" {
        command = <<-EOT
          # log in first \
          ibmcloud iam authorization-policy-create is kms Reader
        EOT
      }
    }"#,
    r#"resource "null_resource" "p" {
      provisioner "local-exec" { command = "sleep 10 %{ if var.create }&& ibmcloud iam%{ endif }" }
    }"#,
    r#"resource "null_resource" "p" {
      provisioner "local-exec" { command = "echo ${var.command}" }
    }"#,
    r#"resource "null_resource" "p" {
      provisioner "local-exec" {
        command     = "date"
        environment = { PATH = "." }
      }
    }"#,
    r#"data "external" "p" { program = ["bash", "./authorize.sh"] }"#,
    r#"data "external" "p" { program = local.program }"#,
    r#"data "http" "p" {
      url    = "https://iam.cloud.ibm.com/v1/policies"
      method = "POST"
    }"#,
    r#"data "http" "p" {
      url    = "https://example.com"
      method = var.method
    }"#,
    r#"data "shell_script" "p" {}"#,
    r#"ephemeral "terracurl_request" "p" { method = "POST" }"#,
    r#"check "c" {
      data "external" "p" { program = ["./authorize.sh"] }
      assert {
        condition     = true
        error_message = "x"
      }
    }"#,
    r#"action "local_command" "p" {
      config { command = "./authorize.sh" }
    }"#,
    r#"action "restapi_call" "p" {}"#,
    // It may be off by default.
    r#"resource "restapi_object" "p" { count = 0 }"#,
];

#[test]
fn what_may_make_policies_unseen_hides_them() {
    for &maker in MAKERS {
        // In the gateway's own folder, in a module of it, and in a root module beside it.
        let call = format!("{GATEWAY}\nmodule \"m\" {{ source = \"./m\" }}");
        let both = format!("{GATEWAY}\n{maker}");
        for files in [
            vec![("main.tf", both.as_str())],
            vec![("main.tf", call.as_str()), ("m/main.tf", maker)],
            vec![("a/main.tf", GATEWAY), ("b/main.tf", maker)],
        ] {
            let (found, notes) = said(DEFAULT, &["."], UNAUTHORIZED, &files);
            assert!(found.is_empty(), "{maker}: {found:?}");
            let says = |note: &String| note.contains("is not judged (1): what `");
            assert!(notes.iter().any(says), "{maker}: {notes:?}");
        }
    }
}

#[test]
fn what_can_make_no_policies_hides_none() {
    for harmless in [
        r#"resource "time_sleep" "s" { create_duration = "30s" }"#,
        r#"resource "null_resource" "n" {}"#,
        r#"resource "random_string" "r" { length = 4 }"#,
        r#"resource "ibm_is_vpc" "v" { name = "v" }"#,
        r#"resource "ibm_is_instance" "v" {
          provisioner "file" { destination = "/tmp/x" }
        }"#,
        r#"data "external" "e" { program = ["echo", "{}"] }"#,
        r#"data "external" "e" { program = ["bash", "-c", "cat x.json | jq ."] }"#,
        r#"data "http" "h" { url = "https://example.com" }"#,
        r#"data "http" "h" {
          url    = "https://example.com"
          method = "HEAD"
        }"#,
        r#"data "http" "h" {
          url    = "https://iam.cloud.ibm.com/identity/token"
          method = "POST"
        }"#,
        r#"resource "null_resource" "n" {
          provisioner "local-exec" {
            command     = "sleep 60"
            environment = { REGION = var.region, "ZONE" = "1" }
          }
        }"#,
        r#"resource "terraform_data" "n" {
          provisioner "local-exec" {
            interpreter = ["/bin/bash", "-c"]
            command     = <<-EOT
              # Until it answers.
              while ! kubectl get pods -n backup; do sleep 5; done
            EOT
          }
        }"#,
        r#"ephemeral "random_password" "p" { length = 8 }"#,
        r#"check "c" {
          data "http" "h" { url = "https://example.com" }
        }"#,
        r#"resource "nsxt_policy_group" "g" {}"#,
        r#"action "aws_lambda_invoke" "a" {
          config { function_name = "f" }
        }"#,
    ] {
        let text = format!("{GATEWAY}\n{harmless}");
        let (found, notes) = said(DEFAULT, &["."], UNAUTHORIZED, &[("main.tf", &text)]);
        assert_eq!(found.len(), 1, "{harmless}: {notes:?}");
    }
}

#[test]
fn an_address_may_be_bound_where_nobody_looks() {
    let of = |more: &str| {
        let text = format!("{GATEWAY}\n{more}");
        said(DEFAULT, &["."], &["missing-reserved-ip"], &[("main.tf", &text)]).0.len()
    };
    assert_eq!(of(""), 1);
    for more in [
        r#"resource "null_resource" "b" { triggers = { g = ibm_is_virtual_endpoint_gateway.g.id } }"#,
        r#"resource "null_resource" "b" { depends_on = [ibm_is_virtual_endpoint_gateway.g] }"#,
        r#"resource "terraform_data" "b" { input = ibm_is_virtual_endpoint_gateway.g.id }"#,
        r#"resource "restapi_object" "b" { data = jsonencode(local.g) }
           locals { g = { id = ibm_is_virtual_endpoint_gateway.g.id } }"#,
        r#"data "external" "b" { query = { g = ibm_is_virtual_endpoint_gateway.g.id } }"#,
        r#"ephemeral "terracurl_request" "b" { request_body = ibm_is_virtual_endpoint_gateway.g.id }"#,
        r#"check "c" {
          data "http" "b" { url = "https://example.com/${ibm_is_virtual_endpoint_gateway.g.id}" }
        }"#,
        r#"data "ibm_is_virtual_endpoint_gateway" "b" { name = ibm_is_virtual_endpoint_gateway.g.name }"#,
        r#"resource "ibm_is_instance" "b" {
          provisioner "local-exec" { command = "bind ${ibm_is_virtual_endpoint_gateway.g.id}" }
        }"#,
        r#"resource "ibm_schematics_workspace" "b" {
          template_inputs { value = ibm_is_virtual_endpoint_gateway.g.id }
        }"#,
        "import {\n  to = ibm_is_virtual_endpoint_gateway.g\n  id = \"r010-1\"\n}",
    ] {
        assert_eq!(of(more), 0, "{more}");
    }
    for more in [
        r#"resource "null_resource" "b" { triggers = { g = "g" } }"#,
        r#"resource "ibm_is_instance" "b" { name = ibm_is_virtual_endpoint_gateway.g.name }"#,
        "import {\n  to = ibm_is_virtual_endpoint_gateway.other\n  id = \"r010-1\"\n}",
    ] {
        assert_eq!(of(more), 1, "{more}");
    }
}

#[test]
fn a_program_that_a_gateway_runs_may_bind_an_address() {
    let own = GATEWAY.replace(
        "  name = \"g\"\n",
        "  name = \"g\"\n  provisioner \"local-exec\" {\n    command = \"./bind.sh ${self.id}\"\n  }\n",
    );
    let json = r#"{"resource": {"ibm_is_virtual_endpoint_gateway": {"g": {"name": "g",
        "target": {"name": "ibm-ntp-server", "resource_type": "provider_infrastructure_service"},
        "provisioner": [{"local-exec": {"command": "./bind.sh ${self.id}"}}]}}}}"#;
    let rules = &["missing-reserved-ip"];
    assert!(said(DEFAULT, &["."], rules, &[("main.tf", &own)]).0.is_empty());
    assert!(said(DEFAULT, &["."], rules, &[("main.tf.json", json)]).0.is_empty());
    let silent = json
        .replace("provisioner", "access_tags")
        .replace(r#"[{"local-exec": {"command": "./bind.sh ${self.id}"}}]"#, "[]");
    assert_eq!(said(DEFAULT, &["."], rules, &[("main.tf.json", &silent)]).0.len(), 1);
}

#[test]
fn what_acts_in_json_hides_policies_too() {
    let gateway = r#"{"resource": {"ibm_is_virtual_endpoint_gateway": {"g": {"name": "g", "target": {
        "crn": "crn:v1:bluemix:public:backup-recovery:eu-de:a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f:5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64::",
        "resource_type": "provider_cloud_service"}}}}, MORE}"#;
    for (more, count) in [
        (r#""action": {"local_command": {"a": {"config": {"command": "./x"}}}}"#, 0),
        (r#""action": {"aws_lambda_invoke": {"a": {"config": {"command": "./x"}}}}"#, 1),
        (r#""ephemeral": {"terracurl_request": {"a": {"method": "POST"}}}"#, 0),
        (r#""ephemeral": {"random_password": {"a": {"length": 8}}}"#, 1),
        (r#""check": {"c": {"data": {"external": {"a": {"program": ["./x"]}}}}}"#, 0),
        (r#""check": {"c": {"data": {"external": {"a": {"program": ["date"]}}}}}"#, 1),
    ] {
        let text = gateway.replace("MORE", more);
        let (found, _) = said(DEFAULT, &["."], UNAUTHORIZED, &[("main.tf.json", &text)]);
        assert_eq!(found.len(), count, "{more}");
    }
}
