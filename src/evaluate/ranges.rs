//! What Terraform foresees of a value that it does not know: its type, that it is there, how it
//! begins, how large or how long it is. Much of that is known to be true before the value is.

use super::functions::{graphemes, normal};
use super::numbers;
use super::types::{Type, type_of};
use crate::node::{Collection, Kind, Node, Piece, Range, Seen, Unknown};
use crate::source::{SourceId, Span};
use std::borrow::Cow;
use std::cmp::Ordering;

/// Longer lists are not made up.
const MOST: usize = 10_000;
/// Terraform looks at so many bytes of a text in front of what it does not know.
const LONGEST_PREFIX: usize = 128;

/// A value of type `kind` in `range`. Where that leaves one possibility only it is this one, and a
/// list of a certain length has as many elements.
pub(super) fn unknown(
    kind: &Type,
    range: Range,
    why: impl Into<Cow<'static, str>>,
    span: Span,
) -> Node {
    let why = why.into();
    if range.there
        && let Some(least) =
            range.least.as_ref().filter(|least| Some(*least) == range.most.as_ref())
        && let Some(node) = settled(kind, least, why.clone(), span)
    {
        return node;
    }
    let range = if kind.is_any() || kind.is_unsure() { Range::default() } else { range };
    let null = !range.there;
    let unknown = Unknown { null, scalar: kind.scalar(), range, ..Unknown::because(why) };
    Node { of: kind.said(), ..Node::computed(Kind::unknown(unknown), span) }
}

/// What Terraform knows nothing of, not even its type.
pub(super) fn dynamic(why: impl Into<Cow<'static, str>>, span: Span) -> Node {
    unknown(&Type::Any, Range::default(), why, span)
}

/// Of type `kind` and not null.
pub(super) fn there(kind: &Type, why: impl Into<Cow<'static, str>>, span: Span) -> Node {
    unknown(kind, Range { there: true, ..Range::default() }, why, span)
}

fn settled(kind: &Type, bound: &str, why: Cow<'static, str>, span: Span) -> Option<Node> {
    if matches!(kind, Type::Number) {
        return Some(Node { computed: true, ..numbers::literal(bound, span) });
    }
    let length: usize = bound.parse().ok().filter(|length| *length <= MOST)?;
    let (element, collection) = match kind {
        Type::List(element) => (element, Collection::List),
        Type::Set(element) if length <= 1 => (element, Collection::Set),
        Type::Map(element) if length == 0 => (element, Collection::Map),
        _ => return None,
    };
    let item = unknown(element, Range::default(), why, span);
    let kind = match collection {
        Collection::Map => Kind::Object(Vec::new(), Seen::Whole),
        _ => Kind::List(vec![item; length], Seen::Whole),
    };
    Some(Node { collection, of: element.said(), ..Node::computed(kind, span) })
}

/// What is foreseen of a value; of a known number that it is just this one.
pub(super) fn of(node: &Node) -> Range {
    let there = Range { there: true, ..Range::default() };
    match &node.kind {
        Kind::Absent | Kind::Null => Range::default(),
        Kind::Unknown(unknown) => unknown.range.clone(),
        Kind::Number(digits) => exactly(digits),
        Kind::List(items, Seen::Whole) if node.collection != Collection::Plain => {
            let is_set = node.collection == Collection::Set;
            if is_set && items.len() > 1 && !node.is_known() {
                return there;
            }
            exactly(&items.len().to_string())
        }
        Kind::Object(entries, Seen::Whole) if node.collection == Collection::Map => {
            exactly(&entries.len().to_string())
        }
        Kind::OneOf(_) => node.foreseen.as_deref().cloned().unwrap_or_default(),
        _ => there,
    }
}

fn exactly(bound: &str) -> Range {
    let bound = Some(bound.to_owned());
    Range { there: true, least: bound.clone(), most: bound, prefix: None }
}

