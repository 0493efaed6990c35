//! `bluelint.toml`: where it is looked for, and what is said of mistakes in it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use bluelint::cli::{Environment, run};
use bluelint::config::Config;
use bluelint::disk::MemoryDisk;
use bluelint::finding::Level;
use bluelint::rules::RULES;
use std::path::Path;

const MAIN: &str = "resource \"ibm_iam_authorization_policy\" \"keys\" {\n  \
    source_service_name         = \"cloud-object-storage\"\n  \
    target_service_name         = \"kms\"\n  \
    target_resource_instance_id = ibm_resource_instance.keys.guid\n  \
    roles                       = [\"Reader\"]\n}\n";
const NO_KMS: &str = "[rules.not-allowed]\nservices = [\"cloud-object-storage\"]\n";
const NO_STORAGE: &str = "[rules.not-allowed]\nservices = [\"kms\"]\n";
const WRONG: &str = "[rules.not-alowed]\n";

/// The exit code, and all that was printed.
fn bluelint(folder: Option<&str>, files: &[(&str, &str)], words: &str) -> (u8, String) {
    let disk = MemoryDisk::new(files.iter().copied());
    let env = Environment { folder: folder.map(Into::into), ..Environment::default() };
    let arguments = ["bluelint"].into_iter().chain(words.split_whitespace());
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = arguments.map(Into::into).collect();
    let code = run(arguments, &env, &disk, &mut MAIN.as_bytes(), &mut out, &mut err);
    out.extend(err);
    (code, String::from_utf8(out).unwrap())
}

fn mistakes(text: &str) -> String {
    Config::parse("bluelint.toml", text, RULES).unwrap_err().to_string()
}

#[test]
fn the_nearest_file_counts() {
    let files = [
        ("bluelint.toml", NO_KMS),
        ("a/main.tf", MAIN),
        ("a/b/.bluelint.toml", NO_STORAGE),
        ("a/b/main.tf", MAIN),
        ("wrong.toml", WRONG),
    ];
    for (words, says) in [
        ("a/main.tf", "`kms` is not among"),
        ("a", "`kms` is not among"),
        ("a/b", "`cloud-object-storage` is not among"),
        ("a/b/main.tf", "`cloud-object-storage` is not among"),
        ("a/b --config bluelint.toml", "`kms` is not among"),
        ("a -c a/b/.bluelint.toml", "`cloud-object-storage` is not among"),
        ("-", "`kms` is not among"),
        ("- --stdin-filename a/b/new.tf", "`cloud-object-storage` is not among"),
    ] {
        let (code, said) = bluelint(None, &files, words);
        assert_eq!(code, 1, "{words}: {said}");
        assert!(said.contains(says), "{words}: {said}");
    }
    for words in ["a --no-config", "a --isolated", "a --ignore not-allowed"] {
        assert_eq!(bluelint(None, &files, words).0, 0, "{words}");
    }
    for (words, says) in [
        ("a --config none.toml", "`none.toml` cannot be read"),
        ("a --config wrong.toml", "there is no rule `not-alowed`; did you mean `not-allowed`?"),
        (
            "a --config wrong.toml --no-config",
            "--isolated reads no file, and --config names `wrong.toml`",
        ),
    ] {
        let (code, said) = bluelint(None, &files, words);
        assert_eq!(code, 2, "{words}: {said}");
        assert!(said.contains(says), "{words}: {said}");
    }
}

#[test]
fn it_is_looked_for_up_to_the_repository_and_no_further() {
    let outside = ("/home/bluelint.toml", NO_KMS);
    let (main, git) = (("/home/repo/infra/main.tf", MAIN), ("/home/repo/.git/config", ""));
    let code = |files: &[(&str, &str)], words| bluelint(Some("/home/elsewhere"), files, words).0;
    let path = "/home/repo/infra/main.tf";
    assert!(Path::new(path).is_absolute() || cfg!(windows));
    assert_eq!(
        code(&[main, git, ("/home/repo/bluelint.toml", NO_KMS)], path),
        1,
        "the repository's"
    );
    assert_eq!(code(&[main, git, outside], path), 0, "above the repository");
    assert_eq!(code(&[main, ("/home/repo/bluelint.toml", NO_KMS)], path), 0, "no repository");
    assert_eq!(code(&[main, ("/home/repo/infra/bluelint.toml", NO_KMS)], path), 1, "here");
}

