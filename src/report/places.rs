//! Byte offsets -> lines and columns, fast also where a file is one line of many megabytes.

use crate::source::{Position, Source, SourceId, Sources};
use std::collections::HashMap;

/// How many bytes are counted at most for one position.
const STRIDE: usize = 1024;

/// Positions in the files of a run.
pub(super) struct Places<'a> {
    sources: &'a Sources,
    /// For each file the number of characters that start before every `STRIDE`th byte.
    counts: HashMap<SourceId, Vec<usize>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self { sources, counts: HashMap::new() }
    }

    /// Where byte `offset` of `id` stands.
    pub(super) fn position(&mut self, id: SourceId, offset: u32) -> Position {
        let source = self.sources.get(id);
        let offset = (offset as usize).min(source.text().len());
        let line = source.line_index(offset);
        let start = source.line_starts().get(line).map_or(0, |at| *at as usize);
        let counts = self.counts.entry(id).or_insert_with(|| index(source));
        let column = before(source, counts, offset) - before(source, counts, start) + 1;
        Position { line: line + 1, column }
    }
}

fn index(source: &Source) -> Vec<usize> {
    let mut total = 0;
    let chunks = source.text().as_bytes().chunks(STRIDE);
    std::iter::once(0)
        .chain(chunks.map(|chunk| {
            total += characters(chunk);
            total
        }))
        .collect()
}

/// How many characters start before byte `offset`.
fn before(source: &Source, counts: &[usize], offset: usize) -> usize {
    let chunk = offset / STRIDE;
    let rest = source.text().as_bytes().get(chunk * STRIDE..offset).unwrap_or_default();
    counts.get(chunk).copied().unwrap_or_default() + characters(rest)
}

fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_those_of_the_source() {
        let text = format!("a\n{}\r\n\u{e9}b", "\u{65e5}x".repeat(2000));
        let sources = Sources::new(["a".to_owned()]);
        sources.set_text(SourceId(0), text.clone());
        let mut places = Places::new(&sources);
        for offset in (0..=text.len() + 2).step_by(7).chain([text.len()]) {
            let offset = u32::try_from(offset).unwrap();
            let expected = sources.get(SourceId(0)).position(offset as usize);
            assert_eq!(places.position(SourceId(0), offset), expected, "at {offset}");
        }
    }
}
