use crate::{
    finding::{Findings, Level},
    graph::{Answer, Fit, Grant, Standing, Target},
    model::{Exists, Resource, without_indexes},
    rule::Context,
    rules::waiting,
    source::Span,
};
use std::collections::{BTreeSet, HashMap};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let (mut questions, mut fitting) = (Vec::new(), Vec::new());
    for (target, standing, fits) in cx.graph.access().each() {
        let gateway = &target.gateway.resource;
        if standing != Standing::LetIn || gateway.exists == Exists::Off {
            continue;
        }
        let mut letting: Vec<(&Grant<'_>, Fit)> =
            fits.filter(|(_, fit)| fit.covers() != Answer::No).collect();
        // To wait for one whose roles are of no use is of no use beside one that lets it in.
        if letting.iter().any(|(grant, _)| !grant.policy.is_blind()) {
            letting.retain(|(grant, _)| !grant.policy.is_blind());
        }
        let Some(grant) = nearest(target, &letting) else { continue };
        let policies: Vec<&Resource> =
            letting.iter().map(|(grant, _)| &grant.policy.resource).collect();
        // Let in as it is, by a policy that is there, or the gateway was let in.
        if policies.iter().copied().chain([gateway]).any(Resource::is_there_already) {
            continue;
        }
        questions.push((gateway, policies));
        fitting.push(&grant.policy.resource);
    }
    let answers = cx.graph.waits_for_any(&questions);
    let late = questions.iter().zip(fitting).zip(answers);
    let late = late.filter(|(_, answer)| *answer == Answer::No);
    let late: Vec<Late<'_>> =
        late.map(|(((gateway, _), policy), _)| Late::new(gateway, policy)).collect();
    let circles = circles(cx, &late);
    // What several gateways and instances wait for is written into a block once.
    let mut blocks: HashMap<Span, BTreeSet<&str>> = HashMap::new();
    for one in &late {
        let (block, for_it) = one.written();
        if circles.get(&(block, for_it)) != Some(&Answer::Yes) {
            blocks.entry(block).or_default().insert(for_it);
        }
    }
    for one in &late {
        let is_circle = circles.get(&one.written()).copied().unwrap_or(Answer::Unknown);
        let all = blocks.get(&one.block);
        let help = one.without_order(cx).unwrap_or_else(|| one.advice(is_circle, all));
        let finding = found
            .missing(
                one.gateway,
                &one.gateway.header,
                "depends_on",
                "the gateway does not wait for the policy that lets it in, so it may be refused",
            )
            .also(&one.policy.header, "the policy")
            .help(help);
        if !one.gateway.shows_lifecycle() {
            // What triggers its replacement is waited for, too.
            finding.at_most(Level::Info);
        }
    }
}

/// The policy that the gateway should wait for, of those that let it in: the nearest is the easiest to wait
/// for; of several, the first.
fn nearest<'a, 'l>(
    target: &Target<'_>,
    letting: &'l [(&'a Grant<'a>, Fit)],
) -> Option<&'l &'a Grant<'a>> {
    // Where one surely lets it in, what only may is for something else.
    let is_sure = |fit: &Fit| fit.covers() == Answer::Yes;
    let has_sure = letting.iter().any(|(_, fit)| is_sure(fit));
    let counts = |fit: &Fit| is_sure(fit) || !has_sure;
    let fit_for =
        letting.iter().rev().filter(|(grant, fit)| counts(fit) && is_for(target, grant, fit));
    let gateway = &target.gateway.resource;
    let nearest = fit_for.max_by_key(|(grant, _)| grant.policy.resource.modules_with(gateway));
    nearest.map(|(grant, _)| grant)
}

