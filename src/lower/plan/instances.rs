//! The parts of a plan that list resources -> their instances.

use super::configuration::{Configuration, DEEPEST, calls, module_of};
use super::values::Merge;
use super::{Top, kind_of, reads};
use crate::lower::terraform;
use crate::model::Action;
use crate::node::{Kind, Node};
use crate::parse::json::{part, skim};
use crate::source::{SourceId, Span};
use skim::Broken;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::Range;

/// An instance of a resource or data source that is there once a plan is applied, with all its
/// attributes.
#[derive(Debug)]
pub struct Instance {
    /// Its type, with `data.` in front for a data source.
    pub kind: String,
    /// `module.a[0].ibm_is_vpc.b[0]`.
    pub address: String,
    /// The address without the index of the instance.
    pub object: String,
    /// Where its address stands.
    pub header: Span,
    /// All that the plan says of it.
    pub extent: Span,
    /// The provider configuration that it uses; none for the default one.
    pub provider: Option<String>,
    /// Its attributes.
    pub values: Node,
    /// Its attributes as they are now.
    pub before: Node,
    /// What is done with it; nothing where the plan only lists it.
    pub action: Option<Action>,
    /// The paths whose change makes Terraform replace it.
    pub replaced_for: Vec<String>,
    /// The provider cannot change it, and that is why it is replaced.
    pub cannot_update: bool,
    /// It is there already, and an `import` block takes it over.
    pub imported: bool,
    /// What is not known is left out of the values.
    pub is_silent: bool,
    /// The expressions of its arguments; nothing where the plan does not hold its configuration.
    pub expressions: Option<Node>,
    /// The names of the module calls that lead to it.
    pub(super) calls: Vec<String>,
}

/// Reads the instances of a plan, one after the other.
pub(super) struct Reader<'a, 't> {
    pub(super) source: SourceId,
    pub(super) text: &'t str,
    pub(super) wanted: fn(&str) -> bool,
    pub(super) configuration: &'a Configuration<'t>,
    /// Where sensitive values stand.
    pub(super) hidden: &'a mut Vec<Range<usize>>,
    /// The policies that Terraform lets go of and that stay.
    pub(super) forgotten: &'a mut Vec<String>,
    /// The first module that lies too deep to be looked into.
    pub(super) cut: &'a mut Option<usize>,
    /// The plan does not say whether it is partial.
    pub(super) is_old: bool,
    /// Something is there or declared of which such a plan says nothing: it was made for some `-target`.
    pub(super) has_untold: &'a mut bool,
    pub(super) take: &'a mut dyn FnMut(Instance, &Configuration<'t>),
}

/// What can be done with a resource.
const ACTIONS: [&str; 6] = ["create", "read", "update", "delete", "no-op", "forget"];
const RESOURCE: &str = "a resource with its address, type, name and attributes";

impl Reader<'_, '_> {
    /// Reads everything that the plan lists.
    pub(super) fn all(&mut self, top: &Top<'_>) -> Result<(), Broken> {
        let mut seen = HashSet::new();
        if let Some(changes) = top.get("resource_changes") {
            for change in skim::list(self.text, changes.start)? {
                let Some(node) = self.node(change?, |_| true)? else { continue };
                for name in ["address", "previous_address"] {
                    seen.extend(reads(&node, name).map(str::to_owned));
                }
                self.change(&node)?;
            }
        } else if let Some(planned) = top.get("planned_values") {
            self.state(planned.start, &mut seen, true)?;
        }
        // Data sources that were read for the plan are no changes.
        let prior = top.get("prior_state");
        let values = prior.map(|state| skim::member(self.text, state.start, "values"));
        if let Some(values) = values.transpose()?.flatten() {
            self.state(values.start, &mut seen, false)?;
        }
        if self.is_old {
            *self.has_untold |= self.configuration.declares_more(&seen);
        }
        Ok(())
    }

    /// A listed resource, if it is wanted.
    fn node(
        &self,
        range: Range<usize>,
        test: impl Fn(&str) -> bool,
    ) -> Result<Option<Node>, Broken> {
        let kind = kind_of(self.text, range.start)?;
        let broken = Broken::at(range.start);
        let kind = kind.ok_or(Broken { wanted: Some(RESOURCE), ..broken.clone() })?;
        if !(test(&kind) && (self.wanted)(&kind)) {
            return Ok(None);
        }
        part(self.source, self.text, range).ok_or(broken).map(Some)
    }

