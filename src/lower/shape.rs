//! JSON documents against their JSON Schemas: what does not fit, with the places in the text.

use super::members;
use crate::model::{Fault, FaultKind};
use crate::node::{Kind, Node};
use crate::source::Span;
use jsonschema::Validator;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::paths::LocationSegment;
use serde_json::{Map, Value};
use std::sync::LazyLock;

/// One of the shapes in `rules/schemas/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    PolicyV1,
    PolicyV2,
    EndpointGateway,
}

struct Compiled {
    schema: Value,
    validator: Validator,
}

static POLICY_V1: LazyLock<Compiled> =
    LazyLock::new(|| compile(include_str!("../../rules/schemas/policy-v1.schema.json")));
static POLICY_V2: LazyLock<Compiled> =
    LazyLock::new(|| compile(include_str!("../../rules/schemas/policy-v2.schema.json")));
static ENDPOINT_GATEWAY: LazyLock<Compiled> =
    LazyLock::new(|| compile(include_str!("../../rules/schemas/endpoint-gateway.schema.json")));

fn compile(text: &str) -> Compiled {
    let schema: Value = serde_json::from_str(text).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a JSON Schema");
    Compiled { schema, validator }
}

impl Shape {
    fn compiled(self) -> &'static Compiled {
        match self {
            Self::PolicyV1 => &POLICY_V1,
            Self::PolicyV2 => &POLICY_V2,
            Self::EndpointGateway => &ENDPOINT_GATEWAY,
        }
    }
}

/// `node`, whose name or first brace stands at `header`, with every member under the name that it
/// was meant to have, and what the shape holds against it.
pub(super) fn read(shape: Shape, node: &Node, header: Span) -> (Node, Vec<Fault>) {
    let compiled = shape.compiled();
    let mut faults = Vec::new();
    let node = members::as_meant(&compiled.schema, node, &mut faults);
    let instance = value(&node);
    for error in compiled.validator.iter_errors(&instance) {
        let Some(found) = follow(&node, header, error.instance_path()) else { continue };
        let schema = schema_at(&compiled.schema, error.instance_path());
        translate(error.kind(), &found, schema, &mut faults);
    }
    (node, faults)
}

/// A place in the document.
struct Found<'a> {
    node: &'a Node,
    /// Its key, or its first brace if it has none.
    header: Span,
    name: String,
    path: String,
}

fn translate(
    kind: &ValidationErrorKind,
    found: &Found<'_>,
    schema: Option<&Value>,
    faults: &mut Vec<Fault>,
) {
    let mut push = |kind, at: Node, name: String| {
        faults.push(Fault { kind, at, name, path: found.path.clone() });
    };
    match kind {
        // An object that could not be read whole lacks nothing for sure.
        ValidationErrorKind::Required { property } if found.node.is_whole() => {
            let name = property.as_str().unwrap_or_default().to_owned();
            push(FaultKind::Missing { block: false }, Node::absent(found.header), name);
        }
        ValidationErrorKind::AnyOf { .. } if found.node.is_whole() => {
            let names = schema.map(alternatives).unwrap_or_default();
            let name = names.join(" ");
            push(FaultKind::NoneOf { names }, Node::absent(found.header), name);
        }
        // Of what could not be read, nobody knows the type.
        ValidationErrorKind::Type { kind } if !found.node.is_unresolved() => {
            let wanted = wanted(kind, schema);
            let between = schema.and_then(|schema| between(schema, found.node));
            let kind = FaultKind::WrongType { wanted, between };
            push(kind, found.node.clone(), found.name.clone());
        }
        ValidationErrorKind::MinItems { .. } if found.node.is_whole() => {
            push(FaultKind::Empty, found.node.clone(), found.name.clone());
        }
        _ => {}
    }
}

/// The members of which a schema asks for one.
fn alternatives(schema: &Value) -> Vec<String> {
    let all = schema.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    let names = all.filter_map(|one| one.get("required")?.get(0)?.as_str());
    names.map(str::to_owned).collect()
}

