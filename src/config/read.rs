//! The text of a `bluelint.toml` -> a layer of settings, and all that is wrong in it.

use super::keys::{self, Shape, TABLES};
use super::mistakes::Mistakes;
use super::setting::{Layer, Origin, Said, Value};
use super::{globs, ignores, words};
use crate::finding::Finding;
use crate::near::{did_you_mean, nearest};
use crate::rule::Rule;
use crate::source::SourceId;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) type Toml<'a> = Spanned<DeValue<'a>>;

/// Reads a file, and goes on after a mistake.
pub(super) struct Reader<'a> {
    pub(super) rules: &'a [Rule],
    /// The text, among those of the mistakes.
    source: SourceId,
    name: Arc<str>,
    base: Arc<Path>,
    pub(super) mistakes: &'a mut Mistakes,
    pub(super) layer: Layer,
    /// The configuration that this one goes on from, and where that is said.
    pub(super) extends: Option<(String, Range<usize>)>,
    /// The files of variables, and where each is said.
    pub(super) var_files: Vec<(String, Range<usize>)>,
}

impl<'a> Reader<'a> {
    /// Reads the text that is already among those of `mistakes`; its paths go from `base`.
    pub(super) fn read(
        source: SourceId,
        base: Arc<Path>,
        rules: &'a [Rule],
        mistakes: &'a mut Mistakes,
    ) -> Self {
        let file = mistakes.sources.get(source);
        let (name, text) = (Arc::from(file.path.as_str()), file.text().to_owned());
        let layer = Layer::default();
        let (extends, var_files) = (None, Vec::new());
        let mut reader = Self { rules, source, name, base, mistakes, layer, extends, var_files };
        let (table, errors) = DeTable::parse_recoverable(&text);
        if errors.is_empty() {
            reader.top(table.get_ref());
            let names: Vec<&str> = rules.iter().map(|rule| rule.name).collect();
            for (range, message) in ignores::read(&text, &names).1 {
                reader.wrong(range, message);
            }
        }
        // What follows from the first is mostly noise.
        for error in errors.into_iter().take(1) {
            let range = error.span().unwrap_or(0..0);
            reader.wrong(range, error.message().trim_end_matches('.'));
        }
        reader
    }

    /// Something is wrong at a place.
    pub(super) fn wrong(&mut self, range: Range<usize>, message: impl AsRef<str>) -> &mut Finding {
        self.mistakes.add(self.source, range, message.as_ref())
    }

    /// Where something is said.
    pub(super) fn origin(&self, at: usize) -> Origin {
        let line = self.mistakes.sources.get(self.source).position(at).line;
        Origin { name: Arc::clone(&self.name), line, base: Arc::clone(&self.base) }
    }

    /// Says `value` by `key`, as it stands at `at`.
    pub(super) fn set(&mut self, key: &[&str], value: Value, at: usize) {
        let origin = self.origin(at);
        self.layer.said.set(key, value, origin);
    }

