//! What an HCL text says: blocks, arguments and expressions, each with its place, and nothing of how
//! it is laid out.
//!
//! hcl-edit keeps what an editor needs to write a file again. A file takes many times as much memory
//! there as here, and all files of folders that hang together are held at once, which is more than the
//! caches of a processor have room for: what was read is copied here file by file. The trees of those
//! folders lie in one arena, which is let go as a whole.

mod expression;
mod template;

pub use self::expression::{
    BinaryOp, BinaryOperator, Conditional, Expression, ForExpr, ForIntro, FuncCall, Member,
    ObjectKey, Traversal, TraversalOperator, UnaryOp, UnaryOperator,
};
pub use self::template::{
    Directive, Element, ForDirective, IfDirective, Interpolation, Strip, Template,
};
pub use bumpalo::Bump as Arena;
use std::fmt;
use std::ops::{Deref, Range};

/// Where something stands: bytes of the text that was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    start: u32,
    end: u32,
}

impl Extent {
    /// The bytes as a range; what stands further back than 4 GiB is said to stand there.
    pub fn new(range: &Range<usize>) -> Self {
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: byte(range.start), end: byte(range.end) }
    }

    /// The bytes as a range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What knows where it stands.
pub trait Stands {
    /// Where.
    fn extent(&self) -> Extent;
}

/// Something with the place where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Placed<T> {
    /// What it is.
    pub value: T,
    /// Where it stands.
    pub extent: Extent,
}

impl<T> Deref for Placed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Stands for Placed<T> {
    fn extent(&self) -> Extent {
        self.extent
    }
}

/// A name, a label or another text.
pub type Text<'t> = Placed<&'t str>;

impl<'t> Text<'t> {
    /// Its letters.
    pub fn as_str(&self) -> &'t str {
        self.value
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.value)
    }
}

/// The arguments and blocks of a file or block, in the order written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Body<'t>(pub &'t [Structure<'t>]);

/// An argument or a block.
#[derive(Clone, Copy, Debug)]
pub enum Structure<'t> {
    /// `name = value`
    Attribute(Attribute<'t>),
    /// `name { … }`
    Block(Block<'t>),
}

/// An argument.
#[derive(Clone, Copy, Debug)]
pub struct Attribute<'t> {
    /// Its name.
    pub key: Text<'t>,
    /// What it is set to.
    pub value: Expression<'t>,
}

/// A block.
#[derive(Clone, Copy, Debug)]
pub struct Block<'t> {
    /// Its type.
    pub ident: Text<'t>,
    /// Its labels, without the quotes around them.
    pub labels: &'t [Text<'t>],
    /// What stands between its braces.
    pub body: Body<'t>,
    /// From its first word to its last brace.
    pub extent: Extent,
}

impl Stands for Block<'_> {
    fn extent(&self) -> Extent {
        self.extent
    }
}

impl<'t> Body<'t> {
    /// What stands in it.
    pub fn iter(&self) -> std::slice::Iter<'t, Structure<'t>> {
        self.0.iter()
    }

    /// Its arguments.
    pub fn attributes(&self) -> impl Iterator<Item = &'t Attribute<'t>> + use<'t> {
        self.iter().filter_map(Structure::as_attribute)
    }

    /// Its blocks.
    pub fn blocks(&self) -> impl Iterator<Item = &'t Block<'t>> + use<'t> {
        self.iter().filter_map(Structure::as_block)
    }

    /// Its argument of that name.
    pub fn get_attribute(&self, name: &str) -> Option<&'t Attribute<'t>> {
        self.attributes().find(|attribute| attribute.key.value == name)
    }

    /// Its blocks of that type.
    pub fn get_blocks<'n>(
        &self,
        name: &'n str,
    ) -> impl Iterator<Item = &'t Block<'t>> + use<'t, 'n> {
        self.blocks().filter(move |block| block.ident.value == name)
    }
}

impl<'t> IntoIterator for &Body<'t> {
    type Item = &'t Structure<'t>;
    type IntoIter = std::slice::Iter<'t, Structure<'t>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'t> Structure<'t> {
    /// The argument that it is.
    pub fn as_attribute(&self) -> Option<&Attribute<'t>> {
        match self {
            Self::Attribute(attribute) => Some(attribute),
            Self::Block(_) => None,
        }
    }

    /// The block that it is.
    pub fn as_block(&self) -> Option<&Block<'t>> {
        match self {
            Self::Attribute(_) => None,
            Self::Block(block) => Some(block),
        }
    }
}
