use crate::{catalog, finding::Findings, graph::Answer, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for target in &cx.graph.access().targets {
        let Some(service) = target.service.as_deref() else { continue };
        if target.is_at_home() != Answer::No
            || target.is_private_path
            || catalog::takes_foreign_gateways(service)
        {
            continue;
        }
        found
            .at(
                target.gateway,
                &target.gateway.target_crn,
                format!(
                    "it is not known that `{service}` can be reached by gateways of other accounts"
                ),
            )
            .help(
                "see the service's documentation, or ask IBM support: each service decides whether it \
                 takes part",
            );
    }
}
