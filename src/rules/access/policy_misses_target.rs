use crate::{
    finding::Findings,
    graph::{Answer, Mistake},
    rule::Context,
    rules::{shared, undecided},
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (target, grant, _) in cx.graph.access().mistaken(Mistake::Missed) {
        let (name, what) = match grant.fit(target).service {
            Answer::No => ("serviceName", "service"),
            _ => ("serviceInstance", "instance"),
        };
        let value = grant.target.value(name);
        let each = value.each().flat_map(|one| one.items().unwrap_or(std::slice::from_ref(one)));
        let texts: Vec<&str> = each.filter_map(|one| Some(one.text()?.trim())).collect();
        let named = shared::listed(&texts, "or");
        let named = if named.is_empty() { String::new() } else { format!(" {named}") };
        found
            .at(
                grant.policy,
                &value,
                format!(
                    "the policy is for the {what}{named}, but the gateway that it could be for leads to \
                     another one"
                ),
            )
            .also(&target.gateway.target_crn, "what the gateway leads to")
            .help(format!("name the {what} that the gateway leads to, or write another policy for it"));
    }
    undecided::note(cx, found, Mistake::Missed, "misses a target");
}
