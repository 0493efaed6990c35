//! What a name stands for in a module: variables by what they are set to or by their defaults,
//! locals and outputs by their expressions.

use super::Files;
use super::body::span_of;
use super::calls::{Caller, Calls};
use super::expression::evaluate;
use super::folder::{Declarations, Object};
use super::root::Root;
use super::variables;
use crate::node::{How, Kind, Node, Piece, Stamp, Step};
use crate::source::{Sources, Span};
use foldhash::HashMap;
use smol_str::SmolStr;
use std::cell::{Cell, RefCell};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::{Rc, Weak};

/// The names of one module, or of one instance of it.
pub(super) struct Scope<'a> {
    pub(super) root: &'a Root<'a>,
    /// The texts of the files, for what the parser does not keep.
    pub(super) sources: &'a Sources,
    pub(super) declares: &'a Declarations<'a>,
    /// Who calls it; nobody calls a root module.
    pub(super) caller: Option<Caller<'a>>,
    /// What stands in front of its addresses: `module.a[0].`, nothing in a root module.
    pub(super) prefix: SmolStr,
    /// The way from the root module's folder to its own, if it is known.
    pub(super) path: Option<String>,
    /// Itself, for the modules that it calls.
    pub(super) me: Weak<Self>,
    pub(super) calls: Calls<'a>,
    values: RefCell<HashMap<Name<'a>, State>>,
    bindings: RefCell<Vec<Binding>>,
    bound: Cell<u64>,
}

