//! What nobody sees: what may make policies or bind addresses where nobody looks, in files and in plans.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use bluelint::config::Config;
use bluelint::disk::MemoryDisk;
use bluelint::rules::RULES;
use bluelint::{Settings, lint};

const DEFAULT: &str = "[accounts]\ndefault = \"3f1b2c4d5e6f708192a3b4c5d6e7f809\"\n";
const GATEWAY: &str = r#"
resource "ibm_is_virtual_endpoint_gateway" "g" {
  name = "g"
  target {
    crn           = "crn:v1:bluemix:public:backup-recovery:eu-de:a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f:5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64::"
    resource_type = "provider_cloud_service"
  }
}
"#;

/// The rules that speak, and the notes: those that are said always with `!` in front.
fn said(
    toml: &str,
    paths: &[&str],
    rules: &[&str],
    files: &[(&str, &str)],
) -> (Vec<String>, Vec<String>) {
    let settings = Settings {
        paths: paths.iter().map(Into::into).collect(),
        configs: Config::parse("bluelint.toml", toml, RULES).unwrap().into(),
        rules: RULES.iter().filter(|rule| rules.contains(&rule.name)).collect(),
        ..Settings::default()
    };
    let run = lint(&MemoryDisk::new(files.iter().copied()), &settings).unwrap();
    let found = run.findings.iter().map(|one| format!("{}: {}", one.rule, one.message)).collect();
    let notes = run.notes.iter().map(|note| {
        let mark = if note.always { "!" } else { "" };
        format!("{mark}{}", note.text)
    });
    (found, notes.collect())
}

const UNAUTHORIZED: &[&str] = &["unauthorized-foreign-gateway"];

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

/// A plan that makes the gateway, of a configuration that holds `more` beside it.
fn plan(more: &str) -> String {
    let gateway = r#""address": "ibm_is_virtual_endpoint_gateway.g", "mode": "managed",
        "type": "ibm_is_virtual_endpoint_gateway", "name": "g""#;
    let crn = "crn:v1:bluemix:public:backup-recovery:eu-de:a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f:5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64::";
    format!(
        r#"{{"format_version": "1.2", "planned_values": {{"root_module": {{}}}},
        "resource_changes": [{{{gateway}, "change": {{"actions": ["create"], "before": null,
            "after": {{"name": "g", "target": [{{"crn": "{crn}", "resource_type": "provider_cloud_service"}}]}},
            "after_unknown": {{"id": true}}}}}}],
        "configuration": {{"provider_config": {{"ibm": {{"name": "ibm"}}}}, "root_module": {{"resources": [
            {{{gateway}, "provider_config_key": "ibm", "expressions": {{"name": {{"constant_value": "g"}},
                "target": [{{"crn": {{"constant_value": "{crn}"}}}}]}}}}{more}]}}}}}}"#
    )
}

