//! Which objects an expression gets hold of, through locals too.

use super::scope::Scope;
use hcl_edit::expr::{Expression, Traversal, TraversalOperator};
use hcl_edit::structure::Body;
use hcl_edit::visit::{Visit, visit_traversal};
use std::collections::HashSet;

/// Adds the objects that `body` refers to: `ibm_is_vpc.a`.
pub(super) fn collect(scope: &Scope<'_>, body: &Body, into: &mut Vec<String>) {
    let mut found = Found { objects: HashSet::new(), locals: Vec::new() };
    found.visit_body(body);
    let mut seen: HashSet<String> = HashSet::new();
    while let Some(name) = found.locals.pop() {
        if let Some(expression) = scope.local_expression(&name)
            && seen.insert(name)
        {
            found.visit_expr(expression);
        }
    }
    into.extend(found.objects);
    into.sort();
    into.dedup();
}

struct Found {
    objects: HashSet<String>,
    locals: Vec<String>,
}

impl Visit for Found {
    fn visit_traversal(&mut self, traversal: &Traversal) {
        if let (Expression::Variable(root), Some(first)) =
            (&traversal.expr, traversal.operators.first())
            && let TraversalOperator::GetAttr(name) = first.value()
        {
            match root.as_str() {
                "local" => self.locals.push(name.as_str().to_owned()),
                "var" | "each" | "count" | "path" | "terraform" | "data" | "module" => {}
                kind => {
                    self.objects.insert(format!("{kind}.{}", name.as_str()));
                }
            }
        }
        visit_traversal(self, traversal);
    }
}
