use crate::model::{Field, every_combination};
use crate::{finding::Findings, rule::Context, rules::shared};

/// The only type of target that goes by name.
const BY_NAME: &str = "provider_infrastructure_service";

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        let fields = [&gateway.target_type, &gateway.target_crn, &gateway.target_name];
        let name_alone = every_combination(fields, |[kind, crn, name]| {
            is(kind, |kind| kind != BY_NAME) && is_set(name) && crn.is_unset()
        });
        let crn_alone = every_combination(fields, |[kind, crn, name]| {
            is(kind, |kind| kind == BY_NAME) && is_set(crn) && name.is_unset()
        });
        let kinds = shared::names(&gateway.target_type);
        if name_alone {
            found
                .at(
                    gateway,
                    &gateway.target_name,
                    format!("a target of type {kinds} is chosen by its CRN, not by a name"),
                )
                .also(&gateway.target_type, "the type")
                .help(
                    "write the CRN of the service as `crn` instead; only infrastructure services \
                     such as `ibm-ntp-server` go by name",
                );
        }
        if crn_alone {
            found
                .at(
                    gateway,
                    &gateway.target_crn,
                    format!("a target of type {kinds} is chosen by its name, not by a CRN"),
                )
                .also(&gateway.target_type, "the type")
                .help(
                    "write `name` instead, for instance `ibm-ntp-server`; for a cloud service \
                     write the type `provider_cloud_service`",
                );
        }
    }
}

fn is(kind: &Field, test: impl Fn(&str) -> bool) -> bool {
    kind.surely(|text| shared::target_type(text).is_some_and(&test))
}

fn is_set(field: &Field) -> bool {
    field.is_set() && field.text() != Some("")
}
