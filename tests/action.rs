//! The GitHub Action: `action/run.sh` as GitHub runs it, but for the build.
#![allow(clippy::unwrap_used, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this test sets up folders for the action")]
#![allow(clippy::print_stderr, reason = "a test that cannot run here says so")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder as a checkout leaves it: good and bad files, also below a folder with a blank.
struct Checkout {
    folder: PathBuf,
}

/// What came of a run.
#[derive(Debug)]
struct Outcome {
    code: Option<i32>,
    out: String,
    err: String,
    outputs: String,
    summary: String,
}

impl Outcome {
    /// The exit code, which the output has to repeat.
    fn code(&self) -> i32 {
        let code = self.code.unwrap();
        assert_eq!(self.outputs, format!("exit-code={code}\n"), "{self:?}");
        code
    }

    fn annotations(&self) -> Vec<&str> {
        self.out.lines().filter(|line| line.starts_with("::")).collect()
    }
}

impl Checkout {
    /// `None` where there is no bash.
    fn new(name: &str) -> Option<Self> {
        let bash = Command::new("bash").args(["-c", "exit 0"]).stdin(Stdio::null()).status();
        if !bash.is_ok_and(|status| status.success()) {
            eprintln!("passed over: there is no bash");
            return None;
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("action").join(name);
        let _ = fs::remove_dir_all(&folder);
        // What a checkout is: paths count from here.
        fs::create_dir_all(folder.join(".git")).unwrap();
        for kind in ["good", "bad", "broken", "bad twin"] {
            let from = root().join("testdata/action").join(kind.split(' ').next().unwrap());
            fs::create_dir_all(folder.join(kind)).unwrap();
            for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
                fs::copy(entry.path(), folder.join(kind).join(entry.file_name())).unwrap();
            }
        }
        Some(Self { folder })
    }

    fn run(&self, paths: &str, args: &str) -> Outcome {
        let beside = |name: &str| self.folder.with_extension(name);
        let (outputs, summary) = (beside("outputs"), beside("summary"));
        for file in [&outputs, &summary] {
            fs::write(file, "").unwrap();
        }
        let output = Command::new("bash")
            .arg(root().join("action/run.sh"))
            .env("BLUELINT", env!("CARGO_BIN_EXE_bluelint"))
            .env("GITHUB_ACTION_PATH", root())
            .env("GITHUB_WORKSPACE", &self.folder)
            .env("GITHUB_OUTPUT", &outputs)
            .env("GITHUB_STEP_SUMMARY", &summary)
            .env("INPUT_PATHS", paths)
            .env("INPUT_ARGS", args)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        Outcome {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            outputs: fs::read_to_string(outputs).unwrap(),
            summary: fs::read_to_string(summary).unwrap(),
        }
    }

    /// The names in the checkout, to see that nothing came or went.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_exit_code_is_that_of_bluelint() {
    let Some(checkout) = Checkout::new("codes") else { return };
    assert_eq!(checkout.run("good", "").code(), 0);
    assert_eq!(checkout.run("bad", "").code(), 1);
    assert_eq!(checkout.run("bad", "--exit-zero").code(), 0);
    assert_eq!(checkout.run("gone", "").code(), 2);
    assert_eq!(checkout.run("broken", "").code(), 3);
    assert_eq!(checkout.run("broken", "\n  --allow-incomplete\t--quiet \r\n").code(), 1);
}

#[test]
fn findings_are_annotated_and_summed_up() {
    let Some(checkout) = Checkout::new("annotations") else { return };
    let outcome = checkout.run("bad/main.tf", "");
    let [annotation] = outcome.annotations()[..] else { panic!("{outcome:?}") };
    assert!(annotation.starts_with("::error file=bad/main.tf,line=4,"), "{annotation}");
    assert!(outcome.summary.starts_with("### bluelint\n~~~~~~~~text\n"), "{outcome:?}");
    assert!(outcome.summary.contains("bad/main.tf:4:"), "{outcome:?}");
    assert!(outcome.summary.ends_with("\n~~~~~~~~\n"), "{outcome:?}");
    assert_eq!(checkout.run("good", "").summary, "");
}

#[test]
fn paths_stand_one_per_line_or_between_blanks() {
    let Some(checkout) = Checkout::new("paths") else { return };
    for (paths, count) in [
        ("bad/main.tf", 1),
        ("good bad/main.tf", 1),
        ("  good\tbad/main.tf  ", 1),
        ("bad twin/main.tf", 1),
        ("good\r\nbad twin/main.tf\r\n\r\nbad/main.tf\r\n", 2),
        ("./bad twin/main.tf\ngood bad/main.tf", 2),
    ] {
        let outcome = checkout.run(paths, "");
        assert_eq!((outcome.code(), outcome.annotations().len()), (1, count), "{outcome:?}");
    }
    for paths in ["", " \n "] {
        let outcome = checkout.run(paths, "");
        assert_eq!(outcome.code(), 3, "everything is checked: {outcome:?}");
    }
}

#[test]
fn hostile_inputs_are_only_names() {
    let Some(checkout) = Checkout::new("hostile") else { return };
    let before = checkout.names();
    for input in [
        "$(touch pwned)",
        "`touch pwned`",
        "good; touch pwned; rm -rf good",
        "good && touch pwned",
        "good\n; touch pwned",
        "*",
        "good/*.tf",
        "--help",
        "\"good\"",
        "good' ; touch pwned '",
        "${GITHUB_WORKSPACE}",
        "gone\n::warning::made up",
    ] {
        let outcome = checkout.run(input, "");
        assert_eq!(outcome.code(), 2, "{input}: {outcome:?}");
        assert!(outcome.annotations().is_empty(), "{outcome:?}");
        assert!(!outcome.err.lines().any(|line| line.starts_with("::")), "{outcome:?}");
        let outcome = checkout.run("good", &format!("--select {input}"));
        assert_ne!(outcome.code(), 1, "{input}: {outcome:?}");
        assert_eq!(checkout.names(), before, "{input}");
    }
    // Nobody types into the action.
    assert_eq!(checkout.run("-", "").code(), 0);
}
