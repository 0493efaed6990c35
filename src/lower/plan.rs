//! A Terraform plan, as `terraform show -json` prints it -> the resources that are there once it is
//! applied.
//!
//! Plans get large, and most of one is nobody's business here: the text is gone through without
//! being read, and only what it says of the types that are looked at becomes a tree.

mod configuration;
mod instances;
mod order;
mod values;
mod written;

use self::configuration::Configuration;
pub use self::instances::Instance;
use self::instances::Reader;
use self::written::{Written, counted, hides_blocks, writable};
use super::terraform;
use crate::catalog;
use crate::model::{Action, Change, Exists, Gap, Hides, Model, Order, Resource, Surface, World};
use crate::node::{Kind, Node};
use crate::parse::json::skim::{self, Broken};
use crate::source::{Problem, ProblemKind, SourceId, Span};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// The members of a plan that are looked at.
const PARTS: [&str; 9] = [
    "format_version",
    "resource_changes",
    "planned_values",
    "prior_state",
    "configuration",
    "checks",
    "complete",
    "errored",
    "deferred_changes",
];
/// The versions of the format that are understood begin with a number up to this.
const NEWEST: u32 = 1;

/// What a plan holds beside its instances.
#[derive(Debug, Default)]
pub struct Extent {
    /// Some of what the configuration declares is not in the plan.
    pub is_partial: bool,
    /// Where sensitive values stand.
    pub hidden: Vec<Range<usize>>,
    /// What policies and gateways wait for, if the plan holds its configuration.
    pub order: Option<Order>,
    /// The regions that provider configurations spell out, by their names in the root module.
    pub regions: Vec<(String, Node)>,
}

/// Why a plan was not read.
#[derive(Debug)]
pub enum Unread {
    /// The text is not JSON, from this byte on.
    Broken(usize),
    /// What the format is called that is not understood, and where.
    Version(String, Span),
    /// It is no plan.
    NoPlan,
}

/// Whether the first bytes of a file are those of a plan as Terraform writes it.
pub fn begins(bytes: &[u8]) -> bool {
    String::from_utf8_lossy(bytes).contains("\"format_version\"")
}

/// Cheap, for any text: whether it holds words that a plan holds.
pub fn has_its_words(text: &str) -> bool {
    text.contains("\"format_version\"")
        && (text.contains("\"planned_values\"") || text.contains("\"resource_changes\""))
}

/// Whether `text` is a plan, as far as it can be gone through.
pub fn is_plan(text: &str) -> bool {
    let is_object = || text.as_bytes().get(skim::begin(text)) == Some(&b'{');
    is_object() && has_its_words(text) && {
        let top = Top::of(text);
        top.is_plan() || top.broken.is_some()
    }
}

/// Reads a plan: gives `take` each instance of a type that is `wanted`, with a way to tell what the
/// value of an expression comes from.
///
/// # Errors
/// When it cannot be read; what was given away until then does not count.
pub fn read(
    source: SourceId,
    text: &str,
    wanted: fn(&str) -> bool,
    mut take: impl FnMut(Instance, &dyn Fn(&Node) -> Option<String>),
) -> Result<Extent, Unread> {
    let top = Top::of(text);
    if let Some(at) = top.broken {
        return Err(Unread::Broken(at));
    }
    if !top.is_plan() {
        return Err(Unread::NoPlan);
    }
    top.version(source)?;
    let mut extent = Extent { is_partial: top.is_partial(), ..Extent::default() };
    let broken = |broken: Broken| Unread::Broken(broken.at);
    let configuration = match top.get("configuration") {
        Some(range) => Configuration::read(source, text, range.start, wanted).map_err(broken)?,
        None => Configuration::none(source, text),
    };
    extent.order = top
        .get("configuration")
        .map(|_| order::order(&configuration, &top.checked(), terraform::KINDS.ordered));
    extent.regions = configuration.regions();
    let mut give = |instance: Instance, configuration: &Configuration<'_>| {
        let calls = instance.calls.clone();
        let calls: Vec<&str> = calls.iter().map(String::as_str).collect();
        take(instance, &|expression| configuration.origin(&calls, expression));
    };
    let mut reader = Reader {
        source,
        text,
        wanted,
        configuration: &configuration,
        hidden: &mut extent.hidden,
        take: &mut give,
    };
    reader.all(&top).map_err(broken)?;
    extent.hidden.sort_by_key(|range| range.start);
    Ok(extent)
}

