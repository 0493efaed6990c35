//! A file with syntax errors: told apart into top-level blocks, so that only the broken ones are lost.

use super::token::{Fault, Kind, Lexed, TOP, Token, Trouble};
use super::{Copier, Hcl, mend, problem, read_mended, trouble, words};
use crate::parse::tree::Arena;
use crate::source::{Problem, SourceId, Span};
use hcl_edit::parser::parse_body;
use hcl_edit::structure;
use std::collections::HashMap;
use std::ops::Range;

/// More problems than this in one file help nobody.
const MOST: usize = 20;

/// One top-level argument or block: its tokens.
type Chunk = Range<usize>;

struct Reader<'a> {
    source: SourceId,
    text: &'a str,
    lexed: &'a Lexed,
    mended: String,
    problems: Vec<Problem>,
    lost: Vec<Range<usize>>,
    /// Changes to the mended text that wait until the end, because they are made as a whole.
    replaced: Vec<(usize, String)>,
}

/// Reads what can be read of `text`, whose mended form does not parse as a whole.
pub(super) fn read<'t>(
    source: SourceId,
    text: &str,
    mended: String,
    lexed: &Lexed,
    arena: &'t Arena,
) -> Hcl<'t> {
    let (problems, lost, replaced) = (Vec::new(), Vec::new(), Vec::new());
    let mut reader = Reader { source, text, lexed, mended, problems, lost, replaced };
    let mut troubles = lexed.troubles.clone();
    troubles.sort_by_key(|trouble| trouble.range.start);
    let mut names: HashMap<&str, Range<usize>> = HashMap::new();
    let mut next = 0;
    for chunk in chunks(lexed) {
        let range = reader.range(&chunk);
        let from = next;
        while troubles.get(next).is_some_and(|trouble| trouble.range.start < range.end) {
            next += 1;
        }
        if reader.twice(&chunk, &mut names) {
            reader.lost.push(range);
        } else {
            reader.chunk(&chunk, range, troubles.get(from..next).unwrap_or_default());
        }
    }
    reader.finish(arena)
}

/// The tokens of each top-level argument or block, without the line breaks around it.
fn chunks(lexed: &Lexed) -> Vec<Chunk> {
    let mut cuts = lexed.cuts.iter().map(|cut| *cut as usize).peekable();
    let mut out = Vec::new();
    let mut open: Option<Chunk> = None;
    for (index, token) in lexed.tokens.iter().enumerate() {
        if cuts.next_if_eq(&index).is_some() {
            out.extend(open.take());
        }
        if token.kind == Kind::Newline && token.parent == TOP {
            out.extend(open.take());
        } else if token.is_code() {
            // A brace that should have stood at the end of the line before belongs to it.
            if open.is_none() && token.kind == Kind::Open(b'{') {
                open = out.pop();
            }
            open = Some(open.map_or(index, |chunk| chunk.start)..index + 1);
        }
    }
    out.extend(open);
    join_conflicts(lexed, out)
}

/// What stands between the markers of a merge conflict is neither here nor there: one chunk.
fn join_conflicts(lexed: &Lexed, chunks: Vec<Chunk>) -> Vec<Chunk> {
    let mut marks = lexed.troubles.iter();
    let marks = marks.by_ref().filter(|trouble| trouble.fault == Fault::Conflict);
    let marks: Vec<usize> = marks.map(|trouble| trouble.range.start).collect();
    if marks.is_empty() {
        return chunks;
    }
    let mut out: Vec<Chunk> = Vec::new();
    let mut until = None;
    for chunk in chunks {
        let place = |index: usize| lexed.tokens.get(index).map_or(0, |token| token.range().start);
        let within = until.is_some_and(|until| place(chunk.start) <= until);
        if let Some(last) = out.last_mut().filter(|_| within) {
            last.end = chunk.end;
            continue;
        }
        // Up to the next marker, whichever it is: a conflict has two or three of them.
        let first = marks.partition_point(|mark| *mark < place(chunk.start));
        let end = place(chunk.end.saturating_sub(1));
        until = marks.get(first).filter(|mark| **mark <= end).map(|_| {
            let rest = marks.get(first + 1..).unwrap_or_default();
            rest.get(..2.min(rest.len())).and_then(<[usize]>::last).copied().unwrap_or(end)
        });
        out.push(chunk);
    }
    out
}

