//! What expressions are worth: each line of testdata/expressions/*.txt is `EXPRESSION => JSON`, or
//! `EXPRESSION => !` where Terraform refuses it. In testdata/expressions/unknown/*.txt the names of
//! preamble.tf beside them stand for what is not known before it is applied, and `=> ?` says that
//! some of the value is not known. `⏎` is a line break.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this test reads its cases and runs terraform")]

use bluelint::disk::MemoryDisk;
use bluelint::finding::Level;
use bluelint::{Settings, lint, report};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

struct Case {
    place: String,
    expression: String,
    expected: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/expressions")
}

fn cases(folder: &Path) -> Vec<Case> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let place = format!("{}:{}", file.file_name().unwrap().to_string_lossy(), number + 1);
            let (expression, expected) =
                line.rsplit_once(" => ").unwrap_or_else(|| panic!("{place} has no ` => `"));
            let expression = expression.replace('⏎', "\n");
            cases.push(Case { place, expression, expected: expected.to_owned() });
        }
    }
    cases
}

/// What is believed of each expression.
fn believed(cases: &[Case], preamble: &str) -> Vec<Value> {
    let mut files = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let folder = PathBuf::from(format!("c{index:05}"));
        let text = format!(
            "resource \"ibm_iam_authorization_policy\" \"x\" {{\n  description = {}\n}}\n",
            case.expression
        );
        files.push((folder.join("main.tf"), text));
        files.push((folder.join("preamble.tf"), preamble.to_owned()));
    }
    let disk = MemoryDisk::new(files);
    let settings = Settings {
        paths: vec![".".into()],
        kind: None,
        rules: Vec::new(),
        min_level: Level::Info,
        threads: 1,
        ..Settings::default()
    };
    let mut out = Vec::new();
    report::show_json(&lint(&disk, &settings).unwrap(), &mut out).unwrap();
    let shown: Value = serde_json::from_slice(&out).unwrap();
    let mut values: BTreeMap<String, Value> = BTreeMap::new();
    for resource in shown["resources"].as_array().unwrap() {
        if resource["kind"] == "ibm_iam_authorization_policy" {
            let folder = resource["path"].as_str().unwrap().split('/').next().unwrap().to_owned();
            values.insert(folder, resource["arguments"]["description"]["value"].clone());
        }
    }
    let value = |index| values.remove(&format!("c{index:05}")).unwrap_or_default();
    (0..cases.len()).map(value).collect()
}

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn expressions_are_worth_what_terraform_says() {
    let cases = cases(&folder());
    let mut wrong = Vec::new();
    for (case, value) in cases.iter().zip(believed(&cases, "")) {
        let known = value.get("known");
        let Case { place, expression, expected } = case;
        match (expected.as_str(), known) {
            ("!", None) => {}
            ("!", Some(known)) => {
                wrong.push(format!("{place}: {expression} is refused, not {known}"));
            }
            (_, known) => {
                let expected: Value = serde_json::from_str(expected).unwrap();
                if known != Some(&expected) {
                    wrong.push(format!("{place}: {expression} is {expected}, not {value}"));
                }
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn what_is_not_known_is_not_called_known() {
    let folder = folder().join("unknown");
    let preamble = std::fs::read_to_string(folder.join("preamble.tf")).unwrap();
    let cases = cases(&folder);
    let mut wrong = Vec::new();
    for (case, value) in cases.iter().zip(believed(&cases, &preamble)) {
        let known = value.get("known");
        let Case { place, expression, expected } = case;
        match (expected.as_str(), known) {
            ("?", None) => {}
            ("?", Some(known)) => {
                wrong.push(format!("{place}: {expression} is not known as {known}"));
            }
            (_, known) => {
                let expected: Value = serde_json::from_str(expected).unwrap();
                if known != Some(&expected) {
                    wrong.push(format!("{place}: {expression} is {expected}, not {value}"));
                }
            }
        }
    }
    assert_none(&wrong);
}

/// Runs terraform in `folder`; `None` where it is not installed.
fn terraform(folder: &Path, arguments: &[&str], input: &str) -> Option<String> {
    let mut child = Command::new("terraform")
        .args(arguments)
        .current_dir(folder)
        .env("CHECKPOINT_DISABLE", "1")
        .env("TF_CLI_CONFIG_FILE", folder.join("none.rc"))
        .env("TF_IN_AUTOMATION", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    child.stdin.take()?.write_all(input.as_bytes()).ok()?;
    let output = child.wait_with_output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "terraform {arguments:?}: {errors}");
    Some(String::from_utf8(output.stdout).unwrap())
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("none.rc"), "").unwrap();
    folder
}

#[test]
fn a_real_terraform_says_the_same() {
    let cases = cases(&folder());
    let folder = scratch("expressions");
    let mut text = String::from("locals {\n  all = [\n");
    for case in &cases {
        writeln!(text, "    try(jsonencode({}\n), \"!\"),", case.expression).unwrap();
    }
    std::fs::write(folder.join("main.tf"), text + "  ]\n}\n").unwrap();
    let Some(answer) = terraform(&folder, &["console"], "jsonencode(local.all)\n") else {
        println!("skipped: terraform is not installed");
        return;
    };
    let answer: String = serde_json::from_str(answer.trim()).unwrap();
    let answers: Vec<String> = serde_json::from_str(&answer).unwrap();
    let mut wrong = Vec::new();
    for (Case { place, expression, expected }, answer) in cases.iter().zip(answers) {
        let parsed = |text: &str| serde_json::from_str::<Value>(text).ok();
        if parsed(expected) != parsed(&answer) {
            wrong.push(format!("{place}: {expression} is {answer}, not {expected}"));
        }
    }
    assert_none(&wrong);
}

#[test]
fn a_real_terraform_does_not_know_more() {
    let cases_folder = folder().join("unknown");
    let cases = cases(&cases_folder);
    let folder = scratch("expressions-unknown");
    std::fs::copy(cases_folder.join("preamble.tf"), folder.join("preamble.tf")).unwrap();
    let mut text = String::new();
    for (index, case) in cases.iter().enumerate() {
        writeln!(text, "output \"o{index}\" {{\n  value = {}\n}}", case.expression).unwrap();
    }
    std::fs::write(folder.join("main.tf"), text).unwrap();
    if terraform(&folder, &["init", "-input=false"], "").is_none() {
        println!("skipped: terraform is not installed");
        return;
    }
    terraform(&folder, &["plan", "-input=false", "-out=plan"], "").unwrap();
    let shown = terraform(&folder, &["show", "-json", "plan"], "").unwrap();
    let shown: Value = serde_json::from_str(&shown).unwrap();
    let mut wrong = Vec::new();
    for (index, Case { place, expression, expected }) in cases.iter().enumerate() {
        let change = &shown["output_changes"][format!("o{index}")];
        let is_known = !change["after_unknown"].to_string().contains("true");
        let answer = if is_known { change["after"].to_string() } else { "?".to_owned() };
        let parsed = |text: &str| serde_json::from_str::<Value>(text).ok();
        if parsed(expected) != parsed(&answer) {
            wrong.push(format!("{place}: {expression} is {answer}, not {expected}"));
        }
    }
    assert_none(&wrong);
}
