//! What a policy lets in, measured by one gateway and its target.

use super::{Account, Answer, Graph, Identity, Target};
use crate::catalog;
use crate::model::{Attribute, AuthorizationPolicy, Crn, Field, Presence, Side, SideForm};
use crate::node::Kind;

/// A policy that may be for endpoint gateways: one subject, one target.
#[derive(Clone, Debug)]
pub struct Grant<'a> {
    /// The policy.
    pub policy: &'a AuthorizationPolicy,
    /// Who.
    pub subject: &'a Side,
    /// On what.
    pub target: &'a Side,
    /// The account of the subject.
    pub source_account: Option<Account>,
    /// The account of the target.
    pub target_account: Option<Account>,
}

/// How a policy and the target of a gateway fit: each part by itself.
#[derive(Clone, Copy, Debug)]
pub struct Fit {
    /// The subject is an endpoint gateway.
    pub kind: Answer,
    /// The subject's account is the gateway's.
    pub source_account: Answer,
    /// The account of the policy's resource is the target's.
    pub target_account: Answer,
    /// The service is the target's.
    pub service: Answer,
    /// The instance is the target's, or none is named.
    pub instance: Answer,
    /// Whatever else narrows either side.
    pub rest: Answer,
    /// The policy names the instance, and surely so.
    pub names_instance: bool,
}

impl Fit {
    /// Whether the policy lets the gateway in.
    pub fn covers(&self) -> Answer {
        let accounts = self.source_account.and(self.target_account);
        accounts.and(self.kind).and(self.service).and(self.instance).and(self.rest)
    }

    /// Whether the policy is about the target of the gateway, whatever the accounts are.
    pub fn is_about_it(&self) -> bool {
        let of_it = self.service == Answer::Yes || self.names_instance;
        self.kind == Answer::Yes
            && of_it
            && self.service != Answer::No
            && self.instance == Answer::Yes
    }
}

impl<'a> Grant<'a> {
    /// What `policy` grants; `None` where its subject is surely no endpoint gateway, or where it has
    /// not just one subject and one target.
    pub fn of(graph: &Graph<'a>, policy: &'a AuthorizationPolicy) -> Option<Self> {
        let (subject, target) = (policy.subject()?, policy.target()?);
        let (source_account, target_account) =
            (account(graph, policy, subject), account(graph, policy, target));
        let grant = Self { policy, subject, target, source_account, target_account };
        (grant.kind() != Answer::No).then_some(grant)
    }

    /// Whether its subject is an endpoint gateway.
    fn kind(&self) -> Answer {
        let service = constraint(self.subject, "serviceName", |named| {
            let text = named.text().map(|text| catalog::service_meant(text).unwrap_or(text.trim()));
            text.map_or(Answer::Unknown, |text| (text == "is").into())
        });
        let resource_type = constraint(self.subject, "resourceType", |named| {
            let text = named.text().map(|text| {
                catalog::resource_type_alias(text.trim()).unwrap_or(text.trim()).to_owned()
            });
            text.map_or(Answer::Unknown, |text| (text == "endpoint-gateway").into())
        });
        service.and(resource_type)
    }

    /// How it fits the target of a gateway.
    pub fn fit(&self, target: &Target<'_>) -> Fit {
        let same = |one: &Option<Account>, other: &Option<Account>| match (one, other) {
            (Some(one), Some(other)) => one.is_same(other),
            _ => Answer::Unknown,
        };
        let world = self.policy.resource.world;
        let instance =
            constraint(self.target, "serviceInstance", |one| target.is_instance(world, one));
        let names = self.target.presence("serviceInstance") == Presence::Set;
        Fit {
            kind: self.kind(),
            source_account: same(&self.source_account, &target.from),
            target_account: same(&self.target_account, &target.account),
            service: constraint(self.target, "serviceName", |one| target.is_of_service(one)),
            instance,
            rest: rest(self.subject, &["accountId", "serviceName", "resourceType"])
                .and(rest(self.target, &["accountId", "serviceName", "serviceInstance"])),
            names_instance: names && instance == Answer::Yes,
        }
    }

