use crate::{
    finding::{Finding, Findings},
    graph::{Account, Answer, Fit, Grant, Standing, Target, Worker},
    model::{EndpointGateway, Exists, Hides, Resource, World},
    rule::Context,
    rules::{
        need::{self, Need},
        paste::{self, Pasted, Waits},
        shared,
    },
    source::Span,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut hidden: BTreeMap<String, usize> = BTreeMap::new();
    let mut refused: Vec<Refused<'_>> = Vec::new();
    for (target, standing, fits) in cx.graph.access().each() {
        let why = match standing {
            Standing::Hidden => Some(place(cx.graph.hides_policy(target))),
            Standing::LetIn => without_instance(fits),
            Standing::TooMany => Some("more policies may be for it than are compared".to_owned()),
            _ => None,
        };
        if let Some(why) = why {
            *hidden.entry(why).or_default() += 1;
        }
        // What is there was let in.
        if standing != Standing::Unauthorized || target.gateway.resource.is_there_already() {
            continue;
        }
        refused.push(Refused::new(cx, target));
    }
    let mut needs: Vec<&mut Need<'_>> =
        refused.iter_mut().filter_map(|one| one.need.as_mut()).collect();
    need::settle(cx, &mut needs);
    refuse(cx, found, &gathered(refused));
    for one in &cx.graph.access().undecided {
        match &one.refused_by {
            Some(_) if one.gateway.resource.is_there_already() => {}
            Some(accounts) => refused_always(cx, found, one.gateway, accounts),
            None => {
                let why = "what it leads to is not decided, and may be in another account";
                *hidden.entry(why.to_owned()).or_default() += 1;
            }
        }
    }
    for (place, count) in hidden {
        let gateways = if count == 1 { "a gateway" } else { "gateways" };
        found.note(format!(
            "whether {gateways} of another account may reach the target is not judged ({count}): {place}"
        ));
    }
}

/// Says that nothing lets the gateway in, whatever is decided.
fn refused_always(
    cx: &Context<'_>,
    found: &mut Findings,
    gateway: &EndpointGateway,
    accounts: &BTreeSet<String>,
) {
    let ours = cx.graph.account_of(&gateway.resource);
    let ours = ours.as_ref().and_then(Account::text).unwrap_or_default();
    let accounts: Vec<&String> = accounts.iter().collect();
    let theirs = shared::listed(&accounts, "or");
    let message = format!(
        "the gateway of `{ours}` leads into {theirs}, whatever is decided, and no policy that was given \
         lets it in"
    );
    found.at(gateway, &gateway.target_crn, message).help(format!(
        "create a policy for whatever it may lead to in the account {theirs}, before the gateway is \
         created; or give bluelint the files that hold them, too"
    ));
}

/// That there is none of the policies which let a gateway in, as far as it is known; for a note.
fn without_instance<'a: 'g, 'g>(
    fits: impl Iterator<Item = (&'g Grant<'a>, Fit)>,
) -> Option<String> {
    let letting = fits.filter(|(_, fit)| fit.covers() != Answer::No);
    let letting: Vec<&Resource> = letting.map(|(grant, _)| &grant.policy.resource).collect();
    let is_off = letting.iter().all(|policy| policy.exists == Exists::Off);
    let first = letting.first().filter(|_| is_off)?;
    Some(format!("`{}` would let it in, but has no instance here", first.address))
}

/// A gateway that nothing lets in.
struct Refused<'a> {
    target: &'a Target<'a>,
    gateway: &'a Resource,
    ours: &'a str,
    theirs: &'a str,
    /// What would let it in, where that can be said.
    need: Option<Need<'a>>,
}

