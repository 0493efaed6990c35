//! What the files of a repository may lead to: nothing outside of it is read, and nothing of it shown.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "these tests need links")]

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

const MAIN: &str = "resource \"ibm_iam_authorization_policy\" \"keys\" {\n  \
    source_service_name = \"cloud-object-storage\"\n  target_service_name = \"kms\"\n  \
    roles = [\"reader\"]\n}\n";
const SECRET: &str = "hunter2 = = 1\n";

/// An empty folder with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let top = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bounds").join(name);
    let _ = std::fs::remove_dir_all(&top);
    for (path, text) in files {
        let path = top.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    top
}

fn bluelint(folder: &Path, words: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bluelint"));
    command.current_dir(folder).args(words).env("XDG_CONFIG_HOME", folder.join("home"));
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

#[test]
fn configurations_stay_in_their_repository() {
    let top =
        folder("extend", &[("secret", SECRET), ("repo/.git/HEAD", ""), ("repo/a/main.tf", MAIN)]);
    let repo = top.join("repo");
    symlink(top.join("secret"), repo.join("inside.toml")).unwrap();
    let secret = top.join("secret").display().to_string();
    for path in [&*secret, "../secret", "inside.toml", "/etc/passwd", "../nothing"] {
        for text in [format!("extend = {path:?}\n"), format!("var-files = [{path:?}]\n")] {
            std::fs::write(repo.join("bluelint.toml"), &text).unwrap();
            let (code, said) = bluelint(&repo, &["check", "."]);
            let says = format!("`{path}` leads out of the repository, and is not read");
            assert!(code == 2 && said.contains(&says), "{text}: {said}");
            assert!(said.contains("bluelint.toml:1:"), "{said}");
            assert!(!said.contains("hunter2") && !said.contains("root:"), "{said}");
        }
    }
    std::fs::write(repo.join("base.toml"), "lint.select = [\"role-name-form\"]\n").unwrap();
    std::fs::write(repo.join("a/bluelint.toml"), "extend = \"../base.toml\"\n").unwrap();
    std::fs::write(repo.join("bluelint.toml"), "").unwrap();
    assert_eq!(bluelint(&repo, &["check", "a"]).0, 1);
    // The file itself may be a link.
    std::fs::remove_file(repo.join("bluelint.toml")).unwrap();
    std::fs::remove_file(repo.join("a/bluelint.toml")).unwrap();
    symlink("../secret", repo.join("bluelint.toml")).unwrap();
    let (code, said) = bluelint(&repo, &["check", "a"]);
    assert!(code == 2 && said.contains("is a link that leads out of the repository"), "{said}");
    assert!(!said.contains("hunter2"), "{said}");
}

#[test]
fn what_somebody_names_may_lie_anywhere() {
    let files = [
        ("org/.git/HEAD", ""),
        ("org/1.toml", "extend = \"2.toml\"\nlint.exclude = [\"/b\"]\n"),
        ("org/2.toml", "lint.select = [\"role-name-form\"]\n"),
        ("org/3.toml", "extend = \"../secret\"\n"),
        ("repo/home/bluelint/bluelint.toml", "extend = \"../../../org/2.toml\"\n"),
        ("secret", SECRET),
        ("repo/.git/HEAD", ""),
        ("repo/a/main.tf", MAIN),
        ("repo/b/main.tf", MAIN),
    ];
    let repo = folder("named", &files).join("repo");
    let (code, said) = bluelint(&repo, &["check", "-c", "../org/1.toml", "-f", "concise", "."]);
    // What it extends lies beside it; its patterns go from the working directory.
    assert!(code == 1 && said.contains("a/main.tf") && !said.contains("b/main.tf"), "{said}");
    let (code, said) = bluelint(&repo, &["check", "-c", "../org/3.toml", "."]);
    assert!(code == 2 && !said.contains("hunter2"), "{said}");
    let (code, said) = bluelint(&repo, &["check", "."]);
    assert!(code == 1 && said.contains("2 warnings") || said.contains("2 errors"), "{said}");
}

#[test]
fn links_out_of_the_repository_are_not_followed() {
    let files = [
        ("outside/x.tf", MAIN),
        ("outside/x.json", "{ \"a\": hunter2"),
        ("repo/.git/HEAD", ""),
        ("repo/a/main.tf", ""),
    ];
    let top = folder("links", &files);
    let repo = top.join("repo");
    for name in ["x.tf", "x.json"] {
        symlink(top.join("outside").join(name), repo.join("a").join(name)).unwrap();
    }
    symlink("main.tf", repo.join("a/y.tf")).unwrap();
    symlink("../a", repo.join("a/again")).unwrap();
    let (code, said) = bluelint(&repo, &["check", "-v", "."]);
    assert!(said.contains("`a/again` is a link that is not followed"), "{said}");
    assert!(code == 0 && !said.contains("error") && !said.contains("hunter2"), "{said}");
    for name in ["a/x.tf", "a/x.json"] {
        assert!(said.contains(&format!("`{name}` is passed over: it is a link out of")), "{said}");
    }
    assert!(!said.contains("`a/y.tf`"), "{said}");
    assert!(!bluelint(&repo, &["check", "."]).1.contains("passed over"));
    let (code, said) = bluelint(&repo, &["check", "a/x.tf"]);
    assert!(code == 1 && said.contains("a/x.tf"), "{said}");
    // Nobody asked for it.
    let (_, said) = bluelint(&repo, &["check", "a/main.tf"]);
    assert!(!said.contains("a/x.tf"), "{said}");
    // Where there is no repository, nothing is outside of it.
    std::fs::remove_dir_all(repo.join(".git")).unwrap();
    // The repository of this test lies above.
    let (_, said) = bluelint(&repo, &["check", "-v", "a"]);
    assert!(!said.contains("hunter2"), "{said}");
}

#[test]
fn what_is_no_file_is_said() {
    let repo = folder("nofile", &[(".git/HEAD", ""), ("main.tf", MAIN)]);
    let file = repo.join("bluelint.toml");
    let says = "`bluelint.toml` is no file";
    symlink("nowhere", &file).unwrap();
    let (code, said) = bluelint(&repo, &["check", "."]);
    assert!(code == 2 && said.contains(says), "{said}");
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    let (code, said) = bluelint(&repo, &["check", "."]);
    assert!(code == 2 && said.contains(says), "{said}");
    assert_eq!(bluelint(&repo, &["check", ".", "--isolated"]).0, 1);
    std::fs::remove_dir(&file).unwrap();
    symlink("/dev/zero", &file).unwrap();
    let (code, said) = bluelint(&repo, &["check", "."]);
    assert!(code == 2 && said.contains("bluelint.toml"), "{said}");
    std::fs::remove_file(&file).unwrap();
    std::fs::write(&file, "lint.select = [\"role-name-form\"]\n").unwrap();
    std::fs::write(repo.join(".bluelint.toml"), "").unwrap();
    let (code, said) = bluelint(&repo, &["check", "."]);
    assert_eq!(code, 1);
    assert!(
        said.contains("note: `.bluelint.toml` counts for nothing beside `bluelint.toml`"),
        "{said}"
    );
}

#[test]
fn what_the_command_line_sets_counts_or_is_refused() {
    let repo = folder("keys", &[(".git/HEAD", ""), ("main.tf", MAIN), ("x.tfvars", "")]);
    for (setting, says) in [
        ("var-files=[\"nope\"]", "there is no file `nope`"),
        (
            "ignore=[{ path = \"main.tf\", rule = \"role-name-form\" }]",
            "`ignore` belongs into a file",
        ),
        ("extend=\"x.toml\"", "`extend` belongs into a file"),
    ] {
        let (code, said) = bluelint(&repo, &["check", ".", "--config", setting]);
        assert!(code == 2 && said.contains(says), "{setting}: {said}");
    }
    assert_eq!(bluelint(&repo, &["check", ".", "--config", "var-files=[\"x.tfvars\"]"]).0, 1);
}

#[test]
fn systems_see_paths_from_the_top_wherever_somebody_stands() {
    let files = [("repo/.git/HEAD", ""), ("repo/sub/main.tf", MAIN), ("other/.git/HEAD", "")];
    let top = folder("top", &files);
    symlink("repo", top.join("link")).unwrap();
    let whole = |path: &str| top.join(path).display().to_string();
    let spelled = [
        ("other", whole("repo/sub")),
        ("other", whole("link/sub")),
        ("other", "../repo/sub".to_owned()),
        ("other", "../link/sub/main.tf".to_owned()),
        (".", "repo/sub".to_owned()),
        (".", "link/sub/main.tf".to_owned()),
        ("repo/sub", whole("link/sub")),
        ("repo/sub", ".".to_owned()),
        ("link/sub", "main.tf".to_owned()),
    ];
    for (place, path) in spelled {
        let run = |format: &str| {
            let (code, said) = bluelint(&top.join(place), &["check", &path, "-f", format, "-q"]);
            assert_eq!(code, 1, "{place} {path}: {said}");
            said
        };
        for (format, says) in [
            ("sarif", "\"uri\": \"sub/main.tf\""),
            ("github", "file=sub/main.tf,"),
            ("gitlab", "\"path\": \"sub/main.tf\""),
        ] {
            let said = run(format);
            assert!(said.contains(says) && !said.contains("file:///"), "{place} {path}: {said}");
        }
    }
}

#[test]
fn what_git_ignores_is_looked_at_where_it_is_asked_for() {
    let files =
        [("repo/.git/HEAD", ""), ("repo/.gitignore", "left/\n"), ("repo/left/main.tf", MAIN)];
    let repo = folder("ignored", &files).join("repo");
    assert_eq!(bluelint(&repo, &["check", "."]).0, 0);
    let (code, said) = bluelint(&repo, &["check", "--no-ignore-vcs", "."]);
    assert!(code == 1 && said.contains("left/main.tf"), "{said}");
}

#[test]
fn files_of_variables_are_named() {
    let main = "variable \"role\" {}\nresource \"ibm_iam_authorization_policy\" \"a\" {\n  \
                source_service_name = \"is\"\n  source_resource_type = \"share\"\n  \
                target_service_name = \"kms\"\n  target_resource_instance_id = ibm_resource_instance.k.guid\n  \
                roles = [var.role]\n}\n";
    let files = [("main.tf", main), ("bad.hcl", "role = \"NONE\"\n")];
    let top = folder("variables", &files);
    assert_eq!(bluelint(&top, &["check", "."]).0, 0);
    let (code, said) = bluelint(&top, &["check", "--var-file", "bad.hcl", "."]);
    assert!(code == 1 && said.contains("bad.hcl"), "{said}");
    let (code, said) = bluelint(&top, &["check", "--var-file", "none.hcl", "."]);
    assert!(code == 2 && said.contains("none.hcl"), "{said}");
}
