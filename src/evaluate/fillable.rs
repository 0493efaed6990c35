//! What is empty only because nobody has set a variable yet.

use super::body::span_of;
use super::expression;
use super::names;
use super::scope::Scope;
use crate::node::{How, Kind, Node};
use crate::parse::tree::Expression;
use crate::source::SourceId;
use smol_str::SmolStr;
use std::collections::HashSet;

/// Whether an empty `collection`, which `expression` is worth, hangs on the default of a variable of
/// the root module: whoever uses the module sets it.
pub(super) fn may_be_filled(
    scope: &Scope<'_>,
    source: SourceId,
    expression: &Expression<'_>,
    collection: &Node,
) -> bool {
    is_default_of_root(scope, collection) || hangs_on_default(scope, source, expression)
}

/// Whether what `expression` is worth hangs on the default of a variable of the root module.
pub(super) fn hangs_on_default(
    scope: &Scope<'_>,
    source: SourceId,
    expression: &Expression<'_>,
) -> bool {
    Search::default().expression(scope, source, expression)
}

/// Looks at what names are bound to that an expression reads: `each`, a variable of a `for`.
struct Bound<'a, 'b> {
    scope: &'a Scope<'b>,
    source: SourceId,
    by_default: bool,
}

impl Bound<'_, '_> {
    fn look_at(&mut self, expression: &Expression<'_>) {
        let bound = |one: &Expression<'_>| match one {
            Expression::Variable(name) => self.scope.binding(name),
            _ => None,
        };
        match expression {
            Expression::Traversal(traversal) if bound(&traversal.expr).is_some() => {
                let span = span_of(self.source, expression);
                let value = expression::traversal(self.scope, self.source, traversal, span);
                self.judge(&value);
                traversal.indexes().for_each(|index| self.look_at(index));
            }
            _ => {
                if let Some(value) = bound(expression) {
                    self.judge(&value);
                }
                expression.parts(&mut |part| self.look_at(part));
            }
        }
    }

    /// Where a value was computed it is not known from what.
    fn judge(&mut self, value: &Node) {
        match &value.kind {
            Kind::Unknown(_) => return,
            Kind::List(items, _) => items.iter().for_each(|item| self.judge(item)),
            Kind::Object(entries, _) => entries.iter().for_each(|entry| self.judge(&entry.value)),
            _ => {}
        }
        self.by_default |= value.computed || is_default_of_root(self.scope, value);
    }
}

/// A default that was passed on is one of a module further up.
fn is_default_of_root(scope: &Scope<'_>, node: &Node) -> bool {
    let mut steps = node.trail.steps().map(|step| &step.how);
    steps.any(|how| matches!(how, How::Default(_)))
        && (scope.caller.is_none() || steps.any(|how| matches!(how, How::Passed(_))))
}

/// The names that were followed: of which module, and which they are.
#[derive(Default)]
struct Search(HashSet<(SmolStr, SmolStr, SmolStr)>);

impl Search {
    fn expression(
        &mut self,
        scope: &Scope<'_>,
        source: SourceId,
        expression: &Expression<'_>,
    ) -> bool {
        let mut bound = Bound { scope, source, by_default: false };
        bound.look_at(expression);
        let mut found = bound.by_default;
        names::of_expression(expression, |(root, name, _)| {
            found = found
                || self.0.insert((scope.prefix.clone(), root.into(), name.into()))
                    && self.name(scope, root, name);
        });
        found
    }

    fn name(&mut self, scope: &Scope<'_>, root: &str, name: &str) -> bool {
        match (root, &scope.caller) {
            ("local", _) => scope.declares.locals.get(name).is_some_and(|(source, expression)| {
                scope.apart([], || self.expression(scope, *source, expression))
            }),
            ("var", None) => {
                let declared = scope.declares.variables.get(name);
                declared.is_some_and(|block| {
                    is_default_of_root(scope, &scope.variable(name, block.header()))
                })
            }
            ("var", Some(caller)) => caller.call.argument(name).is_some_and(|(source, given)| {
                caller.there(|above| self.expression(above, source, given))
            }),
            _ => false,
        }
    }
}
