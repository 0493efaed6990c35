//! Terraform resources against the provider's schema: what `terraform plan` would refuse.

use super::provider_value::{invalid, misfit, words, wrong_type};
use crate::catalog::{self, Argument, Schema, Type, nearest, normalised};
use crate::model::{Fault, FaultKind, Meant, Rename};
use crate::node::{Entry, Form, Kind, Node, Seen, every_combination};
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

/// Whether two blocks have the same arguments, all with the same texts or references.
fn says_the_same(one: &Node, other: &Node) -> bool {
    let equal = |a: &Node, b: &Node| match (a.text(), b.text()) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a.reference().is_some_and(|used| b.reference() == Some(used)),
        _ => false,
    };
    let (Some(one), Some(other)) = (one.entries(), other.entries()) else { return false };
    one.len() == other.len()
        && one.iter().all(|a| other.iter().any(|b| a.key == b.key && equal(&a.value, &b.value)))
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
        for entry in body.entries().unwrap_or_default() {
            self.entry(schema, body, entry, path);
        }
        self.missing(schema, body, header, path);
        self.conflicts(schema, body, path);
        for alternative in schema.alternatives().iter().filter(|one| one.own_rule.is_none()) {
            let unwritten = |name: &String| !is_written(schema, body, name);
            if body.is_whole() && alternative.any_of.iter().all(unwritten) {
                let kind = FaultKind::NoneOf { names: alternative.any_of.clone() };
                let name = alternative.any_of.join(" ");
                self.push(kind, Node::absent(header), &name, path);
            }
        }
    }

    fn push(&mut self, kind: FaultKind, at: Node, name: &str, path: &str) {
        self.faults.push(Fault { kind, at, name: name.to_owned(), path: path.to_owned() });
    }

    fn entry(&mut self, schema: &Schema, body: &Node, entry: &Entry, path: &str) {
        let inner =
            if path.is_empty() { entry.key.to_string() } else { format!("{path}.{}", entry.key) };
        let name_node = || Node::new(Kind::Text(entry.key.clone()), entry.key_span);
        if let Some(block) = schema.block(&entry.key) {
            let items = entry.value.items().unwrap_or_default();
            if entry.form == Form::Argument && !entry.value.is_absent() {
                self.push(FaultKind::NotBlock, name_node(), &entry.key, path);
            } else if let (Some(most), Some(first)) = (block.max(), items.first()) {
                for one in items.iter().skip(most) {
                    let same = says_the_same(first, one);
                    let kind = FaultKind::TooMany { most, first: first.span, same };
                    let at = Node::new(Kind::Text(entry.key.clone()), one.span);
                    self.push(kind, at, &entry.key, path);
                }
            }
            for one in items {
                if one.entries().is_some() {
                    self.body(block, one, one.span, &inner);
                }
            }
        } else if let Some(argument) = schema.argument(&entry.key) {
            if entry.form == Form::Argument && argument.is_read_only() {
                // Whatever its value is; `null` is as good as nothing.
                if !entry.value.is_absent() {
                    let kind = FaultKind::Computed { block: block_with(schema, &entry.key) };
                    self.push(kind, name_node(), &entry.key, path);
                }
            } else if entry.form == Form::Argument {
                self.value(argument, entry, path);
                if let Some(new) = argument.deprecated.as_ref().filter(|_| !entry.value.is_absent())
                {
                    let values = new.values.iter().map(|(old, new)| (old.clone(), new.clone()));
                    let kind = FaultKind::Deprecated {
                        instead: new.instead.clone(),
                        values: values.collect(),
                        both: body.get(&new.instead).is_some(),
                    };
                    self.push(kind, name_node(), &entry.key, path);
                }
            }
        } else if !self.is_meta(entry, path) {
            let known = writable(schema).into_iter().map(str::to_owned).collect();
            let meant = meant_by(schema, body, entry);
            self.push(FaultKind::Unknown { known, meant }, name_node(), &entry.key, path);
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
                let between = between(argument.kind, one);
                let kind = FaultKind::WrongType { wanted: wanted.to_owned(), between };
                self.push(kind, one.clone(), &entry.key, path);
            } else {
                for (kind, at) in invalid(argument, one) {
                    self.push(kind, at, &entry.key, path);
                }
            }
            // An empty default says that the caller has to fill it.
            let is_empty = one.items().is_some_and(<[Node]>::is_empty) && one.is_whole();
            if argument.min_items.unwrap_or(0) > 0 && is_empty && !one.is_default() {
                self.push(FaultKind::Empty, one.clone(), &entry.key, path);
            }
        }
    }

    /// What is written is there, even if it comes out as null: what makes it null is mostly what
    /// keeps the resource from being created, or a default that every caller overrides.
    fn missing(&mut self, schema: &Schema, body: &Node, header: Span, path: &str) {
        if !body.is_whole() {
            return;
        }
        for argument in schema.arguments().iter().filter(|one| one.required) {
            if !is_written(schema, body, &argument.name) {
                let kind = FaultKind::Missing { block: false };
                self.push(kind, Node::absent(header), &argument.name, path);
            }
        }
        for block in schema.blocks().iter().filter(|one| one.min() > 0) {
            if !is_written(schema, body, block.name()) {
                let kind = FaultKind::Missing { block: true };
                self.push(kind, Node::absent(header), block.name(), path);
            }
        }
    }

    /// The provider's validation looks at pairs; of several pairs with one argument in common, that
    /// one is at fault, of a single pair the later.
    fn conflicts(&mut self, schema: &Schema, body: &Node, path: &str) {
        let mut pairs: Vec<[&Entry; 2]> = Vec::new();
        for [one, other] in schema.conflicts() {
            let (Some(one), Some(other)) = (body.get(one), body.get(other)) else { continue };
            let set = |[one, other]: [&Node; 2]| is_known(one) && is_known(other);
            if every_combination([&one.value, &other.value], set) {
                pairs.push([one, other]);
            }
        }
        let times = |entry: &Entry| pairs.iter().flatten().filter(|e| e.key == entry.key).count();
        let mut groups: Vec<(&Entry, Vec<(String, Span)>)> = Vec::new();
        for [one, other] in pairs.iter().copied() {
            let rank = |entry: &Entry| (times(entry), entry.key_span.start);
            let (first, second) = if rank(one) < rank(other) { (one, other) } else { (other, one) };
            let about = (first.key.to_string(), first.key_span);
            match groups.iter_mut().find(|(entry, _)| entry.key == second.key) {
                Some((_, others)) => others.push(about),
                None => groups.push((second, vec![about])),
            }
        }
        for (entry, others) in groups {
            let at = Node::new(Kind::Text(entry.key.clone()), entry.key_span);
            self.push(FaultKind::Conflict { others }, at, &entry.key, path);
        }
    }
}

