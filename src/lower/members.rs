//! The names in a JSON document against a JSON Schema: a misspelt member becomes a fault, and the
//! document is read on as if it had the name that was evidently meant.

use crate::catalog::{nearest, normalised};
use crate::model::{Fault, FaultKind, Meant, Rename};
use crate::node::{Entry, Form, Kind, Node, Seen};
use crate::source::Span;
use serde_json::{Map, Value};

/// `node` with every member under the name that it was meant to have.
pub(super) fn as_meant(schema: &Value, node: &Node, faults: &mut Vec<Fault>) -> Node {
    object_or_list(schema, node, "", faults)
}

fn object_or_list(schema: &Value, node: &Node, path: &str, faults: &mut Vec<Fault>) -> Node {
    let kind = match (&node.kind, schema.get("items"), schema.get("properties")) {
        (Kind::List(items, _), Some(of), _) if are_bare(of, items) => {
            let whole = wrapped(node);
            faults.push(bare(node, path));
            return object_or_list(schema, &whole, path, faults);
        }
        (Kind::List(items, seen), Some(schema), _) => {
            let items = items.iter().enumerate().map(|(index, item)| {
                object_or_list(schema, item, &format!("{path}[{index}]"), faults)
            });
            Kind::List(items.collect(), *seen)
        }
        (Kind::Object(entries, seen), _, Some(_)) => {
            Kind::Object(Place { schema, entries, path }.members(faults), *seen)
        }
        _ => return node.clone(),
    };
    Node { kind, ..node.clone() }
}

/// The member that the attributes of a subject or a resource stand in.
const ATTRIBUTES: &str = "attributes";

/// Whether the elements of a list are attributes themselves, where this schema wants objects that
/// hold a list of them.
fn are_bare(schema: &Value, items: &[Node]) -> bool {
    let holds = |name: &str| schema.get("properties").is_some_and(|all| all.get(name).is_some());
    let is_attribute = |item: &Node| {
        let has = |name: &str| item.get(name).is_some();
        (has("name") || has("key")) && has("value") && !has(ATTRIBUTES)
    };
    holds(ATTRIBUTES) && !items.is_empty() && items.iter().all(is_attribute)
}

/// A list of attributes as the list of one object that holds them.
fn wrapped(list: &Node) -> Node {
    let key_span = Span { end: (list.span.start + 1).min(list.span.end), ..list.span };
    let entry =
        Entry { key: ATTRIBUTES.into(), key_span, value: list.clone(), form: Form::Argument };
    let object = Node::new(Kind::Object(vec![entry], Seen::Whole), list.span);
    Node { kind: Kind::List(vec![object], Seen::Whole), ..list.clone() }
}

fn bare(list: &Node, path: &str) -> Fault {
    let (path, name) = path.rsplit_once('.').unwrap_or(("", path));
    let kind = FaultKind::WrongType {
        wanted: format!("a list of objects with `{ATTRIBUTES}`"),
        between: Some(["[{ \"attributes\": ", " }]"]),
    };
    Fault { kind, at: list.clone(), name: name.to_owned(), path: path.to_owned() }
}

/// An object of the document and what its schema says.
struct Place<'a> {
    schema: &'a Value,
    entries: &'a [Entry],
    path: &'a str,
}

