//! One root module and what it may look at: the folders that can be called, what its variables are
//! set to, and how much it may cost.

use super::folder::{Block, Declarations, Folder};
use super::{Declared, Files, Makers};
use crate::parse::tree::Body;
use crate::source::{SourceId, Sources, Span};
use foldhash::{HashMap, HashSet};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

/// Which types of resources and data sources are asked for.
#[derive(Clone, Copy)]
pub struct Kinds {
    /// Those that are.
    pub wanted: fn(&str) -> bool,
    /// Those of which it is asked what they wait for.
    pub ordered: fn(&str) -> bool,
    /// Those of the ordered ones of which it is asked whether they wait for the others.
    pub waiting: fn(&str) -> bool,
    /// Those of which it is asked through which provider configuration they are read.
    pub routed: fn(&str) -> bool,
    /// Whether the same is asked of what this resource names.
    pub routing: fn(&Declared) -> bool,
    /// Those that are asked for only where there are some of the next.
    pub beside: fn(&str) -> bool,
    /// Those beside which the others count.
    pub center: fn(&str) -> bool,
    /// Those beside that may be about something of another root module: they are always asked for.
    pub reaching: fn(&str) -> bool,
    /// The inputs of modules that are asked for: the source of the module, and the name.
    pub inputs: fn(&str, &str) -> bool,
    /// Those that may make what is asked for where nobody sees it.
    pub makers: Makers,
    /// Those that may do anything with what they refer to.
    pub users: fn(&str) -> bool,
}

/// The folders that one root or another may call, by their keys.
pub struct Program<'a> {
    pub(super) sources: &'a Sources,
    pub(super) kinds: Kinds,
    /// The texts that say what is known of modules that lie elsewhere.
    pub(super) models: HashSet<SourceId>,
    /// Some folder declares something that is asked for the way it is read.
    pub(super) has_routed: bool,
    folders: HashMap<&'a str, Declarations<'a>>,
    /// The folders that may hold something that is wanted, themselves or through what they call.
    holders: HashSet<&'a str>,
    /// The same for what stands beside it.
    beside: HashSet<&'a str>,
    /// Those that set something of a provider, themselves or through what they call.
    configured: HashSet<&'a str>,
}

impl<'a> Program<'a> {
    /// All `folders` by key, of whose resources those of some `kinds` are asked for.
    pub fn new(
        sources: &'a Sources,
        folders: &'a BTreeMap<String, Folder<'a>>,
        kinds: Kinds,
    ) -> Self {
        let models = folders.values().filter(|folder| folder.is_model);
        let models = models.flat_map(|folder| folder.files.iter().map(|(source, _)| *source));
        let new =
            |(key, folder): (&'a String, _)| (&**key, Declarations::new(sources, key, folder));
        let declared = folders.iter().map(new);
        let folders: HashMap<&str, Declarations<'_>> = declared.collect();
        let holders = holders(&folders, |block| {
            (kinds.wanted)(&block.kind()) || kinds.makers.make_unseen(block)
        });
        let beside = self::holders(&folders, |block| (kinds.beside)(&block.kind()));
        let configured = closed(&folders, Declarations::configures_provider, false);
        let mut declared = folders.values().flat_map(|folder| &folder.resources);
        let has_routed = declared.any(|block| (kinds.routed)(block.label(0)));
        let models = models.collect();
        Self { sources, kinds, models, has_routed, folders, holders, beside, configured }
    }

    /// The folder of that key.
    pub(super) fn folder(&self, key: &str) -> Option<&Declarations<'a>> {
        self.folders.get(key)
    }

    /// Whether the folder of that key, or one that it calls, holds something that is wanted.
    pub(super) fn holds(&self, key: &str) -> bool {
        self.holders.contains(key)
    }

    /// Whether the folder of that key, or one that it calls, sets something of a provider.
    pub(super) fn configures_provider(&self, key: &str) -> bool {
        self.configured.contains(key)
    }

    /// The same for what stands beside it.
    pub(super) fn holds_beside(&self, key: &str) -> bool {
        self.beside.contains(key)
    }
}

