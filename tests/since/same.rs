//! Files that git lists as changed and that are not.

use super::{Repository, policy};

#[test]
fn a_file_that_is_only_touched_has_not_changed() {
    let Some(repository) = Repository::with("dates", &[("a.tf", policy("a"))]) else { return };
    let file = std::fs::File::options().write(true).open(repository.folder.join("a.tf")).unwrap();
    file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    let outcome = repository.run("--since HEAD");
    assert_eq!((outcome.code, outcome.files().len()), (0, 0), "{outcome:?}");
    assert!(outcome.err.contains("no file has changed since `HEAD`"), "{outcome:?}");
    assert!(outcome.out.starts_with("nothing to check"), "{outcome:?}");
}

#[test]
fn other_ends_of_lines_are_no_change() {
    let files = [("a.tf", policy("a")), ("b.tf", policy("b")), ("c.tf", policy("c"))];
    let Some(repository) = Repository::with("line-ends", &files) else { return };
    repository.git("config core.autocrlf true");
    let date = |file: &str| {
        let file = std::fs::File::options().write(true).open(repository.folder.join(file)).unwrap();
        file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    };
    for file in ["a.tf", "b.tf", "c.tf"] {
        repository.remove(file);
        repository.git(&format!("checkout -q {file}"));
        assert!(repository.read(file).contains("\r\n"));
        date(file);
    }
    let outcome = repository.run("--since HEAD");
    assert_eq!((outcome.code, outcome.files().len()), (0, 0), "{outcome:?}");
    assert!(outcome.err.contains("no file has changed since `HEAD`"), "{outcome:?}");
    // What does change still has.
    repository.write("b.tf", &repository.read("b.tf").replace("reader", "writer"));
    let outcome = repository.run("--since HEAD");
    assert!(outcome.err.contains("1 file changed since `HEAD`"), "{outcome:?}");
    assert_eq!(outcome.files(), ["b.tf"]);
    // And what is staged is written as the working tree has it.
    repository.git("add b.tf");
    date("b.tf");
    let outcome = repository.run("--staged --fix");
    assert!(!outcome.err.contains("could not write"), "{outcome:?}");
    assert!(repository.read("b.tf").contains("[\"Writer\"]\r\n"), "{outcome:?}");
}
