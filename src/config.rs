//! `bluelint.toml` -> what it says of each file. Every mistake in it is said with its place, so that
//! nobody believes a rule to be set that is not.
//!
//! A text becomes a [`Layer`] of settings (`read.rs`, by the list in `keys.rs`); the layers of files
//! that extend each other and that of the command line become a [`Config`] (`find.rs` says which
//! files count for a folder); with what it says for some paths only, that is the [`Profile`] by which
//! one file is judged.

mod accounts;
mod bounds;
mod chain;
mod find;
mod give;
mod globs;
pub mod ignores;
mod judges;
mod keys;
mod mistakes;
mod read;
mod rules;
mod schema;
mod setting;
mod vars;
mod whose;
mod words;

pub use self::find::{Configs, How, NAMES};
pub use self::globs::misfit as misfit_glob;
pub use self::judges::{Judges, Profile};
pub use self::keys::FORMATS;
pub use self::mistakes::{Mistakes, NAME};
pub use self::schema::schema;
pub use self::setting::{Origin, Setting, Value, spelled};
pub use self::words::{covers, level_of, misfit};

use self::globs::Globs;
use self::read::Reader;
use self::setting::Layer;
use crate::disk::{Disk, Entry};
use crate::finding::Level;
use crate::graph::Accounts;
use crate::model::is_account_id;
use crate::rule::Rule;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml::de::DeTable;

/// What a configuration says; by default nothing.
#[derive(Clone, Debug, Default)]
pub struct Config {
    layer: Layer,
    exclude: Vec<Globs>,
    accounts: Accounts,
    /// The files that it was read from, the nearest first, as they are shown, and the folders from
    /// which their paths go.
    files: Vec<(String, PathBuf)>,
}

/// What is said on the command line, over all files.
#[derive(Clone, Debug, Default)]
pub struct Flags(Layer);

impl Flags {
    /// The flag, or the variable of the environment, called `name` sets the key `table.key`; its
    /// paths go from the folder `base`.
    pub fn set(&mut self, (table, key): (&str, &str), value: Value, name: &str, base: &Path) {
        let origin = Origin { name: Arc::from(name), line: 0, base: Arc::from(base) };
        self.0.said.set(&[table, key], value, origin);
    }

    /// What `--config KEY=VALUE` says, shown as `name`, over what was said before.
    ///
    /// # Errors
    /// With what is wrong in it.
    pub fn take(
        &mut self,
        name: &str,
        text: &str,
        base: &Path,
        (disk, rules): (&dyn Disk, &[Rule]),
    ) -> Result<(), Mistakes> {
        let mut mistakes = Mistakes::default();
        let source = mistakes.sources.add(name.to_owned());
        // Quotes are hard to get past a shell.
        let text = match text.split_once('=') {
            Some((key, value)) if DeTable::parse(text).is_err() && is_bare(value.trim()) => {
                format!("{key}= \"{}\"", value.trim())
            }
            _ => text.to_owned(),
        };
        mistakes.sources.set_text(source, text);
        let reader = Reader::read(source, Arc::from(base), rules, &mut mistakes);
        let (layer, extends, var_files) = (reader.layer, reader.extends, reader.var_files);
        if let Some((_, range)) = extends {
            mistakes.add(source, range, "`extend` belongs into a file");
        }
        if let Some(range) = ignores::place(mistakes.sources.get(source).text()) {
            mistakes
                .add(source, range, "`ignore` belongs into a file")
                .help("`lint.ignore` leaves out rules, and `--exclude` files");
        }
        for (path, range) in var_files {
            if disk.entry(&base.join(&path)) != Entry::File {
                mistakes.add(source, range, &format!("there is no file `{path}`"));
            }
        }
        if !mistakes.findings.is_empty() {
            mistakes.sort();
            return Err(mistakes);
        }
        self.0 = std::mem::take(&mut self.0).under(layer);
        Ok(())
    }
}

impl Config {
    /// Reads `text`, the file that is shown as `path`, and nothing that it extends.
    ///
    /// # Errors
    /// With all mistakes.
    pub fn parse(path: &str, text: &str, rules: &[Rule]) -> Result<Self, Mistakes> {
        let mut mistakes = Mistakes::default();
        let source = mistakes.sources.add(path.to_owned());
        mistakes.sources.set_text(source, text.to_owned());
        let base = Path::new(path).parent().unwrap_or(Path::new(""));
        let layer = Reader::read(source, Arc::from(base), rules, &mut mistakes).layer;
        mistakes.sort();
        if !mistakes.findings.is_empty() {
            return Err(mistakes);
        }
        Ok(Self::new(layer, vec![(path.to_owned(), base.to_owned())]))
    }

    fn new(layer: Layer, files: Vec<(String, PathBuf)>) -> Self {
        let exclude = ["exclude", "extend-exclude"].into_iter().flat_map(|key| {
            let all = layer.said.all(&["lint", key]).iter();
            all.filter_map(|setting| match &setting.value {
                Value::List(list) => {
                    Some(Globs::new(&setting.origin.base, list.iter().map(String::as_str)))
                }
                _ => None,
            })
        });
        let exclude = exclude.collect();
        let accounts = accounts::of(&layer.said);
        Self { layer, exclude, accounts, files }
    }

