//! Functions on paths that look at no file.

use super::{Function, Takes, plain};
use crate::evaluate::files::clean;
use crate::node::{Kind, Node, Scalar};
use crate::source::Span;

const TEXT: Option<Scalar> = Some(Scalar::Text);

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[
    plain("abspath", &[Takes::Text], TEXT, abspath),
    plain("basename", &[Takes::Text], TEXT, basename),
    plain("dirname", &[Takes::Text], TEXT, dirname),
    plain("pathexpand", &[Takes::Text], TEXT, pathexpand),
];

fn text(text: String, span: Span) -> Node {
    Node::computed(Kind::Text(text.into()), span)
}

/// Where a relative path leads hangs on the machine.
fn abspath(arguments: &[Node], span: Span) -> Option<Node> {
    let path = arguments.first()?.text()?;
    path.starts_with('/').then(|| text(clean(path), span))
}

fn basename(arguments: &[Node], span: Span) -> Option<Node> {
    let path = arguments.first()?.text()?;
    let bare = path.trim_end_matches('/');
    let name = match bare.rsplit_once('/') {
        Some((_, name)) => name,
        None if bare.is_empty() && !path.is_empty() => "/",
        None if bare.is_empty() => ".",
        None => bare,
    };
    Some(text(name.to_owned(), span))
}

fn dirname(arguments: &[Node], span: Span) -> Option<Node> {
    let path = arguments.first()?.text()?;
    let folder = path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or_default();
    Some(text(clean(folder), span))
}

/// Whose home `~` is hangs on the machine.
fn pathexpand(arguments: &[Node], span: Span) -> Option<Node> {
    let path = arguments.first()?.text()?;
    match path.strip_prefix('~') {
        None => Some(text(path.to_owned(), span)),
        Some("") => None,
        Some(rest) if rest.starts_with('/') => None,
        Some(_) => Some(Node::refused(span, "the home of another user")),
    }
}
