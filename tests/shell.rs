//! What shells and packages get: completions that real shells load, the manual page, the version.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this test hands scripts to shells")]
#![allow(clippy::print_stderr, reason = "a test that cannot run here says so")]

use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What bluelint prints, which has to go well.
fn printed(words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_bluelint"))
        .args(words)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{words:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// A file with the completions for `shell`.
fn script(shell: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("completions");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(shell);
    std::fs::write(&file, printed(&["completions", shell])).unwrap();
    file
}

/// What `shell` prints when it runs `text`, with the path of the completions as `$1`; `None` where
/// there is no such shell.
fn asked(shell: &str, flags: &[&str], text: &str) -> Option<String> {
    let there = Command::new(shell).args(["-c", "exit 0"]).stdin(Stdio::null()).status();
    if !there.is_ok_and(|status| status.success()) {
        eprintln!("passed over: there is no {shell}");
        return None;
    }
    let text = text.replace("$1", &script(shell).to_string_lossy());
    let mut command = Command::new(shell);
    let output = command.args(flags).args(["-c", &text]).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{shell}: {output:?}");
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn each_shell_gets_its_words() {
    for shell in ["bash", "elvish", "fish", "powershell", "pwsh", "zsh"] {
        let script = printed(&["completions", shell]);
        for word in ["unsafe-fixes", "explain", "missing-viewer-role"] {
            // Those for elvish and PowerShell know verbs and flags only.
            let knows =
                word != "missing-viewer-role" || !["elvish", "powershell", "pwsh"].contains(&shell);
            assert_eq!(script.contains(word), knows, "{shell}: {word}");
        }
    }
    let output = Command::new(env!("CARGO_BIN_EXE_bluelint")).args(["completions", "csh"]).output();
    assert_eq!(output.unwrap().status.code(), Some(2));
}

#[test]
fn bash_completes() {
    let text = r#"
        source '$1'
        complete -p bluelint >/dev/null || exit 1
        for line in 'bluelint --min' 'bluelint exp' 'bluelint check --format ' 'bluelint explain missing-v'; do
          read -ra COMP_WORDS <<<"$line"
          if [[ $line == *' ' ]]; then COMP_WORDS+=(''); fi
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
          _bluelint bluelint "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
          echo "${COMPREPLY[*]}"
        done
    "#;
    let Some(words) = asked("bash", &["--norc", "--noprofile"], text) else { return };
    assert_eq!(
        words.lines().collect::<Vec<_>>(),
        [
            "--min-severity",
            "explain",
            "human concise json ndjson sarif github gitlab junit checkstyle markdown",
            "missing-viewer-role"
        ]
    );
}

#[test]
fn fish_completes() {
    let text = "source '$1'; for line in 'bluelint --min' 'bluelint exp' 'bluelint explain missing-v'; \
        complete -C $line; end";
    let Some(words) = asked("fish", &["--no-config"], text) else { return };
    let words: Vec<&str> = words.lines().filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(words, ["--min-severity", "explain", "missing-viewer-role"]);
}

#[test]
fn zsh_loads_the_completions() {
    let text = "autoload -U compinit; compinit -u -D; source '$1'; echo $_comps[bluelint]; \
        whence -w _bluelint";
    let Some(words) = asked("zsh", &["-f"], text) else { return };
    assert_eq!(words, "_bluelint\n_bluelint: function\n");
}

/// The long flags that a text names.
fn flags(text: &str) -> Vec<String> {
    let mut found: Vec<String> = text
        .split("--")
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_ascii_lowercase() && c != '-').next().unwrap())
        .filter(|name| !name.is_empty())
        .map(|name| format!("--{name}"))
        .collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn the_manual_page_has_all_verbs_and_flags() {
    let page = printed(&["man"]);
    assert!(page.contains("\n.TH BLUELINT 1 \"\" \"bluelint "), "{page}");
    assert_eq!(page.matches(".TH ").count(), 1);
    assert_eq!(page.matches("\n.ie ").count() + page.matches("\n.el ").count(), 1, "{page}");
    let plain = page.replace("\\-", "-").replace("\\fB", "").replace("\\fR", "");
    let help = printed(&["--help"]);
    let verbs = help.split("Verbs:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let verbs: Vec<&str> = verbs
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(verbs.len() > 5 && verbs.contains(&"graph"), "{verbs:?}");
    for verb in verbs {
        assert!(plain.contains(&format!(".SH \"OPTIONS OF {}\"", verb.to_uppercase())), "{verb}");
        for flag in flags(&printed(&[verb, "--help"])) {
            assert!(flags(&plain).contains(&flag), "{verb} {flag}");
        }
    }
    assert!(plain.contains("Exit codes:"), "{page}");
}

#[test]
fn the_version_is_said_for_people_and_programs() {
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(printed(&["version"]), format!("bluelint {version}\n"));
    assert_eq!(printed(&["--version"]), format!("bluelint {version}\n"));
    let json: serde_json::Value =
        serde_json::from_str(&printed(&["version", "--format", "json"])).unwrap();
    assert_eq!((&json["name"], &json["version"]), (&"bluelint".into(), &version.into()));
    assert_eq!(json["rules"], bluelint::rules::RULES.len());
}
