use crate::{
    finding::{Findings, Level},
    graph::{Answer, Fit, Grant, Standing, Target},
    model::{Exists, Resource},
    rule::Context,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let (mut questions, mut fitting) = (Vec::new(), Vec::new());
    for (target, standing, fits) in cx.graph.access().each() {
        let gateway = &target.gateway.resource;
        if standing != Standing::LetIn || gateway.exists == Exists::Off {
            continue;
        }
        let letting: Vec<(&Grant<'_>, Fit)> =
            fits.filter(|(_, fit)| fit.covers() != Answer::No).collect();
        let Some((grant, _)) = letting.iter().find(|(grant, fit)| is_for(target, grant, fit))
        else {
            continue;
        };
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
    for (((gateway, _), policy), answer) in questions.iter().zip(fitting).zip(answers) {
        if answer != Answer::No {
            continue;
        }
        let finding = found
            .missing(
                *gateway,
                &gateway.header,
                "depends_on",
                "the gateway does not wait for the policy that lets it in, so it may be refused",
            )
            .also(&policy.header, "the policy")
            .help(advice(cx, gateway, policy));
        if !gateway.shows_lifecycle() {
            // What triggers its replacement is waited for, too.
            finding.at_most(Level::Info);
        }
    }
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

/// What to write so that the gateway waits, unless the policy itself waits for the gateway.
fn advice(cx: &Context<'_>, gateway: &Resource, policy: &Resource) -> String {
    let (ours, theirs) = (gateway.modules(), policy.modules());
    let common = ours.iter().zip(&theirs).take_while(|(one, other)| one == other).count();
    let path = |modules: &[&str]| modules.iter().flat_map(|one| [one, "."]).collect::<String>();
    let below = |modules: &[&str], object: &Resource| match modules.get(common) {
        Some(module) => module.split('[').next().unwrap_or(module).to_owned(),
        None => object.object.get(path(modules).len()..).unwrap_or_default().to_owned(),
    };
    let (waits, for_it) = (below(&ours, gateway), below(&theirs, policy));
    let prefix = path(ours.get(..common).unwrap_or_default());
    let [whole, other] = [&waits, &for_it].map(|name| format!("{prefix}{name}"));
    let is_circle = cx.graph.leads_to(gateway.world, &other, &whole);
    if is_circle == Some(true) {
        return "let the gateway wait for the policy; first remove what makes the policy wait for the \
                gateway, as `depends_on` would close a cycle"
            .to_owned();
    }
    let place = if ours.len() > common { format!("`{waits}`") } else { "the gateway".to_owned() };
    let unless = match is_circle {
        Some(_) => "",
        None => ", unless the policy itself waits for the gateway",
    };
    format!("write `depends_on = [{for_it}]` in {place}{unless}")
}
