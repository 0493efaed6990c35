//! The command line from its arguments to its exit code.
#![allow(clippy::disallowed_methods, reason = "this test reads its own cases")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::trivially_copy_pass_by_ref, reason = "a check has this signature")]

use bluelint::cli::{self, Environment};
use bluelint::disk::MemoryDisk;
use bluelint::finding::{Findings, Level};
use bluelint::rule::{Context, Rule};
use bluelint::source::{SourceId, Span};
use std::io::{self, Write};
use std::process::{Command, Stdio};

const ERROR_PAGE: &str = "---\nlevel: error\nsince: 0.1.0\nfix: safe\n---\n\n# A first mistake\n\n\
    It is **refused**.\n\n## Bad: this\n\n```hcl main.tf\nx = 1\n\n  y = 2\n```\n\n```report\n\
    main.tf:1:1: no\n```\n\n```diff\n-x = 1\n+x = 2\n```\n\n## Good: that\n\n```hcl main.tf\n\
    x = 2\n```\n";
/// With a byte order mark and a blank in front.
const POLICY: &str = "\u{feff} \n{\"type\": \"authorization\", \"subjects\": [{\"attributes\": [\
    {\"name\": \"serviceName\", \"value\": \"is\"}]}], \"roles\": [{\"role_id\": \
    \"crn:v1:bluemix:public:iam::::serviceRole:Reader\"}], \"resources\": [{\"attributes\": [\
    {\"name\": \"serviceName\", \"value\": \"kms\"}]}]}";
const INFO_PAGE: &str = "---\nlevel: info\nsince: 0.2.0\n---\n\n# Advice\n\nThink of it.\n";
const WARNING_PAGE: &str = "---\nlevel: warning\nsince: 0.2.0\n---\n\n# A crash\n\nBoom.\n";

fn first(_: &Context<'_>, found: &mut Findings) {
    found.in_file(Span::new(SourceId(0), 0..1), "a first mistake").help("do it right");
}

fn advice(_: &Context<'_>, found: &mut Findings) {
    found.in_file(Span::new(SourceId(0), 1..2), "some advice");
}

