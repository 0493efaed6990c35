//! The parsed files of a folder -> what it declares, with override files merged in.

use super::body::span_of;
use super::names::bare;
use crate::node::without_indexes;
use crate::parse::tree::{Attribute, Block as Written, Body, Expression, Structure, Text};
use crate::source::{SourceId, Sources, Span};
use foldhash::HashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// The parsed files of a folder.
#[derive(Debug, Default)]
pub struct Folder<'t> {
    /// Its files, but for those that override others.
    pub files: Vec<(SourceId, Body<'t>)>,
    /// Files whose blocks change those of the same name, in the order in which they do.
    pub overrides: Vec<(SourceId, Body<'t>)>,
    /// Where its module calls lead: the name of the call and the key of the folder.
    pub leads: BTreeMap<String, String>,
    /// It says what is known of a module that lies elsewhere: nobody can edit it, and what it does
    /// not say is not known.
    pub is_model: bool,
}

/// What one module call says of where the module lies.
#[derive(Debug)]
pub struct Call {
    /// Its name.
    pub name: String,
    /// Its source as it is written, if it is a plain text.
    pub source: Option<String>,
    /// Its version constraint as it is written, if it is a plain text.
    pub version: Option<String>,
    /// `module "name"`.
    pub header: Span,
}

impl Folder<'_> {
    /// The names of its variables.
    pub fn variables(&self) -> impl Iterator<Item = String> {
        let all = blocks(&self.files).filter(|(_, block)| block.ident.as_str() == "variable");
        all.filter_map(|(_, block)| Some(block.labels.first()?.as_str().to_owned()))
    }

    /// The module calls of its files.
    pub fn calls(&self) -> Vec<Call> {
        let mut calls: Vec<Call> = Vec::new();
        for (source, written) in blocks(&self.files) {
            let name = written.labels.first().map_or("", Text::as_str);
            let is_new = || calls.iter().all(|call| call.name != name);
            if written.ident.as_str() != "module" || written.labels.is_empty() || !is_new() {
                continue;
            }
            let block = Block::new(source, written, &self.overrides);
            let text = |name: &str| Some(block.argument(name)?.1.as_str()?.to_owned());
            let (source, version) = (text("source"), text("version"));
            calls.push(Call { name: name.to_owned(), source, version, header: block.header() });
        }
        calls
    }
}

/// What a folder declares.
pub(super) struct Declarations<'a> {
    /// The key of the folder.
    pub(super) key: &'a str,
    pub(super) folder: &'a Folder<'a>,
    pub(super) variables: HashMap<&'a str, Block<'a>>,
    pub(super) locals: HashMap<&'a str, (SourceId, &'a Expression<'a>)>,
    pub(super) outputs: BTreeMap<&'a str, Block<'a>>,
    /// Its module calls, in the order written.
    pub(super) calls: Vec<(&'a str, Block<'a>)>,
    /// The provider configurations that it makes: `ibm`, `ibm.target`.
    pub(super) providers: Vec<(String, Block<'a>)>,
    /// Its resources and data sources.
    pub(super) resources: Vec<Block<'a>>,
    /// What else may do something: its actions and ephemeral resources, and the data sources in its
    /// `check` blocks.
    pub(super) actions: Vec<Block<'a>>,
    /// What its `import` blocks take over.
    pub(super) imports: Vec<(SourceId, &'a Expression<'a>)>,
    /// What its `removed` blocks let go of without destroying it.
    pub(super) forgotten: Vec<String>,
    /// Which of them is which.
    objects: HashMap<Object<'a>, usize>,
}

/// A resource or data source, as its module calls it: `ibm_is_vpc.a`, `data.ibm_is_vpc.a`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Object<'a> {
    pub(super) is_data: bool,
    pub(super) kind: &'a str,
    pub(super) name: &'a str,
}

impl fmt::Display for Object<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let data = if self.is_data { "data." } else { "" };
        write!(out, "{data}{}.{}", self.kind, self.name)
    }
}

impl<'a> Declarations<'a> {
    /// What `folder` declares; of two declarations of one name the first.
    pub(super) fn new(sources: &Sources, key: &'a str, folder: &'a Folder<'a>) -> Self {
        let mut all = Self {
            key,
            folder,
            variables: HashMap::default(),
            locals: HashMap::default(),
            outputs: BTreeMap::new(),
            calls: Vec::new(),
            providers: Vec::new(),
            resources: Vec::new(),
            actions: Vec::new(),
            imports: Vec::new(),
            forgotten: Vec::new(),
            objects: HashMap::default(),
        };
        for (source, written) in blocks(&folder.files) {
            all.add(sources, (source, written), &folder.overrides);
        }
        for (source, written) in blocks(&folder.overrides) {
            if written.ident.as_str() == "locals" {
                for attribute in written.body.attributes() {
                    all.locals.insert(attribute.key.as_str(), (source, &attribute.value));
                }
            }
        }
        all
    }

