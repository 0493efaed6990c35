//! An expression -> a value with its place.

use super::body::span_of;
use super::calls;
use super::choices;
use super::conditional;
use super::for_each;
use super::functions;
use super::numbers;
use super::operators;
use super::ranges;
use super::resources;
use super::scope::{Scope, read_at};
use super::splats;
use super::template;
use super::types::{No, Type};
use crate::node::{Entry, Form, Kind, Node, Reference, Scalar, Seen, Unknown};
use crate::parse::tree::{
    Expression, Member, ObjectKey, Traversal, TraversalOperator, UnaryOperator,
};
use crate::source::{Literal, Quoting, SourceId, Span};
use smol_str::{SmolStr, ToSmolStr as _};
use std::fmt::Write as _;
use std::sync::Arc;

/// What `expression` in file `source` is worth.
pub(super) fn evaluate(scope: &Scope<'_>, source: SourceId, expression: &Expression<'_>) -> Node {
    let span = span_of(source, expression);
    if let Err(why) = scope.root.budget.step() {
        return scope.too_much(span, why);
    }
    match expression {
        Expression::Null(_) => Node::new(Kind::Null, span),
        Expression::Bool(value) => Node::new(Kind::Bool(**value), span),
        Expression::Number(_) => number(scope, span),
        Expression::String(text) => text_node(scope, text, span),
        Expression::Array(array) => {
            let items: Vec<Node> = array.iter().map(|item| evaluate(scope, source, item)).collect();
            refusal(items.iter(), span)
                .unwrap_or_else(|| Node::new(Kind::List(items, Seen::Whole), span))
        }
        Expression::Object(object) => self::object(scope, source, object, span),
        Expression::StringTemplate(template) => template::quoted(scope, source, template, span),
        Expression::HeredocTemplate(heredoc) => template::heredoc(scope, source, heredoc, span),
        Expression::Parenthesis(inner) => evaluate(scope, source, inner),
        Expression::Variable(name) => scope.binding(name.as_str()).map_or_else(
            // Not even `try` gets past a name that stands for nothing.
            || Node::unknown(span, format!("there is no `{}` here", name.as_str())),
            |value| read_at(value, span),
        ),
        Expression::Conditional(conditional) => {
            conditional::evaluate(scope, source, conditional, span)
        }
        Expression::FuncCall(call) => functions::call(scope, source, call, span),
        Expression::Traversal(traversal) => self::traversal(scope, source, traversal, span),
        Expression::UnaryOp(operation) => {
            let operand = evaluate(scope, source, &operation.expr);
            let operator = operation.operator;
            let scalar = match operator {
                UnaryOperator::Not => Scalar::Bool,
                UnaryOperator::Neg => Scalar::Number,
            };
            let result = choices::for_all(&[&operand], span, |picked| {
                operators::unary(operator, picked, span)
            });
            refused_as(result, scalar)
        }
        Expression::BinaryOp(operation) => {
            let left = evaluate(scope, source, &operation.lhs_expr);
            let right = evaluate(scope, source, &operation.rhs_expr);
            let operator = operation.operator;
            let result = choices::for_all(&[&left, &right], span, |picked| {
                operators::binary(operator, picked, span)
            });
            refused_as(result, operators::gives(operator))
        }
        Expression::ForExpr(expression) => for_each::evaluate(scope, source, expression, span),
    }
}

/// A number as it is written.
fn number(scope: &Scope<'_>, span: Span) -> Node {
    let written: String = scope.sources.text(span).chars().filter(|c| !c.is_whitespace()).collect();
    numbers::literal(&written, span)
}

