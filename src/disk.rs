//! The only door to files: a real folder tree, one in memory for tests, and one with files laid over it.

mod memory;
mod overlay;
mod replace;
mod revised;

pub use self::memory::MemoryDisk;
pub use self::overlay::Overlay;
pub use self::revised::{Revised, absolute};

use ignore::WalkBuilder;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

/// Files larger than this are not read: 32 MiB.
pub const LARGEST_FILE: u64 = 32 * 1024 * 1024;

/// Files that are long by nature are read up to this size: 256 MiB.
pub const LONGEST_FILE: u64 = 256 * 1024 * 1024;
/// How many bytes of a file tell whether it is long by nature.
const BEGINNING: usize = 4096;

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

/// The state of a file: when it was written or what is in it, and how long it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp(u128, u64);

/// What lies below a folder.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    /// The files, in path order; among them links to folders, which are not followed.
    pub files: Vec<PathBuf>,
    /// Those of them that are links.
    pub links: BTreeSet<PathBuf>,
    /// What could not be looked into, in words.
    pub unseen: Vec<String>,
}

/// Where files are read from, and where mended ones are written.
pub trait Disk: Sync {
    /// What stands at `path`.
    fn entry(&self, path: &Path) -> Entry;
    /// The bytes of the file at `path`; an error also where it is larger than [`LARGEST_FILE`].
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// As [`Disk::read`], but up to [`LONGEST_FILE`] where `is_long` says so of its first bytes.
    fn read_long(&self, path: &Path, is_long: &dyn Fn(&[u8]) -> bool) -> io::Result<Vec<u8>> {
        let _ = is_long;
        self.read(path)
    }
    /// What lies below `folder`, without what `.gitignore` leaves out and without `.git` and
    /// `.terraform`.
    fn walk(&self, folder: &Path) -> Walk;
    /// As [`Disk::walk`], with what `.gitignore` leaves out.
    fn walk_all(&self, folder: &Path) -> Walk {
        self.walk(folder)
    }
    /// The files that stand directly in `folder`, in path order.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
    /// The name of everything that stands directly in `folder`, hidden or not, and what it is; an
    /// error also where a name is no Unicode.
    fn names(&self, folder: &Path) -> io::Result<Vec<(String, Entry)>>;
    /// Where `path` really leads, without `..` and through links.
    fn real(&self, path: &Path) -> io::Result<PathBuf>;
    /// Whether both paths lead to the same file, if there is one.
    fn is_same(&self, one: &Path, other: &Path) -> bool {
        self.real(one).is_ok_and(|real| self.real(other).is_ok_and(|other| other == real))
    }
    /// Whether anything stands at `path`, be it neither a file nor a folder: a link that leads nowhere.
    fn is_there(&self, path: &Path) -> bool {
        self.entry(path) != Entry::Nothing
    }
    /// Where the link at `path` really leads; nothing if there is no link.
    fn link(&self, path: &Path) -> Option<PathBuf> {
        let _ = path;
        None
    }
    /// Puts `new` in the place of the file at `path`, all of it or nothing; an error if its bytes
    /// are no longer `old`.
    fn replace(&self, path: &Path, old: &[u8], new: &[u8]) -> io::Result<()>;
    /// What changes when the file at `path` does; nothing if there is none.
    fn stamp(&self, path: &Path) -> Option<Stamp> {
        let bytes = self.read(path).ok()?;
        let mut hash = DefaultHasher::new();
        bytes.hash(&mut hash);
        Some(Stamp(u128::from(hash.finish()), bytes.len() as u64))
    }
    /// What [`Disk::walk`] passes by below `folder`: files that `.gitignore` leaves out, and the
    /// folders `.terraform`.
    fn left_out(&self, folder: &Path) -> Vec<PathBuf> {
        let _ = folder;
        Vec::new()
    }
    /// Makes a file at `path` that holds `bytes`; an error if there is anything, even a link that
    /// leads nowhere.
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        match self.entry(path) {
            Entry::Nothing => self.write(path, bytes),
            _ => Err(io::ErrorKind::AlreadyExists.into()),
        }
    }
    /// Makes `bytes` the content of the file at `path`, whether it is there or not.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
}

/// Whether `folder` is the top of a repository; in a linked worktree or a submodule `.git` is a file.
pub fn is_repository(disk: &dyn Disk, folder: &Path) -> bool {
    disk.entry(&folder.join(".git")) != Entry::Nothing
}

/// The top of the repository in which `folder` lies, a path without `..`; nothing if it lies in none.
pub fn repository_of<'a>(disk: &dyn Disk, folder: &'a Path) -> Option<&'a Path> {
    folder.ancestors().find(|one| is_repository(disk, one))
}

/// The folder at `path`, or the one in which the file there stands.
pub fn folder_of<'a>(disk: &dyn Disk, path: &'a Path) -> &'a Path {
    let is_folder = disk.entry(path) == Entry::Folder;
    if is_folder { path } else { path.parent().unwrap_or(Path::new("")) }
}

