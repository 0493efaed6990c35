//! bluelint reads service-to-service authorization policies and endpoint gateways of IBM Cloud, in
//! JSON and Terraform, and says what would be refused, would silently not work or lets in too much.
//!
//! A run, on one page: files are discovered, read and parsed into nodes, evaluated, lowered into the
//! model; the rules look at the model and say what they find; a report prints it.

pub mod catalog;
pub mod cli;
pub mod config;
pub mod date;
pub mod discover;
pub mod disk;
pub mod engine;
pub mod evaluate;
pub mod finding;
pub mod fix;
pub mod git;
pub mod graph;
pub mod inputs;
pub mod load;
pub mod lower;
pub mod model;
mod near;
pub mod node;
pub mod page;
pub mod parse;
pub mod picture;
pub mod report;
pub mod roots;
pub mod rule;
pub mod rules;
pub mod since;
pub mod source;
pub mod suppress;
pub mod symptoms;
pub mod threads;

use crate::config::Config;
use crate::date::Date;
use crate::discover::{FileKind, Files, Json, NotThere, shown};
use crate::disk::{Disk, Entry};
use crate::finding::{Finding, Level};
use crate::inputs::{Given, Inputs};
use crate::load::Estate;
use crate::model::{Gap, Hides, Model, World};
use crate::roots::Part;
use crate::rule::Rule;
use crate::since::Since;
use crate::source::{Source, SourceId, Sources, Span};
use crate::suppress::Suppressions;
use crate::threads::Progress;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
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
    /// What root modules are given from outside.
    pub inputs: Inputs,
    /// What `bluelint.toml` says.
    pub config: Config,
    /// What was there before, where only what is new or changed is reported.
    pub since: Option<Since>,
    /// Where it is told how far the run is, if somebody wants to know.
    pub progress: Option<Arc<Progress>>,
    /// Suppressions count for nothing.
    pub no_ignores: bool,
    /// The day on which suppressions are judged; without one, none of them is over.
    pub today: Option<Date>,
}

impl Default for Settings<'_> {
    /// Nothing to look at, no rules, one thread, and findings of every level.
    fn default() -> Self {
        Self {
            paths: Vec::new(),
            kind: None,
            rules: Vec::new(),
            min_level: Level::Info,
            threads: 1,
            inputs: Inputs::default(),
            config: Config::default(),
            since: None,
            progress: None,
            no_ignores: false,
            today: None,
        }
    }
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
    /// What is wrong and not held against anybody, because it is suppressed.
    pub waived: Vec<Finding>,
    /// What could not be checked.
    pub incomplete: Vec<Incomplete>,
    /// What was passed over and why, for `-v`; named files that are not ours are said always.
    pub notes: Vec<Note>,
    /// The repository that the working directory lies in.
    pub repository: Option<Repository>,
    /// Where each source lies on the disk.
    pub paths: Vec<PathBuf>,
    /// The files that were asked for, if others were read too.
    pub asked_for: Option<BTreeSet<SourceId>>,
    /// How many findings were mended before these were left.
    pub fixed: usize,
    /// How many files of ours were read.
    pub files: usize,
    /// How many files were passed over.
    pub skipped: usize,
    /// The files that were passed over, and why.
    pub passed_over: Vec<(String, String)>,
    /// The rules that looked.
    pub rules: Vec<Rule>,
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

/// A repository, as it lies around the working directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// Its top folder, from the top of the disk.
    pub top: String,
    /// The way from there to the working directory, with `/`; empty where that is the top.
    pub below: String,
}

