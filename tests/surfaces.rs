//! One meaning, many spellings: each folder of testdata/surfaces holds one policy on every surface,
//! and on each of them the rules say what `expect.txt` says. A line `- SURFACE RULE: why` there names
//! a rule that has nothing to say on a surface, `+ SURFACE RULE: why` one that speaks on no other.
//! `BLESS=1` writes the other lines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this test reads and blesses its own cases")]

use bluelint::disk::{Disk, MemoryDisk, RealDisk};
use bluelint::finding::Finding;
use bluelint::rules::RULES;
use bluelint::{Settings, lint};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The surfaces, each with its file.
const SURFACES: [(&str, &str); 6] = [
    ("v1", "policy-v1.json"),
    ("v2", "policy-v2.json"),
    ("template", "template.json"),
    ("flat", "flat/main.tf"),
    ("attributes", "attributes/main.tf"),
    ("tf.json", "json/main.tf.json"),
];
/// What Terraform's own arguments are called by IAM.
const ARGUMENTS: [(&str, &str); 9] = [
    ("source_service_account", "accountId"),
    ("source_service_name", "serviceName"),
    ("source_resource_type", "resourceType"),
    ("source_resource_instance_id", "serviceInstance"),
    ("source_resource_group_id", "resourceGroupId"),
    ("target_service_name", "serviceName"),
    ("target_resource_type", "resourceType"),
    ("target_resource_instance_id", "serviceInstance"),
    ("target_resource_group_id", "resourceGroupId"),
];

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/surfaces");
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

fn line(finding: &Finding) -> String {
    let mut message = finding.message.clone();
    for (argument, attribute) in ARGUMENTS {
        message = message.replace(&format!("`{argument}`"), &format!("`{attribute}`"));
    }
    format!("{}[{}] {message}", finding.level.name(), finding.rule)
}

/// What all rules say of one file.
fn said(case: &Path, file: &str) -> BTreeSet<String> {
    let bytes = RealDisk.read(&case.join(file)).unwrap();
    let disk = MemoryDisk::new([(file, bytes)]);
    let settings =
        Settings { paths: vec![".".into()], rules: RULES.iter().collect(), ..Settings::default() };
    let run = lint(&disk, &settings).unwrap();
    assert!(run.incomplete.is_empty(), "{}: {:?}", case.display(), run.incomplete);
    assert_eq!(run.model.policies.len(), 1, "{}: {file} is no policy", case.display());
    run.findings.iter().map(line).collect()
}

/// Whether a line of `expected` says that there is something else to expect, and not what is.
fn is_exception(line: &str) -> bool {
    line.starts_with("- ") || line.starts_with("+ ")
}

/// The surface and the rule of each line that begins with `sign`.
fn exceptions<'a>(expected: &'a str, sign: &str) -> Vec<(&'a str, &'a str)> {
    let lines = expected.lines().filter_map(|line| Some((line, line.strip_prefix(sign)?)));
    let named = lines.map(|(line, said)| {
        let (place, why) = said.trim_start().split_once(": ").unwrap();
        let (surface, rule) = place.split_once(' ').unwrap();
        assert!(SURFACES.iter().any(|(name, _)| *name == surface), "{line}: no such surface");
        assert!(why.len() > 20, "{line}: why?");
        (surface, rule)
    });
    named.collect()
}

/// Whether a line of `expected` is due on `surface`.
fn is_due(expected: &str, surface: &str, line: &str) -> bool {
    let speaks_of = |rule: &str| line.contains(&format!("[{rule}]"));
    let silent = exceptions(expected, "-").into_iter();
    let alone = exceptions(expected, "+").into_iter();
    !silent.into_iter().any(|(name, rule)| name == surface && speaks_of(rule))
        && alone.into_iter().all(|(name, rule)| name == surface || !speaks_of(rule))
}

#[test]
fn one_meaning_is_judged_alike_on_every_surface() {
    let mut wrong = Vec::new();
    let cases = cases();
    assert!(cases.len() > 8, "the cases are not there");
    for case in cases {
        let path = case.join("expect.txt");
        let mut expected = std::fs::read_to_string(&path).unwrap();
        if std::env::var_os("BLESS").is_some() {
            let kept = expected.lines().filter(|line| is_exception(line));
            let all =
                SURFACES.iter().flat_map(|(_, file)| said(&case, file)).collect::<BTreeSet<_>>();
            let lines = all.into_iter().chain(kept.map(str::to_owned));
            expected = lines.map(|line| line + "\n").collect();
            std::fs::write(&path, &expected).unwrap();
        }
        let findings = expected.lines().filter(|line| !is_exception(line));
        let findings: BTreeSet<String> = findings.map(str::to_owned).collect();
        for (surface, file) in SURFACES {
            let mut due = findings.clone();
            due.retain(|line| is_due(&expected, surface, line));
            let is = said(&case, file);
            let name = case.file_name().unwrap().to_string_lossy();
            wrong.extend(
                is.difference(&due).map(|line| format!("{name}: {surface}: too much: {line}")),
            );
            wrong.extend(
                due.difference(&is).map(|line| format!("{name}: {surface}: missing: {line}")),
            );
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn each_case_is_named_after_what_it_shows() {
    for case in cases() {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let expected = std::fs::read_to_string(case.join("expect.txt")).unwrap();
        let shows = expected.contains(&format!("[{name}]"));
        assert!(shows || name == "clean" && expected.is_empty(), "{name}: {expected}");
    }
}
