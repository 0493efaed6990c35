//! A finding -> the few lines of source that explain it, as codespan-reporting wants them: with
//! their real numbers, gaps where lines are left out, long lines cut around what is marked, and
//! nothing hidden in them.

use super::places::Places;
use super::text::{one_line, push_visible};
use crate::finding::Finding;
use crate::source::{Position, Source, SourceId, Sources, Span};
use codespan_reporting::diagnostic::{Label, LabelStyle};
use codespan_reporting::files::{Error, Files, Location};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Lines of more bytes than this are cut.
const LONGEST: usize = 160;
/// How many bytes of a cut line are kept on either side of what is marked.
const AROUND: usize = 40;
/// How many bytes of what is marked are kept at most in a cut line.
const MARKED: usize = 80;
/// How many lines of a mark over many lines are kept below its first one; as codespan does it.
const BELOW_START: usize = 3;
/// How far two lines are apart in the view if lines between them are left out. Codespan draws a
/// gap from three on, and asks for the line between them at two.
const GAP: usize = 3;

/// The lines to show, file by file, and the marks in them.
pub(super) struct Frame {
    parts: Vec<Part>,
    pub(super) labels: Vec<Label<usize>>,
}

/// What is shown of one file.
struct Part {
    path: String,
    text: String,
    /// In order.
    lines: Vec<Line>,
    /// Where the first mark starts.
    first: Position,
}

/// A line that is shown.
struct Line {
    /// As codespan counts it.
    index: usize,
    /// From 1.
    number: usize,
    /// In the text of the part.
    range: Range<usize>,
}

/// A mark in a file.
struct Mark<'a> {
    style: LabelStyle,
    message: &'a str,
    range: Range<usize>,
    lines: Range<usize>,
}

impl Frame {
    /// The frame for `finding`, with `most` of its labels.
    pub(super) fn new(
        finding: &Finding,
        most: usize,
        sources: &Sources,
        places: &mut Places<'_>,
    ) -> Self {
        let mut frame = Self { parts: Vec::new(), labels: Vec::new() };
        let secondary = finding.labels.iter().take(most);
        let secondary = secondary.map(|one| (LabelStyle::Secondary, one.span, &*one.message));
        let all: Vec<_> =
            std::iter::once((LabelStyle::Primary, finding.span, "")).chain(secondary).collect();
        let mut files: Vec<SourceId> = Vec::new();
        for (_, span, _) in &all {
            if !files.contains(&span.source) {
                files.push(span.source);
            }
        }
        for id in files {
            let source = sources.get(id);
            let here = all.iter().filter(|(_, span, _)| span.source == id);
            let marks = here.map(|(style, span, message)| mark(source, *style, *span, message));
            frame.add(id, source, &marks.collect::<Vec<_>>(), places);
        }
        frame
    }

    fn add(&mut self, id: SourceId, source: &Source, marks: &[Mark<'_>], places: &mut Places<'_>) {
        let file = self.parts.len();
        let first = marks.first().map_or(0, |mark| mark.range.start);
        let mut part = Part {
            path: one_line(&source.path).into_owned(),
            text: String::new(),
            lines: Vec::new(),
            first: places.position(id, u32::try_from(first).unwrap_or(u32::MAX)),
        };
        let mut shown: BTreeMap<usize, usize> = BTreeMap::new();
        let mut last: Option<usize> = None;
        for line in needed_lines(marks) {
            let step = last.map_or(0, |last| if line == last + 1 { 1 } else { GAP });
            let index = part.lines.last().map_or(0, |line| line.index) + step;
            let start = part.text.len();
            push_line(&mut part.text, source, line, marks, &mut shown);
            part.lines.push(Line { index, number: line + 1, range: start..part.text.len() });
            part.text.push('\n');
            last = Some(line);
        }
        for mark in marks {
            let at = |offset| shown.get(offset).copied().unwrap_or_default();
            let range = at(&mark.range.start)..at(&mark.range.end);
            let label = Label::new(mark.style, file, range);
            self.labels.push(label.with_message(one_line(mark.message)));
        }
        self.parts.push(part);
    }

    fn part(&self, id: usize) -> Result<&Part, Error> {
        self.parts.get(id).ok_or(Error::FileMissing)
    }
}

fn mark<'a>(source: &Source, style: LabelStyle, span: Span, message: &'a str) -> Mark<'a> {
    let text = source.text();
    let start = text.floor_char_boundary(span.start as usize);
    let end = text.floor_char_boundary((span.end as usize).max(start));
    // A mark that ends with a line break would end on the next line.
    let inside = text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r']);
    let end = start + inside.len();
    let lines = source.line_index(start)..source.line_index(end);
    // Nor does one stand between the two characters of a Windows line break.
    let start = start.min(source.line_range(lines.start).end);
    Mark { style, message, range: start..end.max(start), lines }
}

