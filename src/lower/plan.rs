//! A Terraform plan, as `terraform show -json` prints it -> the resources that are there once it is
//! applied.
//!
//! Plans get large, and most of one is nobody's business here: the text is gone through without
//! being read, and only what it says of the types that are looked at becomes a tree.

mod agents;
mod configuration;
mod instances;
mod named;
mod order;
mod top;
mod values;
mod written;

use self::agents::Agents;
use self::configuration::{Configuration, DEEPEST};
pub use self::instances::Instance;
use self::instances::Reader;
use self::top::{NEWEST, Top};
use self::written::{Written, counted, hides_blocks, writable};
use super::terraform;
use crate::catalog;
use crate::model::{Action, Change, Exists, Gap, Hides, Model, Order, Resource, Surface, World};
use crate::node::{Kind, Node, Reference};
use crate::parse::json::skim::{self, Broken};
use crate::source::{Problem, ProblemKind, SourceId, Span};
use std::ops::Range;

/// What a plan holds beside its instances.
#[derive(Debug, Default)]
pub struct Extent {
    /// Some of what the configuration declares is not in the plan.
    pub is_partial: bool,
    /// The byte at which the first module begins that lies too deep to be looked into.
    pub cut: Option<usize>,
    /// Where sensitive values stand.
    pub hidden: Vec<Range<usize>>,
    /// The policies that Terraform lets go of and that stay.
    pub forgotten: Vec<String>,
    /// What policies and gateways wait for, if the plan holds its configuration.
    pub order: Option<Order>,
    /// What does things that nobody sees.
    pub agents: Agents,
    /// The regions that provider configurations spell out, by their names in the root module.
    pub regions: Vec<(String, Node)>,
}

impl Extent {
    /// Gives `model` what is there beside the instances and stands in no order.
    fn give(&mut self, world: World, model: &mut Model) {
        let forgotten = std::mem::take(&mut self.forgotten).into_iter().map(Hides::Forgotten);
        model.gaps.extend(forgotten.map(|hides| Gap { world, hides }));
        let regions = std::mem::take(&mut self.regions).into_iter();
        model.regions.extend(regions.map(|(name, region)| ((world, name), region)));
    }
}

/// Why a plan was not read.
#[derive(Debug)]
pub enum Unread {
    /// The text is not JSON from some byte on, or none that a plan holds.
    Broken(Broken),
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

/// What the expressions of an instance tell of its values.
pub struct Expressions<'a> {
    configuration: &'a Configuration<'a>,
    /// The names of the module calls that lead to it.
    calls: Vec<String>,
    address: String,
}

impl Expressions<'_> {
    /// What the value of `expression` comes from.
    pub fn origin(&self, expression: &Node) -> Option<String> {
        let calls: Vec<&str> = self.calls.iter().map(String::as_str).collect();
        self.configuration.origin(&calls, expression)
    }

    /// The things of which `expression` names the ids, if it names nothing else.
    fn named(&self, expression: &Node) -> Option<Vec<Reference>> {
        self.configuration.things(&self.address, expression)
    }
}

/// Reads a plan: gives `take` each instance of a type that is `wanted`, with what its expressions tell.
///
/// # Errors
/// When it cannot be read; what was given away until then does not count.
pub fn read(
    source: SourceId,
    text: &str,
    wanted: fn(&str) -> bool,
    mut take: impl FnMut(Instance, &Expressions<'_>),
) -> Result<Extent, Unread> {
    let top = Top::of(text);
    if let Some(broken) = top.broken {
        return Err(Unread::Broken(broken));
    }
    if !top.is_plan() {
        return Err(Unread::NoPlan);
    }
    top.version(source)?;
    let mut extent = Extent { is_partial: top.is_partial(), ..Extent::default() };
    top.fits().map_err(Unread::Broken)?;
    let configuration = match top.get("configuration") {
        Some(range) => {
            Configuration::read(source, text, range.start, wanted).map_err(Unread::Broken)?
        }
        None => Configuration::none(source, text),
    };
    extent.order =
        top.get("configuration").map(|_| order::order(&configuration, &top.checked(), is_ordered));
    extent.regions = configuration.regions();
    extent.agents = Agents::of(&configuration, &top.invoked(source));
    let mut give = |instance: Instance, configuration: &Configuration<'_>| {
        let (calls, address) = (instance.calls.clone(), instance.address.clone());
        take(instance, &Expressions { configuration, calls, address });
    };
    let mut has_untold = false;
    let mut reader = Reader {
        source,
        text,
        wanted,
        configuration: &configuration,
        hidden: &mut extent.hidden,
        forgotten: &mut extent.forgotten,
        cut: &mut extent.cut,
        is_old: !top.tells_whether_partial(),
        has_untold: &mut has_untold,
        take: &mut give,
    };
    reader.all(&top).map_err(Unread::Broken)?;
    extent.is_partial |= has_untold;
    extent.hidden.sort_by_key(|range| range.start);
    Ok(extent)
}

/// Whether it is asked of resources of this type what they wait for.
fn is_ordered(kind: &str) -> bool {
    (terraform::KINDS.ordered)(kind) || (terraform::KINDS.users)(kind)
}

const GROUP: &str = "ibm_is_security_group";

