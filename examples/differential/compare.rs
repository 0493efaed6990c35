//! Terraform's value beside bluelint's.

use crate::terraform::Answer;
use serde_json::Value;

/// What came of the parts of a value.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Parts that both know.
    pub(crate) known: usize,
    /// Parts that Terraform knows and bluelint does not, and why not.
    pub(crate) missed: Vec<String>,
    /// Parts that bluelint takes for something else than Terraform does.
    pub(crate) unsound: Vec<String>,
}

/// The number has more digits than JSON readers keep: nobody could be told of it.
const INEXACT: &str = "more digits than can be held exactly";

/// Compares the two.
pub(crate) fn compare(answer: &Answer, believed: &Value) -> Outcome {
    let mut outcome = Outcome::default();
    match answer {
        Answer::Refused if why(believed).is_some() => {}
        Answer::Unwritten => {}
        Answer::Refused => outcome.unsound.push(format!("refused, not {believed}")),
        Answer::Value(after, unknown) => outcome.part("", after, unknown, believed),
    }
    outcome
}

/// Why a part is not known.
fn why(believed: &Value) -> Option<&str> {
    believed.as_object()?.get("$unknown").map(|why| why.as_str().unwrap_or_default())
}

impl Outcome {
    fn part(&mut self, at: &str, after: &Value, unknown: &Value, believed: &Value) {
        if *unknown == Value::Bool(true) {
            if why(believed).is_none() {
                self.unsound.push(format!("{at} is not known, not {believed}"));
            }
            return;
        }
        if let Some(why) = why(believed) {
            if !why.ends_with(INEXACT) {
                self.missed.extend(vec![why.to_owned(); known_leaves(after, unknown)]);
            }
            return;
        }
        match (after, believed) {
            (Value::Array(after), Value::Array(believed)) => {
                self.items(at, after, unknown, believed);
            }
            (Value::Object(_), Value::Object(_)) => self.members(at, after, unknown, believed),
            _ if equal(after, believed) => self.known += 1,
            _ => self.unsound.push(format!("{at} is {after}, not {believed}")),
        }
    }

    fn items(&mut self, at: &str, after: &[Value], unknown: &Value, believed: &[Value]) {
        if after.len() != believed.len() {
            let more = believed.last().and_then(why) == Some("there may be more");
            if more {
                self.missed.push("more elements".to_owned());
            } else {
                self.unsound.push(format!(
                    "{at} has {} elements, not {}",
                    after.len(),
                    believed.len()
                ));
            }
            return;
        }
        self.known += usize::from(after.is_empty());
        for (index, (after, believed)) in after.iter().zip(believed).enumerate() {
            let unknown = unknown.get(index).unwrap_or(&Value::Bool(false));
            self.part(&format!("{at}[{index}]"), after, unknown, believed);
        }
    }

    fn members(&mut self, at: &str, after: &Value, unknown: &Value, believed: &Value) {
        let names = keys(after, unknown);
        let others: Vec<&String> =
            believed.as_object().into_iter().flat_map(|one| one.keys()).collect();
        if others.iter().any(|name| *name == "$more") {
            self.missed.push("more members".to_owned());
            return;
        }
        let same = names.len() == others.len() && names.iter().all(|name| others.contains(name));
        if !same {
            self.unsound.push(format!("{at} has {names:?}, not {others:?}"));
            return;
        }
        self.known += usize::from(names.is_empty());
        for name in names {
            let after = after.get(name).unwrap_or(&Value::Null);
            let unknown = unknown.get(name).unwrap_or(&Value::Bool(false));
            self.part(&format!("{at}.{name}"), after, unknown, &believed[name]);
        }
    }
}

fn keys<'a>(after: &'a Value, unknown: &'a Value) -> Vec<&'a String> {
    let of = |value: &'a Value| value.as_object().into_iter().flat_map(|one| one.keys());
    let mut names: Vec<&String> = of(after).chain(of(unknown)).collect();
    names.sort();
    names.dedup();
    names
}

/// How many parts of a value Terraform knows.
fn known_leaves(after: &Value, unknown: &Value) -> usize {
    if *unknown == Value::Bool(true) {
        return 0;
    }
    match after {
        Value::Array(items) if !items.is_empty() => {
            let each = items.iter().enumerate();
            each.map(|(index, item)| {
                known_leaves(item, unknown.get(index).unwrap_or(&Value::Bool(false)))
            })
            .sum()
        }
        Value::Object(members) if !members.is_empty() => {
            let each = members.iter();
            each.map(|(name, item)| {
                known_leaves(item, unknown.get(name).unwrap_or(&Value::Bool(false)))
            })
            .sum()
        }
        Value::Object(_) if unknown.as_object().is_some_and(|parts| !parts.is_empty()) => 0,
        _ => 1,
    }
}

fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64() == other.as_f64()
        }
        _ => one == other,
    }
}
