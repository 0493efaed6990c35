//! What a policy lets in, measured by one gateway and its target.

use super::{Account, Answer, Graph, Identity, Target};
use crate::catalog;
use crate::model::{Attribute, AuthorizationPolicy, Crn, Field, Format, Presence, Side, SideForm};
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
    /// The account of the provider configuration that creates it.
    pub created_in: Option<Account>,
    /// The subject is an endpoint gateway.
    kind: Answer,
    /// The service of the target, where it is just one and known.
    pub(super) service: Option<&'a str>,
    /// The instances of the target, and whether there may be more.
    instances: (Vec<&'a Attribute>, bool),
    /// Nothing else narrows either side.
    rest: Answer,
}

/// How a policy and the target of a gateway fit: each part by itself.
#[derive(Clone, Copy, Debug)]
pub struct Fit {
    /// The subject is an endpoint gateway.
    pub kind: Answer,
    /// The policy says so: where it names no resource type, it may be for the disks of servers.
    pub names_kind: bool,
    /// The subject's account is the gateway's.
    pub source_account: Answer,
    /// The account of the policy's resource is the target's, and the policy can be created there.
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

    /// Whether the policy is for endpoint gateways and about the target of this one, whatever the
    /// accounts are.
    pub fn is_about_it(&self) -> bool {
        let of_it = self.service == Answer::Yes || self.names_instance;
        self.kind == Answer::Yes
            && self.names_kind
            && of_it
            && self.service != Answer::No
            && self.instance == Answer::Yes
    }

    /// Whether it names that very target.
    pub fn names_its_target(&self) -> bool {
        self.is_about_it() && self.names_instance
    }
}

impl<'a> Grant<'a> {
    /// What `policy` grants; `None` where it surely lets in no endpoint gateway, or where it has not just
    /// one subject and one target.
    pub fn of(graph: &Graph<'a>, policy: &'a AuthorizationPolicy) -> Option<Self> {
        let (subject, target) = (policy.subject()?, policy.target()?);
        // Roles that are of no use to a gateway, and not a word of gateways: it is for the disks of servers,
        // or the like. Where it names them, a rule of its own says that its roles are wrong.
        if subject.lacks("resourceType") && policy.is_blind() {
            return None;
        }
        let (source_account, target_account) =
            (account(graph, policy, subject), account(graph, policy, target));
        // What has to be created in an account, a document does not say.
        let is_applied = policy.format == Format::Terraform;
        let created_in = graph.account_of(&policy.resource).filter(|_| is_applied);
        let rest = rest(subject, &["accountId", "serviceName", "resourceType"])
            .and(rest(target, &["accountId", "serviceName", "serviceInstance"]));
        let (kind, service) = (kind(subject), service(target));
        let named = target.attributes.iter().filter(|one| one.is_called("serviceInstance"));
        let instances = (named.collect(), target.may_hide("serviceInstance"));
        (kind != Answer::No).then_some(Self {
            policy,
            subject,
            target,
            source_account,
            target_account,
            created_in,
            kind,
            service,
            instances,
            rest,
        })
    }

    /// How it fits the target of a gateway.
    pub fn fit(&self, target: &Target<'_>) -> Fit {
        let same = |one: &Option<Account>, other: &Option<Account>| match (one, other) {
            (Some(one), Some(other)) => one.is_same(other),
            _ => Answer::Unknown,
        };
        // Only who works in an account can let others into it.
        let elsewhere = same(&self.created_in, &self.target_account) == Answer::No;
        let world = self.policy.resource.world;
        let (named, hidden) = &self.instances;
        let is_missed = |one: &&Attribute| one.pattern().is_some_and(|it| target.is_missed_by(it));
        let instance = if named.iter().any(is_missed) {
            Answer::No
        } else {
            all_of(named.iter().copied(), *hidden, |one| target.is_instance(world, one))
        };
        let names = named.iter().any(|one| !one.value.is_unwritten());
        Fit {
            kind: self.kind,
            names_kind: self.names_kind(),
            source_account: same(&self.source_account, &target.from),
            target_account: if elsewhere {
                Answer::No
            } else {
                same(&self.target_account, &target.account)
            },
            service: self.is_of_service(target),
            instance,
            rest: self.rest,
            names_instance: names && instance == Answer::Yes,
        }
    }

