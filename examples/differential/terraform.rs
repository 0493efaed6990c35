//! Asking a real Terraform.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// What Terraform says of an expression.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// It refuses it.
    Refused,
    /// It has a value that it cannot write down: infinity.
    Unwritten,
    /// Its value, and which parts are not known.
    Value(Value, Value),
}

/// Whether there is a Terraform to ask.
pub(crate) fn is_installed() -> bool {
    let version = Command::new("terraform")
        .arg("version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    version.is_ok_and(|status| status.success())
}

/// Runs terraform in `folder`; it is stopped where it takes too long, since some random
/// configurations make it take all memory there is.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Result<Output> {
    const LONGEST: Duration = Duration::from_mins(1);
    let (out, err) = (folder.join("terraform.out"), folder.join("terraform.err"));
    let mut child = Command::new("terraform")
        .args(arguments)
        .current_dir(folder)
        .env("CHECKPOINT_DISABLE", "1")
        .env("TF_CLI_CONFIG_FILE", folder.join("none.rc"))
        .env("TF_IN_AUTOMATION", "1")
        .stdin(Stdio::null())
        .stdout(std::fs::File::create(&out)?)
        .stderr(std::fs::File::create(&err)?)
        .spawn()
        .context("terraform cannot be run")?;
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if start.elapsed() > LONGEST {
            child.kill()?;
            break child.wait()?;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    Ok(Output { status, stdout: std::fs::read(&out)?, stderr: std::fs::read(&err)? })
}

/// An empty folder of this name for Terraform to work in.
pub(crate) fn scratch(name: &str) -> Result<PathBuf> {
    let folder = std::env::temp_dir()
        .join(format!("bluelint-differential-{}", std::process::id()))
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("none.rc"), "")?;
    Ok(folder)
}

/// What Terraform says of each of `expressions` beside `preamble`: each is an output of one plan, in a
/// file of its own. The plan is made again without those that it refuses.
pub(crate) fn answers(
    folder: &Path,
    preamble: &str,
    expressions: &[String],
) -> Result<Vec<Answer>> {
    std::fs::write(folder.join("preamble.tf"), preamble)?;
    let init = run(folder, &["init", "-input=false"])?;
    if !init.status.success() {
        bail!("terraform init: {}", String::from_utf8_lossy(&init.stderr));
    }
    let file = |index: usize| folder.join(format!("o{index}.tf"));
    for (index, expression) in expressions.iter().enumerate() {
        std::fs::write(
            file(index),
            format!("output \"o{index}\" {{\n  value = {expression}\n}}\n"),
        )?;
    }
    let mut refused: BTreeMap<usize, Answer> = BTreeMap::new();
    loop {
        let plan = run(folder, &["plan", "-input=false", "-json", "-out=plan"])?;
        if plan.status.success() {
            break;
        }
        let said = String::from_utf8_lossy(&plan.stdout);
        let found: BTreeMap<usize, Answer> = said.lines().filter_map(failed).collect();
        if found.is_empty() {
            bail!("terraform plan: {said}{}", String::from_utf8_lossy(&plan.stderr));
        }
        for (index, answer) in found {
            std::fs::remove_file(file(index))?;
            refused.insert(index, answer);
        }
    }
    let shown = run(folder, &["show", "-json", "plan"])?;
    let shown: Value = serde_json::from_slice(&shown.stdout).context("terraform show")?;
    let answer = |index: usize| {
        if let Some(answer) = refused.get(&index) {
            return answer.clone();
        }
        let change = &shown["output_changes"][format!("o{index}")];
        Answer::Value(change["after"].clone(), change["after_unknown"].clone())
    };
    let answers = (0..expressions.len()).map(answer).collect();
    for index in (0..expressions.len()).filter(|index| !refused.contains_key(index)) {
        std::fs::remove_file(file(index))?;
    }
    Ok(answers)
}

/// The output that an error is about: named by its file or, where it cannot be written down, in words.
fn failed(message: &str) -> Option<(usize, Answer)> {
    let message: Value = serde_json::from_str(message).ok()?;
    let diagnostic = &message["diagnostic"];
    if diagnostic["severity"] != "error" {
        return None;
    }
    if let Some(file) = diagnostic["range"]["filename"].as_str() {
        let index = file.strip_prefix('o')?.strip_suffix(".tf")?.parse().ok()?;
        return Some((index, Answer::Refused));
    }
    let (_, name) = diagnostic["detail"].as_str()?.split_once("output value \"o")?;
    Some((name.split('"').next()?.parse().ok()?, Answer::Unwritten))
}