impl<'a> Refused<'a> {
    fn new(cx: &Context<'_>, target: &'a Target<'a>) -> Self {
        let id = |account: &'a Option<Account>| {
            account.as_ref().and_then(Account::text).unwrap_or_default()
        };
        Self {
            target,
            gateway: &target.gateway.resource,
            ours: id(&target.from),
            theirs: id(&target.account),
            need: Need::of(cx, target),
        }
    }

    /// What those have in common that one policy is pasted for: instances of one block that get their target
    /// in one place.
    fn together(&self) -> (World, [Span; 2], String) {
        let own = || format!("{} {}", self.ours, self.theirs);
        let place = self.need.as_ref().map_or_else(own, Need::together);
        (self.gateway.world, [self.gateway.header, self.target.gateway.target_crn.span], place)
    }

    fn report<'f>(&self, found: &'f mut Findings) -> &'f mut Finding {
        let Self { target, ours, theirs, .. } = self;
        found.at(
            target.gateway,
            &target.gateway.target_crn,
            format!(
                "the gateway of `{ours}` leads into `{theirs}`, and no policy that was given lets it in"
            ),
        )
    }
}

/// Those that one policy is pasted for together.
fn gathered(refused: Vec<Refused<'_>>) -> Vec<Vec<Refused<'_>>> {
    let mut places = HashMap::new();
    let mut found: Vec<Vec<Refused<'_>>> = Vec::new();
    for one in refused {
        let at = *places.entry(one.together()).or_insert(found.len());
        match found.get_mut(at) {
            Some(others) => others.push(one),
            None => found.push(vec![one]),
        }
    }
    found
}

/// Says of these gateways that nothing lets them in, and what would.
fn refuse<'a>(cx: &Context<'_>, found: &mut Findings, refused: &'a [Vec<Refused<'a>>]) {
    let needs = refused.iter().map(|all| all.iter().filter_map(|one| one.need.as_ref()).collect());
    let needs: Vec<Vec<&Need<'_>>> = needs.collect();
    let circles = paste::circles(cx, &needs);
    let (mut names, mut waits) = (paste::Names::new(cx), Waits::default());
    // By what they say: the gateway that each policy was given for first.
    let mut by: HashMap<String, (usize, &Resource)> = HashMap::new();
    let mut given = Vec::with_capacity(needs.len());
    for (at, (all, is_circle)) in needs.iter().zip(circles.iter().copied()).enumerate() {
        let (mut new, mut said, mut earlier) = (Vec::new(), HashMap::new(), Vec::new());
        for need in all {
            let identity = need.identity();
            let other = by.get(&identity).copied();
            if other.is_none() && said.insert(identity, (at, need.gateway)).is_none() {
                new.push(*need);
            }
            earlier.push(other);
        }
        let pasted = paste::policy(cx, all, &new, &names, is_circle);
        if let Some(policy) = &pasted {
            names.take(policy);
            waits.add(all, policy);
            by.extend(said);
        }
        given.push((pasted, earlier));
    }
    let given_at = |at: usize| given.get(at).and_then(|(pasted, _)| pasted.as_ref());
    let policy_of = |need: &Need<'_>, (at, first): (usize, &Resource)| {
        given_at(at).filter(|_| first.world == need.gateway.world)
    };
    for ((all, (_, earlier)), is_circle) in needs.iter().zip(&given).zip(&circles) {
        let others = all.iter().zip(earlier).filter(|_| *is_circle != Answer::Yes);
        for (need, other) in others.filter_map(|(need, other)| Some((need, (*other)?))) {
            if let Some(policy) = policy_of(need, other) {
                waits.add(&[*need], policy);
            }
        }
    }
    for (group, (together, all)) in refused.iter().zip(&needs).enumerate() {
        let Some((pasted, earlier)) = given.get(group) else { continue };
        let waiting = pasted.as_ref().map(|pasted| waits.advice(all, pasted));
        let pasted = pasted.as_ref().zip(waiting.as_deref());
        let Some(first) = together.first() else { continue };
        for (at, one) in together.iter().enumerate() {
            let is_alike = (one.ours, one.theirs) == (first.ours, first.theirs);
            let before = Some((group, first.gateway)).filter(|_| pasted.is_some() && !is_alike);
            let other = earlier.get(at).copied().flatten().or(before);
            let other = other.and_then(|other| {
                let policy =
                    one.need.as_ref().and_then(|need| Some((need, policy_of(need, other)?)));
                let can_wait = circles.get(group) != Some(&Answer::Yes);
                let advice = policy.filter(|_| can_wait);
                let advice = advice.map(|(need, policy)| waits.advice(&[need], policy));
                Some((other.1, given_at(other.0)?, advice))
            });
            advise(cx, found, one, pasted, other);
        }
    }
}

