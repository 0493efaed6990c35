//! What waits for what: the graph in which Terraform applies, as far as some types of resources ask.
//! It knows no instances: all of a resource wait for all of what any of them refers to.

use super::folder::{Block, Object};
use super::names::{self, Name};
use super::scope::Scope;
use crate::parse::tree::Expression;
use foldhash::HashMap;
use std::borrow::Cow;
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
        Reader { nodes: HashMap::default(), open: Vec::new(), order: Order::default(), at: 0 };
    let mut modules = vec![Place { scope: Rc::clone(root), path: Rc::from("") }];
    while let Some(place) = modules.pop() {
        let declares = place.scope.declares;
        for block in declares.resources.iter().filter(|block| asked(&block.kind())) {
            reader.node(&place, &What::Resource(block.object()));
        }
        if !place.path.is_empty() {
            reader.node(&place, &What::All);
        }
        for (name, _) in &declares.calls {
            modules.extend(place.scope.may_hold(name).then(|| place.inside(name)).flatten());
        }
    }
    while let Some((at, place, what)) = reader.open.pop() {
        reader.at = at;
        reader.follow(&place, &what);
        if let Some(waits) = reader.order.waits.get_mut(at) {
            waits.sort_unstable();
            waits.dedup();
        }
    }
    reader.order
}

/// A module that is called, or the root module.
#[derive(Clone)]
struct Place<'a> {
    /// The first instance of it, which stands for all: they declare the same.
    scope: Rc<Scope<'a>>,
    /// What stands in front of its objects, without indexes: `module.a.`.
    path: Rc<str>,
}

impl<'a> Place<'a> {
    /// The module that is called `name` here.
    fn inside(&self, name: &str) -> Option<Self> {
        let called = self.scope.called(name)?;
        let scope = Rc::clone(&called.instances.first()?.scope);
        Some(Self { scope, path: format!("{}module.{name}.", self.path).into() })
    }

    /// The module that calls it, and the call; nobody calls the root module.
    fn caller(&self) -> Option<(Self, &Block<'a>)> {
        let caller = self.scope.caller.as_ref()?;
        let end = self.path.trim_end_matches('.').rfind("module.").unwrap_or(0);
        let path = self.path.get(..end).unwrap_or_default();
        Some((Self { scope: caller.above(), path: path.into() }, &caller.call))
    }

    /// The root module.
    fn root(&self) -> Self {
        let mut scope = Rc::clone(&self.scope);
        while let Some(next) = scope.caller.as_ref().map(super::calls::Caller::above) {
            scope = next;
        }
        Self { scope, path: Rc::from("") }
    }
}

