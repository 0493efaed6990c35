//! What is said, by which key, and where: the settings of a file, and how those of several become one.

use super::globs::Globs;
use super::keys;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a key is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `true` or `false`.
    Flag(bool),
    /// A number.
    Number(u64),
    /// A text.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
    /// A value in Terraform's language.
    Terraform(String),
}

/// Where something is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file as it is shown, the flag, or the variable of the environment.
    pub name: Arc<str>,
    /// The line in the file, from 1; 0 where there are no lines.
    pub line: usize,
    /// From where its paths go.
    pub base: Arc<Path>,
}

impl Origin {
    /// `bluelint.toml:3`, `--select`.
    pub fn shown(&self) -> String {
        if self.line == 0 || self.name.starts_with("--") {
            self.name.to_string()
        } else {
            format!("{}:{}", self.name, self.line)
        }
    }

    /// Where `path`, which is said here, leads.
    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.base.join(path)
    }
}

/// A value and where it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The value.
    pub value: Value,
    /// Where it is said.
    pub origin: Origin,
}

/// What is said by which key; several settings where what several files say adds up.
#[derive(Clone, Debug, Default)]
pub(super) struct Said(BTreeMap<Vec<String>, Vec<Setting>>);

impl Said {
    /// Says `value` by `key`, in the place of what was said before.
    pub(super) fn set(&mut self, key: &[&str], value: Value, origin: Origin) {
        let key = key.iter().map(|part| (*part).to_owned()).collect();
        self.0.insert(key, vec![Setting { value, origin }]);
    }

    /// Takes over what `stronger` says: in the place of what was said, or beside it.
    pub(super) fn under(&mut self, stronger: Self) {
        for (key, settings) in stronger.0 {
            let said = self.0.entry(key.clone()).or_default();
            if !keys::adds_up(&key) {
                said.clear();
            }
            said.extend(settings);
        }
    }

    /// What is said by `key` last.
    pub(super) fn get(&self, key: &[&str]) -> Option<&Setting> {
        self.all(key).last()
    }

    /// All that is said by `key`.
    pub(super) fn all(&self, key: &[&str]) -> &[Setting] {
        let key: Vec<String> = key.iter().map(|part| (*part).to_owned()).collect();
        self.0.get(&key).map_or(&[], Vec::as_slice)
    }

    pub(super) fn text(&self, key: &[&str]) -> Option<&str> {
        match &self.get(key)?.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn flag(&self, key: &[&str]) -> bool {
        matches!(self.get(key), Some(Setting { value: Value::Flag(true), .. }))
    }

    pub(super) fn number(&self, key: &[&str]) -> Option<u64> {
        match self.get(key)?.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Every text of the lists that are said by `key`, and where.
    pub(super) fn words<'a>(
        &'a self,
        key: &[&str],
    ) -> impl Iterator<Item = (&'a str, &'a Origin)> + use<'a> {
        self.all(key).iter().flat_map(|setting| {
            let list: &[String] = match &setting.value {
                Value::List(list) => list,
                _ => &[],
            };
            list.iter().map(|word| (word.as_str(), &setting.origin))
        })
    }

    /// All that is said in the table `name`: the rest of each key, and the last that is said by it.
    pub(super) fn table<'a>(
        &'a self,
        name: &'a str,
    ) -> impl Iterator<Item = (&'a [String], &'a Setting)> {
        let inside = self.0.range(vec![name.to_owned()]..);
        let inside = inside.take_while(move |(key, _)| key.first().is_some_and(|one| one == name));
        inside.filter_map(|(key, all)| Some((key.get(1..)?, all.last()?)))
    }

    /// Everything, in the order of the keys.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&[String], &[Setting])> {
        self.0.iter().map(|(key, all)| (key.as_slice(), all.as_slice()))
    }
}

/// What is different for some files.
#[derive(Clone, Debug)]
pub(super) struct Override {
    pub(super) globs: Globs,
    pub(super) said: Said,
}

/// What one file says, or several that extend each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Layer {
    pub(super) said: Said,
    pub(super) overrides: Vec<Override>,
}

impl Layer {
    /// This one with `stronger` over it.
    pub(super) fn under(mut self, stronger: Self) -> Self {
        self.said.under(stronger.said);
        self.overrides.extend(stronger.overrides);
        self
    }
}

/// A key as it is written: `rules.not-allowed.level`.
pub fn spelled(key: &[String]) -> String {
    let mut out = String::new();
    for part in key {
        let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let dot = if out.is_empty() { "" } else { "." };
        if !part.is_empty() && part.chars().all(bare) {
            let _ = write!(out, "{dot}{part}");
        } else {
            let _ = write!(out, "{dot}{}", quoted(part));
        }
    }
    out
}

impl Value {
    /// As it is written.
    pub fn spelled(&self) -> String {
        match self {
            Self::Flag(flag) => flag.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => quoted(text),
            Self::Terraform(text) => text.clone(),
            Self::List(list) => {
                let all: Vec<String> = list.iter().map(|text| quoted(text)).collect();
                format!("[{}]", all.join(", "))
            }
        }
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
