//! A policy that lets endpoint gateways in, ready to be pasted, in the language of the gateway.

use super::need::{Lookup, Need};
use super::passing::{self, DEFAULT};
use super::policy_text::{ACCOUNT, About, KIND, Policy, Provider, Read, Value};
use crate::graph::{Account, Answer, Worker};
use crate::model::{Exists, Resource, Surface, World, without_indexes};
use crate::rule::Context;
use crate::rules::{shared, waiting};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What the provider configuration is called where nobody knows one: Terraform refuses it as it is.
const PLACEHOLDER: &str = "ibm.PROVIDER_OF_THE_TARGET_ACCOUNT";
/// No policy of more instances than these is pasted.
const MOST: usize = 64;

/// A policy to paste.
pub(super) struct Pasted {
    /// The policy.
    pub(super) text: String,
    /// What Terraform calls it, with its module.
    object: String,
    /// What has to be filled in: what stands there, and what it stands for.
    pub(super) open: Vec<(Vec<String>, &'static str)>,
    /// The module whose names it uses, where that is not the one of the gateway: `module.a`, nothing for
    /// the root module.
    pub(super) module: Option<String>,
    /// How its modules come to have the provider configuration that it names, if they have none.
    pub(super) passing: String,
    /// Of what there has to be one for each, where it is left open what and how many that are.
    pub(super) several: Option<String>,
    /// What Terraform calls it in its module.
    name: String,
    /// Whether a block that waits for it would close a cycle, or must not wait.
    is_circle: Answer,
}

/// What policies are called already, with the modules they are in, so that each pasted one gets a name of
/// its own.
pub(super) struct Names {
    taken: HashSet<String>,
    /// How many were asked for by the name of one gateway: the next number to try.
    given: HashMap<String, usize>,
    /// The folders that were given, and whether the root module in each is in JSON.
    in_json: HashMap<String, bool>,
}

impl Names {
    /// Those that are written.
    pub(super) fn new(cx: &Context<'_>) -> Self {
        let written =
            cx.model.policies.iter().map(|policy| without_indexes(&policy.resource.object));
        let mut in_json: HashMap<String, bool> = HashMap::new();
        for (world, folder) in &cx.model.folders {
            *in_json.entry(folder.clone()).or_default() |=
                cx.model.in_json.contains(&(*world, String::new()));
        }
        Self { taken: written.collect(), given: HashMap::new(), in_json }
    }

    /// What this policy is called is taken from now on.
    pub(super) fn take(&mut self, pasted: &Pasted) {
        let first = pasted.object.rsplit_once('_').map_or("", |(first, _)| first);
        for name in [first, &pasted.object] {
            *self.given.entry(name.to_owned()).or_default() += 1;
        }
        self.taken.insert(pasted.object.clone());
    }

    /// A name that is free where the policy is written, that of the gateway if it has one; and the name with
    /// its module.
    fn free(&self, cx: &Context<'_>, need: &Need<'_>) -> (String, String) {
        let start = need.gateway.object.get(need.own.len()..).unwrap_or_default();
        let name = start.split_once('.').map_or("endpoint_gateway", |(_, name)| name);
        let module = &need.first;
        let given = self.given.get(&format!("{module}{KIND}.{name}")).copied().unwrap_or_default();
        let numbered = (given.max(1) + 1..).map(|number: usize| format!("{name}_{number}"));
        let mut all = std::iter::once(name.to_owned()).chain(numbered).map(|name| {
            let object = format!("{module}{KIND}.{name}");
            (name, object)
        });
        let is_free = |name: &str, object: &String| {
            let kinds = need.lookup.iter().map(|it| it.kind.as_str()).chain([ACCOUNT]);
            let mut read = kinds.map(|kind| format!("{module}data.{kind}.{name}"));
            let is_declared = |read: String| cx.graph.is_declared(need.gateway.world, &read);
            !self.taken.contains(object) && !read.any(is_declared)
        };
        all.find(|(name, object)| is_free(name, object)).unwrap_or_default()
    }
}

/// Whether for each of these groups, that one policy is pasted for, a call which waited for the policy would
/// close a cycle, or must not wait for anything. A gateway that stands beside the policy waits for all that the policy would, anyway.
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
    for (refused, all) in found.iter_mut().zip(groups) {
        if all.iter().any(|one| takes_no_order(cx, one)) {
            *refused = Answer::Yes;
        }
    }
    found
}

