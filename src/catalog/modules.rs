//! Modules of registries of which it is known what they do, so that calls of them can be followed.
//!
//! What a module does is said as a small Terraform module of our own, which holds for a range of
//! versions.

use super::read;
use super::versions::{Range, Version};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static MODULES: LazyLock<File> =
    LazyLock::new(|| read(include_str!("../../rules/catalog/modules/index.json")));

#[derive(Debug, Default, Deserialize)]
struct File {
    modules: Vec<Module>,
}

#[derive(Debug, Deserialize)]
struct Module {
    address: String,
    /// Other addresses of the same module.
    also: Vec<String>,
    models: Vec<Versions>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Versions {
    from: String,
    before: String,
    file: String,
    /// How the range is known: from the `tags` of the repository, or from `commits` and callers.
    #[expect(dead_code, reason = "it is there for whoever reads the file")]
    evidence: String,
    /// Of some inputs that are objects or hold some: all keys that those may have.
    #[serde(default)]
    keys: BTreeMap<String, Vec<String>>,
}

/// What is known of some versions of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model {
    /// The name of its file.
    pub file: &'static str,
    /// A Terraform module that does the same, as far as it is known.
    pub text: &'static str,
}

/// Everything that is known of the module at `source`, as module calls write it.
pub fn models_of(source: &str) -> impl Iterator<Item = Model> {
    let module = module(address(source).0);
    module.into_iter().flat_map(|module| &module.models).filter_map(Versions::model)
}

/// What is known of all versions of the module at `source` that `constraint` admits.
pub fn model(source: &str, constraint: Option<&str>) -> Option<Model> {
    let (address, tag) = address(source);
    let wanted = Range::parse(tag.or(constraint)?)?;
    let fits = |one: &&Versions| one.range().is_some_and(|known| wanted.lies_within(known));
    module(address)?.models.iter().find(fits)?.model()
}

/// Whether it is known of the module at `source` which keys the objects of its input may have.
pub fn has_known_keys(source: &str, input: &str) -> bool {
    // Most modules are folders, and this is asked of each argument of each call.
    if source.starts_with('.') {
        return false;
    }
    let module = module(address(source).0);
    module.is_some_and(|module| module.models.iter().any(|one| one.keys.contains_key(input)))
}

/// Whether every version of the module at `source` that `constraint` admits surely drops `key` from
/// the objects of an input.
pub fn drops_key(source: &str, constraint: Option<&str>, input: &str, key: &str) -> bool {
    let (address, tag) = address(source);
    let wanted = tag.or(constraint).and_then(Range::parse);
    let Some((module, wanted)) = module(address).zip(wanted) else { return false };
    // The models stand in the order of their versions.
    let mut next = wanted.from;
    for versions in &module.models {
        let Some(range) = versions.range().filter(|range| range.admits(next)) else { continue };
        let Some(before) = range.before else { return false };
        let keys = versions.keys.get(input);
        if keys.is_none_or(|keys| keys.iter().any(|known| known == key)) {
            return false;
        }
        next = before;
        if wanted.before.is_some_and(|end| end <= before) {
            return true;
        }
    }
    false
}

/// The address in a source: without what says that it is a repository, and the tag apart.
fn address(source: &str) -> (&str, Option<&str>) {
    let source = source.strip_prefix("git::").unwrap_or(source);
    let source = source.strip_prefix("https://").unwrap_or(source);
    match source.split_once("?ref=") {
        Some((address, tag)) => (address.strip_suffix(".git").unwrap_or(address), Some(tag)),
        None => (source, None),
    }
}

fn module(address: &str) -> Option<&'static Module> {
    let is_it = |module: &&Module| {
        module.address == address || module.also.iter().any(|other| other == address)
    };
    MODULES.modules.iter().find(is_it)
}

impl Versions {
    fn range(&self) -> Option<Range> {
        let (from, before) = (Version::parse(&self.from)?, Version::parse(&self.before)?);
        Some(Range { from, before: Some(before) })
    }

    fn model(&self) -> Option<Model> {
        TEXTS.iter().find(|model| model.file == self.file).copied()
    }
}

