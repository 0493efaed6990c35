//! bluelint reads service-to-service authorization policies and endpoint gateways of IBM Cloud, in
//! JSON and Terraform, and says what would be refused, would silently not work or lets in too much.
//!
//! A run, on one page: files are discovered, read and parsed into nodes, evaluated, lowered into the
//! model; the rules look at the model and say what they find; a report prints it.

pub mod catalog;
pub mod cli;
pub mod discover;
pub mod disk;
pub mod engine;
pub mod evaluate;
pub mod finding;
pub mod fix;
pub mod lower;
pub mod model;
pub mod node;
pub mod page;
pub mod parse;
pub mod report;
pub mod rule;
pub mod rules;
pub mod source;

use crate::discover::{FileKind, Files, Json, NotThere, Root};
use crate::disk::Disk;
use crate::evaluate::elsewhere::Elsewhere;
use crate::finding::{Finding, Level};
use crate::model::{Gap, Hides, Model, World};
use crate::rule::Rule;
use crate::source::{Source, SourceId, Sources, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// What to look at, and how.
#[derive(Debug)]
pub struct Settings<'a> {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// What the named files are, where their content shall not decide.
    pub kind: Option<FileKind>,
    /// The rules to run.
    pub rules: Vec<&'a Rule>,
    /// Findings below this level are left out.
    pub min_level: Level,
    /// How many threads; at least one is used.
    pub threads: usize,
}

/// Something of ours that could not be checked, or not wholly.
#[derive(Clone, Debug)]
pub struct Incomplete {
    /// The file or, for a rule that broke down, its name.
    pub path: String,
    /// Why.
    pub reason: String,
    /// Where, if it is a place.
    pub span: Option<Span>,
}

/// The outcome of a run.
#[derive(Debug, Default)]
pub struct Run {
    /// Every file.
    pub sources: Sources,
    /// What was understood.
    pub model: Model,
    /// What is wrong, in the order of the places.
    pub findings: Vec<Finding>,
    /// What could not be checked.
    pub incomplete: Vec<Incomplete>,
    /// What was passed over and why, for `-v`; named files that are not ours are said always.
    pub notes: Vec<Note>,
    /// Where each source lies on the disk.
    pub paths: Vec<PathBuf>,
    /// If only files were named: those.
    pub named: Option<BTreeSet<SourceId>>,
    /// How many findings were mended before these were left.
    pub fixed: usize,
    /// How many files of ours were read.
    pub files: usize,
    /// How many files were passed over.
    pub skipped: usize,
    /// How many rules looked.
    pub rules: usize,
    /// How many arguments of our resources are neither known nor absent.
    pub unresolved: usize,
    /// How long it took.
    pub elapsed: Duration,
}

impl Run {
    /// The source that lies at `path`.
    pub fn source_at(&self, path: &Path) -> Option<(SourceId, &Source)> {
        let at = self.paths.iter().position(|one| one == path)?;
        self.sources.iter().nth(at)
    }
}

/// Something worth knowing that is no finding.
#[derive(Clone, Debug)]
pub struct Note {
    /// One sentence.
    pub text: String,
    /// It is said also without `-v`.
    pub always: bool,
}

/// What became of one root module or JSON file.
#[derive(Debug, Default)]
struct Part {
    model: Model,
    incomplete: Vec<Incomplete>,
    notes: Vec<Note>,
    files: usize,
    skipped: usize,
    /// The folders that its module calls name, as they are shown, and the arguments they pass.
    calls: Vec<(String, Vec<String>)>,
    /// The objects that its outputs give away.
    exposed: Vec<String>,
}

impl Part {
    /// What is left of a part whose reading broke down.
    fn broken_down(path: &str) -> Self {
        let reason = "bluelint broke down on it; please report it".to_owned();
        let incomplete = vec![Incomplete { path: path.to_owned(), reason, span: None }];
        Self { incomplete, ..Self::default() }
    }
}