/// Whether a link leads out of the repository in which it stands: it is read only where it is named.
pub fn leads_out(disk: &dyn Disk, path: &Path) -> bool {
    let Some(real) = disk.link(path) else { return false };
    let Ok(folder) = disk.real(path.parent().unwrap_or(Path::new(""))) else { return true };
    repository_of(disk, &folder).is_some_and(|top| !real.starts_with(top))
}

/// What is said of a file that is not written because it is not as it was.
fn has_changed() -> io::Error {
    io::Error::other("it was changed since it was read")
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
        self.read_long(path, &|_| false)
    }

    fn read_long(&self, path: &Path, is_long: &dyn Fn(&[u8]) -> bool) -> io::Result<Vec<u8>> {
        let too_large =
            |most: u64| io::Error::other(format!("the file is larger than {} MiB", most >> 20));
        let mut file = std::fs::File::open(path)?;
        // Asked of the open file: to look its path up a second time costs as much as to read it.
        let state = file.metadata()?;
        let size = state.len();
        let mut bytes = Vec::new();
        let mut most = LARGEST_FILE;
        if size > LARGEST_FILE {
            file.by_ref().take(BEGINNING as u64).read_to_end(&mut bytes)?;
            most = if is_long(&bytes) { LONGEST_FILE } else { LARGEST_FILE };
        }
        if size > most {
            return Err(too_large(most));
        }
        // There is room for one byte more than a file says: where that stays empty nothing follows, and to
        // ask once more would cost as much as to read it.
        let begin = bytes.len();
        let whole = usize::try_from(size).unwrap_or(0);
        bytes.resize(whole.max(begin) + 1, 0);
        let read = match file.read(bytes.get_mut(begin..).unwrap_or_default()) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
            read => read?,
        };
        bytes.truncate(begin + read);
        if state.is_file() && whole > 0 && bytes.len() == whole {
            return Ok(bytes);
        }
        // A pipe does not say how long it is, and a file may grow: what comes out is what counts.
        file.take(most + 1 - bytes.len() as u64).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > most {
            return Err(too_large(most));
        }
        Ok(bytes)
    }

    fn walk(&self, folder: &Path) -> Walk {
        walk(folder, true)
    }

    fn walk_all(&self, folder: &Path) -> Walk {
        walk(folder, false)
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

    /// Links of all kinds are looked through.
    #[cfg(unix)]
    fn is_same(&self, one: &Path, other: &Path) -> bool {
        use std::os::unix::fs::MetadataExt as _;
        let file = |path: &Path| std::fs::metadata(path).map(|found| (found.dev(), found.ino()));
        file(one).is_ok_and(|one| file(other).is_ok_and(|other| other == one))
    }
    fn is_there(&self, path: &Path) -> bool {
        std::fs::symlink_metadata(path).is_ok()
    }

    fn link(&self, path: &Path) -> Option<PathBuf> {
        let found = std::fs::symlink_metadata(path).ok()?;
        if found.is_symlink() { self.real(path).ok() } else { None }
    }

    fn replace(&self, path: &Path, old: &[u8], new: &[u8]) -> io::Result<()> {
        replace::replace(path, old, new)
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        let found = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
        let time = found.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH);
        Some(Stamp(time.map_or(0, |time| time.as_nanos()), found.len()))
    }

    fn left_out(&self, folder: &Path) -> Vec<PathBuf> {
        let seen: BTreeSet<PathBuf> = self.walk(folder).files.into_iter().collect();
        let walk = WalkBuilder::new(folder)
            .standard_filters(false)
            .filter_entry(|entry| entry.file_name() != ".git")
            .sort_by_file_name(OsStr::cmp)
            .build();
        let paths = walk.flatten().map(ignore::DirEntry::into_path);
        let downloaded = |path: &Path| path.ends_with(".terraform");
        let inside = |path: &PathBuf| path.ancestors().skip(1).any(downloaded);
        paths
            .filter(|path| !inside(path))
            .filter(|path| downloaded(path) || path.is_file() && !seen.contains(path))
            .collect()
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = std::fs::File::create_new(path)?;
        io::Write::write_all(&mut file, bytes)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        std::fs::write(path, bytes)
    }
}

/// The files below `folder`, with `.gitignore` heeded or not.
fn walk(folder: &Path, heeded: bool) -> Walk {
    let mut found = Walk::default();
    let walk = WalkBuilder::new(folder)
        .hidden(false)
        .ignore(false)
        .git_global(false)
        .require_git(false)
        .git_ignore(heeded)
        .git_exclude(heeded)
        .parents(heeded)
        .filter_entry(|entry| !is_left_out(entry.file_name().to_str()))
        .sort_by_file_name(OsStr::cmp)
        .build();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                found.files.push(entry.into_path());
            }
            // A link to a file is the file. A link to a folder is listed too, so that it can be told,
            // but not followed, so no loop ends here.
            Ok(entry) if entry.path_is_symlink() && entry.path().exists() => {
                found.links.insert(entry.path().to_owned());
                found.files.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) => found.unseen.push(error.to_string()),
        }
    }
    found
}

fn is_left_out(name: Option<&str>) -> bool {
    matches!(name, Some(".git" | ".terraform"))
}

/// A path without `.` in it, so that `./a.tf` and `a.tf` are one.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| !matches!(part, Component::CurDir)).collect()
}
