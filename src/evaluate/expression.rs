//! An expression -> a value with its place.

use super::body::span_of;
use super::choices;
use super::operators;
use super::scope::{Scope, read_at};
use super::template;
use crate::node::{Choice, Decision, Entry, Form, Kind, Node, Reference, Seen, Unknown};
use crate::source::{Literal, Quoting, SourceId, Span};
use hcl_edit::expr::{Conditional, Expression, Object, ObjectKey, Traversal, TraversalOperator};
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What `expression` in file `source` is worth.
pub(super) fn evaluate(scope: &Scope<'_>, source: SourceId, expression: &Expression) -> Node {
    let span = span_of(source, expression);
    match expression {
        Expression::Null(_) => Node::new(Kind::Null, span),
        Expression::Bool(value) => Node::new(Kind::Bool(*value.value()), span),
        Expression::Number(_) => number(scope, span),
        Expression::String(text) => text_node(scope, text.value().clone(), span),
        Expression::Array(array) => {
            let items = array.iter().map(|item| evaluate(scope, source, item)).collect();
            Node::new(Kind::List(items, Seen::Whole), span)
        }
        Expression::Object(object) => self::object(scope, source, object, span),
        Expression::StringTemplate(template) => template::evaluate(scope, source, template, span),
        Expression::HeredocTemplate(heredoc) => {
            template::evaluate(scope, source, &heredoc.template, span)
        }
        Expression::Parenthesis(inner) => evaluate(scope, source, inner.inner()),
        Expression::Variable(name) => {
            Node::unknown(span, format!("`{}` is not known here", name.as_str()))
        }
        Expression::Conditional(conditional) => self::conditional(scope, source, conditional, span),
        Expression::FuncCall(call) => {
            let name = call.name.name.as_str();
            Node::unknown(span, format!("the function `{name}` is not evaluated"))
        }
        Expression::Traversal(traversal) => self::traversal(scope, source, traversal, span),
        Expression::UnaryOp(operation) => {
            let operand = evaluate(scope, source, &operation.expr);
            let operator = *operation.operator.value();
            choices::for_all(&[&operand], span, |picked| operators::unary(operator, picked, span))
        }
        Expression::BinaryOp(operation) => {
            let left = evaluate(scope, source, &operation.lhs_expr);
            let right = evaluate(scope, source, &operation.rhs_expr);
            let operator = *operation.operator.value();
            choices::for_all(&[&left, &right], span, |picked| {
                operators::binary(operator, picked, span)
            })
        }
        Expression::ForExpr(_) => Node::unknown(span, "`for` is not evaluated"),
    }
}

/// A number as it is written, without leading zeros as Terraform reads it.
fn number(scope: &Scope<'_>, span: Span) -> Node {
    let written: String = scope.sources.text(span).chars().filter(|c| !c.is_whitespace()).collect();
    operators::canonical(&written).map_or_else(
        || Node::unknown(span, "a number that is not held exactly"),
        |digits| Node::new(Kind::Number(digits), span),
    )
}

/// A text; a fix may change it where it stands between plain quotes.
fn text_node(scope: &Scope<'_>, text: String, span: Span) -> Node {
    let written = scope.sources.text(span);
    let quoted = written.len() >= 2 && written.starts_with('"') && written.ends_with('"');
    let inside = Span { start: span.start + 1, end: span.end.saturating_sub(1), ..span };
    let literal = quoted.then_some(Literal { span: inside, quoting: Quoting::Hcl });
    Node { literal, ..Node::new(Kind::Text(text), span) }
}

fn object(scope: &Scope<'_>, source: SourceId, object: &Object, span: Span) -> Node {
    let mut entries = Vec::with_capacity(object.len());
    let mut seen = Seen::Whole;
    for (key, value) in object {
        let value = evaluate(scope, source, value.expr());
        let (key, key_span) = match key {
            ObjectKey::Ident(name) => (Some(name.as_str().to_owned()), span_of(source, name)),
            ObjectKey::Expression(expression) => {
                let key = evaluate(scope, source, expression);
                (operators::as_text(&key), span_of(source, expression))
            }
        };
        match key {
            Some(key) => entries.push(Entry { key, key_span, value, form: Form::Argument }),
            None => seen = Seen::Partly,
        }
    }
    Node::new(Kind::Object(entries, seen), span)
}

fn conditional(scope: &Scope<'_>, source: SourceId, conditional: &Conditional, span: Span) -> Node {
    let condition = evaluate(scope, source, &conditional.cond_expr);
    let branch = |truth: bool| {
        let expression = if truth { &conditional.true_expr } else { &conditional.false_expr };
        evaluate(scope, source, expression)
    };
    if let Some(truth) = operators::as_bool(&condition) {
        return chosen(branch(truth), span);
    }
    let (yes, no) = (branch(true), branch(false));
    let (decision, straight) = decision(scope, source, &conditional.cond_expr);
    let undecided = || {
        let choice = |truth: bool, value: &Node| Choice {
            when: vec![(decision, truth == straight)],
            value: value.clone(),
        };
        choices::one_of(vec![choice(true, &yes), choice(false, &no)], span)
    };
    choices::for_all(&[&condition], span, |picked| {
        match picked.first().and_then(|one| operators::as_bool(one)) {
            Some(true) => yes.clone(),
            Some(false) => no.clone(),
            None => undecided(),
        }
    })
}