impl Place<'_> {
    fn members(&self, faults: &mut Vec<Fault>) -> Vec<Entry> {
        let mut members = Vec::with_capacity(self.entries.len());
        let mut said = Vec::new();
        for entry in self.entries {
            if let Some(schema) = self.property(&entry.key) {
                faults.extend(self.marked(entry, schema));
                members.push(self.member(entry, &entry.key, schema, faults));
                continue;
            }
            if self.schema.get("additionalProperties") != Some(&Value::Bool(false)) {
                members.push(entry.clone());
                continue;
            }
            if let Some((of, advice)) = self.part(&entry.key) {
                // Of several parts of one member the first one is enough to say.
                if !said.contains(&of) {
                    said.push(of);
                    faults.push(self.unknown(entry, Some(Meant::Advice(advice.to_owned()))));
                    // It is there, but cannot be read.
                    if !self.has(of) {
                        let value = Node::unknown(entry.value.span, "it is written otherwise");
                        members.push(Entry { key: of.into(), value, ..entry.clone() });
                    }
                }
                continue;
            }
            let Some(name) = self.meant(&entry.key) else {
                faults.push(self.unknown(entry, None));
                continue;
            };
            let rename = self.rename(entry, &name);
            faults.push(self.unknown(entry, Some(Meant::Name(name.clone(), rename))));
            if let Some(schema) = self.property(&name).filter(|_| rename != Rename::Taken) {
                members.push(self.member(entry, &name, schema, faults));
            }
        }
        members
    }

    fn member(&self, entry: &Entry, name: &str, schema: &Value, faults: &mut Vec<Fault>) -> Entry {
        let dot = if self.path.is_empty() { "" } else { "." };
        let path = format!("{}{dot}{name}", self.path);
        let value = object_or_list(schema, &entry.value, &path, faults);
        Entry { key: name.into(), value, ..entry.clone() }
    }

    fn properties(&self) -> Option<&Map<String, Value>> {
        self.schema.get("properties").and_then(Value::as_object)
    }

    fn property(&self, name: &str) -> Option<&Value> {
        self.properties()?.get(name)
    }

    /// The names that may be written here.
    fn writable(&self) -> Vec<&String> {
        let open = |value: &Value| value.get("readOnly").is_none() && value.is_object();
        let all = self.properties().into_iter().flatten();
        all.filter(|(_, value)| open(value)).map(|(name, _)| name).collect()
    }

    fn alias(&self, name: &str) -> Option<&Value> {
        self.schema.get("x-aliases")?.get(name)
    }

    /// The member of which `name` is a part that stands in the wrong place, and what to do.
    fn part(&self, name: &str) -> Option<(&str, &str)> {
        let alias = self.alias(name)?;
        Some((alias.get("of")?.as_str()?, alias.get("advice")?.as_str()?))
    }

    fn meant(&self, name: &str) -> Option<String> {
        match self.alias(name) {
            Some(alias) => alias.as_str().map(str::to_owned),
            None => {
                nearest(name, self.writable().into_iter().map(String::as_str)).map(str::to_owned)
            }
        }
    }

    /// Whether `entry` is the member `name`, or meant to be.
    fn is(&self, entry: &Entry, name: &str) -> bool {
        entry.key == name
            || (self.property(&entry.key).is_none()
                && self.meant(&entry.key).as_deref() == Some(name))
    }

    fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| self.is(entry, name))
    }

    fn rename(&self, entry: &Entry, name: &str) -> Rename {
        let others = self.entries.iter().filter(|one| one.key_span != entry.key_span);
        if others.into_iter().any(|one| self.is(one, name)) {
            Rename::Taken
        } else if !self.property(name).is_some_and(|schema| takes(schema, &entry.value)) {
            Rename::Unfit(self.property(name).and_then(wanted))
        } else if self.alias(&entry.key).is_some() || normalised(name) == normalised(&entry.key) {
            Rename::Enough
        } else {
            Rename::Guess
        }
    }

    fn unknown(&self, entry: &Entry, meant: Option<Meant>) -> Fault {
        let known = self.writable().into_iter().cloned().collect();
        self.fault(FaultKind::Unknown { known, meant }, entry)
    }

    /// What the schema allows, but marks as deprecated or set by the server.
    fn marked(&self, entry: &Entry, schema: &Value) -> Option<Fault> {
        if schema.get("readOnly").is_some() {
            return Some(self.fault(FaultKind::ServerSet, entry));
        }
        schema.get("deprecated")?;
        let instead = schema.get("x-instead").and_then(Value::as_str).unwrap_or_default();
        let values = schema.get("x-values").and_then(Value::as_object).into_iter().flatten();
        let values =
            values.map(|(old, new)| (old.clone(), new.as_str().unwrap_or_default().to_owned()));
        let kind = FaultKind::Deprecated {
            instead: instead.to_owned(),
            values: values.collect(),
            both: self.entries.iter().any(|entry| entry.key == instead),
        };
        Some(self.fault(kind, entry))
    }

    fn fault(&self, kind: FaultKind, entry: &Entry) -> Fault {
        let at = Node::new(Kind::Text(entry.key.clone()), entry.key_span);
        Fault { kind, at, name: entry.key.to_string(), path: self.path.to_owned() }
    }
}

/// In words, what `schema` takes.
fn wanted(schema: &Value) -> Option<&'static str> {
    match schema.get("type")?.as_str()? {
        "string" => Some("a text"),
        "array" => Some("a list"),
        "object" => Some("an object"),
        _ => None,
    }
}

/// Whether `schema` takes values like this one.
fn takes(schema: &Value, node: &Node) -> bool {
    let is = match &node.kind {
        Kind::Text(_) => "string",
        Kind::Bool(_) => "boolean",
        Kind::List(..) => "array",
        Kind::Object(..) => "object",
        _ => return false,
    };
    match schema.get("type") {
        Some(Value::String(one)) => one == is,
        Some(Value::Array(many)) => many.iter().any(|one| one == is),
        _ => true,
    }
}
