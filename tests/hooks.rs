//! The hooks of pre-commit, as far as they can be tried without it: what `.pre-commit-hooks.yaml`
//! says fits the command line, and `--pre-commit` tells what it should. `tests/hooks.sh` does all
//! of it with pre-commit itself.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this test makes its own repositories")]
#![allow(clippy::print_stderr, reason = "a test that cannot run here says so")]

use bluelint::discover::{Wish, discover};
use bluelint::disk::RealDisk;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Each hook with its settings.
fn hooks() -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap();
    let mut hooks: Vec<BTreeMap<String, String>> = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
        if line.starts_with("- ") {
            hooks.push(BTreeMap::new());
        }
        let (name, value) = line[2..].split_once(": ").unwrap();
        hooks.last_mut().unwrap().insert(name.to_owned(), value.trim_matches('"').to_owned());
    }
    hooks
}

fn empty(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hooks").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn the_hooks_differ_only_where_they_have_to() {
    let hooks = hooks();
    let ids: Vec<&str> = hooks.iter().map(|hook| hook["id"].as_str()).collect();
    assert_eq!(ids, ["bluelint", "bluelint-fix", "bluelint-wheel", "bluelint-system"]);
    for hook in &hooks {
        let differ = ["id", "name", "description", "entry", "language"];
        let same = |hook: &BTreeMap<String, String>| {
            let mut hook = hook.clone();
            hook.retain(|name, _| !differ.contains(&name.as_str()));
            hook
        };
        assert_eq!(same(hook), same(&hooks[0]), "{}", hook["id"]);
        assert_eq!(
            (hook["always_run"].as_str(), hook["require_serial"].as_str()),
            ("true", "true")
        );
    }
    let languages: Vec<&str> = hooks.iter().map(|hook| hook["language"].as_str()).collect();
    assert_eq!(languages, ["rust", "rust", "python", "system"]);
}

/// Names of files, a line each, most of them only nearly right.
const NAMES: &str = "\
main.tf
x.tofu
main.tf.json
x.tofu.json
policy.json
POLICY.JSON
a.Json
terraform.tfvars
terraform.tfvars.json
x.auto.tfvars
x.auto.tfvars.json
x.tfvars
dev.tfvars.json
deep/er/main.tf
deep/er/terraform.tfvars
main.TF
main.tf.txt
tf
json
README.md
.hidden.tf
.hidden.tofu
.hidden.tf.json
.hidden.json
.json
.x.auto.tfvars
.auto.tfvars
.auto.tfvars.json
.x.auto.tfvars.json
.tf.json
a b.tf
caf\u{e9}.tf
.terraform/modules/m/main.tf
.terraform/modules/modules.json
sub/.terraform/main.tf
.terraform.lock.hcl
x.terraform/main.tf
x.tf.bak
x..tf
terraform.tfstate
my_terraform.tfvars
xauto.tfvars
.github/policy.json";

#[test]
fn what_is_passed_is_what_bluelint_finds() {
    let folder = empty("names");
    for name in NAMES.lines() {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "{}").unwrap();
    }
    let found = discover(&RealDisk, std::slice::from_ref(&folder), &Wish::default()).unwrap().paths;
    let found: BTreeSet<String> = found
        .iter()
        .map(|path| path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/"))
        .collect();
    let hook = &hooks()[0];
    // pre-commit searches with Python's `re`, which reads these as we do.
    let [files, exclude] = ["files", "exclude"].map(|name| regex::Regex::new(&hook[name]).unwrap());
    // Names that differ in case only are one file on some disks.
    let passed: BTreeSet<String> = NAMES
        .lines()
        .filter(|name| files.is_match(name) && !exclude.is_match(name))
        .map(str::to_owned)
        .collect();
    assert!(found.contains("main.tf") && !found.contains("README.md"));
    assert_eq!(passed, found);
}

/// A repository of git with a good module, a foreign JSON, and a mistake that has been there always.
struct Repository {
    folder: PathBuf,
}

/// `[reported file and rule]` and the exit code.
type Outcome = (Vec<String>, i32);

