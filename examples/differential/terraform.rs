//! Asking a real Terraform.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What Terraform says of an expression.
#[derive(Clone, Debug)]
pub enum Answer {
    /// It refuses it.
    Refused,
    /// Its value, and which parts are not known.
    Value(Value, Value),
}

/// Whether there is a Terraform to ask.
pub fn is_installed() -> bool {
    let version = Command::new("terraform")
        .arg("version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    version.is_ok_and(|status| status.success())
}

/// Runs terraform in `folder`.
pub fn run(folder: &Path, arguments: &[&str]) -> Result<Output> {
    Command::new("terraform")
        .args(arguments)
        .current_dir(folder)
        .env("CHECKPOINT_DISABLE", "1")
        .env("TF_CLI_CONFIG_FILE", folder.join("none.rc"))
        .env("TF_IN_AUTOMATION", "1")
        .stdin(Stdio::null())
        .output()
        .context("terraform cannot be run")
}

/// An empty folder of this name for Terraform to work in.
pub fn scratch(name: &str) -> Result<PathBuf> {
    let folder = std::env::temp_dir()
        .join(format!("bluelint-differential-{}", std::process::id()))
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("none.rc"), "")?;
    Ok(folder)
}

/// What Terraform says of each of `expressions` beside `preamble`: they are the outputs of one plan,
/// made again without those that it refuses.
pub fn answers(folder: &Path, preamble: &str, expressions: &[String]) -> Result<Vec<Answer>> {
    std::fs::write(folder.join("preamble.tf"), preamble)?;
    let init = run(folder, &["init", "-input=false"])?;
    if !init.status.success() {
        bail!("terraform init: {}", String::from_utf8_lossy(&init.stderr));
    }
    let mut refused: BTreeSet<usize> = BTreeSet::new();
    loop {
        let (text, starts) = outputs(expressions, &refused);
        std::fs::write(folder.join("main.tf"), text)?;
        let start = std::time::Instant::now();
        let plan = run(folder, &["plan", "-input=false", "-json", "-out=plan"])?;
        if plan.status.success() {
            break;
        }
        eprintln!("{} {:?}", refused.len(), start.elapsed());
        let said = String::from_utf8_lossy(&plan.stdout);
        let found: BTreeSet<usize> =
            said.lines().filter_map(|message| failed(message, &starts)).collect();
        let before = refused.len();
        refused.extend(found);
        if refused.len() == before {
            bail!("terraform plan: {said}{}", String::from_utf8_lossy(&plan.stderr));
        }
    }
    let shown = run(folder, &["show", "-json", "plan"])?;
    let shown: Value = serde_json::from_slice(&shown.stdout).context("terraform show")?;
    let answer = |index: usize| {
        if refused.contains(&index) {
            return Answer::Refused;
        }
        let change = &shown["output_changes"][format!("o{index}")];
        Answer::Value(change["after"].clone(), change["after_unknown"].clone())
    };
    Ok((0..expressions.len()).map(answer).collect())
}

/// The outputs, and the line at which each begins.
fn outputs(expressions: &[String], without: &BTreeSet<usize>) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut starts, mut line) = (String::new(), Vec::new(), 1);
    for (index, expression) in expressions.iter().enumerate() {
        if without.contains(&index) {
            continue;
        }
        let output = format!("output \"o{index}\" {{\n  value = {expression}\n}}\n");
        starts.push((line, index));
        line += output.matches('\n').count();
        text.push_str(&output);
    }
    (text, starts)
}

/// The output that an error is about: named by its line or, where it cannot be written down, in words.
fn failed(message: &str, starts: &[(usize, usize)]) -> Option<usize> {
    let message: Value = serde_json::from_str(message).ok()?;
    let diagnostic = &message["diagnostic"];
    if diagnostic["severity"] != "error" {
        return None;
    }
    let range = &diagnostic["range"];
    if let Some(line) = range["start"]["line"].as_u64().filter(|_| range["filename"] == "main.tf") {
        return Some(output_at(starts, usize::try_from(line).ok()?));
    }
    let (_, name) = diagnostic["detail"].as_str()?.split_once("output value \"o")?;
    name.split('"').next()?.parse().ok()
}

fn output_at(starts: &[(usize, usize)], line: usize) -> usize {
    let behind = starts.partition_point(|(start, _)| *start <= line);
    starts[behind.saturating_sub(1)].1
}
