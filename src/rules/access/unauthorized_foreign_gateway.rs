use crate::{
    finding::Findings,
    graph::{Account, Identity, Standing, Target},
    model::Surface,
    rule::Context,
    source::Quoting,
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
        let policy = policy(target, &ours, &theirs);
        let this = if policy.is_some() { "this policy" } else { "a policy for it" };
        let finding = found.at(
            target.gateway,
            &target.gateway.target_crn,
            format!(
                "the gateway of `{ours}` leads into `{theirs}`, and no policy that was given lets it in"
            ),
        );
        finding.help(format!(
            "create {this} in the account `{theirs}`, before the gateway; or name the files that \
             hold it, too"
        ));
        if let Some(policy) = policy {
            finding.paste(policy);
        }
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

/// The policy that is missing, in the language of the gateway; `None` where it would have gaps.
fn policy(target: &Target<'_>, ours: &str, theirs: &str) -> Option<String> {
    let service = target.service.as_deref().filter(|name| !name.is_empty())?;
    let instance = target.instance.as_ref().and_then(Identity::text).filter(|id| !id.is_empty())?;
    if target.gateway.resource.surface == Surface::GatewayJson {
        return Some(json(service, instance, ours, theirs));
    }
    let spell = |text: &str| Quoting::Hcl.spell(text);
    let lines = [
        "resource \"ibm_iam_authorization_policy\" \"endpoint_gateway\" {".to_owned(),
        format!("  provider                    = ibm.target # of the account {}", spell(theirs)),
        "  source_service_name         = \"is\"".to_owned(),
        "  source_resource_type        = \"endpoint-gateway\"".to_owned(),
        format!("  source_service_account      = \"{}\"", spell(ours)),
        format!("  target_service_name         = \"{}\"", spell(service)),
        format!("  target_resource_instance_id = \"{}\"", spell(instance)),
        "  roles                       = [\"Viewer\"]".to_owned(),
        "}".to_owned(),
    ];
    Some(lines.join("\n"))
}

fn json(service: &str, instance: &str, ours: &str, theirs: &str) -> String {
    let attribute = |name: &str, value: &str| {
        let value = Quoting::Json.spell(value);
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
    let target = vec![
        attribute("accountId", theirs),
        attribute("serviceName", service),
        attribute("serviceInstance", instance),
    ];
    format!(
        "{{\n  \"type\": \"authorization\",\n  \"subjects\": [\n{}\n  ],\n  \"roles\": [\n    \
         {{ \"role_id\": \"crn:v1:bluemix:public:iam::::role:Viewer\" }}\n  ],\n  \"resources\": \
         [\n{}\n  ]\n}}",
        side(subject),
        side(target)
    )
}
