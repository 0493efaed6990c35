use crate::{
    finding::Findings,
    graph::{Account, Answer, Fit, Grant, Standing, Target, Worker},
    model::{EndpointGateway, Exists, Hides, Resource},
    rule::Context,
    rules::{
        paste::{self, Pasted},
        shared,
    },
};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut hidden: BTreeMap<String, usize> = BTreeMap::new();
    let mut said = Said { names: paste::Names::new(cx), by: BTreeMap::new() };
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
        refused(cx, found, target, &mut said);
    }
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

/// The policies that were given to paste.
struct Said<'a> {
    names: paste::Names,
    /// By what they say: the gateway that each was given for.
    by: BTreeMap<String, (&'a Resource, Pasted)>,
}

/// Says that nothing lets the gateway in, and what would.
fn refused<'a>(cx: &Context<'a>, found: &mut Findings, target: &Target<'a>, said: &mut Said<'a>) {
    let account = |account: &Option<Account>| {
        account.as_ref().and_then(Account::text).unwrap_or_default().to_owned()
    };
    let (ours, theirs) = (account(&target.from), account(&target.account));
    let gateway = &target.gateway.resource;
    let finding = found.at(
        target.gateway,
        &target.gateway.target_crn,
        format!(
            "the gateway of `{ours}` leads into `{theirs}`, and no policy that was given lets it in"
        ),
    );
    let worker = cx.graph.worker(gateway.world, &theirs);
    let place = match &worker {
        Some(Worker::Folder(folder)) => {
            format!("in the account `{theirs}`, such as in `{folder}`")
        }
        _ => format!("in the account `{theirs}`"),
    };
    let files = "or give bluelint the files that hold it, too";
    let Some(mut policy) = paste::policy(cx, target, &said.names) else {
        finding.help(format!(
            "create a policy for it {place}, before the gateway is created; {files}"
        ));
        return;
    };
    if let Some((first, same)) = said.by.get(&policy.identity) {
        if !shared::is_one_block(first, gateway) {
            let which = match first.address.as_str() {
                "" => "the other gateway".to_owned(),
                address => format!("`{address}`"),
            };
            finding.also(&first.header, "the policy for this gateway lets both in").help(format!(
                "create the policy that {which} needs, too: it lets both in; {files}"
            ));
            return;
        }
        // Another instance of the same block.
        policy = same.clone();
    }
    let is_here = gateway.surface.is_terraform() && !matches!(worker, Some(Worker::Folder(_)));
    finding.help(format!("{}; {files}", advice(&policy, place, is_here)));
    finding.paste(policy.text.clone());
    said.names.take(&policy);
    said.by.entry(policy.identity.clone()).or_insert((gateway, policy));
}

/// Where to create the policy, and how the gateway comes to wait for it.
fn advice(policy: &Pasted, place: String, is_here: bool) -> String {
    let waits = match policy.module {
        None if is_here => format!("write `depends_on = [{}]` in the gateway", policy.reference),
        _ => "let the gateway be created only after it".to_owned(),
    };
    let place = match policy.module.as_deref() {
        Some("") => format!("{place}, in the root module"),
        Some(module) => format!("{place}, in `{module}`"),
        None => place,
    };
    let open = policy.open.iter();
    let fill: String =
        open.fold(String::new(), |all, (name, what)| format!("{all}, with {what}, for `{name}`"));
    format!("create this policy {place}{fill}, and {waits}")
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
