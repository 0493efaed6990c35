//! The GitHub Action: `action/run.sh` as GitHub runs it, but for the build.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this test sets up folders for the action")]
#![allow(clippy::print_stderr, reason = "a test that cannot run here says so")]

use std::collections::BTreeMap;
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
    outputs: BTreeMap<String, String>,
    summary: String,
    path: String,
}

impl Outcome {
    /// The exit code, which the output has to repeat.
    fn code(&self) -> i32 {
        let code = self.code.unwrap();
        assert_eq!(self.outputs["exit-code"], code.to_string(), "{self:?}");
        code
    }

    /// The lines that GitHub takes for commands.
    fn commands(&self) -> Vec<&str> {
        let mut found = Vec::new();
        let mut until: Option<String> = None;
        for line in self.out.lines().filter(|line| line.contains("::") || line.contains("##[")) {
            match &until {
                Some(token) if line.trim() == token => until = None,
                Some(_) => {}
                None => match line.strip_prefix("::stop-commands::") {
                    Some(token) => until = Some(format!("::{token}::")),
                    None => found.push(line),
                },
            }
        }
        assert_eq!(until, None, "commands are heard again: {self:?}");
        assert_eq!(self.err, "", "what is printed here is not shielded");
        found
    }

    fn annotations(&self) -> Vec<&str> {
        let is_failure = |line: &&str| line.contains("title=bluelint::nothing was checked");
        self.commands().into_iter().filter(|line| !is_failure(line)).collect()
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
        self.run_with(&[("PATHS", paths), ("ARGS", args)])
    }

