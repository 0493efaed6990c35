//! How the time grows with the number of module calls: one root module that calls folders which call
//! folders, each with a policy whose service comes from above and whose target comes from below.

use super::generate::{empty, write};
use super::measure::{self, median, milliseconds};
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

/// Module calls in a configuration.
const SIZES: [usize; 4] = [500, 1_000, 2_500, 5_000];
/// How deep they go.
const LEVELS: usize = 6;
/// How many calls there are below one call of the first level, itself among them: each level calls
/// the next one twice.
const BELOW: usize = (1 << LEVELS) - 1;
/// How often each is run.
const RUNS: usize = 5;
/// One call of the largest may take this many times what one of the smallest takes.
const MOST_TIMES: f64 = 2.0;

/// Prints a line for each configuration; whether the time grows with the calls and not faster, and
/// every policy was seen.
pub(crate) fn table(whole: bool) -> bool {
    let sizes = if whole { SIZES.as_slice() } else { &SIZES[..1] };
    let runs = if whole { RUNS } else { 1 };
    println!(
        "\nmodule calls, {LEVELS} levels deep, each with a policy, beside the one of the root:"
    );
    println!(
        "{:>8} {:>12} {:>12} {:>9} {:>9} {:>9}",
        "calls", "bluelint", "one call", "expected", "policies", "resolved"
    );
    let mut met = true;
    let mut each = Vec::new();
    for calls in sizes {
        let folder = configuration(*calls).expect("the folder of the benchmark can be written");
        let (times, seen): (Vec<_>, Vec<_>) =
            (0..runs).map(|_| measure::bluelint(&folder, 1)).unzip();
        let time = median(times);
        let one = time.as_secs_f64() / f64::from(u32::try_from(*calls).unwrap_or(u32::MAX));
        let expected = calls + 1;
        let good = seen.iter().all(|seen| seen.policies == (expected, expected));
        let (policies, resolved) = seen.first().map_or((0, 0), |seen| seen.policies);
        println!(
            "{calls:>8} {:>12} {:>9.1} µs {expected:>9} {policies:>9} {resolved:>9}{}",
            milliseconds(time),
            one * 1e6,
            if good { "" } else { "  missed" },
        );
        met &= good;
        each.push(one);
    }
    let grows = each.last().zip(each.first()).map_or(1.0, |(last, first)| last / first);
    let good = grows <= MOST_TIMES;
    let missed = if good { "" } else { "  missed" };
    println!("one call of the largest takes {grows:.2} times one of the smallest{missed}");
    println!("targets: at most {MOST_TIMES} times; every policy seen, and its target resolved");
    met && good
}

/// Writes a configuration of so many calls: half of them in trees below calls of the first level,
/// half of them plain calls of the last level from the root.
fn configuration(calls: usize) -> io::Result<PathBuf> {
    let folder = empty(&format!("calls-{calls}"));
    let trees = calls / 2 / BELOW;
    let mut root = String::from(ROOT);
    for number in 0..calls - trees * (BELOW - 1) {
        let level = if number < trees { 1 } else { LEVELS };
        let text = CALL.replace("@n@", &number.to_string());
        let _ = write!(root, "{}", text.replace("@from@", &format!("./modules/level-{level}")));
    }
    write(&folder.join("main.tf"), &root)?;
    for level in 1..=LEVELS {
        module(&folder, level)?;
    }
    Ok(folder)
}

/// The folder of one level, which calls the next one twice: by two calls or by one of two instances.
fn module(folder: &Path, level: usize) -> io::Result<()> {
    let from = format!("../level-{}", level + 1);
    let (calls, target) = match level {
        LEVELS => (String::new(), "local.target"),
        _ if level.is_multiple_of(2) => {
            (EACH.replace("@from@", &from), "module.each[\"b\"].target")
        }
        _ => {
            let call = |number: &str| CALL.replace("@n@", number).replace("@from@", &from);
            (format!("{}{}", call("0"), call("1")), "module.call_1.target")
        }
    };
    let text = MODULE.replace("@target@", target);
    write(&folder.join(format!("modules/level-{level}/main.tf")), &format!("{text}{calls}"))
}

const ROOT: &str = r#"locals {
  name    = "root"
  service = "cloud-object-storage"
}

resource "ibm_resource_instance" "keys" {
  name     = "keys"
  service  = module.call_0.target
  plan     = "tiered-pricing"
  location = "us-south"
}

resource "ibm_iam_authorization_policy" "root" {
  source_service_name         = local.service
  target_service_name         = module.call_0.target
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = ["Reader"]
}

"#;

const CALL: &str = r#"module "call_@n@" {
  source  = "@from@"
  name    = "${local.name}-@n@"
  service = local.service
}

"#;

const EACH: &str = r#"module "each" {
  for_each = toset(["a", "b"])
  source   = "@from@"
  name     = join("-", [local.name, each.key])
  service  = local.service
}

"#;

const MODULE: &str = r#"variable "name" {
  type = string
}

variable "service" {
  type = string
}

locals {
  name    = lower(var.name)
  service = trimspace(var.service)
  target  = "kms"
}

resource "ibm_resource_instance" "keys" {
  name     = "keys"
  service  = local.target
  plan     = "tiered-pricing"
  location = "us-south"
}

resource "ibm_iam_authorization_policy" "keys" {
  source_service_name         = local.service
  target_service_name         = @target@
  target_resource_instance_id = ibm_resource_instance.keys.guid
  roles                       = ["Reader"]
  description                 = "Lets ${local.name} read the keys."
}

output "target" {
  value = @target@
}

"#;
