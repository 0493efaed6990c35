//! `bluelint.toml` -> what it says to each rule. Every mistake in it is said with its place, so that
//! nobody believes a rule to be set that is not.

mod accounts;

use crate::finding::Level;
use crate::graph::Accounts;
use crate::model::is_account_id;
use crate::near::{did_you_mean, nearest};
use crate::page::{Page, Takes};
use crate::rule::{Options, Rule, pair};
use crate::source::Sources;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What the file is called, in the order they are looked for.
pub const NAMES: [&str; 2] = ["bluelint.toml", ".bluelint.toml"];

/// What a configuration says; by default nothing.
#[derive(Clone, Debug, Default)]
pub struct Config {
    rules: BTreeMap<&'static str, Told>,
    accounts: Accounts,
    locked: BTreeSet<String>,
    nothing: Options,
}

/// What it says to one rule.
#[derive(Clone, Debug, Default)]
struct Told {
    level: Option<Level>,
    options: Options,
}

impl Config {
    /// Reads `text`, the file that is shown as `path`.
    ///
    /// # Errors
    /// With all mistakes, each in words that begin with its place.
    pub fn parse(path: &str, text: &str, rules: &[Rule]) -> Result<Self, Vec<String>> {
        let mut reader = Reader { rules, config: Self::default(), mistakes: Vec::new() };
        match DeTable::parse(text) {
            Ok(table) => reader.top(table.get_ref()),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                reader.mistakes.push((at, error.message().trim_end_matches('.').to_owned()));
            }
        }
        if reader.mistakes.is_empty() {
            return Ok(reader.config);
        }
        let mut sources = Sources::default();
        let id = sources.add(path.to_owned());
        sources.set_text(id, text.to_owned());
        let place = |at: usize| {
            let at = sources.get(id).position(at.min(text.len()));
            format!("{path}:{}:{}", at.line, at.column)
        };
        reader.mistakes.sort();
        let said = reader.mistakes.iter().map(|(at, message)| format!("{}: {message}", place(*at)));
        Err(said.collect())
    }

    /// The highest level at which `rule` shall speak, if it is said.
    pub fn level(&self, rule: &str) -> Option<Level> {
        self.rules.get(rule)?.level
    }

    /// Whether findings of `rule` may not be suppressed in files.
    pub fn is_locked(&self, rule: &str) -> bool {
        self.locked.contains(rule)
    }

    /// Whose account folders and provider configurations are.
    pub fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// Says in which account all is of which the configuration says nothing else; whether `id` is one.
    pub fn set_account(&mut self, id: &str) -> bool {
        let fits = is_account_id(id);
        if fits {
            self.accounts.top.default = Some(id.to_owned());
        }
        fits
    }

    /// Calls each folder of `[accounts]` by the names that it has in a run.
    pub fn name_folders(&mut self, names: impl Fn(&str) -> Vec<String>) {
        let folders = std::mem::take(&mut self.accounts.folders).into_iter();
        let named = folders.flat_map(|(path, place)| {
            names(&path).into_iter().map(move |name| (name, place.clone()))
        });
        self.accounts.folders = named.collect();
    }

    /// The options of `rule`.
    pub fn options(&self, rule: &str) -> &Options {
        self.rules.get(rule).map_or(&self.nothing, |told| &told.options)
    }
}

/// Reads a file, and goes on after a mistake.
struct Reader<'a> {
    rules: &'a [Rule],
    config: Config,
    /// Where in the text, and what is wrong.
    mistakes: Vec<(usize, String)>,
}

type Value<'a> = Spanned<DeValue<'a>>;

