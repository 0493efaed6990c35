//! What is wrong in configurations: findings as those of rules are, with the texts they stand in.

use crate::finding::{Finding, Findings};
use crate::source::{SourceId, Sources, Span};
use std::fmt;
use std::ops::Range;

/// What mistakes are called where rules have their names.
pub const NAME: &str = "configuration";

/// What is quoted in a message may be long; it is cut here.
const LONGEST: usize = 400;

/// All that is wrong, and the texts.
#[derive(Debug, Default)]
pub struct Mistakes {
    /// The texts of the configurations.
    pub sources: Sources,
    /// What is wrong, in the order of the places.
    pub findings: Vec<Finding>,
}

impl Mistakes {
    /// Something is wrong at a place; what to do and what else to look at can be added.
    pub(super) fn add(
        &mut self,
        source: SourceId,
        range: Range<usize>,
        message: &str,
    ) -> &mut Finding {
        let mut found = Findings::default();
        let end = message.floor_char_boundary(LONGEST);
        let more = if end < message.len() { "\u{2026}" } else { "" };
        let message = format!("{}{more}", message.get(..end).unwrap_or_default());
        found.in_file(Span::new(source, range), message);
        self.findings.extend(
            found.into_parts().0.into_iter().map(|finding| Finding { rule: NAME, ..finding }),
        );
        self.findings.last_mut().expect("it was pushed just now")
    }

    /// In the order of the places.
    pub(super) fn sort(&mut self) {
        self.findings
            .sort_by(|one, other| (one.span, &one.message).cmp(&(other.span, &other.message)));
    }
}

impl fmt::Display for Mistakes {
    /// A line each: `bluelint.toml:1:2: what is wrong`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, finding) in self.findings.iter().enumerate() {
            let source = self.sources.get(finding.span.source);
            let at = source.position(finding.span.start as usize);
            let line = if nth == 0 { "" } else { "\n" };
            write!(f, "{line}{}:{}:{}: {}", source.path, at.line, at.column, finding.message)?;
        }
        Ok(())
    }
}
