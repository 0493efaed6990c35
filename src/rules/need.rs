//! What a gateway that nothing lets in needs: what its policy says, and in which module that can be written.

use super::policy_text::Value;
use crate::graph::{Answer, Identity, Part, Target, Worker};
use crate::model::{EndpointGateway, Resource, Surface, World, modules_in, without_indexes};
use crate::rule::Context;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What stands for a service and for an instance that nobody knows: Terraform refuses it as it is.
const SERVICE: (&str, &str) =
    ("var.SERVICE_OF_THE_TARGET", "the service, the fifth part of its CRN");
const INSTANCE: (&str, &str) =
    ("var.INSTANCE_OF_THE_TARGET", "the ID of the instance, the eighth part of its CRN");

/// What lets one gateway in.
pub(super) struct Need<'a> {
    pub(super) gateway: &'a Resource,
    pub(super) own: &'a str,
    pub(super) ours: &'a str,
    pub(super) theirs: &'a str,
    pub(super) service: Value,
    pub(super) instance: Value,
    /// The module in which that can be written: `module.a.`, nothing for the root module.
    pub(super) module: String,
    /// The first of the calls of that module, without indexes: it has what all of them have.
    pub(super) first: String,
    /// What both are read from, as the root module names it.
    pub(super) objects: Vec<String>,
    /// What has to hold for them to be there, where they may not be.
    pub(super) conditions: BTreeSet<String>,
    /// It is in the account of another folder.
    pub(super) is_elsewhere: bool,
    /// Several calls of a module look it up: what it is left open for may be one thing, or not. `No` where each
    /// makes its own.
    pub(super) shared: Option<Answer>,
    /// What they look up, where it is surely one thing, and can be looked up in the root module, too.
    pub(super) lookup: Option<Lookup>,
    /// What is said of the gateway stands in another file than it does.
    pub(super) is_said_elsewhere: bool,
    /// What is read is made by the same configuration.
    is_made: bool,
    /// The accounts that one policy can be written for.
    accounts: String,
    /// The calls of the module and the accounts that they lead from and into, by a number: no two other sets
    /// have it.
    calls: usize,
    /// What the root module looks up, where it is known what that is: another block may say the same.
    alike: Option<(Lookup, Option<String>)>,
}

impl<'a> Need<'a> {
    /// What the gateway of this target needs; `None` where that would let in to more than the target.
    pub(super) fn of(cx: &Context<'_>, target: &'a Target<'_>) -> Option<Self> {
        let gateway = &target.gateway.resource;
        let (ours, theirs) = (target.from.as_ref()?.text()?, target.account.as_ref()?.text()?);
        // What one root module knows, another does not.
        let is_elsewhere =
            matches!(cx.graph.worker(gateway.world, theirs), Some(Worker::Folder(_)));
        let world = gateway.world;
        let has_index = |object: &String| !cx.model.unnumbered.contains(&(world, object.clone()));
        let spelled = |part: Part| {
            let spelled = target.spelled(part).filter(|_| !is_elsewhere)?;
            spelled.object.as_ref().is_none_or(has_index).then_some(spelled)
        };
        let known = (target.service.as_deref(), target.instance.as_ref().and_then(Identity::text));
        let unknown = [(Part::Instance, known.1), (Part::Service, known.0)].into_iter();
        let mut unknown = unknown.filter(|(_, known)| known.is_none()).map(|(part, _)| part);
        // The root module knows all provider configurations.
        let module = unknown.find_map(spelled).map_or(String::new(), |it| it.module);
        let (mut objects, mut is_made) = (Vec::new(), true);
        let mut conditions = BTreeSet::new();
        let mut value = |known: Option<&str>, part: Part, (name, what): (&'static str, _)| {
            if let Some(known) = known {
                return (!known.is_empty()).then(|| Value::Text(known.to_owned()));
            }
            let Some(it) = spelled(part).filter(|it| it.module == module) else {
                return Some(Value::Open(name.into(), what));
            };
            is_made &= it.is_made;
            conditions.extend(it.condition().filter(|_| cx.graph.may_lack(gateway, &it)));
            objects.extend(it.object);
            Some(Value::Expression(it.expression))
        };
        let mut need = Self {
            service: value(known.0, Part::Service, SERVICE)?,
            instance: value(known.1, Part::Instance, INSTANCE)?,
            own: gateway.module_prefix(),
            gateway,
            ours,
            theirs,
            first: without_indexes(&module),
            module,
            objects,
            conditions,
            is_elsewhere,
            shared: None,
            lookup: None,
            is_said_elsewhere: target.gateway.target_crn.span.source != gateway.header.source,
            is_made,
            accounts: format!("{ours} {theirs}"),
            calls: 0,
            alike: None,
        };
        need.alike = need.looked_up(cx).filter(|_| need.module.is_empty());
        if let Some((lookup, _)) = &mut need.alike {
            lookup.arguments.sort();
        }
        Some(need)
    }

