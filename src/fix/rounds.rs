//! Mending in rounds: a fix may make room for the next one, and what it wrote is read again before
//! anybody gets to see it.

use super::{Wanted, apply, choose, is_reachable};
use crate::disk::{Disk, Overlay};
use crate::finding::Edit;
use crate::source::SourceId;
use crate::{Note, Refused, Run, Settings, lint};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Fixes that make room for each other end much earlier; two that undo each other never do.
const MOST_ROUNDS: usize = 20;

/// What came of mending; nothing is written yet.
#[derive(Debug, Default)]
pub struct Mended {
    /// What is left, in the texts as they would be.
    pub run: Run,
    /// The files that would be written.
    pub changed: Vec<Changed>,
}

/// A file that would be written.
#[derive(Debug)]
pub struct Changed {
    /// Where it lies.
    pub path: PathBuf,
    /// Its path as it is shown.
    pub shown: String,
    /// Its text as it was read.
    pub old: String,
    /// Its text with the fixes applied.
    pub new: String,
}

/// Applies the fixes that are `wanted` in memory, in the file `only` if one is given.
///
/// # Errors
/// When a path is not there, or something is wrong in a configuration.
pub fn mend(
    disk: &dyn Disk,
    settings: &Settings<'_>,
    wanted: Wanted,
    only: Option<&Path>,
) -> Result<Mended, Refused> {
    let mut work = Work { changed: BTreeMap::new(), spoilt: BTreeSet::new(), fixed: 0 };
    let mut run = lint(disk, settings)?;
    let mut notes = Vec::new();
    for round in 0.. {
        let next = work.round(&run, wanted, only);
        if next.texts.is_empty() {
            break;
        }
        if round == MOST_ROUNDS {
            let text = "there were still fixes to apply after many rounds; run it again";
            notes.push(Note { text: text.to_owned(), always: true });
            break;
        }
        let over = work.over(&next.texts);
        let again = lint(&Overlay::new(disk, over), settings)?;
        let worse: Vec<&PathBuf> =
            next.texts.keys().filter(|path| reads_worse(path, &run, &again)).collect();
        if worse.is_empty() {
            notes.extend(next.said.into_iter().map(|text| Note { text, always: false }));
            work.take(&run, next.texts, next.fixed);
            run = again;
            continue;
        }
        for path in worse {
            let name = path.display();
            let text = format!("with its fixes `{name}` would not parse, so it is left as it is");
            notes.push(Note { text, always: true });
            work.spoilt.insert(path.clone());
        }
    }
    Ok(work.finish(run, notes))
}

/// How far the work has come.
struct Work {
    /// Each file that is changed: its path as it is shown, its text as it was and as it is.
    changed: BTreeMap<PathBuf, Changed>,
    /// The files whose fixes did harm.
    spoilt: BTreeSet<PathBuf>,
    fixed: usize,
}

/// What one round would do.
struct Round {
    texts: BTreeMap<PathBuf, String>,
    fixed: usize,
    said: Vec<String>,
}

impl Work {
    /// The texts after the fixes that can be applied together.
    fn round(&self, run: &Run, wanted: Wanted, only: Option<&Path>) -> Round {
        let is_open = |edit: &Edit| {
            let path = run.paths.get(edit.span.source.0 as usize);
            path.is_some_and(|path| {
                !self.spoilt.contains(path) && only.is_none_or(|only| only == path)
            })
        };
        let possible = run.findings.iter().filter_map(|finding| {
            let fix = finding
                .fix
                .as_ref()
                .filter(|fix| wanted.takes(finding, fix) && run.shows(finding))?;
            (is_reachable(run, fix) && fix.edits.iter().all(is_open)).then_some((finding, fix))
        });
        let chosen = choose(possible);
        let mut edits: BTreeMap<SourceId, Vec<&Edit>> = BTreeMap::new();
        for edit in chosen.iter().flat_map(|(_, fix)| &fix.edits) {
            edits.entry(edit.span.source).or_default().push(edit);
        }
        let texts = edits.into_iter().filter_map(|(source, edits)| {
            let path = run.paths.get(source.0 as usize)?;
            let old = run.sources.get(source).text();
            Some((path.clone(), apply(old, &edits).filter(|new| new != old)?))
        });
        let said = chosen.iter().map(|(finding, fix)| {
            let path = &run.sources.get(finding.span.source).path;
            format!("`{path}`: {} ({})", fix.title, finding.rule)
        });
        Round { texts: texts.collect(), fixed: chosen.len(), said: said.collect() }
    }

    /// All files that differ from those on the disk, with `texts` as the newest.
    fn over(&self, texts: &BTreeMap<PathBuf, String>) -> Vec<(PathBuf, Vec<u8>)> {
        let earlier = self.changed.iter().map(|(path, file)| (path, &file.new));
        let all: BTreeMap<&PathBuf, &String> = earlier.chain(texts).collect();
        all.into_iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())).collect()
    }

    fn take(&mut self, before: &Run, texts: BTreeMap<PathBuf, String>, fixed: usize) {
        self.fixed += fixed;
        for (path, new) in texts {
            if let Some(file) = self.changed.get_mut(&path) {
                file.new = new;
            } else if let Some((_, source)) = before.source_at(&path) {
                let (shown, old) = (source.path.clone(), source.text().to_owned());
                self.changed.insert(path.clone(), Changed { path, shown, old, new });
            }
        }
    }

    fn finish(self, mut run: Run, notes: Vec<Note>) -> Mended {
        // What does harm is no fix.
        let (paths, spoilt) = (&run.paths, &self.spoilt);
        let is_spoilt = |edit: &Edit| {
            paths.get(edit.span.source.0 as usize).is_some_and(|path| spoilt.contains(path))
        };
        for finding in &mut run.findings {
            if finding.fix.as_ref().is_some_and(|fix| fix.edits.iter().any(is_spoilt)) {
                finding.fix = None;
            }
        }
        run.fixed = self.fixed;
        run.notes.extend(notes);
        let changed = self.changed.into_values().filter(|file| file.old != file.new);
        Mended { run, changed: changed.collect() }
    }
}

/// Whether less can be made of the file at `path` than before: more is wrong in how it is written,
/// or something in it is not seen any more.
pub(super) fn reads_worse(path: &Path, before: &Run, after: &Run) -> bool {
    let (Some((was, _)), Some((is, source))) = (before.source_at(path), after.source_at(path))
    else {
        return true;
    };
    let problems = |run: &Run, id: SourceId| {
        let named = run.incomplete.iter().filter(|one| one.path == source.path).count();
        named + run.model.problems.iter().filter(|one| one.span.source == id).count()
    };
    let seen = |run: &Run, id: SourceId| {
        run.model.resources().filter(|resource| resource.header.source == id).count()
    };
    problems(after, is) > problems(before, was) || seen(after, is) < seen(before, was)
}
