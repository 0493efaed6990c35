//! Terraform resources against the provider's schema: what `terraform plan` would refuse.

use crate::catalog::{self, Argument, Schema, Type, nearest};
use crate::model::{Fault, FaultKind};
use crate::node::{Entry, Form, Kind, Node, every_combination};
use crate::source::Span;

/// What an argument or block called `name` was evidently meant to be: itself, the one that people
/// confuse it with, or the one it is a near miss of.
pub(super) fn meant<'a>(schema: &'a Schema, name: &'a str) -> Option<&'a str> {
    if schema.argument(name).is_some() || schema.block(name).is_some() {
        return Some(name);
    }
    match schema.alias(name) {
        Some(alias) => alias.instead.as_deref(),
        None => nearest(name, writable(schema).into_iter()),
    }
}

/// The names that may be written in a place.
fn writable(schema: &Schema) -> Vec<&str> {
    let arguments = schema.arguments().iter().filter(|one| !one.is_read_only());
    let names = arguments.map(|one| one.name.as_str());
    names.chain(schema.blocks().iter().map(Schema::name)).collect()
}

/// What `schema` holds against `body`, whose header stands at `header`.
pub(super) fn faults(schema: &Schema, body: &Node, header: Span) -> Vec<Fault> {
    let mut check = Check { type_name: schema.name(), faults: Vec::new() };
    check.body(schema, body, header, "");
    check.faults
}

struct Check<'a> {
    type_name: &'a str,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn body(&mut self, schema: &Schema, body: &Node, header: Span, path: &str) {
        let entries = body.entries().unwrap_or_default();
        for entry in entries {
            self.entry(schema, entry, path);
        }
        self.missing(schema, body, header, path);
        self.conflicts(schema, body, path);
        for alternative in schema.alternatives().iter().filter(|one| one.own_rule.is_none()) {
            let absent = |name: &String| find(schema, body, name).is_none_or(is_absent);
            if body.is_whole() && alternative.any_of.iter().all(absent) {
                let kind = FaultKind::NoneOf { names: alternative.any_of.clone() };
                let name = alternative.any_of.join(" ");
                self.push(kind, Node::absent(header), &name, path);
            }
        }
    }

    fn push(&mut self, kind: FaultKind, at: Node, name: &str, path: &str) {
        self.faults.push(Fault { kind, at, name: name.to_owned(), path: path.to_owned() });
    }

    fn entry(&mut self, schema: &Schema, entry: &Entry, path: &str) {
        let inner =
            if path.is_empty() { entry.key.clone() } else { format!("{path}.{}", entry.key) };
        let name_node = || Node::new(Kind::Text(entry.key.clone()), entry.key_span);
        if let Some(block) = schema.block(&entry.key) {
            for one in entry.value.items().unwrap_or_default() {
                if one.entries().is_some() {
                    self.body(block, one, one.span, &inner);
                }
            }
        } else if let Some(argument) = schema.argument(&entry.key) {
            if entry.form == Form::Argument {
                self.value(argument, entry, path);
                if let Some(instead) = &argument.deprecated
                    && !entry.value.is_absent()
                {
                    let kind = FaultKind::Deprecated { instead: instead.clone() };
                    self.push(kind, name_node(), &entry.key, path);
                }
            }
        } else if !self.is_meta(entry, path) {
            let known = writable(schema).into_iter().map(str::to_owned).collect();
            self.push(FaultKind::Unknown { known }, name_node(), &entry.key, path);
        }
    }

    /// What Terraform itself reads; only at the top of a resource.
    fn is_meta(&self, entry: &Entry, path: &str) -> bool {
        path.is_empty()
            && match entry.form {
                Form::Argument => catalog::is_meta_argument(&entry.key),
                Form::Block => catalog::is_meta_block(self.type_name, &entry.key),
            }
    }

    fn value(&mut self, argument: &Argument, entry: &Entry, path: &str) {
        for one in entry.value.each() {
            if let Some(wanted) = wrong_type(argument.kind, one) {
                let kind = FaultKind::WrongType { wanted: wanted.to_owned() };
                self.push(kind, one.clone(), &entry.key, path);
            }
            // An empty default says that the caller has to fill it.
            let is_empty = one.items().is_some_and(<[Node]>::is_empty) && one.is_whole();
            if argument.min_items.unwrap_or(0) > 0 && is_empty && !one.is_default() {
                self.push(FaultKind::Empty, one.clone(), &entry.key, path);
            }
        }
    }

    fn missing(&mut self, schema: &Schema, body: &Node, header: Span, path: &str) {
        if !body.is_whole() {
            return;
        }
        for argument in schema.arguments().iter().filter(|one| one.required) {
            if find(schema, body, &argument.name).is_none_or(is_absent) {
                let kind = FaultKind::Missing { block: false };
                self.push(kind, Node::absent(header), &argument.name, path);
            }
        }
        for block in schema.blocks().iter().filter(|one| one.min() > 0) {
            if find(schema, body, block.name()).is_none_or(is_absent) {
                let kind = FaultKind::Missing { block: true };
                self.push(kind, Node::absent(header), block.name(), path);
            }
        }
    }

    fn conflicts(&mut self, schema: &Schema, body: &Node, path: &str) {
        for [one, other] in schema.conflicts() {
            let (Some(one), Some(other)) = (body.get(one), body.get(other)) else { continue };
            let set = |[one, other]: [&Node; 2]| is_known(one) && is_known(other);
            if every_combination([&one.value, &other.value], set) {
                let (earlier, later) = if one.key_span.start <= other.key_span.start {
                    (one, other)
                } else {
                    (other, one)
                };
                let kind =
                    FaultKind::Conflict { other: earlier.key.clone(), other_at: earlier.key_span };
                let at = Node::new(Kind::Text(later.key.clone()), later.key_span);
                self.push(kind, at, &later.key, path);
            }
        }
    }
}

