//! Paths from the working directory -> paths from the top of the repository, as systems name files that
//! know the repository and not who stood where in it.

use crate::Run;
use std::borrow::Cow;

/// `path`, which is shown from the working directory, from the top of the repository; what lies outside
/// of it, or in none, keeps its name but for a leading `./`.
pub(super) fn from_top<'a>(run: &'a Run, path: &'a str) -> Cow<'a, str> {
    let path = path.strip_prefix("./").unwrap_or(path);
    let Some(repository) = &run.repository else { return Cow::Borrowed(path) };
    if let Some(inside) = repository.named.get(path) {
        return Cow::Borrowed(inside);
    }
    let top = repository.top.trim_end_matches('/');
    if let Some(inside) = path.strip_prefix(top).and_then(|rest| rest.strip_prefix('/')) {
        return Cow::Borrowed(inside);
    }
    let is_drive = path.get(1..3) == Some(":/");
    if repository.below.is_empty() || path.starts_with('/') || is_drive || path.is_empty() {
        return Cow::Borrowed(path);
    }
    let mut parts: Vec<&str> = repository.below.split('/').collect();
    for part in path.split('/') {
        match part {
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Cow::Owned(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Repository;

    #[test]
    fn paths_start_at_the_top() {
        let run = |top: &str, below: &str| Run {
            repository: Some(Repository {
                top: top.to_owned(),
                below: below.to_owned(),
                ..Repository::default()
            }),
            ..Run::default()
        };
        let deep = run("/r", "a/b");
        for (path, expected) in [
            ("main.tf", "a/b/main.tf"),
            ("./c/main.tf", "a/b/c/main.tf"),
            ("../x.tf", "a/x.tf"),
            ("../../../out.tf", "../out.tf"),
            ("../../../../out.tf", "../../out.tf"),
            ("/r/z.tf", "z.tf"),
            ("/rest/z.tf", "/rest/z.tf"),
            ("", ""),
        ] {
            assert_eq!(from_top(&deep, path), expected, "{path}");
        }
        assert_eq!(from_top(&run("/r", ""), "./main.tf"), "main.tf");
        assert_eq!(from_top(&run("C:/r", "a"), "C:/r/x.tf"), "x.tf");
        assert_eq!(from_top(&run("C:/r", "a"), "D:/x.tf"), "D:/x.tf");
        assert_eq!(from_top(&Run::default(), "./main.tf"), "main.tf");
    }
}
