//! Several reports of one run, and where they go.
#![allow(clippy::disallowed_methods, reason = "this test makes its own folders")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use bluelint::cli::{self, Environment};
use bluelint::disk::{Disk, MemoryDisk};
use std::path::{Path, PathBuf};

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

const POLICY: &str = r#"{"type": "authorization", "subjects": [{"attributes": [{"name": "serviceName",
    "value": "is"}]}], "roles": [{"role_id": "crn:v1:bluemix:public:iam::::role:Reader"}],
    "resources": [{"attributes": [{"name": "serviceName", "value": "kms"}]}]}"#;

/// A folder of this name in which files really lie.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("outputs").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    for (path, text) in [
        ("p.json", POLICY),
        ("main.tf", MAIN),
        ("conf", "extend = \"base\"\n"),
        ("base", "lint.baseline = \"known\"\n"),
        ("known", "{\"version\": 1, \"findings\": []}"),
        (".git/config", ""),
        ("sub/x.tf", ""),
    ] {
        std::fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
        std::fs::write(folder.join(path), text).unwrap();
    }
    folder
}

/// What the program says in this folder, and its code.
fn program(folder: &Path, words: &str) -> (i32, String) {
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_bluelint"));
    let output = program.current_dir(folder).args(words.split_whitespace()).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn nothing_that_was_read_is_overwritten() {
    let folder = folder("read");
    let whole = folder.join("p.json");
    std::fs::hard_link(&whole, folder.join("hard")).unwrap();
    let mut files = vec!["p.json", "./sub/../p.json", "hard", whole.to_str().unwrap()];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("p.json", folder.join("soft")).unwrap();
        std::os::unix::fs::symlink(".git", folder.join("git")).unwrap();
        files.extend(["soft", "git/config", "git/new"]);
    }
    files.extend(["conf", "base", "known", ".git/config", ".git/new", "sub/../.git/new"]);
    files.extend(["bluelint.toml", "sub/.bluelint.toml"]);
    for file in files {
        for more in ["", "--fix", "--add-ignores known"] {
            let words = format!("check . -c conf -f json {more} -o {file}");
            let (code, err) = program(&folder, &words);
            assert!(code == 2 && err.contains("would overwrite"), "{words}: {code} {err}");
        }
    }
    let read = |path: &str| std::fs::read_to_string(folder.join(path)).unwrap();
    assert_eq!((read("p.json"), read("main.tf")), (POLICY.to_owned(), MAIN.to_owned()));
    assert!(!folder.join(".git/new").exists() && !folder.join("bluelint.toml").exists());
    for words in ["-f json -o x -f sarif -o ./x", "-f json -o x -f sarif -o sub/../x"] {
        let (code, err) = program(&folder, words);
        assert!(code == 2 && err.contains("two reports would go to"), "{words}: {code} {err}");
    }
    assert!(!folder.join("x").exists());
}

#[test]
fn an_older_report_is_overwritten() {
    let folder = folder("older");
    let formats = ["json", "sarif", "gitlab", "junit", "human", "markdown"];
    for format in formats {
        let end = if ["json", "sarif", "gitlab"].contains(&format) { "json" } else { "txt" };
        for file in [format!("{format}.{end}"), format!("sub/{format}.{end}")] {
            let words = format!("check . -f {format} -o {file}");
            for _ in 0..2 {
                let (code, err) = program(&folder, &words);
                assert!(code == 1, "{words}: {code} {err}");
            }
        }
    }
    let (code, err) = program(&folder, "-f json -o /dev/null -f sarif -o /dev/stderr");
    assert!(code == 1 || cfg!(windows), "{err}");
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

/// A policy on one line: what is an error stands behind what is a warning.
const LINE: &str = "{\"type\":\"authorization\",\"subjects\":[{\"attributes\":[{\"name\":\"accountId\",\
    \"value\":\"3f1b2c4d5e6f708192a3b4c5d6e7f809\"},{\"name\":\"serviceName\",\"value\":\"is\"}]}],\
    \"roles\":[{\"role_id\":\"crn:v1:bluemix:public:iam::::role:Administrator\"}],\"resources\":\
    [{\"attributes\":[{\"name\":\"accountId\",\"value\":\"0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f \"},\
    {\"name\":\"serviceName\",\"value\":\"kms\"}]}]}\n";

/// What stands under `name` in each of `all`, in their order.
fn order<'a>(all: &'a serde_json::Value, name: &str) -> Vec<&'a str> {
    let all = all.as_array().unwrap().iter();
    all.map(|one| one[name].as_str().unwrap()).collect()
}

#[test]
fn of_one_line_the_worst_comes_first_in_every_report() {
    let wanted = [
        "account-id-whitespace",
        "missing-source-resource-type",
        "administrator-role",
        "unscoped-target",
    ];
    let ignores = "[[ignore]]\nrule = \"missing-source-resource-type\"\npath = \"p.json\"\n\
        reason = \"as a test\"\n";
    for config in ["", ignores] {
        let disk = MemoryDisk::new([("p.json", LINE), ("bluelint.toml", config)]);
        let run = |format: &str| {
            let words = ["bluelint", "check", "p.json", "-f", format].map(Into::into).to_vec();
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let env = Environment::default();
            let code = cli::run(words, &env, &disk, &mut &b""[..], &mut out, &mut err);
            assert_eq!((code, String::from_utf8_lossy(&err).as_ref()), (1, ""));
            String::from_utf8(out).unwrap()
        };
        let parsed = |format| serde_json::from_str::<serde_json::Value>(&run(format)).unwrap();
        let left = || wanted.into_iter().filter(|one| !config.contains(one)).collect::<Vec<_>>();
        assert_eq!(order(&parsed("json")["findings"], "rule"), left());
        assert_eq!(order(&parsed("gitlab"), "check_name"), left());
        // What is suppressed is there, too, at its place.
        assert_eq!(order(&parsed("sarif")["runs"][0]["results"], "ruleId"), wanted);
        for format in ["human", "concise", "github", "checkstyle", "markdown"] {
            let text = run(format);
            let places: Vec<_> = left().iter().map(|rule| text.find(rule)).collect();
            assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
        }
    }
}

#[test]
fn a_finding_is_known_by_the_same_fingerprint_on_a_line_of_its_own() {
    let prints = |text: &str| {
        let disk = MemoryDisk::new([("p.json", text)]);
        let words = ["bluelint", "check", "p.json", "-f", "json"].map(Into::into).to_vec();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let env = Environment::default();
        cli::run(words, &env, &disk, &mut &b""[..], &mut out, &mut err);
        let report: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let findings = report["findings"].as_array().unwrap().iter();
        let mut prints: Vec<String> =
            findings.map(|one| format!("{} {}", one["rule"], one["fingerprint"])).collect();
        prints.sort();
        prints
    };
    let spread = LINE.replace('{', "{\n");
    assert_eq!(prints(LINE), prints(&spread));
    assert_eq!(prints(LINE).len(), 4);
}
