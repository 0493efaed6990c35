//! `BLUELINT_…`, `bluelint init`, and mistakes in configurations as they are shown.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use bluelint::cli::{Environment, run};
use bluelint::config::Config;
use bluelint::disk::{Disk, MemoryDisk};
use bluelint::rules::RULES;
use std::fmt::Write as _;
use std::path::Path;

const MAIN: &str = "resource \"ibm_iam_authorization_policy\" \"keys\" {\n  \
    source_service_name = \"cloud-object-storage\"\n  target_service_name = \"kms\"\n  \
    target_resource_instance_id = ibm_resource_instance.keys.guid\n  roles = [\"Administrator\"]\n}\n";

/// Variables of the environment.
type Said<'a> = &'a [(&'a str, &'a str)];

struct Outcome {
    code: u8,
    out: String,
    err: String,
}

fn bluelint(disk: &dyn Disk, variables: &[(&str, &str)], words: &str) -> Outcome {
    let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), value.into()));
    let env = Environment { variables: variables.collect(), ..Environment::default() };
    let arguments = ["bluelint"].into_iter().chain(words.split_whitespace());
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = arguments.map(Into::into).collect();
    let code = run(arguments, &env, disk, &mut &b""[..], &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Outcome { code, out: text(out), err: text(err) }
}

fn disk(config: &str) -> MemoryDisk {
    MemoryDisk::new([
        ("main.tf", MAIN),
        ("bluelint.toml", config),
        ("other.toml", "lint.fail-on = \"error\""),
    ])
}

