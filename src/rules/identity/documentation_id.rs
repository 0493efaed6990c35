use crate::{
    catalog,
    finding::Findings,
    model::{Crn, Field, Resource},
    rule::Context,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (owner, one) in cx.model.account_ids() {
        judge(owner, one, "account", one.text(), found);
    }
    for (policy, _, one) in cx.model.instance_ids() {
        judge(&policy.resource, one, "instance", one.text(), found);
    }
    for policy in &cx.model.policies {
        for one in policy.sides().flat_map(|side| side.compared("resourceGroupId")) {
            judge(&policy.resource, one, "resource group", one.text(), found);
        }
    }
    for (owner, what, one) in cx.model.vpc_ids() {
        judge(owner, one, what, one.text(), found);
    }
    for (owner, one) in cx.model.crns() {
        let Some(crn) = Crn::of(one) else { continue };
        let account = crn.account().filter(|id| catalog::documentation_id(id).is_some());
        if account.is_some() {
            judge(owner, one, "account", account, found);
        } else {
            judge(owner, one, "instance", crn.instance(), found);
        }
    }
}

fn judge(owner: &Resource, one: &Field, what: &str, id: Option<&str>, found: &mut Findings) {
    let Some(id) = id.map(str::trim) else { return };
    if let Some(source) = catalog::documentation_id(id) {
        found
            .at(owner, one, format!("the {what} ID `{id}` comes from an example"))
            .help(format!("write your own; the example: {source}"));
    }
}