/// What became of a plan beside what is in the model.
#[derive(Debug, Default)]
pub struct Lowered {
    /// What was not read, and why.
    pub unread: Vec<(Span, String)>,
    /// Where sensitive values stand.
    pub hidden: Vec<Range<usize>>,
}

/// Adds what a plan holds to `model`.
pub fn lower(source: SourceId, text: &str, world: World, model: &mut Model) -> Lowered {
    let mut lowered = Lowered::default();
    let mut found = Model::default();
    let mut undeclared = false;
    let mut open = Vec::new();
    let read = read(
        source,
        text,
        |kind| (terraform::KINDS.wanted)(kind) || (terraform::KINDS.beside)(kind),
        |instance, origin| {
            undeclared |= instance.expressions.is_none();
            if hides_blocks(&instance) {
                open.push(instance.object.clone());
            }
            add(instance, origin, world, &mut found);
        },
    );
    let span = |at: usize| Span::new(source, at..at);
    match read {
        Ok(extent) => {
            model.absorb(found);
            lowered.hidden = extent.hidden;
            let regions = extent.regions.into_iter();
            model.regions.extend(regions.map(|(name, region)| ((world, name), region)));
            if let Some(mut order) = extent.order {
                for object in &open {
                    order.leave_open(object);
                }
                model.orders.insert(world, order);
            }
            if !extent.is_partial && !undeclared {
                return lowered;
            }
        }
        Err(Unread::Broken(at)) => model.problems.push(Problem {
            kind: ProblemKind::InvalidJson,
            span: span(text.floor_char_boundary(at)),
            message: "the plan is no JSON from here on".to_owned(),
            help: Some("write the plan again with `terraform show -json`".to_owned()),
            labels: Vec::new(),
        }),
        Err(Unread::Version(version, at)) => {
            let reason = format!(
                "it is a plan in format version {version}; this bluelint understands those that begin with {NEWEST}"
            );
            lowered.unread.push((at, reason));
        }
        Err(Unread::NoPlan) => {
            let reason = "it is no Terraform plan as `terraform show -json` prints it".to_owned();
            lowered.unread.push((span(0), reason));
        }
    }
    model.gaps.push(Gap { world, hides: Hides::Anything });
    lowered
}

/// Adds an instance as what it means.
fn add(
    instance: Instance,
    origin: &dyn Fn(&Node) -> Option<String>,
    world: World,
    model: &mut Model,
) {
    let schema = catalog::schema(&instance.kind);
    let action = instance.action;
    let expressions = instance.expressions.as_ref();
    let written = Written {
        is_new: matches!(action, Some(Action::Create | Action::Replace)),
        is_silent: instance.is_silent,
        header: instance.header,
        origin,
    };
    let body = match schema {
        Some(schema) => written.body(schema, &instance.values, expressions),
        None => written.plain(&instance.values, expressions),
    };
    let is_compared = matches!(action, Some(Action::Update | Action::Replace));
    let compared = |values: &Node| {
        let nothing = || Node::new(Kind::Null, instance.header);
        match schema.filter(|_| is_compared) {
            Some(schema) => writable(schema, values),
            None => nothing(),
        }
    };
    let change = action.zip(schema).map(|(action, schema)| Change {
        action,
        before: compared(&instance.before),
        after: compared(&instance.values),
        replaced_for: instance.replaced_for,
        cannot_update: instance.cannot_update,
        blocks: counted(schema, expressions),
    });
    let resource = Resource {
        kind: instance.kind,
        surface: Surface::Plan,
        in_json: true,
        identity: instance.address.clone(),
        address: instance.address,
        object: instance.object,
        exists: Exists::Surely,
        world,
        header: instance.header,
        extent: instance.extent,
        called_by: Vec::new(),
        body,
        provider: instance.provider,
        // The provider has seen and taken it: what a plan holds fits the schema.
        faults: Vec::new(),
        change: change.map(Box::new),
    };
    match schema {
        Some(schema) => terraform::add(resource, schema, model),
        None => model.neighbours.push(resource),
    }
}

