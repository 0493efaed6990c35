//! Expressions, and what they are made of.

use super::template::Template;
use super::{Extent, Placed, Stands, Text};
pub use hcl_edit::expr::{BinaryOperator, UnaryOperator};

/// What an argument is set to, or a part of that.
#[derive(Clone, Copy, Debug)]
pub enum Expression<'t> {
    /// `null`
    Null(Extent),
    /// `true` or `false`
    Bool(Placed<bool>),
    /// A number; its digits are read in the text.
    Number(Extent),
    /// A text without `${…}`, with its escapes carried out.
    String(Text<'t>),
    /// `[…]`
    Array(Placed<&'t [Expression<'t>]>),
    /// `{ … }`
    Object(Placed<&'t [Member<'t>]>),
    /// `"… ${…} …"`
    StringTemplate(Placed<Template<'t>>),
    /// `<<EOT … EOT`
    HeredocTemplate(Placed<Template<'t>>),
    /// `(…)`
    Parenthesis(&'t Placed<Expression<'t>>),
    /// A name alone, or the first of a traversal.
    Variable(Text<'t>),
    /// `… ? … : …`
    Conditional(&'t Placed<Conditional<'t>>),
    /// `name(…)`
    FuncCall(&'t Placed<FuncCall<'t>>),
    /// `name.part[…]`
    Traversal(&'t Placed<Traversal<'t>>),
    /// `!…` or `-…`
    UnaryOp(&'t Placed<UnaryOp<'t>>),
    /// `… + …`
    BinaryOp(&'t Placed<BinaryOp<'t>>),
    /// `[for …]` or `{for …}`
    ForExpr(&'t Placed<ForExpr<'t>>),
}

/// A member of an object: its name and its value.
pub type Member<'t> = (ObjectKey<'t>, Expression<'t>);

/// The name of a member of an object.
#[derive(Clone, Copy, Debug)]
pub enum ObjectKey<'t> {
    /// A bare word.
    Ident(Text<'t>),
    /// Anything else.
    Expression(Expression<'t>),
}

/// `… ? … : …`
#[derive(Clone, Copy, Debug)]
pub struct Conditional<'t> {
    /// What decides.
    pub cond_expr: Expression<'t>,
    /// The result where it holds.
    pub true_expr: Expression<'t>,
    /// The result where it does not.
    pub false_expr: Expression<'t>,
}

/// `name(…)`
#[derive(Clone, Copy, Debug)]
pub struct FuncCall<'t> {
    /// What stands in front of its name: `provider`, `ibm` of `provider::ibm::name`.
    pub namespace: &'t [Text<'t>],
    /// Its name.
    pub name: Text<'t>,
    /// Its arguments.
    pub args: &'t [Expression<'t>],
    /// `...` follows the last of them.
    pub expand_final: bool,
}

/// An expression and the steps into its value.
#[derive(Clone, Copy, Debug)]
pub struct Traversal<'t> {
    /// Where it begins.
    pub expr: Expression<'t>,
    /// The steps.
    pub operators: &'t [TraversalOperator<'t>],
}

/// A step into a value.
#[derive(Clone, Copy, Debug)]
pub enum TraversalOperator<'t> {
    /// `.*`
    AttrSplat,
    /// `[*]`
    FullSplat,
    /// `.name`
    GetAttr(Text<'t>),
    /// `[…]`
    Index(Expression<'t>),
    /// `.0`
    LegacyIndex(u64),
}

/// `!…` or `-…`
#[derive(Clone, Copy, Debug)]
pub struct UnaryOp<'t> {
    /// Which.
    pub operator: UnaryOperator,
    /// What it is done to.
    pub expr: Expression<'t>,
}

/// `… + …`
#[derive(Clone, Copy, Debug)]
pub struct BinaryOp<'t> {
    /// What stands on its left.
    pub lhs_expr: Expression<'t>,
    /// Which.
    pub operator: BinaryOperator,
    /// What stands on its right.
    pub rhs_expr: Expression<'t>,
}

