//! Mending what hcl-edit refuses although Terraform takes it. Every change keeps the length of the
//! text, and none changes a value, so that all places in the tree stay true.

use super::token::{Kind, Lexed, TOP, Token};
use std::collections::HashMap;
use std::ops::Range;

/// `text` with spaces for the line breaks and comments that mean nothing within brackets, and for
/// a byte order mark; and heredocs renamed whose content has lines that begin with their word.
pub(super) fn mend(text: &str, lexed: &Lexed) -> String {
    let mut bytes = text.as_bytes().to_vec();
    if text.starts_with('\u{feff}') {
        blank(&mut bytes, 0..'\u{feff}'.len_utf8(), false);
    }
    let mut open = None;
    for token in &lexed.tokens {
        match token.kind {
            Kind::Newline | Kind::Comment if !lines_matter(lexed, token.parent) => {
                blank(&mut bytes, token.range(), false);
            }
            Kind::HeredocOpen => open = Some(*token),
            Kind::HeredocClose => {
                if let Some(open) = open.take() {
                    rename(text, &mut bytes, &open, token);
                }
            }
            _ => {}
        }
    }
    // Whole characters were replaced by ASCII, so this cannot fail.
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Whether a line break ends something in what `parent` opened.
pub(super) fn lines_matter(lexed: &Lexed, parent: u32) -> bool {
    parent == TOP || lexed.tokens.get(parent as usize).is_none_or(|open| open.lines)
}

/// Spaces for all of `range`, but for its line breaks if they are to be kept.
pub(super) fn blank(bytes: &mut [u8], range: Range<usize>, keep_lines: bool) {
    for byte in bytes.get_mut(range).unwrap_or_default() {
        if !(keep_lines && matches!(byte, b'\n' | b'\r')) {
            *byte = b' ';
        }
    }
}

/// hcl-edit ends a heredoc at a line that only begins with its word: then it gets another word.
fn rename(text: &str, bytes: &mut [u8], open: &Token, close: &Token) {
    let word = text.get(close.range()).unwrap_or_default();
    let inside = text.get(open.end as usize..close.start as usize).unwrap_or_default();
    let misleads = |line: &str, word: &str| {
        let line = line.trim_start();
        line.strip_prefix(word).is_some_and(|after| {
            !after.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-')
        })
    };
    if !inside.split_inclusive('\n').any(|line| misleads(line, word)) {
        return;
    }
    let fresh = ('A'..='Z').map(|letter| letter.to_string().repeat(word.len()));
    let Some(fresh) = fresh.into_iter().find(|fresh| !inside.contains(fresh.as_str())) else {
        return;
    };
    let marker = text.get(open.range()).unwrap_or_default();
    let start = open.start as usize + marker.find(word).unwrap_or(0);
    for range in [start..start + word.len(), close.range()] {
        if let Some(place) = bytes.get_mut(range) {
            place.copy_from_slice(fresh.as_bytes());
        }
    }
}

/// Blanks the members of objects in `text`, the part of the file from byte `base` on, that a later
/// member of the same name replaces; that is how Terraform takes them. Nothing if there are none.
pub(super) fn drop_replaced(text: &str, base: usize, lexed: &Lexed) -> Option<String> {
    let mut members: HashMap<(u32, String), Range<usize>> = HashMap::new();
    let mut bytes = text.as_bytes().to_vec();
    let mut dropped = false;
    // For each open brace what is known of its current member: its first token and its name.
    let mut current: HashMap<u32, (Range<usize>, Option<String>)> = HashMap::new();
    let first = lexed.tokens.partition_point(|token| (token.start as usize) < base);
    for token in lexed.tokens.iter().skip(first) {
        if token.end as usize > base + text.len() {
            break;
        }
        let (start, end) = (token.start as usize - base, token.end as usize - base);
        let parent = lexed.tokens.get(token.parent as usize).filter(|_| token.parent != TOP);
        if !parent.is_some_and(|open| open.object && open.lines) {
            continue;
        }
        let word = text.get(start..end).unwrap_or_default();
        match token.kind {
            Kind::Comment => {}
            Kind::Newline => drop(current.remove(&token.parent)),
            Kind::Op if word == "," => drop(current.remove(&token.parent)),
            Kind::Op if word == "=" || word == ":" => {
                let Some((range, name @ None)) = current.get_mut(&token.parent) else { continue };
                let key = text.get(range.start..start).unwrap_or_default();
                *name = Some(key.split_ascii_whitespace().collect());
            }
            _ => {
                let place = current.entry(token.parent).or_insert((start..end, None));
                place.0.end = end;
            }
        }
        if let Some((range, Some(name))) = current.get(&token.parent) {
            let key = (token.parent, name.clone());
            let last = members.insert(key, range.clone());
            if let Some(last) = last.filter(|last| last.start != range.start) {
                blank_member(&mut bytes, last);
                dropped = true;
            }
        }
    }
    dropped.then(|| String::from_utf8(bytes).ok()).flatten()
}

fn blank_member(bytes: &mut [u8], mut range: Range<usize>) {
    let after = bytes.get(range.end..).unwrap_or_default();
    let blanks = after.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    if after.get(blanks) == Some(&b',') {
        range.end += blanks + 1;
    }
    blank(bytes, range, true);
}
