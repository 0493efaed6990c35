//! Characters as Terraform counts and changes them: normal forms, grapheme clusters, upper and lower
//! case.
//!
//! Terraform 1.11 knows Unicode 15; what later versions changed is answered with `None`.

use smol_str::SmolStr;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

/// Letters and marks that Unicode changed or added after version 15.
const LATER: [(char, char); 35] = [
    ('\u{05c8}', '\u{05cf}'),
    ('\u{0897}', '\u{0897}'),
    ('\u{088f}', '\u{088f}'),
    ('\u{0c5c}', '\u{0c5c}'),
    ('\u{0cdc}', '\u{0cdc}'),
    ('\u{1acf}', '\u{1aff}'),
    ('\u{1c89}', '\u{1c8a}'),
    ('\u{2ffc}', '\u{2fff}'),
    ('\u{31e4}', '\u{31ef}'),
    ('\u{a7cb}', '\u{a7cf}'),
    ('\u{a7d2}', '\u{a7d2}'),
    ('\u{a7d4}', '\u{a7d4}'),
    ('\u{a7da}', '\u{a7dc}'),
    ('\u{a7f1}', '\u{a7f1}'),
    ('\u{105c0}', '\u{105ff}'),
    ('\u{10940}', '\u{1095f}'),
    ('\u{10d40}', '\u{10d8f}'),
    ('\u{10ec2}', '\u{10efc}'),
    ('\u{11380}', '\u{113ff}'),
    ('\u{116d0}', '\u{116e3}'),
    ('\u{11b60}', '\u{11b67}'),
    ('\u{11bc0}', '\u{11bff}'),
    ('\u{11db0}', '\u{11def}'),
    ('\u{11f5a}', '\u{11f5a}'),
    ('\u{13440}', '\u{143fa}'),
    ('\u{16100}', '\u{1613f}'),
    ('\u{16d40}', '\u{16d7f}'),
    ('\u{16ea0}', '\u{16edf}'),
    ('\u{16ff2}', '\u{16fff}'),
    ('\u{1cc00}', '\u{1ceff}'),
    ('\u{1d127}', '\u{1d128}'),
    ('\u{1d250}', '\u{1d2bf}'),
    ('\u{1e5d0}', '\u{1e5ff}'),
    ('\u{1e6c0}', '\u{1e6ff}'),
    ('\u{2ebf0}', '\u{2ee5d}'),
];

/// Marks that join the letters beside them in later versions of Unicode only, or the other way round.
const JOINERS: [char; 21] = [
    '\u{094d}',
    '\u{09cd}',
    '\u{0acd}',
    '\u{0b4d}',
    '\u{0c4d}',
    '\u{0d4d}',
    '\u{1039}',
    '\u{17d2}',
    '\u{1a60}',
    '\u{1b44}',
    '\u{1bab}',
    '\u{a9c0}',
    '\u{aaf6}',
    '\u{10a3f}',
    '\u{11133}',
    '\u{113d0}',
    '\u{1193e}',
    '\u{11a3a}',
    '\u{11a47}',
    '\u{11a99}',
    '\u{11f42}',
];

/// A text as Terraform holds every text; `None` where its Unicode may do otherwise than ours.
pub(in crate::evaluate) fn normal(text: &str) -> Option<SmolStr> {
    if text.is_ascii() {
        return Some(text.into());
    }
    if text.chars().any(is_later) {
        return None;
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Some(text.into()),
        // With marks behind them, Terraform mistakes rare letters for common ones.
        _ if text.chars().any(|letter| letter > '\u{ffff}') => None,
        _ => Some(text.nfc().collect()),
    }
}

fn is_later(letter: char) -> bool {
    letter > '\u{05c7}' && LATER.iter().any(|(first, last)| (*first..=*last).contains(&letter))
}

/// The characters as a reader counts them; `None` where Terraform may count otherwise.
pub(in crate::evaluate) fn graphemes(text: &str) -> Option<Vec<&str>> {
    if text.is_ascii() {
        return Some(text.graphemes(true).collect());
    }
    if text.chars().any(|letter| is_later(letter) || JOINERS.contains(&letter)) {
        return None;
    }
    let found: Vec<&str> = text.graphemes(true).collect();
    // Of signs with a joiner between them, Terraform joins more.
    let parted = |pair: &[&str]| match pair {
        [one, next] => one.ends_with('\u{200d}') && next.starts_with(|sign| sign > '\u{2000}'),
        _ => false,
    };
    if found.windows(2).any(parted) { None } else { Some(found) }
}

/// Each letter by itself in upper case: no letter becomes two.
pub(super) fn upper(text: &str) -> Option<String> {
    text.chars().map(upper_letter).collect()
}

/// Each letter by itself in lower case.
pub(super) fn lower(text: &str) -> Option<String> {
    text.chars().map(lower_letter).collect()
}

/// The first letter of each word as titles have it. Words end at white space and at any ASCII sign
/// but the underscore.
pub(super) fn title(text: &str) -> Option<String> {
    let mut before = ' ';
    let mut titled = String::with_capacity(text.len());
    for letter in text.chars() {
        titled.push(if ends_word(before) { title_letter(letter)? } else { letter });
        before = letter;
    }
    Some(titled)
}

fn ends_word(letter: char) -> bool {
    if letter.is_ascii() {
        return !letter.is_ascii_alphanumeric() && letter != '_';
    }
    letter.is_whitespace()
}

fn upper_letter(letter: char) -> Option<char> {
    let mut mapped = letter.to_uppercase();
    match (mapped.next(), mapped.next()) {
        (Some(one), None) if !is_later(one) && !is_later(letter) => Some(one),
        (Some(_), None) | (None, _) => None,
        // What becomes several letters has a plain upper case only among Greek letters with iota.
        (Some(_), Some(_)) => Some(match letter {
            '\u{1f80}'..='\u{1f87}' | '\u{1f90}'..='\u{1f97}' | '\u{1fa0}'..='\u{1fa7}' => {
                char::from_u32(u32::from(letter) + 8)?
            }
            '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}' => char::from_u32(u32::from(letter) + 9)?,
            _ => letter,
        }),
    }
}

fn lower_letter(letter: char) -> Option<char> {
    let mut mapped = letter.to_lowercase();
    match (mapped.next(), mapped.next()) {
        (Some(one), None) if !is_later(one) && !is_later(letter) => Some(one),
        (Some(_), Some(_)) if letter == '\u{0130}' => Some('i'),
        _ => None,
    }
}

fn title_letter(letter: char) -> Option<char> {
    match letter {
        '\u{01c4}'..='\u{01c6}' => Some('\u{01c5}'),
        '\u{01c7}'..='\u{01c9}' => Some('\u{01c8}'),
        '\u{01ca}'..='\u{01cc}' => Some('\u{01cb}'),
        '\u{01f1}'..='\u{01f3}' => Some('\u{01f2}'),
        // Georgian has capitals, but not in titles.
        '\u{10d0}'..='\u{10ff}' => Some(letter),
        _ => upper_letter(letter),
    }
}