impl Repository {
    /// The one that the working directory lies in: the nearest folder above it that has `.git`.
    fn around(disk: &dyn Disk) -> Option<Self> {
        let here = disk.real(Path::new(".")).ok()?;
        let is_top = |folder: &&Path| disk.entry(&folder.join(".git")) != Entry::Nothing;
        let top = here.ancestors().find(is_top)?;
        let below = here.strip_prefix(top).ok()?;
        let below = if below.as_os_str().is_empty() { String::new() } else { shown(below) };
        Some(Self { top: shown(top), below })
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

/// Looks at everything that `settings` names.
///
/// # Errors
/// When a path is not there.
pub fn lint(disk: &dyn Disk, settings: &Settings<'_>) -> Result<Run, NotThere> {
    let start = Instant::now();
    let mut files = discover::discover(disk, &settings.paths, settings.kind)?;
    let mut run = Run { skipped: files.skipped, ..Run::default() };
    run.passed_over = std::mem::take(&mut files.passed_over);
    let always = files.named.is_some();
    run.notes.extend(files.notes.iter().map(|text| Note { text: text.clone(), always }));
    let unseen = files.unseen.iter().map(|reason| (String::new(), reason.clone()));
    run.incomplete.extend(unseen.map(|(path, reason)| Incomplete { path, reason, span: None }));
    let given = inputs::given(disk, &mut files, &settings.inputs)?;
    let estate = load::load(disk, &mut files, &given.data_folder, settings.threads);
    let mut declared = BTreeSet::new();
    for part in read_all(disk, &files, &estate, &given, settings) {
        run.model.absorb(part.model);
        run.incomplete.extend(part.incomplete);
        run.notes.extend(part.notes);
        run.files += part.files;
        run.skipped += part.skipped;
        run.passed_over.extend(part.passed_over);
        declared.extend(part.variables);
    }
    run.notes.extend(given.undeclared(&declared).map(|name| {
        let text = format!("no root module has the variable `{name}` that `--var` sets");
        Note { text, always: true }
    }));
    // A hook names what has changed: policies may well stand in what has not. A plan is whole.
    let is_plan = |one: &model::Resource| one.surface == model::Surface::Plan;
    if files.named.is_some() && !run.model.resources().any(is_plan) {
        run.model.gaps.push(Gap { world: World(u32::MAX), hides: Hides::Anything });
    }
    let rules: Vec<Rule> = settings.rules.iter().map(|rule| **rule).collect();
    let suppressions = suppressions(&files, &run, settings);
    let (config, threads) = (&settings.config, settings.threads);
    let verdict = engine::run(&run.model, &files.sources, &rules, config, &suppressions, threads);
    (run.findings, run.waived) = (verdict.findings, verdict.waived);
    run.notes.extend(verdict.notes.into_iter().map(|text| Note { text, always: false }));
    let reported = files.reported();
    for findings in [&mut run.findings, &mut run.waived] {
        findings.retain(|one| one.level >= settings.min_level && is_reported(one, &reported));
    }
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
    run.rules = rules;
    run.repository = Repository::around(disk);
    (run.sources, run.paths, run.asked_for) = (files.sources, files.paths, Some(reported));
    if let Some(since) = &settings.since {
        since.keep(disk, &mut run);
    }
    run.elapsed = start.elapsed();
    Ok(run)
}

/// What people wrote to suppress findings of the run.
fn suppressions(files: &Files, run: &Run, settings: &Settings<'_>) -> Suppressions {
    if settings.no_ignores {
        return Suppressions::default();
    }
    let all = rules::RULES.iter().chain(settings.rules.iter().copied());
    let mut found = Suppressions::read(&files.sources, all, settings.today);
    let is_open = |gap: &Gap| gap.hides == Hides::Anything;
    let is_broken = run.model.problems.iter().any(source::Problem::breaks);
    found.sees_all = run.incomplete.is_empty() && !is_broken && !run.model.gaps.iter().any(is_open);
    found
}

/// Whether the finding, or a place that explains it, lies in a file that was asked for.
fn is_reported(finding: &Finding, asked_for: &BTreeSet<SourceId>) -> bool {
    let labels = finding.labels.iter().map(|label| label.span.source);
    labels.chain([finding.span.source]).any(|source| asked_for.contains(&source))
}

/// Reads groups of folders and JSON files; the parts come back in their order.
fn read_all(
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
