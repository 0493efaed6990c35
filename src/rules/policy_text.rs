//! How a policy that lets endpoint gateways in is spelled in each language.

use crate::model::{Resource, Surface};
use crate::source::Quoting;

/// Its type in Terraform.
pub(super) const KIND: &str = "ibm_iam_authorization_policy";
/// How wide Terraform's names of its arguments are.
const WIDTH: usize = "target_resource_instance_id".len();

/// What a policy says.
pub(super) struct Policy<'a> {
    /// What it is called.
    pub(super) name: &'a str,
    /// The account of the gateway.
    pub(super) ours: &'a str,
    /// The account of the target.
    pub(super) theirs: &'a str,
    /// The provider configuration.
    pub(super) provider: Provider,
    /// What it is about.
    pub(super) each: Each,
}

/// The provider configuration of a policy.
pub(super) struct Provider {
    /// Its name, if it is not the default one.
    pub(super) name: Option<String>,
    /// What to know of it, before the account, where it may not be right.
    pub(super) remark: Option<&'static str>,
}

/// Service and instance, by the key of an instance of the policy; just one, if it has no instances.
pub(super) struct Each {
    /// All of them.
    pub(super) all: Vec<(String, (Value, Value))>,
}

/// A value in Terraform.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A text.
    Text(String),
    /// A reference, or what is made of one.
    Expression(String),
    /// What stands for something that cannot be said here, and what that is.
    Open(&'static str, &'static str),
}

/// A line of HCL: a name, a value, and a comment.
type Line = (String, String, Option<String>);

impl Value {
    fn open(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Open(name, what) => Some((name, what)),
            _ => None,
        }
    }

    /// It in HCL.
    pub(super) fn hcl(&self) -> String {
        match self {
            Self::Text(text) => format!("\"{}\"", Quoting::Hcl.spell(text)),
            Self::Expression(expression) => expression.clone(),
            Self::Open(name, _) => (*name).to_owned(),
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

impl Each {
    /// What `for_each` is, if there are instances: service and instance by key, and whether the services
    /// differ, too.
    fn instances(&self) -> Option<(&[(String, (Value, Value))], bool)> {
        let ((_, (service, _)), rest) = self.all.split_first()?;
        let differ = rest.iter().any(|(_, (other, _))| other != service);
        (!rest.is_empty()).then_some((&self.all, differ))
    }

    /// Service and instance as the arguments name them.
    fn values(&self) -> Option<(Value, Value)> {
        let (_, (service, instance)) = self.all.first()?;
        let each = |rest: &str| Value::Expression(format!("each.value{rest}"));
        Some(match self.instances() {
            None => (service.clone(), instance.clone()),
            Some((_, false)) => (service.clone(), each("")),
            Some((_, true)) => (each(".service"), each(".instance")),
        })
    }
}

impl Policy<'_> {
    /// It in the language of the gateway.
    pub(super) fn spelled(&self, gateway: &Resource) -> Option<String> {
        match (gateway.surface, gateway.in_json) {
            (Surface::GatewayJson, _) => self.body(),
            (Surface::Terraform, true) => self.terraform_json(),
            _ => self.hcl(),
        }
    }

    /// What has to be filled in.
    pub(super) fn open(&self) -> Vec<(&'static str, &'static str)> {
        let mut found = Vec::new();
        for (_, (service, instance)) in &self.each.all {
            for open in [service, instance].into_iter().filter_map(Value::open) {
                if !found.contains(&open) {
                    found.push(open);
                }
            }
        }
        found
    }

    /// The arguments of Terraform's resource, but for its roles.
    fn arguments(&self) -> Option<[(&'static str, Value); 5]> {
        let text = |text: &str| Value::Text(text.to_owned());
        let (service, instance) = self.each.values()?;
        Some([
            ("source_service_name", text("is")),
            ("source_resource_type", text("endpoint-gateway")),
            ("source_service_account", text(self.ours)),
            ("target_service_name", service),
            ("target_resource_instance_id", instance),
        ])
    }

    fn hcl(&self) -> Option<String> {
        let mut lines = vec![format!("resource \"{KIND}\" \"{}\" {{", self.name)];
        if let Some((all, differ)) = self.each.instances() {
            lines.push("  for_each = {".to_owned());
            lines.extend(if differ {
                all.iter()
                    .flat_map(|(key, (service, instance))| {
                        let members = [service.line("service"), instance.line("instance")];
                        let first = std::iter::once(format!("    \"{key}\" = {{"));
                        first.chain(aligned(&members, 0, 6)).chain(["    }".to_owned()])
                    })
                    .collect::<Vec<_>>()
            } else {
                let members = all.iter().map(|(key, (_, it))| it.line(&format!("\"{key}\"")));
                aligned(&members.collect::<Vec<_>>(), 0, 4)
            });
            lines.extend(["  }".to_owned(), String::new()]);
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

    /// The same in Terraform's JSON syntax.
    fn terraform_json(&self) -> Option<String> {
        let Provider { name, remark } = &self.provider;
        let remark = remark.filter(|_| name.is_some());
        let remark = remark.map(|remark| format!("{remark} {}", self.theirs));
        let open = self.open().into_iter().map(|(name, what)| format!("{name}: {what}"));
        let remarks: Vec<String> = remark.into_iter().chain(open).collect();
        let quoted = |text: &str| format!("\"{text}\"");
        let mut members: Vec<(&str, String)> = Vec::new();
        if !remarks.is_empty() {
            members.push(("//", quoted(&Quoting::Json.spell(&remarks.join("; ")))));
        }
        if let Some((all, differ)) = self.each.instances() {
            let value = |service: &Value, instance: &Value| {
                let (service, instance) = (service.json(), instance.json());
                if differ {
                    format!("{{ \"service\": \"{service}\", \"instance\": \"{instance}\" }}")
                } else {
                    quoted(&instance)
                }
            };
            let all = all.iter().map(|(key, (service, instance))| {
                format!("          \"{key}\": {}", value(service, instance))
            });
            let all = all.collect::<Vec<_>>().join(",\n");
            members.push(("for_each", format!("{{\n{all}\n        }}")));
        }
        members.extend(name.as_ref().map(|name| ("provider", quoted(&Quoting::Json.spell(name)))));
        let arguments = self.arguments()?;
        members.extend(arguments.iter().map(|(name, value)| (*name, quoted(&value.json()))));
        let members = members.iter().map(|(name, value)| format!("        \"{name}\": {value},\n"));
        Some(format!(
            "{{\n  \"resource\": {{\n    \"{KIND}\": {{\n      \"{}\": {{\n{}        \"roles\": \
             [\"Viewer\"]\n      }}\n    }}\n  }}\n}}",
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
            attribute("accountId", self.ours),
            attribute("serviceName", "is"),
            attribute("resourceType", "endpoint-gateway"),
        ];
        let (service, instance) = self.each.values()?;
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
