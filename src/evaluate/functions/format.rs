//! `format` and `formatlist`: texts with verbs such as `%s` and `%05.2f`.

use super::figures;
use super::json;
use super::letters::graphemes;
use super::support::{MOST_CHARACTERS, MOST_ELEMENTS, answer, refused, text};
use super::{Function, Takes, plain};
use crate::evaluate::convert::convert;
use crate::evaluate::numbers::Number;
use crate::evaluate::ranges;
use crate::evaluate::types::{No, Type};
use crate::node::{Collection, Kind, Node, Piece, Scalar, Seen, Unknown};
use crate::source::Span;

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        rest: Some(Takes::Any),
        sees_unknown: true,
        ..plain("format", &[Takes::Text], Some(Scalar::Text), format)
    },
    Function {
        rest: Some(Takes::Any),
        sees_unknown: true,
        ..plain("formatlist", &[Takes::Text], None, formatlist)
    },
];

/// Why a text could not be formatted.
enum Stop {
    /// Terraform would surely refuse it.
    Refused,
    /// What Terraform would make of it is not known.
    Unsure,
}

/// One verb with all that stands between `%` and its letter.
#[derive(Default)]
pub(super) struct Verb {
    /// Any of `0#-+ `.
    pub(super) flags: String,
    pub(super) width: Option<usize>,
    pub(super) precision: Option<usize>,
    pub(super) mode: char,
    /// Which argument, counted from 1.
    pub(super) argument: usize,
}

impl Verb {
    /// Whether `flag` is set.
    pub(super) fn has(&self, flag: char) -> bool {
        self.flags.contains(flag)
    }
}

fn format(arguments: &[Node], span: Span) -> Option<Node> {
    let pattern = text(arguments, 0)?;
    let values: Vec<&Node> = arguments.iter().skip(1).collect();
    let known = values.iter().all(|value| value.is_known());
    // Null written as it is has no type, and Terraform waits for one.
    if values.iter().any(|value| matches!(value.kind, Kind::Null | Kind::Absent)) {
        return None;
    }
    match fill(&pattern, &values) {
        Ok(pieces) if known => answer(&only_text(&pieces)?, span),
        Err(Stop::Refused) if known => refused("`format` takes other values", span),
        filled if !known => partly(&pattern, filled.unwrap_or_default(), span),
        _ => None,
    }
}

/// What is known of a text with values that are not. Terraform itself knows how it begins only up to
/// the first verb.
fn partly(pattern: &str, pieces: Vec<Piece>, span: Span) -> Option<Node> {
    let prefix = pattern.split('%').next().unwrap_or_default();
    let begins = match pieces.first() {
        Some(Piece::Text(text)) => text == prefix,
        Some(Piece::Unknown(_)) => prefix.is_empty(),
        None => false,
    };
    let pieces = match (begins, prefix) {
        (true, _) => pieces,
        (false, "") => return None,
        (false, prefix) => {
            vec![Piece::Text(prefix.to_owned()), Piece::unknown(Unknown::because("a value"))]
        }
    };
    Some(Node::computed(Kind::Template(pieces), span))
}

fn only_text(pieces: &[Piece]) -> Option<String> {
    match pieces {
        [] => Some(String::new()),
        [Piece::Text(text)] => Some(text.clone()),
        _ => None,
    }
}