fn holders<'a>(
    folders: &HashMap<&'a str, Declarations<'a>>,
    wanted: impl Fn(&Block<'_>) -> bool,
) -> HashSet<&'a str> {
    let holds = |folder: &Declarations<'_>| {
        let mut all = folder.resources.iter().chain(&folder.actions);
        !folder.forgotten.is_empty() || all.any(&wanted)
    };
    // What a call leads to that cannot be looked into may be downloaded, or hide something.
    closed(folders, holds, true)
}

/// The folders of which `is_one` holds, and those that call them; what cannot be looked into may be `unseen`.
fn closed<'a>(
    folders: &HashMap<&'a str, Declarations<'a>>,
    is_one: impl Fn(&Declarations<'a>) -> bool,
    unseen: bool,
) -> HashSet<&'a str> {
    let ones = folders.values().filter(|folder| is_one(folder)).map(|folder| folder.key);
    let mut found: HashSet<&str> = ones.collect();
    let leads_to_one = |folder: &Declarations<'_>, found: &HashSet<&str>| {
        let leads = |name: &str| folder.folder.leads.get(name);
        let is_one = |key: &String| found.contains(key.as_str());
        folder.calls.iter().any(|(name, _)| leads(name).map_or(unseen, is_one))
    };
    loop {
        let before = found.len();
        for folder in folders.values() {
            if !found.contains(folder.key) && leads_to_one(folder, &found) {
                found.insert(folder.key);
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

/// What stands outside of a root module and is given to it.
#[derive(Debug, Default)]
pub struct Inputs<'t> {
    /// What sets variables; a later one wins over an earlier one.
    pub settings: Vec<Setting<'t>>,
    /// The workspace that is selected.
    pub workspace: Option<String>,
    /// The modules that lie on the disk: the names of the calls that lead there, joined by `.`, and
    /// the key of the folder.
    pub downloaded: BTreeMap<String, String>,
    /// How much it may cost.
    pub limits: Limits,
}

/// How much a root module may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many modules may be called, an instance each.
    pub modules: usize,
    /// How many expressions may be looked at, before what each module adds.
    pub expressions: usize,
    /// How many values may be copied out of locals, variables and outputs, before what each module adds.
    pub values: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { modules: MOST_MODULES, expressions: MOST_STEPS, values: MOST_COPIED }
    }
}

/// Something that sets variables.
#[derive(Debug)]
pub enum Setting<'t> {
    /// A file of variables.
    File(SourceId, Body<'t>),
    /// One variable, on the command line or in the environment.
    Text {
        /// The variable.
        name: String,
        /// The text it is set to.
        source: SourceId,
    },
}

/// One root module while it is evaluated.
pub(super) struct Root<'a> {
    pub(super) sources: &'a Sources,
    /// What it may call; nothing in a template.
    pub(super) program: Option<&'a Program<'a>>,
    pub(super) inputs: &'a Inputs<'a>,
    /// The files that functions may read.
    pub(super) files: Files<'a>,
    /// It is a template, which stands apart from what calls it.
    pub(super) is_template: bool,
    pub(super) budget: Budget,
    /// The calls of modules with indexes that are not known, as far as they were looked at.
    pub(super) unnumbered: RefCell<BTreeSet<String>>,
}

impl<'a> Root<'a> {
    /// A root module of `program`.
    pub(super) fn new(program: &'a Program<'a>, inputs: &'a Inputs<'a>, files: Files<'a>) -> Self {
        let budget = Budget { limits: inputs.limits, ..Budget::default() };
        let (sources, program, unnumbered) = (program.sources, Some(program), RefCell::default());
        Self { sources, program, inputs, files, is_template: false, budget, unnumbered }
    }

    /// A template that `reader` reads, the only text of `sources`.
    pub(super) fn of_template(
        sources: &'a Sources,
        inputs: &'a Inputs<'a>,
        reader: &'a Root<'_>,
    ) -> Self {
        let files = reader.files.clone();
        let budget = Budget { limits: reader.budget.limits, ..Budget::default() };
        budget.steps.set(reader.budget.steps.get());
        let unnumbered = RefCell::default();
        Self { sources, program: None, inputs, files, is_template: true, budget, unnumbered }
    }
}