/// What a node of a module is.
#[derive(Clone, PartialEq, Eq, Hash)]
enum What<'a> {
    Resource(Object<'a>),
    Local(&'a str),
    Variable(&'a str),
    Output(&'a str),
    /// A configuration of a provider: `ibm`, `ibm.target`.
    Provider(Cow<'a, str>),
    /// How often the module is called, and what all in it waits for.
    Module,
    /// All that stands in the module.
    All,
    /// A call of a module that cannot be looked into.
    Opaque(&'a str),
}

struct Reader<'a> {
    /// The number of each node, by the module it is in, which lives as long as this, and what it is.
    nodes: HashMap<(*const Scope<'a>, What<'a>), usize>,
    /// Nodes that were not followed yet.
    open: Vec<(usize, Place<'a>, What<'a>)>,
    order: Order,
    /// The node that is followed just now.
    at: usize,
}

impl<'a> Reader<'a> {
    /// The number of a node of the module at `place`.
    fn node(&mut self, place: &Place<'a>, what: &What<'a>) -> usize {
        let at = self.order.waits.len();
        let key = (Rc::as_ptr(&place.scope), what.clone());
        let known = *self.nodes.entry(key).or_insert(at);
        if known != at {
            return known;
        }
        self.order.waits.push(Vec::new());
        match what {
            What::Resource(object) => {
                self.order.objects.insert(format!("{}{object}", place.path), at);
            }
            What::All => {
                self.order.objects.insert(place.path.trim_end_matches('.').to_owned(), at);
            }
            _ => {}
        }
        self.open.push((at, place.clone(), what.clone()));
        at
    }

    /// The node that is followed waits for this one too.
    fn wait(&mut self, place: &Place<'a>, what: &What<'a>) {
        let node = self.node(place, what);
        if let Some(waits) = self.order.waits.get_mut(self.at) {
            waits.push(node);
        }
    }

    /// Finds out what a node waits for.
    fn follow(&mut self, place: &Place<'a>, what: &What<'a>) {
        let declares = place.scope.declares;
        match what {
            What::Resource(object) => {
                let Some(block) = declares.resource(*object) else { return };
                self.resource(place, block);
            }
            What::Local(name) => {
                if let Some((_, expression)) = declares.locals.get(name) {
                    self.expression(place, expression);
                }
            }
            What::Variable(name) => {
                let Some((above, call)) = place.caller() else { return };
                if let Some((_, expression)) = call.argument(name) {
                    self.expression(&above, expression);
                }
            }
            What::Output(name) => {
                if let Some(block) = declares.outputs.get(name) {
                    self.block(place, block);
                }
            }
            What::Provider(name) => {
                let all = &declares.providers;
                for (_, block) in all.iter().filter(|(configured, _)| configured == name) {
                    self.block(place, block);
                }
            }
            What::Module => {
                let Some((above, call)) = place.caller() else { return };
                for name in ["count", "for_each", "depends_on"] {
                    if let Some((_, expression)) = call.argument(name) {
                        self.expression(&above, expression);
                    }
                }
                self.wait(&above, &What::Module);
            }
            What::All => {
                for block in &declares.resources {
                    self.wait(place, &What::Resource(block.object()));
                }
                for (name, _) in &declares.calls {
                    self.whole(place, name);
                }
            }
            What::Opaque(name) => {
                if let Some((_, block)) = declares.call(name) {
                    self.block(place, block);
                }
                self.wait(place, &What::Module);
            }
        }
    }

    fn resource(&mut self, place: &Place<'a>, block: &Block<'a>) {
        self.block(place, block);
        self.wait(place, &What::Module);
        let provider =
            place.scope.provider(super::provider_of(place.scope.sources, block).as_deref());
        self.order.providers.insert(self.at, provider.clone());
        let kind = block.label(0);
        let default = || Cow::Borrowed(kind.split('_').next().unwrap_or(kind));
        self.wait(&place.root(), &What::Provider(provider.map_or_else(default, Cow::Owned)));
    }

    /// All in the module that is called `name`, and what its call refers to.
    fn whole(&mut self, place: &Place<'a>, name: &'a str) {
        match place.inside(name) {
            Some(inner) => self.wait(&inner, &What::All),
            None => self.wait(place, &What::Opaque(name)),
        }
    }

    fn block(&mut self, place: &Place<'a>, block: &Block<'a>) {
        for (_, structure) in block.structures() {
            names::of_structure(structure, |name| self.name(place, name));
        }
        // An old way to write it, which Terraform still takes.
        if let Some((_, Expression::Array(list))) = block.argument("depends_on") {
            for text in list.iter().filter_map(Expression::as_str) {
                let mut words = text.split('.');
                let mut word = || words.next().unwrap_or_default();
                self.name(place, (word(), word(), word()));
            }
        }
    }

    fn expression(&mut self, place: &Place<'a>, expression: &'a Expression<'a>) {
        names::of_expression(expression, |name| self.name(place, name));
    }

    fn name(&mut self, place: &Place<'a>, (root, name, next): Name<'a>) {
        match root {
            "local" => self.wait(place, &What::Local(name)),
            "var" => self.wait(place, &What::Variable(name)),
            "module" => self.module(place, name, next),
            "data" => {
                let object = Object { is_data: true, kind: name, name: next };
                self.wait(place, &What::Resource(object));
            }
            "each" | "count" | "path" | "terraform" | "self" => {}
            kind => {
                let object = Object { is_data: false, kind, name };
                self.wait(place, &What::Resource(object));
            }
        }
    }

    /// `module.name.output`; without an output, the whole of it.
    fn module(&mut self, place: &Place<'a>, name: &'a str, output: &str) {
        let Some(inner) = place.inside(name) else {
            return self.wait(place, &What::Opaque(name));
        };
        let declares = inner.scope.declares;
        // Of a module that lies elsewhere only some of what it does is known.
        if declares.folder.is_model {
            self.wait(place, &What::Opaque(name));
        }
        if output.is_empty() || declares.folder.is_model {
            self.whole(place, name);
        }
        let outputs = &declares.outputs;
        let all = !outputs.contains_key(output);
        for other in outputs.keys().filter(|other| all || **other == output) {
            self.wait(&inner, &What::Output(other));
        }
    }
}
