//! `cargo run --release --example decidability -- FOLDER…`: how much of the policies and gateways in
//! real repositories bluelint decides. Each folder in FOLDER is a repository, looked at on its own.
//!
//! What is counted are blocks as they are written, not what they come to. A block that comes to
//! several instances (`count`, `for_each`, calls of its folder) is decided as far as the worst of
//! them is; `any` counts it by the best. A block of which there is no instance is looked at as one.
//!
//! `one value` needs one known value in each instance, `candidates` one or several that are all
//! known. What is null or empty by default is not known: a caller is meant to set it. The target of
//! a figure, where there is one, is for `any`: whoever wrote the block sees what it comes to as soon
//! as one caller is known. `--verbose` prints what stays open, and why.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the table is the point")]

#[path = "decidability/answer.rs"]
mod answer;
#[path = "decidability/questions.rs"]
mod questions;

use answer::Answer;
use anyhow::{Context, Result, bail};
use bluelint::disk::RealDisk;
use bluelint::finding::Level;
use bluelint::model::{Resource, Subject, Surface};
use bluelint::source::{Sources, Span};
use bluelint::{Run, Settings};
use questions::{OF_GATEWAYS, OF_POLICIES, Question};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A block as it is written.
struct Block {
    /// Its file, line and address.
    place: String,
    /// What each instance answers to each question.
    instances: Vec<Vec<Answer>>,
}

impl Block {
    fn answers(&self, question: usize) -> impl Iterator<Item = &Answer> {
        self.instances.iter().filter_map(move |answers| answers.get(question))
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a tool has arguments too")]
fn run() -> Result<()> {
    let (options, folders): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with('-'));
    let is_known = |option: &String| matches!(option.as_str(), "-v" | "--verbose");
    if folders.is_empty() || !options.iter().all(is_known) {
        bail!("usage: cargo run --release --example decidability -- [--verbose] FOLDER…");
    }
    let mut repositories = Vec::new();
    for folder in &folders {
        repositories.extend(folders_in(Path::new(folder))?);
    }
    let (mut policies, mut gateways) = (Vec::new(), Vec::new());
    let mut unread = 0;
    for repository in &repositories {
        let run = look_at(repository)?;
        unread += run.incomplete.len();
        policies.extend(blocks(&run.sources, &run.model.policies, &OF_POLICIES));
        gateways.extend(blocks(&run.sources, &run.model.gateways, &OF_GATEWAYS));
    }
    println!("{} repositories; {unread} places that could not be read", repositories.len());
    let verbose = !options.is_empty();
    report("ibm_iam_authorization_policy", &policies, &OF_POLICIES, verbose);
    report("ibm_is_virtual_endpoint_gateway", &gateways, &OF_GATEWAYS, verbose);
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "bluelint itself looks into one repository only")]
fn folders_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder);
    for entry in entries.with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn look_at(repository: &Path) -> Result<Run> {
    let settings = Settings {
        paths: vec![repository.to_owned()],
        kind: None,
        rules: Vec::new(),
        min_level: Level::Error,
        threads: std::thread::available_parallelism().map_or(1, Into::into),
        ..Settings::default()
    };
    let run = bluelint::lint(&RealDisk, &settings);
    run.map_err(|refused| anyhow::anyhow!("{refused}"))
}

/// The blocks of one repository, with what they answer.
fn blocks<T: Subject>(sources: &Sources, all: &[T], questions: &[Question<T>]) -> Vec<Block> {
    let mut found: BTreeMap<(&str, u32), Block> = BTreeMap::new();
    // What known modules make has no block of its own: the call stands for it.
    let is_written = |one: &&T| {
        let resource = one.resource();
        resource.surface == Surface::Terraform
            && !sources.text(resource.header).starts_with("module")
    };
    for one in all.iter().filter(is_written) {
        let resource = one.resource();
        let Span { source, start, .. } = resource.extent;
        let key = (sources.get(source).path.as_str(), start);
        let place = || Block { place: place(sources, resource), instances: Vec::new() };
        let answers = questions.iter().map(|question| (question.ask)(one)).collect();
        found.entry(key).or_insert_with(place).instances.push(answers);
    }
    found.into_values().collect()
}

fn place(sources: &Sources, resource: &Resource) -> String {
    let file = sources.get(resource.header.source);
    let line = file.position(resource.header.range().start).line;
    format!("{}:{line} {}", file.path, resource.object)
}

/// Prints the table of one type of resources, and what stays open.
fn report<T>(kind: &str, blocks: &[Block], questions: &[Question<T>], verbose: bool) {
    let instances: usize = blocks.iter().map(|block| block.instances.len()).sum();
    println!("\n{kind}: {} blocks, {instances} instances; percent decided", blocks.len());
    println!("{:>30} {:>10} {:>11} {:>6} {:>9}", "", "one value", "candidates", "any", "at least");
    for (index, question) in questions.iter().enumerate() {
        let share = |is_decided: &dyn Fn(&Block) -> bool| {
            percent(blocks.iter().filter(|block| is_decided(block)).count(), blocks.len())
        };
        let is_open = |answer: &Answer| matches!(answer, Answer::Open(_));
        let one = share(&|block| block.answers(index).all(|answer| *answer == Answer::One));
        let several = share(&|block| !block.answers(index).any(is_open));
        let any = share(&|block| block.answers(index).any(|answer| !is_open(answer)));
        let wanted = question.at_least.map_or(String::new(), |wanted| format!("{wanted:.0}"));
        let missed = question.at_least.is_some_and(|wanted| any < wanted);
        let missed = if missed { "  missed" } else { "" };
        println!(
            "{:>30} {one:>10.1} {several:>11.1} {any:>6.1} {wanted:>9}{missed}",
            question.name
        );
    }
    if verbose {
        for (index, question) in questions.iter().enumerate() {
            open(question.name, blocks, index);
        }
    }
}

/// Prints the blocks that leave a question open, by the sort of reason.
fn open(name: &str, blocks: &[Block], question: usize) {
    let mut reasons: BTreeMap<String, Vec<(&Block, &str)>> = BTreeMap::new();
    for block in blocks {
        if let Some(Answer::Open(why)) = block.answers(question).min() {
            reasons.entry(without_names(why)).or_default().push((block, why));
        }
    }
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, blocks)| std::cmp::Reverse(blocks.len()));
    println!("\n{name}: open");
    for (reason, blocks) in reasons {
        println!("  {:>3} {reason}", blocks.len());
        for (block, why) in blocks {
            println!("        {}: {why}", block.place);
        }
    }
}

/// The reason with every name between backticks as `…`, so that like reasons stand together.
fn without_names(why: &str) -> String {
    let parts = why.split('`').enumerate();
    let parts = parts.map(|(index, part)| if index % 2 == 1 { "…" } else { part });
    parts.collect::<Vec<_>>().join("`")
}

#[expect(clippy::cast_precision_loss, reason = "there are fewer than 2^52 blocks")]
fn percent(some: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { 100.0 * some as f64 / all as f64 }
}
