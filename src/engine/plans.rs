//! What is special about findings in plans: nothing there can be mended, the instances of one
//! resource have one cause, and what is wrong in the configuration is said there.

use crate::finding::{Finding, Label};
use crate::model::{Model, Surface, World, without_indexes};
use crate::source::SourceId;
use std::collections::{HashMap, HashSet};

/// The plans of a run.
#[derive(Default)]
pub(super) struct Plans {
    sources: HashSet<SourceId>,
    /// The root modules that declare what has this address, without indexes.
    roots: HashMap<String, HashSet<World>>,
}

impl Plans {
    pub(super) fn of(model: &Model) -> Self {
        let mut plans = Self::default();
        for resource in model.resources().filter(|one| one.surface == Surface::Plan) {
            plans.sources.insert(resource.extent.source);
        }
        if plans.sources.is_empty() {
            return plans;
        }
        for resource in model.resources().filter(|one| one.surface == Surface::Terraform) {
            let roots = plans.roots.entry(without_indexes(&resource.address)).or_default();
            roots.insert(resource.world);
        }
        plans
    }

    /// What the instances of one resource have in common: if the finding stands in a plan, the
    /// address and the argument without indexes.
    pub(super) fn cause(&self, finding: &Finding) -> Option<String> {
        let is_planned = self.sources.contains(&finding.span.source);
        is_planned.then(|| without_indexes(&finding.identity))
    }

    /// A plan is written by Terraform: nobody mends it.
    pub(super) fn drop_fixes(&self, findings: &mut [Finding]) {
        for finding in findings {
            if self.sources.contains(&finding.span.source) {
                finding.fix = None;
            }
        }
    }

    /// Drops what is said in a plan if the same rule says it of the same argument in the
    /// configuration, where it can be mended; there the plan is shown too. With several root modules
    /// that have such a resource it is not sure which of them was planned, and both are said.
    pub(super) fn drop_repeated(&self, findings: &mut Vec<Finding>) {
        let mut said: HashMap<(&'static str, String, String), usize> = HashMap::new();
        for (at, finding) in findings.iter().enumerate() {
            if self.sources.is_empty() || self.sources.contains(&finding.span.source) {
                continue;
            }
            let part = part(finding);
            for address in finding.addresses.iter().map(|one| without_indexes(one)) {
                if self.roots.get(&address).is_some_and(|roots| roots.len() == 1) {
                    said.insert((finding.rule, address, part.clone()), at);
                }
            }
        }
        if said.is_empty() {
            return;
        }
        let mut repeated = vec![false; findings.len()];
        let mut shown: Vec<(usize, Label)> = Vec::new();
        for (finding, repeated) in findings.iter().zip(&mut repeated) {
            if !self.sources.contains(&finding.span.source) {
                continue;
            }
            let part = part(finding);
            let places = finding.addresses.iter().map(|address| {
                said.get(&(finding.rule, without_indexes(address), part.clone())).copied()
            });
            let places: Option<Vec<usize>> = places.collect();
            if let Some(at) = places.and_then(|places| places.first().copied()) {
                *repeated = true;
                let message = "in the plan".to_owned();
                shown.push((at, Label { span: finding.span, message }));
            }
        }
        for (at, label) in shown {
            if let Some(finding) = findings.get_mut(at) {
                let is_shown = |one: &Label| one.span.source == label.span.source;
                if !finding.labels.iter().any(is_shown) {
                    finding.labels.push(label);
                }
            }
        }
        let mut repeated = repeated.into_iter();
        findings.retain(|_| repeated.next() != Some(true));
    }
}

/// The part of a resource that a finding is about, without indexes.
fn part(finding: &Finding) -> String {
    let address = finding.addresses.first().map(String::as_str).unwrap_or_default();
    without_indexes(finding.identity.strip_prefix(address).unwrap_or(&finding.identity))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indexes_are_left_out_whatever_is_in_them() {
        let address = r#"module.a["x].\"y"].ibm_is_vpc.b[0] target[0].crn"#;
        assert_eq!(without_indexes(address), "module.a.ibm_is_vpc.b target.crn");
    }
}
