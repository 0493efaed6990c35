//! Which configuration counts for a folder: the nearest `bluelint.toml`, read once, with what it
//! extends and what is said on the command line.

use super::bounds::Bounds;
use super::chain::Chain;
use super::judges::{Judges, Profile};
use super::setting::Layer;
use super::{Config, Flags, Mistakes};
use crate::discover::{Files, shown};
use crate::disk::{Disk, Entry, is_repository};
use crate::rule::Rule;
use crate::source::SourceId;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What the file is called, in the order they are looked for.
pub const NAMES: [&str; 2] = ["bluelint.toml", ".bluelint.toml"];

/// More mistakes than this are not said.
const MOST_MISTAKES: usize = 50;

/// Which configuration counts.
#[derive(Clone, Debug, Default)]
pub enum How {
    /// None.
    #[default]
    None,
    /// That of the nearest file above each file, or else that in the user's folder.
    Nearest,
    /// This file, for all.
    File(PathBuf),
    /// This one, for all.
    All(Arc<Config>),
}

/// The configurations of a run. What was read stays known: whoever wants to see changes makes a new
/// one.
#[derive(Clone, Debug, Default)]
pub struct Configs {
    /// Which configuration counts.
    pub how: How,
    /// What the command line says.
    pub flags: Flags,
    /// The working directory.
    pub working: Option<PathBuf>,
    /// The folder of the user's own configuration.
    pub user: Option<PathBuf>,
    /// The rules that configurations may name.
    pub rules: Vec<Rule>,
    seen: Arc<Mutex<Seen>>,
}

/// What was found so far.
#[derive(Debug, Default)]
struct Seen {
    /// What is in a folder.
    folders: HashMap<PathBuf, Inside>,
    /// Which configuration counts for a folder.
    of: HashMap<PathBuf, Arc<Config>>,
    /// What was read, by the path of the file.
    read: HashMap<PathBuf, Arc<Config>>,
    /// Whether a folder is passed over.
    excluded: HashMap<PathBuf, bool>,
    /// The folder that was named, below which that holds.
    below: Option<PathBuf>,
    mistakes: Mistakes,
    notes: BTreeSet<String>,
}

/// A file that is read, and how.
struct Start<'a> {
    file: &'a Path,
    /// From where its paths and patterns go.
    base: &'a Path,
    bounds: Bounds,
}

/// What is in a folder, as far as it matters here.
#[derive(Clone, Debug)]
struct Inside {
    config: Option<PathBuf>,
    is_repository: bool,
}

impl From<Config> for Configs {
    fn from(config: Config) -> Self {
        Self { how: How::All(Arc::new(config)), ..Self::default() }
    }
}

impl Configs {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The configuration for what stands in `folder`.
    pub fn of(&self, disk: &dyn Disk, folder: &Path) -> Arc<Config> {
        let whole = self.whole(disk, folder);
        let mut seen = self.seen();
        self.of_whole(disk, &whole, &mut seen)
    }

    /// The same configurations, but for all files that which counts for `folder`.
    #[must_use]
    pub fn pinned(&self, disk: &dyn Disk, folder: &Path) -> Self {
        Self { how: How::All(self.of(disk, folder)), ..self.clone() }
    }

    /// The same, of which nothing was read.
    #[must_use]
    pub fn anew(&self) -> Self {
        Self { seen: Arc::default(), ..self.clone() }
    }

    /// What is wrong in the files that were read so far.
    ///
    /// # Errors
    /// With what is wrong, if something is.
    pub fn check(&self) -> Result<(), Mistakes> {
        let mut mistakes = std::mem::take(&mut self.seen().mistakes);
        if mistakes.findings.is_empty() {
            return Ok(());
        }
        mistakes.sort();
        mistakes.findings.truncate(MOST_MISTAKES);
        Err(mistakes)
    }

    /// The files that were read so far, as they are shown, and the folders from which their paths go.
    pub fn read_files(&self) -> BTreeSet<(String, PathBuf)> {
        let seen = self.seen();
        let one = if let How::All(config) = &self.how { Some(config) } else { None };
        let all = seen.read.values().chain(one);
        all.flat_map(|config| config.files.iter().cloned()).collect()
    }