/// A name that stands for a value inside a `for`, a `dynamic` block or an instance.
struct Binding {
    name: String,
    value: Node,
    /// Each time that a name is bound has a number of its own.
    number: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Name<'a> {
    Local(&'a str),
    Variable(&'a str),
    Output(&'a str),
    Resource(Object<'a>),
}

enum State {
    /// Its value is being worked out: whoever asks now asks in a circle.
    Open,
    /// The value and how many nodes it has.
    Done(Rc<Node>, usize),
}

impl<'a> Scope<'a> {
    /// The scope of a root module, or of a template.
    pub(super) fn root(root: &'a Root<'a>, declares: &'a Declarations<'a>) -> Rc<Self> {
        Self::new(root, declares, None, SmolStr::default(), Some(".".to_owned()))
    }

    /// The scope of a module that lies at `path`, with `prefix` in front of its addresses.
    pub(super) fn new(
        root: &'a Root<'a>,
        declares: &'a Declarations<'a>,
        caller: Option<Caller<'a>>,
        prefix: SmolStr,
        path: Option<String>,
    ) -> Rc<Self> {
        Rc::new_cyclic(|me| Self {
            root,
            sources: root.sources,
            declares,
            caller,
            prefix,
            path,
            me: Weak::clone(me),
            calls: Calls::default(),
            values: RefCell::default(),
            bindings: RefCell::default(),
            bound: Cell::new(0),
        })
    }

    /// The files that functions may read.
    pub(super) fn files(&self) -> &'a Files<'a> {
        &self.root.files
    }

    /// What `name` stands for inside a `for`, a `dynamic` block or an instance.
    pub(super) fn binding(&self, name: &str) -> Option<Node> {
        let bindings = self.bindings.borrow();
        bindings.iter().rev().find(|one| one.name == name).map(|one| one.value.clone())
    }

    /// Does `work` with names bound to values.
    pub(super) fn with<T>(
        &self,
        bindings: impl IntoIterator<Item = (String, Node)>,
        work: impl FnOnce() -> T,
    ) -> T {
        let before = self.bindings.borrow().len();
        let number = self.bound.get() + 1;
        self.bound.set(number);
        let bindings = bindings.into_iter().map(|(name, value)| Binding { name, value, number });
        self.bindings.borrow_mut().extend(bindings);
        let result = work();
        self.bindings.borrow_mut().truncate(before);
        result
    }

    /// Does `work` with nothing bound but `bindings`, whatever is being worked out just now.
    pub(super) fn apart<T>(
        &self,
        bindings: impl IntoIterator<Item = (String, Node)>,
        work: impl FnOnce() -> T,
    ) -> T {
        let kept = self.bindings.take();
        let result = self.with(bindings, work);
        self.bindings.replace(kept);
        result
    }

    /// What the words of an expression mean here, as a number: the same text means something else in
    /// another module, and where its names are bound to something else.
    pub(super) fn circumstances(&self, words: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.prefix.hash(&mut hasher);
        let bindings = self.bindings.borrow();
        let is_named = |name: &str| {
            let mut words = words.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-');
            words.any(|word| word == name)
        };
        for one in bindings.iter().filter(|one| is_named(&one.name)) {
            (&one.name, one.number).hash(&mut hasher);
        }
        hasher.finish()
    }

    /// The value of `local.name`, asked for at `at`.
    pub(super) fn local(&self, name: &str, at: Span) -> Node {
        let Some((declared, (source, expression))) = self.declares.locals.get_key_value(name)
        else {
            return Node::unknown(at, format!("there is no local `{name}`"));
        };
        self.remembered(Name::Local(declared), at, || {
            let mut value = evaluate(self, *source, expression);
            let span = span_of(*source, *expression);
            stamp(&mut value, Step { span, how: How::Local(name.into()) });
            value
        })
    }

    /// The value of a resource or data source that is declared here, worked out by `value` unless it
    /// is known already.
    pub(super) fn resource(
        &self,
        object: Object<'a>,
        at: Span,
        value: impl FnOnce() -> Node,
    ) -> Node {
        self.remembered(Name::Resource(object), at, value)
    }

    /// The value of `var.name`, asked for at `at`.
    pub(super) fn variable(&self, name: &str, at: Span) -> Node {
        let Some((declared, block)) = self.declares.variables.get_key_value(name) else {
            return Node::unknown(at, format!("there is no variable `{name}`"));
        };
        self.remembered(Name::Variable(declared), at, || variables::value(self, name, block, at))
    }

    /// The value of output `name`, which somebody who calls the module asks for at `at`.
    pub(super) fn output(&self, name: &str, at: Span) -> Node {
        let Some((declared, block)) = self.declares.outputs.get_key_value(name) else {
            return Node::unknown(at, format!("`{}` has no output `{name}`", self.address()));
        };
        let Some((source, expression)) = block.argument("value") else {
            return Node::unknown(at, format!("output `{name}` has no value"));
        };
        self.remembered(Name::Output(declared), at, || {
            if let Some(why) = variables::secret(block) {
                return Node::unknown(at, why);
            }
            let mut value = evaluate(self, source, expression);
            let span = span_of(source, expression);
            let how = How::Output(format!("{}.{name}", self.address()).into());
            stamp(&mut value, Step { span, how });
            value
        })
    }

    /// `module.a[0]`; nothing for a root module.
    pub(super) fn address(&self) -> &str {
        self.prefix.trim_end_matches('.')
    }

    fn remembered(&self, name: Name<'a>, at: Span, value: impl FnOnce() -> Node) -> Node {
        match self.values.borrow().get(&name) {
            Some(State::Open) => return Node::unknown(at, "it refers to itself"),
            Some(State::Done(value, size)) => return self.copy(value, *size, at),
            None => {}
        }
        if let Err(why) = self.root.budget.enter() {
            return self.too_much(at, why);
        }
        self.values.borrow_mut().insert(name, State::Open);
        // What it is made of sees none of the names that are bound where it is used.
        let value = Rc::new(self.apart([], value));
        let size = size(&value);
        self.values.borrow_mut().insert(name, State::Done(Rc::clone(&value), size));
        self.root.budget.leave();
        self.copy(&value, size, at)
    }

    fn copy(&self, value: &Node, size: usize, at: Span) -> Node {
        match self.root.budget.copy(size) {
            Ok(()) => value.clone(),
            Err(why) => self.too_much(at, why),
        }
    }

    /// What is not worked out because of a limit.
    pub(super) fn too_much(&self, at: Span, why: &'static str) -> Node {
        self.root.budget.hit(at, why);
        Node::unknown(at, why)
    }
}

fn size(node: &Node) -> usize {
    /// So many characters weigh as much as a value.
    const CHARACTERS: usize = 64;
    1 + match &node.kind {
        Kind::Text(text) => text.len() / CHARACTERS,
        Kind::List(items, _) => items.iter().map(size).sum(),
        Kind::Object(entries, _) => entries.iter().map(|entry| size(&entry.value)).sum(),
        Kind::OneOf(choices) => choices.iter().map(|choice| size(&choice.value)).sum(),
        Kind::Template(pieces) => {
            let length = |piece: &Piece| piece.text().map_or(1, |text| 1 + text.len() / CHARACTERS);
            pieces.iter().map(length).sum()
        }
        _ => 0,
    }
}

/// Adds `step` to the trail of a value and of everything in it.
pub(super) fn stamp(node: &mut Node, step: Step) {
    let mut stamp = Stamp::new(step);
    for_each(node, &mut |node| stamp.on(&mut node.trail));
}

/// A value read at `span`: what is spelled somewhere keeps its place, what is computed is where
/// it is read.
pub(super) fn read_at(mut node: Node, span: Span) -> Node {
    let mut used = Stamp::new(Step { span, how: How::Used });
    for_each(&mut node, &mut |node| {
        if node.computed {
            node.span = span;
        }
        used.on(&mut node.trail);
    });
    node
}

pub(super) fn for_each(node: &mut Node, change: &mut impl FnMut(&mut Node)) {
    change(node);
    match &mut node.kind {
        Kind::List(items, _) => {
            for item in items {
                for_each(item, change);
            }
        }
        Kind::Object(entries, _) => {
            for entry in entries {
                for_each(&mut entry.value, change);
            }
        }
        Kind::OneOf(choices) => {
            for choice in choices {
                for_each(&mut choice.value, change);
            }
        }
        _ => {}
    }
}
