//! What shells and packages want to have: completions, the manual page, the version.

use super::args::{Arguments, Check, Completions, Shell, TextFormat, Version};
use super::{Session, Stop, WELL};
use crate::report::print_json;
use crate::rule::Rule;
use clap::builder::PossibleValuesParser;
use clap::{Args as _, Command, CommandFactory as _};
use clap_complete::aot;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use serde::Serialize;
use std::io;

#[derive(Serialize)]
struct VersionJson {
    name: &'static str,
    version: &'static str,
    rules: usize,
}

/// Says which bluelint this is.
pub(super) fn version(arguments: &Version, session: &mut Session<'_>) -> Result<u8, Stop> {
    let (name, version) = (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    let rules = session.rules.len();
    session.print(|out| match arguments.format {
        TextFormat::Human => writeln!(out, "{name} {version}"),
        TextFormat::Json => print_json(&VersionJson { name, version, rules }, out),
    })?;
    Ok(WELL)
}

/// Prints what makes a shell complete words of bluelint.
pub(super) fn completions(arguments: &Completions, session: &mut Session<'_>) -> Result<u8, Stop> {
    let mut command = knowing(whole(), session.rules);
    // Generators break down where they cannot write, as into a closed pipe: memory takes all.
    let mut script = Vec::new();
    let name = command.get_name().to_owned();
    let shell = match arguments.shell {
        Shell::Bash => aot::Shell::Bash,
        Shell::Elvish => aot::Shell::Elvish,
        Shell::Fish => aot::Shell::Fish,
        Shell::Powershell => aot::Shell::PowerShell,
        Shell::Zsh => aot::Shell::Zsh,
    };
    aot::generate(shell, &mut command, name, &mut script);
    if matches!(arguments.shell, Shell::Fish) {
        // The generator for fish knows flags, and no other words.
        let names: Vec<&str> = session.rules.iter().map(|rule| rule.name).collect();
        let when = "__fish_bluelint_using_subcommand explain";
        let line = format!("complete -c bluelint -n \"{when}\" -f -a \"{}\"\n", names.join(" "));
        script.extend_from_slice(line.as_bytes());
    }
    session.print(|out| out.write_all(&script))?;
    Ok(WELL)
}

/// Prints the manual page, in the language of `man`.
pub(super) fn manual(session: &mut Session<'_>) -> Result<u8, Stop> {
    let page = page().map_err(Stop::Write)?;
    session.print(|out| out.write_all(page.as_bytes()))?;
    Ok(WELL)
}

/// The command line with the flags of `check` also where no verb stands.
fn whole() -> Command {
    let command = Arguments::command();
    let about = command.get_about().cloned().unwrap_or_default();
    let long = command.get_long_about().cloned().unwrap_or_default();
    Check::augment_args(command).about(about).long_about(long)
}

/// The command line knowing which words name rules.
fn knowing(command: Command, rules: &[Rule]) -> Command {
    let names: Vec<&'static str> = rules.iter().map(|rule| rule.name).collect();
    let parser = PossibleValuesParser::new(names);
    command.mut_subcommand("explain", |explain| {
        explain.mut_args(
            |arg| {
                if arg.is_positional() { arg.value_parser(parser.clone()) } else { arg }
            },
        )
    })
}

/// One page for all verbs, so that nobody has to know which page to open.
fn page() -> io::Result<String> {
    let mut command = whole();
    command.build();
    let man = Man::new(command.clone());
    // A page that has no date: it is the same whenever it is made.
    let title = concat!(".TH BLUELINT 1 \"\" \"bluelint ", env!("CARGO_PKG_VERSION"), "\" \"\"\n");
    let mut out = title.as_bytes().to_vec();
    man.render_name_section(&mut out)?;
    let mut text = Roff::new();
    text.control("SH", ["SYNOPSIS"]);
    text.text([bold("bluelint"), roman(" [CHECK OPTIONS] [PATH]...")]);
    text.control("br", []);
    text.text([bold("bluelint"), roman(" VERB [OPTIONS]")]);
    text.to_writer(&mut out)?;
    man.render_description_section(&mut out)?;
    let verbs = || command.get_subcommands().filter(|verb| !verb.is_hide_set());
    let mut text = Roff::new();
    text.control("SH", ["VERBS"]);
    for verb in verbs() {
        let about = verb.get_about().map(ToString::to_string).unwrap_or_default();
        text.control("TP", []);
        text.text([bold(verb.get_name())]);
        text.text([roman(about)]);
    }
    text.to_writer(&mut out)?;
    for verb in verbs() {
        let mut options = Vec::new();
        Man::new(verb.clone()).render_options_section(&mut options)?;
        // Each section would be headed alike.
        let heading = format!(".SH \"OPTIONS OF {}\"\n", verb.get_name().to_uppercase());
        let options = String::from_utf8_lossy(&options).replacen(".SH OPTIONS\n", &heading, 1);
        out.extend_from_slice(options.as_bytes());
    }
    let mut text = Roff::new();
    text.control("SH", ["EXIT CODES AND EXAMPLES"]);
    text.control("nf", []);
    let after = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    for line in after.lines() {
        text.text([roman(line)]);
    }
    text.control("fi", []);
    text.to_writer(&mut out)?;
    // Each part begins with what is needed once.
    let start = Roff::new().render();
    Ok(start.clone() + &String::from_utf8_lossy(&out).replace(&start, ""))
}
