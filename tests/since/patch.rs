//! What `--diff` prints is what git takes.

use super::{Repository, command, policy};
use std::io::Write as _;
use std::process::Stdio;

#[test]
fn git_applies_what_a_diff_shows() {
    let files = [
        ("a.tf", policy("a")),
        ("sub/with blank.tf", policy("b").replace('\n', "\r\n")),
        ("sub/end.tf", policy("c").trim_end().to_owned()),
    ];
    let Some(repository) = Repository::with("patch", &files) else { return };
    for (below, words, is_in_actions) in [
        ("", "--diff", false),
        ("sub", "--diff", false),
        ("", "--diff", true),
        ("", "--diff --add-ignores known", false),
    ] {
        let folder = repository.folder.join(below);
        let diff = || {
            let mut program = command(env!("CARGO_BIN_EXE_bluelint"), &folder);
            program.env("GITHUB_ACTIONS", if is_in_actions { "true" } else { "false" });
            program.arg("check").args(words.split(' ')).output().unwrap()
        };
        let patch = diff().stdout;
        assert!(!patch.is_empty());
        assert_eq!(patch.starts_with(b"::stop-commands::"), is_in_actions);
        let mut git = command("git", &folder);
        git.args(["apply", "--whitespace=nowarn", "-"]).stdin(Stdio::piped());
        let mut git = git.stderr(Stdio::piped()).spawn().unwrap();
        git.stdin.take().unwrap().write_all(&patch).unwrap();
        let output = git.wait_with_output().unwrap();
        let patch = String::from_utf8_lossy(&patch);
        assert!(output.status.success(), "{words}: {output:?}\n{patch}");
        let output = diff();
        assert!(output.status.success() && output.stdout.is_empty(), "{output:?}");
        repository.git("checkout -q .");
    }
}