/// Whether the call that would wait can have no `depends_on`: Terraform does not let it, or it makes what the
/// policy is about.
fn takes_no_order(cx: &Context<'_>, need: &Need<'_>) -> bool {
    if need.is_inside() {
        return true;
    }
    let call = need.waiting().map(|call| without_indexes(&format!("{}{call}", need.module)));
    call.is_some_and(|call| cx.model.configured.contains(&(need.gateway.world, call)))
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
    let (name, object) = names.free(cx, first);
    let (provider, passing) = provider(cx, all);
    let theirs: BTreeSet<&str> = all.iter().map(|one| one.theirs).collect();
    let theirs: Vec<&str> = theirs.into_iter().collect();
    let theirs = theirs.join(" or ");
    let (ours, asks) = source(all, &name);
    let looks_up = first.lookup.as_ref().map(|Lookup { kind, arguments, .. }| Read {
        kind: kind.clone(),
        provider: provider.name.clone(),
        arguments: arguments.clone(),
    });
    let conditions: BTreeSet<&str> =
        all.iter().flat_map(|one| &one.conditions).map(String::as_str).collect();
    if new.len() > 1 && (new.iter().any(|one| one.lookup.is_some()) || !conditions.is_empty()) {
        return None;
    }
    let conditions: Vec<&str> = conditions.into_iter().collect();
    let condition = (!conditions.is_empty()).then(|| conditions.join(" && "));
    let reads = asks.into_iter().chain(looks_up).collect();
    let each = each(new, &name);
    let policy = Policy { name: &name, ours, theirs: &theirs, each, provider, reads, condition };
    let calls: BTreeSet<String> = all
        .iter()
        .filter(|one| one.shared == Some(Answer::Unknown))
        .filter_map(|one| one.waiting())
        .collect();
    let may_repeat = |one: &&Need<'_>| {
        one.gateway.exists == Exists::Maybe && !one.gateway.address.ends_with(']')
    };
    let open = policy.open();
    let several = if !calls.is_empty() {
        let calls = place(&calls.into_iter().collect::<Vec<_>>());
        Some(format!("instance that is looked up in {calls}"))
    } else if !open.is_empty() && all.iter().any(may_repeat) {
        Some("target that instances of the gateway have".to_owned())
    } else {
        None
    };
    let is_beside = first.module == first.own && !first.is_said_elsewhere;
    let is_known = first.is_elsewhere || is_beside || first.gateway.surface != Surface::Terraform;
    Some(Pasted {
        text: policy.spelled(first.gateway.surface, goes_to_json(cx, first, names))?,
        open,
        module: (!is_known).then(|| first.first.clone()),
        passing: some_of(&passing),
        several,
        object,
        name,
        is_circle,
    })
}

/// Whether the file that the policy goes to is in JSON: that of the gateway, if it goes to its module.
fn goes_to_json(cx: &Context<'_>, need: &Need<'_>, names: &Names) -> bool {
    let Resource { world, in_json, .. } = *need.gateway;
    match cx.graph.worker(world, need.theirs).filter(|_| need.is_elsewhere) {
        Some(Worker::Folder(folder)) => names.in_json.get(&folder).copied().unwrap_or(in_json),
        _ if need.module == need.own => in_json,
        _ => cx.model.in_json.contains(&(world, need.path())),
    }
}

