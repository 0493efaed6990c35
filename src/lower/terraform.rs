//! Terraform resources -> policies, gateways and their siblings.

mod calls;
mod gateway;

use super::provider_schema;
use crate::catalog::{self, Schema};
use crate::evaluate::{self, Declared, Instances, Kinds, Makers, Module};
use crate::model::{
    Attribute, AuthorizationPolicy, Exists, FaultKind, Format, Gap, Hides, Model, Order, Resource,
    Side, SideForm, Surface, World,
};
use crate::node::{
    Choice, Entry, Form, Kind, Node, Piece, Reference, Seen, Unknown, without_indexes,
};
use std::collections::HashMap;
use std::sync::Arc;

pub(super) const POLICY: &str = "ibm_iam_authorization_policy";
const GATEWAY: &str = "ibm_is_virtual_endpoint_gateway";
/// What may be about a security group of another root module.
const RULE: &str = "ibm_is_security_group_rule";
/// What tells the account of the provider configuration through which it is read.
const SETTINGS: &str = "ibm_iam_account_settings";

/// The arguments that say who may, and the attribute each of them becomes (the provider's
/// `resource_ibm_iam_authorization_policy.go`).
const SUBJECT: [(&str, &str); 5] = [
    ("source_service_account", "accountId"),
    ("source_service_name", "serviceName"),
    ("source_resource_instance_id", "serviceInstance"),
    ("source_resource_group_id", "resourceGroupId"),
    ("source_resource_type", "resourceType"),
];
/// The same for what it is about; the account is always the provider's own.
const TARGET: [(&str, &str); 4] = [
    ("target_service_name", "serviceName"),
    ("target_resource_instance_id", "serviceInstance"),
    ("target_resource_group_id", "resourceGroupId"),
    ("target_resource_type", "resourceType"),
];

/// What is asked for: what has a schema, what policies and gateways wait for, and what stands beside
/// gateways and their siblings, but is none.
pub const KINDS: Kinds = Kinds {
    wanted: |kind| catalog::schema(kind).is_some(),
    ordered: |kind| matches!(kind, POLICY | GATEWAY),
    waiting: |kind| kind == GATEWAY,
    routed: |kind| kind == SETTINGS,
    routing: |declared| declared.kind == GATEWAY && leads_to_another(&declared.body),
    beside: catalog::is_neighbour,
    center: |kind| kind.starts_with("ibm_is_"),
    reaching: |kind| kind == RULE || catalog::lookup(kind).is_some(),
    inputs: catalog::has_known_keys,
    makers: Makers { by_type: catalog::may_make_policies, by_program: catalog::may_run_anything },
    users: catalog::may_use_all,
};

// What evaluation leaves open is what the catalogue does not know; neither may use the other.
const _: () = assert!(catalog::UNKNOWN == evaluate::UNSPELLED);

/// Whether a gateway leads to what is made or read in the same root module, through which provider
/// configuration whatever that is.
fn leads_to_another(body: &Node) -> bool {
    let is_another = |reference: &Reference| {
        !matches!(reference.kind.as_str(), "var" | "local" | "each" | "module")
    };
    body.blocks("target").filter_map(|block| block.get("crn")).any(|crn| match &crn.value.kind {
        Kind::Template(pieces) => pieces.iter().any(|piece| match piece {
            Piece::Unknown(unknown) => unknown.reference.as_ref().is_some_and(is_another),
            Piece::Text(_) => false,
        }),
        _ => crn.value.reference().is_some_and(is_another),
    })
}

