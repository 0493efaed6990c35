//! The baseline: what was found before is counted and not reported, whatever moves.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use bluelint::cli::{Environment, run};
use bluelint::disk::{Disk, MemoryDisk};
use serde_json::Value;
use std::path::Path;

const ONE: &str = "resource \"ibm_iam_authorization_policy\" \"one\" {\n  source_service_name = \
    \"cloud-object-storage\"\n  target_service_name = \"kms\"\n  roles = [\"Reader\",\"Administrator\"]\n}\n";
const POLICY: &str = r#"{"type": "authorization", "subjects": [{"attributes": [
  {"name": "accountId", "value": "3f1b2c4d5e6f708192a3b4c5d6e7f809 "},
  {"name": "serviceName", "value": "cloud-object-storage"}]}],
  "roles": [{"role_id": "crn:v1:bluemix:public:iam::::serviceRole:Reader"}],
  "resources": [{"attributes": [
  {"name": "accountId", "value": "0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f"},
  {"name": "serviceName", "value": "kms"}]}]}"#;

fn bluelint(disk: &MemoryDisk, words: &str) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let words = ["bluelint"].into_iter().chain(words.split_whitespace());
    let words = words.map(Into::into).collect();
    let code = run(words, &Environment::default(), disk, &mut &b""[..], &mut out, &mut err);
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn read(disk: &MemoryDisk, path: &str) -> String {
    String::from_utf8(disk.read(Path::new(path)).unwrap()).unwrap()
}

fn files<'a>(more: &[(&'a str, &'a str)]) -> MemoryDisk {
    MemoryDisk::new(more.iter().copied())
}

/// A disk with these files, and the baseline of another one.
fn with_baseline(old: &[(&str, &str)], new: &[(&str, &str)]) -> MemoryDisk {
    let disk = files(old);
    let (code, out, err) = bluelint(&disk, "baseline create");
    assert_eq!(code, 0, "{out}{err}");
    let text = read(&disk, "bluelint-baseline.json");
    let disk = files(new);
    disk.write(Path::new("bluelint-baseline.json"), text.as_bytes()).unwrap();
    disk
}

const CHECK: &str = "check --baseline bluelint-baseline.json";

#[test]
fn what_is_known_is_counted_and_not_reported() {
    let disk = with_baseline(&[("main.tf", ONE)], &[("main.tf", ONE)]);
    assert_eq!(bluelint(&disk, "check").0, 1);
    let (code, out, err) = bluelint(&disk, CHECK);
    assert!(code == 0 && out.contains("; 2 in the baseline"), "{out}{err}");
    assert_eq!(err, "");
    let (_, out, _) = bluelint(&disk, &format!("{CHECK} --show-suppressed"));
    assert!(out.contains("in the baseline\n  main.tf:4:"), "{out}");
    let (code, out, _) = bluelint(&disk, &format!("{CHECK} -f json"));
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &json["summary"]["baselined"]), (0, &2.into()));
    assert_eq!(json["summary"]["suppressed"], 0);
}

#[test]
fn lines_files_and_blanks_may_change() {
    let moved = format!("# new\n\n\nvariable \"x\" {{}}\n\n{ONE}");
    let spread = ONE.replace(
        "[\"Reader\",\"Administrator\"]",
        "[\n    \"Reader\",\n    \"Administrator\",\n  ]",
    );
    let aligned = ONE.replace("roles =", "roles                      =").replace('\n', "\r\n");
    for (name, text) in [("main.tf", &moved), ("renamed.tf", &spread), ("a.tf", &aligned)] {
        let disk = with_baseline(&[("main.tf", ONE)], &[(name, text)]);
        let (code, out, err) = bluelint(&disk, &format!("{CHECK} --ratchet"));
        assert_eq!(code, 0, "{name}: {out}{err}");
    }
    let reformatted = POLICY.split_whitespace().collect::<Vec<_>>().join("\n ");
    let reformatted = reformatted.replace("7f809\n \"", "7f809 \"");
    let disk = with_baseline(&[("p/a.json", POLICY)], &[("q/b.json", &reformatted)]);
    let (code, out, err) = bluelint(&disk, &format!("{CHECK} --ratchet"));
    assert_eq!(code, 0, "{out}{err}");
}

#[test]
fn what_is_new_is_reported() {
    let two = format!("{ONE}{}", ONE.replace("\"one\"", "\"two\"").replace("kms", "hs-crypto"));
    let disk = with_baseline(&[("main.tf", ONE)], &[("main.tf", &two)]);
    let (code, out, _) = bluelint(&disk, &format!("{CHECK} -f concise"));
    assert!(code == 1 && !out.contains("main.tf:4:") && out.contains("main.tf:9:"), "{out}");
    let (code, out, err) = bluelint(&disk, "baseline update --ratchet");
    assert!(code == 1 && out.contains("0 added") && err.contains("only shrinks"), "{out}{err}");
    assert_eq!(bluelint(&disk, CHECK).0, 1);
    let (code, out, _) = bluelint(&disk, "baseline update");
    assert!(code == 0 && out.contains(" added, 0 removed"), "{out}");
    assert_eq!(bluelint(&disk, &format!("{CHECK} --ratchet")).0, 0);
}