    /// Whether it sets something of a provider: Terraform lets nobody repeat it or make it wait, then.
    pub(super) fn configures_provider(&self) -> bool {
        self.providers.iter().any(|(_, block)| block.sets_more_than(&["alias"]))
    }

    fn add(
        &mut self,
        sources: &Sources,
        (source, written): (SourceId, &'a Written<'a>),
        overrides: &'a [(SourceId, Body<'a>)],
    ) {
        let block = || Block::new(source, written, overrides);
        match (written.ident.as_str(), written.labels.first().map(Text::as_str)) {
            ("variable", Some(name)) => {
                self.variables.entry(name).or_insert_with(block);
            }
            ("output", Some(name)) => {
                self.outputs.entry(name).or_insert_with(block);
            }
            ("module", Some(name)) if self.calls.iter().all(|(other, _)| *other != name) => {
                self.calls.push((name, block()));
            }
            ("resource" | "data", Some(_)) if written.labels.len() == 2 => {
                let block = block();
                self.objects.entry(block.object()).or_insert(self.resources.len());
                self.resources.push(block);
            }
            ("action" | "ephemeral", Some(_)) if written.labels.len() == 2 => {
                self.actions.push(block());
            }
            ("check", Some(_)) => {
                let inner = written.body.get_blocks("data").filter(|one| one.labels.len() == 2);
                self.actions.extend(inner.map(|one| Block::new(source, one, &[])));
            }
            ("provider", Some(name)) => {
                let block = block();
                let alias = block.argument("alias").and_then(|(_, alias)| alias.as_str());
                let name = alias.map_or_else(|| name.to_owned(), |alias| format!("{name}.{alias}"));
                self.providers.push((name, block));
            }
            ("import", None) => {
                self.imports.extend(written.body.get_attribute("to").map(|to| (source, &to.value)));
            }
            ("removed", None) => self.forgotten.extend(forgotten(sources, source, written)),
            ("locals", None) => {
                for attribute in written.body.attributes() {
                    let local = (source, &attribute.value);
                    self.locals.entry(attribute.key.as_str()).or_insert(local);
                }
            }
            _ => {}
        }
    }

    /// The resource or data source of that name.
    pub(super) fn resource(&self, object: Object<'_>) -> Option<&Block<'a>> {
        self.resources.get(*self.objects.get(&object)?)
    }

    /// The module call of that name.
    pub(super) fn call(&self, name: &str) -> Option<&(&'a str, Block<'a>)> {
        self.calls.iter().find(|(other, _)| *other == name)
    }
}

fn blocks<'t>(
    bodies: &[(SourceId, Body<'t>)],
) -> impl Iterator<Item = (SourceId, &'t Written<'t>)> {
    bodies.iter().flat_map(|(source, body)| body.blocks().map(|block| (*source, block)))
}

/// A block at the top of a file, with what override files change in it.
#[derive(Clone)]
pub(super) struct Block<'a> {
    source: SourceId,
    written: &'a Written<'a>,
    /// The blocks of override files that change it, in the order in which they do.
    changes: Vec<(SourceId, &'a Written<'a>)>,
}

