//! Functions on lists, sets, maps and objects.

use super::{Function, Takes, plain};
use crate::evaluate::numbers::Number;
use crate::node::{Collection, Entry, Kind, Node, Scalar, Seen};
use crate::source::Span;

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[
    Function { sees_unknown: true, ..plain("length", &[Takes::Any], Some(Scalar::Number), length) },
    Function {
        name: "concat",
        takes: &[],
        rest: Some(Takes::Any),
        needs: 1,
        gives: None,
        sees_unknown: true,
        work: concat,
    },
    Function {
        name: "merge",
        takes: &[],
        rest: Some(Takes::Any),
        needs: 0,
        gives: None,
        sees_unknown: true,
        work: merge,
    },
];

fn length(arguments: &[Node], span: Span) -> Option<Node> {
    let length = match &arguments.first()?.kind {
        Kind::List(items, Seen::Whole) => {
            // Two elements of a set that are not known may turn out to be one.
            let set = arguments.first()?.collection == Collection::Set;
            if set && items.iter().any(|item| !item.is_known()) {
                return None;
            }
            items.len()
        }
        Kind::Object(entries, Seen::Whole) => entries.len(),
        _ => return None,
    };
    Number::whole(i64::try_from(length).ok()?)?.node(span)
}

fn concat(arguments: &[Node], span: Span) -> Option<Node> {
    let mut all = Vec::new();
    for argument in arguments {
        let Kind::List(items, Seen::Whole) = &argument.kind else { return None };
        all.extend(items.iter().cloned());
    }
    Some(Node::computed(Kind::List(all, Seen::Whole), span))
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
            _ => return None,
        }
    }
    Some(Node::computed(Kind::Object(all, Seen::Whole), span))
}
