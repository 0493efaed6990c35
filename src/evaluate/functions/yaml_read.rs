//! Reads the plain sort of YAML: blocks, lists and objects in brackets, words, quotes, anchors.
//!
//! Whatever is not sure to mean the same to Terraform is not read: tabs, tags, directives, words of
//! several lines.

use super::letters::normal;
use super::support::MOST_ELEMENTS;
use super::yaml_scalars::{block, quoted, resolve};
use crate::node::{Entry, Form, Kind, Node, Seen};
use crate::source::Span;
use smol_str::{SmolStr, ToSmolStr as _};

/// Lists and objects may be nested this deep.
const DEEPEST: usize = 60;

/// What the document `text` says.
pub(super) fn read(text: &str, span: Span) -> Option<Node> {
    let text = text.replace("\r\n", "\n");
    let odd = |letter: char| {
        letter.is_control() && letter != '\n'
            || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}'..)
    };
    if text.contains(odd) {
        return None;
    }
    let mut text = text.strip_prefix("---\n").unwrap_or(&text);
    text = text.strip_suffix("\n...\n").map_or(text, |_| text.get(..text.len() - 4).unwrap_or(""));
    let marks = |line: &str| line.starts_with("---") || line.starts_with("...");
    if text.starts_with('%') || text.lines().any(marks) {
        return None;
    }
    let mut reader = Reader { text, at: 0, span, anchors: Vec::new(), elements: 0 };
    reader.skip();
    if reader.rest().is_empty() {
        return None;
    }
    let value = reader.node(-1, 0)?;
    reader.skip();
    if reader.rest().is_empty() { Some(value) } else { None }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    span: Span,
    anchors: Vec<(String, Node)>,
    elements: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Whether `sign` is next, with a blank or the end of the line behind it.
    fn is_sign(&self, sign: char) -> bool {
        let behind = self.rest().strip_prefix(sign);
        behind.is_some_and(|behind| behind.is_empty() || behind.starts_with([' ', '\n']))
    }

    /// How far from the start of its line the reader stands.
    fn column(&self) -> i64 {
        let before = self.text.get(..self.at).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        i64::try_from(self.at - start).unwrap_or(i64::MAX)
    }

    fn skip_spaces(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches(' ').len();
    }

    /// Goes past blanks, empty lines and comments; whether another line was reached.
    fn skip(&mut self) -> bool {
        let start = self.at;
        loop {
            self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\n']).len();
            let before = self.text.get(..self.at).unwrap_or_default();
            let apart = before.is_empty() || before.ends_with([' ', '\n']);
            if !(apart && self.rest().starts_with('#')) {
                let passed = self.text.get(start..self.at).unwrap_or_default();
                return passed.contains('\n');
            }
            self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        }
    }

    fn made(&mut self, kind: Kind) -> Option<Node> {
        self.elements += 1;
        let kind = match kind {
            Kind::Text(text) => Kind::Text(normal(&text)?),
            other => other,
        };
        (self.elements <= MOST_ELEMENTS).then(|| Node::computed(kind, self.span))
    }

    /// A value in a block whose indent is `parent`; the reader stands at its first character.
    fn node(&mut self, parent: i64, depth: usize) -> Option<Node> {
        if depth > DEEPEST {
            return None;
        }
        let column = self.column();
        if self.is_sign('-') {
            return self.sequence(column, depth);
        }
        if self.is_sign('?') {
            return None;
        }
        let start = self.at;
        if self.key().is_some() {
            self.at = start;
            return self.mapping(column, depth);
        }
        self.at = start;
        self.value(parent, depth)
    }

    /// A value behind a name or dash: on the same line, or below if there is nothing more.
    fn value(&mut self, parent: i64, depth: usize) -> Option<Node> {
        if self.next() == Some('&') {
            self.at += 1;
            let name = self.name()?;
            self.skip_spaces();
            let below = self.rest().is_empty() || self.rest().starts_with(['\n', '#']);
            let value = if below { self.below(parent, depth)? } else { self.value(parent, depth)? };
            self.anchors.push((name, value.clone()));
            return Some(value);
        }
        if let Some('|' | '>') = self.next() {
            return self.block(parent);
        }
        let value = match self.next()? {
            '[' | '{' => self.flow(depth)?,
            '"' | '\'' => {
                let (text, rest) = quoted(self.rest())?;
                self.at = self.text.len() - rest.len();
                self.made(Kind::Text(text.into()))?
            }
            '*' => {
                self.at += 1;
                let name = self.name()?;
                let known = self.anchors.iter().rev().find(|(known, _)| *known == name);
                let known = &known?.1;
                self.elements += size(known);
                if self.elements > MOST_ELEMENTS {
                    return None;
                }
                let value = known.clone();
                self.made(value.kind)?
            }
            _ => {
                let word = self.word(false)?;
                self.made(resolve(word)?)?
            }
        };
        let ended = self.skip() || self.rest().is_empty();
        // A word may go on below, where it is indented.
        let goes_on = !self.rest().is_empty() && self.column() > parent;
        if ended && !goes_on { Some(value) } else { None }
    }

    /// What stands on the lines below, if they are indented; nothing otherwise.
    fn below(&mut self, parent: i64, depth: usize) -> Option<Node> {
        self.skip();
        if self.rest().is_empty() || self.column() <= parent {
            return self.made(Kind::Null);
        }
        self.node(parent, depth + 1)
    }

    /// The name of an anchor.
    fn name(&mut self) -> Option<String> {
        let ends = |letter: char| !letter.is_ascii_alphanumeric() && letter != '_' && letter != '-';
        let rest = self.rest();
        let (name, after) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
        self.at += name.len();
        let apart = after.is_empty() || after.starts_with([' ', '\n', ',', ']', '}']);
        (apart && !name.is_empty()).then(|| name.to_owned())
    }

    fn sequence(&mut self, column: i64, depth: usize) -> Option<Node> {
        let mut items = Vec::new();
        while self.column() == column && self.is_sign('-') {
            self.at += 1;
            self.skip_spaces();
            let empty = self.rest().is_empty() || self.rest().starts_with(['\n', '#']);
            items.push(if empty {
                self.below(column, depth)?
            } else {
                self.node(column, depth + 1)?
            });
            self.skip();
        }
        if !self.rest().is_empty() && self.column() > column {
            return None;
        }
        self.made(Kind::List(items, Seen::Whole))
    }

    fn mapping(&mut self, column: i64, depth: usize) -> Option<Node> {
        let mut entries: Vec<Entry> = Vec::new();
        while self.column() == column && !self.rest().is_empty() {
            if self.is_sign('-') {
                return None;
            }
            let key = self.key()?;
            self.skip_spaces();
            let empty = self.rest().is_empty() || self.rest().starts_with(['\n', '#']);
            let value = if empty {
                self.skip();
                // Lists may stand right below their name.
                let level = self.column() == column && self.is_sign('-');
                if level && !self.rest().is_empty() {
                    self.sequence(column, depth + 1)?
                } else {
                    self.below(column, depth)?
                }
            } else {
                self.value(column, depth + 1)?
            };
            self.add(&mut entries, key, value)?;
            self.skip();
        }
        if !self.rest().is_empty() && self.column() > column {
            return None;
        }
        entries.sort_by(|one, other| one.key.cmp(&other.key));
        self.made(Kind::Object(entries, Seen::Whole))
    }

    /// Adds a member; `<<` adds all members of another object.
    fn add(&self, entries: &mut Vec<Entry>, key: Key, value: Node) -> Option<()> {
        let mut add = |key: SmolStr, value: Node| {
            let (key_span, form) = (self.span, Form::Argument);
            entries.retain(|entry| entry.key != key);
            entries.push(Entry { key, key_span, value, form });
        };
        match key {
            Key::Name(key) => add(key, value),
            Key::Merge => {
                for entry in value.entries()? {
                    add(entry.key.clone(), entry.value.clone());
                }
            }
        }
        Some(())
    }

    /// A name with its colon.
    fn key(&mut self) -> Option<Key> {
        let key = self.bare_key(false)?;
        self.skip_spaces();
        let colon = self.is_sign(':');
        self.at += 1;
        colon.then_some(key)
    }

    fn bare_key(&mut self, flow: bool) -> Option<Key> {
        if let Some('"' | '\'') = self.next() {
            let (text, rest) = quoted(self.rest())?;
            self.at = self.text.len() - rest.len();
            return if text == "<<" { None } else { Some(Key::Name(normal(&text)?)) };
        }
        let word = self.word(flow)?;
        if word == "<<" {
            return Some(Key::Merge);
        }
        Some(Key::Name(match resolve(word)? {
            Kind::Text(text) | Kind::Number(text) => normal(&text)?,
            Kind::Bool(truth) => truth.to_smolstr(),
            _ => return None,
        }))
    }

    /// A bare word on one line, without the blanks behind it.
    fn word(&mut self, flow: bool) -> Option<&'a str> {
        let rest = self.rest();
        let first = rest.chars().next()?;
        let signs = "#,[]{}&*!|>'\"%@`";
        if signs.contains(first) || "-?:".contains(first) && self.is_sign(first) {
            return None;
        }
        let mut end = rest.len();
        let mut before = first;
        for (at, letter) in rest.char_indices() {
            let behind = rest.get(at + letter.len_utf8()..).unwrap_or_default();
            let apart = behind.is_empty() || behind.starts_with([' ', '\n']);
            let stops = match letter {
                '\n' => true,
                '#' => before == ' ',
                ':' if flow && behind.starts_with([',', '[', ']', '{', '}']) => return None,
                ':' => apart,
                '?' if flow => return None,
                ',' | '[' | ']' | '{' | '}' => flow,
                _ => false,
            };
            if stops {
                end = at;
                break;
            }
            before = letter;
        }
        let word = rest.get(..end)?;
        self.at += end;
        Some(word.trim_end_matches(' '))
    }

    /// A list or object in brackets.
    fn flow(&mut self, depth: usize) -> Option<Node> {
        if depth > DEEPEST {
            return None;
        }
        let is_list = self.next() == Some('[');
        let close = if is_list { ']' } else { '}' };
        let mut items = Vec::new();
        let mut entries = Vec::new();
        self.at += 1;
        loop {
            self.skip();
            if self.next()? == close {
                break;
            }
            if is_list {
                items.push(self.flow_value(depth)?);
            } else {
                let key = self.bare_key(true)?;
                self.skip_spaces();
                let value = if self.next()? == ':' {
                    self.at += 1;
                    self.skip();
                    match self.next()? {
                        ',' | '}' => self.made(Kind::Null)?,
                        _ => self.flow_value(depth)?,
                    }
                } else {
                    self.made(Kind::Null)?
                };
                self.add(&mut entries, key, value)?;
            }
            self.skip();
            match self.next()? {
                ',' => self.at += 1,
                next if next == close => {}
                _ => return None,
            }
        }
        self.at += 1;
        entries.sort_by(|one, other| one.key.cmp(&other.key));
        let list = Kind::List(items, Seen::Whole);
        self.made(if is_list { list } else { Kind::Object(entries, Seen::Whole) })
    }

    fn flow_value(&mut self, depth: usize) -> Option<Node> {
        match self.next()? {
            '[' | '{' => self.flow(depth + 1),
            '"' | '\'' => {
                let (text, rest) = quoted(self.rest())?;
                self.at = self.text.len() - rest.len();
                self.made(Kind::Text(text.into()))
            }
            _ => {
                let word = self.word(true)?;
                self.made(resolve(word)?)
            }
        }
    }

    /// A text in lines behind `|` or `>`.
    fn block(&mut self, parent: i64) -> Option<Node> {
        let (text, rest) = block(self.rest(), parent)?;
        self.at = self.text.len() - rest.len();
        self.made(Kind::Text(text.into()))
    }
}

/// How many values a value is made of.
fn size(node: &Node) -> usize {
    match &node.kind {
        Kind::List(items, _) => 1 + items.iter().map(size).sum::<usize>(),
        Kind::Object(entries, _) => {
            1 + entries.iter().map(|entry| size(&entry.value)).sum::<usize>()
        }
        _ => 1,
    }
}

/// The name of a member, or the sign that another object is to be merged in.
enum Key {
    Name(SmolStr),
    Merge,
}
