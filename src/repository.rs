//! The repository whose files are checked, by whose top systems name them.

use crate::discover::shown;
use crate::disk::{Disk, repository_of};
use crate::source::Sources;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// A repository, and how its files are found in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repository {
    /// Its top folder, from the top of the disk.
    pub top: String,
    /// The way from there to the working directory, with `/`; empty where that is the top, or lies
    /// outside.
    pub below: String,
    /// The files of a run, as they are shown, of which only the disk can tell where they lie: their
    /// paths from the top.
    pub named: BTreeMap<String, String>,
}

impl Repository {
    /// The one that `folder` lies in, or else the working directory: the nearest folder above it that
    /// has `.git`; with the files that are called from elsewhere.
    pub(crate) fn around(disk: &dyn Disk, folder: &Path, sources: &Sources) -> Option<Self> {
        let here = disk.real(Path::new(".")).ok()?;
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let place = disk.real(folder).unwrap_or_else(|_| here.clone());
        let top = [&place, &here].into_iter().find_map(|one| repository_of(disk, one))?;
        let below = here.strip_prefix(top).ok();
        let mut repository = Self { top: shown(top), ..Self::default() };
        if let Some(below) = below.filter(|below| !below.as_os_str().is_empty()) {
            repository.below = shown(below);
        }
        let mut folders: HashMap<PathBuf, Option<PathBuf>> = HashMap::new();
        for (_, source) in sources.iter() {
            let path = Path::new(&source.path);
            if below.is_some() && path.is_relative() {
                continue;
            }
            let (Some(above), Some(name)) = (path.parent(), path.file_name()) else { continue };
            let real = folders.entry(above.to_owned()).or_insert_with(|| disk.real(above).ok());
            if let Some(inside) = real.as_ref().and_then(|real| real.strip_prefix(top).ok()) {
                let inside = shown(&inside.join(name));
                repository.named.insert(source.path.clone(), inside);
            }
        }
        Some(repository)
    }
}