impl<'a> Block<'a> {
    fn new(
        source: SourceId,
        written: &'a Written<'a>,
        overrides: &'a [(SourceId, Body<'a>)],
    ) -> Self {
        let labels = |block: &'a Written<'a>| block.labels.iter().map(Text::as_str);
        let changes = blocks(overrides).filter(|(_, other)| {
            other.ident.as_str() == written.ident.as_str() && labels(other).eq(labels(written))
        });
        Self { source, written, changes: changes.collect() }
    }

    /// Its first word: `resource`.
    pub(super) fn word(&self) -> &'a str {
        self.written.ident.as_str()
    }

    /// Its label `index`, counted from 0.
    pub(super) fn label(&self, index: usize) -> &'a str {
        self.written.labels.get(index).map_or("", Text::as_str)
    }

    /// The type of a resource, with `data.` in front for a data source, and `action.` or `ephemeral.`
    /// where it is one of those.
    pub(super) fn kind(&self) -> Cow<'a, str> {
        let kind = self.label(0);
        match self.word() {
            word @ ("data" | "action" | "ephemeral") => format!("{word}.{kind}").into(),
            _ => kind.into(),
        }
    }

    /// What it is called in its module: `data.ibm_is_vpc.a`.
    pub(super) fn address(&self) -> String {
        format!("{}.{}", self.kind(), self.label(1))
    }

    /// What a resource is called in its module.
    pub(super) fn object(&self) -> Object<'a> {
        Object { is_data: self.word() == "data", kind: self.label(0), name: self.label(1) }
    }

    /// From its first word to its last label.
    pub(super) fn header(&self) -> Span {
        super::body::header(self.source, self.written)
    }

    /// From its header to its last brace.
    pub(super) fn extent(&self) -> Span {
        span_of(self.source, self.written)
    }

    /// The expression of its argument `name`. `count` and `for_each` put each other out of force.
    pub(super) fn argument(&self, name: &str) -> Option<(SourceId, &'a Expression<'a>)> {
        let rival = match name {
            "count" => Some("for_each"),
            "for_each" => Some("count"),
            _ => None,
        };
        for (source, block) in self.changes.iter().rev() {
            if let Some(found) = block.body.get_attribute(name) {
                return Some((*source, &found.value));
            }
            if rival.is_some_and(|rival| block.body.get_attribute(rival).is_some()) {
                return None;
            }
        }
        Some((self.source, &self.written.body.get_attribute(name)?.value))
    }

    /// What its `lifecycle` block says of `name`.
    fn lifecycle(&self, name: &str) -> Option<&'a Expression<'a>> {
        let written = std::iter::once(self.written);
        let all = self.changes.iter().rev().map(|(_, change)| *change).chain(written);
        let mut blocks = all.flat_map(|block| block.body.get_blocks("lifecycle"));
        blocks.find_map(|block| Some(&block.body.get_attribute(name)?.value))
    }

    /// The arguments whose changes are ignored, or `all`.
    pub(super) fn ignored(&self) -> Vec<String> {
        let ignored = self.lifecycle("ignore_changes");
        let names = ignored.into_iter().flat_map(|all| match all {
            Expression::Array(names) => names.iter().filter_map(first_word).collect(),
            one => Vec::from_iter(first_word(one)),
        });
        // Terraform 0.11 wrote `["*"]`.
        names.map(|name| if name == "*" { "all" } else { name }.to_owned()).collect()
    }

    /// Its blocks of one type.
    pub(super) fn blocks(&self, name: &str) -> impl Iterator<Item = &'a Written<'a>> {
        let all = self.structures().filter_map(|(_, one)| one.as_block());
        all.filter(move |block| block.ident.as_str() == name)
    }

    /// Its arguments and blocks. An argument of an override file replaces that of the same name, and
    /// its blocks all those of their type.
    pub(super) fn structures(&self) -> impl Iterator<Item = (SourceId, &'a Structure<'a>)> {
        let first = std::iter::once((self.source, self.written));
        let all = first.chain(self.changes.iter().copied()).enumerate();
        all.flat_map(move |(later, (source, block))| {
            let changes = self.changes.get(later..).unwrap_or_default();
            let is_replaced = move |one: &Structure<'_>| {
                let mut new = changes.iter().flat_map(|(_, change)| change.body.iter());
                new.any(|new| name_of(new) == name_of(one))
            };
            block.body.iter().filter(move |one| !is_replaced(one)).map(move |one| (source, one))
        })
    }

    /// Whether anything stands in it but arguments of these names.
    pub(super) fn sets_more_than(&self, names: &[&str]) -> bool {
        let is_one = |one: &Structure<'_>| {
            one.as_attribute().is_some_and(|it| names.contains(&it.key.as_str()))
        };
        self.structures().any(|(_, one)| !is_one(one))
    }

    /// Its arguments.
    pub(super) fn arguments(&self) -> impl Iterator<Item = (SourceId, &'a Attribute<'a>)> {
        self.structures().filter_map(|(source, one)| Some((source, one.as_attribute()?)))
    }
}

/// What a `removed` block lets go of, if it does not say that it is destroyed.
fn forgotten(sources: &Sources, source: SourceId, removed: &Written) -> Option<String> {
    let from = bare(sources, (source, &removed.body.get_attribute("from")?.value));
    let mut blocks = removed.body.get_blocks("lifecycle");
    let destroy = blocks.find_map(|block| block.body.get_attribute("destroy"));
    let stays = destroy.is_some_and(|one| one.value.as_bool() != Some(true));
    stays.then(|| without_indexes(&from))
}

/// The name that a path such as `ips[0].name` begins with, between quotes or not.
fn first_word<'t>(path: &Expression<'t>) -> Option<&'t str> {
    match path {
        Expression::Variable(name) => Some(name.as_str()),
        Expression::Traversal(path) => first_word(&path.expr),
        _ => path.as_str()?.split(['.', '[']).next(),
    }
}

/// What a structure sets; a `dynamic` block makes blocks of the type that its label says.
fn name_of<'t>(structure: &Structure<'t>) -> (bool, &'t str) {
    match structure {
        Structure::Attribute(attribute) => (false, attribute.key.as_str()),
        Structure::Block(block) if block.ident.as_str() == "dynamic" => {
            (true, block.labels.first().map_or("", Text::as_str))
        }
        Structure::Block(block) => (true, block.ident.as_str()),
    }
}
