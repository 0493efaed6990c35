//! The baseline: what was found before and is lived with for now. It knows findings by their
//! fingerprints, so lines may move and files be renamed.

use crate::finding::{By, Finding, Waived};
use crate::source::{Position, Sources};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What the file is called where nobody says anything else.
pub const NAME: &str = "bluelint-baseline.json";
/// The version of its form.
const VERSION: u64 = 1;

/// A finding that is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Entry {
    /// The rule that found it.
    pub rule: String,
    /// The resource, for people.
    pub address: String,
    /// What it is known by, with the rule.
    pub fingerprint: String,
    /// Where it stood, as a hint.
    pub path: String,
}

/// All findings that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<(String, String), Entry>,
}

/// What a baseline comes to in a run.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// The entries that are found no more.
    pub gone: Vec<Entry>,
    /// How many entries there are.
    pub known: usize,
}

impl Baseline {
    /// Reads the text of a baseline.
    ///
    /// # Errors
    /// With the place, if it is known, and what is wrong.
    pub fn parse(text: &str) -> Result<Self, (Option<Position>, String)> {
        let value: Value = serde_json::from_str(text).map_err(|error| {
            let at = Position { line: error.line(), column: error.column() };
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default().to_owned();
            (Some(at), message)
        })?;
        let wrong = |text: String| (None, text);
        match value.get("version").map(Value::as_u64) {
            Some(Some(VERSION)) => {}
            Some(Some(other)) => {
                let text =
                    format!("it has version {other}, and this bluelint reads {VERSION} only");
                return Err(wrong(text));
            }
            _ => return Err(wrong("it has no `version`".to_owned())),
        }
        let list = value.get("findings").and_then(Value::as_array);
        let list = list.ok_or_else(|| wrong("it has no list `findings`".to_owned()))?;
        let mut baseline = Self::default();
        for (at, entry) in list.iter().enumerate() {
            let text = |name: &str| entry.get(name).and_then(Value::as_str).map(str::to_owned);
            let needed = |name: &str| {
                text(name).ok_or_else(|| wrong(format!("`findings[{at}]` has no `{name}`")))
            };
            baseline.add(Entry {
                rule: needed("rule")?,
                fingerprint: needed("fingerprint")?,
                address: text("address").unwrap_or_default(),
                path: text("path").unwrap_or_default(),
            });
        }
        Ok(baseline)
    }

    fn add(&mut self, entry: Entry) {
        self.entries.insert((entry.rule.clone(), entry.fingerprint.clone()), entry);
    }

    /// The baseline of these findings.
    pub fn of<'a>(findings: impl Iterator<Item = &'a Finding>, sources: &Sources) -> Self {
        let mut baseline = Self::default();
        for finding in findings {
            baseline.add(Entry {
                rule: finding.rule.to_owned(),
                fingerprint: finding.fingerprint.clone(),
                address: finding.addresses.first().cloned().unwrap_or_default(),
                path: sources.get(finding.span.source).path.clone(),
            });
        }
        baseline
    }

    /// How many findings it knows.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether it knows the finding.
    pub fn knows(&self, finding: &Finding) -> bool {
        self.entries.contains_key(&(finding.rule.to_owned(), finding.fingerprint.clone()))
    }

    /// Adds what `other` knows; what is known already gets its address and place.
    pub fn extend(&mut self, other: Self) {
        self.entries.extend(other.entries);
    }

    /// Removes these entries.
    pub fn remove(&mut self, gone: &[Entry]) {
        for entry in gone {
            self.entries.remove(&(entry.rule.clone(), entry.fingerprint.clone()));
        }
    }

    /// The entries that none of the findings is, as far as `is_judged` says that it would be there.
    pub fn gone<'a>(
        &self,
        findings: impl Iterator<Item = &'a Finding>,
        is_judged: impl Fn(&Entry) -> bool,
    ) -> Vec<Entry> {
        let found: BTreeSet<(&str, &str)> =
            findings.map(|one| (one.rule, one.fingerprint.as_str())).collect();
        let entries = self.entries.values();
        let gone = entries.filter(|one| !found.contains(&(&*one.rule, &*one.fingerprint)));
        gone.filter(|one| is_judged(one)).cloned().collect()
    }

    /// Takes what it knows out of `findings`, and marks it as known by the baseline.
    pub fn waive(&self, findings: &mut Vec<Finding>) -> Vec<Finding> {
        let all = std::mem::take(findings).into_iter();
        let (mut known, new): (Vec<Finding>, Vec<Finding>) = all.partition(|one| self.knows(one));
        *findings = new;
        for finding in &mut known {
            finding.waived = Some(Waived { by: By::Baseline, reason: String::new(), span: None });
        }
        known
    }

    /// Its text: sorted, a line for each finding, so that changes read well.
    pub fn text(&self) -> String {
        let mut entries: Vec<&Entry> = self.entries.values().collect();
        entries.sort();
        let lines = entries.iter().map(|entry| {
            let text = serde_json::to_string(entry).unwrap_or_default();
            format!("    {}", crate::report::text::escape_json(&text))
        });
        let lines = lines.collect::<Vec<_>>().join(",\n");
        let list = if lines.is_empty() { "[]".to_owned() } else { format!("[\n{lines}\n  ]") };
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": {list}\n}}\n")
    }
}
