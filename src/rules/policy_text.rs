//! How a policy that lets endpoint gateways in is spelled in each language.

use crate::model::Surface;
use crate::source::{Quoting, spelled_out};
use std::borrow::Cow;

/// Its type in Terraform.
pub(super) const KIND: &str = "ibm_iam_authorization_policy";
/// The data source that tells in which account a provider configuration works.
pub(super) const ACCOUNT: &str = "ibm_iam_account_settings";
/// How wide Terraform's names of its arguments are.
const WIDTH: usize = "target_resource_instance_id".len();

/// What a policy says.
pub(super) struct Policy<'a> {
    /// What it is called.
    pub(super) name: &'a str,
    /// The account of the gateway.
    pub(super) ours: Value,
    /// The account of the target.
    pub(super) theirs: &'a str,
    /// The provider configuration.
    pub(super) provider: Provider,
    /// What it is about: several, if it has instances.
    pub(super) each: Vec<About>,
    /// The data sources that it reads.
    pub(super) reads: Vec<Read>,
    /// What has to hold for it to be there, if it may not be: a policy of one instance.
    pub(super) condition: Option<String>,
}

/// A data source that is pasted with a policy, and is called as that is.
pub(super) struct Read {
    /// Its type, without `data.`.
    pub(super) kind: String,
    /// Its provider configuration, if it is not the default one.
    pub(super) provider: Option<String>,
    /// Its arguments.
    pub(super) arguments: Vec<(String, String)>,
}

/// The provider configuration of a policy.
pub(super) struct Provider {
    /// Its name, if it is not the default one.
    pub(super) name: Option<String>,
    /// What to know of it, before the account, where it may not be right.
    pub(super) remark: Option<&'static str>,
}

/// What an instance of a policy is about.
pub(super) struct About {
    /// The key of the instance.
    pub(super) key: String,
    /// The service.
    pub(super) service: Value,
    /// The instance of the service.
    pub(super) instance: Value,
}

/// A value in Terraform.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A text.
    Text(String),
    /// A reference, or what is made of one.
    Expression(String),
    /// What stands for something that cannot be said here, and what that is.
    Open(Cow<'static, str>, &'static str),
}

/// A line of HCL: a name, a value, and a comment.
type Line = (String, String, Option<String>);

impl Value {
    fn open(&self) -> Option<(&str, &'static str)> {
        match self {
            Self::Open(name, what) => Some((name.as_ref(), what)),
            _ => None,
        }
    }

    /// It in HCL.
    pub(super) fn hcl(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Expression(expression) => spelled_out(expression, false),
            Self::Open(name, _) => name.as_ref().to_owned(),
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

    /// The text that it is.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    fn line(&self, name: &str) -> Line {
        (name.to_owned(), self.hcl(), self.open().map(|(_, what)| what.to_owned()))
    }
}

