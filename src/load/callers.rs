//! Who calls the folders that were asked for: looked for in the whole repository, since a module is
//! judged by what its callers pass to it.

use super::here::Here;
use super::sources;
use crate::discover::{self, Files};
use crate::disk::{Disk, leads_out, repository_of};
use crate::evaluate::is_local;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Adds the folders that call those in `files`, directly or through others.
pub(super) fn add(disk: &dyn Disk, files: &mut Files, here: &Here) {
    let whole = files.whole.iter().filter_map(|name| {
        let real = disk.real(Path::new(name)).ok()?;
        let root = repository_of(disk, &real).map(Path::to_owned);
        Some((name.as_str(), real, root))
    });
    let whole: Vec<(&str, PathBuf, Option<PathBuf>)> = whole.collect();
    // Of what was asked for as a whole repository, the disk need not be asked folder by folder.
    let is_closed = |folder: &str| {
        whole.iter().any(|(name, real, root)| {
            is_within(folder, name) && root.as_ref().is_none_or(|root| root == real)
        })
    };
    let mut roots = BTreeSet::new();
    for folder in files.folders.iter().filter(|folder| folder.given) {
        if !is_closed(&folder.name) {
            let real = disk.real(Path::new(&folder.name));
            roots.extend(real.ok().and_then(|real| repository_of(disk, &real).map(Path::to_owned)));
        }
    }
    roots.retain(|root| !whole.iter().any(|(_, real, _)| root.starts_with(real)));
    for root in roots {
        add_from(disk, files, here, &here.of_real(&root));
    }
}

/// Whether the folder of that name is the one called `whole`, or lies in it.
fn is_within(folder: &str, whole: &str) -> bool {
    let is_here = || whole == "." && !folder.starts_with("..") && !folder.starts_with('/');
    let rest = folder.strip_prefix(whole);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) || is_here()
}

/// Adds the callers that lie below `root`.
fn add_from(disk: &dyn Disk, files: &mut Files, here: &Here, root: &str) {
    let known: BTreeSet<String> = files.folders.iter().map(|one| one.name.clone()).collect();
    let mut calls: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let below = disk.walk(Path::new(root));
    for path in below.files.into_iter().filter(|path| discover::is_terraform(path)) {
        let folder = here.name(&discover::shown(path.parent().unwrap_or(Path::new(""))));
        if known.contains(&folder) || below.links.contains(&path) && leads_out(disk, &path) {
            continue;
        }
        let Ok(bytes) = disk.read(&path) else { continue };
        let text = String::from_utf8(bytes);
        let text =
            text.unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
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
