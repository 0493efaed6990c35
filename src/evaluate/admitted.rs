//! What the validations of a variable leave of the texts it may be set to: Terraform refuses all others,
//! so that a variable nobody has set yet is one of a few.

use super::body::span_of;
use super::choices;
use super::expression::evaluate;
use super::folder::Block;
use super::scope::{Scope, stamp};
use crate::node::{Choice, Decision, How, Kind, Node, Scalar, Seen, Step, Unknown};
use crate::parse::tree::{BinaryOperator, Expression, FuncCall, TraversalOperator};
use crate::source::{SourceId, Span};
use regex_syntax::hir::{Class, Hir, HirKind, Look};
use std::hash::{DefaultHasher, Hash, Hasher};

/// More values than this are no closed set worth following.
const MOST: usize = 7;

/// What the text variable `name` may be, asked for at `at`, as far as the validations in `block` admit
/// but a few texts, and null if it may be `null`.
pub(super) fn values(
    scope: &Scope<'_>,
    (name, block): (&str, &Block<'_>),
    null: bool,
    at: Span,
) -> Option<Node> {
    let mut admitted: Set = None;
    for (source, structure) in block.structures() {
        let validation = structure.as_block().filter(|one| one.ident.as_str() == "validation");
        let condition = validation.and_then(|one| one.body.get_attribute("condition"));
        if let Some(condition) = condition {
            let reader = Reader { scope, name, source };
            admitted = meet(admitted, reader.admitted(&condition.value));
        }
    }
    let mut admitted = admitted?;
    admitted.retain(|value| null || !matches!(value.kind, Kind::Null));
    let is_some = admitted.iter().any(|one| one.text().is_some_and(|text| !text.is_empty()));
    if !is_some || admitted.len() > MOST {
        return None;
    }
    let decision = |value: &Node| {
        let mut hasher = DefaultHasher::new();
        ("value of a variable", &scope.prefix, name, value.text()).hash(&mut hasher);
        Decision(hasher.finish())
    };
    let decisions: Vec<Decision> = admitted.iter().map(decision).collect();
    let choices = admitted.into_iter().enumerate().map(|(index, mut value)| {
        // What is left empty says that nobody has decided yet.
        if value.text() == Some("") {
            let why = Unknown::because(format!("variable `{name}` may be left empty"));
            value.kind = Kind::unknown(Unknown { scalar: Some(Scalar::Text), ..why });
        }
        let step = Step { span: value.span, how: How::Admitted(name.into()) };
        stamp(&mut value, step);
        let when = decisions.iter().enumerate().map(|(other, one)| (*one, other == index));
        Choice { when: when.collect(), value }
    });
    Some(choices::one_of(choices.collect(), at))
}

/// The values for which a condition may hold; `None` for all there are.
type Set = Option<Vec<Node>>;

/// Those for which both conditions may hold.
fn meet(one: Set, other: Set) -> Set {
    match (one, other) {
        (None, set) | (set, None) => set,
        (Some(one), Some(other)) => {
            Some(one.into_iter().filter(|value| other.iter().any(|two| same(value, two))).collect())
        }
    }
}

/// Those for which one of the conditions may hold.
fn join(one: Set, other: Set) -> Set {
    let mut all = one?;
    for value in other? {
        if !all.iter().any(|known| same(known, &value)) {
            all.push(value);
        }
    }
    Some(all)
}

/// Whether two values are the same text, or both null.
fn same(one: &Node, other: &Node) -> bool {
    one.text() == other.text()
}

struct Reader<'a, 'b> {
    scope: &'a Scope<'b>,
    /// The variable.
    name: &'a str,
    source: SourceId,
}

impl Reader<'_, '_> {
    /// The values of the variable for which `condition` may hold.
    fn admitted(&self, condition: &Expression<'_>) -> Set {
        match condition {
            Expression::Parenthesis(inner) => self.admitted(inner),
            Expression::Bool(value) if !**value => Some(Vec::new()),
            Expression::BinaryOp(operation) => {
                let (left, right) = (&operation.lhs_expr, &operation.rhs_expr);
                match operation.operator {
                    BinaryOperator::Or => join(self.admitted(left), self.admitted(right)),
                    BinaryOperator::And => meet(self.admitted(left), self.admitted(right)),
                    BinaryOperator::Eq if self.is_variable(left) => self.value(right),
                    BinaryOperator::Eq if self.is_variable(right) => self.value(left),
                    _ => None,
                }
            }
            Expression::Conditional(conditional) => {
                let yes = self.admitted(&conditional.true_expr);
                let yes = meet(self.admitted(&conditional.cond_expr), yes);
                join(yes, self.admitted(&conditional.false_expr))
            }
            Expression::FuncCall(call) => self.call(call),
            _ => None,
        }
    }

    fn call(&self, call: &FuncCall<'_>) -> Set {
        let arguments: Vec<&Expression<'_>> = call.args.iter().collect();
        let all_of = |list: &Expression<'_>| -> Vec<Set> {
            let items = list.as_array().into_iter().flat_map(|list| list.iter());
            items.map(|item| self.admitted(item)).collect()
        };
        match (call.name.as_str(), arguments.as_slice()) {
            ("contains", [list, value]) if self.is_variable(value) => self.values(list),
            ("anytrue", [list]) if list.as_array().is_some() => {
                all_of(list).into_iter().fold(Some(Vec::new()), join)
            }
            ("alltrue", [list]) => all_of(list).into_iter().fold(None, meet),
            ("can", [Expression::FuncCall(inner)]) if inner.name.as_str() == "regex" => {
                let mut arguments = inner.args.iter();
                let (pattern, value) = (arguments.next()?, arguments.next()?);
                if self.is_variable(value) { self.matching(pattern) } else { None }
            }
            _ => None,
        }
    }

    /// Whether an expression is the variable itself.
    fn is_variable(&self, expression: &Expression<'_>) -> bool {
        let Expression::Traversal(traversal) = expression else { return false };
        let is_var =
            matches!(&traversal.expr, Expression::Variable(root) if root.as_str() == "var");
        match traversal.operators {
            [only] if is_var => {
                matches!(only, TraversalOperator::GetAttr(name) if name.as_str() == self.name)
            }
            _ => false,
        }
    }

    /// The one value that an expression is worth, if it is a text or null.
    fn value(&self, expression: &Expression<'_>) -> Set {
        let value = evaluate(self.scope, self.source, expression);
        let is_simple = matches!(value.kind, Kind::Text(_) | Kind::Null);
        is_simple.then(|| vec![Node { literal: None, ..value }])
    }

    /// The texts of a list.
    fn values(&self, list: &Expression<'_>) -> Set {
        let list = evaluate(self.scope, self.source, list);
        let Kind::List(items, Seen::Whole) = list.kind else { return None };
        let items = items.into_iter().map(|item| Node { literal: None, ..item });
        let items: Vec<Node> = items.collect();
        items.iter().all(|item| item.text().is_some()).then_some(items)
    }

    /// The texts that match a pattern, where that says all of them.
    fn matching(&self, pattern: &Expression<'_>) -> Set {
        let span = span_of(self.source, pattern);
        let pattern = evaluate(self.scope, self.source, pattern);
        let pattern = regex_syntax::parse(pattern.text()?).ok()?;
        let texts = whole_texts(&pattern)?;
        Some(texts.into_iter().map(|text| Node::computed(Kind::Text(text.into()), span)).collect())
    }
}

