//! What a plan says of a value in three places -> one value: what it will be, what of it is not
//! known yet, and what of it nobody shall see.

use crate::node::{Entry, Form, Kind, Members, Node, Seen};
use std::ops::Range;

/// Why a value is not known that is computed when the plan is applied.
pub(super) const LATER: &str = "it is known only when it is applied";
/// Why a value that was marked as sensitive is not known.
const SENSITIVE: &str = "it is sensitive";

/// Puts together what is said of values.
pub(super) struct Merge<'a> {
    /// Where sensitive values stand.
    pub(super) hidden: &'a mut Vec<Range<usize>>,
    /// What is not known is left out, without a word that it is: in lists `null` stands for it.
    pub(super) is_silent: bool,
}

impl Merge<'_> {
    /// The value of which `unknown` and `sensitive` say in the same shape what is so.
    pub(super) fn value(
        &mut self,
        value: Option<&Node>,
        unknown: Option<&Node>,
        sensitive: Option<&Node>,
    ) -> Option<Node> {
        let place = value.or(unknown)?;
        if sensitive.is_some_and(is_true) {
            self.hidden.extend(value.map(|value| value.span.range()));
            return Some(Node::unknown(place.span, SENSITIVE));
        }
        let kind = match (value.map(|value| &value.kind), unknown) {
            (_, Some(unknown)) if is_true(unknown) => {
                return Some(Node::unknown(unknown.span, LATER));
            }
            (Some(Kind::Object(..)), _) => self.object(value, unknown, sensitive),
            (None, Some(unknown)) if unknown.entries().is_some() => {
                self.object(None, Some(unknown), sensitive)
            }
            (Some(Kind::List(items, _)), _) => self.list(items, unknown, sensitive),
            (_, Some(unknown)) if has_true(unknown) => {
                return Some(Node::unknown(unknown.span, LATER));
            }
            (Some(kind), _) => kind.clone(),
            (None, _) => return None,
        };
        Some(Node::new(kind, place.span))
    }

    fn object(
        &mut self,
        value: Option<&Node>,
        unknown: Option<&Node>,
        sensitive: Option<&Node>,
    ) -> Kind {
        let known = value.and_then(Node::entries).unwrap_or_default();
        let later = unknown.and_then(Node::entries).unwrap_or_default();
        let [value, unknown, sensitive] =
            [value, unknown, sensitive].map(|node| node.map(Members::of));
        let is_new =
            |entry: &&Entry| value.as_ref().is_none_or(|value| value.get(&entry.key).is_none());
        let mut entries = Vec::with_capacity(known.len());
        for entry in known.iter().chain(later.iter().filter(is_new)) {
            let of = |members: &Option<Members<'_>>| {
                members.as_ref()?.get(&entry.key).map(|one| one.value.clone())
            };
            let (value, unknown, sensitive) = (of(&value), of(&unknown), of(&sensitive));
            if let Some(value) = self.value(value.as_ref(), unknown.as_ref(), sensitive.as_ref()) {
                let (key, key_span) = (entry.key.clone(), entry.key_span);
                entries.push(Entry { key, key_span, value, form: Form::Argument });
            }
        }
        Kind::Object(entries, Seen::Whole)
    }

    fn list(&mut self, known: &[Node], unknown: Option<&Node>, sensitive: Option<&Node>) -> Kind {
        let later = unknown.and_then(Node::items).unwrap_or_default();
        let secret = sensitive.and_then(Node::items).unwrap_or_default();
        let mut items = Vec::with_capacity(known.len());
        for (index, item) in known.iter().enumerate() {
            let is_left_out = self.is_silent && matches!(item.kind, Kind::Null);
            let value = if is_left_out {
                Some(Node::unknown(item.span, LATER))
            } else {
                self.value(Some(item), later.get(index), secret.get(index))
            };
            items.extend(value);
        }
        let seen = if later.len() > known.len() { Seen::Partly } else { Seen::Whole };
        Kind::List(items, seen)
    }
}

fn is_true(node: &Node) -> bool {
    matches!(node.kind, Kind::Bool(true))
}

fn has_true(node: &Node) -> bool {
    is_true(node)
        || node.items().unwrap_or_default().iter().any(has_true)
        || node.entries().unwrap_or_default().iter().any(|entry| has_true(&entry.value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::json::json;
    use crate::source::SourceId;

    fn merged(value: &str, unknown: &str, sensitive: &str) -> (Option<Node>, Vec<Range<usize>>) {
        let mut hidden = Vec::new();
        let read = |text: &str| (!text.is_empty()).then(|| json(SourceId(0), text).node);
        let mut merge = Merge { hidden: &mut hidden, is_silent: false };
        let (value, unknown, sensitive) = (read(value), read(unknown), read(sensitive));
        let node = merge.value(value.as_ref(), unknown.as_ref(), sensitive.as_ref());
        (node, hidden)
    }

    fn unknown_at(node: &Node, path: &str) -> bool {
        matches!(node.at(path).unwrap().kind, Kind::Unknown(_))
    }

    #[test]
    fn what_is_unknown_stays_unknown_at_every_depth() {
        let (node, _) = merged(
            r#"{"a": {"x": 1}, "l": [1, null]}"#,
            r#"{"a": {"y": true}, "l": [false, true], "n": true, "o": {"p": true}}"#,
            "{}",
        );
        let node = node.unwrap();
        for path in ["a.y", "l[1]", "n", "o.p"] {
            assert!(unknown_at(&node, path), "{path}");
        }
        assert!(!unknown_at(&node, "a.x") && !unknown_at(&node, "l[0]"));
    }

    #[test]
    fn shapes_that_do_not_fit_are_unknown_and_not_known() {
        assert!(matches!(merged("1", r#"{"a": true}"#, "").0.unwrap().kind, Kind::Unknown(_)));
        assert!(merged("[1]", "[false, true]", "").0.unwrap().is_unresolved());
        assert!(merged("", "", "").0.is_none());
        assert!(merged("", "false", "").0.is_none());
    }

    #[test]
    fn what_is_sensitive_is_not_known_and_its_place_is_kept() {
        let (node, hidden) =
            merged(r#"{"a": "hush", "b": ["x", "y"]}"#, "{}", r#"{"a": true, "b": [false, true]}"#);
        let node = node.unwrap();
        assert!(unknown_at(&node, "a") && unknown_at(&node, "b[1]"));
        assert_eq!(node.at("b[0]").and_then(Node::text), Some("x"));
        assert_eq!(hidden, [6..12, 25..28]);
    }
}
