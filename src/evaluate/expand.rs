//! `count`, `for_each` and `dynamic`: how often something is there, and what its names stand for.

use super::expression::evaluate;
use super::for_each::pairs;
use super::scope::Scope;
use super::types::No;
use crate::node::{Collection, Entry, Form, Kind, Node, Scalar, Seen, Unknown};
use crate::source::{SourceId, Span};
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Block, Body};

/// More instances than this are looked at as one that stands for all.
const MOST: usize = 64;

/// How many instances `count` and `for_each` make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instances {
    /// One or more.
    Some,
    /// None.
    None,
    /// Not known.
    Unknown,
}

/// One instance, or one that stands for all.
pub(super) struct Instance {
    /// What follows the name in the address: `[0]`, `["a"]`, or nothing.
    pub(super) index: String,
    /// How many there are of its kind.
    pub(super) instances: Instances,
    /// What `count` and `each` stand for.
    pub(super) bindings: Vec<(String, Node)>,
}

impl Instance {
    /// The key in `for_each`, or nothing where it is counted; not sure where it stands for many.
    pub(super) fn key(&self) -> Result<Option<String>, No> {
        let Some((name, value)) = self.bindings.first() else { return Err(No::Unsure) };
        if name == "count" {
            return if self.index.is_empty() { Err(No::Unsure) } else { Ok(None) };
        }
        let key = value.get("key").and_then(|entry| entry.value.text());
        key.map(|key| Some(key.to_owned())).ok_or(No::Unsure)
    }
}

/// The instances of a block. None at all is looked at as one all the same.
pub(super) fn instances(scope: &Scope<'_>, source: SourceId, body: &Body) -> Vec<Instance> {
    let written = |name: &str| body.get_attribute(name).map(|attribute| &attribute.value);
    if let Some(count) = written("count") {
        return counted(&evaluate(scope, source, count));
    }
    if let Some(each) = written("for_each") {
        return for_each(&evaluate(scope, source, each));
    }
    vec![Instance { index: String::new(), instances: Instances::Some, bindings: Vec::new() }]
}

/// The one that stands for all instances where something else says how many there are.
pub(super) fn not_known(at: Span) -> Vec<Instance> {
    let open = Node::unknown(at, "an override file sets it");
    let mut all = for_each(&open);
    for one in &mut all {
        one.bindings.extend(counted(&open).into_iter().flat_map(|other| other.bindings));
    }
    all
}

fn counted(count: &Node) -> Vec<Instance> {
    let bind = |index: Node| vec![("count".to_owned(), object("index", index, count.span))];
    let all = |instances| {
        let why = "`count.index` is one of many";
        let bindings = bind(open(count.span, why, Some(Scalar::Number)));
        vec![Instance { index: String::new(), instances, bindings }]
    };
    let Kind::Number(digits) = &count.kind else { return all(Instances::Unknown) };
    match digits.parse::<usize>() {
        Ok(0) => all(Instances::None),
        Ok(count) if count > MOST => all(Instances::Some),
        Ok(many) => (0..many)
            .map(|index| Instance {
                index: format!("[{index}]"),
                instances: Instances::Some,
                bindings: bind(Node::computed(Kind::Number(index.to_string()), count.span)),
            })
            .collect(),
        Err(_) => all(Instances::Unknown),
    }
}

fn for_each(collection: &Node) -> Vec<Instance> {
    let bind = |key: Node, value: Node| vec![("each".to_owned(), each(key, value))];
    let all = |instances| {
        let key = open(collection.span, "`each.key` is one of many", Some(Scalar::Text));
        let value = open(collection.span, "`each.value` is one of many", None);
        vec![Instance { index: String::new(), instances, bindings: bind(key, value) }]
    };
    // Terraform takes maps and sets of texts, no lists.
    let is_list = collection.items().is_some() && collection.collection != Collection::Set;
    let is_open_set = collection.collection == Collection::Set && !collection.is_known();
    let Some(pairs) = pairs(collection).ok().filter(|_| !is_list && !is_open_set) else {
        return all(Instances::Unknown);
    };
    match pairs.len() {
        0 => all(Instances::None),
        many if many > MOST => all(Instances::Some),
        _ => pairs
            .into_iter()
            .map(|(key, value)| Instance {
                index: format!("[{:?}]", key.text().unwrap_or_default()),
                instances: Instances::Some,
                bindings: bind(key, value),
            })
            .collect(),
    }
}

/// The blocks that a `dynamic` block makes, each from its `content`; `None` where that is not known.
pub(super) fn dynamic(
    scope: &Scope<'_>,
    source: SourceId,
    block: &Block,
    content: impl Fn(&Block) -> Node,
) -> Option<Vec<Node>> {
    let written = |name: &str| block.body.get_attribute(name).map(|attribute| &attribute.value);
    let name = match written("iterator") {
        Some(Expression::Variable(name)) => name.as_str().to_owned(),
        Some(_) => return None,
        None => block.labels.first()?.as_str().to_owned(),
    };
    let inner = block.body.get_blocks("content").next()?;
    let pairs = pairs(&evaluate(scope, source, written("for_each")?)).ok()?;
    let make = |(key, value)| scope.with([(name.clone(), each(key, value))], || content(inner));
    (pairs.len() <= MOST).then(|| pairs.into_iter().map(make).collect())
}

/// What `each` and the iterator of a `dynamic` block stand for.
fn each(key: Node, value: Node) -> Node {
    let span = key.span;
    let entry = |name: &str, value: Node| Entry {
        key: name.to_owned(),
        key_span: span,
        value,
        form: Form::Argument,
    };
    let entries = vec![entry("key", key), entry("value", value)];
    Node::new(Kind::Object(entries, Seen::Whole), span)
}

fn object(name: &str, value: Node, span: Span) -> Node {
    let entry = Entry { key: name.to_owned(), key_span: span, value, form: Form::Argument };
    Node::new(Kind::Object(vec![entry], Seen::Whole), span)
}

fn open(span: Span, why: &'static str, scalar: Option<Scalar>) -> Node {
    let null = scalar.is_none();
    let unknown = Unknown { null, scalar, ..Unknown::because(why) };
    Node::computed(Kind::Unknown(unknown), span)
}