    fn is_of_service(&self, target: &Target<'_>) -> Answer {
        match (self.service, &target.service) {
            (_, None) => Answer::Unknown,
            (Some(service), Some(own)) => (service == own).into(),
            (None, Some(own)) => constraint(self.target, "serviceName", |named| {
                named.text().map_or(Answer::Unknown, |named| (meant(named) == own).into())
            }),
        }
    }

    /// The instance of its target, as far as it is just one that can be compared.
    pub(super) fn instance(&self) -> Option<Identity> {
        let named = only(self.target, "serviceInstance")?;
        match Crn::of(named).as_ref().and_then(Crn::instance) {
            Some(instance) => Some(Identity::Known(instance.to_owned())),
            None => Identity::of(self.policy.resource.world, named),
        }
    }

    /// Whether the subject may well be `is` as such: gateways, disks of servers and all the rest.
    pub(super) fn is_for_all_of_vpc(&self) -> bool {
        self.kind == Answer::Yes && !self.names_kind()
    }

    fn names_kind(&self) -> bool {
        self.subject.presence("resourceType") == Presence::Set
    }

    /// Whether it surely lets gateways of an account into that very account.
    pub fn is_within_one_account(&self) -> bool {
        let (Some(source), Some(target)) = (&self.source_account, &self.target_account) else {
            return false;
        };
        source.is_same(target) == Answer::Yes && self.policy.is_for_endpoint_gateways()
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

/// Whether a subject is an endpoint gateway.
fn kind(subject: &Side) -> Answer {
    let service = constraint(subject, "serviceName", |named| {
        named.text().map_or(Answer::Unknown, |text| (meant(text) == "is").into())
    });
    let resource_type = constraint(subject, "resourceType", |named| {
        let text = named.text().map(str::trim);
        let text = text.map(|text| catalog::resource_type_alias(text).unwrap_or(text));
        text.map_or(Answer::Unknown, |text| (text == "endpoint-gateway").into())
    });
    service.and(resource_type)
}

/// The service of a target, where it is just one and known.
fn service(target: &Side) -> Option<&str> {
    let named = only(target, "serviceName").filter(|_| !target.may_hide("serviceName"))?;
    named.text().filter(|text| !text.contains('*')).map(meant)
}

/// A service, or the one that is meant by a name that is none.
fn meant(name: &str) -> &str {
    catalog::service_meant(name).unwrap_or(name.trim())
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
    let mut values = first.value.each();
    let (value, other) = (values.next()?, values.next());
    (single && other.is_none() && value.items().is_none()).then_some(value)
}

/// Whether attribute `name` of a side lets through what `judge` tells of its values; it does where it
/// is not there.
fn constraint(side: &Side, name: &str, judge: impl Fn(&Field) -> Answer) -> Answer {
    let named = side.attributes.iter().filter(|one| one.is_called(name));
    all_of(named, side.may_hide(name), judge)
}

/// What all these attributes let through, and maybe others that were not seen.
fn all_of<'a>(
    attributes: impl Iterator<Item = &'a Attribute>,
    hidden: bool,
    judge: impl Fn(&Field) -> Answer,
) -> Answer {
    let start = if hidden { Answer::Unknown } else { Answer::Yes };
    attributes.fold(start, |answer, one| answer.and(attribute(one, &judge)))
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
        // If it is null after all, it lets everything through.
        _ if !value.is_set() && judge(value) != Answer::Yes => Answer::Unknown,
        _ => judge(value),
    };
    all_alike(&attribute.value.each().map(one).collect::<Vec<_>>())
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
