//! A policy that lets an endpoint gateway in, ready to be pasted, in the language of the gateway.

use crate::graph::{Account, Identity, Target, Worker};
use crate::model::Surface;
use crate::rule::Context;
use crate::source::Quoting;

/// What the provider configuration is called where nobody knows one: Terraform refuses it as it is.
const PLACEHOLDER: &str = "ibm.PROVIDER_OF_THE_TARGET_ACCOUNT";

/// What the policy says.
struct Said<'a> {
    ours: &'a str,
    theirs: &'a str,
    service: &'a str,
    instance: &'a str,
}

/// The policy that lets the gateway of this target in; `None` where it would have gaps.
pub(super) fn policy(cx: &Context<'_>, target: &Target<'_>) -> Option<String> {
    let filled = |text: &&str| !text.is_empty();
    let said = Said {
        ours: target.from.as_ref().and_then(Account::text)?,
        theirs: target.account.as_ref().and_then(Account::text)?,
        service: target.service.as_deref().filter(filled)?,
        instance: target.instance.as_ref().and_then(Identity::text).filter(filled)?,
    };
    let gateway = &target.gateway.resource;
    if gateway.surface == Surface::GatewayJson {
        return Some(said.body());
    }
    let worker = cx.graph.worker(gateway.world, said.theirs);
    let written = cx.model.providers.get(&gateway.world).into_iter().flatten();
    let own = gateway.provider.as_deref().unwrap_or("ibm");
    let mut others = written.filter(|name| name.starts_with("ibm.") && *name != own);
    let (provider, remark) = match (worker, others.next(), others.next()) {
        (Some(Worker::Provider(name)), ..) => (Some(name), ""),
        (Some(Worker::Default | Worker::Folder(_)), ..) => (None, ""),
        (None, Some(only), None) => (Some(only.clone()), "if it works in the account"),
        _ => (Some(PLACEHOLDER.to_owned()), "name the one of the account"),
    };
    // A module has names of its own for the provider configurations of the root module.
    let inside = gateway.surface == Surface::Terraform && gateway.object.starts_with("module.");
    let remark = match (inside && provider.is_some(), remark) {
        (true, "") => "in the root module, of the account".to_owned(),
        (true, remark) => format!("in the root module, {remark}"),
        (false, remark) => remark.to_owned(),
    };
    let remark = remark.as_str();
    Some(if gateway.in_json && gateway.surface == Surface::Terraform {
        said.terraform_json(provider.as_deref(), remark)
    } else {
        said.hcl(provider.as_deref(), remark)
    })
}

impl Said<'_> {
    /// The arguments of Terraform's resource, but for its roles.
    fn arguments(&self) -> [(&'static str, &str); 5] {
        [
            ("source_service_name", "is"),
            ("source_resource_type", "endpoint-gateway"),
            ("source_service_account", self.ours),
            ("target_service_name", self.service),
            ("target_resource_instance_id", self.instance),
        ]
    }

    fn hcl(&self, provider: Option<&str>, remark: &str) -> String {
        let mut lines =
            vec!["resource \"ibm_iam_authorization_policy\" \"endpoint_gateway\" {".to_owned()];
        if let Some(provider) = provider {
            let remark = if remark.is_empty() { "of the account" } else { remark };
            let theirs = Quoting::Hcl.spell(self.theirs);
            lines.push(format!("  {:<27} = {provider} # {remark} {theirs}", "provider"));
        }
        for (name, value) in self.arguments() {
            lines.push(format!("  {name:<27} = \"{}\"", Quoting::Hcl.spell(value)));
        }
        lines.push(format!("  {:<27} = [\"Viewer\"]", "roles"));
        lines.push("}".to_owned());
        lines.join("\n")
    }

    /// The same in Terraform's JSON syntax.
    fn terraform_json(&self, provider: Option<&str>, remark: &str) -> String {
        let remark = format!("{remark} {}", self.theirs);
        let remark = Some(("//", remark.as_str())).filter(|(_, text)| !text.starts_with(' '));
        let provider = provider.map(|name| ("provider", name));
        let members = remark.into_iter().chain(provider).chain(self.arguments());
        let members = members.map(|(name, value)| {
            // Texts are templates there as they are in HCL.
            let value = value.replace("${", "$${").replace("%{", "%%{");
            let value = Quoting::Json.spell(&value);
            format!("        \"{name}\": \"{value}\",\n")
        });
        format!(
            "{{\n  \"resource\": {{\n    \"ibm_iam_authorization_policy\": {{\n      \
             \"endpoint_gateway\": {{\n{}        \"roles\": [\"Viewer\"]\n      }}\n    }}\n  \
             }}\n}}",
            members.collect::<String>()
        )
    }

    /// The body of a request.
    fn body(&self) -> String {
        let attribute = |name: &str, value: &str| {
            let value = Quoting::Json.spell(value);
            format!("        {{ \"name\": \"{name}\", \"value\": \"{value}\" }}")
        };
        let side = |attributes: [String; 3]| {
            format!("    {{\n      \"attributes\": [\n{}\n      ]\n    }}", attributes.join(",\n"))
        };
        let subject = [
            attribute("accountId", self.ours),
            attribute("serviceName", "is"),
            attribute("resourceType", "endpoint-gateway"),
        ];
        let target = [
            attribute("accountId", self.theirs),
            attribute("serviceName", self.service),
            attribute("serviceInstance", self.instance),
        ];
        format!(
            "{{\n  \"type\": \"authorization\",\n  \"subjects\": [\n{}\n  ],\n  \"roles\": [\n    \
             {{ \"role_id\": \"crn:v1:bluemix:public:iam::::role:Viewer\" }}\n  ],\n  \"resources\": \
             [\n{}\n  ]\n}}",
            side(subject),
            side(target)
        )
    }
}
