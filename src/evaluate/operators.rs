//! Operators, with Terraform's conversions between texts, numbers and booleans.

use super::convert::convert;
use super::equality::equal;
use super::numbers::Number;
use super::ranges;
use super::types::{No, Type, type_of};
use crate::node::{Collection, Kind, Node, Range, Scalar, Seen, Unknown};
use crate::parse::tree::{BinaryOperator, UnaryOperator};
use crate::source::{Quoting, Span};
use smol_str::{SmolStr, ToSmolStr as _, format_smolstr};
use std::cmp::Ordering;

/// A value as Terraform turns it into a text; `None` if it is not known or cannot be turned.
pub(super) fn as_text(node: &Node) -> Option<SmolStr> {
    match &node.kind {
        Kind::Text(text) | Kind::Number(text) => Some(text.clone()),
        Kind::Bool(value) => Some(value.to_smolstr()),
        _ => None,
    }
}

/// A value as Terraform turns it into a boolean.
pub(super) fn as_bool(node: &Node) -> Option<bool> {
    match &node.kind {
        Kind::Bool(value) => Some(*value),
        Kind::Text(text) => match text.as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// An operand as its operator takes it; `Unsure` where it is not known. Null is refused.
fn operand(node: &Node, wanted: &Type) -> Result<Node, No> {
    match convert(node.clone(), wanted)? {
        Node { kind: Kind::Null | Kind::Absent, .. } => Err(No::Refused),
        Node { kind: Kind::Unknown(_) | Kind::Template(_) | Kind::OneOf(_), .. } => Err(No::Unsure),
        node => Ok(node),
    }
}

/// A condition as a boolean.
pub(super) fn truth(node: &Node) -> Result<bool, No> {
    as_bool(&operand(node, &Type::Bool)?).ok_or(No::Refused)
}

/// A value as the name of a member.
pub(super) fn key(node: &Node) -> Result<SmolStr, No> {
    if node.refusal().is_some() {
        return Err(No::Refused);
    }
    match operand(node, &Type::Text)?.kind {
        Kind::Text(key) => Ok(key),
        _ => Err(No::Unsure),
    }
}

fn number(node: &Node) -> Result<Number, No> {
    Number::of(&operand(node, &Type::Number)?).ok_or(No::Unsure)
}

/// Both operands, refused if either of them is.
fn both<T>(operands: &[&Node], read: fn(&Node) -> Result<T, No>) -> Result<(T, T), No> {
    let [left, right] = operands else { return Err(No::Refused) };
    match (read(left), read(right)) {
        (Ok(left), Ok(right)) => Ok((left, right)),
        (Err(No::Refused), _) | (_, Err(No::Refused)) => Err(No::Refused),
        _ => Err(No::Unsure),
    }
}

/// `!x` and `-x`.
pub(super) fn unary(operator: UnaryOperator, operands: &[&Node], span: Span) -> Node {
    let Some(given) = operands.first() else { return Node::refused(span, "no operand") };
    match operator {
        UnaryOperator::Not => {
            let opposite = |value: bool| Node::computed(Kind::Bool(!value), span);
            outcome(truth(given).map(opposite), Scalar::Bool, span)
        }
        UnaryOperator::Neg => {
            let negated =
                number(given).and_then(|value| value.negate().node(span).ok_or(No::Unsure));
            outcome(negated, Scalar::Number, span)
        }
    }
}

/// `x + y` and all others.
pub(super) fn binary(operator: BinaryOperator, operands: &[&Node], span: Span) -> Node {
    let equals = || {
        let [left, right] = operands else { return Err(No::Refused) };
        equal(left, right).ok_or(No::Unsure)
    };
    let truths = || both(operands, truth);
    let compare = |holds: fn(Ordering) -> bool| match both(operands, number) {
        Ok((left, right)) => Ok(holds(left.compare(&right))),
        Err(No::Refused) => Err(No::Refused),
        Err(No::Unsure) => foreseen(operands, holds).ok_or(No::Unsure),
    };
    let holds = match operator {
        BinaryOperator::Eq => equals(),
        BinaryOperator::NotEq => equals().map(|same| !same),
        BinaryOperator::And => truths().map(|(left, right)| left && right),
        BinaryOperator::Or => truths().map(|(left, right)| left || right),
        BinaryOperator::Less => compare(Ordering::is_lt),
        BinaryOperator::LessEq => compare(Ordering::is_le),
        BinaryOperator::Greater => compare(Ordering::is_gt),
        BinaryOperator::GreaterEq => compare(Ordering::is_ge),
        _ => return outcome(arithmetic(operator, operands, span), Scalar::Number, span),
    };
    outcome(holds.map(|holds| Node::computed(Kind::Bool(holds), span)), Scalar::Bool, span)
}

/// What comes of comparing two numbers by the ranges in which they are.
fn foreseen(operands: &[&Node], holds: fn(Ordering) -> bool) -> Option<bool> {
    let [left, right] = operands else { return None };
    let left = convert((*left).clone(), &Type::Number).ok()?;
    let right = convert((*right).clone(), &Type::Number).ok()?;
    let order = match (ranges::less(&left, &right), ranges::less(&right, &left)) {
        (Some(true), _) => Ordering::Less,
        (_, Some(true)) => Ordering::Greater,
        _ => return None,
    };
    Some(holds(order))
}

/// The simple type that an operator gives.
pub(super) fn gives(operator: BinaryOperator) -> Scalar {
    match operator {
        BinaryOperator::Plus
        | BinaryOperator::Minus
        | BinaryOperator::Mul
        | BinaryOperator::Div
        | BinaryOperator::Mod => Scalar::Number,
        _ => Scalar::Bool,
    }
}

fn arithmetic(operator: BinaryOperator, operands: &[&Node], span: Span) -> Result<Node, No> {
    let (left, right) = both(operands, number)?;
    let value = match operator {
        BinaryOperator::Plus => left.add(&right),
        BinaryOperator::Minus => left.subtract(&right),
        BinaryOperator::Mul => left.multiply(&right),
        BinaryOperator::Div => left.divide(&right),
        BinaryOperator::Mod => left.modulo(&right),
        _ => None,
    };
    value.and_then(|value| value.node(span)).ok_or(No::Unsure)
}

/// What came out, or a value of type `scalar` that is not known or refused.
fn outcome(value: Result<Node, No>, scalar: Scalar, span: Span) -> Node {
    let kind = match scalar {
        Scalar::Text => Type::Text,
        Scalar::Number => Type::Number,
        Scalar::Bool => Type::Bool,
    };
    match value {
        Ok(value) => value,
        Err(No::Refused) => {
            let mut node = Node::refused(span, "an operand of another type");
            if let Some(unknown) = node.unknown_mut() {
                unknown.scalar = Some(scalar);
            }
            node
        }
        Err(No::Unsure) => {
            ranges::there(&kind, "it is computed from something that is not known", span)
        }
    }
}

/// `value[key]`, `value.key`.
pub(super) fn part(value: &Node, key: &Node, span: Span) -> Node {
    let refused = |why: String| Node::refused(span, why);
    let not_known = || Node::unknown(span, "a part of something that is not known");
    if matches!(value.kind, Kind::Null | Kind::Absent) || matches!(key.kind, Kind::Null) {
        return refused("null has no parts".to_owned());
    }
    match &value.kind {
        // With a name that is not known, the member asked for may be overwritten by it.
        Kind::Object(_, Seen::Partly) | Kind::List(_, Seen::Partly) | Kind::OneOf(_) => not_known(),
        Kind::Object(entries, _) => match operand(key, &Type::Text) {
            Ok(Node { kind: Kind::Text(key), .. }) => {
                let found = entries.iter().rev().find(|entry| entry.key == key);
                let none = || refused(format!("there is no member `{key}`"));
                found.map_or_else(none, |entry| entry.value.clone())
            }
            Err(No::Refused) => refused("a key of another type".to_owned()),
            _ => of_any_key(value, span),
        },
        Kind::List(..) if value.collection == Collection::Set => {
            refused("a set has no indexes".to_owned())
        }
        Kind::List(items, _) => match operand(key, &Type::Number) {
            Ok(Node { kind: Kind::Number(index), .. }) => {
                let found = index.parse::<usize>().ok().and_then(|index| items.get(index));
                let none = || refused(format!("there is no element `{index}`"));
                found.map_or_else(none, Clone::clone)
            }
            Err(No::Refused) => refused("an index that is no number".to_owned()),
            _ => of_any_key(value, span),
        },
        Kind::Unknown(unknown) if unknown.scalar.is_none() => {
            unknown_part(value, unknown, key, span)
        }
        _ => refused(format!("{} has no parts", value.sort())),
    }
}

/// A part of which is not known which one it is: of a tuple or object it may be of any type.
fn of_any_key(value: &Node, span: Span) -> Node {
    let why = "a part of something that is not known";
    match type_of(value) {
        Type::List(element) | Type::Map(element) => {
            ranges::unknown(&element, Range::default(), why, span)
        }
        _ => ranges::dynamic(why, span),
    }
}

/// A part of what is not known, which says where it is read from.
fn unknown_part(value: &Node, unknown: &Unknown, key: &Node, span: Span) -> Node {
    let key = as_text(key);
    let is_index = key.as_ref().is_none_or(|key| key.parse::<f64>().is_ok());
    let has_it = match (value.of.as_deref(), &key) {
        (Some(of @ (Type::Tuple(_) | Type::Object(_))), Some(key)) => of.part(Some(key)).is_some(),
        (Some(Type::List(_) | Type::Tuple(_)), _) => is_index,
        (Some(Type::Set(_)), _) => false,
        _ => true,
    };
    if !has_it {
        return Node::refused(span, "its type has no such part");
    }
    let kind = value.of.as_deref().and_then(|of| of.part(key.as_deref()));
    let scalar = kind.and_then(Type::scalar);
    let range = Range::default();
    let mut unknown = Unknown { null: true, scalar, range, ..unknown.clone() };
    if let (Some(reference), Some(key)) = (&mut unknown.reference, key) {
        reference.rest = format_smolstr!("{}{}", reference.rest, step_to(&key));
        if reference.kind != "var" {
            unknown.reason = "".into();
        }
    } else {
        unknown.reason = unknown.why().into_owned().into();
        unknown.reference = None;
    }
    let mut part = Node::computed(Kind::unknown(unknown), value.span);
    part.of = kind.and_then(Type::said);
    part.trail.clone_from(&value.trail);
    part
}

/// How a key is written behind a reference: `.guid`, `[0]`, `["a b"]`.
fn step_to(key: &str) -> String {
    let is_name = key.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    if is_name {
        format!(".{key}")
    } else if key.bytes().all(|byte| byte.is_ascii_digit()) && !key.is_empty() {
        format!("[{key}]")
    } else {
        format!("[\"{}\"]", Quoting::Hcl.spell(key))
    }
}
