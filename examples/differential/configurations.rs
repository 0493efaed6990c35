//! Random configurations of modules.

use crate::expressions::Writer;
use crate::kinds::Kind;
use crate::random::Random;
use crate::slots::Draft;

/// Stands for the type of a resource that both sides know by other names, and for its argument.
pub(crate) const TYPE: &str = "@TYPE@";
pub(crate) const ARGUMENT: &str = "@ARGUMENT@";

/// The names that a module gives away.
struct Module {
    variables: Vec<(String, Kind)>,
    outputs: Vec<(String, Kind)>,
}

/// The files of a configuration.
pub(crate) fn configuration(random: &mut Random) -> Vec<Draft> {
    let mut files = Vec::new();
    let mut modules = Vec::new();
    for index in 0..random.below(3) {
        let mut draft = Draft::new(&format!("modules/m{index}/main.tf"));
        modules.push(module(random, &mut draft, &[], false));
        files.push(draft);
    }
    let mut main = Draft::new("main.tf");
    main.text("resource \"terraform_data\" \"later\" {}\n");
    let root = module(random, &mut main, &modules, true);
    files.push(main);
    if random.chance(50) {
        files.push(values(random, &root, "terraform.tfvars"));
    }
    if random.chance(20) {
        files.push(values(random, &root, "more.auto.tfvars"));
    }
    if random.chance(30) {
        files.push(overriding(random, &root));
    }
    files
}

/// The declarations of a module; the root calls `modules`.
fn module(random: &mut Random, draft: &mut Draft, modules: &[Module], is_root: bool) -> Module {
    let mut names: Vec<(String, Kind)> = Vec::new();
    let mut variables = Vec::new();
    if is_root {
        names.push(("terraform_data.later.id".to_owned(), Kind::Text));
    }
    for index in 0..=random.below(3) {
        let kind = Kind::random(random, 2);
        variable(random, draft, index, &kind);
        names.push((format!("var.v{index}"), kind.clone()));
        variables.push((format!("v{index}"), kind));
    }
    for index in 0..=random.below(3) {
        let kind = Kind::random(random, 2);
        draft.text("locals {\n");
        draft.argument(&format!("  l{index}"), expression(random, &names, &kind), &kind);
        draft.text("}\n");
        names.push((format!("local.l{index}"), kind));
    }
    for (index, module) in modules.iter().enumerate() {
        call(random, draft, index, module, &mut names);
    }
    for index in 0..=random.below(2) {
        draft.text(&format!("resource \"{TYPE}\" \"r{index}\" {{\n"));
        let names = repeated(random, draft, &names).0;
        let kind = Kind::random(random, 2);
        draft.argument(&format!("  {ARGUMENT}"), expression(random, &names, &kind), &kind);
        draft.text("}\n");
    }
    let mut outputs = Vec::new();
    for index in 0..=random.below(2) {
        let kind = Kind::random(random, 2);
        draft.text(&format!("output \"o{index}\" {{\n"));
        draft.argument("  value", expression(random, &names, &kind), &kind);
        draft.text("}\n");
        outputs.push((format!("o{index}"), kind));
    }
    Module { variables, outputs }
}

fn expression(random: &mut Random, names: &[(String, Kind)], kind: &Kind) -> String {
    let depth = 1 + random.below(2);
    if random.chance(60) {
        let fits: Vec<&String> =
            names.iter().filter(|(_, other)| other == kind).map(|(name, _)| name).collect();
        if !fits.is_empty() {
            return (*random.pick(&fits)).clone();
        }
    }
    Writer { random, names: names.to_vec(), quoted: false }.expression(kind, depth)
}

fn literal(random: &mut Random, kind: &Kind) -> String {
    Writer { random, names: Vec::new(), quoted: false }.constant(kind)
}

/// A variable with a type, a default that fits, and now and then `nullable = false`.
fn variable(random: &mut Random, draft: &mut Draft, index: usize, kind: &Kind) {
    draft.text(&format!("variable \"v{index}\" {{\n"));
    if random.chance(80) {
        let written = constraint(random, kind);
        draft.text(&format!("  type = {written}\n"));
    }
    draft.argument("  default", literal(random, kind), kind);
    if random.chance(15) {
        draft.text("  nullable = false\n");
    }
    draft.text("}\n");
}