macro_rules! texts {
    ($($file:literal),* $(,)?) => {
        &[$(Model {
            file: $file,
            text: include_str!(concat!("../../rules/catalog/modules/", $file)),
        }),*]
    };
}

const TEXTS: &[Model] = texts![
    "crn-parser.tf",
    "s2s-auth-1.tf",
    "s2s-auth-2.0.tf",
    "s2s-auth-2.3.tf",
    "toolkit-iam-service-authorization-1.0.tf",
    "toolkit-iam-service-authorization-1.2.6.tf",
    "toolkit-iam-service-authorization-1.2.tf",
    "toolkit-vpe-gateway-1.0.tf",
    "toolkit-vpe-gateway-1.1.tf",
    "vpe-gateway-1.1.tf",
    "vpe-gateway-2.2.tf",
    "vpe-gateway-2.3.tf",
    "vpe-gateway-3.0.tf",
    "vpe-gateway-3.2.tf",
    "vpe-gateway-4.0.tf",
    "vpe-gateway-4.1.tf",
    "vpe-gateway-4.5.tf",
    "vpe-gateway-5.0.tf",
    "vpe-gateway-5.4.tf",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_is_named_and_every_name_is_a_model() {
        let mut named: Vec<&str> = (MODULES.modules.iter())
            .flat_map(|module| module.models.iter().map(|one| one.file.as_str()))
            .collect();
        named.sort_unstable();
        named.dedup();
        let texts: Vec<&str> = TEXTS.iter().map(|model| model.file).collect();
        assert_eq!(named, texts);
    }

    #[test]
    fn versions_lead_to_one_model() {
        for module in &MODULES.modules {
            let mut end = None;
            for versions in &module.models {
                let range = versions.range().expect("the versions can be read");
                assert!(Some(range.from) >= end, "{}: {}", module.address, versions.from);
                assert!(Some(range.from) < range.before, "{}: {}", module.address, versions.from);
                end = range.before;
            }
        }
    }

    #[test]
    fn keys_are_those_of_the_models() {
        for versions in MODULES.modules.iter().flat_map(|module| &module.models) {
            let text = versions.model().expect("it is there").text;
            for (input, keys) in &versions.keys {
                let (_, rest) =
                    text.split_once(&format!("variable \"{input}\" {{\n")).expect(input);
                let (declared, _) = rest.split_once("\n  }))").expect(input);
                let names = declared.lines().filter_map(|line| line.strip_prefix("    "));
                let names = names.filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
                let mut names: Vec<&str> =
                    names.filter_map(|line| line.split_once('=')).map(|(n, _)| n.trim()).collect();
                names.sort_unstable();
                assert_eq!(&names, keys, "{} {input}", versions.file);
            }
        }
    }

    #[test]
    fn a_key_is_dropped_only_where_all_versions_drop_it() {
        let drops = |constraint: Option<&str>| {
            let source = "terraform-ibm-modules/s2s-auth/ibm";
            drops_key(source, constraint, "service_map", "source_resource_type")
        };
        assert!(drops(Some("1.2.3")) && drops(Some("~> 1.0")) && drops(Some(">= 1.1.0, < 2.1.0")));
        // Newer ones know it, and what 2.2 does was not seen.
        assert!(!drops(Some("2.3.1")) && !drops(Some("~> 2.0")) && !drops(Some("2.2.0")));
        assert!(!drops(Some(">= 1.0.0")) && !drops(None));
    }

    #[test]
    fn a_call_is_followed_only_where_all_its_versions_do_the_same() {
        let file = |constraint: Option<&str>| {
            let address = "terraform-ibm-modules/common-utilities/ibm//modules/crn-parser";
            model(address, constraint).map(|model| model.file)
        };
        assert_eq!(file(Some("1.4.1")), Some("crn-parser.tf"));
        assert_eq!(file(Some("~> 1.0")), Some("crn-parser.tf"));
        assert_eq!(file(Some(">= 1.0.0")), None);
        assert_eq!(file(None), None);
    }
}
