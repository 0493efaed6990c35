//! The names in an expression, as they are written. To show them copies nothing.

use super::body::span_of;
use crate::parse::tree::{Body, Expression, Structure, TraversalOperator};
use crate::source::{SourceId, Sources};

/// The first word of a traversal, the second, and the next that follows a dot, if there is one.
pub(super) type Name<'e> = (&'e str, &'e str, &'e str);

/// Shows the names in `expression` to `found`.
pub(super) fn of_expression<'e>(expression: &'e Expression<'e>, mut found: impl FnMut(Name<'e>)) {
    each(expression, &mut |inner| begin_of(inner).into_iter().for_each(&mut found));
}

/// Shows the names in an argument or block to `found`.
pub(super) fn of_structure<'e>(structure: &'e Structure<'e>, mut found: impl FnMut(Name<'e>)) {
    in_structure(structure, &mut |inner| begin_of(inner).into_iter().for_each(&mut found));
}

/// How a name such as `ibm.hub` is written, without quotes and without the comments and blanks that may
/// stand around it and its parts.
pub(super) fn bare(sources: &Sources, (source, expression): (SourceId, &Expression<'_>)) -> String {
    match expression {
        Expression::Variable(name) => name.to_string(),
        Expression::String(text) => text.to_string(),
        Expression::Parenthesis(inner) => bare(sources, (source, inner)),
        Expression::Traversal(traversal) => {
            let begin = bare(sources, (source, &traversal.expr));
            traversal.operators.iter().fold(begin, |all, operator| match operator {
                TraversalOperator::GetAttr(name) => format!("{all}.{name}"),
                TraversalOperator::Index(index) => {
                    format!("{all}[{}]", sources.text(span_of(source, index)))
                }
                TraversalOperator::LegacyIndex(index) => format!("{all}.{index}"),
                TraversalOperator::AttrSplat => format!("{all}.*"),
                TraversalOperator::FullSplat => format!("{all}[*]"),
            })
        }
        _ => sources.text(span_of(source, expression)).to_owned(),
    }
}

fn in_structure<'e>(structure: &'e Structure<'e>, found: &mut dyn FnMut(&'e Expression<'e>)) {
    match structure {
        Structure::Attribute(attribute) => each(&attribute.value, found),
        Structure::Block(block) => in_body(&block.body, found),
    }
}

fn in_body<'e>(body: &'e Body<'e>, found: &mut dyn FnMut(&'e Expression<'e>)) {
    for structure in body {
        in_structure(structure, found);
    }
}

/// The name that an expression begins with.
fn begin_of<'e>(expression: &Expression<'e>) -> Option<Name<'e>> {
    let Expression::Traversal(traversal) = expression else { return None };
    let Expression::Variable(root) = &traversal.expr else { return None };
    let mut operators = traversal.operators.iter();
    let name = operators.next().and_then(attribute)?;
    Some((root.as_str(), name, operators.find_map(attribute).unwrap_or_default()))
}

fn attribute<'t>(operator: &TraversalOperator<'t>) -> Option<&'t str> {
    match operator {
        TraversalOperator::GetAttr(name) => Some(name.as_str()),
        _ => None,
    }
}

/// Shows `expression` and every expression in it to `found`, the outer before the inner.
pub(super) fn each<'e>(expression: &'e Expression<'e>, found: &mut dyn FnMut(&'e Expression<'e>)) {
    found(expression);
    expression.parts(&mut |part| each(part, found));
}
