//! How a policy, gateway or sibling was said: its arguments with their places, and what the schema
//! holds against them.

use super::{Action, Change, Fault, World};
use crate::node::{How, Kind, Located, Node, Place, Step, modules_in};
use crate::source::Span;
use std::fmt::Write as _;

/// In which language something is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// Terraform, in HCL.
    Terraform,
    /// The JSON of policy format 1.
    PolicyV1,
    /// The JSON of policy format 2.
    PolicyV2,
    /// The JSON body that creates an endpoint gateway.
    GatewayJson,
    /// The JSON of a Terraform plan.
    Plan,
}

impl Surface {
    /// The name in `show` and in messages about formats.
    pub fn name(self) -> &'static str {
        match self {
            Self::Terraform => "terraform",
            Self::PolicyV1 => "policy-v1",
            Self::PolicyV2 => "policy-v2",
            Self::GatewayJson => "gateway-json",
            Self::Plan => "plan",
        }
    }

    /// Whether things have the arguments of the Terraform provider.
    pub fn is_terraform(self) -> bool {
        matches!(self, Self::Terraform | Self::Plan)
    }
}

/// Whether a resource will be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exists {
    /// At least one instance.
    Surely,
    /// `count` or `for_each` is not known.
    Maybe,
    /// `count = 0` or an empty `for_each`; looked at all the same.
    Off,
}

impl Exists {
    /// The name in `show`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Surely => "surely",
            Self::Maybe => "maybe",
            Self::Off => "off",
        }
    }
}

/// One thing as it is written.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The Terraform type with `data.` in front for a data source, or `authorization-policy` or
    /// `endpoint-gateway` for JSON.
    pub kind: String,
    /// Its language.
    pub surface: Surface,
    /// It is spelled in JSON, where names stand between quotes; so may Terraform be.
    pub in_json: bool,
    /// `module.a[0].ibm_is_vpc.b[0]`; for JSON the pointer to it in its file, empty for the whole file.
    pub address: String,
    /// How references name it, without the index of its instance: `module.a[0].ibm_is_vpc.b`; for
    /// JSON nothing.
    pub object: String,
    /// What the fingerprint calls it: the address, or for JSON who and what it is about.
    pub identity: String,
    /// Whether it will be there.
    pub exists: Exists,
    /// What it is created together with.
    pub world: World,
    /// Its header, `resource "type" "name"`; for JSON the key it stands under, or its first brace.
    pub header: Span,
    /// Everything from its header to its last brace.
    pub extent: Span,
    /// The headers of the module calls that lead to it, the nearest first.
    pub called_by: Vec<Span>,
    /// Its arguments: an object.
    pub body: Node,
    /// The provider configuration it names, such as `ibm.target`.
    pub provider: Option<String>,
    /// What its own module calls that, where it names one; a plan does not say.
    pub local_provider: Option<String>,
    /// The arguments that it leaves to somebody else once it is there (`ignore_changes`), or `all`.
    pub ignored: Vec<String>,
    /// What the schema holds against it.
    pub faults: Vec<Fault>,
    /// It is there already, and an `import` block takes it over.
    pub imported: bool,
    /// What is done with it, in a plan.
    pub change: Option<Box<Change>>,
}

/// Something a finding can be about.
pub trait Subject {
    /// How it was written.
    fn resource(&self) -> &Resource;
}

impl Subject for Resource {
    fn resource(&self) -> &Resource {
        self
    }
}

impl<T: Subject> Subject for &T {
    fn resource(&self) -> &Resource {
        (*self).resource()
    }
}

impl Located for Resource {
    fn place(&self) -> Place {
        self.header.place()
    }
}

impl Resource {
    /// The value of argument `name`; [`Kind::Absent`] at the header if it is not written.
    pub fn argument(&self, name: &str) -> Node {
        self.body.get(name).map_or_else(|| Node::absent(self.header), |entry| entry.value.clone())
    }

