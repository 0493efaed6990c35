use crate::{
    finding::Findings,
    graph::{Account, Standing, Target},
    model::Surface,
    rule::Context,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut hidden = 0;
    for (target, standing, _) in cx.graph.access().each() {
        hidden += usize::from(standing == Standing::Hidden);
        // What is there was let in.
        if standing != Standing::Unauthorized || target.gateway.resource.is_there_already() {
            continue;
        }
        let account = |account: &Option<Account>| {
            account.as_ref().and_then(Account::text).unwrap_or_default().to_owned()
        };
        let (ours, theirs) = (account(&target.from), account(&target.account));
        found
            .at(
                target.gateway,
                &target.gateway.target_crn,
                format!(
                    "the gateway of `{ours}` leads into `{theirs}`, and no policy that was given lets it in"
                ),
            )
            .help(format!(
                "create this policy in the account `{theirs}`, before the gateway; or name the files \
                 that hold it, too"
            ))
            .paste(policy(target, &ours, &theirs));
    }
    if hidden > 0 {
        let what = match cx.graph.module_not_seen() {
            Some((_, address)) => format!("`{address}` is not followed and"),
            None => "what was not read".to_owned(),
        };
        let gateways = if hidden == 1 { "a gateway" } else { "gateways" };
        found.note(format!(
            "whether {gateways} of another account may reach the target is not judged ({hidden}): {what} \
             may hold the policy"
        ));
    }
}

/// The policy that is missing, in the language of the gateway.
fn policy(target: &Target<'_>, ours: &str, theirs: &str) -> String {
    let service = target.service.as_deref().unwrap_or("SERVICE");
    let instance = target.instance.as_ref().and_then(|one| one.text()).filter(|id| !id.is_empty());
    if target.gateway.resource.surface == Surface::GatewayJson {
        return json(service, instance, ours, theirs);
    }
    let mut lines = vec![
        "resource \"ibm_iam_authorization_policy\" \"endpoint_gateway\" {".to_owned(),
        format!("  provider                    = ibm.target # of the account {theirs}"),
        "  source_service_name         = \"is\"".to_owned(),
        "  source_resource_type        = \"endpoint-gateway\"".to_owned(),
        format!("  source_service_account      = \"{ours}\""),
        format!("  target_service_name         = \"{service}\""),
    ];
    lines.extend(instance.map(|id| format!("  target_resource_instance_id = \"{id}\"")));
    lines.push("  roles                       = [\"Viewer\"]".to_owned());
    lines.push("}".to_owned());
    lines.join("\n")
}

fn json(service: &str, instance: Option<&str>, ours: &str, theirs: &str) -> String {
    let attribute = |name: &str, value: &str| {
        format!("        {{ \"name\": \"{name}\", \"value\": \"{value}\" }}")
    };
    let side = |attributes: Vec<String>| {
        format!("    {{\n      \"attributes\": [\n{}\n      ]\n    }}", attributes.join(",\n"))
    };
    let subject = vec![
        attribute("accountId", ours),
        attribute("serviceName", "is"),
        attribute("resourceType", "endpoint-gateway"),
    ];
    let mut target = vec![attribute("accountId", theirs), attribute("serviceName", service)];
    target.extend(instance.map(|id| attribute("serviceInstance", id)));
    format!(
        "{{\n  \"type\": \"authorization\",\n  \"subjects\": [\n{}\n  ],\n  \"roles\": [\n    \
         {{ \"role_id\": \"crn:v1:bluemix:public:iam::::role:Viewer\" }}\n  ],\n  \"resources\": \
         [\n{}\n  ]\n}}",
        side(subject),
        side(target)
    )
}
