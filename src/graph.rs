//! How the things in the model hang together: who names whom, what is the same, whose account it is,
//! what waits for what. Built once per run and handed to the rules.
//!
//! A part of it is a file below `graph/`: a struct that is made from the base by one pass over the
//! model into maps by [`Identity`], kept in a field of [`Graph`] as a `OnceLock` that is
//! filled when the first rule asks (see [`Graph::access`]), and answers questions in words of the
//! field. Joining is linear: a map is asked, the resources are never gone through for each of them.

mod access;
mod accounts;
mod grant;
mod identity;
mod network;
mod spelled;
mod standing;
mod target;
mod twins;

pub use self::access::{Access, Misplaced};
pub use self::accounts::{Account, Accounts, Place, Worker};
pub use self::grant::{Fit, Grant};
pub use self::identity::Identity;
use self::network::Network;
pub use self::network::{Address, Attached, Lack, Which};
pub use self::spelled::{Part, Spelled};
pub use self::standing::{Mistake, Standing};
pub use self::target::Target;
pub use self::twins::Twins;

use crate::model::{
    AuthorizationPolicy, EndpointGateway, Exists, Field, Hides, Model, Order, Resource, World,
};
use crate::node::{Reference, first_step};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

/// The graph of a model.
#[derive(Debug)]
pub struct Graph<'a> {
    model: &'a Model,
    accounts: &'a Accounts,
    named: HashMap<World, HashMap<&'a str, Vec<Thing<'a>>>>,
    unread: BTreeSet<World>,
    /// What policies may hide in: each sort of place once.
    unseen: Vec<&'a Hides>,
    access: OnceLock<Access<'a>>,
    twins: OnceLock<Twins<'a>>,
    network: OnceLock<Box<Network<'a>>>,
}

/// Two objects of a world, of which the first may wait for the second.
pub type Asked<'a> = (World, &'a str, &'a str);

/// Something in the model.
#[derive(Clone, Copy, Debug)]
pub enum Thing<'a> {
    /// An authorization policy.
    Policy(&'a AuthorizationPolicy),
    /// An endpoint gateway.
    Gateway(&'a EndpointGateway),
    /// Anything else.
    Other(&'a Resource),
}

impl<'a> Thing<'a> {
    /// How it was written.
    pub fn resource(self) -> &'a Resource {
        match self {
            Self::Policy(policy) => &policy.resource,
            Self::Gateway(gateway) => &gateway.resource,
            Self::Other(resource) => resource,
        }
    }
}

/// What can be said of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Surely so.
    Yes,
    /// Surely not so.
    No,
    /// It cannot be decided.
    Unknown,
}

impl Answer {
    /// `Yes` where all are, `No` where one of them is.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Unknown,
        }
    }

    /// `Yes` where one of them is, `No` where none is.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::No, Self::No) => Self::No,
            _ => Self::Unknown,
        }
    }
}

impl From<bool> for Answer {
    fn from(is_so: bool) -> Self {
        if is_so { Self::Yes } else { Self::No }
    }
}

impl<'a> Graph<'a> {
    /// The graph of `model`, whose folders and provider configurations belong to `accounts`.
    pub fn new(model: &'a Model, accounts: &'a Accounts) -> Self {
        let mut named: HashMap<World, HashMap<&'a str, Vec<Thing<'a>>>> = HashMap::new();
        let policies = model.policies.iter().map(Thing::Policy);
        let gateways = model.gateways.iter().map(Thing::Gateway);
        let others = model.others.iter().chain(&model.neighbours).map(Thing::Other);
        for thing in policies.chain(gateways).chain(others) {
            let Resource { world, object, .. } = thing.resource();
            if !object.is_empty() {
                named.entry(*world).or_default().entry(object).or_default().push(thing);
            }
        }
        let gaps = model.gaps.iter().filter(|gap| gap.hides == Hides::Anything);
        let unread = gaps.map(|gap| gap.world).collect();
        let unseen = access::unseen(model);
        let (access, twins, network) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self { model, accounts, named, unread, unseen, access, twins, network }
    }

