//! Functions that count, add up and compare numbers in lists.

use super::{Function, Takes, plain, refused};
use crate::evaluate::convert::convert;
use crate::evaluate::numbers::compare;
use crate::evaluate::operators::binary;
use crate::evaluate::types::{No, Type};
use crate::node::{Collection, Kind, Node, Scalar, Seen};
use crate::source::Span;
use hcl_edit::expr::BinaryOperator;

/// Terraform makes no longer ranges.
const LONGEST: usize = 1024;

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[
    Function { rest: Some(Takes::Number), ..plain("max", &[Takes::Number], NUMBER, max) },
    Function { rest: Some(Takes::Number), ..plain("min", &[Takes::Number], NUMBER, min) },
    Function {
        needs: 1,
        ..plain("range", &[Takes::Number, Takes::Number, Takes::Number], None, range)
    },
    plain("sum", &[Takes::Any], NUMBER, sum),
];

const NUMBER: Option<Scalar> = Some(Scalar::Number);

fn max(arguments: &[Node], span: Span) -> Option<Node> {
    let most = arguments.iter().max_by(|one, other| compare(one, other))?;
    Some(Node::computed(most.kind.clone(), span))
}

fn min(arguments: &[Node], span: Span) -> Option<Node> {
    let least = arguments.iter().min_by(|one, other| compare(one, other))?;
    Some(Node::computed(least.kind.clone(), span))
}

fn range(arguments: &[Node], span: Span) -> Option<Node> {
    let number = |digits: &str| Node::computed(Kind::Number(digits.to_owned()), span);
    let below = |one: &Node, other: &Node| compare(one, other).is_lt();
    let zero = number("0");
    let unit = |down: bool| number(if down { "-1" } else { "1" });
    let (start, end, step) = match arguments {
        [end] => (zero.clone(), end.clone(), unit(below(end, &zero))),
        [start, end] => (start.clone(), end.clone(), unit(below(end, start))),
        [start, end, step] => (start.clone(), end.clone(), step.clone()),
        _ => return None,
    };
    let down = below(&step, &zero);
    let wrong_way = if down { below(&start, &end) } else { below(&end, &start) };
    if wrong_way || compare(&step, &zero).is_eq() {
        return refused(span, "it never comes to its end");
    }
    let mut items = Vec::new();
    let mut next = start;
    while if down { below(&end, &next) } else { below(&next, &end) } {
        if items.len() == LONGEST {
            return refused(span, "more than 1024 numbers");
        }
        items.push(next.clone());
        next = binary(BinaryOperator::Plus, &[&next, &step], span);
        if !next.is_known() {
            return None;
        }
    }
    let list = Node::computed(Kind::List(items, Seen::Whole), span);
    Some(Node { collection: Collection::List, of: Type::Number.said(), ..list })
}

fn sum(arguments: &[Node], span: Span) -> Option<Node> {
    let Some(items) = arguments.first()?.items() else { return refused(span, "it is no list") };
    let mut total: Option<Node> = None;
    for item in items {
        let item = match convert(item.clone(), &Type::Number) {
            Ok(Node { kind: Kind::Null, .. }) | Err(No::Refused) => {
                return refused(span, "not all of them are numbers");
            }
            Ok(item) => item,
            Err(No::Unsure) => return None,
        };
        total = Some(match total {
            Some(total) => binary(BinaryOperator::Plus, &[&total, &item], span),
            None => Node::computed(item.kind, span),
        });
    }
    total.or_else(|| refused(span, "nothing to add up"))
}
