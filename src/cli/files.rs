//! `--show-files`: which files are checked, which are read beside them, which are skipped and why.

use super::args::{Check, Format};
use super::input::Job;
use super::{Session, Stop, WELL};
use crate::Run;
use crate::discover::{is_candidate, shown};
use crate::disk::{Disk, Entry};
use crate::report::ink::Ink;
use crate::report::print_json;
use crate::report::text::one_line;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Serialize)]
struct Listed<'a> {
    version: u32,
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    #[serde(flatten)]
    state: &'a State,
}

/// What becomes of a file.
#[derive(Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
enum State {
    /// What is found in it is reported.
    Checked,
    /// It hangs together with what is checked.
    Read,
    Skipped {
        why: String,
    },
}

/// Reads what `job` names, and lists it.
pub(super) fn run(check: &Check, job: &Job<'_>, session: &mut Session<'_>) -> Result<u8, Stop> {
    let run = job.lint()?;
    let files = states(&run, job);
    let formats: Vec<Format> = check.outputs.iter().map(|output| output.format).collect();
    let as_json = match formats.as_slice() {
        [Format::Human] => false,
        [Format::Json] => true,
        _ => {
            let text = "--show-files lists files for people and with `-f json`".to_owned();
            return Err(Stop::Usage(text));
        }
    };
    if as_json {
        let files = files.iter().map(|(path, state)| File { path, state }).collect();
        session.print(|out| print_json(&Listed { version: 1, files }, out))?;
        return Ok(WELL);
    }
    let color = session.color(&check.look);
    session.print(|out| {
        files.iter().try_for_each(|(path, state)| {
            let path = one_line(path);
            match state {
                State::Checked => writeln!(out, "{}  {path}", Ink::Good.paint(color, "checked")),
                State::Read => writeln!(out, "read     {path}"),
                State::Skipped { why } => {
                    let word = Ink::Warning.paint(color, "skipped");
                    writeln!(out, "{word}  {path}: {}", one_line(why))
                }
            }
        })
    })?;
    Ok(WELL)
}

fn states(run: &Run, job: &Job<'_>) -> BTreeMap<String, State> {
    let disk = job.disk();
    let mut files = BTreeMap::new();
    for ((id, source), path) in run.sources.iter().zip(&run.paths) {
        let asked_for = run.asked_for.as_ref().is_none_or(|asked_for| asked_for.contains(&id));
        // What the command line and the environment say is among the sources too.
        if disk.entry(path) == Entry::File {
            let state = if asked_for { State::Checked } else { State::Read };
            files.insert(job.called(&source.path), state);
        }
    }
    for one in run.incomplete.iter().filter(|one| one.span.is_none()) {
        if files.contains_key(&one.path) {
            files.insert(one.path.clone(), State::Skipped { why: one.reason.clone() });
        }
    }
    for (path, why) in &run.passed_over {
        files.insert(job.called(path), State::Skipped { why: why.clone() });
    }
    for folder in job.settings.paths.iter().filter(|path| disk.entry(path) == Entry::Folder) {
        for (path, why) in left_out(disk, folder) {
            files.entry(path).or_insert(State::Skipped { why });
        }
    }
    files
}

/// What the walk through `folder` passes by.
fn left_out<'a>(
    disk: &'a dyn Disk,
    folder: &Path,
) -> impl Iterator<Item = (String, String)> + use<'a> {
    disk.left_out(folder).into_iter().filter_map(|path| {
        if disk.entry(&path) == Entry::Folder {
            let why = "is what `terraform init` downloaded".to_owned();
            return Some((format!("{}/", shown(&path)), why));
        }
        let why = "`.gitignore` leaves it out".to_owned();
        is_candidate(&path).then(|| (shown(&path), why))
    })
}
