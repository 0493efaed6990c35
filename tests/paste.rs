//! The policy that a gateway into another account lacks, as it is given to be pasted.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

#[path = "paste/calls.rs"]
mod calls;
#[path = "paste/conditions.rs"]
mod conditions;
#[path = "paste/instances.rs"]
mod instances;
#[path = "paste/languages.rs"]
mod languages;
#[path = "paste/legacy.rs"]
mod legacy;
#[path = "paste/many.rs"]
mod many;
#[path = "paste/modules.rs"]
mod modules;

use bluelint::config::Config;
use bluelint::disk::MemoryDisk;
use bluelint::finding::Finding;
use bluelint::rules::RULES;
use bluelint::{Settings, lint};
use std::collections::BTreeSet;

const OURS: &str = "3f1b2c4d5e6f708192a3b4c5d6e7f809";
const THEIRS: &str = "0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f";
const INSTANCE: &str = "5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64";
const UNAUTHORIZED: &str = "unauthorized-foreign-gateway";

fn checked(toml: &str, files: &[(&str, &str)]) -> Vec<Finding> {
    let settings = Settings {
        paths: vec![".".into()],
        configs: Config::parse("bluelint.toml", toml, RULES).unwrap().into(),
        rules: RULES.iter().collect(),
        ..Settings::default()
    };
    let run = lint(&MemoryDisk::new(files.iter().copied()), &settings).unwrap();
    assert!(run.incomplete.is_empty(), "{files:?}: {:?}", run.incomplete);
    run.findings
}

