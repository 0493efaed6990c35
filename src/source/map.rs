//! From the places in a transcript to the places in the text it was made of.

use super::Quoting;
use std::ops::Range;

/// Where the pieces of a transcript come from. What stands between two pieces was put in by whoever
/// transcribed, and comes from nowhere.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    pieces: Vec<Piece>,
    literals: Vec<Mapped>,
}

/// Bytes of the transcript and the bytes that they were made of.
#[derive(Clone, Copy, Debug)]
struct Piece {
    start: u32,
    end: u32,
    from: (u32, u32),
    /// Byte for byte the same; otherwise only the piece as a whole has a place.
    exact: bool,
}

/// The inside of a pair of quotes of the transcript, and that of the pair that it was made of.
#[derive(Clone, Copy, Debug)]
struct Mapped {
    inside: (u32, u32),
    from: (u32, u32),
    quoting: Quoting,
}

fn small(range: &Range<usize>) -> (u32, u32) {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    (place(range.start), place(range.end))
}

impl SourceMap {
    /// Adds a piece behind all others. With `exact` it is byte for byte what stands at `from`.
    pub(crate) fn push(&mut self, range: &Range<usize>, from: &Range<usize>, exact: bool) {
        let ((start, end), from) = (small(range), small(from));
        match self.pieces.last_mut() {
            Some(last) if exact && last.exact && last.end == start && last.from.1 == from.0 => {
                last.end = end;
                last.from.1 = from.1;
            }
            _ if start == end => {}
            _ => self.pieces.push(Piece { start, end, from, exact }),
        }
    }

    /// Notes that `inside` is all between two quotes, and is spelled out at `from`.
    pub(crate) fn push_literal(
        &mut self,
        inside: &Range<usize>,
        from: &Range<usize>,
        quoting: Quoting,
    ) {
        self.literals.push(Mapped { inside: small(inside), from: small(from), quoting });
    }

    /// Adds the part `range` of the map of another transcript, which now stands at `at`.
    pub(crate) fn append(&mut self, other: &Self, range: &Range<usize>, at: usize) {
        let here = |place: u32| (place as usize).saturating_sub(range.start) + at;
        let inside =
            |start: u32, end: u32| range.start <= start as usize && end as usize <= range.end;
        for piece in other.pieces.iter().filter(|piece| inside(piece.start, piece.end)) {
            let from = piece.from.0 as usize..piece.from.1 as usize;
            self.push(&(here(piece.start)..here(piece.end)), &from, piece.exact);
        }
        for one in other.literals.iter().filter(|one| inside(one.inside.0, one.inside.1)) {
            let from = one.from.0 as usize..one.from.1 as usize;
            self.push_literal(&(here(one.inside.0)..here(one.inside.1)), &from, one.quoting);
        }
    }

    /// The bytes of the original that `range` of the transcript was made of.
    pub fn to_original(&self, range: Range<usize>) -> Range<usize> {
        let start = self.start(range.start);
        if range.is_empty() {
            // Nothing lies behind the last piece it touches rather than before the next.
            let touched = self.pieces.partition_point(|piece| (piece.end as usize) < range.start);
            let touched = self.pieces.get(touched);
            let behind = touched.filter(|piece| piece.end as usize == range.start);
            let at = behind.map_or(start, |piece| piece.from.1 as usize);
            return at..at;
        }
        start..self.end(range.end).max(start)
    }

    fn start(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.end as usize <= at);
        match self.pieces.get(index) {
            Some(piece) if piece.exact => {
                piece.from.0 as usize + at.saturating_sub(piece.start as usize)
            }
            Some(piece) => piece.from.0 as usize,
            None => self.pieces.last().map_or(0, |piece| piece.from.1 as usize),
        }
    }

    fn end(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| (piece.start as usize) < at);
        match index.checked_sub(1).and_then(|index| self.pieces.get(index)) {
            Some(piece) if piece.exact => {
                let left = (piece.end as usize).saturating_sub(at);
                (piece.from.1 as usize).saturating_sub(left)
            }
            Some(piece) => piece.from.1 as usize,
            None => 0,
        }
    }

    /// If `range` is all between the quotes of a text of the transcript, and that text is spelled out
    /// in the original: where, and how it is spelled there. Not so within an interpolation.
    pub fn literal(&self, range: &Range<usize>) -> Option<(Range<usize>, Quoting)> {
        let inside = small(range);
        let index = self.literals.binary_search_by_key(&inside, |one| one.inside).ok()?;
        let one = self.literals.get(index)?;
        Some((one.from.0 as usize..one.from.1 as usize, one.quoting))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `x = "é"` made of `{"x":"\u00e9"}`.
    fn map() -> SourceMap {
        let mut map = SourceMap::default();
        map.push(&(0..1), &(1..4), false);
        map.push(&(4..5), &(5..6), true);
        map.push(&(5..7), &(6..12), false);
        map.push(&(7..8), &(12..13), true);
        map.push_literal(&(5..7), &(6..12), Quoting::Json);
        map
    }

    #[test]
    fn pieces_map_whole_or_byte_by_byte() {
        let map = map();
        assert_eq!(map.to_original(0..1), 1..4);
        assert_eq!(map.to_original(4..8), 5..13);
        assert_eq!(map.to_original(5..7), 6..12);
        assert_eq!(map.to_original(6..7), 6..12);
        assert_eq!(map.to_original(2..6), 5..12);
        assert_eq!(map.to_original(0..0), 1..1);
        assert_eq!(map.to_original(8..8), 13..13);
        assert_eq!(map.to_original(90..99), 13..13);
        assert_eq!(SourceMap::default().to_original(1..2), 0..0);
    }

    #[test]
    fn only_the_whole_inside_is_a_literal() {
        assert_eq!(map().literal(&(5..7)), Some((6..12, Quoting::Json)));
        assert_eq!(map().literal(&(5..6)), None);
        let mut moved = SourceMap::default();
        moved.append(&map(), &(4..8), 10);
        assert_eq!(moved.literal(&(11..13)), Some((6..12, Quoting::Json)));
        assert_eq!(moved.to_original(10..14), 5..13);
    }
}
