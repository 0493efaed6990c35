//! JSON documents against their JSON Schemas: what does not fit, with the places in the text.

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

/// What `node`, whose name or first brace stands at `header`, lacks or has too much.
pub(super) fn faults(shape: Shape, node: &Node, header: Span) -> Vec<Fault> {
    let compiled = shape.compiled();
    let instance = value(node);
    let mut faults = Vec::new();
    for error in compiled.validator.iter_errors(&instance) {
        let Some(found) = follow(node, header, error.instance_path()) else { continue };
        let schema = schema_at(&compiled.schema, error.instance_path());
        translate(error.kind(), &found, schema, &mut faults);
    }
    marked(&compiled.schema, node, "", &mut faults);
    faults
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
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let known = schema.map(properties).unwrap_or_default();
            for name in unexpected {
                if let Some(entry) = found.node.get(name) {
                    let at = Node::new(Kind::Text(name.clone()), entry.key_span);
                    push(FaultKind::Unknown { known: known.clone() }, at, name.clone());
                }
            }
        }
        // Of what could not be read, nobody knows the type.
        ValidationErrorKind::Type { kind } if !found.node.is_unresolved() => {
            let wanted = wanted(kind);
            push(FaultKind::WrongType { wanted }, found.node.clone(), found.name.clone());
        }
        ValidationErrorKind::MinItems { .. } if found.node.is_whole() => {
            push(FaultKind::Empty, found.node.clone(), found.name.clone());
        }
        _ => {}
    }
}

/// In words, what types belong in a place.
fn wanted(kind: &TypeKind) -> String {
    let word = |name: &str| match name {
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

/// The names that a schema knows in a place, without those that only the server sets.
fn properties(schema: &Value) -> Vec<String> {
    let all = schema.get("properties").and_then(Value::as_object);
    let open = |value: &Value| value.get("readOnly").is_none() && value.is_object();
    all.map(|all| {
        all.iter().filter(|(_, value)| open(value)).map(|(name, _)| name.clone()).collect()
    })
    .unwrap_or_default()
}

/// Adds the members that the schema allows but marks as deprecated or set by the server.
fn marked(schema: &Value, node: &Node, path: &str, faults: &mut Vec<Fault>) {
    for entry in node.entries().unwrap_or_default() {
        let Some(schema) = schema.get("properties").and_then(|all| all.get(&entry.key)) else {
            continue;
        };
        let kind = if schema.get("readOnly").is_some() {
            FaultKind::ServerSet
        } else if schema.get("deprecated").is_some() {
            let instead = schema.get("x-instead").and_then(Value::as_str).unwrap_or_default();
            FaultKind::Deprecated { instead: instead.to_owned() }
        } else {
            continue;
        };
        let at = Node::new(Kind::Text(entry.key.clone()), entry.key_span);
        faults.push(Fault { kind, at, name: entry.key.clone(), path: path.to_owned() });
    }
}

/// The document as the validator reads it. Of two members of one name the last counts; a number
/// is only a number, its digits do not matter.
fn value(node: &Node) -> Value {
    match &node.kind {
        Kind::Bool(value) => Value::Bool(*value),
        Kind::Number(_) => Value::from(0),
        Kind::Text(text) => Value::String(text.clone()),
        Kind::List(items, _) => Value::Array(items.iter().map(value).collect()),
        Kind::Object(entries, _) => {
            let members = entries.iter().map(|entry| (entry.key.clone(), value(&entry.value)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        // What could not be read may be of any type; the schemas ask texts most often.
        Kind::Template(_) | Kind::OneOf(_) | Kind::Unknown(_) => Value::String(String::new()),
        Kind::Absent | Kind::Null => Value::Null,
    }
}