    /// Where the policy is written: in the root module, or in the module in which this block stands, whoever
    /// calls that.
    fn place(&self) -> String {
        if self.module.is_empty() { String::new() } else { format!("{:?}", self.waiter()) }
    }

    /// The module in which it is written, without indexes: `module.a`.
    pub(super) fn path(&self) -> String {
        without_indexes(self.module.trim_end_matches('.'))
    }

    /// What those have in common that one policy is pasted for.
    pub(super) fn together(&self) -> String {
        format!("{} {}", self.accounts, self.place())
    }

    /// All that tells it from others. What one root module knows by a reference, another does not; and what
    /// is left open may be something else for each gateway.
    pub(super) fn identity(&self) -> String {
        let values = [&self.service, &self.instance];
        let is_known = values.iter().all(|value| value.text().is_some());
        let is_open = values.iter().any(|value| matches!(value, Value::Open(..)));
        let Resource { world, header, .. } = self.gateway;
        // Another block may stand in the same module.
        let place = format!("{} {} {}", world.0, self.first, self.calls);
        let place = if is_known { String::new() } else { place };
        let own = if is_open { format!("{header:?} {}", self.below()) } else { String::new() };
        let [service, instance] = values.map(|value| match (value, &self.alike) {
            (Value::Expression(text), Some((it, provider))) => {
                let Lookup { kind, start, arguments } = it;
                text.replace(start, &format!("{kind} {arguments:?} {provider:?}."))
            }
            _ => value.hcl(),
        });
        let Self { accounts, lookup, .. } = self;
        format!("{accounts} {service} {instance} {place} {own} {lookup:?}")
    }

    /// What tells the gateway from others for which one policy is written: each instance of the module that
    /// it is written in gets one anyway.
    fn below(&self) -> &str {
        let above =
            if self.shared.is_some() && !self.is_inside() { self.own } else { &self.module };
        self.gateway.address.get(above.len()..).unwrap_or_default()
    }

    /// What is left open is made in the module that would wait: it waits for the policy, then.
    pub(super) fn is_inside(&self) -> bool {
        self.shared == Some(Answer::No)
    }

    /// The key of its instance where the policy is written: of calls that are told apart by nothing else, their
    /// names.
    pub(super) fn key(&self) -> Option<String> {
        let of_calls = || {
            let names = self.gateway.modules().into_iter();
            let names: Vec<&str> = names.filter_map(|it| it.strip_prefix("module.")).collect();
            let names = names.join("/");
            (self.is_inside() && !names.is_empty() && !names.contains('[')).then_some(names)
        };
        Resource::key_of(self.below()).or_else(of_calls)
    }

    /// The module whose call has to wait for the policy where that stands; none where the gateway itself
    /// has to.
    pub(super) fn waiting(&self) -> Option<String> {
        let modules = self.gateway.modules();
        modules.get(depth(&self.module)).map(|module| without_indexes(module))
    }

    /// The block that has to wait for the policy where that stands: a call, or the gateway itself.
    pub(super) fn waiter(&self) -> (World, Span) {
        (self.gateway.world, waiter(self.gateway, depth(&self.module)))
    }

    /// What the module that looks this up says of it, where all of that is known.
    fn looked_up(&self, cx: &Context<'_>) -> Option<(Lookup, Option<String>)> {
        let world = self.gateway.world;
        let (first, rest) = self.objects.split_first()?;
        let [one] = cx.graph.instances(world, first) else { return None };
        let Resource { kind, object, body, provider, .. } = one.resource();
        let kind =
            kind.strip_prefix("data.").filter(|_| rest.iter().all(|other| other == first))?;
        let entries = body.entries()?.iter().filter(|entry| !entry.value.is_unwritten());
        let known =
            entries.map(|entry| Some((entry.key.to_string(), entry.value.text()?.to_owned())));
        let name = object.rsplit_once('.')?.1;
        let lookup = Lookup {
            kind: kind.to_owned(),
            start: format!("data.{kind}.{name}."),
            arguments: known.collect::<Option<_>>()?,
        };
        Some((lookup, provider.clone()))
    }

