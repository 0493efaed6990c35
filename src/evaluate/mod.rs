//! Bodies -> nodes: what Terraform would make of a folder before it asks the cloud.
//!
//! What Terraform would not know, or what is not followed here yet (functions, `for`, `each`, module
//! outputs), is unknown, never guessed.

mod body;
mod choices;
pub mod elsewhere;
mod expression;
mod operators;
mod references;
mod scope;
mod template;
mod types;

use self::elsewhere::Elsewhere;
use self::scope::Scope;
use crate::node::{Kind, Node};
use crate::source::{SourceId, Sources, Span};
use hcl_edit::structure::{Block, Body};

/// What a folder of Terraform files comes to.
#[derive(Debug, Default)]
pub struct Module {
    /// The resources and data sources that were asked for.
    pub resources: Vec<Declared>,
    /// Its module calls whose source is a folder, `./modules/x` or `../..`, each with the arguments
    /// that it passes.
    pub calls: Vec<(String, Vec<String>)>,
    /// The objects that module calls get hold of: `ibm_is_vpc.a`.
    pub passed: Vec<String>,
    /// The objects that outputs give away.
    pub exposed: Vec<String>,
    /// The first place where a limit was hit, and which.
    pub limit: Option<(Span, &'static str)>,
}

/// A resource or data source.
#[derive(Debug)]
pub struct Declared {
    /// Its type, with `data.` in front for a data source.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// `resource "type" "name"`.
    pub header: Span,
    /// From its header to its last brace.
    pub extent: Span,
    /// How many there will be.
    pub instances: Instances,
    /// The provider configuration it names.
    pub provider: Option<String>,
    /// Its arguments and blocks, without the meta-arguments.
    pub body: Node,
}

/// How many instances `count` and `for_each` make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instances {
    /// One or more.
    Some,
    /// None.
    None,
    /// Not known.
    Unknown,
}

/// Evaluates the folder whose files are `bodies`, as far as the resources of `wanted` types ask.
pub fn root(
    sources: &Sources,
    bodies: &[(SourceId, Body)],
    elsewhere: &Elsewhere,
    wanted: fn(&str) -> bool,
) -> Module {
    let scope = Scope::new(sources, bodies, elsewhere);
    let mut module = Module::default();
    for (source, block) in blocks(bodies) {
        let data = match block.ident.as_str() {
            "resource" => "",
            "data" => "data.",
            "module" => {
                let source = local_source(block);
                module.calls.extend(source.map(|source| (source, elsewhere::passed(block))));
                continue;
            }
            _ => continue,
        };
        if let [kind, name] = block.labels.as_slice() {
            let kind = format!("{data}{}", kind.as_str());
            if wanted(&kind) {
                let resource = declared(&scope, source, block, kind, name.as_str().to_owned());
                module.resources.push(resource);
            }
        }
    }
    if !module.resources.is_empty() {
        for (_, block) in blocks(bodies) {
            let into = match block.ident.as_str() {
                "module" => &mut module.passed,
                "output" => &mut module.exposed,
                _ => continue,
            };
            references::collect(&scope, &block.body, into);
        }
    }
    module.limit = scope.limit();
    module
}

fn blocks(bodies: &[(SourceId, Body)]) -> impl Iterator<Item = (SourceId, &Block)> {
    bodies.iter().flat_map(|(source, body)| body.blocks().map(|block| (*source, block)))
}

/// The source of a module call, if it is a folder.
fn local_source(call: &Block) -> Option<String> {
    let source = call.body.get_attribute("source")?.value.as_str()?;
    (source.starts_with("./") || source.starts_with("../")).then(|| source.to_owned())
}

fn declared(
    scope: &Scope<'_>,
    source: SourceId,
    block: &Block,
    kind: String,
    name: String,
) -> Declared {
    let provider = block.body.get_attribute("provider");
    Declared {
        kind,
        name,
        header: body::header(source, block),
        extent: body::span_of(source, block),
        instances: instances(scope, source, block),
        provider: provider.map(|attribute| attribute.value.to_string().trim().to_owned()),
        body: scope.elsewhere.without_overridden(block, body::resource(scope, source, block)),
    }
}

fn instances(scope: &Scope<'_>, source: SourceId, block: &Block) -> Instances {
    let known = |node: Node| match node.kind {
        Kind::Number(count) if count == "0" => Instances::None,
        Kind::Number(_) => Instances::Some,
        Kind::List(ref items, _) if node.is_whole() && items.is_empty() => Instances::None,
        Kind::Object(ref entries, _) if node.is_whole() && entries.is_empty() => Instances::None,
        Kind::List(..) | Kind::Object(..) if node.is_whole() => Instances::Some,
        _ => Instances::Unknown,
    };
    let written = ["count", "for_each"].iter().find_map(|name| block.body.get_attribute(name));
    written.map_or(Instances::Some, |attribute| {
        known(expression::evaluate(scope, source, &attribute.value))
    })
}