/// The account of these gateways. Where calls of a module are in several, each has to ask for its own: the
/// provider configuration that is asked by a block of that name.
fn source(all: &[&Need<'_>], name: &str) -> (Value, Option<Read>) {
    let ours: BTreeSet<&str> = all.iter().map(|one| one.ours).collect();
    match (ours.len(), all.first()) {
        (1, Some(first)) => (Value::Text(first.ours.to_owned()), None),
        (_, first) => {
            let local = first.and_then(|one| one.gateway.local_provider.clone());
            let account = Value::Expression(format!("data.{ACCOUNT}.{name}.account_id"));
            let provider = local.filter(|name| name != DEFAULT);
            (account, Some(Read { kind: ACCOUNT.to_owned(), provider, arguments: Vec::new() }))
        }
    }
}

/// The names of the policies that each block has to wait for.
#[derive(Default)]
pub(super) struct Waits {
    names: BTreeMap<(World, Span), BTreeSet<String>>,
}

impl Waits {
    /// These gateways wait for that policy.
    pub(super) fn add(&mut self, all: &[&Need<'_>], pasted: &Pasted) {
        if !pasted.is_waited_for(all) {
            return;
        }
        for one in all {
            self.names.entry(one.waiter()).or_default().insert(format!("{KIND}.{}", pasted.name));
        }
    }

    /// How these gateways come to wait for that policy, and for the others that their blocks have to wait for.
    pub(super) fn advice(&self, all: &[&Need<'_>], pasted: &Pasted) -> String {
        if !pasted.is_waited_for(all) {
            return "let the gateway be created only after it".to_owned();
        }
        let mut blocks: BTreeMap<(World, Span), BTreeSet<Option<String>>> = BTreeMap::new();
        for one in all {
            blocks.entry(one.waiter()).or_default().insert(one.waiting());
        }
        let mut places: BTreeMap<&BTreeSet<String>, BTreeSet<Option<String>>> = BTreeMap::new();
        for (block, calls) in blocks {
            if let Some(names) = self.names.get(&block) {
                places.entry(names).or_default().extend(calls);
            }
        }
        let each = places.into_iter().map(|(names, calls)| {
            let calls: Vec<String> = calls.into_iter().flatten().collect();
            let own = format!("{KIND}.{}", pasted.name);
            waiting::depends_on(names.iter().map(String::as_str), &own, &place(&calls))
        });
        let unless = match pasted.is_circle {
            Answer::Unknown => ", unless the policy itself waits for the gateway",
            _ => "",
        };
        format!("write {}{unless}", each.collect::<Vec<_>>().join(" and "))
    }
}

impl Pasted {
    /// Whether it is said how these gateways come to wait for it.
    fn is_waited_for(&self, all: &[&Need<'_>]) -> bool {
        let is_here =
            all.first().is_some_and(|one| one.gateway.surface.is_terraform() && !one.is_elsewhere);
        is_here && self.is_circle != Answer::Yes
    }
}

/// The first of these pieces of advice, and how many more calls there are.
fn some_of(advice: &[String]) -> String {
    const FEW: usize = 4;
    let first = advice.iter().take(FEW).map(String::as_str).collect::<Vec<_>>().join(", ");
    match advice.len().saturating_sub(FEW) {
        0 => first,
        more => format!("{first}, do the same for {more} more"),
    }
}

/// The blocks of these calls; of the gateway itself where there are none.
fn place(calls: &[String]) -> String {
    const FEW: usize = 3;
    match calls {
        [] => "the gateway".to_owned(),
        [only] => format!("the call of `{only}`"),
        [_, _, rest @ ..] if rest.len() + 2 <= FEW => {
            format!("the calls of {}", shared::listed(calls, "and"))
        }
        [first, second, rest @ ..] => {
            format!("the calls of `{first}`, `{second}` and {} more", rest.len())
        }
    }
}

/// What each instance needs, by its key, or by a number where they have none to tell them apart.
fn each(needs: &[&Need<'_>], name: &str) -> Vec<About> {
    // What is looked up is called as the policy is; what is left open may be something else for each.
    let value = |need: &Need<'_>, value: &Value, number: usize| match (value, &need.lookup) {
        (Value::Expression(text), Some(Lookup { kind, start, .. })) => {
            Value::Expression(text.replace(start, &format!("data.{kind}.{name}.")))
        }
        (Value::Open(name, what), _) if needs.len() > 1 => {
            Value::Open(format!("{name}_{number}").into(), what)
        }
        _ => value.clone(),
    };

    let keys: HashSet<String> = needs.iter().filter_map(|need| need.key()).collect();
    let has_keys = keys.len() == needs.len();
    let about = needs.iter().zip(1..).map(|(need, number)| About {
        key: need.key().filter(|_| has_keys).unwrap_or_else(|| number.to_string()),
        service: value(need, &need.service, number),
        instance: value(need, &need.instance, number),
    });
    about.collect()
}

/// The provider configuration of the policy, by the name that its module has for it, and how the module gets
/// one where it has none.
fn provider(cx: &Context<'_>, all: &[&Need<'_>]) -> (Provider, Vec<String>) {
    let named = |name: &str, remark| {
        let name = Some(name.to_owned()).filter(|name| name != DEFAULT);
        Provider { name, remark }
    };
    let mut roots = BTreeSet::new();
    let mut remark = None;
    for one in all {
        let (root, what) = root_provider(cx, one);
        remark = remark.or(what);
        if root == PLACEHOLDER {
            return (named(PLACEHOLDER, what), Vec::new());
        }
        roots.insert((one.path(), root));
    }
    let Some(first) = all.first() else { return (named(DEFAULT, None), Vec::new()) };
    let is_inside = first.gateway.surface == Surface::Terraform && !first.module.is_empty();
    if !is_inside {
        let root = roots.first().map_or(DEFAULT, |(_, root)| root);
        return (named(root, remark), Vec::new());
    }
    let passed = passing::pass(cx.model, first.gateway.world, &roots);
    (named(&passed.name, remark), passed.advice)
}

/// What the root module calls the provider configuration of a policy, and what to know of it where that may
/// not be right.
fn root_provider(cx: &Context<'_>, need: &Need<'_>) -> (String, Option<&'static str>) {
    let gateway = need.gateway;
    let written = cx.model.providers.get(&gateway.world).into_iter().flatten();
    let own = gateway.provider.as_deref().unwrap_or(DEFAULT);
    // One that works in another account is not it.
    let may_be = |name: &str| {
        let account = cx.graph.account_through_provider(gateway.world, name);
        account.as_ref().and_then(Account::text).is_none_or(|id| id == need.theirs)
    };
    let mut others =
        written.filter(|name| name.starts_with("ibm.") && *name != own && may_be(name.as_str()));
    let worker = cx.graph.worker(gateway.world, need.theirs);
    match (worker, others.next(), others.next()) {
        (Some(Worker::Provider(name)), ..) => (name, None),
        (Some(Worker::Default | Worker::Folder(_)), ..) => (DEFAULT.to_owned(), None),
        (None, Some(only), None) => {
            (only.clone(), Some("if that provider configuration works in the account"))
        }
        _ => (PLACEHOLDER.to_owned(), Some("name the provider configuration of the account")),
    }
}
