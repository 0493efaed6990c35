use crate::{catalog, finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        for side in &policy.targets {
            let named = side.get("serviceName").filter(|name| name.is_plain());
            for one in named.iter().flat_map(|name| name.value.each()) {
                let Some(service) = one.text().map(str::trim) else { continue };
                if catalog::offers_no_role(service) {
                    found
                        .at(policy, one, format!("nothing can be granted on `{service}`"))
                        .help("name another target: IAM lists this service without any role");
                }
            }
        }
    }
}
