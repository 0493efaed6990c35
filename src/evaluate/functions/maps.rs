//! Functions on maps and objects.

use super::{Function, MOST, Takes, plain, refused};
use crate::evaluate::convert::convert;
use crate::evaluate::for_each::members;
use crate::evaluate::types::{No, Type, type_of};
use crate::node::{Collection, Entry, Form, Kind, Node, Seen};
use crate::source::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[
    Function { sees_unknown: true, ..plain("keys", &[Takes::Any], None, keys) },
    Function { sees_unknown: true, ..plain("values", &[Takes::Any], None, values) },
    Function {
        needs: 2,
        sees_unknown: true,
        ..plain("lookup", &[Takes::Any, Takes::Text, Takes::Any], None, lookup)
    },
    Function { rest: Some(Takes::Any), sees_unknown: true, ..plain("merge", &[], None, merge) },
    plain("transpose", &[Takes::ListsOfTexts], None, transpose),
    Function { sees_unknown: true, ..plain("zipmap", &[Takes::Texts, Takes::Any], None, zipmap) },
];

/// The members; refused where there can be none.
fn entries(node: &Node) -> Result<Vec<&Entry>, No> {
    match &node.kind {
        Kind::Object(entries, Seen::Whole) => Ok(members(entries)),
        Kind::Object(..) | Kind::OneOf(_) => Err(No::Unsure),
        Kind::Unknown(unknown) if unknown.scalar.is_none() => Err(No::Unsure),
        _ => Err(No::Refused),
    }
}

/// A list of what a map or object holds: a tuple for an object.
fn listed(node: &Node, items: Vec<Node>, of: Option<Arc<Type>>, span: Span) -> Node {
    let is_map = node.collection == Collection::Map;
    let collection = if is_map { Collection::List } else { Collection::Plain };
    Node { collection, of, ..Node::computed(Kind::List(items, Seen::Whole), span) }
}

fn keys(arguments: &[Node], span: Span) -> Option<Node> {
    let map = arguments.first()?;
    if let (Kind::Unknown(_), Type::Object(mut members)) = (&map.kind, type_of(map)) {
        // The names are part of the type.
        members.sort_by(|one, other| one.name.cmp(&other.name));
        let names = members.into_iter().map(|member| Kind::Text(member.name.into()));
        let names = names.map(|name| Node::computed(name, span)).collect();
        return Some(Node::computed(Kind::List(names, Seen::Whole), span));
    }
    let entries = match entries(map) {
        Ok(entries) => entries,
        Err(No::Refused) => return refused(span, "it has no members"),
        Err(No::Unsure) => return None,
    };
    let key = |entry: &&Entry| Node::new(Kind::Text(entry.key.clone()), entry.key_span);
    Some(listed(map, entries.iter().map(key).collect(), Type::Text.said(), span))
}

fn values(arguments: &[Node], span: Span) -> Option<Node> {
    let map = arguments.first()?;
    let entries = match entries(map) {
        Ok(entries) => entries,
        Err(No::Refused) => return refused(span, "it has no members"),
        Err(No::Unsure) => return None,
    };
    let values = entries.iter().map(|entry| entry.value.clone()).collect();
    Some(listed(map, values, map.of.clone(), span))
}

fn lookup(arguments: &[Node], span: Span) -> Option<Node> {
    let (map, key) = (arguments.first()?, arguments.get(1)?);
    let entries = match entries(map) {
        Ok(entries) => entries,
        Err(No::Refused) => return refused(span, "it has no members"),
        Err(No::Unsure) => return None,
    };
    let key = key.text()?;
    let found = entries.iter().find(|entry| entry.key == key).map(|entry| entry.value.clone());
    let Some(default) = arguments.get(2) else {
        return found.or_else(|| refused(span, "there is no such member"));
    };
    let Type::Map(element) = type_of(map) else { return found.or_else(|| Some(default.clone())) };
    match convert(default.clone(), &element) {
        Err(No::Refused) => refused(span, "a default of another type"),
        _ if found.is_some() => found,
        // Texts alone stay what they are whatever the members turn out to be.
        Ok(Node { kind: Kind::Text(_) | Kind::Null, .. }) if element.is_unsure() => {
            Some(default.clone())
        }
        Ok(_) if element.is_unsure() => None,
        converted => converted.ok(),
    }
}

