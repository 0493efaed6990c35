//! Functions that make fingerprints and ids of texts.

use super::encoding::base64;
use super::support::{answer, refused, text};
use super::{Function, Takes, plain};
use crate::node::{Node, Scalar};
use crate::source::Span;
use sha1::{Digest, Sha1};
use std::fmt::Write as _;

const TEXT: Option<Scalar> = Some(Scalar::Text);
const ONE: &[Takes] = &[Takes::Text];
const TWO: &[Takes] = &[Takes::Text, Takes::Text];

/// The family. What is drawn by lot, or needs a key, is never known.
pub(super) const FUNCTIONS: &[Function] = &[
    plain("md5", ONE, TEXT, in_hex::<md5::Md5>),
    plain("sha1", ONE, TEXT, in_hex::<Sha1>),
    plain("sha256", ONE, TEXT, in_hex::<sha2::Sha256>),
    plain("sha512", ONE, TEXT, in_hex::<sha2::Sha512>),
    plain("base64sha256", ONE, TEXT, |arguments, span| {
        answer(&base64(&sha2::Sha256::digest(text(arguments, 0)?)), span)
    }),
    plain("base64sha512", ONE, TEXT, |arguments, span| {
        answer(&base64(&sha2::Sha512::digest(text(arguments, 0)?)), span)
    }),
    plain("uuidv5", TWO, TEXT, uuidv5),
    plain("uuid", &[], TEXT, |_, _| None),
    Function { rest: Some(Takes::Number), ..plain("bcrypt", ONE, TEXT, |_, _| None) },
    plain("rsadecrypt", TWO, TEXT, |_, _| None),
];

fn in_hex<D: Digest>(arguments: &[Node], span: Span) -> Option<Node> {
    answer(&hex(&D::digest(text(arguments, 0)?)), span)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// The id that a name has in a namespace: the first half of a hash over both.
fn uuidv5(arguments: &[Node], span: Span) -> Option<Node> {
    let namespace = text(arguments, 0)?;
    let known =
        |last: u8| Some(0x6ba7_b800_9dad_11d1_80b4_00c0_4fd4_30c8 | (u128::from(last) << 96));
    let namespace = match namespace.as_str() {
        "dns" => known(0x10),
        "url" => known(0x11),
        "oid" => known(0x12),
        "x500" => known(0x14),
        other => parse_uuid(other),
    };
    let Some(namespace) = namespace else {
        return refused("`uuidv5` takes no such namespace", span);
    };
    let mut hash = Sha1::new();
    hash.update(namespace.to_be_bytes());
    hash.update(text(arguments, 1)?);
    let mut bytes = hash.finalize().to_vec();
    bytes.truncate(16);
    if let Some(version) = bytes.get_mut(6) {
        *version = *version & 0x0f | 0x50;
    }
    if let Some(variant) = bytes.get_mut(8) {
        *variant = *variant & 0x3f | 0x80;
    }
    let digits = hex(&bytes);
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|part| digits.get(part).unwrap_or(""));
    answer(&parts.join("-"), span)
}

/// An id as it may be written: with hyphens, in any two characters, behind `urn:uuid:`, or bare.
fn parse_uuid(written: &str) -> Option<u128> {
    if !written.is_ascii() {
        return None;
    }
    let written = match written.len() {
        45 => {
            let (urn, rest) = written.split_at(9);
            urn.eq_ignore_ascii_case("urn:uuid:").then_some(rest)?
        }
        38 => written.get(1..37)?,
        _ => written,
    };
    let digits = match written.len() {
        36 => {
            let parts: Vec<&str> = written.split('-').collect();
            let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
            (lengths == [8, 4, 4, 4, 12]).then(|| parts.concat())?
        }
        32 => written.to_owned(),
        _ => return None,
    };
    let plain = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if plain { u128::from_str_radix(&digits, 16).ok() } else { None }
}
