//! Functions that look into lists.

use super::{Function, Takes, count, plain, refused};
use crate::evaluate::convert::convert;
use crate::evaluate::equality::equal;
use crate::evaluate::for_each::members;
use crate::evaluate::numbers::Number;
use crate::evaluate::ranges;
use crate::evaluate::sets::holds;
use crate::evaluate::types::{No, Type, type_of};
use crate::evaluate::unify::unify;
use crate::node::{Collection, Kind, Node, Range, Scalar, Seen};
use crate::source::Span;
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation;

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[
    Function { sees_unknown: true, ..plain("length", &[Takes::Any], Some(Scalar::Number), length) },
    Function {
        sees_unknown: true,
        ..plain("element", &[Takes::Any, Takes::Number], None, element)
    },
    Function {
        sees_unknown: true,
        ..plain("contains", &[Takes::Any, Takes::Any], Some(Scalar::Bool), contains)
    },
    Function {
        sees_unknown: true,
        ..plain("index", &[Takes::Any, Takes::Any], Some(Scalar::Number), index)
    },
    Function {
        sees_unknown: true,
        ..plain("matchkeys", &[Takes::List, Takes::List, Takes::List], None, matchkeys)
    },
    Function { sees_unknown: true, ..plain("one", &[Takes::Any], None, one) },
];

/// Whether it is not known of which sort a value is.
fn is_open(node: &Node) -> bool {
    match &node.kind {
        Kind::Unknown(unknown) => unknown.scalar.is_none(),
        Kind::OneOf(_) | Kind::List(_, Seen::Partly) | Kind::Object(_, Seen::Partly) => true,
        _ => false,
    }
}

fn length(arguments: &[Node], span: Span) -> Option<Node> {
    let value = arguments.first()?;
    let foreseen = |least: Option<String>, most: Option<String>| {
        let least = least.or_else(|| Some("0".to_owned()));
        let range = Range { there: true, least, most, prefix: None };
        ranges::unknown(&Type::Number, range, "the length is not known", span)
    };
    let length = match &value.kind {
        Kind::List(items, Seen::Whole) => {
            // Two elements of a set that are not known may turn out to be one.
            let is_set = value.collection == Collection::Set;
            if is_set && items.len() > 1 && !value.is_known() {
                return Some(foreseen(Some("1".to_owned()), Some(items.len().to_string())));
            }
            items.len()
        }
        Kind::Object(entries, Seen::Whole) => members(entries).len(),
        Kind::Text(text) => characters(text)?,
        Kind::Template(_) => {
            let prefix = ranges::prefix(value)?;
            return Some(foreseen(Some(characters(&prefix)?.to_string()), None));
        }
        Kind::Unknown(_) => match type_of(value) {
            Type::Text => return Some(foreseen(None, None)),
            Type::List(_) | Type::Set(_) | Type::Map(_) => {
                let range = ranges::of(value);
                return Some(foreseen(range.least, range.most));
            }
            Type::Tuple(parts) => parts.len(),
            Type::Object(members) => members.len(),
            Type::Any | Type::Unsure => return None,
            Type::Number | Type::Bool => return refused(span, "it has no length"),
        },
        _ if is_open(value) => return None,
        _ => return refused(span, "it has no length"),
    };
    Number::whole(i64::try_from(length).ok()?)?.node(span)
}

/// How many characters a reader sees. Terraform and we differ in the scripts of India, for which the
/// rules have changed since.
fn characters(text: &str) -> Option<usize> {
    let indic = text.chars().any(|c| ('\u{900}'..='\u{DFF}').contains(&c));
    (!indic).then(|| text.graphemes(true).count())
}

