//! The repository whose files are checked, by whose top systems name them.

use crate::discover::shown;
use crate::disk::{Disk, Entry, repository_of};
use crate::source::Sources;
use foldhash::HashMap;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

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
        let mut places = Places { disk, known: HashMap::default() };
        for (_, source) in sources.iter() {
            let path = Path::new(&source.path);
            if below.is_some() && path.is_relative() {
                continue;
            }
            let (Some(above), Some(name)) = (path.parent(), path.file_name()) else { continue };
            let real = places.real(above);
            if let Some(inside) = real.as_ref().and_then(|real| real.strip_prefix(top).ok()) {
                let inside = shown(&inside.join(name));
                repository.named.insert(source.path.clone(), inside);
            }
        }
        Some(repository)
    }
}

/// Where folders really lie, as far as that was asked for.
struct Places<'a> {
    disk: &'a dyn Disk,
    known: HashMap<PathBuf, Option<Rc<Path>>>,
}

impl Places<'_> {
    /// Where `folder` really lies, if it is there: where the one above it does, unless it is a link. To
    /// ask the disk for the whole way costs a look at each step of it, but elsewhere than on Linux only
    /// the disk knows how names are really spelled.
    fn real(&mut self, folder: &Path) -> Option<Rc<Path>> {
        if let Some(known) = self.known.get(folder) {
            return known.clone();
        }
        let step = folder.components().next_back();
        let above = match (folder.parent(), step) {
            (Some(above), Some(Component::Normal(name)))
                if cfg!(target_os = "linux") && !above.as_os_str().is_empty() =>
            {
                self.real(above).map(|above| above.join(name))
            }
            _ => None,
        };
        let is_plain =
            || self.disk.link(folder).is_none() && self.disk.entry(folder) == Entry::Folder;
        let straight = above.filter(|_| is_plain());
        let real = straight.or_else(|| self.disk.real(folder).ok()).map(Rc::from);
        self.known.insert(folder.to_owned(), real.clone());
        real
    }
}
