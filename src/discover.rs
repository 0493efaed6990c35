//! Paths -> the files of a run: root modules, JSON files that may be ours, and what is reported.

use crate::disk::{Disk, Entry};
use crate::source::{SourceId, Sources};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// What a file is said to be, where its content shall not decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Terraform in HCL.
    Terraform,
    /// The JSON of an authorization policy.
    Policy,
    /// The JSON body that creates an endpoint gateway.
    Gateway,
}

/// The files of a run.
#[derive(Debug, Default)]
pub struct Files {
    /// Every file, whether it will be read or not.
    pub sources: Sources,
    /// Where each source lies on the disk.
    pub paths: Vec<PathBuf>,
    /// Folders with Terraform files, each with its files in name order.
    pub roots: Vec<Root>,
    /// JSON files.
    pub json: Vec<Json>,
    /// If only files were named: those. Findings elsewhere are not reported.
    pub named: Option<BTreeSet<SourceId>>,
    /// What was passed over, and why.
    pub notes: Vec<String>,
    /// How many files were passed over.
    pub skipped: usize,
    /// What could not be looked into.
    pub unseen: Vec<String>,
}

/// A folder with Terraform files.
#[derive(Debug)]
pub struct Root {
    /// The folder, as it is shown.
    pub folder: String,
    /// Its files.
    pub files: Vec<SourceId>,
    /// Files that set its variables: `terraform.tfvars`, `*.auto.tfvars`.
    pub variables: Vec<SourceId>,
    /// It has files in Terraform's JSON syntax too, which are not read.
    pub unread: bool,
}

/// A JSON file.
#[derive(Debug)]
pub struct Json {
    /// The file.
    pub source: SourceId,
    /// It was named by its path rather than found in a folder.
    pub named: bool,
}

/// A path that is not there.
#[derive(Debug)]
pub struct NotThere {
    /// The path as it was given.
    pub path: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Hcl,
    /// A file of variables that Terraform reads by itself.
    Variables,
    TerraformJson,
    Json,
    Other,
}