#[test]
fn every_flag_is_a_variable() {
    let cases: [(Said<'_>, &str, &str, u8); 22] = [
        (&[], "", "", 1),
        (&[("BLUELINT_FAIL_ON", "error")], "", "", 0),
        (&[("BLUELINT_FAIL_ON", "error")], "", "--fail-on warning", 1),
        (&[("BLUELINT_FAIL_ON", "warning")], "lint.fail-on = \"error\"", "", 1),
        (&[("BLUELINT_FAIL_ON", "")], "lint.fail-on = \"error\"", "", 0),
        (&[("BLUELINT_EXIT_ZERO", "1")], "", "", 0),
        (&[("BLUELINT_EXIT_ZERO", "no")], "", "", 1),
        (&[("BLUELINT_CONFIG", "other.toml")], "", "", 0),
        (&[("BLUELINT_CONFIG", "other.toml")], "", "--config lint.exit-zero=false", 0),
        (&[("BLUELINT_CONFIG", "other.toml")], "", "--config bluelint.toml", 1),
        (&[("BLUELINT_CONFIG", "lint.fail-on=error")], "", "", 0),
        (&[("BLUELINT_IGNORE", "roles,access")], "", "", 0),
        (&[("BLUELINT_ISOLATED", "1")], "lint.fail-on = \"error\"", "", 1),
        (&[("BLUELINT_QUIET", "1")], "", "-v", 1),
        (&[("BLUELINT_FORMAT", "json")], "", "--diff", 0),
        // What is typed wins also over what would exclude it.
        (&[("BLUELINT_CONFIG", "other.toml")], "", "--isolated", 1),
        (&[("BLUELINT_ISOLATED", "1")], "", "-c other.toml", 0),
        (&[("BLUELINT_ISOLATED", "1")], "lint.fail-on = \"error\"", "-c lint.exit-zero=false", 1),
        (&[("BLUELINT_UNSAFE_FIXES", "1")], "", "", 1),
        (&[("BLUELINT_DIFF", "0")], "", "--fix -f concise", 1),
        (&[("BLUELINT_DIFF", "1")], "", "-f concise", 1),
        (&[("BLUELINT_SHOW_FILES", "1")], "", "--diff", 0),
    ];
    for (variables, config, words, code) in cases {
        let outcome = bluelint(&disk(config), variables, &format!("check {words} main.tf"));
        assert_eq!(
            outcome.code, code,
            "{variables:?} {config} {words}: {}{}",
            outcome.out, outcome.err
        );
        assert!(!outcome.err.contains("error"), "{}", outcome.err);
    }
    let outcome = bluelint(&disk(""), &[("BLUELINT_FORMAT", "concise")], "main.tf");
    assert!(outcome.out.starts_with("main.tf:"), "{}", outcome.out);
    let outcome = bluelint(&disk(""), &[("BLUELINT_FORMAT", "json")], "show main.tf");
    assert!(outcome.out.starts_with("{\n"), "{}", outcome.out);
    let outcome =
        bluelint(&disk(""), &[("BLUELINT_SHOW_SETTINGS", "1"), ("BLUELINT_FAIL_ON", "error")], "");
    assert!(
        outcome.out.contains("lint.fail-on = \"error\"                       # BLUELINT_FAIL_ON"),
        "{}",
        outcome.out
    );
}

#[test]
fn wrong_variables_are_named() {
    for (name, value, says) in [
        (
            "BLUELINT_FAIL_ON",
            "eror",
            "BLUELINT_FAIL_ON is `eror`; it takes info, warning, error; did you mean `error`?",
        ),
        ("BLUELINT_QUIET", "perhaps", "BLUELINT_QUIET is `perhaps`; it takes 1 or 0"),
        (
            "BLUELINT_SELECT",
            "rolls",
            "BLUELINT_SELECT: `rolls` is no rule, group or level; did you mean `roles`?",
        ),
        ("BLUELINT_CONFIG", "none.toml", "BLUELINT_CONFIG: `none.toml` cannot be read"),
        ("BLUELINT_ACCOUNT", "a/b", "BLUELINT_ACCOUNT: `a/b` is no account ID"),
        ("BLUELINT_VAR", "x", "BLUELINT_VAR is `x`: it has no `=`"),
        ("BLUELINT_FAIL_ON", "\u{1b}[2J", "BLUELINT_FAIL_ON is `\\u{1b}[2J`"),
    ] {
        let outcome = bluelint(&disk(""), &[(name, value)], "main.tf");
        assert_eq!(outcome.code, 2, "{name}: {}", outcome.out);
        assert!(
            outcome.err.starts_with("error: ") && outcome.err.contains(says),
            "{}",
            outcome.err
        );
        assert!(!outcome.err.contains('\u{1b}'), "{}", outcome.err);
    }
    let outcome = bluelint(&disk(""), &[("BLUELINT_FAILON", "error")], "main.tf");
    assert_eq!(outcome.code, 1);
    assert_eq!(
        outcome.err,
        "note: BLUELINT_FAILON says nothing to bluelint; did you mean `BLUELINT_FAIL_ON`?\n"
    );
    assert_eq!(bluelint(&disk(""), &[("BLUELINT_FAILON", "error")], "main.tf -q").err, "");
    let both = [("BLUELINT_QUIET", "1"), ("BLUELINT_VERBOSE", "1")];
    let outcome = bluelint(&disk(""), &both, "main.tf");
    assert!(
        outcome.code == 2
            && outcome
                .err
                .contains("note: these variables are set too: BLUELINT_QUIET, BLUELINT_VERBOSE"),
        "{}",
        outcome.err
    );
}

#[test]
fn a_variable_that_holds_back_writing_is_never_dropped() {
    let cases: [(Said<'_>, &str, &str); 4] = [
        (&[("BLUELINT_DIFF", "1")], "--fix -f concise", "BLUELINT_DIFF"),
        (&[("BLUELINT_DIFF", "1"), ("BLUELINT_FIX", "1")], "-f concise", "BLUELINT_DIFF"),
        (&[("BLUELINT_DIFF", "yes")], "--add-ignores known -f json -o x", "BLUELINT_DIFF"),
        (&[("BLUELINT_SHOW_FILES", "1")], "--fix", "BLUELINT_SHOW_FILES"),
    ];
    for (variables, words, name) in cases {
        let disk = MemoryDisk::new([("main.tf", MAIN.replace("Administrator", "reader"))]);
        let outcome = bluelint(&disk, variables, &format!("{words} main.tf"));
        assert_eq!(outcome.code, 2, "{words}: {}{}", outcome.out, outcome.err);
        let says = format!("error: {name} says that nothing is to be changed");
        assert!(outcome.err.starts_with(&says), "{words}: {}", outcome.err);
        let text = disk.read(Path::new("main.tf")).unwrap();
        assert!(String::from_utf8(text).unwrap().contains("reader"), "{words}");
    }
}

#[test]
fn a_format_for_all_of_a_job_is_no_mistake_of_one_verb() {
    for words in ["version", "rules", "show main.tf", "graph main.tf"] {
        let outcome = bluelint(&disk(""), &[("BLUELINT_FORMAT", "sarif")], words);
        assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{words}: {}", outcome.out);
        let outcome = bluelint(&disk(""), &[("BLUELINT_FORMAT", "sarf")], words);
        assert_eq!(outcome.code, 2, "{words}: {}", outcome.out);
        assert!(outcome.err.contains("BLUELINT_FORMAT is `sarf`"), "{words}: {}", outcome.err);
    }
    assert_eq!(bluelint(&disk(""), &[("BLUELINT_FORMAT", "svg")], "main.tf").code, 2);
}

#[test]
fn other_names_of_flags_are_no_variables() {
    for (name, meant) in
        [("OUTPUT_FORMAT", "FORMAT"), ("NO_CONFIG", "ISOLATED"), ("SOFT_FAIL", "EXIT_ZERO")]
    {
        let outcome = bluelint(&disk(""), &[(&format!("BLUELINT_{name}"), "x")], "main.tf");
        let says =
            format!("BLUELINT_{name} says nothing to bluelint; did you mean `BLUELINT_{meant}`?");
        assert_eq!(outcome.err, format!("note: {says}\n"));
    }
}

#[test]
#[cfg(unix)]
#[allow(clippy::disallowed_methods, reason = "this test makes its own folder")]
fn init_writes_through_no_link() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("init-link");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.join("bluelint.toml")).unwrap();
    let outcome = bluelint(&bluelint::disk::RealDisk, &[], &format!("init {}", folder.display()));
    assert!(outcome.code == 2 && outcome.err.contains("is there already"), "{}", outcome.err);
    assert!(!folder.join("nowhere").exists());
}

