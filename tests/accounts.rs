//! What is not sure about accounts: where nobody can know whose one is, nothing is called wrong.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

#[path = "accounts/commented.rs"]
mod commented;
#[path = "accounts/meant.rs"]
mod meant;
#[path = "accounts/nearly.rs"]
mod nearly;
#[path = "accounts/opposite.rs"]
mod opposite;
#[path = "accounts/silent.rs"]
mod silent;
#[path = "accounts/third.rs"]
mod third;

use bluelint::config::Config;
use bluelint::disk::MemoryDisk;
use bluelint::rules::RULES;
use bluelint::{Run, Settings, lint};

const OURS: &str = "3f1b2c4d5e6f708192a3b4c5d6e7f809";
const THEIRS: &str = "0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f";
/// Rules of other groups that say what is wrong with a policy for a gateway.
const BESIDE: [&str; 3] = ["missing-source-account", "missing-viewer-role", "delegator-role"];
const INSTANCE: &str = "5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64";

/// What is said of `files`: `level rule`, and the notes.
fn checked(toml: &str, paths: &[&str], files: &[(&str, &str)]) -> Run {
    let settings = Settings {
        paths: paths.iter().map(Into::into).collect(),
        configs: Config::parse("bluelint.toml", toml, RULES).unwrap().into(),
        rules: RULES
            .iter()
            .filter(|rule| rule.group == "access" || BESIDE.contains(&rule.name))
            .collect(),
        ..Settings::default()
    };
    lint(&MemoryDisk::new(files.iter().copied()), &settings).unwrap()
}

fn said(toml: &str, files: &[(&str, &str)]) -> Vec<String> {
    let run = checked(toml, &["."], files);
    run.findings.iter().map(|one| format!("{} {}", one.level.name(), one.rule)).collect()
}

fn hidden(run: &Run) -> Option<&str> {
    let is_it = |text: &&str| text.contains("is not judged (1): ");
    run.notes.iter().map(|note| note.text.as_str()).find(is_it)
}

fn gateway(crn: &str) -> String {
    format!(
        "resource \"ibm_is_virtual_endpoint_gateway\" \"g\" {{\n  name = \"g\"\n  target {{\n    \
         crn = {crn}\n    resource_type = \"provider_cloud_service\"\n  }}\n}}\n"
    )
}

fn crn() -> String {
    format!("\"crn:v1:bluemix:public:backup-recovery:eu-de:a/{THEIRS}:{INSTANCE}::\"")
}

/// The gateway `name` to an instance of an account, with more lines.
fn named(name: &str, account: &str, instance: &str, lines: &str) -> String {
    let crn = crn().replace(THEIRS, account).replace(INSTANCE, instance);
    let text = gateway(&crn).replace("\"g\"", &format!("\"{name}\""));
    text.replacen("{\n", &format!("{{\n{lines}"), 1)
}

/// A policy for endpoint gateways on the backup.
fn policy(lines: &str) -> String {
    format!(
        "resource \"ibm_iam_authorization_policy\" \"p\" {{\n  source_service_name = \"is\"\n  \
         source_resource_type = \"endpoint-gateway\"\n  target_service_name = \"backup-recovery\"\n  \
         roles = [\"Viewer\"]\n{lines}}}\n"
    )
}

fn default() -> String {
    format!("[accounts]\ndefault = \"{OURS}\"\n")
}

#[test]
fn accounts_are_exchanged_only_where_the_very_instance_is_named() {
    let of = |named: &str, more: &str| {
        let lines = format!("  source_service_account = \"{THEIRS}\"\n{named}");
        let text = format!("{}{}{more}", gateway(&crn()), policy(&lines));
        said(&default(), &[("main.tf", &text)])
    };
    let is_swapped = |said: &[String]| said.contains(&"error swapped-accounts".to_owned());
    let instance = |value: &str| format!("  target_resource_instance_id = {value}\n");
    assert!(is_swapped(&of(&instance(&format!("\"{INSTANCE}\"")), "")));
    // The other direction may be meant: their gateways to an instance of ours.
    let own = "resource \"ibm_resource_instance\" \"own\" {\n  service = \"backup-recovery\"\n}\n";
    for (named, more) in [
        (String::new(), ""),
        (instance("ibm_resource_instance.own.guid"), own),
        (instance("var.own"), "variable \"own\" {}\n"),
        (instance("data.ibm_resource_instance.own.guid"), ""),
    ] {
        let said = of(&named, more);
        assert!(!is_swapped(&said), "{named}: {said:?}");
    }
}

