//! What is decided outside the files of a folder: by its callers, by `.tfvars`, by override files.

use crate::node::{Entry, Form, Kind, Node, Seen};
use crate::source::{SourceId, Span};
use hcl_edit::structure::{Block, Body, Structure};
use std::collections::BTreeSet;

/// What is decided elsewhere, and so not known from here.
#[derive(Debug, Default)]
pub struct Elsewhere {
    /// Variables whose default does not count, because somebody sets them.
    pub variables: BTreeSet<String>,
    /// Override files, whose blocks change those of the same name.
    pub overrides: Vec<(SourceId, Body)>,
}

impl Elsewhere {
    fn blocks<'a>(&'a self, ident: &'a str) -> impl Iterator<Item = &'a Block> + 'a {
        let bodies = self.overrides.iter().flat_map(|(_, body)| body.blocks());
        bodies.filter(move |block| block.ident.as_str() == ident)
    }

    /// Whether variable `name` is set or declared anew elsewhere.
    pub(super) fn sets_variable(&self, name: &str) -> bool {
        let is_it =
            |block: &Block| block.labels.first().is_some_and(|label| label.as_str() == name);
        self.variables.contains(name) || self.blocks("variable").any(is_it)
    }

    /// Whether local `name` is declared anew elsewhere.
    pub(super) fn sets_local(&self, name: &str) -> bool {
        self.blocks("locals").any(|block| block.body.has_attribute(name))
    }

    /// Whether an override file changes anything in a block.
    pub(super) fn changes(&self, written: &Block) -> bool {
        let labels = |block: &Block| -> Vec<String> {
            block.labels.iter().map(|label| label.as_str().to_owned()).collect()
        };
        self.blocks(written.ident.as_str()).any(|block| labels(block) == labels(written))
    }

    /// Whether an override file says how many instances there are.
    pub(super) fn sets_instances(&self, written: &Block) -> bool {
        let labels = |block: &Block| -> Vec<String> {
            block.labels.iter().map(|label| label.as_str().to_owned()).collect()
        };
        self.blocks(written.ident.as_str()).any(|block| {
            let repeats = ["count", "for_each"].iter().any(|name| block.body.has_attribute(name));
            repeats && labels(block) == labels(written)
        })
    }

    /// The body of a resource without what an override file changes in it: that is not known.
    pub(super) fn without_overridden(&self, written: &Block, body: Node) -> Node {
        let same = |block: &&Block| {
            let labels = |block: &Block| -> Vec<String> {
                block.labels.iter().map(|label| label.as_str().to_owned()).collect()
            };
            labels(block) == labels(written)
        };
        let Kind::Object(mut entries, mut seen) = body.kind else { return body };
        for overriding in self.blocks(written.ident.as_str()).filter(same) {
            for structure in &overriding.body {
                match structure {
                    Structure::Attribute(attribute) => {
                        overridden(&mut entries, attribute.key.as_str(), body.span);
                    }
                    Structure::Block(block) => {
                        entries.retain(|entry| entry.key != block.ident.as_str());
                        seen = Seen::Partly;
                    }
                }
            }
        }
        Node { kind: Kind::Object(entries, seen), ..body }
    }
}

fn overridden(entries: &mut Vec<Entry>, name: &str, header: Span) {
    let value = |span: Span| Node::unknown(span, "an override file sets it");
    match entries.iter_mut().find(|entry| entry.key == name) {
        Some(entry) => entry.value = value(entry.value.span),
        None => entries.push(Entry {
            key: name.to_owned(),
            key_span: header,
            value: value(header),
            form: Form::Argument,
        }),
    }
}

/// The names that a file of variables sets.
pub fn names_set(body: &Body) -> impl Iterator<Item = String> {
    body.attributes().map(|attribute| attribute.key.as_str().to_owned())
}

/// The arguments that a module call passes.
pub(super) fn passed(call: &Block) -> Vec<String> {
    const META: [&str; 6] = ["source", "version", "count", "for_each", "providers", "depends_on"];
    names_set(&call.body).filter(|name| !META.contains(&name.as_str())).collect()
}