#[test]
fn output_is_set_by_the_file() {
    let outcome = bluelint(
        &disk("[output]\nformat = \"concise\"\ncolor = \"always\"\n[lint]\nexit-zero = true"),
        &[],
        "main.tf",
    );
    assert_eq!(outcome.code, 0);
    assert!(outcome.out.starts_with("main.tf:"), "{}", outcome.out);
    let outcome = bluelint(&disk("output.color = \"always\""), &[], "main.tf");
    assert!(outcome.out.contains('\u{1b}'), "{}", outcome.out);
    assert!(
        !bluelint(&disk("output.color = \"always\""), &[], "main.tf --color never")
            .out
            .contains('\u{1b}')
    );
    let outcome = bluelint(&disk("output.format = \"json\""), &[], "main.tf -o a.json");
    assert_eq!(outcome.out, "");
}

#[test]
fn init_writes_what_is_right_and_overwrites_nothing() {
    let disk = MemoryDisk::new([("a/main.tf", MAIN), ("b/.bluelint.toml", "")]);
    let outcome = bluelint(&disk, &[], "init a");
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    assert!(outcome.out.starts_with("wrote a/bluelint.toml\n"), "{}", outcome.out);
    let text = String::from_utf8(disk.read(Path::new("a/bluelint.toml")).unwrap()).unwrap();
    assert!(Config::parse("bluelint.toml", &text, RULES).is_ok());
    assert_eq!(bluelint(&disk, &[], "a").code, bluelint(&disk, &[], "a --isolated").code);
    for (words, says) in [
        ("init a", "`a/bluelint.toml` is there already, and is left as it is"),
        ("init b", "`b/.bluelint.toml` is there already"),
        ("init c", "there is no folder `c`"),
    ] {
        let outcome = bluelint(&disk, &[], words);
        assert!(outcome.code == 2 && outcome.err.contains(says), "{words}: {}", outcome.err);
    }
    // Every setting in a comment is right too.
    let (settings, _) = text.split_once("# --- pre-commit").unwrap();
    let is_setting = |line: &str| {
        line.starts_with('[') || line.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '))
    };
    let mut all = String::new();
    for line in settings.lines() {
        let line = line.strip_prefix("# ").filter(|line| is_setting(line)).unwrap_or(line);
        let _ = writeln!(all, "{line}");
    }
    assert_eq!(all.lines().filter(|line| is_setting(line)).count(), 28, "{all}");
    let config = Config::parse("bluelint.toml", &all, RULES);
    config.unwrap_or_else(|mistakes| panic!("{mistakes}\n{all}"));
}

