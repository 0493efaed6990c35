//! Whole configurations, planned by Terraform and believed by bluelint.

use crate::believed;
use crate::compare::{Outcome, compare};
use crate::configurations::{ARGUMENT, TYPE};
use crate::slots::Draft;
use crate::terraform::{Answer, run};
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// How often what Terraform refuses is replaced before a configuration is given up.
const ROUNDS: usize = 12;

/// What Terraform plans for each resource of ours, by address; `None` where it keeps refusing.
pub(crate) fn plan(
    folder: &Path,
    drafts: &mut [Draft],
) -> Result<Option<BTreeMap<String, Answer>>> {
    for _ in 0..ROUNDS {
        for draft in drafts.iter() {
            let path = folder.join(&draft.path);
            std::fs::create_dir_all(path.parent().context("a folder")?)?;
            std::fs::write(path, for_terraform(&draft.written()))?;
        }
        let init = run(folder, &["init", "-input=false", "-json"])?;
        let said = if init.status.success() {
            let plan = run(folder, &["plan", "-input=false", "-json", "-out=plan"])?;
            if plan.status.success() {
                let shown = run(folder, &["show", "-json", "plan"])?;
                let shown = serde_json::from_slice(&shown.stdout).context("terraform show")?;
                return Ok(Some(changes(&shown)));
            }
            plan.stdout
        } else {
            init.stdout
        };
        let said = String::from_utf8_lossy(&said);
        let mut places: Vec<(String, usize)> = said.lines().filter_map(place).collect();
        places.sort();
        places.dedup();
        let mut mended = false;
        for (file, line) in places {
            let draft = drafts.iter_mut().find(|draft| draft.path == file);
            mended |= draft.is_some_and(|draft| draft.mend(line));
        }
        if !mended {
            return Ok(None);
        }
    }
    Ok(None)
}

fn for_terraform(text: &str) -> String {
    text.replace(TYPE, "terraform_data").replace(ARGUMENT, "input")
}

/// The file and line of an error.
fn place(message: &str) -> Option<(String, usize)> {
    let message: Value = serde_json::from_str(message).ok()?;
    let diagnostic = &message["diagnostic"];
    let range = &diagnostic["range"];
    let file = range["filename"].as_str().filter(|_| diagnostic["severity"] == "error")?;
    Some((file.to_owned(), usize::try_from(range["start"]["line"].as_u64()?).ok()?))
}

fn changes(shown: &Value) -> BTreeMap<String, Answer> {
    let mut found = BTreeMap::new();
    for change in shown["resource_changes"].as_array().into_iter().flatten() {
        let is_ours = change["name"].as_str().is_some_and(|name| name.starts_with('r'));
        let address = change["address"].as_str().filter(|_| is_ours);
        if let Some(address) = address {
            let unknown = match &change["change"]["after_unknown"]["input"] {
                Value::Null => Value::Bool(false),
                unknown => unknown.clone(),
            };
            let after = change["change"]["after"]["input"].clone();
            let address = address.replace("terraform_data.", "");
            found.insert(address, Answer::Value(after, unknown));
        }
    }
    found
}

/// A resource as bluelint shows it.
struct Shown {
    /// Its folder, if it is that of a module, whose calls have the same name.
    module: Option<String>,
    address: String,
    surely: bool,
    value: Value,
}

/// What came of every resource, with its address.
pub(crate) fn compared(
    planned: &BTreeMap<String, Answer>,
    drafts: &[Draft],
) -> Result<Vec<(String, Outcome)>> {
    let files = drafts.iter().map(|draft| {
        let text = draft.written().replace(TYPE, believed::POLICY).replace(ARGUMENT, "description");
        (draft.path.clone().into(), text)
    });
    let shown: Vec<Shown> = believed::resources(files.collect())?
        .iter()
        .map(|resource| Shown {
            module: resource["path"].as_str().and_then(|path| {
                let (folder, _) = path.strip_prefix("modules/")?.split_once('/')?;
                Some(folder.to_owned())
            }),
            address: resource["address"]
                .as_str()
                .unwrap_or_default()
                .replace(&format!("{}.", believed::POLICY), ""),
            surely: resource["exists"] == "surely",
            value: believed::parts(&resource["arguments"]["description"]["value"]),
        })
        .collect();
    let mut outcomes = Vec::new();
    for (address, answer) in planned {
        let is_it = |one: &&Shown| one.address == *address && stands_for(one, address);
        let just_this = shown.iter().find(is_it);
        let stands_for_it = |one: &&Shown| stands_for(one, address);
        let outcome = match just_this.or_else(|| shown.iter().find(stands_for_it)) {
            Some(one) => compare(answer, &one.value),
            None if shown.iter().any(|one| bare(&one.address) == bare(address) && one.surely) => {
                Outcome {
                    unsound: vec!["it is planned, but not shown".to_owned()],
                    ..Outcome::default()
                }
            }
            None => compare(answer, &serde_json::json!({ "$unknown": "it is not shown" })),
        };
        outcomes.push((address.clone(), outcome));
    }
    for one in shown.iter().filter(|one| one.surely && !planned.contains_key(&one.address)) {
        if !planned.keys().any(|address| stands_for(one, address)) && one.module.is_none() {
            let unsound = vec!["it is shown, but not planned".to_owned()];
            outcomes.push((one.address.clone(), Outcome { unsound, ..Outcome::default() }));
        }
    }
    Ok(outcomes)
}

/// Whether what is shown stands for several, of which `address` is one: all instances, or those of a
/// module wherever it is called.
fn stands_for(shown: &Shown, address: &str) -> bool {
    if let Some(module) = shown.module.as_ref().filter(|_| !shown.address.contains("module.")) {
        let last = address.rsplit('.').next().unwrap_or_default();
        let inside = bare(address) == format!("module.{module}.{}", bare(last));
        return inside && (last == shown.address || bare(last) == shown.address);
    }
    address == shown.address || bare(address) == shown.address
}

/// An address without the keys of instances.
fn bare(address: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    for sign in address.chars() {
        match sign {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ if depth == 0 => out.push(sign),
            _ => {}
        }
    }
    out
}
