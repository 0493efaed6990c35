//! What a rule is: a name, a group, a page and a check.

use crate::finding::Findings;
use crate::graph::Graph;
use crate::model::{Model, Slip};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a check may look at.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// All that was read.
    pub model: &'a Model,
    /// How it hangs together.
    pub graph: &'a Graph<'a>,
    /// What the configuration says to the rule.
    pub options: &'a Options,
    /// What is wrong with suppressions; of those that suppress nothing only once all others have spoken.
    pub slips: Arc<[Slip]>,
}

/// What the configuration says to one rule: its options, as its page declares them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    lists: BTreeMap<String, Vec<String>>,
}

impl Options {
    /// The list that option `name` holds, if it is set.
    pub fn list(&self, name: &str) -> Option<&[String]> {
        self.lists.get(name).map(Vec::as_slice)
    }

    /// Sets option `name`.
    pub fn set(&mut self, name: &str, list: Vec<String>) {
        self.lists.insert(name.to_owned(), list);
    }
}

/// The source and the target of a pair of services, which is written `is -> kms`.
pub fn pair(text: &str) -> Option<(&str, &str)> {
    let (source, target) = text.split_once("->")?;
    let (source, target) = (source.trim(), target.trim());
    let is_name = |name: &str| !name.is_empty() && !name.contains(char::is_whitespace);
    (is_name(source) && is_name(target)).then_some((source, target))
}

/// A check: looks at the model and says what is wrong.
pub type Check = fn(&Context<'_>, &mut Findings);

/// A rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name, after the mistake: `account-id-whitespace`.
    pub name: &'static str,
    /// What kind of mistake it is: `identity`.
    pub group: &'static str,
    /// Its page, the text of `rules/NAME.md`.
    pub page: &'static str,
    /// The check.
    pub check: Check,
}
