//! A disk in memory, for tests.

use super::{Disk, Entry, Walk, has_changed, plain};
use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Files in memory; folders are there when a file is in them.
#[derive(Debug, Default)]
pub struct MemoryDisk {
    files: Mutex<BTreeMap<PathBuf, Vec<u8>>>,
}

impl MemoryDisk {
    /// These files.
    pub fn new<P: Into<PathBuf>, T: Into<Vec<u8>>>(
        files: impl IntoIterator<Item = (P, T)>,
    ) -> Self {
        let files = files.into_iter().map(|(path, text)| (plain(&path.into()), text.into()));
        Self { files: Mutex::new(files.collect()) }
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<PathBuf, Vec<u8>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Disk for MemoryDisk {
    fn entry(&self, path: &Path) -> Entry {
        let (path, files) = (plain(path), self.files());
        if files.contains_key(&path) {
            Entry::File
        } else if files.keys().any(|file| file.starts_with(&path)) {
            Entry::Folder
        } else {
            Entry::Nothing
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files().get(&plain(path)).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn walk(&self, folder: &Path) -> Walk {
        let (folder, files) = (plain(folder), self.files());
        let below = files.keys().filter(|file| file.starts_with(&folder));
        Walk { files: below.cloned().collect(), ..Walk::default() }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let (folder, files) = (plain(folder), self.files());
        let inside = files.keys().filter(|file| file.parent() == Some(&folder));
        Ok(inside.cloned().collect())
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<(String, Entry)>> {
        let (folder, files) = (plain(folder), self.files());
        let below = files.keys().filter_map(|file| file.strip_prefix(&folder).ok());
        let names = below.filter_map(|file| {
            let mut parts = file.components();
            let name = parts.next()?.as_os_str().to_str()?.to_owned();
            Some((name, if parts.next().is_some() { Entry::Folder } else { Entry::File }))
        });
        Ok(names.collect::<BTreeMap<_, _>>().into_iter().collect())
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        let mut real = PathBuf::new();
        for part in plain(path).components() {
            if part == Component::ParentDir {
                real.pop();
            } else {
                real.push(part);
            }
        }
        match self.entry(&real) {
            Entry::Nothing => Err(io::ErrorKind::NotFound.into()),
            _ => Ok(real),
        }
    }
    fn replace(&self, path: &Path, old: &[u8], new: &[u8]) -> io::Result<()> {
        let mut files = self.files();
        let file = files.get_mut(&plain(path)).filter(|bytes| *bytes == old);
        *file.ok_or_else(has_changed)? = new.to_vec();
        Ok(())
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if self.entry(path) == Entry::Folder {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        self.files().insert(plain(path), bytes.to_vec());
        Ok(())
    }
}
