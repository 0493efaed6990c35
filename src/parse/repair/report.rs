//! Mistakes into problems: collected in any order, at most twenty, given back in that of the text.

use crate::source::{Problem, ProblemKind, SourceId, Span};
use std::ops::Range;

/// How many problems of one file are told; whoever has more fixes these first.
const MOST: usize = 20;

/// How many characters of a wrong value a message shows.
const SHOWN: usize = 40;

/// What was found so far.
pub(crate) struct Report {
    source: SourceId,
    problems: Vec<Problem>,
    /// The first one past the most.
    more: Option<Problem>,
    /// Quotes of another sort are among them.
    pub(super) foreign_quotes: bool,
}

impl Report {
    /// Nothing found in `source` yet.
    pub(crate) fn new(source: SourceId) -> Self {
        Self { source, problems: Vec::new(), more: None, foreign_quotes: false }
    }

    /// The place `range`.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range)
    }

    /// Adds invalid JSON at `range`.
    pub(crate) fn add(&mut self, range: Range<usize>, message: String, help: impl Into<String>) {
        self.add_with(range, message, help, Vec::new());
    }

    /// Adds invalid JSON at `range`, explained by other places.
    pub(crate) fn add_with(
        &mut self,
        range: Range<usize>,
        message: String,
        help: impl Into<String>,
        labels: Vec<(Span, String)>,
    ) {
        let (kind, span, help) = (ProblemKind::InvalidJson, self.span(range), Some(help.into()));
        self.push(Problem { kind, span, message, help, labels });
    }

    /// Adds `problem`, or notes that there were more.
    pub(crate) fn push(&mut self, problem: Problem) {
        if self.problems.len() < MOST {
            self.problems.push(problem);
        } else if self.more.is_none() {
            self.more = Some(problem);
        }
    }

    /// Whether nothing was found.
    pub(crate) fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// Whether more was found than is told.
    pub(crate) fn is_full(&self) -> bool {
        self.more.is_some()
    }

    /// Everything found, in the order of the text.
    pub(crate) fn finish(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| problem.span.start);
        if let Some(first) = self.more {
            self.problems.push(Problem {
                message: format!("more than {MOST} mistakes: the others are not listed"),
                help: Some("mend the ones above and check again".to_owned()),
                labels: Vec::new(),
                ..first
            });
        }
        self.problems
    }
}

/// `text` in backticks for a message: on one line and not too long.
pub(crate) fn shown(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let mut out: String = text.chars().take(SHOWN).map(plain).collect();
    if text.chars().nth(SHOWN).is_some() {
        out.push('…');
    }
    format!("`{out}`")
}
