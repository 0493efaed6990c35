//! `bluelint baseline`, and what `check` makes of a baseline.

use super::args::{Action, BaselineArgs, Check};
use super::input::below;
use super::{FOUND, INCOMPLETE, Session, Stop, WELL, config, input};
use crate::baseline::{Baseline, Compared, Entry, NAME};
use crate::config::Config;
use crate::discover::shown;
use crate::disk::{Disk, Entry as Lies};
use crate::finding::{Finding, Level};
use crate::report::text::{counted, one_line};
use crate::{Note, Run};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Makes, updates or prunes a baseline.
pub(super) fn run(arguments: &mut BaselineArgs, session: &mut Session<'_>) -> Result<u8, Stop> {
    let loaded = config::load(&arguments.config, &arguments.input, session)?;
    arguments.input.allow_incomplete |= loaded.main.is_on("allow-incomplete");
    let file = file(arguments.baseline.as_deref(), &loaded.main, session);
    let is_there = session.disk.entry(&file) != Lies::Nothing;
    let is_set = loaded.main.baseline().is_some();
    let name = one_line(&shown(&file)).into_owned();
    match (arguments.action, is_there) {
        (Action::Create, true) => {
            let text = format!("`{name}` is there already; `bluelint baseline update` renews it");
            return Err(Stop::Usage(text));
        }
        (Action::Update | Action::Prune, false) => {
            let text = format!("`{name}` is not there; `bluelint baseline create` makes it");
            return Err(Stop::Usage(text));
        }
        _ => {}
    }
    let old = if is_there { read(&file, session.disk)? } else { Baseline::default() };
    let rules: Vec<_> = session.rules.iter().collect();
    let job = input::open(&arguments.input, &rules, loaded.configs, Level::Info, session)?;
    let run = job.lint()?;
    let gone = gone(&old, &run, session);
    let new = Baseline::of(run.findings.iter().filter(|one| !old.knows(one)), &run.sources);
    let mut baseline = old;
    baseline.remove(&gone);
    let kept_out = arguments.ratchet && arguments.action == Action::Update;
    let adds = arguments.action != Action::Prune && !kept_out;
    let added = if adds { new.len() } else { 0 };
    if adds {
        // What is known is written anew too: its place may be another one.
        baseline.extend(Baseline::of(run.findings.iter(), &run.sources));
    }
    let text = baseline.text();
    if session.disk.read(&file).ok().as_deref() != Some(text.as_bytes()) {
        session.disk.write(&file, text.as_bytes()).map_err(Stop::Write)?;
    }
    let (known, removed) = (counted(baseline.len(), "finding"), gone.len());
    session.print(|out| {
        writeln!(out, "{name}: {known} in the baseline, {added} added, {removed} removed")
    })?;
    if arguments.action == Action::Create && !is_set {
        let how = format!(
            "it counts with `--baseline {name}`, or for every run with `baseline` below `[lint]` in \
             bluelint.toml"
        );
        session.note(&how, &arguments.look);
    }
    session.notes(&run, &arguments.look);
    let left = if kept_out { new.len() } else { 0 };
    Ok(code(arguments, &run, left, session))
}

/// Says what is wrong with the baseline; `left` findings are new, and it may not grow.
fn code(arguments: &BaselineArgs, run: &Run, left: usize, session: &mut Session<'_>) -> u8 {
    if arguments.input.is_incomplete(run) {
        let text = "not everything could be checked, so the baseline may lack something";
        session.note(text, &arguments.look);
        return INCOMPLETE;
    }
    if left > 0 {
        let left = counted(left, "finding");
        let text = format!(
            "{left} not in the baseline, and with --ratchet it only shrinks: mend what is new"
        );
        session.note(&text, &arguments.look);
        return FOUND;
    }
    WELL
}

