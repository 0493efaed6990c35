//! How often each rule found something, and how much of it can be mended.

use super::Style;
use super::ink::Ink;
use crate::Run;
use crate::finding::{Level, Safety};
use crate::fix::fix_of;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// What is counted of one rule.
#[derive(Serialize)]
pub(super) struct Count {
    rule: &'static str,
    /// The worst level of its findings.
    level: &'static str,
    #[serde(rename = "count")]
    all: usize,
    /// How many `--fix` mends.
    fixable: usize,
    /// How many more `--fix --unsafe-fixes` mends.
    fixable_unsafe: usize,
    #[serde(skip)]
    worst: Level,
}

/// The counts of the rules that found something, the most frequent first.
pub(super) fn counts(run: &Run) -> Vec<Count> {
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for finding in &run.findings {
        let (rule, worst) = (finding.rule, finding.level);
        let level = worst.name();
        let new = Count { rule, level, all: 0, fixable: 0, fixable_unsafe: 0, worst };
        let count = counts.entry(rule).or_insert(new);
        count.all += 1;
        match fix_of(run, finding).map(|fix| fix.safety) {
            Some(Safety::Safe) => count.fixable += 1,
            Some(Safety::Unsafe) => count.fixable_unsafe += 1,
            None => {}
        }
        if worst > count.worst {
            (count.worst, count.level) = (worst, level);
        }
    }
    let mut counts: Vec<Count> = counts.into_values().collect();
    counts.sort_by_key(|count| std::cmp::Reverse(count.all));
    counts
}

/// A table for people.
pub(super) fn write(run: &Run, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let counts = counts(run);
    let digits = counts.first().map_or(0, |most| most.all.to_string().len());
    let width = counts.iter().map(|count| count.rule.len()).max().unwrap_or_default();
    for one in &counts {
        let level = Ink::of(one.worst).paint(style.color, &format!("{:<7}", one.level));
        let fixes = match (one.fixable, one.fixable_unsafe) {
            (0, 0) => String::new(),
            (safe, 0) => format!("{safe} fixable"),
            (0, guesses) => format!("{guesses} with --unsafe-fixes"),
            (safe, guesses) => format!("{safe} fixable, {guesses} more with --unsafe-fixes"),
        };
        let line = format!("{:>digits$}  {level}  {:<width$}  {fixes}", one.all, one.rule);
        writeln!(out, "{}", line.trim_end())?;
    }
    if !counts.is_empty() {
        writeln!(out)?;
    }
    Ok(())
}
