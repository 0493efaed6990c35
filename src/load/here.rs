//! One name for one folder, wherever the way to it starts.

use crate::disk::Disk;
use std::path::{Component, Path};

/// Where the working directory lies.
#[derive(Debug, Default)]
pub struct Here {
    /// The folders from the top of the disk down to it; nothing where that cannot be told.
    parts: Vec<String>,
}

impl Here {
    /// The working directory of `disk`.
    pub fn new(disk: &dyn Disk) -> Self {
        let real = disk.real(Path::new(".")).unwrap_or_default();
        Self { parts: parts(&real.to_string_lossy()).map(str::to_owned).collect() }
    }

    /// The folder that is shown as `name`, as it is shown when the shortest way from the working
    /// directory is taken: `../here/a` is `a`.
    pub fn name(&self, name: &str) -> String {
        if !name.starts_with("..") {
            return name.to_owned();
        }
        let mut whole: Vec<&str> = self.parts.iter().map(String::as_str).collect();
        for part in parts(name) {
            match part {
                ".." if whole.pop().is_none() => return name.to_owned(),
                ".." => {}
                part => whole.push(part),
            }
        }
        self.shown(&whole)
    }

    /// How the folder at `real`, the true way from the top of the disk, is shown.
    pub(super) fn of_real(&self, real: &Path) -> String {
        let real = real.to_string_lossy();
        let whole: Vec<&str> = parts(&real).collect();
        self.shown(&whole)
    }

    fn shown(&self, whole: &[&str]) -> String {
        let common = self.parts.iter().zip(whole).take_while(|(one, other)| one == *other).count();
        let up = std::iter::repeat_n("..", self.parts.len() - common);
        let down = whole.get(common..).unwrap_or_default().iter().copied();
        let shown: Vec<&str> = up.chain(down).collect();
        if shown.is_empty() { ".".to_owned() } else { shown.join("/") }
    }
}

/// The names on the way, without the top of the disk.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    Path::new(path).components().filter_map(|part| match part {
        Component::Normal(name) => name.to_str(),
        Component::ParentDir => Some(".."),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_folder_has_one_name() {
        let here = Here { parts: vec!["repo".to_owned(), "modules".to_owned(), "a".to_owned()] };
        assert_eq!(here.name("../a"), ".");
        assert_eq!(here.name("../../modules/a/b"), "b");
        assert_eq!(here.name("../b"), "../b");
        assert_eq!(here.name(".."), "..");
        assert_eq!(here.name("../../.."), "../../..");
        assert_eq!(here.name("../../../.."), "../../../..");
        assert_eq!(here.name("x/y"), "x/y");
        assert_eq!(here.of_real(Path::new("/repo/examples/x")), "../../examples/x");
        assert_eq!(here.of_real(Path::new("/repo/modules/a")), ".");
    }
}
