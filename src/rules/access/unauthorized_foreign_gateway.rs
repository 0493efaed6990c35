use crate::{
    finding::Findings,
    graph::{Account, Identity, Standing, Target},
    model::{Hides, Surface},
    rule::Context,
    source::Quoting,
};
use std::collections::BTreeMap;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut hidden: BTreeMap<String, usize> = BTreeMap::new();
    for (target, standing, _) in cx.graph.access().each() {
        if standing == Standing::Hidden {
            *hidden.entry(place(cx.graph.hides_policy(target))).or_default() += 1;
        }
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
    for (place, count) in hidden {
        let gateways = if count == 1 { "a gateway" } else { "gateways" };
        found.note(format!(
            "whether {gateways} of another account may reach the target is not judged ({count}): {place}"
        ));
    }
}

/// Where the policy may stand, for a note.
fn place(hides: Option<&Hides>) -> String {
    match hides {
        Some(Hides::Module(address)) => {
            format!("`{address}` is not followed and may hold the policy")
        }
        Some(Hides::Policies(address)) => {
            format!("what `{address}` makes is not seen, and the policy may be among it")
        }
        Some(Hides::PoliciesOf { account, folder }) => format!(
            "`{folder}`, which belongs to the account `{account}`, was not given and may hold the policy"
        ),
        _ => "what was not read may hold the policy".to_owned(),
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
