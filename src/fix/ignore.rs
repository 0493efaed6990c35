//! Suppressions for what is found -> texts with them in: what is written is read again, and what it
//! does not suppress is left as it is.

use super::rounds::{Changed, Mended, reads_worse};
use super::{apply, is_reachable};
use crate::config::Config;
use crate::discover::{NotThere, joined};
use crate::disk::{Disk, Overlay};
use crate::finding::{Edit, Finding, Fix, Level, Safety};
use crate::model::Surface;
use crate::rules::RULES;
use crate::source::SourceId;
use crate::suppress::add::{Added, Reason, add, entry, is_open};
use crate::{Note, Run, Settings, lint};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What is found once others are suppressed comes to light later; that ends soon.
const MOST_ROUNDS: usize = 5;

/// Where entries for the configuration go.
#[derive(Clone, Debug)]
pub struct Configuration {
    /// The file, which need not be there.
    pub file: PathBuf,
    /// The folder from which its path, and all others, go.
    pub folder: PathBuf,
}

/// Suppresses in memory all that is at least as bad as `level`: in comments, and in `configuration`
/// where a file takes none.
///
/// # Errors
/// When a path is not there.
pub fn suppress(
    disk: &dyn Disk,
    settings: &Settings<'_>,
    level: Level,
    reason: &Reason,
    configuration: Option<&Configuration>,
) -> Result<Mended, NotThere> {
    let mut settings = settings.clone();
    let mut run = lint(disk, &settings)?;
    let open = |run: &Run| run.findings.iter().filter(|finding| is_open(finding)).count();
    let before = open(&run);
    let mut work =
        Work { disk, reason, configuration, changed: BTreeMap::new(), spoilt: BTreeSet::new() };
    for _ in 0..MOST_ROUNDS {
        let texts = work.round(&run, level, &settings.config);
        if texts.is_empty() {
            break;
        }
        let over = work.over(&texts);
        let mut with = settings.clone();
        if let Some(Configuration { file, folder }) =
            configuration.filter(|configuration| texts.contains_key(&configuration.file))
        {
            // It may not have been there before; what it says is read anew in every run.
            with.config.set_file(file.clone(), folder.clone());
        }
        let again = lint(&Overlay::new(disk, over), &with)?;
        let is_worse =
            |path: &&PathBuf| run.source_at(path).is_some() && reads_worse(path, &run, &again);
        let worse: Vec<PathBuf> = texts.keys().filter(is_worse).cloned().collect();
        if worse.is_empty() && open(&again) >= open(&run) {
            // What suppresses nothing is not written.
            break;
        }
        if worse.is_empty() {
            work.take(&run, texts);
            (run, settings) = (again, with);
        } else {
            work.spoilt.extend(worse);
        }
    }
    let text = format!("{} of {before} findings suppressed", before.saturating_sub(open(&run)));
    run.notes.push(Note { text, always: true });
    for path in &work.spoilt {
        let text = format!("`{}` would not read as well with comments in it", path.display());
        run.notes.push(Note { text, always: true });
    }
    let changed = work.changed.into_values().filter(|file| file.old != file.new).collect();
    Ok(Mended { run, changed })
}

struct Work<'a> {
    disk: &'a dyn Disk,
    reason: &'a Reason,
    configuration: Option<&'a Configuration>,
    changed: BTreeMap<PathBuf, Changed>,
    /// The files to which comments do harm.
    spoilt: BTreeSet<PathBuf>,
}

impl Work<'_> {
    fn round(&self, run: &Run, level: Level, config: &Config) -> BTreeMap<PathBuf, String> {
        let plans: BTreeSet<SourceId> = run
            .model
            .resources()
            .filter(|one| one.surface == Surface::Plan)
            .map(|one| one.extent.source)
            .collect();
        let path = |id: SourceId| run.paths.get(id.0 as usize);
        let is_open = |finding: &&Finding| {
            let is_fine = path(finding.span.source).is_some_and(|path| !self.spoilt.contains(path));
            let is_open = is_open(finding) && !config.is_locked(finding.rule);
            finding.level >= level && is_open && is_fine
        };
        let open = run.findings.iter().filter(is_open);
        let added = add(open, &run.sources, self.reason, |id| plans.contains(&id));
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

    /// The configuration with entries for what takes no comments.
    fn entries(&self, run: &Run, added: &Added) -> Option<(PathBuf, String)> {
        let Configuration { file, folder } = self.configuration?;
        let old = self.text(file);
        let mut new = old.clone();
        let base = joined(folder, &file.parent().unwrap_or(Path::new("")).to_string_lossy());
        let base = if base == "." { PathBuf::new() } else { PathBuf::from(base) };
        for ((id, pointer), rules) in &added.entries {
            let whole = PathBuf::from(joined(folder, &run.sources.get(*id).path));
            let Ok(inside) = whole.strip_prefix(&base) else { continue };
            if !new.is_empty() {
                new.push_str(if new.ends_with('\n') { "\n" } else { "\n\n" });
            }
            let inside = crate::discover::shown(inside);
            new.push_str(&entry(&inside, pointer.as_deref(), rules, self.reason));
        }
        let is_fine = new != old && Config::parse("", &new, RULES).is_ok();
        is_fine.then(|| (file.clone(), new))
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
        all.into_iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())).collect()
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
                None => (crate::discover::shown(&path), self.text(&path)),
            };
            self.changed.insert(path.clone(), Changed { path, shown, old, new });
        }
    }
}

fn as_fix(edits: Vec<Edit>) -> Fix {
    Fix { title: String::new(), safety: Safety::Safe, edits, without: Vec::new() }
}
