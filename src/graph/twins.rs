//! Policies that say the same, and policies that say no more than another one.

use super::{Account, Graph, Identity};
use crate::catalog;
use crate::model::{AuthorizationPolicy, Exists, Field, Side, SideForm, World};
use crate::node::Kind;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The policies of which everything is known that can be compared, and that surely exist.
#[derive(Debug)]
pub struct Twins<'a> {
    said: Vec<Said<'a>>,
    /// The numbers of those that say the same of both sides.
    alike: BTreeMap<(World, Claims), Vec<usize>>,
    /// Which names policies of a world use together.
    shapes: HashMap<World, BTreeSet<BTreeSet<Name>>>,
}

/// What an attribute is called, and on which side it stands.
type Name = (Part, String);
/// What a policy says of both sides.
type Claims = BTreeMap<Name, Value>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Part {
    Subject,
    Target,
}

/// What an attribute is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Value {
    Account(Account),
    /// A value, and the operator it is compared by where that is not equality.
    Other(String, Identity),
}

/// A policy and what it says.
#[derive(Debug)]
struct Said<'a> {
    policy: &'a AuthorizationPolicy,
    claims: Claims,
    roles: BTreeSet<&'a str>,
}

/// No more shapes than these are tried for a policy.
const MOST: usize = 64;

impl<'a> Twins<'a> {
    /// Those in the model of `graph`.
    pub(super) fn new(graph: &Graph<'a>) -> Self {
        let policies = graph.model().policies.iter();
        let said: Vec<Said<'a>> = policies.filter_map(|policy| Said::by(graph, policy)).collect();
        let mut alike: BTreeMap<(World, Claims), Vec<usize>> = BTreeMap::new();
        let mut shapes: HashMap<World, BTreeSet<BTreeSet<Name>>> = HashMap::new();
        for (at, one) in said.iter().enumerate() {
            let world = one.policy.resource.world;
            alike.entry((world, one.claims.clone())).or_default().push(at);
            shapes.entry(world).or_default().insert(one.claims.keys().cloned().collect());
        }
        Self { said, alike, shapes }
    }

    /// Policies that say the same of subject and resource as an earlier one and grant no other roles
    /// or no more: the earlier one first.
    pub fn duplicates(&self) -> Vec<(&'a AuthorizationPolicy, &'a AuthorizationPolicy)> {
        let mut found = Vec::new();
        for group in self.alike.values() {
            let mut all = group.iter().filter_map(|at| self.said.get(*at));
            let Some(first) = all.next() else { continue };
            let fits = |one: &&Said<'a>| {
                one.roles.is_subset(&first.roles) || first.roles.is_subset(&one.roles)
            };
            found.extend(all.filter(fits).map(|one| (first.policy, one.policy)));
        }
        found
    }

    /// Policies beside others that say the same of subject and resource and grant a role of these, while
    /// they themselves do not: the first of those, by which one it is.
    pub fn granting(
        &self,
        is_it: impl Fn(&str) -> bool,
    ) -> HashMap<*const AuthorizationPolicy, &'a AuthorizationPolicy> {
        let grants = |one: &&Said<'a>| one.roles.iter().any(|role| is_it(role));
        let mut found = HashMap::new();
        for group in self.alike.values() {
            let all = || group.iter().filter_map(|at| self.said.get(*at));
            let Some(first) = all().find(grants).filter(|_| group.len() > 1) else { continue };
            let others = all().filter(|one| !grants(one));
            found.extend(others.map(|one| (std::ptr::from_ref(one.policy), first.policy)));
        }
        found
    }

    /// Policies that another one contains: that one first.
    pub fn subsumed(&self) -> Vec<(&'a AuthorizationPolicy, &'a AuthorizationPolicy)> {
        let mut found = Vec::new();
        for one in &self.said {
            let world = one.policy.resource.world;
            let shapes = self.shapes.get(&world).into_iter().flatten().take(MOST);
            let wider = shapes.filter_map(|shape| {
                let claims = one.within(shape)?;
                let group = self.alike.get(&(world, claims))?;
                group
                    .iter()
                    .take(MOST)
                    .filter_map(|at| self.said.get(*at))
                    .find(|wide| wide.grants_all_of(one))
            });
            if let Some(wide) = wider.into_iter().next() {
                found.push((wide.policy, one.policy));
            }
        }
        found
    }
}

impl<'a> Said<'a> {
    fn by(graph: &Graph<'a>, policy: &'a AuthorizationPolicy) -> Option<Self> {
        if policy.template || policy.resource.exists != Exists::Surely {
            return None;
        }
        let mut claims = Claims::new();
        for (part, side) in [(Part::Subject, policy.subject()?), (Part::Target, policy.target()?)] {
            add(graph, policy, part, side, &mut claims)?;
        }
        let [roles] = policy.role_lists()?.try_into().ok()?;
        let roles: Option<BTreeSet<&'a str>> = roles
            .iter()
            .map(|role| role.text().map(|text| catalog::role_meant(text).unwrap_or(text.trim())))
            .collect();
        Some(Self { policy, claims, roles: roles? })
    }

    /// What is left of its claims in a smaller shape that keeps services and accounts.
    fn within(&self, shape: &BTreeSet<Name>) -> Option<Claims> {
        if shape.len() >= self.claims.len()
            || !shape.iter().all(|one| self.claims.contains_key(one))
        {
            return None;
        }
        let is_kept = |name: &Name| matches!(name.1.as_str(), "accountId" | "serviceName");
        if self.claims.keys().any(|name| is_kept(name) && !shape.contains(name)) {
            return None;
        }
        let kept = self.claims.iter().filter(|(name, _)| shape.contains(name));
        Some(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
    }

    fn grants_all_of(&self, other: &Self) -> bool {
        let service = other.policy.target().and_then(Side::service).unwrap_or_default();
        let has = |role: &&str| {
            self.roles.contains(*role)
                || self.roles.iter().any(|own| catalog::contains(service, own, role))
        };
        !other.roles.is_empty() && other.roles.iter().all(has)
    }
}

/// Adds what a side says; `None` where some of it cannot be compared.
fn add(
    graph: &Graph<'_>,
    policy: &AuthorizationPolicy,
    part: Part,
    side: &Side,
    claims: &mut Claims,
) -> Option<()> {
    if !side.whole || side.tagged {
        return None;
    }
    for attribute in side.attributes.iter().filter(|one| !one.value.is_unwritten()) {
        let name = attribute.known_name()?.trim();
        let mut values = attribute.value.each();
        let value = values.next().filter(|_| values.next().is_none())?;
        let value = if name == "accountId" && attribute.is_plain() {
            Value::Account(graph.account_in(policy.resource.world, value)?)
        } else {
            let plain = attribute.is_plain();
            let operator = if plain { "" } else { attribute.operator.text()? };
            Value::Other(operator.to_owned(), comparable(policy.resource.world, value)?)
        };
        if claims.insert((part, name.to_owned()), value).is_some() {
            return None;
        }
    }
    if side.form == SideForm::Flat && side.lacks("accountId") {
        let own = Value::Account(graph.account_of(&policy.resource)?);
        claims.insert((part, "accountId".to_owned()), own);
    }
    Some(())
}

fn comparable(world: World, value: &Field) -> Option<Identity> {
    match value.kind {
        Kind::Bool(is) => Some(Identity::Known(is.to_string())),
        _ => Identity::of(world, value),
    }
}
