//! The files of a run -> what is understood of them: root modules and JSON files, on several threads.

use crate::discover::{FileKind, Files, Json};
use crate::disk::Disk;
use crate::inputs::Given;
use crate::load::Estate;
use crate::model::{Gap, Hides, World};
use crate::roots::Part;
use crate::{Incomplete, Note, Settings, load, lower, roots, threads};
use std::path::Path;

/// Reads groups of folders and JSON files; the parts come back in their order.
pub(crate) fn read_all(
    disk: &dyn Disk,
    files: &Files,
    estate: &Estate,
    given: &Given,
    settings: &Settings<'_>,
) -> Vec<Part> {
    let groups = estate.groups.len();
    let jobs = groups + files.json.len();
    let read = |job: usize| {
        if let Some(group) = estate.groups.get(job) {
            return roots::read(disk, files, estate, given, group);
        }
        let Some(json) = files.json.get(job - groups) else { return Part::default() };
        let world = World(u32::try_from(files.folders.len() + job).unwrap_or(u32::MAX));
        read_json(disk, files, json, world, settings.kind)
    };
    let progress = settings.progress.as_deref();
    if let Some(progress) = progress {
        progress.begin(jobs);
    }
    let parts = threads::each(jobs, settings.threads, |job| {
        let part = read(job);
        progress.inspect(|progress| progress.step());
        part
    });
    // A breakdown in one file is no reason to say nothing of the others.
    let path = |job: usize| {
        let folder = estate.groups.get(job).and_then(|group| files.folders.get(*group.first()?));
        let json =
            || Some(&files.sources.get(files.json.get(job.checked_sub(groups)?)?.source).path);
        folder.map(|folder| &folder.name).or_else(json).cloned().unwrap_or_default()
    };
    let parts = parts.into_iter().enumerate();
    parts.map(|(job, part)| part.unwrap_or_else(|| Part::broken_down(path(job)))).collect()
}

/// One JSON file.
fn read_json(
    disk: &dyn Disk,
    files: &Files,
    json: &Json,
    world: World,
    kind: Option<FileKind>,
) -> Part {
    let mut part = Part::default();
    let path = &files.sources.get(json.source).path;
    let kind = kind.filter(|_| json.named).and_then(lower::document::Forced::of);
    let is_plan = kind == Some(lower::document::Forced::Plan);
    if let Err(reason) = load::read_json(disk, files, json.source, is_plan) {
        if json.named || reason.ours {
            part.files += 1;
            part.model.gaps.push(Gap { world, hides: Hides::Anything });
            let (path, reason) = (path.clone(), reason.reason);
            part.incomplete.push(Incomplete { path, reason, span: None });
        } else {
            part.skipped += 1;
            part.notes.push(Note { text: format!("`{path}` {}", reason.reason), always: true });
            part.passed_over.push((path.clone(), reason.reason));
        }
        return part;
    }
    let text = files.sources.get(json.source).text();
    let lowered = lower::document::lower(json.source, text, kind, world, &mut part.model);
    files.sources.hide(json.source, lowered.hidden);
    part.incomplete.extend(lowered.unread.into_iter().map(|(span, reason)| Incomplete {
        path: path.clone(),
        reason,
        span: Some(span),
    }));
    if lowered.is_ours {
        part.files += 1;
        let folder = Path::new(path).parent().unwrap_or(Path::new("")).to_string_lossy();
        part.model.folders.insert(world, folder.into_owned());
    } else {
        part.skipped += 1;
        let why = "is neither an authorization policy, nor an endpoint gateway, nor a plan";
        part.notes.push(Note { text: format!("`{path}` {why}"), always: json.named });
        part.passed_over.push((path.clone(), why.to_owned()));
    }
    part
}
