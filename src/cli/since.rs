//! `--since`, `--staged` and `--pre-commit`: what changed, as git tells it -> what is read and what is
//! reported.

use super::args::{Changed, Check};
use super::input::Job;
use super::{Session, Stop};
use crate::disk::{Disk, Entry, Revised, absolute};
use crate::git::{Base, Changes, Touched};
use crate::report::text::{counted, one_line};
use crate::since::Since;
use crate::{Run, lint};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What git tells, which is asked before anything is read: the configuration may have changed too.
pub(super) struct Asked {
    base: Base,
    changes: Changes,
}

/// Files by their true paths, and what they hold.
type Held = Vec<(PathBuf, Option<Vec<u8>>)>;

/// Asks git what changed, if `check` wants to know.
pub(super) fn ask(check: &Check, session: &Session<'_>) -> Result<Option<Asked>, Stop> {
    let Some(base) = base(check, session) else { return Ok(None) };
    let git = session.env.git.as_ref();
    let git = git.ok_or_else(|| Stop::Usage("there is no git here to ask".to_owned()))?;
    let changes = git.changes(&base).map_err(|text| Stop::Usage(one_line(&text).into_owned()))?;
    let changes = truly(changes, &base, session.disk);
    Ok(Some(Asked { base, changes }))
}

impl Asked {
    /// `disk` as it is staged, if that is what counts.
    pub(super) fn staged<'a>(&self, disk: &'a dyn Disk) -> Option<Box<dyn Disk + 'a>> {
        let is_staged = self.base == Base::Staged;
        is_staged.then(|| Box::new(Revised::new(disk, self.now())) as Box<dyn Disk + 'a>)
    }

    fn now(&self) -> Held {
        self.placed(&self.changes.staged)
    }

    fn then(&self) -> Held {
        let mut then = self.now();
        then.extend(self.placed(&self.changes.before));
        then
    }

    fn placed(&self, files: &BTreeMap<PathBuf, Option<Vec<u8>>>) -> Held {
        files.iter().map(|(path, held)| (self.changes.top.join(path), held.clone())).collect()
    }

    /// By what the files are compared.
    fn name(&self) -> String {
        match &self.base {
            Base::Since(name) => format!("since `{}`", name.to_string_lossy()),
            Base::Staged => "by what is staged".to_owned(),
        }
    }
}

/// Has `job` report only what changed; `staged` is the disk that counts, if it is another one.
pub(super) fn narrow<'a>(
    asked: &Asked,
    staged: Option<Box<dyn Disk + 'a>>,
    check: &Check,
    job: &mut Job<'a>,
    session: &mut Session<'a>,
) -> Result<(), Stop> {
    if job.stdin.is_some() {
        return Err(Stop::Usage("git knows nothing of standard input".to_owned()));
    }
    let changes = &asked.changes;
    let folder = session.disk.real(Path::new(".")).unwrap_or_default();
    let mut touched: BTreeSet<PathBuf> =
        changes.touched.keys().map(|path| changes.top.join(path)).collect();
    if check.changed.pre_commit {
        let named = named(job, session.disk);
        touched.extend(named.iter().map(|path| absolute(session.disk, &folder, path)));
    }
    for path in &job.settings.paths {
        if !absolute(session.disk, &folder, path).starts_with(&changes.top) {
            let (path, top) = (path.to_string_lossy(), changes.top.to_string_lossy());
            let text = format!("`{path}` lies outside of the repository at `{top}`");
            return Err(Stop::Usage(one_line(&text).into_owned()));
        }
    }
    if !check.quiet {
        for text in &changes.notes {
            session.note(text, &check.look);
        }
        if !check.changed.pre_commit {
            session.note(&told(changes, &asked.name()), &check.look);
        }
    }
    if let Some(disk) = staged {
        without_unstaged(check, job, &*disk, session);
        job.over = Some(disk);
    }
    if touched.is_empty() {
        job.settings.paths.clear();
    }
    let disk = Revised::new(session.disk, asked.then());
    let before = if changes.lost == 0 { earlier(job, &disk) } else { Run::default() };
    job.settings.since = Some(Since::new(touched, &before));
    Ok(())
}

