//! Functions on sets.

use super::{Function, MOST, Takes, plain, refused, results};
use crate::evaluate::convert::{convert, one_type, refused_now};
use crate::evaluate::ranges;
use crate::evaluate::sets::{holds, ordered};
use crate::evaluate::types::{No, Type, type_of};
use crate::evaluate::unify::unify;
use crate::node::{Collection, Kind, Node, Range, Seen};
use crate::source::Span;

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        rest: Some(Takes::Set),
        ..plain("setintersection", &[Takes::Set], None, setintersection)
    },
    plain("setsubtract", &[Takes::Set, Takes::Set], None, setsubtract),
    Function {
        rest: Some(Takes::Set),
        sees_unknown: true,
        ..plain("setunion", &[Takes::Set], None, setunion)
    },
    Function {
        rest: Some(Takes::Any),
        sees_unknown: true,
        ..plain("setproduct", &[Takes::Any, Takes::Any], None, setproduct)
    },
];

/// The elements of all sets as elements of one type, which is said too.
fn elements(sets: &[Node]) -> Result<(Vec<Vec<Node>>, Type), No> {
    let mut types = Vec::new();
    for set in sets {
        let Type::Set(element) = type_of(set) else { return Err(No::Unsure) };
        let is_empty = set.items().is_some_and(<[Node]>::is_empty);
        if is_empty && element.is_unsure() {
            return Err(No::Unsure);
        }
        // An empty set of anything is one of whatever the others are.
        if !(is_empty && element.is_any()) {
            types.push(*element);
        }
    }
    let element = if types.is_empty() { Type::Any } else { unify(&types)? };
    if element.is_any() && !types.iter().all(Type::is_any) {
        return Err(refused_now(sets.iter(), No::Refused));
    }
    let wanted = Type::Set(Box::new(element.clone()));
    let mut all = Vec::with_capacity(sets.len());
    let mut kinds: Vec<Type> = Vec::with_capacity(sets.len());
    for set in sets {
        let set = convert(set.clone(), &wanted)?;
        kinds.push(type_of(&set));
        all.push(set.items().ok_or(No::Unsure)?.to_vec());
    }
    // Where the type of the elements is still open, the sets may have come out differently.
    let differ = |kind: &Type| kinds.iter().any(|other| kind.same(other) == Some(false));
    if element.has(Type::is_any) && kinds.iter().any(differ) {
        return Err(No::Refused);
    }
    Ok((all, element))
}

/// Puts sets together one after the other.
fn combined(
    sets: &[Node],
    span: Span,
    combine: impl Fn(Vec<Node>, &[Node]) -> Option<Vec<Node>>,
) -> Option<Node> {
    let (all, element) = match elements(sets) {
        Ok(found) => found,
        Err(No::Refused) => return refused(span, "sets of other types"),
        Err(No::Unsure) => return None,
    };
    if all.iter().map(Vec::len).sum::<usize>() > 5_000 {
        return None;
    }
    let mut all = all.into_iter();
    let mut so_far = all.next()?;
    for next in all {
        so_far = combine(so_far, &next)?;
    }
    Some(set(ordered(so_far).ok()?, &element, span))
}

fn set(items: Vec<Node>, element: &Type, span: Span) -> Node {
    let list = Node::computed(Kind::List(items, Seen::Whole), span);
    Node { collection: Collection::Set, of: element.said(), ..list }
}

/// Those of `items` that are in `others`, or that are not.
fn kept(items: Vec<Node>, others: &[Node], inside: bool) -> Option<Vec<Node>> {
    let mut kept = Vec::with_capacity(items.len());
    for item in items {
        if holds(others, &item)? == inside {
            kept.push(item);
        }
    }
    Some(kept)
}

fn setintersection(arguments: &[Node], span: Span) -> Option<Node> {
    combined(arguments, span, |one, other| kept(one, other, true))
}

fn setsubtract(arguments: &[Node], span: Span) -> Option<Node> {
    combined(arguments, span, |one, other| kept(one, other, false))
}

