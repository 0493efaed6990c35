//! The transcript as it grows, with the place that each piece of it comes from.

use super::letters::{Letters, Run};
use crate::source::{Quoting, SourceMap};
use std::ops::Range;

/// What a text says where HCL could read more into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// `$${` and `%%{` are escapes already.
    Template,
    /// All of it is meant as it stands.
    Literal,
}

/// A transcript in the making.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) out: String,
    pub(super) map: SourceMap,
    /// How many blocks, lists and objects are open.
    pub(super) depth: usize,
}

impl Writer {
    /// Puts in what comes from nowhere.
    pub(super) fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Ends the line and indents the next.
    pub(super) fn line(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.extend(std::iter::repeat_n("  ", self.depth));
    }

    /// What stands in the file from `from` on, letter by letter.
    pub(super) fn exact(&mut self, text: &str, from: usize) {
        let start = self.out.len();
        self.out.push_str(text);
        self.map.push(&(start..self.out.len()), &(from..from + text.len()), true);
    }

    /// What says the same as `from` in the file, spelled otherwise.
    pub(super) fn unit(&mut self, text: &str, from: &Range<usize>) {
        let start = self.out.len();
        self.out.push_str(text);
        self.map.push(&(start..self.out.len()), from, false);
    }

    /// What stands at `from` in `file`, if that is `text`; a word that says the same otherwise.
    pub(super) fn token(&mut self, file: &str, text: &str, from: &Range<usize>) {
        if file.get(from.clone()) == Some(text) {
            self.exact(text, from.start);
        } else {
            self.unit(text, from);
        }
    }

    /// Adds the part `range` of another transcript.
    pub(super) fn append(&mut self, other: &Self, range: &Range<usize>) {
        let at = self.out.len();
        self.out.push_str(other.out.get(range.clone()).unwrap_or_default());
        self.map.append(&other.map, range, at);
    }

    /// Notes that the quotes which begin at byte `start` hold what stands between those of `from`.
    pub(super) fn literal(&mut self, start: usize, from: &Range<usize>, quoting: Quoting) {
        self.map.push_literal(&(start + 1..self.out.len() - 1), from, quoting);
    }

    /// Code, letter by letter, wherever it came from.
    pub(super) fn code(&mut self, letters: &Letters<'_>, range: Range<usize>) {
        for run in letters.pieces(range) {
            let text = letters.text.get(run.range.clone()).unwrap_or_default();
            self.run(text, &run);
        }
    }

    fn run(&mut self, text: &str, run: &Run) {
        if run.exact {
            self.exact(text, run.from.start);
        } else {
            self.unit(text, &run.from);
        }
    }

    /// Text, as HCL has to spell it between quotes.
    pub(super) fn text(&mut self, letters: &Letters<'_>, range: Range<usize>, reading: Reading) {
        for run in letters.pieces(range) {
            let text = letters.text.get(run.range.clone()).unwrap_or_default();
            let spelled =
                |at: usize, c| spelled(c, letters.text.as_bytes(), run.range.start + at, reading);
            if !run.exact {
                let plain =
                    |(at, c): (usize, char)| spelled(at, c).unwrap_or_else(|| c.to_string());
                let text: String = text.char_indices().map(plain).collect();
                self.unit(&text, &run.from);
                continue;
            }
            let mut done = 0;
            for (at, c) in text.char_indices() {
                let Some(spelled) = spelled(at, c) else { continue };
                let place = |at: usize| run.from.start + at;
                self.exact(text.get(done..at).unwrap_or_default(), place(done));
                done = at + c.len_utf8();
                self.unit(&spelled, &(place(at)..place(done)));
            }
            self.exact(text.get(done..).unwrap_or_default(), run.from.start + done);
        }
    }
}

/// How the character at `at` is spelled between quotes of HCL, if it cannot stand there itself.
fn spelled(c: char, text: &[u8], at: usize, reading: Reading) -> Option<String> {
    match c {
        '$' | '%' => {
            let opens = text.get(at + 1) == Some(&b'{');
            let is_escape = || {
                let before = at.checked_sub(1).and_then(|before| text.get(before));
                before == text.get(at) && reading == Reading::Template
            };
            (opens && !is_escape()).then(|| format!("{c}{c}"))
        }
        c if c.is_control() || matches!(c, '"' | '\\') => Some(Quoting::Json.spell(&c.to_string())),
        _ => None,
    }
}
