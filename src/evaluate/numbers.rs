//! Numbers as Terraform holds them, in decimal digits.

use crate::node::{Kind, Node};
use std::cmp::Ordering;

/// The digits of a number written in a text or a configuration, as Terraform prints them; `None`
/// where that is not surely known.
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

/// The digits of a value that is a number or a text that holds one.
pub(super) fn of(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Number(digits) => Some(digits.clone()),
        Kind::Text(text) => canonical(text),
        _ => None,
    }
}

/// The order of two values of one simple type: texts by their bytes, numbers by their value, false
/// before true.
pub(super) fn compare(one: &Node, other: &Node) -> Ordering {
    match (&one.kind, &other.kind) {
        (Kind::Text(one), Kind::Text(other)) => one.cmp(other),
        (Kind::Bool(one), Kind::Bool(other)) => one.cmp(other),
        (Kind::Number(one), Kind::Number(other)) => {
            let value = |digits: &str| digits.parse::<f64>().unwrap_or(f64::NAN);
            value(one)
                .partial_cmp(&value(other))
                .unwrap_or(Ordering::Equal)
                .then_with(|| one.cmp(other))
        }
        _ => Ordering::Equal,
    }
}
