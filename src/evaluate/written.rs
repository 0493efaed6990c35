//! Arguments as they are written, before anything is evaluated: the texts in them, as far as they are
//! spelled out.

use super::folder::Block;
use crate::parse::tree::{Body, Element, Expression, ObjectKey, Text};

/// The texts of an argument, by its name: one, those of a list, or the names of an object; nothing where it
/// is not written.
pub type Written<'a> = &'a dyn Fn(&str) -> Option<Vec<String>>;

/// Stands for what is not spelled out of a text.
pub const UNSPELLED: char = '\u{fffd}';

/// Whether something does what nobody sees, by what is written in it.
#[derive(Clone, Copy)]
pub struct Makers {
    /// Something of this type, in front of which stands `data.`, `action.` or `ephemeral.` where it is one of
    /// those.
    pub by_type: fn(&str, Written<'_>) -> bool,
    /// A provisioner of this sort.
    pub by_program: fn(&str, Written<'_>) -> bool,
}

impl Makers {
    /// Whether `block` does, by its type or by a program.
    pub(super) fn make_unseen(&self, block: &Block<'_>) -> bool {
        let written = |name: &str| block.argument(name).map(|(_, value)| texts(value));
        // Those of an action stand in a block of their own.
        let inside = |name: &str| {
            let config = block.blocks("config").next();
            config.map_or_else(|| written(name), |config| of_body(&config.body, name))
        };
        (self.by_type)(&block.kind(), &inside) || self.run_programs(block)
    }

    /// Whether programs are run once `block` is there, of which nobody sees here what they do.
    pub(super) fn run_programs(&self, block: &Block<'_>) -> bool {
        block.blocks("provisioner").any(|one| {
            let sort = one.labels.first().map_or("", Text::as_str);
            (self.by_program)(sort, &|name| of_body(&one.body, name))
        })
    }
}

fn of_body(body: &Body<'_>, name: &str) -> Option<Vec<String>> {
    Some(texts(&body.get_attribute(name)?.value))
}

fn texts(value: &Expression<'_>) -> Vec<String> {
    match value {
        Expression::Array(items) => items.iter().flat_map(texts).collect(),
        Expression::Object(members) => members.iter().map(|(key, _)| name(key)).collect(),
        one => vec![text(one)],
    }
}

fn name(key: &ObjectKey<'_>) -> String {
    match key {
        ObjectKey::Ident(name) | ObjectKey::Expression(Expression::Variable(name)) => {
            name.as_str().to_owned()
        }
        ObjectKey::Expression(one) => text(one),
    }
}

fn text(value: &Expression<'_>) -> String {
    match value {
        Expression::String(text) => text.to_string(),
        Expression::StringTemplate(template) | Expression::HeredocTemplate(template) => {
            template.iter().map(element).collect()
        }
        _ => UNSPELLED.to_string(),
    }
}

fn element(element: &Element<'_>) -> String {
    match element {
        Element::Literal(text) => text.to_string(),
        _ => UNSPELLED.to_string(),
    }
}
