//! What a rule is: a name, a group, a page and a check.

use crate::finding::Findings;
use crate::model::Model;

/// What a check may look at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// All that was read.
    pub model: &'a Model,
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
