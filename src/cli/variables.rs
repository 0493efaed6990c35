//! `--var` and `--var-file`, of which a later one wins over an earlier one.

use crate::inputs::Said;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches, value_parser};
use std::path::PathBuf;

const VAR: &str = "var";
const VAR_FILE: &str = "var-file";

/// What sets variables of root modules, in the order in which it was said.
#[derive(Clone, Debug, Default)]
pub(super) struct Variables(pub(super) Vec<Said>);

impl Args for Variables {
    fn augment_args(command: Command) -> Command {
        let var = Arg::new(VAR)
            .long("var")
            .value_name("NAME=VALUE")
            .value_parser(named)
            .action(ArgAction::Append)
            .help("Set a variable of every root module that declares it, as Terraform's -var does");
        let file = Arg::new(VAR_FILE)
            .long("var-file")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .action(ArgAction::Append)
            .help("Set variables as a .tfvars file says; TF_VAR_... is heeded too");
        command.arg(var).arg(file)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Variables {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let places = |id: &str| matches.indices_of(id).into_iter().flatten();
        let variables = matches.get_many::<(String, String)>(VAR).into_iter().flatten();
        let variables = variables.map(|(name, value)| Said::Variable(name.clone(), value.clone()));
        let files = matches.get_many::<PathBuf>(VAR_FILE).into_iter().flatten();
        let files = files.map(|path| Said::File(path.clone()));
        let mut all: Vec<(usize, Said)> =
            places(VAR).zip(variables).chain(places(VAR_FILE).zip(files)).collect();
        all.sort_by_key(|(place, _)| *place);
        Ok(Self(all.into_iter().map(|(_, said)| said).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// `NAME=VALUE`.
fn named(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("it has no `=`")?;
    let name = name.trim();
    if name.is_empty() {
        return Err("there is no name in front of `=`".to_owned());
    }
    Ok((name.to_owned(), value.to_owned()))
}