/// The texts that a pattern matches from their first letter to their last; `None` where there are
/// more than a few, or where it may match a part of a longer text.
fn whole_texts(pattern: &Hir) -> Option<Vec<String>> {
    match pattern.kind() {
        HirKind::Capture(group) => whole_texts(&group.sub),
        HirKind::Alternation(parts) => {
            let parts: Option<Vec<_>> = parts.iter().map(whole_texts).collect();
            Some(parts?.concat()).filter(|all| all.len() <= MOST)
        }
        HirKind::Concat(parts) => {
            let is_look = |part: &Hir, look: Look| *part.kind() == HirKind::Look(look);
            match parts.as_slice() {
                [first, middle @ .., last]
                    if is_look(first, Look::Start) && is_look(last, Look::End) =>
                {
                    sequence(middle)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// The texts that parts match which follow each other.
fn sequence(parts: &[Hir]) -> Option<Vec<String>> {
    parts.iter().try_fold(vec![String::new()], |texts, part| {
        let next = texts_of(part)?;
        let longer =
            |text: &String| next.iter().map(|end| format!("{text}{end}")).collect::<Vec<_>>();
        Some(texts.iter().flat_map(longer).collect()).filter(|all: &Vec<_>| all.len() <= MOST)
    })
}

fn texts_of(part: &Hir) -> Option<Vec<String>> {
    match part.kind() {
        HirKind::Empty => Some(vec![String::new()]),
        HirKind::Literal(text) => Some(vec![String::from_utf8(text.0.to_vec()).ok()?]),
        HirKind::Class(Class::Unicode(class)) => {
            let letters = class.iter().flat_map(|range| range.start()..=range.end());
            let letters: Vec<String> = letters.take(MOST + 1).map(String::from).collect();
            (letters.len() <= MOST).then_some(letters)
        }
        HirKind::Capture(group) => texts_of(&group.sub),
        HirKind::Concat(parts) => sequence(parts),
        HirKind::Alternation(parts) => {
            let parts: Option<Vec<_>> = parts.iter().map(texts_of).collect();
            Some(parts?.concat())
        }
        HirKind::Repetition(repetition) if repetition.max == Some(1) && repetition.min == 0 => {
            Some([vec![String::new()], texts_of(&repetition.sub)?].concat())
        }
        _ => None,
    }
}
