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
