//! The members of an object that is asked for many of them.

use super::{Entry, Node};
use foldhash::HashMap;

/// An object of up to so many members is gone through faster than its names are put in order.
const FEW: usize = 16;

/// The members of an object, to be asked for one after the other: [`Node::get`] goes through all of
/// them each time, which takes very long for objects with thousands.
pub struct Members<'a> {
    node: &'a Node,
    /// The last member of each name, where there are many.
    by_name: Option<HashMap<&'a str, &'a Entry>>,
}

impl<'a> Members<'a> {
    /// Those of `node`; none if it is no object.
    pub fn of(node: &'a Node) -> Self {
        let entries = node.entries().filter(|entries| entries.len() > FEW);
        let by_name = entries.map(|entries| {
            entries.iter().map(|entry| (entry.key.as_str(), entry)).collect::<HashMap<_, _>>()
        });
        Self { node, by_name }
    }

    /// As [`Node::get`].
    pub fn get(&self, key: &str) -> Option<&'a Entry> {
        match &self.by_name {
            Some(by_name) => by_name.get(key).copied(),
            None => self.node.get(key),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::{Form, Kind, Seen};
    use crate::source::{SourceId, Span};

    #[test]
    fn many_members_are_found_as_few_are() {
        let span = Span::new(SourceId(0), 0..0);
        let entry = |number: usize| Entry {
            key: (number / 2).to_string().into(),
            key_span: span,
            value: Node::new(Kind::Number(number.to_string().into()), span),
            form: Form::Argument,
        };
        for many in [0, FEW, FEW + 1, 5 * FEW] {
            let node = Node::new(Kind::Object((0..many).map(entry).collect(), Seen::Whole), span);
            let members = Members::of(&node);
            for key in 0..=many {
                let key = key.to_string();
                let digits = |entry: &Entry| entry.value.digits().map(str::to_owned);
                assert_eq!(members.get(&key).map(digits), node.get(&key).map(digits));
            }
        }
        assert!(Members::of(&Node::new(Kind::Null, span)).get("a").is_none());
    }
}