fn sort_of(path: &Path) -> Sort {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let ends = |end: &str| name.len() > end.len() && name.ends_with(end);
    let plain = name.strip_suffix(".json").unwrap_or(name);
    if plain == "terraform.tfvars" || plain.ends_with(".auto.tfvars") {
        Sort::Variables
    } else if ends(".tf.json") || ends(".tofu.json") {
        Sort::TerraformJson
    } else if ends(".tf") || ends(".tofu") {
        Sort::Hcl
    } else if name.to_ascii_lowercase().ends_with(".json") {
        Sort::Json
    } else {
        Sort::Other
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// Finds the files of `paths`.
///
/// # Errors
/// When a path is not there.
pub fn discover(
    disk: &dyn Disk,
    paths: &[PathBuf],
    kind: Option<FileKind>,
) -> Result<Files, NotThere> {
    let mut found = Found::default();
    for path in paths {
        match disk.entry(path) {
            Entry::Folder => found.add_folder(disk, path),
            Entry::File => found.add_file(disk, path, kind),
            Entry::Nothing => return Err(NotThere { path: path.to_string_lossy().into_owned() }),
        }
    }
    Ok(found.into_files())
}

#[derive(Default)]
struct Found {
    /// Terraform files by folder; the second says that `.tf.json` files stand there too.
    folders: BTreeMap<String, (BTreeMap<String, PathBuf>, bool)>,
    json: BTreeMap<String, (PathBuf, bool)>,
    /// Files of variables by folder.
    variables: BTreeMap<String, BTreeMap<String, PathBuf>>,
    /// The files named, and whether anything else than a file was named.
    named: BTreeSet<String>,
    whole: bool,
    notes: Vec<String>,
    skipped: BTreeSet<String>,
    unseen: Vec<String>,
}

impl Found {
    fn add_folder(&mut self, disk: &dyn Disk, folder: &Path) {
        self.whole = true;
        let (files, unseen) = disk.walk(folder);
        self.unseen.extend(unseen);
        for path in files {
            match sort_of(&path) {
                // As Terraform does with `._main.tf` and editors' leftovers.
                Sort::Hcl | Sort::Variables | Sort::TerraformJson if is_hidden(&path) => {
                    self.pass_over(&path, "is passed over: Terraform does not read hidden files");
                }
                Sort::Hcl => self.add_hcl(&path),
                Sort::Variables => self.add_variables(&path),
                Sort::TerraformJson => self.add_terraform_json(&path),
                Sort::Json => {
                    self.json.entry(shown(&path)).or_insert((path, false));
                }
                Sort::Other => {}
            }
        }
    }

    fn add_file(&mut self, disk: &dyn Disk, path: &Path, kind: Option<FileKind>) {
        let sort = match kind {
            Some(FileKind::Terraform) => Sort::Hcl,
            Some(FileKind::Policy | FileKind::Gateway) => Sort::Json,
            None => sort_of(path),
        };
        match sort {
            Sort::Hcl => {
                self.named.insert(shown(path));
                self.add_hcl(path);
                let folder = path.parent().unwrap_or(Path::new(""));
                let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
                for other in disk.list(folder).unwrap_or_default() {
                    match sort_of(&other) {
                        _ if is_hidden(&other) => {}
                        Sort::Hcl => self.add_hcl(&other),
                        Sort::Variables => self.add_variables(&other),
                        Sort::TerraformJson => self.mark_unread(&other),
                        Sort::Json | Sort::Other => {}
                    }
                }
            }
            Sort::TerraformJson => self.add_terraform_json(path),
            Sort::Json => {
                self.named.insert(shown(path));
                self.json.insert(shown(path), (path.to_owned(), true));
            }
            Sort::Variables => self.pass_over(path, "is read with the folder it stands in"),
            Sort::Other => self.pass_over(path, "is neither Terraform nor JSON"),
        }
    }

    fn add_hcl(&mut self, path: &Path) {
        let files = &mut self.folders.entry(folder_of(path)).or_default().0;
        files.entry(shown(path)).or_insert_with(|| path.to_owned());
    }

    fn add_variables(&mut self, path: &Path) {
        let files = self.variables.entry(folder_of(path)).or_default();
        files.entry(shown(path)).or_insert_with(|| path.to_owned());
    }

    fn add_terraform_json(&mut self, path: &Path) {
        self.mark_unread(path);
        self.pass_over(path, "is in Terraform's JSON syntax, which is not read yet");
    }

    fn mark_unread(&mut self, path: &Path) {
        self.folders.entry(folder_of(path)).or_default().1 = true;
    }

    fn pass_over(&mut self, path: &Path, why: &str) {
        let path = shown(path);
        self.notes.push(format!("`{path}` {why}"));
        self.skipped.insert(path);
    }

    fn into_files(self) -> Files {
        let hcl = self.folders.values().flat_map(|(files, _)| files.iter());
        let json = self.json.iter().map(|(shown, (path, _))| (shown, path));
        let variables = self.variables.values().flatten();
        let all: BTreeMap<&String, &PathBuf> = hcl.chain(json).chain(variables).collect();
        let ids: BTreeMap<&String, SourceId> =
            all.keys().copied().zip((0..).map(SourceId)).collect();
        let id = |path: &String| ids.get(path).copied();
        let roots = self.folders.iter().filter(|(_, (files, _))| !files.is_empty());
        Files {
            sources: Sources::new(all.keys().map(|path| (*path).clone())),
            paths: all.values().map(|path| (*path).clone()).collect(),
            roots: roots
                .map(|(folder, (files, unread))| Root {
                    folder: folder.clone(),
                    files: files.keys().filter_map(id).collect(),
                    variables: (self.variables.get(folder).into_iter().flatten())
                        .filter_map(|(path, _)| id(path))
                        .collect(),
                    unread: *unread,
                })
                .collect(),
            json: self
                .json
                .iter()
                .filter_map(|(path, (_, named))| Some(Json { source: id(path)?, named: *named }))
                .collect(),
            named: (!self.whole).then(|| self.named.iter().filter_map(id).collect()),
            notes: self.notes,
            skipped: self.skipped.len(),
            unseen: self.unseen,
        }
    }
}

fn folder_of(path: &Path) -> String {
    path.parent().map(shown).unwrap_or_default()
}

/// Whether Terraform merges the file at `path` into the others: `override.tf`, `x_override.tf`.
pub fn is_override(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    stem == "override" || stem.ends_with("_override")
}

/// A path as it is shown: with `/`, without `.` in it.
pub fn shown(path: &Path) -> String {
    let mut out = String::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::RootDir => out.push('/'),
            // `a/../b` is `b`, so that one file has one name.
            Component::ParentDir if goes_back(&out) => {
                out.truncate(out.rfind('/').unwrap_or(0));
            }
            part => {
                if !out.is_empty() && !out.ends_with('/') {
                    out.push('/');
                }
                out.push_str(&part.as_os_str().to_string_lossy());
            }
        }
    }
    if out.is_empty() { ".".to_owned() } else { out }
}

/// Whether the last part of a path can be taken back by `..`.
fn goes_back(path: &str) -> bool {
    !matches!(path.rsplit('/').next(), None | Some("" | ".."))
}

/// The folder that `relative` leads to from `folder`, as it is shown: `modules/a` and `../b` give
/// `modules/b`.
pub fn joined(folder: &Path, relative: &str) -> String {
    let mut parts = PathBuf::new();
    for part in folder.join(relative).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(parts.components().next_back(), Some(Component::Normal(_))) =>
            {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    shown(&parts)
}
