use crate::{
    catalog,
    finding::{Findings, Level},
    model::{Crn, Field, Resource},
    rule::Context,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for target in &cx.graph.access().targets {
        let gateway = &target.gateway.resource;
        let Some((own, place)) = region(cx, gateway) else { continue };
        let Some(other) = target.location.as_deref().filter(|name| is_region(name)) else {
            continue;
        };
        if own == other {
            continue;
        }
        let what = if target.is_private_path { "the private path service" } else { "the target" };
        let message = format!("{what} is in `{other}`, and the gateway in `{own}`");
        let finding = found.at(gateway, &target.gateway.target_crn, message);
        finding.also(place, "the gateway's region");
        if target.is_private_path {
            finding.help(format!(
                "create the gateway in a VPC of `{other}`: a private path does not leave its region"
            ));
        } else {
            finding
                .help(format!(
                    "name a target in `{own}`, unless it is meant that traffic leaves the region"
                ))
                .at_most(Level::Info);
        }
    }
}

/// The region that a gateway is in: that of its VPC's CRN or of its provider configuration.
fn region<'a>(cx: &Context<'a>, gateway: &'a Resource) -> Option<(String, &'a Field)> {
    let vpc = gateway.body.get("vpc").and_then(|vpc| vpc.value.get("crn"));
    if let Some(crn) = vpc {
        let location = Crn::of(&crn.value)?.location()?.to_owned();
        return is_region(&location).then_some((location, &crn.value));
    }
    let provider = gateway.provider.as_deref().unwrap_or("ibm");
    let region = cx.model.regions.get(&(gateway.world, provider.to_owned()))?;
    let name = region.text()?.trim().to_owned();
    is_region(&name).then_some((name, region))
}

fn is_region(name: &str) -> bool {
    catalog::regions().iter().any(|region| region.name == name)
}
