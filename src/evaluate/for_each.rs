//! `for` expressions, and going through the elements of a collection.

use super::choices;
use super::expression::refusal;
use super::operators::{self, truth};
use super::ranges;
use super::scope::Scope;
use super::types::{No, type_of};
use crate::node::{Collection, Entry, Form, Kind, Node, Seen};
use crate::parse::tree::{Expression, ForExpr};
use crate::source::{SourceId, Span};
use std::collections::BTreeMap;

/// The key and value of each element, in the order in which Terraform goes through them.
pub(super) fn pairs(collection: &Node) -> Result<Vec<(Node, Node)>, No> {
    let place = collection.span;
    match &collection.kind {
        Kind::List(items, Seen::Whole) => {
            let is_set = collection.collection == Collection::Set;
            let key = |index: usize, item: &Node| {
                if is_set {
                    item.clone()
                } else {
                    Node::computed(Kind::Number(index.to_string().into()), place)
                }
            };
            let items = items.iter().enumerate();
            Ok(items.map(|(index, item)| (key(index, item), item.clone())).collect())
        }
        Kind::Object(entries, Seen::Whole) => {
            let key = |entry: &Entry| Node::new(Kind::Text(entry.key.clone()), entry.key_span);
            let members = members(entries).into_iter();
            Ok(members.map(|entry| (key(entry), entry.value.clone())).collect())
        }
        Kind::Unknown(unknown) if unknown.scalar.is_none() => Err(No::Unsure),
        Kind::List(..) | Kind::Object(..) | Kind::OneOf(_) => Err(No::Unsure),
        _ => Err(No::Refused),
    }
}

/// The members by name, in order; of two members of one name the last counts.
pub(super) fn members(entries: &[Entry]) -> Vec<&Entry> {
    let by_name: BTreeMap<&str, &Entry> =
        entries.iter().map(|entry| (entry.key.as_str(), entry)).collect();
    by_name.into_values().collect()
}

/// What a `for` expression is worth.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    source: SourceId,
    expression: &ForExpr<'_>,
    span: Span,
) -> Node {
    let collection = super::expression::evaluate(scope, source, &expression.intro.collection_expr);
    choices::for_all(&[&collection], span, |picked| {
        let Some(collection) = picked.first() else { return Node::unknown(span, "a `for`") };
        let maker = Maker { scope, source, expression };
        let kind = match pairs(collection) {
            Ok(pairs) if pairs.is_empty() => {
                maker.try_condition(span).and_then(|()| maker.make(pairs))
            }
            Ok(pairs) => maker.make(pairs),
            Err(No::Refused) => Err(No::Refused),
            Err(No::Unsure) => {
                // Terraform looks at the condition before it waits, unless it knows no type at all.
                let condition = maker.try_condition(span);
                let kind = type_of(collection);
                let waits = kind.is_any() || kind.is_unsure() || condition.is_ok();
                Err(if waits { No::Unsure } else { No::Refused })
            }
        };
        match kind {
            Ok(kind) => Node::computed(kind, span),
            Err(No::Refused) => {
                let refused = Node::refused(span, "`for` makes something that Terraform refuses");
                refusal([&refused].into_iter(), span).unwrap_or(refused)
            }
            Err(No::Unsure) => ranges::dynamic("`for` over something that is not known", span),
        }
    })
}

struct Maker<'a, 'b> {
    scope: &'a Scope<'b>,
    source: SourceId,
    expression: &'a ForExpr<'a>,
}

impl Maker<'_, '_> {
    fn make(&self, pairs: Vec<(Node, Node)>) -> Result<Kind, No> {
        let mut items = Vec::new();
        let mut entries: Vec<Entry> = Vec::new();
        let mut unsure = false;
        for (key, value) in pairs {
            if self.scope.root.budget.is_spent() {
                return Err(No::Unsure);
            }
            // What is not known of one element does not hide what is refused of another.
            match self.with(key, value, || self.element(unsure)) {
                Err(No::Unsure) => unsure = true,
                Err(No::Refused) => return Err(No::Refused),
                Ok(Element::LeftOut) => {}
                Ok(Element::Item(value)) => items.push(value),
                Ok(Element::Member(entry)) => self.add(&mut entries, entry)?,
            }
        }
        if unsure {
            return Err(No::Unsure);
        }
        Ok(match self.expression.key_expr {
            Some(_) => Kind::Object(entries, Seen::Whole),
            None => Kind::List(items, Seen::Whole),
        })
    }

    /// Even where there is nothing to go through, the condition has to be one.
    fn try_condition(&self, span: Span) -> Result<(), No> {
        if let Some(condition) = &self.expression.cond {
            let any = || ranges::dynamic("an element of nothing", span);
            let value = self.with(any(), any(), || self.value(condition));
            if value.refusal().is_some() || truth(&value) == Err(No::Refused) {
                return Err(No::Refused);
            }
        }
        Ok(())
    }

    /// Does `work` with the names of key and value bound.
    fn with<T>(&self, key: Node, value: Node, work: impl FnOnce() -> T) -> T {
        let intro = &self.expression.intro;
        let key_name = intro.key_var.as_ref().map(|name| (name.as_str().to_owned(), key));
        let value_name = (intro.value_var.as_str().to_owned(), value);
        self.scope.with(key_name.into_iter().chain([value_name]), work)
    }

    fn value(&self, expression: &Expression<'_>) -> Node {
        super::expression::evaluate(self.scope, self.source, expression)
    }

    /// What one turn gives. Behind one of which something is not known, Terraform does not mind any more
    /// that a condition is none, or that a key cannot be one.
    fn element(&self, unsure: bool) -> Result<Element, No> {
        let minded = |no| if unsure { No::Unsure } else { no };
        if let Some(condition) = &self.expression.cond {
            let is_in = accepted(self.value(condition))?;
            if !truth(&is_in).map_err(minded)? {
                return Ok(Element::LeftOut);
            }
        }
        let Some(key) = &self.expression.key_expr else {
            return Ok(Element::Item(accepted(self.value(&self.expression.value_expr))?));
        };
        let node = accepted(self.value(key))?;
        // What is not known is a key, whatever its type.
        if matches!(node.kind, Kind::Unknown(_)) {
            return Err(No::Unsure);
        }
        let key = operators::key(&node).map_err(minded)?;
        let value = accepted(self.value(&self.expression.value_expr))?;
        Ok(Element::Member(Entry { key, key_span: node.span, value, form: Form::Argument }))
    }

    /// Adds a member; `...` puts values of one name together, without it one name twice is refused.
    fn add(&self, entries: &mut Vec<Entry>, new: Entry) -> Result<(), No> {
        let earlier = entries.iter_mut().find(|entry| entry.key == new.key);
        match (earlier, self.expression.grouping) {
            (Some(_), false) => return Err(No::Refused),
            (Some(earlier), true) => {
                let Kind::List(values, _) = &mut earlier.value.kind else {
                    return Err(No::Unsure);
                };
                values.push(new.value);
            }
            (None, false) => entries.push(new),
            (None, true) => {
                let list = Kind::List(vec![new.value.clone()], Seen::Whole);
                entries.push(Entry { value: Node::computed(list, new.value.span), ..new });
            }
        }
        Ok(())
    }
}

/// A value, unless Terraform refuses to compute it.
fn accepted(node: Node) -> Result<Node, No> {
    if node.refusal().is_some() { Err(No::Refused) } else { Ok(node) }
}

/// What one turn of a `for` gives.
enum Element {
    LeftOut,
    Item(Node),
    Member(Entry),
}
