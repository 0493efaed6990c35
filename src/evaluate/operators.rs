//! Operators on known values, with Terraform's conversions between texts, numbers and booleans.

use crate::node::{Kind, Node, Seen};
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

/// The digits of a decimal number as Terraform prints it: no leading zeros, no zeros at the end of
/// a fraction. `None` for exponents and for more digits than are surely held exactly.
pub(super) fn canonical(written: &str) -> Option<String> {
    let (sign, digits) = written.strip_prefix('-').map_or(("", written), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(fraction) || digits.len() > 30 {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    match (whole, fraction) {
        ("0", "") => Some("0".to_owned()),
        (whole, "") => Some(format!("{sign}{whole}")),
        (whole, fraction) => Some(format!("{sign}{whole}.{fraction}")),
    }
}

fn as_integer(node: &Node) -> Option<i128> {
    match &node.kind {
        Kind::Number(digits) => digits.parse().ok(),
        Kind::Text(text) => canonical(text)?.parse().ok(),
        _ => None,
    }
}

/// `!x` and `-x`.
pub(super) fn unary(operator: UnaryOperator, operands: &[&Node], span: Span) -> Node {
    let operand = operands.first().copied();
    let kind = match operator {
        UnaryOperator::Not => operand.and_then(as_bool).map(|value| Kind::Bool(!value)),
        UnaryOperator::Neg => {
            let value = operand.and_then(as_integer).and_then(i128::checked_neg);
            value.map(|value| Kind::Number(value.to_string()))
        }
    };
    known_or_not(kind, span)
}

/// `x + y` and all others.
pub(super) fn binary(operator: BinaryOperator, operands: &[&Node], span: Span) -> Node {
    let [left, right] = operands else { return known_or_not(None, span) };
    let integers = || Some((as_integer(left)?, as_integer(right)?));
    let number = |work: fn(i128, i128) -> Option<i128>| {
        let (left, right) = integers()?;
        Some(Kind::Number(work(left, right)?.to_string()))
    };
    let compare = |holds: fn(Ordering) -> bool| {
        let (left, right) = integers()?;
        Some(Kind::Bool(holds(left.cmp(&right))))
    };
    let logic =
        |work: fn(bool, bool) -> bool| Some(Kind::Bool(work(as_bool(left)?, as_bool(right)?)));
    let kind = match operator {
        BinaryOperator::Eq => equal(left, right).map(Kind::Bool),
        BinaryOperator::NotEq => equal(left, right).map(|same| Kind::Bool(!same)),
        BinaryOperator::And => logic(|left, right| left && right),
        BinaryOperator::Or => logic(|left, right| left || right),
        BinaryOperator::Plus => number(i128::checked_add),
        BinaryOperator::Minus => number(i128::checked_sub),
        BinaryOperator::Mul => number(i128::checked_mul),
        BinaryOperator::Div => number(|left, right| {
            (left.checked_rem(right)? == 0).then(|| left.checked_div(right))?
        }),
        BinaryOperator::Mod => number(i128::checked_rem),
        BinaryOperator::Less => compare(Ordering::is_lt),
        BinaryOperator::LessEq => compare(Ordering::is_le),
        BinaryOperator::Greater => compare(Ordering::is_gt),
        BinaryOperator::GreaterEq => compare(Ordering::is_ge),
    };
    known_or_not(kind, span)
}

/// Whether two values are equal; values of different types never are. `None` where it hangs on
/// something that is not known.
fn equal(left: &Node, right: &Node) -> Option<bool> {
    match (&left.kind, &right.kind) {
        (Kind::Null, Kind::Null) => Some(true),
        (Kind::Text(left), Kind::Text(right)) | (Kind::Number(left), Kind::Number(right)) => {
            Some(left == right)
        }
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
            found.map_or_else(|| not_known("there is no such member"), |entry| entry.value.clone())
        }
        (Kind::List(items, Seen::Whole), Some(key)) => {
            let found = key.parse::<usize>().ok().and_then(|index| items.get(index));
            found.map_or_else(|| not_known("there is no such element"), Clone::clone)
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