    /// Runs the script with these inputs; those that are not named are as `action.yml` has them.
    fn run_with(&self, inputs: &[(&str, &str)]) -> Outcome {
        let beside = |name: &str| self.folder.with_extension(name);
        let (outputs, summary, path) = (beside("outputs"), beside("summary"), beside("path"));
        for file in [&outputs, &summary, &path] {
            fs::write(file, "").unwrap();
        }
        let temporary = beside("temp");
        fs::create_dir_all(&temporary).unwrap();
        let output = Command::new("bash")
            .arg(root().join("action/run.sh"))
            .env("BLUELINT", env!("CARGO_BIN_EXE_bluelint"))
            .env("GITHUB_WORKSPACE", &self.folder)
            .env("GITHUB_OUTPUT", &outputs)
            .env("GITHUB_STEP_SUMMARY", &summary)
            .env("GITHUB_PATH", &path)
            .env("RUNNER_TEMP", &temporary)
            .envs(inputs.iter().map(|(name, value)| (format!("INPUT_{name}"), value)))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let outputs = fs::read_to_string(outputs).unwrap();
        let outputs = outputs.lines().map(|line| {
            let (name, value) = line.split_once('=').unwrap();
            (name.to_owned(), value.to_owned())
        });
        Outcome {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            outputs: outputs.collect(),
            summary: fs::read_to_string(summary).unwrap(),
            path: fs::read_to_string(path).unwrap(),
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
fn one_run_tells_everybody() {
    let Some(checkout) = Checkout::new("reports") else { return };
    let outcome = checkout.run("bad/main.tf", "");
    let [annotation] = outcome.annotations()[..] else { panic!("{outcome:?}") };
    assert!(annotation.starts_with("::error file=bad/main.tf,line=4,"), "{annotation}");
    assert!(outcome.out.contains("\u{250c}\u{2500} bad/main.tf:4:33\n"), "{outcome:?}");
    assert!(outcome.summary.starts_with("## bluelint\n\nfound 1 error"), "{outcome:?}");
    assert!(outcome.summary.contains("bad/main.tf&#58;4"), "{outcome:?}");
    let program = Path::new(env!("CARGO_BIN_EXE_bluelint"));
    assert_eq!(Path::new(outcome.path.trim_end()), program.parent().unwrap());
    for (name, value) in
        [("findings", "1"), ("errors", "1"), ("warnings", "0"), ("infos", "0"), ("incomplete", "0")]
    {
        assert_eq!(outcome.outputs[name], value, "{outcome:?}");
    }
    let report = fs::read_to_string(&outcome.outputs["report"]).unwrap();
    assert!(report.starts_with("{\"kind\":\"finding\","), "{report}");
    let sarif = fs::read_to_string(&outcome.outputs["sarif-file"]).unwrap();
    assert!(sarif.contains("\"uri\": \"bad/main.tf\""), "{sarif}");
    let outcome = checkout.run("good", "");
    assert_eq!((outcome.code(), outcome.annotations().len()), (0, 0), "{outcome:?}");
    assert!(outcome.summary.starts_with("## bluelint\n\nno problems"), "{outcome:?}");
    assert_eq!(outcome.outputs["findings"], "0");
    let outcome = checkout.run("broken", "");
    assert_eq!(outcome.outputs["incomplete"], "1", "{outcome:?}");
}

#[test]
fn inputs_are_flags() {
    let Some(checkout) = Checkout::new("inputs") else { return };
    let bad = |name: &str, value: &str| checkout.run_with(&[("PATHS", "bad"), (name, value)]);
    assert_eq!(bad("IGNORE", "account-id-whitespace,identifier-whitespace").code(), 0);
    assert_eq!(bad("IGNORE", " identifier-whitespace ,\r\n account-id-whitespace\n").code(), 0);
    assert_eq!(bad("SELECT", "placeholder-value\nno-such-rule").code(), 2);
    assert_eq!(bad("SELECT", "placeholder-value\n\ninfo\n").code(), 0);
    assert_eq!(bad("FAIL_ON", "error").code(), 1);
    assert_eq!(bad("FAIL_ON", "never").code(), 2);
    assert_eq!(bad("MIN_SEVERITY", "error").code(), 1);
    assert_eq!(bad("CONFIG", "not there.toml").code(), 2);
    fs::write(
        checkout.folder.join("my config.toml"),
        "[rules.account-id-whitespace]\nlevel = \"info\"\n",
    )
    .unwrap();
    let outcome = bad("CONFIG", "my config.toml");
    assert_eq!((outcome.code(), outcome.outputs["infos"].as_str()), (0, "3"), "{outcome:?}");
    assert_eq!(bad("SINCE", "no-such-revision").code(), 2);
    let outcome = bad("ANNOTATIONS", "false");
    assert_eq!((outcome.code(), outcome.annotations().len()), (1, 0), "{outcome:?}");
    assert_eq!(bad("SUMMARY", "false").summary, "");
    let outcome = bad("SARIF_FILE", "of mine.sarif");
    assert_eq!(outcome.outputs["sarif-file"], "of mine.sarif", "{outcome:?}");
    assert!(checkout.folder.join("of mine.sarif").is_file());
    let outcome = bad("SARIF_FILE", "not/there.sarif");
    assert_eq!((outcome.code(), outcome.outputs.get("sarif-file")), (3, None), "{outcome:?}");
    let outcome = checkout.run("bad", "--format junit --output-file junit.xml");
    assert_eq!((outcome.code(), outcome.annotations().len()), (1, 3), "{outcome:?}");
    assert!(checkout.folder.join("junit.xml").is_file());
}

#[test]
fn what_a_repository_says_is_no_command() {
    let Some(checkout) = Checkout::new("texts") else { return };
    let text = "resource \"ibm_iam_authorization_policy\" \"x\" {\n  source_service_name = \"is\"\n  \
        target_service_name = \"kms\"\n  roles = [\"Reader\"]\n  source_service_account = \n\
        /* ::error::made up ##[error]made up\n::error::made up\n##[warning]made up */ \
        \"3f1b2c4d5e6f708192a3b4c5d6e7f809 %0A::error::made up\"\n}\n";
    let text = text.replace("source_service_account = \n", "source_service_account = ");
    fs::create_dir_all(checkout.folder.join("::error::odd")).unwrap();
    fs::write(checkout.folder.join("::error::odd/main.tf"), text).unwrap();
    let outcome = checkout.run("::error::odd", "--verbose");
    assert_eq!(outcome.code(), 1, "{outcome:?}");
    assert!(!outcome.commands().is_empty(), "{outcome:?}");
    for command in outcome.commands() {
        let ours = ["::error file=", "::warning file=", "::notice file="];
        assert!(ours.iter().any(|start| command.starts_with(start)), "{outcome:?}");
        assert!(command.contains(",title=bluelint("), "{outcome:?}");
    }
}

#[test]
fn the_matcher_reads_concise_lines() {
    let text = fs::read_to_string(root().join("action/matcher.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_bluelint"))
        .args(["-f", "concise", "testdata/action/bad"])
        .current_dir(root())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let mut found = Vec::new();
    for matcher in json["problemMatcher"].as_array().unwrap() {
        let pattern = &matcher["pattern"][0];
        let regex = regex::Regex::new(pattern["regexp"].as_str().unwrap()).unwrap();
        for captures in lines.lines().filter_map(|line| regex.captures(line)) {
            let group = |name: &str| {
                let index = usize::try_from(pattern[name].as_u64().unwrap()).unwrap();
                captures.get(index).unwrap().as_str().to_owned()
            };
            found.push(format!(
                "{} {} {} {} {}",
                matcher["severity"].as_str().unwrap(),
                group("file"),
                group("line"),
                group("column"),
                group("code")
            ));
        }
    }
    assert_eq!(
        found,
        [
            "error testdata/action/bad/main.tf 4 33 account-id-whitespace",
            "error testdata/action/bad/policy.json 6 41 account-id-whitespace",
            "error testdata/action/bad/policy.json 16 41 account-id-whitespace"
        ]
    );
}

/// What `uses:` leads to is named by the hash of a commit, and no script has an input in it.
#[test]
fn the_action_hands_inputs_over_in_the_environment() {
    let text = fs::read_to_string(root().join("action.yml")).unwrap();
    let (inputs, runs) = text.split_once("\nruns:\n").unwrap();
    let inputs = inputs.split_once("\ninputs:\n").unwrap().1.split_once("\noutputs:\n").unwrap().0;
    let names = inputs.lines().filter_map(|line| line.strip_prefix("  ")?.strip_suffix(':'));
    let names: Vec<&str> = names.filter(|name| !name.starts_with(' ')).collect();
    assert!(names.len() > 5, "{names:?}");
    let script = fs::read_to_string(root().join("action/run.sh")).unwrap()
        + &fs::read_to_string(root().join("action/install.sh")).unwrap();
    for name in names {
        let expression = format!("${{{{ inputs.{name} }}}}");
        let variable = format!("INPUT_{}", name.to_uppercase().replace('-', "_"));
        match name {
            "upload-sarif" | "category" => {
                assert!(runs.contains(&format!("inputs.{name}")), "{name}");
            }
            _ => {
                assert!(runs.contains(&format!("        {variable}: {expression}\n")), "{name}");
                assert!(script.contains(&format!("{{{variable}:")), "{name}");
            }
        }
    }
    for line in runs.lines().filter(|line| line.contains("run:")) {
        assert!(!line.contains("${{"), "{line}");
    }
    for line in runs.lines().filter_map(|line| line.trim().strip_prefix("uses: ")) {
        let commit = line.split_once('@').unwrap().1.split(' ').next().unwrap();
        assert!(commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit()), "{line}");
    }
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
        assert_eq!(outcome.outputs.len(), 1, "{outcome:?}");
        let outcome = checkout.run("good", &format!("--select {input}"));
        assert_ne!(outcome.code(), 1, "{input}: {outcome:?}");
        let names = ["CONFIG", "SELECT", "IGNORE", "MIN_SEVERITY", "FAIL_ON", "SINCE"];
        let inputs = names.map(|name| (name, input));
        let outcome = checkout.run_with(&[&[("PATHS", "good")], &inputs[..]].concat());
        assert_eq!(outcome.code(), 2, "{input}: {outcome:?}");
        assert!(outcome.annotations().is_empty(), "{outcome:?}");
        assert_eq!(checkout.names(), before, "{input}");
    }
    // Nobody types into the action.
    assert_eq!(checkout.run("-", "").code(), 0);
}
