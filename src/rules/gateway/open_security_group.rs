use crate::model::{EndpointGateway, Field, Resource, World};
use crate::{finding::Findings, graph::Attached, rule::Context};
use std::collections::BTreeMap;

/// So many of the gateways that have a group are shown.
const MOST_SHOWN: usize = 3;

/// What a rule says that is for every protocol.
const EVERY: [&str; 3] = ["all", "any", "icmp_tcp_udp"];
/// The blocks that narrow a rule to a protocol.
const BLOCKS: [&str; 3] = ["icmp", "tcp", "udp"];
/// The ports that make up all of them.
const PORTS: [(&str, &str); 2] = [("port_min", "1"), ("port_max", "65535")];

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (attached, gateways) in groups(cx).values() {
        for rule in cx.graph.rules_of(attached.by.world, attached.group) {
            if lets_everyone_in(rule) {
                say(rule, gateways, found);
            }
        }
    }
}

/// The gateways of each security group that the model holds, by its address: the rules of a group are
/// looked at once, however many gateways share it.
fn groups<'a>(
    cx: &Context<'a>,
) -> BTreeMap<(World, &'a str), (Attached<'a>, Vec<&'a EndpointGateway>)> {
    let mut groups: BTreeMap<_, (Attached<'a>, Vec<&EndpointGateway>)> = BTreeMap::new();
    for gateway in &cx.model.gateways {
        for attached in cx.graph.security_groups(gateway) {
            let group = cx.graph.security_group(attached.by.world, attached.group);
            let Some(group) = group else { continue };
            let key = (group.world, group.address.as_str());
            let (_, gateways) = groups.entry(key).or_insert_with(|| (attached, Vec::new()));
            // It may name the group, and something else attach it as well; and it may be one of many.
            let is_new = |last: &&EndpointGateway| last.resource.header != gateway.resource.header;
            if gateways.last().is_none_or(is_new) {
                gateways.push(gateway);
            }
        }
    }
    groups
}

fn say(rule: &Resource, gateways: &[&EndpointGateway], found: &mut Findings) {
    let what = if gateways.len() == 1 { "gateway" } else { "gateways" };
    let more = match gateways.len().saturating_sub(MOST_SHOWN) {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    let ports = ports(rule);
    let message = format!("the rule lets everybody in on {ports}, also to the endpoint {what}");
    let place = rule.value("remote").filter(|remote| !remote.is_absent());
    let finding = match place {
        Some(remote) => found.at(rule, remote, message),
        None => found.at(rule, rule, message),
    };
    // Each label goes in front of those before.
    for (index, gateway) in gateways.iter().enumerate().take(MOST_SHOWN).rev() {
        let more = if index + 1 == MOST_SHOWN { more.as_str() } else { "" };
        finding.also(
            &gateway.resource,
            format!("{} gateway that has the group{more}", article(index)),
        );
    }
    finding.help(
        "narrow `remote` to the networks that use the gateway, and the rule to the port of the \
         service, mostly TCP 443",
    );
}

/// The ports of a rule that is for all of them.
fn ports(rule: &Resource) -> &'static str {
    let protocol = rule.value("protocol").and_then(Field::text).map(str::trim);
    let block = |name: &str| rule.value(name).is_some_and(|block| !block.is_unwritten());
    match protocol {
        Some("tcp") => "every TCP port",
        Some("udp") => "every UDP port",
        _ if block("tcp") => "every TCP port",
        _ if block("udp") => "every UDP port",
        _ => "every port",
    }
}

fn article(index: usize) -> &'static str {
    if index == 0 { "the" } else { "another" }
}

/// Whether a rule is surely inbound, from everywhere, to every port.
fn lets_everyone_in(rule: &Resource) -> bool {
    let is = |name: &str, test: &dyn Fn(&str) -> bool| {
        rule.value(name).is_some_and(|it| it.surely(|text| test(text.trim())))
    };
    let unset = |name: &str| rule.value(name).is_none_or(Field::is_unwritten);
    let everyone = unset("remote") || is("remote", &|text| text == "0.0.0.0/0");
    // With `local` it is for those addresses of the gateway's own side only.
    let anywhere = unset("local") || is("local", &|text| text == "0.0.0.0/0");
    is("direction", &|text| text == "inbound")
        && anywhere
        && rule.body.is_whole()
        && everyone
        && (unset("protocol") || is("protocol", &|text| EVERY.contains(&text)) || all_ports(rule))
        && BLOCKS.iter().all(|name| unset(name) || *name != "icmp" && has_all_ports(rule, name))
}

/// Whether a rule for TCP or UDP says no ports, or all of them.
fn all_ports(rule: &Resource) -> bool {
    let protocol = rule.value("protocol");
    protocol.is_some_and(|it| it.surely(|text| matches!(text.trim(), "tcp" | "udp")))
        && PORTS.iter().all(|(name, all)| rule.value(name).is_none_or(|it| is_port(it, all)))
}

/// The same for a rule with a block.
fn has_all_ports(rule: &Resource, block: &str) -> bool {
    let blocks = rule.blocks(block);
    let all = |block: &&Field| {
        block.is_whole()
            && PORTS
                .iter()
                .all(|(name, all)| block.get(name).is_none_or(|entry| is_port(&entry.value, all)))
    };
    rule.value(block).is_some_and(Field::is_whole) && blocks.len() == 1 && blocks.iter().all(all)
}

fn is_port(value: &Field, port: &str) -> bool {
    value.is_unwritten() || value.each().all(|one| one.digits() == Some(port))
}
