//! What a name stands for in a folder: variables by their defaults, locals by their expressions.

use super::body::span_of;
use super::convert::convert;
use super::elsewhere::Elsewhere;
use super::expression::evaluate;
use super::files::Files;
use super::types::{self, Type};
use crate::node::{How, Kind, Node, Piece, Scalar, Step, Unknown};
use crate::source::{SourceId, Sources, Span};
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Block, Body};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// How many locals and variables may lead one to the next.
const DEEPEST: usize = 100;
/// How many values one folder may copy out of its locals and variables.
const LARGEST: usize = 200_000;

/// The names of one folder.
pub(super) struct Scope<'a> {
    /// The texts of the files, for what the parser does not keep.
    pub(super) sources: &'a Sources,
    /// The files that functions may read.
    pub(super) files: Option<Files<'a>>,
    /// The expressions stand in a template of their own.
    pub(super) is_template: bool,
    /// What others decide.
    pub(super) elsewhere: &'a Elsewhere,
    variables: HashMap<&'a str, (SourceId, &'a Block)>,
    locals: HashMap<&'a str, (SourceId, &'a Expression)>,
    resources: HashMap<String, (SourceId, &'a Block)>,
    values: RefCell<HashMap<Name, State>>,
    bindings: RefCell<Vec<(String, Node)>>,
    depth: Cell<usize>,
    copied: Cell<usize>,
    limit: Cell<Option<(Span, &'static str)>>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Name {
    Local(String),
    Variable(String),
    Resource(String),
}

enum State {
    /// Its value is being worked out: whoever asks now asks in a circle.
    Open,
    /// The value and how many nodes it has.
    Done(Rc<Node>, usize),
}

impl<'a> Scope<'a> {
    /// The names that `bodies` declare; of two of the same name the first.
    pub(super) fn new(
        sources: &'a Sources,
        bodies: &'a [(SourceId, Body)],
        elsewhere: &'a Elsewhere,
    ) -> Self {
        let mut variables = HashMap::new();
        let mut locals = HashMap::new();
        let mut resources = HashMap::new();
        for (source, block) in super::blocks(bodies) {
            match (block.ident.as_str(), block.labels.first()) {
                ("variable", Some(label)) => {
                    variables.entry(label.as_str()).or_insert((source, block));
                }
                ("locals", _) => {
                    for attribute in block.body.attributes() {
                        locals.entry(attribute.key.as_str()).or_insert((source, &attribute.value));
                    }
                }
                (ident @ ("resource" | "data"), Some(kind)) if block.labels.len() == 2 => {
                    let data = if ident == "data" { "data." } else { "" };
                    let name = block.labels.last().map_or("", |label| label.as_str());
                    let object = format!("{data}{}.{name}", kind.as_str());
                    resources.entry(object).or_insert((source, block));
                }
                _ => {}
            }
        }
        Self {
            sources,
            elsewhere,
            files: None,
            is_template: false,
            variables,
            locals,
            resources,
            values: RefCell::default(),
            bindings: RefCell::default(),
            depth: Cell::new(0),
            copied: Cell::new(0),
            limit: Cell::new(None),
        }
    }

    /// What `name` stands for inside a `for`, a `dynamic` block or an instance.
    pub(super) fn binding(&self, name: &str) -> Option<Node> {
        let bindings = self.bindings.borrow();
        bindings.iter().rev().find(|(bound, _)| bound == name).map(|(_, value)| value.clone())
    }

    /// Does `work` with names bound to values.
    pub(super) fn with<T>(
        &self,
        bindings: impl IntoIterator<Item = (String, Node)>,
        work: impl FnOnce() -> T,
    ) -> T {
        let before = self.bindings.borrow().len();
        self.bindings.borrow_mut().extend(bindings);
        let result = work();
        self.bindings.borrow_mut().truncate(before);
        result
    }

    /// The first limit that was hit, and where.
    pub(super) fn limit(&self) -> Option<(Span, &'static str)> {
        self.limit.get()
    }

    /// The expression of local `name`.
    pub(super) fn local_expression(&self, name: &str) -> Option<&'a Expression> {
        self.locals.get(name).map(|(_, expression)| *expression)
    }

    /// The value of `local.name`, asked for at `at`.
    pub(super) fn local(&self, name: &str, at: Span) -> Node {
        let Some((source, expression)) = self.locals.get(name) else {
            return Node::unknown(at, format!("there is no local `{name}`"));
        };
        if self.elsewhere.sets_local(name) {
            return Node::unknown(at, format!("an override file sets local `{name}`"));
        }
        self.remembered(Name::Local(name.to_owned()), at, || {
            let mut value = evaluate(self, *source, expression);
            let span = span_of(*source, *expression);
            stamp(&mut value, &Step { span, how: How::Local(name.to_owned()) });
            value
        })
    }

    /// The block of a resource, `a.b`, or data source, `data.a.b`.
    pub(super) fn resource(&self, object: &str) -> Option<(SourceId, &'a Block)> {
        self.resources.get(object).copied()
    }

    /// The value of a resource, worked out by `value` unless it is known already.
    pub(super) fn resource_value(
        &self,
        object: String,
        at: Span,
        value: impl FnOnce() -> Node,
    ) -> Node {
        self.remembered(Name::Resource(object), at, value)
    }

    /// The value of `var.name`, asked for at `at`: its default.
    pub(super) fn variable(&self, name: &str, at: Span) -> Node {
        let Some((source, block)) = self.variables.get(name) else {
            return Node::unknown(at, format!("there is no variable `{name}`"));
        };
        self.remembered(Name::Variable(name.to_owned()), at, || {
            self.default_of(name, *source, block, at)
        })
    }

    fn default_of(&self, name: &str, source: SourceId, block: &Block, at: Span) -> Node {
        let argument = |name| block.body.get_attribute(name).map(|found| &found.value);
        if argument("sensitive").is_some_and(|value| value.as_bool() != Some(false)) {
            return Node::unknown(at, "sensitive");
        }
        if argument("ephemeral").is_some_and(|value| value.as_bool() != Some(false)) {
            return Node::unknown(at, "ephemeral");
        }
        let never_null = argument("nullable").is_some_and(|value| value.as_bool() == Some(false));
        let wanted = argument("type").map(|written| types::parse(self, source, written));
        let unknown = |why: String| {
            let unknown = Unknown { null: !never_null, ..Unknown::because(why) };
            let node = Node::computed(Kind::Unknown(unknown), at);
            match &wanted {
                Some(Some(wanted)) => convert(node.clone(), wanted).unwrap_or(node),
                _ => node,
            }
        };
        if self.elsewhere.sets_variable(name) {
            return unknown(format!("variable `{name}` is set elsewhere"));
        }
        let Some(default) = argument("default") else {
            return unknown(format!("variable `{name}` has no default"));
        };
        let mut value = evaluate(self, source, default);
        if let Some(wanted) = &wanted {
            match wanted.as_ref().and_then(|wanted| convert(value, wanted).ok()) {
                Some(converted) => value = converted,
                None => {
                    return unknown(format!("the default of variable `{name}` has another type"));
                }
            }
        }
        // Nobody leaves these as they are: they say that the caller has to decide.
        let why = format!("variable `{name}` is empty by default");
        for_each(&mut value, &mut |node| {
            let is_empty = matches!(&node.kind, Kind::Text(text) if text.is_empty());
            if is_empty || matches!(node.kind, Kind::Null) {
                let text = (is_empty && wanted.is_some()).then_some(Scalar::Text);
                let scalar = node.of.as_deref().and_then(Type::scalar).or(text);
                let unknown =
                    Unknown { null: !never_null, scalar, ..Unknown::because(why.clone()) };
                node.kind = Kind::Unknown(unknown);
            }
        });
        if matches!(value.kind, Kind::Unknown(_)) {
            return Node { span: at, computed: true, ..value };
        }
        stamp(
            &mut value,
            &Step { span: span_of(source, default), how: How::Default(name.to_owned()) },
        );
        value
    }

    fn remembered(&self, name: Name, at: Span, value: impl FnOnce() -> Node) -> Node {
        match self.values.borrow().get(&name) {
            Some(State::Open) => return Node::unknown(at, "it refers to itself"),
            Some(State::Done(value, size)) => return self.copy(value, *size, at),
            None => {}
        }
        if self.depth.get() >= DEEPEST {
            return self.too_much(at, "more than 100 locals lead one to the next");
        }
        self.depth.set(self.depth.get() + 1);
        self.values.borrow_mut().insert(name.clone(), State::Open);
        // What it is made of sees none of the names that are bound where it is used.
        let bound = self.bindings.take();
        let value = Rc::new(value());
        self.bindings.replace(bound);
        let size = size(&value);
        self.values.borrow_mut().insert(name, State::Done(Rc::clone(&value), size));
        self.depth.set(self.depth.get() - 1);
        self.copy(&value, size, at)
    }

    fn copy(&self, value: &Node, size: usize, at: Span) -> Node {
        self.copied.set(self.copied.get().saturating_add(size));
        if self.copied.get() > LARGEST {
            return self.too_much(at, "the values of this folder are too large");
        }
        value.clone()
    }

    fn too_much(&self, at: Span, why: &'static str) -> Node {
        if self.limit.get().is_none() {
            self.limit.set(Some((at, why)));
        }
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
pub(super) fn stamp(node: &mut Node, step: &Step) {
    for_each(node, &mut |node| node.trail.push(step.clone()));
}

/// A value read at `span`: what is spelled somewhere keeps its place, what is computed is where
/// it is read.
pub(super) fn read_at(mut node: Node, span: Span) -> Node {
    let step = Step { span, how: How::Used };
    for_each(&mut node, &mut |node| {
        if node.computed {
            node.span = span;
        }
        node.trail.push(step.clone());
    });
    node
}

fn for_each(node: &mut Node, change: &mut impl FnMut(&mut Node)) {
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