/// A text; a fix may change it where it stands between plain quotes.
fn text_node(scope: &Scope<'_>, text: &str, span: Span) -> Node {
    let Some(text) = functions::normal(text) else {
        return Node::unknown(span, "a text of very rare letters");
    };
    let written = scope.sources.text(span);
    let quoted = written.len() >= 2 && written.starts_with('"') && written.ends_with('"');
    let inside = Span { start: span.start + 1, end: span.end.saturating_sub(1), ..span };
    let literal = quoted.then_some(Literal { span: inside, quoting: Quoting::Hcl });
    Node { literal, ..Node::new(Kind::Text(text), span) }
}

/// What an operator gives has its type even where it is refused.
fn refused_as(mut result: Node, scalar: Scalar) -> Node {
    if result.refusal().is_some()
        && let Some(unknown) = result.unknown_mut()
    {
        unknown.scalar = Some(scalar);
    }
    result
}

/// What is made of parts of which Terraform refuses one.
pub(super) fn refusal<'a>(mut parts: impl Iterator<Item = &'a Node>, span: Span) -> Option<Node> {
    let why = parts.find_map(Node::refusal)?;
    Some(Node { of: Some(Arc::new(Type::Unsure)), ..Node::refused(span, why) })
}

fn object(scope: &Scope<'_>, source: SourceId, members: &[Member<'_>], span: Span) -> Node {
    let mut entries = Vec::with_capacity(members.len());
    let mut unsure = false;
    for (key, value) in members {
        let value = evaluate(scope, source, value);
        let (key, key_span) = match key {
            ObjectKey::Ident(name) => (Ok(name.as_str().into()), span_of(source, name)),
            ObjectKey::Expression(expression) => {
                (key_of(scope, source, expression), span_of(source, expression))
            }
        };
        match key {
            Ok(key) => entries.push(Entry { key, key_span, value, form: Form::Argument }),
            Err(No::Unsure) => {
                unsure = true;
                entries.push(Entry { key: "".into(), key_span, value, form: Form::Argument });
            }
            Err(No::Refused) => {
                return Node::refused(key_span, "it cannot be the name of a member");
            }
        }
    }
    if let Some(refused) = refusal(entries.iter().map(|entry| &entry.value), span) {
        return refused;
    }
    if unsure {
        // Whatever else is written may be overwritten by the one whose name is not known.
        return ranges::dynamic("an object with a name that is not known", span);
    }
    Node::new(Kind::Object(entries, Seen::Whole), span)
}

/// The name of a member that is written as an expression.
fn key_of(scope: &Scope<'_>, source: SourceId, expression: &Expression<'_>) -> Result<SmolStr, No> {
    match expression {
        // Words that mean something elsewhere are just names here.
        Expression::Null(_) => return Ok("null".into()),
        Expression::Bool(value) => return Ok(value.to_smolstr()),
        Expression::Traversal(traversal) if matches!(traversal.expr, Expression::Variable(_)) => {
            return Err(No::Refused);
        }
        _ => {}
    }
    operators::key(&evaluate(scope, source, expression))
}

/// Nobody writes more steps into a value; each splat is a step down the stack.
const LONGEST: usize = 200;

