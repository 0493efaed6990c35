//! Paths -> the files of a run: root modules, JSON files that may be ours, and what is reported.

mod paths;

pub use self::paths::{joined, shown};

use crate::disk::{Disk, Entry, leads_out};
use crate::source::{SourceId, Sources};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What a file is said to be, where its content shall not decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Terraform in HCL.
    Terraform,
    /// The JSON of an authorization policy.
    Policy,
    /// The JSON body that creates an endpoint gateway.
    Gateway,
    /// The JSON of a Terraform plan.
    Plan,
}

/// The files of a run.
#[derive(Debug, Default)]
pub struct Files {
    /// Every file, whether it will be read or not.
    pub sources: Sources,
    /// Where each source lies on the disk.
    pub paths: Vec<PathBuf>,
    /// Folders with Terraform files, each with its files in name order.
    pub folders: Vec<Folder>,
    /// JSON files.
    pub json: Vec<Json>,
    /// If only files were named: those. Findings elsewhere are not reported.
    pub named: Option<BTreeSet<SourceId>>,
    /// The folders that were named.
    pub whole: Vec<String>,
    /// What was passed over, and why.
    pub notes: Vec<String>,
    /// The files that were passed over, and why.
    pub passed_over: Vec<(String, String)>,
    /// How many files were passed over.
    pub skipped: usize,
    /// What could not be looked into.
    pub unseen: Vec<String>,
    /// Terraform reads files that are links out of the repository, and we do not.
    pub beyond: bool,
}

/// A folder with Terraform files.
#[derive(Debug)]
pub struct Folder {
    /// The folder, as it is shown.
    pub name: String,
    /// Its files, in HCL and in Terraform's JSON syntax.
    pub files: Vec<SourceId>,
    /// Files that set its variables: `terraform.tfvars`, `*.auto.tfvars`, the later ones of which win.
    pub variables: Vec<SourceId>,
    /// It was asked for, and is not only looked at because another folder calls it or is called by it.
    pub given: bool,
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
    /// HCL, or Terraform's JSON syntax.
    Terraform,
    /// A file of variables that Terraform reads by itself.
    Variables,
    Json,
    Other,
}

fn sort_of(path: &Path) -> Sort {
    // A name that is no Unicode may well end as those of Terraform do.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = &*name;
    let ends = |end: &str| name.len() > end.len() && name.ends_with(end);
    let plain = name.strip_suffix(".json").unwrap_or(name);
    if plain == "terraform.tfvars" || plain.ends_with(".auto.tfvars") {
        Sort::Variables
    } else if [".tf", ".tofu", ".tf.json", ".tofu.json"].into_iter().any(ends) {
        Sort::Terraform
    } else if name.to_ascii_lowercase().ends_with(".json") {
        Sort::Json
    } else {
        Sort::Other
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// What is looked for.
pub struct Wish<'a> {
    /// What the named files are, where their content shall not decide.
    pub kind: Option<FileKind>,
    /// Whether a path is to be passed over; what lies in a folder that is named, only because of
    /// itself and of what lies between.
    pub excluded: &'a dyn Fn(&Path, Option<&Path>) -> bool,
    /// That holds also for what is named.
    pub force: bool,
    /// What `.gitignore` leaves out is looked at too.
    pub all: bool,
}

impl Default for Wish<'_> {
    fn default() -> Self {
        Self { kind: None, excluded: &|_, _| false, force: false, all: false }
    }
}

/// Finds the files of `paths`.
///
/// # Errors
/// When a path is not there.
pub fn discover(disk: &dyn Disk, paths: &[PathBuf], wish: &Wish<'_>) -> Result<Files, NotThere> {
    let mut found = Found::default();
    for path in paths {
        let entry = disk.entry(path);
        let is_excluded = || wish.force && entry != Entry::Nothing && (wish.excluded)(path, None);
        match entry {
            _ if is_excluded() => found.exclude(path, entry == Entry::File),
            Entry::Folder => found.add_folder(disk, path, wish),
            Entry::File => found.add_file(disk, path, wish.kind),
            Entry::Nothing => return Err(NotThere { path: path.to_string_lossy().into_owned() }),
        }
    }
    Ok(found.into_files())
}

