//! Formats and files on the command line -> which report goes where: each `--output-file` takes the
//! report of the `--format` before it.

use super::args::{Check, Format};
use crate::report::text::one_line;
use clap::ArgMatches;
use clap::parser::ValueSource;
use std::path::{Path, PathBuf};

/// A report and where it goes.
#[derive(Clone, Debug)]
pub(super) struct Output {
    pub(super) format: Format,
    /// Standard output if there is none.
    pub(super) file: Option<PathBuf>,
}

/// Finds out which report goes where; an error says what is wrong.
pub(super) fn pair(check: &mut Check, matches: &ArgMatches) -> Result<(), String> {
    let matches = matches.subcommand_matches("check").unwrap_or(matches);
    let places = |name: &str| -> Vec<usize> {
        let is_given = matches.value_source(name) == Some(ValueSource::CommandLine);
        matches.indices_of(name).filter(|_| is_given).into_iter().flatten().collect()
    };
    let formats = places("format");
    let mut outputs: Vec<Output> =
        check.format.iter().map(|format| Output { format: *format, file: None }).collect();
    if outputs.is_empty() {
        // The configuration may still say another one.
        outputs.push(Output { format: Format::Human, file: None });
    }
    for (file, place) in check.output_file.iter().zip(places("output_file")) {
        // A file in front of all formats, or without one, is that of the first.
        let nth = formats.partition_point(|format| *format < place).saturating_sub(1);
        let Some(output) = outputs.get_mut(nth) else { continue };
        if output.file.is_some() {
            let name = shown(file);
            return Err(format!("`--output-file {name}` has no --format of its own before it"));
        }
        let is_named = |path: &PathBuf| bare(path) == bare(file);
        if is_source(file) || check.input.paths.iter().any(is_named) {
            let name = shown(file);
            return Err(format!("`--output-file {name}` would overwrite what is to be checked"));
        }
        output.file = Some(file.clone());
    }
    if outputs.iter().filter(|output| output.file.is_none()).count() > 1 {
        let text = "only one report can go to standard output; put --output-file after the others";
        return Err(text.to_owned());
    }
    let mut files: Vec<&PathBuf> =
        outputs.iter().filter_map(|output| output.file.as_ref()).collect();
    files.sort();
    if let Some([file, _]) = files.array_windows().find(|[one, next]| one == next) {
        return Err(format!("two reports would go to `{}`", shown(file)));
    }
    check.outputs = outputs;
    Ok(())
}

/// Whether the name is that of a file that people write.
fn is_source(file: &Path) -> bool {
    let name = file.to_string_lossy();
    let ends = [".tf", ".tofu", ".tfvars", ".tf.json", ".tofu.json", ".tfvars.json"];
    ends.iter().any(|end| name.ends_with(end))
}

/// `./a` is `a`.
fn bare(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

fn shown(file: &Path) -> String {
    one_line(&file.to_string_lossy()).into_owned()
}
