//! What several rules say in the same way.

use crate::catalog::{self, What};
use crate::finding::Findings;
use crate::model::{Fault, Field, Resource, Surface};
use crate::rule::Context;
use crate::source::ProblemKind;

/// Says every problem of one kind that was met while the files were read.
pub(super) fn problems(cx: &Context<'_>, found: &mut Findings, kind: ProblemKind) {
    for problem in cx.model.problems.iter().filter(|problem| problem.kind == kind) {
        let finding = found.in_file(problem.span, &problem.message);
        for (span, message) in problem.labels.iter().rev() {
            finding.also(span, message);
        }
        if let Some(help) = &problem.help {
            finding.help(help);
        }
    }
}

/// What the name of a fault belongs to, in words: a resource type, a block, an object.
pub(super) fn owner(resource: &Resource, fault: &Fault) -> String {
    let path = fault.path.as_str();
    match (resource.surface, path.is_empty()) {
        (Surface::Terraform, true) => format!("`{}`", resource.type_name()),
        (Surface::Terraform, false) => {
            let block = path.rsplit('.').next().unwrap_or(path);
            format!("the block `{}`", block.split('[').next().unwrap_or(block))
        }
        (Surface::GatewayJson, true) => "the gateway".to_owned(),
        (_, true) => "the policy".to_owned(),
        (_, false) => format!("`{path}`"),
    }
}

/// What a name is called in the language of `resource`.
pub(super) fn word(resource: &Resource) -> &'static str {
    if resource.surface == Surface::Terraform { "argument" } else { "member" }
}

/// A name as it is spelled in the language of `resource`.
pub(super) fn spelled(resource: &Resource, name: &str) -> String {
    if resource.surface == Surface::Terraform { name.to_owned() } else { format!("\"{name}\"") }
}

/// What a plain reference gives, where that is known: the GUID of an instance, a CRN.
pub(super) fn what(field: &Field) -> Option<What> {
    let reference = field.reference()?;
    catalog::what_is(&reference.type_name(), reference.attribute())
}

/// Names in backticks for a sentence: `a`, `b` and `c`.
pub(super) fn listed(names: &[impl AsRef<str>], last: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    match quoted.as_slice() {
        [many @ .., end] if !many.is_empty() => format!("{} {last} {end}", many.join(", ")),
        _ => quoted.concat(),
    }
}