#[derive(Default)]
struct Found {
    /// Terraform files by folder.
    folders: BTreeMap<String, BTreeMap<String, PathBuf>>,
    json: BTreeMap<String, (PathBuf, bool)>,
    /// Files of variables by folder.
    variables: BTreeMap<String, BTreeMap<String, PathBuf>>,
    /// The files named, and the folders.
    named: BTreeSet<String>,
    whole: Vec<String>,
    notes: Vec<String>,
    skipped: BTreeMap<String, String>,
    unseen: Vec<String>,
    /// Terraform reads more than we do.
    beyond: bool,
}

impl Found {
    /// Passes over a file, or all files of a folder, as the configuration wants it.
    fn exclude(&mut self, path: &Path, is_file: bool) {
        if is_file {
            self.skipped.insert(shown(path), "the configuration excludes it".to_owned());
        } else {
            self.whole.push(shown(path));
        }
    }

    fn add_folder(&mut self, disk: &dyn Disk, folder: &Path, wish: &Wish<'_>) {
        self.whole.push(shown(folder));
        let below = if wish.all { disk.walk_all(folder) } else { disk.walk(folder) };
        self.unseen.extend(below.unseen);
        for path in below.files {
            let sort = sort_of(&path);
            let is_link = |path| below.links.contains(path);
            if sort != Sort::Other && (wish.excluded)(&path, Some(folder)) {
                self.exclude(&path, true);
                continue;
            }
            if sort != Sort::Other && is_link(&path) && leads_out(disk, &path) {
                self.beyond |= sort != Sort::Json;
                self.pass_over(&path, "is passed over: it is a link out of the repository");
                continue;
            }
            match sort {
                // As Terraform does with `._main.tf` and editors' leftovers.
                Sort::Terraform | Sort::Variables if is_hidden(&path) => {
                    self.pass_over(&path, "is passed over: Terraform does not read hidden files");
                }
                Sort::Terraform => self.add_terraform(&path),
                Sort::Variables => self.add_variables(&path),
                Sort::Json => {
                    self.json.entry(shown(&path)).or_insert((path, false));
                }
                Sort::Other if is_link(&path) && disk.entry(&path) == Entry::Folder => {
                    self.notes.push(format!("`{}` is a link that is not followed", shown(&path)));
                }
                Sort::Other => {}
            }
        }
    }

    fn add_file(&mut self, disk: &dyn Disk, path: &Path, kind: Option<FileKind>) {
        let sort = match kind {
            Some(FileKind::Terraform) => Sort::Terraform,
            Some(FileKind::Policy | FileKind::Gateway | FileKind::Plan) => Sort::Json,
            None => sort_of(path),
        };
        match sort {
            Sort::Terraform => {
                self.named.insert(shown(path));
                self.add_terraform(path);
                let folder = path.parent().unwrap_or(Path::new(""));
                let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
                let (files, variables) = terraform_files(disk, folder);
                for file in &files {
                    self.add_terraform(file);
                }
                for file in &variables {
                    self.add_variables(file);
                }
            }
            Sort::Json => {
                self.named.insert(shown(path));
                self.json.insert(shown(path), (path.to_owned(), true));
            }
            Sort::Variables => self.pass_over(path, "is read with the folder it stands in"),
            Sort::Other => self.pass_over(path, "is neither Terraform nor JSON"),
        }
    }

    fn add_terraform(&mut self, path: &Path) {
        add(&mut self.folders, path);
    }

    fn add_variables(&mut self, path: &Path) {
        add(&mut self.variables, path);
    }

    fn pass_over(&mut self, path: &Path, why: &str) {
        let path = shown(path);
        self.notes.push(format!("`{path}` {why}"));
        self.skipped.insert(path, why.to_owned());
    }