#[test]
fn what_is_gone_can_be_pruned() {
    let mended = ONE.replace(",\"Administrator\"", "");
    let disk = with_baseline(&[("main.tf", ONE)], &[("main.tf", &mended)]);
    let (code, _, err) = bluelint(&disk, CHECK);
    assert!(code == 0 && err.contains("knows 1 finding that is found no more"), "{err}");
    let (code, _, err) = bluelint(&disk, &format!("{CHECK} --ratchet"));
    assert!(code == 1 && err.contains("bluelint baseline prune"), "{err}");
    // A rule that did not run, and a file that was not looked at, say nothing.
    let (_, _, err) = bluelint(&disk, &format!("{CHECK} --select unscoped-target"));
    assert_eq!(err, "");
    let (code, out, _) = bluelint(&disk, "baseline prune");
    assert!(code == 0 && out.contains("1 finding in the baseline, 0 added, 1 removed"), "{out}");
    let before = read(&disk, "bluelint-baseline.json");
    assert_eq!(bluelint(&disk, "baseline prune").0, 0);
    assert_eq!(read(&disk, "bluelint-baseline.json"), before);
    assert_eq!(bluelint(&disk, &format!("{CHECK} --ratchet")).0, 0);
}

/// What is suppressed is not in the baseline as well, or it would never go away there.
#[test]
fn suppressed_findings_are_not_in_it() {
    let text = format!("# bluelint: ignore[administrator-role] known\n{ONE}");
    let disk = with_baseline(&[("main.tf", &text)], &[("main.tf", &text)]);
    let baseline = read(&disk, "bluelint-baseline.json");
    assert!(!baseline.contains("administrator-role") && baseline.contains("unscoped-target"));
    let (code, out, _) = bluelint(&disk, CHECK);
    assert!(code == 0 && out.contains("; 1 suppressed; 1 in the baseline"), "{out}");
}

#[test]
fn the_file_is_sorted_a_line_for_each() {
    let two = ONE.replace("\"one\"", "\"two\"").replace("kms", "hs-crypto");
    let disk = files(&[
        ("b.tf", ONE),
        ("a.tf", &two),
        ("bluelint.toml", "[lint]\nbaseline = \"known.json\"\n"),
    ]);
    assert_eq!(bluelint(&disk, "baseline create").0, 0);
    let text = read(&disk, "known.json");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..3], ["{", "  \"version\": 1,", "  \"findings\": ["]);
    let entries = &lines[3..lines.len() - 2];
    assert!(entries.len() == 4 && entries.is_sorted(), "{text}");
    assert!(entries[0].contains("\"address\":\"ibm_iam_authorization_policy.one\""), "{text}");
    // The configuration names it, so that nobody has to.
    assert_eq!(bluelint(&disk, "check").0, 0);
    let (code, _, err) = bluelint(&disk, "baseline create");
    assert!(code == 2 && err.contains("is there already"), "{err}");
}

#[test]
fn a_broken_baseline_is_said_with_its_place() {
    for (text, message) in [
        ("{\n  \"version\": 1,,\n}", "b.json:2:16: this baseline cannot be read"),
        ("", "b.json:1:0: this baseline cannot be read"),
        ("[]", "it has no `version`"),
        ("{\"version\": 2, \"findings\": []}", "it has version 2, and this bluelint reads 1 only"),
        ("{\"version\": 1}", "it has no list `findings`"),
        (
            "{\"version\": 1, \"findings\": [{\"rule\": \"x\"}]}",
            "`findings[0]` has no `fingerprint`",
        ),
    ] {
        let disk = files(&[("main.tf", ONE), ("b.json", text)]);
        let (code, _, err) = bluelint(&disk, "check --baseline b.json");
        assert!(code == 2 && err.contains(message), "{text}: {err}");
    }
    let disk = files(&[("main.tf", ONE)]);
    for (words, message) in [
        ("check --baseline none.json", "`none.json` cannot be read"),
        ("check --ratchet", "say which with --baseline"),
        ("baseline prune", "`bluelint baseline create` makes it"),
        ("baseline", "required"),
    ] {
        let (code, _, err) = bluelint(&disk, words);
        assert!(code == 2 && err.contains(message), "{words}: {err}");
    }
}

#[test]
fn code_scanning_sees_what_is_known_and_what_is_new() {
    let two = format!("{ONE}{}", ONE.replace("\"one\"", "\"two\"").replace("kms", "hs-crypto"));
    let text =
        two.replace("\"two\" {", "\"two\" { # bluelint: ignore[administrator-role] \u{1b}[2J -->");
    let disk = with_baseline(&[("main.tf", ONE)], &[("main.tf", &text)]);
    let (_, out, _) = bluelint(&disk, &format!("{CHECK} -f sarif"));
    let log: Value = serde_json::from_str(&out).unwrap();
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/schemas/sarif-schema-2.1.0.json");
    let schema = bluelint::disk::RealDisk.read(Path::new(schema)).unwrap();
    let schema: Value = serde_json::from_slice(&schema).unwrap();
    let schema = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let wrong: Vec<String> = schema.iter_errors(&log).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let state = |one: &Value| {
        let suppression = &one["suppressions"][0];
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        [&one["baselineState"], &suppression["kind"], &suppression["justification"]]
            .map(text)
            .join(" ")
    };
    let mut states: Vec<String> = results.iter().map(state).collect();
    states.sort();
    assert_eq!(
        states,
        [
            "new - -",
            "new inSource \\u{1b}[2J -->",
            "unchanged external in the baseline",
            "unchanged external in the baseline"
        ]
    );
    let (_, out, _) = bluelint(&disk, &format!("{CHECK} -f junit"));
    assert_eq!(out.matches("<skipped message=").count(), 3, "{out}");
    assert!(out.contains("tests=\"4\" failures=\"1\""), "{out}");
}
