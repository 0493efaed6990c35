//! The arguments of the Terraform types of authorization policies, endpoint gateways and their relatives.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{find, read};

static PROVIDER: LazyLock<Provider> =
    LazyLock::new(|| read(include_str!("../../rules/catalog/provider.json")));

#[derive(Debug, Default, Deserialize)]
struct Provider {
    meta_arguments: Vec<String>,
    meta_blocks: Vec<String>,
    data_meta_blocks: Vec<String>,
    implicit_arguments: Vec<Argument>,
    types: Vec<Schema>,
    neighbours: Vec<String>,
}

/// What a resource, a data source or a nested block may hold.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    #[serde(alias = "kind")]
    name: String,
    #[serde(default, rename = "file")]
    _file: String,
    #[serde(default)]
    min: usize,
    #[serde(default)]
    max: Option<usize>,
    #[serde(default)]
    force_new: bool,
    #[serde(default)]
    applied_once: bool,
    #[serde(default)]
    computed: bool,
    #[serde(default)]
    timeouts: Vec<String>,
    arguments: Vec<Argument>,
    #[serde(default)]
    blocks: Vec<Schema>,
    #[serde(default)]
    conflicts: Vec<[String; 2]>,
    #[serde(default)]
    at_least_one_of: Vec<Alternative>,
    #[serde(default)]
    aliases: Vec<Alias>,
}

/// One argument.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "the flags of the provider's own schema")]
pub struct Argument {
    /// How it is written.
    pub name: String,
    /// What it takes.
    #[serde(rename = "type")]
    pub kind: Type,
    /// It has to be there.
    #[serde(default)]
    pub required: bool,
    /// It may be there.
    #[serde(default)]
    pub optional: bool,
    /// The provider sets it, if it is not written.
    #[serde(default)]
    pub computed: bool,
    /// A change of it replaces the resource.
    #[serde(default)]
    pub force_new: bool,
    /// When a change of it is planned, but not sent to IBM Cloud.
    pub not_sent: Option<NotSent>,
    /// What to write instead, if it is deprecated.
    pub deprecated: Option<Deprecated>,
    /// The only values that are taken, if there is such a list.
    #[serde(default)]
    pub values: Vec<String>,
    /// The regular expression that a value (or each element) has to match.
    pub pattern: Option<String>,
    /// What matches the pattern, in words: "write …".
    pub form: Option<String>,
    /// The least number of characters.
    pub min_length: Option<usize>,
    /// The greatest number of characters.
    pub max_length: Option<usize>,
    /// The least number of elements that a list needs; the provider or the API refuses fewer.
    pub min_items: Option<usize>,
    /// The rule that checks the value, where it is not the general one.
    pub own_rule: Option<String>,
}

impl Argument {
    /// Only the provider sets it.
    pub fn is_read_only(&self) -> bool {
        self.computed && !self.optional && !self.required
    }
}

/// When the provider plans a change of an argument that it does not send.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum NotSent {
    /// Whatever else changes.
    Always,
    /// When nothing else changes.
    Alone,
}

/// What takes the place of a deprecated argument.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deprecated {
    /// The argument to write instead.
    pub instead: String,
    /// What each old value is called there.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
}

/// The type of an argument.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub enum Type {
    /// A string.
    #[serde(rename = "string")]
    String,
    /// A boolean.
    #[serde(rename = "bool")]
    Bool,
    /// A number.
    #[serde(rename = "number")]
    Number,
    /// A list of strings.
    #[serde(rename = "list(string)")]
    StringList,
    /// A set of strings.
    #[serde(rename = "set(string)")]
    StringSet,
    /// A map of strings.
    #[serde(rename = "map(string)")]
    StringMap,
    /// Anything: objects that only the provider sets.
    #[serde(rename = "any")]
    Any,
}

/// A group of which at least one has to be written. Names inside a block are dotted: `target.crn`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// The group.
    pub any_of: Vec<String>,
    /// The rule that says it, where it is not the general one.
    pub own_rule: Option<String>,
}

