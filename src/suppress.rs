//! Suppressions: what people wrote into files, or into the configuration, so that a finding is not
//! held against them. They count before instances are merged, so that one on the literal, on the
//! resource that uses it or on the call of its module covers just what it is meant for.

pub mod add;
mod entries;
mod json;
mod stale;
mod words;

use self::stale::Ran;
use crate::date::Date;
use crate::finding::{By, Finding, Label, Waived};
use crate::model::{Mend, Slip, SlipKind};
use crate::parse::hcl::comments;
use crate::rule::Rule;
use crate::source::{SourceId, Sources, Span};
use std::collections::{BTreeSet, HashMap};

/// What makes a file worth a look.
const MARK: &str = "bluelint";
/// What is wrong in the letters of a file cannot be suppressed: what is not read is not checked.
const NEVER: [&str; 2] = ["invalid-hcl", "invalid-json"];
/// The group of the rules that judge suppressions, and that nobody suppresses.
pub const GROUP: &str = "suppression";

/// All suppressions of a run.
#[derive(Debug, Default)]
pub struct Suppressions {
    list: Vec<Suppression>,
    slips: Vec<Slip>,
    /// Entries that are about nothing that is there: which, where, and what to say.
    unreached: Vec<(usize, Span, String)>,
    scopes: HashMap<SourceId, Vec<Scope>>,
    known: BTreeSet<&'static str>,
    groups: BTreeSet<&'static str>,
    today: Option<Date>,
    /// Whether all was seen, so that it can be told which of them suppress nothing.
    pub sees_all: bool,
    /// The rules for which a part of what belongs together tells too little.
    pub unsure: BTreeSet<&'static str>,
}

/// One suppression.
#[derive(Debug)]
struct Suppression {
    by: By,
    /// All of it.
    span: Span,
    rules: Vec<Named>,
    until: Option<Date>,
    reason: String,
    /// How it is removed.
    removal: Option<Removal>,
    /// The places of its words are those of the file, byte by byte.
    exact: bool,
    /// Whether what it covers was looked at, so that it can be told when that is nothing.
    judged: bool,
}

/// A rule that a suppression names.
#[derive(Debug)]
struct Named {
    name: String,
    span: Span,
}

/// How a suppression is removed.
#[derive(Clone, Copy, Debug)]
enum Removal {
    /// These bytes go.
    Bytes(Span),
    /// This member goes, with its comma.
    Member(Span),
}

/// The bytes that a suppression covers.
#[derive(Clone, Copy, Debug)]
struct Scope {
    start: u32,
    end: u32,
    /// Where the furthest of the scopes up to this one, in their order, ends.
    furthest: u32,
    of: usize,
}