impl Repository {
    /// `None` where there is no git.
    fn new(name: &str) -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            eprintln!("passed over: there is no git");
            return None;
        }
        let folder = empty(name);
        for entry in fs::read_dir(root().join("testdata/hooks")).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
        }
        fs::create_dir(folder.join("old")).unwrap();
        fs::rename(folder.join("old.json"), folder.join("old/policy.json")).unwrap();
        let repository = Self { folder };
        repository.git("init -q -b main");
        repository.git("add -A");
        repository.git("commit -q -m first");
        Some(repository)
    }

    fn git(&self, words: &str) {
        let output = Command::new("git")
            .args([
                "-c",
                "user.name=x",
                "-c",
                "user.email=x@example.com",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(words.split(' '))
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(output.status.success(), "{words}: {output:?}");
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.folder.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file}");
        fs::write(path, text.replace(from, to)).unwrap();
    }

    /// What the hook `nth` says of `files`, where pre-commit says `since` (or nothing).
    fn hook(&self, nth: usize, files: &[&str], since: &str) -> Outcome {
        let hook = &hooks()[nth];
        let words: Vec<&str> = hook["entry"].split(' ').collect();
        assert_eq!(words[0], "bluelint");
        let output = Command::new(env!("CARGO_BIN_EXE_bluelint"))
            .args(&words[1..])
            .args(["--format", "concise", "--quiet"])
            .args(files)
            .current_dir(&self.folder)
            .env("PRE_COMMIT_FROM_REF", since)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        let shown = text.lines().map(|line| {
            let (file, rest) = line.split_once(':').unwrap();
            let rule = rest.split_once('[').unwrap().1.split(']').next().unwrap();
            format!("{file} {rule}")
        });
        (shown.collect(), output.status.code().unwrap())
    }
}

fn nothing() -> Outcome {
    (Vec::new(), 0)
}

fn one(finding: &str) -> Outcome {
    (vec![finding.to_owned()], 1)
}

const SPACE: &str = "account-id-whitespace";

#[test]
fn named_files_are_judged_with_their_module() {
    let Some(repository) = Repository::new("module") else { return };
    assert_eq!(repository.hook(0, &[], ""), nothing(), "what is old is no business of this commit");
    assert_eq!(repository.hook(0, &["gateway.tf"], ""), nothing(), "its group is in another file");
    assert_eq!(repository.hook(0, &["package.json"], ""), nothing());
    // A file of variables has the mistake, another one the argument.
    repository.edit(
        "terraform.tfvars",
        "3f1b2c4d5e6f708192a3b4c5d6e7f809",
        "3f1b2c4d5e6f708192a3b4c5d6e7f809 ",
    );
    repository.git("add -A");
    let bad = format!("terraform.tfvars {SPACE}");
    assert_eq!(repository.hook(0, &["terraform.tfvars"], ""), one(&bad));
    // `--all-files` passes all of them, also when something is staged.
    let all = [
        "gateway.tf",
        "attach.tf",
        "policy.tf",
        "terraform.tfvars",
        "old/policy.json",
        "package.json",
    ];
    let (found, code) = repository.hook(0, &all, "");
    assert_eq!((found.len(), code), (2, 1), "{found:?}");
    repository.git("reset -q --hard");
    assert_eq!(repository.hook(0, &all, ""), one(&format!("old/policy.json {SPACE}")));
}

#[test]
fn a_deleted_file_leaves_its_trace() {
    let Some(repository) = Repository::new("deleted") else { return };
    repository.git("rm -q attach.tf");
    let bare = "gateway.tf missing-security-groups";
    assert_eq!(repository.hook(0, &[], ""), one(bare), "pre-commit passes no deleted file");
    repository.edit("policy.tf", "resource \"", "# edited\nresource \"");
    repository.git("add -A");
    assert_eq!(repository.hook(0, &["policy.tf"], ""), one(bare));
    repository.git("commit -q -m second");
    assert_eq!(repository.hook(0, &[], ""), nothing());
    assert_eq!(repository.hook(0, &[], "HEAD~1"), one(bare), "before a push, or in CI");
}

#[test]
fn only_what_is_passed_is_mended() {
    let Some(repository) = Repository::new("mended") else { return };
    let id = "3f1b2c4d5e6f708192a3b4c5d6e7f809";
    repository.edit("policy.json", id, &format!("{id} "));
    repository.git("add -A");
    assert_eq!(
        repository.hook(1, &["policy.json"], ""),
        nothing(),
        "pre-commit sees that it changed"
    );
    let text = fs::read_to_string(repository.folder.join("policy.json")).unwrap();
    assert!(!text.contains(&format!("{id} ")), "{text}");
    let old = fs::read_to_string(repository.folder.join("old/policy.json")).unwrap();
    assert!(old.contains(&format!("{id} ")), "{old}");
}
