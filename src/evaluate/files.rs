//! The door to the files that functions read: what lies in the repository, and nothing else.

use crate::disk::{Disk, Entry, repository_of};
use std::cell::OnceCell;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Names with these in front come and go with Terraform itself, so that what stands there now says
/// nothing.
const OF_TERRAFORM: [&str; 2] = [".terraform", "terraform.tfstate"];

/// The files that the functions of one folder may read.
#[derive(Clone)]
pub struct Files<'a> {
    disk: &'a dyn Disk,
    folder: PathBuf,
    /// Looked up when the first function asks, which hardly any folder has; `None` where the folder
    /// cannot be looked into.
    ground: OnceCell<Option<Ground>>,
}

#[derive(Clone)]
struct Ground {
    /// Where relative paths start: the folder, which is taken for the one Terraform runs in.
    base: PathBuf,
    /// What must not be left: the repository, or the folder if it is in none.
    root: PathBuf,
}

/// What stands at a path.
pub(super) enum Found<T> {
    /// This.
    There(T),
    /// Surely nothing, or nothing of that sort.
    Not,
    /// It is outside, cannot be read or may change.
    Unsure,
}

impl<'a> Files<'a> {
    /// The files for the functions of `folder`.
    pub fn new(disk: &'a dyn Disk, folder: &Path) -> Self {
        Self { disk, folder: folder.to_owned(), ground: OnceCell::new() }
    }

    fn ground(&self) -> Option<&Ground> {
        let find = || {
            let base = self.disk.real(&self.folder).ok()?;
            let root = repository_of(self.disk, &base).unwrap_or(&base).to_owned();
            Some(Ground { base, root })
        };
        self.ground.get_or_init(find).as_ref()
    }

    /// Where a path from the configuration leads, as far as it can be told from its text.
    fn place(&self, path: &str) -> Option<PathBuf> {
        if path.starts_with(['/', '~']) || path.contains(['\\', '\0']) {
            return None;
        }
        let ground = self.ground()?;
        let mut place = ground.base.clone();
        for part in clean(path).split('/') {
            match part {
                "." => {}
                ".." if place.pop() => {}
                ".." => return None,
                name if is_of_terraform(name) => return None,
                name => place.push(name),
            }
        }
        self.is_inside(&place, &ground.root).then_some(place)
    }

    /// Whether a path stays inside also where it goes through links; of what is not there the
    /// folder counts that would hold it.
    fn is_inside(&self, place: &Path, root: &Path) -> bool {
        let real = place.ancestors().find_map(|path| self.disk.real(path).ok());
        real.is_some_and(|real| real.starts_with(root)) && place.starts_with(root)
    }

    /// The bytes of a file.
    pub(super) fn read(&self, path: &str) -> Found<Vec<u8>> {
        let Some(place) = self.place(path) else { return Found::Unsure };
        match self.disk.entry(&place) {
            Entry::File => self.disk.read(&place).map_or(Found::Unsure, Found::There),
            Entry::Folder => Found::Not,
            Entry::Nothing => self.missing(&place),
        }
    }

    /// Whether a file stands there.
    pub(super) fn exists(&self, path: &str) -> Found<bool> {
        let Some(place) = self.place(path) else { return Found::Unsure };
        match self.disk.entry(&place) {
            Entry::File => Found::There(true),
            Entry::Folder => Found::Not,
            // Terraform refuses a path through a file.
            Entry::Nothing => match self.missing::<bool>(&place) {
                Found::Not if !self.is_below_file(&place) => Found::There(false),
                other => other,
            },
        }
    }

    fn is_below_file(&self, place: &Path) -> bool {
        place.ancestors().skip(1).any(|above| self.disk.entry(above) == Entry::File)
    }

    /// What was not found is surely not there if its folder does not name it.
    fn missing<T>(&self, place: &Path) -> Found<T> {
        let there =
            place.ancestors().skip(1).find(|above| self.disk.entry(above) != Entry::Nothing);
        let Some(above) = there else { return Found::Unsure };
        let name = place.strip_prefix(above).ok().and_then(|rest| rest.components().next());
        let Some(Component::Normal(name)) = name else { return Found::Unsure };
        match self.disk.names(above) {
            Ok(names) if names.iter().all(|(other, _)| name != other.as_str()) => Found::Not,
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => Found::Not,
            _ if self.disk.entry(above) == Entry::File => Found::Not,
            _ => Found::Unsure,
        }
    }

    /// The names in a folder and what they are.
    pub(super) fn names(&self, path: &str) -> Found<Vec<(String, Entry)>> {
        let Some(place) = self.place(path) else { return Found::Unsure };
        self.disk.names(&place).map_or(Found::Unsure, Found::There)
    }

    /// What stands at a path.
    pub(super) fn entry(&self, path: &str) -> Found<Entry> {
        let Some(place) = self.place(path) else { return Found::Unsure };
        match self.disk.entry(&place) {
            Entry::Nothing => self.missing(&place),
            entry => Found::There(entry),
        }
    }
}

/// Whether Terraform makes such a file or folder itself.
pub(super) fn is_of_terraform(name: &str) -> bool {
    OF_TERRAFORM.iter().any(|start| name.starts_with(start))
}

/// The shortest path that says the same, as Go's `path.Clean` finds it.
pub(super) fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => match parts.last() {
                Some(&last) if last != ".." => {
                    parts.pop();
                }
                _ if rooted => {}
                _ => parts.push(".."),
            },
            part => parts.push(part),
        }
    }
    match (rooted, parts.is_empty()) {
        (true, _) => format!("/{}", parts.join("/")),
        (false, true) => ".".to_owned(),
        (false, false) => parts.join("/"),
    }
}
