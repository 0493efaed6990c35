//! Formats and files on the command line -> which report goes where: each `--output-file` takes the
//! report of the `--format` before it.

use super::Stop;
use super::args::{Check, Format};
use crate::Run;
use crate::config::NAMES;
use crate::disk::{Disk, Entry, absolute};
use crate::report::text::one_line;
use clap::ArgMatches;
use clap::parser::ValueSource;
use std::collections::BTreeSet;
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

/// An error if a report would take the place of something that was read, of what is git's own or of
/// another report. Only when all is read is it known what that would be.
pub(super) fn guard(check: &Check, run: &Run, disk: &dyn Disk) -> Result<(), Stop> {
    let refuse = |file: &Path, why: &str| {
        Err(Stop::Usage(format!("`--output-file {}` would overwrite {why}", shown(file))))
    };
    let files: Vec<&Path> =
        check.outputs.iter().filter_map(|output| output.file.as_deref()).collect();
    // What is none of ours may be an older report.
    let passed_over: BTreeSet<&str> =
        run.passed_over.iter().map(|(path, _)| path.as_str()).collect();
    for (at, file) in files.iter().enumerate() {
        let target = target(disk, file);
        if target.components().any(|part| part.as_os_str() == ".git") {
            return refuse(file, "what is git's own");
        }
        let is_it = |path: &Path| match disk.entry(file) {
            Entry::File => disk.is_same(file, path),
            Entry::Nothing => self::target(disk, path) == target,
            Entry::Folder => false,
        };
        if files.iter().take(at).any(|other| is_it(other)) {
            return Err(Stop::Usage(format!("two reports would go to `{}`", shown(file))));
        }
        if disk.entry(file) != Entry::File {
            continue;
        }
        let mut read = run.sources.iter().zip(&run.paths);
        if read.any(|((_, source), path)| is_it(path) && !passed_over.contains(&*source.path)) {
            return refuse(file, "what is to be checked");
        }
        if run.configured.iter().chain(&check.baseline).any(|path| is_it(path)) {
            return refuse(file, "what says how to check");
        }
    }
    Ok(())
}

/// Where a file really lies, or will lie.
fn target(disk: &dyn Disk, file: &Path) -> PathBuf {
    let real = disk.real(file).or_else(|error| {
        let (folder, name) = file.parent().zip(file.file_name()).ok_or(error)?;
        Ok::<_, std::io::Error>(disk.real(folder)?.join(name))
    });
    real.unwrap_or_else(|_| absolute(disk, Path::new(""), file))
}

/// Whether the name is that of a file that people write.
fn is_source(file: &Path) -> bool {
    if NAMES.iter().any(|name| file.ends_with(name)) {
        return true;
    }
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
