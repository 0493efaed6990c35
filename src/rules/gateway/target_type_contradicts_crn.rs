use crate::model::{Crn, Field, every_combination};
use crate::{catalog, finding::Findings, rule::Context, rules::shared};

const CLOUD: &str = "provider_cloud_service";
const PRIVATE_PATH: &str = "private_path_service_gateway";

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        for (written, private_path, fits) in
            [(CLOUD, true, PRIVATE_PATH), (PRIVATE_PATH, false, CLOUD)]
        {
            let wrong =
                every_combination([&gateway.target_type, &gateway.target_crn], |[kind, crn]| {
                    kind.surely(|text| shared::target_type(text) == Some(written))
                        && is_private_path(crn) == Some(private_path)
                });
            if wrong {
                let a = if private_path { "a" } else { "not a" };
                found
                    .at(
                        gateway,
                        &gateway.target_type,
                        format!(
                            "the CRN is {a} private path service gateway's, but the type is \
                             `{written}`"
                        ),
                    )
                    .also(&gateway.target_crn, "the CRN")
                    .help(format!("write the type `{fits}`"))
                    .respell(&format!("write `{fits}`"), &gateway.target_type, fits);
            }
        }
    }
}

/// Whether the CRN is that of a private path service gateway, if that is known.
fn is_private_path(crn: &Field) -> Option<bool> {
    if let Some(reference) = crn.reference() {
        let kind = reference.object().rsplit_once('.').map(|(kind, _)| kind.to_owned())?;
        let what = catalog::what_is(&kind, reference.attribute());
        let is_crn = matches!(what, Some(catalog::What::Crn | catalog::What::BucketCrn));
        return is_crn.then(|| reference.kind == "ibm_is_private_path_service_gateway");
    }
    Crn::of(crn)?.is_private_path()
}
