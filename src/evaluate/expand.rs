//! `count`, `for_each` and `dynamic`: how often something is there, and what its names stand for.

use super::choices;
use super::expression::evaluate;
use super::fillable::may_be_filled;
use super::folder::Block;
use super::for_each::pairs;
use super::scope::Scope;
use crate::node::{Choice, Collection, Entry, Form, Kind, Node, Scalar, Seen, Unknown};
use crate::parse::tree::{self, Expression};
use crate::source::{Quoting, SourceId, Span};
use std::collections::BTreeMap;

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

impl Instances {
    /// How many there are in all, where there are `self` modules with so many `inside`.
    pub(super) fn and(self, inside: Self) -> Self {
        match (self, inside) {
            (Self::None, _) | (_, Self::None) => Self::None,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Some, Self::Some) => Self::Some,
        }
    }
}

/// One instance, or one that stands for all.
pub(super) struct Instance {
    /// What follows the name in the address: `[0]`, `["a"]`, or nothing.
    pub(super) index: String,
    /// The index, if it is just this one.
    pub(super) key: Option<Node>,
    /// How many there are of its kind.
    pub(super) instances: Instances,
    /// What `count` and `each` stand for.
    pub(super) bindings: Vec<(String, Node)>,
    /// How many it stands for, where that is more than one.
    pub(super) gathered: Option<usize>,
}

/// The instances of a block. None at all is looked at as one all the same.
pub(super) fn instances(scope: &Scope<'_>, block: &Block<'_>) -> Vec<Instance> {
    if let Some((source, count)) = block.argument("count") {
        return counted(&evaluate(scope, source, count));
    }
    if let Some((source, each)) = block.argument("for_each") {
        return for_each(&evaluate(scope, source, each));
    }
    let (index, bindings) = (String::new(), Vec::new());
    vec![Instance { index, key: None, instances: Instances::Some, bindings, gathered: None }]
}

fn counted(count: &Node) -> Vec<Instance> {
    let bind = |index: Node| vec![("count".to_owned(), object("index", index, count.span))];
    let all = |instances, gathered| {
        let why = "`count.index` is one of many";
        let bindings = bind(open(count.span, why, Some(Scalar::Number)));
        vec![Instance { index: String::new(), key: None, instances, bindings, gathered }]
    };
    let Kind::Number(digits) = &count.kind else { return all(Instances::Unknown, None) };
    match digits.parse::<usize>() {
        Ok(0) => all(Instances::None, None),
        Ok(count) if count > MOST => all(Instances::Some, Some(count)),
        Ok(many) => (0..many)
            .map(|index| {
                let key = Node::computed(Kind::Number(index.to_string().into()), count.span);
                Instance {
                    index: format!("[{index}]"),
                    key: Some(key.clone()),
                    instances: Instances::Some,
                    bindings: bind(key),
                    gathered: None,
                }
            })
            .collect(),
        Err(_) => all(Instances::Unknown, None),
    }
}

fn for_each(collection: &Node) -> Vec<Instance> {
    let bind = |key: Node, value: Node| vec![("each".to_owned(), each(key, value))];
    let all = |instances, gathered| {
        let key = open(collection.span, "`each.key` is one of many", Some(Scalar::Text));
        let value = open(collection.span, "`each.value` is one of many", None);
        let (index, bindings) = (String::new(), bind(key, value));
        vec![Instance { index, key: None, instances, bindings, gathered }]
    };
    let Some(members) = members(collection) else { return all(Instances::Unknown, None) };
    match members.len() {
        0 => all(Instances::None, None),
        many if many > MOST => {
            let is_sure = members.iter().any(|member| member.instances == Instances::Some);
            all(if is_sure { Instances::Some } else { Instances::Unknown }, Some(many))
        }
        _ => members
            .into_iter()
            .map(|Member { key, value, instances }| Instance {
                index: format!("[\"{}\"]", Quoting::Hcl.spell(key.text().unwrap_or_default())),
                key: Some(key.clone()),
                instances,
                bindings: bind(key, value),
                gathered: None,
            })
            .collect(),
    }
}

/// A member of what `for_each` goes through.
struct Member {
    key: Node,
    value: Node,
    /// Not known where it hangs on a condition whether it is there.
    instances: Instances,
}

/// The members of a map or set of texts, Terraform takes no lists; of one of several those of each.
fn members(collection: &Node) -> Option<Vec<Member>> {
    let Kind::OneOf(choices) = &collection.kind else {
        let is_set = collection.collection == Collection::Set;
        let is_open = if is_set { !collection.is_known() } else { collection.items().is_some() };
        let pairs = pairs(collection).ok().filter(|_| !is_open)?;
        let member = |(key, value)| Member { key, value, instances: Instances::Some };
        return Some(pairs.into_iter().map(member).collect());
    };
    let mut found: BTreeMap<String, (Node, Vec<Choice>)> = BTreeMap::new();
    for choice in choices {
        for (key, value) in members(&choice.value)?.into_iter().map(|one| (one.key, one.value)) {
            let name = key.text()?.to_owned();
            let (_, values) = found.entry(name).or_insert((key, Vec::new()));
            values.push(Choice { when: choice.when.clone(), value });
        }
    }
    let member = |(key, values): (Node, Vec<Choice>)| {
        let is_always = values.len() == choices.len();
        let instances = if is_always { Instances::Some } else { Instances::Unknown };
        let span = key.span;
        Member { key, value: choices::one_of(values, span), instances }
    };
    Some(found.into_values().map(member).collect())
}

/// The blocks that a `dynamic` block makes, each from its `content`; `None` where that is not known.
pub(super) fn dynamic(
    scope: &Scope<'_>,
    source: SourceId,
    block: &tree::Block<'_>,
    content: impl Fn(&tree::Block<'_>) -> Node,
) -> Option<Vec<Node>> {
    let written = |name: &str| block.body.get_attribute(name).map(|attribute| &attribute.value);
    let name = match written("iterator") {
        Some(Expression::Variable(name)) => name.as_str().to_owned(),
        Some(_) => return None,
        None => block.labels.first()?.as_str().to_owned(),
    };
    let inner = block.body.get_blocks("content").next()?;
    let each_of = written("for_each")?;
    let collection = evaluate(scope, source, each_of);
    let pairs = pairs(&collection).ok()?;
    if pairs.is_empty() && may_be_filled(scope, source, each_of, &collection) {
        return None;
    }
    if pairs.len() > MOST {
        scope.root.budget.gather(super::body::header(source, block), pairs.len());
    }
    let make = |(key, value)| scope.with([(name.clone(), each(key, value))], || content(inner));
    (pairs.len() <= MOST).then(|| pairs.into_iter().map(make).collect())
}

/// What `each` and the iterator of a `dynamic` block stand for.
fn each(key: Node, value: Node) -> Node {
    let span = key.span;
    let entry = |name: &str, value: Node| Entry {
        key: name.into(),
        key_span: span,
        value,
        form: Form::Argument,
    };
    let entries = vec![entry("key", key), entry("value", value)];
    Node::new(Kind::Object(entries, Seen::Whole), span)
}

fn object(name: &str, value: Node, span: Span) -> Node {
    let entry = Entry { key: name.into(), key_span: span, value, form: Form::Argument };
    Node::new(Kind::Object(vec![entry], Seen::Whole), span)
}

fn open(span: Span, why: &'static str, scalar: Option<Scalar>) -> Node {
    let null = scalar.is_none();
    let unknown = Unknown { null, scalar, ..Unknown::because(why) };
    Node::computed(Kind::unknown(unknown), span)
}
