//! What calls of known modules come to: each folder of testdata/modules against its `expect.json`,
//! which names the resources and what must be known of their arguments.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this test reads its own cases")]

use bluelint::disk::{Disk, MemoryDisk, RealDisk};
use bluelint::rules::RULES;
use bluelint::{Run, Settings, lint, report};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/modules");
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

fn run(case: &Path) -> Run {
    let files = RealDisk.walk(case).files;
    let files = files.iter().filter(|file| !file.ends_with("expect.json"));
    let disk =
        MemoryDisk::new(files.map(|file| {
            (file.strip_prefix(case).unwrap().to_owned(), RealDisk.read(file).unwrap())
        }));
    let rules = RULES.iter().collect();
    lint(&disk, &Settings { paths: vec![".".into()], rules, ..Settings::default() }).unwrap()
}

fn shown(run: &Run) -> Value {
    let mut out = Vec::new();
    report::show_json(run, &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

/// Whether `is`, as `show` has it, is what is `wanted`.
fn fits(is: &Value, wanted: &Value) -> bool {
    let value = &is["value"];
    if let Some(wanted) = wanted["reference"].as_str() {
        return value["unknown"].as_str().is_some_and(|why| why.contains(wanted));
    }
    if wanted.get("unknown").is_some() {
        return value.get("known").is_none();
    }
    if let Some(wanted) = wanted["template"].as_array() {
        let is_same =
            |(one, other): (&Value, &Value)| one == other || other["$unknown"].is_string();
        let pieces = value["template"].as_array();
        return pieces.is_some_and(|pieces| {
            pieces.len() == wanted.len() && pieces.iter().zip(wanted).all(is_same)
        });
    }
    if let Some(wanted) = wanted["one_of"].as_array() {
        let known = |one: &Value| one.get("known").unwrap_or(one).clone();
        let choices = value["one_of"].as_array();
        return choices.is_some_and(|all| all.iter().map(known).eq(wanted.iter().map(known)));
    }
    match (wanted, is.as_array()) {
        (Value::Object(members), Some(blocks)) => {
            let [block] = blocks.as_slice() else { return false };
            members.iter().all(|(name, wanted)| fits(&block[name], wanted))
        }
        (Value::Array(wanted), Some(blocks)) => {
            blocks.len() == wanted.len()
                && blocks.iter().zip(wanted).all(|(block, wanted)| {
                    let members = wanted.as_object().unwrap();
                    members.iter().all(|(name, wanted)| fits(&block[name], wanted))
                })
        }
        (Value::Null, _) => is.is_null() || value["known"].is_null(),
        _ => value.get("known") == Some(wanted),
    }
}

#[test]
fn calls_of_known_modules_come_to_what_the_modules_make() {
    let mut wrong = Vec::new();
    for case in cases() {
        let expected = std::fs::read_to_string(case.join("expect.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let shown = shown(&run(&case));
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let addresses = |all: &Value| -> BTreeSet<String> {
            let all = all["resources"].as_array().unwrap().iter();
            // What is off is looked at all the same.
            let all = all.filter(|one| one["exists"] != "off");
            all.map(|one| one["address"].as_str().unwrap().to_owned()).collect()
        };
        let (are, should) = (addresses(&shown), addresses(&expected));
        if are != should {
            wrong.push(format!("{name}: {are:?} instead of {should:?}"));
        }
        for wanted in expected["resources"].as_array().unwrap() {
            let is_it = |one: &&Value| one["address"] == wanted["address"];
            let Some(is) = shown["resources"].as_array().unwrap().iter().find(is_it) else {
                continue;
            };
            if is["exists"] != wanted["exists"] {
                wrong.push(format!("{name}: {} exists {}", wanted["address"], is["exists"]));
            }
            for (argument, wanted) in wanted["arguments"].as_object().unwrap() {
                let is = &is["arguments"][argument];
                if !fits(is, wanted) {
                    wrong.push(format!("{name}: {argument} is {is}, not {wanted}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_points_into_what_is_only_known_of_a_module() {
    for case in cases() {
        let run = run(&case);
        for finding in &run.findings {
            let labels = finding.labels.iter().map(|label| label.span);
            for span in labels.chain([finding.span]) {
                assert_eq!(run.sources.get(span.source).path, "main.tf", "{}", case.display());
            }
        }
    }
}
