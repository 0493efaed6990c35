//! A policy that lets an endpoint gateway in, ready to be pasted, in the language of the gateway.

use crate::graph::{Identity, Part, Target, Worker};
use crate::model::{Surface, without_indexes};
use crate::rule::Context;
use crate::source::Quoting;
use std::collections::{HashMap, HashSet};

/// The type of what is pasted.
const KIND: &str = "ibm_iam_authorization_policy";
/// What the provider configuration is called where nobody knows one: Terraform refuses it as it is.
const PLACEHOLDER: &str = "ibm.PROVIDER_OF_THE_TARGET_ACCOUNT";
/// The same for the service and for the instance.
const SERVICE: &str = "var.SERVICE_OF_THE_TARGET";
const INSTANCE: &str = "var.INSTANCE_OF_THE_TARGET";

/// What the policy says.
struct Said<'a> {
    ours: &'a str,
    theirs: &'a str,
    service: Value,
    instance: Value,
    /// The module that it is made for: `module.a.`, nothing for the root module.
    module: &'a str,
    /// What it is called there.
    name: String,
}

/// A value in Terraform.
enum Value {
    Text(String),
    Expression(String),
    /// What stands for something that cannot be said here, and what that is.
    Open(&'static str, &'static str),
}

/// A policy to paste.
#[derive(Clone)]
pub(super) struct Pasted {
    /// The policy.
    pub(super) text: String,
    /// What references call it in its module.
    pub(super) reference: String,
    /// All that tells it from others, whatever it is called.
    pub(super) identity: String,
    /// What Terraform calls it, with its module.
    object: String,
    /// What has to be filled in: what stands there, and what it stands for.
    pub(super) open: Vec<(&'static str, &'static str)>,
    /// The module whose names it uses, where that is not the one of the gateway: `module.a`, nothing for
    /// the root module.
    pub(super) module: Option<String>,
}

/// What policies are called already, with the modules they are in, so that each pasted one gets a name of
/// its own.
pub(super) struct Names {
    taken: HashSet<String>,
    /// How many were asked for by the name of one gateway: the next number to try.
    given: HashMap<String, usize>,
}

impl Names {
    /// Those that are written.
    pub(super) fn new(cx: &Context<'_>) -> Self {
        let written =
            cx.model.policies.iter().map(|policy| without_indexes(&policy.resource.object));
        Self { taken: written.collect(), given: HashMap::new() }
    }

    /// What this policy is called is taken from now on.
    pub(super) fn take(&mut self, pasted: &Pasted) {
        let first = pasted.object.rsplit_once('_').map_or("", |(first, _)| first);
        for name in [first, &pasted.object] {
            *self.given.entry(name.to_owned()).or_default() += 1;
        }
        self.taken.insert(pasted.object.clone());
    }

    /// A name that is free in `module`, that of the gateway if it has one; and the name with its module.
    fn free(&self, module: &str, target: &Target<'_>) -> (String, String) {
        let object = &target.gateway.resource.object;
        let start = object.get(target.module().len()..).unwrap_or_default();
        let name = start.split_once('.').map_or("endpoint_gateway", |(_, name)| name);
        let module = without_indexes(module);
        let given = self.given.get(&format!("{module}{KIND}.{name}")).copied().unwrap_or_default();
        let numbered = (given.max(1) + 1..).map(|number: usize| format!("{name}_{number}"));
        let mut all = std::iter::once(name.to_owned()).chain(numbered).map(|name| {
            let object = format!("{module}{KIND}.{name}");
            (name, object)
        });
        all.find(|(_, object)| !self.taken.contains(object)).unwrap_or_default()
    }
}

/// The policy that lets the gateway of this target in; `None` where it would let in to more than that.
pub(super) fn policy(cx: &Context<'_>, target: &Target<'_>, names: &Names) -> Option<Pasted> {
    let (ours, theirs) = (target.from.as_ref()?.text()?, target.account.as_ref()?.text()?);
    let worker = cx.graph.worker(target.gateway.resource.world, theirs);
    // What one root module knows, another does not.
    let is_here = !matches!(worker, Some(Worker::Folder(_)));
    let spelled = |part: Part| target.spelled(part).filter(|_| is_here);
    let own = target.module();
    let instance = spelled(Part::Instance);
    let module = instance.as_ref().map_or(own, |it| it.module.as_str());
    let value = |known: Option<&str>, part: Part, name, what| {
        if let Some(known) = known {
            return (!known.is_empty()).then(|| Value::Text(known.to_owned()));
        }
        let it = spelled(part).filter(|it| it.module == module);
        Some(it.map_or(Value::Open(name, what), |it| Value::Expression(it.expression)))
    };
    let known = (target.service.as_deref(), target.instance.as_ref().and_then(Identity::text));
    let service = "the service, the fifth part of its CRN";
    let id = "the ID of the instance, the eighth part of its CRN";
    let (name, object) = names.free(module, target);
    let said = Said {
        name,
        ours,
        theirs,
        service: value(known.0, Part::Service, SERVICE, service)?,
        instance: value(known.1, Part::Instance, INSTANCE, id)?,
        module,
    };
    let other = (module != own).then(|| module.trim_end_matches('.').to_owned());
    Some(Pasted {
        text: said.spelled(cx, target, worker)?,
        reference: format!("{KIND}.{}", said.name),
        identity: said.identity(target),
        object,
        open: said.open(),
        module: other,
    })
}

