//! What `check` tells besides findings: counts, files, values that are not known; and the watch.
#![allow(clippy::disallowed_methods, reason = "this test makes its own folders")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use bluelint::cli::{self, Environment, Pause};
use bluelint::disk::{Disk, MemoryDisk, RealDisk};
use serde_json::Value;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const MAIN: &str = "variable \"target\" {
}

resource \"ibm_iam_authorization_policy\" \"a\" {
  source_service_name = \"cloud-object-storage\"
  target_service_name = var.target
  description         = \"for ${var.target}\"
  roles               = [\"reader\", \"writer\"]
}

resource \"ibm_iam_authorization_policy\" \"b\" {
  source_service_name = \"cloud-object-storage\"
  target_service_name = \"kms\"
  roles               = [\"reader\"]
}
";

struct Outcome {
    code: u8,
    out: String,
    err: String,
}

fn run_on(disk: &dyn Disk, env: &Environment, words: &str) -> Outcome {
    let arguments = ["bluelint"].into_iter().chain(words.split_whitespace());
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = arguments.map(Into::into).collect();
    let code = cli::run(arguments, env, disk, &mut io::empty(), &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Outcome { code, out: text(out), err: text(err) }
}

fn run(words: &str) -> Outcome {
    let disk = MemoryDisk::new([
        ("main.tf", MAIN),
        ("._main.tf", "x"),
        ("package.json", "{}"),
        ("notes.txt", ""),
        ("calls/main.tf", "module \"m\" {\n  source = \"../mod\"\n}\n"),
        ("mod/main.tf", ""),
    ]);
    run_on(&disk, &Environment::default(), words)
}

#[test]
fn findings_are_counted_by_rule() {
    let outcome = run("--statistics main.tf");
    assert_eq!(outcome.code, 1);
    let first = outcome.out.lines().next().unwrap();
    let words: Vec<&str> = first.split_whitespace().collect();
    assert_eq!(words, ["3", "error", "role-name-form", "3", "fixable"], "{}", outcome.out);
    assert!(!outcome.out.contains("main.tf:"), "{}", outcome.out);
    assert!(outcome.out.lines().last().unwrap().starts_with("found "), "{}", outcome.out);
    let all = run("main.tf -f json");
    let all: Value = serde_json::from_str(&all.out).unwrap();
    let outcome: Value = serde_json::from_str(&run("main.tf -f json --statistics").out).unwrap();
    let counts = outcome["statistics"].as_array().unwrap();
    let count =
        |name: &str| counts.iter().map(|one| one[name].as_u64().unwrap()).collect::<Vec<_>>();
    assert!(count("count").is_sorted_by(|one, next| one >= next));
    let sum: u64 = count("count").iter().sum();
    assert_eq!(outcome["findings"], all["findings"]);
    assert_eq!(usize::try_from(sum).unwrap(), all["findings"].as_array().unwrap().len());
    assert_eq!(all.get("statistics"), None);
    let outcome = run("--statistics -f sarif");
    assert_eq!((outcome.code, outcome.out.as_str()), (2, ""));
    assert_eq!(run("--statistics -f sarif -o a.sarif -f human").code, 1);
}

#[test]
fn values_that_are_not_known_are_listed() {
    let outcome = run("--show-unresolved main.tf");
    let lines: Vec<&str> =
        outcome.out.lines().filter(|line| line.contains("is not known: ")).collect();
    assert_eq!(lines.len(), 2, "{}", outcome.out);
    let head = "main.tf:6:25: ibm_iam_authorization_policy.a: target_service_name is not known: ";
    assert!(lines[0].starts_with(head), "{}", lines[0]);
    assert!(lines[1].starts_with("main.tf:7:25: ibm_iam_authorization_policy.a: description "));
    let line = |outcome: &Outcome| outcome.out.lines().last().unwrap().to_owned();
    // Who sees which they are need not be told how.
    assert!(line(&outcome).contains(", 2 values not known) in "), "{}", outcome.out);
    let hint = ", 2 values not known: --show-unresolved lists them) in ";
    assert!(line(&run("main.tf")).contains(hint), "{}", run("main.tf").out);
    let json: Value = serde_json::from_str(&run("--show-unresolved -f json").out).unwrap();
    let list = json["unresolved"].as_array().unwrap();
    assert_eq!(json["summary"]["unresolved"], list.len());
    assert_eq!(list[0]["argument"], "target_service_name");
    assert_eq!(list[0]["start"]["line"], 6);
    assert!(!list[0]["why"].as_str().unwrap().is_empty());
    assert!(!run("main.tf").out.contains("is not known: "));
}

#[test]
fn files_are_listed_with_what_becomes_of_them() {
    let outcome = run("--show-files");
    let expected = "skipped  ._main.tf: is passed over: Terraform does not read hidden files\n\
        checked  calls/main.tf\nchecked  main.tf\nchecked  mod/main.tf\nskipped  package.json: is \
        neither an authorization policy, nor an endpoint gateway, nor a plan\n";
    assert_eq!((outcome.code, outcome.out.as_str()), (0, expected), "{}", outcome.err);
    let outcome = run("--show-files calls notes.txt");
    let expected = "checked  calls/main.tf\nread     mod/main.tf\nskipped  notes.txt: is neither \
        Terraform nor JSON\n";
    assert_eq!(outcome.out, expected);
    let json: Value = serde_json::from_str(&run("--show-files -f json").out).unwrap();
    assert_eq!(json["files"][0]["state"], "skipped");
    assert_eq!(json["files"][1]["path"], "calls/main.tf");
    assert_eq!(run("--show-files -f sarif").code, 2);
}

#[test]
fn nothing_but_gitignore_and_downloads_keeps_a_file_away() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("show-files");
    let _ = std::fs::remove_dir_all(&folder);
    let files = [
        (".gitignore", "ignored.tf\n*.log\n"),
        ("ignored.tf", ""),
        ("x.log", ""),
        ("tests/a.tf", ""),
        ("examples/node_modules/b.tf", ""),
        (".hidden/c.tf", ""),
        (".terraform/modules/m/main.tf", ""),
        (".git/x.tf", ""),
    ];
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let words = format!("--show-files {}", folder.display());
    let outcome = run_on(&RealDisk, &Environment::default(), &words);
    let top = format!("{}/", bluelint::discover::shown(&folder));
    let expected = "skipped  .terraform/: is what `terraform init` downloaded\n\
        checked  .hidden/c.tf\nchecked  examples/node_modules/b.tf\n\
        skipped  ignored.tf: `.gitignore` leaves it out\nchecked  tests/a.tf\n";
    let mut lines: Vec<String> = outcome.out.replace(&top, "").lines().map(str::to_owned).collect();
    lines.sort_by_key(|line| line.split_whitespace().nth(1).map(str::to_owned));
    let mut expected: Vec<&str> = expected.lines().collect();
    expected.sort_by_key(|line| line.split_whitespace().nth(1).map(str::to_owned));
    assert_eq!(lines, expected);
}