/// Adds the resources of `module` to `model`.
pub fn lower(module: Module, world: World, model: &mut Model) {
    let evaluate::Order { objects, providers, waits } = module.order;
    model.orders.insert(world, Order::new(objects, providers, waits));
    let is_ours = |name: &str| name == "ibm" || name.starts_with("ibm.");
    if !module.providers.iter().any(|one| is_ours(&one.name)) {
        model.unconfigured.insert(world);
    }
    let mut keys: HashMap<String, String> = HashMap::new();
    for provider in module.providers {
        model.providers.entry(world).or_default().push(provider.name.clone());
        if let Some(key) = provider.key {
            let first = keys.entry(key).or_insert_with(|| provider.name.clone());
            if *first != provider.name {
                model.twins.insert((world, provider.name.clone()), first.clone());
            }
        }
        if let Some(region) = provider.region {
            model.regions.insert((world, provider.name), region);
        }
    }
    for (path, mut names) in module.passed_providers {
        names.retain(|(local, _)| is_ours(local));
        model.passed_providers.insert((world, path), names);
    }
    model.in_json.extend(module.in_json.into_iter().map(|path| (world, path)));
    model.configured.extend(module.configured.into_iter().map(|path| (world, path)));
    model.unnumbered.extend(module.unnumbered.into_iter().map(|call| (world, call)));
    let gaps = module.not_followed.into_iter();
    model.gaps.extend(gaps.map(|(address, _)| Gap { world, hides: Hides::Module(address) }));
    let makers = module.makers.into_iter().map(Hides::Policies);
    let forgotten = module.forgotten.into_iter().map(Hides::Forgotten);
    model.gaps.extend(makers.chain(forgotten).map(|hides| Gap { world, hides }));
    let passed = module.passed.into_iter().map(Hides::UsesOf);
    let given_out = module.given_out.into_iter().map(Hides::UsesAbove);
    model.gaps.extend(passed.chain(given_out).map(|hides| Gap { world, hides }));
    model.calls.extend(module.calls.into_iter().map(|call| calls::call(call, world)));
    let gathered = module.gathered.into_iter();
    model.gathered.extend(gathered.map(|(call, many)| ((world, call), many)));
    for mut declared in module.resources {
        if let Some(many) = declared.gathered {
            model.gathered.insert((world, declared.object.clone()), many);
        }
        let Some(schema) = catalog::schema(&declared.kind) else {
            model.neighbours.push(resource(declared, None, world));
            continue;
        };
        if declared.is_json {
            as_blocks(schema, &mut declared.body);
        }
        let mut resource = resource(declared, Some(schema), world);
        if module.imported.contains(&without_indexes(&resource.object)) {
            resource.imported = true;
            model.gaps.push(taken_over(&resource.object, world));
        }
        add(resource, schema, model);
    }
}

/// Whoever made what an `import` block takes over may have given it all sorts of things.
pub(super) fn taken_over(object: &str, world: World) -> Gap {
    Gap { world, hides: Hides::UsesOf(object.to_owned()) }
}

/// Adds a resource as what it means.
pub(super) fn add(resource: Resource, schema: &Schema, model: &mut Model) {
    match resource.kind.as_str() {
        POLICY => model.policies.push(policy(resource, schema)),
        GATEWAY => model.gateways.push(gateway::gateway(resource, schema)),
        _ => model.others.push(resource),
    }
}

/// In JSON a block and an object look alike: the schema says which it was meant to be.
fn as_blocks(schema: &Schema, body: &mut Node) {
    /// A member of this name is a comment in a block.
    const COMMENT: &str = "//";
    let Kind::Object(entries, seen) = &mut body.kind else { return };
    if entries.iter().any(|entry| entry.key == "dynamic" && entry.form == Form::Argument) {
        // It makes blocks, of which only what `content` holds is followed.
        *seen = Seen::Partly;
    }
    entries.retain(|entry| entry.key != COMMENT && entry.key != "dynamic");
    for entry in entries {
        let Some(schema) = schema.block(&entry.key) else { continue };
        if entry.form == Form::Argument && entry.value.entries().is_some() {
            let only = std::mem::replace(&mut entry.value, Node::absent(entry.key_span));
            entry.value = Node::new(Kind::List(vec![only], Seen::Whole), entry.key_span);
        }
        if let Kind::List(blocks, _) = &mut entry.value.kind {
            entry.form = Form::Block;
            for block in blocks {
                as_blocks(schema, block);
            }
        }
    }
}

