//! Which suppressions suppress nothing, and why.

use super::{NEVER, Named, Removal, Suppression, Suppressions};
use crate::model::{Mend, Slip, SlipKind};
use crate::near::{did_you_mean, nearest};
use crate::source::{SourceId, Span};
use std::collections::BTreeSet;

/// What a run knows of the use of suppressions.
pub(super) struct Ran {
    /// The rules that looked at everything.
    pub(super) rules: BTreeSet<&'static str>,
    /// Which suppressions, and which rules in them, covered a finding.
    pub(super) used: BTreeSet<(usize, usize)>,
}

/// Why a rule in a suppression is of no use.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Why {
    Unknown,
    Never,
    Locked,
    Nothing,
}

impl Suppressions {
    /// What is wrong with suppressions that are written as they have to be.
    pub(super) fn stale(
        &self,
        ran: &Ran,
        is_locked: &impl Fn(&str, SourceId) -> bool,
    ) -> Vec<Slip> {
        let mut slips = Vec::new();
        for (at, one) in self.list.iter().enumerate() {
            if let Some(day) = one.until.filter(|day| self.is_over(*day)) {
                slips.push(Suppression::unused(
                    one.span,
                    format!("this suppression ended with {day}"),
                    "mend what it was for and remove it, or give it a later day",
                    one.removal(),
                ));
                continue;
            }
            let why = |(which, rule): (usize, &Named)| {
                let why = if !self.known.contains(rule.name.as_str()) {
                    Why::Unknown
                } else if NEVER.contains(&rule.name.as_str()) || self.judges(&rule.name) {
                    Why::Never
                } else if is_locked(&rule.name, one.span.source) {
                    Why::Locked
                } else if one.judged && self.is_unused(ran, at, which, &rule.name) {
                    Why::Nothing
                } else {
                    return None;
                };
                Some((which, why))
            };
            let whys: Vec<(usize, Why)> = one.rules.iter().enumerate().filter_map(why).collect();
            let is_nothing = |(_, why): &(usize, Why)| *why == Why::Nothing;
            if whys.len() == one.rules.len() && whys.iter().all(is_nothing) {
                slips.push(Self::useless(one));
            } else {
                slips.extend(whys.iter().map(|(which, why)| self.slip(one, *which, why)));
            }
        }
        slips
    }

    /// Whether the rule is about suppressions.
    fn judges(&self, rule: &str) -> bool {
        rule.ends_with("-suppression") && self.known.contains(rule)
    }

    fn is_unused(&self, ran: &Ran, at: usize, which: usize, rule: &str) -> bool {
        let is_sure = self.sees_all && !self.unsure.contains(rule);
        is_sure && ran.rules.contains(rule) && !ran.used.contains(&(at, which))
    }

    /// A suppression of which nothing is of use.
    fn useless(one: &Suppression) -> Slip {
        let names: Vec<String> = one.rules.iter().map(|rule| format!("`{}`", rule.name)).collect();
        let finds = if names.len() == 1 { "finds" } else { "find" };
        let message = format!("{} {finds} nothing that this suppresses", listed(&names));
        Suppression::unused(one.span, message, "remove it", one.removal())
    }

    fn slip(&self, one: &Suppression, which: usize, why: &Why) -> Slip {
        let Some(rule) = one.rules.get(which) else { return Self::useless(one) };
        let name = &rule.name;
        let removal = one.without(which);
        match why {
            Why::Unknown => self.unknown(one, rule, removal),
            Why::Never => Suppression::unused(
                rule.span,
                format!("`{name}` cannot be suppressed"),
                "remove it: what cannot be read, and what is wrong with suppressions, is always said",
                removal,
            ),
            Why::Locked => Suppression::unused(
                rule.span,
                format!("the configuration does not let `{name}` be suppressed"),
                "mend what it finds, or ask whoever decides on the configuration",
                removal,
            ),
            Why::Nothing => Suppression::unused(
                rule.span,
                format!("`{name}` finds nothing that this suppresses"),
                "remove it from the list",
                removal,
            ),
        }
    }

    fn unknown(&self, one: &Suppression, rule: &Named, removal: Option<Mend>) -> Slip {
        if self.groups.contains(rule.name.as_str()) {
            let message = format!("`{}` is a group, and a suppression names rules", rule.name);
            let help = "name the rules that are meant: one for all would hide what nobody has seen";
            return Suppression::unused(rule.span, message, help, None);
        }
        let near = nearest(&rule.name, self.known.iter().copied());
        let message = format!("there is no rule `{}`{}", rule.name, did_you_mean(near));
        let rewrite = near.filter(|_| one.exact).map(|near| Mend {
            title: format!("write `{near}`"),
            span: rule.span,
            text: Some(near.to_owned()),
            unsure: false,
        });
        // Whoever wrote it wanted something of it.
        let removal = removal.map(|removal| Mend { unsure: true, ..removal });
        let help = match near {
            Some(near) => format!("write `{near}`"),
            None => "name a rule, not a group or a level; `bluelint rules` lists them".to_owned(),
        };
        Suppression::unused(rule.span, message, &help, rewrite.or(removal))
    }
}

impl Suppression {
    fn unused(span: Span, message: String, help: &str, mend: Option<Mend>) -> Slip {
        let (kind, help) = (SlipKind::Unused, help.to_owned());
        Slip { kind, span, message, help, mend }
    }

    /// All of it goes.
    pub(super) fn removal(&self) -> Option<Mend> {
        let title = "remove the suppression".to_owned();
        let (span, text) = match self.removal? {
            Removal::Bytes(span) => (span, Some(String::new())),
            Removal::Member(span) => (span, None),
        };
        Some(Mend { title, span, text, unsure: false })
    }

    /// One of its rules goes, or all of it if there is no other.
    fn without(&self, which: usize) -> Option<Mend> {
        if self.rules.len() < 2 {
            return self.removal();
        }
        let rule = self.rules.get(which).filter(|_| self.exact)?;
        let before = which.checked_sub(1).and_then(|at| self.rules.get(at));
        let span = match (before, self.rules.get(which + 1)) {
            (Some(before), _) => Span { start: before.span.end, ..rule.span },
            (None, Some(next)) => Span { end: next.span.start, ..rule.span },
            (None, None) => rule.span,
        };
        let title = format!("remove `{}` from the suppression", rule.name);
        Some(Mend { title, span, text: Some(String::new()), unsure: false })
    }
}

fn listed(names: &[String]) -> String {
    match names {
        [many @ .., last] if !many.is_empty() => format!("{} and {last}", many.join(", ")),
        _ => names.concat(),
    }
}
