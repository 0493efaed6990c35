//! The pages of the rules, and where their names are.

use crate::page::Page;
use crate::rule::Rule;

/// The page of a rule.
pub(super) fn page(rule: &Rule) -> Page<'static> {
    Page::parse(rule.page).expect("tests/pages.rs reads every page")
}

/// Where to find the names of the rules.
pub(super) const LIST: &str = "`bluelint rules` lists them";
