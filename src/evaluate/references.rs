//! Which objects get to modules that cannot be looked into, through locals, variables and outputs too.

use super::folder::Block;
use super::scope::Scope;
use crate::node::without_indexes;
use hcl_edit::expr::{Expression, Traversal, TraversalOperator};
use hcl_edit::visit::{Visit, visit_traversal};
use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

/// The objects that `scope` and the modules it calls pass to what cannot be looked into: modules,
/// programs that are run, and resources of the types in `users`; `module.a.ibm_is_vpc.b`.
pub(super) fn passed_on(scope: &Rc<Scope<'_>>, users: fn(&str) -> bool) -> Vec<String> {
    let mut found = Found::default();
    let mut modules = vec![Rc::clone(scope)];
    while let Some(scope) = modules.pop() {
        for block in &scope.declares.resources {
            let runs = block.runs_programs();
            if runs {
                found.objects.insert(format!("{}{}", scope.prefix, block.object()));
            }
            if runs || users(&block.kind()) {
                found.block(&scope, block);
            }
        }
        for (name, block) in &scope.declares.calls {
            match scope.called(name) {
                Some(called) => {
                    modules.extend(called.instances.iter().map(|inner| Rc::clone(&inner.scope)));
                }
                None => {
                    for (_, attribute) in block.arguments() {
                        found.expression(&scope, &attribute.value);
                    }
                }
            }
        }
    }
    found.objects.into_iter().collect()
}

/// The objects that the outputs of `scope` give away, whole or by their id.
pub(super) fn given_out(scope: &Rc<Scope<'_>>) -> Vec<String> {
    let mut found = Found { ids: true, ..Found::default() };
    for block in scope.declares.outputs.values() {
        if let Some((_, value)) = block.argument("value") {
            found.expression(scope, value);
        }
    }
    found.objects.into_iter().collect()
}

/// The objects that the `import` blocks of a root module take over, without indexes.
pub(super) fn imported(scope: &Scope<'_>) -> BTreeSet<String> {
    let written = scope.declares.imports.iter().map(|to| to.to_string());
    written.map(|to| without_indexes(to.trim().trim_matches('"'))).collect()
}

#[derive(Default)]
struct Found {
    objects: BTreeSet<String>,
    /// Of their attributes only the id counts.
    ids: bool,
    /// The names that were followed: of which module, and how they are written there.
    seen: HashSet<(String, String)>,
}

impl Found {
    fn block(&mut self, scope: &Rc<Scope<'_>>, block: &Block<'_>) {
        for (_, structure) in block.structures() {
            let mut names = Names::default();
            names.visit_structure(structure);
            self.names(scope, names);
        }
    }

    fn expression(&mut self, scope: &Rc<Scope<'_>>, expression: &Expression) {
        let mut names = Names::default();
        names.visit_expr(expression);
        self.names(scope, names);
    }

    fn names(&mut self, scope: &Rc<Scope<'_>>, names: Names) {
        for (root, name, output) in names.found {
            let written = format!("{root}.{name}.{output}");
            if self.seen.insert((scope.prefix.clone(), written)) {
                self.name(scope, &root, &name, &output);
            }
        }
    }

    fn name(&mut self, scope: &Rc<Scope<'_>>, root: &str, name: &str, output: &str) {
        match root {
            "local" => {
                if let Some((_, expression)) = scope.declares.locals.get(name) {
                    self.expression(scope, expression);
                }
            }
            "var" => {
                let Some(caller) = &scope.caller else { return };
                if let Some((_, expression)) = caller.call.argument(name) {
                    self.expression(&caller.above(), expression);
                }
            }
            "module" => {
                let Some(called) = scope.called(name) else { return };
                for inner in &called.instances {
                    let outputs = &inner.scope.declares.outputs;
                    // A name that is none of its outputs is a key, and what follows is not looked at.
                    let all = !outputs.contains_key(output);
                    for (_, block) in outputs.iter().filter(|(name, _)| all || **name == output) {
                        if let Some((_, expression)) = block.argument("value") {
                            self.expression(&inner.scope, expression);
                        }
                    }
                }
            }
            "each" | "count" | "path" | "terraform" | "data" => {}
            _ if self.ids && !matches!(output, "" | "id") => {}
            kind => {
                self.objects.insert(format!("{}{kind}.{name}", scope.prefix));
            }
        }
    }
}

/// The names in an expression: the first word, the second, and the next that follows a dot.
#[derive(Default)]
pub(super) struct Names {
    pub(super) found: Vec<(String, String, String)>,
}

impl Visit for Names {
    fn visit_traversal(&mut self, traversal: &Traversal) {
        let attribute = |one: &TraversalOperator| match one {
            TraversalOperator::GetAttr(name) => Some(name.as_str().to_owned()),
            _ => None,
        };
        let mut operators = traversal.operators.iter();
        if let Expression::Variable(root) = &traversal.expr
            && let Some(name) = operators.next().and_then(|first| attribute(first.value()))
        {
            let next = operators.find_map(|one| attribute(one.value())).unwrap_or_default();
            self.found.push((root.as_str().to_owned(), name, next));
        }
        visit_traversal(self, traversal);
    }
}
