//! The configuration that a plan was made from, as far as a plan repeats it: which arguments are
//! written at all, which provider configuration is used, and what a value comes from.

use super::{kind_of, reads};
use crate::catalog;
use crate::node::{Kind, Node, Seen, steps};
use crate::parse::json::{part, skim};
use crate::source::SourceId;
use foldhash::{HashMap, HashSet};
use skim::Broken;
use std::ops::Range;

/// The provider configuration that has no other name.
const DEFAULT: &str = "ibm";
/// Modules that lie deeper are not looked into.
pub(super) const DEEPEST: usize = 32;
/// How many names may lead one to the next from a value to what it comes from.
const LONGEST_WAY: usize = 20;

/// The configuration.
pub(super) struct Configuration<'a> {
    pub(super) text: &'a str,
    pub(super) source: SourceId,
    pub(super) root: Module<'a>,
    /// Where each provider configuration stands.
    pub(super) providers: HashMap<&'a str, usize>,
}

/// A module.
#[derive(Default)]
pub(super) struct Module<'a> {
    /// Those that are wanted, by type and name, with `data.` in front for a data source.
    resources: HashMap<String, Declared>,
    /// Where each resource and data source stands, by the same names.
    pub(super) places: HashMap<String, Range<usize>>,
    pub(super) calls: HashMap<&'a str, Call<'a>>,
    /// Where each output stands.
    pub(super) outputs: HashMap<&'a str, Range<usize>>,
    /// Those of them that run programs once they are there.
    pub(super) running: HashSet<String>,
    /// It calls modules that lie too deep to be looked into.
    pub(super) is_cut: bool,
}

/// A call of a module.
#[derive(Default)]
pub(super) struct Call<'a> {
    /// How often, and what all in it waits for.
    pub(super) settings: Vec<Range<usize>>,
    /// It may be called more than once.
    pub(super) is_repeated: bool,
    /// Where the expression of each of its arguments stands.
    pub(super) expressions: HashMap<&'a str, Range<usize>>,
    pub(super) module: Module<'a>,
}

/// A resource or data source as it is declared.
pub(super) struct Declared {
    /// The provider configuration that it uses, as the root module names it; none for the default one.
    pub(super) provider: Option<String>,
    /// The expressions of its arguments.
    pub(super) expressions: Node,
    /// There may be several of it, or none.
    is_repeated: bool,
}

impl<'a> Configuration<'a> {
    /// No configuration: nobody knows what is written.
    pub(super) fn none(source: SourceId, text: &'a str) -> Self {
        Self { text, source, root: Module::default(), providers: HashMap::default() }
    }

    /// Reads what `text` says from the byte `start` on, of the resources that are `wanted`.
    pub(super) fn read(
        source: SourceId,
        text: &'a str,
        start: usize,
        wanted: fn(&str) -> bool,
    ) -> Result<Self, Broken> {
        let mut read = Self::none(source, text);
        if let Some(providers) = skim::member(text, start, "provider_config")? {
            for provider in skim::object(text, providers.start)? {
                let provider = provider?;
                let key = text.get(provider.name).unwrap_or_default();
                read.providers.insert(key, provider.value.start);
            }
        }
        if let Some(root) = skim::member(text, start, "root_module")? {
            read.root = read.module(root.start, wanted, 0)?;
        }
        Ok(read)
    }