/// What a decided condition picks. Where that is nothing, the condition says so more than the `null`.
fn chosen(value: Node, span: Span) -> Node {
    let is_nothing = match &value.kind {
        Kind::Null => true,
        Kind::Text(text) => text.is_empty(),
        Kind::List(items, _) => items.is_empty(),
        _ => false,
    };
    if is_nothing { Node { computed: true, span, literal: None, ..value } } else { value }
}

/// The number of a condition, the same for the same text, and whether it is asked straight rather
/// than with `!` in front.
fn decision(scope: &Scope<'_>, source: SourceId, condition: &Expression) -> (Decision, bool) {
    let mut condition = condition;
    let mut straight = true;
    loop {
        match condition {
            Expression::Parenthesis(inner) => condition = inner.inner(),
            Expression::UnaryOp(operation)
                if *operation.operator.value() == hcl_edit::expr::UnaryOperator::Not =>
            {
                condition = &operation.expr;
                straight = !straight;
            }
            _ => break,
        }
    }
    let text = scope.sources.text(span_of(source, condition));
    let mut hasher = DefaultHasher::new();
    text.split_whitespace().for_each(|word| word.hash(&mut hasher));
    (Decision(hasher.finish()), straight)
}

fn traversal(scope: &Scope<'_>, source: SourceId, traversal: &Traversal, span: Span) -> Node {
    /// Nobody writes more; each splat is a step down the stack.
    const LONGEST: usize = 200;
    if traversal.operators.len() > LONGEST {
        return Node::unknown(span, "more than 200 steps into a value");
    }
    let Expression::Variable(root) = &traversal.expr else {
        let base = evaluate(scope, source, &traversal.expr);
        return walk(scope, source, base, &traversal.operators, span);
    };
    let operators = traversal.operators.as_slice();
    let names: Vec<&str> = operators.iter().map_while(|one| attribute(one.value())).collect();
    match (root.as_str(), names.as_slice()) {
        ("var", [name, ..]) => {
            let rest = operators.get(1..).unwrap_or_default();
            let value = refer_to_variable(scope.variable(name, span), name);
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

fn attribute(operator: &TraversalOperator) -> Option<&str> {
    match operator {
        TraversalOperator::GetAttr(name) => Some(name.as_str()),
        _ => None,
    }
}

/// Lets an unknown variable say which one it is.
fn refer_to_variable(mut value: Node, name: &str) -> Node {
    if let Kind::Unknown(unknown) = &mut value.kind {
        let (kind, name, rest) = ("var".to_owned(), name.to_owned(), String::new());
        unknown.reference = Some(Reference { data: false, kind, name, rest });
    }
    value
}

fn reference(
    scope: &Scope<'_>,
    source: SourceId,
    (data, kind, name): (bool, &str, &str),
    rest: &[hcl_edit::Decorated<TraversalOperator>],
    span: Span,
) -> Node {
    let reference = Reference {
        data,
        kind: kind.to_owned(),
        name: name.to_owned(),
        rest: written(scope, source, rest),
    };
    // Providers fill these for everything that exists; any other attribute may stay empty.
    let is_filled = matches!(reference.attribute(), "id" | "crn" | "guid" | "name");
    let unknown = Unknown {
        why: reference.known_later().into(),
        null: kind == "module" || !is_filled,
        reference: Some(reference),
    };
    // It is spelled here, as a literal is: who wants another value edits this place.
    Node::new(Kind::Unknown(unknown), span)
}

/// What follows a name, without blanks: `[0].guid`.
fn written(
    scope: &Scope<'_>,
    source: SourceId,
    rest: &[hcl_edit::Decorated<TraversalOperator>],
) -> String {
    let mut out = String::new();
    for operator in rest {
        match operator.value() {
            TraversalOperator::GetAttr(name) => {
                out.push('.');
                out.push_str(name.as_str());
            }
            TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => {
                out.push_str("[*]");
            }
            TraversalOperator::LegacyIndex(index) => {
                let _ = write!(out, "[{}]", index.value());
            }
            TraversalOperator::Index(index) => {
                let text = scope.sources.text(span_of(source, index));
                let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                let _ = write!(out, "[{text}]");
            }
        }
    }
    out
}

/// Goes from a value into its parts.
fn walk(
    scope: &Scope<'_>,
    source: SourceId,
    mut value: Node,
    operators: &[hcl_edit::Decorated<TraversalOperator>],
    span: Span,
) -> Node {
    for (index, operator) in operators.iter().enumerate() {
        let key = match operator.value() {
            TraversalOperator::GetAttr(name) => {
                Node::new(Kind::Text(name.as_str().to_owned()), span)
            }
            TraversalOperator::LegacyIndex(index) => {
                Node::new(Kind::Number(index.value().to_string()), span)
            }
            TraversalOperator::Index(key) => evaluate(scope, source, key),
            TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => {
                let rest = operators.get(index + 1..).unwrap_or_default();
                let Kind::List(items, seen) = value.kind else {
                    return Node::unknown(span, "a splat of something that is not known");
                };
                // `.*` goes on with names only, `[*]` with everything that follows.
                let names = rest.iter().take_while(|one| attribute(one.value()).is_some()).count();
                let is_full = matches!(operator.value(), TraversalOperator::FullSplat(_));
                let (each, after) = rest.split_at(if is_full { rest.len() } else { names });
                let items = items.into_iter().map(|item| walk(scope, source, item, each, span));
                let list = Node::computed(Kind::List(items.collect(), seen), span);
                return walk(scope, source, list, after, span);
            }
        };
        value = choices::for_all(&[&value, &key], span, |picked| {
            let [value, key] = picked else { return Node::unknown(span, "an index") };
            operators::part(value, key, span)
        });
    }
    value
}
