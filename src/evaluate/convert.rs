//! The conversions that Terraform makes between types.

use super::numbers;
use super::operators::{as_bool, as_text};
use super::ranges;
use super::sets;
use super::types::{Member, No, Type, all, type_of};
use super::unify::{can_convert, unify};
use crate::node::{Collection, Entry, Form, Kind, Members, Node, Range, Seen};
use std::sync::Arc;

/// Converts `node` to `wanted`.
pub(super) fn convert(node: Node, wanted: &Type) -> Result<Node, No> {
    match &node.kind {
        Kind::Absent => return Ok(node),
        Kind::Null | Kind::Unknown(_) => return not_there(node, wanted),
        Kind::OneOf(choices) => {
            let mut choices = choices.clone();
            for choice in &mut choices {
                let span = choice.value.span;
                choice.value = match convert(choice.value.clone(), wanted) {
                    Ok(value) => value,
                    Err(No::Refused) => Node::refused(span, "it cannot be converted"),
                    Err(No::Unsure) => Node::unknown(span, "its conversion is not known"),
                };
            }
            let plain = convert(ranges::as_unknown(&node), wanted).ok();
            let of = plain.as_ref().and_then(|plain| type_of(plain).said());
            let foreseen = plain.map(|plain| Arc::new(ranges::of(&plain)));
            return Ok(Node { kind: Kind::OneOf(choices), of, foreseen, ..node });
        }
        _ => {}
    }
    let simple = |kind: Option<Kind>| Ok((kind.ok_or(No::Refused)?, Collection::Plain, None));
    let (kind, collection, of) = match wanted {
        Type::Any | Type::Unsure => return Ok(node),
        Type::Text => match &node.kind {
            Kind::Template(_) | Kind::Text(_) => return Ok(node),
            _ => simple(as_text(&node).map(Kind::Text))?,
        },
        // A text that is not wholly known may turn out to be a number or a boolean.
        Type::Bool | Type::Number if matches!(node.kind, Kind::Template(_)) => {
            return Ok(ranges::there(wanted, "a text that is not wholly known", node.span));
        }
        Type::Bool => simple(as_bool(&node).map(Kind::Bool))?,
        Type::Number => return numbers::convert(&node),
        Type::List(element) => listed(&node, element, Collection::List)?,
        Type::Set(element) => listed(&node, element, Collection::Set)?,
        Type::Map(element) => mapped(&node, element)?,
        Type::Tuple(parts) => (tuple(&node, parts)?, Collection::Plain, None),
        Type::Object(members) => (object(&node, members)?, Collection::Plain, None),
    };
    Ok(Node { kind, collection, of, bits: 0, ..node })
}

/// Null and what is not known become null and unknown of the wanted type.
fn not_there(mut node: Node, wanted: &Type) -> Result<Node, No> {
    if matches!(wanted, Type::Any | Type::Unsure) {
        return Ok(node);
    }
    let from = type_of(&node);
    if !from.is_unsure() && !can_convert(&from, wanted).unwrap_or(true) {
        return Err(No::Refused);
    }
    let of = replaced(&from, wanted);
    match &mut node.kind {
        Kind::Unknown(unknown) if !unknown.refused => {
            let range = converted_range(&unknown.range, &from, &of);
            let why = unknown.why().into_owned();
            let new = ranges::unknown(&of, range.clone(), why, node.span);
            if !matches!(new.kind, Kind::Unknown(_)) {
                return Ok(new);
            }
            let unknown = Arc::make_mut(unknown);
            (unknown.scalar, unknown.range) = (of.scalar(), range);
            node.of = of.said();
        }
        Kind::Null => node.of = Some(Arc::new(of)),
        _ => {}
    }
    Ok(node)
}

/// What is foreseen of a value that is converted from one type to another.
fn converted_range(range: &Range, from: &Type, to: &Type) -> Range {
    let there = range.there;
    let bare = Range { there, ..Range::default() };
    let length = |least: usize, most: usize| Range {
        least: Some(least.to_string()),
        most: Some(most.to_string()),
        ..bare.clone()
    };
    match (from, to) {
        _ if from.same(to) == Some(true) => range.clone(),
        (Type::Object(members), Type::Map(_)) => length(members.len(), members.len()),
        (Type::Tuple(parts), Type::List(_)) => length(parts.len(), parts.len()),
        (Type::Tuple(parts), Type::Set(_)) => length(parts.len().min(1), parts.len()),
        (Type::List(_) | Type::Set(_), Type::Set(_)) => {
            let some = range.least.as_deref().is_some_and(|least| least != "0");
            Range { least: some.then(|| "1".to_owned()), ..range.clone() }
        }
        (Type::List(_) | Type::Set(_), Type::List(_)) | (Type::Map(_), Type::Map(_)) => {
            range.clone()
        }
        _ => bare,
    }
}

