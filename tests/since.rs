//! `--since` and `--staged` in real repositories; without git there is nothing to try.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "it makes its own repositories"
)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[path = "since/configured.rs"]
mod configured;
#[path = "since/same.rs"]
mod same;
#[path = "since/staged.rs"]
mod staged;

/// A policy with one mistake, which can be mended. What it lets in depends on its name: no two are the
/// same.
fn policy(name: &str) -> String {
    let number = name.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31) + u32::from(byte));
    format!(
        "resource \"ibm_iam_authorization_policy\" \"{name}\" {{\n  source_service_name         = \
         \"cloud-object-storage\"\n  source_resource_instance_id = \
         \"{number:08x}-1234-4234-8234-1234567890ab\"\n  target_service_name         = \"kms\"\n  \
         target_resource_instance_id = \"12345678-1234-4234-8234-1234567890ac\"\n  \
         roles                       = [\"reader\"]\n}}\n"
    )
}

const RULE: &str = "role-name-form";

const GATEWAY: &str = "resource \"ibm_is_virtual_endpoint_gateway\" \"keys\" {
  name           = \"keys-gateway\"
  vpc            = ibm_is_vpc.main.id
  resource_group = ibm_resource_group.main.id

  target {
    crn           = \"crn:v1:bluemix:public:kms:us-south:::endpoint:private.us-south.kms.cloud.ibm.com\"
    resource_type = \"provider_cloud_service\"
  }
}

resource \"ibm_is_virtual_endpoint_gateway_ip\" \"keys\" {
  gateway     = ibm_is_virtual_endpoint_gateway.keys.id
  reserved_ip = ibm_is_subnet_reserved_ip.keys.reserved_ip
}
";
const ATTACH: &str = "resource \"ibm_is_security_group_target\" \"keys\" {
  security_group = ibm_is_security_group.keys.id
  target         = ibm_is_virtual_endpoint_gateway.keys.id
}
";

fn has_git() -> bool {
    let is_there = Command::new("git").arg("--version").output().is_ok();
    if !is_there {
        eprintln!("passed over: git is not installed");
    }
    is_there
}

/// A repository in a folder of its own.
struct Repository {
    folder: PathBuf,
}

/// What came of a command line.
#[derive(Debug)]
struct Outcome {
    code: i32,
    out: String,
    err: String,
}

impl Repository {
    /// An empty one, whose branch is `main`.
    fn new(name: &str) -> Option<Self> {
        if !has_git() {
            return None;
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("since").join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).unwrap();
        }
        std::fs::create_dir_all(&folder).unwrap();
        let repository = Self { folder };
        repository.git("init -q -b main");
        Some(repository)
    }

    /// One with these files in its first commit.
    fn with(name: &str, files: &[(&str, String)]) -> Option<Self> {
        let repository = Self::new(name)?;
        for (path, text) in files {
            repository.write(path, text);
        }
        repository.commit();
        Some(repository)
    }

    fn write(&self, path: impl AsRef<Path>, text: &str) {
        let path = self.folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn remove(&self, path: &str) {
        std::fs::remove_file(self.folder.join(path)).unwrap();
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.folder.join(path)).unwrap()
    }

    fn git(&self, words: &str) -> String {
        let output = command("git", &self.folder).args(words.split_whitespace()).output().unwrap();
        assert!(output.status.success(), "git {words}: {output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn commit(&self) {
        self.git("add -A");
        self.git("commit -q --allow-empty -m x");
    }

    fn run(&self, words: &str) -> Outcome {
        self.run_in("", words)
    }

    fn run_in(&self, below: &str, words: &str) -> Outcome {
        let words = words.split_whitespace().map(OsStr::new);
        run(&self.folder.join(below), words)
    }
}

/// A program that knows nothing of who runs the tests.
fn command(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    command.envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")]);
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "a").env(format!("GIT_{who}_EMAIL"), "a@b.example");
    }
    command
}