/// What goes through a collection: `key, value in collection`.
#[derive(Clone, Copy, Debug)]
pub struct ForIntro<'t> {
    /// What it calls the keys, if it wants them.
    pub key_var: Option<Text<'t>>,
    /// What it calls the values.
    pub value_var: Text<'t>,
    /// What it goes through.
    pub collection_expr: Expression<'t>,
}

/// `[for …]` or `{for …}`
#[derive(Clone, Copy, Debug)]
pub struct ForExpr<'t> {
    /// What it goes through.
    pub intro: ForIntro<'t>,
    /// The names of the members where it makes an object.
    pub key_expr: Option<Expression<'t>>,
    /// The elements.
    pub value_expr: Expression<'t>,
    /// `...`: values of one name are put together.
    pub grouping: bool,
    /// What holds of those that count.
    pub cond: Option<Expression<'t>>,
}

impl Stands for Expression<'_> {
    fn extent(&self) -> Extent {
        match self {
            Self::Null(extent) | Self::Number(extent) => *extent,
            Self::Bool(it) => it.extent,
            Self::String(it) | Self::Variable(it) => it.extent,
            Self::Array(it) => it.extent,
            Self::Object(it) => it.extent,
            Self::StringTemplate(it) | Self::HeredocTemplate(it) => it.extent,
            Self::Parenthesis(it) => it.extent,
            Self::Conditional(it) => it.extent,
            Self::FuncCall(it) => it.extent,
            Self::Traversal(it) => it.extent,
            Self::UnaryOp(it) => it.extent,
            Self::BinaryOp(it) => it.extent,
            Self::ForExpr(it) => it.extent,
        }
    }
}

impl<'t> Expression<'t> {
    /// The text that it is, without anything to be put into it.
    pub fn as_str(&self) -> Option<&'t str> {
        match self {
            Self::String(text) => Some(text.value),
            _ => None,
        }
    }

    /// `true` or `false`, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(it) => Some(it.value),
            _ => None,
        }
    }

    /// The elements of the list that it is.
    pub fn as_array(&self) -> Option<&'t [Self]> {
        match self {
            Self::Array(items) => Some(items.value),
            _ => None,
        }
    }

    /// The members of the object that it is.
    pub fn as_object(&self) -> Option<&'t [Member<'t>]> {
        match self {
            Self::Object(members) => Some(members.value),
            _ => None,
        }
    }

    /// Shows the expressions that it is made of to `found`, without those that they are made of.
    pub fn parts(&'t self, found: &mut dyn FnMut(&'t Self)) {
        match self {
            Self::Null(_)
            | Self::Bool(_)
            | Self::Number(_)
            | Self::String(_)
            | Self::Variable(_) => {}
            Self::Array(items) => items.iter().for_each(found),
            Self::Object(members) => {
                for (key, value) in members.value {
                    if let ObjectKey::Expression(key) = key {
                        found(key);
                    }
                    found(value);
                }
            }
            Self::StringTemplate(template) | Self::HeredocTemplate(template) => {
                template.parts(found);
            }
            Self::Parenthesis(inner) => found(&inner.value),
            Self::Conditional(one) => {
                [&one.cond_expr, &one.true_expr, &one.false_expr].into_iter().for_each(found);
            }
            Self::FuncCall(call) => call.args.iter().for_each(found),
            Self::UnaryOp(operation) => found(&operation.expr),
            Self::BinaryOp(operation) => {
                [&operation.lhs_expr, &operation.rhs_expr].into_iter().for_each(found);
            }
            Self::Traversal(traversal) => {
                found(&traversal.expr);
                traversal.indexes().for_each(found);
            }
            Self::ForExpr(one) => {
                found(&one.intro.collection_expr);
                one.key_expr.iter().for_each(&mut *found);
                found(&one.value_expr);
                one.cond.iter().for_each(found);
            }
        }
    }
}

impl<'t> Traversal<'t> {
    /// The expressions between the brackets of its steps.
    pub fn indexes(&self) -> impl Iterator<Item = &'t Expression<'t>> + use<'t> {
        self.operators.iter().filter_map(|operator| match operator {
            TraversalOperator::Index(index) => Some(index),
            _ => None,
        })
    }
}