#[test]
fn two_provider_configurations_may_be_two_regions() {
    let of = |toml: &str, keys: [&str; 2]| {
        let instance =
            format!("  provider = ibm.eu\n  target_resource_instance_id = \"{INSTANCE}\"\n");
        let text = format!(
            "provider \"ibm\" {{\n  region = \"us-south\"\n  {}\n}}\nprovider \"ibm\" {{\n  \
             alias = \"eu\"\n  region = \"eu-de\"\n  {}\n}}\n{}{}",
            keys[0],
            keys[1],
            gateway(&crn()),
            policy(&instance)
        );
        let said = said(toml, &[("main.tf", &text)]);
        said.into_iter().find(|one| one.ends_with("missing-source-account"))
    };
    let info = Some("info missing-source-account".to_owned());
    let key = |name: &str| format!("ibmcloud_api_key = var.{name}");
    let [one, two] = [key("one"), key("two")];
    assert_eq!(of("", ["", ""]), info);
    assert_eq!(of("", [&one, &two]), info);
    // One key is one account, which is said by another rule.
    assert_eq!(of("", [&one, &one]), None);
    let known = format!("{}providers = {{ \"ibm.eu\" = \"{THEIRS}\" }}\n", default());
    assert_eq!(of(&known, [&one, &two]), Some("error missing-source-account".to_owned()));
    assert_eq!(of(&default(), [&one, &one]), None);
}

#[test]
fn whose_a_module_is_that_nobody_calls_is_not_known() {
    let instance = format!(
        "  source_service_account = \"{OURS}\"\n  target_resource_instance_id = \"{INSTANCE}\"\n"
    );
    let of = |toml: &str, folder: &str, more: &str| {
        let module = format!("{more}{}", policy(&instance));
        let file = format!("{folder}/main.tf");
        said(toml, &[("main.tf", &gateway(&crn())), (&file, &module)])
    };
    let wrong = vec!["error policy-in-wrong-account".to_owned()];
    let with =
        |folder: &str| format!("{}[accounts.folders]\n\"{folder}\" = \"{OURS}\"\n", default());
    assert_eq!(of(&default(), "modules/policy", ""), [""; 0]);
    assert_eq!(of(&default(), "shared/modules/a/b", ""), [""; 0]);
    // It says itself that it is applied, or the configuration does.
    assert_eq!(of(&default(), "modules/policy", "provider \"ibm\" {}\n"), wrong);
    assert_eq!(of(&with("modules"), "modules/policy", ""), wrong);
    assert_eq!(of(&default(), "policy", ""), wrong);
}

#[test]
fn what_is_let_go_of_stays() {
    let removed = |from: &str, destroy: &str| {
        format!("removed {{\n  from = {from}\n  lifecycle {{\n    destroy = {destroy}\n  }}\n}}\n")
    };
    let of = |text: &str| {
        let own = format!("{}{text}", gateway(&crn()));
        let here = checked(&default(), &["."], &[("main.tf", &own)]);
        let own = gateway(&crn());
        let beside = checked(&default(), &["."], &[("main.tf", &own), ("hub/main.tf", text)]);
        assert_eq!(here.findings.len(), beside.findings.len(), "{text}");
        hidden(&here).is_some() && hidden(&beside).is_some()
    };
    assert!(of(&removed("ibm_iam_authorization_policy.p", "false")));
    assert!(of(&removed("module.access", "false")));
    assert!(!of(&removed("ibm_iam_authorization_policy.p", "true")));
    assert!(!of(&removed("ibm_is_vpc.v", "false")));
}