    /// The value of argument `name`, if it is written.
    pub fn value(&self, name: &str) -> Option<&Node> {
        self.body.get(name).map(|entry| &entry.value)
    }

    /// The blocks called `name` that were seen, each with its arguments.
    pub fn blocks(&self, name: &str) -> Vec<&Node> {
        self.body.blocks(name).collect()
    }

    /// Whether it is there and is not made anew, as a plan or an `import` block says.
    pub fn is_there_already(&self) -> bool {
        let action = self.change.as_ref().map(|change| change.action);
        self.imported && action.is_none()
            || action.is_some_and(|action| !matches!(action, Action::Create | Action::Replace))
    }

    /// The modules that it is in, the outermost first, each by its own step only: `module.a[0]`, `module.b`.
    /// For the whole of it see [`Self::module_prefix`].
    pub fn modules(&self) -> Vec<&str> {
        modules_in(&self.object)
    }

    /// Its address up to its own type, all its modules with their dots: `module.a[0].module.b.`, nothing
    /// in the root module.
    pub fn module_prefix(&self) -> &str {
        let length = self.modules().iter().map(|step| step.len() + 1).sum();
        self.object.get(..length).unwrap_or_default()
    }

    /// How many modules, from the outermost on, both it and `other` are in.
    pub fn modules_with(&self, other: &Self) -> usize {
        let both = self.modules().into_iter().zip(other.modules());
        both.take_while(|(one, other)| one == other).count()
    }

    /// The call of the module that stands below `above` others around it, the outermost first.
    pub fn call(&self, above: usize) -> Option<Span> {
        self.called_by.iter().rev().nth(above).copied()
    }

    /// What tells an instance from others by a part of its address: `a/0` of `module.m["a"].x.y[0]`; `None`
    /// where that has no index, or an odd one.
    pub fn key_of(address: &str) -> Option<String> {
        let (mut keys, mut rest) = (Vec::new(), address);
        while let Some((_, index)) = rest.split_once('[') {
            let key = match index.strip_prefix('"') {
                Some(text) => text.split_once("\"]"),
                None => index.split_once(']'),
            };
            let (key, after) = key?;
            keys.push(key);
            rest = after;
        }
        let is_plain = |key: &&str| !key.contains(['\\', '"', '$', '%', '[']);
        (!keys.is_empty() && keys.iter().all(is_plain)).then(|| keys.join("/"))
    }

    /// The Terraform type without `data.`.
    pub fn type_name(&self) -> &str {
        self.kind.trim_start_matches("data.")
    }

    /// Whether somebody else may decide what argument `name` is.
    pub fn ignores(&self, name: &str) -> bool {
        self.ignored.iter().any(|ignored| ignored == name || ignored == "all")
    }

    /// Whether what its `lifecycle` says would be known; plans do not repeat it.
    pub fn shows_lifecycle(&self) -> bool {
        self.surface != Surface::Plan
    }

    /// How many of its arguments are neither known nor absent.
    pub fn unresolved(&self) -> usize {
        let arguments = self.body.entries().unwrap_or_default();
        arguments.iter().filter(|argument| argument.value.is_unresolved()).count()
    }

    /// The element that holds `later` in the list that also holds `earlier`: what can be removed
    /// if both say the same. `None` where they do not stand in one list that is spelled as it is.
    pub fn repeated(&self, list: &Node, earlier: &Node, later: &Node) -> Option<Span> {
        let together = list.span.contains(earlier.span) && list.span.contains(later.span);
        if list.computed || !together {
            return None;
        }
        let spelled = list.items()?.iter().find(|item| item.span == later.span)?;
        self.element(spelled.span).or(Some(spelled.span))
    }

    /// The innermost element of a list of this resource, or the block in it, that holds the place
    /// `span`.
    pub fn element(&self, span: Span) -> Option<Span> {
        element(&self.body, span)
    }

    /// The member of an object of this resource whose name or value stands at `span`, from its name to
    /// the end of its value.
    pub fn member(&self, span: Span) -> Option<Span> {
        member(&self.body, span)
    }