/// Looks at everything that `settings` names.
///
/// # Errors
/// When a path is not there.
pub fn lint(disk: &dyn Disk, settings: &Settings<'_>) -> Result<Run, NotThere> {
    let start = Instant::now();
    let files = discover::discover(disk, &settings.paths, settings.kind)?;
    let mut run = Run { skipped: files.skipped, rules: settings.rules.len(), ..Run::default() };
    let always = files.named.is_some();
    run.notes.extend(files.notes.iter().map(|text| Note { text: text.clone(), always }));
    let unseen = files.unseen.iter().map(|reason| (String::new(), reason.clone()));
    run.incomplete.extend(unseen.map(|(path, reason)| Incomplete { path, reason, span: None }));
    let mut parts = read_all(disk, &files, settings);
    read_called_again(disk, &files, &mut parts);
    run.model.gaps = used_by_callers(&files, &parts);
    for part in parts {
        run.model.absorb(part.model);
        run.incomplete.extend(part.incomplete);
        run.notes.extend(part.notes);
        run.files += part.files;
        run.skipped += part.skipped;
    }
    let rules: Vec<Rule> = settings.rules.iter().map(|rule| **rule).collect();
    let verdict = engine::run(&run.model, &files.sources, &rules);
    run.findings = verdict.findings;
    run.findings.retain(|finding| {
        finding.level >= settings.min_level && is_reported(finding, files.named.as_ref())
    });
    run.incomplete.extend(verdict.crashed.into_iter().map(|rule| Incomplete {
        path: rule.to_owned(),
        reason: "the rule broke down; please report it".to_owned(),
        span: None,
    }));
    run.incomplete.extend(run.model.problems.iter().filter(|one| one.breaks()).map(|problem| {
        let path = files.sources.get(problem.span.source).path.clone();
        Incomplete { path, reason: problem.message.clone(), span: Some(problem.span) }
    }));
    run.unresolved = run.model.resources().map(model::Resource::unresolved).sum();
    (run.sources, run.paths, run.named) = (files.sources, files.paths, files.named);
    run.elapsed = start.elapsed();
    Ok(run)
}

/// Whether the finding, or a place that explains it, lies in a file that was named.
fn is_reported(finding: &Finding, named: Option<&std::collections::BTreeSet<SourceId>>) -> bool {
    named.is_none_or(|named| {
        let labels = finding.labels.iter().map(|label| label.span.source);
        labels.chain([finding.span.source]).any(|source| named.contains(&source))
    })
}