fn run<'a>(folder: &Path, words: impl IntoIterator<Item = &'a OsStr>) -> Outcome {
    let mut command = command(env!("CARGO_BIN_EXE_bluelint"), folder);
    let Output { status, stdout, stderr } =
        command.arg("check").args(["-f", "concise"]).args(words).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Outcome { code: status.code().unwrap(), out: text(stdout), err: text(stderr) }
}

impl Outcome {
    /// The files that findings stand in, in their order.
    fn files(&self) -> Vec<&str> {
        let findings = self.out.lines().filter(|line| line.contains(']') && line.contains(':'));
        let mut files: Vec<&str> = findings.filter_map(|line| line.split(':').next()).collect();
        files.retain(|file| !file.starts_with("found "));
        files.dedup();
        files
    }
}

#[test]
fn only_what_changed_since_the_branch_was_made_is_reported() {
    let files = [("old.tf", policy("old")), ("a/changed.tf", policy("a")), ("b/x.tf", policy("b"))];
    let Some(repository) = Repository::with("branch", &files) else { return };
    assert_eq!(repository.run("").files(), ["a/changed.tf", "b/x.tf", "old.tf"]);
    repository.git("switch -q -c topic");
    repository.write("a/changed.tf", &format!("# new\n{}", policy("a")));
    repository.commit();
    // What happens to `main` afterwards is not what the branch changes.
    repository.git("switch -q main");
    repository.write("b/x.tf", &format!("# elsewhere\n{}", policy("b")));
    repository.commit();
    repository.git("switch -q topic");
    let outcome = repository.run("--since main");
    assert_eq!((outcome.code, outcome.files()), (1, vec!["a/changed.tf"]), "{outcome:?}");
    assert!(outcome.out.contains(RULE), "{outcome:?}");
    let note = "1 file changed since `main`; reported is what lies in those";
    assert!(outcome.err.contains(note), "{outcome:?}");
    assert_eq!(repository.run("--since main -q").err, "");
    // Changes that are not committed, and files that git does not know yet, count too.
    repository.write("new.tf", &policy("new"));
    repository.write("old.tf", &format!("{}\n", policy("old")));
    repository.write(".gitignore", "ignored.tf\n");
    repository.write("ignored.tf", &policy("ignored"));
    let outcome = repository.run("--since=main");
    assert_eq!(outcome.files(), ["a/changed.tf", "new.tf", "old.tf"], "{outcome:?}");
    // Paths narrow it further.
    assert_eq!(repository.run("--since main a b").files(), ["a/changed.tf"]);
    assert_eq!(repository.run("--since main old.tf").files(), ["old.tf"]);
    let outcome = repository.run("--since main b");
    assert_eq!((outcome.code, outcome.files().len()), (0, 0), "{outcome:?}");
    assert_eq!(repository.run("--since HEAD b a").code, 0);
}

#[test]
fn what_a_deletion_does_elsewhere_is_caught() {
    let files = [
        ("gateway.tf", GATEWAY.to_owned()),
        ("attach.tf", ATTACH.to_owned()),
        ("old.tf", policy("old")),
    ];
    let Some(repository) = Repository::with("deleted", &files) else { return };
    assert_eq!(repository.run("").files(), ["old.tf"]);
    let caught = |outcome: Outcome| {
        assert_eq!((outcome.code, outcome.files()), (1, vec!["gateway.tf"]), "{outcome:?}");
        assert!(outcome.out.contains("missing-security-groups"), "{outcome:?}");
    };
    repository.remove("attach.tf");
    let outcome = repository.run("--since HEAD");
    assert!(outcome.err.contains("1 file changed since `HEAD`, 1 of them deleted"), "{outcome:?}");
    caught(outcome);
    caught(repository.run("--since HEAD gateway.tf old.tf"));
    repository.git("add -A");
    caught(repository.run("--since HEAD"));
    caught(repository.run("--staged"));
    // It is the same when only the block goes, or the file moves to where it does not count.
    repository.write("attach.tf", "# nothing is attached\n");
    caught(repository.run("--since HEAD"));
    repository.git("checkout -q HEAD -- .");
    repository.git("mv attach.tf attach.tf.off");
    caught(repository.run("--since HEAD"));
    // And it is nothing when the file moves within the folder.
    repository.git("mv attach.tf.off other.tf");
    let outcome = repository.run("--since HEAD");
    assert_eq!((outcome.code, outcome.files().len()), (0, 0), "{outcome:?}");
}

