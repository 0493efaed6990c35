//! What changed against a revision: which files, what they held before, and for what is staged, what
//! they are going to hold.

use super::{Git, path};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// What the files are compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// The working tree with where this revision and `HEAD` parted, as `git diff REF...` has it.
    Since(OsString),
    /// What is staged with `HEAD`.
    Staged,
}

/// What changed. All paths start at the top of the working tree.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The top of the working tree.
    pub top: PathBuf,
    /// The files that changed.
    pub touched: BTreeMap<PathBuf, Touched>,
    /// What each file that changed held before; nothing for one that was not there.
    pub before: BTreeMap<PathBuf, Option<Vec<u8>>>,
    /// Of what is staged, the files that are not so in the working tree; nothing for one that is
    /// only there.
    pub staged: BTreeMap<PathBuf, Option<Vec<u8>>>,
    /// The files of which it is not known what they held before.
    pub lost: usize,
    /// What is not looked at, in words.
    pub notes: Vec<String>,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touched {
    /// It is new, or holds something else.
    Written,
    /// It is gone.
    Deleted,
}

/// One entry of git's raw list: `:OLDMODE NEWMODE OLDID NEWID STATUS`, zero, the path, zero.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    old_mode: String,
    new_mode: String,
    pub(super) old: String,
    new: String,
    status: u8,
    pub(super) path: PathBuf,
}

const SUBMODULE: &str = "160000";

impl Entry {
    fn is_submodule(&self) -> bool {
        self.old_mode == SUBMODULE || self.new_mode == SUBMODULE
    }

    /// Whether it is a plain file on both sides, and git has not looked into it on the new one.
    pub(super) fn may_be_same(&self) -> bool {
        self.was_file() && self.new_mode.starts_with("100") && !self.new.contains(|c| c != '0')
    }

    /// Whether it is a plain file on the old side.
    fn was_file(&self) -> bool {
        self.old_mode.starts_with("100")
    }
}

/// The entries of a raw list; what is none ends it.
fn entries(listed: &[u8]) -> Vec<Entry> {
    let mut parts = listed.split(|byte| *byte == 0);
    let mut found = Vec::new();
    while let Some((head, file)) = parts.next().zip(parts.next()) {
        let Some(head) = str::from_utf8(head).ok().and_then(|head| head.strip_prefix(':')) else {
            break;
        };
        let words: Vec<&str> = head.split(' ').collect();
        let [old_mode, new_mode, old, new, status] = words.as_slice() else { break };
        let owned = |text: &str| text.to_owned();
        found.push(Entry {
            old_mode: owned(old_mode),
            new_mode: owned(new_mode),
            old: owned(old),
            new: owned(new),
            status: status.bytes().next().unwrap_or_default(),
            path: path(file),
        });
    }
    found
}

