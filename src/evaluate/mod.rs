//! Bodies -> nodes: what Terraform would make of a root module before it asks the cloud.
//!
//! What Terraform would not know, or what lies where nobody can look, is unknown, never guessed.

mod admitted;
mod body;
mod calls;
mod choices;
mod conditional;
mod convert;
mod equality;
mod expand;
mod expression;
mod files;
mod fillable;
mod folder;
mod for_each;
mod functions;
mod names;
mod numbers;
mod operators;
mod order;
mod places;
mod ranges;
mod references;
mod resources;
mod root;
mod scope;
mod sets;
mod splats;
mod template;
mod types;
mod unify;
mod variables;
mod written;

pub use self::calls::is_local;
pub use self::expand::Instances;
pub use self::files::Files;
pub use self::folder::{Call, Folder};
pub use self::order::Order;
use self::root::Root;
pub use self::root::{Inputs, Kinds, Limits, Program, Setting, TOO_MANY_MODULES};
use self::scope::Scope;
pub use self::written::{Makers, UNSPELLED, Written};
use crate::node::{Entry, Form, How, Kind, Node, Seen, Unknown, levels, without_indexes};
use crate::parse::tree::Attribute;
use crate::source::{SourceId, Sources, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What a root module and all that it calls come to.
#[derive(Debug, Default)]
pub struct Module {
    /// The resources and data sources that were asked for.
    pub resources: Vec<Declared>,
    /// The module calls with inputs that were asked for.
    pub calls: Vec<ModuleCall>,
    /// The objects that something gets hold of which cannot be looked into, such as a module or a
    /// program: `module.a.ibm_is_vpc.b`. Asked only where there is something that others stand beside.
    pub passed: Vec<String>,
    /// The objects that are there already and are taken over.
    pub imported: BTreeSet<String>,
    /// What may make things that nobody sees: `module.a.null_resource.b`.
    pub makers: Vec<String>,
    /// The policies and modules that `removed` blocks let go of and that stay as they are.
    pub forgotten: Vec<String>,
    /// The objects that the root module's outputs give to whoever calls it, whole or by their id; asked
    /// in the same case.
    pub given_out: Vec<String>,
    /// The calls of modules that cannot be looked into: `module.a.module.b`, and their sources.
    pub not_followed: Vec<(String, String)>,
    /// The module calls that have more instances than are looked at one by one, and how many.
    pub gathered: Vec<(String, usize)>,
    /// The `dynamic` blocks that make more blocks than are looked at, and how many.
    pub many_blocks: Vec<(Span, usize)>,
    /// What waits for what, where it is asked for.
    pub order: Order,
    /// The provider configurations of the root module, as it names them: `ibm`, `ibm.target`.
    pub providers: Vec<Provider>,
    /// Those that a module is passed, `module.a`: what it calls each, and what the root module does.
    pub passed_providers: BTreeMap<String, Vec<(String, String)>>,
    /// The modules that are written in Terraform's JSON syntax only, the root module as nothing.
    pub in_json: BTreeSet<String>,
    /// The modules that set something of a provider themselves, and those that lead to them.
    pub configured: BTreeSet<String>,
    /// The calls of modules with indexes that are not known: `module.a`.
    pub unnumbered: BTreeSet<String>,
    /// The first place where a limit was hit, and which.
    pub limit: Option<(Span, &'static str)>,
}

/// A provider configuration.
#[derive(Debug)]
pub struct Provider {
    /// What resources of the root module call it: `ibm.target`.
    pub name: String,
    /// Its region, if it is written.
    pub region: Option<Node>,
    /// How its API key is written, if it is: what is written alike is one key.
    pub key: Option<String>,
}

/// A module call with inputs that were asked for.
#[derive(Debug)]
pub struct ModuleCall {
    /// Its address: `module.a.module.b`.
    pub address: String,
    /// `module "name"`.
    pub header: Span,
    /// From its header to its last brace.
    pub extent: Span,
    /// It is written in Terraform's JSON syntax.
    pub is_json: bool,
    /// The source of the module.
    pub source: String,
    /// The constraint on its version.
    pub version: Option<String>,
    /// The headers of the module calls that lead to it, the nearest first.
    pub called_by: Vec<Span>,
    /// Its inputs, as far as they were asked for: an object.
    pub inputs: Node,
}

/// A resource or data source.
#[derive(Debug)]
pub struct Declared {
    /// Its type, with `data.` in front for a data source.
    pub kind: String,
    /// What it is called, without the index of its instance: `module.a[0].ibm_is_vpc.b`.
    pub object: String,
    /// The index of its instance: `[0]`, `["x"]`, or nothing.
    pub index: String,
    /// `resource "type" "name"`; the module call where the resource is only known of.
    pub header: Span,
    /// From its header to its last brace.
    pub extent: Span,
    /// It is written in Terraform's JSON syntax.
    pub is_json: bool,
    /// How many there will be.
    pub instances: Instances,
    /// How many it stands for, where those are more than are looked at one by one.
    pub gathered: Option<usize>,
    /// The provider configuration that it uses, as the root module names it.
    pub provider: Option<String>,
    /// What its own module calls that, where it names one.
    pub local_provider: Option<String>,
    /// The arguments whose changes its `lifecycle` ignores, or `all`.
    pub ignored: Vec<String>,
    /// The module call that it comes from, where it is only known of.
    call: Option<Span>,
    /// The headers of the module calls that lead to it, the nearest first; none where it stands for one.
    pub called_by: Vec<Span>,
    /// Its arguments and blocks, without the meta-arguments.
    pub body: Node,
}

/// Evaluates the folder `key` of `program` as a root module, as far as the resources ask that
/// `program` wants. Functions that read files find them through `files`.
pub fn root(program: &Program<'_>, key: &str, inputs: &Inputs<'_>, files: Files<'_>) -> Module {
    let mut module = Module::default();
    let Some(declares) = program.folder(key) else { return module };
    let root = Root::new(program, inputs, files);
    let scope = Scope::root(&root, declares);
    collect(&scope, program, Instances::Some, &mut module);
    if !module.resources.is_empty() {
        module.imported = references::imported(&scope);
    }
    let has = |test: &dyn Fn(&str) -> bool| module.resources.iter().any(|one| test(&one.kind));
    let Kinds { ordered, waiting, center, routing, .. } = program.kinds;
    let (is_ordered, is_center) = (has(&ordered), has(&center));
    // A whole graph is dear, so it is only made where somebody asks it something.
    let waits = has(&waiting) && has(&|kind| ordered(kind) && !waiting(kind));
    let is_routed = program.has_routed || module.resources.iter().any(routing);
    if is_ordered && (waits || is_routed) {
        module.order = order::order(&scope, ordered);
    }
    if is_center {
        module.passed = references::passed_on(&scope, &program.kinds);
        // What configures providers is a root module, which nobody calls from where nobody looks.
        if scope.declares.providers.is_empty() {
            module.given_out = references::given_out(&scope);
        }
    }
    let beside = if is_center { program.kinds.beside } else { program.kinds.reaching };
    collect_beside(&scope, beside, Instances::Some, &mut module);
    if !module.resources.is_empty() {
        module.providers = providers(&scope);
    }
    module.unnumbered = root.unnumbered.take();
    module.limit = root.budget.limit();
    module.many_blocks = root.budget.gathered();
    places::settle(program.sources, &program.models, &mut module);
    module
}

/// The provider configurations of a root module.
fn providers(scope: &Scope<'_>) -> Vec<Provider> {
    let all = scope.declares.providers.iter();
    let providers = all.map(|(name, block)| {
        let written = block.argument("region");
        let region = written.map(|(source, region)| expression::evaluate(scope, source, region));
        let key = block.argument("ibmcloud_api_key");
        let key = key.map(|key| names::bare(scope.sources, key));
        Provider { name: name.clone(), region, key }
    });
    providers.collect()
}

/// Adds what a module and those that it calls declare, of which there are `above`.
fn collect(scope: &Scope<'_>, program: &Program<'_>, above: Instances, module: &mut Module) {
    for block in &scope.declares.resources {
        if (program.kinds.wanted)(&block.kind()) {
            module.resources.extend(declared(scope, block, above));
        }
    }
    for block in scope.declares.resources.iter().chain(&scope.declares.actions) {
        if program.kinds.makers.make_unseen(block) {
            module.makers.push(format!("{}{}", scope.prefix, block.address()));
        }
    }
    let path = || without_indexes(scope.prefix.trim_end_matches('.'));
    let mut files = scope.declares.folder.files.iter();
    if files.len() > 0 && files.all(|(source, _)| source.is_transcript()) {
        module.in_json.insert(path());
    }
    if program.configures_provider(scope.declares.key) {
        module.configured.extend(levels(&path()).map(str::to_owned));
    }
    let passed = scope.passed_providers();
    if !passed.is_empty() {
        let path = path();
        module.passed_providers.insert(path, passed);
    }
    let forgotten = scope.declares.forgotten.iter().filter(|from| may_be_policy(from, program));
    module.forgotten.extend(forgotten.map(|from| format!("{}{from}", scope.prefix)));
    for (name, block) in &scope.declares.calls {
        module.calls.extend(call(scope, program, name, block));
        if !scope.may_hold(name) {
            continue;
        }
        if let Some(called) = scope.called(name) {
            for inner in &called.instances {
                let address = || format!("{}module.{name}", scope.prefix);
                module.gathered.extend(inner.gathered.map(|many| (address(), many)));
                collect(&inner.scope, program, above.and(inner.instances), module);
            }
        } else {
            let source = block.argument("source").and_then(|(_, source)| source.as_str());
            let address = format!("{}module.{name}", scope.prefix);
            module.not_followed.push((address, source.unwrap_or_default().to_owned()));
        }
    }
}

/// Whether something of this address may be a policy: what others wait for and that waits for nothing.
fn may_be_policy(address: &str, program: &Program<'_>) -> bool {
    let Kinds { ordered, waiting, .. } = program.kinds;
    let kind = address.split('.').next().unwrap_or_default();
    kind == "module" || ordered(kind) && !waiting(kind)
}

/// A module call, if some of its inputs are asked for.
fn call(
    scope: &Scope<'_>,
    program: &Program<'_>,
    name: &str,
    block: &folder::Block<'_>,
) -> Option<ModuleCall> {
    if scope.declares.folder.is_model {
        return None;
    }
    let text = |name| block.argument(name).and_then(|(_, text)| Some(text.as_str()?.to_owned()));
    let source = text("source")?;
    let wanted = |(_, one): &(SourceId, &Attribute<'_>)| (program.kinds.inputs)(&source, &one.key);
    let inputs: Vec<Entry> = block
        .arguments()
        .filter(wanted)
        .map(|(source, one)| Entry {
            key: one.key.as_str().into(),
            key_span: body::span_of(source, &one.key),
            value: scope.apart([], || expression::evaluate(scope, source, &one.value)),
            form: Form::Argument,
        })
        .collect();
    (!inputs.is_empty()).then(|| ModuleCall {
        address: format!("{}module.{name}", scope.prefix),
        header: block.header(),
        extent: block.extent(),
        is_json: block.header().source.is_transcript(),
        version: text("version"),
        called_by: scope.called_by(),
        inputs: Node::new(Kind::Object(inputs, Seen::Partly), block.header()),
        source,
    })
}

/// Adds what stands beside it, of the types in `beside`.
fn collect_beside(
    scope: &Scope<'_>,
    beside: fn(&str) -> bool,
    above: Instances,
    module: &mut Module,
) {
    for block in &scope.declares.resources {
        if beside(&block.kind()) {
            module.resources.extend(declared(scope, block, above));
        }
    }
    for (name, _) in &scope.declares.calls {
        let called = scope.may_hold_beside(name).then(|| scope.called(name)).flatten();
        for inner in called.iter().flat_map(|called| &called.instances) {
            collect_beside(&inner.scope, beside, above.and(inner.instances), module);
        }
    }
}

/// The provider configuration that a resource names.
fn provider_of(sources: &Sources, block: &folder::Block<'_>) -> Option<String> {
    block.argument("provider").map(|written| names::bare(sources, written))
}

/// The instances of a resource or data source.
fn declared(scope: &Scope<'_>, block: &folder::Block<'_>, above: Instances) -> Vec<Declared> {
    let local_provider = provider_of(scope.sources, block);
    // As the root module names it; `None` for the default one.
    let provider = scope.provider(local_provider.as_deref());
    let instances = expand::instances(scope, block).into_iter();
    let declared = instances.map(|instance| {
        let instances = above.and(instance.instances);
        let mut body = scope.with(instance.bindings, || body::resource(scope, block));
        if instances == Instances::None {
            doubt_defaults(&mut body);
        }
        Declared {
            kind: block.kind().into_owned(),
            object: format!("{}{}", scope.prefix, block.object()),
            index: instance.index,
            header: block.header(),
            extent: block.extent(),
            is_json: block.header().source.is_transcript(),
            instances,
            gathered: instance.gathered,
            provider: provider.clone(),
            local_provider: local_provider.clone(),
            ignored: block.ignored(),
            call: scope.stand_in(),
            called_by: scope.called_by(),
            body,
        }
    });
    declared.collect()
}

/// What is empty by default may be the very reason why there is no instance: whoever turns it on
/// sets it too.
fn doubt_defaults(body: &mut Node) {
    scope::for_each(body, &mut |node| {
        let is_empty = matches!(&node.kind, Kind::Text(text) if text.is_empty());
        let is_default = node.trail.steps().find_map(|step| match &step.how {
            How::Default(name) => Some(name.clone()),
            _ => None,
        });
        if let Some(name) = is_default.filter(|_| is_empty || matches!(node.kind, Kind::Null)) {
            let why = format!("variable `{name}` is empty by default");
            node.kind = Kind::unknown(Unknown::because(why));
        }
    });
}
