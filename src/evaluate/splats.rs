//! `value[*]` and `value.*`: what is no list is taken for a list of itself, and null for an empty one.

use super::expression::refusal;
use super::ranges;
use super::types::{Type, type_of};
use crate::node::{Collection, Kind, Node, Range, Seen};
use crate::source::Span;

/// What `each` makes of every element of `value`.
pub(super) fn splat(value: &Node, span: Span, each: impl Fn(Node) -> Node) -> Node {
    let (items, seen, collection) = match &value.kind {
        Kind::Null if is_no_list(&type_of(value)) => (Vec::new(), Seen::Whole, Collection::Plain),
        Kind::List(items, seen) => {
            let is_tuple = value.collection == Collection::Plain;
            (items.clone(), *seen, if is_tuple { Collection::Plain } else { Collection::List })
        }
        Kind::Unknown(_) => return of_unknown(value, span, each),
        Kind::OneOf(_) | Kind::Absent => {
            return Node::unknown(span, "a splat of something that is not known");
        }
        Kind::Null => return Node::refused(span, "a splat of a list that is null"),
        _ => (vec![value.clone()], Seen::Whole, Collection::Plain),
    };
    if items.is_empty() && collection == Collection::List {
        // What would be done to the elements is tried on one that is not there.
        let kind = value.of.as_deref().unwrap_or(&Type::Unsure);
        let part = each(ranges::unknown(kind, Range::default(), "an element of nothing", span));
        let of = type_of(&part).said();
        let list = Node { collection, of, ..Node::computed(Kind::List(items, seen), span) };
        return refusal([&part].into_iter(), span).unwrap_or(list);
    }
    let items: Vec<Node> = items.into_iter().map(each).collect();
    let list = |items| Node { collection, ..Node::computed(Kind::List(items, seen), span) };
    refusal(items.iter(), span).unwrap_or_else(|| list(items))
}

/// A splat of what is not known has a type, and from a list its length.
fn of_unknown(value: &Node, span: Span, each: impl Fn(Node) -> Node) -> Node {
    let why = "a splat of something that is not known";
    let range = ranges::of(value);
    let element = |kind: &Type| ranges::unknown(kind, Range::default(), why, span);
    match type_of(value) {
        Type::Unsure => Node::unknown(span, why),
        Type::Any => ranges::dynamic(why, span),
        Type::List(kind) | Type::Set(kind) => {
            let part = each(element(&kind));
            let list = Type::List(Box::new(type_of(&part)));
            let range = Range { there: true, prefix: None, ..range };
            refusal([&part].into_iter(), span)
                .unwrap_or_else(|| ranges::unknown(&list, range, why, span))
        }
        Type::Tuple(kinds) => {
            let parts: Vec<Node> = kinds.iter().map(|kind| each(element(kind))).collect();
            let tuple = Type::Tuple(parts.iter().map(type_of).collect());
            let range = Range { there: true, ..Range::default() };
            refusal(parts.iter(), span).unwrap_or_else(|| ranges::unknown(&tuple, range, why, span))
        }
        _ if range.there => {
            let part = each(value.clone());
            refusal([&part].into_iter(), span)
                .unwrap_or_else(|| Node::computed(Kind::List(vec![part], Seen::Whole), span))
        }
        _ => {
            // It is one element or, if it is null, none; but that one has to have what follows.
            let part = each(value.clone());
            refusal([&part].into_iter(), span).unwrap_or_else(|| ranges::dynamic(why, span))
        }
    }
}

/// Whether null of this type is nothing rather than a list that is not there.
fn is_no_list(kind: &Type) -> bool {
    !matches!(kind, Type::List(_) | Type::Set(_) | Type::Tuple(_) | Type::Unsure)
}
