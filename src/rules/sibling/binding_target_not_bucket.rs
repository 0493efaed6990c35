use crate::catalog::What;
use crate::model::{Crn, Field};
use crate::{finding::Findings, rule::Context, rules::shared};

const HELP: &str = "write the CRN of the bucket: the `crn` of its `ibm_cos_bucket`";

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for binding in cx.model.of_kind("ibm_is_virtual_endpoint_gateway_resource_binding") {
        for target in binding.blocks("target") {
            let crn = target.get("crn").map(|entry| &entry.value);
            if target.is_whole() && crn.is_none_or(Field::is_unset) {
                found
                    .missing(binding, &target.span, "crn", "the binding names no bucket")
                    .help(HELP);
            }
            for one in crn.into_iter().flat_map(Field::each) {
                if let Some(is) = no_bucket(one) {
                    found.at(binding, one, format!("{is}, not that of a bucket")).help(HELP);
                }
            }
        }
    }
}

/// What a value is the CRN of, if that is surely no bucket.
fn no_bucket(one: &Field) -> Option<String> {
    if let Some(reference) = one.reference() {
        let is_other = shared::what(one)? == What::Crn;
        return is_other.then(|| format!("`{}` is the CRN of something else", reference.written()));
    }
    let crn = Crn::of(one)?;
    let (service, kind) = (crn.service()?, crn.resource_type());
    if service != "cloud-object-storage" {
        return Some(format!("the CRN is one of `{service}`"));
    }
    match kind? {
        "bucket" => None,
        "" => Some("the CRN is that of an instance".to_owned()),
        other => Some(format!("the CRN is one of type `{other}`")),
    }
}
