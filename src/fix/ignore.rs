//! Suppressions for what is found -> texts with them in: what is written is read again, and what it
//! does not suppress is left as it is.

use super::rounds::{Changed, Mended, reads_worse};
use super::{apply, is_reachable};
use crate::config::Config;
use crate::discover::shown;
use crate::disk::{Disk, Overlay};
use crate::finding::{Edit, Finding, Fix, Safety};
use crate::model::Surface;
use crate::rules::RULES;
use crate::source::SourceId;
use crate::suppress::add::{Added, Reason, add, entry, is_open};
use crate::{Note, Refused, Run, Settings, lint};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What is found once others are suppressed comes to light later; that ends soon.
const MOST_ROUNDS: usize = 5;

/// Suppresses in memory all that is found: in comments, and in the configuration where a file takes
/// none, which may be the file `new` if there is no other.
///
/// # Errors
/// When a path is not there, or something is wrong in a configuration.
pub fn suppress(
    disk: &dyn Disk,
    settings: &Settings<'_>,
    reason: &Reason,
    new: Option<&Path>,
) -> Result<Mended, Refused> {
    let mut run = lint(disk, settings)?;
    let before = open(&run).count();
    let (changed, spoilt) = (BTreeMap::new(), BTreeSet::new());
    let mut work = Work { disk, settings, reason, new, changed, spoilt };
    for _ in 0..MOST_ROUNDS {
        let texts = work.round(&run);
        if texts.is_empty() {
            break;
        }
        // Configurations are read once; these are others.
        let with = Settings { configs: settings.configs.anew(), ..settings.clone() };
        let again = lint(&Overlay::new(disk, work.over(&texts)), &with)?;
        let is_worse =
            |path: &&PathBuf| run.source_at(path).is_some() && reads_worse(path, &run, &again);
        let worse: Vec<PathBuf> = texts.keys().filter(is_worse).cloned().collect();
        if worse.is_empty() && open(&again).count() >= open(&run).count() {
            // What suppresses nothing is not written.
            break;
        }
        if worse.is_empty() {
            work.take(&run, texts);
            run = again;
        } else {
            work.spoilt.extend(worse);
        }
    }
    let suppressed = before.saturating_sub(open(&run).count());
    let text = format!("{suppressed} of {before} findings suppressed");
    run.notes.push(Note { text, always: true });
    for path in &work.spoilt {
        let text = format!("`{}` would not read as well with comments in it", path.display());
        run.notes.push(Note { text, always: true });
    }
    let changed = work.changed.into_values().filter(|file| file.old != file.new).collect();
    Ok(Mended { run, changed })
}

/// What is found and may be suppressed.
fn open(run: &Run) -> impl Iterator<Item = &Finding> {
    let is_locked = |one: &Finding| run.judges.locks(one.rule, one.span.source);
    run.findings.iter().filter(move |one| is_open(one) && run.shows(one) && !is_locked(one))
}

struct Work<'a> {
    disk: &'a dyn Disk,
    reason: &'a Reason,
    settings: &'a Settings<'a>,
    /// The configuration to make where there is none.
    new: Option<&'a Path>,
    changed: BTreeMap<PathBuf, Changed>,
    /// The files to which comments do harm.
    spoilt: BTreeSet<PathBuf>,
}

impl Work<'_> {
    fn round(&self, run: &Run) -> BTreeMap<PathBuf, String> {
        let plans = run.model.resources().filter(|one| one.surface == Surface::Plan);
        let plans: BTreeSet<SourceId> = plans.map(|one| one.extent.source).collect();
        let path = |id: SourceId| run.paths.get(id.0 as usize);
        let is_fine = |finding: &&Finding| {
            path(finding.span.source).is_some_and(|path| !self.spoilt.contains(path))
        };
        let findings = open(run).filter(is_fine);
        let added = add(findings, &run.sources, self.reason, |id| plans.contains(&id));
        let mut texts = BTreeMap::new();
        for (id, edits) in &added.edits {
            let old = run.sources.get(*id).text();
            let new = apply(old, &edits.iter().collect::<Vec<_>>()).filter(|new| new != old);
            let is_reported = is_reachable(run, &as_fix(edits.clone()));
            texts.extend(path(*id).cloned().zip(new).filter(|_| is_reported));
        }
        texts.extend(self.entries(run, &added));
        texts
    }

    /// The configurations with entries for what takes no comments.
    fn entries(&self, run: &Run, added: &Added) -> BTreeMap<PathBuf, String> {
        let configs = &self.settings.configs;
        let mut texts: BTreeMap<PathBuf, String> = BTreeMap::new();
        for ((id, pointer), rules) in &added.entries {
            let Some(path) = run.paths.get(id.0 as usize) else { continue };
            let config = configs.of(self.disk, path.parent().unwrap_or(Path::new("")));
            let is_users =
                |file: &Path| configs.user.as_ref().is_some_and(|top| file.starts_with(top));
            let own = config.file().filter(|(file, _)| !is_users(file));
            let here = configs.whole(self.disk, Path::new(""));
            let Some((file, base)) = own.or_else(|| Some((self.new?, here.as_path()))) else {
                continue;
            };
            let whole = configs.whole(self.disk, path);
            let Ok(inside) = whole.strip_prefix(base) else { continue };
            let text = texts.entry(file.to_owned()).or_insert_with(|| self.text(file));
            if !text.is_empty() {
                text.push_str(if text.ends_with('\n') { "\n" } else { "\n\n" });
            }
            text.push_str(&entry(&shown(inside), pointer.as_deref(), rules, self.reason));
        }
        texts.retain(|_, text| Config::parse("", text, RULES).is_ok());
        texts
    }

    /// The text of the configuration as it is now.
    fn text(&self, file: &Path) -> String {
        if let Some(changed) = self.changed.get(file) {
            return changed.new.clone();
        }
        let bytes = self.disk.read(file).unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }

    fn over(&self, texts: &BTreeMap<PathBuf, String>) -> Vec<(PathBuf, Vec<u8>)> {
        let earlier = self.changed.iter().map(|(path, file)| (path, &file.new));
        let all: BTreeMap<&PathBuf, &String> = earlier.chain(texts).collect();
        // Configurations are looked for by their whole paths.
        let whole = |path: &Path| self.settings.configs.whole(self.disk, path);
        let each = all.into_iter().flat_map(|(path, text)| {
            [path.clone(), whole(path)].map(|path| (path, text.clone().into_bytes()))
        });
        each.collect()
    }

    fn take(&mut self, before: &Run, texts: BTreeMap<PathBuf, String>) {
        for (path, new) in texts {
            if let Some(file) = self.changed.get_mut(&path) {
                file.new = new;
                continue;
            }
            let found = before.source_at(&path);
            let (shown, old) = match found {
                Some((_, source)) => (source.path.clone(), source.text().to_owned()),
                None => (shown(&path), self.text(&path)),
            };
            self.changed.insert(path.clone(), Changed { path, shown, old, new });
        }
    }
}

fn as_fix(edits: Vec<Edit>) -> Fix {
    Fix { title: String::new(), safety: Safety::Safe, edits, without: Vec::new() }
}
