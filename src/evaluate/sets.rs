//! Sets: their order, and what is one of their elements.

use super::equality::equal;
use super::for_each::members;
use super::functions::ten_digits;
use super::numbers;
use super::types::No;
use crate::node::{Collection, Kind, Node, Seen};
use regex::Regex;
use std::cmp::Ordering;
use std::fmt::Write as _;
use std::sync::LazyLock;

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
    let mut kept: Vec<(Mark, Node)> = Vec::with_capacity(marked.len());
    for (mark, item) in marked {
        let twins = kept.iter().rev().take_while(|(earlier, twin)| {
            item.is_known() && compare(earlier, twin, &mark, &item).is_eq()
        });
        let mut is_new = true;
        for (_, twin) in twins.filter(|(_, twin)| twin.is_known()) {
            // Structures that are ordered alike may still differ in their last digits.
            let is_simple = matches!(mark, Mark::Simple | Mark::Null);
            is_new &= !(is_simple || equal(twin, &item).ok_or(No::Unsure)?);
        }
        if is_new {
            kept.push((mark, item));
        }
    }
    Ok(kept.into_iter().map(|(_, item)| item).collect())
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
        Kind::Unknown(_) | Kind::Template(_) | Kind::OneOf(_) => Ok(Mark::Unknown),
        Kind::List(..) | Kind::Object(..) => {
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
        Kind::Unknown(_) | Kind::Template(_) | Kind::OneOf(_) => into.push('?'),
        Kind::Bool(value) => into.push(if *value { 'T' } else { 'F' }),
        Kind::Number(_) => into.push_str(&ten_digits(node).ok_or(No::Unsure)?),
        Kind::Text(text) => spell_text(text, into),
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
            let is_map = node.collection == Collection::Map;
            into.push(if is_map { '{' } else { '<' });
            for entry in members(entries) {
                if is_map {
                    spell_text(&entry.key, into);
                    into.push(':');
                }
                spell(&entry.value, into)?;
                into.push(';');
            }
            into.push(if is_map { '}' } else { '>' });
        }
        Kind::List(_, Seen::Partly) | Kind::Object(_, Seen::Partly) => return Err(No::Unsure),
    }
    Ok(())
}

/// In Go's quotes.
fn spell_text(text: &str, into: &mut String) {
    static PRINTED: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$").ok());
    into.push('"');
    for c in text.chars() {
        let escape = match c {
            '"' | '\\' => Some(c),
            '\u{7}' => Some('a'),
            '\u{8}' => Some('b'),
            '\u{b}' => Some('v'),
            '\u{c}' => Some('f'),
            '\n' => Some('n'),
            '\r' => Some('r'),
            '\t' => Some('t'),
            _ => None,
        };
        let is_printed = || PRINTED.as_ref().is_some_and(|all| all.is_match(&c.to_string()));
        let _ = match escape {
            Some(sign) => write!(into, "\\{sign}"),
            None if is_printed() => write!(into, "{c}"),
            None if c.is_ascii() => write!(into, "\\x{:02x}", u32::from(c)),
            None if u32::from(c) < 0x10000 => write!(into, "\\u{:04x}", u32::from(c)),
            None => write!(into, "\\U{:08x}", u32::from(c)),
        };
    }
    into.push('"');
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
