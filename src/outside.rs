//! Folders of which the configuration speaks, and at which a run does not look.

use crate::Note;
use crate::discover::{self, shown};
use crate::disk::{Disk, Entry, Walk};
use crate::graph::Accounts;
use crate::load::Here;
use crate::model::{Gap, Hides, Model, World};
use crate::source::Sources;
use std::collections::HashSet;
use std::path::Path;

/// Where a run looks.
pub struct Looked<'a> {
    /// The files that it looks at.
    pub files: HashSet<String>,
    /// Where the working directory lies.
    pub here: &'a Here,
}

/// Says of the folders in `[accounts.folders]` which count for nothing, and what may hide in those that
/// are there and were not given.
pub fn folders(
    disk: &dyn Disk,
    accounts: &Accounts,
    looked: &Looked<'_>,
    model: &mut Model,
) -> Vec<Note> {
    let mut notes = Vec::new();
    for (written, names) in accounts.written() {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if !names.iter().any(|name| disk.entry(Path::new(name)) == Entry::Folder) {
            let text = format!(
                "`[accounts.folders]` names `{written}`, but there is no such folder, so it counts for nothing"
            );
            notes.push(Note { text, always: true });
            continue;
        }
        let text = match looked.at(disk, &names) {
            How::All => continue,
            How::Partly => {
                format!("not all of `{written}` in `[accounts.folders]` is among what is checked")
            }
            How::NotAtAll => {
                format!("`{written}` in `[accounts.folders]` is not among what is checked")
            }
        };
        notes.push(Note { text, always: false });
        for account in names.iter().filter_map(|name| accounts.folders.get(*name)).take(1) {
            for id in account.default.iter().chain(account.providers.values()) {
                let hides = Hides::PoliciesOf { account: id.clone(), folder: written.to_owned() };
                model.gaps.push(Gap { world: World(u32::MAX), hides });
            }
        }
    }
    notes
}

/// How much of a folder a run looks at.
enum How {
    All,
    Partly,
    NotAtAll,
}

impl<'a> Looked<'a> {
    /// A run that looks at `sources`, from the working directory that lies `here`.
    pub fn new(sources: &Sources, here: &'a Here) -> Self {
        let files = sources.iter().map(|(_, source)| here.name(&source.path)).collect();
        Self { files, here }
    }

    /// How much it looks at of the folder of these names: what is excluded, what `.gitignore` leaves
    /// out and what nobody gave may well hold something.
    fn at(&self, disk: &dyn Disk, names: &[&str]) -> How {
        let Some(folder) = names.iter().find(|name| disk.entry(Path::new(name)) == Entry::Folder)
        else {
            return How::NotAtAll;
        };
        let Walk { files, unseen, .. } = disk.walk_all(Path::new(folder));
        let (mut some, mut all) = (false, unseen.is_empty());
        for file in files.iter().filter(|file| may_hold_policies(file, Path::new(folder))) {
            let is_seen = self.files.contains(&self.here.name(&shown(file)));
            some |= is_seen;
            all &= is_seen;
        }
        match (all, some) {
            (true, _) => How::All,
            (false, true) => How::Partly,
            (false, false) => How::NotAtAll,
        }
    }
}

/// Whether a file that lies in `folder` may hold policies. What is downloaded there holds none of it.
fn may_hold_policies(file: &Path, folder: &Path) -> bool {
    let inside = file.strip_prefix(folder).unwrap_or(file).components();
    let is_foreign = |name: &[u8]| name.starts_with(b".") || name == b"node_modules";
    discover::may_hold_policies(file)
        && !inside.into_iter().any(|part| is_foreign(part.as_os_str().as_encoded_bytes()))
}
