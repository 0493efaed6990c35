//! `condition ? this : that`: both are made to be of one type, and what is undecided is one of them.

use super::body::span_of;
use super::choices;
use super::convert::{convert, one_type};
use super::expression::{self, refusal};
use super::fillable::hangs_on_default;
use super::numbers;
use super::operators::truth;
use super::ranges;
use super::scope::Scope;
use super::types::{No, Type, type_of};
use super::unify::unify;
use crate::node::{Choice, Collection, Decision, Kind, Node};
use crate::parse::tree::{Conditional, Expression, UnaryOperator};
use crate::source::{SourceId, Span};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// What a conditional is worth.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    source: SourceId,
    conditional: &Conditional<'_>,
    span: Span,
) -> Node {
    let yes = expression::evaluate(scope, source, &conditional.true_expr);
    let no = expression::evaluate(scope, source, &conditional.false_expr);
    choose(scope, source, &conditional.cond_expr, (yes, no), span)
}

/// `yes` or `no`, as `condition` has it.
pub(super) fn choose(
    scope: &Scope<'_>,
    source: SourceId,
    condition: &Expression<'_>,
    (yes, no): (Node, Node),
    span: Span,
) -> Node {
    let value = expression::evaluate(scope, source, condition);
    let range = ranges::either(&yes, &no);
    let Ok((yes, no)) = unified(yes, no, span) else {
        return Node::refused(span, "the two results are of different types");
    };
    let kind = type_of(&yes);
    let (decision, straight) = decision(scope, source, condition);
    let by_default = || hangs_on_default(scope, source, condition);
    let chosen = choices::for_all(&[&value], span, |picked| {
        let Some(value) = picked.first() else { return Node::unknown(span, "a condition") };
        // Terraform looks at the type of a condition only when it knows it.
        let open = matches!(value.kind, Kind::Unknown(_) | Kind::Template(_));
        let truth = if open { Err(No::Unsure) } else { truth(value) };
        match truth {
            Ok(true) => chosen(yes.clone(), span, by_default),
            Ok(false) => chosen(no.clone(), span, by_default),
            Err(No::Refused) => {
                let refused = Node::refused(span, "the condition is neither true nor false");
                Node { of: kind.said(), ..refused }
            }
            Err(No::Unsure) if is_null(&yes) && is_null(&no) => yes.clone(),
            Err(No::Unsure) => {
                let choice = |truth: bool, value: &Node| Choice {
                    when: vec![(decision, truth == straight)],
                    value: value.clone(),
                };
                let foreseen = ranges::unknown(&kind, range.clone(), "one of two", span);
                if foreseen.is_known() && kind.same(&type_of(&no)) == Some(true) {
                    return foreseen;
                }
                let one = choices::one_of(vec![choice(true, &yes), choice(false, &no)], span);
                Node { foreseen: Some(Arc::new(range.clone())), ..one }
            }
        }
    });
    // It has a type even if it fails.
    let refused = refusal([&chosen].into_iter(), span).filter(|_| chosen.of.is_none());
    refused.unwrap_or(chosen)
}

/// What a decided condition picks. Where that is nothing and comes out so `by_default`, the condition
/// says so more than the `null`.
fn chosen(value: Node, span: Span, by_default: impl Fn() -> bool) -> Node {
    let is_nothing = match &value.kind {
        Kind::Null => true,
        Kind::Text(text) => text.is_empty(),
        Kind::List(items, _) => items.is_empty(),
        _ => false,
    };
    if is_nothing && by_default() {
        Node { computed: true, span, literal: None, ..value }
    } else {
        value
    }
}

fn is_null(node: &Node) -> bool {
    matches!(node.kind, Kind::Null)
}

/// Both results as values of the one type that a conditional has.
fn unified(yes: Node, no: Node, span: Span) -> Result<(Node, Node), No> {
    let any_null = |node: &Node| is_null(node) && type_of(node).is_any();
    let (left, right) = (type_of(&yes), type_of(&no));
    let as_type =
        |node: Node, kind: &Type| match fits(&node, kind).and_then(|()| convert(node, kind)) {
            Ok(node) => node,
            Err(No::Refused) => Node::refused(span, "it is not of the type of the other result"),
            Err(No::Unsure) => Node::unknown(span, "its type is not known"),
        };
    if any_null(&yes) {
        return Ok((as_type(yes, &right), no));
    }
    if any_null(&no) {
        return Ok((yes, as_type(no, &left)));
    }
    if left.is_any() || right.is_any() {
        return Ok((yes, no));
    }
    match unify(&[left, right]) {
        Ok(kind) if !kind.has(Type::is_unsure) => Ok((as_type(yes, &kind), as_type(no, &kind))),
        Err(No::Refused) => Err(No::Refused),
        // What stays the same whatever type it is made to be is known all the same.
        Ok(_) | Err(No::Unsure) => {
            let settled = |node: Node, other: bool| match &node.kind {
                Kind::Unknown(_) => node,
                _ if keeps(&node) && !other => node,
                _ => Node::unknown(span, "the type of the other result is not known"),
            };
            // What fails may have been of a type that never fits.
            let fails = |node: &Node| node.refusal().is_some();
            let (yes_fails, no_fails) = (fails(&yes), fails(&no));
            Ok((settled(yes, no_fails), settled(no, yes_fails)))
        }
    }
}

/// Beside an empty list or map of anything, a tuple or object has to be of one type as it is.
fn fits(node: &Node, kind: &Type) -> Result<(), No> {
    match (&node.kind, kind) {
        _ if node.collection != Collection::Plain => Ok(()),
        (Kind::List(items, _), Type::List(element)) if element.is_any() => one_type(items),
        (Kind::Object(entries, _), Type::Map(element)) if element.is_any() => {
            one_type(entries.iter().map(|entry| &entry.value))
        }
        _ => Ok(()),
    }
}

/// Whether a value keeps its content in any conversion: numbers and booleans might become texts, and
/// a list might become a set, each element once and in order.
fn keeps(node: &Node) -> bool {
    match &node.kind {
        Kind::Number(_) | Kind::Bool(_) => false,
        Kind::List(items, _) => {
            let in_order = items.windows(2).all(|pair| match pair {
                [one, other] => {
                    let texts = one.text().is_some() && other.text().is_some();
                    texts && numbers::compare(one, other).is_lt()
                }
                _ => true,
            });
            (in_order || node.collection == Collection::Set) && items.iter().all(keeps)
        }
        Kind::Object(entries, _) => entries.iter().all(|entry| keeps(&entry.value)),
        Kind::OneOf(choices) => choices.iter().all(|choice| keeps(&choice.value)),
        _ => true,
    }
}

/// The number of a condition, the same for the same text, and whether it is asked straight rather
/// than with `!` in front.
fn decision(scope: &Scope<'_>, source: SourceId, condition: &Expression<'_>) -> (Decision, bool) {
    let mut condition = condition;
    let mut straight = true;
    loop {
        match condition {
            Expression::Parenthesis(inner) => condition = inner,
            Expression::UnaryOp(operation) if operation.operator == UnaryOperator::Not => {
                condition = &operation.expr;
                straight = !straight;
            }
            _ => break,
        }
    }
    let text = scope.sources.text(span_of(source, condition));
    let mut hasher = DefaultHasher::new();
    text.split_whitespace().for_each(|word| word.hash(&mut hasher));
    scope.circumstances(text).hash(&mut hasher);
    (Decision(hasher.finish()), straight)
}
