//! The fingerprints that code scanning makes of lines, so that it finds them made: a hash over the
//! first hundred characters from the start of each line on, however the lines end and without blanks
//! and tabs, and how many lines up to it have the same.

use crate::source::{SourceId, Sources, Span};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How many characters are hashed.
const BLOCK: usize = 100;
const FACTOR: u64 = 37;
/// What comes behind the last character.
const END: u16 = u16::MAX;
const NEWLINE: u16 = b'\n' as u16;
const RETURN: u16 = b'\r' as u16;
const SPACE: u16 = b' ' as u16;
const TAB: u16 = b'\t' as u16;

/// The fingerprints of the lines on which some spans start.
pub(super) struct Hashes {
    /// By file and line, which counts from 1.
    lines: HashMap<(SourceId, usize), String>,
    starts: HashMap<Span, usize>,
}

impl Hashes {
    pub(super) fn new(sources: &Sources, spans: impl Iterator<Item = Span>) -> Self {
        let line = |span: Span| sources.get(span.source).line_index(span.start as usize) + 1;
        let starts: HashMap<Span, usize> = spans.map(|span| (span, line(span))).collect();
        let mut wanted: BTreeMap<SourceId, BTreeSet<usize>> = BTreeMap::new();
        for (span, line) in &starts {
            wanted.entry(span.source).or_default().insert(*line);
        }
        let mut lines = HashMap::new();
        for (id, wanted) in wanted {
            hash(sources.get(id).text(), |line, hash| {
                if wanted.contains(&line) {
                    lines.insert((id, line), hash.spell());
                }
            });
        }
        Self { lines, starts }
    }

    /// The fingerprint of the line on which `span` starts.
    pub(super) fn get(&self, span: Span) -> Option<&str> {
        let line = self.starts.get(&span)?;
        self.lines.get(&(span.source, *line)).map(String::as_str)
    }
}

/// A hash, and the how manieth of its kind it is.
#[derive(Clone, Copy)]
struct LineHash {
    hash: u64,
    nth: u32,
}

impl LineHash {
    fn spell(self) -> String {
        format!("{:x}:{}", self.hash, self.nth)
    }
}

/// The last hundred characters and the lines that start among them.
struct Window<F> {
    characters: [u16; BLOCK],
    /// The number of the line that starts at that character, or 0.
    lines: [usize; BLOCK],
    at: usize,
    hash: u64,
    /// What the oldest character of the window counts.
    oldest: u64,
    seen: HashMap<u64, u32>,
    tell: F,
}

impl<F: FnMut(usize, LineHash)> Window<F> {
    /// Tells the hash of the line that is about to leave the window.
    fn leave(&mut self) {
        let Some(line) = self.lines.get_mut(self.at).filter(|line| **line > 0) else { return };
        let nth = self.seen.entry(self.hash).or_default();
        *nth += 1;
        (self.tell)(std::mem::take(line), LineHash { hash: self.hash, nth: *nth });
    }

    fn push(&mut self, character: u16) {
        let Some(place) = self.characters.get_mut(self.at) else { return };
        let old = std::mem::replace(place, character);
        let sum = self.hash.wrapping_mul(FACTOR).wrapping_add(u64::from(character));
        self.hash = sum.wrapping_sub(self.oldest.wrapping_mul(u64::from(old)));
        self.at = (self.at + 1) % BLOCK;
    }
}

/// Tells the number and the hash of every line.
fn hash(text: &str, tell: impl FnMut(usize, LineHash)) {
    let mut window = Window {
        characters: [0; BLOCK],
        lines: [0; BLOCK],
        at: 0,
        hash: 0,
        oldest: (0..BLOCK).fold(1, |power: u64, _| power.wrapping_mul(FACTOR)),
        seen: HashMap::new(),
        tell,
    };
    let (mut line, mut starts, mut after_return) = (0, true, false);
    for unit in text.encode_utf16().chain([END]) {
        if unit == SPACE || unit == TAB || (after_return && unit == NEWLINE) {
            after_return = false;
            continue;
        }
        after_return = unit == RETURN;
        let unit = if after_return { NEWLINE } else { unit };
        window.leave();
        if starts {
            line += 1;
            if let Some(place) = window.lines.get_mut(window.at) {
                *place = line;
            }
        }
        starts = unit == NEWLINE;
        window.push(unit);
    }
    for _ in 0..BLOCK {
        window.leave();
        window.push(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        hash(text, |line, hash| {
            assert_eq!(line, all.len() + 1);
            all.push(hash.spell());
        });
        all
    }

    /// The vectors are those of the tests of `github/codeql-action`, `src/fingerprints.test.ts`.
    #[test]
    fn hashes_are_those_of_code_scanning() {
        assert_eq!(hashes(""), ["c129715d7a2bc9a3:1"]);
        let short = ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1"];
        assert_eq!(hashes(" a\nb\n  \t\tc\n d"), [&short[..], &["a23a3dc5e078b07b:1"]].concat());
        let open = [
            "8b7cf3e952e7aeb2:1",
            "b1ae1287ec4718d9:1",
            "bff680108adb0fcc:1",
            "c6805c5e1288b612:1",
            "b86d3392aea1be30:1",
            "e6ceba753e1a442:1",
        ];
        assert_eq!(hashes(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End"), open);
        let closed = [
            "e9496ae3ebfced30:1",
            "fb7c023a8b9ccb3f:1",
            "ce8ba1a563dcdaca:1",
            "e20e36e16fcb0cc8:1",
            "b3edc88f2938467e:1",
            "c8e28b0b4002a3a0:1",
            "c129715d7a2bc9a3:1",
        ];
        for text in [
            " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n",
            " hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r",
            " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n",
            " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n",
        ] {
            assert_eq!(hashes(text), closed, "{text:?}");
        }
    }

    #[test]
    fn same_lines_are_counted() {
        let mut repeated: Vec<String> =
            (1..=6).map(|nth| format!("a7f2ff13bc495cf2:{nth}")).collect();
        let last = ["a7f2ff1481e87703", "a9cf91f7bbf1862b", "55ec222b86bcae53", "cc97dc7b1d7d8f7b"];
        repeated.extend(last.map(|hash| format!("{hash}:1")));
        repeated.push("c129715d7a2bc9a3:1".to_owned());
        assert_eq!(hashes(&"Lorem ipsum dolor sit amet.\n".repeat(10)), repeated);
        let text = "x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n";
        let expected = [
            "e54938cc54b302f1:1",
            "bb609acbe9138d60:1",
            "1131fd5871777f34:1",
            "5c482a0f8b35ea28:1",
            "54517377da7028d2:1",
            "2c644846cb18d53e:1",
            "f1b89f20de0d133:1",
            "c129715d7a2bc9a3:1",
        ];
        assert_eq!(hashes(text), expected);
    }
}
