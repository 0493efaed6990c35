//! Texts and places in them: every file by number, every place as a span of bytes.

mod block;
mod element;
mod hidden;
mod map;

pub use self::hidden::{COMMAND, completes_command, is_hidden, spelled_out};
pub use self::map::SourceMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::OnceLock;

/// Which file a place lies in: an index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

impl SourceId {
    /// Set in the ids of transcripts; no run has so many files.
    const TRANSCRIPT: u32 = 1 << 31;

    /// The transcript of this file, as [`Sources::set_transcript`] keeps it.
    #[must_use]
    pub fn transcript(self) -> Self {
        Self(self.0 | Self::TRANSCRIPT)
    }

    /// Whether places in it are places in a transcript.
    pub fn is_transcript(self) -> bool {
        self.0 & Self::TRANSCRIPT != 0
    }

    /// The file that a person sees: itself, or what the transcript was made of.
    #[must_use]
    pub fn original(self) -> Self {
        Self(self.0 & !Self::TRANSCRIPT)
    }
}

/// A range of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `range` of `source`; files over 4 GiB are refused before they get here.
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { source, start: place(range.start), end: place(range.end) }
    }

    /// The bytes as a range of `usize`.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The empty spans at its start and at its end.
    pub fn ends(self) -> [Self; 2] {
        [Self { end: self.start, ..self }, Self { start: self.end, ..self }]
    }

    /// Whether `other` lies inside this span.
    pub fn contains(self, other: Self) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }
}

/// How a text is spelled where it stands, so that a fix spells its replacement the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// Between the quotes of a JSON string.
    Json,
    /// Between the quotes of an HCL string without interpolation.
    Hcl,
    /// Between the quotes of a JSON string that Terraform reads as a template.
    TerraformJson,
}

impl Quoting {
    /// `text` as it has to be written between the quotes.
    pub fn spell(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                c if c.is_control() => {
                    out.push_str("\\u");
                    let _ = write!(out, "{:04x}", u32::from(c));
                }
                c => out.push(c),
            }
        }
        match self {
            Self::Json => out,
            Self::Hcl | Self::TerraformJson => out.replace("${", "$${").replace("%{", "%%{"),
        }
    }
}

/// The one text a fix may change: what stands between the quotes of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Literal {
    /// The bytes between the quotes.
    pub span: Span,
    /// How they are spelled.
    pub quoting: Quoting,
}

/// A line and a column, both from 1; columns count Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in Unicode scalar values, from 1.
    pub column: usize,
}

/// One file: its path as it is shown, and its text once it was read.
#[derive(Debug, Default)]
pub struct Source {
    /// Relative to the working directory, with `/`.
    pub path: String,
    text: OnceLock<String>,
    lines: OnceLock<Vec<u32>>,
    transcript: OnceLock<Box<Transcript>>,
    /// The bytes that nobody shall see, in order.
    hidden: OnceLock<Vec<Range<usize>>>,
}

/// The text of a file put into another language, which is what is evaluated.
#[derive(Debug)]
struct Transcript {
    source: Source,
    map: SourceMap,
}

impl Source {
    /// The text; empty until it was read.
    pub fn text(&self) -> &str {
        self.text.get().map_or("", String::as_str)
    }

    /// The bytes that nobody shall see, in order.
    pub fn hidden(&self) -> &[Range<usize>] {
        self.hidden.get().map_or(&[], Vec::as_slice)
    }

    /// Whether nobody shall see the byte at `offset`.
    pub fn is_hidden(&self, offset: usize) -> bool {
        let after = self.hidden().partition_point(|range| range.start <= offset);
        let last = after.checked_sub(1).and_then(|at| self.hidden().get(at));
        last.is_some_and(|range| offset < range.end)
    }

    /// Byte offsets at which the lines start.
    pub fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let after = self.text().bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            let after = after.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX));
            std::iter::once(0).chain(after).collect()
        })
    }

    /// The index of the line, from 0, that byte `offset` lies on.
    pub fn line_index(&self, offset: usize) -> usize {
        self.line_starts().partition_point(|start| *start as usize <= offset).saturating_sub(1)
    }

    /// The bytes of line `index`, from 0, without its line break.
    pub fn line_range(&self, index: usize) -> Range<usize> {
        let starts = self.line_starts();
        let start = starts.get(index).map_or(self.text().len(), |at| *at as usize);
        let end = starts.get(index + 1).map_or(self.text().len(), |at| *at as usize);
        let line = self.text().get(start..end).unwrap_or_default();
        start..start + line.trim_end_matches(['\n', '\r']).len()
    }

    /// Where byte `offset` stands.
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text().len());
        let line = self.line_index(offset);
        let start = self.line_starts().get(line).map_or(0, |at| *at as usize);
        let before = self.text().as_bytes().get(start..offset).unwrap_or_default();
        let column = before.iter().filter(|byte| (**byte & 0xC0) != 0x80).count() + 1;
        Position { line: line + 1, column }
    }
}