    /// The table at the top of the file.
    fn top(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let (name, range) = (key.get_ref().as_ref(), key.span());
            match name {
                "accounts" => self.accounts(value),
                "rules" => self.rules(value),
                "overrides" => self.overrides(value),
                "vars" => self.vars(value),
                // `ignores` reads it.
                "ignore" => {}
                "lint" | "limits" | "output" => self.keys(name, value),
                _ if keys::of("").any(|key| key.name == name) => {
                    self.key("", name, range, value);
                }
                _ => self.unknown("", name, range),
            }
        }
    }

    /// A table of keys that are no tables.
    fn keys(&mut self, table: &str, value: &Toml<'_>) {
        let Some(inside) = value.get_ref().as_table() else {
            let message = format!("`{table}` is a table; write `[{table}]` above its keys");
            self.wrong(value.span(), message);
            return;
        };
        for (key, value) in inside {
            self.key(table, key.get_ref(), key.span(), value);
        }
        if table == "lint" {
            self.contradictions(inside);
        }
    }

    /// A key that is none, with the one that was probably meant, or the table where it belongs.
    fn unknown(&mut self, table: &str, name: &str, range: Range<usize>) {
        let tables = TABLES.iter().map(|(table, _)| *table).filter(|_| table.is_empty());
        let here = nearest(name, keys::of(table).map(|key| key.name).chain(tables));
        let elsewhere = keys::KEYS.iter().find(|key| key.name == name);
        let whose = if table.is_empty() { String::new() } else { format!(" in `[{table}]`") };
        let message = format!("there is no setting `{name}`{whose}");
        match elsewhere {
            None => {
                self.wrong(range, format!("{message}{}", did_you_mean(here)));
            }
            Some(key) if key.table.is_empty() => {
                self.wrong(range, message).help(format!(
                    "`{name}` belongs at the top of the file, above the first `[table]`"
                ));
            }
            Some(key) => {
                self.wrong(range, message).help(format!("`{name}` belongs in `[{}]`", key.table));
            }
        }
    }

    /// What one key of a table is set to.
    fn key(&mut self, table: &str, name: &str, range: Range<usize>, value: &Toml<'_>) {
        let Some(key) = keys::of(table).find(|key| key.name == name) else {
            return self.unknown(table, name, range);
        };
        let Some(read) = self.value(name, key.takes, value) else { return };
        match (&read, key.takes) {
            (Value::List(words), _) if words.is_empty() && name == keys::NEVER_EMPTY => {
                let message =
                    format!("`{name}` selects nothing at all; leave it out for all rules");
                self.wrong(value.span(), message);
            }
            (Value::Text(path), Shape::Path) if name == "extend" => {
                self.extends = Some((path.clone(), value.span()));
            }
            (Value::List(_), Shape::Paths) => {
                let items = value.get_ref().as_array().into_iter().flatten();
                let files = items
                    .filter_map(|item| Some((item.get_ref().as_str()?.to_owned(), item.span())));
                self.var_files = files.collect();
            }
            _ => {}
        }
        let path = if table.is_empty() { vec![name] } else { vec![table, name] };
        self.set(&path, read, range.start);
    }

    /// A value of the shape that a key takes.
    fn value(&mut self, name: &str, takes: Shape, value: &Toml<'_>) -> Option<Value> {
        let is = value.get_ref();
        let read = match takes {
            Shape::Flag => is.as_bool().map(Value::Flag),
            Shape::Word(words) => return self.word(name, words, value).map(Value::Text),
            Shape::Number(least, most) => return self.number(name, least..=most, value),
            Shape::Path => is.as_str().map(|text| Value::Text(text.to_owned())),
            Shape::Paths => return self.list(name, value, |_| None).map(Value::List),
            Shape::Globs => return self.list(name, value, globs::misfit).map(Value::List),
            Shape::Rules => {
                let rules = self.rules;
                return self.list(name, value, |word| words::misfit(rules, word)).map(Value::List);
            }
        };
        if read.is_none() {
            let wants = if takes == Shape::Flag { "`true` or `false`" } else { "a text" };
            let is = kind_of(value);
            self.wrong(value.span(), format!("`{name}` has to be {wants}, not {is}"));
        }
        if read == Some(Value::Text(String::new())) {
            self.wrong(value.span(), format!("`{name}` is empty"));
            return None;
        }
        read
    }

    /// One of these words.
    pub(super) fn word(&mut self, name: &str, words: &[&str], value: &Toml<'_>) -> Option<String> {
        let text = value.get_ref().as_str().unwrap_or_default();
        if words.contains(&text) {
            return Some(text.to_owned());
        }
        let near = did_you_mean(nearest(text, words.iter().copied()));
        self.wrong(value.span(), format!("`{name}` is {}{near}", one_of(words)));
        None
    }

    fn number(
        &mut self,
        name: &str,
        range: std::ops::RangeInclusive<u64>,
        value: &Toml<'_>,
    ) -> Option<Value> {
        let integer = value.get_ref().as_integer();
        let number =
            integer.and_then(|number| u64::from_str_radix(number.as_str(), number.radix()).ok());
        let fits = number.filter(|number| range.contains(number));
        if fits.is_none() {
            let (least, most) = (range.start(), range.end());
            let message = format!("`{name}` has to be a whole number from {least} to {most}");
            self.wrong(value.span(), message);
        }
        fits.map(Value::Number)
    }

    /// A list of texts, each there once, of which `misfit` says what is wrong with one.
    pub(super) fn list(
        &mut self,
        name: &str,
        value: &Toml<'_>,
        misfit: impl Fn(&str) -> Option<String>,
    ) -> Option<Vec<String>> {
        let Some(items) = value.get_ref().as_array() else {
            let is = kind_of(value);
            self.wrong(value.span(), format!("`{name}` has to be a list of texts, not {is}"));
            return None;
        };
        let mut list: Vec<String> = Vec::new();
        let mut first = std::collections::HashMap::new();
        for item in items {
            let Some(text) = item.get_ref().as_str() else {
                let is = kind_of(item);
                self.wrong(item.span(), format!("`{name}` is a list of texts, and this is {is}"));
                continue;
            };
            if let Some(message) = misfit(text) {
                self.wrong(item.span(), message);
            } else if let Some(earlier) = first.insert(text.to_owned(), item.span()) {
                let label = crate::finding::Label {
                    span: crate::source::Span::new(self.source, earlier),
                    message: "it is here already".to_owned(),
                };
                let message = format!("`{text}` is in `{name}` twice");
                self.wrong(item.span(), message).labels.push(label);
            }
            list.push(text.to_owned());
        }
        Some(list)
    }

    /// A word that is chosen and left out in one breath.
    fn contradictions(&mut self, table: &DeTable<'_>) {
        let items = |name: &str| {
            let list = table.get(name).and_then(|value| value.get_ref().as_array());
            list.into_iter()
                .flatten()
                .filter_map(|item| Some((item.get_ref().as_str()?, item.span())))
        };
        for name in ["select", "extend-select"] {
            for (word, range) in items(name) {
                let Some((_, other)) = items("ignore").find(|(ignored, _)| *ignored == word) else {
                    continue;
                };
                let span = crate::source::Span::new(self.source, other);
                let message = format!("`{word}` stands in `{name}` and in `ignore`");
                let label = crate::finding::Label { span, message: "and here".to_owned() };
                self.wrong(range, message).labels.push(label);
            }
        }
    }
}

/// Sets what is said under `[overrides]` too.
impl Reader<'_> {
    /// What is said while `read` reads, apart from all else.
    pub(super) fn apart(&mut self, read: impl FnOnce(&mut Self)) -> Said {
        let outside = std::mem::take(&mut self.layer.said);
        read(self);
        std::mem::replace(&mut self.layer.said, outside)
    }
}

/// The words as people say them: one of a, b and c, each between backticks.
pub(super) fn one_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("one of {} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// What a value is, in words.
pub(super) fn kind_of(value: &Toml<'_>) -> &'static str {
    match value.get_ref() {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
