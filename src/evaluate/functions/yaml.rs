//! `yamlencode`, and `yamldecode` of the plain sort of YAML.

use super::json::members;
use super::letters::normal;
use super::support::{MOST_CHARACTERS, answer, text};
use super::yaml_read::read;
use super::{Function, Takes, plain};
use crate::node::{Kind, Node, Scalar, Seen};
use crate::source::Span;
use std::fmt::Write as _;

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[
    plain("yamlencode", &[Takes::Any], Some(Scalar::Text), yamlencode),
    plain("yamldecode", &[Takes::Text], None, |arguments, span| read(&text(arguments, 0)?, span)),
];

/// Lists and objects may be nested this deep.
const DEEPEST: usize = 60;
/// Quoted texts are broken at the first blank behind this column.
const WIDTH: usize = 80;
/// Longer names are written behind a question mark.
const LONGEST_NAME: usize = 128;

fn yamlencode(arguments: &[Node], span: Span) -> Option<Node> {
    let mut writer = Writer {
        out: String::new(),
        column: 0,
        indents: vec![-1],
        whitespace: true,
        indention: true,
    };
    let value = arguments.first()?;
    writer.value(value, false, 0)?;
    writer.indent();
    // A bare word might go on, so its end is marked.
    if matches!(value.kind, Kind::Null | Kind::Bool(_) | Kind::Number(_)) {
        writer.indicator("...", true, false, false);
        writer.indent();
    }
    answer(&writer.out, span)
}

/// Writes as libyaml does, from which Terraform has its habits.
struct Writer {
    out: String,
    /// How many characters stand on the last line.
    column: usize,
    /// The indents of all that is open.
    indents: Vec<i32>,
    /// The last character was white space, or stands for it.
    whitespace: bool,
    /// Nothing but indents and dashes stands on the line.
    indention: bool,
}

impl Writer {
    fn value(&mut self, value: &Node, mapping: bool, depth: usize) -> Option<()> {
        if depth > DEEPEST || self.out.len() > MOST_CHARACTERS {
            return None;
        }
        match &value.kind {
            Kind::Null => self.word("null"),
            Kind::Bool(truth) => self.word(&truth.to_string()),
            Kind::Number(digits) => self.word(digits),
            Kind::Text(text) => self.text(&normal(text)?, false)?,
            Kind::List(items, Seen::Whole) if items.is_empty() => self.empty("[", "]"),
            Kind::List(items, Seen::Whole) => {
                self.deeper(false, mapping && !self.indention);
                for item in items {
                    self.indent();
                    self.indicator("-", true, false, true);
                    self.value(item, false, depth + 1)?;
                }
                self.indents.pop();
            }
            Kind::Object(entries, Seen::Whole) if entries.is_empty() => self.empty("{", "}"),
            Kind::Object(_, Seen::Whole) => {
                self.deeper(false, false);
                for (key, member) in members(value)? {
                    self.indent();
                    if key.contains(is_break) || key.len() > LONGEST_NAME {
                        self.indicator("?", true, false, true);
                        self.text(&key, false)?;
                        self.indent();
                        self.indicator(":", true, false, true);
                    } else {
                        self.text(&key, true)?;
                        self.indicator(":", false, false, false);
                    }
                    self.value(member, true, depth + 1)?;
                }
                self.indents.pop();
            }
            _ => return None,
        }
        Some(())
    }

    fn level(&self) -> i32 {
        self.indents.last().copied().unwrap_or(-1)
    }

    fn deeper(&mut self, flow: bool, same: bool) {
        let next = match self.level() {
            ..0 if flow => 2,
            ..0 => 0,
            level if same => level,
            level => level + 2,
        };
        self.indents.push(next);
    }

    fn put(&mut self, letter: char) {
        self.out.push(letter);
        self.column = if letter == '\n' { 0 } else { self.column + 1 };
    }

    fn indent(&mut self) {
        let level = usize::try_from(self.level()).unwrap_or(0);
        if !self.indention || self.column > level || (self.column == level && !self.whitespace) {
            self.put('\n');
        }
        while self.column < level {
            self.put(' ');
        }
        self.whitespace = true;
        self.indention = true;
    }