fn silent(_: &Context<'_>, _: &mut Findings) {}

fn crash(_: &Context<'_>, _: &mut Findings) {
    panic!("this rule breaks down on purpose");
}

const FIRST: Rule =
    Rule { name: "first-mistake", group: "identity", page: ERROR_PAGE, check: first };
const ADVICE: Rule = Rule { name: "some-advice", group: "style", page: INFO_PAGE, check: advice };
const SILENT: Rule =
    Rule { name: "silent-rule", group: "style", page: WARNING_PAGE, check: silent };
const CRASH: Rule = Rule { name: "crash", group: "style", page: WARNING_PAGE, check: crash };

/// What came of a command line.
#[derive(Debug)]
struct Outcome {
    code: u8,
    out: String,
    err: String,
}

struct World {
    rules: Vec<Rule>,
    env: Environment,
    files: Vec<(&'static str, Vec<u8>)>,
    stdin: &'static str,
}

impl World {
    fn new(rules: &[Rule]) -> Self {
        let files = vec![("main.tf", b"x = 1\n".to_vec()), ("sub/other.tf", b"y = 1\n".to_vec())];
        Self { rules: rules.to_vec(), env: Environment::default(), files, stdin: "" }
    }

    fn run(&self, words: &str) -> Outcome {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = self.run_into(words, &mut out, &mut err);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Outcome { code, out: text(out), err: text(err) }
    }

    fn run_into(&self, words: &str, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
        let arguments = ["bluelint"].into_iter().chain(words.split_whitespace());
        let arguments = arguments.map(Into::into).collect();
        let disk = MemoryDisk::new(self.files.clone());
        let stdin = &mut self.stdin.as_bytes();
        cli::run_with(&self.rules, arguments, &self.env, &disk, stdin, out, err)
    }
}

fn run(rules: &[Rule], words: &str) -> Outcome {
    World::new(rules).run(words)
}

fn codes(rules: &[Rule], cases: &[(&str, u8)]) {
    for (words, code) in cases {
        let outcome = run(rules, words);
        assert_eq!(outcome.code, *code, "{words}: {outcome:?}");
    }
}

#[test]
fn the_exit_code_says_what_was_found() {
    codes(&[SILENT], &[("check main.tf", 0), ("main.tf", 0), ("", 0), ("-q", 0)]);
    codes(
        &[FIRST, ADVICE],
        &[
            ("check main.tf", 1),
            ("check main.tf --exit-zero", 0),
            ("main.tf --soft-fail", 0),
            ("main.tf --no-fail", 0),
            ("main.tf --ignore first-mistake", 0),
            ("main.tf --ignore first-mistake --fail-on info", 1),
            ("main.tf --select info", 0),
            ("main.tf --min-severity error", 1),
            ("main.tf --fail-on error", 1),
            ("main.tf --ignore error --fail-on error", 0),
        ],
    );
}

#[test]
fn three_wins_over_one_unless_told_otherwise() {
    codes(
        &[FIRST, CRASH],
        &[
            ("main.tf", 3),
            ("main.tf --allow-incomplete", 1),
            ("main.tf --exit-zero", 0),
            ("main.tf --select crash", 3),
            ("main.tf --select crash --allow-incomplete", 0),
        ],
    );
    let outcome = run(&[FIRST, CRASH], "main.tf");
    assert!(outcome.out.contains("error[first-mistake]"), "{}", outcome.out);
    assert!(outcome.out.contains("could not check crash: the rule broke down"));
    let mut world = World::new(&[SILENT]);
    world.files.push(("latin.tf", b"x = \"\xe9\"\n".to_vec()));
    let outcome = world.run(".");
    assert_eq!(outcome.code, 3);
    assert!(outcome.out.contains("could not check latin.tf: is not UTF-8"), "{}", outcome.out);
    assert!(!outcome.out.contains("no problems"), "{}", outcome.out);
}

#[test]
fn wrong_words_are_two_and_get_a_hint() {
    let cases = [
        ("main.tg", "`main.tg` is not there; did you mean `main.tf`?"),
        ("sub/othr.tf", "`sub/othr.tf` is not there; did you mean `sub/other.tf`?"),
        ("nope/deep/a.tf", "`nope/deep/a.tf` is not there, nor is the folder `nope`"),
        ("-q check", "the verb comes first"),
        ("--select fist-mistake", "is no rule, group or level; did you mean `first-mistake`?"),
        ("--ignore warnings", "did you mean `warning`?"),
        ("--ignore first-mistake,xyzzy", "`xyzzy` is no rule, group or level"),
        ("--select first-mistake --ignore first-mistake", "leave no rule to run"),
        ("explain first-mistak", "there is no rule `first-mistak`; did you mean `first-mistake`?"),
        ("--format xml", "invalid value 'xml'"),
        ("--formt json", "--format"),
        ("- main.tf", "needs --stdin-filename"),
        ("main.tf --stdin-filename x.tf", "`-` is not among the paths"),
        ("-q -v", "cannot be used with"),
    ];
    for (words, hint) in cases {
        let outcome = run(&[FIRST], words);
        assert_eq!(outcome.code, 2, "{words}: {outcome:?}");
        assert!(outcome.err.starts_with("error: "), "{words}: {}", outcome.err);
        assert!(outcome.err.contains(hint), "{words}: {}", outcome.err);
        assert_eq!(outcome.out, "", "{words}");
    }
    let outcome = run(&[FIRST], "check a\u{1b}[2J");
    assert!(!outcome.err.contains('\u{1b}'), "{:?}", outcome.err);
}

#[test]
fn rules_are_chosen_by_name_group_and_level() {
    let cases = [
        ("", "2"),
        ("--select identity", "1"),
        ("--select first-mistake,some-advice", "2"),
        ("--select first-mistake --select style", "2"),
        ("--only info", "1"),
        ("--check error", "1"),
        ("--select all --ignore style", "1"),
        ("--skip-check some-advice", "1"),
        ("--select some-advice --ignore style,identity", "1"),
    ];
    for (words, rules) in cases {
        let outcome = run(&[FIRST, ADVICE], &format!("check -f json {words}"));
        let json: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
        assert_eq!(json["summary"]["rules"].to_string(), rules, "{words}");
    }
}

#[test]
fn what_is_below_the_wanted_level_is_counted_only() {
    let outcome = run(&[ADVICE], "main.tf --min-severity warning --fail-on info");
    assert_eq!(outcome.code, 1);
    assert!(outcome.out.starts_with("nothing at or above warning in 1 file"), "{}", outcome.out);
    assert!(outcome.out.ends_with("; 1 finding below warning not shown\n"), "{}", outcome.out);
}

#[test]
fn quiet_prints_findings_only() {
    assert_eq!(run(&[SILENT], "main.tf -q").out, "");
    let outcome = run(&[FIRST], "main.tf -q");
    assert!(outcome.out.starts_with("error[first-mistake]: a first mistake\n"), "{}", outcome.out);
    assert!(outcome.out.trim_end().ends_with("= help: do it right"), "{}", outcome.out);
}

#[test]
fn notes_go_to_standard_error() {
    let mut world = World::new(&[SILENT]);
    world.files.push(("notes.txt", b"x".to_vec()));
    world.files.push(("x.tf.json", b"{}".to_vec()));
    let outcome = world.run("notes.txt");
    assert_eq!(outcome.err, "note: `notes.txt` is neither Terraform nor JSON\n");
    assert_eq!(outcome.code, 0);
    assert_eq!(
        outcome.out,
        "nothing to check: no authorization policy, endpoint gateway or Terraform among 1 file\n"
    );
    assert_eq!(world.run("notes.txt -q").err, "");
    assert_eq!(world.run(".").err, "");
}

#[test]
fn formats_have_their_names() {
    let starts = [
        ("-f human", "error[first-mistake]"),
        ("--format full", "error[first-mistake]"),
        ("--output-format json", "{\n  \"version\": 1,"),
        ("-f github", "::error file=main.tf,line=1,col=1,endLine=1,endColumn=2,title="),
        ("-f concise", "main.tf:1:1: error[first-mistake] "),
        ("-f ndjson", "{\"kind\":\"finding\",\"rule\":\"first-mistake\","),
        ("-f json-lines", "{\"kind\":\"finding\","),
        ("-f sarif", "{\n  \"$schema\": \"https://docs.oasis-open.org/sarif/"),
        ("-f gitlab", "[\n  {\n    \"description\": \"first-mistake: "),
        ("-f junit", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "),
        ("-f checkstyle", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle "),
        ("-f markdown", "## bluelint\n\nfound 1 error"),
    ];
    for (words, start) in starts {
        let outcome = run(&[FIRST], &format!("main.tf {words}"));
        assert!(outcome.out.starts_with(start), "{words}: {}", outcome.out);
    }
}

#[test]
fn standard_input_stands_for_a_file() {
    let mut world = World::new(&[FIRST]);
    world.stdin = "z = 1\n";
    let outcome = world.run("-");
    assert!(outcome.out.contains("\u{2500} <stdin>:1:1\n"), "{}", outcome.out);
    assert!(outcome.out.contains("in 1 of 1 file"), "{}", outcome.out);
    let outcome = world.run("check - --stdin-filename main.tf");
    assert!(outcome.out.contains("main.tf:1:1"), "{}", outcome.out);
    assert!(outcome.out.contains("1 \u{2502} z = 1"), "{}", outcome.out);
    let outcome = world.run("check --stdin-filename new.tf");
    assert!(outcome.out.contains("2 files"), "{}", outcome.out);
    let outcome = world.run("check - sub/other.tf --stdin-filename main.tf");
    assert!(outcome.out.contains("2 files"), "{}", outcome.out);
    world.stdin = POLICY;
    let outcome = world.run("- -f json");
    assert!(outcome.out.contains("\"path\": \"<stdin>\""), "{}", outcome.out);
    assert_eq!(outcome.err, "");
    let outcome = world.run("- --kind policy");
    assert!(outcome.out.contains("<stdin>:1:1"), "{}", outcome.out);
}

#[test]
fn colours_follow_flag_then_environment_then_terminal() {
    type Set = fn(&mut Environment);
    let cases: [(&str, Set, bool); 10] = [
        ("", |_| {}, false),
        ("", |env| env.stdout_is_terminal = true, true),
        ("--color never", |env| env.stdout_is_terminal = true, false),
        ("--no-color", |env| env.stdout_is_terminal = true, false),
        ("--color always", |env| env.no_color = true, true),
        ("", |env| env.force_color = true, true),
        ("", |env| env.clicolor_force = true, true),
        ("", |env| (env.force_color, env.no_color) = (true, true), false),
        ("", |env| (env.stdout_is_terminal, env.term_is_dumb) = (true, true), false),
        ("-f json --color always", |_| {}, false),
    ];
    for (words, set, colored) in cases {
        let mut world = World::new(&[FIRST]);
        set(&mut world.env);
        let outcome = world.run(&format!("main.tf {words}"));
        assert_eq!(outcome.out.contains('\u{1b}'), colored, "{words} {:?}", world.env);
    }
}

#[test]
fn rules_are_listed_and_explained() {
    let rules = [FIRST, ADVICE, SILENT];
    insta::assert_snapshot!(run(&rules, "rules").out);
    let json: serde_json::Value =
        serde_json::from_str(&run(&rules, "rules --format json").out).unwrap();
    assert_eq!(
        json[0].to_string(),
        r#"{"name":"first-mistake","group":"identity","level":"error","title":"A first mistake","since":"0.1.0","fix":"safe","docs":[]}"#
    );
    assert_eq!(json[1]["fix"], serde_json::Value::Null);
    let outcome = run(&rules, "explain first-mistake");
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    insta::assert_snapshot!(outcome.out);
    assert!(run(&rules, "explain first-mistake --color always").out.contains("\u{1b}[1;92m+x = 2"));
    let named = run(&rules, "explain mistake first");
    assert_eq!((named.code, named.err.as_str()), (0, ""));
    assert!(named.out.contains("\n  first-mistake  A first mistake\n"), "{}", named.out);
}

#[test]
fn help_is_written_for_newcomers() {
    let mut world = World::new(&[FIRST]);
    world.env.columns = Some(100);
    for words in ["--help", "check --help", "check -h"] {
        let outcome = world.run(words);
        assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{words}");
        insta::assert_snapshot!(words.replace(' ', "_"), outcome.out);
    }
    assert!(world.run("--version").out.starts_with("bluelint "));
    assert_eq!(world.run("-h").code, 0);
}

#[test]
fn show_needs_no_rules() {
    let outcome = run(&[CRASH], "show -f json .");
    assert_eq!(outcome.code, 0);
    let json: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(json.to_string(), r#"{"version":1,"resources":[],"incomplete":[]}"#);
    assert!(run(&[], "show .").out.starts_with("0 resources in 2 files"));
}

/// Breaks at the first byte.
struct Broken(io::ErrorKind);

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_is_no_error_and_a_full_disk_is_one() {
    let world = World::new(&[FIRST]);
    for format in ["human", "json", "github"] {
        let words = format!("main.tf -f {format}");
        let mut err = Vec::new();
        let mut broken = Broken(io::ErrorKind::BrokenPipe);
        assert_eq!(world.run_into(&words, &mut broken, &mut err), 1);
        assert_eq!(err, b"");
        let mut full = Broken(io::ErrorKind::StorageFull);
        assert_eq!(world.run_into(&words, &mut full, &mut err), 3);
        assert!(String::from_utf8(err).unwrap().contains("the report cannot be written"));
    }
    assert_eq!(
        world.run_into("--help", &mut Broken(io::ErrorKind::BrokenPipe), &mut Vec::new()),
        0
    );
}

#[test]
fn levels_are_those_of_findings() {
    for level in [Level::Info, Level::Warning, Level::Error] {
        assert_ne!(run(&[SILENT], &format!("main.tf --fail-on {}", level.name())).code, 2);
    }
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bluelint"));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.env_remove("RUST_BACKTRACE").env("NO_COLOR", "1");
    command
}

#[test]
fn the_program_ends_with_the_code() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli");
    let output = program().args(["check", folder]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(output.stdout.starts_with(b"nothing to check"), "{output:?}");
    let output = program().args(["check", "not/there"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stderr.starts_with(b"error: `not/there` is not there"), "{output:?}");
    assert!(output.stdout.is_empty());
}

#[test]
fn the_program_takes_a_closed_pipe_calmly() {
    let mut child = program().arg("--help").spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}
