//! All attributes of an instance -> the arguments that are written. A plan also lists what the
//! provider sets by itself; which arguments the configuration holds, its expressions tell.

use super::Expressions;
use super::instances::Instance;
use super::named::give;
use super::values::LATER;
use crate::catalog::{self, Argument, Schema, Type};
use crate::node::{Entry, Form, Kind, Node, Seen};
use crate::source::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Why an argument is not known of which nobody knows whether it is written.
const UNSAID: &str = "the plan does not say whether it is written";

/// What is needed to tell which arguments are written.
pub(super) struct Written<'a> {
    /// The instance is new: what it has is written, or not known yet.
    pub(super) is_new: bool,
    /// What is not known is left out of the values.
    pub(super) is_silent: bool,
    /// Where to say that something is not known that stands nowhere.
    pub(super) header: Span,
    /// What the values of expressions come from.
    pub(super) of: &'a Expressions<'a>,
}

/// The expressions of the blocks that a block may be, none where it is none that is spelled out;
/// nothing where there is no configuration.
type Evidence<'a> = Option<Vec<&'a Node>>;

impl Written<'_> {
    /// The arguments and blocks of `values` that are written.
    pub(super) fn body(&self, schema: &Schema, values: &Node, expressions: Option<&Node>) -> Node {
        self.fill(schema, values, &expressions.map(|one| vec![one]), true)
    }

    /// The arguments of something that has no schema here: those that the configuration writes.
    pub(super) fn plain(&self, values: &Node, expressions: Option<&Node>) -> Node {
        let told = expressions.map(|one| vec![one]);
        let all = values.entries().unwrap_or_default().iter();
        let entries =
            all.filter(|entry| is_written(&entry.key, &told) == Some(true)).map(|entry| {
                let mut value = entry.value.clone();
                self.trace(&mut value, (&entry.key, false), &told);
                with(entry, value)
            });
        Node::new(Kind::Object(entries.collect(), Seen::Whole), values.span)
    }

    fn fill(&self, schema: &Schema, values: &Node, told: &Evidence<'_>, is_top: bool) -> Node {
        let mut entries = Vec::new();
        for entry in values.entries().unwrap_or_default() {
            if let Some(block) = schema.block(&entry.key) {
                entries.extend(self.block((schema, block), values, entry, told));
            } else if !(is_top && entry.key == "id" && told.is_none()) {
                entries.extend(self.argument(schema, entry, told));
            }
        }
        if self.is_silent {
            self.add_unsaid(schema, values, told, &mut entries);
        }
        Node::new(Kind::Object(entries, Seen::Whole), values.span)
    }

    fn argument(&self, schema: &Schema, entry: &Entry, told: &Evidence<'_>) -> Option<Entry> {
        let argument = schema.argument(&entry.key);
        let is_computed = argument.is_none_or(|argument| argument.computed);
        if argument.is_some_and(Argument::is_read_only) {
            return None;
        }
        let is_empty = matches!(entry.value.kind, Kind::Null) || entry.value.text() == Some("");
        match is_written(&entry.key, told) {
            Some(false) => return None,
            None if argument.is_none() || (is_empty && !is_computed) => return None,
            // The provider may yet set it.
            None if is_empty && told.is_none() => {
                return Some(with(entry, Node::unknown(entry.value.span, UNSAID)));
            }
            None if is_empty => return None,
            // As a whole it may be set by the provider, so long as nobody knows who did.
            None if is_computed && told.is_some() => {
                return Some(with(entry, Node::unknown(entry.value.span, UNSAID)));
            }
            Some(true) | None => {}
        }
        let mut value = entry.value.clone();
        let is_list =
            argument.is_some_and(|one| matches!(one.kind, Type::StringList | Type::StringSet));
        self.trace(&mut value, (&entry.key, is_list), told);
        Some(with(entry, value))
    }

    /// Says of what is not known of an argument where it comes from, and what it names.
    fn trace(&self, value: &mut Node, (name, is_list): (&str, bool), told: &Evidence<'_>) {
        if !value.is_unresolved() {
            return;
        }
        if let Some(origin) = self.origin(name, told) {
            explain(value, &origin);
        }
        let mut expressions = told.iter().flatten().filter_map(|one| one.get(name));
        if let (Some(only), None) = (expressions.next(), expressions.next())
            && let Some(named) = self.of.named(&only.value)
        {
            give(value, &named, is_list);
        }
    }

    /// What the value of argument `name` comes from, if all that it may be come from it.
    fn origin(&self, name: &str, told: &Evidence<'_>) -> Option<String> {
        let expressions = told.iter().flatten().filter_map(|one| one.get(name));
        let mut origins = expressions.map(|entry| self.of.origin(&entry.value));
        let first = origins.next()??;
        origins.all(|other| other.as_ref() == Some(&first)).then_some(first)
    }

    fn block(
        &self,
        (schema, block): (&Schema, &Schema),
        values: &Node,
        entry: &Entry,
        told: &Evidence<'_>,
    ) -> Option<Entry> {
        let spelled = spelled(&entry.key, told);
        let blocks = match &entry.value.kind {
            Kind::Null => return None,
            Kind::List(items, Seen::Whole) if items.is_empty() => return None,
            Kind::List(items, Seen::Whole) => Some(items.as_slice()),
            Kind::Object(..) => Some(std::slice::from_ref(&entry.value)),
            _ => None,
        };
        let is_spelled = spelled.as_ref().is_none_or(|spelled| !spelled.is_empty());
        if told.is_some() && !is_spelled && block.is_computed() && is_later(&entry.value) {
            // Nobody writes it, and the provider will set it.
            return None;
        }
        if (!is_spelled || told.is_none()) && excluded(schema, &entry.key, values, told) {
            return None;
        }
        // Blocks that are not spelled out are made by `dynamic`, or set by the provider.
        let is_sure = is_spelled || self.is_new || block.min() > 0;
        let kind = if let Some(blocks) = blocks.filter(|_| is_sure) {
            let fill = |one: &Node| {
                let mut told = spelled.clone();
                if let Some(told) = &mut told {
                    told.retain(|spelled| agree(spelled, one));
                }
                self.fill(block, one, &told, false)
            };
            Kind::List(blocks.iter().map(fill).collect(), Seen::Whole)
        } else {
            Kind::List(Vec::new(), Seen::Partly)
        };
        let value = Node::new(kind, entry.value.span);
        Some(Entry { form: Form::Block, ..with(entry, value) })
    }

    /// Adds what is written and has no value because it is not known.
    fn add_unsaid(
        &self,
        schema: &Schema,
        values: &Node,
        told: &Evidence<'_>,
        entries: &mut Vec<Entry>,
    ) {
        let is_left_out = |name: &str| values.get(name).is_none();
        let mut add = |name: &str, kind: Kind, form: Form| {
            let value = Node::computed(kind, self.header);
            entries.push(Entry { key: name.into(), key_span: self.header, value, form });
        };
        let writable = schema.arguments().iter().filter(|one| !one.is_read_only());
        for name in writable.map(|one| &one.name).filter(|name| is_left_out(name)) {
            if is_written(name, told) != Some(false) {
                add(name, Node::unknown(self.header, LATER).kind, Form::Argument);
            }
        }
        // Also blocks that are made by `dynamic`, of which no expression tells.
        for name in schema.blocks().iter().map(Schema::name).filter(|name| is_left_out(name)) {
            if !excluded(schema, name, values, told) {
                add(name, Kind::List(Vec::new(), Seen::Partly), Form::Block);
            }
        }
    }
}

