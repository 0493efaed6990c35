//! The files of a run -> their texts, and the folders that hang together because one calls another.

mod callers;
mod downloaded;
mod here;
mod sources;

pub use self::downloaded::Downloaded;
pub use self::here::Here;
use crate::catalog;
use crate::discover::{self, Files};
use crate::disk::{Disk, repository_of};
use crate::evaluate::is_local;
use crate::lower::{document::looks_like_ours, plan};
use crate::source::SourceId;
use crate::threads;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// Why a file was not read.
#[derive(Clone, Debug)]
pub struct Unread {
    /// In words that follow the name of the file.
    pub reason: String,
    /// Its bytes look like a policy or a gateway all the same.
    pub ours: bool,
}

/// What the folders of a run have to do with each other.
#[derive(Debug, Default)]
pub struct Estate {
    /// The folders that hang together because one may call another, group by group.
    pub groups: Vec<Vec<usize>>,
    /// The Terraform files that could not be read.
    pub unread: BTreeMap<SourceId, Unread>,
    /// The texts that say what is known of modules that lie elsewhere, by the names of their files.
    pub models: BTreeMap<&'static str, SourceId>,
    /// The modules that were downloaded for a folder.
    pub downloaded: BTreeMap<usize, Vec<Downloaded>>,
    /// Where the working directory lies.
    pub here: Here,
}

/// Reads the Terraform files of `files`; adds the folders that they call and those that call them.
/// `data_folder` is where `terraform init` puts what it downloads.
pub fn load(disk: &dyn Disk, files: &mut Files, data_folder: &Path, threads: usize) -> Estate {
    let mut estate = Estate { here: Here::new(disk), ..Estate::default() };
    let mut links: Vec<(usize, String)> = Vec::new();
    callers::add(disk, files, &estate.here);
    let mut done = 0;
    while done < files.folders.len() {
        let new = done..files.folders.len();
        done = new.end;
        let ids: Vec<SourceId> = new.clone().flat_map(|at| sources_of(files, at)).collect();
        let read = threads::each(ids.len(), threads, |job| {
            let source = *ids.get(job)?;
            let read = read_text(disk, files, source);
            let found = || sources::in_text(files.sources.get(source).text()).map(str::to_owned);
            Some((source, read.map(|()| found().collect::<Vec<String>>())))
        });
        let mut named: BTreeMap<SourceId, Vec<String>> = BTreeMap::new();
        for (source, read) in read.into_iter().flatten().flatten() {
            match read {
                Ok(found) => named.extend((!found.is_empty()).then_some((source, found))),
                Err(unread) => estate.unread.extend([(source, unread)]),
            }
        }
        for at in new {
            let found = downloaded::read(disk, files, at, data_folder, &estate.here);
            links.extend(found.iter().map(|one| (at, one.folder.clone())));
            if !found.is_empty() {
                estate.downloaded.insert(at, found);
            }
            let called = called(files, at, &named, &mut estate);
            links.extend(called.into_iter().map(|folder| (at, folder)));
        }
        add_missing(disk, files, &links);
    }
    estate.groups = groups(files, &links);
    estate
}

fn sources_of(files: &Files, at: usize) -> Vec<SourceId> {
    let folder = files.folders.get(at).into_iter();
    folder.flat_map(|folder| folder.files.iter().chain(&folder.variables).copied()).collect()
}

/// The folders that folder `at` may call, by what is `named` in its files. What is known of other modules
/// that it may call is added to the texts.
fn called(
    files: &mut Files,
    at: usize,
    named: &BTreeMap<SourceId, Vec<String>>,
    estate: &mut Estate,
) -> BTreeSet<String> {
    let Some(folder) = files.folders.get(at) else { return BTreeSet::new() };
    let name = Path::new(&folder.name).to_owned();
    let found: BTreeSet<&String> =
        folder.files.iter().filter_map(|source| named.get(source)).flatten().collect();
    let (local, other): (Vec<&String>, Vec<&String>) =
        found.into_iter().partition(|source| is_local(source));
    for model in other.into_iter().flat_map(|source| catalog::models_of(source)) {
        estate.models.entry(model.file).or_insert_with(|| {
            let source = files.add(Path::new(model.file));
            files.sources.set_text(source, model.text.to_owned());
            source
        });
    }
    local.iter().map(|source| estate.here.name(&discover::joined(&name, source))).collect()
}

