//! What another root module may do with something of this one: it looks it up, or is given its id.

use super::{GATEWAY, GROUP, Links, PATH};
use crate::catalog;
use crate::graph::{Account, Graph};
use crate::model::{Field, Resource, World};
use std::collections::HashMap;

/// What may be about something of another world, by what sort of thing and, where it is known, by which
/// name.
#[derive(Debug, Default)]
pub(super) struct Abroad<'a> {
    named: HashMap<(&'static str, &'a str), Vec<Reach<'a>>>,
    /// Of any name.
    open: HashMap<&'static str, Vec<Reach<'a>>>,
    /// All of those, for what has no name that is known.
    all: HashMap<&'static str, Vec<Reach<'a>>>,
}

/// Something that reaches as far as its account and region do.
#[derive(Clone, Debug)]
struct Reach<'a> {
    by: &'a Resource,
    place: Place<'a>,
}

/// Where something is applied, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place<'a> {
    account: Option<String>,
    region: Option<&'a str>,
}

impl Place<'_> {
    fn may_be(&self, other: &Self) -> bool {
        let may = |one: Option<&str>, other: Option<&str>| {
            one.is_none_or(|one| other.is_none_or(|other| one == other))
        };
        may(self.account.as_deref(), other.account.as_deref()) && may(self.region, other.region)
    }
}

impl<'a> Abroad<'a> {
    pub(super) fn new(graph: &Graph<'a>, links: &[(&'static str, &Links<'a>)]) -> Self {
        let mut found = Self::default();
        let model = graph.model();
        for by in model.others.iter().chain(&model.neighbours) {
            let Some(lookup) = catalog::lookup(&by.kind) else { continue };
            let sort = [GATEWAY, GROUP, PATH].into_iter().find(|sort| *sort == lookup.finds);
            let Some(sort) = sort else { continue };
            let reach = Reach { by, place: graph.place(by) };
            match names(lookup.by.as_deref().and_then(|argument| by.value(argument))) {
                Some(names) => {
                    for name in names {
                        add(found.named.entry((sort, name)).or_default(), &reach);
                    }
                }
                None => add(found.open.entry(sort).or_default(), &reach),
            }
            add(found.all.entry(sort).or_default(), &reach);
        }
        for (sort, links) in links {
            for by in links.abroad() {
                let reach = Reach { by, place: graph.place(by) };
                add(found.open.entry(sort).or_default(), &reach);
                add(found.all.entry(sort).or_default(), &reach);
            }
        }
        found
    }

    /// What may be about `resource`, which is a thing of that sort: what looks up its very name, or stands
    /// in another world.
    pub(super) fn of(
        &self,
        graph: &Graph<'a>,
        sort: &'static str,
        resource: &Resource,
    ) -> Option<&'a Resource> {
        let place = graph.place(resource);
        let name = resource.value("name").filter(|name| !name.is_absent());
        let (known, rest) = match names(name) {
            Some(names) => (names, self.open.get(sort)),
            None => (Vec::new(), self.all.get(sort)),
        };
        let named = known.into_iter().filter_map(|name| self.named.get(&(sort, name))).flatten();
        let is_abroad = |one: &&Reach<'_>| one.by.world != resource.world;
        let mut all = named.chain(rest.into_iter().flatten().filter(is_abroad));
        all.find(|one| one.place.may_be(&place)).map(|one| one.by)
    }
}

/// Adds what reaches somewhere where no two of different worlds reach already: of as many others none has
/// to be looked at.
fn add<'a>(list: &mut Vec<Reach<'a>>, reach: &Reach<'a>) {
    let mut same = list.iter().filter(|one| one.place == reach.place).map(|one| one.by.world);
    let first: Option<World> = same.next();
    if first.is_none_or(|first| first != reach.by.world && same.next().is_none()) {
        list.push(reach.clone());
    }
}

/// The texts that a field may be, if all are known.
fn names(field: Option<&Field>) -> Option<Vec<&str>> {
    field?.each().map(|one| one.text().map(str::trim).filter(|text| !text.is_empty())).collect()
}

impl<'a> Graph<'a> {
    fn place(&self, resource: &Resource) -> Place<'a> {
        let account = self.account_of(resource);
        let provider = resource.provider.clone().unwrap_or_else(|| "ibm".to_owned());
        let region = self.model().regions.get(&(resource.world, provider));
        Place {
            account: account.as_ref().and_then(Account::text).map(str::to_owned),
            region: region.and_then(|region| region.text()).map(str::trim),
        }
    }
}
