//! What an endpoint gateway leads to, as far as its CRN says it.

use super::{Account, Answer, Graph, Identity};
use crate::catalog::{self, What, what_is};
use crate::model::{Crn, EndpointGateway, Field, SEGMENTS, World, is_account_id};
use crate::node::{Kind, Piece};

/// What a gateway leads to.
#[derive(Clone, Debug)]
pub struct Target<'a> {
    /// The gateway.
    pub gateway: &'a EndpointGateway,
    /// The account that the gateway itself is in.
    pub from: Option<Account>,
    /// The account that the target is in.
    pub account: Option<Account>,
    /// The service.
    pub service: Option<String>,
    /// Where it is.
    pub location: Option<String>,
    /// The instance.
    pub instance: Option<Identity>,
    /// It is a private path service gateway, which lets others in by policies of its own.
    pub is_private_path: bool,
}

impl<'a> Target<'a> {
    /// What `gateway` leads to, if it has one target, of a single account and named by CRN. Services
    /// that all accounts share have no account in their CRN.
    pub fn of(graph: &Graph<'a>, gateway: &'a EndpointGateway) -> Option<Self> {
        Self::at(graph, gateway, &gateway.target_crn)
    }

    /// What `gateway` may lead to, where that hangs on a decision.
    pub(super) fn possible(graph: &Graph<'a>, gateway: &'a EndpointGateway) -> Option<Vec<Self>> {
        let crns = gateway.target_crn.each();
        (crns.len() > 1).then(|| crns.filter_map(|crn| Self::at(graph, gateway, crn)).collect())
    }

    /// What `gateway` leads to, if that is what `crn` names.
    fn at(graph: &Graph<'a>, gateway: &'a EndpointGateway, crn: &Field) -> Option<Self> {
        let world = gateway.resource.world;
        let mut target = Self {
            gateway,
            from: home(graph, gateway),
            account: None,
            service: None,
            location: None,
            instance: None,
            is_private_path: false,
        };
        if let Some(reference) = crn.reference() {
            if what_is(&reference.type_name(), reference.attribute()) == Some(What::Crn) {
                target.account = graph.account_through(world, &reference.object());
                target.is_private_path = reference.kind == "ibm_is_private_path_service_gateway";
            }
            target.instance = Identity::of(world, crn);
            target.service = service_of(graph, world, crn);
            return Some(target);
        }
        // What names no service of IBM Cloud is nothing that anybody could be let in to: a rule of its own
        // says so.
        let named = Crn::of(crn).filter(|it| it.may_be_in_cloud() && it.may_be_service());
        let segments = segments(crn).filter(|_| named.is_some())?;
        let text = |at: usize| match segments.get(at)?.as_slice() {
            [Piece::Text(text)] => Some(text.trim().to_owned()),
            _ => None,
        };
        let scope = segments.get(6).map_or(&[][..], Vec::as_slice);
        if scope.is_empty() {
            return None;
        }
        target.account = account(graph, world, scope);
        target.service = text(4);
        target.location = text(5);
        target.instance = Identity::of_pieces(world, segments.get(7)?);
        target.is_private_path = target.service.as_deref() == Some("is")
            && text(8).is_none_or(|kind| kind == "private-path-service-gateway");
        Some(target)
    }

    /// Whether the target lies in the gateway's own account.
    pub fn is_at_home(&self) -> Answer {
        match (&self.from, &self.account) {
            (Some(from), Some(account)) => from.is_same(account),
            _ => Answer::Unknown,
        }
    }

    /// Whether a pattern for instances surely leaves out the target's, as it begins or ends otherwise.
    pub(super) fn is_missed_by(&self, pattern: &str) -> bool {
        let Some(Identity::Known(own)) = &self.instance else { return false };
        let (own, pattern) = (own.to_ascii_lowercase(), pattern.trim().to_ascii_lowercase());
        let mut parts = pattern.split(['*', '?']);
        let first = parts.next().unwrap_or_default();
        let last = parts.next_back().unwrap_or(first);
        let may_fit = own.is_empty() || own.starts_with(first) && own.ends_with(last);
        !may_fit
    }

