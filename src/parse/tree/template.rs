//! Templates: texts with sequences in them.

use super::Text;
use super::expression::{Expression, ForIntro};
pub use hcl_edit::template::Strip;
use std::ops::Deref;

/// A text with sequences in it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Template<'t>(pub &'t [Element<'t>]);

impl<'t> Deref for Template<'t> {
    type Target = [Element<'t>];

    fn deref(&self) -> &[Element<'t>] {
        self.0
    }
}

impl<'t> Template<'t> {
    /// Shows the expressions in it to `found`, without those that they are made of.
    pub fn parts(&self, found: &mut dyn FnMut(&'t Expression<'t>)) {
        for element in self.0 {
            match element {
                Element::Literal(_) => {}
                Element::Interpolation(one) => found(&one.expr),
                Element::Directive(directive) => match directive {
                    Directive::If(one) => {
                        found(&one.cond_expr);
                        one.template.parts(found);
                        one.otherwise.iter().for_each(|(_, other)| other.parts(found));
                    }
                    Directive::For(one) => {
                        found(&one.intro.collection_expr);
                        one.template.parts(found);
                    }
                },
            }
        }
    }
}

/// A part of a template.
#[derive(Clone, Copy, Debug)]
pub enum Element<'t> {
    /// Letters.
    Literal(Text<'t>),
    /// `${…}`
    Interpolation(Interpolation<'t>),
    /// `%{…}` and what it encloses.
    Directive(&'t Directive<'t>),
}

/// `${…}`
#[derive(Clone, Copy, Debug)]
pub struct Interpolation<'t> {
    /// What stands in it.
    pub expr: Expression<'t>,
    /// On which sides white space is taken away.
    pub strip: Strip,
}

/// `%{ if }` or `%{ for }` up to its end.
#[derive(Clone, Copy, Debug)]
pub enum Directive<'t> {
    /// `%{ if … }`
    If(IfDirective<'t>),
    /// `%{ for … }`
    For(ForDirective<'t>),
}

/// `%{ if … }…%{ else }…%{ endif }`
#[derive(Clone, Copy, Debug)]
pub struct IfDirective<'t> {
    /// What decides.
    pub cond_expr: Expression<'t>,
    /// On which sides of `%{ if … }` white space is taken away.
    pub strip: Strip,
    /// What is there where it holds.
    pub template: Template<'t>,
    /// What is there where it does not, and on which sides of `%{ else }` white space is taken away.
    pub otherwise: Option<(Strip, Template<'t>)>,
    /// On which sides of `%{ endif }` white space is taken away.
    pub end_strip: Strip,
}

/// `%{ for … }…%{ endfor }`
#[derive(Clone, Copy, Debug)]
pub struct ForDirective<'t> {
    /// What it goes through.
    pub intro: ForIntro<'t>,
    /// On which sides of `%{ for … }` white space is taken away.
    pub strip: Strip,
    /// What is there for each.
    pub template: Template<'t>,
    /// On which sides of `%{ endfor }` white space is taken away.
    pub end_strip: Strip,
}
