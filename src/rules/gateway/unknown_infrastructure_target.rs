use crate::catalog::{Status, infrastructure, nearest};
use crate::finding::{Findings, Level};
use crate::{rule::Context, rules::shared};

/// The only type of target that goes by name.
const BY_NAME: &str = "provider_infrastructure_service";

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        if !gateway.target_type.surely(|text| shared::target_type(text) == Some(BY_NAME)) {
            continue;
        }
        for one in gateway.target_name.each() {
            let Some(name) = one.text().map(str::trim).filter(|name| !name.is_empty()) else {
                continue;
            };
            let known = infrastructure().iter().find(|known| known.name == name);
            let documented =
                || infrastructure().iter().filter(|known| known.status == Status::Documented);
            match known {
                Some(known) if known.status == Status::Documented => {}
                Some(_) => {
                    found
                        .at(gateway, one, format!("`{name}` is no longer documented"))
                        .help("see whether `ibmcloud is endpoint-gateway-targets` still lists it")
                        .at_most(Level::Info);
                }
                None => {
                    let message = format!("there is no infrastructure service `{name}`");
                    let finding = found.at(gateway, one, message);
                    let names: Vec<&str> = documented().map(|known| known.name.as_str()).collect();
                    match nearest(name, names.iter().copied()) {
                        Some(meant) => shared::mend(finding, one, name, meant),
                        None => {
                            finding.help(format!("write {}", shared::listed(&names, "or")));
                        }
                    }
                }
            }
        }
    }
}
