//! Functions on IP networks.

use super::{Function, Takes, plain};
use crate::evaluate::numbers::Number;
use crate::node::{Collection, Kind, Node, Scalar, Seen};
use crate::source::Span;
use num_bigint::BigInt;
use std::net::{Ipv4Addr, Ipv6Addr};

const TEXT: Option<Scalar> = Some(Scalar::Text);

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[
    plain("cidrhost", &[Takes::Text, Takes::Number], TEXT, cidrhost),
    plain("cidrnetmask", &[Takes::Text], TEXT, cidrnetmask),
    plain("cidrsubnet", &[Takes::Text, Takes::Number, Takes::Number], TEXT, cidrsubnet),
    Function {
        rest: Some(Takes::Number),
        ..plain("cidrsubnets", &[Takes::Text], None, cidrsubnets)
    },
];

/// The first address of a network as a number, and how many bits its prefix and an address have.
#[derive(Clone, Copy)]
struct Network {
    address: u128,
    prefix: u32,
    size: u32,
}

impl Network {
    /// Ones where the host is counted.
    fn hosts(self) -> u128 {
        ones(self.size.saturating_sub(self.prefix))
    }

    /// The network of `prefix` bits that holds `address`.
    fn around(address: u128, prefix: u32, size: u32) -> Self {
        let network = Self { address, prefix, size };
        Self { address: address & !network.hosts(), ..network }
    }

    fn last(self) -> u128 {
        self.address | self.hosts()
    }

    /// `10.0.0.0/8`; `None` for addresses that Go takes for the other version.
    fn text(self) -> Option<String> {
        Some(format!("{}/{}", address(self.address, self.size)?, self.prefix))
    }
}

fn ones(bits: u32) -> u128 {
    1_u128.checked_shl(bits).map_or(u128::MAX, |power| power - 1)
}

/// An address as Go prints it: of the longest runs of zero groups the first is left out.
fn address(address: u128, size: u32) -> Option<String> {
    if size == 32 {
        return Some(Ipv4Addr::from(u32::try_from(address).ok()?).to_string());
    }
    let address = Ipv6Addr::from(address);
    if address.to_ipv4_mapped().is_some() {
        return None;
    }
    let groups = address.segments();
    let mut longest = 0..0;
    let mut start = 0;
    for (index, group) in groups.iter().enumerate() {
        if *group != 0 {
            start = index + 1;
        } else if index + 1 - start > longest.len() {
            longest = start..index + 1;
        }
    }
    let hex = |groups: &[u16]| {
        groups.iter().map(|group| format!("{group:x}")).collect::<Vec<_>>().join(":")
    };
    if longest.len() < 2 {
        return Some(hex(&groups));
    }
    let (before, after) = (groups.get(..longest.start)?, groups.get(longest.end..)?);
    Some(format!("{}::{}", hex(before), hex(after)))
}

/// A number at the front of a text, and what follows. As long as Go's it may have zeros in front.
fn leading(text: &str, radix: u32) -> Option<(u128, &str)> {
    let end = text.find(|c: char| !c.is_digit(radix)).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let bare = digits.trim_start_matches('0');
    if digits.is_empty() || bare.len() > 7 {
        return None;
    }
    let value = if bare.is_empty() { 0 } else { u128::from_str_radix(bare, radix).ok()? };
    (value < 0xff_ffff).then_some((value, rest))
}

fn four(text: &str) -> Option<u128> {
    let mut rest = text;
    let mut address = 0;
    for index in 0..4 {
        if index > 0 {
            rest = rest.strip_prefix('.')?;
        }
        let (octet, after) = leading(rest, 10)?;
        if octet > 0xff {
            return None;
        }
        address = address << 8 | octet;
        rest = after;
    }
    rest.is_empty().then_some(address)
}

fn six(text: &str) -> Option<u128> {
    let (mut groups, mut gap): (Vec<u128>, Option<usize>) = (Vec::new(), None);
    let mut rest = text;
    if let Some(after) = rest.strip_prefix("::") {
        gap = Some(0);
        rest = after;
    }
    while !rest.is_empty() && groups.len() < 8 {
        let (group, after) = leading(rest, 16)?;
        if group > 0xffff {
            return None;
        }
        if after.starts_with('.') {
            if gap.is_none() && groups.len() != 6 || groups.len() > 6 {
                return None;
            }
            let tail = four(rest)?;
            groups.extend([tail >> 16, tail & 0xffff]);
            rest = "";
            break;
        }
        groups.push(group);
        rest = after;
        if rest.is_empty() {
            break;
        }
        rest = rest.strip_prefix(':').filter(|after| !after.is_empty())?;
        if let Some(after) = rest.strip_prefix(':') {
            if gap.replace(groups.len()).is_some() {
                return None;
            }
            rest = after;
        }
    }
    let missing = 8_usize.checked_sub(groups.len())?;
    match gap {
        _ if !rest.is_empty() => return None,
        Some(at) if missing > 0 => {
            groups.splice(at..at, std::iter::repeat_n(0, missing));
        }
        None if missing == 0 => {}
        _ => return None,
    }
    Some(groups.iter().fold(0, |address, group| address << 16 | group))
}

/// What a text says in CIDR notation.
enum Parsed {
    Network(Network),
    Refused,
    /// IPv4 in the clothes of IPv6, which Go takes now for the one and now for the other.
    Unsure,
}