/// The provider configurations of two accounts.
fn toml() -> String {
    format!("[accounts]\ndefault = \"{OURS}\"\nproviders = {{ \"ibm.hub\" = \"{THEIRS}\" }}\n")
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

/// An instance in their account.
fn instance(lines: &str) -> String {
    format!(
        "resource \"ibm_resource_instance\" \"backup\" {{\n  provider = ibm.hub\n  name = \"backup\"\n  \
         plan = \"premium\"\n  location = \"eu-de\"\n{lines}}}\n"
    )
}

const SERVICE: &str = "  service = \"backup-recovery\"\n";

/// What is said of the one gateway that nothing lets in.
fn said(files: &[(&str, &str)]) -> Finding {
    let mut all = checked(&toml(), files);
    all.retain(|one| one.rule == UNAUTHORIZED);
    let [only] = all.try_into().unwrap();
    only
}

/// The value of `argument` in what is pasted.
fn value(finding: &Finding, argument: &str) -> String {
    let pasted = finding.paste.as_deref().unwrap();
    let line = pasted.lines().find(|line| line.trim().starts_with(argument)).unwrap();
    line.split_once("= ").unwrap().1.to_owned()
}

/// What is pasted at the end of the first file lets the gateway in, and nothing new is wrong.
fn lets_in(files: &[(&str, &str)], finding: &Finding) {
    let rules = |files: &[(&str, &str)]| -> BTreeSet<&str> {
        checked(&toml(), files).iter().map(|one| one.rule).collect()
    };
    let before = rules(files);
    let text = format!("{}\n{}\n", files[0].1, finding.paste.as_deref().unwrap());
    let mut files = files.to_vec();
    files[0].1 = &text;
    let after = rules(&files);
    assert!(!after.contains(UNAUTHORIZED), "{text}");
    let new: Vec<_> =
        after.difference(&before).filter(|one| **one != "gateway-before-policy").collect();
    assert!(new.is_empty(), "{new:?}: {text}");
}

#[test]
fn what_is_known_only_later_is_pasted_as_a_reference() {
    let data = "data \"ibm_resource_instance\" \"backup\" {\n  provider = ibm.hub\n  name = \"backup\"\n  \
                service = \"backup-recovery\"\n}\n";
    let keyed = instance(&format!("  for_each = toset([\"a.b\"])\n{SERVICE}"));
    let cluster =
        "resource \"ibm_container_vpc_cluster\" \"c\" {\n  provider = ibm.hub\n  name = \"c\"\n}\n";
    let later =
        format!("\"crn:v1:bluemix:public:${{var.service}}:eu-de:a/{THEIRS}:${{var.instance}}::\"");
    let variables = "variable \"service\" {}\nvariable \"instance\" {}\n";
    let each = gateway("ibm_resource_instance.backup[each.key].crn")
        .replace("  name", "  for_each = toset([\"a.b\"])\n  name");
    let known = "\"backup-recovery\"";
    let plain = gateway("ibm_resource_instance.backup.crn");
    for (gateway, more, service, id) in [
        (&plain, &instance(SERVICE), known, "ibm_resource_instance.backup.guid"),
        (
            &plain,
            &instance("  service = var.x\n"),
            "split(\":\", ibm_resource_instance.backup.crn)[4]",
            "ibm_resource_instance.backup.guid",
        ),
        (
            &gateway("ibm_resource_instance.backup[\"a.b\"].crn"),
            &keyed,
            known,
            "ibm_resource_instance.backup[\"a.b\"].guid",
        ),
        (&each, &keyed, known, "ibm_resource_instance.backup[\"a.b\"].guid"),
        (
            &gateway("data.ibm_resource_instance.backup.crn"),
            &data.to_owned(),
            known,
            "data.ibm_resource_instance.backup.guid",
        ),
        (
            &gateway("ibm_container_vpc_cluster.c.crn"),
            &cluster.to_owned(),
            "split(\":\", ibm_container_vpc_cluster.c.crn)[4]",
            "split(\":\", ibm_container_vpc_cluster.c.crn)[7]",
        ),
        (&gateway(&later), &variables.to_owned(), "var.service", "var.instance"),
    ] {
        let text = format!("variable \"x\" {{}}\n{gateway}{more}");
        let files = [("main.tf", text.as_str())];
        let finding = said(&files);
        assert_eq!(value(&finding, "target_service_name"), service, "{text}");
        assert_eq!(value(&finding, "target_resource_instance_id"), id, "{text}");
        assert_eq!(value(&finding, "provider"), format!("ibm.hub # of the account {THEIRS}"));
        lets_in(&files, &finding);
    }
}

#[test]
fn what_is_pasted_uses_the_names_of_one_module() {
    let inner = format!("variable \"crn\" {{}}\n{}", gateway("var.crn"));
    let call = |crn: &str| format!("module \"m\" {{\n  source = \"./m\"\n  crn = {crn}\n}}\n");
    let root = format!("{}{}", instance(SERVICE), call("ibm_resource_instance.backup.crn"));
    let files = [("main.tf", root.as_str()), ("m/main.tf", inner.as_str())];
    let finding = said(&files);
    let waits = ", in the root module, and write `depends_on = [ibm_iam_authorization_policy.g]` in the \
                 call of `module.m`; ";
    assert!(finding.help.as_ref().unwrap().contains(waits), "{:?}", finding.help);
    assert_eq!(value(&finding, "provider"), format!("ibm.hub # of the account {THEIRS}"));
    assert_eq!(value(&finding, "target_resource_instance_id"), "ibm_resource_instance.backup.guid");
    lets_in(&files, &finding);

    // What another module gives is known by its output.
    let passing = "module \"b\" {\n  source = \"./b\"\n  providers = { ibm = ibm.hub }\n}\n";
    let root = format!("{passing}{}", gateway("module.b.crn"));
    let made = instance(SERVICE).replace("  provider = ibm.hub\n", "");
    let output = "output \"crn\" {\n  value = ibm_resource_instance.backup.crn\n}\n";
    let made = format!("{made}{output}");
    let files = [("main.tf", root.as_str()), ("b/main.tf", made.as_str())];
    let finding = said(&files);
    let id = "split(\":\", module.b.crn)[7]";
    assert_eq!(value(&finding, "target_resource_instance_id"), id);
    // It is said of the output, which stands in the other module.
    assert!(finding.help.as_ref().unwrap().contains("`, in the root module, and write"));
    lets_in(&files, &finding);
}

#[test]
fn what_cannot_be_written_is_left_open_and_said() {
    let open = "var.INSTANCE_OF_THE_TARGET # the ID of the instance, the eighth part of its CRN";
    let says = ", with the ID of the instance, the eighth part of its CRN, for \
                `var.INSTANCE_OF_THE_TARGET`, and ";
    // An output may give a part of something.
    let passing = "module \"b\" {\n  source = \"./b\"\n  providers = { ibm = ibm.hub }\n}\n";
    let root = format!("{passing}{}", gateway("module.b.all.crn"));
    let made = instance(SERVICE).replace("  provider = ibm.hub\n", "");
    let output = "output \"all\" {\n  value = { crn = ibm_resource_instance.backup.crn }\n}\n";
    let finding = said(&[("main.tf", &root), ("b/main.tf", &format!("{made}{output}"))]);
    assert_eq!(value(&finding, "target_resource_instance_id"), open);
    assert!(finding.help.unwrap().contains(says));

    // Another root module does not know what this one knows.
    let folders = format!("[accounts.folders]\nspoke = \"{OURS}\"\nhub = \"{THEIRS}\"\n");
    let later = format!("\"crn:v1:bluemix:public:kms:eu-de:a/{THEIRS}:${{var.i}}::\"");
    let text = format!("variable \"i\" {{}}\n{}", gateway(&later));
    let mut all = checked(&folders, &[("spoke/main.tf", &text), ("hub/main.tf", "locals {}\n")]);
    all.retain(|one| one.rule == UNAUTHORIZED);
    assert_eq!(value(&all[0], "target_resource_instance_id"), open);
    assert_eq!(value(&all[0], "target_service_name"), "\"kms\"");
    assert!(all[0].help.as_ref().unwrap().contains(says));

    // Of a part of it nobody knows what it comes to.
    let mixed = later.replace("${", "x-${");
    let finding = said(&[("main.tf", &format!("variable \"i\" {{}}\n{}", gateway(&mixed)))]);
    assert_eq!(value(&finding, "target_resource_instance_id"), open);
}

#[test]
fn references_are_pasted_in_the_language_of_the_gateway() {
    let text = |id: &str| {
        format!(
            r#"{{"variable": {{"i": {{}}}}, "resource": {{"ibm_is_virtual_endpoint_gateway": {{"g": {{"name": "g",
            "target": {{"crn": "crn:v1:bluemix:public:kms:eu-de:a/{THEIRS}:{id}::",
            "resource_type": "provider_cloud_service"}}}}}}}}}}"#
        )
    };
    let pasted = |id: &str| -> serde_json::Value {
        let finding = said(&[("main.tf.json", &text(id))]);
        let pasted: serde_json::Value =
            serde_json::from_str(finding.paste.as_deref().unwrap()).unwrap();
        pasted["resource"]["ibm_iam_authorization_policy"]["g"].clone()
    };
    let all = pasted("${var.i}");
    assert_eq!(all["target_resource_instance_id"], "${var.i}");
    assert_eq!(all["target_service_name"], "kms");
    assert!(all.get("//").is_none());
    let all = pasted("${var.i[\\\"a b\\\"]}");
    assert_eq!(all["target_resource_instance_id"], "${var.i[\"a b\"]}");
    let all = pasted("x-${var.i}");
    assert_eq!(all["target_resource_instance_id"], "${var.INSTANCE_OF_THE_TARGET}");
    let says = "var.INSTANCE_OF_THE_TARGET: the ID of the instance, the eighth part of its CRN";
    assert_eq!(all["//"], says);
}

