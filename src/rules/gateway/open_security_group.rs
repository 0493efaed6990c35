use crate::model::{Field, Resource};
use crate::{finding::Findings, rule::Context};

/// What a rule says that is for every protocol.
const EVERY: [&str; 3] = ["all", "any", "icmp_tcp_udp"];
/// The blocks that narrow a rule to a protocol.
const BLOCKS: [&str; 3] = ["icmp", "tcp", "udp"];
/// The ports that make up all of them.
const PORTS: [(&str, &str); 2] = [("port_min", "1"), ("port_max", "65535")];

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        for attached in cx.graph.security_groups(gateway) {
            for rule in cx.graph.rules_of(attached.by.world, attached.group) {
                if !lets_everyone_in(rule) {
                    continue;
                }
                let place = rule.value("remote").filter(|remote| !remote.is_absent());
                let message =
                    "the rule lets everybody in on every port, also to the endpoint gateway";
                let finding = match place {
                    Some(remote) => found.at(rule, remote, message),
                    None => found.at(rule, rule, message),
                };
                finding.also(&gateway.resource, "the gateway that has the group").help(
                    "narrow `remote` to the networks that use the gateway, and the rule to the \
                     port of the service, mostly TCP 443",
                );
            }
        }
    }
}

/// Whether a rule is surely inbound, from everywhere, to every port.
fn lets_everyone_in(rule: &Resource) -> bool {
    let is = |name: &str, test: &dyn Fn(&str) -> bool| {
        rule.value(name).is_some_and(|it| it.surely(|text| test(text.trim())))
    };
    let unset = |name: &str| rule.value(name).is_none_or(Field::is_unwritten);
    let everyone = unset("remote") || is("remote", &|text| text == "0.0.0.0/0");
    is("direction", &|text| text == "inbound")
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
    value.is_unwritten() || value.each().into_iter().all(|one| one.digits() == Some(port))
}
