//! Compressing as Go's `compress/gzip` does it at its default level, byte for byte.

use super::huffman::{Code, codes};
use std::collections::HashMap;
use std::iter::repeat_n;

/// Longer texts slide through Go's window, which is not followed.
const LONGEST: usize = 1 << 15;
/// So many tokens make a block.
const BLOCK: usize = 1 << 14;
/// The shortest match that is used.
const SHORTEST: usize = 4;
/// The longest match there can be.
const MATCH: usize = 258;
/// A match of this length is not given up for a better one behind it.
const LAZY: usize = 16;
/// A match of this length is not compared with others, of which so many are tried.
const NICE: usize = 128;
/// The end of a block, and the first code of a length.
const END: usize = 256;
const LENGTHS: usize = 257;
/// In which order the lengths of the codes for lengths are written.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// A piece of the text.
#[derive(Clone, Copy)]
enum Token {
    Literal(u8),
    /// A length beyond 3, and a distance beyond 1.
    Match(usize, usize),
}

/// The text in gzip's format; `None` where it is too long.
pub(super) fn gzip(data: &[u8]) -> Option<Vec<u8>> {
    if data.len() > LONGEST {
        return None;
    }
    let mut writer = Writer { out: vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff], held: 0, bits: 0 };
    let mut start = 0;
    for (tokens, end) in blocks(data) {
        writer.block(&tokens, data.get(start..end)?);
        start = end;
    }
    // Terraform flushes before it closes.
    writer.stored(&[], false);
    writer.stored(&[], true);
    let mut out = writer.out;
    out.extend(crc32(data).to_le_bytes());
    out.extend(u32::try_from(data.len()).ok()?.to_le_bytes());
    Some(out)
}

fn crc32(data: &[u8]) -> u32 {
    let step = |sum: u32| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
    !data.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum)))
}

/// Where the same four bytes stood before.
struct Seen<'a> {
    data: &'a [u8],
    last: HashMap<[u8; SHORTEST], usize>,
    before: Vec<Option<usize>>,
}

impl Seen<'_> {
    /// Notes what stands at `at`, and says where the same stood last.
    fn add(&mut self, at: usize) -> Option<usize> {
        let four = self.data.get(at..at + SHORTEST)?.try_into().ok()?;
        let earlier = self.last.insert(four, at);
        if let Some(before) = self.before.get_mut(at) {
            *before = earlier;
        }
        earlier
    }

    /// The longest match of what stands at `at`, from `first` backwards: its length and distance.
    fn longest(&self, at: usize, first: usize) -> Option<(usize, usize)> {
        let most = MATCH.min(self.data.len() - at);
        let mut best = None;
        let mut length = SHORTEST - 1;
        let mut next = Some(first);
        for _ in 0..NICE {
            let Some(place) = next else { break };
            let pairs = self.data.iter().skip(place).zip(self.data.iter().skip(at));
            let same = pairs.take(most).take_while(|(one, other)| one == other).count();
            if same > length && (same > SHORTEST || at - place <= 4096) {
                length = same;
                best = Some((same, at - place));
                if same >= NICE.min(most) {
                    break;
                }
            }
            next = self.before.get(place).copied().flatten();
        }
        best
    }
}

/// The text in blocks of tokens, each with where it ends. A match is used unless there is a longer
/// one right behind its start.
fn blocks(data: &[u8]) -> Vec<(Vec<Token>, usize)> {
    let mut seen = Seen { data, last: HashMap::new(), before: vec![None; data.len()] };
    let mut blocks = Vec::new();
    let mut tokens = Vec::new();
    let mut found: Option<(usize, usize)> = None;
    let mut pending: Option<u8> = None;
    let mut at = 0;
    while let Some(byte) = data.get(at).copied() {
        let earlier = seen.add(at);
        let (length, distance) = found.unwrap_or((SHORTEST - 1, 0));
        found = earlier
            .filter(|_| data.len() - at > length && length < LAZY)
            .and_then(|first| seen.longest(at, first));
        let is_better = found.is_some_and(|(better, _)| better > length);
        if length >= SHORTEST && !is_better {
            tokens.push(Token::Match(length - 3, distance - 1));
            let end = at + length - 1;
            (at + 1..end).for_each(|inside| {
                seen.add(inside);
            });
            at = end;
            (found, pending) = (None, None);
        } else {
            if let Some(before) = pending {
                tokens.push(Token::Literal(before));
            }
            pending = Some(byte);
            if tokens.len() == BLOCK {
                blocks.push((std::mem::take(&mut tokens), at));
            }
            at += 1;
            continue;
        }
        if tokens.len() == BLOCK {
            blocks.push((std::mem::take(&mut tokens), at));
        }
    }
    tokens.extend(pending.map(Token::Literal));
    if !tokens.is_empty() {
        blocks.push((tokens, at));
    }
    blocks
}

