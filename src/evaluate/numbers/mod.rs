//! Numbers as Terraform holds them: binary floating point, mostly with 512 digits.
//!
//! A [`Kind::Number`] holds the digits that Terraform prints, and its node with how many binary
//! digits Go holds it ([`Node::bits`]): the digits are the shortest that are read as the value with
//! so many. What was read from a text has 512, a length 64, a logarithm 53; a result has as many as
//! the larger of its operands. That shows: `1 / 3` has other digits than the quotient of two lengths.

pub(super) mod doubles;
mod float;
mod text;

use self::float::Float;
use self::text::Read;
use super::types::No;
use crate::node::{Kind, Node};
use crate::source::Span;
use num_bigint::BigUint;
use std::cmp::Ordering;

/// How many binary digits a number has that was read from a text.
const LONG: u64 = 512;
/// How many the shortest numbers have: Go's `float64`.
const SHORT: u64 = 53;

/// A number.
#[derive(Clone, Debug)]
pub(super) struct Number {
    float: Float,
    /// How many binary digits it is held with; `None` for any number of which it needs none more.
    bits: Option<u64>,
}

/// A number written in the configuration.
pub(super) fn literal(written: &str, span: Span) -> Node {
    // Nearly all are of this sort: digits that are printed as they are written.
    let is_short = written.len() <= 15 && written.bytes().all(|digit| digit.is_ascii_digit());
    if is_short && (written == "0" || !written.starts_with('0') && !written.is_empty()) {
        let bits = u16::try_from(LONG).unwrap_or(0);
        return Node { bits, ..Node::new(Kind::Number(written.into()), span) };
    }
    match text::read(written, LONG) {
        Read::Number(float) => Number { float, bits: Some(LONG) }.spelled(span),
        Read::Refused | Read::Unsure => None,
    }
    .unwrap_or_else(|| Node::unknown(span, "a number that is too large to follow"))
}

/// A number or a text as a number, at its place.
pub(super) fn convert(node: &Node) -> Result<Node, No> {
    match &node.kind {
        Kind::Number(_) => Ok(node.clone()),
        Kind::Text(text) => match text::read(text, LONG) {
            Read::Number(float) => {
                let number = Number { float, bits: Some(LONG) };
                let number = number.spelled(node.span).ok_or(No::Unsure)?;
                Ok(Node { kind: number.kind, bits: number.bits, ..node.clone() })
            }
            Read::Refused => Err(No::Refused),
            Read::Unsure => Err(No::Unsure),
        },
        _ => Err(No::Refused),
    }
}

/// The order of two values of one simple type: texts by their bytes, numbers by their value, false
/// before true. Equal are only those that a set takes for one.
pub(super) fn compare(one: &Node, other: &Node) -> Ordering {
    match (&one.kind, &other.kind) {
        (Kind::Text(one), Kind::Text(other)) => one.cmp(other),
        (Kind::Bool(one), Kind::Bool(other)) => one.cmp(other),
        (Kind::Number(left), Kind::Number(right)) if left != right => {
            let values = Number::of(one).zip(Number::of(other));
            let order = values.map(|(one, other)| one.compare(&other));
            order.filter(|order| order.is_ne()).unwrap_or_else(|| left.cmp(right))
        }
        _ => Ordering::Equal,
    }
}

/// Whether two numbers are equal: whole ones by their value, any others by their digits. `None`
/// where that is not known.
pub(super) fn equal(one: &Node, other: &Node) -> Option<bool> {
    let (Kind::Number(left), Kind::Number(right)) = (&one.kind, &other.kind) else { return None };
    if left.contains('.') || right.contains('.') {
        return Some(left == right);
    }
    Some(Number::of(one)?.compare(&Number::of(other)?).is_eq())
}

impl Number {
    /// The value of a number; `None` where its digits do not say it surely.
    pub(super) fn of(node: &Node) -> Option<Self> {
        let Kind::Number(digits) = &node.kind else { return None };
        if node.bits > 0 {
            let bits = u64::from(node.bits);
            return Some(Self { float: text::nearest(digits, bits)?, bits: Some(bits) });
        }
        // It may be held with few binary digits: then it is only known if it needs no more.
        let float = text::nearest(digits, LONG)?;
        let whole = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let needs = if whole { 63 } else { SHORT };
        let sure = float.bits() <= needs && text::shortest(&float, LONG)? == *digits;
        sure.then_some(Self { float, bits: None })
    }

    /// A whole number as Go's `int64` gives it.
    pub(super) fn whole(value: i64) -> Option<Self> {
        let float = Float::exact(value < 0, value.unsigned_abs().into(), 0)?;
        Some(Self { float, bits: Some(64) })
    }

    /// A whole number as Go's `big.Int` gives it.
    pub(super) fn big(negative: bool, value: BigUint) -> Option<Self> {
        let bits = value.bits().max(64);
        let negative = negative && value.bits() > 0;
        Some(Self { float: Float::exact(negative, value, 0)?, bits: Some(bits) })
    }

    /// Go's `float64`; `None` for what is no number.
    pub(super) fn double(value: f64) -> Option<Self> {
        let float = text::nearest(&format!("{value:e}"), SHORT).filter(|_| value.is_finite())?;
        Some(Self { float, bits: Some(SHORT) })
    }

