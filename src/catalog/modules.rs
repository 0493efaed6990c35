//! Modules of registries of which it is known what they do, so that calls of them can be followed.
//!
//! What a module does is said as a small Terraform module of our own, which holds for a range of
//! versions.

use super::read;
use super::versions::{Range, Version};
use serde::Deserialize;
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
