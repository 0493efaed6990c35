use crate::catalog::{is_location, location_meant};
use crate::model::{AuthorizationPolicy, Field};
use crate::{finding::Findings, finding::Level, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        for side in &policy.targets {
            side.compared("region").into_iter().for_each(|one| judge(policy, one, found));
        }
    }
}

fn judge(policy: &AuthorizationPolicy, one: &Field, found: &mut Findings) {
    let name = one.text().unwrap_or_default().trim();
    if !shared::is_word(name) || is_location(name) {
        return;
    }
    if let Some(meant) = location_meant(name) {
        let finding = found.at(policy, one, format!("there is no region `{name}`"));
        shared::mend(finding, one, name, meant);
    } else {
        found
            .at(policy, one, format!("`{name}` is none of the locations that are known"))
            .help("compare it with `ibmcloud catalog locations`, which IAM checks it against")
            .at_most(Level::Info);
    }
}
