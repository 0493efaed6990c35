//! Which objects get to modules that cannot be looked into, through locals, variables and outputs too.

use super::Kinds;
use super::folder::Block;
use super::names::{self, Name};
use super::scope::Scope;
use crate::node::without_indexes;
use crate::parse::tree::Expression;
use foldhash::HashSet;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The objects that `scope` and the modules it calls pass to what cannot be looked into: modules,
/// programs that are run, and resources and actions of the types that use it; `module.a.ibm_is_vpc.b`.
pub(super) fn passed_on(scope: &Rc<Scope<'_>>, kinds: &Kinds) -> Vec<String> {
    let mut found = Found::default();
    let mut modules = vec![Rc::clone(scope)];
    while let Some(scope) = modules.pop() {
        for block in scope.declares.resources.iter().chain(&scope.declares.actions) {
            let runs = kinds.makers.run_programs(block);
            if runs {
                found.objects.insert(format!("{}{}", scope.prefix, block.object()));
            }
            if runs || (kinds.users)(&block.kind()) {
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
    let imports = scope.declares.imports.iter();
    imports.map(|to| without_indexes(&names::bare(scope.sources, *to))).collect()
}

#[derive(Default)]
struct Found<'a> {
    objects: BTreeSet<String>,
    /// Of their attributes only the id counts.
    ids: bool,
    /// The names that were followed: of which module, which lives as long as this is asked, and how
    /// they are written there.
    seen: HashSet<(*const Scope<'a>, Name<'a>)>,
}

impl<'a> Found<'a> {
    fn block(&mut self, scope: &Rc<Scope<'a>>, block: &Block<'a>) {
        for (_, structure) in block.structures() {
            names::of_structure(structure, |name| self.new_name(scope, name));
        }
    }

    fn expression(&mut self, scope: &Rc<Scope<'a>>, expression: &'a Expression<'a>) {
        names::of_expression(expression, |name| self.new_name(scope, name));
    }

    fn new_name(&mut self, scope: &Rc<Scope<'a>>, name: Name<'a>) {
        if self.seen.insert((Rc::as_ptr(scope), name)) {
            self.name(scope, name);
        }
    }

    fn name(&mut self, scope: &Rc<Scope<'a>>, (root, name, output): Name<'a>) {
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
