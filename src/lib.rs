//! bluelint reads service-to-service authorization policies and endpoint gateways of IBM Cloud, in
//! JSON and Terraform, and says what would be refused, would silently not work or lets in too much.
//!
//! A run, on one page: files are discovered, read and parsed into nodes, evaluated, lowered into the
//! model; the rules look at the model and say what they find; a report prints it.

pub mod baseline;
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
pub mod outside;
pub mod page;
pub mod parse;
pub mod picture;
mod read;
pub mod report;
mod repository;
pub mod roots;
pub mod rule;
pub mod rules;
pub mod since;
pub mod source;
pub mod suppress;
pub mod symptoms;
pub mod threads;
mod waivers;

pub use crate::repository::Repository;

use crate::baseline::Compared;
use crate::config::{Configs, Judges, Mistakes};
use crate::date::Date;
use crate::discover::{FileKind, Files, NotThere, Wish};
use crate::disk::{Disk, folder_of};
use crate::finding::{Finding, Level};
use crate::graph::Graph;
use crate::inputs::Inputs;
use crate::model::{Gap, Hides, Model, World};
use crate::picture::Picture;
use crate::roots::Part;
use crate::rule::Rule;
use crate::since::Since;
use crate::source::{Source, SourceId, Sources, Span};
use crate::threads::Progress;
use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What to look at, and how.
#[derive(Clone, Debug)]
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
    /// What `bluelint.toml` says of which files.
    pub configs: Configs,
    /// What was there before, where only what is new or changed is reported.
    pub since: Option<Since>,
    /// Where it is told how far the run is, if somebody wants to know.
    pub progress: Option<Arc<Progress>>,
    /// Suppressions count for nothing.
    pub no_ignores: bool,
    /// The day on which suppressions are judged; without one, none of them is over.
    pub today: Option<Date>,
    /// Who may reach what shall be drawn.
    pub draws: bool,
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
            configs: Configs::default(),
            since: None,
            progress: None,
            no_ignores: false,
            today: None,
            draws: false,
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
    /// Who may reach what, where that is to be drawn.
    pub picture: Option<Picture>,
    /// What is wrong, in the order of the places.
    pub findings: Vec<Finding>,
    /// What is wrong and not held against anybody, because it is suppressed.
    pub waived: Vec<Finding>,
    /// What the baseline comes to, if there is one.
    pub compared: Option<Compared>,
    /// What could not be checked.
    pub incomplete: Vec<Incomplete>,
    /// What was passed over and why, for `-v`; named files that are not ours are said always.
    pub notes: Vec<Note>,
    /// The repository of the first path, or else the one that the working directory lies in.
    pub repository: Option<Repository>,
    /// Where each source lies on the disk.
    pub paths: Vec<PathBuf>,
    /// The files that were asked for, if others were read too.
    pub asked_for: Option<BTreeSet<SourceId>>,
    /// By what each file was judged.
    pub judges: Judges,
    /// The configurations that were read.
    pub configured: Vec<PathBuf>,
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

/// Why nothing was looked at.
#[derive(Debug)]
pub enum Refused {
    /// A path is not there.
    NotThere(NotThere),
    /// Something is wrong in a configuration.
    Configuration(Mistakes),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotThere(NotThere { path }) => write!(f, "`{path}` is not there"),
            Self::Configuration(mistakes) => mistakes.fmt(f),
        }
    }
}

impl From<NotThere> for Refused {
    fn from(error: NotThere) -> Self {
        Self::NotThere(error)
    }
}

impl From<Mistakes> for Refused {
    fn from(mistakes: Mistakes) -> Self {
        Self::Configuration(mistakes)
    }
}

impl Run {
    /// Takes over what became of a part; the variables that it declares.
    fn absorb(&mut self, part: Part) -> BTreeSet<String> {
        self.model.absorb(part.model);
        self.incomplete.extend(part.incomplete);
        self.notes.extend(part.notes);
        self.files += part.files;
        self.skipped += part.skipped;
        self.passed_over.extend(part.passed_over);
        part.variables
    }

    /// Says what could not be checked: by rules that broke down, and because it cannot be read.
    fn lack(&mut self, crashed: &[&str], sources: &Sources) {
        self.incomplete.extend(crashed.iter().map(|rule| Incomplete {
            path: (*rule).to_owned(),
            reason: "the rule broke down; please report it".to_owned(),
            span: None,
        }));
        let broken = self.model.problems.iter().filter(|one| one.breaks());
        self.incomplete.extend(broken.map(|problem| {
            let path = sources.get(problem.span.source).path.clone();
            Incomplete { path, reason: problem.message.clone(), span: Some(problem.span) }
        }));
    }

    /// Of some findings those that are at least this bad, that are shown or fail, and that lie in files
    /// that were asked for.
    fn kept(
        &self,
        mut all: Vec<Finding>,
        least: Level,
        asked_for: &BTreeSet<SourceId>,
    ) -> Vec<Finding> {
        all.retain(|finding| {
            let counts = self.shows(finding) || self.fails_by(finding);
            counts && finding.level >= least && is_reported(finding, asked_for)
        });
        all
    }