    /// Whether `named`, an instance of a policy in `world`, is the target's.
    pub(super) fn is_instance(&self, world: World, named: &Field) -> Answer {
        let Some(own) = &self.instance else { return Answer::Unknown };
        let named = match Crn::of(named).as_ref().and_then(Crn::instance) {
            Some(instance) => Some(Identity::Known(instance.to_owned())),
            None => Identity::of(world, named),
        };
        named.map_or(Answer::Unknown, |named| same_instance(own, &named))
    }
}

/// Whether two values name one instance, by whichever of its attributes.
fn same_instance(one: &Identity, other: &Identity) -> Answer {
    match (one, other) {
        (Identity::Known(one), Identity::Known(other)) if one.is_empty() || other.is_empty() => {
            Answer::Unknown
        }
        (Identity::Known(one), Identity::Known(other)) => one.eq_ignore_ascii_case(other).into(),
        _ => match (one.from(), other.from()) {
            (Some(from), Some(other)) if from == other => Answer::Yes,
            _ if one.is_unique() && other.is_unique() => Answer::No,
            _ => one.is_same(other),
        },
    }
}

/// The service of the instances that a reference may mean, where all say the same one.
fn service_of(graph: &Graph<'_>, world: World, reference: &Field) -> Option<String> {
    let things = graph.things(world, reference);
    let mut services = things.iter().map(|thing| {
        let service = thing.resource().value("service")?.text()?.trim();
        // Of others nobody knows whether their CRNs are called the same.
        catalog::service(service).map(|known| known.name.as_str())
    });
    let first = services.next()??;
    services.all(|other| other == Some(first)).then(|| first.to_owned())
}

/// What an instance is looked up by.
pub(super) fn instance_key(instance: &Identity) -> String {
    match instance {
        Identity::Known(text) => text.to_ascii_lowercase(),
        Identity::Later { world, from, .. } => format!("{} {from}", world.0),
        Identity::Mixed { world, text } => format!("{} {text}", world.0),
    }
}

/// The account that a gateway is in: that of its VPC's CRN, where a body names it by that.
fn home(graph: &Graph<'_>, gateway: &EndpointGateway) -> Option<Account> {
    let vpc = gateway.resource.body.get("vpc").and_then(|vpc| vpc.value.get("crn"));
    let named = vpc.and_then(|crn| Crn::of(&crn.value));
    let account = named.as_ref().and_then(Crn::account).filter(|id| is_account_id(id));
    account.map(|id| Account::Known(id.to_owned())).or_else(|| graph.account_of(&gateway.resource))
}

/// The account that the scope of a CRN names, `a/` and its id.
fn account(graph: &Graph<'_>, world: World, scope: &[Piece]) -> Option<Account> {
    let (first, rest) = scope.split_first()?;
    let begun = first.text()?.trim().strip_prefix("a/")?;
    let mut pieces = Vec::with_capacity(scope.len());
    if !begun.is_empty() {
        pieces.push(Piece::Text(begun.to_owned()));
    }
    pieces.extend(rest.iter().cloned());
    match pieces.as_slice() {
        [Piece::Unknown(unknown)] => graph.account_read(world, unknown.reference.as_ref()?),
        [Piece::Text(id)] => is_account_id(id.trim()).then(|| Account::Known(id.trim().to_owned())),
        _ => None,
    }
}

/// The ten segments of a CRN, an unknown piece as a part of the one it stands in; `None` where there
/// are not ten.
pub(super) fn segments(crn: &Field) -> Option<Vec<Vec<Piece>>> {
    let whole;
    let pieces = match &crn.kind {
        Kind::Text(text) => {
            whole = [Piece::Text(text.trim().to_owned())];
            &whole[..]
        }
        Kind::Template(pieces) => pieces,
        _ => return None,
    };
    let mut segments = vec![Vec::new()];
    for piece in pieces {
        let Some(text) = piece.text() else {
            segments.last_mut()?.push(piece.clone());
            continue;
        };
        for (index, part) in text.split(':').enumerate() {
            if index > 0 && segments.len() < SEGMENTS {
                segments.push(Vec::new());
            }
            if !part.is_empty() {
                segments.last_mut()?.push(Piece::Text(part.to_owned()));
            }
        }
    }
    let begins = segments.first()?.first()?.text()?.trim() == "crn";
    (begins && segments.len() == SEGMENTS).then_some(segments)
}
