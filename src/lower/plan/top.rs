//! The outermost members of a plan, as far as they are looked at.

use super::Unread;
use crate::node::Node;
use crate::parse::json::part;
use crate::parse::json::skim::{self, Broken};
use crate::source::{SourceId, Span};
use foldhash::HashSet;
use std::collections::BTreeMap;
use std::ops::Range;

/// The members of a plan that are looked at.
const PARTS: [&str; 11] = [
    "format_version",
    "resource_changes",
    "planned_values",
    "prior_state",
    "configuration",
    "checks",
    "complete",
    "errored",
    "deferred_changes",
    "action_invocations",
    "deferred_action_invocations",
];
/// The versions of the format that are understood begin with a number up to this.
pub(super) const NEWEST: u32 = 1;

/// The outermost members of a text.
pub(super) struct Top<'a> {
    text: &'a str,
    members: BTreeMap<&'static str, Range<usize>>,
    /// Where it stops to be JSON.
    pub(super) broken: Option<Broken>,
}

impl<'a> Top<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut top = Self { text, members: BTreeMap::new(), broken: None };
        let mut members = skim::members(text, skim::begin(text));
        for member in members.by_ref() {
            match member {
                Ok(member) => top.note(member.name, member.value),
                Err(broken) => {
                    if let Some(name) = broken.member.clone() {
                        top.note(name, broken.at..broken.at);
                    }
                    top.broken = Some(broken);
                    return top;
                }
            }
        }
        let end = members.behind();
        top.broken = (end < text.len()).then(|| Broken::at(end));
        top
    }

    fn note(&mut self, name: Range<usize>, value: Range<usize>) {
        let name = self.text.get(name).unwrap_or_default();
        if let Some(known) = PARTS.into_iter().find(|part| *part == name) {
            self.members.insert(known, value);
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Range<usize>> {
        self.members.get(name)
    }

    /// Whether each part is what a plan has there.
    pub(super) fn fits(&self) -> Result<(), Broken> {
        for (name, range) in &self.members {
            match *name {
                "resource_changes" | "checks" | "deferred_changes" | "action_invocations" => {
                    skim::list(self.text, range.start)?;
                }
                "planned_values" => {
                    skim::object(self.text, range.start)?;
                    if let Some(root) = skim::member(self.text, range.start, "root_module")? {
                        skim::object(self.text, root.start)?;
                    }
                }
                "prior_state" | "configuration" => {
                    skim::object(self.text, range.start)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn value(&self, name: &str) -> &'a str {
        self.get(name).and_then(|range| self.text.get(range.clone())).unwrap_or_default()
    }

    pub(super) fn is_plan(&self) -> bool {
        self.get("format_version").is_some()
            && (self.get("planned_values").is_some() || self.get("resource_changes").is_some())
    }

    /// Whether the plan says that it does not hold everything.
    pub(super) fn is_partial(&self) -> bool {
        self.value("complete") == "false"
            || self.value("errored") == "true"
            || skim::items(
                self.text,
                self.get("deferred_changes").map_or(usize::MAX - 1, |r| r.start),
            )
            .next()
            .is_some()
    }

    /// Whether the plan would say so, as those of Terraform 1.8 and later do.
    pub(super) fn tells_whether_partial(&self) -> bool {
        self.get("complete").is_some()
    }

    /// What conditions are put on, by their addresses without indexes: `module.a.output.b`. What the
    /// conditions refer to, a plan does not say.
    pub(super) fn checked(&self) -> HashSet<&'a str> {
        let text = self.text;
        let start = self.get("checks").map_or(usize::MAX - 1, |range| range.start);
        let addresses = skim::items(text, start).flatten().filter_map(|check| {
            let address = skim::member(text, check.start, "address").ok()??;
            let shown = skim::member(text, address.start, "to_display").ok()??;
            text.get(shown).map(|shown| shown.trim_matches('"'))
        });
        addresses.collect()
    }

    /// The addresses of the actions that are run when the plan is applied.
    pub(super) fn invoked(&self, source: SourceId) -> Vec<String> {
        let text = self.text;
        let lists = ["action_invocations", "deferred_action_invocations"];
        let all = lists.iter().filter_map(|list| self.get(list));
        let all = all.flat_map(|range| skim::items(text, range.start)).flatten();
        let addresses = all.map(|one| {
            // Those that are put off are wrapped once more.
            let inner = skim::member(text, one.start, "action_invocation").ok().flatten();
            let start = inner.map_or(one.start, |inner| inner.start);
            let address = skim::member(text, start, "action_address").ok().flatten();
            let address = address.and_then(|range| part(source, text, range));
            address.as_ref().and_then(Node::text).unwrap_or_default().to_owned()
        });
        addresses.collect()
    }

    pub(super) fn version(&self, source: SourceId) -> Result<(), Unread> {
        let version = self.value("format_version");
        let major = version.trim_matches('"').split('.').next().unwrap_or_default();
        if major.parse().is_ok_and(|major: u32| major <= NEWEST) {
            return Ok(());
        }
        let range = self.get("format_version").cloned().unwrap_or_default();
        let shown = version.trim_matches('"').chars().take(20).collect();
        Err(Unread::Version(shown, Span::new(source, range)))
    }
}
