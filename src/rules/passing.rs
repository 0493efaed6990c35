//! How modules come to have a provider configuration that they lack.

use crate::model::{Model, World, levels};
use std::collections::BTreeSet;

/// What the default provider configuration is called where it is passed.
pub(super) const DEFAULT: &str = "ibm";

/// A provider configuration in modules that have to have it.
pub(super) struct Passed {
    /// What each of the modules calls it.
    pub(super) name: String,
    /// How it gets there; nothing where it is there.
    pub(super) advice: Vec<String>,
}

/// The first name for a provider configuration that is free: `wanted`, if possible.
pub(super) fn free_alias<'a>(
    wanted: impl IntoIterator<Item = &'a str>,
    is_taken: impl Fn(&str) -> bool,
) -> String {
    let wanted = wanted.into_iter().chain(["ibm.target", "ibm.hub", "ibm.owner"]);
    let numbered = (2..).map(|number: usize| format!("ibm.target_{number}"));
    let mut all = wanted.map(str::to_owned).chain(numbered);
    all.find(|name| name != DEFAULT && !is_taken(name)).unwrap_or_default()
}

/// Makes each of these modules, `module.a.module.b` without indexes, have what the root module calls by the
/// name beside it. All of them may be calls of one module, which has one name for it.
pub(super) fn pass(model: &Model, world: World, wanted: &BTreeSet<(String, String)>) -> Passed {
    let has = |name: &str, (module, root): &(String, String)| {
        named(model, world, module, name) == Some(root.as_str())
    };
    let known = wanted.iter().flat_map(|(module, _)| names(model, world, module));
    if let Some(name) = known.into_iter().find(|name| wanted.iter().all(|one| has(name, one))) {
        return Passed { name: name.to_owned(), advice: Vec::new() };
    }
    let roots = wanted.iter().map(|(_, root)| root.as_str());
    let is_taken = |name: &str| {
        let another = |(module, root): &(String, String)| {
            let mut above = levels(module);
            above.any(|it| named(model, world, it, name).is_some_and(|given| given != root))
        };
        wanted.iter().any(another)
    };
    let name = free_alias(roots, is_taken);
    let mut advice = Vec::new();
    for (module, root) in wanted {
        for level in levels(module) {
            if level != module && has_already(model, world, level, root).is_some()
                || named(model, world, level, &name).is_some()
            {
                continue;
            }
            let above = caller(level);
            let value = has_already(model, world, above, root).unwrap_or(&name);
            let call = entry(model, world, level, &name, value);
            let one = format!("{call}, list `{name}` among its `configuration_aliases`");
            if !advice.contains(&one) {
                advice.push(one);
            }
        }
    }
    Passed { name, advice }
}

/// Lets the call of a module pass what the root module calls `root` by the name `local`, which the module has.
pub(super) fn exchange(
    model: &Model,
    world: World,
    module: &str,
    (local, root): (&str, &str),
) -> String {
    let above = caller(module);
    let given = if above.is_empty() {
        Passed { name: root.to_owned(), advice: Vec::new() }
    } else {
        pass(model, world, &BTreeSet::from([(above.to_owned(), root.to_owned())]))
    };
    let mut advice = given.advice;
    advice.push(entry(model, world, module, local, &given.name));
    advice.join(", ")
}

/// What the call of `module` has to say, so that it passes `value` as `local`.
fn entry(model: &Model, world: World, module: &str, local: &str, value: &str) -> String {
    let names = passed(model, world, module);
    let step = module.rsplit_once(".module.").map(|(_, name)| format!("module.{name}"));
    let call = step.as_deref().unwrap_or(module);
    if names.is_empty() {
        let default = if local == DEFAULT { "" } else { "ibm = ibm, " };
        return format!(
            "write `providers = {{ {default}{local} = {value} }}` in the call of `{call}`"
        );
    }
    if names.iter().any(|(name, _)| name == local) {
        return format!("write `{local} = {value}` in `providers` in the call of `{call}`");
    }
    format!("add `{local} = {value}` to `providers` in the call of `{call}`")
}

/// The module that calls this one; nothing for the root module.
fn caller(module: &str) -> &str {
    module.rsplit_once(".module.").map_or("", |(above, _)| above)
}

/// What the module, or the root module, calls the provider configuration `root`, where it has it.
fn has_already<'a>(model: &'a Model, world: World, module: &str, root: &'a str) -> Option<&'a str> {
    if module.is_empty() {
        return Some(root);
    }
    names(model, world, module).find(|name| named(model, world, module, name) == Some(root))
}

/// All names that the module has for provider configurations.
fn names<'m>(model: &'m Model, world: World, module: &str) -> impl Iterator<Item = &'m str> {
    let passed = passed(model, world, module).iter().map(|(local, _)| local.as_str());
    passed.chain([DEFAULT])
}

/// What the root module calls the provider configuration that the module calls `local`: the default one is
/// that of the caller, where the call passes none.
fn named<'m>(model: &'m Model, world: World, module: &str, local: &str) -> Option<&'m str> {
    let given = passed(model, world, module).iter().find(|(name, _)| name == local);
    match given {
        Some((_, root)) => Some(root),
        None if local != DEFAULT => None,
        None if module.is_empty() => Some(DEFAULT),
        None => named(model, world, caller(module), local),
    }
}

/// What the call of a module passes: what the module calls each, and what the root module does.
pub(super) fn passed<'m>(model: &'m Model, world: World, module: &str) -> &'m [(String, String)] {
    model.passed_providers.get(&(world, module.to_owned())).map_or(&[], Vec::as_slice)
}