/// The code of a length beyond 3: its number, how many more bits follow, and which.
fn length_code(length: usize) -> (usize, usize, usize) {
    match length {
        255 => (28, 0, 0),
        0..8 => (length, 0, 0),
        _ => {
            let more = usize::BITS as usize - 3 - length.leading_zeros() as usize;
            (4 * more + (length >> more), more, length & ((1 << more) - 1))
        }
    }
}

/// The code of a distance beyond 1.
fn distance_code(distance: usize) -> (usize, usize, usize) {
    if distance < 4 {
        return (distance, 0, 0);
    }
    let more = usize::BITS as usize - 2 - distance.leading_zeros() as usize;
    (2 * more + (distance >> more), more, distance & ((1 << more) - 1))
}

struct Writer {
    out: Vec<u8>,
    held: u64,
    bits: usize,
}

/// Codes of literals and lengths, and of distances.
struct Codes {
    literals: Vec<Code>,
    distances: Vec<Code>,
}

impl Writer {
    fn write(&mut self, value: usize, bits: usize) {
        self.held |= (value as u64) << self.bits;
        self.bits += bits;
        while self.bits >= 8 {
            self.out.push(self.held.to_le_bytes()[0]);
            self.held >>= 8;
            self.bits -= 8;
        }
    }

    fn code(&mut self, codes: &[Code], symbol: usize) {
        let code = codes.get(symbol).copied().unwrap_or_default();
        self.write(usize::from(code.bits), usize::from(code.length));
    }

    /// A block of bytes as they are.
    fn stored(&mut self, bytes: &[u8], is_last: bool) {
        self.write(usize::from(is_last), 3);
        if self.bits > 0 {
            self.write(0, 8 - self.bits);
        }
        self.write(bytes.len(), 16);
        self.write(!bytes.len() & 0xffff, 16);
        self.out.extend(bytes);
    }

    /// A block in the shortest of the three ways.
    fn block(&mut self, tokens: &[Token], bytes: &[u8]) {
        let mut literals = vec![0_u32; 286];
        let mut distances = vec![0_u32; 30];
        let mut extra = 0;
        let count = |all: &mut Vec<u32>, symbol: usize| {
            if let Some(count) = all.get_mut(symbol) {
                *count += 1;
            }
        };
        for token in tokens {
            match token {
                Token::Literal(byte) => count(&mut literals, usize::from(*byte)),
                Token::Match(length, distance) => {
                    let (symbol, more, _) = length_code(*length);
                    count(&mut literals, LENGTHS + symbol);
                    extra += more;
                    let (symbol, more, _) = distance_code(*distance);
                    count(&mut distances, symbol);
                    extra += more;
                }
            }
        }
        count(&mut literals, END);
        let used = |all: &[u32]| all.iter().rposition(|count| *count > 0).map_or(0, |at| at + 1);
        let (many_literals, many_distances) = (used(&literals), used(&distances).max(1));
        if used(&distances) == 0 {
            count(&mut distances, 0);
        }
        let fixed = fixed_codes();
        let own = Codes { literals: codes(&literals, 15), distances: codes(&distances, 15) };
        let size = |codes: &Codes| {
            total(&literals, &codes.literals) + total(&distances, &codes.distances) + extra
        };
        let header = Header::new(&own, many_literals, many_distances);
        let (fixed_size, own_size) = (3 + size(&fixed), header.size() + size(&own));
        if (bytes.len() + 5) * 8 < fixed_size.min(own_size) {
            return self.stored(bytes, false);
        }
        if own_size < fixed_size {
            header.write(self);
            self.tokens(tokens, &own);
        } else {
            self.write(2, 3);
            self.tokens(tokens, &fixed);
        }
    }

