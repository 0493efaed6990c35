use crate::{
    catalog::{self, What},
    finding::{Finding, Findings, Level},
    model::{AuthorizationPolicy, Crn, Field},
    rule::Context,
    rules::shared,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (policy, side, one) in cx.model.instance_ids() {
        let finding = if let Some(crn) = Crn::of(one) {
            spelled(policy, one, &crn, found)
        } else if matches!(shared::what(one), Some(What::Crn | What::BucketCrn)) {
            referred(policy, one, found)
        } else {
            continue;
        };
        if side.service() == Some("cloud-object-storage") {
            // Whether Cloud Object Storage takes the CRN too, reports differ.
            finding.at_most(Level::Warning);
        }
    }
}

fn spelled<'a>(
    policy: &AuthorizationPolicy,
    one: &Field,
    crn: &Crn,
    found: &'a mut Findings,
) -> &'a mut Finding {
    let instance = crn.instance().filter(|_| crn.is_whole()).unwrap_or_default();
    let finding = found.at(policy, one, "a CRN where the bare ID of an instance belongs").help(
        "write the eighth part of the CRN alone: the policy is accepted as it is, but matches \
             no instance",
    );
    if !instance.is_empty() {
        finding.suggest("keep the instance of the CRN", one, instance);
    }
    finding
}

fn referred<'a>(
    policy: &AuthorizationPolicy,
    one: &Field,
    found: &'a mut Findings,
) -> &'a mut Finding {
    let (shown, kind) = one.reference().map(|r| (r.written(), r.type_name())).unwrap_or_default();
    let better = ["guid", "instance_id", "id"].into_iter().find(|name| {
        !matches!(catalog::what_is(&kind, name), None | Some(What::Crn | What::BucketCrn))
    });
    let finding = found.at(
        policy,
        one,
        format!("`{shown}` is a CRN, where the bare ID of an instance belongs"),
    );
    match better {
        Some(name) => finding.help(format!(
            "read `.{name}` instead: a policy with the CRN is accepted, but matches no instance"
        )),
        None => finding.help("take the eighth part of the CRN: `split(\":\", …)[7]`"),
    };
    if let (Some("guid"), Some(span)) = (better, one.attribute_span()) {
        finding.rewrite("read the GUID", span, "guid");
    }
    finding
}