/// A watch in which `change` is done before each look, until it says that it was the last.
fn watch(disk: &Arc<MemoryDisk>, words: &str, change: fn(usize, &MemoryDisk) -> bool) -> Outcome {
    let (looks, on) = (AtomicUsize::new(0), Arc::clone(disk));
    let pause = Pause::new(move |_| change(looks.fetch_add(1, Ordering::Relaxed), &on));
    let env = Environment { pause: Some(pause), ..Environment::default() };
    run_on(&**disk, &env, words)
}

fn write(disk: &MemoryDisk, path: &str, text: &str) {
    disk.write(Path::new(path), text.as_bytes()).unwrap();
}

#[test]
fn a_watch_checks_again_when_something_changes() {
    let disk = Arc::new(MemoryDisk::new([("main.tf", MAIN), ("other.tf", "")]));
    let outcome = watch(&disk, "--watch -f concise", |look, disk| {
        match look {
            // Nothing, then two files one after the other, then a new one, then it is mended.
            2 => write(disk, "other.tf", "resource {\n"),
            3 => write(disk, "main.tf", ""),
            6 => write(disk, "new/more.tf", "# new\n"),
            9 => write(disk, "other.tf", ""),
            _ => {}
        }
        look < 20
    });
    let ends: Vec<&str> = outcome.out.lines().filter(|line| line.contains(" ms")).collect();
    assert_eq!(ends.len(), 4, "{}", outcome.out);
    assert!(ends[0].starts_with("found 3 errors"), "{}", outcome.out);
    assert!(ends[1].contains("but 1 thing could not be checked"), "{}", outcome.out);
    assert!(ends[2].contains(" 3 files"), "{}", outcome.out);
    assert!(ends[3].starts_with("no problems"), "{}", outcome.out);
    assert_eq!(outcome.code, 0);
    assert_eq!(outcome.err.matches("Ctrl-C ends it").count(), 4, "{}", outcome.err);
    assert!(outcome.err.contains("waiting for a change in 2 files"), "{}", outcome.err);
    assert!(!outcome.out.contains('\u{1b}'));
}