    /// Leaves open what only its module knows, and goes to the root module.
    fn share(&mut self, lookup: Option<&Lookup>) {
        let can = |value: &Value| match value {
            Value::Expression(text) => lookup.is_some_and(|it| text.contains(&it.start)),
            _ => true,
        };
        let is_read = [&self.service, &self.instance].into_iter().all(can);
        for (value, (name, what)) in [(&mut self.service, SERVICE), (&mut self.instance, INSTANCE)]
        {
            if matches!(value, Value::Expression(_)) && !is_read {
                *value = Value::Open(name.into(), what);
            }
        }
        self.shared = Some(match lookup {
            Some(_) => Answer::Yes,
            None if self.is_made => Answer::No,
            None => Answer::Unknown,
        });
        self.lookup = lookup.cloned().filter(|_| is_read);
        self.module.clear();
        self.first.clear();
        self.objects.clear();
        self.conditions.clear();
    }
}

/// A data source by what it says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Lookup {
    /// Its type, without `data.`.
    pub(super) kind: String,
    /// How what it gives is read in its module: `data.ibm_resource_instance.a.`.
    pub(super) start: String,
    /// Its arguments.
    pub(super) arguments: Vec<(String, String)>,
}

/// How many modules stand in a path that ends with a dot: `module.a[0].`.
fn depth(module: &str) -> usize {
    modules_in(module).len()
}

/// The block beside which the gateway stands, seen from below so many modules.
fn waiter(gateway: &Resource, depth: usize) -> Span {
    let call = gateway.call(depth).filter(|_| gateway.modules().len() > depth);
    call.unwrap_or(gateway.header)
}

/// Fits what gateways need to each other: modules may be called several times, and what is written in one is
/// there for each call.
pub(super) fn settle(cx: &Context<'_>, needs: &mut [&mut Need<'_>]) {
    let inside = needs.iter().filter(|one| !one.module.is_empty());
    let headers: HashSet<Span> = inside.map(|one| one.gateway.header).collect();
    if headers.is_empty() {
        return;
    }
    let mut blocks: HashMap<(World, Span), Vec<&Resource>> = HashMap::new();
    for EndpointGateway { resource, .. } in &cx.model.gateways {
        if resource.surface == Surface::Terraform && headers.contains(&resource.header) {
            blocks.entry((resource.world, resource.header)).or_default().push(resource);
        }
    }
    // By the block that has to wait: the calls of the module, and those in which each gateway stands.
    let mut calls: HashMap<(World, Span), BTreeSet<&str>> = HashMap::new();
    let mut standing: HashMap<((World, Span), Span), BTreeSet<&str>> = HashMap::new();
    let mut seen = HashSet::new();
    for need in needs.iter().filter(|one| !one.module.is_empty()) {
        let Resource { world, header, .. } = *need.gateway;
        let depth = depth(&need.module);
        if !seen.insert((world, header, depth)) {
            continue;
        }
        for one in blocks.get(&(world, header)).into_iter().flatten() {
            let (place, module) = ((world, waiter(one, depth)), above(one, depth));
            calls.entry(place).or_default().insert(module);
            standing.entry((place, header)).or_default().insert(module);
        }
    }
    leave(cx, needs, &standing);
    share(cx, needs, &calls);
    let firsts = calls.iter().map(|(place, all)| {
        (*place, all.iter().map(|one| without_indexes(one)).min().unwrap_or_default())
    });
    let firsts: HashMap<(World, Span), String> = firsts.collect();
    // Where each call leads into one account only, it passes what works in that.
    let mut theirs: HashMap<((World, Span), String), BTreeSet<&str>> = HashMap::new();
    for need in needs.iter().filter(|need| !need.module.is_empty()) {
        theirs.entry((need.waiter(), need.module.clone())).or_default().insert(need.theirs);
    }
    let several = theirs.into_iter().filter(|(_, all)| all.len() > 1);
    let several: HashSet<(World, Span)> = several.map(|((place, _), _)| place).collect();
    let numbers = numbered(needs);
    for need in needs.iter_mut().filter(|need| !need.module.is_empty()) {
        let differs = several.contains(&need.waiter());
        need.calls = numbers.get(&need.waiter()).copied().unwrap_or_default();
        need.accounts = if differs { need.theirs.to_owned() } else { String::new() };
        need.first = firsts.get(&need.waiter()).cloned().unwrap_or_default();
    }
}

