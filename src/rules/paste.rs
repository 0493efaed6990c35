//! A policy that lets endpoint gateways in, ready to be pasted, in the language of the gateway.

use super::policy_text::{About, KIND, Policy, Provider, Value};
use crate::graph::{Answer, Identity, Part, Target, Worker};
use crate::model::{Model, Resource, Surface, World, without_indexes};
use crate::rule::Context;
use crate::rules::shared;
use std::collections::{BTreeSet, HashMap, HashSet};

/// What the provider configuration is called where nobody knows one: Terraform refuses it as it is.
const PLACEHOLDER: &str = "ibm.PROVIDER_OF_THE_TARGET_ACCOUNT";
/// The same for the service and for the instance.
const SERVICE: &str = "var.SERVICE_OF_THE_TARGET";
const INSTANCE: &str = "var.INSTANCE_OF_THE_TARGET";
/// No policy of more instances than these is pasted.
const MOST: usize = 64;
/// What the default provider configuration is called where it is passed.
const DEFAULT: &str = "ibm";

/// What lets one gateway in.
pub(super) struct Need<'a> {
    gateway: &'a Resource,
    own: &'a str,
    ours: &'a str,
    theirs: &'a str,
    service: Value,
    instance: Value,
    /// The module in which that can be written: `module.a.`, nothing for the root module.
    module: String,
    /// What both are read from, as the root module names it.
    objects: Vec<String>,
}

/// A policy to paste.
pub(super) struct Pasted {
    /// The policy.
    pub(super) text: String,
    /// What Terraform calls it, with its module.
    object: String,
    /// What has to be filled in: what stands there, and what it stands for.
    pub(super) open: Vec<(&'static str, &'static str)>,
    /// The module whose names it uses, where that is not the one of the gateway: `module.a`, nothing for
    /// the root module.
    pub(super) module: Option<String>,
    /// How its modules come to have the provider configuration that it names, if they have none.
    pub(super) passing: String,
    /// How the gateway comes to wait for it.
    pub(super) waiting: String,
}

/// What policies are called already, with the modules they are in, so that each pasted one gets a name of
/// its own.
pub(super) struct Names {
    taken: HashSet<String>,
    /// How many were asked for by the name of one gateway: the next number to try.
    given: HashMap<String, usize>,
}

impl Names {
    /// Those that are written.
    pub(super) fn new(cx: &Context<'_>) -> Self {
        let written =
            cx.model.policies.iter().map(|policy| without_indexes(&policy.resource.object));
        Self { taken: written.collect(), given: HashMap::new() }
    }

    /// What this policy is called is taken from now on.
    pub(super) fn take(&mut self, pasted: &Pasted) {
        let first = pasted.object.rsplit_once('_').map_or("", |(first, _)| first);
        for name in [first, &pasted.object] {
            *self.given.entry(name.to_owned()).or_default() += 1;
        }
        self.taken.insert(pasted.object.clone());
    }

    /// A name that is free in `module`, that of the gateway if it has one; and the name with its module.
    fn free(&self, module: &str, gateway: &Resource, own: &str) -> (String, String) {
        let start = gateway.object.get(own.len()..).unwrap_or_default();
        let name = start.split_once('.').map_or("endpoint_gateway", |(_, name)| name);
        let module = without_indexes(module);
        let given = self.given.get(&format!("{module}{KIND}.{name}")).copied().unwrap_or_default();
        let numbered = (given.max(1) + 1..).map(|number: usize| format!("{name}_{number}"));
        let mut all = std::iter::once(name.to_owned()).chain(numbered).map(|name| {
            let object = format!("{module}{KIND}.{name}");
            (name, object)
        });
        all.find(|(_, object)| !self.taken.contains(object)).unwrap_or_default()
    }
}

impl<'a> Need<'a> {
    /// What the gateway of this target needs; `None` where that would let in to more than the target.
    pub(super) fn of(cx: &Context<'_>, target: &'a Target<'_>) -> Option<Self> {
        let gateway = &target.gateway.resource;
        let (ours, theirs) = (target.from.as_ref()?.text()?, target.account.as_ref()?.text()?);
        // What one root module knows, another does not.
        let is_here = !matches!(cx.graph.worker(gateway.world, theirs), Some(Worker::Folder(_)));
        let spelled = |part: Part| target.spelled(part).filter(|_| is_here);
        let known = (target.service.as_deref(), target.instance.as_ref().and_then(Identity::text));
        let unknown = [(Part::Instance, known.1), (Part::Service, known.0)].into_iter();
        let mut unknown = unknown.filter(|(_, known)| known.is_none()).map(|(part, _)| part);
        // The root module knows all provider configurations.
        let module = unknown.find_map(spelled).map_or(String::new(), |it| it.module);
        let mut objects = Vec::new();
        let mut value = |known: Option<&str>, part: Part, name, what| {
            if let Some(known) = known {
                return (!known.is_empty()).then(|| Value::Text(known.to_owned()));
            }
            let Some(it) = spelled(part).filter(|it| it.module == module) else {
                return Some(Value::Open(name, what));
            };
            objects.extend(it.object);
            Some(Value::Expression(it.expression))
        };
        let service = "the service, the fifth part of its CRN";
        let id = "the ID of the instance, the eighth part of its CRN";
        Some(Self {
            service: value(known.0, Part::Service, SERVICE, service)?,
            instance: value(known.1, Part::Instance, INSTANCE, id)?,
            own: gateway.module_prefix(),
            gateway,
            ours,
            theirs,
            module,
            objects,
        })
    }

