//! Fixes through the command line: what is written, what is only shown, and what is left alone.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this test reads and writes its own files")]

use bluelint::cli::{self, Environment};
use bluelint::disk::{Disk, MemoryDisk, RealDisk};
use bluelint::finding::Findings;
use bluelint::rule::{Context, Rule};
use bluelint::rules::RULES;
use bluelint::source::{SourceId, Span};
use std::fs;
use std::path::{Path, PathBuf};

const MAIN: &str = r#"locals {
  consumer = "3f1b2c4d5e6f708192a3b4c5d6e7f809 " # a blank too many
}

resource "ibm_iam_authorization_policy" "vpe" {
  source_service_name         = "is"
  source_resource_type        = "endpoint_gateway"
  source_service_account      = local.consumer
  target_service_name         = "kms"
  target_resource_instance_id = ibm_resource_instance.keys.id
  roles                       = ["Reader"]
}
"#;

/// What comes of [`MAIN`] with the safe fixes, and with all.
fn mended() -> [String; 2] {
    let safe = MAIN
        .replace("e7f809 \"", "e7f809\"")
        .replace("endpoint_gateway", "endpoint-gateway")
        .replace("keys.id", "keys.guid");
    let all = safe.replace("Reader", "Viewer");
    [safe, all]
}

/// What came of a command line.
#[derive(Debug)]
struct Outcome {
    code: u8,
    out: String,
    err: String,
}

