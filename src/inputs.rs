//! What root modules are given from outside, on the command line and in the environment.

use crate::discover::{Files, NotThere};
use crate::disk::{Disk, Entry};
pub use crate::evaluate::Limits;
use crate::source::SourceId;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What root modules are given from outside, as it is said.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// What `TF_VAR_…` variables of the environment say, without `TF_VAR_`.
    pub environment: Vec<(String, String)>,
    /// What `--var` and `--var-file` say, in their order.
    pub command_line: Vec<Said>,
    /// The workspace that `TF_WORKSPACE` selects.
    pub workspace: Option<String>,
    /// Where `TF_DATA_DIR` puts what `terraform init` downloads.
    pub data_folder: Option<PathBuf>,
}

/// What one flag of the command line says.
#[derive(Clone, Debug)]
pub enum Said {
    /// `--var-file`.
    File(PathBuf),
    /// `--var NAME=VALUE`.
    Variable(String, String),
}

/// What root modules are given from outside, its texts among those of the run.
#[derive(Debug, Default)]
pub struct Given {
    /// What the environment sets: weaker than the files of the folder.
    pub environment: Vec<(String, SourceId)>,
    /// What the command line sets, in its order: stronger.
    pub command_line: Vec<Value>,
    /// The workspace that the environment selects.
    pub workspace: Option<String>,
    /// Where what `terraform init` downloads is put, from the folder of a root module.
    pub data_folder: PathBuf,
    /// What configurations set: weaker than the command line.
    pub configured: Vec<Configured>,
    /// Which of them is that of each folder of the run.
    pub of_folder: Vec<usize>,
}

/// What one configuration sets.
#[derive(Clone, Debug, Default)]
pub struct Configured {
    /// Variables, in their order.
    pub values: Vec<Value>,
    /// How much a root module may cost.
    pub limits: Limits,
}

/// What one flag of the command line sets.
#[derive(Clone, Debug)]
pub enum Value {
    /// The variables in this file.
    File(SourceId),
    /// This variable.
    Text(String, SourceId),
}

impl Given {
    /// What its configuration sets for the folder of that number.
    pub fn configured(&self, folder: usize) -> Option<&Configured> {
        self.configured.get(*self.of_folder.get(folder)?)
    }

    /// The variables that the command line sets one by one and that are not among the `declared`.
    pub fn undeclared<'a>(
        &'a self,
        declared: &'a BTreeSet<String>,
    ) -> impl Iterator<Item = &'a str> {
        self.command_line.iter().filter_map(|value| match value {
            Value::Text(name, _) if !declared.contains(name) => Some(name.as_str()),
            _ => None,
        })
    }
}

/// Puts the texts of `inputs` among `files`.
///
/// # Errors
/// When a file of variables is not there or cannot be read.
pub fn given(disk: &dyn Disk, files: &mut Files, inputs: &Inputs) -> Result<Given, NotThere> {
    let text = |files: &mut Files, shown: String, text: &str| {
        let source = files.add(Path::new(&shown));
        files.sources.set_text(source, text.to_owned());
        source
    };
    let mut given = Given {
        workspace: inputs.workspace.clone(),
        data_folder: inputs.data_folder.clone().unwrap_or_else(|| ".terraform".into()),
        ..Given::default()
    };
    for (name, value) in &inputs.environment {
        given.environment.push((name.clone(), text(files, format!("TF_VAR_{name}"), value)));
    }
    for said in &inputs.command_line {
        given.command_line.push(match said {
            Said::Variable(name, value) => {
                Value::Text(name.clone(), text(files, format!("--var {name}"), value))
            }
            Said::File(path) => {
                let not_there = || NotThere { path: path.to_string_lossy().into_owned() };
                if disk.entry(path) != Entry::File {
                    return Err(not_there());
                }
                let source = files.add(path);
                crate::load::read_text(disk, files, source).map_err(|_| not_there())?;
                Value::File(source)
            }
        });
    }
    Ok(given)
}
