use crate::model::every_combination;
use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        let target = &gateway.target;
        let neither = every_combination([&gateway.target_crn, &gateway.target_name], |fields| {
            fields.iter().all(|field| field.is_unset())
        });
        if target.entries().is_some() && target.is_whole() && neither {
            found.missing(gateway, target, "crn", "the target has neither a CRN nor a name").help(
                "write the CRN of the service as `crn`; only infrastructure services such as \
                     `ibm-ntp-server` go by `name`",
            );
        }
    }
}
