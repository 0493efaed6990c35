use crate::{finding::Findings, model::Field, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for path in cx.model.of_kind("ibm_is_private_path_service_gateway") {
        for one in path.value("default_access_policy").into_iter().flat_map(Field::each) {
            if one.text().is_some_and(|text| text.trim() == "permit") {
                found
                    .at(path, one, "every account that knows its CRN may connect without asking")
                    .help(
                        "write `review` or `deny`, and permit accounts one by one with \
                         `ibm_is_private_path_service_gateway_account_policy`",
                    );
            }
        }
    }
}
