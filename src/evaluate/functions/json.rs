//! `jsonencode` and `jsondecode`.

use super::letters::normal;
use super::support::{MOST_CHARACTERS, MOST_ELEMENTS, answer, refused, text};
use super::{Function, Takes, plain};
use crate::node::{Entry, Form, Kind, Node, Piece, Scalar, Seen, Unknown};
use crate::source::Span;
use smol_str::SmolStr;
use std::collections::HashMap;
use std::fmt::Write as _;

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        sees_unknown: true,
        ..plain("jsonencode", &[Takes::Any], Some(Scalar::Text), jsonencode)
    },
    plain("jsondecode", &[Takes::Text], None, jsondecode),
];

/// Lists and objects may be nested this deep.
const DEEPEST: usize = 100;

fn jsonencode(arguments: &[Node], span: Span) -> Option<Node> {
    let value = arguments.first()?;
    if value.is_known() {
        return answer(&written(value)?, span);
    }
    // What it begins with is known to Terraform, too.
    let begins = match value.kind {
        Kind::Object(..) => "{",
        Kind::List(..) => "[",
        Kind::Template(_) => "\"",
        _ => return None,
    };
    let unknown = Unknown::because("a value in it is not known");
    let pieces = vec![Piece::Text(begins.to_owned()), Piece::unknown(unknown)];
    Some(Node::computed(Kind::Template(pieces), span))
}

/// A value as JSON, as Terraform writes it: names in order, no blanks.
pub(super) fn written(value: &Node) -> Option<String> {
    let mut out = String::new();
    write(value, &mut out, 0)?;
    Some(out)
}

fn write(value: &Node, out: &mut String, depth: usize) -> Option<()> {
    if depth > DEEPEST || out.len() > MOST_CHARACTERS {
        return None;
    }
    match &value.kind {
        Kind::Null => out.push_str("null"),
        Kind::Bool(truth) => {
            let _ = write!(out, "{truth}");
        }
        Kind::Number(digits) => out.push_str(digits),
        Kind::Text(text) => write_text(&normal(text)?, out),
        Kind::List(items, Seen::Whole) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, out, depth + 1)?;
            }
            out.push(']');
        }
        Kind::Object(_, Seen::Whole) => {
            out.push('{');
            for (index, (key, member)) in members(value)?.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_text(&key, out);
                out.push(':');
                write(member, out, depth + 1)?;
            }
            out.push('}');
        }
        _ => return None,
    }
    Some(())
}

/// The members of an object in the order of their names; of two of one name the last.
pub(super) fn members(object: &Node) -> Option<Vec<(SmolStr, &Node)>> {
    let mut members = Vec::new();
    for entry in object.entries()? {
        members.push((normal(&entry.key)?, &entry.value));
    }
    members.sort_by(|one, other| one.0.cmp(&other.0));
    members.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            earlier.1 = later.1;
        }
        same
    });
    Some(members)
}

/// A text between quotes. What means something in HTML is escaped.
pub(super) fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..='\u{1f}' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
}

/// Why a JSON text is not read.
enum Stop {
    /// It is wrong.
    Wrong,
    /// What Terraform would make of it is not known.
    Unsure,
}

fn jsondecode(arguments: &[Node], span: Span) -> Option<Node> {
    let whole = text(arguments, 0)?;
    let mut reader = Reader { rest: &whole, span, elements: 0 };
    match reader.value(0) {
        Ok(value) => match reader.next() {
            None => Some(value),
            // Terraform overlooks a closing bracket too many.
            Some(']' | '}') => None,
            Some(_) => refused("something follows the JSON value", span),
        },
        Err(Stop::Wrong) => refused("it is not JSON", span),
        Err(Stop::Unsure) => None,
    }
}

struct Reader<'a> {
    rest: &'a str,
    span: Span,
    elements: usize,
}