/// Reads roots and JSON files on several threads; the parts come back in the order of the files.
fn read_all(disk: &dyn Disk, files: &Files, settings: &Settings<'_>) -> Vec<Part> {
    /// Enough for what the parsers nest before they refuse, in a debug build.
    const STACK: usize = 32 * 1024 * 1024;
    const MOST_THREADS: usize = 64;
    let jobs = files.roots.len() + files.json.len();
    let next = AtomicUsize::new(0);
    let parts: Mutex<Vec<(usize, Part)>> = Mutex::new(Vec::with_capacity(jobs));
    let work = || {
        let mut done = Vec::new();
        loop {
            let job = next.fetch_add(1, Ordering::Relaxed);
            let world = World(u32::try_from(job).unwrap_or(u32::MAX));
            let (path, read): (&str, Box<dyn Fn() -> Part + '_>) =
                if let Some(root) = files.roots.get(job) {
                    (&root.folder, Box::new(move || read_root(disk, files, root, world, &[])))
                } else if let Some(json) = files.json.get(job - files.roots.len()) {
                    let path = &files.sources.get(json.source).path;
                    let kind = settings.kind;
                    (path, Box::new(move || read_json(disk, files, json, world, kind)))
                } else {
                    break;
                };
            // A breakdown in one file is no reason to say nothing of the others.
            let part = catch_unwind(AssertUnwindSafe(read));
            done.push((job, part.unwrap_or_else(|_| Part::broken_down(path))));
        }
        parts.lock().expect("no thread breaks down while it holds the list").append(&mut done);
    };
    std::thread::scope(|scope| {
        let wanted = settings.threads.clamp(1, jobs.clamp(1, MOST_THREADS));
        let started = (0..wanted).map_while(|_| {
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()
        });
        // Where there is no room for a thread, this one does the work.
        if started.count() == 0 {
            work();
        }
    });
    let mut parts = parts.into_inner().expect("all threads have ended");
    parts.sort_by_key(|(job, _)| *job);
    parts.into_iter().map(|(_, part)| part).collect()
}

/// One folder of Terraform files.
fn read_root(disk: &dyn Disk, files: &Files, root: &Root, world: World, passed: &[String]) -> Part {
    let mut part = Part::default();
    if root.unread {
        part.model.gaps.push(Gap { world, hides: Hides::Anything });
    }
    let mut bodies = Vec::new();
    let mut elsewhere = Elsewhere::default();
    elsewhere.variables.extend(passed.iter().cloned());
    for source in &root.variables {
        part.files += 1;
        match read_text(disk, files, *source) {
            Ok(()) => elsewhere.variables.extend(names_set(files, *source, &mut part)),
            Err(reason) => part.incomplete.push(unreadable(files, *source, reason)),
        }
    }
    for source in &root.files {
        part.files += 1;
        match read_text(disk, files, *source) {
            Ok(()) => {
                let parsed = parse::hcl::hcl(*source, files.sources.get(*source).text());
                if !parsed.lost.is_empty() {
                    part.model.gaps.push(Gap { world, hides: Hides::Anything });
                }
                part.model.problems.extend(parsed.problems);
                let path = &files.sources.get(*source).path;
                let into = if discover::is_override(path) {
                    &mut elsewhere.overrides
                } else {
                    &mut bodies
                };
                into.push((*source, parsed.body));
            }
            Err(reason) => {
                part.incomplete.push(unreadable(files, *source, reason));
                part.model.gaps.push(Gap { world, hides: Hides::Anything });
            }
        }
    }
    let first = root.files.first().and_then(|source| files.paths.get(source.0 as usize));
    let door = first.and_then(|path| evaluate::Files::new(disk, path.parent()?));
    let wanted = lower::terraform::is_wanted;
    let mut module = evaluate::root(&files.sources, &bodies, &elsewhere, door, wanted);
    if let Some((span, reason)) = module.limit {
        let path = files.sources.get(span.source).path.clone();
        let reason = reason.to_owned();
        part.incomplete.push(Incomplete { path, reason, span: Some(span) });
    }
    let folder = Path::new(&root.folder);
    let calls = module.calls.drain(..);
    part.calls = calls.map(|(call, names)| (discover::joined(folder, &call), names)).collect();
    part.exposed = std::mem::take(&mut module.exposed);
    lower::terraform::lower(module, world, &mut part.model);
    part
}

/// The variables that a file of variables sets.
fn names_set(files: &Files, source: SourceId, part: &mut Part) -> Vec<String> {
    let file = files.sources.get(source);
    if Path::new(&file.path).extension().is_some_and(|end| end == "json") {
        let parsed = parse::json::json(source, file.text());
        part.model.problems.extend(parsed.problems);
        let entries = parsed.node.entries().unwrap_or_default();
        return entries.iter().map(|entry| entry.key.clone()).collect();
    }
    let parsed = parse::hcl::hcl(source, file.text());
    part.model.problems.extend(parsed.problems);
    evaluate::elsewhere::names_set(&parsed.body).collect()
}

/// A folder that others call is read once more, now that it is known what they pass: what a
/// variable is by default says nothing where a caller sets it.
fn read_called_again(disk: &dyn Disk, files: &Files, parts: &mut [Part]) {
    let mut passed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (folder, names) in parts.iter().flat_map(|part| &part.calls) {
        passed.entry(folder.clone()).or_default().extend(names.iter().cloned());
    }
    for ((root, part), world) in files.roots.iter().zip(parts).zip(0..) {
        let names = passed.get(&root.folder).filter(|names| !names.is_empty());
        if let Some(names) = names.filter(|_| part.model.resources().next().is_some()) {
            *part = read_root(disk, files, root, World(world), names);
        }
    }
}

/// What the outputs of a folder give away may be used by whoever calls the folder as a module.
fn used_by_callers(files: &Files, parts: &[Part]) -> Vec<Gap> {
    let called: BTreeSet<&str> =
        parts.iter().flat_map(|part| &part.calls).map(|(folder, _)| folder.as_str()).collect();
    let roots = files.roots.iter().zip(parts).zip(0..).map(|((root, part), world)| {
        let exposed = called.contains(root.folder.as_str()).then_some(&part.exposed);
        exposed
            .into_iter()
            .flatten()
            .map(move |object| Gap { world: World(world), hides: Hides::UsesOf(object.clone()) })
    });
    roots.flatten().collect()
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
    if let Err(reason) = read_text(disk, files, json.source) {
        if json.named || reason.ours {
            part.files += 1;
            part.incomplete.push(unreadable(files, json.source, reason));
        } else {
            part.skipped += 1;
            part.notes.push(Note { text: format!("`{path}` {}", reason.reason), always: true });
        }
        return part;
    }
    let text = files.sources.get(json.source).text();
    if lower::document::lower(json.source, text, kind, world, &mut part.model) {
        part.files += 1;
    } else {
        part.skipped += 1;
        let text = format!("`{path}` is neither an authorization policy nor an endpoint gateway");
        part.notes.push(Note { text, always: json.named });
    }
    part
}

fn unreadable(files: &Files, source: SourceId, unread: Unread) -> Incomplete {
    let path = files.sources.get(source).path.clone();
    Incomplete { path, reason: unread.reason, span: None }
}

/// Why a file was not read.
struct Unread {
    reason: String,
    /// Its bytes look like a policy or a gateway all the same.
    ours: bool,
}

fn read_text(disk: &dyn Disk, files: &Files, source: SourceId) -> Result<(), Unread> {
    let path = files.paths.get(source.0 as usize).expect("every source has a path");
    let bytes = disk
        .read(path)
        .map_err(|error| Unread { reason: format!("cannot be read: {error}"), ours: false })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        // UTF-16 has a zero beside each letter.
        let letters =
            error.as_bytes().iter().copied().filter(|byte| *byte != 0).collect::<Vec<_>>();
        let ours = lower::document::looks_like_ours(&String::from_utf8_lossy(&letters));
        Unread { reason: format!("is not UTF-8 at byte {at}"), ours }
    })?;
    files.sources.set_text(source, text);
    Ok(())
}