    fn indicator(&mut self, sign: &str, apart: bool, whitespace: bool, indention: bool) {
        if apart && !self.whitespace {
            self.put(' ');
        }
        sign.chars().for_each(|letter| self.put(letter));
        self.whitespace = whitespace;
        self.indention &= indention;
    }

    fn word(&mut self, word: &str) {
        self.indicator(word, true, false, false);
    }

    fn empty(&mut self, open: &str, close: &str) {
        self.indicator(open, true, true, false);
        self.indicator(close, false, false, false);
    }

    /// A text: in lines where it has some, or between quotes.
    fn text(&mut self, text: &str, is_name: bool) -> Option<()> {
        // libyaml takes every character for a byte order mark then.
        if text.starts_with('\u{feff}') {
            return None;
        }
        self.deeper(true, false);
        if text.contains('\n') && !is_name && stands_in_lines(text) {
            self.lines(text);
        } else {
            self.quoted(text, is_name);
        }
        self.indents.pop();
        Some(())
    }

    fn lines(&mut self, text: &str) {
        self.indicator("|", true, false, false);
        if text.starts_with(|letter| letter == ' ' || is_break(letter)) {
            self.indicator("2", false, false, false);
        }
        let mut from_end = text.chars().rev();
        let last = from_end.next().is_some_and(is_break);
        match (last, from_end.next()) {
            (false, _) => self.indicator("-", false, false, false),
            (true, before) if before.is_none_or(is_break) => {
                self.indicator("+", false, false, false);
            }
            _ => {}
        }
        self.put('\n');
        (self.indention, self.whitespace) = (true, true);
        let mut breaks = true;
        for letter in text.chars() {
            if is_break(letter) {
                self.put(letter);
                self.column = 0;
                self.indention = true;
            } else {
                if breaks {
                    self.indent();
                }
                self.put(letter);
                self.indention = false;
            }
            breaks = is_break(letter);
        }
    }

    fn quoted(&mut self, text: &str, is_name: bool) {
        self.indicator("\"", true, false, false);
        let mut blanks = false;
        for (at, letter) in text.char_indices() {
            if letter == ' ' {
                let inside = at > 0 && at + 1 < text.len();
                if !is_name && !blanks && self.column > WIDTH && inside {
                    self.indent();
                    if text.get(at + 1..).is_some_and(|rest| rest.starts_with(' ')) {
                        self.put('\\');
                    }
                } else {
                    self.put(' ');
                }
                blanks = true;
                continue;
            }
            blanks = false;
            if is_printable(letter) && !is_break(letter) && letter != '"' && letter != '\\' {
                self.put(letter);
            } else {
                self.escaped(letter);
            }
        }
        self.indicator("\"", false, false, false);
        self.indention = false;
    }

    fn escaped(&mut self, letter: char) {
        let mut written = String::from("\\");
        match letter {
            '\0' => written.push('0'),
            '\u{7}' => written.push('a'),
            '\u{8}' => written.push('b'),
            '\t' => written.push('t'),
            '\n' => written.push('n'),
            '\u{b}' => written.push('v'),
            '\u{c}' => written.push('f'),
            '\r' => written.push('r'),
            '\u{1b}' => written.push('e'),
            '"' | '\\' => written.push(letter),
            '\u{85}' => written.push('N'),
            '\u{2028}' => written.push('L'),
            '\u{2029}' => written.push('P'),
            _ => {
                let code = u32::from(letter);
                let _ = match code {
                    0..=0xff => write!(written, "x{code:02X}"),
                    0x100..=0xffff => write!(written, "u{code:04X}"),
                    0x1_0000.. => write!(written, "U{code:08X}"),
                };
            }
        }
        written.chars().for_each(|letter| self.put(letter));
    }
}

/// Whether a text can be written in lines: nothing in it is lost at their ends.
fn stands_in_lines(text: &str) -> bool {
    let before_break = text.chars().zip(text.chars().skip(1));
    !text.ends_with(' ')
        && text.chars().all(is_printable)
        && !before_break.into_iter().any(|(one, next)| one == ' ' && is_break(next))
}

fn is_break(letter: char) -> bool {
    matches!(letter, '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_printable(letter: char) -> bool {
    matches!(letter, '\n' | ' '..='~' | '\u{a0}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}')
}
