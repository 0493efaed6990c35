//! What the functions on texts share: reading arguments, answering with texts.

use super::letters::normal;
use crate::evaluate::types::Type;
use crate::node::{Collection, Kind, Node, Seen};
use crate::source::Span;

/// No function builds a longer text.
pub(super) const MOST_CHARACTERS: usize = 1_000_000;
/// No function builds a longer list.
pub(super) const MOST_ELEMENTS: usize = 100_000;

/// The text that argument `index` is.
pub(super) fn text(arguments: &[Node], index: usize) -> Option<String> {
    match &arguments.get(index)?.kind {
        Kind::Text(text) => normal(text).map(String::from),
        _ => None,
    }
}

/// The whole number that argument `index` is, if it is one.
pub(super) fn integer(arguments: &[Node], index: usize) -> Option<i64> {
    match &arguments.get(index)?.kind {
        Kind::Number(digits) => digits.parse().ok(),
        _ => None,
    }
}

/// A text as a result.
pub(super) fn answer(text: &str, span: Span) -> Option<Node> {
    if text.len() > MOST_CHARACTERS {
        return None;
    }
    Some(Node::computed(Kind::Text(normal(text)?), span))
}

/// A list of texts as a result.
pub(super) fn answers<'a>(texts: impl Iterator<Item = &'a str>, span: Span) -> Option<Node> {
    let mut items = Vec::new();
    for text in texts {
        if items.len() == MOST_ELEMENTS {
            return None;
        }
        items.push(answer(text, span)?);
    }
    let kind = Kind::List(items, Seen::Whole);
    Some(Node { collection: Collection::List, of: Type::Text.said(), ..Node::computed(kind, span) })
}

/// Yes or no as a result.
#[expect(clippy::unnecessary_wraps, reason = "it ends functions that may not know")]
pub(super) fn truth(value: bool, span: Span) -> Option<Node> {
    Some(Node::computed(Kind::Bool(value), span))
}

/// Terraform surely refuses it.
#[expect(clippy::unnecessary_wraps, reason = "it ends functions that may not know")]
pub(super) fn refused(why: &'static str, span: Span) -> Option<Node> {
    Some(Node::refused(span, why))
}
