//! The graph and what was found in it -> a picture.

use super::concerns::Concerns;
use super::{Account, Arrow, Drawn, Picture, Sort, State};
use crate::finding::Finding;
use crate::graph::{self, Answer, Grant, Graph, Identity, Mistake, Standing, Target};
use crate::model::{AuthorizationPolicy, Crn, EndpointGateway, Field, Resource, Side, World};
use std::collections::{HashMap, HashSet};

/// What an account is called that all services share which belong to nobody in particular.
const SHARED: &str = "IBM Cloud services that all accounts share";
/// What stands in the place of an instance where none is named.
const EVERY: &str = "every instance";
/// What an account is called of which nothing is known.
const UNKNOWN: &str = "an account that is not known";

impl Picture {
    /// The picture of a graph; what `findings` say decides about colours.
    pub fn of(graph: &Graph<'_>, findings: &[Finding]) -> Self {
        let concerns = Concerns::new(findings);
        let mut painter = Painter {
            graph,
            concerns,
            picture: Self::default(),
            accounts: HashMap::new(),
            boxes: HashMap::new(),
            arrows: HashSet::new(),
        };
        painter.gateways();
        painter.policies();
        painter.security_groups();
        painter.picture
    }
}

struct Painter<'g, 'a> {
    graph: &'g Graph<'a>,
    concerns: Concerns<'g>,
    picture: Picture,
    /// The number of each account, by its title.
    accounts: HashMap<String, usize>,
    /// The number of each box, by what makes it the same.
    boxes: HashMap<(Sort, usize, String), usize>,
    /// The arrows that are there already.
    arrows: HashSet<(usize, usize)>,
}

impl Painter<'_, '_> {
    fn account(&mut self, title: &str) -> usize {
        if let Some(at) = self.accounts.get(title) {
            return *at;
        }
        let at = self.picture.accounts.len();
        self.picture.accounts.push(Account { title: title.to_owned() });
        self.accounts.insert(title.to_owned(), at);
        at
    }

    /// What is written on the frame of an account.
    fn title(&self, account: Option<&graph::Account>) -> String {
        match account {
            Some(graph::Account::Known(id) | graph::Account::Value(Identity::Known(id))) => {
                format!("account {id}")
            }
            Some(graph::Account::Provider(world, provider)) => {
                let folder = self.graph.model().folders.get(world).map_or("", String::as_str);
                let place = if folder.is_empty() || folder == "." {
                    String::new()
                } else {
                    format!(" of {folder}")
                };
                match provider {
                    Some(name) => format!("the account of provider {name}{place}"),
                    None => format!("the own account{place}"),
                }
            }
            Some(graph::Account::Value(Identity::Later { from, .. })) => {
                format!("account of {from}")
            }
            Some(graph::Account::Value(Identity::Mixed { text, .. })) => format!("account {text}"),
            None => UNKNOWN.to_owned(),
        }
    }

    /// The number of a box, which is made unless it is there.
    fn drawn(&mut self, sort: Sort, account: usize, key: String, text: [String; 2]) -> usize {
        let key = (sort, account, key);
        if let Some(at) = self.boxes.get(&key) {
            return *at;
        }
        let at = self.picture.boxes.len();
        let [title, detail] = text;
        self.picture.boxes.push(Drawn { sort, title, detail, account, state: State::Well });
        self.boxes.insert(key, at);
        at
    }

    fn arrow(&mut self, from: usize, to: usize, label: &str, state: State) {
        if self.arrows.insert((from, to)) {
            self.picture.arrows.push(Arrow { from, to, label: label.to_owned(), state });
        }
    }

    fn worsen(&mut self, at: usize, state: State) {
        if let Some(one) = self.picture.boxes.get_mut(at) {
            one.state = one.state.max(state);
        }
    }

    /// The box of something that is written.
    fn written(&mut self, sort: Sort, account: usize, title: String, one: &Resource) -> usize {
        let key = key(one);
        let detail = if one.address.is_empty() { one.surface.name() } else { &one.address };
        let detail = if detail == title { String::new() } else { detail.to_owned() };
        let at = self.drawn(sort, account, key, [title, detail]);
        self.worsen(at, self.concerns.state(one));
        at
    }