    /// Whether the configuration `file` counts for the file at `path`.
    pub fn governs(&self, disk: &dyn Disk, file: &str, path: &Path) -> bool {
        let config = self.of(disk, path.parent().unwrap_or(Path::new("")));
        config.files().any(|one| one == file)
    }

    /// Whether the file or folder at `path` is excluded; what lies in the folder that is `named`,
    /// because of itself or a folder below that one.
    pub fn is_excluded(&self, disk: &dyn Disk, path: &Path, named: Option<&Path>) -> bool {
        if matches!(self.how, How::None) && self.flags.0.said.iter().next().is_none() {
            return false;
        }
        let (whole, top) = (self.whole(disk, path), named.map(|top| self.whole(disk, top)));
        let mut seen = self.seen();
        if seen.below != top {
            seen.excluded.clear();
            seen.below.clone_from(&top);
        }
        if named.is_none() && disk.entry(path) == Entry::Folder {
            return self.is_folder_excluded(disk, &whole, None, &mut seen);
        }
        let Some(folder) = whole.parent() else { return false };
        self.of_whole(disk, folder, &mut seen).excludes(&whole, false)
            || self.is_folder_excluded(disk, folder, top.as_deref(), &mut seen)
    }

    fn is_folder_excluded(
        &self,
        disk: &dyn Disk,
        folder: &Path,
        top: Option<&Path>,
        seen: &mut Seen,
    ) -> bool {
        // A folder that is named is looked at; what is said of the folders in it counts.
        if top.is_some_and(|top| folder == top || !folder.starts_with(top)) {
            return false;
        }
        let Some(above) = folder.parent() else { return false };
        if let Some(known) = seen.excluded.get(folder) {
            return *known;
        }
        let is = self.of_whole(disk, above, seen).excludes(folder, true)
            || self.is_folder_excluded(disk, above, top, seen);
        seen.excluded.insert(folder.to_owned(), is);
        is
    }

    /// The path from the top of the disk, or as far as it is known, without `.` and `..` in it.
    pub(crate) fn whole(&self, disk: &dyn Disk, path: &Path) -> PathBuf {
        let whole = self.working.as_ref().map_or_else(|| path.to_owned(), |top| top.join(path));
        let climbs = whole.components().any(|part| part == Component::ParentDir);
        let real = if climbs { disk.real(&whole).unwrap_or(whole) } else { whole };
        real.components().filter(|part| !matches!(part, Component::CurDir)).collect()
    }

    /// A path as it is shown: from the working directory, if it lies below it.
    pub(super) fn called(&self, path: &Path) -> String {
        let inside = self.working.as_ref().and_then(|top| path.strip_prefix(top).ok());
        shown(inside.unwrap_or(path))
    }

    fn of_whole(&self, disk: &dyn Disk, folder: &Path, seen: &mut Seen) -> Arc<Config> {
        if let Some(known) = seen.of.get(folder) {
            return Arc::clone(known);
        }
        let config = match &self.how {
            How::None => self.read(disk, None, seen),
            How::All(config) => Arc::clone(config),
            How::File(file) => {
                let whole = self.whole(disk, file);
                let base = self.working.clone().unwrap_or_default();
                let bounds = Bounds::beside(disk, &whole, self.working.as_deref());
                self.read(disk, Some(Start { file: &whole, base: &base, bounds }), seen)
            }
            How::Nearest => match self.nearest(disk, folder, seen) {
                Some(file) => {
                    self.say_other(disk, &file, seen);
                    let base = file.parent().unwrap_or(Path::new("")).to_owned();
                    let bounds = Bounds::around(disk, &base, self.working.as_deref());
                    self.read(disk, Some(Start { file: &file, base: &base, bounds }), seen)
                }
                None => self.users(disk, seen),
            },
        };
        seen.of.insert(folder.to_owned(), Arc::clone(&config));
        config
    }

    /// The configuration in the user's folder, whose paths go from the working directory.
    fn users(&self, disk: &dyn Disk, seen: &mut Seen) -> Arc<Config> {
        let files = self.user.iter().map(|folder| folder.join(NAMES[0]));
        let base = self.working.clone().unwrap_or_default();
        match files.into_iter().find(|file| disk.entry(file) == Entry::File) {
            Some(file) => {
                let bounds = Bounds::none();
                self.read(disk, Some(Start { file: &file, base: &base, bounds }), seen)
            }
            None => self.read(disk, None, seen),
        }
    }

