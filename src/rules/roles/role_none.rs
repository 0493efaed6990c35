use crate::{finding::Findings, model::Format, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in cx.model.policies.iter().filter(|policy| policy.format == Format::Terraform) {
        for role in policy.each_role() {
            let Some(text) = role.text().filter(|text| text.trim().eq_ignore_ascii_case("none"))
            else {
                continue;
            };
            found.at(policy, role, format!("`{text}` is not a role")).help(
                "write a role that the target offers; if the provider says that valid roles are \
                 NONE, the name of the source or the target is wrong",
            );
        }
    }
}