    /// Where to say something of what `field`, a value of this resource, refers to: right there, or at
    /// the name of its argument where it comes out of a module, whose output is nobody's mistake.
    pub fn place_of(&self, field: &Node) -> Place {
        let is_output = |step: &Step| matches!(step.how, How::Output(_));
        let key =
            field.trail.backwards().any(is_output).then(|| key(&self.body, field.span)).flatten();
        key.map_or_else(|| field.place(), |span| span.place())
    }

    /// How many other members the object has of which the value at `span` is a member.
    pub fn members_beside(&self, span: Span) -> Option<usize> {
        beside(&self.body, span)
    }

    /// The path of the argument whose value or name stands at `span`: `target[0].crn`.
    pub fn path_of(&self, span: Span) -> String {
        let mut path = String::new();
        find(&self.body, span, &mut path);
        path
    }
}

/// The innermost element of a list below `node` that holds `span`.
fn element(node: &Node, span: Span) -> Option<Span> {
    match &node.kind {
        Kind::Object(entries, _) => entries.iter().find_map(|one| element(&one.value, span)),
        // A block stands for its name here, and what it holds stands behind that.
        Kind::List(items, _) => items.iter().find_map(|item| {
            let holds = || item.span.contains(span) || member(item, span).is_some();
            element(item, span).or_else(|| holds().then_some(item.span))
        }),
        Kind::OneOf(choices) => choices.iter().find_map(|one| element(&one.value, span)),
        _ => None,
    }
}

/// The name of the argument below `node` whose value, or an element of it, stands at `span`.
fn key(node: &Node, span: Span) -> Option<Span> {
    let holds = |one: &Node| one.span == span;
    match &node.kind {
        Kind::Object(entries, _) => entries.iter().find_map(|entry| {
            let items = entry.value.items().unwrap_or_default();
            let is_it = holds(&entry.value) || items.iter().any(holds);
            if is_it { Some(entry.key_span) } else { key(&entry.value, span) }
        }),
        Kind::List(items, _) => items.iter().find_map(|item| key(item, span)),
        _ => None,
    }
}

/// The member below `node` whose name or value stands at `span`.
fn member(node: &Node, span: Span) -> Option<Span> {
    match &node.kind {
        Kind::Object(entries, _) => entries.iter().find_map(|entry| {
            if entry.key_span == span || entry.value.span == span {
                return Some(Span { end: entry.value.span.end, ..entry.key_span });
            }
            member(&entry.value, span)
        }),
        Kind::List(items, _) => items.iter().find_map(|item| member(item, span)),
        _ => None,
    }
}

/// How many members stand beside the one below `node` whose value stands at `span`.
fn beside(node: &Node, span: Span) -> Option<usize> {
    match &node.kind {
        Kind::Object(entries, _) => entries.iter().find_map(|entry| {
            let here = (entry.value.span == span).then(|| entries.len() - 1);
            here.or_else(|| beside(&entry.value, span))
        }),
        Kind::List(items, _) => items.iter().find_map(|item| beside(item, span)),
        _ => None,
    }
}

/// Appends the path of the innermost value at `span` below `node`; whether there is one.
fn find(node: &Node, span: Span, path: &mut String) -> bool {
    let length = path.len();
    match &node.kind {
        Kind::Object(entries, _) => {
            for entry in entries {
                let dot = if path.is_empty() { "" } else { "." };
                let _ = write!(path, "{dot}{}", entry.key);
                if entry.key_span == span || find(&entry.value, span, path) {
                    return true;
                }
                path.truncate(length);
            }
        }
        Kind::List(items, _) => {
            for (index, item) in items.iter().enumerate() {
                let _ = write!(path, "[{index}]");
                if find(item, span, path) {
                    return true;
                }
                path.truncate(length);
            }
        }
        Kind::OneOf(choices) if choices.iter().any(|choice| find(&choice.value, span, path)) => {
            return true;
        }
        _ => {}
    }
    node.span == span
}