/// The outermost members of a text.
struct Top<'a> {
    text: &'a str,
    members: BTreeMap<&'static str, Range<usize>>,
    /// Where it stops to be JSON.
    broken: Option<usize>,
}

impl<'a> Top<'a> {
    fn of(text: &'a str) -> Self {
        let mut top = Self { text, members: BTreeMap::new(), broken: None };
        let mut members = skim::members(text, skim::begin(text));
        for member in members.by_ref() {
            match member {
                Ok(member) => top.note(member.name, member.value),
                Err(broken) => {
                    if let Some(name) = broken.member {
                        top.note(name, broken.at..broken.at);
                    }
                    top.broken = Some(broken.at);
                    return top;
                }
            }
        }
        let end = members.behind();
        top.broken = (end < text.len()).then_some(end);
        top
    }

    fn note(&mut self, name: Range<usize>, value: Range<usize>) {
        let name = self.text.get(name).unwrap_or_default();
        if let Some(known) = PARTS.into_iter().find(|part| *part == name) {
            self.members.insert(known, value);
        }
    }

    fn get(&self, name: &str) -> Option<&Range<usize>> {
        self.members.get(name)
    }

    fn value(&self, name: &str) -> &'a str {
        self.get(name).and_then(|range| self.text.get(range.clone())).unwrap_or_default()
    }

    fn is_plan(&self) -> bool {
        self.get("format_version").is_some()
            && (self.get("planned_values").is_some() || self.get("resource_changes").is_some())
    }

    /// Whether the plan says that it does not hold everything.
    fn is_partial(&self) -> bool {
        self.value("complete") == "false"
            || self.value("errored") == "true"
            || skim::items(
                self.text,
                self.get("deferred_changes").map_or(usize::MAX - 1, |r| r.start),
            )
            .next()
            .is_some()
    }

    /// What conditions are put on, by their addresses without indexes: `module.a.output.b`. What the
    /// conditions refer to, a plan does not say.
    fn checked(&self) -> HashSet<&'a str> {
        let text = self.text;
        let start = self.get("checks").map_or(usize::MAX - 1, |range| range.start);
        let addresses = skim::items(text, start).flatten().filter_map(|check| {
            let address = skim::member(text, check.start, "address").ok()??;
            let shown = skim::member(text, address.start, "to_display").ok()??;
            text.get(shown).map(|shown| shown.trim_matches('"'))
        });
        addresses.collect()
    }

    fn version(&self, source: SourceId) -> Result<(), Unread> {
        let version = self.value("format_version");
        let major = version.trim_matches('"').split('.').next().unwrap_or_default();
        if major.parse().is_ok_and(|major: u32| major <= NEWEST) {
            return Ok(());
        }
        let range = self.get("format_version").cloned().unwrap_or_default();
        let shown = version.trim_matches('"').chars().take(20).collect();
        Err(Unread::Version(shown, Span::new(source, range)))
    }
}

/// The type of the resource that begins at `start`, with `data.` in front for a data source.
fn kind_of(text: &str, start: usize) -> Result<Option<String>, Broken> {
    let (mut mode, mut kind) = (None, None);
    for member in skim::members(text, start) {
        let member = member?;
        match text.get(member.name) {
            Some("mode") => mode = text.get(member.value),
            Some("type") => kind = text.get(member.value),
            _ => continue,
        }
        if let (Some(mode), Some(kind)) = (mode, kind) {
            let data = if mode == "\"data\"" { "data." } else { "" };
            return Ok(Some(format!("{data}{}", kind.trim_matches('"'))));
        }
    }
    Ok(None)
}

/// The text that member `name` of an object is.
fn reads<'a>(node: &'a Node, name: &str) -> Option<&'a str> {
    node.get(name)?.value.text()
}
