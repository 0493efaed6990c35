//! Moves places to where a person can look at them: from the text that says what is known of a module
//! to where that module is called, or where its output is used.

use super::{Declared, Module};
use crate::node::{Kind, Node};
use crate::source::{SourceId, Span};
use std::collections::HashSet;

/// Moves all places in `module` out of the texts in `models`.
pub(super) fn settle(models: &HashSet<SourceId>, module: &mut Module) {
    if models.is_empty() {
        return;
    }
    for resource in &mut module.resources {
        let Declared { header, extent, call, body, .. } = resource;
        let is_model = |span: Span| models.contains(&span.source);
        if let Some(call) = call.filter(|_| is_model(*header)) {
            (*header, *extent) = (call, call);
        }
        move_node(body, &is_model, *header);
    }
}

fn move_node(node: &mut Node, is_model: &impl Fn(Span) -> bool, otherwise: Span) {
    node.trail.retain(|step| !is_model(step.span));
    if is_model(node.span) {
        // What spells it lies in the model, so that the first to use it outside is the place.
        node.span = node.trail.first().map_or(otherwise, |step| step.span);
        node.literal = None;
        node.computed = true;
    }
    match &mut node.kind {
        Kind::List(items, _) => {
            items.iter_mut().for_each(|item| move_node(item, is_model, otherwise));
        }
        Kind::Object(entries, _) => {
            for entry in entries {
                if is_model(entry.key_span) {
                    entry.key_span = otherwise;
                }
                move_node(&mut entry.value, is_model, otherwise);
            }
        }
        Kind::OneOf(choices) => {
            for choice in choices {
                move_node(&mut choice.value, is_model, otherwise);
            }
        }
        _ => {}
    }
}