#[test]
fn a_watch_outlives_mistakes() {
    let disk = Arc::new(MemoryDisk::new([("a/main.tf", MAIN), ("bluelint.toml", "x = \n")]));
    let outcome = watch(&disk, "-w a gone.tf -f concise", |look, disk| {
        match look {
            1 => write(disk, "bluelint.toml", ""),
            4 => write(disk, "gone.tf", ""),
            _ => {}
        }
        look < 9
    });
    assert!(outcome.err.contains("bluelint.toml"), "{}", outcome.err);
    assert!(outcome.err.contains("`gone.tf` is not there"), "{}", outcome.err);
    assert_eq!(outcome.code, 1);
    assert_eq!(outcome.out.matches(" ms").count(), 1, "{}", outcome.out);
}

#[test]
fn a_watch_mends_and_comes_to_rest() {
    let disk = Arc::new(MemoryDisk::new([("main.tf", MAIN)]));
    let outcome = watch(&disk, "--watch --fix", |look, disk| {
        if look == 2 {
            write(disk, "main.tf", &MAIN.replace("reader", "writer"));
        }
        look < 9
    });
    assert_eq!(outcome.out.matches(" ms").count(), 2, "{}", outcome.out);
    let text = String::from_utf8(disk.read(Path::new("main.tf")).unwrap()).unwrap();
    assert!(!text.contains("\"reader\"") && text.contains("\"Writer\""), "{text}");
}

#[test]
fn a_watch_does_not_see_what_it_writes() {
    let disk = Arc::new(MemoryDisk::new([("main.tf", MAIN), ("old.json", "{}")]));
    let words = "--watch -f concise -f json -o ./old.json -f human -o sub/new.json";
    let outcome = watch(&disk, words, |look, disk| {
        if look == 6 {
            write(disk, "main.tf", "");
        }
        look < 20
    });
    assert_eq!(outcome.err.matches("Ctrl-C ends it").count(), 2, "{}", outcome.err);
}

#[test]
fn a_watch_needs_files_and_somebody_who_waits() {
    let disk = Arc::new(MemoryDisk::new([("main.tf", "")]));
    let never = |_: usize, _: &MemoryDisk| panic!("nobody shall wait");
    assert_eq!(watch(&disk, "--watch -", never).code, 2);
    assert_eq!(watch(&disk, "--watch --diff", never).code, 2);
    assert_eq!(watch(&disk, "--watch --staged", never).code, 2);
    assert_eq!(run("--watch").code, 2);
}

/// Somebody who has seen enough.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_watch_ends_when_nobody_reads_any_more() {
    let disk = MemoryDisk::new([("main.tf", MAIN)]);
    let pause = Pause::new(|_| panic!("nobody shall wait"));
    let env = Environment { pause: Some(pause), ..Environment::default() };
    let arguments = ["bluelint", "--watch"].map(Into::into).to_vec();
    let code = cli::run(arguments, &env, &disk, &mut io::empty(), &mut Closed, &mut Vec::new());
    assert_eq!(code, 1);
}

