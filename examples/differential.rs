//! `cargo run --example differential -- expressions 20000 [SEED]`: random expressions as bluelint and
//! a real Terraform evaluate them. `configurations 300 [SEED]` does the same for whole configurations.
//!
//! What bluelint calls known has to be what Terraform says: anything else is printed, and the exit
//! status is 1. What only Terraform knows is counted.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "this tool may panic")]
#![allow(clippy::disallowed_methods, reason = "this tool runs terraform in folders of its own")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this tool says what differs")]

#[path = "differential/believed.rs"]
mod believed;
#[path = "differential/compare.rs"]
mod compare;
#[path = "differential/configurations.rs"]
mod configurations;
#[path = "differential/expressions.rs"]
mod expressions;
#[path = "differential/functions.rs"]
mod functions;
#[path = "differential/kinds.rs"]
mod kinds;
#[path = "differential/literals.rs"]
mod literals;
#[path = "differential/loops.rs"]
mod loops;
#[path = "differential/planned.rs"]
mod planned;
#[path = "differential/random.rs"]
mod random;
#[path = "differential/slots.rs"]
mod slots;
#[path = "differential/tally.rs"]
mod tally;
#[path = "differential/templates.rs"]
mod templates;
#[path = "differential/terraform.rs"]
mod terraform;

use crate::expressions::Writer;
use crate::functions::SIGNATURES;
use crate::kinds::Kind;
use crate::random::Random;
use crate::tally::Tally;
use anyhow::{Context, Result, bail};
use std::process::ExitCode;

/// So many expressions are asked of Terraform at once.
const BATCH: usize = 1000;
/// Names that stand for what is known only when it is applied.
const PREAMBLE: &str = include_str!("../testdata/expressions/unknown/preamble.tf");

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether nothing is unsound.
fn run() -> Result<bool> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let usage = "usage: differential expressions|configurations COUNT [SEED]";
    let count = words.get(1).context(usage)?.parse().context(usage)?;
    let seed = words.get(2).map_or(Ok(1), |seed| seed.parse()).context(usage)?;
    if !terraform::is_installed() {
        println!("terraform is not installed: nothing was compared");
        return Ok(true);
    }
    match words.first().map(String::as_str) {
        Some("expressions") => expressions(count, seed),
        Some("configurations") => configurations(count, seed),
        _ => bail!(usage),
    }
}

fn expressions(count: usize, seed: u64) -> Result<bool> {
    let mut random = Random::new(seed);
    let folder = terraform::scratch("expressions")?;
    let mut tally = Tally::default();
    let mut done = 0;
    while done < count {
        let batch = BATCH.min(count - done);
        let expressions: Vec<String> =
            (done..done + batch).map(|index| expression(&mut random, index)).collect();
        let answers = terraform::answers(&folder, PREAMBLE, &expressions)?;
        let believed = believed::believed(PREAMBLE, &expressions)?;
        for ((expression, answer), believed) in expressions.iter().zip(&answers).zip(&believed) {
            let refused = matches!(answer, terraform::Answer::Refused);
            tally.add(expression, refused, &compare::compare(answer, believed));
        }
        done += batch;
        eprintln!("{done} of {count}");
    }
    let _ = std::fs::remove_dir_all(&folder);
    tally.print();
    Ok(tally.is_sound())
}

fn configurations(count: usize, seed: u64) -> Result<bool> {
    let mut tally = Tally::default();
    let mut given_up = 0;
    for index in 0..count {
        let mut random = Random::new(seed.wrapping_mul(1_000_003).wrapping_add(index as u64));
        let mut drafts = configurations::configuration(&mut random);
        let folder = terraform::scratch("configuration")?;
        let Some(planned) = planned::plan(&folder, &mut drafts)? else {
            given_up += 1;
            continue;
        };
        for (address, outcome) in planned::compared(&planned, &drafts)? {
            let name = format!("configuration {index}, {address}");
            if !outcome.unsound.is_empty() {
                for draft in &drafts {
                    println!("# {}\n{}", draft.path, draft.written());
                }
            }
            tally.add(&name, false, &outcome);
        }
        if index % 50 == 49 {
            eprintln!("{} of {count}", index + 1);
        }
    }
    tally.print();
    println!("{given_up} configurations were given up");
    Ok(tally.is_sound())
}

/// Expression number `index`: every function in turn, every other one over what is not known.
fn expression(random: &mut Random, index: usize) -> String {
    let names = |all: &[(&str, Kind)]| {
        all.iter().map(|(name, kind)| ((*name).to_owned(), kind.clone())).collect()
    };
    // No resource itself: when Terraform validates, before it plans, it knows no type of it at all,
    // and refuses what would be right.
    let unknown = [
        ("local.us", Kind::Text),
        ("\"a-${local.us}\"", Kind::Text),
        ("local.ub", Kind::Bool),
        ("local.un", Kind::Number),
        ("local.ul", Kind::List(Box::new(Kind::Text))),
        ("local.um", Kind::Map(Box::new(Kind::Text))),
        ("local.ul[*]", Kind::List(Box::new(Kind::Text))),
    ];
    let names = if random.chance(50) { names(&unknown) } else { Vec::new() };
    let depth = 1 + random.below(3);
    let mut writer = Writer { random, names, quoted: false };
    if index.is_multiple_of(3) {
        let signature = &SIGNATURES[index / 3 % SIGNATURES.len()];
        return writer.call_of(signature, &Kind::Any, depth - 1);
    }
    let kind = Kind::random(writer.random, 2);
    writer.expression(&kind, depth)
}
