//! The configuration changes too: the one that is staged counts, and what an edit of it causes is new.

use super::{RULE, Repository, policy};

fn off(rule: &str) -> String {
    format!("[lint]\nignore = [\"{rule}\"]\n")
}

#[test]
fn the_configuration_that_is_staged_counts() {
    let files = [("a.tf", policy("a")), ("bluelint.toml", String::new())];
    let Some(repository) = Repository::with("staged-config", &files) else { return };
    repository.write("a.tf", &format!("# new\n{}", policy("a")));
    repository.git("add a.tf");
    // What is edited, and not staged, lets nothing through.
    repository.write("bluelint.toml", &off(RULE));
    assert_eq!(repository.run("").code, 0);
    for words in ["--staged", "--pre-commit a.tf"] {
        let outcome = repository.run(words);
        assert_eq!((outcome.code, outcome.files()), (1, vec!["a.tf"]), "{words}: {outcome:?}");
    }
    // Neither does one that git does not know, nor one that is named and is not staged.
    repository.write("none.toml", &off(RULE));
    let outcome = repository.run("--staged -c none.toml");
    assert_eq!(outcome.code, 2, "{outcome:?}");
    assert!(outcome.err.contains("`none.toml` cannot be read: it is not staged"), "{outcome:?}");
    // Staged, it counts, whatever is edited, or deleted, since.
    repository.git("add bluelint.toml");
    repository.write("bluelint.toml", "broken");
    assert_eq!(repository.run("--staged").code, 0);
    repository.remove("bluelint.toml");
    assert_eq!(repository.run("--staged").code, 0);
    assert_eq!(repository.run("").code, 1);
    let outcome = repository.run("--staged --show-settings");
    assert!(outcome.out.starts_with("# .: bluelint.toml\n"), "{outcome:?}");
}

#[test]
fn what_a_changed_configuration_causes_is_new() {
    let ignoring = off(RULE);
    let files = [("a.tf", policy("a")), ("bluelint.toml", ignoring)];
    let Some(repository) = Repository::with("since-config", &files) else { return };
    assert_eq!(repository.run("--since HEAD").code, 0);
    let new = |what: &str, text: &str| {
        repository.write("bluelint.toml", text);
        let outcome = repository.run("--since HEAD");
        assert_eq!((outcome.code, outcome.files()), (1, vec!["a.tf"]), "{what}: {outcome:?}");
        repository.git("add bluelint.toml");
        let outcome = repository.run("--staged");
        assert_eq!((outcome.code, outcome.files()), (1, vec!["a.tf"]), "{what}: {outcome:?}");
    };
    new("no longer ignored", "# nothing\n");
    repository.remove("bluelint.toml");
    assert_eq!(repository.run("--since HEAD").files(), ["a.tf"]);
    repository.write("bluelint.toml", "# nothing\n");
    repository.commit();
    assert_eq!(repository.run("--since HEAD").files(), [""; 0]);
    new("not allowed", "[rules.not-allowed]\nservices = [\"is\"]\n");
    // Nobody knows what one that was broken would have said.
    repository.write("bluelint.toml", "[lint\n");
    repository.commit();
    assert_eq!(repository.run("").code, 2);
    new("was broken", "# mended\n");
    // What only was not shown is new as well.
    let info = format!("rules.{RULE}.level = \"info\"\n");
    repository.write("bluelint.toml", &format!("{info}lint.min-severity = \"error\"\n"));
    repository.commit();
    assert_eq!(repository.run("").files(), [""; 0]);
    repository.write("bluelint.toml", &info);
    assert_eq!(repository.run("--since HEAD").files(), ["a.tf"]);
}

#[test]
fn what_a_changed_variable_causes_is_new() {
    let text = policy("a").replace("\"reader\"", "var.role");
    let files = [
        ("a.tf", format!("variable \"role\" {{}}\n{text}")),
        ("bluelint.toml", "vars.role = \"Reader\"\n".to_owned()),
    ];
    let Some(repository) = Repository::with("since-vars", &files) else { return };
    assert_eq!(repository.run("").files(), [""; 0]);
    repository.write("bluelint.toml", "vars.role = \"reader\"\n");
    let all = repository.run("").files().len();
    assert!(all > 0);
    assert_eq!(repository.run("--since HEAD").files().len(), all);
}