/// The type `wanted`, in which `from` decides what any type stands for.
fn replaced(from: &Type, wanted: &Type) -> Type {
    let inside = |from: &Type, wanted: &Type| Box::new(replaced(from, wanted));
    match (from, wanted) {
        (Type::Unsure, _) => unsure(wanted),
        (Type::Any, _) => wanted.clone(),
        (_, Type::Any) => from.clone(),
        (Type::Map(from), Type::Map(wanted)) => Type::Map(inside(from, wanted)),
        (Type::List(from) | Type::Set(from), Type::List(wanted)) => {
            Type::List(inside(from, wanted))
        }
        (Type::List(from) | Type::Set(from), Type::Set(wanted)) => Type::Set(inside(from, wanted)),
        (Type::Tuple(parts), Type::List(wanted)) => {
            Type::List(inside(&unify(parts).unwrap_or(Type::Unsure), wanted))
        }
        (Type::Tuple(parts), Type::Set(wanted)) => {
            Type::Set(inside(&unify(parts).unwrap_or(Type::Unsure), wanted))
        }
        (Type::Object(members), Type::Map(wanted)) => {
            let kinds: Vec<Type> = members.iter().map(|member| member.kind.clone()).collect();
            Type::Map(inside(&unify(&kinds).unwrap_or(Type::Unsure), wanted))
        }
        _ if wanted.has(Type::is_any) => unsure(wanted),
        _ => wanted.clone(),
    }
}

/// A type with any type in it as one of which that part is not known.
fn unsure(wanted: &Type) -> Type {
    let inner = |inner: &Type| Box::new(unsure(inner));
    match wanted {
        Type::Any => Type::Unsure,
        Type::List(element) => Type::List(inner(element)),
        Type::Set(element) => Type::Set(inner(element)),
        Type::Map(element) => Type::Map(inner(element)),
        Type::Tuple(parts) => Type::Tuple(parts.iter().map(unsure).collect()),
        Type::Object(members) => {
            let member = |one: &Member| Member { kind: unsure(&one.kind), ..one.clone() };
            Type::Object(members.iter().map(member).collect())
        }
        simple => simple.clone(),
    }
}

type Parts = (Kind, Collection, Option<Arc<Type>>);

/// A list, set or tuple as a list or set with elements of one type.
fn listed(node: &Node, element: &Type, into: Collection) -> Result<Parts, No> {
    let Kind::List(items, seen) = &node.kind else { return Err(No::Refused) };
    levelled_list(node, (items, *seen), element, into).map_err(|no| refused_now(items.iter(), no))
}

fn levelled_list(
    node: &Node,
    (items, seen): (&[Node], Seen),
    element: &Type,
    into: Collection,
) -> Result<Parts, No> {
    let was_set = node.collection == Collection::Set;
    if was_set && into == Collection::List && items.len() > 1 && !node.is_known() {
        // How many elements there will be is not known.
        let Type::Set(element) = type_of(node) else { return Err(No::Unsure) };
        let why = "a list of a set that is not wholly known";
        let list = ranges::unknown(&Type::List(element), Range::default(), why, node.span);
        return Ok((list.kind, list.collection, list.of));
    }
    let types: Vec<Type> = items.iter().map(type_of).collect();
    let is_tuple = node.collection == Collection::Plain;
    let mut element = element.clone();
    if element.is_any() && !types.is_empty() && is_tuple {
        element = unify(&types)?;
        if element.is_any() && !types.iter().all(Type::is_any) {
            return Err(No::Refused);
        }
    }
    if items.is_empty() && !is_tuple {
        fits_nothing(node, &element)?;
    }
    let of = if element.is_any() && !is_tuple { node.of.clone() } else { element.said() };
    let mut converted = each(items.iter(), &element)?;
    if element.has(Type::is_any) {
        if is_tuple && into == Collection::List {
            converted = level(converted)?;
        }
        one_type(&converted)?;
    }
    if converted.is_empty() && seen == Seen::Partly {
        return Err(No::Unsure);
    }
    if into == Collection::Set {
        // Of a set too: two elements may have become one.
        converted = sets::ordered(converted)?;
    }
    Ok((Kind::List(converted, seen), into, of))
}

/// Whether `parts` that have no type in common surely never will have one. Beside what may be of any
/// type Terraform refuses structures while it plans, and takes them once it knows what is there.
pub(super) fn refused_now<'a>(mut parts: impl Iterator<Item = &'a Node>, no: No) -> No {
    let is_open = |part: &Node| !part.is_known() && type_of(part).has(Type::is_any);
    if parts.any(is_open) { No::Unsure } else { no }
}