/// The lines where marks start or end, what codespan shows of those over many lines, and single
/// lines between them, for which a gap would be a waste.
fn needed_lines(marks: &[Mark<'_>]) -> BTreeSet<usize> {
    let mut lines = BTreeSet::new();
    for Range { start, end } in marks.iter().map(|mark| mark.lines.clone()) {
        lines.extend([start, end, end.saturating_sub(1).max(start)]);
        lines.extend(start..end.min(start + BELOW_START + 1));
    }
    let between: Vec<usize> = lines
        .iter()
        .zip(lines.iter().skip(1))
        .filter(|(one, next)| **next - **one == 2)
        .map(|(one, _)| one + 1)
        .collect();
    lines.extend(between);
    lines
}

/// Appends line `index` as it is shown, and notes where the ends of the marks come to stand.
fn push_line(
    out: &mut String,
    source: &Source,
    index: usize,
    marks: &[Mark<'_>],
    shown: &mut BTreeMap<usize, usize>,
) {
    let line = source.line_range(index);
    let mut kept: Vec<Range<usize>> = Vec::new();
    let mut ends: BTreeSet<usize> = BTreeSet::new();
    for mark in marks {
        let start = (mark.lines.start == index).then_some(mark.range.start);
        let end = (mark.lines.end == index).then_some(mark.range.end);
        if let (Some(from), to) | (None, to @ Some(from)) = (start, end) {
            kept.push(from..to.unwrap_or(from));
        }
        ends.extend(start.into_iter().chain(end));
    }
    let mut at = line.start;
    for piece in pieces(source.text(), &line, kept) {
        if piece.start > at {
            note(shown, &ends, at..piece.start, out.len());
            out.push('\u{2026}');
        }
        for (offset, c) in source.text().get(piece.clone()).unwrap_or_default().char_indices() {
            let offset = piece.start + offset;
            note(shown, &ends, offset..offset + c.len_utf8(), out.len());
            match c {
                _ if source.is_hidden(offset) => out.push('*'),
                '\t' => out.push(c),
                c => push_visible(out, c),
            }
        }
        at = piece.end;
    }
    note(shown, &ends, at..usize::MAX, out.len());
    if at < line.end {
        out.push('\u{2026}');
    }
}

/// Those of `ends` that lie in `range` stand at `place`.
fn note(
    shown: &mut BTreeMap<usize, usize>,
    ends: &BTreeSet<usize>,
    range: Range<usize>,
    place: usize,
) {
    shown.extend(ends.range(range).map(|end| (*end, place)));
}

/// The pieces of `line` that are shown: all of it, or in a long line what is around the marks.
fn pieces(text: &str, line: &Range<usize>, mut kept: Vec<Range<usize>>) -> Vec<Range<usize>> {
    /// Less than this is not worth an ellipsis.
    const FEW: usize = 8;
    if line.len() <= LONGEST {
        return vec![line.clone()];
    }
    if kept.is_empty() {
        kept.push(line.start..line.start + LONGEST - AROUND);
    }
    kept.sort_by_key(|piece| piece.start);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for mark in kept {
        let mut start = mark.start.saturating_sub(AROUND).max(line.start);
        let mut end = (mark.end.min(mark.start + MARKED) + AROUND).min(line.end);
        if start - line.start < FEW {
            start = line.start;
        }
        if line.end - end < FEW {
            end = line.end;
        }
        let (start, end) = (text.floor_char_boundary(start), text.ceil_char_boundary(end));
        match pieces.last_mut() {
            Some(last) if start < last.end + FEW => last.end = last.end.max(end),
            _ => pieces.push(start..end),
        }
    }
    pieces
}

impl<'a> Files<'a> for Frame {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.part(id)?.path)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.part(id)?.text)
    }

    fn line_index(&'a self, id: usize, byte: usize) -> Result<usize, Error> {
        let lines = &self.part(id)?.lines;
        let after = lines.partition_point(|line| line.range.start <= byte);
        Ok(lines.get(after.saturating_sub(1)).map_or(0, |line| line.index))
    }

    fn line_number(&'a self, id: usize, index: usize) -> Result<usize, Error> {
        let lines = &self.part(id)?.lines;
        let after = lines.partition_point(|line| line.index <= index);
        Ok(lines.get(after.saturating_sub(1)).map_or(1, |line| line.number))
    }

    fn line_range(&'a self, id: usize, index: usize) -> Result<Range<usize>, Error> {
        let lines = &self.part(id)?.lines;
        // Codespan also asks for the lines in a gap of a mark over many lines, and never shows them.
        let found = lines.binary_search_by_key(&index, |line| line.index).ok();
        Ok(found.and_then(|at| lines.get(at)).map_or(0..0, |line| line.range.clone()))
    }

    /// Codespan asks for the topmost mark; what explains a finding best is the first one.
    fn location(&'a self, id: usize, _: usize) -> Result<Location, Error> {
        let Position { line, column } = self.part(id)?.first;
        Ok(Location { line_number: line, column_number: column })
    }
}
