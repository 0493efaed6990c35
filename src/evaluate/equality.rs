//! `==`: what is equal to what, also where not all is known.

use super::numbers;
use super::sets;
use super::types::{all, type_of};
use crate::node::{Collection, Entry, Kind, Node, Piece, Seen};

/// Whether two values are equal; values of different types never are, but null is null. `None` where
/// Terraform does not know it either, or where it hangs on a type that is not followed.
pub(super) fn equal(left: &Node, right: &Node) -> Option<bool> {
    let null = |node: &Node| matches!(node.kind, Kind::Null | Kind::Absent);
    let open = |node: &Node| matches!(node.kind, Kind::Unknown(_) | Kind::OneOf(_));
    if null(left) && null(right) {
        return Some(true);
    }
    if null(left) || null(right) {
        // A text with unknown pieces is a text, whatever they turn out to be.
        return if open(left) || open(right) { None } else { Some(false) };
    }
    if let (Kind::Template(pieces), Kind::Text(text)) | (Kind::Text(text), Kind::Template(pieces)) =
        (&left.kind, &right.kind)
    {
        return may_begin(pieces, text);
    }
    let same = type_of(left).same(&type_of(right));
    let partly = |node: &Node| open(node) || matches!(node.kind, Kind::Template(_));
    if partly(left) || partly(right) {
        return if same == Some(false) { Some(false) } else { None };
    }
    match (same, parts(left, right)) {
        (Some(true), found) => found,
        (Some(false), _) => Some(false),
        (None, Some(false)) if left.is_known() && right.is_known() => Some(false),
        (None, _) => None,
    }
}

/// Whether a text with unknown pieces may still be `text`: `Some(false)` where it begins otherwise.
/// Its last known character may be changed by one that combines with it, and Terraform looks at the
/// first 128 bytes only.
fn may_begin(pieces: &[Piece], text: &str) -> Option<bool> {
    let Some(Piece::Text(prefix)) = pieces.first() else { return None };
    let prefix = prefix.get(..prefix.len().min(128))?;
    let sure = prefix.get(..prefix.len().checked_sub(1)?)?;
    if !prefix.is_ascii() || !text.is_ascii() || text.starts_with(sure) {
        None
    } else {
        Some(false)
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
                let all_known = |items: &[Node]| items.iter().all(Node::is_known);
                if !all_known(one) || !all_known(other) {
                    return None;
                }
                let within = |one: &[Node], other: &[Node]| {
                    all(one.iter().map(|item| sets::holds(other, item)))
                };
                return all([within(one, other), within(other, one)].into_iter());
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
