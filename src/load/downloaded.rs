//! The modules that `terraform init` has put beside a root module.

use super::here::Here;
use crate::catalog;
use crate::discover::{self, Files};
use crate::disk::{Disk, Entry};
use crate::evaluate::Call;
use serde::Deserialize;
use std::path::Path;

/// A module that lies on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Downloaded {
    /// The names of the calls that lead to it, joined by `.`.
    pub names: String,
    /// Where it came from.
    pub source: String,
    /// Its version, if it came from a registry.
    pub version: String,
    /// The folder, as it is shown.
    pub folder: String,
}

impl Downloaded {
    /// Whether it is what `call` asks for: the list may be older than the call.
    pub fn is_asked_for(&self, call: &Call) -> bool {
        let is_same = |source: &str| {
            let registries = ["registry.terraform.io/", "registry.opentofu.org/"];
            let from_registry = |registry| self.source.strip_prefix(registry) == Some(source);
            let plain = self.source.strip_prefix("git::https://");
            let plain = plain.map(|plain| plain.replacen(".git", "", 1));
            self.source == source
                || registries.into_iter().any(from_registry)
                || plain.as_deref() == Some(source.trim_start_matches("git::https://"))
        };
        let is_admitted = |constraint: &str| {
            let version = catalog::Version::parse(&self.version);
            let range = catalog::Range::parse(constraint);
            range.zip(version).is_some_and(|(range, version)| range.admits(version))
        };
        call.source.as_deref().is_some_and(is_same)
            && call.version.as_deref().is_none_or(is_admitted)
    }
}

/// Terraform's own list.
#[derive(Deserialize)]
struct List {
    #[serde(rename = "Modules")]
    modules: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    #[serde(rename = "Key")]
    key: String,
    #[serde(rename = "Source")]
    source: String,
    #[serde(rename = "Version", default)]
    version: String,
    #[serde(rename = "Dir")]
    folder: String,
}

/// The modules beside folder `at` of `files`; `data_folder` is what `TF_DATA_DIR` says. A list that
/// cannot be read says nothing.
pub(super) fn read(
    disk: &dyn Disk,
    files: &Files,
    at: usize,
    data_folder: &Path,
    here: &Here,
) -> Vec<Downloaded> {
    let Some(folder) = files.folders.get(at) else { return Vec::new() };
    let folder = Path::new(&folder.name);
    let list = folder.join(data_folder).join("modules/modules.json");
    if disk.entry(&list) != Entry::File {
        return Vec::new();
    }
    let bytes = disk.read(&list).unwrap_or_default();
    let list = serde_json::from_slice::<List>(&bytes).map_or(Vec::new(), |list| list.modules);
    let is_elsewhere =
        |one: &Listed| !one.key.is_empty() && !crate::evaluate::is_local(&one.source);
    let list = list.into_iter().filter(is_elsewhere);
    let found = list.map(|one| Downloaded {
        folder: here.name(&discover::joined(folder, &one.folder)),
        names: one.key,
        source: one.source,
        version: one.version,
    });
    // The list is a file like any other: it shall not lead out of where modules are downloaded to.
    let bases = [folder.to_owned(), folder.join(data_folder)].map(|base| disk.real(&base));
    let is_inside = |one: &Downloaded| {
        let place = disk.real(Path::new(&one.folder));
        place.is_ok_and(|place| bases.iter().flatten().any(|base| place.starts_with(base)))
    };
    found.filter(is_inside).collect()
}
