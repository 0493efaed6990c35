//! Functions that write texts in other alphabets: base64, URLs, other encodings.

use super::deflate;
use super::support::{answer, refused, text};
use super::{Function, Takes, plain};
use crate::node::{Node, Scalar};
use crate::source::Span;
use std::fmt::Write as _;

const TEXT: Option<Scalar> = Some(Scalar::Text);
const ONE: &[Takes] = &[Takes::Text];
const TWO: &[Takes] = &[Takes::Text, Takes::Text];
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[
    plain("base64encode", ONE, TEXT, |arguments, span| {
        answer(&base64(text(arguments, 0)?.as_bytes()), span)
    }),
    plain("base64decode", ONE, TEXT, base64decode),
    plain("base64gzip", ONE, TEXT, |arguments, span| {
        answer(&base64(&deflate::gzip(text(arguments, 0)?.as_bytes())?), span)
    }),
    plain("urlencode", ONE, TEXT, urlencode),
    plain("textencodebase64", TWO, TEXT, textencodebase64),
    plain("textdecodebase64", TWO, TEXT, textdecodebase64),
];

/// Bytes in base64, with padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut written = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        let bits = bits << (8 * (3 - group.len()));
        for digit in 0..4 {
            let index = bits >> (18 - 6 * digit) & 63;
            let sign = ALPHABET.get(index).filter(|_| digit <= group.len());
            written.push(sign.map_or('=', |sign| char::from(*sign)));
        }
    }
    written
}

/// The bytes that are written in base64. Line breaks count for nothing, bits left over neither.
fn from_base64(written: &str) -> Option<Vec<u8>> {
    let signs: Vec<u8> = written.bytes().filter(|sign| !matches!(sign, b'\r' | b'\n')).collect();
    let mut bytes = Vec::with_capacity(signs.len() / 4 * 3);
    let groups = signs.chunks(4).len();
    for (index, group) in signs.chunks(4).enumerate() {
        let digits = group.iter().take_while(|sign| **sign != b'=').count();
        let padding = group.iter().skip(digits).all(|sign| *sign == b'=');
        let full = digits == 4 || index + 1 == groups && digits >= 2;
        if group.len() != 4 || !padding || !full {
            return None;
        }
        let mut bits = 0_u32;
        for sign in group.iter().take(digits) {
            let value = ALPHABET.iter().position(|one| one == sign)?;
            bits = bits << 6 | u32::try_from(value).ok()?;
        }
        let bits = bits << (6 * (4 - digits)) << 8;
        bytes.extend(bits.to_be_bytes().into_iter().take(digits - 1));
    }
    Some(bytes)
}

fn base64decode(arguments: &[Node], span: Span) -> Option<Node> {
    let decoded = from_base64(&text(arguments, 0)?);
    match decoded.and_then(|bytes| String::from_utf8(bytes).ok()) {
        Some(decoded) => answer(&decoded, span),
        None => refused("it is no text in base64", span),
    }
}

fn urlencode(arguments: &[Node], span: Span) -> Option<Node> {
    let mut written = String::new();
    for byte in text(arguments, 0)?.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                written.push(char::from(byte));
            }
            b' ' => written.push('+'),
            _ => {
                let _ = write!(written, "%{byte:02X}");
            }
        }
    }
    answer(&written, span)
}

/// The encodings that are followed; Terraform knows more.
#[derive(Clone, Copy)]
enum Encoding {
    Utf8,
    Utf16Little,
    Utf16Big,
    Latin1,
}

fn encoding(name: &str) -> Option<Encoding> {
    match name.to_ascii_lowercase().as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16le" => Some(Encoding::Utf16Little),
        "utf-16be" => Some(Encoding::Utf16Big),
        "iso-8859-1" | "iso_8859-1" | "latin1" | "l1" | "ibm819" | "cp819" => {
            Some(Encoding::Latin1)
        }
        _ => None,
    }
}

fn textencodebase64(arguments: &[Node], span: Span) -> Option<Node> {
    let whole = text(arguments, 0)?;
    let bytes = match encoding(&text(arguments, 1)?)? {
        Encoding::Utf8 => Some(whole.into_bytes()),
        Encoding::Utf16Little => Some(whole.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        Encoding::Utf16Big => Some(whole.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        Encoding::Latin1 => whole.chars().map(|letter| u8::try_from(letter).ok()).collect(),
    };
    match bytes {
        Some(bytes) => answer(&base64(&bytes), span),
        None => refused("the encoding lacks a character", span),
    }
}

fn textdecodebase64(arguments: &[Node], span: Span) -> Option<Node> {
    let encoding = encoding(&text(arguments, 1)?)?;
    let Some(bytes) = from_base64(&text(arguments, 0)?) else {
        return refused("it is not in base64", span);
    };
    let wide = |read: fn([u8; 2]) -> u16| {
        let units = bytes.chunks(2).map(|pair| Some(read(pair.try_into().ok()?)));
        String::from_utf16(&units.collect::<Option<Vec<u16>>>()?).ok()
    };
    let decoded = match encoding {
        Encoding::Utf8 => String::from_utf8(bytes).ok(),
        Encoding::Utf16Little => wide(u16::from_le_bytes),
        Encoding::Utf16Big => wide(u16::from_be_bytes),
        Encoding::Latin1 => Some(bytes.iter().map(|byte| char::from(*byte)).collect()),
    };
    match decoded {
        // It stands for what could not be read.
        Some(decoded) if !decoded.contains('\u{fffd}') => answer(&decoded, span),
        _ => refused("the encoding has no such character", span),
    }
}