/// Whether an object of this schema may be known by its `id` alone.
fn has_id(schema: &Value) -> bool {
    schema.get("properties").is_some_and(|all| all.get("id").is_some_and(Value::is_object))
        && schema.get("type").is_some_and(|one| one == "object")
}

/// Whether an object looks like an element of the list that this schema wants, and not like an
/// object of names and values.
fn is_item(schema: &Value, node: &Node) -> bool {
    let Some(items) = schema.get("items") else { return false };
    let required = items.get("required").and_then(Value::as_array).into_iter().flatten();
    let mut names: Vec<String> = required.filter_map(Value::as_str).map(str::to_owned).collect();
    names.extend(alternatives(items));
    names.is_empty() || names.iter().any(|name| node.get(name).is_some())
}

/// What a value has to be put between to be what the schema wants.
fn between(schema: &Value, node: &Node) -> Option<[&'static str; 2]> {
    // Neither a CRN nor an address.
    let is_id = |text: &str| !text.contains([':', '/', '.']);
    match &node.kind {
        Kind::Object(..)
            if schema.get("type").is_some_and(|one| one == "array" && is_item(schema, node)) =>
        {
            Some(["[", "]"])
        }
        Kind::Text(text) if has_id(schema) && is_id(text) => Some(["{ \"id\": ", " }"]),
        _ => None,
    }
}

/// In words, what types belong in a place.
fn wanted(kind: &TypeKind, schema: Option<&Value>) -> String {
    let word = |name: &str| match name {
        "object" if schema.is_some_and(has_id) => "an object with `id`",
        "string" => "a text",
        "boolean" => "true or false",
        "array" => "a list",
        "object" => "an object",
        "number" | "integer" => "a number",
        _ => "something else",
    };
    match kind {
        TypeKind::Single(one) => word(one.as_str()).to_owned(),
        TypeKind::Multiple(many) => {
            let words: Vec<&str> = many.iter().map(|one| word(one.as_str())).collect();
            words.join(" or ")
        }
    }
}

/// Goes from `root` along the path of an error.
fn follow<'a>(
    root: &'a Node,
    header: Span,
    path: &jsonschema::paths::Location,
) -> Option<Found<'a>> {
    let mut found = Found { node: root, header, name: String::new(), path: String::new() };
    for segment in path {
        match segment {
            LocationSegment::Property(name) => {
                let entry = found.node.get(&name)?;
                let dot = if found.path.is_empty() { "" } else { "." };
                found.path = format!("{}{dot}{name}", found.path);
                found.name = name.into_owned();
                found.header = entry.key_span;
                found.node = &entry.value;
            }
            LocationSegment::Index(index) => {
                let item = found.node.items()?.get(index)?;
                found.path = format!("{}[{index}]", found.path);
                found.header = Span { end: (item.span.start + 1).min(item.span.end), ..item.span };
                found.node = item;
            }
        }
    }
    Some(found)
}

/// The part of a schema that describes the place at `path`.
fn schema_at<'a>(schema: &'a Value, path: &jsonschema::paths::Location) -> Option<&'a Value> {
    let mut at = schema;
    for segment in path {
        at = match segment {
            LocationSegment::Property(name) => at.get("properties")?.get(name.as_ref())?,
            LocationSegment::Index(_) => at.get("items")?,
        };
    }
    Some(at)
}

/// The document as the validator reads it. Of two members of one name the last counts; a number
/// is only a number, its digits do not matter.
fn value(node: &Node) -> Value {
    match &node.kind {
        Kind::Bool(value) => Value::Bool(*value),
        Kind::Number(_) => Value::from(0),
        Kind::Text(text) => Value::String(text.to_string()),
        Kind::List(items, _) => Value::Array(items.iter().map(value).collect()),
        Kind::Object(entries, _) => {
            // What is null counts as not written.
            let written = entries.iter().filter(|entry| !matches!(entry.value.kind, Kind::Null));
            let members = written.map(|entry| (entry.key.to_string(), value(&entry.value)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        // What could not be read may be of any type; the schemas ask texts most often.
        Kind::Template(_) | Kind::OneOf(_) | Kind::Unknown(_) => Value::String(String::new()),
        Kind::Absent | Kind::Null => Value::Null,
    }
}