    fn module(
        &self,
        start: usize,
        wanted: fn(&str) -> bool,
        depth: usize,
    ) -> Result<Module<'a>, Broken> {
        let text = self.text;
        let mut module = Module::default();
        for member in skim::object(text, start)? {
            let member = member?;
            match text.get(member.name) {
                Some("resources") => {
                    for resource in skim::list(text, member.value.start)? {
                        let resource = resource?;
                        let Some(kind) = kind_of(text, resource.start)? else { continue };
                        if wanted(&kind) {
                            let node = part(self.source, text, resource.clone());
                            let node = node.ok_or(Broken::at(resource.start))?;
                            module.resources.extend(self.declared(&node)?);
                        }
                        if let Some(name) = skim::member(text, resource.start, "name")? {
                            let name = text.get(name).unwrap_or_default().trim_matches('"');
                            let object = format!("{kind}.{name}");
                            if self.runs_programs(resource.start)? {
                                module.running.insert(object.clone());
                            }
                            module.places.insert(object, resource);
                        }
                    }
                }
                Some("module_calls") if depth < DEEPEST => {
                    for call in skim::object(text, member.value.start)? {
                        let call = call?;
                        let name = text.get(call.name).unwrap_or_default();
                        let call = self.call(call.value.start, wanted, depth + 1)?;
                        module.calls.insert(name, call);
                    }
                }
                Some("module_calls") => module.is_cut = true,
                Some("outputs") => module.outputs = self.named(member.value.start)?,
                _ => {}
            }
        }
        Ok(module)
    }

    /// Whether programs are run once the resource is there that begins at `start`, of which nobody sees
    /// what they do.
    fn runs_programs(&self, start: usize) -> Result<bool, Broken> {
        let provisioners = skim::member(self.text, start, "provisioners")?;
        for one in provisioners.iter().flat_map(|list| skim::items(self.text, list.start)) {
            let one = one?;
            let node = self.node(&one).ok_or(Broken::at(one.start))?;
            let sort = reads(&node, "type").unwrap_or_default();
            if catalog::may_run_anything(sort, &|name| texts(&node, name)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn call(
        &self,
        start: usize,
        wanted: fn(&str) -> bool,
        depth: usize,
    ) -> Result<Call<'a>, Broken> {
        let mut call = Call::default();
        for member in skim::object(self.text, start)? {
            let member = member?;
            match self.text.get(member.name) {
                Some("expressions") => call.expressions = self.named(member.value.start)?,
                Some(name @ ("count_expression" | "for_each_expression" | "depends_on")) => {
                    call.is_repeated |= name != "depends_on";
                    call.settings.push(member.value);
                }
                Some("module") => call.module = self.module(member.value.start, wanted, depth)?,
                _ => {}
            }
        }
        Ok(call)
    }

    /// Where each member of the object that begins at `start` stands.
    fn named(&self, start: usize) -> Result<HashMap<&'a str, Range<usize>>, Broken> {
        let mut found = HashMap::default();
        for member in skim::object(self.text, start)? {
            let member = member?;
            found.insert(self.text.get(member.name).unwrap_or_default(), member.value);
        }
        Ok(found)
    }

    /// A declared resource with its type and name.
    fn declared(&self, node: &Node) -> Result<Option<(String, Declared)>, Broken> {
        let text = |name: &str| reads(node, name).unwrap_or_default();
        let data = if text("mode") == "data" { "data." } else { "" };
        let declared = Declared {
            provider: self.provider(text("provider_config_key"))?,
            is_repeated: ["count_expression", "for_each_expression"]
                .iter()
                .any(|name| node.get(name).is_some()),
            expressions: match node.get("expressions") {
                Some(entry) => entry.value.clone(),
                None => Node::new(Kind::Object(Vec::new(), Seen::Whole), node.span),
            },
        };
        let object = format!("{data}{}.{}", text("type"), text("name"));
        Ok((!text("name").is_empty()).then_some((object, declared)))
    }

    /// The provider configuration that `key` names: of one that a module configures itself the
    /// address of the module in front.
    pub(super) fn provider(&self, key: &str) -> Result<Option<String>, Broken> {
        let Some((module, local)) = key.rsplit_once(':') else {
            return Ok((key != DEFAULT && !key.is_empty()).then(|| key.to_owned()));
        };
        if let Some(start) = self.providers.get(key) {
            for member in skim::members(self.text, *start) {
                let member = member?;
                if matches!(self.text.get(member.name), Some("alias" | "expressions")) {
                    return Ok(Some(format!("{module}.{local}")));
                }
            }
        }
        // Nothing but a name for what comes from above.
        Ok((local != DEFAULT).then(|| local.to_owned()))
    }

    /// The regions that provider configurations spell out, by their names in the root module.
    pub(super) fn regions(&self) -> Vec<(String, Node)> {
        let region = |key: &str, start: usize| {
            let expressions = skim::member(self.text, start, "expressions").ok()??;
            let region = skim::member(self.text, expressions.start, "region").ok()??;
            let value = skim::member(self.text, region.start, "constant_value").ok()??;
            let name = self.provider(key).ok()?.unwrap_or_else(|| DEFAULT.to_owned());
            Some((name, self.node(&value)?))
        };
        self.providers.iter().filter_map(|(key, start)| region(key, *start)).collect()
    }

    /// Whether something is declared that surely is there once, and whose address is not among `seen`.
    pub(super) fn declares_more(&self, seen: &HashSet<String>) -> bool {
        let mut open = vec![(&self.root, String::new())];
        while let Some((module, path)) = open.pop() {
            let mut once = module
                .resources
                .iter()
                .filter(|(object, declared)| !declared.is_repeated && !object.starts_with("data."));
            if once.any(|(object, _)| !seen.contains(&format!("{path}{object}"))) {
                return true;
            }
            let calls = module.calls.iter().filter(|(_, call)| !call.is_repeated);
            open.extend(calls.map(|(name, call)| (&call.module, format!("{path}module.{name}."))));
        }
        false
    }

    /// What is declared as `object` (a type and a name) in the module that is called by `names`.
    pub(super) fn find(&self, names: &[&str], object: &str) -> Option<&Declared> {
        self.at(names)?.resources.get(object)
    }

    pub(super) fn at(&self, names: &[&str]) -> Option<&Module<'a>> {
        let mut module = &self.root;
        for name in names {
            module = &module.calls.get(*name)?.module;
        }
        Some(module)
    }

    /// The one attribute of a resource or data source that the value of `expression` comes from, if
    /// it comes from no other: followed through variables and outputs. What is made of it on the
    /// way, a plan does not say.
    pub(super) fn origin(&self, names: &[&str], expression: &Node) -> Option<String> {
        let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut reference = only_reference(expression)?;
        for _ in 0..LONGEST_WAY {
            let here: Vec<&str> = names.iter().map(String::as_str).collect();
            let parts: Vec<&str> = steps(&reference).collect();
            match parts.as_slice() {
                ["var", name] => {
                    let (last, above) = here.split_last()?;
                    let expressions = &self.at(above)?.calls.get(*last)?.expressions;
                    reference = only_reference(&self.node(expressions.get(*name)?)?)?;
                    names.pop();
                }
                ["module", call, rest @ ..] => {
                    let name = rest.iter().find(|part| !part.starts_with('['))?;
                    let outputs = &self.at(&here)?.calls.get(*call)?.module.outputs;
                    let output = self.node(outputs.get(*name)?)?;
                    names.push((*call).to_owned());
                    reference = only_reference(&output.get("expression")?.value)?;
                }
                ["var" | "local" | "each" | "count" | "path" | "terraform" | "self", ..] => {
                    return None;
                }
                _ => {
                    let module = names.iter().map(|name| format!("module.{name}."));
                    return Some(format!("{}{reference}", module.collect::<String>()));
                }
            }
        }
        None
    }

    /// What stands there.
    pub(super) fn node(&self, range: &Range<usize>) -> Option<Node> {
        part(self.source, self.text, range.clone())
    }
}

