//! The names in an expression, as they are written. Nothing is copied: `hcl_edit::visit` lends what it
//! visits for the length of a call only, and looks for the collection of no `%{ for }`.

use hcl_edit::Decorated;
use hcl_edit::expr::{Expression, ObjectKey, TraversalOperator};
use hcl_edit::structure::{Body, Structure};
use hcl_edit::template::{Directive, Element};

/// The first word of a traversal, the second, and the next that follows a dot, if there is one.
pub(super) type Name<'e> = (&'e str, &'e str, &'e str);

/// Shows the names in `expression` to `found`.
pub(super) fn of_expression<'e>(expression: &'e Expression, mut found: impl FnMut(Name<'e>)) {
    each(expression, &mut |inner| begin_of(inner).into_iter().for_each(&mut found));
}

/// Shows the names in an argument or block to `found`.
pub(super) fn of_structure<'e>(structure: &'e Structure, mut found: impl FnMut(Name<'e>)) {
    in_structure(structure, &mut |inner| begin_of(inner).into_iter().for_each(&mut found));
}

/// How a name such as `ibm.hub` is written, without quotes and without the comments and blanks that may
/// stand around it and its parts.
pub(super) fn bare(expression: &Expression) -> String {
    match expression {
        Expression::Variable(name) => name.as_str().to_owned(),
        Expression::String(text) => text.as_str().to_owned(),
        Expression::Parenthesis(inner) => bare(inner.inner()),
        Expression::Traversal(traversal) => {
            traversal.operators.iter().fold(bare(&traversal.expr), |all, operator| {
                match operator.value() {
                    TraversalOperator::GetAttr(name) => format!("{all}.{}", name.as_str()),
                    TraversalOperator::Index(index) => {
                        format!("{all}[{}]", index.to_string().trim())
                    }
                    TraversalOperator::LegacyIndex(index) => format!("{all}.{}", index.value()),
                    TraversalOperator::AttrSplat(_) => format!("{all}.*"),
                    TraversalOperator::FullSplat(_) => format!("{all}[*]"),
                }
            })
        }
        _ => expression.to_string().trim().to_owned(),
    }
}

fn in_structure<'e>(structure: &'e Structure, found: &mut dyn FnMut(&'e Expression)) {
    match structure {
        Structure::Attribute(attribute) => each(&attribute.value, found),
        Structure::Block(block) => in_body(&block.body, found),
    }
}

fn in_body<'e>(body: &'e Body, found: &mut dyn FnMut(&'e Expression)) {
    for structure in body {
        in_structure(structure, found);
    }
}

/// The name that an expression begins with.
fn begin_of(expression: &Expression) -> Option<Name<'_>> {
    let Expression::Traversal(traversal) = expression else { return None };
    let Expression::Variable(root) = &traversal.expr else { return None };
    let mut operators = traversal.operators.iter().map(Decorated::value);
    let name = operators.next().and_then(attribute)?;
    Some((root.as_str(), name, operators.find_map(attribute).unwrap_or_default()))
}

fn attribute(operator: &TraversalOperator) -> Option<&str> {
    match operator {
        TraversalOperator::GetAttr(name) => Some(name.as_str()),
        _ => None,
    }
}

/// Shows `expression` and every expression in it to `found`, the outer before the inner.
pub(super) fn each<'e>(expression: &'e Expression, found: &mut dyn FnMut(&'e Expression)) {
    found(expression);
    match expression {
        Expression::Null(_)
        | Expression::Bool(_)
        | Expression::Number(_)
        | Expression::String(_)
        | Expression::Variable(_) => {}
        Expression::Array(items) => items.iter().for_each(|one| each(one, found)),
        Expression::Object(members) => {
            for (key, value) in members {
                if let ObjectKey::Expression(key) = key {
                    each(key, found);
                }
                each(value.expr(), found);
            }
        }
        Expression::StringTemplate(template) => elements(template.iter(), found),
        Expression::HeredocTemplate(heredoc) => elements(heredoc.template.iter(), found),
        Expression::Parenthesis(inner) => each(inner.inner(), found),
        Expression::Conditional(one) => {
            for part in [&one.cond_expr, &one.true_expr, &one.false_expr] {
                each(part, found);
            }
        }
        Expression::FuncCall(call) => call.args.iter().for_each(|one| each(one, found)),
        Expression::UnaryOp(operation) => each(&operation.expr, found),
        Expression::BinaryOp(operation) => {
            each(&operation.lhs_expr, found);
            each(&operation.rhs_expr, found);
        }
        Expression::Traversal(traversal) => {
            each(&traversal.expr, found);
            for operator in &traversal.operators {
                if let TraversalOperator::Index(index) = operator.value() {
                    each(index, found);
                }
            }
        }
        Expression::ForExpr(one) => {
            each(&one.intro.collection_expr, found);
            one.key_expr.iter().for_each(|key| each(key, found));
            each(&one.value_expr, found);
            one.cond.iter().for_each(|condition| each(&condition.expr, found));
        }
    }
}

fn elements<'e>(
    template: impl Iterator<Item = &'e Element>,
    found: &mut dyn FnMut(&'e Expression),
) {
    for element in template {
        match element {
            Element::Literal(_) => {}
            Element::Interpolation(one) => each(&one.expr, found),
            Element::Directive(directive) => match &**directive {
                Directive::If(one) => {
                    each(&one.if_expr.cond_expr, found);
                    elements(one.if_expr.template.iter(), found);
                    if let Some(other) = &one.else_expr {
                        elements(other.template.iter(), found);
                    }
                }
                Directive::For(one) => {
                    each(&one.for_expr.collection_expr, found);
                    elements(one.for_expr.template.iter(), found);
                }
            },
        }
    }
}
