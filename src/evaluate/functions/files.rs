//! Functions that read files.

use super::{Function, Takes, glob, plain, template_file};
use crate::evaluate::files::Found;
use crate::evaluate::scope::Scope;
use crate::node::{Collection, Kind, Node, Scalar, Seen};
use crate::source::Span;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use std::fmt::Write as _;
use unicode_normalization::UnicodeNormalization;

/// What a file or what is made of it may have at most.
const LONGEST: usize = 1_000_000;
const TEXT: Option<Scalar> = Some(Scalar::Text);

/// A function of files, whose work is that of its [`reader`].
const fn reads(name: &'static str, takes: &'static [Takes], gives: Option<Scalar>) -> Function {
    plain(name, takes, gives, |_, _| None)
}

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[
    reads("file", &[Takes::Text], TEXT),
    reads("filebase64", &[Takes::Text], TEXT),
    reads("filebase64sha256", &[Takes::Text], TEXT),
    reads("filebase64sha512", &[Takes::Text], TEXT),
    reads("fileexists", &[Takes::Text], Some(Scalar::Bool)),
    reads("filemd5", &[Takes::Text], TEXT),
    reads("fileset", &[Takes::Text, Takes::Text], None),
    reads("filesha1", &[Takes::Text], TEXT),
    reads("filesha256", &[Takes::Text], TEXT),
    reads("filesha512", &[Takes::Text], TEXT),
    Function { sees_unknown: true, ..reads("templatefile", &[Takes::Text, Takes::Any], None) },
];

/// The work of a function that reads files.
pub(super) type Reader = fn(&Scope<'_>, &[Node], Span) -> Option<Node>;

/// How a function reads files, if it is one that does.
pub(super) fn reader(name: &str) -> Option<Reader> {
    Some(match name {
        "file" => file,
        "filebase64" => |scope, arguments, span| of_bytes(scope, arguments, span, base64),
        "filebase64sha256" => |scope, arguments, span| {
            of_bytes(scope, arguments, span, |bytes| base64(&Sha256::digest(bytes)))
        },
        "filebase64sha512" => |scope, arguments, span| {
            of_bytes(scope, arguments, span, |bytes| base64(&Sha512::digest(bytes)))
        },
        "fileexists" => fileexists,
        "filemd5" => |scope, arguments, span| {
            of_bytes(scope, arguments, span, |bytes| hex(&Md5::digest(bytes)))
        },
        "fileset" => fileset,
        "filesha1" => |scope, arguments, span| {
            of_bytes(scope, arguments, span, |bytes| hex(&Sha1::digest(bytes)))
        },
        "filesha256" => |scope, arguments, span| {
            of_bytes(scope, arguments, span, |bytes| hex(&Sha256::digest(bytes)))
        },
        "filesha512" => |scope, arguments, span| {
            of_bytes(scope, arguments, span, |bytes| hex(&Sha512::digest(bytes)))
        },
        "templatefile" => template_file::templatefile,
        _ => return None,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits =
            (0..3).fold(0, |bits, at| bits << 8 | chunk.get(at).map_or(0, |b| u32::from(*b)));
        for place in 0..4 {
            let digit = DIGITS.get((bits >> (18 - 6 * place)) as usize & 63);
            let digit = digit.filter(|_| place <= chunk.len());
            out.push(digit.map_or('=', |digit| char::from(*digit)));
        }
    }
    out
}

fn refused(span: Span) -> Node {
    Node::refused(span, "there is no such file")
}

/// A text as Terraform keeps it: in Unicode's composed form.
fn text(text: &str, span: Span) -> Node {
    Node::computed(Kind::Text(text.nfc().collect()), span)
}

/// The bytes of the file that the first argument names.
fn bytes(scope: &Scope<'_>, arguments: &[Node]) -> Found<Vec<u8>> {
    let Some(path) = arguments.first().and_then(Node::text) else { return Found::Unsure };
    match scope.files().read(path) {
        Found::There(bytes) if bytes.len() > LONGEST => Found::Unsure,
        found => found,
    }
}

/// The text of the file that the first argument names.
pub(super) fn read_text(scope: &Scope<'_>, arguments: &[Node]) -> Found<String> {
    match bytes(scope, arguments) {
        Found::There(bytes) => String::from_utf8(bytes).map_or(Found::Not, Found::There),
        Found::Not => Found::Not,
        Found::Unsure => Found::Unsure,
    }
}

fn file(scope: &Scope<'_>, arguments: &[Node], span: Span) -> Option<Node> {
    match read_text(scope, arguments) {
        Found::There(content) => Some(text(&content, span)),
        Found::Not => Some(refused(span)),
        Found::Unsure => None,
    }
}

fn of_bytes(
    scope: &Scope<'_>,
    arguments: &[Node],
    span: Span,
    made: impl Fn(&[u8]) -> String,
) -> Option<Node> {
    match bytes(scope, arguments) {
        Found::There(bytes) => {
            let made = made(&bytes);
            (made.len() <= LONGEST).then(|| text(&made, span))
        }
        Found::Not => Some(refused(span)),
        Found::Unsure => None,
    }
}

fn fileexists(scope: &Scope<'_>, arguments: &[Node], span: Span) -> Option<Node> {
    match scope.files().exists(arguments.first()?.text()?) {
        Found::There(exists) => Some(Node::computed(Kind::Bool(exists), span)),
        Found::Not => Some(Node::refused(span, "it is no file")),
        Found::Unsure => None,
    }
}

fn fileset(scope: &Scope<'_>, arguments: &[Node], span: Span) -> Option<Node> {
    let [folder, pattern] = arguments else { return None };
    let found = glob::files(scope.files(), folder.text()?, pattern.text()?)?;
    let items = found.iter().map(|name| text(name, span));
    let set = Node::computed(Kind::List(items.collect(), Seen::Whole), span);
    Some(Node { collection: Collection::Set, ..set })
}