    /// The files that it was read from, the nearest first, as they are shown.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(file, _)| file.as_str())
    }

    /// Whose account folders, by their whole paths, and provider configurations are.
    pub fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// The file that counts first, as it is shown, and the folder from which its paths go.
    pub fn file(&self) -> Option<(&Path, &Path)> {
        self.files.first().map(|(file, base)| (Path::new(file), base.as_path()))
    }

    /// The file of the baseline, by its whole path.
    pub fn baseline(&self) -> Option<PathBuf> {
        let said = self.layer.said.all(&["lint", "baseline"]).last()?;
        match &said.value {
            Value::Text(path) => Some(said.origin.path(path)),
            _ => None,
        }
    }

    /// Whether `lint.key` is on.
    pub fn is_on(&self, key: &str) -> bool {
        self.layer.said.flag(&["lint", key])
    }

    /// The word that `table.key` is set to.
    pub fn word(&self, table: &str, key: &str) -> Option<&str> {
        self.layer.said.text(&[table, key])
    }

    /// The number that `limits.key` is set to.
    pub fn limit(&self, key: &str) -> Option<usize> {
        self.layer.said.number(&["limits", key]).and_then(|number| usize::try_from(number).ok())
    }

    /// The variables that it sets.
    pub fn vars(&self) -> impl Iterator<Item = (&str, &Setting)> {
        self.layer.said.table("vars").filter_map(|(key, setting)| match key {
            [name] => Some((name.as_str(), setting)),
            _ => None,
        })
    }

    /// The files of variables, by their whole paths.
    pub fn var_files(&self) -> impl Iterator<Item = PathBuf> {
        self.layer.said.words(&["var-files"]).map(|(path, origin)| origin.path(path))
    }

    /// Whether `path` itself, not a folder above it, is to be passed over.
    fn excludes(&self, path: &Path, is_folder: bool) -> bool {
        self.exclude.iter().any(|globs| globs.names(path, is_folder))
    }

    /// What the file at `path`, its whole path, is judged by.
    pub fn profile(&self, path: &Path, rules: &[Rule]) -> Profile {
        let mut profile = Profile::new(&self.layer.said, rules);
        for one in self.layer.overrides.iter().filter(|one| one.globs.cover(path)) {
            profile.take(&one.said, rules);
        }
        profile.enable(rules, &self.layer.said);
        profile
    }

    /// Which of the overrides are for the file at `path`.
    fn overridden(&self, path: &Path) -> Vec<usize> {
        let overrides = self.layer.overrides.iter().enumerate();
        overrides.filter(|(_, one)| one.globs.cover(path)).map(|(nth, _)| nth).collect()
    }

    /// Everything that is said, and by whom, the settings that are not said as they are by default;
    /// for the file at `path`, its whole path.
    pub fn settings(&self, path: &Path) -> Vec<(String, String, String)> {
        let mut said = self.layer.said.clone();
        let mut ignored = Vec::new();
        for one in self.layer.overrides.iter().filter(|one| one.globs.cover(path)) {
            for (key, all) in one.said.iter() {
                let parts: Vec<&str> = key.iter().map(String::as_str).collect();
                for setting in all {
                    if parts == ["lint", "ignore"] {
                        ignored.push(setting.clone());
                    } else {
                        said.set(&parts, setting.value.clone(), setting.origin.clone());
                    }
                }
            }
        }
        let mut out = Vec::new();
        for key in keys::KEYS.iter().filter(|key| key.name != "extend") {
            let parts: Vec<&str> =
                [key.table, key.name].into_iter().filter(|part| !part.is_empty()).collect();
            let name = parts.join(".");
            if said.all(&parts).is_empty() {
                out.push((name.clone(), key.default.to_owned(), "default".to_owned()));
            }
            for one in said.all(&parts) {
                out.push((name.clone(), one.value.spelled(), one.origin.shown()));
            }
            for one in said.all(&["flags", key.name]).iter().filter(|_| key.table == "lint") {
                out.push((name.clone(), one.value.spelled(), one.origin.shown()));
            }
            for one in ignored.iter().filter(|_| parts == ["lint", "ignore"]) {
                let from = format!("{}, for some paths", one.origin.shown());
                out.push((name.clone(), one.value.spelled(), from));
            }
        }
        let known = |name: &str| {
            name == "flags" || keys::KEYS.iter().any(|key| [key.table, key.name].contains(&name))
        };
        for (key, all) in said.iter().filter(|(key, _)| !key.first().is_some_and(|one| known(one)))
        {
            let last = all.last().map(|one| (one.value.spelled(), one.origin.shown()));
            out.extend(last.map(|(value, from)| (spelled(key), value, from)));
        }
        out
    }
}

/// What is wrong with an account ID.
pub fn misfit_account(id: &str) -> Option<String> {
    let message =
        || format!("`{id}` is no account ID, which has 32 hexadecimal digits in lower case");
    (!is_account_id(id)).then(message)
}

/// Whether a value is but a word without its quotes.
fn is_bare(value: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || "-_./*".contains(c);
    !value.is_empty() && value.chars().all(fits)
}

/// Findings at this level are shown by default, and those at this level fail a run.
pub const SHOWN: Level = Level::Info;
/// See [`SHOWN`].
pub const FAILING: Level = Level::Warning;