    fn into_files(self) -> Files {
        let only_named = self.whole.is_empty();
        let mut files = Files {
            notes: self.notes,
            skipped: self.skipped.len(),
            passed_over: self.skipped.into_iter().collect(),
            unseen: self.unseen,
            beyond: self.beyond,
            whole: self.whole,
            ..Files::default()
        };
        let mut variables = self.variables;
        for (name, found) in self.folders {
            let variables = variables.remove(&name).unwrap_or_default();
            files.add_folder(name, found.into_values(), variables.into_values(), true);
        }
        for (path, named) in self.json.into_values() {
            let source = files.add(&path);
            files.json.push(Json { source, named });
        }
        let named =
            |source: &(SourceId, &crate::source::Source)| self.named.contains(&source.1.path);
        files.named = only_named
            .then(|| files.sources.iter().filter(named).map(|(source, _)| source).collect());
        files
    }
}

impl Files {
    /// The files that were asked for: findings elsewhere are not reported.
    pub fn reported(&self) -> BTreeSet<SourceId> {
        if let Some(named) = &self.named {
            return named.clone();
        }
        let given = self.folders.iter().filter(|folder| folder.given);
        let terraform = given.flat_map(|folder| folder.files.iter().chain(&folder.variables));
        terraform.copied().chain(self.json.iter().map(|json| json.source)).collect()
    }

    /// Adds the file at `path`.
    pub fn add(&mut self, path: &Path) -> SourceId {
        self.paths.push(path.to_owned());
        self.sources.add(shown(path))
    }

    /// Adds the folder called `name` with its files and files of variables, each in name order.
    pub fn add_folder(
        &mut self,
        name: String,
        files: impl IntoIterator<Item = PathBuf>,
        variables: impl IntoIterator<Item = PathBuf>,
        given: bool,
    ) {
        let mut variables: Vec<PathBuf> = variables.into_iter().collect();
        // `terraform.tfvars` is read first, `.json` after it, and then the others by name.
        variables.sort_by_key(|path| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            let name = name.unwrap_or_default();
            (!name.starts_with("terraform.tfvars"), name)
        });
        let files = files.into_iter().map(|path| self.add(&path)).collect();
        let variables = variables.iter().map(|path| self.add(path)).collect();
        self.folders.push(Folder { name, files, variables, given });
    }
}

/// The files in `folder` that Terraform reads, and those that set variables.
pub fn terraform_files(disk: &dyn Disk, folder: &Path) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let mut found = (Vec::new(), Vec::new());
    for path in disk.list(folder).unwrap_or_default() {
        match sort_of(&path) {
            Sort::Json | Sort::Other => {}
            _ if is_hidden(&path) || leads_out(disk, &path) => {}
            Sort::Terraform => found.0.push(path),
            Sort::Variables => found.1.push(path),
        }
    }
    found
}

/// Whether Terraform reads the file at `path` with its folder.
pub fn is_terraform(path: &Path) -> bool {
    sort_of(path) == Sort::Terraform && !is_hidden(path)
}

/// Whether the file at `path` would be looked at, in a folder in which nothing keeps it away.
pub fn is_candidate(path: &Path) -> bool {
    sort_of(path) != Sort::Other
}

/// Whether the file at `path` may hold resources or JSON bodies.
pub fn may_hold_policies(path: &Path) -> bool {
    matches!(sort_of(path), Sort::Terraform | Sort::Json)
}

/// Adds a file to those of its folder.
fn add(folders: &mut BTreeMap<String, BTreeMap<String, PathBuf>>, path: &Path) {
    let name = shown(path);
    let folder = name.rfind('/').map_or(".", |at| name.get(..at.max(1)).unwrap_or_default());
    let files = folders.entry(folder.to_owned()).or_default();
    files.entry(name).or_insert_with(|| path.to_owned());
}

/// Whether Terraform merges the file at `path` into the others: `override.tf`, `x_override.tf`.
pub fn is_override(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    stem == "override" || stem.ends_with("_override")
}
