//! What a resource of the folder is worth where another expression refers to it: how many instances
//! it has, and what `terraform_data`, which no provider decides about, is known to hold.

use super::expand::{self, Instances};
use super::expression::evaluate;
use super::folder::{Block, Object};
use super::ranges;
use super::scope::Scope;
use super::types::{Type, type_of};
use crate::node::{Entry, Form, Kind, Node, Range, Reference, Seen, Unknown};
use crate::source::Span;
use smol_str::SmolStr;

/// The one type of resource that Terraform itself provides.
const TERRAFORM_DATA: &str = "terraform_data";

/// The value of the resource or data source that `reference` names, as an expression that reads
/// what follows in it sees it; `None` where only its provider can say.
pub(super) fn value(
    scope: &Scope<'_>,
    reference: &Reference,
    begins_with_splat: bool,
    span: Span,
) -> Option<Node> {
    let Reference { data, kind, name, .. } = reference;
    let block = scope.declares.resource(Object { is_data: *data, kind, name })?;
    let is_data = reference.type_name() == TERRAFORM_DATA;
    let as_a_whole = reference.rest.is_empty() || begins_with_splat;
    if !(is_data || as_a_whole) {
        return None;
    }
    if is_data && !begins_with_splat && !has_part(reference) {
        // Terraform looks at this before it evaluates anything: not even `try` gets past it.
        return Some(Node::unknown(span, "`terraform_data` has no such attribute"));
    }
    if !is_data && block.argument("count").is_none() && block.argument("for_each").is_none() {
        return None;
    }
    let value = scope.resource(block.object(), span, || {
        let whole = instances(scope, block, reference, span);
        whole.unwrap_or_else(|| Node::unknown(span, "how many instances there are is not known"))
    });
    (!matches!(value.kind, Kind::Unknown(_))).then_some(value)
}

/// Whether `terraform_data` has the attribute that is read; its `id` has no parts.
fn has_part(reference: &Reference) -> bool {
    let path = reference.attribute();
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let (name, rest) = path.split_at(end);
    match name {
        "" | "input" | "output" | "triggers_replace" => true,
        "id" => rest.is_empty() || rest.starts_with("[*]"),
        _ => false,
    }
}

/// All instances: one, a tuple of what is counted, or an object by key.
fn instances(
    scope: &Scope<'_>,
    block: &Block<'_>,
    reference: &Reference,
    span: Span,
) -> Option<Node> {
    let one = |index: &str| {
        if reference.type_name() == TERRAFORM_DATA {
            return terraform_data(scope, block, span);
        }
        let reference = Reference { rest: index.into(), ..reference.clone() };
        let unknown = Unknown { null: false, ..Unknown::before(reference) };
        Node::new(Kind::unknown(unknown), span)
    };
    let is_counted = block.argument("count").is_some();
    if !is_counted && block.argument("for_each").is_none() {
        return Some(one(""));
    }
    let mut items = Vec::new();
    let mut entries = Vec::new();
    for instance in expand::instances(scope, block) {
        match instance.instances {
            Instances::None => continue,
            Instances::Unknown => return None,
            Instances::Some => {}
        }
        let key = instance.key.as_ref()?.text().map(SmolStr::new);
        let value = scope.with(instance.bindings, || one(&instance.index));
        match key {
            Some(key) => {
                entries.push(Entry { key, key_span: span, value, form: Form::Argument });
            }
            None => items.push(value),
        }
    }
    let kind = if is_counted {
        Kind::List(items, Seen::Whole)
    } else {
        Kind::Object(entries, Seen::Whole)
    };
    Some(Node::computed(kind, span))
}

/// An instance of `terraform_data` that is to be made: its `id` is not known, its `output` will be
/// its `input`.
fn terraform_data(scope: &Scope<'_>, block: &Block<'_>, span: Span) -> Node {
    let argument = |name: &str| {
        let written = block.argument(name);
        written.map_or_else(
            || Node::computed(Kind::Null, span),
            |(source, written)| evaluate(scope, source, written),
        )
    };
    let later = |name: &str, there: bool, kind: &Type| {
        let why = format!("`{name}` is known only when it is applied");
        ranges::unknown(kind, Range { there, ..Range::default() }, why, span)
    };
    let input = argument("input");
    let output = match &input.kind {
        Kind::Null => input.clone(),
        _ => later("output", false, &type_of(&input)),
    };
    let id = later("id", true, &Type::Text);
    let members = [
        ("id", id),
        ("input", input),
        ("output", output),
        ("triggers_replace", argument("triggers_replace")),
    ];
    let entry = |(name, value): (&str, Node)| Entry {
        key: name.into(),
        key_span: span,
        value,
        form: Form::Argument,
    };
    Node::computed(Kind::Object(members.map(entry).into(), Seen::Whole), span)
}