#[test]
fn what_is_pasted_names_only_what_the_root_module_knows() {
    let of = |providers: &str, files: &[(&str, &str)]| {
        let toml = format!("[accounts]\ndefault = \"{OURS}\"\nproviders = {{ {providers} }}\n");
        let mut all = checked(&toml, files);
        all.retain(|one| one.rule == UNAUTHORIZED);
        let pasted = all[0].paste.clone().unwrap();
        let line = pasted.lines().find(|line| line.contains("provider "));
        line.map(|line| line.split_once("= ").unwrap().1.to_owned())
    };
    let blocks = "provider \"ibm\" {}\nprovider \"ibm\" {\n  alias = \"hub\"\n}\n";
    let both = format!("{blocks}{}", gateway(&crn()));
    let entry = |name: &str| format!("\"{name}\" = \"{THEIRS}\"");
    let ours = |names: &str| of(names, &[("main.tf", &both)]);
    let is = |line: &str| Some(format!("{line} {THEIRS}"));
    assert_eq!(ours(&entry("ibm.hub")), is("ibm.hub # of the account"));
    assert_eq!(
        ours(&entry("ibm.ghost")),
        is("ibm.hub # if that provider configuration works in the account")
    );
    let two = format!("{}, {}", entry("ibm.ghost"), entry("ibm.hub"));
    assert_eq!(ours(&two), is("ibm.hub # of the account"));
    // One that works in a third account is not it; the one that is left may be.
    let odd = |name: &str| format!("\"{name}\" = \"2f1b2c4d5e6f708192a3b4c5d6e7f809\"");
    let placeholder =
        is("ibm.PROVIDER_OF_THE_TARGET_ACCOUNT # name the provider configuration of the account");
    assert_eq!(ours(&odd("ibm.hub")), placeholder);
    let three = format!("{blocks}{}{}", blocks.replace("hub", "spoke"), gateway(&crn()));
    assert_eq!(
        of(&odd("ibm.spoke"), &[("main.tf", &three)]),
        is("ibm.hub # if that provider configuration works in the account")
    );
    let call = format!("{blocks}module \"m\" {{\n  source = \"./m\"\n}}\n");
    let inner = gateway(&crn());
    let inside = of(&entry("ibm.hub"), &[("main.tf", &call), ("m/main.tf", &inner)]);
    assert_eq!(inside, is("ibm.hub # of the account"));
}

