//! New bytes in the place of a file's old ones: all of them or none.
#![expect(clippy::disallowed_methods, reason = "this is the one place that writes files")]

use super::{Disk as _, RealDisk, has_changed};
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Writes `new` beside the file and moves it into its place, which nobody can see half done. A
/// link stays a link: what it leads to is replaced.
pub(super) fn replace(path: &Path, old: &[u8], new: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let found = fs::metadata(&path)?;
    // Moving a file into its place asks the folder only.
    if found.permissions().readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is write-protected"));
    }
    let draft = Draft::beside(&path)?;
    draft.write(new, found.permissions())?;
    keep_owner(&draft.path, &found);
    let now = RealDisk.read(&path)?;
    // Two links may lead to one file.
    if now == new {
        return Ok(());
    }
    if now != old {
        return Err(has_changed());
    }
    fs::rename(&draft.path, &path)
}

/// A file that is gone when it is not needed any more, whatever happens.
struct Draft {
    path: PathBuf,
    file: File,
}

impl Draft {
    /// A new file in the folder of `path`, whose name nothing else has or looks for.
    fn beside(path: &Path) -> io::Result<Self> {
        const TRIES: u32 = 100;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let process = std::process::id();
        let mut taken = io::Error::from(io::ErrorKind::AlreadyExists);
        for attempt in 0..TRIES {
            let path = path.with_file_name(format!(".{name}.bluelint-{process}-{attempt}"));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => return Ok(Self { path, file }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
                Err(error) => return Err(error),
            }
        }
        Err(taken)
    }

    fn write(&self, bytes: &[u8], permissions: Permissions) -> io::Result<()> {
        (&self.file).write_all(bytes)?;
        self.file.set_permissions(permissions)?;
        self.file.sync_all()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After it was moved there is nothing of this name.
        let _ = fs::remove_file(&self.path);
    }
}

/// Gives `path` the owner of the file whose place it takes. Where that is not allowed, it has
/// the one who writes it, as every new file.
#[cfg(unix)]
fn keep_owner(path: &Path, found: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let _ = chown(path, Some(found.uid()), Some(found.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &fs::Metadata) {}
