use crate::catalog::What;
use crate::model::{Crn, Field};
use crate::{finding::Findings, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for attached in cx.model.of_kind("ibm_is_security_group_target") {
        for one in attached.value("target").into_iter().flat_map(Field::each) {
            if let Some(reference) = one.reference() {
                if shared::what(one) != Some(What::Crn) || reference.attribute() == "id" {
                    continue;
                }
                let message = format!("`{}` is a CRN, where an ID belongs", reference.written());
                let finding = found.at(attached, one, message).help("write `.id` instead");
                if let Some(span) = one.attribute_span() {
                    finding.rewrite("write `.id`", span, "id");
                }
            } else if let Some(crn) = Crn::of(one) {
                let finding = found.at(attached, one, "a CRN, where an ID belongs");
                finding.help("write the ID of the gateway, which begins with `r` and its region");
                let id = crn.resource().filter(|id| crn.is_whole() && !id.is_empty());
                if let Some(id) = id {
                    finding.help(format!("write `{id}`"));
                    finding.respell(&format!("write `{id}`"), one, id);
                }
            }
        }
    }
}