/// What is said of each gateway that nothing lets in: the help, and what is pasted.
fn all_said(files: &[(&str, &str)]) -> Vec<(String, Option<String>)> {
    let mut all = checked(&toml(), files);
    all.retain(|one| one.rule == UNAUTHORIZED);
    all.into_iter().map(|one| (one.help.unwrap(), one.paste)).collect()
}

#[test]
fn each_pasted_policy_has_a_name_of_its_own() {
    let other = crn().replace("5b6a1f0e", "c81d4e2f");
    let [one, two] = [crn(), other].map(|crn| gateway(&crn));
    let two = two.replace("\"g\"", "\"h\"");
    // The name is another policy's already.
    let taken = "resource \"ibm_iam_authorization_policy\" \"g\" {\n  source_service_name = \"cloud-object-storage\"\n  \
                 target_service_name = \"kms\"\n  roles = [\"Reader\"]\n}\n";
    let text = format!("{one}{two}{taken}");
    let all = all_said(&[("main.tf", &text)]);
    let names = ["g_2", "h"];
    assert_eq!(all.len(), 2);
    for ((help, pasted), name) in all.iter().zip(names) {
        let pasted = pasted.as_deref().unwrap();
        let first = format!("resource \"ibm_iam_authorization_policy\" \"{name}\" {{\n");
        assert!(pasted.starts_with(&first), "{pasted}");
        let waits =
            format!("write `depends_on = [ibm_iam_authorization_policy.{name}]` in the gateway");
        assert!(help.contains(&waits), "{help}");
    }
    let pasted: Vec<&str> = all.iter().map(|(_, pasted)| pasted.as_deref().unwrap()).collect();
    let after = format!("{text}{}\n{}\n", pasted[0], pasted[1]);
    assert!(all_said(&[("main.tf", &after)]).is_empty(), "{after}");
    // Instances of one block lead to two things.
    let keyed = format!(
        "locals {{\n  to = {{ a = {}, b = {} }}\n}}\n{}",
        crn(),
        crn().replace("5b6a1f0e", "c81d4e2f"),
        gateway("each.value").replace("  name", "  for_each = local.to\n  name")
    );
    let all = all_said(&[("main.tf", &keyed)]);
    let mut names: Vec<_> =
        all.iter().filter_map(|(_, pasted)| pasted.as_deref()?.lines().next()).collect();
    names.dedup();
    assert_eq!(names.len(), all.len(), "{names:?}");
}

