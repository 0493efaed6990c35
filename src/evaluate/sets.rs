//! Sets: their order, and what is one of their elements.

use super::equality::equal;
use super::numbers;
use super::types::No;
use crate::node::{Collection, Kind, Node, Seen};
use std::cmp::Ordering;

/// The elements of a set made of `items`: each once, in the order in which Terraform goes through
/// them. What is not known comes behind what is, and null at the end.
pub(super) fn ordered(items: Vec<Node>) -> Result<Vec<Node>, No> {
    if items.len() < 2 {
        return Ok(items);
    }
    let mut marked = Vec::with_capacity(items.len());
    for item in items {
        let mark = mark(&item)?;
        marked.push((mark, item));
    }
    marked.sort_by(|(one, left), (other, right)| compare(one, left, other, right));
    marked.dedup_by(|(later, right), (earlier, left)| {
        right.is_known() && left.is_known() && compare(earlier, left, later, right).is_eq()
    });
    Ok(marked.into_iter().map(|(_, item)| item).collect())
}

/// What a structure is ordered by; nothing for simple values.
enum Mark {
    Simple,
    Structure(String),
    Unknown,
    Null,
}

fn mark(item: &Node) -> Result<Mark, No> {
    match &item.kind {
        Kind::Text(_) | Kind::Number(_) | Kind::Bool(_) => Ok(Mark::Simple),
        Kind::Null | Kind::Absent => Ok(Mark::Null),
        _ if !item.is_known() => Ok(Mark::Unknown),
        _ => {
            let mut text = String::new();
            spell(item, &mut text)?;
            Ok(Mark::Structure(text))
        }
    }
}

fn compare(one: &Mark, left: &Node, other: &Mark, right: &Node) -> Ordering {
    let rank = |mark: &Mark| match mark {
        Mark::Simple | Mark::Structure(_) => 0,
        Mark::Unknown => 1,
        Mark::Null => 2,
    };
    match (one, other) {
        (Mark::Structure(one), Mark::Structure(other)) => one.cmp(other),
        (Mark::Simple, Mark::Simple) => numbers::compare(left, right),
        _ => rank(one).cmp(&rank(other)),
    }
}

/// The text by which Terraform orders the structures in a set; it promises nothing about it, but
/// has kept to it.
fn spell(node: &Node, into: &mut String) -> Result<(), No> {
    match &node.kind {
        Kind::Null | Kind::Absent => into.push('~'),
        Kind::Bool(value) => into.push(if *value { 'T' } else { 'F' }),
        Kind::Number(digits) => spell_number(digits, into)?,
        Kind::Text(text) => spell_text(text, into)?,
        Kind::List(items, Seen::Whole) => {
            let (open, close) = match node.collection {
                Collection::Plain => ('<', '>'),
                _ => ('[', ']'),
            };
            into.push(open);
            for item in items {
                spell(item, into)?;
                into.push(';');
            }
            into.push(close);
        }
        Kind::Object(entries, Seen::Whole) => {
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by(|one, other| one.key.cmp(&other.key));
            let is_map = node.collection == Collection::Map;
            into.push(if is_map { '{' } else { '<' });
            for entry in entries {
                if is_map {
                    spell_text(&entry.key, into)?;
                    into.push(':');
                }
                spell(&entry.value, into)?;
                into.push(';');
            }
            into.push(if is_map { '}' } else { '>' });
        }
        // Structures with unknown parts have no order that lasts.
        _ => return Err(No::Unsure),
    }
    Ok(())
}

/// Ten significant digits; what needs more, or an exponent, is not followed.
fn spell_number(digits: &str, into: &mut String) -> Result<(), No> {
    let significant = digits.bytes().filter(u8::is_ascii_digit).count();
    let small = digits.trim_start_matches('-').starts_with("0.00");
    if significant > 10 || small {
        return Err(No::Unsure);
    }
    into.push_str(digits);
    Ok(())
}

/// In Go's quotes.
fn spell_text(text: &str, into: &mut String) -> Result<(), No> {
    into.push('"');
    for c in text.chars() {
        match c {
            '"' => into.push_str("\\\""),
            '\\' => into.push_str("\\\\"),
            '\n' => into.push_str("\\n"),
            '\r' => into.push_str("\\r"),
            '\t' => into.push_str("\\t"),
            ' '..='~' => into.push(c),
            _ if c.is_alphanumeric() => into.push(c),
            _ => return Err(No::Unsure),
        }
    }
    into.push('"');
    Ok(())
}

/// Whether `item` is one of the elements; `None` where that is not known.
pub(super) fn holds(elements: &[Node], item: &Node) -> Option<bool> {
    let mut sure = true;
    for element in elements {
        match equal(element, item) {
            Some(true) => return Some(true),
            Some(false) => {}
            None => sure = false,
        }
    }
    sure.then_some(false)
}
