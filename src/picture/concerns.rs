//! What was found in which resource, looked up by its address or its file.

use super::State;
use crate::finding::{Finding, Level};
use crate::model::Resource;
use crate::source::SourceId;
use std::collections::HashMap;

/// The findings by what they concern.
pub(super) struct Concerns<'f> {
    by_address: HashMap<&'f str, Vec<&'f Finding>>,
    by_source: HashMap<SourceId, Vec<&'f Finding>>,
}

impl<'f> Concerns<'f> {
    pub(super) fn new(findings: &'f [Finding]) -> Self {
        let mut found = Self { by_address: HashMap::new(), by_source: HashMap::new() };
        for finding in findings {
            for address in &finding.addresses {
                found.by_address.entry(address).or_default().push(finding);
            }
            if finding.addresses.is_empty() {
                found.by_source.entry(finding.span.source).or_default().push(finding);
            }
        }
        found
    }

    /// How a resource stands by what was found in it; advice does not count.
    pub(super) fn state(&self, resource: &Resource) -> State {
        let source = resource.header.source;
        let named = self.by_address.get(resource.address.as_str()).into_iter().flatten();
        let named = named.filter(|finding| {
            let labels = finding.labels.iter().map(|label| label.span.source);
            labels.chain([finding.span.source]).any(|one| one == source)
        });
        let inside = self.by_source.get(&source).into_iter().flatten();
        let inside = inside.filter(|finding| resource.extent.contains(finding.span));
        let states = named.chain(inside).map(|finding| match finding.level {
            Level::Info => State::Well,
            Level::Warning => State::Risky,
            Level::Error => State::Broken,
        });
        states.max().unwrap_or(State::Well)
    }
}