fn run(rules: &[Rule], disk: &dyn Disk, stdin: &str, words: &str) -> Outcome {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["bluelint"].into_iter().chain(words.split_whitespace());
    let arguments = arguments.map(Into::into).collect();
    let env = Environment::default();
    let stdin = &mut stdin.as_bytes();
    let code = cli::run_with(rules, arguments, &env, disk, stdin, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Outcome { code, out: text(out), err: text(err) }
}

fn read(disk: &dyn Disk, path: &str) -> String {
    String::from_utf8(disk.read(Path::new(path)).unwrap()).unwrap()
}

fn check(disk: &dyn Disk, words: &str) -> Outcome {
    run(RULES, disk, "", &format!("check --threads 1 {words}"))
}

#[test]
fn safe_fixes_are_applied_and_what_is_left_decides() {
    let disk = MemoryDisk::new([("main.tf", MAIN)]);
    let outcome = check(&disk, "");
    assert!(outcome.out.ends_with("3 can be fixed with --fix\n"), "{}", outcome.out);
    let [safe, all] = mended();
    let outcome = check(&disk, "--fix");
    assert_eq!((outcome.code, read(&disk, "main.tf")), (1, safe.clone()), "{outcome:?}");
    assert!(outcome.out.starts_with("error[missing-viewer-role]"), "{}", outcome.out);
    let line = outcome.out.lines().last().unwrap();
    assert!(line.starts_with("fixed 3 findings; found 1 error in 1 of 1 file"), "{line}");
    assert!(line.ends_with("; 1 can be fixed with --fix --unsafe-fixes"), "{line}");
    let outcome = check(&disk, "--fix");
    assert_eq!((outcome.code, read(&disk, "main.tf")), (1, safe), "{outcome:?}");
    let outcome = check(&disk, "--fix --unsafe-fixes");
    assert_eq!((outcome.code, read(&disk, "main.tf")), (0, all), "{outcome:?}");
    assert!(outcome.out.starts_with("fixed 1 finding; no problems in 1 file"), "{}", outcome.out);
    assert!(!check(&disk, "--fix").out.contains("fixed"));
}

#[test]
fn only_chosen_rules_and_levels_are_mended() {
    let disk = MemoryDisk::new([("main.tf", MAIN)]);
    check(&disk, "--fix --select account-id-whitespace");
    assert_eq!(read(&disk, "main.tf"), MAIN.replace("e7f809 \"", "e7f809\""));
    let old = "resource \"ibm_is_virtual_endpoint_gateway\" \"a\" {\n  \
        allow_dns_resolution_binding = true\n}\n";
    let disk = MemoryDisk::new([("main.tf", old)]);
    check(&disk, "--fix --min-severity error");
    assert_eq!(read(&disk, "main.tf"), old);
    check(&disk, "--fix");
    assert!(read(&disk, "main.tf").contains("\n  dns_resolution_binding_mode = \"primary\"\n"));
}

#[test]
fn a_diff_changes_nothing() {
    let disk = MemoryDisk::new([("main.tf", MAIN)]);
    let outcome = check(&disk, "--diff --fix");
    assert_eq!((outcome.code, read(&disk, "main.tf").as_str()), (1, MAIN), "{outcome:?}");
    let start = "--- a/main.tf\n+++ b/main.tf\n@@ -1,12 +1,12 @@\n locals {\n-  consumer = ";
    assert!(outcome.out.starts_with(start), "{}", outcome.out);
    assert_eq!(outcome.out.lines().filter(|line| line.starts_with('+')).count(), 4);
    let summary = "note: 3 findings would be fixed in 1 file; 1 more with --unsafe-fixes\n";
    assert_eq!(outcome.err, summary);
    let outcome = check(&disk, "--diff --unsafe-fixes -q");
    assert!(outcome.out.contains("\n+  roles                       = [\"Viewer\"]\n"));
    assert_eq!(outcome.err, "");
    assert_eq!(check(&disk, "--diff --exit-zero").code, 0);
    let fine = MemoryDisk::new([("main.tf", mended()[0].as_str())]);
    let outcome = check(&fine, "--diff");
    assert_eq!((outcome.code, outcome.out.as_str()), (0, ""), "{outcome:?}");
}

#[test]
fn a_diff_gives_a_runner_no_commands() {
    let evil = "  ::add-mask::b\n# ##[error]c\u{1b}[2J\n# ::BlueLint-shows-a-diff::\n";
    let text = MAIN.replacen("  consumer", &format!("/*\n{evil}*/  consumer"), 1);
    let disk = MemoryDisk::new([("main.tf", text.as_str())]);
    let diff = |github_actions: bool| {
        let env = Environment { github_actions, ..Environment::default() };
        let arguments = ["bluelint", "check", "--diff", "-q"].map(Into::into).to_vec();
        let mut out = Vec::new();
        let (input, err) = (&mut std::io::empty(), &mut Vec::new());
        assert_eq!(bluelint::cli::run(arguments, &env, &disk, input, &mut out, err), 1);
        String::from_utf8(out).unwrap()
    };
    let bare = diff(false);
    assert!(bare.contains("\n   ::add-mask::b\n # ##[error]c\u{1b}[2J\n"), "{bare}");
    let wrapped = diff(true);
    let (first, rest) = wrapped.split_once('\n').unwrap();
    let token = first.strip_prefix("::stop-commands::").unwrap();
    let inside = rest.strip_suffix(&format!("::{token}::\n")).unwrap();
    assert!(!inside.to_lowercase().contains(token), "{inside}");
    assert!(!inside.contains("##[") && !inside.contains('\u{1b}'), "{inside}");
    let spelled = bare.replace("##[", "##\\u{5b}").replace('\u{1b}', "\\u{1b}");
    assert_eq!(inside, spelled);
}

#[test]
fn wrong_words_are_refused() {
    let disk = MemoryDisk::new([("main.tf", MAIN)]);
    for words in ["--unsafe-fixes", "--diff --format json"] {
        let outcome = check(&disk, words);
        assert_eq!((outcome.code, outcome.out.as_str()), (2, ""), "{outcome:?}");
    }
}

#[test]
fn standard_input_comes_out_mended() {
    let disk = MemoryDisk::new([("variables.tf", "variable \"a\" {}\n"), ("main.tf", "x = 1\n")]);
    let [safe, _] = mended();
    for words in ["check --fix -", "check --fix - --stdin-filename main.tf"] {
        let outcome = run(RULES, &disk, MAIN, words);
        assert_eq!((outcome.code, &outcome.out), (1, &safe), "{outcome:?}");
        assert!(outcome.err.contains("fixed 3 findings; found 1 error"), "{}", outcome.err);
    }
    for text in ["x = 1\n", "", "resource {\n"] {
        assert_eq!(run(RULES, &disk, text, "check --fix -").out, text);
    }
    let outcome = run(RULES, &disk, MAIN, "check --diff -");
    assert!(outcome.out.starts_with("--- <stdin>\n+++ <stdin>\n"), "{}", outcome.out);
    assert_eq!(read(&disk, "main.tf"), "x = 1\n");
}

#[test]
fn only_named_files_are_written() {
    let locals = "locals {\n  consumer = \"3f1b2c4d5e6f708192a3b4c5d6e7f809 \"\n}\n";
    let rest = MAIN.split_once("}\n\n").unwrap().1;
    let disk = MemoryDisk::new([("main.tf", rest), ("locals.tf", locals)]);
    let outcome = check(&disk, "--fix main.tf");
    assert_eq!(read(&disk, "locals.tf"), locals, "{outcome:?}");
    assert!(outcome.out.contains("error[account-id-whitespace]"), "{}", outcome.out);
    assert!(outcome.out.ends_with("1 can be fixed with --fix --unsafe-fixes\n"), "{}", outcome.out);
    check(&disk, "--fix");
    assert!(read(&disk, "locals.tf").contains("e7f809\""));
}

const PAGE: &str = "---\nlevel: error\nsince: 0.1.0\nfix: safe\n---\n\n# A mistake\n\nNo.\n";

/// Finds a letter at the start of the first file and writes something else over it.
fn rule(check: bluelint::rule::Check) -> Rule {
    Rule { name: "first-letter", group: "style", page: PAGE, check }
}

fn breaks(_: &Context<'_>, found: &mut Findings) {
    let span = Span::new(SourceId(0), 0..1);
    found.in_file(span, "a first letter").rewrite("break it", span, "{");
}

fn grows(_: &Context<'_>, found: &mut Findings) {
    let span = Span::new(SourceId(0), 0..1);
    found.in_file(span, "a first letter").rewrite("grow", span, "xx");
}

#[test]
fn a_fix_that_breaks_the_file_is_not_applied() {
    let disk = MemoryDisk::new([("main.tf", "x = 1\n"), ("other.tf", "y = 1\n")]);
    let outcome = run(&[rule(breaks)], &disk, "", "check --fix");
    assert_eq!(read(&disk, "main.tf"), "x = 1\n");
    let text = "note: with its fixes `main.tf` would not parse, so it is left as it is\n";
    assert_eq!((outcome.code, outcome.err.as_str()), (1, text), "{outcome:?}");
    assert!(!outcome.out.contains("can be fixed") && !outcome.out.contains("fixed 1"));
}

#[test]
fn fixes_that_never_end_are_stopped() {
    let disk = MemoryDisk::new([("main.tf", "x = 1\n")]);
    let outcome = run(&[rule(grows)], &disk, "", "check --fix");
    assert!(outcome.err.contains("still fixes to apply after many rounds"), "{outcome:?}");
    assert!(read(&disk, "main.tf").starts_with("xxxx"));
}

/// A folder of its own on the real disk, with [`MAIN`] in it.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fix").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("main.tf"), MAIN).unwrap();
    folder
}