/// One text for each element of the lists among the arguments, which are all of one length.
fn formatlist(arguments: &[Node], span: Span) -> Option<Node> {
    let pattern = text(arguments, 0)?;
    let values = arguments.get(1..)?;
    let mut length = None;
    for value in values {
        match &value.kind {
            Kind::List(items, Seen::Whole) => {
                let unsure = value.collection == Collection::Set && !value.is_known();
                if unsure {
                    return None;
                }
                if length.is_some_and(|length| length != items.len()) {
                    return refused("the lists are of different lengths", span);
                }
                length = Some(items.len());
            }
            // Null that is a list is one value; what is of no type yet may be a list of any length.
            Kind::Null if value.of.as_deref().is_some_and(is_told) => {}
            Kind::List(..) | Kind::OneOf(_) | Kind::Null | Kind::Absent => return None,
            Kind::Unknown(unknown) if unknown.scalar.is_none() => return None,
            // It may be infinite, which Terraform knows and which is refused where digits are wanted.
            Kind::Unknown(unknown)
                if unknown.scalar == Some(Scalar::Number) && wants_digits(&pattern) =>
            {
                return None;
            }
            _ => {}
        }
    }
    let length = length.unwrap_or(1);
    if length > MOST_ELEMENTS {
        return None;
    }
    let mut results = Vec::with_capacity(length);
    let mut size = 0;
    for row in rows(values, length)? {
        if row.last().is_some_and(|last| !last.is_known()) {
            results.push(ranges::there(&Type::Text, "it is not known yet", span));
            continue;
        }
        match fill(&pattern, &row) {
            Ok(pieces) => {
                let text = only_text(&pieces)?;
                size += text.len();
                if size > MOST_CHARACTERS {
                    return None;
                }
                results.push(answer(&text, span)?);
            }
            Err(Stop::Refused) => return refused("`formatlist` takes other values", span),
            Err(Stop::Unsure) => return None,
        }
    }
    let kind = Kind::List(results, Seen::Whole);
    Some(Node { collection: Collection::List, of: Type::Text.said(), ..Node::computed(kind, span) })
}

fn is_told(of: &Type) -> bool {
    !matches!(of, Type::Any | Type::Unsure)
}

/// Whether a verb takes whole numbers only.
fn wants_digits(pattern: &str) -> bool {
    let plain = pattern.replace("%%", "");
    let mut modes =
        plain.split('%').skip(1).filter_map(|one| one.chars().find(char::is_ascii_alphabetic));
    modes.any(|mode| matches!(mode, 'b' | 'd' | 'o' | 'x' | 'X'))
}

/// The values for each of `length` texts. Where Terraform meets one that is not known it leaves the
/// lists behind it where they are.
fn rows(values: &[Node], length: usize) -> Option<Vec<Vec<&Node>>> {
    let mut places = vec![0; values.len()];
    let mut rows = Vec::with_capacity(length);
    for _ in 0..length {
        let mut row = Vec::with_capacity(values.len());
        for (value, place) in values.iter().zip(&mut places) {
            let one = value.items().map_or(Some(value), |items| items.get(*place))?;
            *place += 1;
            row.push(one);
            if !one.is_known() {
                break;
            }
        }
        rows.push(row);
    }
    Some(rows)
}

/// The pattern with its verbs filled in.
fn fill(pattern: &str, values: &[&Node]) -> Result<Vec<Piece>, Stop> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = pattern;
    let (mut next, mut highest) = (1, 0);
    while let Some((before, after)) = rest.split_once('%') {
        push(&mut pieces, before)?;
        if let Some(after) = after.strip_prefix('%') {
            push(&mut pieces, "%")?;
            rest = after;
            continue;
        }
        let (verb, after) = verb(after, next)?;
        highest = highest.max(verb.argument);
        next = verb.argument + 1;
        let value = verb.argument.checked_sub(1).and_then(|index| values.get(index));
        let value = value.ok_or(Stop::Refused)?;
        if value.is_known() {
            push(&mut pieces, &fill_one(&verb, value)?)?;
        } else {
            pieces.push(Piece::unknown(Unknown::because("a value")));
        }
        rest = after;
    }
    push(&mut pieces, rest)?;
    if highest < values.len() { Err(Stop::Refused) } else { Ok(pieces) }
}

