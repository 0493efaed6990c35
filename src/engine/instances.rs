//! The same cause in many instances or users is one finding that names them all. Where they need
//! different advice, it says who needs which.

use super::plans::Plans;
use crate::finding::{Finding, Waived};
use crate::source::Span;
use std::collections::{HashMap, HashSet};

/// No more pieces of advice than these are given at one place.
const MOST_ADVICE: usize = 8;
/// No more instances than these are named for each.
const MOST_NAMES: usize = 3;

/// What is said of all instances alike.
type Cause = (&'static str, Span, Option<String>, String, Option<String>, Option<Waived>);

/// A finding in one instance after the other.
struct Merged {
    finding: Finding,
    /// The instances that it names.
    named: HashSet<String>,
    /// What to do, and for which instances.
    advice: Vec<(Option<String>, Vec<String>)>,
    /// The instances for which there is more advice than is given.
    rest: Vec<String>,
    is_planned: bool,
}

/// Makes one finding of those with one cause. What is said twice of one instance stays apart.
pub(super) fn merge(findings: &mut Vec<Finding>, plans: &Plans) {
    let mut first: HashMap<Cause, Vec<usize>> = HashMap::new();
    let mut merged: Vec<Merged> = Vec::with_capacity(findings.len());
    for finding in findings.drain(..) {
        let cause = plans.cause(&finding);
        let is_planned = cause.is_some();
        // In a plan each instance has a place of its own.
        let span =
            if is_planned { Span { start: 0, end: 0, ..finding.span } } else { finding.span };
        // What is pasted has to be right for all.
        let said = (finding.message.clone(), finding.paste.clone());
        let key = (finding.rule, span, cause, said.0, said.1, finding.waived.clone());
        let all = first.entry(key).or_default();
        let earlier = all.iter().find(|at| merged.get(**at).is_some_and(|one| one.takes(&finding)));
        if let Some(one) = earlier.and_then(|at| merged.get_mut(*at)) {
            one.add(finding);
        } else {
            all.push(merged.len());
            merged.push(Merged::new(finding, is_planned));
        }
    }
    findings.extend(merged.into_iter().map(Merged::into_finding));
}

impl Merged {
    fn new(finding: Finding, is_planned: bool) -> Self {
        Self {
            named: finding.addresses.iter().cloned().collect(),
            advice: vec![(finding.help.clone(), finding.addresses.clone())],
            finding,
            rest: Vec::new(),
            is_planned,
        }
    }

    /// Whether `finding` says the same, or something of other instances.
    fn takes(&self, finding: &Finding) -> bool {
        let is_new = |address| !self.named.contains(address);
        self.advice.iter().any(|(help, _)| *help == finding.help)
            || !finding.addresses.is_empty() && finding.addresses.iter().all(is_new)
    }

    fn add(&mut self, other: Finding) {
        let is_full = self.advice.len() == MOST_ADVICE;
        let same = self.advice.iter_mut().find(|(help, _)| *help == other.help);
        let whose = match same {
            Some((_, whose)) => whose,
            None if is_full => &mut self.rest,
            None => {
                self.advice.push((other.help, Vec::new()));
                let Some((_, whose)) = self.advice.last_mut() else { return };
                whose
            }
        };
        whose.extend(other.addresses.iter().cloned());
        let new = other.addresses.into_iter().filter(|one| self.named.insert(one.clone()));
        self.finding.addresses.extend(new);
        // In a plan there may be thousands.
        if !self.is_planned {
            for label in other.labels {
                if !self.finding.labels.contains(&label) {
                    self.finding.labels.push(label);
                }
            }
        }
        self.finding.level = self.finding.level.max(other.level);
        // One place cannot be mended in two ways.
        if self.finding.fix != other.fix {
            self.finding.fix = None;
        }
    }

    fn into_finding(self) -> Finding {
        let Self { mut finding, advice, rest, .. } = self;
        if advice.len() < 2 {
            return finding;
        }
        let mut parts: Vec<String> = advice
            .iter()
            .filter_map(|(help, whose)| Some(format!("for {}: {}", names(whose), help.as_ref()?)))
            .collect();
        if !rest.is_empty() {
            parts.push(format!("something of the kind for {}", names(&rest)));
        }
        finding.help = (!parts.is_empty()).then(|| parts.join("; "));
        finding.differs = true;
        finding
    }
}

/// The first few of these addresses, and how many more there are.
fn names(addresses: &[String]) -> String {
    let first: Vec<String> =
        addresses.iter().take(MOST_NAMES).map(|one| format!("`{one}`")).collect();
    match addresses.len().saturating_sub(MOST_NAMES) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}