/// Says of a gateway that nothing lets it in, and what would: the policy that is given for it, or that for
/// the `other` gateway.
fn advise(
    cx: &Context<'_>,
    found: &mut Findings,
    one: &Refused<'_>,
    pasted: Option<(&Pasted, &str)>,
    other: Option<(&Resource, &Pasted, Option<String>)>,
) {
    const FILES: &str = "or give bluelint the files that hold it, too";
    let finding = one.report(found);
    let place = place_for(cx, one);
    if let Some((first, policy, waiting)) = other {
        let waiting =
            waiting.unwrap_or_else(|| "let the gateway be created only after it".to_owned());
        let which = match first.address.as_str() {
            "" => "the other gateway".to_owned(),
            address => format!("`{address}`"),
        };
        let own = one.gateway;
        let is_beside = (own.world, own.module_prefix()) == (first.world, first.module_prefix());
        let is_beside = is_beside || own.header == first.header;
        let is_clear = is_beside || policy.module.is_some() || !first.surface.is_terraform();
        let place = if is_clear || one.need.as_ref().is_some_and(|need| need.is_elsewhere) {
            place
        } else {
            format!("{place}, beside {which}")
        };
        finding.also(&first.header, "the policy for this gateway lets both in").help(format!(
            "create this policy{}, which {which} needs, too: it lets both in; {waiting}; {FILES}",
            what(policy, &place)
        ));
        // The finding of the other may be one that is not told.
        finding.paste(policy.text.clone());
    } else if let Some((policy, waiting)) = pasted {
        finding.help(format!("create this policy{}, and {waiting}; {FILES}", what(policy, &place)));
        finding.paste(policy.text.clone());
    } else {
        finding.help(format!(
            "create a policy for it {place}, before the gateway is created; {FILES}"
        ));
    }
}

/// In which account the policy is created, and by what.
fn place_for(cx: &Context<'_>, one: &Refused<'_>) -> String {
    let theirs = one.theirs;
    match cx.graph.worker(one.gateway.world, theirs) {
        Some(Worker::Folder(folder)) => {
            format!("in the account `{theirs}`, to which the folder `{folder}` belongs")
        }
        _ => format!("in the account `{theirs}`"),
    }
}

/// Where to create the policy, and what to fill in.
fn what(policy: &Pasted, place: &str) -> String {
    let module = match policy.module.as_deref() {
        Some("") => ", in the root module".to_owned(),
        Some(module) => format!(", in `{}`", module.trim_end_matches('.')),
        None => String::new(),
    };
    let several = policy.several.as_deref();
    let several = several.map_or_else(String::new, |what| format!(" (one for each {what})"));
    let fill = policy.open.iter().fold(String::new(), |all, (names, what)| {
        let names = match names.as_slice() {
            [first, _, _, rest @ ..] => format!("each of `{first}` and {} more", rest.len() + 2),
            [_, _] => format!("each of {}", shared::listed(names, "and")),
            _ => shared::listed(names, "and"),
        };
        format!("{all}, with {what}, for {names}")
    });
    let passing = if policy.passing.is_empty() { "" } else { ", " };
    format!(" {place}{module}{several}{fill}{passing}{}", policy.passing)
}

/// Where the policy may stand, for a note.
fn place(hides: Option<&Hides>) -> String {
    match hides {
        Some(Hides::Module(address)) => {
            format!("`{address}` is not followed and may hold the policy")
        }
        Some(Hides::Policies(address)) => {
            format!("what `{address}` makes is not seen, and the policy may be among it")
        }
        Some(Hides::Forgotten(address)) => {
            format!("`{address}` is let go of and stays, and may be the policy")
        }
        Some(Hides::PoliciesOf { account, folder }) => format!(
            "`{folder}`, which belongs to the account `{account}`, was not given, or not all of it, and \
             may hold the policy"
        ),
        _ => "what was not read may hold the policy".to_owned(),
    }
}