/// Adds the folders that are called and not there yet, unless they lie outside of the repository.
fn add_missing(disk: &dyn Disk, files: &mut Files, links: &[(usize, String)]) {
    let mut known: BTreeSet<String> = files.folders.iter().map(|one| one.name.clone()).collect();
    for (at, name) in links {
        let Some(caller) = files.folders.get(*at) else { continue };
        if known.contains(name) || leaves_repository(disk, &caller.name, name) {
            continue;
        }
        let (found, variables) = discover::terraform_files(disk, Path::new(name));
        if !found.is_empty() {
            files.add_folder(name.clone(), found, variables, false);
        }
        known.insert(name.clone());
    }
}

/// Whether `folder` lies outside of the repository that `caller` is in.
fn leaves_repository(disk: &dyn Disk, caller: &str, folder: &str) -> bool {
    let (Ok(caller), Ok(place)) = (disk.real(Path::new(caller)), disk.real(Path::new(folder)))
    else {
        return true;
    };
    repository_of(disk, &caller).is_some_and(|root| !place.starts_with(root))
}

/// Puts the folders together that links join.
fn groups(files: &Files, links: &[(usize, String)]) -> Vec<Vec<usize>> {
    let at: BTreeMap<&str, usize> =
        files.folders.iter().zip(0..).map(|(folder, at)| (folder.name.as_str(), at)).collect();
    let mut above: Vec<usize> = (0..files.folders.len()).collect();
    let top = |above: &[usize], mut one: usize| {
        while let Some(next) = above.get(one).filter(|next| **next != one) {
            one = *next;
        }
        one
    };
    for (caller, called) in links {
        if let Some(called) = at.get(called.as_str()) {
            let (one, other) = (top(&above, *caller), top(&above, *called));
            if let Some(place) = above.get_mut(one.max(other)) {
                *place = one.min(other);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for folder in 0..files.folders.len() {
        groups.entry(top(&above, folder)).or_default().push(folder);
    }
    groups.into_values().collect()
}

/// Reads a file and keeps its text.
///
/// # Errors
/// When it cannot be read or is no text.
///
/// # Panics
/// With an id of another run.
pub fn read_text(disk: &dyn Disk, files: &Files, source: SourceId) -> Result<(), Unread> {
    read_with(files, source, |path| disk.read(path))
}

/// As [`read_text`], for JSON: a plan may be longer than other files. One that `is_plan` is one
/// whatever it begins with.
///
/// # Errors
/// When it cannot be read or is no text.
///
/// # Panics
/// With an id of another run.
pub fn read_json(
    disk: &dyn Disk,
    files: &Files,
    source: SourceId,
    is_plan: bool,
) -> Result<(), Unread> {
    let is_long = |bytes: &[u8]| is_plan || plan::begins(bytes);
    read_with(files, source, |path| disk.read_long(path, &is_long))
}

fn read_with(
    files: &Files,
    source: SourceId,
    read: impl Fn(&Path) -> io::Result<Vec<u8>>,
) -> Result<(), Unread> {
    let path = files.paths.get(source.0 as usize).expect("every source has a path");
    let bytes = read(path)
        .map_err(|error| Unread { reason: format!("cannot be read: {error}"), ours: false })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        // UTF-16 has a zero beside each letter.
        let letters =
            error.as_bytes().iter().copied().filter(|byte| *byte != 0).collect::<Vec<_>>();
        let ours = looks_like_ours(&String::from_utf8_lossy(&letters));
        Unread { reason: format!("is not UTF-8 at byte {at}"), ours }
    })?;
    files.sources.set_text(source, text);
    Ok(())
}
