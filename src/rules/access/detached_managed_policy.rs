use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let is_it = |kind: &str| kind == "ibm_iam_authorization_policy_detach";
    for detach in cx.model.others.iter().filter(|one| is_it(&one.kind)) {
        let id = detach.argument("authorization_policy_id");
        for one in id.each() {
            let managed = one.reference().is_some_and(|reference| {
                !reference.data
                    && reference.kind == "ibm_iam_authorization_policy"
                    && reference.attribute() == "id"
            });
            if !managed {
                continue;
            }
            let finding = found
                .at(
                    detach,
                    one,
                    "this deletes a policy that the same configuration creates, again and again",
                )
                .help("remove the policy from the configuration, or do not detach it");
            if let Some(policy) = cx.graph.things(detach.world, one).first() {
                finding.also(&policy.resource().header, "the policy");
            }
        }
    }
}
