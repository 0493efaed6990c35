//! Calls of modules of which it is known what their inputs take.

use super::resource::{Resource, Subject};
use crate::node::{Entry, Kind, Node};

/// A call of a module of which it is known which keys some of its inputs take.
#[derive(Clone, Debug)]
pub struct ModuleCall {
    /// How it was written; of its arguments only those inputs.
    pub resource: Resource,
    /// The source of the module.
    pub source: String,
    /// The constraint on its version.
    pub version: Option<String>,
}

impl Subject for ModuleCall {
    fn resource(&self) -> &Resource {
        &self.resource
    }
}

impl ModuleCall {
    /// Every key that is written in an object of an input, with the input.
    pub fn keys(&self) -> Vec<(&str, &Entry)> {
        let inputs = self.resource.body.entries().unwrap_or_default().iter();
        inputs
            .flat_map(|input| {
                let keys = objects(&input.value).into_iter().flat_map(Node::entries).flatten();
                keys.map(|entry| (input.key.as_str(), entry))
            })
            .collect()
    }
}

/// The objects that a list or a map holds.
fn objects(node: &Node) -> Vec<&Node> {
    let held: Vec<&Node> = match &node.kind {
        Kind::List(items, _) => items.iter().collect(),
        Kind::Object(entries, _) => entries.iter().map(|entry| &entry.value).collect(),
        Kind::OneOf(choices) => {
            return choices.iter().flat_map(|choice| objects(&choice.value)).collect();
        }
        _ => Vec::new(),
    };
    held.into_iter().flat_map(Node::each).collect()
}