#[test]
fn names_are_taken_to_the_letter() {
    let Some(repository) = Repository::with("names", &[("a.tf", policy("a"))]) else { return };
    let names: [&[u8]; 5] =
        [b"a b.tf", b"q\"uo'te.tf", b"line\nbreak.tf", b"-o.tf", b"no\xffutf.tf"];
    for (at, name) in names.iter().enumerate() {
        repository.write(OsStr::from_bytes(name), &policy(&format!("n{at}")));
    }
    let outcome = repository.run("--since HEAD");
    let shown = ["-o.tf", "a b.tf", "line\\nbreak.tf", "no\u{fffd}utf.tf", "q\"uo'te.tf"];
    assert_eq!(outcome.files(), shown, "{outcome:?}");
    repository.git("add -A");
    assert_eq!(repository.run("--staged").files(), shown);
    repository.git("commit -q -m x");
    assert_eq!(repository.run("--since HEAD~1").files(), shown);
    assert_eq!(repository.run("--since HEAD").files(), [""; 0]);
}

#[test]
fn the_working_directory_may_be_below_the_top() {
    let files = [("sub/a.tf", policy("a")), ("other/b.tf", policy("b"))];
    let Some(repository) = Repository::with("below", &files) else { return };
    for (path, name) in [("sub/a.tf", "a"), ("other/b.tf", "b"), ("sub/deep/c.tf", "c")] {
        repository.write(path, &format!("# new\n{}", policy(name)));
    }
    assert_eq!(repository.run_in("sub", "--since HEAD").files(), ["a.tf", "deep/c.tf"]);
    assert_eq!(repository.run_in("sub", "--since HEAD ../other").files(), ["../other/b.tf"]);
    let whole = repository.folder.join("other");
    let outcome = repository.run_in("sub", &format!("--since HEAD {}", whole.display()));
    assert_eq!(outcome.code, 1, "{outcome:?}");
    let outcome = repository.run_in("sub", "--since HEAD /");
    assert_eq!(outcome.code, 2, "{outcome:?}");
    assert!(outcome.err.contains("`/` lies outside of the repository at"), "{outcome:?}");
    // A linked worktree has a file `.git`.
    repository.commit();
    repository.git("worktree add -q linked -b linked");
    repository.write("linked/sub/a.tf", &policy("again"));
    assert_eq!(repository.run_in("linked", "--since main").files(), ["sub/a.tf"]);
}

