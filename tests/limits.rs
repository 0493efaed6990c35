//! Hostile configurations: each limit ends the work soon, says so at a place, and leaves the rest known.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use bluelint::disk::MemoryDisk;
use bluelint::{Run, Settings, lint};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Far more than it takes on a busy machine, far less than doubling without a limit.
const LONGEST: Duration = Duration::from_mins(1);

/// A policy that has nothing to do with what is hostile.
const POLICY: &str = "resource \"ibm_iam_authorization_policy\" \"plain\" {\n  \
    source_service_name = \"cloud-object-storage\"\n  target_service_name = \"kms\"\n  \
    roles = [\"Reader\"]\n}\n";

fn run(text: &str, more: &[(&str, &str)]) -> Run {
    let main = (PathBuf::from("main.tf"), format!("{POLICY}{text}"));
    let more = more.iter().map(|(path, text)| (PathBuf::from(*path), (*text).to_owned()));
    let disk = MemoryDisk::new([main].into_iter().chain(more));
    let start = Instant::now();
    let run = lint(&disk, &Settings { paths: vec![".".into()], ..Settings::default() }).unwrap();
    assert!(start.elapsed() < LONGEST, "it took {:?}", start.elapsed());
    let plain = &run.model.policies.iter().find(|one| one.resource.address.ends_with("plain"));
    let target = plain.unwrap().target().unwrap();
    assert_eq!(target.service(), Some("kms"), "what is not hostile is known");
    run
}

/// The description of a policy that hangs on `local.last`.
fn used(value: &str) -> String {
    format!(
        "resource \"ibm_iam_authorization_policy\" \"used\" {{\n  roles = [\"Reader\"]\n  \
         source_service_name = \"is\"\n  target_service_name = \"kms\"\n  description = {value}\n}}\n"
    )
}

fn is_limited(run: &Run, why: &str) {
    let reasons: Vec<&str> = run.incomplete.iter().map(|one| one.reason.as_str()).collect();
    assert!(reasons.iter().any(|reason| reason.contains(why)), "{reasons:?}");
    assert!(run.incomplete.iter().all(|one| one.span.is_some()), "each has its place");
    let used = run.model.resources().find(|one| one.address.ends_with("used")).unwrap();
    assert!(used.argument("description").is_unresolved());
}

#[test]
fn doubling_lists() {
    let mut text = String::from("locals {\n  a0 = [1, 2]\n");
    for at in 1..60 {
        let _ = writeln!(text, "  a{at} = [local.a{0}, local.a{0}]", at - 1);
    }
    is_limited(&run(&format!("{text}}}\n{}", used("jsonencode(local.a59)")), &[]), "too large");
}

#[test]
fn doubling_texts() {
    let mut text = String::from("locals {\n  a0 = \"abcdefghijklmnopqrstuvwxyz\"\n");
    for at in 1..60 {
        let _ = writeln!(text, "  a{at} = \"${{local.a{0}}}${{local.a{0}}}\"", at - 1);
    }
    let run = run(&format!("{text}}}\n{}", used("local.a59")), &[]);
    let used = run.model.resources().find(|one| one.address.ends_with("used")).unwrap();
    assert!(used.argument("description").is_unresolved());
}

#[test]
fn chains_of_locals() {
    let mut text = String::from("locals {\n  a0 = \"x\"\n");
    for at in 1..5_000 {
        let _ = writeln!(text, "  a{at} = local.a{}", at - 1);
    }
    is_limited(&run(&format!("{text}}}\n{}", used("local.a4999")), &[]), "lead one to the next");
}

#[test]
fn ranges_without_end() {
    let run = run(&used("jsonencode(range(1e9))"), &[]);
    let used = run.model.resources().find(|one| one.address.ends_with("used")).unwrap();
    assert!(used.argument("description").is_unresolved());
}

#[test]
fn loops_in_loops() {
    let value = "jsonencode([for a in range(1000) : [for b in range(1000) : [for c in range(1000) : \
                 a + b + c]]])";
    is_limited(&run(&used(value), &[]), "takes too long");
}

#[test]
fn modules_that_double() {
    let mut files = Vec::new();
    for at in 0..30 {
        let call =
            |name: &str| format!("module \"{name}\" {{\n  source = \"../m{}\"\n}}\n", at + 1);
        files.push((format!("m{at}/main.tf"), format!("{}{}", call("a"), call("b"))));
    }
    files.push(("m30/main.tf".to_owned(), used("\"deep\"")));
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let run = run("module \"first\" {\n  source = \"./m0\"\n}\n", &files);
    let reasons: Vec<&str> = run.incomplete.iter().map(|one| one.reason.as_str()).collect();
    assert!(
        reasons
            .iter()
            .any(|reason| reason.contains("`limits.modules` allows, which is set to 20000")),
        "{reasons:?}"
    );
}

#[test]
fn many_gateways_behind_one_group_with_many_open_rules() {
    const MANY: usize = 400;
    let mut text =
        String::from("resource \"ibm_is_security_group\" \"all\" {\n  vpc = var.vpc\n}\n");
    for at in 0..MANY {
        let _ = write!(
            text,
            "resource \"ibm_is_virtual_endpoint_gateway\" \"g{at}\" {{\n  name = \"g{at}\"\n  \
             security_groups = [ibm_is_security_group.all.id]\n}}\n\
             resource \"ibm_is_security_group_rule\" \"r{at}\" {{\n  \
             group = ibm_is_security_group.all.id\n  direction = \"inbound\"\n}}\n"
        );
    }
    let disk = MemoryDisk::new([("main.tf", text)]);
    let rules = bluelint::rules::RULES.iter();
    let rules = rules.filter(|rule| rule.name == "open-security-group").collect();
    let settings = Settings { paths: vec![".".into()], rules, ..Settings::default() };
    let run = lint(&disk, &settings).unwrap();
    assert_eq!(run.findings.len(), MANY, "each rule once");
    for finding in &run.findings {
        let labels: Vec<&str> = finding.labels.iter().map(|one| one.message.as_str()).collect();
        let expected = [
            "the gateway that has the group",
            "another gateway that has the group",
            "another gateway that has the group (and 397 more)",
        ];
        assert_eq!(labels, expected);
    }
}