fn merge(arguments: &[Node], span: Span) -> Option<Node> {
    let mut all: Vec<Entry> = Vec::new();
    for argument in arguments {
        match &argument.kind {
            Kind::Null => {}
            Kind::Object(entries, Seen::Whole) => {
                for entry in entries {
                    all.retain(|earlier| earlier.key != entry.key);
                    all.push(entry.clone());
                }
            }
            Kind::Object(..) | Kind::OneOf(_) => return None,
            Kind::Unknown(unknown) if unknown.scalar.is_none() => return None,
            _ => return refused(span, "only maps and objects can be merged"),
        }
        if all.len() > 5_000 {
            return None;
        }
    }
    let merged = Node::computed(Kind::Object(all, Seen::Whole), span);
    let is_map = |node: &Node| node.collection == Collection::Map;
    let (Some(first), true) = (arguments.first(), arguments.iter().all(is_map)) else {
        return Some(merged);
    };
    // Maps of one type make a map of that type, any others an object.
    let wanted = type_of(first);
    let mut same = arguments.iter().map(|argument| wanted.same(&type_of(argument)));
    match crate::evaluate::types::all(&mut same) {
        Some(true) => Some(Node { collection: Collection::Map, of: first.of.clone(), ..merged }),
        Some(false) => Some(merged),
        None if arguments.len() == 1 => Some(first.clone()),
        None => None,
    }
}

fn transpose(arguments: &[Node], span: Span) -> Option<Node> {
    let mut lists: BTreeMap<&str, Vec<Node>> = BTreeMap::new();
    for entry in members(arguments.first()?.entries()?) {
        let Some(items) = entry.value.items() else { return refused(span, "null is no list") };
        for item in items {
            let Some(text) = item.text() else { return refused(span, "null is no text") };
            let key = Node::new(Kind::Text(entry.key.clone()), entry.key_span);
            lists.entry(text).or_default().push(key);
        }
    }
    let list = |items: Vec<Node>| Node {
        collection: Collection::List,
        ..Node::computed(Kind::List(items, Seen::Whole), span)
    };
    let entry = |(key, items): (&str, Vec<Node>)| Entry {
        key: key.into(),
        key_span: span,
        value: list(items),
        form: Form::Argument,
    };
    let entries = lists.into_iter().map(entry).collect();
    let map = Node::computed(Kind::Object(entries, Seen::Whole), span);
    let of = Type::List(Box::new(Type::Text)).said();
    Some(Node { collection: Collection::Map, of, ..map })
}

fn zipmap(arguments: &[Node], span: Span) -> Option<Node> {
    let [keys, values] = arguments else { return None };
    let items = match &values.kind {
        Kind::List(items, Seen::Whole) if values.collection != Collection::Set => items,
        Kind::List(_, Seen::Partly) | Kind::OneOf(_) => return None,
        Kind::Unknown(unknown) if unknown.scalar.is_none() => return None,
        _ => return refused(span, "values have to be a list"),
    };
    if !keys.is_known() {
        return None;
    }
    let keys = keys.items()?;
    if keys.len() != items.len() || keys.len() > MOST {
        return refused(span, "as many keys as values are needed");
    }
    let mut entries = Vec::with_capacity(keys.len());
    for (key, value) in keys.iter().zip(items) {
        let Some(name) = key.text() else { return refused(span, "null is no key") };
        let (key, key_span) = (name.to_owned(), key.span);
        entries.push(Entry {
            key: key.into(),
            key_span,
            value: value.clone(),
            form: Form::Argument,
        });
    }
    let is_list = values.collection == Collection::List;
    let collection = if is_list { Collection::Map } else { Collection::Plain };
    let entries = members(&entries).into_iter().cloned().collect();
    let map = Node::computed(Kind::Object(entries, Seen::Whole), span);
    Some(Node { collection, of: values.of.clone(), ..map })
}
