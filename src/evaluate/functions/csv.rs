//! `csvdecode`.

use super::support::{MOST_ELEMENTS, answer, refused, text};
use super::{Function, Takes, plain};
use crate::node::{Collection, Entry, Form, Kind, Node, Seen};
use crate::source::Span;

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[plain("csvdecode", &[Takes::Text], None, csvdecode)];

fn csvdecode(arguments: &[Node], span: Span) -> Option<Node> {
    let whole = text(arguments, 0)?;
    let Some(rows) = rows(&whole) else {
        return refused("a quote in the wrong place", span);
    };
    let Some((names, rows)) = rows.split_first() else {
        return refused("there is no line of names", span);
    };
    let twice = |(index, name): (usize, &String)| names.iter().take(index).any(|one| one == name);
    if names.iter().enumerate().any(twice) || rows.iter().any(|row| row.len() != names.len()) {
        return refused("the columns do not fit", span);
    }
    if rows.len() * names.len() > MOST_ELEMENTS {
        return None;
    }
    let mut items = Vec::new();
    for row in rows {
        let mut entries = Vec::new();
        for (key, value) in names.iter().zip(row) {
            let (value, key_span, form) = (answer(value, span)?, span, Form::Argument);
            entries.push(Entry { key: key.as_str().into(), key_span, value, form });
        }
        entries.sort_by(|one, other| one.key.cmp(&other.key));
        items.push(Node::computed(Kind::Object(entries, Seen::Whole), span));
    }
    let kind = Kind::List(items, Seen::Whole);
    Some(Node { collection: Collection::List, ..Node::computed(kind, span) })
}

/// The fields of all lines that are not empty; `None` where a quote stands in the wrong place.
fn rows(text: &str) -> Option<Vec<Vec<String>>> {
    // A carriage return counts for nothing at the end of a line and of the text.
    let text = text.replace("\r\n", "\n");
    let mut rest = text.strip_suffix('\r').unwrap_or(&text);
    let mut rows = Vec::new();
    loop {
        rest = rest.trim_start_matches('\n');
        if rest.is_empty() {
            return Some(rows);
        }
        let mut row = Vec::new();
        loop {
            let (field, after) = field(rest)?;
            row.push(field);
            if let Some(more) = after.strip_prefix(',') {
                rest = more;
            } else {
                rest = after.strip_prefix('\n').unwrap_or(after);
                break;
            }
        }
        rows.push(row);
    }
}

/// The field that `text` begins with, and what follows it.
fn field(text: &str) -> Option<(String, &str)> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let (field, after) = text.split_at(text.find([',', '\n']).unwrap_or(text.len()));
        return (!field.contains('"')).then(|| (field.to_owned(), after));
    };
    let mut field = String::new();
    loop {
        let (part, after) = rest.split_once('"')?;
        field.push_str(part);
        if let Some(after) = after.strip_prefix('"') {
            field.push('"');
            rest = after;
        } else {
            let ends = after.is_empty() || after.starts_with([',', '\n']);
            return ends.then_some((field, after));
        }
    }
}
