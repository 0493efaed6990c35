//! What is measured: bluelint, and hcl-edit alone as the least that any reader of HCL has to do.

use bluelint::Settings;
use bluelint::disk::RealDisk;
use bluelint::finding::Level;
use bluelint::rules::RULES;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// What bluelint saw, to be sure that it saw something.
pub(crate) struct Seen {
    /// Files that it counts as ours.
    pub(crate) files: usize,
    /// Policies and gateways.
    pub(crate) resources: usize,
    /// Findings.
    pub(crate) findings: usize,
    /// Files or rules that could not be looked at wholly.
    pub(crate) incomplete: usize,
    /// Policies, and those whose target service is known.
    pub(crate) policies: (usize, usize),
}

/// Runs bluelint as a library, with all rules, and lets go of all that it made.
pub(crate) fn bluelint(path: &Path, threads: usize) -> (Duration, Seen) {
    let start = Instant::now();
    let settings = Settings {
        paths: vec![path.to_owned()],
        kind: None,
        rules: RULES.iter().collect(),
        min_level: Level::Info,
        threads,
        ..Settings::default()
    };
    let run = bluelint::lint(&RealDisk, &settings).expect("the tree was just written");
    let targets = run.model.policies.iter().map(|policy| policy.target()?.service());
    let seen = Seen {
        policies: (run.model.policies.len(), targets.flatten().count()),
        files: run.files,
        resources: run.model.policies.len() + run.model.gateways.len(),
        findings: run.findings.len(),
        incomplete: run.incomplete.len(),
    };
    drop(black_box(run));
    (start.elapsed(), seen)
}

/// Walks, reads and parses with hcl-edit and nothing else; each tree is dropped at once.
pub(crate) fn hcl_edit(folder: &Path, threads: usize) -> (Duration, usize) {
    let start = Instant::now();
    let mut files = Vec::new();
    walk(folder, &mut files);
    let next = AtomicUsize::new(0);
    let parsed = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    parsed.fetch_add(usize::from(parse(path)), Ordering::Relaxed);
                }
            });
        }
    });
    (start.elapsed(), parsed.into_inner())
}

/// The plainest walk there is: no ignore files, no order.
#[expect(clippy::disallowed_methods, reason = "the point of comparison reads without bluelint")]
fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the tree was just written").flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "tf") {
            files.push(path);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the point of comparison reads without bluelint")]
fn parse(path: &Path) -> bool {
    let text = std::fs::read_to_string(path).expect("the tree was just written");
    black_box(hcl_edit::parser::parse_body(&text)).is_ok()
}

/// How bluelint can be run in a process of its own by this program.
pub(crate) const MEMORY: &str = "--memory";

/// The most memory in MB that bluelint held, in a process that did nothing else; `None` where the
/// system does not tell.
#[expect(clippy::disallowed_methods, reason = "memory is told of a process")]
pub(crate) fn memory(folder: &Path, threads: usize) -> Option<f64> {
    let program = std::env::current_exe().ok()?;
    let run = Command::new(program).arg(MEMORY).arg(folder).arg(threads.to_string()).output();
    String::from_utf8(run.ok()?.stdout).ok()?.trim().parse::<f64>().ok().map(|kb| kb / 1000.0)
}

/// Kilobytes: the high-water mark of this process.
#[expect(clippy::disallowed_methods, reason = "no tree of ours: the system's own words")]
pub(crate) fn high_water() -> Option<u32> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// How long the program itself takes for one file, from its start to its end.
#[expect(clippy::disallowed_methods, reason = "a start is that of a process")]
pub(crate) fn start_up(file: &Path) -> Duration {
    let start = Instant::now();
    let run = Command::new(env!("CARGO_BIN_EXE_bluelint")).arg("check").arg(file).output();
    let run = run.expect("cargo builds the program before the benchmark");
    let time = start.elapsed();
    // 1 says that it found something; anything higher that it did not look.
    assert!(run.status.code().is_some_and(|code| code <= 1), "{run:?}");
    time
}

pub(crate) fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