/// How much a root module may still cost.
#[derive(Default)]
pub(super) struct Budget {
    limits: Limits,
    depth: Cell<usize>,
    copied: Cell<usize>,
    steps: Cell<usize>,
    modules: Cell<usize>,
    limit: Cell<Option<(Span, &'static str)>>,
    gathered: RefCell<HashMap<Span, usize>>,
}

/// How many locals, variables and outputs may lead one to the next.
const DEEPEST: usize = 100;
/// How many values may be copied out of locals, variables and outputs, and how many more for each
/// module that is called.
const MOST_COPIED: usize = 200_000;
const MORE_COPIED: usize = 5_000;
/// How many expressions may be looked at, and how many more for each module that is called.
const MOST_STEPS: usize = 1_000_000;
const MORE_STEPS: usize = 5_000;
/// How many modules may be called, an instance each.
const MOST_MODULES: usize = 20_000;
/// What is said where more are called than the limit, which whoever says it knows.
pub const TOO_MANY_MODULES: &str = "more modules are called than `limits.modules` allows";

impl Budget {
    /// Goes down one local, variable or output; the limit where it is too deep.
    pub(super) fn enter(&self) -> Result<(), &'static str> {
        if self.depth.get() >= DEEPEST {
            return Err("more than 100 locals, variables and outputs lead one to the next");
        }
        self.depth.set(self.depth.get() + 1);
        Ok(())
    }

    /// Comes back up.
    pub(super) fn leave(&self) {
        self.depth.set(self.depth.get() - 1);
    }

    /// `size` values are copied.
    pub(super) fn copy(&self, size: usize) -> Result<(), &'static str> {
        let most = self.limits.values + MORE_COPIED * self.modules.get();
        take(&self.copied, size, most)
            .then_some(())
            .ok_or("the values of this configuration are too large")
    }

    /// One more expression is looked at.
    pub(super) fn step(&self) -> Result<(), &'static str> {
        take(&self.steps, 1, self.most_steps()).then_some(()).ok_or("evaluating it takes too long")
    }

    /// Whether no more expressions are looked at, so that there is no use in going on.
    pub(super) fn is_spent(&self) -> bool {
        self.steps.get() > self.most_steps()
    }

    fn most_steps(&self) -> usize {
        self.limits.expressions + MORE_STEPS * self.modules.get()
    }

    /// One more module is called.
    pub(super) fn call(&self) -> Result<(), &'static str> {
        take(&self.modules, 1, self.limits.modules).then_some(()).ok_or(TOO_MANY_MODULES)
    }

    /// Takes over what a template has cost that is read at `at`.
    pub(super) fn pay_for(&self, template: &Self, at: Span) {
        self.steps.set(template.steps.get());
        if let Some((_, why)) = template.limit() {
            self.hit(at, why);
        }
    }

    /// Keeps that a `dynamic` block makes so many blocks that none of them is looked at.
    pub(super) fn gather(&self, block: Span, many: usize) {
        self.gathered.borrow_mut().insert(block, many);
    }

    /// The `dynamic` blocks that make so many, and how many.
    pub(super) fn gathered(&self) -> Vec<(Span, usize)> {
        self.gathered.borrow().iter().map(|(block, many)| (*block, *many)).collect()
    }

    /// Keeps the first limit that was hit.
    pub(super) fn hit(&self, at: Span, why: &'static str) {
        if self.limit.get().is_none() {
            self.limit.set(Some((at, why)));
        }
    }

    /// The first limit that was hit, and where.
    pub(super) fn limit(&self) -> Option<(Span, &'static str)> {
        self.limit.get()
    }
}

fn take(used: &Cell<usize>, more: usize, most: usize) -> bool {
    used.set(used.get().saturating_add(more));
    used.get() <= most
}
