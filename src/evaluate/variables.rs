//! What a variable is worth: what the caller, a file of variables or the command line sets it to, or
//! its default; made to be of its type.

use super::admitted;
use super::body::span_of;
use super::choices;
use super::convert::convert;
use super::expression::evaluate;
use super::folder::Block;
use super::root::Setting;
use super::scope::{Scope, for_each, stamp};
use super::types::{self, Type};
use crate::node::{Choice, How, Kind, Node, Scalar, Step, Trail, Unknown};
use crate::parse::hcl;
use crate::parse::tree::{Arena, Expression};
use crate::source::{SourceId, Span};
use std::sync::Arc;

/// What is written in the block of a variable.
struct Declared<'b> {
    name: &'b str,
    wanted: Wanted,
    /// Null stands for the default.
    never_null: bool,
    at: Span,
}

/// What is written as the type of a variable.
enum Wanted {
    Nothing,
    /// It cannot be read.
    Unsure,
    Type(Type),
}

/// Why the value of a variable or output is nobody's to see.
pub(super) fn secret(block: &Block<'_>) -> Option<&'static str> {
    ["sensitive", "ephemeral"]
        .into_iter()
        .find(|name| block.argument(name).is_some_and(|(_, value)| value.as_bool() != Some(false)))
}

/// What the variable `name`, declared by `block`, is worth where it is asked for at `at`.
pub(super) fn value(scope: &Scope<'_>, name: &str, block: &Block<'_>, at: Span) -> Node {
    if let Some(why) = secret(block) {
        return Node::unknown(at, why);
    }
    let is_false = |(_, value): (SourceId, &Expression<'_>)| value.as_bool() == Some(false);
    let written = block.argument("type");
    let declared = Declared {
        name,
        wanted: written.map_or(Wanted::Nothing, |(source, written)| {
            types::parse(scope, source, written).map_or(Wanted::Unsure, Wanted::Type)
        }),
        never_null: block.argument("nullable").is_some_and(is_false),
        at,
    };
    let value = match given(scope, &declared) {
        None => default(scope, block, &declared),
        Some(value) => match declared.typed(value) {
            Some(value) if declared.never_null => {
                not_null(value, at, &|| default(scope, block, &declared))
            }
            Some(value) => value,
            None => declared.unknown(format!("variable `{name}` is set to another type")),
        },
    };
    match &value.kind {
        Kind::Unknown(unknown) if declared.is_text() && unknown.reference.is_none() => {
            let null = unknown.null && !declared.never_null;
            let admitted = admitted::values(scope, (name, block), null, at);
            admitted.filter(|_| !unknown.refused).unwrap_or(value)
        }
        _ => value,
    }
}

impl Declared<'_> {
    /// A value of the type of the variable, of which nothing else is known.
    fn unknown(&self, why: String) -> Node {
        let unknown = Unknown { null: !self.never_null, ..Unknown::because(why) };
        let node = Node::computed(Kind::unknown(unknown), self.at);
        self.typed(node.clone()).unwrap_or(node)
    }

    /// `value` as the type has it; `None` where it does not fit or the type is not known.
    fn typed(&self, value: Node) -> Option<Node> {
        match &self.wanted {
            Wanted::Nothing => Some(value),
            Wanted::Type(wanted) => convert(value, wanted).ok(),
            Wanted::Unsure => None,
        }
    }

    /// Whether it is declared to be a text.
    fn is_text(&self) -> bool {
        matches!(self.wanted, Wanted::Type(Type::Text))
    }

    /// A text on the command line is the value itself, unless the type is one of several parts.
    fn takes_text(&self) -> bool {
        let is_simple = |kind: &Type| matches!(kind, Type::Text | Type::Number | Type::Bool);
        match &self.wanted {
            Wanted::Nothing => true,
            Wanted::Unsure => false,
            Wanted::Type(kind) => is_simple(kind),
        }
    }
}

/// What somebody sets the variable to.
fn given(scope: &Scope<'_>, declared: &Declared<'_>) -> Option<Node> {
    if let Some(caller) = &scope.caller {
        let (source, expression) = caller.call.argument(declared.name)?;
        let mut value = caller.evaluate(source, expression);
        let span = span_of(source, expression);
        stamp(&mut value, Step { span, how: How::Passed(scope.address().into()) });
        return Some(value);
    }
    let mut settings = scope.root.inputs.settings.iter().rev();
    settings.find_map(|setting| set(scope, setting, declared))
}

/// What one file of variables, or one text, sets it to.
fn set(scope: &Scope<'_>, setting: &Setting<'_>, declared: &Declared<'_>) -> Option<Node> {
    let name = declared.name;
    match setting {
        Setting::File(source, body) => {
            let expression = &body.get_attribute(name)?.value;
            let mut value = literal(scope, *source, expression);
            let span = span_of(*source, expression);
            stamp(&mut value, Step { span, how: How::Set(name.into()) });
            Some(value)
        }
        Setting::Text { name: other, source } if other == name => {
            let text = scope.sources.get(*source).text();
            let whole = Span::new(*source, 0..text.len());
            let mut value = if declared.takes_text() {
                Node::new(Kind::Text(text.into()), whole)
            } else {
                // The text is a file of its own, so the places in it are those of the expression.
                hcl::expression(text, &Arena::new()).map_or_else(
                    || declared.unknown(format!("variable `{name}` is set to no expression")),
                    |expression| literal(scope, *source, &expression),
                )
            };
            // Nobody can edit it in a file: what is wrong with it is said where it is used.
            for_each(&mut value, &mut |node| {
                (node.span, node.literal, node.computed) = (declared.at, None, true);
                node.trail = Trail::default();
            });
            Some(value)
        }
        Setting::Text { .. } => None,
    }
}

/// A value that may name nothing and call nothing.
fn literal(scope: &Scope<'_>, source: SourceId, expression: &Expression<'_>) -> Node {
    if is_literal(expression) {
        evaluate(scope, source, expression)
    } else {
        Node::refused(span_of(source, expression), "a variable can only be set to a literal")
    }
}

fn is_literal(expression: &Expression<'_>) -> bool {
    match expression {
        Expression::Array(items) => items.iter().all(is_literal),
        Expression::Object(members) => members.iter().all(|(_, value)| is_literal(value)),
        Expression::Parenthesis(inner) => is_literal(inner),
        Expression::UnaryOp(operation) => is_literal(&operation.expr),
        Expression::BinaryOp(operation) => {
            is_literal(&operation.lhs_expr) && is_literal(&operation.rhs_expr)
        }
        Expression::Variable(_) | Expression::Traversal(_) | Expression::FuncCall(_) => false,
        _ => true,
    }
}

/// A value of which null stands for the default.
fn not_null(mut value: Node, at: Span, default: &dyn Fn() -> Node) -> Node {
    match &mut value.kind {
        Kind::Null => return default(),
        Kind::Unknown(unknown) => Arc::make_mut(unknown).null = false,
        Kind::OneOf(choices) => {
            let choices = choices.iter().map(|choice| Choice {
                when: choice.when.clone(),
                value: not_null(choice.value.clone(), at, default),
            });
            return choices::one_of(choices.collect(), at);
        }
        _ => {}
    }
    value
}

/// What a variable is worth that nobody sets.
fn default(scope: &Scope<'_>, block: &Block<'_>, declared: &Declared<'_>) -> Node {
    let name = declared.name;
    let Some((source, expression)) = block.argument("default") else {
        return declared.unknown(format!("variable `{name}` has no default"));
    };
    let Some(mut value) = declared.typed(evaluate(scope, source, expression)) else {
        return declared.unknown(format!("the default of variable `{name}` has another type"));
    };
    if scope.caller.is_none() {
        doubt_what_is_empty(&mut value, declared);
    }
    if matches!(value.kind, Kind::Unknown(_)) {
        return Node { span: declared.at, computed: true, ..value };
    }
    let span = span_of(source, expression);
    stamp(&mut value, Step { span, how: How::Default(name.into()) });
    value
}

/// Nobody leaves empty defaults of a root module as they are: they say that somebody has to decide.
fn doubt_what_is_empty(value: &mut Node, declared: &Declared<'_>) {
    let why = format!("variable `{}` is empty by default", declared.name);
    for_each(value, &mut |node| {
        let is_empty = matches!(&node.kind, Kind::Text(text) if text.is_empty());
        if is_empty || matches!(node.kind, Kind::Null) {
            let text =
                (is_empty && !matches!(declared.wanted, Wanted::Nothing)).then_some(Scalar::Text);
            let scalar = node.of.as_deref().and_then(Type::scalar).or(text);
            let null = !declared.never_null;
            node.kind = Kind::unknown(Unknown { null, scalar, ..Unknown::because(why.clone()) });
        }
    });
}
