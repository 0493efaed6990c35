//! What waits for what: the graph in which Terraform applies, as far as some types of resources ask.
//! It knows no instances: all of a resource wait for all of what any of them refers to.

use super::folder::Block;
use super::references::Names;
use super::scope::Scope;
use hcl_edit::expr::Expression;
use hcl_edit::structure::Structure;
use hcl_edit::visit::Visit;
use std::collections::HashMap;
use std::rc::Rc;

/// The graph: a node for each resource, local, variable, output and module.
#[derive(Debug, Default)]
pub struct Order {
    /// Resources and data sources, without the indexes of modules: `module.a.ibm_is_vpc.b`; and
    /// modules, each for all that stands in it: `module.a`.
    pub objects: HashMap<String, usize>,
    /// The provider configuration of each of them, as the root module names it.
    pub providers: HashMap<usize, Option<String>>,
    /// The nodes that each node waits for.
    pub waits: Vec<Vec<usize>>,
}

/// What the resources of the types in `asked` wait for.
pub(super) fn order(root: &Rc<Scope<'_>>, asked: fn(&str) -> bool) -> Order {
    let mut reader =
        Reader { nodes: HashMap::new(), open: Vec::new(), order: Order::default(), at: 0 };
    let mut modules = vec![(Rc::clone(root), String::new())];
    while let Some((scope, path)) = modules.pop() {
        for block in scope.declares.resources.iter().filter(|block| asked(&block.kind())) {
            reader.node(&scope, &path, &What::Resource(block.object()));
        }
        if !path.is_empty() {
            reader.node(&scope, &path, &What::All);
        }
        for (name, _) in &scope.declares.calls {
            if let Some(inner) = scope.may_hold(name).then(|| inside(&scope, name)).flatten() {
                modules.push((inner, format!("{path}module.{name}.")));
            }
        }
    }
    while let Some((at, scope, path, what)) = reader.open.pop() {
        reader.at = at;
        reader.follow(&scope, &path, &what);
        if let Some(waits) = reader.order.waits.get_mut(at) {
            waits.sort_unstable();
            waits.dedup();
        }
    }
    reader.order
}

/// One instance of a module that is called, which stands for all: they declare the same.
fn inside<'a>(scope: &Scope<'a>, name: &str) -> Option<Rc<Scope<'a>>> {
    scope.called(name)?.instances.first().map(|inner| Rc::clone(&inner.scope))
}

/// What a node of a module is.
#[derive(Clone, PartialEq, Eq, Hash)]
enum What {
    Resource(String),
    Local(String),
    Variable(String),
    Output(String),
    /// A configuration of a provider: `ibm`, `ibm.target`.
    Provider(String),
    /// How often the module is called, and what all in it waits for.
    Module,
    /// All that stands in the module.
    All,
    /// A call of a module that cannot be looked into.
    Opaque(String),
}

struct Reader<'a> {
    /// The number of each node, by the module it is in and what it is.
    nodes: HashMap<(String, What), usize>,
    /// Nodes that were not followed yet.
    open: Vec<(usize, Rc<Scope<'a>>, String, What)>,
    order: Order,
    /// The node that is followed just now.
    at: usize,
}

impl<'a> Reader<'a> {
    /// The number of a node of the module at `path`.
    fn node(&mut self, scope: &Rc<Scope<'a>>, path: &str, what: &What) -> usize {
        let key = (path.to_owned(), what.clone());
        if let Some(at) = self.nodes.get(&key) {
            return *at;
        }
        let at = self.order.waits.len();
        self.order.waits.push(Vec::new());
        match what {
            What::Resource(object) => {
                self.order.objects.insert(format!("{path}{object}"), at);
            }
            What::All => {
                self.order.objects.insert(path.trim_end_matches('.').to_owned(), at);
            }
            _ => {}
        }
        self.nodes.insert(key, at);
        self.open.push((at, Rc::clone(scope), path.to_owned(), what.clone()));
        at
    }

    /// The node that is followed waits for this one too.
    fn wait(&mut self, scope: &Rc<Scope<'a>>, path: &str, what: &What) {
        let node = self.node(scope, path, what);
        if let Some(waits) = self.order.waits.get_mut(self.at) {
            waits.push(node);
        }
    }

