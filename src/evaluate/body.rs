//! A block's body -> an object: arguments by name, nested blocks as lists of objects.

use super::expand;
use super::expression::evaluate;
use super::folder;
use super::scope::Scope;
use crate::node::{Entry, Form, Kind, Node, Seen};
use crate::parse::tree::{Attribute, Block, Stands, Structure};
use crate::source::{SourceId, Span};

/// What Terraform itself reads in a resource; the provider never sees it.
const META: [&str; 7] =
    ["count", "for_each", "provider", "depends_on", "lifecycle", "connection", "provisioner"];

/// The bytes of anything that the parser gave a span.
pub(super) fn span_of(source: SourceId, thing: &impl Stands) -> Span {
    Span::new(source, thing.extent().range())
}

/// From the first word of a block to its last label.
pub(super) fn header(source: SourceId, block: &Block) -> Span {
    let first = span_of(source, &block.ident);
    let last = block.labels.last().map_or(first, |label| span_of(source, label));
    Span { end: last.end.max(first.end), ..first }
}

/// The body of a resource, without the meta-arguments.
pub(super) fn resource(scope: &Scope<'_>, block: &folder::Block<'_>) -> Node {
    object(scope, block.structures(), block.header(), &META)
}

/// A block inside another.
fn inner(scope: &Scope<'_>, source: SourceId, block: &Block) -> Node {
    let structures = block.body.iter().map(|structure| (source, structure));
    object(scope, structures, header(source, block), &[])
}

fn object<'a>(
    scope: &Scope<'_>,
    structures: impl Iterator<Item = (SourceId, &'a Structure<'a>)>,
    header: Span,
    leave_out: &[&str],
) -> Node {
    let mut entries: Vec<Entry> = Vec::new();
    for (source, structure) in structures {
        match structure {
            Structure::Attribute(attribute) if !leave_out.contains(&attribute.key.as_str()) => {
                entries.push(argument(scope, source, attribute));
            }
            Structure::Block(block) if block.ident.as_str() == "dynamic" => {
                if let Some(label) = block.labels.first() {
                    let key_span = span_of(source, label);
                    let content = |content: &Block| inner(scope, source, content);
                    let blocks = expand::dynamic(scope, source, block, content);
                    match blocks {
                        Some(blocks) => blocks.into_iter().for_each(|block| {
                            nested(&mut entries, label.as_str(), key_span, Some(block));
                        }),
                        None => nested(&mut entries, label.as_str(), key_span, None),
                    }
                }
            }
            Structure::Block(block) if !leave_out.contains(&block.ident.as_str()) => {
                let key_span = self::header(source, block);
                let value = inner(scope, source, block);
                nested(&mut entries, block.ident.as_str(), key_span, Some(value));
            }
            _ => {}
        }
    }
    Node::new(Kind::Object(entries, Seen::Whole), header)
}

fn argument(scope: &Scope<'_>, source: SourceId, attribute: &Attribute<'_>) -> Entry {
    Entry {
        key: attribute.key.as_str().into(),
        key_span: span_of(source, &attribute.key),
        value: evaluate(scope, source, &attribute.value),
        form: Form::Argument,
    }
}

/// Adds a block to those of its name. `None` is a `dynamic` block: none, one or many of them.
fn nested(entries: &mut Vec<Entry>, name: &str, key_span: Span, block: Option<Node>) {
    let is_it = |entry: &Entry| entry.key == name && entry.form == Form::Block;
    let at = entries.iter().position(is_it).unwrap_or_else(|| {
        let value = Node::new(Kind::List(Vec::new(), Seen::Whole), key_span);
        entries.push(Entry { key: name.into(), key_span, value, form: Form::Block });
        entries.len() - 1
    });
    let Some(entry) = entries.get_mut(at) else { return };
    if let Kind::List(blocks, seen) = &mut entry.value.kind {
        match block {
            Some(block) => blocks.push(block),
            None => *seen = Seen::Partly,
        }
    }
}