#[test]
fn hostile_files_are_refused_and_harmless() {
    let deep = format!("a = {}1{}", "[".repeat(5_000), "]".repeat(5_000));
    let tables = format!("[{}]", vec!["a"; 5_000].join("."));
    let many: Vec<String> = (0..2_000).map(|n| format!("k{n} = 1\n")).collect();
    let many = many.concat();
    let huge = format!("# {}", "x".repeat(2 * 1024 * 1024));
    let long = format!("{} = 1", "k".repeat(100_000));
    for (text, says) in [
        (deep.as_bytes(), "bluelint.toml"),
        (tables.as_bytes(), "bluelint.toml"),
        (many.as_bytes(), "there is no setting `k0`"),
        (huge.as_bytes(), "is longer than 1 MiB"),
        (long.as_bytes(), "there is no setting `kkk"),
        (b"[lint]\n# caf\xe9\n", "this byte is not UTF-8"),
        (b"\xff\xfe[\x00l\x00", "this byte is not UTF-8"),
        (
            b"\"k\\u001b[2J\\u202e\\n::error::x\" = 1",
            "there is no setting `k\\u{1b}[2J\\u{202e}\\n::error::x`",
        ),
        (
            "[lint]\nselect = [\"\u{202e}x\"]\n[rules.\"\u{200b}\"]\n".as_bytes(),
            "`\\u{202e}x` is no rule",
        ),
        (b"extend = \"\\u001b[31m.toml\"", "there is no file `\\u{1b}[31m.toml`"),
        (b"extend = \"/dev/null/x\"", "there is no file"),
        (b"[lint]\nexclude = [\"{a,{b,{c\", \"[z-a]\"]", "is no pattern"),
        (b"[vars]\n\"a b\" = 1", "`a b` cannot be the name of a variable"),
        (b"[vars]\na = 2020-01-01", "a variable is no date"),
        (b"x = 1\nx = 2", "duplicate key"),
        (b"lint = 5", "`lint` is a table"),
        (b"overrides = 5", "`overrides` is a list of tables, not a number"),
        (b"overrides = [5]", "`overrides` is a list of tables, and this is a number"),
        (b"[[overrides]]\nignore = [\"info\"]", "does not say for which `paths`"),
        (b"[[overrides]]\npath = [\"a\"]", "has no setting `path`; did you mean `paths`?"),
        (
            b"[lint]\nselect = [\"roles\"]\nignore = [\"roles\"]",
            "`roles` stands in `select` and in `ignore`",
        ),
        (b"[limits]\nmodules = 99999999999999999999", "has to be a whole number from 1 to 1000000"),
        (b"[limits]\nmodules = -5", "has to be a whole number from 1 to 1000000"),
        (b"[lint]\nforce-exclude = \"yes\"", "has to be `true` or `false`, not a text"),
        (b"fail-on = \"error\"", "belongs in `[lint]`"),
    ] {
        let disk = MemoryDisk::new([("main.tf", MAIN.as_bytes()), ("bluelint.toml", text)]);
        let outcome = bluelint(&disk, &[], ".");
        let shown: String = outcome.err.chars().take(2_000).collect();
        assert_eq!(outcome.code, 2, "{says}: {shown}");
        assert!(outcome.err.contains(says), "{says}: {shown}");
        assert_eq!(outcome.out, "", "nothing was checked");
        assert!(!outcome.err.contains(['\u{1b}', '\u{202e}', '\u{200b}']), "{shown}");
        assert!(outcome.err.len() < 60_000, "{says}: {} bytes", outcome.err.len());
        assert!(!outcome.err.contains("\n::"), "{shown}");
    }
}
