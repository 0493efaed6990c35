//! Functions that make one list of others.

use super::{Function, MOST, Takes, count, plain, refused};
use crate::evaluate::convert::convert;
use crate::evaluate::equality::equal;
use crate::evaluate::ranges;
use crate::evaluate::types::{No, Type, type_of};
use crate::evaluate::unify::unify;
use crate::node::{Collection, Kind, Node, Range, Scalar, Seen};
use crate::source::Span;
use std::sync::Arc;

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        rest: Some(Takes::Any),
        sees_unknown: true,
        ..plain("concat", &[Takes::Any], None, concat)
    },
    Function {
        rest: Some(Takes::Any),
        sees_unknown: true,
        ..plain("coalescelist", &[Takes::Any], None, coalescelist)
    },
    plain("compact", &[Takes::Texts], None, compact),
    plain("distinct", &[Takes::List], None, distinct),
    Function { sees_unknown: true, ..plain("flatten", &[Takes::Any], None, flatten) },
    Function { sees_unknown: true, ..plain("reverse", &[Takes::Any], None, reverse) },
    Function {
        sees_unknown: true,
        ..plain("slice", &[Takes::Any, Takes::Number, Takes::Number], None, slice)
    },
    Function { sees_unknown: true, ..plain("sort", &[Takes::Texts], None, sort) },
    Function {
        sees_unknown: true,
        ..plain("chunklist", &[Takes::List, Takes::Number], None, chunklist)
    },
    Function {
        sees_unknown: true,
        ..plain("alltrue", &[Takes::Bools], Some(Scalar::Bool), alltrue)
    },
    Function {
        sees_unknown: true,
        ..plain("anytrue", &[Takes::Bools], Some(Scalar::Bool), anytrue)
    },
];

/// A list of `collection` sort with these elements.
fn made(items: Vec<Node>, collection: Collection, of: Option<Arc<Type>>, span: Span) -> Node {
    let list = Node::computed(Kind::List(items, Seen::Whole), span);
    Node { collection, of, ..list }
}

fn concat(arguments: &[Node], span: Span) -> Option<Node> {
    let mut total = 0_usize;
    for argument in arguments {
        match &argument.kind {
            Kind::List(..) if argument.collection == Collection::Set => {
                return refused(span, "a set cannot be concatenated");
            }
            Kind::List(items, Seen::Whole) => total += items.len(),
            Kind::List(..) => return None,
            Kind::Unknown(unknown) if unknown.scalar.is_none() => return None,
            _ => return refused(span, "only lists can be concatenated"),
        }
    }
    if total > MOST {
        return None;
    }
    let items = |node: &Node| node.items().map(<[Node]>::to_vec).unwrap_or_default();
    if arguments.iter().all(|argument| argument.collection == Collection::List) {
        let types: Vec<Type> = arguments.iter().map(type_of).collect();
        if breaks_down(&types) {
            return None;
        }
        match unify(&types) {
            Ok(wanted) => {
                let mut all = Vec::with_capacity(total);
                for argument in arguments {
                    match convert(argument.clone(), &wanted) {
                        Ok(list) => all.extend(items(&list)),
                        Err(No::Refused) => return refused(span, "lists of other types"),
                        Err(No::Unsure) => return None,
                    }
                }
                let of = match &wanted {
                    Type::List(element) => element.said(),
                    _ => None,
                };
                return Some(made(all, Collection::List, of, span));
            }
            Err(No::Unsure) => return None,
            Err(No::Refused) => {}
        }
    }
    let all = arguments.iter().flat_map(items).collect();
    Some(made(all, Collection::Plain, None, span))
}

/// Whether Terraform's own `concat` breaks down: where it puts lists of objects together with empty ones
/// that may be of any.
fn breaks_down(lists: &[Type]) -> bool {
    let holds_any = |list: &Type| match list {
        Type::List(element) => !element.is_any() && element.has(Type::is_any),
        _ => false,
    };
    let has_objects = |list: &Type| list.has(|part| matches!(part, Type::Object(_)));
    lists.iter().any(holds_any) && lists.iter().any(has_objects)
}

fn coalescelist(arguments: &[Node], span: Span) -> Option<Node> {
    for argument in arguments {
        match &argument.kind {
            Kind::List(..) if argument.collection != Collection::Set => {}
            Kind::Unknown(_) => break,
            Kind::Null if matches!(type_of(argument), Type::List(_) | Type::Tuple(_)) => {}
            Kind::Null if type_of(argument).is_unsure() => return None,
            _ => return refused(span, "only lists can be coalesced"),
        }
    }
    for argument in arguments {
        match &argument.kind {
            Kind::Null => {}
            Kind::List(items, Seen::Whole) if items.is_empty() => {}
            Kind::List(_, Seen::Whole) => return Some(argument.clone()),
            _ => return None,
        }
    }
    refused(span, "all lists are empty")
}

fn compact(arguments: &[Node], span: Span) -> Option<Node> {
    let items = arguments.first()?.items()?.iter();
    let kept = items.filter(|item| item.text().is_some_and(|text| !text.is_empty()));
    Some(made(kept.cloned().collect(), Collection::List, Type::Text.said(), span))
}

