//! What reports cost: a run that writes three at once beside a run that writes one.

use super::generate::Tree;
use super::measure::{median, milliseconds};
use bluelint::cli::{Environment, run};
use bluelint::disk::RealDisk;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// SARIF, `JUnit` and frames may cost so many times what frames alone cost.
const MOST_TIMES: f64 = 1.3;
/// How often each side runs, in turns.
const RUNS: usize = 9;

/// Prints what the reports over a tree cost; whether it is little enough.
pub(crate) fn table(tree: &Tree, whole: bool) -> bool {
    let runs = if whole { RUNS } else { 1 };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (sarif, junit) = (folder.join("report.sarif"), folder.join("report.xml"));
    let (mut one, mut three) = (Vec::new(), Vec::new());
    let mut bytes = 0;
    for _ in 0..runs {
        one.push(time(tree, &[]).0);
        let (took, human) = time(tree, &[("sarif", &sarif), ("junit", &junit)]);
        three.push(took);
        bytes = human;
    }
    let (one, three) = (median(one), median(three));
    let ratio = three.as_secs_f64() / one.as_secs_f64();
    let good = ratio <= MOST_TIMES;
    println!(
        "\nreports over {} files: {bytes} bytes of frames, {} of SARIF, {} of JUnit",
        tree.files,
        size(&sarif),
        size(&junit)
    );
    println!(
        "frames alone {}, all three {}, ratio {ratio:.2}{} (target: {MOST_TIMES})",
        milliseconds(one),
        milliseconds(three),
        if good { "" } else { "  missed" },
    );
    good
}

/// A run with frames and these reports; how long it took, and how many bytes of frames it wrote.
fn time(tree: &Tree, reports: &[(&str, &PathBuf)]) -> (Duration, usize) {
    let mut arguments: Vec<OsString> = vec!["bluelint".into(), "check".into()];
    for (format, file) in reports {
        arguments.extend(["-f".into(), (*format).into(), "-o".into(), (*file).into()]);
    }
    arguments.extend(["-f".into(), "human".into(), tree.folder.clone().into()]);
    let (mut out, mut err) = (Vec::new(), io::sink());
    let start = Instant::now();
    let env = Environment::default();
    let code = run(arguments, &env, &RealDisk, &mut io::empty(), &mut out, &mut err);
    let took = start.elapsed();
    assert!(code <= 1, "the tree can be checked");
    (took, out.len())
}

#[expect(clippy::disallowed_methods, reason = "what was written lies outside of every run")]
fn size(file: &Path) -> usize {
    std::fs::read(file).map_or(0, |bytes| bytes.len())
}