/// A name that is often written for an argument, but is none.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// The wrong name.
    pub name: String,
    /// The argument or block that was meant, in the same body.
    pub instead: Option<String>,
    /// What to do, where no other name is the answer.
    pub advice: Option<String>,
    /// The argument or block of the same body that it is a part of, or that it stands for.
    pub of: Option<String>,
}

impl Schema {
    /// The type (`ibm_…`, `data.ibm_…`) or the name of the block.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All arguments, sorted by name. The implicit `id` of every type is found by [`Self::argument`] only.
    pub fn arguments(&self) -> &[Argument] {
        &self.arguments
    }

    /// The argument of this name.
    pub fn argument(&self, name: &str) -> Option<&Argument> {
        find(&self.arguments, name, |argument| &argument.name).or_else(|| {
            PROVIDER
                .implicit_arguments
                .iter()
                .find(|argument| self.is_type() && argument.name == name)
        })
    }

    /// All nested blocks, sorted by name.
    pub fn blocks(&self) -> &[Schema] {
        &self.blocks
    }

    /// The nested block of this name.
    pub fn block(&self, name: &str) -> Option<&Schema> {
        find(&self.blocks, name, |block| &block.name)
    }

    /// How often this block has to be there at least.
    pub fn min(&self) -> usize {
        self.min
    }

    /// How often this block may be there at most.
    pub fn max(&self) -> Option<usize> {
        self.max
    }

    /// A change of this block replaces the resource.
    pub fn force_new(&self) -> bool {
        self.force_new
    }

    /// This block counts when the resource is created; later changes are ignored.
    pub fn applied_once(&self) -> bool {
        self.applied_once
    }

    /// The provider sets this block, if it is not written.
    pub fn is_computed(&self) -> bool {
        self.computed
    }

    /// The members of the block `timeouts`; empty if the type has no such block.
    pub fn timeouts(&self) -> &[String] {
        &self.timeouts
    }

    /// Pairs that exclude each other, each pair once. What is null is not written and excludes nothing.
    pub fn conflicts(&self) -> &[[String; 2]] {
        &self.conflicts
    }

    /// Groups of which at least one has to be written.
    pub fn alternatives(&self) -> &[Alternative] {
        &self.at_least_one_of
    }

    /// All names that are known to be written wrongly.
    pub fn aliases(&self) -> &[Alias] {
        &self.aliases
    }

    /// What was meant by a name that is no argument.
    pub fn alias(&self, name: &str) -> Option<&Alias> {
        find(&self.aliases, name, |alias| &alias.name)
    }

    fn is_type(&self) -> bool {
        self.name.starts_with("ibm_") || self.name.starts_with("data.")
    }
}

/// The schema of a resource (`ibm_…`) or a data source (`data.ibm_…`), if it is one of ours.
pub fn schema(kind: &str) -> Option<&'static Schema> {
    find(&PROVIDER.types, kind, |schema| &schema.name)
}

/// Whether resources of this type tell something of gateways and their siblings, although what is
/// written in them is nobody's business here.
pub fn is_neighbour(kind: &str) -> bool {
    PROVIDER.neighbours.iter().any(|known| known == kind)
}

/// All types with a schema, sorted.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    PROVIDER.types.iter().map(|schema| schema.name.as_str())
}

/// Whether Terraform itself gives this argument to every resource and data source.
pub fn is_meta_argument(name: &str) -> bool {
    PROVIDER.meta_arguments.iter().any(|known| known == name)
}

/// Whether Terraform itself gives this block to the type; `timeouts` is there where the type has it.
pub fn is_meta_block(kind: &str, name: &str) -> bool {
    let known =
        if kind.starts_with("data.") { &PROVIDER.data_meta_blocks } else { &PROVIDER.meta_blocks };
    known.iter().any(|known| known == name)
        || (name == "timeouts" && schema(kind).is_some_and(|schema| !schema.timeouts.is_empty()))
}
