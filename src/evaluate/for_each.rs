//! `for` expressions, and going through the elements of a collection.

use super::choices;
use super::operators::{as_bool, as_text};
use super::scope::Scope;
use crate::node::{Collection, Entry, Form, Kind, Node, Seen};
use crate::source::{SourceId, Span};
use hcl_edit::expr::{Expression, ForExpr};

/// The key and value of each element, in the order in which Terraform goes through them; `None`
/// where that is not known.
pub(super) fn pairs(collection: &Node) -> Option<Vec<(Node, Node)>> {
    let place = collection.span;
    match &collection.kind {
        Kind::List(items, Seen::Whole) => {
            let is_set = collection.collection == Collection::Set;
            if is_set && !collection.is_known() {
                return None;
            }
            let key = |index: usize, item: &Node| match is_set {
                true => item.clone(),
                false => Node::computed(Kind::Number(index.to_string()), place),
            };
            let items = items.iter().enumerate();
            Some(items.map(|(index, item)| (key(index, item), item.clone())).collect())
        }
        Kind::Object(entries, Seen::Whole) => {
            // Of two members of one name the last counts.
            let mut members: Vec<&Entry> = Vec::with_capacity(entries.len());
            for entry in entries {
                members.retain(|earlier| earlier.key != entry.key);
                members.push(entry);
            }
            members.sort_by(|one, other| one.key.cmp(&other.key));
            let key = |entry: &Entry| Node::new(Kind::Text(entry.key.clone()), entry.key_span);
            Some(members.into_iter().map(|entry| (key(entry), entry.value.clone())).collect())
        }
        _ => None,
    }
}

/// What a `for` expression is worth.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    source: SourceId,
    expression: &ForExpr,
    span: Span,
) -> Node {
    let collection = super::expression::evaluate(scope, source, &expression.intro.collection_expr);
    choices::for_all(&[&collection], span, |picked| {
        let Some(pairs) = picked.first().and_then(|collection| pairs(collection)) else {
            return Node::unknown(span, "`for` over something that is not known");
        };
        let made = Maker { scope, source, expression }.make(pairs);
        made.map_or_else(
            || Node::unknown(span, "`for` makes something that is not known"),
            |kind| Node::computed(kind, span),
        )
    })
}

struct Maker<'a, 'b> {
    scope: &'a Scope<'b>,
    source: SourceId,
    expression: &'a ForExpr,
}

impl Maker<'_, '_> {
    fn make(&self, pairs: Vec<(Node, Node)>) -> Option<Kind> {
        let mut items = Vec::new();
        let mut entries: Vec<Entry> = Vec::new();
        for (key, value) in pairs {
            let intro = &self.expression.intro;
            let key_name = intro.key_var.as_ref().map(|name| (name.as_str().to_owned(), key));
            let value_name = (intro.value_var.as_str().to_owned(), value);
            let bound = key_name.into_iter().chain([value_name]);
            let made = self.scope.with(bound, || self.element())?;
            match made {
                Element::LeftOut => {}
                Element::Item(value) => items.push(value),
                Element::Member(entry) => self.add(&mut entries, entry)?,
            }
        }
        let is_object = self.expression.key_expr.is_some();
        Some(if is_object {
            Kind::Object(entries, Seen::Whole)
        } else {
            Kind::List(items, Seen::Whole)
        })
    }

    fn value(&self, expression: &Expression) -> Node {
        super::expression::evaluate(self.scope, self.source, expression)
    }

    /// What one turn gives; `None` where that is not known.
    fn element(&self) -> Option<Element> {
        if let Some(condition) = &self.expression.cond
            && !as_bool(&self.value(&condition.expr))?
        {
            return Some(Element::LeftOut);
        }
        let value = self.value(&self.expression.value_expr);
        let Some(key) = &self.expression.key_expr else { return Some(Element::Item(value)) };
        let node = self.value(key);
        let key = as_text(&node)?;
        Some(Element::Member(Entry { key, key_span: node.span, value, form: Form::Argument }))
    }

    /// Adds a member; `...` puts values of one name together, without it one name twice is refused.
    fn add(&self, entries: &mut Vec<Entry>, new: Entry) -> Option<()> {
        let earlier = entries.iter_mut().find(|entry| entry.key == new.key);
        match (earlier, self.expression.grouping) {
            (Some(_), false) => return None,
            (Some(earlier), true) => {
                let Kind::List(values, _) = &mut earlier.value.kind else { return None };
                values.push(new.value);
            }
            (None, false) => entries.push(new),
            (None, true) => {
                let list = Kind::List(vec![new.value.clone()], Seen::Whole);
                entries.push(Entry { value: Node::computed(list, new.value.span), ..new });
            }
        }
        Some(())
    }
}

/// What one turn of a `for` gives.
enum Element {
    LeftOut,
    Item(Node),
    Member(Entry),
}