/// What is foreseen of `yes` or `no`, of which is not known which one it will be.
pub(super) fn either(yes: &Node, no: &Node) -> Range {
    let (one, other) = (of(yes), of(no));
    let there = one.there && other.there;
    let kind = type_of(yes);
    let has_bounds = matches!(kind, Type::Number | Type::List(_) | Type::Set(_) | Type::Map(_));
    if !has_bounds || kind.same(&type_of(no)) != Some(true) {
        return Range { there, ..Range::default() };
    }
    Range {
        there,
        least: extreme(one.least, other.least, Ordering::Less),
        most: extreme(one.most, other.most, Ordering::Greater),
        prefix: None,
    }
}

/// The one of two bounds that lies further in a direction; none is further than any.
fn extreme(one: Option<String>, other: Option<String>, towards: Ordering) -> Option<String> {
    let (one, other) = (one?, other?);
    Some(if compare(&one, &other) == towards { one } else { other })
}

/// The order of two bounds.
pub(super) fn compare(one: &str, other: &str) -> Ordering {
    // Nearly all are lengths.
    if let (Ok(one), Ok(other)) = (one.parse::<i64>(), other.parse::<i64>()) {
        return one.cmp(&other);
    }
    let number = |digits: &str| numbers::literal(digits, Span::new(SourceId(0), 0..0));
    numbers::compare(&number(one), &number(other))
}

/// Whether the first number is smaller, as far as their ranges tell.
pub(super) fn less(one: &Node, other: &Node) -> Option<bool> {
    if !matches!((type_of(one), type_of(other)), (Type::Number, Type::Number)) {
        return None;
    }
    let (one, other) = (of(one), of(other));
    let order = |one: Option<String>, other: Option<String>| Some(compare(&one?, &other?));
    if order(one.most, other.least) == Some(Ordering::Less) {
        return Some(true);
    }
    (order(one.least, other.most) == Some(Ordering::Greater)).then_some(false)
}

/// One of several values as Terraform sees it: of some type, in some range.
pub(super) fn as_unknown(node: &Node) -> Node {
    match &node.kind {
        Kind::OneOf(_) => unknown(&type_of(node), of(node), "one of several", node.span),
        _ => node.clone(),
    }
}

/// What a text surely begins with in Terraform's eyes.
pub(super) fn prefix(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Text(text) => Some(text.to_string()),
        Kind::Template(pieces) => match pieces.as_slice() {
            [Piece::Text(known), rest @ ..] => {
                let first = rest.iter().find_map(|piece| match piece {
                    Piece::Unknown(unknown) => Some(unknown.range.prefix),
                    Piece::Text(_) => None,
                });
                let most = first.flatten().unwrap_or(known.len());
                sure_prefix(known.get(..most.min(known.len()))?)
            }
            _ => Some(String::new()),
        },
        _ => Some(String::new()),
    }
}

/// What of the known beginning of a text will surely stay, whatever follows: Terraform gives up the
/// last character, as a mark may follow that changes it, unless it is a sign that no mark changes.
fn sure_prefix(known: &str) -> Option<String> {
    let mut known = normal(known)?.to_string();
    if known.len() > LONGEST_PREFIX {
        known.truncate(known.is_ascii().then_some(LONGEST_PREFIX)?);
    }
    // It stops at a line break by itself, before which nothing can change.
    let line_break = known.match_indices(['\n', '\r']).find(|(at, sign)| {
        let (before, after) = (known.get(..*at), known.get(at + 1..));
        let is_pair = if *sign == "\n" {
            before.is_some_and(|before| before.ends_with('\r'))
        } else {
            after.is_some_and(|after| after.starts_with('\n'))
        };
        !is_pair
    });
    if let Some((at, _)) = line_break {
        known.truncate(at);
        return Some(known);
    }
    let is_ascii = known.is_ascii() && !known.contains('\r');
    let signs = "-_:;/\\,.(){}[]|?!~ \t@#$%^&*+\"'";
    let last = graphemes(&known)?.last().copied().unwrap_or_default().to_owned();
    match last.chars().collect::<Vec<_>>().as_slice() {
        [sign] if signs.contains(*sign) => Some(known),
        [_] if is_ascii => {
            known.pop();
            Some(known)
        }
        [] => Some(known),
        _ => {
            known.truncate(known.len() - last.len());
            Some(known)
        }
    }
}