/// Every file of a run. The paths are known from the start, the texts come when they are read.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// One source for each path, in this order.
    pub fn new(paths: impl IntoIterator<Item = String>) -> Self {
        let file = |path| Source { path, ..Source::default() };
        Self { files: paths.into_iter().map(file).collect() }
    }

    /// One more file, at `path`.
    pub fn add(&mut self, path: String) -> SourceId {
        self.files.push(Source { path, ..Source::default() });
        SourceId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// Gives `id` its text; the first text stays.
    pub fn set_text(&self, id: SourceId, text: String) {
        if let Some(source) = self.files.get(id.0 as usize) {
            let _ = source.text.set(text);
        }
    }

    /// Keeps the bytes `hidden` of `id`, which do not meet and come in order, from everybody's eyes.
    pub fn hide(&self, id: SourceId, hidden: Vec<Range<usize>>) {
        if let Some(source) = self.files.get(id.0 as usize) {
            let _ = source.hidden.set(hidden);
        }
    }

    /// Keeps the transcript of `id`, whose places have the id [`SourceId::transcript`] and lead back
    /// by `map`; the first one stays.
    pub fn set_transcript(&self, id: SourceId, text: String, map: SourceMap) {
        if let Some(file) = self.files.get(id.original().0 as usize) {
            let source = Source { path: file.path.clone(), ..Source::default() };
            let _ = source.text.set(text);
            let _ = file.transcript.set(Box::new(Transcript { source, map }));
        }
    }

    /// The file `id`, or its transcript for the id of that; ids come only from here.
    ///
    /// # Panics
    /// With an id of another run.
    pub fn get(&self, id: SourceId) -> &Source {
        match self.transcript(id) {
            Some(transcript) => &transcript.source,
            None => {
                self.files.get(id.original().0 as usize).expect("ids are handed out by this table")
            }
        }
    }

    fn transcript(&self, id: SourceId) -> Option<&Transcript> {
        let file = self.files.get(id.original().0 as usize).filter(|_| id.is_transcript())?;
        file.transcript.get().map(|transcript| &**transcript)
    }

    /// The place that a person has to look at: of a place in a transcript what it was made of, any
    /// other as it is.
    pub fn true_span(&self, span: Span) -> Span {
        match self.transcript(span.source) {
            Some(transcript) => {
                Span::new(span.source.original(), transcript.map.to_original(span.range()))
            }
            None => span,
        }
    }

    /// The text that a fix may change: of one in a transcript what it was made of, and nothing if
    /// that is not spelled out; any other as it is.
    pub fn true_literal(&self, literal: Literal) -> Option<Literal> {
        let Some(transcript) = self.transcript(literal.span.source) else { return Some(literal) };
        let (range, quoting) = transcript.map.literal(&literal.span.range())?;
        Some(Literal { span: Span::new(literal.span.source.original(), range), quoting })
    }

    /// The text of `span`.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.source).text().get(span.range()).unwrap_or_default()
    }

    /// All files with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.files
            .iter()
            .enumerate()
            .map(|(index, source)| (SourceId(u32::try_from(index).unwrap_or(u32::MAX)), source))
    }
}

/// Something that was wrong in how a file is written, found while it was read.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What kind of thing it is; the syntax rule of that kind reports it.
    pub kind: ProblemKind,
    /// The place to look at.
    pub span: Span,
    /// One sentence, lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that explain it.
    pub labels: Vec<(Span, String)>,
}

impl Problem {
    /// Whether something could not be read because of it, so that the run is incomplete.
    pub fn breaks(&self) -> bool {
        self.kind != ProblemKind::DuplicateKey
    }
}

/// What a [`Problem`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// JSON that does not parse.
    InvalidJson,
    /// HCL that does not parse.
    InvalidHcl,
    /// The same member twice in one JSON object.
    DuplicateKey,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Sources {
        let sources = Sources::new(["a.tf".to_owned()]);
        sources.set_text(SourceId(0), text.to_owned());
        sources
    }

    #[test]
    fn columns_count_scalar_values_and_lines_start_at_one() {
        let sources = source("a\n\u{e9}\u{1f600}x\r\n");
        let file = sources.get(SourceId(0));
        assert_eq!(file.position(0), Position { line: 1, column: 1 });
        assert_eq!(file.position(8), Position { line: 2, column: 3 });
        assert_eq!(file.line_range(1), 2..9);
        assert_eq!(file.position(999), Position { line: 3, column: 1 });
    }

    #[test]
    fn a_transcript_stands_beside_the_text_and_leads_back_to_it() {
        let sources = source("{\"x\":1}");
        let file = SourceId(0);
        let place = |id, range| Span::new(id, range);
        assert_eq!(sources.text(place(file.transcript(), 1..4)), "\"x\"");
        let mut map = SourceMap::default();
        map.push(&(0..1), &(1..4), false);
        map.push(&(4..5), &(5..6), true);
        sources.set_transcript(file, "x = 1\n".to_owned(), map);
        assert_eq!(sources.text(place(file.transcript(), 4..5)), "1");
        assert_eq!(sources.text(place(file, 5..6)), "1");
        assert_eq!(sources.get(file.transcript()).path, "a.tf");
        assert_eq!(sources.true_span(place(file.transcript(), 0..5)), place(file, 1..6));
        assert_eq!(sources.true_span(place(file, 0..5)), place(file, 0..5));
        let literal = |id| Literal { span: place(id, 0..1), quoting: Quoting::Hcl };
        assert_eq!(sources.true_literal(literal(file.transcript())), None);
        assert_eq!(sources.true_literal(literal(file)), Some(literal(file)));
        assert!(file.transcript().is_transcript() && !file.is_transcript());
        assert_eq!(file.transcript().original(), file);
    }

    #[test]
    fn spelling_escapes_what_each_language_needs() {
        assert_eq!(Quoting::Json.spell("a\"\\\n${x}"), "a\\\"\\\\\\n${x}");
        assert_eq!(Quoting::Hcl.spell("${x}%{y}\u{1}"), "$${x}%%{y}\\u0001");
        assert_eq!(Quoting::TerraformJson.spell("${x}\n$${y}"), "$${x}\\n$$${y}");
    }
}