/// How many blocks of each name the expressions spell out.
pub(super) fn counted(schema: &Schema, expressions: Option<&Node>) -> BTreeMap<String, usize> {
    let entries = expressions.and_then(Node::entries).unwrap_or_default().iter();
    let blocks = entries.filter(|entry| schema.block(&entry.key).is_some());
    let count = |entry: &Entry| entry.value.items().map_or(1, <[Node]>::len);
    blocks.map(|entry| (entry.key.to_string(), count(entry))).collect()
}

/// Whether it has blocks that no expression spells out: `dynamic` makes them, whose expressions a plan
/// leaves out.
pub(super) fn hides_blocks(instance: &Instance) -> bool {
    let Some(schema) = catalog::schema(&instance.kind) else { return false };
    let spelled = counted(schema, instance.expressions.as_ref());
    schema.blocks().iter().any(|block| {
        let name = block.name();
        let spelled = spelled.get(name).copied().unwrap_or_default();
        match instance.values.get(name).map(|entry| &entry.value) {
            Some(value) => match value.items() {
                Some(blocks) => blocks.len() > spelled,
                None => spelled == 0 && block.min() > 0,
            },
            None => instance.is_silent && spelled == 0,
        }
    })
}

/// The attributes of `values` that can be written at all.
pub(super) fn writable(schema: &Schema, values: &Node) -> Node {
    let mut entries = Vec::new();
    for entry in values.entries().unwrap_or_default() {
        if let Some(block) = schema.block(&entry.key) {
            let items = entry.value.items().unwrap_or_default();
            let items = items.iter().map(|item| writable(block, item)).collect();
            let value = Node { kind: Kind::List(items, Seen::Whole), ..entry.value.clone() };
            let is_list = entry.value.items().is_some();
            entries.push(with(entry, if is_list { value } else { entry.value.clone() }));
        } else if schema.argument(&entry.key).is_some_and(|one| !one.is_read_only()) {
            entries.push(entry.clone());
        }
    }
    let kind = match &values.kind {
        Kind::Object(..) => Kind::Object(entries, Seen::Whole),
        other => other.clone(),
    };
    Node::new(kind, values.span)
}