impl Value {
    fn open(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Open(name, what) => Some((name, what)),
            _ => None,
        }
    }

    fn hcl(&self) -> String {
        match self {
            Self::Text(text) => format!("\"{}\"", Quoting::Hcl.spell(text)),
            Self::Expression(expression) => expression.clone(),
            Self::Open(name, what) => format!("{name} # {what}"),
        }
    }

    fn json(&self) -> String {
        match self {
            // Texts are templates there as they are in HCL.
            Self::Text(text) => {
                Quoting::Json.spell(&text.replace("${", "$${").replace("%{", "%%{"))
            }
            Self::Expression(expression) => Quoting::Json.spell(&format!("${{{expression}}}")),
            Self::Open(name, _) => format!("${{{name}}}"),
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Said<'_> {
    /// It in the language of the gateway.
    fn spelled(
        &self,
        cx: &Context<'_>,
        target: &Target<'_>,
        worker: Option<Worker>,
    ) -> Option<String> {
        let gateway = &target.gateway.resource;
        if gateway.surface == Surface::GatewayJson {
            return self.body();
        }
        let written = cx.model.providers.get(&gateway.world).into_iter().flatten();
        let own = gateway.provider.as_deref().unwrap_or("ibm");
        let mut others = written.filter(|name| name.starts_with("ibm.") && *name != own);
        let (provider, remark) = match (worker, others.next(), others.next()) {
            (Some(Worker::Provider(name)), ..) => (Some(name), ""),
            (Some(Worker::Default | Worker::Folder(_)), ..) => (None, ""),
            (None, Some(only), None) => {
                (Some(only.clone()), "if that provider configuration works in the account")
            }
            _ => (Some(PLACEHOLDER.to_owned()), "name the provider configuration of the account"),
        };
        // A module has names of its own for the provider configurations of the root module.
        let inside = gateway.surface == Surface::Terraform && !self.module.is_empty();
        let remark = match (inside && provider.is_some(), remark) {
            (true, "") => "the root module's provider configuration of the account".to_owned(),
            (true, remark) => format!("in the root module, {remark}"),
            (false, remark) => remark.to_owned(),
        };
        Some(if gateway.in_json && gateway.surface == Surface::Terraform {
            self.terraform_json(provider.as_deref(), &remark)
        } else {
            self.hcl(provider.as_deref(), &remark)
        })
    }

    /// All that tells it from others. What one root module knows by a reference, another does not.
    fn identity(&self, target: &Target<'_>) -> String {
        let values = [&self.service, &self.instance];
        let is_open = values.iter().any(|value| value.text().is_none());
        let place = if is_open {
            format!("{} {}", target.gateway.resource.world.0, self.module)
        } else {
            String::new()
        };
        let [service, instance] = values.map(Value::hcl);
        format!("{} {} {service} {instance} {place}", self.ours, self.theirs)
    }

    /// What has to be filled in.
    fn open(&self) -> Vec<(&'static str, &'static str)> {
        [&self.service, &self.instance].into_iter().filter_map(Value::open).collect()
    }

    /// The arguments of Terraform's resource, but for its roles.
    fn arguments(&self, spell: fn(&Value) -> String) -> [(&'static str, String); 5] {
        let text = |text: &str| spell(&Value::Text(text.to_owned()));
        [
            ("source_service_name", text("is")),
            ("source_resource_type", text("endpoint-gateway")),
            ("source_service_account", text(self.ours)),
            ("target_service_name", spell(&self.service)),
            ("target_resource_instance_id", spell(&self.instance)),
        ]
    }

    fn hcl(&self, provider: Option<&str>, remark: &str) -> String {
        let mut lines = vec![format!("resource \"{KIND}\" \"{}\" {{", self.name)];
        if let Some(provider) = provider {
            let remark = if remark.is_empty() { "of the account" } else { remark };
            let theirs = Quoting::Hcl.spell(self.theirs);
            lines.push(format!("  {:<27} = {provider} # {remark} {theirs}", "provider"));
        }
        for (name, value) in self.arguments(Value::hcl) {
            lines.push(format!("  {name:<27} = {value}"));
        }
        lines.push(format!("  {:<27} = [\"Viewer\"]", "roles"));
        lines.push("}".to_owned());
        lines.join("\n")
    }

    /// The same in Terraform's JSON syntax.
    fn terraform_json(&self, provider: Option<&str>, remark: &str) -> String {
        let remark = (!remark.is_empty()).then(|| format!("{remark} {}", self.theirs));
        let open = self.open().into_iter().map(|(name, what)| format!("{name}: {what}"));
        let remarks: Vec<String> = remark.into_iter().chain(open).collect();
        let comment =
            (!remarks.is_empty()).then(|| ("//", Quoting::Json.spell(&remarks.join("; "))));
        let provider = provider.map(|name| ("provider", Quoting::Json.spell(name)));
        let first = comment.into_iter().chain(provider);
        let members = first.chain(self.arguments(Value::json));
        let members = members.map(|(name, value)| format!("        \"{name}\": \"{value}\",\n"));
        format!(
            "{{\n  \"resource\": {{\n    \"{KIND}\": {{\n      \"{}\": {{\n{}        \"roles\": \
             [\"Viewer\"]\n      }}\n    }}\n  }}\n}}",
            self.name,
            members.collect::<String>()
        )
    }

    /// The body of a request, which knows no references.
    fn body(&self) -> Option<String> {
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
            attribute("serviceName", self.service.text()?),
            attribute("serviceInstance", self.instance.text()?),
        ];
        Some(format!(
            "{{\n  \"type\": \"authorization\",\n  \"subjects\": [\n{}\n  ],\n  \"roles\": [\n    \
             {{ \"role_id\": \"crn:v1:bluemix:public:iam::::role:Viewer\" }}\n  ],\n  \"resources\": \
             [\n{}\n  ]\n}}",
            side(subject),
            side(target)
        ))
    }
}
