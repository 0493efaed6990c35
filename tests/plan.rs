//! Terraform plans: each file of testdata/plan is read, and what is believed of it, and said about
//! it, is what stands beside it. Plans of `terraform_data`, which Terraform makes without any
//! provider, are read as they are. `BLESS=1` writes what is believed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this test reads and blesses its own cases")]

use bluelint::config::Config;
use bluelint::disk::{MemoryDisk, RealDisk};
use bluelint::finding::Finding;
use bluelint::lower::plan;
use bluelint::model::{Change, Exists, Resource, Surface, World};
use bluelint::node::Node;
use bluelint::report::{self, Format, Style};
use bluelint::rules::RULES;
use bluelint::source::{SourceId, Sources, Span};
use bluelint::{Run, Settings, lint};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/plan")
}

fn cases() -> Vec<PathBuf> {
    let files = bluelint::disk::Disk::walk(&RealDisk, &folder()).files;
    files.into_iter().filter(|file| file.extension().is_some_and(|end| end == "json")).collect()
}

fn shown(run: &Run) -> String {
    let mut out = Vec::new();
    report::show(run, &Style::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn said_of_changes(run: &Run) -> String {
    let mut out = String::new();
    for resource in run.model.resources() {
        let provider = resource.provider.as_deref().unwrap_or("default");
        let change = resource.change.as_ref();
        let action = change.map_or("listed", |change| change.action.name());
        let _ = writeln!(out, "{}: {action}, provider {provider}", resource.address);
        for path in change.iter().flat_map(|change| &change.replaced_for) {
            let before = change.and_then(|change| change.before.at(path)).and_then(Node::text);
            let _ = writeln!(out, "  replaced for {path}, which was {before:?}");
        }
    }
    let _ = writeln!(out, "gaps: {:?}", run.model.gaps);
    for one in &run.incomplete {
        let _ = writeln!(out, "incomplete: {} {:?}", one.reason, one.span.map(Span::range));
    }
    out
}

fn said(run: &Run) -> String {
    let mut out = String::new();
    for finding in &run.findings {
        let source = run.sources.get(finding.span.source);
        let at = source.position(finding.span.start as usize);
        let (level, rule) = (finding.level.name(), finding.rule);
        let _ = writeln!(out, "{}:{}: {level}[{rule}] {}", at.line, at.column, finding.message);
        let _ = writeln!(out, "  {}", finding.addresses.join(", "));
        assert!(finding.fix.is_none(), "nobody mends a plan");
    }
    out
}

fn checked(text: &str) -> Run {
    let disk = MemoryDisk::new([("plan.json", text)]);
    let rules = RULES.iter().collect();
    let settings = Settings { paths: vec!["plan.json".into()], rules, ..Settings::default() };
    lint(&disk, &settings).unwrap()
}

/// Everything of type `terraform_data`, with all its attributes.
fn generic(text: &str) -> Run {
    let sources = Sources::new(["plan.json".to_owned()]);
    sources.set_text(SourceId(0), text.to_owned());
    let mut run = Run { sources, ..Run::default() };
    let others = &mut run.model.others;
    let take = |one: plan::Instance, told: &plan::Expressions<'_>| {
        let input = one.expressions.as_ref().and_then(|all| all.get("input"));
        let origin = input.and_then(|input| told.origin(&input.value));
        others.push(Resource {
            kind: one.kind,
            surface: Surface::Plan,
            in_json: true,
            identity: String::new(),
            address: one.address,
            object: one.object,
            exists: Exists::Surely,
            world: World(0),
            header: one.header,
            extent: one.extent,
            called_by: Vec::new(),
            body: one.values,
            provider: origin,
            local_provider: None,
            ignored: Vec::new(),
            faults: Vec::new(),
            imported: one.imported,
            change: one.action.map(|action| {
                let (before, replaced_for) = (one.before, one.replaced_for);
                let (cannot_update, blocks) = (one.cannot_update, BTreeMap::new());
                let after = Node::absent(one.header);
                Box::new(Change { action, before, after, replaced_for, cannot_update, blocks })
            }),
        });
    };
    let extent = plan::read(SourceId(0), text, |kind| kind == "terraform_data", take).unwrap();
    run.sources.hide(SourceId(0), extent.hidden);
    run
}

#[test]
fn every_plan_is_understood_as_it_is_meant() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let text = std::fs::read_to_string(&case).unwrap();
        let is_generic = case.parent().unwrap().ends_with("terraform-data");
        let run = if is_generic { generic(&text) } else { checked(&text) };
        let all = format!("{}\n{}\n{}", shown(&run), said_of_changes(&run), said(&run));
        // Terraform itself does not mark the output of `terraform_data` as sensitive.
        let tells = all.contains("input = \"hush\"") || all.contains("HUSH");
        assert!(!tells, "{} tells a secret", case.display());
        let expected = case.with_extension("txt");
        if bless {
            std::fs::write(expected, all).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != all {
            wrong.push(format!("{} is not what is believed:\n{all}", expected.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn node(text: &str) -> Node {
    bluelint::parse::json::json(SourceId(0), text).node
}

#[test]
fn a_path_leads_through_names_and_indexes() {
    let node = node(r#"{"a": [{"b": [["x"]]}], "c": 1}"#);
    assert_eq!(node.at("a[0].b[0][0]").and_then(Node::text), Some("x"));
    assert!(node.at("a[1]").is_none() && node.at("c.d").is_none() && node.at("c").is_some());
}

#[test]
fn values_are_the_same_member_by_member() {
    let same = |one: &str, other: &str| node(one).same(&node(other));
    assert_eq!(same(r#"{"a": [1, "x"], "b": null}"#, r#"{"a": [1, "x"]}"#), Some(true));
    assert_eq!(same(r#"{"a": [1, "x"]}"#, r#"{"a": ["x", 1]}"#), Some(false));
    assert_eq!(same("[1]", "[1, 2]"), Some(false));
    assert_eq!(same("{}", "[]"), Some(false));
    assert_eq!(same("null", "\"\""), Some(true));
}

/// A configuration with one policy in it, and a plan of it, in which the account is `account`.
fn with_plan(folders: &[&str], account: &str) -> Run {
    let main = |account: &str| {
        format!(
            "resource \"ibm_iam_authorization_policy\" \"keys\" {{\n  source_service_account = \"{account}\"\n  source_service_name = \"is\"\n  source_resource_type = \"endpoint-gateway\"\n  target_service_name = \"kms\"\n  target_resource_instance_id = \"5f2b6c1e-7a90-4d3f-8b21-6e0c9d4a7f13\"\n  roles = [\"Viewer\"]\n}}\n"
        )
    };
    let values = format!(
        r#"{{"source_service_account": "{account}", "source_service_name": "is", "source_resource_type": "endpoint-gateway", "target_service_name": "kms", "target_resource_instance_id": "5f2b6c1e-7a90-4d3f-8b21-6e0c9d4a7f13", "roles": ["Viewer"]}}"#
    );
    let plan = format!(
        r#"{{"format_version": "1.2", "resource_changes": [{{"address": "ibm_iam_authorization_policy.keys", "mode": "managed", "type": "ibm_iam_authorization_policy", "name": "keys", "change": {{"actions": ["create"], "before": null, "after": {values}}}}}]}}"#
    );
    let mut files = vec![("plan.json".to_owned(), plan)];
    files.extend(folders.iter().map(|folder| (format!("{folder}/main.tf"), main("123"))));
    let disk = MemoryDisk::new(files);
    let rules = RULES.iter().collect();
    lint(&disk, &Settings { paths: vec![".".into()], rules, ..Settings::default() }).unwrap()
}

fn paths(run: &Run) -> Vec<&str> {
    run.findings.iter().map(|one| run.sources.get(one.span.source).path.as_str()).collect()
}

#[test]
fn what_the_configuration_says_too_is_said_there_only() {
    assert_eq!(paths(&with_plan(&[], "123")), ["plan.json"]);
    let both = with_plan(&["a"], "123");
    assert_eq!(paths(&both), ["a/main.tf"]);
    let label = both.findings[0].labels.last().unwrap();
    assert_eq!((both.sources.text(label.span), &*label.message), ("\"123\"", "in the plan"));
    // Of two root modules nobody knows which one was planned.
    let three = with_plan(&["a", "b"], "123");
    assert_eq!(paths(&three), ["a/main.tf", "b/main.tf", "plan.json"]);
    // What only the plan has stays.
    let other = with_plan(&["a"], "a/3f1b2c4d5e6f708192a3b4c5d6e7f809");
    assert_eq!(paths(&other), ["a/main.tf", "plan.json"]);
}

#[test]
fn secrets_are_not_in_the_frames() {
    let values = |secret: &str| {
        format!(
            r#"{{"a": "{secret}", "roles": ["Viewer"], "source_service_account": "a/1", "source_service_name": "{secret}", "target_service_name": "kms"}}"#
        )
    };
    let sensitive = r#"{"a": true, "source_service_name": true}"#;
    let values = values("hush");
    let text = format!(
        r#"{{"format_version": "1.2", "resource_changes": [{{"address": "ibm_iam_authorization_policy.x", "mode": "managed", "type": "ibm_iam_authorization_policy", "name": "x", "change": {{"actions": ["update"], "before": {values}, "after": {values}, "after_unknown": {{}}, "before_sensitive": {sensitive}, "after_sensitive": {sensitive}}}}}]}}"#
    );
    for text in [text.clone(), text.replace(", ", ",\n")] {
        let run = checked(&text);
        assert!(!run.findings.is_empty());
        for format in [Format::Human, Format::Json, Format::Github] {
            let mut out = Vec::new();
            let style = Style { verbose: true, ..Style::default() };
            report::write(format, &run, &style, &mut out).unwrap();
            let out = String::from_utf8(out).unwrap();
            assert!(!out.contains("hush"), "{out}");
            assert!(
                format != Format::Human || text.contains('\n') || out.contains("******"),
                "{out}"
            );
        }
    }
}

/// The plan of an estate, changed.
fn of_the_spoke(change: impl Fn(&str) -> String) -> Vec<(String, Option<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/estates/two-accounts-plan");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let (text, settings) = (read("spoke/plan.json"), read("bluelint.toml"));
    let changed = change(&text);
    let disk = MemoryDisk::new([("spoke/plan.json", changed)]);
    let rules: Vec<_> = RULES.iter().filter(|rule| rule.name == "gateway-before-policy").collect();
    let config = Config::parse("bluelint.toml", &settings, RULES).unwrap();
    let settings =
        Settings { paths: vec![".".into()], rules, configs: config.into(), ..Settings::default() };
    let run = lint(&disk, &settings).unwrap();
    run.findings.into_iter().map(|one| (one.addresses.join(" "), one.help)).collect()
}

#[test]
fn a_plan_tells_that_a_gateway_does_not_wait() {
    let without = |text: &str| text.replace("\"module.policy\"\n", "\"ibm_is_vpc.main\"\n");
    let gateway = "ibm_is_virtual_endpoint_gateway.clusters".to_owned();
    let help = "write `depends_on = [module.policy]` in the gateway";
    assert_eq!(of_the_spoke(str::to_owned), []);
    assert_eq!(of_the_spoke(without), [(gateway.clone(), Some(help.to_owned()))]);
    // The policy may wait for anything, the gateway too.
    let local = |text: &str| {
        without(text).replace("\"data.ibm_iam_account_settings.own\"\n", "\"local.x\"\n")
    };
    let unless = format!("{help}, unless the policy itself waits for the gateway");
    assert_eq!(of_the_spoke(local), [(gateway, Some(unless))]);
    let local = |text: &str| without(text).replace("\"ibm_is_vpc.main\"\n", "\"local.x\"\n");
    assert_eq!(of_the_spoke(local), []);
    // Nothing has to be created.
    let there = |text: &str| without(text).replace("\"create\"", "\"no-op\"");
    assert_eq!(of_the_spoke(there), []);
    // Without its configuration nobody knows what waits for what.
    let bare = |text: &str| without(text).replace("\"configuration\"", "\"other\"");
    assert_eq!(of_the_spoke(bare), []);
    // `dynamic` made the target, and a plan does not say of what.
    let dynamic = |text: &str| {
        let (changes, configuration) = text.split_once("\"configuration\"").unwrap();
        let configuration = configuration.replace("\"target\": [", "\"other\": [");
        without(&format!("{changes}\"configuration\"{configuration}"))
    };
    assert_eq!(of_the_spoke(dynamic), []);
}

#[test]
fn a_gateway_of_a_plan_has_no_address_as_one_of_a_configuration() {
    let known = r#""address": "ibm_is_virtual_endpoint_gateway.keys", "mode": "managed", "type": "ibm_is_virtual_endpoint_gateway", "name": "keys""#;
    let crn = "crn:v1:bluemix:public:kms:us-south:::endpoint:private.us-south.kms.cloud.ibm.com";
    let plan = format!(
        r#"{{"format_version": "1.2", "resource_changes": [{{{known}, "change": {{"actions": ["create"], "before": null, "after": {{"name": "keys", "target": [{{"crn": "{crn}", "resource_type": "provider_cloud_service"}}]}}}}}}], "configuration": {{"root_module": {{"resources": [{{{known}, "expressions": {{"name": {{"constant_value": "keys"}}, "target": [{{"crn": {{"constant_value": "{crn}"}}, "resource_type": {{"constant_value": "provider_cloud_service"}}}}]}}}}]}}}}}}"#
    );
    let run = checked(&plan);
    let found = run.findings.iter().find(|one| one.rule == "missing-reserved-ip").unwrap();
    // A plan does not say what the gateway leaves to somebody else.
    assert_eq!(found.level.name(), "info");
    assert!(found.help.as_ref().unwrap().contains("`ibm_is_subnet_reserved_ip`"));
    // The configuration, if it is given too, knows better.
    let beside = |name: &str, lines: &str| {
        let text = format!(
            "variable \"x\" {{}}\nresource \"ibm_is_virtual_endpoint_gateway\" \"{name}\" {{\n  \
             count = 2\n  name = \"keys\"\n  target {{\n    crn = \"{crn}\"\n    \
             resource_type = \"provider_cloud_service\"\n  }}\n{lines}}}\n"
        );
        let disk = MemoryDisk::new([("plan.json", plan.as_str()), ("main.tf", &text)]);
        let rules = RULES.iter().filter(|rule| rule.name == "missing-reserved-ip").collect();
        let settings = Settings { paths: vec![".".into()], rules, ..Settings::default() };
        let run = lint(&disk, &settings).unwrap();
        let place = |finding: &Finding| run.sources.get(finding.span.source).path.clone();
        run.findings.iter().map(place).collect::<Vec<_>>().join(" ")
    };
    let dynamic = "  dynamic \"ips\" {\n    for_each = var.x\n    content {\n      subnet = \
                   ips.value\n    }\n  }\n";
    let ignores = "  lifecycle {\n    ignore_changes = [ips]\n  }\n";
    assert_eq!(beside("keys", ""), "main.tf");
    assert_eq!(beside("keys", dynamic), "");
    assert_eq!(beside("keys", ignores), "");
    assert_eq!(beside("others", dynamic), "plan.json");
}

#[test]
fn modules_that_lie_too_deep_are_not_looked_into() {
    let policy = r#""resources": [{"address": "ibm_iam_authorization_policy.x", "mode": "managed", "type": "ibm_iam_authorization_policy", "name": "x", "values": {"roles": ["Viewer"]}}]"#;
    let plan = |depth: usize| {
        let (open, close) = (r#"{"child_modules": ["#.repeat(depth), "]}".repeat(depth));
        format!(
            r#"{{"format_version": "1.2", "planned_values": {{"root_module": {open}{{{policy}}}{close}}}, "configuration": {{}}}}"#
        )
    };
    let deep = checked(&plan(32));
    assert_eq!((deep.model.policies.len(), deep.incomplete.len()), (1, 0));
    for depth in [33, 20_000] {
        let deeper = checked(&plan(depth));
        assert!(deeper.model.policies.is_empty());
        let [one] = deeper.incomplete.as_slice() else { panic!("{:?}", deeper.incomplete) };
        assert_eq!(one.reason, "modules that lie deeper than 32 calls are not looked into");
        assert!(one.span.is_some());
    }
}

#[test]
fn what_is_no_plan_inside_is_never_passed_over() {
    let text = std::fs::read_to_string(folder().join("ibm/create.json")).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let incomplete = |text: &str| {
        let run = checked(text);
        assert!(run.incomplete.iter().all(|one| one.span.is_some()), "{:?}", run.incomplete);
        run.incomplete.len()
    };
    assert_eq!(incomplete(&value.to_string()), 0);
    for (pointer, wrong) in [
        ("/resource_changes", "{}"),
        ("/resource_changes", "\"x\""),
        ("/resource_changes/0", "5"),
        ("/resource_changes/0", "null"),
        ("/resource_changes/0", "{}"),
        ("/resource_changes/0/type", "3"),
        ("/resource_changes/0/mode", "[]"),
        ("/resource_changes/0/change/after", "null"),
        ("/resource_changes/0/change/actions", "\"create\""),
        ("/resource_changes/0/change/actions", "[]"),
        ("/resource_changes/0/change/actions", "[\"make\"]"),
        ("/resource_changes/0/change/actions", "[null]"),
        ("/planned_values/root_module", "[]"),
        ("/resource_changes/0/change", "[]"),
        ("/resource_changes/0/change/after", "\"x\""),
        ("/resource_changes/0/address", "null"),
        ("/planned_values", "[]"),
        ("/prior_state", "3"),
        ("/configuration", "[]"),
        ("/configuration/root_module", "[]"),
        ("/configuration/root_module/resources", "{}"),
    ] {
        let mut odd = value.clone();
        *odd.pointer_mut(pointer).unwrap() = serde_json::from_str(wrong).unwrap();
        assert_eq!(incomplete(&odd.to_string()), 1, "{pointer}: {wrong}");
    }
    // Terraform writes null for a list without elements.
    let mut empty = value.clone();
    empty["resource_changes"] = serde_json::Value::Null;
    assert_eq!(incomplete(&empty.to_string()), 0);
    // Nobody looks into the variables.
    let broken = value.to_string().replacen('{', "{\"variables\": {\"a\": [1}},", 1);
    assert_eq!(incomplete(&broken), 1);
}