    fn gateway(&mut self, gateway: &EndpointGateway) -> usize {
        let title = self.title(self.graph.account_of(&gateway.resource).as_ref());
        let account = self.account(&title);
        let name = gateway.name.text().unwrap_or(&gateway.resource.address);
        let name = if name.is_empty() { "endpoint gateway" } else { name };
        self.written(Sort::Source, account, name.to_owned(), &gateway.resource)
    }

    fn policy(&mut self, grant: &Grant<'_>) -> usize {
        let title = self.title(grant.target_account.as_ref());
        let account = self.account(&title);
        self.written(Sort::Policy, account, roles(grant.policy), &grant.policy.resource)
    }

    /// Gateways, what they lead to, and what lets them in.
    fn gateways(&mut self) {
        let graph = self.graph;
        let mut seen = HashSet::new();
        let access = graph.access();
        for ((target, standing, policies), nearly) in access.each().zip(access.nearly_right()) {
            seen.insert(std::ptr::from_ref(target.gateway));
            let from = self.gateway(target.gateway);
            let to = self.target(target);
            let mut is_let_in = false;
            for (grant, fit) in policies {
                let state = match fit.covers() {
                    Answer::Yes => State::Well,
                    Answer::Unknown => State::Unsure,
                    Answer::No => continue,
                };
                let policy = self.policy(grant);
                self.arrow(from, policy, "", state);
                self.arrow(policy, to, "", state);
                is_let_in = true;
            }
            for (mistake, at) in nearly {
                let Some(grant) = access.grants.get(*at) else { continue };
                let policy = self.policy(grant);
                let is_hint = *mistake == Mistake::WithoutSource
                    && grant.fit(target).source_account != Answer::No;
                let state = if is_hint { State::Unsure } else { State::Broken };
                self.arrow(from, policy, mistaken(*mistake), state);
                self.arrow(policy, to, "", state);
            }
            if nearly.is_empty() && !is_let_in {
                let (label, state) = stands(standing);
                self.arrow(from, to, label, state);
            }
        }
        for gateway in &graph.model().gateways {
            if !seen.contains(&std::ptr::from_ref(gateway)) {
                let from = self.gateway(gateway);
                let to = self.shared(gateway);
                self.arrow(from, to, "", State::Well);
            }
        }
    }

    /// What a gateway leads to that is somebody's.
    fn target(&mut self, target: &Target<'_>) -> usize {
        let title = self.title(target.account.as_ref());
        let account = self.account(&title);
        let read_from = target.instance.as_ref().and_then(Identity::from).map(|(_, from)| from);
        let service = target.service.as_deref().or(read_from).unwrap_or("a service");
        self.reached(account, service, target.instance.as_ref())
    }

    /// What is reached: a service or one of its instances.
    fn reached(&mut self, account: usize, service: &str, instance: Option<&Identity>) -> usize {
        let detail = match instance {
            Some(Identity::Known(id)) if id.is_empty() => EVERY.to_owned(),
            Some(Identity::Later { from, .. }) if from == service => String::new(),
            Some(one) => shown(one).to_owned(),
            None => EVERY.to_owned(),
        };
        // What is read from one object is one thing, whether a CRN or a GUID is read.
        let key = match instance.and_then(Identity::from) {
            Some((world, from)) => format!("{world:?} {from}"),
            None => format!("{service} {detail}"),
        };
        self.drawn(Sort::Target, account, key, [service.to_owned(), detail])
    }

    /// What a gateway leads to that belongs to all.
    fn shared(&mut self, gateway: &EndpointGateway) -> usize {
        let crn = Crn::of(&gateway.target_crn);
        let service = crn.as_ref().and_then(Crn::service);
        let named = service.or_else(|| gateway.target_name.text());
        let account = self.account(if named.is_some() { SHARED } else { UNKNOWN });
        let title = named.unwrap_or("a service that is not known").to_owned();
        let host = crn.as_ref().and_then(Crn::resource).unwrap_or_default().to_owned();
        self.drawn(Sort::Target, account, format!("{title} {host}"), [title, host])
    }

