//! What came out, counted.

use crate::compare::Outcome;
use std::collections::BTreeMap;

/// What came out so far.
#[derive(Default)]
pub(crate) struct Tally {
    expressions: usize,
    refused: usize,
    known: usize,
    missed: usize,
    unsound: usize,
    /// By function or operator: parts known to bluelint, and to Terraform alone.
    by_word: BTreeMap<String, (usize, usize)>,
    /// Why something was missed: how often, and an example.
    reasons: BTreeMap<String, (usize, String)>,
}

impl Tally {
    /// Adds what came of `text`; prints what is unsound in it.
    pub(crate) fn add(&mut self, text: &str, refused: bool, outcome: &Outcome) {
        self.expressions += 1;
        self.refused += usize::from(refused);
        self.known += outcome.known;
        self.missed += outcome.missed.len();
        for unsound in &outcome.unsound {
            self.unsound += 1;
            println!("unsound: {}\n  {unsound}", text.replace('\n', "⏎"));
        }
        for word in words(text) {
            let (known, missed) = self.by_word.entry(word).or_default();
            *known += outcome.known;
            *missed += outcome.missed.len();
        }
        for why in &outcome.missed {
            let reason = self.reasons.entry(why.clone()).or_insert_with(|| (0, text.to_owned()));
            reason.0 += 1;
            if text.len() < reason.1.len() {
                text.clone_into(&mut reason.1);
            }
        }
    }

    /// Whether nothing was unsound.
    pub(crate) fn is_sound(&self) -> bool {
        self.unsound == 0
    }

    /// Prints the figures.
    pub(crate) fn print(&self) {
        let mut words: Vec<_> =
            self.by_word.iter().filter(|(_, (_, missed))| *missed > 0).collect();
        words.sort_by_key(|(_, (known, missed))| (missed * 1000 / (known + missed), *missed));
        for (word, (known, missed)) in words {
            println!("{word}: {known} of {} known", known + missed);
        }
        let mut reasons: Vec<_> = self.reasons.iter().collect();
        reasons.sort_by_key(|(_, (count, _))| *count);
        for (why, (count, example)) in reasons {
            println!("missed {count}: {why}\n  {}", example.replace('\n', "⏎"));
        }
        let all = self.known + self.missed;
        let share = self.known * 10_000 / all.max(1);
        println!("{} compared, {} of them refused by Terraform", self.expressions, self.refused);
        println!("known: {} of {all} values ({}.{:02} %)", self.known, share / 100, share % 100);
        println!("unsound: {}", self.unsound);
    }
}

/// The functions and operators in an expression.
fn words(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (at, _) in text.match_indices('(') {
        let before = &text[..at];
        let start = before.rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |place| place + 1);
        found.push(before[start..].to_owned());
    }
    let operators = [
        " + ", " - ", " * ", " / ", " % ", " == ", " != ", " && ", " || ", " < ", " <= ", " > ",
        " >= ", " ? ", "(-", "(!", "[for ", "{for ", "...", "[*]", ".*", "<<EOT", "<<-EOT", "${",
        "%{",
    ];
    found.extend(
        operators.iter().filter(|one| text.contains(**one)).map(|one| one.trim().to_owned()),
    );
    found.retain(|word| !word.is_empty());
    found.sort();
    found.dedup();
    found
}