#[test]
fn one_policy_for_two_gateways_is_pasted_once() {
    let two = gateway(&crn()).replace("\"g\"", "\"h\"");
    let text = format!("{}{two}", gateway(&crn()));
    let [(_, first), (help, second)] = all_said(&[("main.tf", &text)]).try_into().unwrap();
    // The first may be one that is not told.
    assert!(first.is_some() && second == first, "{second:?}");
    let needs = format!(
        "create this policy in the account `{THEIRS}`, which `ibm_is_virtual_endpoint_gateway.g` needs, too: it lets \
         both in; "
    );
    assert!(help.starts_with(&needs), "{help}");
    let waits = "; write `depends_on = [ibm_iam_authorization_policy.g]` in the gateway; ";
    assert!(help.contains(waits), "{help}");
    let after = format!("{text}{}\n", first.unwrap());
    assert!(all_said(&[("main.tf", &after)]).is_empty(), "{after}");
    // From there on each is told to wait.
    let waits = checked(&toml(), &[("main.tf", &after)]);
    let waits = waits.iter().filter(|one| one.rule == "gateway-before-policy").count();
    assert_eq!(waits, 2);
}

#[test]
fn a_policy_that_is_needed_for_another_gateway_is_said_in_full() {
    let call = "module \"m\" {\n  source = \"./m\"\n}\n";
    let root = format!("{}{call}", gateway(&crn()));
    let all = all_said(&[("main.tf", &root), ("m/main.tf", &gateway(&crn()))]);
    let [(help, second), (_, first)] = all.try_into().unwrap();
    assert!(first.is_some() && second == first, "{second:?}");
    let where_to = format!(
        "create this policy in the account `{THEIRS}`, beside `ibm_is_virtual_endpoint_gateway.g`, which "
    );
    assert!(help.starts_with(&where_to), "{help}");
    // It stands with the second, too, where the first is not told.
    let own = gateway(&crn())
        .replace("    crn", "    # bluelint: ignore[unauthorized-foreign-gateway] known\n    crn");
    let text = format!("{own}{}", gateway(&crn()).replace("\"g\"", "\"h\""));
    let only = said(&[("main.tf", &text)]);
    assert_eq!(only.paste, first);
}

#[test]
fn a_remark_in_json_says_what_it_is_about() {
    let text = format!(
        r#"{{"resource": {{"ibm_is_virtual_endpoint_gateway": {{"g": {{"name": "g",
        "target": {{"crn": {}, "resource_type": "provider_cloud_service"}}}}}}}}}}"#,
        crn()
    );
    let mut all =
        checked(&format!("[accounts]\ndefault = \"{OURS}\"\n"), &[("main.tf.json", text.as_str())]);
    all.retain(|one| one.rule == UNAUTHORIZED);
    let pasted: serde_json::Value = serde_json::from_str(all[0].paste.as_deref().unwrap()).unwrap();
    let policy = &pasted["resource"]["ibm_iam_authorization_policy"]["g"];
    assert_eq!(policy["//"], format!("name the provider configuration of the account {THEIRS}"));
}