/// The value that is called `name` or evidently meant to be.
pub(super) fn find<'a>(schema: &Schema, body: &'a Node, name: &str) -> Option<&'a Node> {
    let entries = body.entries()?;
    let exact = entries.iter().find(|entry| entry.key == name);
    let near = || entries.iter().find(|entry| meant(schema, &entry.key) == Some(name));
    exact.or_else(near).map(|entry| &entry.value)
}

/// Surely not there: not written or null. A block that is there at all stands in its list, unless
/// a `dynamic` block may or may not make it.
fn is_absent(node: &Node) -> bool {
    node.is_absent()
}

/// Surely there, as the provider's validation sees it: null and unknown do not count, `""` does.
fn is_known(node: &Node) -> bool {
    match &node.kind {
        Kind::Text(_) | Kind::Number(_) | Kind::Bool(_) | Kind::Object(..) => true,
        Kind::List(items, _) => !items.is_empty(),
        _ => false,
    }
}

/// What belongs in the place of `node`, if it surely does not fit.
fn wrong_type(wanted: Type, node: &Node) -> Option<&'static str> {
    let is_text = matches!(node.kind, Kind::Text(_) | Kind::Number(_) | Kind::Bool(_));
    match (&node.kind, wanted) {
        (Kind::Absent | Kind::Null | Kind::Unknown(_) | Kind::OneOf(_), _) | (_, Type::Any) => None,
        (Kind::List(..) | Kind::Object(..), Type::String) => Some("a text"),
        (Kind::Text(text), Type::Bool) if text != "true" && text != "false" => {
            Some("true or false")
        }
        (Kind::Number(_) | Kind::List(..) | Kind::Object(..), Type::Bool) => Some("true or false"),
        (Kind::Text(text), Type::Number) if text.parse::<f64>().is_err() => Some("a number"),
        (Kind::Bool(_) | Kind::List(..) | Kind::Object(..), Type::Number) => Some("a number"),
        (Kind::Template(_) | Kind::Object(..), Type::StringList | Type::StringSet) => {
            Some("a list of texts")
        }
        (_, Type::StringList | Type::StringSet) if is_text => Some("a list of texts"),
        (_, Type::StringMap) if is_text || matches!(node.kind, Kind::List(..)) => {
            Some("a map of texts")
        }
        (Kind::List(items, _), Type::StringList | Type::StringSet) => {
            let nested = |item: &Node| matches!(item.kind, Kind::List(..) | Kind::Object(..));
            items.iter().any(nested).then_some("a list of texts")
        }
        _ => None,
    }
}
