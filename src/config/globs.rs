//! Patterns of paths, as `.gitignore` has them.

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::Path;
use std::sync::Arc;

/// Patterns and the folder from which they go.
#[derive(Clone, Debug)]
pub(super) struct Globs {
    base: Arc<Path>,
    patterns: Arc<Gitignore>,
}

impl Globs {
    /// These patterns, from the folder `base`; those that are wrong match nothing.
    pub(super) fn new<'a>(base: &Arc<Path>, patterns: impl IntoIterator<Item = &'a str>) -> Self {
        let mut builder = builder();
        for pattern in patterns {
            // What is wrong with it was said when it was read.
            let _ = builder.add_line(None, pattern);
        }
        let patterns = builder.build().unwrap_or_else(|_| Gitignore::empty());
        Self { base: Arc::clone(base), patterns: Arc::new(patterns) }
    }

    /// Whether `path` itself is meant, and not only a folder above it.
    pub(super) fn names(&self, path: &Path, is_folder: bool) -> bool {
        let Ok(inside) = path.strip_prefix(&self.base) else { return false };
        !inside.as_os_str().is_empty() && self.patterns.matched(inside, is_folder).is_ignore()
    }

    /// Whether the file at `path` is meant, or a folder above it.
    pub(super) fn cover(&self, path: &Path) -> bool {
        let Ok(inside) = path.strip_prefix(&self.base) else { return false };
        !inside.as_os_str().is_empty()
            && !inside.has_root()
            && self.patterns.matched_path_or_any_parents(inside, false).is_ignore()
    }
}

fn builder() -> GitignoreBuilder {
    let mut builder = GitignoreBuilder::new("");
    // git takes `a[` for a name; here it is a slip.
    builder.allow_unclosed_class(false);
    builder
}

/// What is wrong with a pattern.
pub fn misfit(pattern: &str) -> Option<String> {
    let bare = pattern.strip_prefix('!').unwrap_or(pattern);
    if bare.is_empty() {
        return Some("the pattern is empty".to_owned());
    }
    if bare.trim() != bare {
        return Some(format!("the pattern `{pattern}` has white space around it"));
    }
    if bare.starts_with('#') {
        return Some(format!("`{pattern}` is a comment to .gitignore; write `\\#` for a `#`"));
    }
    if bare.split('/').any(|part| part == "..") {
        return Some(format!("`{pattern}` leads out of the folder of this file with `..`"));
    }
    if bare.split('/').any(|part| part == ".") {
        return Some(format!("`{pattern}` has a `.` for a folder in it; leave it out"));
    }
    let mut builder = builder();
    let wrong = builder.add_line(None, pattern).err().map(|error| error.to_string());
    wrong.map(|error| format!("`{pattern}` is no pattern: {error}"))
}
