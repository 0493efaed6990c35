//! `regex`, `regexall` and `replace`.

use super::pattern::{self, Pattern, Stop};
use super::support::{MOST_CHARACTERS, MOST_ELEMENTS, answer, refused, text};
use super::{Function, Takes, plain};
use crate::node::{Collection, Entry, Form, Kind, Node, Scalar, Seen};
use crate::source::Span;
use regex::Captures;

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[
    plain("regex", &[Takes::Text, Takes::Text], None, regex),
    plain("regexall", &[Takes::Text, Takes::Text], None, regexall),
    plain("replace", &[Takes::Text, Takes::Text, Takes::Text], Some(Scalar::Text), replace),
];

/// A pattern with more groups is not used.
const MOST_GROUPS: usize = 100;

fn regex(arguments: &[Node], span: Span) -> Option<Node> {
    let haystack = text(arguments, 1)?;
    let pattern = match patterned(&text(arguments, 0)?, &haystack) {
        Ok(pattern) => pattern,
        Err(stop) => return stopped(stop, span),
    };
    match pattern.regex.captures(&haystack) {
        Some(found) => caught(&pattern, &found, span),
        None => refused("the pattern matches nothing", span),
    }
}

fn regexall(arguments: &[Node], span: Span) -> Option<Node> {
    let haystack = text(arguments, 1)?;
    let pattern = match patterned(&text(arguments, 0)?, &haystack) {
        Ok(pattern) => pattern,
        Err(stop) => return stopped(stop, span),
    };
    let mut items = Vec::new();
    let (mut at, mut end) = (0, None);
    while at <= haystack.len()
        && let Some(found) = pattern.regex.captures_at(&haystack, at)
    {
        let whole = found.get(0)?;
        // Nothing found right behind the last find does not count.
        let accepted = whole.end() != at || end != Some(whole.start());
        at = if whole.end() == at { after(&haystack, at) } else { whole.end() };
        end = Some(whole.end());
        if accepted {
            items.push(caught(&pattern, &found, span)?);
        }
        if items.len() > MOST_ELEMENTS {
            return None;
        }
    }
    let kind = Kind::List(items, Seen::Whole);
    Some(Node { collection: Collection::List, ..Node::computed(kind, span) })
}

/// The place behind the character at `at`.
fn after(text: &str, at: usize) -> usize {
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    at + next.map_or(1, char::len_utf8)
}

/// A pattern with names for all of its groups or for none.
fn patterned(written: &str, haystack: &str) -> Result<Pattern, Stop> {
    let pattern = pattern::compile(written, haystack)?;
    if pattern.names.len() > MOST_GROUPS {
        return Err(Stop::Unsure);
    }
    let named = pattern.names.iter().flatten().count();
    if named > 0 && named < pattern.names.len() { Err(Stop::Wrong) } else { Ok(pattern) }
}

fn stopped(stop: Stop, span: Span) -> Option<Node> {
    match stop {
        Stop::Wrong => refused("it is no regular expression", span),
        Stop::Unsure => None,
    }
}

/// What a find gives: the text, or a list of the groups, or an object by their names.
fn caught(pattern: &Pattern, found: &Captures<'_>, span: Span) -> Option<Node> {
    if pattern.names.is_empty() {
        return answer(found.get(0)?.as_str(), span);
    }
    let mut entries: Vec<Entry> = Vec::new();
    let mut items = Vec::new();
    for (index, name) in pattern.names.iter().enumerate() {
        let value = match found.get(index + 1) {
            Some(group) => answer(group.as_str(), span)?,
            None => Node::computed(Kind::Null, span),
        };
        match name {
            Some(key) => {
                let (key, key_span, form) = (key.clone(), span, Form::Argument);
                entries.push(Entry { key: key.into(), key_span, value, form });
            }
            None => items.push(value),
        }
    }
    entries.sort_by(|one, other| one.key.cmp(&other.key));
    let kind = if items.is_empty() {
        Kind::Object(entries, Seen::Whole)
    } else {
        Kind::List(items, Seen::Whole)
    };
    Some(Node::computed(kind, span))
}

/// `replace`: a text, or between slashes a regular expression.
fn replace(arguments: &[Node], span: Span) -> Option<Node> {
    let (haystack, sought, by) = (text(arguments, 0)?, text(arguments, 1)?, text(arguments, 2)?);
    if sought.len() > 1
        && let Some(inside) = sought.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'))
    {
        return match pattern::compile(inside, &haystack) {
            Ok(pattern) => answer(&replaced(&pattern, &haystack, &by)?, span),
            Err(stop) => stopped(stop, span),
        };
    }
    let times = haystack.matches(&sought).count();
    if times.checked_mul(by.len())? > MOST_CHARACTERS {
        return None;
    }
    answer(&haystack.replace(&sought, &by), span)
}

fn replaced(pattern: &Pattern, haystack: &str, by: &str) -> Option<String> {
    let mut out = String::new();
    let (mut at, mut copied) = (0, 0);
    while at <= haystack.len()
        && let Some(found) = pattern.regex.captures_at(haystack, at)
    {
        let whole = found.get(0)?;
        out.push_str(haystack.get(copied..whole.start())?);
        // Nothing found right behind the last find is not replaced.
        if whole.end() > copied || whole.start() == 0 {
            expand(pattern, &found, by, &mut out);
        }
        if out.len() > MOST_CHARACTERS {
            return None;
        }
        copied = whole.end();
        at = if whole.end() > at { whole.end() } else { after(haystack, at) };
    }
    out.push_str(haystack.get(copied..)?);
    Some(out)
}

/// Writes `by` with `$1`, `${1}`, `$name` and `$$` filled in.
fn expand(pattern: &Pattern, found: &Captures<'_>, by: &str, out: &mut String) {
    let mut rest = by;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        rest = after;
        if let Some(after) = rest.strip_prefix('$') {
            out.push('$');
            rest = after;
            continue;
        }
        let Some((name, after)) = name(rest) else {
            out.push('$');
            continue;
        };
        let digits = name.bytes().all(|digit| digit.is_ascii_digit());
        let leads = name.len() > 1 && name.starts_with('0');
        let index = if digits && !leads && name.len() < 9 {
            name.parse().ok()
        } else {
            let named = pattern.names.iter().position(|other| other.as_deref() == Some(name));
            named.map(|index| index + 1)
        };
        if let Some(group) = index.and_then(|index| found.get(index)) {
            out.push_str(group.as_str());
        }
        rest = after;
    }
    out.push_str(rest);
}

/// The name that `written` begins with, perhaps in braces, and what follows it.
fn name(written: &str) -> Option<(&str, &str)> {
    let braced = written.strip_prefix('{');
    let inside = braced.unwrap_or(written);
    let ends = |letter: char| !letter.is_alphanumeric() && letter != '_';
    let (name, after) = inside.split_at(inside.find(ends).unwrap_or(inside.len()));
    let after = if braced.is_some() { after.strip_prefix('}')? } else { after };
    (!name.is_empty()).then_some((name, after))
}