impl Reader<'_> {
    /// The next character that is no blank; it stays where it is.
    fn next(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
        self.rest.chars().next()
    }

    /// Goes past `expected`, if it is next.
    fn eat(&mut self, expected: char) -> bool {
        let found = self.next() == Some(expected);
        if found {
            self.rest = self.rest.get(expected.len_utf8()..).unwrap_or_default();
        }
        found
    }

    fn value(&mut self, depth: usize) -> Result<Node, Stop> {
        self.elements += 1;
        if depth > DEEPEST || self.elements > MOST_ELEMENTS {
            return Err(Stop::Unsure);
        }
        let kind = match self.next().ok_or(Stop::Wrong)? {
            '"' => Kind::Text(normal(&self.text()?).ok_or(Stop::Unsure)?),
            '[' => self.list(depth)?,
            '{' => self.object(depth)?,
            '-' | '0'..='9' => self.number()?,
            _ => {
                let words = [
                    ("null", Kind::Null),
                    ("true", Kind::Bool(true)),
                    ("false", Kind::Bool(false)),
                ];
                let found = words.into_iter().find(|(word, _)| self.rest.starts_with(word));
                let (word, kind) = found.ok_or(Stop::Wrong)?;
                self.rest = self.rest.get(word.len()..).unwrap_or_default();
                kind
            }
        };
        Ok(Node::computed(kind, self.span))
    }

    fn list(&mut self, depth: usize) -> Result<Kind, Stop> {
        let mut items = Vec::new();
        self.eat('[');
        if self.eat(']') {
            return Ok(Kind::List(items, Seen::Whole));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.eat(']') {
                return Ok(Kind::List(items, Seen::Whole));
            }
            if !self.eat(',') {
                return Err(Stop::Wrong);
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Kind, Stop> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        self.eat('{');
        if self.eat('}') {
            return Ok(Kind::Object(entries, Seen::Whole));
        }
        loop {
            if self.next() != Some('"') {
                return Err(Stop::Wrong);
            }
            let key = self.text()?;
            if normal(&key).as_deref() != Some(key.as_str()) {
                return Err(Stop::Unsure);
            }
            if !self.eat(':') {
                return Err(Stop::Wrong);
            }
            let value = self.value(depth + 1)?;
            // The last of one name counts, but Terraform converts the others to its type.
            let place = *places.entry(key.clone()).or_insert(entries.len());
            if let Some(earlier) = entries.get_mut(place) {
                let before = &earlier.value.kind;
                if std::mem::discriminant(before) != std::mem::discriminant(&value.kind)
                    || matches!(before, Kind::List(..) | Kind::Object(..) | Kind::Null)
                {
                    return Err(Stop::Unsure);
                }
                earlier.value = value;
            } else {
                let (key_span, form) = (self.span, Form::Argument);
                entries.push(Entry { key: key.into(), key_span, value, form });
            }
            if self.eat('}') {
                entries.sort_by(|one, other| one.key.cmp(&other.key));
                return Ok(Kind::Object(entries, Seen::Whole));
            }
            if !self.eat(',') {
                return Err(Stop::Wrong);
            }
        }
    }

    fn number(&mut self) -> Result<Kind, Stop> {
        let ends = |letter: char| !matches!(letter, '0'..='9' | '+' | '-' | '.' | 'e' | 'E');
        let (written, rest) = self.rest.split_at(self.rest.find(ends).unwrap_or(self.rest.len()));
        self.rest = rest;
        if !is_number(written) {
            return Err(Stop::Wrong);
        }
        // Minus zero is a number of its own.
        let digits = expanded(written).filter(|digits| digits != "-0");
        digits.map(|digits| Kind::Number(digits.into())).ok_or(Stop::Unsure)
    }

    /// A text between quotes, at whose first quote the reader stands.
    fn text(&mut self) -> Result<String, Stop> {
        let mut out = String::new();
        let mut letters = self.rest.char_indices().skip(1);
        while let Some((at, letter)) = letters.next() {
            match letter {
                '"' => {
                    self.rest = self.rest.get(at + 1..).unwrap_or_default();
                    return Ok(out);
                }
                '\0'..='\u{1f}' => return Err(Stop::Wrong),
                '\\' => match letters.next().ok_or(Stop::Wrong)?.1 {
                    quoted @ ('"' | '\\' | '/') => out.push(quoted),
                    'b' => out.push('\u{8}'),
                    'f' => out.push('\u{c}'),
                    'n' => out.push('\n'),
                    'r' => out.push('\r'),
                    't' => out.push('\t'),
                    'u' => {
                        let first = self.unit(at)?;
                        letters.nth(3);
                        let second = (0xd800..0xdc00).contains(&first).then(|| self.unit(at + 6));
                        let units = match second {
                            Some(Ok(low @ 0xdc00..0xe000)) => {
                                letters.nth(5);
                                vec![first, low]
                            }
                            _ => vec![first],
                        };
                        // Half a pair stands for nothing.
                        out.push_str(&String::from_utf16_lossy(&units));
                    }
                    _ => return Err(Stop::Wrong),
                },
                _ => out.push(letter),
            }
        }
        Err(Stop::Wrong)
    }

    /// The number of the `\uXXXX` at byte `at`.
    fn unit(&self, at: usize) -> Result<u16, Stop> {
        let written = self.rest.get(at..at + 6).and_then(|all| all.strip_prefix("\\u"));
        let digits = written.filter(|digits| digits.bytes().all(|one| one.is_ascii_hexdigit()));
        u16::from_str_radix(digits.ok_or(Stop::Wrong)?, 16).map_err(|_| Stop::Wrong)
    }
}

/// Whether JSON has such a number.
fn is_number(written: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let plain = written.strip_prefix('-').unwrap_or(written);
    let (mantissa, exponent) = plain.split_once(['e', 'E']).unwrap_or((plain, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && digits(fraction)
        && digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
}

/// A number written with an exponent or without, in plain digits. `None` where Terraform does not
/// hold all its digits, or it is very long.
pub(super) fn expanded(written: &str) -> Option<String> {
    let (sign, plain) = written.strip_prefix('-').map_or(("", written), |rest| ("-", rest));
    let plain = plain.strip_prefix('+').unwrap_or(plain);
    let (mantissa, exponent) = plain.split_once(['e', 'E']).unwrap_or((plain, "0"));
    let exponent: i64 = exponent.parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let zeros = digits.len() - digits.trim_start_matches('0').len();
    let point = i64::try_from(whole.len()).ok()? - i64::try_from(zeros).ok()? + exponent;
    let digits = digits.trim_matches('0');
    if digits.is_empty() {
        return Some(format!("{sign}0"));
    }
    if digits.len() > 150 || point.unsigned_abs() > 1000 {
        return None;
    }
    let length = i64::try_from(digits.len()).ok()?;
    let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or(0));
    Some(if point <= 0 {
        format!("{sign}0.{}{digits}", zeros(-point))
    } else if point >= length {
        format!("{sign}{digits}{}", zeros(point - length))
    } else {
        let (whole, fraction) = digits.split_at(usize::try_from(point).ok()?);
        format!("{sign}{whole}.{fraction}")
    })
}