/// The block in which an argument of this name may be written.
fn block_with(schema: &Schema, name: &str) -> Option<String> {
    let takes = |block: &&Schema| block.argument(name).is_some_and(|one| !one.is_read_only());
    schema.blocks().iter().find(takes).map(|block| block.name().to_owned())
}

/// What was meant by `entry`, whose name `schema` does not have.
fn meant_by(schema: &Schema, body: &Node, entry: &Entry) -> Option<Meant> {
    let alias = schema.alias(&entry.key);
    if let Some(advice) = alias.and_then(|alias| alias.advice.clone()) {
        return Some(Meant::Advice(advice));
    }
    let name = meant(schema, &entry.key)?;
    let all = body.entries().unwrap_or_default();
    let rename = if all.iter().filter(|one| meant(schema, &one.key) == Some(name)).count() > 1 {
        Rename::Taken
    } else if !fits(schema, name, entry) {
        Rename::Unfit(match schema.argument(name) {
            Some(argument) => Some(words(argument.kind)),
            None => (entry.form == Form::Argument).then_some("a block"),
        })
    } else if alias.is_some() || normalised(name) == normalised(&entry.key) {
        Rename::Enough
    } else {
        Rename::Guess
    };
    Some(Meant::Name(name.to_owned(), rename))
}

/// Whether what `entry` holds could surely stand under `name` as it is.
fn fits(schema: &Schema, name: &str, entry: &Entry) -> bool {
    let Some(argument) = schema.argument(name) else {
        let one = matches!(&entry.value.kind, Kind::List(items, Seen::Whole) if items.len() == 1);
        return entry.form == Form::Block && one;
    };
    entry.form == Form::Argument && entry.value.each().all(|one| !misfit(argument.kind, one))
}

/// A text is put between brackets to be a list, if it is one text and is spelled right there.
fn between(wanted: Type, value: &Node) -> Option<[&'static str; 2]> {
    let list = matches!(wanted, Type::StringList | Type::StringSet);
    let one = value.text().is_some_and(|text| !text.contains(','));
    let here = value.trail.is_empty() && !value.computed;
    (list && one && here).then_some(["[", "]"])
}

/// The argument or block that is called `name` or evidently meant to be.
pub(super) fn find_entry<'a>(schema: &Schema, body: &'a Node, name: &str) -> Option<&'a Entry> {
    let entries = body.entries()?;
    let exact = entries.iter().find(|entry| entry.key == name);
    exact.or_else(|| entries.iter().find(|entry| meant(schema, &entry.key) == Some(name)))
}

/// The value that is called `name` or evidently meant to be.
pub(super) fn find<'a>(schema: &Schema, body: &'a Node, name: &str) -> Option<&'a Node> {
    find_entry(schema, body, name).map(|entry| &entry.value)
}

/// Whether `name` is there under some name, or something that is told to belong in it.
fn is_written(schema: &Schema, body: &Node, name: &str) -> bool {
    let part = |entry: &Entry| {
        schema.alias(&entry.key).is_some_and(|alias| alias.of.as_deref() == Some(name))
    };
    // A plain `null` is as good as nothing.
    let is_there = |entry: &Entry| !entry.value.is_unwritten();
    find_entry(schema, body, name).is_some_and(is_there)
        || body.entries().unwrap_or_default().iter().any(part)
}

/// Surely there, as the provider's validation sees it: null and unknown do not count, `""` does.
/// Blocks of which some are not known are not known as a whole.
fn is_known(node: &Node) -> bool {
    match &node.kind {
        Kind::Text(_) | Kind::Number(_) | Kind::Bool(_) | Kind::Object(..) => true,
        Kind::List(items, seen) => *seen == Seen::Whole && !items.is_empty(),
        _ => false,
    }
}