/// What a name and the steps into it are worth.
pub(super) fn traversal(
    scope: &Scope<'_>,
    source: SourceId,
    traversal: &Traversal<'_>,
    span: Span,
) -> Node {
    if traversal.operators.len() > LONGEST {
        return Node::unknown(span, "more than 200 steps into a value");
    }
    let Expression::Variable(root) = &traversal.expr else {
        let base = evaluate(scope, source, &traversal.expr);
        return walk(scope, source, base, traversal.operators, span);
    };
    let operators = traversal.operators;
    let names: Vec<&str> = operators.iter().map_while(attribute).collect();
    match (root.as_str(), names.as_slice()) {
        ("var", [name, ..]) => {
            let rest = operators.get(1..).unwrap_or_default();
            let value = refer_to_variable(scope, scope.variable(name, span), name);
            read_at(walk(scope, source, value, rest, span), span)
        }
        ("local", [name, ..]) => {
            let value = scope.local(name, span);
            read_at(walk(scope, source, value, operators.get(1..).unwrap_or_default(), span), span)
        }
        ("data", [kind, name, ..]) => {
            let rest = operators.get(2..).unwrap_or_default();
            reference(scope, source, (true, kind, name), rest, span)
        }
        (root, _) if scope.binding(root).is_some() => {
            let value = scope.binding(root).expect("it was there just now");
            read_at(walk(scope, source, value, operators, span), span)
        }
        // The root module's folder is taken for the one that Terraform runs in.
        ("path", ["root"]) if !scope.root.is_template => {
            Node::computed(Kind::Text(".".into()), span)
        }
        ("path", ["module"]) if !scope.root.is_template && scope.path.is_some() => {
            Node::computed(Kind::Text(scope.path.clone().unwrap_or_default().into()), span)
        }
        ("terraform", ["workspace"]) if !scope.root.is_template => workspace(scope, span),
        ("module", [name, ..]) if !scope.root.is_template => {
            let rest = operators.get(1..).unwrap_or_default();
            match calls::refer(scope, source, name, rest, span) {
                Some(value) => read_at(value, span),
                None => reference(scope, source, (false, "module", name), rest, span),
            }
        }
        (root @ ("each" | "count" | "path" | "terraform" | "self"), _) => {
            let name = names.first().copied().unwrap_or_default();
            Node::unknown(span, format!("`{root}.{name}` is not evaluated"))
        }
        (kind, [name, ..]) => {
            let rest = operators.get(1..).unwrap_or_default();
            reference(scope, source, (false, kind, name), rest, span)
        }
        (root, []) => Node::unknown(span, format!("`{root}` is not known here")),
    }
}

/// The workspace that is selected; Terraform starts with `default`.
fn workspace(scope: &Scope<'_>, span: Span) -> Node {
    let selected = scope.root.inputs.workspace.as_deref().unwrap_or("default");
    Node::computed(Kind::Text(selected.into()), span)
}

fn attribute<'t>(operator: &TraversalOperator<'t>) -> Option<&'t str> {
    match operator {
        TraversalOperator::GetAttr(name) => Some(name.as_str()),
        _ => None,
    }
}

/// Lets an unknown variable say which one it is, unless it says what it was set to.
fn refer_to_variable(scope: &Scope<'_>, mut value: Node, name: &str) -> Node {
    if value.reference().is_none()
        && let Some(unknown) = value.unknown_mut()
    {
        unknown.reference = Some(Reference {
            module: scope.prefix.clone(),
            data: false,
            kind: "var".into(),
            name: name.into(),
            rest: SmolStr::default(),
            length: 0,
        });
    }
    value
}

