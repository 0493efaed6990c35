//! A node -> the JSON that says what is believed of it: known, one of several, partly known, a
//! template or unknown.

use crate::node::{Choice, Kind, Node, Piece, Seen};
use serde_json::{Map, Number, Value, json};

/// Why a list or object that was not wholly seen has a last element that is unknown.
const MORE: &str = "there may be more";

/// `{"known": …}` and its like.
pub(super) fn value(node: &Node) -> Value {
    match &node.kind {
        Kind::Template(pieces) => json!({ "template": template(pieces) }),
        Kind::OneOf(choices) => json!({ "one_of": one_of(choices) }),
        Kind::Unknown(unknown) => json!({ "unknown": unknown.why() }),
        _ => match known(node) {
            Some(known) => json!({ "known": known }),
            None => match &node.kind {
                Kind::Number(digits) => json!({ "unknown": inexact(digits) }),
                _ => json!({ "partly": partly(node) }),
            },
        },
    }
}

fn one_of(choices: &[Choice]) -> Vec<Value> {
    choices.iter().map(|choice| value(&choice.value)).collect()
}

fn template(pieces: &[Piece]) -> Vec<Value> {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => Value::from(text.as_str()),
        Piece::Unknown(unknown) => json!({ "$unknown": unknown.why() }),
    };
    pieces.iter().map(piece).collect()
}

/// The JSON of a node that is known in all its parts.
fn known(node: &Node) -> Option<Value> {
    Some(match &node.kind {
        Kind::Absent | Kind::Null => Value::Null,
        Kind::Bool(flag) => Value::Bool(*flag),
        Kind::Number(digits) => Value::Number(number(digits)?),
        Kind::Text(text) => Value::String(text.to_string()),
        Kind::List(items, Seen::Whole) => {
            Value::Array(items.iter().map(known).collect::<Option<_>>()?)
        }
        Kind::Object(entries, Seen::Whole) => {
            let written = entries.iter().filter(|entry| !matches!(entry.value.kind, Kind::Absent));
            let members = written.map(|entry| Some((entry.key.to_string(), known(&entry.value)?)));
            Value::Object(members.collect::<Option<Map<_, _>>>()?)
        }
        Kind::List(_, Seen::Partly)
        | Kind::Object(_, Seen::Partly)
        | Kind::Template(_)
        | Kind::OneOf(_)
        | Kind::Unknown(_) => return None,
    })
}

/// JSON with `{"$unknown": "why"}` in the unknown places; what is known of them all the same
/// stands beside it, under `$template` and `$one_of`.
fn partly(node: &Node) -> Value {
    match &node.kind {
        Kind::Template(pieces) => {
            let why = pieces.iter().find_map(|piece| match piece {
                Piece::Unknown(unknown) => Some(unknown.why()),
                Piece::Text(_) => None,
            });
            json!({ "$unknown": why.unwrap_or_default(), "$template": template(pieces) })
        }
        Kind::OneOf(choices) => {
            json!({ "$unknown": "one of several", "$one_of": one_of(choices) })
        }
        Kind::Unknown(unknown) => json!({ "$unknown": unknown.why() }),
        Kind::List(items, seen) => {
            let more = (*seen == Seen::Partly).then(more);
            Value::Array(items.iter().map(partly).chain(more).collect())
        }
        Kind::Object(entries, seen) => {
            let written = entries.iter().filter(|entry| !matches!(entry.value.kind, Kind::Absent));
            let members = written.map(|entry| (entry.key.to_string(), partly(&entry.value)));
            let more = (*seen == Seen::Partly).then(|| ("$more".to_owned(), more()));
            Value::Object(members.chain(more).collect())
        }
        Kind::Number(digits) => {
            number(digits).map_or_else(|| json!({ "$unknown": inexact(digits) }), Value::Number)
        }
        _ => known(node).unwrap_or_default(),
    }
}

/// What stands for elements or members that were not seen.
pub(super) fn more() -> Value {
    json!({ "$unknown": MORE })
}

fn inexact(digits: &str) -> String {
    format!("the number {digits} has more digits than can be held exactly")
}

/// The number, if JSON readers get exactly this one.
fn number(digits: &str) -> Option<Number> {
    if let Ok(whole) = digits.parse::<i64>() {
        return Some(whole.into());
    }
    if let Ok(whole) = digits.parse::<u64>() {
        return Some(whole.into());
    }
    // A whole number is one for readers that know of larger ones than these too: none of their
    // numbers is written with a power of ten.
    if digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return None;
    }
    let float: f64 = digits.parse().ok()?;
    if significant(digits)? != significant(&format!("{float:e}"))? {
        return None;
    }
    // A float prints whole numbers as `1000.0`.
    match format!("{float}").parse::<i64>() {
        Ok(whole) => Some(whole.into()),
        Err(_) => Number::from_f64(float),
    }
}

/// Sign, digits without zeros around them, and the power of ten of the last digit.
fn significant(text: &str) -> Option<(bool, String, i64)> {
    let negative = text.starts_with('-');
    let text = text.trim_start_matches(['-', '+']);
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent: i64 = exponent.trim_start_matches('+').parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let bare = digits.trim_end_matches('0');
    let dropped = i64::try_from(digits.len() - bare.len()).ok()?;
    let fraction = i64::try_from(fraction.len()).ok()?;
    let bare = bare.trim_start_matches('0').to_owned();
    let power = if bare.is_empty() { 0 } else { exponent - fraction + dropped };
    Some((negative, bare, power))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_or_unknown() {
        let shown = |digits| number(digits).map(|number| number.to_string());
        assert_eq!(shown("42").as_deref(), Some("42"));
        assert_eq!(shown("-1.50").as_deref(), Some("-1.5"));
        assert_eq!(shown("1e3").as_deref(), Some("1000"));
        assert_eq!(shown("0.1").as_deref(), Some("0.1"));
        assert_eq!(shown("0.0").as_deref(), Some("0"));
        assert_eq!(shown("18446744073709551615").as_deref(), Some("18446744073709551615"));
        assert_eq!(shown("123456789012345678901234567890"), None);
        assert_eq!(shown("1267650600228229400000000000000"), None);
        assert_eq!(shown("0.1000000000000000055511151231257827"), None);
        assert_eq!(shown("1e999"), None);
    }
}
