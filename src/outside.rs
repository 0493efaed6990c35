//! Folders of which the configuration speaks, and at which a run does not look.

use crate::Note;
use crate::disk::{Disk, Entry};
use crate::graph::Accounts;
use crate::load::Here;
use crate::model::{Gap, Hides, Model, World};
use std::path::Path;

/// Where a run looks.
pub struct Looked<'a> {
    /// The folders that were named.
    pub whole: &'a [String],
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
        let is_root = |name: &&str| model.folders.values().any(|folder| folder == name);
        if names.iter().any(|name| looked.covers(name)) || names.iter().any(is_root) {
            continue;
        }
        let text = format!("`{written}` in `[accounts.folders]` is not among what is checked");
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

impl Looked<'_> {
    /// Whether all of `folder` was named, by itself or with what it lies in.
    fn covers(&self, folder: &str) -> bool {
        let folder = self.here.name(folder);
        self.whole.iter().any(|whole| is_within(&folder, &self.here.name(whole)))
    }
}

/// Whether `folder` is `whole` or lies below it, both as they are shown.
fn is_within(folder: &str, whole: &str) -> bool {
    let climbs = |path: &str| path.split('/').take_while(|part| *part == "..").count();
    let only_climbs = whole == "." || whole.split('/').all(|part| part == "..");
    if only_climbs {
        return !folder.starts_with('/') && climbs(folder) <= climbs(whole);
    }
    let below = folder.strip_prefix(whole.trim_end_matches('/'));
    below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_covers_what_lies_below_it() {
        for (folder, whole) in [
            ("hub", "."),
            ("hub", "hub"),
            ("envs/hub", "envs"),
            (".", ".."),
            ("../hub", ".."),
            ("/all/hub", "/all"),
            ("/all/hub", "/"),
        ] {
            assert!(is_within(folder, whole), "{folder} in {whole}");
        }
        for (folder, whole) in
            [("../hub", "."), ("hub", "hub/a"), ("hubble", "hub"), ("../..", ".."), ("/all", ".")]
        {
            assert!(!is_within(folder, whole), "{folder} in {whole}");
        }
    }
}