/// The texts that argument `name` of something in the configuration spells out, as far as it does, of an
/// object its names; nothing where it is not written.
pub(super) fn texts(declared: &Node, name: &str) -> Option<Vec<String>> {
    let expression = &declared.get("expressions")?.value.get(name)?.value;
    let unknown = || vec![catalog::UNKNOWN.to_string()];
    let Some(constant) = expression.get("constant_value") else { return Some(unknown()) };
    let text =
        |node: &Node| node.text().map_or_else(|| catalog::UNKNOWN.to_string(), str::to_owned);
    let value = &constant.value;
    if let Some(entries) = value.entries() {
        return Some(entries.iter().map(|entry| entry.key.to_string()).collect());
    }
    Some(value.items().map_or_else(|| vec![text(value)], |all| all.iter().map(text).collect()))
}

/// The longest of the references of an expression, if all others are what it begins with.
fn only_reference(expression: &Node) -> Option<String> {
    let all = expression.get("references")?.value.items()?;
    let all: Vec<&str> = all.iter().map(Node::text).collect::<Option<_>>()?;
    let longest = all.iter().max_by_key(|one| one.len())?;
    let is_part = |one: &&str| {
        longest
            .strip_prefix(*one)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    all.iter().all(is_part).then(|| (*longest).to_owned())
}

/// The module that something with this address lies in: `module.a[0]`.
pub(super) fn module_of(address: &str) -> String {
    let mut module = String::new();
    let mut parts = steps(address).peekable();
    while parts.next_if_eq(&"module").is_some() {
        let dot = if module.is_empty() { "" } else { "." };
        module.push_str(dot);
        module.push_str("module.");
        module.push_str(parts.next().unwrap_or_default());
        module.push_str(parts.next_if(|part| part.starts_with('[')).unwrap_or_default());
    }
    module
}

/// The names of the module calls in the address of a module, without their indexes.
pub(super) fn calls(module: &str) -> Vec<&str> {
    steps(module).filter(|part| !part.starts_with('[')).skip(1).step_by(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_apart_between_their_brackets() {
        let address = r#"module.a["x.y[\"]"].module.b[0]"#;
        assert_eq!(calls(address), ["a", "b"]);
        assert_eq!(module_of(&format!("{address}.ibm_x.y[0]")), address);
        assert_eq!(module_of("data.ibm_x.module"), "");
        assert!(calls("").is_empty());
    }

    #[test]
    fn a_value_comes_from_where_its_names_lead_and_from_one_place_only() {
        let text = r#"{"root_module": {"module_calls": {
            "outer": {"expressions": {"up": {"references": ["ibm_x.y.guid", "ibm_x.y"]},
                                      "two": {"references": ["ibm_x.y.guid", "ibm_x.z"]}},
                      "module": {"outputs": {"id": {"expression": {"references": ["ibm_v.w[0].id", "ibm_v.w[0]", "ibm_v.w"]}}}}}}}}"#;
        let read = Configuration::read(SourceId(0), text, 0, |_| true).unwrap();
        let origin = |names: &[&str], reference: &str| {
            let text = format!(r#"{{"references": ["{reference}"]}}"#);
            read.origin(names, &part(SourceId(0), &text, 0..text.len()).unwrap())
        };
        assert_eq!(origin(&["outer"], "var.up").as_deref(), Some("ibm_x.y.guid"));
        assert_eq!(origin(&["outer"], "var.two"), None);
        assert_eq!(
            origin(&[], "module.outer[0].id").as_deref(),
            Some("module.outer.ibm_v.w[0].id")
        );
        assert_eq!(origin(&[], "each.value"), None);
        assert_eq!(origin(&[], "var.up"), None);
    }
}
