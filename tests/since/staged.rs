//! `--staged` judges what is going to be committed.

use super::{ATTACH, GATEWAY, Repository, policy};

fn good(name: &str) -> String {
    policy(name).replace("reader", "Reader")
}

#[test]
fn what_is_staged_counts_and_not_what_is_edited() {
    let Some(repository) = Repository::with("staged", &[("a.tf", good("a"))]) else { return };
    // Bad is staged, and mended since: the commit would be bad.
    repository.write("a.tf", &policy("a"));
    repository.git("add a.tf");
    let edited = format!("# edited\n{}", good("a"));
    repository.write("a.tf", &edited);
    assert_eq!(repository.run("").code, 0);
    let outcome = repository.run("--staged");
    assert_eq!((outcome.code, outcome.files()), (1, vec!["a.tf"]), "{outcome:?}");
    assert_eq!(repository.run("--staged a.tf").code, 1);
    // A fix of what is staged is not written over what is edited.
    let outcome = repository.run("--staged --fix");
    assert!(outcome.err.contains("it was changed since it was read"), "{outcome:?}");
    assert_eq!(repository.read("a.tf"), edited);
    // Good is staged, and spoilt since: the commit would be good.
    repository.write("a.tf", &format!("# \n{}", good("a")));
    repository.git("add a.tf");
    repository.write("a.tf", "resource {");
    repository.write("untracked.tf", &policy("untracked"));
    repository.write("b/untracked.tf", &policy("untracked"));
    assert_ne!(repository.run("").code, 0);
    let outcome = repository.run("--staged");
    assert_eq!((outcome.code, outcome.files().len()), (0, 0), "{outcome:?}");
    assert!(outcome.out.contains("in 1 file "), "{outcome:?}");
    let outcome = repository.run("--staged untracked.tf");
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert!(outcome.err.contains("`untracked.tf` is not staged"), "{outcome:?}");
    // A name without content is nothing yet.
    repository.git("add -N untracked.tf");
    assert_eq!(repository.run("--staged").code, 0);
}

#[test]
fn only_what_the_commit_changes_is_reported() {
    let files = [("a.tf", policy("a")), ("b.tf", policy("b"))];
    let Some(repository) = Repository::with("staged-only", &files) else { return };
    assert_eq!(repository.run("--staged").files(), [""; 0]);
    repository.write("b.tf", &format!("# new\n{}", policy("b")));
    repository.write("a.tf", &format!("# new\n{}", policy("a")));
    assert_eq!(repository.run("--staged").files(), [""; 0]);
    repository.git("add b.tf");
    assert_eq!(repository.run("--staged").files(), ["b.tf"]);
    assert_eq!(repository.run("--since HEAD").files(), ["a.tf", "b.tf"]);
}

#[test]
fn files_that_are_gone_from_the_working_tree_are_still_staged() {
    let files = [("m/gateway.tf", GATEWAY.to_owned()), ("m/attach.tf", ATTACH.to_owned())];
    let Some(repository) = Repository::with("staged-gone", &files) else { return };
    repository.write("m/gateway.tf", &format!("# new\n{GATEWAY}"));
    repository.write("n/c.tf", &policy("c"));
    repository.git("add -A");
    std::fs::remove_dir_all(repository.folder.join("m")).unwrap();
    std::fs::remove_dir_all(repository.folder.join("n")).unwrap();
    // The gateway is attached in what is staged.
    for words in ["--staged", "--staged n m"] {
        let outcome = repository.run(words);
        assert_eq!((outcome.code, outcome.files()), (1, vec!["n/c.tf"]), "{outcome:?}");
    }
    assert_eq!(repository.run("--staged m").code, 0);
    // And it is not, once the deletion is staged too.
    repository.git("rm -q --cached m/attach.tf");
    assert_eq!(repository.run("--staged").files(), ["m/gateway.tf", "n/c.tf"]);
}

#[test]
fn the_first_commit_is_all_new() {
    let Some(repository) = Repository::new("staged-first") else { return };
    repository.write("a b.tf", &policy("a"));
    repository.write("c.tf", &policy("c"));
    repository.git("add c.tf");
    assert_eq!(repository.run("--staged").files(), ["c.tf"]);
    repository.git("add -A");
    assert_eq!(repository.run("--staged").files(), ["a b.tf", "c.tf"]);
}

#[test]
fn a_hook_sees_the_commit_being_made() {
    // `git commit FILE` makes a commit of that file alone, in an index of its own.
    let files = [("a.tf", good("a")), ("b.tf", good("b"))];
    let Some(repository) = Repository::with("staged-hook", &files) else { return };
    let hook = repository.folder.join(".git/hooks/pre-commit");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    let program = env!("CARGO_BIN_EXE_bluelint");
    let text = format!("#!/bin/sh\nexec '{program}' check -f concise --staged >.git/said 2>&1\n");
    std::fs::write(&hook, text).unwrap();
    std::process::Command::new("chmod").arg("+x").arg(&hook).output().unwrap();
    repository.write("a.tf", &policy("a"));
    repository.git("add a.tf");
    repository.write("b.tf", &format!("# fine\n{}", good("b")));
    repository.git("commit -q -m b b.tf");
    assert!(
        repository.read(".git/said").contains("no problems"),
        "{}",
        repository.read(".git/said")
    );
    let mut command = super::command("git", &repository.folder);
    let output = command.args(["commit", "-q", "-m", "a"]).output().unwrap();
    assert!(!output.status.success(), "{output:?}");
    assert!(repository.read(".git/said").contains("a.tf:"), "{}", repository.read(".git/said"));
}