#[test]
fn the_real_file_is_replaced_and_nothing_else_is_left() {
    let folder = folder("plain");
    let outcome = check(&RealDisk, &format!("--fix {}", folder.display()));
    assert_eq!(outcome.code, 1, "{outcome:?}");
    assert_eq!(fs::read_to_string(folder.join("main.tf")).unwrap(), mended()[0]);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn a_file_that_has_changed_is_not_written() {
    let folder = folder("changed");
    let main = folder.join("main.tf");
    let error = RealDisk.replace(&main, b"something else", b"new").unwrap_err();
    assert_eq!(error.to_string(), "it was changed since it was read");
    assert_eq!(fs::read_to_string(&main).unwrap(), MAIN);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    RealDisk.replace(&main, MAIN.as_bytes(), b"new").unwrap();
    RealDisk.replace(&main, MAIN.as_bytes(), b"new").unwrap();
    assert_eq!(fs::read_to_string(&main).unwrap(), "new");
}

#[test]
fn a_file_that_must_not_be_written_stays_and_is_said() {
    let folder = folder("protected");
    let main = folder.join("main.tf");
    let mut permissions = fs::metadata(&main).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&main, permissions).unwrap();
    let outcome = check(&RealDisk, &format!("--fix {}", folder.display()));
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(outcome.err.starts_with("error: could not write "), "{}", outcome.err);
    assert!(outcome.err.ends_with("main.tf: it is write-protected\n"), "{}", outcome.err);
    assert!(outcome.out.contains("found 3 errors"), "{}", outcome.out);
    assert_eq!(fs::read_to_string(&main).unwrap(), MAIN);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder("link");
    let target = folder.join("shared.txt");
    fs::rename(folder.join("main.tf"), &target).unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("shared.txt", folder.join("main.tf")).unwrap();
    check(&RealDisk, &format!("--fix {}", folder.display()));
    assert!(fs::symlink_metadata(folder.join("main.tf")).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&target).unwrap(), mended()[0]);
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn levels_below_what_is_shown_are_left_alone() {
    let disk = MemoryDisk::new([("main.tf", "x = 1\n")]);
    let info = Rule { page: "---\nlevel: info\nsince: 0.1.0\n---\n\n# A\n\nB.\n", ..rule(breaks) };
    let outcome = run(&[info], &disk, "", "check --fix --min-severity warning --fail-on info");
    assert_eq!((outcome.code, outcome.err.as_str()), (1, ""), "{outcome:?}");
}