#[test]
fn a_terminal_is_cleared_between_rounds() {
    let disk = Arc::new(MemoryDisk::new([("main.tf", MAIN)]));
    let (looks, on) = (AtomicUsize::new(0), Arc::clone(&disk));
    let pause = Pause::new(move |_| {
        let look = looks.fetch_add(1, Ordering::Relaxed);
        write(&on, "main.tf", if look == 0 { "" } else { "#" });
        look < 5
    });
    let env =
        Environment { pause: Some(pause), stdout_is_terminal: true, ..Environment::default() };
    let outcome = run_on(&*disk, &env, "-w --color never");
    assert_eq!(outcome.out.matches("\u{1b}[2J\u{1b}[H").count(), 1, "{}", outcome.out);
    assert!(outcome.out.split("\u{1b}[2J\u{1b}[H").nth(1).unwrap().contains("no problems"));
}

#[test]
fn systems_see_paths_from_the_top_of_the_repository() {
    let top = Path::new(env!("CARGO_TARGET_TMPDIR")).join("top");
    let _ = std::fs::remove_dir_all(&top);
    for (path, text) in [(".git/HEAD", ""), ("a b/main.tf", MAIN), ("other/x.tf", MAIN)] {
        let path = top.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let run = |format: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_bluelint"));
        command.current_dir(top.join("a b")).args(["check", "-f", format, ".", "../other"]);
        let other = top.join("other/x.tf");
        let output = command.arg(other).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let sarif: Value = serde_json::from_str(&run("sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let uri = |result: &Value| {
        let place = &result["locations"][0]["physicalLocation"]["artifactLocation"];
        assert_eq!(place["uriBaseId"], "%SRCROOT%");
        place["uri"].as_str().unwrap().to_owned()
    };
    let mut uris: Vec<String> = results.iter().map(uri).collect();
    uris.sort();
    uris.dedup();
    assert_eq!(uris, ["a%20b/main.tf", "other/x.tf"]);
    let github = run("github");
    let files: Vec<&str> = github
        .lines()
        .filter_map(|line| line.split_once("file=")?.1.split_once(',').map(|(file, _)| file))
        .collect();
    assert!(files.contains(&"a b/main.tf") && files.contains(&"other/x.tf"), "{files:?}");
    assert!(files.iter().all(|file| !file.contains("..")), "{files:?}");
    let issues: Vec<Value> = serde_json::from_str(&run("gitlab")).unwrap();
    let path = |issue: &Value| issue["location"]["path"].as_str().unwrap().to_owned();
    assert!(issues.iter().all(|issue| ["a b/main.tf", "other/x.tf"].contains(&&*path(issue))));
    // People see what they can type where they are.
    assert!(run("concise").contains("\nmain.tf:"));
}

#[test]
fn values_for_nobody_end_nothing() {
    let disk = MemoryDisk::new([
        ("main.tf", MAIN.replace("reader", "Reader").replace("writer", "Writer")),
        ("terraform.tfvars", "nobody = \"x\"\ntarget = \"kms\"\n".to_owned()),
    ]);
    let outcome = run_on(&disk, &Environment::default(), "check . --var other=y -f concise");
    assert!(!outcome.out.contains("terraform.tfvars"), "{}", outcome.out);
    assert!(!outcome.out.contains("not known"), "{}", outcome.out);
    assert!(outcome.err.contains("no root module has the variable `other`"), "{}", outcome.err);
    assert!(outcome.code < 2);
}

#[test]
fn instances_are_told_apart_in_every_report() {
    let head = "\"a\" {\n";
    let each = MAIN.replace(head, &format!("{head}  for_each = toset([\"a\", \"b\"])\n"));
    for (text, format, says) in [
        (&*each, "gitlab", "[\\\"a\\\"]"),
        (&*each, "checkstyle", "[&quot;a&quot;]"),
        (&*each, "concise", "[\"a\"]"),
        (MAIN, "gitlab", " (ibm_iam_authorization_policy."),
        (MAIN, "checkstyle", " (ibm_iam_authorization_policy."),
    ] {
        let disk = MemoryDisk::new([("main.tf", text)]);
        let outcome = run_on(&disk, &Environment::default(), &format!("check . -f {format}"));
        assert!(outcome.out.contains(says), "{format}: {}", outcome.out);
    }
    let disk = MemoryDisk::new([("main.tf", MAIN)]);
    let outcome = run_on(&disk, &Environment::default(), "check . -f concise");
    assert!(!outcome.out.contains("(ibm_iam_authorization_policy."), "{}", outcome.out);
}
