//! A disk with files laid over it.

use super::{Disk, Entry, Walk, plain};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// Another disk with files laid over it: what an editor, a pipe or a fix holds in their place.
pub struct Overlay<'a> {
    below: &'a dyn Disk,
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl<'a> Overlay<'a> {
    /// `below` with these files over it.
    pub fn new(below: &'a dyn Disk, files: impl IntoIterator<Item = (PathBuf, Vec<u8>)>) -> Self {
        let files = files.into_iter().map(|(path, bytes)| (plain(&path), bytes));
        Self { below, files: files.collect() }
    }

    fn over(&self, path: &Path) -> Option<&Vec<u8>> {
        self.files.get(&plain(path))
    }
}

impl Disk for Overlay<'_> {
    fn entry(&self, path: &Path) -> Entry {
        self.over(path).map_or_else(|| self.below.entry(path), |_| Entry::File)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.over(path).map_or_else(|| self.below.read(path), |bytes| Ok(bytes.clone()))
    }

    fn read_long(&self, path: &Path, is_long: &dyn Fn(&[u8]) -> bool) -> io::Result<Vec<u8>> {
        match self.over(path) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.below.read_long(path, is_long),
        }
    }

    fn walk(&self, folder: &Path) -> Walk {
        self.below.walk(folder)
    }

    fn walk_all(&self, folder: &Path) -> Walk {
        self.below.walk_all(folder)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut files = self.below.list(folder).unwrap_or_default();
        let over = self.files.keys().filter(|file| file.parent() == Some(&plain(folder)));
        let new = over.filter(|file| !files.iter().any(|known| plain(known) == **file));
        let new: Vec<PathBuf> =
            new.map(|file| folder.join(file.file_name().unwrap_or_default())).collect();
        files.extend(new);
        files.sort();
        Ok(files)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<(String, Entry)>> {
        self.below.names(folder)
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        self.below.real(path)
    }

    fn is_there(&self, path: &Path) -> bool {
        self.over(path).is_some() || self.below.is_there(path)
    }

    fn link(&self, path: &Path) -> Option<PathBuf> {
        if self.over(path).is_some() { None } else { self.below.link(path) }
    }

    /// What is laid over a disk is never written through to it.
    fn replace(&self, _: &Path, _: &[u8], _: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