/// The file of the baseline: the one that is named, or beside the configuration.
fn file(named: Option<&Path>, config: &Config, session: &Session<'_>) -> PathBuf {
    let file = named.map(Path::to_owned).or_else(|| config.baseline());
    let beside = || {
        let folder = config.file().and_then(|(file, _)| file.parent());
        folder.unwrap_or(Path::new("")).join(NAME)
    };
    below(session.env.folder.as_deref(), &file.unwrap_or_else(beside))
}

fn read(file: &Path, disk: &dyn Disk) -> Result<Baseline, Stop> {
    let name = one_line(&shown(file)).into_owned();
    let bytes = disk.read(file);
    let bytes = bytes.map_err(|error| Stop::Usage(format!("`{name}` cannot be read: {error}")))?;
    let text = String::from_utf8(bytes);
    let text = text.map_err(|_| Stop::Usage(format!("`{name}` is not UTF-8")))?;
    Baseline::parse(&text).map_err(|(at, message)| {
        let place = at.map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
        Stop::Usage(format!("{name}{place}: this baseline cannot be read: {}", one_line(&message)))
    })
}

/// The entries that are found no more. Only those count whose rule ran over the file where they were,
/// or over all if that file is gone, and only where nothing is hidden.
fn gone(baseline: &Baseline, run: &Run, session: &Session<'_>) -> Vec<Entry> {
    let hides = run.judges.profiles().iter().any(|one| one.shown > Level::Info);
    if !run.incomplete.is_empty() || hides {
        return Vec::new();
    }
    let mut files: HashMap<&str, bool> = HashMap::new();
    for (id, source) in run.sources.iter() {
        let asked_for = run.asked_for.as_ref().is_none_or(|files| files.contains(&id));
        files.insert(&source.path, asked_for);
    }
    let ran = |rule: &str, path: &str| {
        let mut sources = run.sources.iter().filter(|(_, source)| source.path == path);
        let ran = run.rules.iter().any(|one| one.name == rule);
        ran && sources.all(|(id, _)| run.judges.of(id).is_none_or(|judge| judge.runs(rule)))
    };
    let is_judged = |entry: &Entry| {
        let is_there = session.rules.iter().any(|rule| rule.name == entry.rule);
        let is_gone = || session.disk.entry(Path::new(&entry.path)) == Lies::Nothing;
        let asked_for = files.get(entry.path.as_str()).copied();
        asked_for.unwrap_or_else(is_gone) && (!is_there || ran(&entry.rule, &entry.path))
    };
    baseline.gone(run.findings.iter(), is_judged)
}

/// What `check` holds its findings against, read before it looks at anything.
pub(super) fn of(
    check: &Check,
    config: &Config,
    disk: &dyn Disk,
    session: &Session<'_>,
) -> Result<Option<Baseline>, Stop> {
    let file = check.baseline.clone().or_else(|| config.baseline());
    let file = file.map(|file| below(session.env.folder.as_deref(), &file));
    if file.is_none() && check.ratchet {
        let text = "--ratchet is about a baseline; say which with --baseline";
        return Err(Stop::Usage(text.to_owned()));
    }
    file.map(|file| read(&file, disk)).transpose()
}

/// Takes out of the run what the baseline knows, and says how many entries are found no more.
pub(super) fn compare(
    baseline: &Baseline,
    check: &Check,
    run: &mut Run,
    session: &Session<'_>,
) -> usize {
    // Of what did not change nobody asked.
    let is_part = check.changed.since.is_some() || check.changed.staged || check.changed.pre_commit;
    let gone = if is_part { Vec::new() } else { gone(baseline, run, session) };
    let count = gone.len();
    if count > 0 {
        let (are, them) = if count == 1 { ("is", "it") } else { ("are", "them") };
        let text = format!(
            "the baseline knows {} that {are} found no more; `bluelint baseline prune` removes {them}",
            counted(count, "finding"),
        );
        run.notes.push(Note { text, always: true });
    }
    let known: Vec<Finding> = baseline.waive(&mut run.findings);
    run.waived.extend(known);
    run.compared = Some(Compared { gone, known: baseline.len() });
    count
}