    /// The service of its target, as far as it is just one and known.
    pub(super) fn service(&self) -> Option<&'a str> {
        let text = only(self.target, "serviceName")?.text()?;
        Some(catalog::service_meant(text).unwrap_or(text.trim()))
    }

    /// The instance of its target, as far as it is just one that can be compared.
    pub(super) fn instance(&self) -> Option<Identity> {
        let named = only(self.target, "serviceInstance")?;
        match Crn::of(named).as_ref().and_then(Crn::instance) {
            Some(instance) => Some(Identity::Known(instance.to_owned())),
            None => Identity::of(self.policy.resource.world, named),
        }
    }

    /// Whether Terraform's own argument for the account of the subject is surely not set.
    pub fn lacks_source_account(&self) -> bool {
        self.subject.form == SideForm::Flat && self.subject.lacks("accountId")
    }
}

impl<'a> Graph<'a> {
    /// The accounts of the two sides of a policy: who may, and on what.
    pub fn accounts_of(
        &self,
        policy: &'a AuthorizationPolicy,
    ) -> (Option<Account>, Option<Account>) {
        let of = |side: Option<&'a Side>| side.and_then(|side| account(self, policy, side));
        (of(policy.subject()), of(policy.target()))
    }
}

/// The account of a side: the one it names, or the one that the provider fills in.
fn account<'a>(
    graph: &Graph<'a>,
    policy: &'a AuthorizationPolicy,
    side: &'a Side,
) -> Option<Account> {
    if policy.template {
        return None;
    }
    match (side.presence("accountId"), side.form) {
        (Presence::Absent, SideForm::Flat) => graph.account_of(&policy.resource),
        _ => graph.account_in(policy.resource.world, only(side, "accountId")?),
    }
}

/// The one value of the one attribute of that name that is compared as it is.
fn only<'a>(side: &'a Side, name: &str) -> Option<&'a Field> {
    let mut found = side.attributes.iter().filter(|one| one.is_called(name));
    let (first, next) = (found.next()?, found.next());
    let single = next.is_none() && first.is_compared_exactly();
    match first.value.each().as_slice() {
        [value] if single && value.items().is_none() => Some(value),
        _ => None,
    }
}

/// Whether attribute `name` of a side lets through what `judge` tells of its values; it does where it
/// is not there.
fn constraint(side: &Side, name: &str, judge: impl Fn(&Field) -> Answer) -> Answer {
    let presence = side.presence(name);
    let named = side.attributes.iter().filter(|one| one.is_called(name));
    let answer = named.fold(Answer::Yes, |answer, one| answer.and(attribute(one, &judge)));
    if presence == Presence::Maybe { answer.and(Answer::Unknown) } else { answer }
}

fn attribute(attribute: &Attribute, judge: impl Fn(&Field) -> Answer) -> Answer {
    if !attribute.is_compared_exactly() {
        let all = attribute.value.surely(|text| text.trim() == "*");
        return if all { Answer::Yes } else { Answer::Unknown };
    }
    let one = |value: &Field| match &value.kind {
        // Whether it is meant to the letter is another question.
        Kind::Text(text) if text.contains('*') => Answer::Unknown,
        Kind::Absent | Kind::Null => Answer::Yes,
        Kind::List(items, _) => {
            let answers: Vec<Answer> = items.iter().map(&judge).collect();
            if answers.contains(&Answer::Yes) { Answer::Yes } else { all_alike(&answers) }
        }
        _ => judge(value),
    };
    all_alike(&attribute.value.each().into_iter().map(one).collect::<Vec<_>>())
}

fn all_alike(answers: &[Answer]) -> Answer {
    match answers.split_first() {
        Some((first, rest)) if rest.iter().all(|one| one == first) => *first,
        _ => Answer::Unknown,
    }
}

/// Whether nothing but the attributes in `names` narrows a side.
fn rest(side: &Side, names: &[&str]) -> Answer {
    let known =
        |one: &Attribute| names.iter().any(|name| one.is_called(name)) || one.value.is_unwritten();
    let nothing_else = side.whole && !side.tagged && side.attributes.iter().all(known);
    if nothing_else { Answer::Yes } else { Answer::Unknown }
}