/// What is said of a text that is none.
const NO_PLAN: &str = "it is no Terraform plan as `terraform show -json` prints it";

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
        |instance, told| {
            undeclared |= instance.expressions.is_none();
            if hides_blocks(&instance) {
                open.push(instance.object.clone());
            }
            let is_given = instance.imported || may_have_rules(&instance);
            found.gaps.extend(is_given.then(|| terraform::taken_over(&instance.object, world)));
            add(instance, told, world, &mut found);
        },
    );
    let span = |at: usize| Span::new(source, at..at);
    match read {
        Ok(mut extent) => {
            lowered.hidden = std::mem::take(&mut extent.hidden);
            extent.give(world, &mut found);
            if let Some(mut order) = extent.order {
                extent.agents.hide(&order, world, &mut found);
                for object in &open {
                    order.leave_open(object);
                }
                found.orders.insert(world, order);
            }
            model.absorb(found);
            if let Some(at) = extent.cut {
                let reason =
                    format!("modules that lie deeper than {DEEPEST} calls are not looked into");
                lowered.unread.push((span(at), reason));
            } else if !extent.is_partial && !undeclared {
                return lowered;
            }
        }
        Err(Unread::Broken(Broken { at, wanted: Some(wanted), .. })) => {
            lowered.unread.push((span(at), format!("a plan has {wanted} here")));
        }
        Err(Unread::Broken(broken)) => {
            model.problems.push(no_json(span(text.floor_char_boundary(broken.at))));
        }
        Err(Unread::Version(version, at)) => {
            let reason = format!(
                "it is a plan in format version {version}; this bluelint understands those that begin with {NEWEST}"
            );
            lowered.unread.push((at, reason));
        }
        Err(Unread::NoPlan) => lowered.unread.push((span(0), NO_PLAN.to_owned())),
    }
    model.gaps.push(Gap { world, hides: Hides::Anything });
    lowered
}

/// Says that a text is no JSON from some place on.
fn no_json(span: Span) -> Problem {
    Problem {
        kind: ProblemKind::InvalidJson,
        span,
        message: "the plan is no JSON from here on".to_owned(),
        help: Some("write the plan again with `terraform show -json`".to_owned()),
        labels: Vec::new(),
    }
}

/// Whether it is a security group that is there already and may let somebody in, by the rules that it
/// has there.
fn may_have_rules(instance: &Instance) -> bool {
    let is_made = matches!(instance.action, None | Some(Action::Create | Action::Replace));
    let value = |name: &str| instance.values.get(name).map(|entry| &entry.value);
    let is_there = !is_made || value("id").is_some_and(|id| id.text().is_some());
    let is_outbound = |rule: &Node| reads(rule, "direction") == Some("outbound");
    let rules = value("rules").filter(|rules| rules.is_whole()).and_then(Node::items);
    instance.kind == GROUP && is_there && !rules.is_some_and(|all| all.iter().all(is_outbound))
}

/// Adds an instance as what it means.
fn add(instance: Instance, told: &Expressions<'_>, world: World, model: &mut Model) {
    let schema = catalog::schema(&instance.kind);
    let action = instance.action;
    let expressions = instance.expressions.as_ref();
    let written = Written {
        is_new: matches!(action, Some(Action::Create | Action::Replace)),
        is_silent: instance.is_silent,
        header: instance.header,
        of: told,
    };
    let body = match schema {
        Some(schema) => written.body(schema, &instance.values, expressions),
        None => written.plain(&instance.values, expressions),
    };
    let is_compared = matches!(action, Some(Action::Update | Action::Replace));
    let compared = |values: &Node| match schema.filter(|_| is_compared) {
        Some(schema) => writable(schema, values),
        None => Node::new(Kind::Null, instance.header),
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
        local_provider: None,
        ignored: Vec::new(),
        // The provider has seen and taken it: what a plan holds fits the schema.
        faults: Vec::new(),
        imported: instance.imported,
        change: change.map(Box::new),
    };
    match schema {
        Some(schema) => terraform::add(resource, schema, model),
        None => model.neighbours.push(resource),
    }
}

/// The type of the resource that begins at `start`, with `data.` in front for a data source, and
/// `ephemeral.` for an ephemeral one.
fn kind_of(text: &str, start: usize) -> Result<Option<String>, Broken> {
    let (mut mode, mut kind) = (None, None);
    for member in skim::object(text, start)? {
        let member = member?;
        match text.get(member.name) {
            Some("mode") => mode = text.get(member.value.clone()),
            Some("type") => kind = text.get(member.value.clone()),
            _ => continue,
        }
        if !text.get(member.value.clone()).is_some_and(|text| text.starts_with('"')) {
            return Err(Broken { wanted: Some("a text"), ..Broken::at(member.value.start) });
        }
        if let (Some(mode), Some(kind)) = (mode, kind) {
            let before = match mode {
                "\"data\"" => "data.",
                "\"ephemeral\"" => "ephemeral.",
                _ => "",
            };
            return Ok(Some(format!("{before}{}", kind.trim_matches('"'))));
        }
    }
    Ok(None)
}

/// The text that member `name` of an object is.
fn reads<'a>(node: &'a Node, name: &str) -> Option<&'a str> {
    node.get(name)?.value.text()
}