#[test]
fn plans_hide_what_files_hide() {
    let rules = &["missing-reserved-ip", "unauthorized-foreign-gateway"];
    let found = |more: &str| {
        let (mut found, _) = said(DEFAULT, &["."], rules, &[("plan.json", &plan(more))]);
        for one in &mut found {
            one.truncate(one.find(':').unwrap());
        }
        found.join(" ")
    };
    let both = "missing-reserved-ip unauthorized-foreign-gateway";
    let of = |kind: &str, rest: &str| {
        format!(
            r#", {{"mode": "managed", "type": "{kind}", "name": "x", "provider_config_key": "x"{rest}}}"#
        )
    };
    let refers = r#", "expressions": {"a": {"references": ["ibm_is_virtual_endpoint_gateway.g.id", "ibm_is_virtual_endpoint_gateway.g"]}}"#;
    let runs = r#", "provisioners": [{"type": "local-exec", "expressions": {}}]"#;
    let copies = r#", "provisioners": [{"type": "file", "expressions": {}}]"#;
    let depends = r#", "depends_on": ["ibm_is_virtual_endpoint_gateway.g"]"#;
    let sleeps = r#", "provisioners": [{"type": "local-exec", "expressions": {"command": {"constant_value": "sleep 60"}}}]"#;
    let data = |kind: &str, expressions: &str| {
        of(kind, &format!(r#", "expressions": {{{expressions}}}"#)).replace("managed", "data")
    };
    let post =
        r#""url": {"constant_value": "https://example.com"}, "method": {"constant_value": "POST"}"#;
    let later = r#""program": {"references": ["local.program"]}"#;
    let echo = r#""program": {"constant_value": ["echo", "{}"]}"#;
    for (more, said) in [
        (String::new(), both),
        (of("null_resource", sleeps), both),
        (data("http", post), "missing-reserved-ip"),
        (data("http", &post.replace("POST", "GET")), both),
        // A local may come from the gateway.
        (data("external", later), ""),
        (data("external", echo), both),
        (of("time_sleep", ""), both),
        (of("ibm_is_instance", refers), both),
        (of("ibm_is_instance", copies), both),
        (of("null_resource", refers), "unauthorized-foreign-gateway"),
        (of("terraform_data", depends), "unauthorized-foreign-gateway"),
        (of("ibm_iam_policy_assignment", ""), "missing-reserved-ip"),
        (of("null_resource", runs), "missing-reserved-ip"),
        (of("restapi_object", refers), ""),
        (of("null_resource", &format!("{refers}{runs}")), ""),
    ] {
        assert_eq!(found(&more), said, "{more}");
    }
}

#[test]
fn an_old_plan_that_leaves_something_out_was_made_for_a_target() {
    let rules = &["missing-reserved-ip", "unauthorized-foreign-gateway"];
    let policy = r#""mode": "managed", "type": "ibm_iam_authorization_policy", "name": "p", "values": {"roles": ["Viewer"]}"#;
    let there = |module: &str| {
        let address = format!("{module}ibm_iam_authorization_policy.p");
        let resource = format!(r#"{{"address": "{address}", {policy}}}"#);
        let root = match module {
            "" => format!(r#""resources": [{resource}]"#),
            module => {
                let module = module.trim_end_matches('.');
                format!(
                    r#""child_modules": [{{"address": "{module}", "resources": [{resource}]}}]"#
                )
            }
        };
        format!(
            r#""prior_state": {{"format_version": "1.0", "values": {{"root_module": {{{root}}}}}}}, "#
        )
    };
    let goes = |kind: &str| {
        format!(
            r#""resource_changes": [{{"address": "{kind}.p", "mode": "managed", "type": "{kind}", "name": "p",
                "change": {{"actions": ["delete"], "before": {{}}, "after": null}}}}, "#
        )
    };
    let declared = |rest: &str| {
        format!(
            r#", {{"mode": "managed", "type": "ibm_iam_authorization_policy", "name": "p", "provider_config_key": "ibm"{rest}}}"#
        )
    };
    let found = |more: &str, top: &str, first: &str| {
        let text = plan(more)
            .replace("\"configuration\"", &format!("{top}\"configuration\""))
            .replace("\"resource_changes\": [", first);
        said(DEFAULT, &["."], rules, &[("plan.json", &text)]).0.len()
    };
    let none = "\"resource_changes\": [";
    assert_eq!(found("", "", none), 2);
    // The policy is there, and the plan does not say what becomes of it.
    assert_eq!(found("", &there(""), none), 0);
    assert_eq!(found("", &there("module.a[0]."), none), 0);
    // What is deleted is told, and a newer plan would say that it is partial.
    assert_eq!(found("", &there(""), &goes("ibm_iam_authorization_policy")), 2);
    assert_eq!(found("", &format!("{}\"complete\": true, ", there("")), none), 2);
    // It is declared, and not planned: only with `count` there may be none of it.
    assert_eq!(found(&declared(""), "", none), 0);
    let counted = r#", "count_expression": {"references": ["var.count"]}"#;
    assert_eq!(found(&declared(counted), "", none), 2);
    // Data sources are no changes, and others' resources nobody's business here.
    let data = there("").replace("managed", "data");
    assert_eq!(found("", &data, none), 2);
    let others = there("").replace("ibm_iam_authorization_policy", "time_sleep");
    assert_eq!(found("", &others, none), 2);
}

#[test]
fn actions_that_a_plan_runs_hide_all() {
    let rules = &["missing-reserved-ip", "unauthorized-foreign-gateway"];
    let both = "missing-reserved-ip unauthorized-foreign-gateway";
    for (address, said) in [
        ("action.local_command.x", ""),
        ("module.m[\\\"a.b\\\"].action.local_command.x[\\\"c.d\\\"]", ""),
        ("action.restapi_call.x", ""),
        ("action.aws_lambda_invoke.x", both),
    ] {
        for invoked in [
            format!(r#""action_invocations": [{{"action_address": "{address}"}}]"#),
            format!(
                r#""deferred_action_invocations": [{{"reason": "x", "action_invocation": {{"action_address": "{address}"}}}}]"#
            ),
        ] {
            let text =
                plan("").replace("\"configuration\"", &format!("{invoked}, \"configuration\""));
            let (mut found, _) = self::said(DEFAULT, &["."], rules, &[("plan.json", &text)]);
            for one in &mut found {
                one.truncate(one.find(':').unwrap());
            }
            assert_eq!(found.join(" "), said, "{invoked}");
        }
    }
}

#[test]
fn an_action_in_json_hides_policies_too() {
    let gateway = r#"{"resource": {"ibm_is_virtual_endpoint_gateway": {"g": {"name": "g", "target": {
        "crn": "crn:v1:bluemix:public:backup-recovery:eu-de:a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f:5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64::",
        "resource_type": "provider_cloud_service"}}}}, "action": {"KIND": {"a": {"config": {"command": "./x"}}}}}"#;
    for (kind, count) in [("local_command", 0), ("aws_lambda_invoke", 1)] {
        let text = gateway.replace("KIND", kind);
        let (found, _) = said(DEFAULT, &["."], UNAUTHORIZED, &[("main.tf.json", &text)]);
        assert_eq!(found.len(), count, "{kind}");
    }
}
