use crate::{catalog, finding::Findings, model::Format, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in cx.model.policies.iter().filter(|policy| policy.format != Format::Terraform) {
        for role in policy.each_role() {
            let Some(text) = role.text().map(str::trim) else { continue };
            let Some((kind, id)) = text
                .strip_prefix("crn:v1:bluemix:public:iam::::")
                .and_then(|rest| rest.split_once(':'))
            else {
                continue;
            };
            let other = match kind {
                "role" => "serviceRole",
                "serviceRole" => "role",
                _ => continue,
            };
            if catalog::role_by_crn("iam", kind, id).is_some() {
                continue;
            }
            let Some(right) = catalog::role_by_crn("iam", other, id) else { continue };
            found
                .at(policy, role, format!("`{id}` is a `{other}`, not a `{kind}`"))
                .help(format!("write `{}`", right.crn()))
                .respell("write the right kind", role, &right.crn());
        }
    }
}