    /// Says that a file counts for nothing because another one stands beside it.
    fn say_other(&self, disk: &dyn Disk, file: &Path, seen: &mut Seen) {
        let other = file.with_file_name(NAMES[1]);
        if !file.ends_with(NAMES[1]) && disk.is_there(&other) {
            let (file, other) = (self.called(file), self.called(&other));
            seen.notes.insert(format!("`{other}` counts for nothing beside `{file}`"));
        }
    }

    /// What is worth knowing of the files that were read so far.
    pub fn notes(&self) -> Vec<String> {
        self.seen().notes.iter().cloned().collect()
    }

    /// The nearest file in `folder` or above it, up to the folder of the repository; without one, up
    /// to the working directory.
    fn nearest(&self, disk: &dyn Disk, folder: &Path, seen: &mut Seen) -> Option<PathBuf> {
        let mut found = None;
        for one in folder.ancestors() {
            let inside = seen.folders.entry(one.to_owned()).or_insert_with(|| inside(disk, one));
            let is_near = self.working.as_ref().is_none_or(|top| one.starts_with(top));
            if found.is_none() {
                found = inside.config.clone().map(|file| (file, is_near || one == folder));
            }
            if inside.is_repository {
                return found.map(|(file, _)| file);
            }
        }
        found.filter(|(_, is_near)| *is_near).map(|(file, _)| file)
    }

    /// Reads a file whose paths go from `base`, and what it extends; or none.
    fn read(&self, disk: &dyn Disk, start: Option<Start<'_>>, seen: &mut Seen) -> Arc<Config> {
        let key = start.as_ref().map(|start| start.file.to_owned()).unwrap_or_default();
        if let Some(known) = seen.read.get(&key) {
            return Arc::clone(known);
        }
        let mut files = Vec::new();
        let mut layer = Layer::default();
        if let Some(Start { file, base, bounds }) = start {
            let mistakes = &mut seen.mistakes;
            let mut chain = Chain { configs: self, disk, mistakes, bounds, files: Vec::new() };
            layer = chain.first(file, base);
            files = chain.files;
        }
        let files = files.iter().map(|(file, base)| (self.called(file), base.clone())).collect();
        let config = Config::new(layer.under(self.flags.0.clone()), files);
        let config = Arc::new(config);
        seen.read.insert(key, Arc::clone(&config));
        config
    }

    /// By what each file is judged; what is no file, by what counts for `folder`.
    pub fn judges(&self, disk: &dyn Disk, files: &Files, folder: &Path, rules: &[Rule]) -> Judges {
        let mut profiles: Vec<Profile> = Vec::new();
        let mut known: HashMap<(usize, Vec<usize>), usize> = HashMap::new();
        let mut of: BTreeMap<SourceId, usize> = BTreeMap::new();
        let mut judge = |config: &Arc<Config>, path: &Path| {
            let whole = || self.whole(disk, path);
            let is_one = config.layer.overrides.is_empty();
            let overridden = if is_one { Vec::new() } else { config.overridden(&whole()) };
            let key = (Arc::as_ptr(config) as usize, overridden);
            *known.entry(key).or_insert_with(|| {
                profiles.push(config.profile(&whole(), rules));
                profiles.len() - 1
            })
        };
        let main = self.of(disk, folder);
        judge(&main, folder);
        // Files of one folder stand one after the other.
        let mut last: Option<(&Path, Arc<Config>)> = None;
        let terraform = files.folders.iter().flat_map(|one| one.files.iter().chain(&one.variables));
        for id in terraform.copied().chain(files.json.iter().map(|one| one.source)) {
            let Some(path) = files.paths.get(id.0 as usize) else { continue };
            let folder = path.parent().unwrap_or(Path::new(""));
            let config = match last.take().filter(|(other, _)| *other == folder) {
                Some((_, config)) => config,
                None => self.of(disk, folder),
            };
            let number = judge(&config, path);
            last = Some((folder, config));
            if number > 0 {
                of.insert(id, number);
            }
        }
        Judges::new(profiles, of)
    }
}

fn inside(disk: &dyn Disk, folder: &Path) -> Inside {
    let files = NAMES.map(|name| folder.join(name)).into_iter();
    Inside {
        config: files.into_iter().find(|file| disk.is_there(file)),
        is_repository: is_repository(disk, folder),
    }
}