    /// Which policies let which gateways in.
    pub fn access(&self) -> &Access<'a> {
        self.access.get_or_init(|| Access::new(self))
    }

    /// Which policies say the same.
    pub fn twins(&self) -> &Twins<'a> {
        self.twins.get_or_init(|| Twins::new(self))
    }

    /// The model.
    pub fn model(&self) -> &'a Model {
        self.model
    }

    /// The instances of an object of a world, such as `module.a[0].ibm_is_vpc.b`, where the model holds
    /// it.
    pub fn instances(&self, world: World, object: &str) -> &[Thing<'a>] {
        let named = self.named.get(&world).and_then(|named| named.get(object));
        named.map_or(&[], Vec::as_slice)
    }

    /// The things that `field` of a resource in `world` may name: one where its instance is known,
    /// all instances where it is not; none where the model does not hold it.
    pub fn things(&self, world: World, field: &Field) -> Vec<Thing<'a>> {
        let Some(reference) = field.reference() else { return Vec::new() };
        let object = reference.object();
        let all = self.instances(world, &object);
        let address = format!("{object}{}", index(reference));
        let exact: Vec<Thing<'a>> =
            all.iter().copied().filter(|one| one.resource().address == address).collect();
        if exact.is_empty() { all.to_vec() } else { exact }
    }

    /// What the value of `field` in `world` is, so that it can be compared with others.
    pub fn identity(&self, world: World, field: &Field) -> Option<Identity> {
        Identity::of(world, field)
    }

    /// Whether two values, each of a resource in its world, name the same thing.
    pub fn is_same(&self, one: (World, &Field), other: (World, &Field)) -> Answer {
        match (Identity::of(one.0, one.1), Identity::of(other.0, other.1)) {
            (Some(one), Some(other)) => one.is_same(&other),
            _ => Answer::Unknown,
        }
    }

    /// Whether two resources are created together, and both of them surely: only then they clash.
    pub fn surely_together(&self, one: &Resource, other: &Resource) -> bool {
        one.world == other.world && [one, other].iter().all(|it| it.exists == Exists::Surely)
    }

    /// Whether something of `world` could not be read at all, so that anything may be missing.
    pub fn is_unread(&self, world: World) -> bool {
        self.unread.contains(&world)
    }

    /// Whether the resource of each question waits for one of the others when it is created, directly or
    /// through whatever stands between them. What stands in different worlds is never applied together.
    /// All questions of a run are asked at once, as that takes hardly longer than asking one.
    pub fn waits_for_any(&self, questions: &[(&Resource, Vec<&Resource>)]) -> Vec<Answer> {
        let here = |resource: &Resource, other: &&&Resource| other.world == resource.world;
        let asked = questions.iter().flat_map(|(resource, others)| {
            let others = others.iter().filter(|other| here(resource, other));
            others.map(|other| (resource.world, resource.object.as_str(), other.object.as_str()))
        });
        let asked: Vec<Asked<'_>> = asked.collect();
        let mut answers = self.ask(&asked, Order::waits_for).into_iter();
        let all = questions.iter().map(|(resource, others)| {
            let count = others.iter().filter(|other| here(resource, other)).count();
            let all: Vec<Answer> = answers.by_ref().take(count).collect();
            let is_seen = !self.is_unread(resource.world) && self.order(resource.world).is_some();
            if is_seen && !all.contains(&Answer::Unknown) {
                all.contains(&Answer::Yes).into()
            } else {
                Answer::Unknown
            }
        });
        all.collect()
    }

    /// Whether in each question the first object, which may be a module, or anything in it waits for the
    /// second or anything in that. Both are named as references in the root module name them. All questions
    /// of a run are asked at once.
    pub fn leads_to(&self, questions: &[Asked<'_>]) -> Vec<Answer> {
        self.ask(questions, Order::leads_to)
    }

    /// Asks the order of each world once.
    fn ask(
        &self,
        questions: &[Asked<'_>],
        how: impl Fn(&Order, &[(&str, &str)]) -> Vec<Option<bool>>,
    ) -> Vec<Answer> {
        let mut worlds: BTreeMap<World, Vec<(&str, &str)>> = BTreeMap::new();
        for (world, object, other) in questions {
            worlds.entry(*world).or_default().push((object, other));
        }
        let answered = worlds.into_iter().map(|(world, pairs)| {
            let found = self.order(world).map(|order| how(order, &pairs));
            (world, found.unwrap_or_default().into_iter())
        });
        let mut answered: BTreeMap<World, _> = answered.collect();
        let next = |(world, ..): &Asked<'_>| answered.get_mut(world)?.next()?;
        let found = questions.iter().map(next);
        found.map(|one| one.map_or(Answer::Unknown, Answer::from)).collect()
    }

    /// Whether the files declare an object of this name, such as `module.a.data.ibm_is_vpc.b`, of a kind that
    /// the model holds or an account is asked by.
    pub fn is_declared(&self, world: World, object: &str) -> bool {
        !self.instances(world, object).is_empty()
            || self.order(world).is_some_and(|order| order.has(object))
    }

    fn order(&self, world: World) -> Option<&'a Order> {
        self.model.orders.get(&world)
    }
}

/// The index of an instance at the beginning of what follows a name: `[0]` of `[0].guid`.
fn index(reference: &Reference) -> &str {
    first_step(&reference.rest)
}
