use crate::model::{AuthorizationPolicy, Side, every_combination};
use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        policy.subjects.iter().for_each(|side| judge(policy, side, "source", found));
        policy.targets.iter().for_each(|side| judge(policy, side, "target", found));
    }
}

fn judge(policy: &AuthorizationPolicy, side: &Side, what: &str, found: &mut Findings) {
    let (Some(group), Some(instance)) = (side.get("resourceGroupId"), side.get("serviceInstance"))
    else {
        return;
    };
    let both = [&group.value, &instance.value];
    // Modules take either of them and pass null for the other one.
    if !every_combination(both, |both| both.iter().all(|one| one.is_set() && !is_empty(one))) {
        return;
    }
    found
        .at(
            policy,
            &group.value,
            format!("the {what} is a whole resource group, although an instance is named too"),
        )
        .also(&instance.value, "does not narrow it down")
        .help("keep only the instance: of the two, IAM goes by what is less specific");
}

fn is_empty(one: &crate::model::Field) -> bool {
    one.text().is_some_and(|text| text.trim().is_empty())
}
