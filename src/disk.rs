//! The only door to files: a real folder tree, one in memory for tests, and one with a file laid over it.

use ignore::WalkBuilder;
use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

/// Files larger than this are not read: 32 MiB.
pub const LARGEST_FILE: u64 = 32 * 1024 * 1024;

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// Nothing, or something that is neither.
    Nothing,
}

/// Where files are read from.
pub trait Disk: Sync {
    /// What stands at `path`.
    fn entry(&self, path: &Path) -> Entry;
    /// The bytes of the file at `path`; an error also where it is larger than [`LARGEST_FILE`].
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// The files below `folder`, in path order, without what `.gitignore` leaves out and without
    /// `.git` and `.terraform`; and what could not be looked into, in words.
    fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<String>);
    /// The files that stand directly in `folder`, in path order.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
    /// The name of everything that stands directly in `folder`, hidden or not, and what it is; an
    /// error also where a name is no Unicode.
    fn names(&self, folder: &Path) -> io::Result<Vec<(String, Entry)>>;
    /// Where `path` really leads, without `..` and through links.
    fn real(&self, path: &Path) -> io::Result<PathBuf>;
}

/// The disk of the machine.
#[derive(Clone, Copy, Debug)]
pub struct RealDisk;

#[expect(clippy::disallowed_methods, reason = "this is the one place that touches files")]
impl Disk for RealDisk {
    fn entry(&self, path: &Path) -> Entry {
        match std::fs::metadata(path) {
            Ok(found) if found.is_dir() => Entry::Folder,
            Ok(found) if found.is_file() => Entry::File,
            _ => Entry::Nothing,
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let too_large = || io::Error::other("the file is larger than 32 MiB");
        let file = std::fs::File::open(path)?;
        // Asked of the open file: to look its path up a second time costs as much as to read it.
        let size = file.metadata()?.len();
        if size > LARGEST_FILE {
            return Err(too_large());
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
        // A pipe does not say how long it is, and a file may grow: what comes out is what counts.
        file.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LARGEST_FILE {
            return Err(too_large());
        }
        Ok(bytes)
    }

    fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<String>) {
        let mut files = Vec::new();
        let mut unseen = Vec::new();
        let walk = WalkBuilder::new(folder)
            .hidden(false)
            .ignore(false)
            .git_global(false)
            .require_git(false)
            .filter_entry(|entry| !is_left_out(entry.file_name().to_str()))
            .sort_by_file_path(Path::cmp)
            .build();
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    files.push(entry.into_path());
                }
                // A link to a file is the file; links to folders are not followed, so no loop ends here.
                Ok(entry) if entry.path_is_symlink() && entry.path().is_file() => {
                    files.push(entry.into_path());
                }
                Ok(_) => {}
                Err(error) => unseen.push(error.to_string()),
            }
        }
        (files, unseen)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_file() {
                files.push(path);
            }
        }
        files.sort();
        Ok(files)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<(String, Entry)>> {
        let mut names = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().into_string();
            let name = name.map_err(|_| io::Error::other("a name that is no Unicode"))?;
            names.push((name, self.entry(&entry.path())));
        }
        names.sort_by(|one, other| one.0.cmp(&other.0));
        Ok(names)
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        let here = path.as_os_str().is_empty();
        std::fs::canonicalize(if here { Path::new(".") } else { path })
    }
}

fn is_left_out(name: Option<&str>) -> bool {
    matches!(name, Some(".git" | ".terraform"))
}

/// Files in memory; folders are there when a file is in them.
#[derive(Clone, Debug, Default)]
pub struct MemoryDisk {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl MemoryDisk {
    /// These files.
    pub fn new<P: Into<PathBuf>, T: Into<Vec<u8>>>(
        files: impl IntoIterator<Item = (P, T)>,
    ) -> Self {
        let files = files.into_iter().map(|(path, text)| (plain(&path.into()), text.into()));
        Self { files: files.collect() }
    }
}

/// A path without `.` in it, so that `./a.tf` and `a.tf` are one.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| !matches!(part, Component::CurDir)).collect()
}

impl Disk for MemoryDisk {
    fn entry(&self, path: &Path) -> Entry {
        let path = plain(path);
        if self.files.contains_key(&path) {
            Entry::File
        } else if self.files.keys().any(|file| file.starts_with(&path)) {
            Entry::Folder
        } else {
            Entry::Nothing
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files.get(&plain(path)).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<String>) {
        let folder = plain(folder);
        (self.files.keys().filter(|file| file.starts_with(&folder)).cloned().collect(), Vec::new())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let folder = plain(folder);
        let inside = self.files.keys().filter(|file| file.parent() == Some(&folder));
        Ok(inside.cloned().collect())
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<(String, Entry)>> {
        let folder = plain(folder);
        let below = self.files.keys().filter_map(|file| file.strip_prefix(&folder).ok());
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
}

/// Another disk with one file laid over it: what an editor or a pipe holds in its place.
pub struct Overlay<'a> {
    /// The disk below.
    pub below: &'a dyn Disk,
    /// The path of the file.
    pub path: PathBuf,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Overlay<'_> {
    fn is(&self, path: &Path) -> bool {
        plain(path) == plain(&self.path)
    }
}

impl Disk for Overlay<'_> {
    fn entry(&self, path: &Path) -> Entry {
        if self.is(path) { Entry::File } else { self.below.entry(path) }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if self.is(path) { Ok(self.bytes.clone()) } else { self.below.read(path) }
    }

    fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<String>) {
        self.below.walk(folder)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut files = self.below.list(folder).unwrap_or_default();
        if !files.iter().any(|file| self.is(file)) {
            files.push(self.path.clone());
            files.sort();
        }
        Ok(files)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<(String, Entry)>> {
        self.below.names(folder)
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        self.below.real(path)
    }
}
