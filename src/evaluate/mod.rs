//! Bodies -> nodes: what Terraform would make of a folder before it asks the cloud.
//!
//! What Terraform would not know, or what is not followed here yet (module outputs, files of
//! variables), is unknown, never guessed.

mod body;
mod choices;
mod conditional;
mod convert;
pub mod elsewhere;
mod equality;
mod expand;
mod expression;
mod files;
mod for_each;
mod functions;
mod numbers;
mod operators;
mod ranges;
mod references;
mod resources;
mod scope;
mod sets;
mod splats;
mod template;
mod types;
mod unify;

use self::elsewhere::Elsewhere;
pub use self::expand::Instances;
pub use self::files::Files;
use self::scope::Scope;
use crate::node::Node;
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
    /// Its name, with the index of the instance: `a`, `a[0]`, `a["x"]`.
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

/// Evaluates the folder whose files are `bodies`, as far as the resources of `wanted` types ask.
/// Functions that read files find them through `files`.
pub fn root(
    sources: &Sources,
    bodies: &[(SourceId, Body)],
    elsewhere: &Elsewhere,
    files: Option<Files<'_>>,
    wanted: fn(&str) -> bool,
) -> Module {
    let mut scope = Scope::new(sources, bodies, elsewhere);
    scope.files = files;
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
                module.resources.extend(declared(&scope, source, block, &kind, name.as_str()));
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

/// The instances of a resource or data source.
fn declared(
    scope: &Scope<'_>,
    source: SourceId,
    block: &Block,
    kind: &str,
    name: &str,
) -> Vec<Declared> {
    let provider = block.body.get_attribute("provider");
    let provider = provider.map(|attribute| attribute.value.to_string().trim().to_owned());
    let header = body::header(source, block);
    let instances = if scope.elsewhere.sets_instances(block) {
        expand::not_known(header)
    } else {
        expand::instances(scope, source, &block.body)
    };
    let instances = instances.into_iter();
    let declared = instances.map(|instance| Declared {
        kind: kind.to_owned(),
        name: format!("{name}{}", instance.index),
        header,
        extent: body::span_of(source, block),
        instances: instance.instances,
        provider: provider.clone(),
        body: scope.elsewhere.without_overridden(
            block,
            scope.with(instance.bindings, || body::resource(scope, source, block)),
        ),
    });
    declared.collect()
}
