//! Places that a finding can point at.

use super::{How, Node, Step};
use crate::source::{Literal, Span};

/// A place as a finding needs it: the bytes, how the value got from there to where it is used,
/// and the literal a fix may change.
#[derive(Clone, Debug)]
pub struct Place {
    /// The bytes to point at.
    pub span: Span,
    /// The way from the literal to the resource.
    pub trail: Vec<Step>,
    /// The text between quotes that a fix may change.
    pub literal: Option<Literal>,
    /// What stands there is an output of a module that only refers to something.
    pub refers: bool,
}

/// Anything one can point at.
pub trait Located {
    /// Where it is.
    fn place(&self) -> Place;
}

impl Located for Span {
    fn place(&self) -> Place {
        Place { span: *self, trail: Vec::new(), literal: None, refers: false }
    }
}

impl Located for Node {
    fn place(&self) -> Place {
        let is_output = |step: &Step| matches!(step.how, How::Output(_));
        let refers = self.reference().is_some() && self.trail.iter().any(is_output);
        Place { span: self.span, trail: self.trail.clone(), literal: self.literal, refers }
    }
}

impl Located for Place {
    fn place(&self) -> Place {
        self.clone()
    }
}

impl<T: Located> Located for &T {
    fn place(&self) -> Place {
        (*self).place()
    }
}