/// The calls in which what each block waits for is written, with the accounts that they lead from and into, by
/// a number.
fn numbered(needs: &[&mut Need<'_>]) -> HashMap<(World, Span), usize> {
    type Calls<'n> = BTreeSet<(&'n str, &'n str, &'n str)>;
    let mut all: HashMap<(World, Span), Calls<'_>> = HashMap::new();
    for need in needs.iter().filter(|need| !need.module.is_empty()) {
        let call = (need.module.as_str(), need.ours, need.theirs);
        all.entry(need.waiter()).or_default().insert(call);
    }
    let mut numbers: BTreeMap<Calls<'_>, usize> = BTreeMap::new();
    let number = |(place, calls)| {
        let next = numbers.len();
        (place, *numbers.entry(calls).or_insert(next))
    };
    all.into_iter().map(number).collect()
}

/// Goes to the root module with what some calls of a module need and others do not: written in the module, it
/// would be there for those, too.
fn leave(
    cx: &Context<'_>,
    needs: &mut [&mut Need<'_>],
    standing: &HashMap<((World, Span), Span), BTreeSet<&str>>,
) {
    let block = |need: &Need<'_>| (need.waiter(), need.gateway.header);
    let mut needing: HashMap<((World, Span), Span), BTreeSet<&str>> = HashMap::new();
    for need in needs.iter().filter(|need| !need.module.is_empty()) {
        let module = above(need.gateway, depth(&need.module));
        needing.entry(block(need)).or_default().insert(module);
    }
    let count = |all: Option<&BTreeSet<&str>>| all.map_or(0, BTreeSet::len);
    let some = needing.iter().filter(|(block, all)| count(standing.get(block)) > all.len());
    let some: HashSet<((World, Span), Span)> = some.map(|(block, _)| *block).collect();
    for need in needs.iter_mut().filter(|need| !need.module.is_empty()) {
        if some.contains(&block(need)) {
            let lookup = if need.is_made { None } else { need.looked_up(cx) };
            let lookup = lookup.map(|(it, _)| it);
            need.share(lookup.as_ref());
        }
    }
}

/// What several calls of a module look up, each for itself, may be one thing, for which IAM takes one policy
/// only.
fn share(
    cx: &Context<'_>,
    needs: &mut [&mut Need<'_>],
    calls: &HashMap<(World, Span), BTreeSet<&str>>,
) {
    type Lookups = BTreeMap<String, BTreeSet<Option<Lookup>>>;
    let mut by_place: HashMap<(World, Span), Lookups> = HashMap::new();
    let looks_up = |need: &Need<'_>| !need.module.is_empty() && !need.is_made;
    for need in needs.iter().filter(|need| looks_up(need)) {
        let place = by_place.entry(need.waiter()).or_default();
        let lookup = need.looked_up(cx).map(|(it, _)| it);
        place.entry(need.module.clone()).or_default().insert(lookup);
    }
    let shared = by_place.into_iter().filter_map(|(place, lookups)| {
        let modules = calls.get(&place).map_or(0, BTreeSet::len);
        let kinds: BTreeSet<&Option<Lookup>> = lookups.values().flatten().collect();
        let differ = lookups.len() == modules
            && kinds.len() == lookups.values().map(BTreeSet::len).sum::<usize>()
            && !kinds.contains(&None);
        let mut all = kinds.into_iter();
        let only = all.next().filter(|_| all.next().is_none());
        (modules > 1 && !differ).then(|| (place, only.cloned().flatten()))
    });
    let shared: HashMap<(World, Span), Option<Lookup>> = shared.collect();
    for need in needs.iter_mut().filter(|need| looks_up(need)) {
        if let Some(lookup) = shared.get(&need.waiter()) {
            need.share(lookup.as_ref());
        }
    }
}

/// The first modules that a resource is in, with their dots.
fn above(resource: &Resource, depth: usize) -> &str {
    let length = resource.modules().iter().take(depth).map(|step| step.len() + 1).sum();
    resource.object.get(..length).unwrap_or_default()
}
