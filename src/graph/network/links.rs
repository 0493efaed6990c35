//! Resources of one type, by what one of their arguments names.

use crate::catalog;
use crate::graph::Graph;
use crate::model::{Exists, Field, Resource, World};
use crate::node::Reference;
use std::collections::HashMap;

/// The arguments by which resources name what they belong to: whoever reads one of them names the same.
const ECHOES: [&str; 6] = [
    "endpoint_gateway_id",
    "gateway",
    "group",
    "private_path_service_gateway",
    "security_group",
    "target",
];

/// A resource, by its world and its address, or all instances of one, by its object.
pub(super) type Key<'a> = (World, &'a str);

/// Resources of one type, by what one of their arguments names.
#[derive(Debug, Default)]
pub(super) struct Links<'a> {
    /// By address, where the instance is known.
    sure: HashMap<Key<'a>, Vec<&'a Resource>>,
    /// By object, where it may be one of its instances, or one of several objects.
    unsure: HashMap<Key<'a>, Vec<&'a Resource>>,
    /// Where one of them may name anything, the first.
    stray: HashMap<World, &'a Resource>,
    /// Where one of them names something by an id that is spelled out, the first.
    spelled: HashMap<World, &'a Resource>,
    /// Those that may name something of another world.
    abroad: Vec<&'a Resource>,
}

impl<'a> Links<'a> {
    /// Those of Terraform type `kind`; `at` holds everything by its address.
    pub(super) fn new(
        graph: &Graph<'a>,
        at: &HashMap<Key<'a>, &'a Resource>,
        kind: &str,
        argument: &str,
    ) -> Self {
        let mut links = Self::default();
        let model = graph.model();
        let all = model.others.iter().chain(&model.neighbours);
        for resource in all.filter(|one| one.kind == kind) {
            let possible = resource.value(argument).map(Field::each).unwrap_or_default();
            let is_only = possible.len() == 1;
            for one in possible {
                links.add(graph, at, resource, one, is_only);
            }
        }
        links
    }

    fn add(
        &mut self,
        graph: &Graph<'a>,
        at: &HashMap<Key<'a>, &'a Resource>,
        resource: &'a Resource,
        named: &Field,
        only: bool,
    ) {
        let world = resource.world;
        if may_be_any(named) {
            return self.stray(resource, named);
        }
        let identity = graph.identity(world, named);
        let from = identity.as_ref().and_then(|it| it.from()).map(|(_, from)| from);
        let exact = from.and_then(|from| at.get(&(world, from)));
        let object = named.reference().map(Reference::object);
        let first = object.and_then(|object| graph.instances(world, &object).first().copied());
        match (exact, first) {
            (Some(exact), _) if only => {
                self.sure.entry((world, &exact.address)).or_default().push(resource);
            }
            (_, Some(thing)) => {
                let object = thing.resource().object.as_str();
                self.unsure.entry((world, object)).or_default().push(resource);
            }
            (_, None) if names_another(named) => {}
            (_, None) => self.stray(resource, named),
        }
    }

    fn stray(&mut self, resource: &'a Resource, named: &Field) {
        let strays = if named.text().is_some() { &mut self.spelled } else { &mut self.stray };
        strays.entry(resource.world).or_insert(resource);
        // A data source that looks up a thing of this sort speaks for itself.
        let kind = named.reference().filter(|one| one.data).map(Reference::type_name);
        if kind.is_none_or(|kind| catalog::lookup(&kind).is_none()) {
            self.abroad.push(resource);
        }
    }

    /// Those that may name something of another world.
    pub(super) fn abroad(&self) -> &[&'a Resource] {
        &self.abroad
    }

    /// Those that surely name it and surely exist where it does.
    pub(super) fn sure(&self, named: &Resource) -> Vec<&'a Resource> {
        let all = self.sure.get(&(named.world, named.address.as_str())).into_iter().flatten();
        all.copied().filter(|one| one.exists == Exists::Surely).collect()
    }

    /// Those that name it or may do so, whether they exist or not.
    pub(super) fn all(&self, named: &Resource) -> Vec<&'a Resource> {
        let sure = self.sure.get(&(named.world, named.address.as_str())).into_iter().flatten();
        let unsure = self.unsure.get(&(named.world, named.object.as_str())).into_iter().flatten();
        sure.chain(unsure).copied().collect()
    }

    /// Whether one names it, or may do so.
    pub(super) fn any(&self, named: &Resource) -> bool {
        !self.all(named).is_empty()
    }

    /// Whether one may name it, or names it and may exist.
    pub(super) fn any_unsure(&self, named: &Resource) -> bool {
        self.all(named).len() > self.sure(named).len()
    }

    /// One of its world that may name anything.
    pub(super) fn may_hold(&self, named: &Resource) -> Option<&'a Resource> {
        // What a plan is only going to create has no id yet.
        let is_new = named.change.is_some() && !named.is_there_already();
        let spelled = self.spelled.get(&named.world).filter(|_| !is_new);
        self.stray.get(&named.world).or(spelled).copied()
    }
}

/// Whether a value is read from something that may itself only name what is meant: a data source that
/// looks it up, or an argument of something else that names it too.
fn may_be_any(named: &Field) -> bool {
    named.reference().is_some_and(|one| one.data || ECHOES.contains(&one.attribute()))
}

/// Whether a value is the id of something that the same configuration makes and that is not in the
/// model, so that it is something else.
fn names_another(named: &Field) -> bool {
    named.reference().is_some_and(|one| one.is_id_of_another(""))
}
