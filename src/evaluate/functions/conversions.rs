//! Functions that convert, and those that choose a value that is there.

use super::{Function, Takes, evaluate, plain, refused};
use crate::evaluate::convert::convert;
use crate::evaluate::names;
use crate::evaluate::ranges;
use crate::evaluate::scope::Scope;
use crate::evaluate::types::{No, Type, type_of};
use crate::evaluate::unify::unify;
use crate::node::{Kind, Node, Piece, Range, Scalar, Unknown};
use crate::parse::tree::{Expression, FuncCall};
use crate::source::{SourceId, Span};
use std::sync::Arc;

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[
    to("tobool", Some(Scalar::Bool), |arguments, span| converted(arguments, &Type::Bool, span)),
    to("tolist", None, |arguments, span| {
        converted(arguments, &Type::List(Box::new(Type::Any)), span)
    }),
    to("tomap", None, |arguments, span| {
        converted(arguments, &Type::Map(Box::new(Type::Any)), span)
    }),
    to("tonumber", Some(Scalar::Number), |arguments, span| {
        converted(arguments, &Type::Number, span)
    }),
    to("toset", None, |arguments, span| {
        converted(arguments, &Type::Set(Box::new(Type::Any)), span)
    }),
    to("tostring", Some(Scalar::Text), |arguments, span| converted(arguments, &Type::Text, span)),
    to("ephemeralasnull", None, |arguments, _| arguments.first().cloned()),
    Function {
        rest: Some(Takes::Any),
        sees_unknown: true,
        ..plain("coalesce", &[Takes::Any], None, coalesce)
    },
    // They are gone, but Terraform still knows their names.
    Function {
        rest: Some(Takes::Any),
        sees_unknown: true,
        ..plain("list", &[], None, |_, span| refused(span, "`list` is gone: use `tolist`"))
    },
    Function {
        rest: Some(Takes::Any),
        sees_unknown: true,
        ..plain("map", &[], None, |_, span| refused(span, "`map` is gone: use `tomap`"))
    },
];

const fn to(name: &'static str, gives: Option<Scalar>, work: super::Work) -> Function {
    Function { sees_unknown: true, ..plain(name, &[Takes::Any], gives, work) }
}

fn converted(arguments: &[Node], wanted: &Type, span: Span) -> Option<Node> {
    let given = arguments.first()?;
    let node = match convert(given.clone(), wanted) {
        Ok(node) => node,
        Err(No::Refused) => return refused(span, "it cannot be converted"),
        Err(No::Unsure) => return None,
    };
    // Terraform forgets what was foreseen of what it does not know.
    match (&given.kind, node.kind) {
        (Kind::Unknown(unknown), _) if !unknown.refused => {
            // The reason may be what it refers to, which it keeps.
            let mut new = ranges::unknown(wanted, Range::default(), unknown.reason.clone(), span);
            if let Some(new) = new.unknown_mut() {
                new.reference.clone_from(&unknown.reference);
                new.null = unknown.null;
            }
            Some(new)
        }
        (Kind::Template(_), Kind::Template(mut pieces)) => {
            let first = pieces.iter_mut().find_map(|piece| match piece {
                Piece::Unknown(unknown) => Some(unknown),
                Piece::Text(_) => None,
            });
            if let Some(first) = first {
                Arc::make_mut(first).range.prefix = Some(0);
            }
            Some(Node { kind: Kind::Template(pieces), ..given.clone() })
        }
        (Kind::Template(_), _) => Some(ranges::unknown(wanted, Range::default(), "a text", span)),
        (_, kind) => Some(Node { kind, ..node }),
    }
}

fn coalesce(arguments: &[Node], span: Span) -> Option<Node> {
    let types: Vec<Type> = arguments.iter().map(type_of).collect();
    let wanted = match unify(&types) {
        Ok(wanted) => wanted,
        Err(No::Refused) => return refused(span, "values of different types"),
        Err(No::Unsure) => return None,
    };
    for argument in arguments {
        let value = match convert(argument.clone(), &wanted) {
            Ok(value) => value,
            Err(No::Refused) => return refused(span, "values of different types"),
            Err(No::Unsure) => return None,
        };
        match &value.kind {
            Kind::Null => {}
            Kind::Text(text) if text.is_empty() && matches!(wanted, Type::Text) => {}
            Kind::Unknown(_) | Kind::Template(_) | Kind::OneOf(_) => return None,
            _ if wanted.is_unsure() && !value.is_known() => return None,
            _ => return Some(value),
        }
    }
    refused(span, "nothing is there")
}

/// `sensitive`, `nonsensitive` and `issensitive`. What is sensitive is never shown, so it is called
/// not known.
pub(super) fn sensitivity(
    scope: &Scope<'_>,
    source: SourceId,
    call: &FuncCall<'_>,
    span: Span,
) -> Node {
    let mut arguments = call.args.iter();
    let (Some(argument), None) = (arguments.next(), arguments.next()) else {
        return Node::refused(span, "it takes one argument");
    };
    let hidden = hidden(argument);
    let value = evaluate(scope, source, hidden.unwrap_or(argument));
    if let Some(why) = value.refusal() {
        return Node::refused(span, why);
    }
    if call.expand_final {
        return Node::unknown(span, "`...` in a call that takes one argument");
    }
    match call.name.as_str() {
        "nonsensitive" => value,
        "sensitive" => {
            let kind = type_of(&value);
            let node = Node::unknown(span, "sensitive");
            convert(node.clone(), &kind).unwrap_or(node)
        }
        _ if hidden.is_some() => Node::computed(Kind::Bool(true), span),
        _ if value.is_known() && is_spelled(argument) => Node::computed(Kind::Bool(false), span),
        _ => {
            let why = Unknown::because("whether it is sensitive is not known");
            Node::computed(Kind::unknown(Unknown { scalar: Some(Scalar::Bool), ..why }), span)
        }
    }
}

/// Whether an expression reads nothing else and hides nothing: a conditional is sensitive if only
/// the result that it does not choose is.
fn is_spelled(expression: &Expression<'_>) -> bool {
    let mut spelled = true;
    names::each(expression, &mut |one| {
        spelled &= !matches!(one, Expression::Variable(_)) && hidden(one).is_none();
    });
    spelled
}

/// What `sensitive(…)` hides.
fn hidden<'e>(expression: &'e Expression<'e>) -> Option<&'e Expression<'e>> {
    match expression {
        Expression::Parenthesis(inner) => hidden(inner),
        Expression::FuncCall(call) if call.name.as_str() == "sensitive" => {
            let mut arguments = call.args.iter();
            arguments.next().filter(|_| arguments.next().is_none())
        }
        _ => None,
    }
}