/// A type as it is written, members of objects optional at times.
fn constraint(random: &mut Random, kind: &Kind) -> String {
    match kind {
        Kind::Number => "number".to_owned(),
        Kind::Bool => "bool".to_owned(),
        Kind::List(element) => format!("list({})", constraint(random, element)),
        Kind::Set(element) => format!("set({})", constraint(random, element)),
        Kind::Map(element) => format!("map({})", constraint(random, element)),
        Kind::Object(members) => {
            let mut written = Vec::new();
            for (name, kind) in members {
                let inner = constraint(random, kind);
                written.push(match random.below(5) {
                    0 => format!("{name} = optional({inner})"),
                    1 => format!("{name} = optional({inner}, {})", literal(random, kind)),
                    _ => format!("{name} = {inner}"),
                });
            }
            format!("object({{{}}})", written.join(", "))
        }
        _ => "string".to_owned(),
    }
}

/// `count` or `for_each`, at times, with the names that stand for its keys; and what follows the name
/// of what is repeated to pick one.
fn repeated(
    random: &mut Random,
    draft: &mut Draft,
    names: &[(String, Kind)],
) -> (Vec<(String, Kind)>, &'static str) {
    let mut inner = names.to_vec();
    match random.below(10) {
        0..=1 => {
            // Terraform would really make as many as it is told.
            let count = format!("min(4, {})", expression(random, names, &Kind::Form("int")));
            draft.argument("  count", count, &Kind::Number);
            inner.push(("count.index".to_owned(), Kind::Number));
            (inner, "[0]")
        }
        2..=3 => {
            let kind = if random.chance(50) {
                Kind::Set(Box::new(Kind::Text))
            } else {
                Kind::Map(Box::new(Kind::simple(random)))
            };
            draft.argument("  for_each", expression(random, names, &kind), &kind);
            inner.push(("each.key".to_owned(), Kind::Text));
            if let Kind::Set(value) | Kind::Map(value) = kind {
                inner.push(("each.value".to_owned(), *value));
            }
            (inner, "[\"a\"]")
        }
        _ => (inner, ""),
    }
}

/// A call of module `index`; its outputs become names.
fn call(
    random: &mut Random,
    draft: &mut Draft,
    index: usize,
    module: &Module,
    names: &mut Vec<(String, Kind)>,
) {
    draft.text(&format!("module \"m{index}\" {{\n  source = \"./modules/m{index}\"\n"));
    let (inner, key) = repeated(random, draft, names);
    for (name, kind) in &module.variables {
        if random.chance(60) {
            draft.argument(&format!("  {name}"), expression(random, &inner, kind), kind);
        }
    }
    draft.text("}\n");
    for (name, kind) in &module.outputs {
        let path = format!("module.m{index}{key}.{name}");
        let fallback = if key.is_empty() { path } else { format!("try({path}, null)") };
        names.push((fallback, kind.clone()));
    }
}

/// A file of variables.
fn values(random: &mut Random, root: &Module, path: &str) -> Draft {
    let mut draft = Draft::new(path);
    for (name, kind) in &root.variables {
        if random.chance(50) {
            draft.argument(name, literal(random, kind), kind);
        }
    }
    draft
}

/// An override file.
fn overriding(random: &mut Random, root: &Module) -> Draft {
    let mut draft = Draft::new("override.tf");
    if random.chance(50) {
        let kind = Kind::random(random, 1);
        draft.text(&format!("resource \"{TYPE}\" \"r0\" {{\n"));
        draft.argument(&format!("  {ARGUMENT}"), literal(random, &kind), &kind);
        draft.text("}\n");
    }
    if random.chance(40) {
        let kind = Kind::random(random, 1);
        draft.text("locals {\n");
        draft.argument("  l0", literal(random, &kind), &kind);
        draft.text("}\n");
    }
    if let Some((name, kind)) = root.variables.first()
        && random.chance(40)
    {
        draft.text(&format!("variable \"{name}\" {{\n"));
        draft.argument("  default", literal(random, kind), kind);
        draft.text("}\n");
    }
    draft
}