    fn tokens(&mut self, tokens: &[Token], codes: &Codes) {
        for token in tokens {
            match token {
                Token::Literal(byte) => self.code(&codes.literals, usize::from(*byte)),
                Token::Match(length, distance) => {
                    let (symbol, more, rest) = length_code(*length);
                    self.code(&codes.literals, LENGTHS + symbol);
                    self.write(rest, more);
                    let (symbol, more, rest) = distance_code(*distance);
                    self.code(&codes.distances, symbol);
                    self.write(rest, more);
                }
            }
        }
        self.code(&codes.literals, END);
    }
}

/// How many bits symbols take that occur as often as `counts` says.
fn total(counts: &[u32], codes: &[Code]) -> usize {
    counts.iter().zip(codes).map(|(count, code)| *count as usize * usize::from(code.length)).sum()
}

/// The codes that need no header.
fn fixed_codes() -> Codes {
    let literal = |symbol: u16| match symbol {
        0..144 => Code::new(symbol + 48, 8),
        144..256 => Code::new(symbol + 256, 9),
        256..280 => Code::new(symbol - 256, 7),
        _ => Code::new(symbol - 88, 8),
    };
    Codes {
        literals: (0..286).map(literal).collect(),
        distances: (0..30).map(|symbol| Code::new(symbol, 5)).collect(),
    }
}

/// The lengths of a block's own codes, which stand in front of it.
struct Header {
    literals: usize,
    distances: usize,
    /// Lengths; 16 to 18 stand for repeated ones, with so many bits that say how often.
    runs: Vec<(usize, usize, usize)>,
    codes: Vec<Code>,
    /// How many lengths of codes for lengths are written.
    many: usize,
}

impl Header {
    fn new(own: &Codes, literals: usize, distances: usize) -> Self {
        let all = own.literals.iter().take(literals).chain(own.distances.iter().take(distances));
        let lengths: Vec<usize> = all.map(|code| usize::from(code.length)).collect();
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for run in lengths.chunk_by(|one, other| one == other) {
            let length = run.first().copied().unwrap_or_default();
            let mut left = run.len();
            if length > 0 {
                runs.push((length, 0, 0));
                left -= 1;
                while left >= 3 {
                    runs.push((16, 2, left.min(6) - 3));
                    left -= left.min(6);
                }
            } else {
                while left >= 11 {
                    runs.push((18, 7, left.min(138) - 11));
                    left -= left.min(138);
                }
                if left >= 3 {
                    runs.push((17, 3, left - 3));
                    left = 0;
                }
            }
            runs.extend(repeat_n((length, 0, 0), left));
        }
        let occurs = |symbol| runs.iter().filter(|(run, ..)| *run == symbol).count();
        let counts: Vec<u32> =
            (0..19).map(|symbol| occurs(symbol).try_into().unwrap_or(0)).collect();
        let is_used = |symbol: &usize| counts.get(*symbol).is_some_and(|count| *count > 0);
        let many = ORDER.iter().rposition(is_used).map_or(4, |at| (at + 1).max(4));
        Self { literals, distances, runs, codes: codes(&counts, 7), many }
    }

    fn size(&self) -> usize {
        let length = |symbol: usize| self.codes.get(symbol).map_or(0, |code| code.length.into());
        let runs: usize = self.runs.iter().map(|(run, more, _)| length(*run) + more).sum();
        17 + 3 * self.many + runs
    }

    fn write(&self, writer: &mut Writer) {
        writer.write(4, 3);
        writer.write(self.literals - LENGTHS, 5);
        writer.write(self.distances - 1, 5);
        writer.write(self.many - 4, 4);
        for symbol in ORDER.iter().take(self.many) {
            let length = self.codes.get(*symbol).map_or(0, |code| code.length);
            writer.write(usize::from(length), 3);
        }
        for (run, more, rest) in &self.runs {
            writer.code(&self.codes, *run);
            writer.write(*rest, *more);
        }
    }
}