    /// The nearest of Go's `float64`; `None` where it is too large or too small for one.
    pub(super) fn as_double(&self) -> Option<f64> {
        let digits = text::shortest(&self.float.round(SHORT)?, SHORT)?;
        let double: f64 = digits.parse().ok()?;
        (double.is_normal() || self.float.is_zero()).then_some(double)
    }

    /// As Go's `int64`; `None` where it is no such whole number.
    pub(super) fn as_whole(&self) -> Option<i64> {
        let magnitude = i128::try_from(self.float.magnitude()?).ok()?;
        i64::try_from(if self.float.negative { -magnitude } else { magnitude }).ok()
    }

    /// Whether it is negative, and its magnitude, if it is a whole number.
    pub(super) fn as_big(&self) -> Option<(bool, BigUint)> {
        Some((self.float.negative && !self.float.is_zero(), self.float.magnitude()?))
    }

    /// The exact value in all its decimal digits, which are more than those of its node: for who
    /// rounds it.
    pub(super) fn expanded(&self) -> String {
        text::expanded(&self.float)
    }

    /// The digits, and a number spelled there.
    fn spelled(&self, span: Span) -> Option<Node> {
        let digits = text::shortest(&self.float, self.bits.unwrap_or(LONG))?;
        // With few binary digits a number may be printed with fewer decimal ones.
        let may_be_short = self.bits.is_none() && self.float.bits() <= SHORT;
        if may_be_short && text::shortest(&self.float, SHORT)? != digits {
            return None;
        }
        // Go prints some powers of two with the digits of their neighbour, which would be read as that.
        if let Some(bits) = self.bits
            && text::nearest(&digits, bits)? != self.float
        {
            return None;
        }
        let bits = u16::try_from(self.bits.unwrap_or(0)).ok()?;
        Some(Node { bits, ..Node::new(Kind::Number(digits.into()), span) })
    }

    /// The value computed at `span`; `None` where its digits are not sure.
    pub(super) fn node(&self, span: Span) -> Option<Node> {
        Some(Node { computed: true, ..self.spelled(span)? })
    }

    /// The result of an operation that is rounded to as many digits as the longer operand has.
    fn settle(
        bits: (Option<u64>, Option<u64>),
        work: impl Fn(u64) -> Option<Float>,
    ) -> Option<Self> {
        let bits = match bits {
            (Some(one), Some(other)) => Some(one.max(other)),
            (Some(one), None) | (None, Some(one)) if one >= LONG => Some(one),
            _ => None,
        };
        if let Some(bits) = bits {
            return Some(Self { float: work(bits)?, bits: Some(bits) });
        }
        let float = work(LONG)?;
        (work(SHORT)? == float).then_some(Self { float, bits: None })
    }

    pub(super) fn add(&self, other: &Self) -> Option<Self> {
        Self::settle((self.bits, other.bits), |bits| self.float.add(&other.float, bits))
    }

    pub(super) fn subtract(&self, other: &Self) -> Option<Self> {
        self.add(&other.negate())
    }

    /// A product is computed with 512 digits and keeps as many as it needs, or as its operands have.
    pub(super) fn multiply(&self, other: &Self) -> Option<Self> {
        let float = self.float.multiply(&other.float, LONG)?;
        let kept = |bits: Option<u64>| bits.map(|bits| bits.max(float.bits()));
        let bits = match (self.bits, other.bits) {
            (Some(one), Some(other)) => kept(Some(one.max(other))),
            (Some(one), None) | (None, Some(one)) if one >= LONG => Some(one),
            _ => None,
        };
        (bits.is_some() || float.bits() <= SHORT).then_some(Self { float, bits })
    }

    /// `None` for a division by zero.
    pub(super) fn divide(&self, other: &Self) -> Option<Self> {
        Self::settle((self.bits, other.bits), |bits| self.float.divide(&other.float, bits))
    }

    /// What Terraform makes of `%`: the quotient without its fraction, taken back.
    pub(super) fn modulo(&self, other: &Self) -> Option<Self> {
        if other.float.is_zero() {
            return Some(self.clone());
        }
        let times = self.divide(other)?.float.truncated();
        Self::settle((self.bits, self.bits), |bits| {
            let back = other.float.multiply(&times.round(bits)?, bits)?;
            self.float.add(&back.negated(), bits)
        })
    }

    pub(super) fn negate(&self) -> Self {
        Self { float: self.float.negated(), bits: self.bits }
    }

    pub(super) fn absolute(&self) -> Self {
        Self { float: Float { negative: false, ..self.float.clone() }, bits: self.bits }
    }

    /// The nearest whole number that is not larger; not smaller if `up`.
    pub(super) fn rounded(&self, up: bool) -> Option<Self> {
        let whole = self.float.truncated();
        let towards = !self.float.is_whole() && self.float.negative != up;
        let one = Float::exact(!up, 1_u8.into(), 0)?;
        let exact = u64::MAX >> 1;
        let whole = if towards { whole.add(&one, exact)? } else { whole };
        Self::settle((self.bits, self.bits), |bits| whole.round(bits))
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        self.float.compare(&other.float)
    }
}