    /// The resources of all modules of a state; if it is not `planned`, only what was read for the
    /// plan: data sources that were not `seen`. Of all else that is there a whole plan says what becomes of
    /// it.
    fn state(
        &mut self,
        start: usize,
        seen: &mut HashSet<String>,
        planned: bool,
    ) -> Result<(), Broken> {
        let text = self.text;
        let root = skim::member(text, start, "root_module")?;
        let mut open: Vec<(usize, usize)> = root.map(|root| (root.start, 0)).into_iter().collect();
        while let Some((module, depth)) = open.pop() {
            for member in skim::object(text, module)? {
                let member = member?;
                match text.get(member.name) {
                    Some("resources") => {
                        for one in skim::list(text, member.value.start)? {
                            let test =
                                |kind: &str| planned || self.is_old || kind.starts_with("data.");
                            let Some(node) = self.node(one?, test)? else { continue };
                            let address = reads(&node, "address").unwrap_or_default();
                            let is_data = reads(&node, "mode") == Some("data");
                            if !planned && !is_data {
                                *self.has_untold |= !seen.contains(address);
                            } else if seen.insert(address.to_owned()) {
                                self.listed(&node, planned)?;
                            }
                        }
                    }
                    // Each level is gone through once more for those around it.
                    Some("child_modules") if depth < DEEPEST => {
                        for child in skim::list(text, member.value.start)? {
                            open.push((child?.start, depth + 1));
                        }
                    }
                    Some("child_modules") => {
                        self.cut.get_or_insert(member.value.start);
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// An element of `resource_changes`.
    fn change(&mut self, node: &Node) -> Result<(), Broken> {
        let change = node.get("change").map(|entry| &entry.value);
        let change = change.filter(|change| change.entries().is_some());
        let change = change.ok_or_else(|| odd(node, "a resource and its `change`"))?;
        let member = |name: &str| change.get(name).map(|entry| &entry.value);
        let actions = actions_of(node, member("actions"))?;
        let is_there = member("after").is_some_and(|after| !matches!(after.kind, Kind::Null));
        if !is_there && actions.iter().any(|one| matches!(*one, "create" | "update")) {
            return Err(odd(node, "a resource and what it is `after` its change"));
        }
        if actions.contains(&"forget") && reads(node, "type") == Some(terraform::POLICY) {
            self.forgotten.extend(reads(node, "address").map(str::to_owned));
        }
        let goes = actions.iter().all(|one| matches!(*one, "delete" | "forget"));
        if !is_there || goes || node.get("deposed").is_some() {
            return Ok(());
        }
        let mut merge = Merge { hidden: self.hidden, is_silent: false };
        let after = [member("after"), member("after_unknown"), member("after_sensitive")];
        let before = merge.value(member("before"), None, member("before_sensitive"));
        let values = merge.value(after[0], after[1], after[2]);
        let paths = member("replace_paths").and_then(Node::items).unwrap_or_default();
        let instance = self.instance(node, values).ok_or_else(|| odd(node, RESOURCE))?;
        let instance = Instance {
            before: before.unwrap_or_else(|| Node::new(Kind::Null, instance.header)),
            action: Some(action(&actions)),
            replaced_for: paths.iter().map(path).collect(),
            imported: member("importing").is_some_and(|one| one.entries().is_some()),
            cannot_update: reads(node, "action_reason") == Some("replace_because_cannot_update"),
            ..instance
        };
        (self.take)(instance, self.configuration);
        Ok(())
    }

    /// A resource of a state.
    fn listed(&mut self, node: &Node, is_silent: bool) -> Result<(), Broken> {
        let mut merge = Merge { hidden: self.hidden, is_silent };
        let member = |name: &str| node.get(name).map(|entry| &entry.value);
        if member("values").is_none() {
            // Terraform leaves it out where nothing is known.
            return Ok(());
        }
        let values = merge.value(member("values"), None, member("sensitive_values"));
        let instance = self.instance(node, values).ok_or_else(|| odd(node, RESOURCE))?;
        (self.take)(Instance { is_silent, ..instance }, self.configuration);
        Ok(())
    }

    /// What changes and states say alike.
    fn instance(&self, node: &Node, values: Option<Node>) -> Option<Instance> {
        let values = values.filter(|values| values.entries().is_some())?;
        let address = node.get("address").map(|entry| &entry.value)?;
        let data = if reads(node, "mode") == Some("data") { "data." } else { "" };
        let kind = format!("{data}{}", reads(node, "type")?);
        let own = format!("{kind}.{}", reads(node, "name")?);
        let text = address.text()?;
        let module = module_of(text);
        let calls = calls(&module);
        let declared = self.configuration.find(&calls, &own);
        let dot = if module.is_empty() { "" } else { "." };
        Some(Instance {
            kind,
            address: text.to_owned(),
            object: format!("{module}{dot}{own}"),
            header: address.span,
            extent: node.span,
            provider: match declared {
                Some(declared) => declared.provider.clone(),
                // Nobody knows which one: it is like no other.
                None => Some(format!("unknown provider of {text}")),
            },
            values,
            before: Node::new(Kind::Null, address.span),
            action: None,
            replaced_for: Vec::new(),
            cannot_update: false,
            imported: false,
            is_silent: false,
            expressions: declared.map(|declared| declared.expressions.clone()),
            calls: calls.into_iter().map(str::to_owned).collect(),
        })
    }
}

/// Something else than `wanted` stands here.
fn odd(node: &Node, wanted: &'static str) -> Broken {
    Broken { wanted: Some(wanted), ..Broken::at(node.span.range().start) }
}

/// The words for what is done with a resource.
fn actions_of<'a>(node: &Node, written: Option<&'a Node>) -> Result<Vec<&'a str>, Broken> {
    let words = written.and_then(Node::items).unwrap_or_default().iter();
    let known = words.map(|word| word.text().filter(|word| ACTIONS.contains(word)));
    let known: Option<Vec<&str>> = known.collect();
    known
        .filter(|actions| !actions.is_empty())
        .ok_or_else(|| odd(node, "a resource and the `actions` of its change"))
}

fn action(actions: &[&str]) -> Action {
    match actions {
        ["create"] => Action::Create,
        ["update"] => Action::Update,
        ["no-op"] => Action::Nothing,
        ["read"] => Action::Read,
        ["delete", "create"] | ["create", "delete"] => Action::Replace,
        _ => Action::Other,
    }
}

/// `["target", 0, "crn"]` as `target[0].crn`.
fn path(steps: &Node) -> String {
    let mut path = String::new();
    for step in steps.items().unwrap_or_default() {
        match &step.kind {
            Kind::Text(name) => {
                let dot = if path.is_empty() { "" } else { "." };
                let _ = write!(path, "{dot}{name}");
            }
            Kind::Number(index) => {
                let _ = write!(path, "[{index}]");
            }
            _ => break,
        }
    }
    path
}
