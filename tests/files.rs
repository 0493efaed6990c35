//! Functions that read files: each line of testdata/files/cases.txt is `EXPRESSION => JSON`, or
//! `EXPRESSION => !` where Terraform refuses it, or `EXPRESSION => ?` where it hangs on what else
//! stands in the folder.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this test reads its cases and runs terraform")]

use bluelint::disk::{MemoryDisk, RealDisk};
use bluelint::finding::Level;
use bluelint::{Settings, disk::Disk, lint, report};
use serde_json::Value;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/files")
}

/// Expressions and what they are worth.
fn cases() -> Vec<(String, String)> {
    let text = std::fs::read_to_string(folder().join("cases.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let cases = lines.map(|line| line.rsplit_once(" => ").unwrap());
    cases.map(|(expression, expected)| (expression.to_owned(), expected.to_owned())).collect()
}

/// A resource for each expression.
fn configuration(expressions: &[&str]) -> String {
    let resource = |(index, expression): (usize, &&str)| {
        let header = format!("resource \"ibm_iam_authorization_policy\" \"x{index}\"");
        format!("{header} {{\n  description = {expression}\n}}\n")
    };
    expressions.iter().enumerate().map(resource).collect()
}

/// What is believed of each expression in the file `path`.
fn believed(disk: &dyn Disk, path: &Path) -> Vec<Value> {
    let settings = Settings {
        paths: vec![path.to_owned()],
        kind: None,
        rules: Vec::new(),
        min_level: Level::Info,
        threads: 1,
        ..Settings::default()
    };
    let mut out = Vec::new();
    report::show_json(&lint(disk, &settings).unwrap(), &mut out).unwrap();
    let shown: Value = serde_json::from_slice(&out).unwrap();
    let resources = shown["resources"].as_array().unwrap().iter();
    resources.map(|resource| resource["arguments"]["description"]["value"].clone()).collect()
}

/// The files of testdata/files in a folder of their own, with a configuration beside them.
fn copied(name: &str, configuration: &str) -> PathBuf {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&copy);
    let mut open = vec![folder()];
    while let Some(from) = open.pop() {
        let to = copy.join(from.strip_prefix(folder()).unwrap());
        std::fs::create_dir_all(&to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    std::fs::write(copy.join("main.tf"), configuration).unwrap();
    copy
}

#[test]
fn files_are_read_as_terraform_reads_them() {
    let cases = cases();
    let expressions: Vec<&str> = cases.iter().map(|(expression, _)| expression.as_str()).collect();
    let copy = copied("files", &configuration(&expressions));
    let mut wrong = Vec::new();
    for ((expression, expected), value) in
        cases.iter().zip(believed(&RealDisk, &copy.join("main.tf")))
    {
        let known = value.get("known");
        let right = match expected.as_str() {
            "!" | "?" => known.is_none(),
            expected => known == serde_json::from_str(expected).ok().as_ref(),
        };
        if !right {
            wrong.push(format!("{expression} is {expected}, not {value}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_real_terraform_reads_the_same() {
    let copy = copied("files-terraform", "");
    let cases = cases();
    let each: Vec<String> =
        cases.iter().map(|(one, _)| format!("try(jsonencode({one}), \"!\")")).collect();
    let input = format!("jsonencode([{}])\n", each.join(", "));
    let child = Command::new("terraform")
        .arg("console")
        .current_dir(&copy)
        .env("CHECKPOINT_DISABLE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        println!("skipped: terraform is not installed");
        return;
    };
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let answer = String::from_utf8(output.stdout).unwrap();
    let answer: String = serde_json::from_str(answer.trim().lines().last().unwrap()).unwrap();
    let answers: Vec<String> = serde_json::from_str(&answer).unwrap();
    let mut wrong = Vec::new();
    for ((expression, expected), answer) in cases.iter().zip(answers) {
        let parsed = |text: &str| serde_json::from_str::<Value>(text).ok();
        if expected != "?" && parsed(expected) != parsed(&answer) {
            wrong.push(format!("{expression} is {answer}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_outside_the_repository_is_read() {
    let expressions = [
        "file(\"../common.txt\")",
        "file(\"../../secret.txt\")",
        "fileexists(\"../../secret.txt\")",
        "fileset(\"../..\", \"*.txt\")",
        "fileset(\"..\", \"*.txt\")",
        "file(\"/repo/common.txt\")",
    ];
    let disk = MemoryDisk::new([
        ("/repo/.git/HEAD", "x".to_owned()),
        ("/repo/common.txt", "common".to_owned()),
        ("/secret.txt", "secret".to_owned()),
        ("/repo/a/main.tf", configuration(&expressions)),
    ]);
    let values = believed(&disk, Path::new("/repo/a/main.tf"));
    assert_eq!(values[0]["known"], "common");
    for index in [1, 2, 3, 5] {
        let value = &values[index];
        assert!(value.get("known").is_none(), "{}: {value}", expressions[index]);
    }
    assert_eq!(values[4]["known"].to_string(), "[\"common.txt\"]");
}
