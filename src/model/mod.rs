//! What the things found in the files mean: authorization policies, endpoint gateways and what
//! stands beside them, whatever language they were written in.

mod calls;
mod change;
mod crn;
mod fault;
mod gateway;
mod identifiers;
mod named;
mod order;
mod policy;
mod resource;
mod slip;

pub use self::calls::ModuleCall;
pub use self::change::{Action, Change};
pub use self::crn::{CTYPES, Crn, SEGMENTS};
pub use self::fault::{Fault, FaultKind, Meant, Rename};
pub use self::gateway::{EndpointGateway, Ip, vpc_identity};
pub use self::identifiers::{is_account_id, is_guid};
pub use self::order::Order;
pub use self::policy::{Attribute, AuthorizationPolicy, Format, Presence, Side, SideForm};
pub use self::resource::{Exists, Resource, Subject, Surface};
pub use self::slip::{Mend, Slip, SlipKind};

/// A value with its place, as rules see it.
pub use crate::node::Node as Field;
/// Whether something is wrong whatever the conditions come to.
pub use crate::node::every_combination;
/// Paths step by step, and without their indexes.
pub use crate::node::{first_step, levels, modules_in, without_indexes};
use crate::source::Problem;
use std::collections::{BTreeMap, BTreeSet};

/// All that was read.
#[derive(Debug, Default)]
pub struct Model {
    /// Authorization policies of every surface.
    pub policies: Vec<AuthorizationPolicy>,
    /// Endpoint gateways of every surface.
    pub gateways: Vec<EndpointGateway>,
    /// Other resources and data sources that the catalogue knows.
    pub others: Vec<Resource>,
    /// What stands beside gateways and their siblings and tells something of them, such as subnets and
    /// security groups; what is written in it is not judged.
    pub neighbours: Vec<Resource>,
    /// Calls of modules of which it is known what their inputs take.
    pub calls: Vec<ModuleCall>,
    /// What does not parse, or not cleanly.
    pub problems: Vec<Problem>,
    /// What could not be seen.
    pub gaps: Vec<Gap>,
    /// What waits for what in each world that knows an order.
    pub orders: BTreeMap<World, Order>,
    /// The regions of provider configurations, `ibm` or `ibm.target` in each world.
    pub regions: BTreeMap<(World, String), Field>,
    /// The provider configurations that each root module makes: `ibm`, `ibm.target`.
    pub providers: BTreeMap<World, Vec<String>>,
    /// Those that the call of a module passes, `module.a` of each world: what the module calls each, and what
    /// the root module does.
    pub passed_providers: BTreeMap<(World, String), Vec<(String, String)>>,
    /// The modules of each world that are written in Terraform's JSON syntax only: `module.a`, nothing for the
    /// root module.
    pub in_json: BTreeSet<(World, String)>,
    /// The modules that set something of a provider themselves, and those that lead to them, `module.a`:
    /// Terraform lets their calls not have `depends_on`.
    pub configured: BTreeSet<(World, String)>,
    /// The calls of modules whose instances have indexes that are not known: `module.a`.
    pub unnumbered: BTreeSet<(World, String)>,
    /// The root modules that make no provider configuration of IBM Cloud.
    pub unconfigured: BTreeSet<World>,
    /// The provider configurations that log in with the API key of another one of their root module, and
    /// the name of that one.
    pub twins: BTreeMap<(World, String), String>,
    /// How many instances resources and module calls have of which one stands for all:
    /// `module.a.ibm_is_vpc.b`, `module.a`.
    pub gathered: BTreeMap<(World, String), usize>,
    /// The folder of the root module, or of the JSON file, that each world is.
    pub folders: BTreeMap<World, String>,
}

/// Something that could not be seen, and that may hold what a rule misses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Which world it belongs to.
    pub world: World,
    /// What may hide in it.
    pub hides: Hides,
}

/// What a [`Gap`] may hide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hides {
    /// Resources of any kind: a file of the folder that could not be read.
    Anything,
    /// Whatever a module call or an output can do with this object, which is passed to it;
    /// for instance `ibm_is_virtual_endpoint_gateway.kms`.
    UsesOf(String),
    /// Whatever somebody does with this object who calls the root module as a module and gets hold of
    /// it, whole or by its id, through an output.
    UsesAbove(String),
    /// Whatever a module declares that cannot be looked into: `module.a`. It may authorize something,
    /// but gets hold of nothing that is not passed to it.
    Module(String),
    /// Whatever policies something makes that nobody can look into: `null_resource.a`.
    Policies(String),
    /// A policy, or those of a module, that Terraform lets go of and that stay: `module.a`.
    Forgotten(String),
    /// The policies in an account, which a folder may hold that was not given.
    PoliciesOf {
        /// The account.
        account: String,
        /// The folder, as the configuration writes it.
        folder: String,
    },
}

/// One root module with what it calls, or one JSON file: what is created together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct World(pub u32);

impl Model {
    /// Every resource, whatever it means.
    pub fn resources(&self) -> impl Iterator<Item = &Resource> {
        let policies = self.policies.iter().map(|policy| &policy.resource);
        let gateways = self.gateways.iter().map(|gateway| &gateway.resource);
        policies.chain(gateways).chain(&self.others)
    }

    /// What the schemas hold against what is written.
    pub fn faults(&self) -> impl Iterator<Item = (&Resource, &Fault)> {
        self.resources().flat_map(|one| one.faults.iter().map(move |fault| (one, fault)))
    }

    /// How many instances a resource stands for, those of the modules that it is in among them.
    pub fn stands_for(&self, resource: &Resource) -> usize {
        let object = resource.object.as_str();
        let ends = object.match_indices('.').map(|(at, _)| at).chain([object.len()]);
        let names = ends.filter_map(|end| object.get(..end));
        let many = |name: &str| self.gathered.get(&(resource.world, name.to_owned())).copied();
        names.filter_map(many).fold(1, usize::saturating_mul)
    }

    /// The resources of Terraform type `kind`, of all worlds.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Resource> + 'a {
        self.others.iter().filter(move |one| one.kind == kind)
    }

    /// The resources of Terraform type `kind` in `world`.
    pub fn siblings<'a>(
        &'a self,
        world: World,
        kind: &'a str,
    ) -> impl Iterator<Item = &'a Resource> + 'a {
        self.others.iter().filter(move |one| one.world == world && one.kind == kind)
    }

    /// Takes over everything of `other`.
    pub fn absorb(&mut self, other: Self) {
        self.policies.extend(other.policies);
        self.gateways.extend(other.gateways);
        self.others.extend(other.others);
        self.neighbours.extend(other.neighbours);
        self.calls.extend(other.calls);
        self.problems.extend(other.problems);
        self.gaps.extend(other.gaps);
        self.orders.extend(other.orders);
        self.providers.extend(other.providers);
        self.passed_providers.extend(other.passed_providers);
        self.twins.extend(other.twins);
        self.unconfigured.extend(other.unconfigured);
        self.in_json.extend(other.in_json);
        self.configured.extend(other.configured);
        self.unnumbered.extend(other.unnumbered);
        self.gathered.extend(other.gathered);
        self.folders.extend(other.folders);
        self.regions.extend(other.regions);
    }
}