fn reference(
    scope: &Scope<'_>,
    source: SourceId,
    (data, kind, name): (bool, &str, &str),
    rest: &[TraversalOperator<'_>],
    span: Span,
) -> Node {
    let (rest_of_it, spelled) = written(scope, source, rest);
    let mut reference = Reference {
        module: scope.prefix.clone(),
        data,
        kind: kind.into(),
        name: name.into(),
        rest: SmolStr::default(),
        length: 0,
    };
    reference.length = reference.written().len() + spelled;
    reference.rest = rest_of_it.into();
    let first = rest.first();
    let begins_with_splat =
        matches!(first, Some(TraversalOperator::AttrSplat | TraversalOperator::FullSplat));
    if let Some(value) = resources::value(scope, &reference, begins_with_splat, span) {
        return read_at(walk(scope, source, value, rest, span), span);
    }
    // Providers fill these for everything that exists; any other attribute may stay empty.
    let is_filled = matches!(reference.attribute(), "id" | "crn" | "guid" | "name");
    let null = kind == "module" || !is_filled;
    let unknown = Unknown { null, ..Unknown::before(reference) };
    // It is spelled here, as a literal is: who wants another value edits this place.
    Node::new(Kind::unknown(unknown), span)
}

/// What follows a name, without blanks and with what indexes are known to be: `[0].guid`; and how
/// many bytes it is long as it is spelled, without blanks.
fn written(scope: &Scope<'_>, source: SourceId, rest: &[TraversalOperator<'_>]) -> (String, usize) {
    let mut out = String::new();
    let mut length = 0;
    for operator in rest {
        let before = out.len();
        let mut spelled = None;
        match operator {
            TraversalOperator::GetAttr(name) => {
                out.push('.');
                out.push_str(name.as_str());
            }
            TraversalOperator::AttrSplat | TraversalOperator::FullSplat => {
                out.push_str("[*]");
            }
            TraversalOperator::LegacyIndex(index) => {
                let _ = write!(out, "[{index}]");
            }
            TraversalOperator::Index(index) => {
                let text = scope.sources.text(span_of(source, index));
                let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                spelled = Some(text.len() + "[]".len());
                let _ = match evaluate(scope, source, index).kind {
                    Kind::Number(digits) => write!(out, "[{digits}]"),
                    Kind::Text(key) => write!(out, "[\"{}\"]", Quoting::Hcl.spell(&key)),
                    _ => write!(out, "[{text}]"),
                };
            }
        }
        length += spelled.unwrap_or(out.len() - before);
    }
    (out, length)
}

/// Goes from a value into its parts.
pub(super) fn walk(
    scope: &Scope<'_>,
    source: SourceId,
    mut value: Node,
    operators: &[TraversalOperator<'_>],
    span: Span,
) -> Node {
    for (index, operator) in operators.iter().enumerate() {
        let key = match operator {
            TraversalOperator::GetAttr(name) => Node::new(Kind::Text(name.as_str().into()), span),
            TraversalOperator::LegacyIndex(index) => {
                Node::new(Kind::Number(index.to_string().into()), span)
            }
            TraversalOperator::Index(key) => evaluate(scope, source, key),
            TraversalOperator::AttrSplat | TraversalOperator::FullSplat => {
                let rest = operators.get(index + 1..).unwrap_or_default();
                // `.*` goes on with what stands behind dots, `[*]` with everything that follows.
                let dotted = |one: &TraversalOperator<'_>| {
                    matches!(one, TraversalOperator::GetAttr(_) | TraversalOperator::LegacyIndex(_))
                };
                let names = rest.iter().take_while(|one| dotted(one)).count();
                let is_full = matches!(operator, TraversalOperator::FullSplat);
                let (each, after) = rest.split_at(if is_full { rest.len() } else { names });
                let next = after.first();
                if matches!(next, Some(TraversalOperator::AttrSplat)) {
                    // Not even `try` gets past it: it is no sound expression.
                    return Node::unknown(span, "`.*` behind `.*`");
                }
                let list = choices::for_all(&[&value], span, |picked| {
                    let Some(value) = picked.first() else { return Node::unknown(span, "a splat") };
                    splats::splat(value, span, |item| walk(scope, source, item, each, span))
                });
                return walk(scope, source, list, after, span);
            }
        };
        if let Some(refused) = part_of_refused(&value, &key, span) {
            value = refused;
            continue;
        }
        value = choices::for_all(&[&value, &key], span, |picked| {
            let [value, key] = picked else { return Node::unknown(span, "an index") };
            operators::part(value, key, span)
        });
    }
    value
}

/// A part of what Terraform refuses is refused too, and of the type that the part would have.
fn part_of_refused(value: &Node, key: &Node, span: Span) -> Option<Node> {
    let (why, kind) = (value.refusal()?, value.of.as_ref()?);
    let (Kind::Text(name) | Kind::Number(name)) = &key.kind else { return None };
    let part = kind.part(Some(name)).cloned().unwrap_or(Type::Unsure);
    Some(Node { of: Some(Arc::new(part)), ..Node::refused(span, why) })
}
