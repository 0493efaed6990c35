//! Values in JSON and the same in the transcript, each asked of a real Terraform.

use super::values::{any_value, letters, template};
use bluelint::parse::terraform_json::{Transcript, transcribe, transcribe_variables};
use bluelint::source::SourceId;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How many values are asked.
const MANY: usize = 150;

/// What Terraform says to `question` in `folder`; `None` where it is not installed.
fn terraform(folder: &Path, question: &str) -> Option<String> {
    let mut child = Command::new("terraform")
        .arg("console")
        .current_dir(folder)
        .env("CHECKPOINT_DISABLE", "1")
        .env("TF_CLI_CONFIG_FILE", folder.join("none.rc"))
        .env("TF_IN_AUTOMATION", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    // One that ends before it has read the question says why.
    let _ = child.stdin.take()?.write_all(question.as_bytes());
    let output = child.wait_with_output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {errors}", folder.display());
    Some(String::from_utf8(output.stdout).unwrap())
}

/// What `urlencode` made of a text: the one way out of the console that keeps every letter.
fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap().replace('+', " ").into_bytes();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(part[2..].replace('+', " ").bytes());
    }
    String::from_utf8(bytes).unwrap()
}

fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (name, text) in files.iter().chain(&[("none.rc", "")]) {
        std::fs::write(folder.join(name), text).unwrap();
    }
    folder
}

/// The answers to `question`, first of the JSON and then of the transcripts.
fn answers(case: &str, json: [&str; 2], question: &str) -> Option<[Vec<String>; 2]> {
    let hcl = |read: Transcript| {
        assert!(read.problems.is_empty(), "{:?}", read.problems);
        read.hcl
    };
    let main = hcl(transcribe(SourceId(0), json[0]));
    let values = hcl(transcribe_variables(SourceId(0), json[1]));
    let first = [("main.tf.json", json[0]), ("a.auto.tfvars.json", json[1])];
    let second = [("main.tf", main.as_str()), ("a.auto.tfvars", values.as_str())];
    let read = |answer: String| {
        serde_json::from_str::<Vec<String>>(&decoded(answer.trim().trim_matches('"'))).unwrap()
    };
    let first = terraform(&folder(&format!("{case}-json"), &first), question)?;
    let second = terraform(&folder(&format!("{case}-hcl"), &second), question)?;
    Some([read(first), read(second)])
}

#[test]
fn a_real_terraform_sees_the_same_in_the_transcript() {
    let mut runner = TestRunner::deterministic();
    let mut some = |strategy: BoxedStrategy<Value>| -> Vec<Value> {
        let one = |_| strategy.new_tree(&mut runner).unwrap().current();
        (0..MANY).map(one).collect()
    };
    let templates = some(any_value(template().boxed()).boxed());
    let literals = some(any_value(letters().boxed()).boxed());
    let defaults = some(any_value(template().boxed()).boxed());
    let (mut locals, mut variables, mut values) = (Map::new(), Map::new(), Map::new());
    let mut asked = Vec::new();
    locals.insert("x".to_owned(), json!("X"));
    for (index, ((template, literal), default)) in
        templates.iter().zip(&literals).zip(&defaults).enumerate()
    {
        locals.insert(format!("l{index}"), template.clone());
        values.insert(format!("v{index}"), literal.clone());
        variables.insert(format!("v{index}"), json!({ "default": "none" }));
        variables.insert(format!("d{index}"), json!({ "default": default, "description": "${" }));
        for name in [format!("local.l{index}"), format!("var.v{index}"), format!("var.d{index}")] {
            asked.push(format!("jsonencode({name})"));
        }
    }
    let main = json!({ "locals": locals, "variable": variables }).to_string();
    let values = Value::Object(values).to_string();
    let question = format!("urlencode(jsonencode([{}]))\n", asked.join(","));
    let Some([json, hcl]) = answers("terraform-json", [&main, &values], &question) else {
        println!("skipped: terraform is not installed");
        return;
    };
    assert_eq!(json.len(), 3 * MANY);
    for (index, (json, hcl)) in json.iter().zip(&hcl).enumerate() {
        let (number, what) = (index / 3, ["local", "value", "default"][index % 3]);
        let written = [&templates, &literals, &defaults][index % 3].get(number);
        assert_eq!(json, hcl, "{what} {number}: {}", written.unwrap());
    }
}
