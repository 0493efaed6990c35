//! Who calls the folders that were asked for: looked for in the whole repository, since a module is
//! judged by what its callers pass to it.

use super::here::Here;
use super::sources;
use crate::discover::{self, Files};
use crate::disk::{Disk, Entry};
use crate::evaluate::is_local;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Adds the folders that call those in `files`, directly or through others.
pub(super) fn add(disk: &dyn Disk, files: &mut Files, here: &Here) {
    let mut roots = BTreeSet::new();
    for folder in files.folders.iter().filter(|folder| folder.given) {
        let Ok(real) = disk.real(Path::new(&folder.name)) else { continue };
        let is_repository = |path: &&Path| disk.entry(&path.join(".git")) != Entry::Nothing;
        if let Some(root) = real.ancestors().find(is_repository) {
            roots.insert(here.of_real(root));
        }
    }
    for root in roots {
        let covers = |whole: &String| {
            let whole = here.name(whole);
            whole == root || whole == "." && !root.starts_with("..") || is_below(&root, &whole)
        };
        if !files.whole.iter().any(covers) {
            add_from(disk, files, here, &root);
        }
    }
}

fn is_below(folder: &str, above: &str) -> bool {
    folder.strip_prefix(above).is_some_and(|rest| rest.starts_with('/'))
}

/// Adds the callers that lie below `root`.
fn add_from(disk: &dyn Disk, files: &mut Files, here: &Here, root: &str) {
    let known: BTreeSet<String> = files.folders.iter().map(|one| one.name.clone()).collect();
    let mut calls: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (found, _) = disk.walk(Path::new(root));
    for path in found.into_iter().filter(|path| discover::is_terraform(path)) {
        let folder = here.name(&discover::shown(path.parent().unwrap_or(Path::new(""))));
        if known.contains(&folder) {
            continue;
        }
        let Ok(bytes) = disk.read(&path) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        let local = sources::in_text(&text).filter(|source| is_local(source));
        let targets = local.map(|source| here.name(&discover::joined(Path::new(&folder), source)));
        calls.entry(folder.clone()).or_default().extend(targets);
    }
    let mut reached = known;
    while let Some(caller) = calls
        .iter()
        .find(|(caller, targets)| !reached.contains(*caller) && !targets.is_disjoint(&reached))
        .map(|(caller, _)| caller.clone())
    {
        let (found, variables) = discover::terraform_files(disk, Path::new(&caller));
        files.add_folder(caller.clone(), found, variables, false);
        reached.insert(caller);
    }
}
