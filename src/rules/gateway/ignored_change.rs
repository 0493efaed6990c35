use crate::catalog::{NotSent, Schema, schema};
use crate::model::{Action, Change, Field, Resource};
use crate::{finding::Findings, finding::Level, rule::Context};

const GATEWAY: &str = "ibm_is_virtual_endpoint_gateway";

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for resource in cx.model.resources() {
        let (Some(change), Some(schema)) = (&resource.change, schema(&resource.kind)) else {
            continue;
        };
        match change.action {
            Action::Replace if resource.kind == GATEWAY && change.cannot_update => {
                replaced(resource, change, found);
            }
            Action::Update => {
                not_sent(resource, change, schema, found);
                applied_once(resource, change, schema, found);
            }
            Action::Nothing => applied_once(resource, change, schema, found),
            _ => {}
        }
    }
}

/// Every argument whose change replaces the gateway.
fn replaced(resource: &Resource, change: &Change, found: &mut Findings) {
    for path in &change.replaced_for {
        let message = format!("a change of `{}` replaces the gateway", path.replace("[0]", ""));
        let finding = match change.after.at(path) {
            Some(after) => found.at(resource, after, message),
            None => found.missing(resource, &resource.header, path, message),
        };
        finding.help(
            "keep the old value, or plan for an outage: nobody reaches the service through the \
             gateway until the new one is there, and its addresses change unless they are reserved",
        );
        if let Some(before) = change.before.at(path) {
            finding.also(before, "what it is now");
        }
    }
}

/// Every argument whose change the provider plans, but does not send.
fn not_sent(resource: &Resource, change: &Change, schema: &Schema, found: &mut Findings) {
    let own = schema.arguments().iter().map(|one| (one.name.clone(), one.not_sent));
    let single = schema.blocks().iter().filter(|block| block.max() == Some(1));
    let inner = single.flat_map(|block| {
        let path = |name: &str| format!("{}[0].{name}", block.name());
        block.arguments().iter().map(move |one| (path(&one.name), one.not_sent))
    });
    for (path, when) in own.chain(inner) {
        let (Some(before), Some(after)) = (change.before.at(&path), change.after.at(&path)) else {
            continue;
        };
        let level = match when {
            Some(NotSent::Always) => Level::Warning,
            Some(NotSent::Alone) if is_alone(change, &path) => Level::Info,
            _ => continue,
        };
        if before.same(after) == Some(false) {
            let name = path.replace("[0]", "");
            let alone = if level == Level::Info { ", as nothing else changes" } else { "" };
            let message = format!("the provider does not send the change of `{name}`{alone}");
            let finding = found.at(resource, after, message);
            finding.at_most(level).also(before, "what it stays");
            finding.help(if level == Level::Info {
                "take it back, or make it together with another change".to_owned()
            } else {
                format!("take it back, or make it anew with `-replace='{}'`", resource.address)
            });
        }
    }
}

/// Whether everything but the argument `name` surely stays as it is.
fn is_alone(change: &Change, name: &str) -> bool {
    let entries = change.after.entries().unwrap_or_default();
    let mut others = entries.iter().filter(|entry| entry.key != name);
    others.all(|entry| {
        let before = change.before.get(&entry.key);
        before.is_some_and(|before| before.value.same(&entry.value) == Some(true))
    })
}

/// Every block that counts only when the resource is created, where there are more of them than
/// there were then.
fn applied_once(resource: &Resource, change: &Change, schema: &Schema, found: &mut Findings) {
    for block in schema.blocks().iter().filter(|block| block.applied_once()) {
        let name = block.name();
        let written = change.blocks.get(name).copied().unwrap_or_default();
        let entry = resource.body.get(name);
        let there = entry.map_or(Some(0), |entry| {
            entry.value.items().filter(|_| entry.value.is_whole()).map(<[Field]>::len)
        });
        let Some(there) = there.filter(|there| *there < written) else { continue };
        let message = format!(
            "of {written} blocks `{name}` the gateway has {there}: they count only when it is created"
        );
        let place = entry.map_or(resource.header, |entry| entry.key_span);
        found.missing(resource, &place, name, message).help(
            "bind further addresses with `ibm_is_subnet_reserved_ip` and \
             `ibm_is_virtual_endpoint_gateway_ip`",
        );
    }
}
