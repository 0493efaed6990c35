use crate::model::{Field, Resource};
use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for path in cx.model.of_kind("ibm_is_private_path_service_gateway") {
        for named in path.value("load_balancer").into_iter().flat_map(Field::each) {
            let Some(balancer) = cx.graph.one(path.world, named, "ibm_is_lb") else { continue };
            let Some(kind) = other_kind(balancer) else { continue };
            let finding =
                found.at(path, &path.place_of(named), format!("the load balancer is a {kind} one"));
            match balancer.value("type") {
                Some(said) => finding.also(said, "its type"),
                None => finding.also(balancer, "it says no type"),
            };
            finding
                .help("give it `type = \"private_path\"` and `profile = \"network-private-path\"`");
        }
    }
}

/// What sort of load balancer it is, if it surely is not a private path one; `public` is the default.
fn other_kind(balancer: &Resource) -> Option<String> {
    let (kind, profile) = (balancer.value("type"), balancer.value("profile"));
    let unset = |field: Option<&Field>| field.is_none_or(Field::is_unset);
    if kind.is_some_and(|it| it.surely(|text| matches!(text.trim(), "public" | "private"))) {
        return Some(kind?.text()?.trim().to_owned());
    }
    (unset(kind) && unset(profile) && balancer.body.is_whole()).then(|| "public".to_owned())
}
