//! The values that a node may have, one after the other.

use super::{Kind, Node};
use std::vec::IntoIter;

/// What [`Node::each`] goes through. Most nodes are one value, for which no list is made: this is asked
/// for more often than anything else.
#[derive(Clone, Debug)]
pub struct Each<'a>(Values<'a>);

#[derive(Clone, Debug)]
enum Values<'a> {
    One(Option<&'a Node>),
    Many(IntoIter<&'a Node>),
}

impl Default for Each<'_> {
    /// None at all.
    fn default() -> Self {
        Self(Values::One(None))
    }
}

impl<'a> Iterator for Each<'a> {
    type Item = &'a Node;

    fn next(&mut self) -> Option<&'a Node> {
        match &mut self.0 {
            Values::One(one) => one.take(),
            Values::Many(values) => values.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.0 {
            Values::One(one) => (usize::from(one.is_some()), Some(usize::from(one.is_some()))),
            Values::Many(values) => values.size_hint(),
        }
    }
}

impl ExactSizeIterator for Each<'_> {}

impl Node {
    /// Every value it may have, each with its own place: the choices of a conditional one by one.
    pub fn each(&self) -> Each<'_> {
        match &self.kind {
            Kind::OneOf(choices) => {
                let values: Vec<&Self> =
                    choices.iter().flat_map(|choice| choice.value.each()).collect();
                Each(Values::Many(values.into_iter()))
            }
            _ => Each(Values::One(Some(self))),
        }
    }
}