impl Suppressions {
    /// Finds the suppressions in the files of a run that knows these `rules`.
    pub fn read<'a>(
        sources: &Sources,
        rules: impl Iterator<Item = &'a Rule>,
        today: Option<Date>,
    ) -> Self {
        let mut all = Self { today, ..Self::default() };
        for rule in rules {
            all.known.insert(rule.name);
            all.groups.insert(rule.group);
        }
        for (id, source) in sources.iter() {
            let path = source.path.to_ascii_lowercase();
            let ends = |ends: &[&str]| ends.iter().any(|end| path.ends_with(end));
            if !source.text().contains(MARK) {
                continue;
            }
            if ends(&[".tf", ".tofu", ".tfvars"]) {
                all.comments(id, source.text());
            } else if ends(&[".tf.json", ".tofu.json", ".tfvars.json"]) {
                all.members(id, source.text());
            }
        }
        all.sort();
        all
    }

    /// Sorts the scopes of each file, and says of each how far those before it reach.
    fn sort(&mut self) {
        for scopes in self.scopes.values_mut() {
            scopes.sort_by_key(|scope| (scope.start, scope.end));
            let mut furthest = 0;
            for scope in scopes {
                furthest = scope.end.max(furthest);
                scope.furthest = furthest;
            }
        }
    }

    fn comments(&mut self, id: SourceId, text: &str) {
        for comment in comments::comments(text, MARK) {
            let said = text.get(comment.inside.clone()).unwrap_or_default();
            let Some(read) = words::read(said, |name| self.known.contains(name)) else { continue };
            let words = Words { id, start: comment.inside.start, exact: true };
            let written = match read {
                Ok(written) => written,
                Err(wrong) => {
                    self.malformed(words, wrong);
                    continue;
                }
            };
            let scope = match (written.file, comment.leads) {
                (true, true) => Some(0..text.len()),
                (true, false) => {
                    self.misplaced(words.span(&written.range));
                    continue;
                }
                (false, _) => comment.at.clone(),
            };
            let removal = Removal::Bytes(Span::new(id, comment.whole));
            match scope {
                Some(range) => self.add(words, written, Span::new(id, range), removal),
                None => self.slips.push(Slip {
                    kind: SlipKind::Unused,
                    span: words.span(&written.range),
                    message: "this suppression stands at nothing: a blank line, a closing bracket \
                              or the end of the file comes after it"
                        .to_owned(),
                    help: "write it at the end of the line that it is for, or right above it"
                        .to_owned(),
                    mend: None,
                }),
            }
        }
    }

    fn add(&mut self, words: Words, written: words::Written, scope: Span, removal: Removal) {
        let of = self.list.len();
        let Span { source, start, end } = scope;
        // What stands at the very end of the file is in the file.
        let end = end.saturating_add(u32::from(written.file));
        self.scopes.entry(source).or_default().push(Scope { start, end, furthest: 0, of });
        let named = written.rules.into_iter();
        self.list.push(Suppression {
            by: By::Comment,
            span: words.span(&written.range),
            rules: named.map(|(at, name)| Named { name, span: words.span(&at) }).collect(),
            until: written.until.map(|(_, day)| day),
            reason: written.reason,
            removal: Some(removal),
            exact: words.exact,
            judged: true,
        });
    }

    fn malformed(&mut self, words: Words, wrong: words::Wrong) {
        let span = words.span(&wrong.range);
        let mend = wrong.meant.filter(|_| words.exact).map(|meant| Mend {
            title: "write what was evidently meant".to_owned(),
            span,
            text: Some(meant),
            unsure: false,
        });
        let kind = SlipKind::Malformed;
        self.slips.push(Slip { kind, span, message: wrong.message, help: wrong.help, mend });
    }

    fn misplaced(&mut self, span: Span) {
        self.slips.push(Slip {
            kind: SlipKind::Malformed,
            span,
            message: "`ignore-file` counts only at the top of a file".to_owned(),
            help: "move it in front of all that is no comment, or write `ignore`".to_owned(),
            mend: None,
        });
    }

    /// What looks like a suppression and is none.
    pub fn slips(&self) -> &[Slip] {
        &self.slips
    }

    /// Marks all `findings` that are suppressed, and says what is wrong with suppressions. The rules
    /// that `ran` looked at everything; those that `is_locked` nobody may suppress in that file.
    pub fn apply(
        &self,
        findings: &mut [Finding],
        ran: &[Rule],
        is_locked: impl Fn(&str, SourceId) -> bool,
    ) -> Vec<Slip> {
        let mut used: BTreeSet<(usize, usize)> = BTreeSet::new();
        if self.list.is_empty() {
            return self.slips.clone();
        }
        for finding in findings {
            for (of, which) in self.covering(finding) {
                let Some(one) = self.list.get(of) else { continue };
                used.insert((of, which));
                if NEVER.contains(&finding.rule) {
                    continue;
                }
                let why_not = if is_locked(finding.rule, finding.span.source) {
                    Some("this counts for nothing: the configuration locks the rule".to_owned())
                } else {
                    let over = one.until.filter(|day| self.is_over(*day));
                    over.map(|day| format!("this suppression ended with {day}"))
                };
                match why_not {
                    Some(message) => {
                        let label = Label { span: one.span, message };
                        if !finding.labels.contains(&label) {
                            finding.labels.push(label);
                        }
                    }
                    None if finding.waived.is_none() => {
                        let (by, reason) = (one.by, one.reason.clone());
                        finding.waived = Some(Waived { by, reason, span: Some(one.span) });
                    }
                    None => {}
                }
            }
        }
        let ran = Ran { rules: ran.iter().map(|rule| rule.name).collect(), used };
        let stale = self.stale(&ran, &is_locked).into_iter();
        self.slips.iter().cloned().chain(stale).chain(self.lost_entries()).collect()
    }

    fn is_over(&self, day: Date) -> bool {
        self.today.is_some_and(|today| today > day)
    }

    /// The suppressions that cover the finding: at the place to edit first, and then on the way from
    /// there to the resource and to those who call its module. Of each the number of the rule in it.
    fn covering(&self, finding: &Finding) -> Vec<(usize, usize)> {
        let way = finding.trail.steps().map(|step| step.span);
        let places = std::iter::once(finding.span).chain(way).chain(finding.within.iter().copied());
        let mut found = Vec::new();
        for place in places {
            let Some(scopes) = self.scopes.get(&place.source) else { continue };
            let before = scopes.partition_point(|scope| scope.start <= place.start);
            let reaching = scopes.get(..before).unwrap_or_default().iter().rev();
            for scope in reaching.take_while(|scope| scope.furthest > place.start) {
                let rules = self.list.get(scope.of).map_or(&[][..], |one| &one.rules);
                let which = rules.iter().position(|rule| rule.name == finding.rule);
                if let Some(which) = which.filter(|_| scope.end > place.start)
                    && !found.contains(&(scope.of, which))
                {
                    found.push((scope.of, which));
                }
            }
        }
        found
    }
}

/// Where the words of a suppression lie.
#[derive(Clone, Copy)]
struct Words {
    id: SourceId,
    start: usize,
    /// They are spelled as they are read.
    exact: bool,
}

impl Words {
    fn span(self, range: &std::ops::Range<usize>) -> Span {
        Span::new(self.id, self.start + range.start..self.start + range.end)
    }
}
