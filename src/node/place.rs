//! Places that a finding can point at.

use super::{Node, Trail};
use crate::source::{Literal, Span};

/// A place as a finding needs it: the bytes, how the value got from there to where it is used,
/// and the literal a fix may change.
#[derive(Clone, Debug)]
pub struct Place {
    /// The bytes to point at.
    pub span: Span,
    /// The way from the literal to the resource.
    pub trail: Trail,
    /// The text between quotes that a fix may change.
    pub literal: Option<Literal>,
}

/// Anything one can point at.
pub trait Located {
    /// Where it is.
    fn place(&self) -> Place;
}

impl Located for Span {
    fn place(&self) -> Place {
        Place { span: *self, trail: Trail::default(), literal: None }
    }
}

impl Located for Node {
    fn place(&self) -> Place {
        Place { span: self.span, trail: self.trail.clone(), literal: self.literal }
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
