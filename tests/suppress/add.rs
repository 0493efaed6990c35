//! `--add-ignores` suppresses all there is in every estate, changes nothing else, and is done then.

use bluelint::cli::{Environment, run};
use bluelint::disk::{Disk, MemoryDisk, RealDisk};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The files of a folder, as they would lie in a working directory.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = RealDisk.walk(folder).files;
    let files = files.into_iter().filter(|file| !file.ends_with("expect.txt"));
    files
        .map(|file| (file.strip_prefix(folder).unwrap().to_owned(), RealDisk.read(&file).unwrap()))
        .collect()
}

fn bluelint(disk: &MemoryDisk, words: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let words = ["bluelint", "check", "--today", "2026-06-30"].iter().chain(words);
    let words = words.map(Into::into).collect();
    let code = run(words, &Environment::default(), disk, &mut &b""[..], &mut out, &mut err);
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn json(disk: &MemoryDisk, words: &[&str]) -> Value {
    let (_, out, err) = bluelint(disk, &[words, &["-f", "json"]].concat());
    serde_json::from_str(&out).unwrap_or_else(|_| panic!("{err}"))
}

/// The rule and the address of each finding, sorted.
fn found(report: &Value) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap().iter();
    let mut all: Vec<String> = findings
        .filter(|one| !one["rule"].as_str().unwrap().ends_with("-suppression"))
        .map(|one| format!("{} {} {}", one["rule"], one["address"], one["message"]))
        .collect();
    all.sort();
    all
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("examples/demo")];
    for group in ["testdata/estates", "testdata/suppress", "testdata/surfaces"] {
        let entries = std::fs::read_dir(root.join(group)).unwrap();
        folders.extend(entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()));
    }
    folders.sort();
    folders
}

#[test]
fn all_is_suppressed_and_nothing_else_changes() {
    let (mut comments, mut entries) = (0, 0);
    for folder in folders() {
        let name = folder.display();
        let disk = MemoryDisk::new(files(&folder));
        let before = json(&disk, &["--no-ignores"]);
        let (_, patch, _) = bluelint(&disk, &["--add-ignores", "known", "--diff"]);
        let same = json(&disk, &["--no-ignores"]);
        assert_eq!(found(&before), found(&same), "{name}: --diff changes nothing");
        let (_, report, err) = bluelint(&disk, &["--add-ignores", "known: it's \"fine\" */ -->"]);
        assert!(err.contains("findings suppressed"), "{name}: {err}");
        let after = json(&disk, &[]);
        let is_open = |line: &&String| {
            !line.contains("invalid-")
                && !line.contains("unscoped-target\" \"ibm_iam_authorization_policy.two")
        };
        let left: Vec<String> = found(&after).into_iter().filter(|one| is_open(&one)).collect();
        let is_whole = before["incomplete"].as_array().unwrap().is_empty();
        assert!(left.is_empty() || !is_whole, "{name}: {left:#?}\n{report}\n{err}");
        let unused = |one: &Value| one["rule"] == "unused-suppression";
        let counts = |report: &Value| {
            report["findings"].as_array().unwrap().iter().filter(|one| unused(one)).count()
        };
        let without = json(&disk, &["--no-ignores"]);
        assert_eq!(found(&before), found(&without), "{name}: something else has changed");
        assert_eq!(before["summary"]["resources"], without["summary"]["resources"]);
        assert!(counts(&after) <= counts(&json(&MemoryDisk::new(files(&folder)), &[])), "{name}");
        let (_, again, _) = bluelint(&disk, &["--add-ignores", "again", "--diff"]);
        assert_eq!(again, "", "{name}: once is enough");
        comments += patch.matches("\n+").count();
        entries += patch.matches("+[[ignore]]").count();
    }
    assert!(comments > 100 && entries > 10, "{comments} {entries}");
}

#[test]
fn what_stands_there_already_stays() {
    let file = "{\"resource\": {\"ibm_iam_authorization_policy\": {\"a\": [{\"//\": \"old\", \
        \"source_service_name\": \"cloud-object-storage\", \"target_service_name\": \"kms\", \
        \"roles\": [\"Reader\"]}]}}}";
    let disk = MemoryDisk::new([("main.tf.json", file)]);
    let (code, ..) =
        bluelint(&disk, &["--add-ignores", "until=2026-07-01 a\nb\u{1b}[31m\u{202e}c\u{7f}"]);
    assert_eq!(code, 0);
    let text = String::from_utf8(disk.read(Path::new("main.tf.json")).unwrap()).unwrap();
    let comment =
        "\"//\": [\"old\", \"bluelint: ignore[unscoped-target] until=2026-07-01 a b [31m c\"]";
    assert!(text.contains(comment), "{text}");
}

#[test]
fn a_reason_is_needed_and_has_to_fit() {
    let disk = MemoryDisk::new([("main.tf", "")]);
    for (reason, error) in [
        ("", "say why"),
        ("  ", "say why"),
        ("until=2026-07-01", "say why"),
        ("until=2026-07-32 x", "no day of the calendar"),
        ("why until=2026-07-01", "right behind the list"),
    ] {
        let (code, _, err) = bluelint(&disk, &["--add-ignores", reason]);
        assert!(code == 2 && err.contains(error), "{reason}: {err}");
    }
    let (code, _, err) = bluelint(&disk, &["--add-ignores", "x", "--fix"]);
    assert!(code == 2 && err.contains("cannot be used with"), "{err}");
}

#[test]
fn only_what_was_asked_for_is_written() {
    let policy = |service: &str| {
        format!(
            "resource \"ibm_iam_authorization_policy\" \"{service}\" {{\n  \
             source_service_name = \"cloud-object-storage\"\n  target_service_name = \"{service}\"\n  \
             roles = [\"Reader\"]\n}}\n"
        )
    };
    let disk = MemoryDisk::new([("a.tf", policy("kms")), ("b.tf", policy("hs-crypto"))]);
    let (code, ..) = bluelint(&disk, &["a.tf", "--add-ignores", "x"]);
    assert_eq!(code, 0);
    assert_eq!(disk.read(Path::new("b.tf")).unwrap(), policy("hs-crypto").into_bytes());
    let text = String::from_utf8(disk.read(Path::new("a.tf")).unwrap()).unwrap();
    assert!(text.starts_with("# bluelint: ignore[unscoped-target] x\nresource"), "{text}");
}