/// Whether the policy is evidently there for this gateway, and both come with one configuration.
fn is_for(target: &Target<'_>, grant: &Grant<'_>, fit: &Fit) -> bool {
    let (policy, gateway) = (&grant.policy.resource, &target.gateway.resource);
    // A policy of the gateway's own account is not what it needs.
    let elsewhere = match (&grant.target_account, &target.from) {
        (Some(account), Some(own)) => account.is_same(own) != Answer::Yes,
        _ => true,
    };
    elsewhere
        && !grant.is_within_one_account()
        && policy.world == gateway.world
        && policy.exists != Exists::Off
        && grant.policy.is_for_endpoint_gateways()
        && fit.is_about_it()
        && (!grant.lacks_source_account() || policy.provider != gateway.provider)
        // One account may use what it lets others use.
        && (fit.source_account == Answer::Yes || policy.provider != gateway.provider)
}

/// A gateway that does not wait for its policy.
struct Late<'a> {
    gateway: &'a Resource,
    policy: &'a Resource,
    /// The module of the gateway's whose call has to wait, as it is called beside the policy or its module;
    /// the gateway itself, if it stands there.
    module: Option<String>,
    /// What it has to wait for, as it is called there.
    for_it: String,
    /// Both as the root module names them: what waits, and for what.
    ends: [String; 2],
    /// The block into which `depends_on` is written.
    block: Span,
}

impl<'a> Late<'a> {
    fn new(gateway: &'a Resource, policy: &'a Resource) -> Self {
        let common = gateway.modules_with(policy);
        let modules = gateway.modules();
        let prefix: String = modules.iter().take(common).flat_map(|one| [one, "."]).collect();
        let module = |it: &Resource| it.modules().get(common).map(|one| without_indexes(one));
        let below = |it: &Resource| {
            let own = || it.object.get(prefix.len()..).unwrap_or_default().to_owned();
            module(it).unwrap_or_else(own)
        };
        let for_it = below(policy);
        let call = gateway.call(common).filter(|_| modules.len() > common);
        Self {
            ends: [below(gateway), for_it.clone()].map(|name| format!("{prefix}{name}")),
            gateway,
            policy,
            module: module(gateway),
            for_it,
            block: call.unwrap_or(gateway.header),
        }
    }

    /// What to do where Terraform lets the call that would wait have no `depends_on`.
    fn without_order(&self, cx: &Context<'_>) -> Option<String> {
        let call = self.module.as_deref()?;
        let path = without_indexes(self.ends.first()?);
        let is_configured = cx.model.configured.contains(&(self.gateway.world, path));
        is_configured.then(|| {
            format!(
                "let the gateway wait for the policy; `{call}` configures a provider itself, so it takes no \
                 `depends_on`"
            )
        })
    }

    /// What is written, and where: the same for all instances of a block.
    fn written(&self) -> (Span, &str) {
        (self.block, &self.for_it)
    }

    /// What to write so that the gateway waits, with all that its block has to wait for, unless the policy
    /// itself waits for the gateway.
    fn advice(&self, is_circle: Answer, all: Option<&BTreeSet<&str>>) -> String {
        if is_circle == Answer::Yes {
            return "let the gateway wait for the policy; first remove what makes the policy wait for \
                    the gateway, as `depends_on` would close a cycle"
                .to_owned();
        }
        let place = match &self.module {
            Some(module) => format!("`{module}`"),
            None => "the gateway".to_owned(),
        };
        let unless = match is_circle {
            Answer::Unknown => ", unless the policy itself waits for the gateway",
            _ => "",
        };
        let all = all.into_iter().flatten().copied();
        format!("write {}{unless}", waiting::depends_on(all, &self.for_it, &place))
    }
}

/// Whether what is written would close a cycle for any of the instances of its block.
fn circles<'l>(cx: &Context<'_>, late: &'l [Late<'_>]) -> HashMap<(Span, &'l str), Answer> {
    let questions = late.iter().map(|one| {
        let [waits, for_it] = &one.ends;
        (one.gateway.world, for_it.as_str(), waits.as_str())
    });
    let answers = cx.graph.leads_to(&questions.collect::<Vec<_>>());
    let mut found: HashMap<(Span, &str), Answer> = HashMap::new();
    for (one, answer) in late.iter().zip(answers) {
        let all = found.entry(one.written()).or_insert(Answer::No);
        *all = all.or(answer);
    }
    found
}