/// Whether this is the name of an object.
fn is_id(text: &str) -> bool {
    text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Without the line break that ends a line.
fn line(mut bytes: Vec<u8>) -> Vec<u8> {
    if bytes.ends_with(b"\n") {
        bytes.pop();
    }
    if cfg!(windows) && bytes.ends_with(b"\r") {
        bytes.pop();
    }
    bytes
}

impl Git {
    /// What changed in the working tree that the process stands in.
    ///
    /// # Errors
    /// In words, when git is not there, this is no working tree, or the revision is none.
    pub fn changes(&self, base: &Base) -> Result<Changes, String> {
        let top = path(&line(self.ask(["rev-parse", "--show-toplevel"])?));
        let git = self.without_filters()?;
        let mut changes = Changes { top, ..Changes::default() };
        let diff = ["diff-index", "--raw", "-z", "--no-renames", "--ignore-submodules=dirty"];
        let listed = match base {
            Base::Since(name) => {
                let parted = git.parted(name)?;
                let listed = git.ask(diff.into_iter().chain([parted.as_str(), "--"]))?;
                git.really(&changes.top, entries(&listed))?
            }
            Base::Staged => match git.commit(OsStr::new("HEAD"))? {
                Some(head) => {
                    let staged = diff.into_iter().chain(["--cached", head.as_str(), "--"]);
                    entries(&git.ask(staged)?)
                }
                None => entries(&git.all_staged()?),
            },
        };
        let listed = changes.without_submodules(listed);
        let beside = git.untracked(&mut changes)?;
        if *base == Base::Staged {
            git.stage(&mut changes, beside)?;
        } else {
            for file in beside {
                changes.touched.insert(file.clone(), Touched::Written);
                changes.before.insert(file, None);
            }
        }
        git.compare(&mut changes, listed)?;
        Ok(changes)
    }

    /// The commit that `name` stands for.
    fn commit(&self, name: &OsStr) -> Result<Option<String>, String> {
        let mut name = name.to_owned();
        name.push("^{commit}");
        let known = [OsStr::new("rev-parse"), "--verify".as_ref(), "--quiet".as_ref(), &name];
        let output = self.output(known)?;
        let id = String::from_utf8_lossy(&output.out).trim().to_owned();
        Ok((output.well && is_id(&id)).then_some(id))
    }

    /// Where the revision `name` and `HEAD` parted.
    fn parted(&self, name: &OsStr) -> Result<String, String> {
        let shown = name.to_string_lossy();
        // No name of a revision begins so, but an option does.
        if shown.starts_with('-') || shown.is_empty() {
            return Err(format!("`{shown}` is no revision of git"));
        }
        let shallow = self.ask(["rev-parse", "--is-shallow-repository"])?.starts_with(b"true");
        let fetch = if shallow {
            "; this clone is shallow: `git fetch --unshallow`, or `fetch-depth: 0` in \
             actions/checkout, brings what is missing"
        } else {
            ""
        };
        let head = self.commit(OsStr::new("HEAD"))?;
        let head = head.ok_or("there is no commit yet, so nothing to compare with")?;
        let Some(other) = self.commit(name)? else {
            let how = match shown.split_once('/') {
                _ if shallow => fetch.to_owned(),
                Some((remote, branch)) => format!("; `git fetch {remote} {branch}` may bring it"),
                None => "; `git branch --all` lists the branches".to_owned(),
            };
            return Err(format!("git does not know the revision `{shown}` here{how}"));
        };
        let output = self.output(["merge-base", &other, &head])?;
        let id = String::from_utf8_lossy(&output.out).trim().to_owned();
        if output.well && is_id(&id) {
            return Ok(id);
        }
        Err(format!("`{shown}` and HEAD have no commit in common here{fetch}"))
    }

    /// All that is staged, as a raw list, where there is no commit yet.
    fn all_staged(&self) -> Result<Vec<u8>, String> {
        let listed = self.ask(["ls-files", "--stage", "-z", "--full-name", "--", ":/"])?;
        let mut raw = Vec::new();
        for entry in listed.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
            let Some(tab) = entry.iter().position(|byte| *byte == b'\t') else { continue };
            let (head, file) = entry.split_at(tab);
            let head = String::from_utf8_lossy(head);
            let mut words = head.split(' ');
            let (mode, id) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            let none = "0".repeat(id.len());
            raw.extend_from_slice(format!(":000000 {mode} {none} {id} A\0").as_bytes());
            raw.extend_from_slice(file.get(1..).unwrap_or_default());
            raw.push(0);
        }
        Ok(raw)
    }

    /// The files that git does not know and is not told to overlook.
    fn untracked(&self, changes: &mut Changes) -> Result<Vec<PathBuf>, String> {
        let listed = self.ask([
            "ls-files",
            "--others",
            "--exclude-standard",
            "-z",
            "--full-name",
            "--",
            ":/",
        ])?;
        let mut found = Vec::new();
        for name in listed.split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
            if name.ends_with(b"/") {
                let name = String::from_utf8_lossy(name);
                changes.notes.push(format!("`{name}` is a repository of its own: not looked at"));
            } else {
                found.push(path(name));
            }
        }
        Ok(found)
    }

    /// Notes what is staged and not so in the working tree.
    fn stage(&self, changes: &mut Changes, beside: Vec<PathBuf>) -> Result<(), String> {
        changes.staged.extend(beside.into_iter().map(|file| (file, None)));
        let diff = ["diff-files", "--raw", "-z", "--no-renames", "--ignore-submodules=all", "--"];
        let listed = self.really(&changes.top, entries(&self.ask(diff)?))?;
        let wanted = listed.iter().filter(|entry| entry.was_file() && entry.status != b'A');
        let blobs = self.blobs(&wanted.map(|entry| entry.old.clone()).collect())?;
        for entry in listed {
            if entry.status == b'A' {
                // `git add --intent-to-add` stages nothing but a name.
                changes.staged.insert(entry.path, None);
            } else if let Some(bytes) = blobs.get(&entry.old).filter(|_| entry.was_file()) {
                changes.staged.insert(entry.path, Some(bytes.clone()));
            }
        }
        Ok(())
    }

    /// Notes which files changed, and what they held before.
    fn compare(&self, changes: &mut Changes, listed: Vec<Entry>) -> Result<(), String> {
        let held = listed.iter().filter(|entry| entry.was_file());
        let ids: BTreeSet<String> = held.map(|entry| entry.old.clone()).collect();
        let blobs = self.blobs(&ids)?;
        for entry in listed {
            let before = blobs.get(&entry.old).cloned().filter(|_| entry.was_file());
            changes.lost += usize::from(entry.was_file() && before.is_none());
            let is = if entry.status == b'D' { Touched::Deleted } else { Touched::Written };
            // A file that git no longer keeps, and that is there all the same, was seen before.
            changes.touched.entry(entry.path.clone()).or_insert(is);
            changes.before.insert(entry.path, before);
        }
        Ok(())
    }
}

