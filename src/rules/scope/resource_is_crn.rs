use crate::{
    catalog::{self, What},
    finding::{Finding, Findings, Level},
    model::{AuthorizationPolicy, Crn, Field, Side},
    rule::Context,
    rules::shared,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        for side in &policy.targets {
            for one in side.compared("resource") {
                judge(policy, side, one, found);
            }
        }
    }
}

fn judge(policy: &AuthorizationPolicy, side: &Side, one: &Field, found: &mut Findings) {
    let finding = if let Some(crn) = Crn::of(one) {
        spelled(policy, one, &crn, found)
    } else if matches!(shared::what(one), Some(What::Crn | What::BucketCrn)) {
        referred(policy, one, found)
    } else {
        return;
    };
    // Of services whose resources are not known, it may be that they are named by CRNs.
    let services = shared::services(side);
    let known = |service: &&str| !catalog::target_resource_types(service).is_empty();
    if services.is_empty() || !services.iter().all(known) {
        finding.at_most(Level::Warning);
    }
}

fn spelled<'a>(
    policy: &AuthorizationPolicy,
    one: &Field,
    crn: &Crn,
    found: &'a mut Findings,
) -> &'a mut Finding {
    let finding = found.at(policy, one, "a CRN where the bare name of a resource belongs");
    match crn.resource().filter(|name| crn.is_whole() && !name.is_empty()) {
        Some(name) => finding.help(format!("write `{name}`, the last part of the CRN")).suggest(
            "keep the last part of the CRN",
            one,
            name,
        ),
        None => finding
            .help("write the last part of the CRN alone: the name of a bucket, the ID of a key"),
    }
}

fn referred<'a>(
    policy: &AuthorizationPolicy,
    one: &Field,
    found: &'a mut Findings,
) -> &'a mut Finding {
    let (shown, kind) = one.reference().map(|r| (r.written(), r.type_name())).unwrap_or_default();
    let message = format!("`{shown}` is a CRN, where the bare name of a resource belongs");
    let finding = found.at(policy, one, message);
    let better = ["bucket_name", "key_id"].into_iter().find(|name| {
        !matches!(catalog::what_is(&kind, name), None | Some(What::Crn | What::BucketCrn))
    });
    let Some(name) = better else {
        return finding.help("take the last part of the CRN: `split(\":\", …)[9]`");
    };
    finding.help(format!("read `.{name}` instead"));
    if let Some(span) = one.attribute_span() {
        finding.rewrite("read the name", span, name);
    }
    finding
}