/// Where there is no instance, what is null or empty is so because nobody asked for one: not known.
fn undecided(node: &mut Node) {
    let unknown = || Kind::unknown(Unknown::because("there is no instance of it"));
    match &mut node.kind {
        Kind::Null => node.kind = unknown(),
        Kind::Text(text) if text.is_empty() => node.kind = unknown(),
        Kind::Object(entries, _) => entries.iter_mut().for_each(|one| undecided(&mut one.value)),
        Kind::List(items, _) => items.iter_mut().for_each(undecided),
        Kind::OneOf(choices) => choices.iter_mut().for_each(|one| undecided(&mut one.value)),
        _ => {}
    }
}

fn resource(mut declared: Declared, schema: Option<&Schema>, world: World) -> Resource {
    if declared.instances == Instances::None {
        undecided(&mut declared.body);
    }
    let address = format!("{}{}", declared.object, declared.index);
    let faults = |schema| provider_schema::faults(schema, &declared.body, declared.header);
    let mut faults = schema.map(faults).unwrap_or_default();
    if declared.instances == Instances::None {
        // A list may be empty for the same reason for which there is no instance.
        faults.retain(|fault| fault.kind != FaultKind::Empty);
    }
    Resource {
        surface: Surface::Terraform,
        in_json: declared.is_json,
        identity: address.clone(),
        address,
        object: declared.object,
        exists: match declared.instances {
            Instances::Some => Exists::Surely,
            Instances::None => Exists::Off,
            Instances::Unknown => Exists::Maybe,
        },
        world,
        header: declared.header,
        extent: declared.extent,
        called_by: declared.called_by,
        provider: declared.provider,
        local_provider: declared.local_provider,
        ignored: declared.ignored,
        faults,
        imported: false,
        change: None,
        kind: declared.kind,
        body: declared.body,
    }
}

/// The value of an argument, also under a name that is evidently meant to be it.
fn argument(resource: &Resource, schema: &Schema, name: &str) -> Node {
    value(schema, &resource.body, name).unwrap_or_else(|| Node::absent(resource.header))
}

/// The value of an argument in a resource or block.
fn value(schema: &Schema, body: &Node, name: &str) -> Option<Node> {
    let value = as_text(provider_schema::find(schema, body, name)?.clone());
    let is_required = schema.argument(name).is_some_and(|argument| argument.required);
    Some(if is_required { never_null(value) } else { value })
}

/// What Terraform refuses when it is null: wherever the resource is created, it is something else.
fn never_null(mut node: Node) -> Node {
    match &mut node.kind {
        Kind::Unknown(unknown) if unknown.null => Arc::make_mut(unknown).null = false,
        Kind::OneOf(choices) => {
            let is_null = |choice: &Choice| matches!(choice.value.kind, Kind::Null);
            if !choices.iter().all(is_null) {
                choices.retain(|choice| !is_null(choice));
            }
            if let [only] = choices.as_mut_slice() {
                let value = std::mem::replace(&mut only.value, Node::absent(node.span));
                return never_null(value);
            }
            for choice in choices {
                let value = std::mem::replace(&mut choice.value, Node::absent(node.span));
                choice.value = never_null(value);
            }
        }
        _ => {}
    }
    node
}

/// Numbers and booleans as the texts that Terraform makes of them where a text is wanted.
fn as_text(mut node: Node) -> Node {
    match &mut node.kind {
        Kind::Number(digits) => node.kind = Kind::Text(std::mem::take(digits)),
        Kind::Bool(value) => node.kind = Kind::Text(value.to_string().into()),
        Kind::OneOf(choices) => {
            for choice in choices {
                let value = std::mem::replace(&mut choice.value, Node::absent(node.span));
                choice.value = as_text(value);
            }
        }
        Kind::List(items, _) => {
            *items = std::mem::take(items).into_iter().map(as_text).collect();
        }
        _ => {}
    }
    node
}

