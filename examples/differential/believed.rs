//! Asking bluelint, as a library.

use anyhow::Result;
use bluelint::disk::MemoryDisk;
use bluelint::finding::Level;
use bluelint::{Settings, lint, report};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What bluelint shows.
pub(crate) const POLICY: &str = "ibm_iam_authorization_policy";

/// The policies in these files, as `bluelint show` gives them.
pub(crate) fn resources(files: Vec<(PathBuf, String)>) -> Result<Vec<Value>> {
    let settings = Settings {
        paths: vec![".".into()],
        kind: None,
        rules: Vec::new(),
        min_level: Level::Info,
        threads: 2,
        ..Settings::default()
    };
    let run = lint(&MemoryDisk::new(files), &settings)
        .map_err(|missing| anyhow::anyhow!("{missing:?} is not there"))?;
    let mut out = Vec::new();
    report::show_json(&run, &mut out)?;
    let shown: Value = serde_json::from_slice(&out)?;
    let resources = shown["resources"].as_array().cloned().unwrap_or_default();
    Ok(resources.into_iter().filter(|one| one["kind"] == POLICY).collect())
}

/// What is believed of each expression beside `preamble`, each in a folder of its own.
pub(crate) fn believed(preamble: &str, expressions: &[String]) -> Result<Vec<Value>> {
    let mut files = Vec::new();
    for (index, expression) in expressions.iter().enumerate() {
        let folder = PathBuf::from(format!("c{index}"));
        let text = format!("resource \"{POLICY}\" \"x\" {{\n  description = {expression}\n}}\n");
        files.push((folder.join("main.tf"), text));
        files.push((folder.join("preamble.tf"), preamble.to_owned()));
    }
    let mut values = BTreeMap::new();
    for resource in resources(files)? {
        let path = resource["path"].as_str().unwrap_or_default();
        let folder = path.split('/').next().unwrap_or_default().to_owned();
        values.insert(folder, parts(&resource["arguments"]["description"]["value"]));
    }
    let value = |index| values.get(&format!("c{index}")).cloned().unwrap_or_else(unread);
    Ok((0..expressions.len()).map(value).collect())
}

/// What cannot be read is not known either.
fn unread() -> Value {
    serde_json::json!({ "$unknown": "it cannot be read" })
}

/// The value with `{"$unknown": why}` wherever it is not known.
pub(crate) fn parts(value: &Value) -> Value {
    if let Some(known) = value.get("known").or_else(|| value.get("partly")) {
        return known.clone();
    }
    let why = value.get("unknown").and_then(Value::as_str);
    let sort = || value.as_object().and_then(|one| one.keys().next().cloned()).unwrap_or_default();
    serde_json::json!({ "$unknown": why.map_or_else(sort, str::to_owned) })
}
