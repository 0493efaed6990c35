//! `--select` and `--ignore` -> the rules to run.

use super::Stop;
use crate::finding::Level;
use crate::near::{did_you_mean, nearest};
use crate::page::Page;
use crate::report::text::one_line;
use crate::rule::Rule;

/// The page of a rule.
pub(super) fn page(rule: &Rule) -> Page<'static> {
    Page::parse(rule.page).expect("tests/pages.rs reads every page")
}

/// The rules that `select` names, or all, without those that `ignore` names. A rule selected by
/// its own name is ignored only by its own name.
pub(super) fn select<'a>(
    rules: &'a [Rule],
    select: &[String],
    ignore: &[String],
) -> Result<Vec<&'a Rule>, Stop> {
    for word in select.iter().chain(ignore) {
        check(rules, word)?;
    }
    let wanted = |rule: &&Rule| {
        let by_name = |words: &[String]| words.iter().any(|word| word == rule.name);
        let named = |words: &[String]| words.iter().any(|word| covers(word, rule));
        (select.is_empty() || named(select))
            && !(by_name(ignore) || (named(ignore) && !by_name(select)))
    };
    let selected: Vec<&Rule> = rules.iter().filter(wanted).collect();
    if selected.is_empty() && !(select.is_empty() && ignore.is_empty()) {
        let text = "--select and --ignore leave no rule to run".to_owned();
        return Err(Stop::Usage(text));
    }
    Ok(selected)
}

/// Whether `word` is the name, the group or the level of `rule`.
fn covers(word: &str, rule: &Rule) -> bool {
    word == "all"
        || word == rule.name
        || word == rule.group
        || Level::parse(word).is_some_and(|level| level == page(rule).level)
}

/// An error if `word` is no rule, group or level.
fn check(rules: &[Rule], word: &str) -> Result<(), Stop> {
    let levels = [Level::Info, Level::Warning, Level::Error].map(Level::name);
    let is_level = word == "all" || levels.contains(&word);
    if is_level || rules.iter().any(|rule| word == rule.name || word == rule.group) {
        return Ok(());
    }
    let words = rules.iter().flat_map(|rule| [rule.name, rule.group]).chain(levels);
    let near = did_you_mean(nearest(word, words));
    let word = one_line(word);
    Err(Stop::Usage(format!("`{word}` is no rule, group or level{near}\n{LIST}")))
}

/// Where to find the names of the rules.
pub(super) const LIST: &str = "`bluelint rules` lists them";