    /// Finds out what a node waits for.
    fn follow(&mut self, scope: &Rc<Scope<'a>>, path: &str, what: &What) {
        match what {
            What::Resource(object) => {
                let Some(block) = scope.declares.resource(object) else { return };
                self.resource(scope, path, block);
            }
            What::Local(name) => {
                if let Some((_, expression)) = scope.declares.locals.get(name.as_str()) {
                    self.expression(scope, path, expression);
                }
            }
            What::Variable(name) => {
                let Some(caller) = &scope.caller else { return };
                if let Some((_, expression)) = caller.call.argument(name) {
                    self.expression(&caller.above(), above(path), expression);
                }
            }
            What::Output(name) => {
                if let Some(block) = scope.declares.outputs.get(name.as_str()) {
                    self.block(scope, path, block);
                }
            }
            What::Provider(name) => {
                let all = &scope.declares.providers;
                for (_, block) in all.iter().filter(|(configured, _)| configured == name) {
                    self.block(scope, path, block);
                }
            }
            What::Module => {
                let Some(caller) = &scope.caller else { return };
                let (outside, path) = (caller.above(), above(path));
                for name in ["count", "for_each", "depends_on"] {
                    if let Some((_, expression)) = caller.call.argument(name) {
                        self.expression(&outside, path, expression);
                    }
                }
                self.wait(&outside, path, &What::Module);
            }
            What::All => {
                for block in &scope.declares.resources {
                    self.wait(scope, path, &What::Resource(block.object()));
                }
                for (name, _) in &scope.declares.calls {
                    self.whole(scope, path, name);
                }
            }
            What::Opaque(name) => {
                if let Some((_, block)) = scope.declares.call(name) {
                    self.block(scope, path, block);
                }
                self.wait(scope, path, &What::Module);
            }
        }
    }

    fn resource(&mut self, scope: &Rc<Scope<'a>>, path: &str, block: &Block<'a>) {
        self.block(scope, path, block);
        self.wait(scope, path, &What::Module);
        let provider = super::provider_of(scope, block);
        self.order.providers.insert(self.at, provider.clone());
        let kind = block.label(0);
        let default = kind.split('_').next().unwrap_or(kind);
        let mut root = Rc::clone(scope);
        while let Some(next) = root.caller.as_ref().map(super::calls::Caller::above) {
            root = next;
        }
        self.wait(&root, "", &What::Provider(provider.unwrap_or_else(|| default.to_owned())));
    }

    /// All in the module that is called `name`, and what its call refers to.
    fn whole(&mut self, scope: &Rc<Scope<'a>>, path: &str, name: &str) {
        if let Some(inner) = inside(scope, name) {
            self.wait(&inner, &format!("{path}module.{name}."), &What::All);
        } else {
            self.wait(scope, path, &What::Opaque(name.to_owned()));
        }
    }

    fn block(&mut self, scope: &Rc<Scope<'a>>, path: &str, block: &Block<'a>) {
        for (_, structure) in block.structures() {
            let mut names = Names::default();
            match structure {
                Structure::Attribute(attribute) => names.visit_attr(attribute),
                Structure::Block(block) => names.visit_block(block),
            }
            self.names(scope, path, names);
        }
        // An old way to write it, which Terraform still takes.
        if let Some((_, Expression::Array(list))) = block.argument("depends_on") {
            for text in list.iter().filter_map(Expression::as_str) {
                let mut words = text.split('.').map(str::to_owned);
                let mut word = || words.next().unwrap_or_default();
                let found = vec![(word(), word(), word())];
                self.names(scope, path, Names { found });
            }
        }
    }

    fn expression(&mut self, scope: &Rc<Scope<'a>>, path: &str, expression: &Expression) {
        let mut names = Names::default();
        names.visit_expr(expression);
        self.names(scope, path, names);
    }

    fn names(&mut self, scope: &Rc<Scope<'a>>, path: &str, names: Names) {
        for (root, name, next) in names.found {
            match root.as_str() {
                "local" => self.wait(scope, path, &What::Local(name)),
                "var" => self.wait(scope, path, &What::Variable(name)),
                "module" => self.module(scope, path, &name, &next),
                "data" => {
                    self.wait(scope, path, &What::Resource(format!("data.{name}.{next}")));
                }
                "each" | "count" | "path" | "terraform" | "self" => {}
                kind => self.wait(scope, path, &What::Resource(format!("{kind}.{name}"))),
            }
        }
    }

    /// `module.name.output`; without an output, the whole of it.
    fn module(&mut self, scope: &Rc<Scope<'a>>, path: &str, name: &str, output: &str) {
        let Some(inner) = inside(scope, name) else {
            return self.wait(scope, path, &What::Opaque(name.to_owned()));
        };
        let below = format!("{path}module.{name}.");
        // Of a module that lies elsewhere only some of what it does is known.
        if inner.declares.folder.is_model {
            self.wait(scope, path, &What::Opaque(name.to_owned()));
        }
        if output.is_empty() || inner.declares.folder.is_model {
            self.whole(scope, path, name);
        }
        let outputs = &inner.declares.outputs;
        let all = !outputs.contains_key(output);
        for other in outputs.keys().filter(|other| all || **other == output) {
            self.wait(&inner, &below, &What::Output((*other).to_owned()));
        }
    }
}

/// The path of the module that calls the one at `path`: `module.a.` of `module.a.module.b.`.
fn above(path: &str) -> &str {
    let inner = path.trim_end_matches('.').rfind("module.").unwrap_or(0);
    path.get(..inner).unwrap_or_default()
}
