//! How the time to join gateways and policies, and to judge them, grows with the estate: 500, 5,000
//! and 50,000 resources in several shapes. It has to grow as the estate does: what counts is the time
//! for each resource, compared with that of the smallest estate.
//!
//! `cargo bench --bench joining` prints a table; with `-- --check` it fails where a target is missed.
#![allow(clippy::print_stdout, reason = "the table is the point")]

use bluelint::config::{Config, Judges};
use bluelint::disk::MemoryDisk;
use bluelint::graph::Graph;
use bluelint::rule::Rule;
use bluelint::rules::RULES;
use bluelint::suppress::Suppressions;
use bluelint::{Run, Settings, engine, lint};
use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Resources in an estate.
const SIZES: [u32; 3] = [500, 5_000, 50_000];
/// Resources in a root module.
const ROOT: usize = 500;
/// A resource may cost so many times what one of the smallest estate costs.
const MOST_TIMES: f64 = 3.0;
/// The account of the gateways and that of what they lead to.
const OURS: &str = "3f1b2c4d5e6f708192a3b4c5d6e7f809";
const THEIRS: &str = "0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f";

/// What an estate looks like: the text of one gateway and its policy.
type Shape = (&'static str, fn(usize) -> String);

const SHAPES: [Shape; 5] = [
    ("known instances", |n| pair(&literal(n), &instance(n), true)),
    ("known instances, no policy fits", |n| pair(&literal(n), &instance(n + 1_000_000), false)),
    ("policies of unknown instances", |n| pair(&literal(n), &format!("var.other_{n}"), false)),
    ("references", |n| {
        let crn = format!("ibm_resource_instance.i{n}.crn");
        pair(&crn, &format!("ibm_resource_instance.i{n}.guid"), true)
    }),
    ("each waits for all before it", |n| {
        let before = n.checked_sub(1).filter(|_| n % (ROOT / 2) > 0);
        let waits = before.map(|n| format!(", ibm_is_virtual_endpoint_gateway.g{n}"));
        gateway(n, &literal(n), &waits.unwrap_or_default()) + &policy(n, &instance(n))
    }),
];

fn instance(n: usize) -> String {
    format!("\"{n:08x}-93c7-4d28-8e41-7a2d90c3bf64\"")
}

fn literal(n: usize) -> String {
    let instance = instance(n);
    let id = instance.trim_matches('"');
    format!("\"crn:v1:bluemix:public:backup-recovery:eu-de:a/{THEIRS}:{id}::\"")
}

fn pair(crn: &str, instance: &str, waits: bool) -> String {
    // Numbers keep the names apart.
    let n = crn.bytes().fold(7_usize, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(usize::from(byte)) % 1_000_000_007
    });
    let gateway =
        if waits { gateway(n, crn, "") } else { gateway(n, crn, "").replace("depends_on", "# ") };
    gateway + &policy(n, instance)
}

fn gateway(n: usize, crn: &str, waits: &str) -> String {
    format!(
        "resource \"ibm_is_virtual_endpoint_gateway\" \"g{n}\" {{\n  name = \"g{n}\"\n  \
         vpc  = ibm_is_vpc.main.id\n  target {{\n    crn = {crn}\n  }}\n  \
         depends_on = [ibm_iam_authorization_policy.p{n}{waits}]\n}}\n"
    )
}

fn policy(n: usize, instance: &str) -> String {
    format!(
        "resource \"ibm_iam_authorization_policy\" \"p{n}\" {{\n  provider = ibm.target\n  \
         source_service_name = \"is\"\n  source_resource_type = \"endpoint-gateway\"\n  \
         source_service_account = \"{OURS}\"\n  target_service_name = \"backup-recovery\"\n  \
         target_resource_instance_id = {instance}\n  roles = [\"Viewer\"]\n}}\n"
    )
}

/// An estate of `size` resources, understood but not judged.
fn estate(size: usize, shape: fn(usize) -> String) -> Run {
    let roots = size.div_ceil(ROOT);
    let files = (0..roots).map(|root| {
        let pairs = size.min(ROOT) / 2;
        let text = (0..pairs).fold(String::new(), |mut text, n| {
            let _ = writeln!(text, "{}", shape(root * pairs + n));
            text
        });
        (format!("root-{root}/main.tf"), text)
    });
    let disk = MemoryDisk::new(files);
    let settings = Settings { paths: vec![".".into()], threads: 2, ..Settings::default() };
    let run = lint(&disk, &settings).expect("the folder is there");
    assert_eq!(run.model.resources().count(), size, "an estate is not what it should be");
    run
}

/// How long joining and judging take, the best of a few runs, and how much was found.
fn judge(run: &Run, rules: &[Rule], judges: &Judges) -> (Duration, usize) {
    let none = Suppressions::default();
    let once = |_| {
        let start = Instant::now();
        let graph = Graph::new(&run.model, &judges.accounts);
        let verdict = engine::run(&graph, &run.sources, rules, judges, &none, 1);
        assert!(verdict.crashed.is_empty(), "{:?}", verdict.crashed);
        (start.elapsed(), verdict.findings.len())
    };
    (0..3).map(once).min().expect("there are three")
}

#[expect(clippy::disallowed_methods, reason = "a benchmark has arguments too")]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // `cargo test --benches` runs this too, without `--bench`: then the small estates have to do.
    let whole = arguments.iter().any(|argument| argument == "--bench");
    let sizes = if whole { SIZES.as_slice() } else { &SIZES[..1] };
    let rules: Vec<Rule> = RULES.iter().filter(|rule| rule.group == "access").copied().collect();
    let text = format!(
        "[accounts]\ndefault = \"{OURS}\"\nproviders = {{ \"ibm.target\" = \"{THEIRS}\" }}"
    );
    let config = Config::parse("bluelint.toml", &text, RULES).expect("it is right");
    let judges = Judges::all(&config, &rules);
    let mut met = true;
    // A word that the names of shapes have chooses some of them.
    let wanted = arguments.iter().find(|word| !word.starts_with("--"));
    println!(
        "{:<34} {:>9} {:>10} {:>12} {:>9} {:>6}",
        "shape", "resources", "ms", "us each", "findings", "times"
    );
    for (name, shape) in SHAPES {
        if wanted.is_some_and(|word| !name.contains(word.as_str())) {
            continue;
        }
        let mut first = None;
        for size in sizes {
            let (time, found) = judge(&estate(*size as usize, shape), &rules, &judges);
            let each = time.as_secs_f64() * 1e6 / f64::from(*size);
            let times = each / *first.get_or_insert(each);
            met &= times <= MOST_TIMES;
            let ms = time.as_secs_f64() * 1e3;
            println!("{name:<34} {size:>9} {ms:>10.1} {each:>12.2} {found:>9} {times:>6.2}");
        }
    }
    println!("\n{}", if met { "All targets are met." } else { "A target is missed." });
    let check = arguments.iter().any(|argument| argument == "--check");
    if check && !met { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