fn distinct(arguments: &[Node], span: Span) -> Option<Node> {
    let list = arguments.first()?;
    let mut kept: Vec<Node> = Vec::new();
    for item in list.items()? {
        let mut is_new = true;
        for earlier in &kept {
            is_new &= !equal(earlier, item)?;
        }
        if is_new {
            kept.push(item.clone());
        }
        if kept.len() > 5_000 {
            return None;
        }
    }
    Some(made(kept, Collection::List, list.of.clone(), span))
}

fn flatten(arguments: &[Node], span: Span) -> Option<Node> {
    let list = arguments.first()?;
    match &list.kind {
        Kind::List(..) => {
            let mut flat = Vec::new();
            flatten_into(list, &mut flat)?;
            Some(made(flat, Collection::Plain, None, span))
        }
        // Terraform does not look at the type of what is not known.
        Kind::Unknown(_) | Kind::Template(_) => None,
        _ => refused(span, "only lists can be flattened"),
    }
}

/// Adds what is in `list`; `None` where something in it may turn out to be a list.
fn flatten_into(list: &Node, flat: &mut Vec<Node>) -> Option<()> {
    let Kind::List(items, Seen::Whole) = &list.kind else { return None };
    if list.collection == Collection::Set && items.len() > 1 && !list.is_known() {
        return None;
    }
    for item in items {
        match &item.kind {
            Kind::List(..) => flatten_into(item, flat)?,
            Kind::Unknown(_) | Kind::OneOf(_) => match type_of(item) {
                Type::Text | Type::Number | Type::Bool | Type::Object(_) | Type::Map(_) => {
                    flat.push(item.clone());
                }
                _ => return None,
            },
            _ => flat.push(item.clone()),
        }
    }
    (flat.len() <= MOST).then_some(())
}

fn reverse(arguments: &[Node], span: Span) -> Option<Node> {
    let list = arguments.first()?;
    match &list.kind {
        Kind::List(items, Seen::Whole) => {
            let is_set = list.collection == Collection::Set;
            if is_set && !list.is_known() {
                return None;
            }
            let collection = if is_set { Collection::List } else { list.collection };
            let items = items.iter().rev().cloned().collect();
            Some(made(items, collection, list.of.clone(), span))
        }
        Kind::List(..) => None,
        Kind::Unknown(unknown) if unknown.scalar.is_none() => None,
        _ => refused(span, "only lists can be reversed"),
    }
}

fn slice(arguments: &[Node], span: Span) -> Option<Node> {
    let [list, start, end] = arguments else { return None };
    match &list.kind {
        Kind::List(items, Seen::Whole) if list.collection != Collection::Set => {
            if !start.is_known() || !end.is_known() {
                return None;
            }
            let index = |node: &Node| count(node).and_then(|index| usize::try_from(index).ok());
            let (Some(start), Some(end)) = (index(start), index(end)) else {
                return refused(span, "no index of the list");
            };
            let Some(part) = items.get(start..end) else {
                return refused(span, "no part of the list");
            };
            Some(made(part.to_vec(), list.collection, list.of.clone(), span))
        }
        Kind::List(_, Seen::Partly) => None,
        Kind::Unknown(unknown) if unknown.scalar.is_none() => None,
        _ => refused(span, "only lists can be sliced"),
    }
}

fn sort(arguments: &[Node], span: Span) -> Option<Node> {
    let list = arguments.first()?;
    if !list.is_known() {
        // In whatever order, there will be as many of them.
        let range = Range { there: true, ..ranges::of(list) };
        let kind = Type::List(Box::new(Type::Text));
        return Some(ranges::unknown(&kind, range, "the order is not known", span));
    }
    let mut items = list.items()?.to_vec();
    if items.iter().any(|item| item.text().is_none()) {
        return refused(span, "null cannot be sorted");
    }
    items.sort_by(|one, other| one.text().cmp(&other.text()));
    Some(made(items, Collection::List, Type::Text.said(), span))
}

fn chunklist(arguments: &[Node], span: Span) -> Option<Node> {
    let [list, size] = arguments else { return None };
    let Kind::List(items, Seen::Whole) = &list.kind else { return None };
    if !size.is_known() {
        return None;
    }
    let Some(size) = count(size).and_then(|size| usize::try_from(size).ok()) else {
        return refused(span, "no size of a list");
    };
    let size = if size == 0 { items.len().max(1) } else { size };
    let chunks = items.chunks(size);
    let chunks = chunks.map(|part| made(part.to_vec(), Collection::List, list.of.clone(), span));
    Some(made(chunks.collect(), Collection::List, type_of(list).said(), span))
}

fn alltrue(arguments: &[Node], span: Span) -> Option<Node> {
    let mut all = true;
    for item in arguments.first()?.items()? {
        match item.kind {
            Kind::Bool(value) => all &= value,
            Kind::Null => all = false,
            // Terraform goes no further than to what it does not know.
            _ => return None,
        }
        if !all {
            break;
        }
    }
    Some(Node::computed(Kind::Bool(all), span))
}

fn anytrue(arguments: &[Node], span: Span) -> Option<Node> {
    let items = arguments.first()?.items()?;
    let any = items.iter().any(|item| matches!(item.kind, Kind::Bool(true)));
    let known = items.iter().all(Node::is_known);
    (any || known).then(|| Node::computed(Kind::Bool(any), span))
}
