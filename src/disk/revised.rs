//! A disk as it was, or as it is going to be: some files hold something else, some are not there.

use super::{Disk, Entry, Walk};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Component, Path, PathBuf};

/// Another disk in which some files hold something else, and some are not there. What is written goes
/// to the disk below.
pub struct Revised<'a> {
    below: &'a dyn Disk,
    /// Where the working directory really lies.
    folder: PathBuf,
    /// By their true paths: what files hold, or that they are not there.
    files: BTreeMap<PathBuf, Option<Vec<u8>>>,
}

impl<'a> Revised<'a> {
    /// `below` with these files, by their true paths.
    pub fn new(
        below: &'a dyn Disk,
        files: impl IntoIterator<Item = (PathBuf, Option<Vec<u8>>)>,
    ) -> Self {
        let folder = below.real(Path::new(".")).unwrap_or_default();
        Self { below, folder, files: files.into_iter().collect() }
    }

    /// What is said of the file at `path`, if anything.
    fn said(&self, path: &Path) -> Option<&Option<Vec<u8>>> {
        self.files.get(&absolute(self.below, &self.folder, path))
    }

    fn is_gone(&self, path: &Path) -> bool {
        matches!(self.said(path), Some(None))
    }

    /// The files that are there and lie below `folder`, by their true paths.
    fn inside<'b>(&'b self, folder: &'b Path) -> impl Iterator<Item = &'b Path> {
        let from = self.files.range(folder.to_owned()..);
        let below = from.take_while(move |(path, _)| path.starts_with(folder));
        below.filter(|(_, held)| held.is_some()).map(|(path, _)| path.as_path())
    }
}

/// The true path of `path`, as far as it can be told without looking at every folder on the way.
pub fn absolute(disk: &dyn Disk, folder: &Path, path: &Path) -> PathBuf {
    if path.is_absolute()
        && let Ok(real) = disk.real(path)
    {
        return real;
    }
    let mut whole = folder.to_owned();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                whole.pop();
            }
            part => whole.push(part),
        }
    }
    whole
}

fn not_there() -> io::Error {
    io::ErrorKind::NotFound.into()
}

