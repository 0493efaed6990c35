//! Functions on numbers.

use super::{Function, Takes, plain};
use crate::evaluate::convert::convert;
use crate::evaluate::numbers::{Number, doubles};
use crate::evaluate::types::{No, Type};
use crate::node::{Kind, Node, Scalar, Seen};
use crate::source::Span;
use num_bigint::BigUint;
use std::cmp::Ordering;

/// The longest text that `parseint` reads.
const LONGEST: usize = 1_000;

/// A function that takes numbers and gives one.
const fn number(name: &'static str, takes: &'static [Takes], work: super::Work) -> Function {
    plain(name, takes, Some(Scalar::Number), work)
}

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[
    number("abs", &[Takes::Number], abs),
    number("ceil", &[Takes::Number], ceil),
    number("floor", &[Takes::Number], floor),
    number("log", &[Takes::Number, Takes::Number], log),
    Function { rest: Some(Takes::Number), ..number("max", &[Takes::Number], max) },
    Function { rest: Some(Takes::Number), ..number("min", &[Takes::Number], min) },
    number("parseint", &[Takes::Any, Takes::Number], parseint),
    number("pow", &[Takes::Number, Takes::Number], pow),
    number("signum", &[Takes::Number], signum),
    number("sum", &[Takes::Any], sum),
];

fn abs(arguments: &[Node], span: Span) -> Option<Node> {
    Number::of(arguments.first()?)?.absolute().node(span)
}

fn ceil(arguments: &[Node], span: Span) -> Option<Node> {
    Number::of(arguments.first()?)?.rounded(true)?.node(span)
}

fn floor(arguments: &[Node], span: Span) -> Option<Node> {
    Number::of(arguments.first()?)?.rounded(false)?.node(span)
}

/// Both arguments as Go's `float64`.
fn two_doubles(arguments: &[Node]) -> Option<(f64, f64)> {
    let [one, other] = arguments else { return None };
    Some((Number::of(one)?.as_double()?, Number::of(other)?.as_double()?))
}

/// A result of Go's `float64`. What is no number is refused, infinity is not followed.
fn from_double(result: f64, span: Span) -> Option<Node> {
    if result.is_nan() {
        return Some(Node::refused(span, "it has no result"));
    }
    Number::double(result)?.node(span)
}

fn log(arguments: &[Node], span: Span) -> Option<Node> {
    let (number, base) = two_doubles(arguments)?;
    from_double(doubles::log(number) / doubles::log(base), span)
}

fn pow(arguments: &[Node], span: Span) -> Option<Node> {
    let (number, power) = two_doubles(arguments)?;
    from_double(doubles::pow(number, power)?, span)
}

fn max(arguments: &[Node], _: Span) -> Option<Node> {
    extreme(arguments, Ordering::Greater)
}

fn min(arguments: &[Node], _: Span) -> Option<Node> {
    extreme(arguments, Ordering::Less)
}

/// The first of those that no other exceeds in that direction.
fn extreme(arguments: &[Node], better: Ordering) -> Option<Node> {
    let (first, rest) = arguments.split_first()?;
    let mut best = (first, Number::of(first)?);
    for argument in rest {
        let number = Number::of(argument)?;
        if number.compare(&best.1) == better {
            best = (argument, number);
        }
    }
    Some(best.0.clone())
}

fn signum(arguments: &[Node], span: Span) -> Option<Node> {
    match Number::of(arguments.first()?)?.as_whole() {
        Some(whole) => Number::whole(whole.signum())?.node(span),
        None => Some(Node::refused(span, "`signum` of what is no whole number")),
    }
}

fn sum(arguments: &[Node], span: Span) -> Option<Node> {
    let refused = || Some(Node::refused(span, "`sum` of what are no numbers"));
    let Kind::List(items, Seen::Whole) = &arguments.first()?.kind else { return refused() };
    let mut total: Option<Number> = None;
    for item in items {
        let number = match convert(item.clone(), &Type::Number) {
            Ok(Node { kind: Kind::Null, .. }) | Err(No::Refused) => return refused(),
            Ok(number) => Number::of(&number)?,
            Err(No::Unsure) => return None,
        };
        total = Some(match total {
            Some(so_far) => so_far.add(&number)?,
            None => number,
        });
    }
    total.map_or_else(refused, |total| total.node(span))
}

fn parseint(arguments: &[Node], span: Span) -> Option<Node> {
    let [text, base] = arguments else { return None };
    let refused = || Some(Node::refused(span, "`parseint` of something else"));
    let Kind::Text(text) = &text.kind else { return refused() };
    let base = Number::of(base)?.as_whole().and_then(|base| u32::try_from(base).ok());
    let Some(base @ 2..=62) = base else { return refused() };
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.len() > LONGEST {
        return None;
    }
    let mut value = BigUint::ZERO;
    for byte in digits.bytes() {
        let Some(digit) = digit(byte, base) else { return refused() };
        value = value * base + digit;
    }
    if digits.is_empty() { refused() } else { Number::big(negative, value)?.node(span) }
}

/// What a digit is worth. Up to base 36 letters are the same in both cases.
fn digit(byte: u8, base: u32) -> Option<u32> {
    let value = match byte {
        b'0'..=b'9' => byte - b'0',
        b'a'..=b'z' => byte - b'a' + 10,
        b'A'..=b'Z' if base <= 36 => byte - b'A' + 10,
        b'A'..=b'Z' => byte - b'A' + 36,
        _ => return None,
    };
    Some(u32::from(value)).filter(|value| *value < base)
}
