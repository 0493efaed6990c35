//! Whether two values are the same.

use super::{Kind, Node};

impl Node {
    /// Whether two values are the same, member by member; nothing where they are not wholly known.
    /// What is null, not written or empty is the same thing to a provider.
    pub fn same(&self, other: &Self) -> Option<bool> {
        (self.is_known() && other.is_known()).then(|| equal(self, other))
    }
}

fn equal(one: &Node, other: &Node) -> bool {
    match (&one.kind, &other.kind) {
        (Kind::List(one, _), Kind::List(other, _)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (Kind::Object(members, _), Kind::Object(others, _)) => {
            let absent = Node::absent(one.span);
            let of = |node: &Node, key: &str| {
                node.get(key).map_or_else(|| absent.clone(), |entry| entry.value.clone())
            };
            let keys = members.iter().chain(others).map(|entry| &entry.key);
            keys.into_iter().all(|key| equal(&of(one, key), &of(other, key)))
        }
        _ => plain(one).is_some_and(|one| plain(other) == Some(one)),
    }
}

/// A simple value as a text.
fn plain(node: &Node) -> Option<&str> {
    match &node.kind {
        Kind::Text(text) | Kind::Number(text) => Some(text),
        Kind::Bool(true) => Some("true"),
        Kind::Bool(false) => Some("false"),
        Kind::Null | Kind::Absent => Some(""),
        _ => None,
    }
}
