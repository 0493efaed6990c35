//! Operators on known values, with Terraform's conversions between texts, numbers and booleans.

use super::numbers::{self, Number, Operand};
use crate::node::{Collection, Kind, Node, Seen};
use crate::source::Span;
use hcl_edit::expr::{BinaryOperator, UnaryOperator};
use std::cmp::Ordering;

/// A value as Terraform turns it into a text; `None` if it is not known or cannot be turned.
pub(super) fn as_text(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Text(text) | Kind::Number(text) => Some(text.clone()),
        Kind::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// A value as Terraform turns it into a boolean.
pub(super) fn as_bool(node: &Node) -> Option<bool> {
    match &node.kind {
        Kind::Bool(value) => Some(*value),
        Kind::Text(text) if text == "true" => Some(true),
        Kind::Text(text) if text == "false" => Some(false),
        _ => None,
    }
}

/// `!x` and `-x`.
pub(super) fn unary(operator: UnaryOperator, operands: &[&Node], span: Span) -> Node {
    let Some(operand) = operands.first() else { return known_or_not(None, span) };
    match operator {
        UnaryOperator::Not => known_or_not(as_bool(operand).map(|value| Kind::Bool(!value)), span),
        UnaryOperator::Neg => calculate(&[operand], span, |numbers| match numbers {
            [only] => only.negate().node(span),
            _ => None,
        }),
    }
}

/// `x + y` and all others.
pub(super) fn binary(operator: BinaryOperator, operands: &[&Node], span: Span) -> Node {
    let [left, right] = operands else { return known_or_not(None, span) };
    let number = |work: fn(&Number, &Number) -> Option<Number>| {
        calculate(operands, span, |numbers| match numbers {
            [left, right] => work(left, right)?.node(span),
            _ => None,
        })
    };
    let compare = |holds: fn(Ordering) -> bool| {
        calculate(operands, span, |numbers| match numbers {
            [left, right] => Some(Node::computed(Kind::Bool(holds(left.compare(right))), span)),
            _ => None,
        })
    };
    let logic =
        |work: fn(bool, bool) -> bool| Some(Kind::Bool(work(as_bool(left)?, as_bool(right)?)));
    let kind = match operator {
        BinaryOperator::Eq => equal(left, right).map(Kind::Bool),
        BinaryOperator::NotEq => equal(left, right).map(|same| Kind::Bool(!same)),
        BinaryOperator::And => logic(|left, right| left && right),
        BinaryOperator::Or => logic(|left, right| left || right),
        BinaryOperator::Plus => return number(Number::add),
        BinaryOperator::Minus => return number(Number::subtract),
        BinaryOperator::Mul => return number(Number::multiply),
        BinaryOperator::Div => return number(Number::divide),
        BinaryOperator::Mod => return number(Number::modulo),
        BinaryOperator::Less => return compare(Ordering::is_lt),
        BinaryOperator::LessEq => return compare(Ordering::is_le),
        BinaryOperator::Greater => return compare(Ordering::is_gt),
        BinaryOperator::GreaterEq => return compare(Ordering::is_ge),
    };
    known_or_not(kind, span)
}

/// What `work` makes of operands that have to be numbers; refused where one surely is none.
fn calculate(operands: &[&Node], span: Span, work: impl Fn(&[Number]) -> Option<Node>) -> Node {
    let mut numbers = Vec::with_capacity(operands.len());
    for operand in operands {
        match numbers::operand(operand) {
            Operand::Number(number) => numbers.push(number),
            Operand::Refused => return Node::refused(span, "an operand that is no number"),
            Operand::Unknown => {}
        }
    }
    let result = (numbers.len() == operands.len()).then(|| work(&numbers)).flatten();
    result.unwrap_or_else(|| known_or_not(None, span))
}

/// Whether two values are equal; values of different types never are. `None` where it hangs on
/// something that is not known.
fn equal(left: &Node, right: &Node) -> Option<bool> {
    match (&left.kind, &right.kind) {
        (Kind::Null, Kind::Null) => Some(true),
        (Kind::Text(left), Kind::Text(right)) => Some(left == right),
        (Kind::Number(_), Kind::Number(_)) => numbers::equal(left, right),
        (Kind::Bool(left), Kind::Bool(right)) => Some(left == right),
        (Kind::Null, other) | (other, Kind::Null) => match other {
            Kind::Text(_) | Kind::Number(_) | Kind::Bool(_) | Kind::List(..) | Kind::Object(..) => {
                Some(false)
            }
            _ => None,
        },
        (
            Kind::Text(_) | Kind::Number(_) | Kind::Bool(_),
            Kind::Text(_) | Kind::Number(_) | Kind::Bool(_),
        ) => Some(false),
        _ => None,
    }
}

/// `value[key]`, `value.key`.
pub(super) fn part(value: &Node, key: &Node, span: Span) -> Node {
    let key = as_text(key);
    let not_known = |why: &'static str| Node::unknown(span, why);
    match (&value.kind, key) {
        (Kind::Object(entries, seen), Some(key)) => {
            // With a name that is not known, the member asked for may be overwritten by it.
            if *seen == Seen::Partly {
                return not_known("a member of something that is not wholly known");
            }
            let found = entries.iter().rev().find(|entry| entry.key == key);
            let none = || Node::refused(span, format!("there is no member `{key}`"));
            found.map_or_else(none, |entry| entry.value.clone())
        }
        (Kind::List(items, Seen::Whole), Some(key)) if value.collection != Collection::Set => {
            let found = key.parse::<usize>().ok().and_then(|index| items.get(index));
            let none = || Node::refused(span, format!("there is no element `{key}`"));
            found.map_or_else(none, Clone::clone)
        }
        (Kind::Unknown(unknown), key) => {
            let mut unknown = crate::node::Unknown { null: true, ..unknown.clone() };
            match (&mut unknown.reference, key) {
                (Some(reference), Some(key)) => {
                    reference.rest.push_str(&step_to(&key));
                    if reference.kind != "var" {
                        unknown.why = reference.known_later().into();
                    }
                }
                (reference, _) => *reference = None,
            }
            let mut part = Node::computed(Kind::Unknown(unknown), value.span);
            part.trail.clone_from(&value.trail);
            part
        }
        (Kind::Text(_) | Kind::Number(_) | Kind::Bool(_) | Kind::Null, Some(_)) => {
            Node::refused(span, format!("{} has no parts", value.sort()))
        }
        _ => not_known("a part of something that is not known"),
    }
}

/// How a key is written behind a reference: `.guid`, `[0]`.
fn step_to(key: &str) -> String {
    if key.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        format!(".{key}")
    } else {
        format!("[{key}]")
    }
}

fn known_or_not(kind: Option<Kind>, span: Span) -> Node {
    kind.map_or_else(
        || Node::unknown(span, "it is computed from something that is not known"),
        |kind| Node::computed(kind, span),
    )
}
