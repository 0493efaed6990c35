//! Paths as they are shown.

use std::path::{Component, Path, PathBuf};

/// A path as it is shown: with `/`, without `.` in it.
pub fn shown(path: &Path) -> String {
    if let Some(text) = path.to_str().filter(|text| is_shown(text)) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(path.as_os_str().len());
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::RootDir => out.push('/'),
            // `a/../b` is `b`, so that one file has one name.
            Component::ParentDir if goes_back(&out) => {
                out.truncate(out.rfind('/').unwrap_or(0));
            }
            part => {
                if !out.is_empty() && !out.ends_with('/') {
                    out.push('/');
                }
                out.push_str(&part.as_os_str().to_string_lossy());
            }
        }
    }
    if out.is_empty() { ".".to_owned() } else { out }
}

/// Whether a path is surely written as it is shown: it has no parts that are empty or begin with a dot.
fn is_shown(path: &str) -> bool {
    let odd = |part: &str| part.is_empty() || part.starts_with('.') || part.contains('\\');
    !path.strip_prefix('/').unwrap_or(path).split('/').any(odd)
}

/// Whether the last part of a path can be taken back by `..`.
fn goes_back(path: &str) -> bool {
    !matches!(path.rsplit('/').next(), None | Some("" | ".."))
}

/// The folder that `relative` leads to from `folder`, as it is shown: `modules/a` and `../b` give
/// `modules/b`.
pub fn joined(folder: &Path, relative: &str) -> String {
    let mut parts = PathBuf::new();
    for part in folder.join(relative).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(parts.components().next_back(), Some(Component::Normal(_))) =>
            {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    shown(&parts)
}
