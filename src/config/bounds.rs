//! How far a configuration may lead. Whoever checks what others wrote wants nothing else of the machine
//! to be read, and least of all to be shown.

use crate::disk::{Disk, repository_of};
use std::path::{Path, PathBuf};

/// Where what is not read lies.
pub(super) const OUT: &str = "out of the repository";
/// What to do about it.
pub(super) const HELP: &str = "a configuration reads only what lies in its repository or, without \
                               one, in its folder or the working directory";

/// The folders, by their real paths, of which what is named must lie in one; everywhere, if there are
/// none.
pub(super) struct Bounds(Option<Vec<PathBuf>>);

impl Bounds {
    /// For what the user wrote for all projects: none.
    pub(super) fn none() -> Self {
        Self(None)
    }

    /// For the configuration in `folder`: the repository that this lies in, or else itself and the
    /// working directory.
    pub(super) fn around(disk: &dyn Disk, folder: &Path, working: Option<&Path>) -> Self {
        let folder = disk.real(folder).unwrap_or_else(|_| folder.to_owned());
        if let Some(top) = repository_of(disk, &folder) {
            return Self(Some(vec![top.to_owned()]));
        }
        let working = working.and_then(|path| disk.real(path).ok());
        Self(Some(working.into_iter().chain([folder]).collect()))
    }

    /// For a file that was named: the folders in which it lies, the working directory, and the
    /// repositories around them.
    pub(super) fn beside(disk: &dyn Disk, file: &Path, working: Option<&Path>) -> Self {
        let real = disk.real(file).ok();
        let folders = [file.parent(), real.as_deref().and_then(Path::parent), working];
        let real = folders.into_iter().flatten().filter_map(|path| disk.real(path).ok());
        let wide = real.map(|folder| repository_of(disk, &folder).unwrap_or(&folder).to_owned());
        Self(Some(wide.collect()))
    }

    /// Whether `path` lies inside. What is not there is judged by the nearest folder above it that is.
    pub(super) fn hold(&self, disk: &dyn Disk, path: &Path) -> bool {
        let Some(folders) = &self.0 else { return true };
        let real = path.ancestors().find_map(|path| disk.real(path).ok());
        real.is_none_or(|real| folders.iter().any(|folder| real.starts_with(folder)))
    }
}
