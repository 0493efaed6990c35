//! Folders that hang together -> their root modules, each evaluated and lowered into the model.

use crate::catalog;
use crate::discover::{self, Files};
use crate::disk::{Disk, Entry};
use crate::evaluate::{self, Folder, Inputs, Program, Setting};
use crate::inputs::{Given, Value};
use crate::load::{Downloaded, Estate, Unread};
use crate::lower::terraform;
use crate::model::{Gap, Hides, Model, World};
use crate::parse::tree::{Arena, Body};
use crate::parse::{self, hcl::Hcl};
use crate::source::SourceId;
use crate::{Incomplete, Note};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// What became of one root module, of one JSON file, or of what several roots have in common.
#[derive(Debug, Default)]
pub struct Part {
    /// What was understood.
    pub model: Model,
    /// What could not be checked.
    pub incomplete: Vec<Incomplete>,
    /// What was passed over.
    pub notes: Vec<Note>,
    /// The files that were passed over, and why.
    pub passed_over: Vec<(String, String)>,
    /// How many files of ours were read.
    pub files: usize,
    /// How many files were passed over.
    pub skipped: usize,
    /// The variables that root modules declare.
    pub variables: BTreeSet<String>,
}

impl Part {
    /// What is left of a part whose reading broke down.
    pub fn broken_down(path: String) -> Self {
        let reason = "bluelint broke down on it; please report it".to_owned();
        Self { incomplete: vec![Incomplete { path, reason, span: None }], ..Self::default() }
    }
}

/// Reads the folders of a group and evaluates its root modules.
pub fn read(
    disk: &dyn Disk,
    files: &Files,
    estate: &Estate,
    given: &Given,
    group: &[usize],
) -> Part {
    let (part, damaged) = (Part::default(), BTreeSet::new());
    let arena = &Arena::new();
    let mut reader = Reader { arena, disk, files, estate, given, part, damaged };
    let mut folders: BTreeMap<String, Folder<'_>> = BTreeMap::new();
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for at in group {
        if let Some(folder) = files.folders.get(*at) {
            folders.insert(folder.name.clone(), reader.folder(folder));
            numbers.insert(&folder.name, *at);
        }
    }
    reader.lead(&mut folders);
    let roots = roots(&folders);
    let program = Program::new(&files.sources, &folders, terraform::KINDS);
    for (root, reached) in roots {
        let Some(at) = numbers.get(root).copied() else { continue };
        let folder = |name: &&str| files.folders.get(*numbers.get(name)?);
        if !reached.iter().filter_map(folder).any(|folder| folder.given) {
            continue;
        }
        let inputs = reader.inputs(at, &folders);
        let door = evaluate::Files::new(disk, Path::new(root));
        // A breakdown in one root module is no reason to say nothing of the others.
        let evaluate = AssertUnwindSafe(|| evaluate::root(&program, root, &inputs, door));
        match catch_unwind(evaluate) {
            Ok(module) => reader.take(module, at, &reached),
            Err(_) => reader.break_down(root, at),
        }
    }
    reader.part
}

/// The root modules of `folders`, each with all folders that it reaches: what nobody calls and, where
/// folders only call each other in a circle, the first of them.
fn roots<'a>(folders: &'a BTreeMap<String, Folder<'_>>) -> Vec<(&'a str, BTreeSet<&'a str>)> {
    let called: BTreeSet<&str> =
        folders.values().flat_map(|one| one.leads.values()).map(String::as_str).collect();
    let mut roots: Vec<(&str, BTreeSet<&str>)> = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let own = || folders.iter().filter(|(_, folder)| !folder.is_model).map(|(name, _)| &**name);
    for name in own().filter(|name| !called.contains(name)).chain(own()) {
        if !seen.contains(name) {
            let reached = reached(folders, name);
            seen.extend(&reached);
            roots.push((name, reached));
        }
    }
    roots.sort();
    roots
}

/// The folder `from` and all that it calls.
fn reached<'a>(folders: &'a BTreeMap<String, Folder<'_>>, from: &'a str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(name) = open.pop() {
        if reached.insert(name) {
            let leads = folders.get(name).into_iter().flat_map(|folder| folder.leads.values());
            open.extend(leads.map(String::as_str));
        }
    }
    reached
}

/// The world of the root module in the folder of that number.
fn world(at: usize) -> World {
    World(u32::try_from(at).unwrap_or(u32::MAX))
}

