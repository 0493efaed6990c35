//! A JSON text -> the policies and gateways in it, or the plan that it is, if it is one of ours at all.

use super::{gateway_api, plan, policy_json};
use crate::discover::FileKind;
use crate::model::{Gap, Hides, Model, World};
use crate::node::{Entry, Node};
use crate::parse::json::json;
use crate::source::{SourceId, Span};
use std::ops::Range;

/// What a file is said to be, so that its content does not decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forced {
    /// Authorization policies.
    Policy,
    /// An endpoint gateway.
    Gateway,
    /// A Terraform plan.
    Plan,
}

/// What became of a document beside what is in the model.
#[derive(Debug, Default)]
pub struct Lowered {
    /// Something in it is ours.
    pub is_ours: bool,
    /// What was not read, and why.
    pub unread: Vec<(Span, String)>,
    /// What nobody shall see.
    pub hidden: Vec<Range<usize>>,
}

impl Forced {
    /// What `--kind` says of a JSON file.
    pub fn of(kind: FileKind) -> Option<Self> {
        match kind {
            FileKind::Policy => Some(Self::Policy),
            FileKind::Gateway => Some(Self::Gateway),
            FileKind::Plan => Some(Self::Plan),
            FileKind::Terraform => None,
        }
    }
}

/// Where in a document a thing stands.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// Its JSON pointer: empty for the whole document, `/1`, `/policy`.
    pub(super) pointer: String,
    /// Where to say that something is missing: its key, or its first brace.
    pub(super) header: Span,
    /// It stands under `policy` of a template, whose accounts are filled in when it is assigned.
    pub(super) template: bool,
}

/// Adds what `text` holds to `model`.
pub fn lower(
    source: SourceId,
    text: &str,
    forced: Option<Forced>,
    world: World,
    model: &mut Model,
) -> Lowered {
    if forced == Some(Forced::Plan) || (forced.is_none() && plan::is_plan(text)) {
        let plan::Lowered { unread, hidden } = plan::lower(source, text, world, model);
        return Lowered { is_ours: true, unread, hidden };
    }
    let is_ours = lower_bodies(source, text, forced, world, model);
    Lowered { is_ours, ..Lowered::default() }
}

/// Adds the policies and gateways in `text` to `model`; `false` if nothing in it is ours.
fn lower_bodies(
    source: SourceId,
    text: &str,
    forced: Option<Forced>,
    world: World,
    model: &mut Model,
) -> bool {
    if forced.is_none() && !may_be_ours(text) {
        return false;
    }
    let parsed = json(source, text);
    let mut found = documents(&parsed.node);
    if forced.is_some() && found.iter().skip(1).any(|(_, node)| node.entries().is_some()) {
        // What is forced is what the document holds, not the list or template around it.
        found.remove(0);
    }
    let mut ours = false;
    for (spot, node) in found {
        let policy = forced.map_or_else(
            || policy_json::is_policy(node),
            |kind| kind == Forced::Policy && node.entries().is_some(),
        );
        let gateway = forced.map_or_else(
            || gateway_api::is_gateway(node),
            |kind| kind == Forced::Gateway && node.entries().is_some(),
        );
        if policy {
            model.policies.push(policy_json::lower(node, &spot, world));
        } else if gateway {
            model.gateways.push(gateway_api::lower(node, &spot, world));
        }
        ours |= policy || gateway;
    }
    let is_read = parsed.node.entries().is_some() || parsed.node.items().is_some();
    let hints = || if is_read { has_our_parts(&parsed.node, 0) } else { looks_like_ours(text) };
    ours |= parsed.broken && (forced.is_some() || hints());
    if ours {
        if parsed.broken {
            model.gaps.push(Gap { world, hides: Hides::Anything });
        }
        model.problems.extend(parsed.problems);
    }
    ours
}

/// Cheap, before the text is parsed: it names at least two members that a policy or a gateway has.
fn may_be_ours(text: &str) -> bool {
    let has = |word: &str| text.contains(word);
    let policy = [has("\"subject"), has("\"resource"), has("\"roles\"") || has("\"control\"")];
    let gateway = has("\"target\"");
    policy.iter().filter(|found| **found).count() >= 2 || gateway || looks_like_ours(text)
}

/// What a text that does not parse has to hold for us to say so.
pub fn looks_like_ours(text: &str) -> bool {
    // Who does not know JSON may well put names between single quotes.
    let has = |name: &str| {
        [format!("\"{name}\""), format!("'{name}'")].iter().any(|one| text.contains(one))
    };
    let word = |word: &str| text.contains(word);
    let subject = has("subjects") || has("subject");
    let policy = subject && (has("role_id") || has("resources"));
    let gateway = has("target") && (word("endpoint") || word("provider_") || has("vpc"));
    policy || gateway || plan::has_its_words(text)
}

/// Whether something in a document that was mended while it was read is only ours: the id of a role,
/// all that makes a policy, be there nothing in it, or a target that is no mere name.
fn has_our_parts(node: &Node, depth: usize) -> bool {
    let below = |node: &Node| depth < 20 && has_our_parts(node, depth + 1);
    if let Some(entries) = node.entries() {
        let has = |names: [&str; 2]| entries.iter().any(|entry| names.contains(&&*entry.key));
        let is_authorization = || {
            let kind = node.get("type").and_then(|entry| entry.value.text());
            kind.map_or_else(|| has(["roles", "control"]), |kind| kind == "authorization")
        };
        return gateway_api::is_target(node)
            || (has(["subjects", "subject"])
                && has(["resources", "resource"])
                && is_authorization())
            || entries.iter().any(|entry| entry.key == "role_id" || below(&entry.value));
    }
    node.items().unwrap_or_default().iter().any(below)
}

/// Everything in the document that may be a policy or a gateway: itself, the elements of a list,
/// and what stands under `policy` and `policies`.
fn documents(root: &Node) -> Vec<(Spot, &Node)> {
    let brace = |node: &Node| Span { end: (node.span.start + 1).min(node.span.end), ..node.span };
    let spot = |pointer: String, header: Span| Spot { pointer, header, template: false };
    let mut found = Vec::new();
    found.push((spot(String::new(), brace(root)), root));
    for (index, item) in root.items().unwrap_or_default().iter().enumerate() {
        found.push((spot(format!("/{index}"), brace(item)), item));
    }
    for entry in root.entries().unwrap_or_default() {
        match entry.key.as_str() {
            "policy" => found.push(policy_of_template(entry)),
            "policies" => {
                for (index, item) in entry.value.items().unwrap_or_default().iter().enumerate() {
                    found.push((spot(format!("/policies/{index}"), brace(item)), item));
                }
            }
            _ => {}
        }
    }
    found
}

fn policy_of_template(entry: &Entry) -> (Spot, &Node) {
    let spot = Spot { pointer: "/policy".to_owned(), header: entry.key_span, template: true };
    (spot, &entry.value)
}