fn parse(text: &str) -> Parsed {
    let Some((written, prefix)) = text.split_once('/') else { return Parsed::Refused };
    let (address, size) = match (four(written), six(written)) {
        (Some(address), _) => (address, 32),
        (None, Some(address)) => (address, 128),
        (None, None) => return Parsed::Refused,
    };
    let Some((prefix, "")) = leading(prefix, 10) else { return Parsed::Refused };
    match u32::try_from(prefix) {
        Ok(prefix) if prefix <= size => {
            let network = Network::around(address, prefix, size);
            let mapped = Ipv6Addr::from(network.address).to_ipv4_mapped().is_some();
            if size == 128 && mapped { Parsed::Unsure } else { Parsed::Network(network) }
        }
        _ => Parsed::Refused,
    }
}

/// What a function of a network answers.
type Answer<T> = Result<T, Why>;

/// Why it does not.
enum Why {
    Refused,
    Unsure,
}

fn network(arguments: &[Node]) -> Answer<Network> {
    match arguments.first().and_then(Node::text).map(parse) {
        Some(Parsed::Network(network)) => Ok(network),
        Some(Parsed::Refused) => Err(Why::Refused),
        Some(Parsed::Unsure) | None => Err(Why::Unsure),
    }
}

/// An argument that has to be a whole number.
fn whole(arguments: &[Node], index: usize) -> Answer<i64> {
    let number = arguments.get(index).and_then(Number::of).ok_or(Why::Unsure)?;
    match (number.as_whole(), number.as_big()) {
        (Some(whole), _) => Ok(whole),
        (None, Some(_)) => Err(Why::Unsure),
        (None, None) => Err(Why::Refused),
    }
}

fn answered(answer: Answer<Kind>, span: Span) -> Option<Node> {
    match answer {
        Ok(kind) => Some(Node::computed(kind, span)),
        Err(Why::Refused) => Some(Node::refused(span, "such a network there is not")),
        Err(Why::Unsure) => None,
    }
}

fn cidrhost(arguments: &[Node], span: Span) -> Option<Node> {
    let host = || {
        let number = i128::from(whole(arguments, 1)?);
        let network = network(arguments)?;
        let from_end = (-1 - number).max(0).unsigned_abs();
        let host = if number < 0 { from_end } else { number.unsigned_abs() };
        if host > network.hosts() {
            return Err(Why::Refused);
        }
        let host = if number < 0 { network.hosts() - host } else { host };
        address(network.address | host, network.size)
            .map(|text| Kind::Text(text.into()))
            .ok_or(Why::Unsure)
    };
    answered(host(), span)
}

fn cidrnetmask(arguments: &[Node], span: Span) -> Option<Node> {
    let mask = || {
        let network = network(arguments)?;
        if network.size != 32 {
            return Err(Why::Refused);
        }
        let mask = ones(32) & !network.hosts();
        address(mask, 32).map(|text| Kind::Text(text.into())).ok_or(Why::Unsure)
    };
    answered(mask(), span)
}

fn cidrsubnet(arguments: &[Node], span: Span) -> Option<Node> {
    let subnet = || {
        let more = whole(arguments, 1)?;
        let number = whole(arguments, 2)?;
        let network = network(arguments)?;
        if more > i64::from(network.size - network.prefix) {
            return Err(Why::Refused);
        }
        let more = u32::try_from(more).map_err(|_| Why::Unsure)?;
        if u128::from(number.unsigned_abs()) > ones(more) {
            return Err(Why::Refused);
        }
        // With a negative number too Go computes something, though hardly what anybody meant.
        let prefix = network.prefix + more;
        let address =
            BigInt::from(network.address) | BigInt::from(number) << (network.size - prefix);
        let address = u128::try_from(address.magnitude()).map_err(|_| Why::Refused)?;
        let subnet = Network { address, prefix, ..network };
        subnet.text().map(|text| Kind::Text(text.into())).ok_or(Why::Unsure)
    };
    answered(subnet(), span)
}

fn cidrsubnets(arguments: &[Node], span: Span) -> Option<Node> {
    let subnets = || {
        let network = network(arguments)?;
        let mut items = Vec::new();
        let mut last = network.address.wrapping_sub(1) & ones(network.size);
        for index in 1..arguments.len() {
            let more = whole(arguments, index)?;
            let room = i64::from(network.size - network.prefix).min(32);
            if more < 1 || more > room {
                return Err(Why::Refused);
            }
            let prefix = network.prefix + u32::try_from(more).map_err(|_| Why::Refused)?;
            // The next one starts behind the one of this size that holds the end of the last.
            let end = Network::around(last, prefix, network.size).last();
            let next = end.wrapping_add(1) & ones(network.size);
            if next == 0 || next & !network.hosts() != network.address {
                return Err(Why::Refused);
            }
            let subnet = Network { address: next, prefix, ..network };
            last = subnet.last();
            let text = subnet.text().ok_or(Why::Unsure)?;
            items.push(Node::computed(Kind::Text(text.into()), span));
        }
        Ok(Kind::List(items, Seen::Whole))
    };
    let list = answered(subnets(), span)?;
    Some(Node { collection: Collection::List, ..list })
}
