//! Which VPC, subnet or security group a value names.

use super::{SUBNET, VPC};
use crate::graph::{Answer, Graph, Identity};
use crate::model::{EndpointGateway, Field, World, vpc_identity};

/// So many attributes that echo another's may follow each other.
const DEEPEST: usize = 4;

/// One thing, in a form that can be compared and looked up.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Which {
    /// The configuration of that world makes it at that address.
    Made(World, String),
    /// Its id is spelled out.
    Known(String),
    /// Whatever a value comes to.
    Later(Identity),
}

impl Which {
    /// Whether it is the same as `other`.
    pub fn is_same(&self, other: &Self) -> Answer {
        match (self, other) {
            (one, other) if one == other => Answer::Yes,
            (Self::Made(world, _), Self::Made(other, _)) if world == other => Answer::No,
            (Self::Known(_), Self::Known(_)) => Answer::No,
            _ => Answer::Unknown,
        }
    }
}

impl Graph<'_> {
    /// What a value names that is the id of something of Terraform type `kind`.
    pub fn which(&self, world: World, field: &Field, kind: &str) -> Option<Which> {
        let identity = self.identity(world, field)?;
        if let Some(text) = identity.text() {
            let id = vpc_identity(text);
            return (!id.is_empty()).then(|| Which::Known(id.to_owned()));
        }
        let reference = field.reference();
        let is_own = reference.is_some_and(|one| {
            !one.data && one.kind == kind && matches!(one.attribute(), "id" | "crn")
        });
        match identity.from().filter(|_| is_own) {
            Some((world, address)) => Some(Which::Made(world, address.to_owned())),
            None => Some(Which::Later(identity)),
        }
    }

    /// The VPC that a value names, also where it is read from something in the VPC.
    pub fn vpc(&self, world: World, field: &Field) -> Option<Which> {
        let mut field = field;
        for _ in 0..DEEPEST {
            let read = field.reference().filter(|one| one.kind != VPC && one.attribute() == "vpc");
            let things = read.map(|_| self.things(world, field)).unwrap_or_default();
            let [thing] = things.as_slice() else { break };
            let Some(vpc) = thing.vpc() else { break };
            self.identity(world, field)?;
            field = vpc;
        }
        self.which(world, field, VPC)
    }

    /// The VPC of a gateway.
    pub fn vpc_of(&self, gateway: &EndpointGateway) -> Option<Which> {
        self.vpc(gateway.resource.world, &gateway.vpc)
    }

    /// The subnet that a value names.
    pub fn which_subnet(&self, world: World, field: &Field) -> Option<Which> {
        self.which(world, field, SUBNET)
    }

    /// The zone of the subnet that a value names, where the model holds it.
    pub fn zone(&self, world: World, subnet: &Field) -> Option<Identity> {
        let subnet = self.subnet(world, subnet)?;
        self.identity(subnet.world, subnet.value("zone")?)
    }
}
