//! Several reports of one run, and where they go.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use bluelint::cli::{self, Environment};
use bluelint::disk::{Disk, MemoryDisk};
use std::path::Path;

const MAIN: &str = "resource \"ibm_iam_authorization_policy\" \"p\" {\n  source_service_name = \"is\"\n  \
                    source_resource_type = \"endpoint_gateway\"\n  target_service_name = \"kms\"\n  \
                    roles = [\"Viewer\"]\n}\n";

struct Outcome {
    code: u8,
    out: String,
    err: String,
    disk: MemoryDisk,
}

impl Outcome {
    fn file(&self, path: &str) -> String {
        String::from_utf8(self.disk.read(Path::new(path)).unwrap()).unwrap()
    }
}

fn run_with(env: &Environment, stdin: &str, words: &str) -> Outcome {
    let disk = MemoryDisk::new([("main.tf", MAIN), ("old.json", "{}"), ("sub/x.tf", "")]);
    let arguments = ["bluelint"].into_iter().chain(words.split_whitespace());
    let arguments = arguments.map(Into::into).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = cli::run(arguments, env, &disk, &mut stdin.as_bytes(), &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Outcome { code, out: text(out), err: text(err), disk }
}

fn run(words: &str) -> Outcome {
    run_with(&Environment::default(), "", words)
}

#[test]
fn a_file_takes_the_report_of_the_format_before_it() {
    let orders = [
        "main.tf -f sarif --output-file a.sarif -f junit -o j.xml -f concise",
        "-f concise main.tf -f sarif -o a.sarif -f junit --output-file=j.xml",
        "check --output-format junit -o j.xml -f concise -f sarif -oa.sarif main.tf",
    ];
    for words in orders {
        let outcome = run(words);
        assert_eq!(outcome.code, 1, "{words}: {}", outcome.err);
        assert!(outcome.out.starts_with("main.tf:1:1: warning["), "{words}: {}", outcome.out);
        assert!(outcome.file("a.sarif").contains("\"version\": \"2.1.0\""), "{words}");
        assert!(outcome.file("a.sarif").contains("\"exitCode\": 1"), "{words}");
        assert!(outcome.file("j.xml").contains("<testsuites "), "{words}");
        assert_eq!(outcome.err, "", "{words}");
    }
}

#[test]
fn one_report_may_go_to_a_file_alone() {
    for words in ["main.tf -o x/r.txt", "-o x/r.txt -f human main.tf", "-f full -o x/r.txt main.tf"]
    {
        let outcome = run(words);
        assert_eq!((outcome.code, outcome.out.as_str()), (1, ""), "{words}");
        assert!(outcome.file("x/r.txt").starts_with("warning["), "{words}");
    }
    assert!(run("main.tf -f json -o old.json").file("old.json").starts_with("{\n  \"version\": 1"));
}

#[test]
fn only_standard_output_has_colours() {
    let env = Environment { force_color: true, ..Environment::default() };
    let outcome = run_with(&env, "", "main.tf -f human -f human -o r.txt");
    assert!(outcome.out.contains('\u{1b}'));
    assert!(!outcome.file("r.txt").contains('\u{1b}'));
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let cases = [
        ("main.tf -f json -f sarif", "only one report can go to standard output"),
        ("main.tf -f json -o a -o b", "`--output-file b` has no --format of its own"),
        ("main.tf -o a -f json -o b", "`--output-file b` has no --format of its own"),
        ("main.tf -f json -o a -f sarif -o a", "two reports would go to `a`"),
        ("-f sarif -o main.tf", "`--output-file main.tf` would overwrite"),
        ("-f sarif -o new.tfvars", "would overwrite"),
        ("old.json -f sarif -o ./old.json", "would overwrite"),
        ("main.tf --diff -o a", "cannot be used with"),
    ];
    for (words, text) in cases {
        let outcome = run(words);
        assert_eq!((outcome.code, outcome.out.as_str()), (2, ""), "{words}");
        assert!(outcome.err.contains(text), "{words}: {}", outcome.err);
        assert_eq!(outcome.file("main.tf"), MAIN);
        assert_eq!(outcome.file("old.json"), "{}");
    }
}

#[test]
fn a_file_that_cannot_be_written_holds_up_no_other_report() {
    let outcome = run("main.tf -f sarif -o sub -f concise -f junit -o j.xml");
    assert_eq!(outcome.code, 3);
    assert!(outcome.out.starts_with("main.tf:1:1: warning["));
    assert!(outcome.file("j.xml").contains("<testsuites "));
    assert!(outcome.err.contains("the report cannot be written: sub: "), "{}", outcome.err);
}

#[test]
fn mended_text_and_reports_do_not_mix() {
    let outcome = run_with(
        &Environment::default(),
        MAIN,
        "- --stdin-filename y.tf --fix -f concise -f sarif -o a.sarif",
    );
    assert!(outcome.out.contains("\"endpoint-gateway\"") && !outcome.out.contains("found"));
    assert!(outcome.file("a.sarif").contains("\"version\": \"2.1.0\""));
    assert!(outcome.err.contains("fixed 1 finding"), "{}", outcome.err);
}