    /// Whether a finding is bad enough to be shown where it stands.
    pub fn shows(&self, finding: &Finding) -> bool {
        self.judges.of(finding.span.source).is_none_or(|one| finding.level >= one.shown)
    }

    /// Whether a finding is bad enough to fail the run.
    pub fn fails_by(&self, finding: &Finding) -> bool {
        self.judges.of(finding.span.source).is_none_or(|one| finding.level >= one.failing)
    }

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

/// Looks at everything that `settings` names.
///
/// # Errors
/// When a path is not there, or something is wrong in a configuration.
pub fn lint(disk: &dyn Disk, settings: &Settings<'_>) -> Result<Run, Refused> {
    let start = Instant::now();
    let configs = &settings.configs;
    let main = settings.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let mut files = discover(disk, settings, main)?;
    let mut run = Run { skipped: files.skipped, ..Run::default() };
    run.passed_over = std::mem::take(&mut files.passed_over);
    let always = files.named.is_some();
    run.notes.extend(files.notes.iter().map(|text| Note { text: text.clone(), always }));
    let unseen =
        |reason: &String| Incomplete { path: String::new(), reason: reason.clone(), span: None };
    run.incomplete.extend(files.unseen.iter().map(unseen));
    let mut given = inputs::given(disk, &mut files, &settings.inputs)?;
    let estate = load::load(disk, &mut files, &given.data_folder, settings.threads);
    configs.give(disk, &mut files, &mut given);
    let mut rules: Vec<Rule> = settings.rules.iter().map(|rule| **rule).collect();
    run.judges = configs.judges(disk, &files, folder_of(disk, main), &rules);
    configs.check()?;
    let notes = configs.notes().into_iter();
    run.notes.extend(notes.map(|text| Note { text, always: true }));
    run.configured = configs.read_files().into_iter().map(|(file, _)| file.into()).collect();
    rules.retain(|rule| run.judges.run(rule.name));
    let mut declared = BTreeSet::new();
    for part in read::read_all(disk, &files, &estate, &given, settings) {
        declared.extend(run.absorb(part));
    }
    run.notes.extend(given.undeclared(&declared).map(|name| {
        let text = format!("no root module has the variable `{name}` that `--var` sets");
        Note { text, always: true }
    }));
    // A hook names what has changed: policies may well stand in what has not. A plan is whole.
    let is_plan = |one: &model::Resource| one.surface == model::Surface::Plan;
    if files.beyond || files.named.is_some() && !run.model.resources().any(is_plan) {
        run.model.gaps.push(Gap { world: World(u32::MAX), hides: Hides::Anything });
    }
    run.judges.accounts = configs.accounts(disk, run.model.folders.values(), folder_of(disk, main));
    let looked = outside::Looked::new(&files.sources, &estate.here);
    run.notes.extend(outside::folders(disk, &run.judges.accounts, &looked, &mut run.model));
    let (suppressions, entries) = waivers::read(disk, &mut files, &run, settings);
    let (judges, threads) = (&run.judges, settings.threads);
    let graph = Graph::new(&run.model, &judges.accounts);
    let verdict = engine::run(&graph, &files.sources, &rules, judges, &suppressions, threads);
    run.notes.extend(verdict.notes.into_iter().map(|text| Note { text, always: false }));
    let mut reported = files.reported();
    reported.extend(entries.into_iter().filter(|_| files.named.is_none()));
    let kept = |all| run.kept(all, settings.min_level, &reported);
    let (findings, waived) = (kept(verdict.findings), kept(verdict.waived));
    run.picture = settings.draws.then(|| Picture::of(&graph, &findings));
    (run.findings, run.waived) = (findings, waived);
    run.lack(&verdict.crashed, &files.sources);
    run.unresolved = run.model.resources().map(model::Resource::unresolved).sum();
    run.rules = rules;
    run.repository = Repository::around(disk, folder_of(disk, main), &files.sources);
    (run.sources, run.paths, run.asked_for) = (files.sources, files.paths, Some(reported));
    if let Some(since) = &settings.since {
        since.keep(disk, &mut run);
    }
    run.elapsed = start.elapsed();
    Ok(run)
}

/// Finds the files, without those that configurations exclude; `main` is the first path.
fn discover(disk: &dyn Disk, settings: &Settings<'_>, main: &Path) -> Result<Files, Refused> {
    let configs = &settings.configs;
    let first = configs.of(disk, folder_of(disk, main));
    let wish = Wish {
        kind: settings.kind,
        excluded: &|path, named| configs.is_excluded(disk, path, named),
        force: first.is_on("force-exclude"),
        all: first.is_on("no-ignore-vcs"),
    };
    let files = discover::discover(disk, &settings.paths, &wish)?;
    configs.check()?;
    Ok(files)
}

/// Whether the finding, or a place that explains it, lies in a file that was asked for.
fn is_reported(finding: &Finding, asked_for: &BTreeSet<SourceId>) -> bool {
    let labels = finding.labels.iter().map(|label| label.span.source);
    labels.chain([finding.span.source]).any(|source| asked_for.contains(&source))
}