fn element(arguments: &[Node], span: Span) -> Option<Node> {
    let [list, index] = arguments else { return None };
    match &list.kind {
        _ if is_open(list) => None,
        Kind::List(items, _) if list.collection != Collection::Set => {
            if !index.is_known() {
                return None;
            }
            let Some(index) = count(index) else { return refused(span, "no whole number") };
            let length = i64::try_from(items.len()).ok().filter(|length| *length > 0);
            let Some(length) = length else { return refused(span, "the list is empty") };
            // Terraform looks up the type of a tuple's element at an index below zero.
            if list.collection == Collection::Plain && index % length < 0 {
                return refused(span, "an index below zero");
            }
            let index = usize::try_from(index.rem_euclid(length)).ok()?;
            items.get(index).cloned()
        }
        _ => refused(span, "it has no elements in order"),
    }
}

fn contains(arguments: &[Node], span: Span) -> Option<Node> {
    let [list, value] = arguments else { return None };
    if is_open(list) {
        return None;
    }
    let Some(items) = list.items() else { return refused(span, "it has no elements") };
    let found = match &value.kind {
        Kind::Null => return refused(span, "null is not looked for"),
        Kind::Unknown(_) | Kind::Template(_) | Kind::OneOf(_) => None,
        _ => holds(items, value),
    };
    found.map(|found| Node::computed(Kind::Bool(found), span))
}

fn index(arguments: &[Node], span: Span) -> Option<Node> {
    let [list, value] = arguments else { return None };
    if is_open(list) {
        return None;
    }
    let Some(items) = list.items().filter(|_| list.collection != Collection::Set) else {
        return refused(span, "it has no elements in order");
    };
    match &value.kind {
        Kind::Null => return refused(span, "null is not looked for"),
        Kind::Unknown(_) | Kind::Template(_) | Kind::OneOf(_) => return None,
        _ => {}
    }
    for (index, item) in items.iter().enumerate() {
        if equal(item, value)? {
            return Number::whole(i64::try_from(index).ok()?)?.node(span);
        }
    }
    refused(span, "it is not in the list")
}

fn matchkeys(arguments: &[Node], span: Span) -> Option<Node> {
    let [values, keys, wanted] = arguments else { return None };
    let unified = match unify(&[type_of(keys), type_of(wanted)]) {
        Ok(unified) => unified,
        Err(No::Refused) => return refused(span, "keys of another type"),
        Err(No::Unsure) => return None,
    };
    let of = values.of.clone();
    let keys = convert(keys.clone(), &unified).ok()?;
    let wanted = convert(wanted.clone(), &unified).ok()?;
    let (values, keys, wanted) = (values.items()?, keys.items()?, wanted.items()?);
    if values.len() != keys.len() {
        return refused(span, "as many keys as values are needed");
    }
    if !wanted.is_empty() && !values.iter().chain(keys).all(Node::is_known) {
        return None;
    }
    let mut found = Vec::new();
    'keys: for (key, value) in keys.iter().zip(values) {
        for one in wanted {
            match equal(key, one) {
                Some(true) => {
                    found.push(value.clone());
                    continue 'keys;
                }
                Some(false) => {}
                // Terraform takes what it does not know for no match at all.
                None if matches!(&one.kind, Kind::Unknown(unknown) if unknown.scalar.is_some()) => {
                    found.clear();
                    break 'keys;
                }
                None => return None,
            }
        }
    }
    let list = Node::computed(Kind::List(found, Seen::Whole), span);
    Some(Node { collection: Collection::List, of, ..list })
}

fn one(arguments: &[Node], span: Span) -> Option<Node> {
    let list = arguments.first()?;
    if is_open(list) {
        return None;
    }
    let Some(items) = list.items() else { return refused(span, "it is no list") };
    match items {
        [] => {
            let of = match type_of(list) {
                Type::List(element) | Type::Set(element) => Some(Arc::from(element)),
                _ => None,
            };
            Some(Node { of, ..Node::computed(Kind::Null, span) })
        }
        [only] => Some(only.clone()),
        // Elements of a set that are not known may turn out to be one.
        _ if list.collection == Collection::Set && !list.is_known() => None,
        _ => refused(span, "it has more than one element"),
    }
}
