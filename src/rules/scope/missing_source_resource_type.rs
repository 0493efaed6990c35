use crate::{finding::Findings, model::Presence, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        for side in &policy.subjects {
            let is_vpc = side.value("serviceName").surely(|name| name.trim() == "is");
            let one_thing = ["serviceInstance", "resource"].iter().any(|name| !side.lacks(name));
            if !is_vpc || one_thing || side.presence("resourceType") != Presence::Absent {
                continue;
            }
            let how = side.how_to_set("resourceType", "source_resource_type");
            found
                .missing(
                    policy,
                    side,
                    "resourceType",
                    "the source is `is` without a resource type, so every kind of VPC resource \
                     gets this access",
                )
                .help(format!("{how}, for endpoint gateways to `endpoint-gateway`"));
        }
    }
}
