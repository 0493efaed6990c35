//! `[rules.NAME]` and `[[overrides]]`: how loud a rule is and what it allows, everywhere or in some
//! files.

use super::globs::{self, Globs};
use super::keys::RULE_LEVELS;
use super::read::{Reader, Toml, kind_of};
use super::setting::{Override, Value};
use super::{misfit_account, words};
use crate::near::{did_you_mean, nearest};
use crate::page::{Page, Takes};
use crate::rule::pair;
use std::ops::Range;
use std::sync::Arc;

impl Reader<'_> {
    /// The table `rules`.
    pub(super) fn rules(&mut self, value: &Toml<'_>) {
        let Some(rules) = value.get_ref().as_table() else {
            self.wrong(value.span(), "`rules` has to be a table, as `[rules.NAME]` makes it");
            return;
        };
        for (key, value) in rules {
            self.rule(key.get_ref(), key.span(), value);
        }
    }

    fn rule(&mut self, name: &str, range: Range<usize>, value: &Toml<'_>) {
        let rules = self.rules;
        let Some(rule) = rules.iter().find(|rule| rule.name == name) else {
            let near = did_you_mean(nearest(name, rules.iter().map(|rule| rule.name)));
            self.wrong(range, format!("there is no rule `{name}`{near}"));
            return;
        };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(range, format!("write a table, `[rules.{name}]`, with its options"));
            return;
        };
        let page = Page::parse(rule.page).expect("tests/pages.rs reads every page");
        for (key, value) in table {
            let (option, range) = (key.get_ref().as_ref(), key.span());
            let at = range.start;
            if option == "level" {
                if let Some(level) = self.word(option, RULE_LEVELS, value) {
                    self.set(&["rules", name, option], Value::Text(level), at);
                }
            } else if let Some((_, takes)) = page.options.iter().find(|(own, _)| *own == option) {
                if let Some(list) = self.option(option, *takes, value) {
                    self.set(&["rules", name, option], Value::List(list), at);
                }
            } else {
                let known = page.options.iter().map(|(own, _)| *own).chain(["level"]);
                let near = did_you_mean(nearest(option, known));
                self.wrong(range, format!("the rule `{name}` has no option `{option}`{near}"));
            }
        }
    }

    fn option(&mut self, option: &str, takes: Takes, value: &Toml<'_>) -> Option<Vec<String>> {
        let list = self.list(option, value, |text| misfit(takes, text))?;
        if value.get_ref().as_array().is_some_and(|items| items.is_empty()) {
            let message =
                format!("`{option}` allows nothing at all; leave it out to allow everything");
            self.wrong(value.span(), message);
        }
        Some(list)
    }

    /// The list of tables `overrides`.
    pub(super) fn overrides(&mut self, value: &Toml<'_>) {
        let Some(items) = value.get_ref().as_array() else {
            let is = kind_of(value);
            let message = format!("`overrides` is a list of tables, not {is}");
            self.wrong(value.span(), message).help("write `[[overrides]]` above each");
            return;
        };
        for item in items {
            self.one_override(item);
        }
    }

    fn one_override(&mut self, value: &Toml<'_>) {
        let Some(table) = value.get_ref().as_table() else {
            let is = kind_of(value);
            self.wrong(value.span(), format!("`overrides` is a list of tables, and this is {is}"));
            return;
        };
        let mut paths = None;
        let mut says = false;
        let said = self.apart(|reader| {
            for (key, value) in table {
                let (name, range) = (key.get_ref().as_ref(), key.span());
                match name {
                    "paths" => {
                        paths = Some(reader.list(name, value, globs::misfit).unwrap_or_default());
                        if value.get_ref().as_array().is_some_and(|items| items.is_empty()) {
                            reader.wrong(value.span(), "`paths` names no file at all");
                        }
                    }
                    "ignore" => {
                        says = true;
                        let rules = reader.rules;
                        let fits = |word: &str| words::misfit(rules, word);
                        if let Some(list) = reader.list(name, value, fits) {
                            reader.set(&["lint", name], Value::List(list), range.start);
                        }
                    }
                    "rules" => {
                        says = true;
                        reader.rules(value);
                    }
                    _ => {
                        let near = did_you_mean(nearest(name, ["ignore", "paths", "rules"]));
                        reader
                            .wrong(range, format!("`[[overrides]]` has no setting `{name}`{near}"));
                    }
                }
            }
        });
        let Some(paths) = paths else {
            let message = "`[[overrides]]` does not say for which `paths`";
            self.wrong(value.span(), message)
                .help("add `paths = [\"…\"]`, patterns as in .gitignore");
            return;
        };
        if !says {
            let message = "`[[overrides]]` says nothing about its `paths`";
            self.wrong(value.span(), message)
                .help("add `ignore = […]` or `[overrides.rules.NAME]`");
        }
        let base = Arc::clone(&self.origin(value.span().start).base);
        let globs = Globs::new(&base, paths.iter().map(String::as_str));
        self.layer.overrides.push(Override { globs, said });
    }
}

/// What is wrong with an element of the list that is an option.
fn misfit(takes: Takes, text: &str) -> Option<String> {
    if text.is_empty() || text.trim() != text {
        return Some(format!("`{text}` is empty, or has white space around it"));
    }
    match takes {
        Takes::Accounts => misfit_account(text),
        Takes::Pairs if pair(text).is_none() => {
            Some(format!("`{text}` is no pair; write the source and the target as in `is -> kms`"))
        }
        _ => None,
    }
}
