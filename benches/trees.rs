//! How long bluelint takes for trees of 200, 1,000 and 5,000 files, beside the time that hcl-edit
//! alone needs to walk, read and parse the same files with as many threads.
//!
//! `cargo bench --bench trees` prints a table; with `-- --check` it fails where a target is missed.
//! Only the ratio is worth a comparison: the machine may be busy with other things.
//!
//! The second part is how the time grows with the number of module calls, which call each other
//! several levels deep.
#![allow(clippy::print_stdout, reason = "the table is the point")]

mod trees {
    pub(crate) mod calls;
    pub(crate) mod generate;
    pub(crate) mod measure;
    pub(crate) mod modules;
    pub(crate) mod ours;
    pub(crate) mod reports;
    pub(crate) mod text;
}

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;
use trees::calls;
use trees::generate::{self, Tree};
use trees::measure::{self, median, milliseconds};
use trees::reports;

/// Files in a tree.
const SIZES: [usize; 3] = [200, 1_000, 5_000];
/// How often each side runs, in turns.
const RUNS: usize = 7;
/// bluelint may take this many times what hcl-edit takes.
const MOST_TIMES: f64 = 2.5;
/// And this much memory, in MB.
const MOST_MEMORY: f64 = 150.0;
/// And this long for one file, from the start of the process to its end.
const MOST_START_UP: Duration = Duration::from_millis(10);

#[expect(clippy::disallowed_methods, reason = "a benchmark has arguments too")]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, folder, threads] = arguments.as_slice()
        && first == measure::MEMORY
    {
        measure::bluelint(Path::new(folder), threads.parse().unwrap_or(1));
        println!("{}", measure::high_water().map(|kb| kb.to_string()).unwrap_or_default());
        return ExitCode::SUCCESS;
    }
    // `cargo test --benches` runs this too, without `--bench`: then one small tree has to do.
    let whole = arguments.iter().any(|argument| argument == "--bench");
    let sizes = if whole { SIZES.as_slice() } else { &SIZES[..1] };
    let trees: Vec<Tree> = sizes.iter().map(|size| fresh(*size)).collect();
    let met = table(&trees, if whole { RUNS } else { 1 });
    let met = start_up(&trees) && met;
    let met = trees.last().is_none_or(|tree| reports::table(tree, whole)) && met;
    let met = calls::table(whole) && met;
    println!("\n{}", if met { "All targets are met." } else { "A target is missed." });
    let check = arguments.iter().any(|argument| argument == "--check");
    if check && !met { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Writes the tree of `size` files anew.
fn fresh(size: usize) -> Tree {
    let folder = generate::empty(&format!("tree-{size}"));
    let tree = generate::tree(&folder, size).expect("the folder of the benchmark can be written");
    let (_, seen) = measure::bluelint(&tree.folder, 1);
    let (_, parsed) = measure::hcl_edit(&tree.folder, 1);
    assert_eq!(parsed, tree.files, "hcl-edit reads every file");
    assert_eq!(seen.incomplete, 0, "bluelint reads every file");
    println!(
        "{} .tf files ({:.2} MB) in {} folders, of which {} hold ours; {} of {} module calls name a \
         folder; {} JSON files: bluelint takes {} files for ours and sees {} policies and gateways, \
         {} findings",
        tree.files,
        mega(tree.bytes),
        tree.folders.0,
        tree.folders.1,
        tree.calls.1,
        tree.calls.0,
        tree.json,
        seen.files,
        seen.resources,
        seen.findings,
    );
    tree
}

#[expect(clippy::cast_precision_loss, reason = "trees are far smaller than 2^52 bytes")]
fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// Prints a line for each tree and number of threads; whether all of them are within the targets.
fn table(trees: &[Tree], runs: usize) -> bool {
    println!(
        "\n{:>6} {:>8} {:>12} {:>12} {:>7} {:>9}",
        "files", "threads", "hcl-edit", "bluelint", "ratio", "memory"
    );
    let mut met = true;
    for tree in trees {
        for threads in [1, 2] {
            let (mut alone, mut ours) = (Vec::new(), Vec::new());
            for _ in 0..runs {
                alone.push(measure::hcl_edit(&tree.folder, threads).0);
                ours.push(measure::bluelint(&tree.folder, threads).0);
            }
            let (alone, ours) = (median(alone), median(ours));
            let ratio = ours.as_secs_f64() / alone.as_secs_f64();
            let memory = measure::memory(&tree.folder, threads);
            let shown = memory.map_or("not told".to_owned(), |mb| format!("{mb:.0} MB"));
            let good = ratio <= MOST_TIMES && memory.is_none_or(|mb| mb <= MOST_MEMORY);
            met &= good;
            println!(
                "{:>6} {threads:>8} {:>12} {:>12} {ratio:>7.2} {shown:>9}{}",
                tree.files,
                milliseconds(alone),
                milliseconds(ours),
                if good { "" } else { "  missed" },
            );
        }
    }
    println!(
        "targets: a ratio of at most {MOST_TIMES}, at most {MOST_MEMORY} MB; medians of {runs}, in turns"
    );
    met
}

/// Prints how long the program takes for one file of each language; whether that is quick enough.
fn start_up(trees: &[Tree]) -> bool {
    let Some(tree) = trees.first() else { return true };
    let repository = tree.folder.join("repository-0000");
    let mut met = true;
    println!("\none file, the whole process (target: {}):", milliseconds(MOST_START_UP));
    // The first tells Terraform from its folder, the second needs the schema of policies.
    for file in ["main.tf", "policy.json"] {
        let path = repository.join(file);
        let time = median((0..RUNS).map(|_| measure::start_up(&path)).collect());
        let good = time <= MOST_START_UP;
        met &= good;
        println!("{file:>15} {:>10}{}", milliseconds(time), if good { "" } else { "  missed" });
    }
    met
}