    /// Where the policy is written: a module of the root module, or beside the block of the gateway, in
    /// whichever modules that is.
    pub(super) fn place(&self) -> String {
        if self.module.is_empty() || self.module != self.own {
            return without_indexes(&self.module);
        }
        format!("{:?}", self.gateway.header)
    }

    /// All that tells it from others. What one root module knows by a reference, another does not; and what
    /// is left open may be something else for each gateway.
    pub(super) fn identity(&self) -> String {
        let values = [&self.service, &self.instance];
        let is_known = values.iter().all(|value| value.text().is_some());
        let is_open = values.iter().any(|value| matches!(value, Value::Open(..)));
        let Resource { world, header, address, .. } = self.gateway;
        let place = if is_known { String::new() } else { format!("{} {}", world.0, self.place()) };
        // Each instance of the module that the policy is written in gets one anyway.
        let own = || format!("{header:?} {}", address.get(self.module.len()..).unwrap_or_default());
        let own = if is_open { own() } else { String::new() };
        let [service, instance] = values.map(Value::hcl);
        format!("{} {} {service} {instance} {place} {own}", self.ours, self.theirs)
    }

    /// The module whose call has to wait for the policy where that stands; none where the gateway itself
    /// has to.
    fn waiting(&self) -> Option<String> {
        let mut length = 0;
        let is_above = |module: &&&str| {
            length += module.len() + 1;
            length <= self.module.len()
        };
        let modules = self.gateway.modules();
        let above = modules.iter().take_while(is_above).count();
        modules.get(above).map(|module| without_indexes(module))
    }
}

/// Whether for each of these groups, that one policy is pasted for, a call which waited for the policy would
/// close a cycle. A gateway that stands beside the policy waits for all that the policy would, anyway.
pub(super) fn circles(cx: &Context<'_>, groups: &[Vec<&Need<'_>>]) -> Vec<Answer> {
    let pairs = groups.iter().map(|all| {
        let objects: BTreeSet<String> =
            all.iter().flat_map(|one| &one.objects).map(|it| without_indexes(it)).collect();
        let call = |one: &&Need<'_>| Some(format!("{}{}", one.module, one.waiting()?));
        let calls: BTreeSet<String> =
            all.iter().filter_map(call).map(|it| without_indexes(&it)).collect();
        // No policy of more is pasted.
        if objects.len() > MOST { Default::default() } else { (objects, calls) }
    });
    let pairs: Vec<(BTreeSet<String>, BTreeSet<String>)> = pairs.collect();
    let each = groups.iter().zip(&pairs).enumerate().flat_map(|(at, (all, (objects, calls)))| {
        let world = all.first().map(|one| one.gateway.world);
        let asked = move |object| calls.iter().map(move |call| (object, call));
        let pairs = objects.iter().flat_map(asked);
        pairs.filter_map(move |(object, call)| Some((at, (world?, object.as_str(), call.as_str()))))
    });
    let (places, questions): (Vec<usize>, Vec<_>) = each.unzip();
    let mut found = vec![Answer::No; groups.len()];
    for (at, answer) in places.into_iter().zip(cx.graph.leads_to(&questions)) {
        found.get_mut(at).into_iter().for_each(|all| *all = all.or(answer));
    }
    found
}