impl Changes {
    /// Without what is a repository of its own.
    fn without_submodules(&mut self, listed: Vec<Entry>) -> Vec<Entry> {
        let (submodules, files): (Vec<Entry>, Vec<Entry>) =
            listed.into_iter().partition(Entry::is_submodule);
        self.notes.extend(submodules.iter().map(|entry| {
            let name = entry.path.display();
            format!("the submodule `{name}` changed; what changed in it is not looked at")
        }));
        files
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_lists_are_read() {
        let (one, none) = ("1".repeat(40), "0".repeat(40));
        let raw = format!(
            ":100644 100644 {one} {none} M\0a \"b\"\n.tf\0:100644 000000 {one} {none} D\0d\0:000000 \
             160000 {none} {one} A\0sub\0"
        );
        let found = entries(raw.as_bytes());
        let names: Vec<_> = found.iter().map(|entry| entry.path.to_str().unwrap()).collect();
        assert_eq!(names, ["a \"b\"\n.tf", "d", "sub"]);
        assert_eq!(found.iter().map(|entry| entry.status).collect::<Vec<_>>(), *b"MDA");
        let submodules: Vec<_> = found.iter().map(Entry::is_submodule).collect();
        assert_eq!(submodules, [false, false, true]);
        assert!(found[0].was_file() && !found[2].was_file());
        assert_eq!(entries(b""), []);
        assert_eq!(entries(b":100644\0x\0"), []);
    }

    #[test]
    fn options_are_no_revisions() {
        // No program is run for them: this one is not there.
        let git = Git::new("there-is-no-such-program");
        for name in ["--output=x", "-", ""] {
            let error = git.parted(OsStr::new(name)).unwrap_err();
            assert_eq!(error, format!("`{name}` is no revision of git"));
        }
        let error = git.changes(&Base::Staged).unwrap_err();
        assert!(error.contains("is not installed"), "{error}");
    }
}