impl Reader<'_> {
    fn wrong(&mut self, at: usize, message: String) {
        self.mistakes.push((at, message));
    }

    fn top(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let (name, at) = (key.get_ref().as_ref(), key.span().start);
            if name == "accounts" {
                self.accounts(value);
            } else if name == "lint" {
                self.lint(value);
            } else if name != "rules" {
                let near = did_you_mean(nearest(name, ["accounts", "lint", "rules"]));
                self.wrong(at, format!("there is no setting `{name}`{near}"));
            } else if let Some(rules) = value.get_ref().as_table() {
                rules.iter().for_each(|(key, value)| {
                    self.rule(key.get_ref(), key.span().start, value);
                });
            } else {
                self.wrong(at, "`rules` has to be a table, as `[rules.NAME]` makes it".to_owned());
            }
        }
    }

    /// What nobody may suppress.
    fn lint(&mut self, value: &Value<'_>) {
        for (key, value) in value.get_ref().as_table().into_iter().flatten() {
            let rules = value.get_ref().as_array().map(|list| {
                list.iter().filter_map(|one| Some(one.get_ref().as_str()?.to_owned())).collect()
            });
            match (key.get_ref().as_ref(), rules) {
                ("locked-rules", Some(rules)) => self.config.locked = rules,
                (name, _) => self.wrong(key.span().start, format!("`lint` has no `{name}`")),
            }
        }
    }

    fn rule(&mut self, name: &str, at: usize, value: &Value<'_>) {
        let Some(rule) = self.rules.iter().find(|rule| rule.name == name) else {
            let near = did_you_mean(nearest(name, self.rules.iter().map(|rule| rule.name)));
            return self.wrong(at, format!("there is no rule `{name}`{near}"));
        };
        let Some(table) = value.get_ref().as_table() else {
            return self.wrong(at, format!("write a table, `[rules.{name}]`, with its options"));
        };
        let page = Page::parse(rule.page).expect("tests/pages.rs reads every page");
        for (key, value) in table {
            let (option, at) = (key.get_ref().as_ref(), key.span().start);
            if option == "level" {
                self.level(rule.name, value);
            } else if let Some((_, takes)) = page.options.iter().find(|(own, _)| *own == option) {
                self.list(rule.name, option, *takes, value);
            } else {
                let known = page.options.iter().map(|(own, _)| *own).chain(["level"]);
                let near = did_you_mean(nearest(option, known));
                self.wrong(at, format!("the rule `{name}` has no option `{option}`{near}"));
            }
        }
    }

    fn level(&mut self, rule: &'static str, value: &Value<'_>) {
        let text = value.get_ref().as_str().unwrap_or_default();
        let level = Level::parse(text);
        if level.is_some() {
            self.config.rules.entry(rule).or_default().level = level;
        } else {
            let names = [Level::Info, Level::Warning, Level::Error].map(Level::name);
            let near = did_you_mean(nearest(text, names));
            let message = format!("`level` is one of `info`, `warning` and `error`{near}");
            self.wrong(value.span().start, message);
        }
    }

    fn list(&mut self, rule: &'static str, option: &str, takes: Takes, value: &Value<'_>) {
        let at = value.span().start;
        let Some(items) = value.get_ref().as_array() else {
            let is = value.get_ref().type_str();
            return self.wrong(
                at,
                format!("`{option}` has to be a list of texts, not a value of type {is}"),
            );
        };
        if items.is_empty() {
            let message =
                format!("`{option}` allows nothing at all; leave it out to allow everything");
            return self.wrong(at, message);
        }
        let mut list = Vec::new();
        for item in items {
            if let Some(text) = item.get_ref().as_str() {
                if let Some(message) = misfit(takes, text) {
                    self.wrong(item.span().start, message);
                }
                list.push(text.to_owned());
            } else {
                let is = item.get_ref().type_str();
                let message = format!("`{option}` is a list of texts, and this has the type {is}");
                self.wrong(item.span().start, message);
            }
        }
        self.config.rules.entry(rule).or_default().options.set(option, list);
    }
}

/// What is wrong with an element of a list.
fn misfit(takes: Takes, text: &str) -> Option<String> {
    if text.is_empty() || text.trim() != text {
        return Some(format!("`{text}` is empty, or has white space around it"));
    }
    match takes {
        Takes::Accounts if !is_account_id(text) => Some(format!(
            "`{text}` is no account ID, which has 32 hexadecimal digits in lower case"
        )),
        Takes::Pairs if pair(text).is_none() => {
            Some(format!("`{text}` is no pair; write the source and the target as in `is -> kms`"))
        }
        _ => None,
    }
}
