//! Values that hang on undecided conditions: going through what they may be, and putting it
//! together again.

use super::ranges;
use super::types::type_of;
use crate::node::{Choice, Decision, Kind, Node};
use crate::source::Span;
use std::sync::Arc;

/// More possibilities than this are called unknown.
const MOST: usize = 8;

/// How which conditions went.
type When = Vec<(Decision, bool)>;

/// Works out `result` for every combination of what `operands` may be; what is made of something
/// that Terraform refuses is refused.
pub(super) fn for_all(operands: &[&Node], span: Span, result: impl Fn(&[&Node]) -> Node) -> Node {
    let result = |picked: &[&Node]| match picked.iter().find_map(|one| one.refusal()) {
        Some(why) => Node::refused(span, why),
        None => result(picked),
    };
    if !operands.iter().any(|operand| matches!(operand.kind, Kind::OneOf(_))) {
        return result(operands);
    }
    // Terraform does not try them out: for it each is a value of some type.
    let plain: Vec<Node> = operands.iter().map(|operand| ranges::as_unknown(operand)).collect();
    let foreseen = result(&plain.iter().collect::<Vec<_>>());
    if foreseen.is_known() || foreseen.refusal().is_some() {
        return foreseen;
    }
    let mut rows: Vec<(When, Vec<&Node>)> = vec![(Vec::new(), Vec::new())];
    for operand in operands {
        let mut next = Vec::new();
        for (when, picked) in &rows {
            for (conditions, value) in possible(operand) {
                if next.len() > MOST {
                    return foreseen;
                }
                if let Some(when) = both(when, &conditions) {
                    next.push((when, picked.iter().copied().chain([value]).collect()));
                }
            }
        }
        rows = next;
    }
    let choices = rows.into_iter().map(|(when, picked)| Choice { when, value: result(&picked) });
    let one = one_of(choices.collect(), span);
    if !matches!(one.kind, Kind::OneOf(_)) {
        return one;
    }
    let of = type_of(&foreseen).said();
    Node { foreseen: Some(Arc::new(ranges::of(&foreseen))), of, ..one }
}

/// The value that is one of `choices`. Choices inside choices are laid flat; where all come to the
/// same known value, it is that value.
pub(super) fn one_of(choices: Vec<Choice>, span: Span) -> Node {
    let mut flat: Vec<Choice> = Vec::new();
    for choice in choices {
        match choice.value.kind {
            Kind::OneOf(inner) => flat.extend(inner.into_iter().filter_map(|below| {
                let when = both(&choice.when, &below.when)?;
                Some(Choice { when, value: below.value })
            })),
            _ => flat.push(choice),
        }
    }
    if flat.len() > MOST {
        return Node::unknown(span, "too many possibilities");
    }
    match flat.as_slice() {
        [only] => only.value.clone(),
        _ => Node::computed(Kind::OneOf(flat), span),
    }
}

fn possible(node: &Node) -> Vec<(When, &Node)> {
    match &node.kind {
        Kind::OneOf(choices) => {
            choices.iter().map(|choice| (choice.when.clone(), &choice.value)).collect()
        }
        _ => vec![(Vec::new(), node)],
    }
}

/// Both sets of decisions together, unless they contradict.
fn both(one: &[(Decision, bool)], other: &[(Decision, bool)]) -> Option<When> {
    let mut all = one.to_vec();
    for (decision, way) in other {
        match all.iter().find(|(known, _)| known == decision) {
            Some((_, known)) if known != way => return None,
            Some(_) => {}
            None => all.push((*decision, *way)),
        }
    }
    Some(all)
}
