//! Huffman codes as Go's `compress/flate` builds them: among the shortest codes there are many, and
//! the bytes of `base64gzip` say which one it was.

/// The code of a symbol: its bits, first one lowest, and how many there are; none for a symbol that
/// does not occur.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) bits: u16,
    pub(super) length: u8,
}

impl Code {
    /// A code whose first bit is the highest of `value`.
    pub(super) fn new(value: u16, length: u8) -> Self {
        let bits = value.reverse_bits() >> (16 - u32::from(length.clamp(1, 16)));
        Self { bits, length }
    }
}

/// Codes of at most `longest` bits for symbols that occur as often as `counts` says.
pub(super) fn codes(counts: &[u32], longest: usize) -> Vec<Code> {
    let mut codes = vec![Code::default(); counts.len()];
    let mut leaves: Vec<(u32, usize)> = counts
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0)
        .map(|(symbol, count)| (*count, symbol))
        .collect();
    if leaves.len() <= 2 {
        for (bits, (_, symbol)) in (0_u16..).zip(&leaves) {
            if let Some(code) = codes.get_mut(*symbol) {
                *code = Code { bits, length: 1 };
            }
        }
        return codes;
    }
    leaves.sort_unstable();
    let lengths = lengths(&leaves, longest.min(leaves.len() - 1));
    // The most frequent symbols get the shortest codes; of one length they go by their number.
    let mut value = 0_u16;
    let mut length = 0_u8;
    let mut left = leaves.as_slice();
    for many in lengths {
        value <<= 1;
        length += 1;
        let (rest, chunk) = left.split_at(left.len().saturating_sub(many));
        left = rest;
        let mut symbols: Vec<usize> = chunk.iter().map(|(_, symbol)| *symbol).collect();
        symbols.sort_unstable();
        for symbol in symbols {
            if let Some(code) = codes.get_mut(symbol) {
                *code = Code::new(value, length);
            }
            value += 1;
        }
    }
    codes
}

/// How many codes have one bit, two bits and so on, found by merging packages: of a leaf and a
/// package of the same weight the package goes first.
fn lengths(leaves: &[(u32, usize)], longest: usize) -> Vec<usize> {
    // Each level holds weights, and whether each is that of a leaf.
    let mut levels: Vec<Vec<(u64, bool)>> = Vec::with_capacity(longest);
    for level in 0..longest {
        let below = level.checked_sub(1).and_then(|below| levels.get(below));
        let packages = below.map(|below| {
            let pairs = below.chunks_exact(2);
            pairs.map(|pair| (pair.iter().map(|(weight, _)| weight).sum(), false)).collect()
        });
        let packages: Vec<(u64, bool)> = packages.unwrap_or_default();
        let leaves = leaves.iter().map(|(weight, _)| (u64::from(*weight), true));
        let mut all: Vec<(u64, bool)> = packages.into_iter().chain(leaves).collect();
        all.sort_by_key(|(weight, _)| *weight);
        levels.push(all);
    }
    let mut taken = 2 * leaves.len() - 2;
    let mut used = Vec::with_capacity(longest + 1);
    for level in levels.iter().rev() {
        let taken_leaves = level.iter().take(taken).filter(|(_, is_leaf)| *is_leaf).count();
        used.push(taken_leaves);
        taken = 2 * (taken.min(level.len()) - taken_leaves);
    }
    used.push(0);
    used.windows(2)
        .map(|pair| match pair {
            [more, fewer] => more.saturating_sub(*fewer),
            _ => 0,
        })
        .collect()
}