fn with(entry: &Entry, value: Node) -> Entry {
    Entry { key: entry.key.clone(), key_span: entry.key_span, value, form: Form::Argument }
}

/// Whether the argument is written; nothing where nobody knows.
fn is_written(name: &str, told: &Evidence<'_>) -> Option<bool> {
    let told = told.as_ref().filter(|told| !told.is_empty())?;
    let times = told.iter().filter(|one| one.get(name).is_some()).count();
    match times {
        0 => Some(false),
        all if all == told.len() => Some(true),
        _ => None,
    }
}

/// The expressions of the blocks called `name`; nothing where nobody knows.
fn spelled<'a>(name: &str, told: &Evidence<'a>) -> Evidence<'a> {
    let told = told.as_ref().filter(|told| !told.is_empty())?;
    let mut found = Vec::new();
    for one in told {
        let Some(entry) = one.get(name) else { continue };
        match &entry.value.kind {
            Kind::List(items, _) => found.extend(items),
            _ => found.push(&entry.value),
        }
    }
    Some(found)
}

/// Whether something is there that cannot stand beside `name`.
fn excluded(schema: &Schema, name: &str, values: &Node, told: &Evidence<'_>) -> bool {
    let is_beside = |name: &str| match is_written(name, told) {
        Some(is_written) => is_written,
        // The provider says the same thing in both ways once it is there.
        None => values.get(name).is_some_and(|beside| beside.value.is_set()),
    };
    schema.conflicts().iter().any(|pair| match pair {
        [one, other] if one == name => is_beside(other),
        [other, one] if one == name => is_beside(other),
        _ => false,
    })
}

/// Whether a block may be the one that is spelled so: no literal in it says otherwise.
fn agree(spelled: &Node, block: &Node) -> bool {
    let mut literals = spelled.entries().unwrap_or_default().iter().filter_map(|entry| {
        let literal = plain(&entry.value.get("constant_value")?.value)?;
        Some((literal, plain(&block.get(&entry.key)?.value)?))
    });
    literals.all(|(literal, value)| literal == value)
}

/// A simple value as a text, so that `1` and `"1"` are the same.
fn plain(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Text(text) => Some(text.to_string()),
        Kind::Number(digits) => Some(digits.to_string()),
        Kind::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// Whether nothing at all of a value is known before the plan is applied.
fn is_later(node: &Node) -> bool {
    matches!(&node.kind, Kind::Unknown(unknown) if unknown.reason == LATER)
}

/// Says of what is known only later where it comes from.
fn explain(node: &mut Node, origin: &str) {
    match &mut node.kind {
        Kind::Unknown(unknown) if unknown.reason == LATER => {
            Arc::make_mut(unknown).reason =
                format!("it comes from `{origin}`, known only when it is applied").into();
        }
        Kind::List(items, _) => items.iter_mut().for_each(|item| explain(item, origin)),
        _ => {}
    }
}