/// The policy that gives instances of one block what they need: `new` are those of which no two need the
/// same and that get it by no other policy. It is said for each of them, so it must not be endless.
pub(super) fn policy(
    cx: &Context<'_>,
    all: &[&Need<'_>],
    new: &[&Need<'_>],
    names: &Names,
    is_circle: Answer,
) -> Option<Pasted> {
    let first = *new.first().filter(|_| new.len() <= MOST)?;
    let worker = cx.graph.worker(first.gateway.world, first.theirs);
    let is_folder = matches!(worker, Some(Worker::Folder(_)));
    let (name, object) = names.free(&first.module, first.gateway, first.own);
    let (provider, _) = provider(cx.model, first, worker.clone());
    let policy =
        Policy { name: &name, ours: first.ours, theirs: first.theirs, each: each(new), provider };
    let passing = all.iter().filter_map(|one| self::provider(cx.model, one, worker.clone()).1);
    let passing: BTreeSet<String> = passing.collect();
    let is_here = first.gateway.surface.is_terraform() && !is_folder;
    Some(Pasted {
        text: policy.spelled(first.gateway)?,
        open: policy.open(),
        module: (first.module != first.own).then(|| without_indexes(&first.module)),
        passing: passing.into_iter().collect::<Vec<_>>().join(", "),
        waiting: if is_here && is_circle != Answer::Yes {
            waiting(all, &name, is_circle)
        } else {
            "let the gateway be created only after it".to_owned()
        },
        object,
    })
}

/// How these gateways come to wait for the policy of that name.
fn waiting(all: &[&Need<'_>], name: &str, is_circle: Answer) -> String {
    const FEW: usize = 3;
    let calls: BTreeSet<Option<String>> = all.iter().map(|one| one.waiting()).collect();
    let calls: Vec<String> = calls.into_iter().flatten().collect();
    let place = match calls.as_slice() {
        [] => "the gateway".to_owned(),
        [only] => format!("the call of `{only}`"),
        [_, _, rest @ ..] if rest.len() + 2 <= FEW => {
            format!("the calls of {}", shared::listed(&calls, "and"))
        }
        [first, second, rest @ ..] => {
            format!("the calls of `{first}`, `{second}` and {} more", rest.len())
        }
    };
    let unless = match is_circle {
        Answer::Unknown => ", unless the policy itself waits for the gateway",
        _ => "",
    };
    format!("write `depends_on = [{KIND}.{name}]` in {place}{unless}")
}

/// What each instance needs, by its key, or by a number where they have none to tell them apart.
fn each(needs: &[&Need<'_>]) -> Vec<About> {
    let keys: HashSet<String> = needs.iter().filter_map(|need| need.gateway.key()).collect();
    let has_keys = keys.len() == needs.len();
    let about = needs.iter().zip(1..).map(|(need, number)| About {
        key: need.gateway.key().filter(|_| has_keys).unwrap_or_else(|| number.to_string()),
        service: need.service.clone(),
        instance: need.instance.clone(),
    });
    about.collect()
}

/// The provider configuration of the policy, by the name that its module has for it, and how it gets one
/// where it has none.
fn provider(model: &Model, need: &Need<'_>, worker: Option<Worker>) -> (Provider, Option<String>) {
    let gateway = need.gateway;
    let written = model.providers.get(&gateway.world).into_iter().flatten();
    let own = gateway.provider.as_deref().unwrap_or(DEFAULT);
    let mut others = written.filter(|name| name.starts_with("ibm.") && *name != own);
    let (root, remark) = match (worker, others.next(), others.next()) {
        (Some(Worker::Provider(name)), ..) => (name, None),
        (Some(Worker::Default | Worker::Folder(_)), ..) => (DEFAULT.to_owned(), None),
        (None, Some(only), None) => {
            (only.clone(), Some("if that provider configuration works in the account"))
        }
        _ => (PLACEHOLDER.to_owned(), Some("name the provider configuration of the account")),
    };
    let plain = |name: &str| Provider {
        name: Some(name.to_owned()).filter(|name| name != DEFAULT),
        remark,
    };
    let inside = gateway.surface == Surface::Terraform && !need.module.is_empty();
    if !inside || root == PLACEHOLDER {
        return (plain(&root), None);
    }
    let module = without_indexes(need.module.trim_end_matches('.'));
    let module = module.as_str();
    let names = passed(model, gateway.world, module);
    if let Some((local, _)) = names.iter().find(|(_, name)| *name == root) {
        return (plain(local), None);
    }
    if root == default_of(model, gateway.world, module) {
        return (plain(DEFAULT), None);
    }
    let is_taken = |name: &str| name == DEFAULT || names.iter().any(|(local, _)| local == name);
    let alias = Some(root.as_str()).filter(|name| !is_taken(name));
    let alias = alias.or_else(|| shared::new_alias(is_taken)).unwrap_or(PLACEHOLDER);
    let call = module
        .rsplit_once(".module.")
        .map_or(module.to_owned(), |(_, name)| format!("module.{name}"));
    let give = if names.is_empty() {
        format!("write `providers = {{ ibm = ibm, {alias} = {root} }}` in the call of `{call}`")
    } else {
        format!("add `{alias} = {root}` to `providers` in the call of `{call}`")
    };
    let above =
        if module.contains(".module.") { ", which the calls above it have to pass on" } else { "" };
    let passing = format!("{give}{above}, list `{alias}` among its `configuration_aliases`");
    (plain(alias), Some(passing))
}

/// What the call of a module passes: what the module calls each, and what the root module does.
fn passed<'m>(model: &'m Model, world: World, module: &str) -> &'m [(String, String)] {
    model.passed_providers.get(&(world, module.to_owned())).map_or(&[], Vec::as_slice)
}

/// What the root module calls the provider configuration that is the default one in a module: where a call
/// passes none, it is that of the caller.
fn default_of<'m>(model: &'m Model, world: World, module: &str) -> &'m str {
    let passed = passed(model, world, module).iter().find(|(local, _)| local == DEFAULT);
    match (passed, module.rsplit_once(".module.")) {
        (Some((_, name)), _) => name,
        (None, Some((above, _))) => default_of(model, world, above),
        (None, None) => DEFAULT,
    }
}