impl<'a> Reader<'a> {
    fn range(&self, chunk: &Chunk) -> Range<usize> {
        let place = |index: usize| self.lexed.tokens.get(index).map_or(0..0, Token::range);
        place(chunk.start).start..place(chunk.end.saturating_sub(1)).end
    }

    fn full(&self) -> bool {
        self.problems.len() >= MOST
    }

    /// Reads one chunk on its own.
    fn chunk(&mut self, chunk: &Chunk, range: Range<usize>, troubles: &[Trouble]) {
        let worst = troubles.iter().min_by_key(|trouble| trouble.fault.rank());
        if let Some(worst) = worst {
            if !self.full() {
                let problem = trouble::explain(self.source, self.text, worst);
                self.problems.push(problem);
            }
            self.lost.push(range);
            return;
        }
        // With its line break, so that hcl-edit can point at the end.
        let after = self.mended.get(range.end..).unwrap_or_default();
        let line_break = ["\n", "\r\n"].into_iter().find(|end| after.starts_with(end));
        let with_end = range.start..range.end + line_break.map_or(0, str::len);
        match read_mended(&self.mended, with_end, self.lexed) {
            Ok((_, None)) => {}
            Ok((_, Some(text))) => self.replaced.push((range.start, text)),
            Err(error) => {
                if !self.full() {
                    // There it points behind the character that it did not take.
                    let late = error.message().starts_with("invalid object value assignment");
                    let at =
                        range.start + error.location().offset().saturating_sub(usize::from(late));
                    let view = words::View::new(self.source, self.text, self.lexed, chunk, at);
                    self.problems.push(view.explain(error.message()));
                }
                self.lost.push(range);
            }
        }
    }

    /// Whether the chunk sets a top-level argument again, which only the file as a whole shows.
    fn twice(&mut self, chunk: &Chunk, names: &mut HashMap<&'a str, Range<usize>>) -> bool {
        let (text, lexed) = (self.text, self.lexed);
        let word = |at: usize| lexed.tokens.get(at).and_then(|token| text.get(token.range()));
        if word(chunk.start + 1) != Some("=") {
            return false;
        }
        let Some((name, token)) = word(chunk.start).zip(lexed.tokens.get(chunk.start)) else {
            return false;
        };
        let Some(first) = names.get(name).cloned() else {
            names.insert(name, token.range());
            return false;
        };
        if !self.full() {
            self.problems.push(words::set_twice(self.source, name, token.range(), first));
        }
        true
    }

    fn finish(self, arena: &Arena) -> Hcl<'_> {
        let mut bytes = self.mended.into_bytes();
        for (start, text) in self.replaced {
            if let Some(place) = bytes.get_mut(start..start + text.len()) {
                place.copy_from_slice(text.as_bytes());
            }
        }
        for range in &self.lost {
            mend::blank(&mut bytes, range.clone(), true);
        }
        let text = String::from_utf8(bytes).unwrap_or_default();
        let mut problems = self.problems;
        let mut lost: Vec<Span> =
            self.lost.into_iter().map(|range| Span::new(self.source, range)).collect();
        let body = parse_body(&text).unwrap_or_else(|error| {
            // Every part parses and the whole does not: nothing known does that, but who knows.
            let at = error.location().offset().min(self.text.len());
            let at = (0..=at).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0);
            problems.push(problem(self.source, at..at, "the file is not valid HCL here"));
            lost = vec![Span::new(self.source, 0..self.text.len())];
            structure::Body::new()
        });
        Hcl { body: Copier(arena).body(&body), problems, lost }
    }
}
