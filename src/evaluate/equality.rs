//! `==`: what is equal to what, also where not all is known.

use super::numbers;
use super::ranges;
use super::types::{Type, all, type_of};
use crate::node::{Collection, Entry, Kind, Node, Seen};
use std::cmp::Ordering;

/// Whether two values are equal; values of different types never are, but null is null. `None` where
/// Terraform does not know it either, or where it hangs on a type that is not followed.
pub(super) fn equal(left: &Node, right: &Node) -> Option<bool> {
    match (is_null(left), is_null(right)) {
        (true, true) => return Some(true),
        (true, false) if ranges::of(right).there => return Some(false),
        (false, true) if ranges::of(left).there => return Some(false),
        (false, false) => {}
        _ => return None,
    }
    let open =
        |node: &Node| matches!(node.kind, Kind::Unknown(_) | Kind::Template(_) | Kind::OneOf(_));
    match (open(left), open(right)) {
        (true, true) => None,
        (true, false) => may_be(left, right),
        (false, true) => may_be(right, left),
        (false, false) => known(left, right),
    }
}

fn is_null(node: &Node) -> bool {
    matches!(node.kind, Kind::Null | Kind::Absent)
}

/// Whether what is not known may turn out to be this value: `Some(false)` where it will not.
fn may_be(open: &Node, value: &Node) -> Option<bool> {
    let (wanted, given) = (type_of(open), type_of(value));
    let differs = || given.same(&wanted) == Some(false);
    let whole = |kind: &Type| !kind.has(Type::is_any) && !kind.has(Type::is_unsure);
    if conforms(&given, &wanted) == Some(false) || whole(&wanted) && differs() {
        return Some(false);
    }
    let is_outside = if let Kind::Text(text) = &value.kind {
        !text.starts_with(&ranges::prefix(open)?)
    } else {
        let (range, exact) = (ranges::of(open), ranges::of(value));
        let beyond = |bound: Option<String>, value: Option<String>, way: Ordering| {
            bound.zip(value).is_some_and(|(bound, value)| ranges::compare(&value, &bound) == way)
        };
        beyond(range.least, exact.least, Ordering::Less)
            || beyond(range.most, exact.most, Ordering::Greater)
    };
    if is_outside { Some(false) } else { None }
}

/// Whether a value of type `given` is one of type `wanted`, in which any type may stand for parts.
fn conforms(given: &Type, wanted: &Type) -> Option<bool> {
    match (given, wanted) {
        (_, Type::Any) => Some(true),
        (Type::Unsure, _) | (_, Type::Unsure) => None,
        (Type::List(given), Type::List(wanted))
        | (Type::Set(given), Type::Set(wanted))
        | (Type::Map(given), Type::Map(wanted)) => conforms(given, wanted),
        (Type::Tuple(given), Type::Tuple(wanted)) if given.len() == wanted.len() => {
            all(given.iter().zip(wanted).map(|(given, wanted)| conforms(given, wanted)))
        }
        (Type::Object(given), Type::Object(wanted)) if given.len() == wanted.len() => {
            all(wanted.iter().map(|member| {
                let twin = given.iter().find(|twin| twin.name == member.name);
                twin.map_or(Some(false), |twin| conforms(&twin.kind, &member.kind))
            }))
        }
        _ => given.same(wanted),
    }
}

/// Whether two values are equal that are known but for some of their parts.
fn known(left: &Node, right: &Node) -> Option<bool> {
    let (one, other) = (type_of(left), type_of(right));
    if !(has_whole_type(left) && has_whole_type(right)) {
        let fits = conforms(&one, &other)? || conforms(&other, &one)?;
        return if fits { None } else { Some(false) };
    }
    match (one.same(&other), parts(left, right)) {
        (Some(true), found) => found,
        (Some(false), _) => Some(false),
        (None, Some(false)) if left.is_known() && right.is_known() => Some(false),
        (None, _) => None,
    }
}

/// Whether no part of a value may still be of any type.
fn has_whole_type(node: &Node) -> bool {
    match &node.kind {
        Kind::Unknown(_) => !type_of(node).has(Type::is_any),
        Kind::List(items, _) => items.iter().all(has_whole_type),
        Kind::Object(entries, _) => entries.iter().all(|entry| has_whole_type(&entry.value)),
        _ => true,
    }
}

/// Whether two values of one type are equal.
fn parts(left: &Node, right: &Node) -> Option<bool> {
    match (&left.kind, &right.kind) {
        (Kind::Text(left), Kind::Text(right)) => Some(left == right),
        (Kind::Number(_), Kind::Number(_)) => numbers::equal(left, right),
        (Kind::Bool(left), Kind::Bool(right)) => Some(left == right),
        (Kind::List(one, Seen::Whole), Kind::List(other, Seen::Whole)) => {
            if left.collection == Collection::Set {
                return sets(one, other);
            }
            if one.len() != other.len() {
                return Some(false);
            }
            // The first pair that is not surely equal settles it.
            for (one, other) in one.iter().zip(other) {
                match equal(one, other) {
                    Some(true) => {}
                    unequal => return unequal,
                }
            }
            Some(true)
        }
        (Kind::Object(one, Seen::Whole), Kind::Object(other, Seen::Whole)) => members(one, other),
        _ => None,
    }
}

/// Whether two sets are equal. An element with unknown parts is in no other set for Terraform.
fn sets(one: &[Node], other: &[Node]) -> Option<bool> {
    let open =
        |item: &Node| matches!(item.kind, Kind::Unknown(_) | Kind::Template(_) | Kind::OneOf(_));
    if one.iter().chain(other).any(open) {
        return None;
    }
    let has = |set: &[Node], item: &Node| {
        let mut found = Some(false);
        for element in set {
            match equal(element, item) {
                Some(true) => return Some(true),
                None if element.is_known() && item.is_known() => found = None,
                _ => {}
            }
        }
        found
    };
    all(one.iter().map(|item| has(other, item)).chain(other.iter().map(|item| has(one, item))))
}

/// Whether the members of two objects or maps are equal. Terraform goes through them in no order, so
/// that a difference settles it only where none of them is unknown.
fn members(one: &[Entry], other: &[Entry]) -> Option<bool> {
    let last = |entries: &'_ [Entry], key: &str| -> Option<Node> {
        entries.iter().rev().find(|entry| entry.key == key).map(|entry| entry.value.clone())
    };
    let within = |one: &[Entry], other: &[Entry]| {
        one.iter().all(|entry| other.iter().any(|twin| twin.key == entry.key))
    };
    if !within(one, other) || !within(other, one) {
        return Some(false);
    }
    let each = one.iter().map(|entry| equal(&last(one, &entry.key)?, &last(other, &entry.key)?));
    let each: Vec<Option<bool>> = each.collect();
    if each.contains(&None) { None } else { Some(!each.contains(&Some(false))) }
}