/// Even what is empty is converted only if its elements could be.
fn fits_nothing(node: &Node, element: &Type) -> Result<(), No> {
    match node.of.as_deref() {
        Some(of) if can_convert(of, element)? => Ok(()),
        Some(_) => Err(No::Refused),
        None if element.is_any() || element.is_unsure() => Ok(()),
        None => Err(No::Unsure),
    }
}

fn each<'a>(items: impl Iterator<Item = &'a Node>, element: &Type) -> Result<Vec<Node>, No> {
    items.map(|item| convert(item.clone(), element)).collect()
}

/// The members of a map have to be of one type, null aside.
pub(super) fn one_type<'a>(values: impl IntoIterator<Item = &'a Node>) -> Result<(), No> {
    let types = values.into_iter().map(type_of).filter(|kind| !kind.is_any());
    let types: Vec<Type> = types.collect();
    let Some((first, rest)) = types.split_first() else { return Ok(()) };
    match all(rest.iter().map(|kind| first.same(kind))) {
        Some(true) => Ok(()),
        Some(false) => Err(No::Refused),
        None if types.iter().all(Type::is_unsure) => Ok(()),
        None => Err(No::Unsure),
    }
}

/// Converts parts that came out with different types, such as lists of numbers beside lists of
/// texts, to one type.
fn level(parts: Vec<Node>) -> Result<Vec<Node>, No> {
    let types: Vec<Type> = parts.iter().map(type_of).collect();
    if types.is_empty() {
        return Ok(parts);
    }
    let unified = unify(&types)?;
    parts.into_iter().map(|part| convert(part, &unified)).collect()
}

/// An object or map as a map with members of one type.
fn mapped(node: &Node, element: &Type) -> Result<Parts, No> {
    let Kind::Object(entries, seen) = &node.kind else { return Err(No::Refused) };
    if *seen == Seen::Partly {
        return Err(No::Unsure);
    }
    let parts = || entries.iter().map(|entry| &entry.value);
    levelled_map(node, entries, element).map_err(|no| refused_now(parts(), no))
}

fn levelled_map(node: &Node, entries: &[Entry], element: &Type) -> Result<Parts, No> {
    let is_object = node.collection == Collection::Plain;
    let types: Vec<Type> = entries.iter().map(|entry| type_of(&entry.value)).collect();
    let mut element = element.clone();
    if element.is_any() && !types.is_empty() && is_object {
        element = unify(&types)?;
    }
    if entries.is_empty() && !is_object {
        fits_nothing(node, &element)?;
    }
    let of = if element.is_any() && !is_object { node.of.clone() } else { element.said() };
    let mut values = each(entries.iter().map(|entry| &entry.value), &element)?;
    let is_structure =
        matches!(element, Type::List(_) | Type::Set(_) | Type::Map(_) | Type::Object(_));
    if is_structure && element.has(Type::is_any) {
        values = level(values)?;
    }
    if element.has(Type::is_any) {
        one_type(&values)?;
    }
    let entries = entries.iter().zip(values).map(|(entry, value)| Entry { value, ..entry.clone() });
    Ok((Kind::Object(entries.collect(), Seen::Whole), Collection::Map, of))
}

fn tuple(node: &Node, parts: &[Type]) -> Result<Kind, No> {
    let Kind::List(items, seen) = &node.kind else { return Err(No::Refused) };
    if *seen == Seen::Partly {
        return Err(No::Unsure);
    }
    if items.len() != parts.len() || node.collection != Collection::Plain {
        return Err(No::Refused);
    }
    let converted = items.iter().zip(parts).map(|(item, part)| convert(item.clone(), part));
    Ok(Kind::List(converted.collect::<Result<_, _>>()?, *seen))
}

fn object(node: &Node, members: &[Member]) -> Result<Kind, No> {
    let Kind::Object(_, seen) = node.kind else { return Err(No::Refused) };
    let mut entries = Vec::with_capacity(members.len());
    let all = Members::of(node);
    for member in members {
        let written = all.get(&member.name).filter(|entry| {
            // `null` for an optional member means its default.
            !(member.optional && matches!(entry.value.kind, Kind::Null))
        });
        let (value, key_span) = match (written, &member.default) {
            (Some(entry), _) => (entry.value.clone(), entry.key_span),
            (None, _) if seen == Seen::Partly => return Err(No::Unsure),
            (None, Some(default)) => (default.clone(), node.span),
            (None, None) if member.optional => (Node::new(Kind::Null, node.span), node.span),
            (None, None) => return Err(No::Refused),
        };
        let value = convert(value, &member.kind)?;
        entries.push(Entry {
            key: member.name.clone().into(),
            key_span,
            value,
            form: Form::Argument,
        });
    }
    Ok(Kind::Object(entries, seen))
}
