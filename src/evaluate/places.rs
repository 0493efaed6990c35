//! Moves places to where a person can look at them: from the text that says what is known of a module
//! to where that module is called, or where its output is used; and from a transcript to its JSON.

use super::{Declared, Module};
use crate::node::{Entry, Kind, Node, Step, Trail};
use crate::source::{SourceId, Sources, Span};
use foldhash::HashSet;

/// Moves all places in `module` out of transcripts and out of the texts in `models`.
pub(super) fn settle(sources: &Sources, models: &HashSet<SourceId>, module: &mut Module) {
    for resource in &mut module.resources {
        let Declared { header, extent, call, called_by, body, .. } = resource;
        if let Some(call) = call.filter(|_| models.contains(&header.source)) {
            (*header, *extent) = (call, call);
            called_by.retain(|one| *one != call && !models.contains(&one.source));
        }
        (*header, *extent) = (sources.true_span(*header), sources.true_span(*extent));
        for call in called_by {
            *call = sources.true_span(*call);
        }
        let settle = Settle { sources, models, otherwise: *header };
        settle.node(body);
    }
    for region in module.providers.iter_mut().filter_map(|provider| provider.region.as_mut()) {
        Settle { sources, models, otherwise: region.span }.node(region);
    }
    for call in &mut module.calls {
        (call.header, call.extent) =
            (sources.true_span(call.header), sources.true_span(call.extent));
        for above in &mut call.called_by {
            *above = sources.true_span(*above);
        }
        Settle { sources, models, otherwise: call.header }.node(&mut call.inputs);
    }
    let limit = module.limit.iter_mut().map(|(span, _)| span);
    for span in limit.chain(module.many_blocks.iter_mut().map(|(span, _)| span)) {
        *span = sources.true_span(*span);
    }
}

struct Settle<'a> {
    sources: &'a Sources,
    models: &'a HashSet<SourceId>,
    /// The place of what has no better one.
    otherwise: Span,
}

impl Settle<'_> {
    fn is_model(&self, span: Span) -> bool {
        self.models.contains(&span.source)
    }

    fn node(&self, node: &mut Node) {
        self.trail(&mut node.trail);
        if self.is_model(node.span) {
            // What spells it lies in the model, so that the first to use it outside is the place.
            node.span = node.trail.steps().next().map_or(self.otherwise, |step| step.span);
            node.literal = None;
            node.computed = true;
        }
        node.literal = node.literal.and_then(|literal| self.sources.true_literal(literal));
        node.span = self.sources.true_span(node.span);
        match &mut node.kind {
            Kind::List(items, _) => items.iter_mut().for_each(|item| self.node(item)),
            Kind::Object(entries, _) => entries.iter_mut().for_each(|entry| self.entry(entry)),
            Kind::OneOf(choices) => {
                for choice in choices {
                    self.node(&mut choice.value);
                }
            }
            _ => {}
        }
    }

    fn trail(&self, trail: &mut Trail) {
        let moves = |step: &Step| self.is_model(step.span) || step.span.source.is_transcript();
        if trail.backwards().any(moves) {
            let outside = trail.steps().filter(|step| !self.is_model(step.span));
            let settled = outside.map(|step| Step {
                span: self.sources.true_span(step.span),
                how: step.how.clone(),
            });
            *trail = settled.collect();
        }
    }

    fn entry(&self, entry: &mut Entry) {
        if self.is_model(entry.key_span) {
            entry.key_span = self.otherwise;
        }
        entry.key_span = self.sources.true_span(entry.key_span);
        self.node(&mut entry.value);
    }
}