#[test]
fn submodules_are_passed_over_aloud() {
    let Some(inner) = Repository::with("inner", &[("i.tf", policy("i"))]) else { return };
    let Some(outer) = Repository::with("outer", &[("o.tf", policy("o"))]) else { return };
    let add = format!(
        "-c protocol.file.allow=always submodule --quiet add {} mod",
        inner.folder.display()
    );
    outer.git(&add);
    let outcome = outer.run("--since HEAD");
    assert!(outcome.err.contains("the submodule `mod` changed"), "{outcome:?}");
    assert_eq!((outcome.code, outcome.files().len()), (0, 0), "{outcome:?}");
    outer.commit();
    outer.write("mod/i.tf", &policy("new"));
    outer.git("clone -q mod nested");
    let outcome = outer.run("--since HEAD");
    assert_eq!(outcome.files(), [""; 0], "{outcome:?}");
    assert!(outcome.err.contains("`nested/` is a repository of its own"), "{outcome:?}");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let Some(repository) = Repository::with("errors", &[("a.tf", policy("a"))]) else { return };
    let complains = |folder: &Path, words: &[&str], text: &str| {
        let outcome = run(folder, words.iter().map(OsStr::new));
        assert_eq!(outcome.code, 2, "{words:?}: {outcome:?}");
        assert!(outcome.err.contains(text), "{words:?}: {outcome:?}");
        assert!(outcome.out.is_empty(), "{words:?}: {outcome:?}");
    };
    let here = repository.folder.as_path();
    complains(here, &["--since=--output=x"], "`--output=x` is no revision");
    complains(here, &["--since=-p"], "`-p` is no revision");
    complains(here, &["--since", "^HEAD"], "does not know the revision `^HEAD`");
    complains(here, &["--since", "nowhere"], "`git branch --all` lists");
    complains(here, &["--since", "origin/main"], "`git fetch origin main` may bring it");
    complains(here, &["--since", "HEAD:a.tf"], "does not know the revision");
    complains(here, &["--since", "HEAD", "--staged"], "cannot be used with");
    complains(here, &["--since", "HEAD", "-"], "git knows nothing of standard input");
    assert!(!here.join("x").exists());
    // A shallow clone lacks what is asked for.
    repository.commit();
    let clone = format!("clone -q --depth 1 file://{} shallow", here.display());
    repository.git(&clone);
    complains(&here.join("shallow"), &["--since", "HEAD~1"], "`fetch-depth: 0`");
    repository.git("checkout -q --orphan alone");
    repository.git("commit -q -m alone");
    complains(here, &["--since", "main"], "have no commit in common");
    let nowhere = tempfolder("no-repository");
    complains(&nowhere, &["--since", "HEAD"], "git says: not a git repository");
    complains(&nowhere, &["--staged"], "git says: not a git repository");
    let empty = Repository::new("empty").unwrap();
    complains(&empty.folder, &["--since", "HEAD"], "does not know the revision `HEAD`");
    // Without git nothing else is disturbed.
    let mut command = command(env!("CARGO_BIN_EXE_bluelint"), here);
    command.env("PATH", &nowhere);
    assert_eq!(command.arg("check").output().unwrap().status.code(), Some(1));
    let output = command.args(["--since", "HEAD"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("`git` is not installed"));
}

/// A folder in no repository.
fn tempfolder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("bluelint-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("a.tf"), policy("a")).unwrap();
    folder
}

#[test]
fn nothing_that_a_repository_brings_along_is_run() {
    let files = [("a.tf", policy("a")), (".gitattributes", "*.tf filter=evil diff=evil\n".into())];
    let Some(repository) = Repository::with("hostile", &files) else { return };
    let marker = repository.folder.join("marker");
    let script = repository.folder.join(".git/evil");
    std::fs::write(&script, format!("#!/bin/sh\ntouch '{}'\ncat\n", marker.display())).unwrap();
    Command::new("chmod").arg("+x").arg(&script).output().unwrap();
    let hook = repository.folder.join(".git/hooks/post-index-change");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    std::fs::copy(&script, hook).unwrap();
    for name in [
        "core.fsmonitor",
        "diff.external",
        "diff.evil.textconv",
        "diff.evil.command",
        "core.pager",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "core.sshCommand",
        "core.alternateRefsCommand",
        "credential.helper",
        "uploadpack.packObjectsHook",
    ] {
        repository.git(&format!("config {name} {}", script.display()));
    }
    repository.git("config filter.evil.required true");
    repository.write("a.tf", &policy("b"));
    for words in ["--since HEAD", "--staged", "--since main --diff"] {
        let outcome = repository.run(&words.replace(" --diff", ""));
        assert!(outcome.code < 2, "{words}: {outcome:?}");
        assert!(!marker.exists(), "{words}");
    }
    let output = command("git", &repository.folder).args(["add", "a.tf"]).output().unwrap();
    assert!(marker.exists(), "it would have been run: {output:?}");
}

#[test]
fn only_what_changed_is_mended() {
    let files = [("a.tf", policy("a")), ("b.tf", policy("b"))];
    let Some(repository) = Repository::with("fix", &files) else { return };
    let a = format!("# new\n{}", policy("a"));
    repository.write("a.tf", &a);
    assert_eq!(repository.run("--since HEAD --fix").files(), [""; 0]);
    assert_eq!(repository.read("a.tf"), a.replace("reader", "Reader"));
    assert_eq!(repository.read("b.tf"), policy("b"));
}
