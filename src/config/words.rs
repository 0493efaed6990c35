//! Words that choose rules: names, groups, levels and `all`.

use crate::finding::Level;
use crate::near::{did_you_mean, nearest};
use crate::page::Page;
use crate::rule::Rule;

const LEVELS: [Level; 3] = [Level::Info, Level::Warning, Level::Error];

/// The highest level at which a rule speaks by its page.
///
/// # Panics
/// When the page has no readable front matter, which a test rules out.
pub fn level_of(rule: &Rule) -> Level {
    Page::judged(rule.page).expect("tests/pages.rs reads every page").0
}

/// Whether `word` is the name, the group or the level of `rule`.
pub fn covers(word: &str, rule: &Rule) -> bool {
    word == "all"
        || word == rule.name
        || word == rule.group
        || Level::parse(word).is_some_and(|level| level == level_of(rule))
}

/// What is wrong with `word`, if it is no rule, group or level.
pub fn misfit(rules: &[Rule], word: &str) -> Option<String> {
    let is_level = word == "all" || Level::parse(word).is_some();
    if is_level || rules.iter().any(|rule| word == rule.name || word == rule.group) {
        return None;
    }
    let words = rules.iter().flat_map(|rule| [rule.name, rule.group]);
    let near = did_you_mean(nearest(word, words.chain(LEVELS.map(Level::name))));
    Some(format!("`{word}` is no rule, group or level{near}"))
}