struct Reader<'a> {
    /// Where all that is read lies.
    arena: &'a Arena,
    disk: &'a dyn Disk,
    files: &'a Files,
    estate: &'a Estate,
    given: &'a Given,
    part: Part,
    /// The folders of which something could not be read.
    damaged: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    /// Nothing is known of the root module `root`.
    fn break_down(&mut self, root: &str, at: usize) {
        let gap = Gap { world: world(at), hides: Hides::Anything };
        self.part.model.gaps.push(gap);
        self.part.incomplete.extend(Part::broken_down(root.to_owned()).incomplete);
    }

    /// Reads the files of a folder.
    fn folder(&mut self, folder: &discover::Folder) -> Folder<'a> {
        let mut read = Folder::default();
        for source in &folder.files {
            self.part.files += usize::from(folder.given);
            let path = &self.files.sources.get(*source).path;
            let (body, is_whole) = self.parse(*source, folder.given);
            let is_override = discover::is_override(path);
            let into = if is_override { &mut read.overrides } else { &mut read.files };
            into.push((self.parsed_as(*source), body));
            if !is_whole {
                self.damaged.insert(folder.name.clone());
            }
        }
        read
    }

    /// What can be read of a file, and whether that is all of it. What is wrong with a file that
    /// nobody asked for is only worth a note.
    fn parse(&mut self, source: SourceId, asked_for: bool) -> (Body<'a>, bool) {
        let file = self.files.sources.get(source);
        if let Some(Unread { reason, .. }) = self.estate.unread.get(&source) {
            if asked_for {
                let (path, reason) = (file.path.clone(), reason.clone());
                self.part.incomplete.push(Incomplete { path, reason, span: None });
            } else {
                self.note(format!("`{}` {reason}", file.path));
            }
            return (Body::default(), false);
        }
        let parsed = self.parse_text(source);
        let is_whole = parsed.lost.is_empty();
        if asked_for {
            self.part.model.problems.extend(parsed.problems);
        } else if !is_whole {
            self.note(format!("`{}` does not parse", file.path));
        }
        (parsed.body, is_whole)
    }

    /// Reads HCL, or Terraform's JSON syntax through its transcript.
    fn parse_text(&self, source: SourceId) -> Hcl<'a> {
        let sources = &self.files.sources;
        let file = sources.get(source);
        let ends = |end: &str| file.path.to_ascii_lowercase().ends_with(end);
        let transcribe = match () {
            () if ends(".tfvars.json") => parse::terraform_json::transcribe_variables,
            () if ends(".json") => parse::terraform_json::transcribe,
            () => return parse::hcl::hcl(source, file.text(), self.arena),
        };
        let transcript = transcribe(source, file.text());
        sources.set_transcript(source, transcript.hcl, transcript.map);
        let mut parsed = parse::hcl::hcl(
            source.transcript(),
            sources.get(source.transcript()).text(),
            self.arena,
        );
        for problem in &mut parsed.problems {
            problem.span = sources.true_span(problem.span);
            for (span, _) in &mut problem.labels {
                *span = sources.true_span(*span);
            }
        }
        parsed.problems.splice(0..0, transcript.problems);
        parsed.lost.extend(transcript.lost);
        parsed
    }

    /// The id under which a file was parsed.
    fn parsed_as(&self, source: SourceId) -> SourceId {
        let is_json = self.files.sources.get(source).path.to_ascii_lowercase().ends_with(".json");
        if is_json { source.transcript() } else { source }
    }

    fn note(&mut self, text: String) {
        self.part.notes.push(Note { text, always: false });
    }

    /// Says of each module call where it leads, and adds what is known of modules that lie elsewhere.
    fn lead(&self, folders: &mut BTreeMap<String, Folder<'a>>) {
        let names: BTreeSet<String> = folders.keys().cloned().collect();
        let mut models = BTreeMap::new();
        for (name, folder) in folders.iter_mut() {
            for call in folder.calls() {
                let Some(source) = call.source else { continue };
                let leads_to = if evaluate::is_local(&source) {
                    let target = discover::joined(Path::new(name), &source);
                    Some(self.estate.here.name(&target)).filter(|target| names.contains(target))
                } else {
                    let model = catalog::model(&source, call.version.as_deref());
                    model.and_then(|model| {
                        let source = self.estate.models.get(model.file)?;
                        models.entry(model.file.to_owned()).or_insert(*source);
                        Some(model.file.to_owned())
                    })
                };
                folder.leads.extend(leads_to.map(|target| (call.name, target)));
            }
        }
        for (file, source) in models {
            let body =
                parse::hcl::hcl(source, self.files.sources.get(source).text(), self.arena).body;
            let files = vec![(source, body)];
            folders.insert(file, Folder { files, is_model: true, ..Folder::default() });
        }
    }

    /// What is given to the root module in folder `at`.
    fn inputs(&mut self, at: usize, folders: &BTreeMap<String, Folder<'a>>) -> Inputs<'a> {
        let given = self.given;
        let mut inputs = Inputs { workspace: self.workspace(at), ..Inputs::default() };
        let text = |(name, source): &(String, SourceId)| Setting::Text {
            name: name.clone(),
            source: *source,
        };
        inputs.settings.extend(given.environment.iter().map(text));
        if let Some(folder) = self.files.folders.get(at) {
            for source in &folder.variables {
                self.part.files += usize::from(folder.given);
                let (body, _) = self.parse(*source, folder.given);
                inputs.settings.push(Setting::File(self.parsed_as(*source), body));
            }
        }
        let configured = given.configured(at);
        inputs.limits = configured.map(|one| one.limits).unwrap_or_default();
        let values = configured.into_iter().flat_map(|one| &one.values);
        for value in values.chain(&given.command_line) {
            inputs.settings.push(match value {
                Value::File(source) => {
                    let (body, _) = self.parse(*source, true);
                    Setting::File(self.parsed_as(*source), body)
                }
                Value::Text(name, source) => text(&(name.clone(), *source)),
            });
        }
        inputs.downloaded = self.downloaded(at, folders);
        let folder = self.files.folders.get(at).and_then(|folder| folders.get(&folder.name));
        self.part.variables.extend(folder.into_iter().flat_map(Folder::variables));
        inputs
    }

    /// The workspace that is selected for the root module in folder `at`.
    fn workspace(&self, at: usize) -> Option<String> {
        let selected = || {
            let folder = Path::new(&self.files.folders.get(at)?.name);
            let file = folder.join(&self.given.data_folder).join("environment");
            if self.disk.entry(&file) != Entry::File {
                return None;
            }
            String::from_utf8(self.disk.read(&file).ok()?).ok()
        };
        let name = self.given.workspace.clone().or_else(selected)?;
        Some(name.trim().to_owned()).filter(|name| !name.is_empty())
    }

    /// The modules that were downloaded for the root module in folder `at`, as far as they are what
    /// its calls ask for now.
    fn downloaded(
        &self,
        at: usize,
        folders: &BTreeMap<String, Folder<'a>>,
    ) -> BTreeMap<String, String> {
        let mut found: BTreeMap<String, String> = BTreeMap::new();
        let Some(root) = self.files.folders.get(at) else { return found };
        let mut listed: Vec<&Downloaded> =
            self.estate.downloaded.get(&at).into_iter().flatten().collect();
        // Who calls comes before what is called.
        listed.sort_by_key(|one| one.names.matches('.').count());
        for one in listed {
            let names: Vec<&str> = one.names.split('.').collect();
            let Some((name, above)) = names.split_last() else { continue };
            let mut caller = folders.get(&root.name);
            for at in 0..above.len() {
                let way = above.get(..=at).unwrap_or_default().join(".");
                let key = found.get(&way).or_else(|| caller?.leads.get(*above.get(at)?));
                caller = key.and_then(|key| folders.get(key));
            }
            let calls = caller.map(Folder::calls).unwrap_or_default();
            let is_it = |call: &evaluate::Call| call.name == *name && one.is_asked_for(call);
            if calls.iter().any(is_it) && folders.contains_key(&one.folder) {
                found.insert(one.names.clone(), one.folder.clone());
            }
        }
        found
    }

    /// Takes over what the root module in folder `at` comes to, which reaches the folders `reached`.
    fn take(&mut self, module: evaluate::Module, at: usize, reached: &BTreeSet<&str>) {
        let world = world(at);
        if reached.iter().any(|name| self.damaged.contains(*name)) {
            self.part.model.gaps.push(Gap { world, hides: Hides::Anything });
        }
        if module.limit.is_some() {
            // Modules and instances may have been left out.
            self.part.model.gaps.push(Gap { world, hides: Hides::Anything });
        }
        if let Some((span, reason)) = module.limit {
            let path = self.files.sources.get(span.source).path.clone();
            let reason = match self.given.configured(at) {
                Some(configured) if reason == evaluate::TOO_MANY_MODULES => {
                    format!("{reason}, which is set to {}", configured.limits.modules)
                }
                _ => reason.to_owned(),
            };
            self.part.incomplete.push(Incomplete { path, reason, span: Some(span) });
        }
        let folder = self.files.folders.get(at).map_or("", |folder| folder.name.as_str());
        let folders = &mut self.part.model.folders;
        folders.insert(world, folder.to_owned());
        for (address, source) in &module.not_followed {
            let is_local = evaluate::is_local(source);
            let why = if is_local { "is not there, or leads back" } else { "lies elsewhere" };
            self.note(format!("`{address}` of `{folder}` is not followed: `{source}` {why}"));
        }
        let mut many_blocks: Vec<(&str, usize, usize)> = Vec::new();
        for (span, many) in &module.many_blocks {
            let file = self.files.sources.get(span.source);
            many_blocks.push((&file.path, file.position(span.start as usize).line, *many));
        }
        many_blocks.sort_unstable();
        for (path, line, many) in many_blocks {
            self.note(format!(
                "the {many} blocks that `dynamic` in line {line} of `{path}` makes are not looked at"
            ));
        }
        terraform::lower(module, world, &mut self.part.model);
        let Part { model, notes, .. } = &mut self.part;
        let here = model.gathered.range((world, String::new())..);
        for ((_, address), many) in here.take_while(|((of, _), _)| *of == world) {
            let text = format!(
                "the {many} instances of `{address}` of `{folder}` are looked at as one, of which less is known"
            );
            notes.push(Note { text, always: false });
        }
    }
}
