//! What is empty only because nobody has set a variable yet.

use super::references::Names;
use super::scope::Scope;
use crate::node::{How, Node};
use hcl_edit::expr::Expression;
use hcl_edit::visit::Visit;
use std::collections::HashSet;

/// Whether an empty `collection`, which `expression` is worth, hangs on the default of a variable of
/// the root module: whoever uses the module sets it.
pub(super) fn may_be_filled(scope: &Scope<'_>, expression: &Expression, collection: &Node) -> bool {
    is_default_of_root(scope, collection) || Search::default().expression(scope, expression)
}

/// A default that was passed on is one of a module further up.
fn is_default_of_root(scope: &Scope<'_>, node: &Node) -> bool {
    let mut steps = node.trail.iter().map(|step| &step.how);
    steps.any(|how| matches!(how, How::Default(_)))
        && (scope.caller.is_none() || steps.any(|how| matches!(how, How::Passed(_))))
}

/// The names that were followed: of which module, and which they are.
#[derive(Default)]
struct Search(HashSet<(String, String, String)>);

impl Search {
    fn expression(&mut self, scope: &Scope<'_>, expression: &Expression) -> bool {
        let mut names = Names::default();
        names.visit_expr(expression);
        names.found.into_iter().any(|(root, name, _)| {
            self.0.insert((scope.prefix.clone(), root.clone(), name.clone()))
                && self.name(scope, &root, &name)
        })
    }

    fn name(&mut self, scope: &Scope<'_>, root: &str, name: &str) -> bool {
        match (root, &scope.caller) {
            ("local", _) => {
                let local = scope.declares.locals.get(name);
                local.is_some_and(|(_, expression)| self.expression(scope, expression))
            }
            ("var", None) => {
                let declared = scope.declares.variables.get(name);
                declared.is_some_and(|block| {
                    is_default_of_root(scope, &scope.variable(name, block.header()))
                })
            }
            ("var", Some(caller)) => {
                let given = caller.call.argument(name);
                given.is_some_and(|(_, given)| self.expression(&caller.above(), given))
            }
            _ => false,
        }
    }
}