fn push(pieces: &mut Vec<Piece>, text: &str) -> Result<(), Stop> {
    match pieces.last_mut() {
        Some(Piece::Text(before)) if before.len() + text.len() > MOST_CHARACTERS => {
            return Err(Stop::Unsure);
        }
        Some(Piece::Text(before)) => before.push_str(text),
        _ if text.is_empty() => {}
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
    Ok(())
}

/// Reads a verb and gives what follows it.
fn verb(written: &str, next: usize) -> Result<(Verb, &str), Stop> {
    let mut verb = Verb { argument: next, ..Verb::default() };
    let flags = written.len() - written.trim_start_matches(['0', '#', '-', '+', ' ']).len();
    let (flags, mut rest) = written.split_at(flags);
    flags.clone_into(&mut verb.flags);
    let number = |text: &str| -> Result<usize, Stop> {
        text.parse().ok().filter(|number| *number <= 100_000).ok_or(Stop::Unsure)
    };
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (width, after) = rest.split_at(digits(rest));
    if !width.is_empty() {
        verb.width = Some(number(width)?);
        rest = after;
    }
    if let Some(after) = rest.strip_prefix('.') {
        let (precision, after) = after.split_at(digits(after));
        verb.precision = Some(if precision.is_empty() { 0 } else { number(precision)? });
        rest = after;
    }
    if let Some(after) = rest.strip_prefix('[') {
        let (index, after) = after.split_once(']').ok_or(Stop::Refused)?;
        if digits(index) != index.len() || index.starts_with('0') || index.is_empty() {
            return Err(Stop::Refused);
        }
        verb.argument = number(index)?;
        rest = after;
    }
    let mode = rest.chars().next().filter(char::is_ascii_alphabetic).ok_or(Stop::Refused)?;
    verb.mode = mode;
    Ok((verb, rest.get(1..).unwrap_or_default()))
}

fn fill_one(verb: &Verb, value: &Node) -> Result<String, Stop> {
    if matches!(value.kind, Kind::Null) && verb.mode != 'v' {
        return Err(Stop::Refused);
    }
    match verb.mode {
        'v' => any(verb, value).ok_or(Stop::Unsure),
        't' => match converted(value, &Type::Bool)?.kind {
            Kind::Bool(truth) => Ok(truth.to_string()),
            _ => Err(Stop::Unsure),
        },
        'b' | 'd' | 'o' | 'x' | 'X' | 'e' | 'E' | 'f' | 'g' | 'G' => {
            let number = converted(value, &Type::Number)?;
            let Kind::Number(digits) = &number.kind else {
                return Err(Stop::Unsure);
            };
            let filled = match verb.mode {
                'b' | 'd' | 'o' | 'x' | 'X' if digits.contains('.') => return Err(Stop::Refused),
                'b' | 'd' | 'o' | 'x' | 'X' => {
                    let exact = Number::of(&number).ok_or(Stop::Unsure)?.expanded();
                    figures::whole(&exact, verb)
                }
                _ => {
                    // What is rounded is the value, not the digits that Terraform prints for it.
                    let exact = match (verb.mode, verb.precision) {
                        ('g' | 'G', None) => digits.to_string(),
                        _ => Number::of(&number).ok_or(Stop::Unsure)?.expanded(),
                    };
                    figures::float(&exact, verb)
                }
            };
            filled.ok_or(Stop::Unsure)
        }
        's' | 'q' => {
            let Kind::Text(text) = converted(value, &Type::Text)?.kind else {
                return Err(Stop::Unsure);
            };
            string(verb, &text).ok_or(Stop::Unsure)
        }
        _ => Err(Stop::Refused),
    }
}

/// The value as the verb wants it.
fn converted(value: &Node, wanted: &Type) -> Result<Node, Stop> {
    convert(value.clone(), wanted).map_err(|no| match no {
        No::Refused => Stop::Refused,
        No::Unsure => Stop::Unsure,
    })
}

fn any(verb: &Verb, value: &Node) -> Option<String> {
    let filled = match &value.kind {
        Kind::Text(text) if !verb.has('#') => text.to_string(),
        Kind::Number(digits) if !verb.has('#') => figures::shortest(digits)?,
        _ => json::written(value)?,
    };
    padded(verb, filled)
}

fn string(verb: &Verb, text: &str) -> Option<String> {
    let text = match verb.precision {
        None | Some(0) => text.to_owned(),
        Some(most) => graphemes(text)?.into_iter().take(most).collect(),
    };
    if verb.mode == 'q' {
        let mut quoted = String::new();
        json::write_text(&text, &mut quoted);
        return padded(verb, quoted);
    }
    padded(verb, text)
}

/// Widens a text, counted in characters as a reader counts them.
fn padded(verb: &Verb, text: String) -> Option<String> {
    let Some(width) = verb.width else { return Some(text) };
    let missing = width.saturating_sub(graphemes(&text)?.len());
    let pad = if verb.has('0') { "0" } else { " " }.repeat(missing);
    Some(if verb.has('-') { text + &pad } else { pad + &text })
}