impl Disk for Revised<'_> {
    fn entry(&self, path: &Path) -> Entry {
        match self.said(path) {
            Some(Some(_)) => Entry::File,
            Some(None) => Entry::Nothing,
            None => match self.below.entry(path) {
                // A folder all of whose files are gone from the disk below.
                Entry::Nothing => {
                    let whole = absolute(self.below, &self.folder, path);
                    if self.inside(&whole).next().is_some() {
                        Entry::Folder
                    } else {
                        Entry::Nothing
                    }
                }
                entry => entry,
            },
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.read_long(path, &|_| false)
    }

    fn read_long(&self, path: &Path, is_long: &dyn Fn(&[u8]) -> bool) -> io::Result<Vec<u8>> {
        match self.said(path) {
            Some(Some(bytes)) => Ok(bytes.clone()),
            Some(None) => Err(not_there()),
            None => self.below.read_long(path, is_long),
        }
    }

    fn walk(&self, folder: &Path) -> Walk {
        let Walk { files, mut links, mut unseen } = self.below.walk(folder);
        let whole = absolute(self.below, &self.folder, folder);
        if self.below.entry(folder) == Entry::Nothing && self.entry(folder) == Entry::Folder {
            unseen.clear();
        }
        let mut files: BTreeSet<PathBuf> =
            files.into_iter().filter(|path| !self.is_gone(path)).collect();
        let more = self.inside(&whole).filter_map(|path| path.strip_prefix(&whole).ok());
        let hidden = |path: &&Path| {
            path.components().any(|part| super::is_left_out(part.as_os_str().to_str()))
        };
        for path in more.filter(|path| !hidden(path)) {
            let path = folder.join(path);
            // What git keeps and `.gitignore` names is left out as it is on the disk below.
            if self.below.entry(&path) != Entry::File {
                files.insert(path);
            }
        }
        links.retain(|path| self.said(path).is_none());
        Walk { files: files.into_iter().collect(), links, unseen }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let whole = absolute(self.below, &self.folder, folder);
        let mut more = self.inside(&whole).filter(|path| path.parent() == Some(&whole)).peekable();
        let files = match self.below.list(folder) {
            Err(error) if more.peek().is_none() => return Err(error),
            files => files.unwrap_or_default(),
        };
        let files = files.into_iter().filter(|path| !self.is_gone(path));
        let more = more.filter_map(Path::file_name).map(|name| folder.join(name));
        // What the disk below has too is listed already, maybe by another spelling.
        let more = more.filter(|path| self.below.entry(path) != Entry::File);
        Ok(files.chain(more).collect::<BTreeSet<_>>().into_iter().collect())
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<(String, Entry)>> {
        let whole = absolute(self.below, &self.folder, folder);
        let mut more = self.inside(&whole).peekable();
        let names = match self.below.names(folder) {
            Err(error) if more.peek().is_none() => return Err(error),
            names => names.unwrap_or_default(),
        };
        let mut all: BTreeMap<String, Entry> =
            names.into_iter().filter(|(name, _)| !self.is_gone(&folder.join(name))).collect();
        for path in more.filter_map(|path| path.strip_prefix(&whole).ok()) {
            let mut parts = path.components();
            let Some(name) = parts.next().and_then(|part| part.as_os_str().to_str()) else {
                continue;
            };
            let entry = if parts.next().is_some() { Entry::Folder } else { Entry::File };
            all.insert(name.to_owned(), entry);
        }
        Ok(all.into_iter().collect())
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        match self.entry(path) {
            Entry::Nothing => Err(not_there()),
            _ => Ok(self
                .below
                .real(path)
                .unwrap_or_else(|_| absolute(self.below, &self.folder, path))),
        }
    }

    fn is_there(&self, path: &Path) -> bool {
        match self.said(path) {
            Some(held) => held.is_some(),
            None => self.entry(path) != Entry::Nothing || self.below.is_there(path),
        }
    }

    fn link(&self, path: &Path) -> Option<PathBuf> {
        if self.said(path).is_some() { None } else { self.below.link(path) }
    }

    fn left_out(&self, folder: &Path) -> Vec<PathBuf> {
        self.below.left_out(folder)
    }

    fn replace(&self, path: &Path, old: &[u8], new: &[u8]) -> io::Result<()> {
        self.below.replace(path, old, new)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.below.write(path, bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryDisk;

    #[test]
    fn files_are_as_it_is_said() {
        let below = MemoryDisk::new([("a/main.tf", "1"), ("a/new.tf", "2"), ("b/only.tf", "3")]);
        // The working directory of a disk in memory has no name.
        let said = [
            ("a/main.tf", Some("old")),
            ("a/new.tf", None),
            ("b/only.tf", None),
            ("c/d/gone.tf", Some("4")),
        ];
        let files = said.map(|(path, held)| (PathBuf::from(path), held.map(Vec::from)));
        let disk = Revised::new(&below, files);
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert_eq!(disk.walk(Path::new("")).files, paths(&["a/main.tf", "c/d/gone.tf"]));
        assert_eq!(disk.list(Path::new("./a")).unwrap(), paths(&["a/main.tf"]));
        assert_eq!(disk.list(Path::new("c/d")).unwrap(), paths(&["c/d/gone.tf"]));
        assert_eq!(disk.read(Path::new("a/../a/main.tf")).unwrap(), b"old");
        assert_eq!(disk.read(Path::new("c/d/gone.tf")).unwrap(), b"4");
        assert!(disk.read(Path::new("a/new.tf")).is_err());
        assert_eq!(disk.entry(Path::new("c")), Entry::Folder);
        assert_eq!(disk.entry(Path::new("a/new.tf")), Entry::Nothing);
        assert_eq!(disk.entry(Path::new("x")), Entry::Nothing);
        let names = disk.names(Path::new("c")).unwrap();
        assert_eq!(names, [("d".to_owned(), Entry::Folder)]);
        assert!(disk.real(Path::new("a/new.tf")).is_err());
        assert_eq!(disk.real(Path::new("c/d")).unwrap(), Path::new("c/d"));
    }
}