    /// Policies for anything else than gateways, and those that no gateway needs.
    fn policies(&mut self) {
        let graph = self.graph;
        let drawn: HashSet<(Sort, String)> =
            self.boxes.keys().map(|(sort, _, key)| (*sort, key.clone())).collect();
        for policy in &graph.model().policies {
            let one = &policy.resource;
            let key = (Sort::Policy, key(one));
            let (Some(subject), Some(target)) = (policy.subject(), policy.target()) else {
                continue;
            };
            if drawn.contains(&key) {
                continue;
            }
            let accounts = graph.accounts_of(policy);
            let (from, to) = accounts;
            let source = self.source(one.world, subject, from.as_ref());
            let title = self.title(to.as_ref());
            let account = self.account(&title);
            let service = target.service().unwrap_or("a service").to_owned();
            let instance = Identity::of(one.world, &target.value("serviceInstance"));
            let reached = self.reached(account, &service, instance.as_ref());
            let policy = self.written(Sort::Policy, account, roles(policy), one);
            self.arrow(source, policy, "", State::Well);
            self.arrow(policy, reached, "", State::Well);
        }
    }

    /// Who is let in by a policy.
    fn source(&mut self, world: World, side: &Side, account: Option<&graph::Account>) -> usize {
        let title = self.title(account);
        let account = self.account(&title);
        let service = side.service().unwrap_or("any service");
        let kind = side.value("resourceType");
        let name = match kind.text() {
            Some(kind) => format!("{service} {kind}"),
            None => service.to_owned(),
        };
        let instance = Identity::of(world, &side.value("serviceInstance"));
        let instance = instance.as_ref().map_or(EVERY, shown).to_owned();
        self.drawn(Sort::Source, account, format!("{name} {instance}"), [name, instance])
    }

    /// The security groups that the gateways name themselves.
    fn security_groups(&mut self) {
        for gateway in &self.graph.model().gateways {
            let to = self.gateway(gateway);
            let account = self.picture.boxes.get(to).map_or(0, |one| one.account);
            let lists = gateway.security_groups.each();
            for group in lists.flat_map(|list| list.items().unwrap_or_default()) {
                let Some(from) = self.security_group(gateway.resource.world, group, account) else {
                    continue;
                };
                self.arrow(from, to, "", State::Well);
            }
        }
    }

    fn security_group(&mut self, world: World, group: &Field, account: usize) -> Option<usize> {
        let identity = Identity::of(world, group)?;
        let (title, detail) = match &identity {
            Identity::Later { from, .. } => {
                let name = from.rsplit('.').next().unwrap_or(from);
                (name.to_owned(), "security group".to_owned())
            }
            written => ("security group".to_owned(), shown(written).to_owned()),
        };
        let key = format!("{identity:?}");
        let at = self.drawn(Sort::SecurityGroup, account, key, [title, detail]);
        for thing in self.graph.things(world, group) {
            self.worsen(at, self.concerns.state(thing.resource()));
        }
        Some(at)
    }
}

/// What makes the box of something that is written the same.
fn key(one: &Resource) -> String {
    format!("{} {:?}", one.address, one.header)
}

/// An identity in words: the text, or what it is read from.
fn shown(identity: &Identity) -> &str {
    match identity {
        Identity::Known(text) | Identity::Mixed { text, .. } => text,
        Identity::Later { from, .. } => from,
    }
}

/// What a policy allows, in a few words.
fn roles(policy: &AuthorizationPolicy) -> String {
    let name = |role: &&Field| {
        let text = role.text()?;
        Some(text.rsplit(':').next().unwrap_or(text).to_owned())
    };
    let each = policy.each_role();
    let names: Vec<String> = each.iter().filter_map(name).collect();
    if names.is_empty() { "authorization policy".to_owned() } else { names.join(", ") }
}

/// What is said of a gateway or policy that stands like this.
fn stands(how: Standing) -> (&'static str, State) {
    match how {
        Standing::Home => ("same account", State::Well),
        Standing::LetIn | Standing::Unknown | Standing::Hidden | Standing::TooMany => {
            ("", State::Unsure)
        }
        Standing::Mistaken(mistake) => (mistaken(mistake), State::Broken),
        Standing::Unauthorized => ("no policy", State::Broken),
    }
}

/// What the arrow of a policy with this mistake is called.
fn mistaken(mistake: Mistake) -> &'static str {
    match mistake {
        Mistake::Swapped => "accounts swapped",
        Mistake::WithoutSource => "no source account",
        Mistake::OwnSource => "same account",
        Mistake::WrongAccount => "wrong account",
        Mistake::Missed => "another target",
    }
}