fn setunion(arguments: &[Node], span: Span) -> Option<Node> {
    combined(arguments, span, |mut one, other| {
        one.extend(other.iter().cloned());
        Some(one)
    })
}

fn setproduct(arguments: &[Node], span: Span) -> Option<Node> {
    let mut factors: Vec<Vec<Node>> = Vec::with_capacity(arguments.len());
    let mut types: Vec<Type> = Vec::with_capacity(arguments.len());
    let mut total = 1_usize;
    for argument in arguments {
        let is_set = argument.collection == Collection::Set;
        match &argument.kind {
            Kind::List(items, _) if is_set && items.len() > 1 && !argument.is_known() => {
                return foreseen(arguments, span);
            }
            Kind::Unknown(_) => return foreseen(arguments, span),
            Kind::List(items, Seen::Whole) => match uniform(argument, items) {
                Ok((items, element)) => {
                    total = total.saturating_mul(items.len());
                    factors.push(items);
                    types.push(element);
                }
                Err(No::Refused) => return refused(span, "elements of different types"),
                Err(No::Unsure) => return None,
            },
            Kind::List(..) | Kind::OneOf(_) => return None,
            _ => return refused(span, "only sets and lists can be multiplied"),
        }
    }
    if total > MOST {
        return None;
    }
    let mut rows: Vec<Vec<Node>> = vec![Vec::new()];
    for factor in &factors {
        let longer = |row: &Vec<Node>| -> Vec<Vec<Node>> {
            let with = |item: &Node| row.iter().chain([item]).cloned().collect();
            factor.iter().map(with).collect()
        };
        rows = rows.iter().flat_map(longer).collect();
    }
    let tuples = rows.into_iter().map(|row| Node::computed(Kind::List(row, Seen::Whole), span));
    let tuples: Vec<Node> = tuples.collect();
    let element = Type::Tuple(types);
    if arguments.iter().any(|argument| argument.collection == Collection::Set) {
        return Some(set(ordered(tuples).ok()?, &element, span));
    }
    Some(Node { collection: Collection::List, ..set(tuples, &element, span) })
}

/// How long a product may get of sets of which some are not wholly known.
fn foreseen(arguments: &[Node], span: Span) -> Option<Node> {
    let kind = results::of("setproduct", arguments).ok()?;
    let mut most = Some(1_usize);
    for argument in arguments {
        let length = match type_of(argument) {
            Type::Tuple(parts) => Some(parts.len()),
            _ => ranges::of(argument).most.and_then(|most| most.parse().ok()),
        };
        // Terraform does not reckon with larger ones.
        let length = length.filter(|length| *length <= 1024);
        most = most.zip(length).map(|(one, other)| one * other).filter(|most| *most <= 2048);
    }
    let bound = |length: usize| Some(length.to_string());
    let range = Range {
        there: true,
        least: most.and_then(|most| bound(most.min(1))),
        most: most.and_then(bound),
        prefix: None,
    };
    Some(ranges::unknown(&kind, range, "the sets are not wholly known", span))
}

/// The elements of a list as elements of one type, and that type.
fn uniform(list: &Node, items: &[Node]) -> Result<(Vec<Node>, Type), No> {
    if list.collection != Collection::Plain {
        return match type_of(list) {
            Type::List(element) | Type::Set(element) => Ok((items.to_vec(), *element)),
            _ => Err(No::Unsure),
        };
    }
    if items.is_empty() {
        return Ok((Vec::new(), Type::Any));
    }
    let types: Vec<Type> = items.iter().map(type_of).collect();
    let wanted = unify(&types)?;
    if wanted.is_any() && !types.iter().all(Type::is_any) {
        return Err(refused_now(items.iter(), No::Refused));
    }
    let items: Result<Vec<Node>, No> =
        items.iter().map(|item| convert(item.clone(), &wanted)).collect();
    let items = items?;
    one_type(&items)?;
    Ok((items, wanted))
}