fn base(check: &Check, session: &Session<'_>) -> Option<Base> {
    let Changed { since, staged, pre_commit, .. } = &check.changed;
    let since =
        since.clone().or_else(|| session.env.pre_commit_from.clone().filter(|_| *pre_commit));
    since.map(Base::Since).or_else(|| (*staged || *pre_commit).then_some(Base::Staged))
}

/// The files among the paths, which make way for the folders: what is looked for in a file may only
/// show when all is read, and what a deleted one leaves behind does not lie in any file that is named.
fn named(job: &mut Job<'_>, disk: &dyn Disk) -> Vec<PathBuf> {
    let paths = std::mem::take(&mut job.settings.paths);
    let is_folder = |path: &PathBuf| disk.entry(path) == Entry::Folder;
    let (mut folders, files): (Vec<PathBuf>, Vec<PathBuf>) = paths.into_iter().partition(is_folder);
    if folders.is_empty() {
        folders.push(PathBuf::from("."));
    }
    job.settings.paths = folders;
    files
}

/// Without the files that git takes for changed because their dates are, and that are not; their
/// paths the true ones.
fn truly(mut changes: Changes, base: &Base, disk: &dyn Disk) -> Changes {
    if let Ok(top) = disk.real(&changes.top) {
        changes.top = top;
    }
    if *base != Base::Staged {
        let same = |path: &Path, before: &Option<Vec<u8>>| {
            let before = before.as_ref();
            before.is_some_and(|held| {
                disk.read(&changes.top.join(path)).is_ok_and(|now| now == *held)
            })
        };
        let (touched, before) = (&mut changes.touched, &changes.before);
        touched.retain(|path, _| !before.get(path).is_some_and(|before| same(path, before)));
    }
    changes
}

/// What is said of the changes.
fn told(changes: &Changes, since: &str) -> String {
    let files = changes.touched.len();
    let deleted = changes.touched.values().filter(|is| **is == Touched::Deleted).count();
    let mut text = match (files, deleted) {
        (0, _) => return format!("no file has changed {since}"),
        (_, 0) => format!("{} changed {since}", counted(files, "file")),
        _ => format!("{} changed {since}, {deleted} of them deleted", counted(files, "file")),
    };
    text.push_str("; reported is what lies in those, and what is new elsewhere");
    if changes.lost > 0 {
        text.push_str(
            "; this clone lacks what some of them held before, so all that is found counts as new",
        );
    }
    text
}

/// Takes out the paths that are there, but are not staged.
fn without_unstaged(check: &Check, job: &mut Job<'_>, disk: &dyn Disk, session: &mut Session<'_>) {
    let mut left = Vec::new();
    for path in std::mem::take(&mut job.settings.paths) {
        let there = |disk: &dyn Disk| disk.entry(&path) != Entry::Nothing;
        if !there(disk) && there(session.disk) {
            if !check.quiet {
                let text = format!("`{}` is not staged", path.to_string_lossy());
                session.note(&text, &check.look);
            }
        } else {
            left.push(path);
        }
    }
    job.settings.paths = left;
}

/// What a run said before the changes, by the configuration of then; of paths that were not there it
/// said nothing. Where that configuration was broken, nothing was said at all.
fn earlier(job: &mut Job<'_>, disk: &dyn Disk) -> Run {
    let were = |path: &&PathBuf| disk.entry(path) != Entry::Nothing;
    let then: Vec<PathBuf> = job.settings.paths.iter().filter(were).cloned().collect();
    let configs = job.settings.configs.anew();
    let now = std::mem::replace(&mut job.settings.paths, then);
    let today = std::mem::replace(&mut job.settings.configs, configs);
    let mut run = job.told(|| lint(disk, &job.settings)).unwrap_or_default();
    (job.settings.paths, job.settings.configs) = (now, today);
    let findings = std::mem::take(&mut run.findings);
    run.findings = findings.into_iter().filter(|finding| run.shows(finding)).collect();
    run
}