#[test]
fn a_linked_worktree_is_a_repository_too() {
    let files = [
        ("above/bluelint.toml", "[rules.nothing]\n"),
        ("above/tree/.git", "gitdir: /elsewhere/.git/worktrees/tree\n"),
        ("above/tree/a/main.tf", ""),
    ];
    // What lies above the worktree is not read, so its mistake is not met.
    let (code, said) = bluelint(None, &files, "above/tree/a");
    assert_eq!(code, 0, "{said}");
}

#[test]
fn every_mistake_has_its_place() {
    let text = "\
[rule]

[rules.not-allowed]
services = \"kms\"
role = [\"Reader\"]
source-accounts = [\"3f1b2c4d5e6f708192a3b4c5d6e7f809\", \"a/3f1b\"]
target-accounts = []
regions = [\" eu-de\", 1]
pairs = [\"is -> kms\", \"is kms\"]
level = \"fatal\"

[rules]
literal-wildcard = true
administrator-role.roles = []
";
    assert_eq!(
        mistakes(text),
        "\
bluelint.toml:1:2: there is no setting `rule`; did you mean `rules`?
bluelint.toml:4:12: `services` has to be a list of texts, not a text
bluelint.toml:5:1: the rule `not-allowed` has no option `role`; did you mean `roles`?
bluelint.toml:6:56: `a/3f1b` is no account ID, which has 32 hexadecimal digits in lower case
bluelint.toml:7:19: `target-accounts` allows nothing at all; leave it out to allow everything
bluelint.toml:8:12: ` eu-de` is empty, or has white space around it
bluelint.toml:8:22: `regions` is a list of texts, and this is a number
bluelint.toml:9:23: `is kms` is no pair; write the source and the target as in `is -> kms`
bluelint.toml:10:9: `level` is one of `off`, `info`, `warning` and `error`
bluelint.toml:13:1: write a table, `[rules.literal-wildcard]`, with its options
bluelint.toml:14:20: the rule `administrator-role` has no option `roles`"
    );
}

#[test]
fn what_is_no_toml_is_said() {
    let said = mistakes("[rules.not-allowed]\nservices = [\"kms\"\nroles = [\"Reader\"]\n");
    assert!(said.starts_with("bluelint.toml:"), "{said}");
    assert!(mistakes("a = 1\na = 2\n").contains("duplicate key"), "{}", mistakes("a = 1\na = 2\n"));
    assert!(Config::parse("bluelint.toml", "", RULES).is_ok());
}

/// The configuration sets the ceiling, higher or lower than the page; what a check itself has lowered
/// stays where it is.
#[test]
fn a_level_raises_what_the_page_holds_down_and_not_what_the_check_does() {
    let policy = |roles: &str| {
        format!(
            "resource \"ibm_iam_authorization_policy\" \"a\" {{\n\
             source_service_name = \"cloud-object-storage\"\n\
             target_service_name = \"kms\"\n\
             target_resource_instance_id = ibm_resource_instance.keys.guid\n\
             roles = [{roles}]\n}}\n"
        )
    };
    let config =
        "[rules]\nadministrator-role.level = \"error\"\nrole-not-offered.level = \"error\"\n";
    let (administrator, sender) = (policy("\"Administrator\""), policy("\"Sender\""));
    let said = |main: &str, config: &str| {
        bluelint(None, &[("main.tf", main), ("bluelint.toml", config)], "--fail-on error")
    };
    let (code, text) = said(&administrator, "");
    assert!(code == 0 && text.contains("warning[administrator-role]"), "{text}");
    let (code, text) = said(&administrator, config);
    assert!(code == 1 && text.contains("error[administrator-role]"), "{text}");
    let (code, text) = said(&sender, config);
    assert!(code == 0 && text.contains("info[role-not-offered]"), "{text}");
}

#[test]
fn a_level_is_a_ceiling() {
    let config = "[rules.not-allowed]\nlevel = \"info\"\nservices = [\"kms\"]\n";
    let read = Config::parse("bluelint.toml", config, RULES).unwrap();
    let profile = read.profile(Path::new("main.tf"), RULES);
    assert_eq!(profile.level("not-allowed"), Some(Level::Info));
    assert_eq!(profile.level("literal-wildcard"), None);
    let (code, said) = bluelint(None, &[("main.tf", MAIN), ("bluelint.toml", config)], "");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("info[not-allowed]"), "{said}");
}

/// Terraform that leads from one account into another, and what says whose account it is.
#[test]
fn accounts_are_those_of_folders_and_providers() {
    let gateway = "resource \"ibm_is_virtual_endpoint_gateway\" \"g\" {\n  name = \"g\"\n  \
        vpc = ibm_is_vpc.a.id\n  target {\n    crn = \"crn:v1:bluemix:public:backup-recovery:eu-de:\
        a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f:5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64::\"\n  }\n}\n";
    let with_alias = gateway.replace("name = ", "provider = ibm.hub\n  name = ");
    let home = "0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f";
    let foreign = "3f1b2c4d5e6f708192a3b4c5d6e7f809";
    let says = |config: &str, text: &str, words: &str| {
        let files = [("env/bluelint.toml", config), ("env/spoke/main.tf", text)];
        let words = format!("{words} --select unauthorized-foreign-gateway");
        let (code, said) = bluelint(None, &files, &words);
        assert!(code <= 1, "{said}");
        said.contains("no policy that was given lets it in")
    };
    let top = format!("[accounts]\ndefault = \"{foreign}\"\n");
    let folder = format!("{top}[accounts.folders]\nspoke = \"{home}\"\n");
    let provider = format!(
        "[accounts.folders]\n\"./spoke/\" = {{ providers = {{ \"ibm.hub\" = \"{foreign}\" }} }}\n"
    );
    assert!(says(&top, gateway, "env"));
    assert!(!says(&folder, gateway, "env"));
    assert!(!says("", gateway, "env"));
    assert!(says("", gateway, &format!("env --account {foreign}")));
    assert!(!says(&folder, gateway, &format!("env --account {foreign}")));
    assert!(says(&provider, &with_alias, "env"));
    assert!(!says(&top, &with_alias, "env"), "nobody knows whose account `ibm.hub` is");
    // The configuration lies above the working directory.
    let files = [("/r/.git/x", ""), ("/r/bluelint.toml", &*provider), ("main.tf", &*with_alias)];
    let (code, said) = bluelint(Some("/r/spoke"), &files, "--select unauthorized-foreign-gateway");
    assert_eq!(code, 1, "{said}");
}

#[test]
fn mistakes_in_accounts_are_said() {
    for (text, says) in [
        ("accounts = 1", "1:12: write a table, `[accounts]`"),
        ("[accounts]\ndefault = \"a/1\"", "2:11: `default` has to be an account ID"),
        (
            "[accounts]\ndefualt = \"\"",
            "`accounts` has no setting `defualt`; did you mean `default`?",
        ),
        ("[accounts.providers]\nibm = \"3f1b2c4d5e6f708192a3b4c5d6e7f809\"", "is `default`"),
        ("[accounts.folders]\nspoke = 5", "2:9: `spoke` has to be an account ID"),
        ("[accounts.folders]\nspoke = { folders = 5 }", "`accounts` has no setting `folders`"),
    ] {
        let said = mistakes(text);
        assert!(said.contains(says), "{text}: {said}");
    }
}