impl Policy<'_> {
    /// It for the surface of the gateway: in Terraform in one of its two languages.
    pub(super) fn spelled(&self, surface: Surface, in_json: bool) -> Option<String> {
        let is_json = surface == Surface::GatewayJson || surface == Surface::Terraform && in_json;
        let text = match surface {
            Surface::GatewayJson => self.body(),
            _ if is_json => self.terraform_json(),
            _ => self.hcl(),
        };
        Some(spelled_out(&text?, is_json))
    }

    /// Whether it has several instances.
    fn is_keyed(&self) -> bool {
        self.each.len() > 1
    }

    /// How many of it there are, where that may be none.
    fn count(&self) -> Option<String> {
        Some(format!("{} ? 1 : 0", self.condition.as_ref()?))
    }

    /// Whether its instances are about different services.
    fn services_differ(&self) -> bool {
        let mut services = self.each.iter().map(|one| &one.service);
        let first = services.next();
        services.any(|other| Some(other) != first)
    }

    /// Service and instance as the arguments name them.
    fn values(&self) -> Option<(Value, Value)> {
        let first = self.each.first()?;
        let each = |rest: &str| Value::Expression(format!("each.value{rest}"));
        Some(match (self.is_keyed(), self.services_differ()) {
            (false, _) => (first.service.clone(), first.instance.clone()),
            (true, false) => (first.service.clone(), each("")),
            (true, true) => (each(".service"), each(".instance")),
        })
    }

    /// What has to be filled in: all that stands there for things of one kind, and what those are.
    pub(super) fn open(&self) -> Vec<(Vec<String>, &'static str)> {
        let mut found: Vec<(Vec<String>, &'static str)> = Vec::new();
        let values = self.each.iter().flat_map(|one| [&one.service, &one.instance]);
        for (name, what) in values.filter_map(Value::open) {
            match found.iter_mut().find(|(_, other)| *other == what) {
                Some((names, _)) if names.last().is_some_and(|last| last == name) => {}
                Some((names, _)) => names.push(name.to_owned()),
                None => found.push((vec![name.to_owned()], what)),
            }
        }
        found
    }

    /// The arguments of Terraform's resource, but for its roles.
    fn arguments(&self) -> Option<[(&'static str, Value); 5]> {
        let text = |text: &str| Value::Text(text.to_owned());
        let (service, instance) = self.values()?;
        Some([
            ("source_service_name", text("is")),
            ("source_resource_type", text("endpoint-gateway")),
            ("source_service_account", self.ours.clone()),
            ("target_service_name", service),
            ("target_resource_instance_id", instance),
        ])
    }

    fn hcl(&self) -> Option<String> {
        let mut lines: Vec<String> =
            self.reads.iter().flat_map(|read| read.hcl(self.name)).collect();
        lines.push(format!("resource \"{KIND}\" \"{}\" {{", self.name));
        if self.is_keyed() {
            lines.push("  for_each = {".to_owned());
            lines.extend(self.keyed());
            lines.extend(["  }".to_owned(), String::new()]);
        } else if let Some(count) = self.count() {
            lines.extend([format!("  count = {}", spelled_out(&count, false)), String::new()]);
        }
        let Provider { name, remark } = &self.provider;
        let provider = name.as_ref().map(|name| {
            let theirs = Quoting::Hcl.spell(self.theirs);
            let remark = remark.unwrap_or("of the account");
            ("provider".to_owned(), name.clone(), Some(format!("{remark} {theirs}")))
        });
        let arguments = self.arguments()?;
        let arguments = arguments.iter().map(|(name, value)| value.line(name));
        let roles = ("roles".to_owned(), "[\"Viewer\"]".to_owned(), None);
        let all: Vec<Line> = provider.into_iter().chain(arguments).chain([roles]).collect();
        lines.extend(aligned(&all, WIDTH, 2));
        lines.push("}".to_owned());
        Some(lines.join("\n"))
    }

    /// The members of its `for_each`.
    fn keyed(&self) -> Vec<String> {
        if !self.services_differ() {
            let members = self.each.iter().map(|one| one.instance.line(&quoted(&one.key)));
            return aligned(&members.collect::<Vec<_>>(), 0, 4);
        }
        let each = self.each.iter().flat_map(|one| {
            let members = [one.service.line("service"), one.instance.line("instance")];
            let first = std::iter::once(format!("    {} = {{", quoted(&one.key)));
            first.chain(aligned(&members, 0, 6)).chain(["    }".to_owned()])
        });
        each.collect()
    }

    /// The same in Terraform's JSON syntax.
    fn terraform_json(&self) -> Option<String> {
        let Provider { name, remark } = &self.provider;
        let remark = remark.filter(|_| name.is_some());
        let remark = remark.map(|remark| format!("{remark} {}", self.theirs));
        let open = self.open().into_iter();
        let open = open.map(|(names, what)| format!("{}: {what}", names.join(", ")));
        let remarks: Vec<String> = remark.into_iter().chain(open).collect();
        let quoted = |text: &str| format!("\"{text}\"");
        let mut members: Vec<(&str, String)> = Vec::new();
        if !remarks.is_empty() {
            members.push(("//", quoted(&Quoting::Json.spell(&remarks.join("; ")))));
        }
        if self.is_keyed() {
            let differ = self.services_differ();
            let all = self.each.iter().map(|About { key, service, instance }| {
                let (service, instance) = (service.json(), instance.json());
                let value = if differ {
                    format!("{{ \"service\": \"{service}\", \"instance\": \"{instance}\" }}")
                } else {
                    quoted(&instance)
                };
                format!("          \"{key}\": {value}")
            });
            let all = all.collect::<Vec<_>>().join(",\n");
            members.push(("for_each", format!("{{\n{all}\n        }}")));
        } else if let Some(count) = self.count() {
            members.push(("count", quoted(&Value::Expression(count).json())));
        }
        members.extend(name.as_ref().map(|name| ("provider", quoted(&Quoting::Json.spell(name)))));
        let arguments = self.arguments()?;
        members.extend(arguments.iter().map(|(name, value)| (*name, quoted(&value.json()))));
        let members = members.iter().map(|(name, value)| format!("        \"{name}\": {value},\n"));
        let reads: String = self.reads.iter().map(|read| read.json(self.name)).collect();
        Some(format!(
            "{{\n{}  \"resource\": {{\n    \"{KIND}\": {{\n      \"{}\": {{\n{}        \"roles\": \
             [\"Viewer\"]\n      }}\n    }}\n  }}\n}}",
            reads,
            self.name,
            members.collect::<String>()
        ))
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
            attribute("accountId", self.ours.text()?),
            attribute("serviceName", "is"),
            attribute("resourceType", "endpoint-gateway"),
        ];
        let (service, instance) = self.values()?;
        let target = [
            attribute("accountId", self.theirs),
            attribute("serviceName", service.text()?),
            attribute("serviceInstance", instance.text()?),
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

impl Read {
    /// What it says, and what that is.
    fn lines(&self) -> impl Iterator<Item = (&str, &String, bool)> {
        let provider = self.provider.iter().map(|name| ("provider", name, false));
        provider.chain(self.arguments.iter().map(|(name, value)| (name.as_str(), value, true)))
    }

    fn hcl(&self, name: &str) -> Vec<String> {
        let spelled = |value: &str, is_text| if is_text { quoted(value) } else { value.to_owned() };
        let lines = self.lines();
        let lines =
            lines.map(|(name, value, is_text)| (name.to_owned(), spelled(value, is_text), None));
        let lines: Vec<Line> = lines.collect();
        let start = format!("data \"{}\" \"{name}\" {{", self.kind);
        if lines.is_empty() {
            return vec![format!("{start}}}"), String::new()];
        }
        let end = ["}".to_owned(), String::new()];
        std::iter::once(start).chain(aligned(&lines, 0, 2)).chain(end).collect()
    }

    fn json(&self, name: &str) -> String {
        let lines = self.lines().map(|(name, value, is_text)| {
            let value = if is_text { Value::Text(value.clone()).json() } else { value.clone() };
            format!("\"{name}\": \"{value}\"")
        });
        let lines: Vec<String> = lines.collect();
        let kind = &self.kind;
        let lines = lines.join(", ");
        format!("  \"data\": {{ \"{kind}\": {{ \"{name}\": {{ {lines} }} }} }},\n")
    }
}

/// A text between quotes in HCL, with what is hidden in it spelled out: how long that is counts when lines are
/// aligned.
fn quoted(text: &str) -> String {
    spelled_out(&format!("\"{}\"", Quoting::Hcl.spell(text)), false)
}

/// Lines as `terraform fmt` writes them: the values below each other, and comments on lines that follow
/// each other, too.
fn aligned(lines: &[Line], width: usize, indent: usize) -> Vec<String> {
    let longest = lines.iter().map(|(name, ..)| name.chars().count());
    let width = longest.max().unwrap_or_default().max(width);
    let mut found = Vec::new();
    for group in lines.chunk_by(|one, other| one.2.is_some() == other.2.is_some()) {
        let values = group.iter().map(|(_, value, _)| value.chars().count());
        let values = values.max().unwrap_or_default();
        found.extend(group.iter().map(|(name, value, comment)| {
            let start = format!("{:indent$}{name:<width$} =", "");
            match comment {
                Some(comment) => format!("{start} {value:<values$} # {comment}"),
                None => format!("{start} {value}"),
            }
        }));
    }
    found
}