#[test]
fn a_folder_that_is_only_half_looked_at_hides_policies() {
    let toml = |exclude: &str| {
        format!(
            "lint.exclude = [{exclude}]\n[accounts]\ndefault = \"{OURS}\"\n[accounts.folders]\n\
             hub = \"{THEIRS}\"\n"
        )
    };
    let own = gateway(&crn());
    let files = [
        ("spoke/main.tf", own.as_str()),
        ("hub/main.tf", "locals {}"),
        ("hub/policies/gateways.json", "{}"),
        ("hub/notes.txt", ""),
    ];
    for (exclude, paths, note) in [
        ("", &["."][..], None),
        ("", &["spoke", "hub"], None),
        ("\"hub\"", &["."], Some("`hub` in `[accounts.folders]` is not among")),
        ("\"hub/policies\"", &["."], Some("not all of `hub` in `[accounts.folders]` is among")),
        ("\"*.json\"", &["."], Some("not all of `hub`")),
        ("\"*.txt\"", &["."], None),
        ("", &["spoke", "hub/main.tf"], Some("not all of `hub`")),
    ] {
        let run = checked(&toml(exclude), paths, &files);
        assert_eq!(hidden(&run).is_some(), note.is_some(), "{exclude} {paths:?}");
        assert_eq!(run.findings.is_empty(), note.is_some(), "{exclude} {paths:?}");
        let is_said = |note: &str| run.notes.iter().any(|one| one.text.starts_with(note));
        assert!(note.is_none_or(is_said), "{exclude} {paths:?}: {:?}", run.notes.len());
    }
}

#[test]
fn what_a_plan_lets_go_of_stays() {
    let of = |kind: &str, action: &str| {
        let head = |kind: &str, name: &str| {
            format!(
                r#""address": "{kind}.{name}", "mode": "managed", "type": "{kind}", "name": "{name}""#
            )
        };
        let (gateway, crn) = (head("ibm_is_virtual_endpoint_gateway", "g"), crn());
        let text = format!(
            r#"{{"format_version": "1.2", "planned_values": {{"root_module": {{}}}}, "resource_changes": [
            {{{gateway}, "change": {{"actions": ["create"], "before": null,
                "after": {{"name": "g", "target": [{{"crn": {crn}}}]}}, "after_unknown": {{"id": true}}}}}},
            {{{}, "change": {{"actions": ["{action}"], "before": {{}}, "after": null}}}}],
            "configuration": {{"provider_config": {{"ibm": {{"name": "ibm"}}}}, "root_module": {{"resources": [
                {{{gateway}, "provider_config_key": "ibm", "expressions": {{"name": {{"constant_value": "g"}},
                    "target": [{{"crn": {{"constant_value": {crn}}}}}]}}}}]}}}}}}"#,
            head(kind, "p")
        );
        let run = checked(&default(), &["."], &[("plan.json", &text)]);
        assert!(run.incomplete.is_empty(), "{text}");
        assert_eq!(run.findings.is_empty(), hidden(&run).is_some(), "{kind} {action}");
        hidden(&run).is_some()
    };
    let policy = "ibm_iam_authorization_policy";
    assert!(of(policy, "forget"));
    assert!(!of(policy, "delete"));
    assert!(!of("ibm_is_vpc", "forget"));
}

#[test]
fn that_there_are_too_many_policies_is_said() {
    let of = |count: usize| {
        let mut text = format!("variable \"i\" {{}}\n{}", gateway(&crn()));
        for at in 0..count {
            let lines = format!(
                "  source_service_account = \"1111111111111111111111111111111a\"\n  \
                 target_resource_instance_id = var.i[{at}]\n"
            );
            text += &policy(&lines).replace("\"p\"", &format!("\"p{at}\""));
        }
        let run = checked(&default(), &["."], &[("main.tf", &text)]);
        hidden(&run).map(str::to_owned)
    };
    assert_eq!(of(100), None);
    assert!(of(101).unwrap().ends_with("(1): more policies may be for it than are compared"));
}