fn policy(resource: Resource, schema: &Schema) -> AuthorizationPolicy {
    let flat = |arguments: &[(&str, &str)]| flat_side(&resource, schema, arguments);
    let listed = |name: &str| attribute_side(&resource, schema, name);
    AuthorizationPolicy {
        format: Format::Terraform,
        template: false,
        policy_type: Node::absent(resource.header),
        subjects: vec![listed("subject_attributes").unwrap_or_else(|| flat(&SUBJECT))],
        targets: vec![listed("resource_attributes").unwrap_or_else(|| flat(&TARGET))],
        roles: argument(&resource, schema, "roles"),
        resource,
    }
}

/// A side in the provider's own arguments. The provider takes `""` for not written.
fn flat_side(resource: &Resource, schema: &Schema, arguments: &[(&str, &str)]) -> Side {
    let attributes = arguments.iter().filter_map(|(argument, attribute)| {
        let entry = provider_schema::find_entry(schema, &resource.body, argument)
            .filter(|entry| entry.form == Form::Argument)?;
        let value = as_text(entry.value.clone());
        (!value.is_unset()).then(|| Attribute {
            name: Node::new(Kind::Text((*attribute).into()), entry.key_span),
            operator: Node::absent(entry.key_span),
            span: entry.key_span,
            value,
        })
    });
    Side {
        span: resource.header,
        form: SideForm::Flat,
        attributes: attributes.collect(),
        whole: resource.body.is_whole(),
        tagged: false,
    }
}

/// A side in blocks with name and value, if there are such blocks.
fn attribute_side(resource: &Resource, schema: &Schema, name: &str) -> Option<Side> {
    let entry = provider_schema::find_entry(schema, &resource.body, name)?;
    let schema = schema.block(name)?;
    let attributes = blocks(entry).into_iter().map(|block| {
        let part =
            |name: &str| value(schema, block, name).unwrap_or_else(|| Node::absent(block.span));
        Attribute {
            name: part("name"),
            value: part("value"),
            operator: part("operator"),
            span: block.span,
        }
    });
    let attributes: Vec<Attribute> = attributes.collect();
    Some(Side {
        span: resource.header,
        form: SideForm::Attributes,
        whole: entry.value.is_whole() && entry.value.items().is_some(),
        tagged: false,
        attributes,
    })
}

/// The blocks of one name; also where they are written as an argument.
fn blocks(entry: &Entry) -> Vec<&Node> {
    match &entry.value.kind {
        Kind::List(items, _) => items.iter().filter(|item| item.entries().is_some()).collect(),
        Kind::Object(..) => vec![&entry.value],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::{Decision, Unknown};
    use crate::source::{SourceId, Span};

    fn node(kind: Kind) -> Node {
        Node::new(kind, Span::new(SourceId(0), 0..0))
    }

    #[test]
    fn what_is_required_is_never_null() {
        let text = |text: &str| node(Kind::Text(text.into()));
        let unknown = || node(Kind::unknown(Unknown::because("nobody knows")));
        let one_of = |values: Vec<Node>| {
            let choices = values.into_iter().zip([true, false, true]);
            let choice = |(value, way)| Choice { when: vec![(Decision(1), way)], value };
            node(Kind::OneOf(choices.map(choice).collect()))
        };
        assert!(never_null(unknown()).is_set());
        assert_eq!(never_null(one_of(vec![text("kms"), node(Kind::Null)])).text(), Some("kms"));
        let left = never_null(one_of(vec![text("kms"), node(Kind::Null), unknown()]));
        assert!(left.each().len() == 2 && left.is_set());
        // Terraform refuses it: that it is null has to be seen.
        assert!(never_null(node(Kind::Null)).is_absent());
        assert!(never_null(one_of(vec![node(Kind::Null), node(Kind::Null)])).is_absent());
    }
}
