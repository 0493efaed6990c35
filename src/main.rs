//! Arguments and environment in, exit code out.

use bluelint::cli::{Environment, PREFIX, Pause, run};
use bluelint::date::Date;
use bluelint::disk::RealDisk;
use bluelint::git::Git;
use bluelint::inputs::Inputs;
use std::ffi::OsString;
use std::io::{BufWriter, IsTerminal, stderr, stdin, stdout};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::SystemTime;

fn main() -> ExitCode {
    // Consoles of Windows show colours only when asked to; elsewhere this does nothing.
    let _ = anstyle_query::windows::enable_ansi_colors();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let mut out = BufWriter::new(stdout().lock());
    let code =
        run(arguments, &environment(), &RealDisk, &mut stdin().lock(), &mut out, &mut stderr());
    // What could not be written to a closed pipe shall not be tried again.
    let _ = out.into_parts();
    ExitCode::from(code)
}

/// What Terraform reads in the environment.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
fn terraform() -> Inputs {
    let variables = std::env::vars_os().filter_map(|(name, value)| {
        let name = name.to_str()?.strip_prefix("TF_VAR_")?.to_owned();
        Some((name, value.into_string().ok()?))
    });
    let value = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    Inputs {
        environment: variables.collect(),
        workspace: value("TF_WORKSPACE").and_then(|name| name.into_string().ok()),
        data_folder: value("TF_DATA_DIR").map(Into::into),
        ..Inputs::default()
    }
}

/// Where the user's own configuration lies.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
fn config_folder() -> Option<PathBuf> {
    let folder = |name: &str| {
        std::env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute())
    };
    let base = if cfg!(windows) {
        folder("APPDATA")
    } else {
        folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(".config")))
    };
    Some(base?.join("bluelint"))
}

/// The day in UTC, so that machines all over the world agree.
fn today() -> Option<Date> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Date::of_seconds(since.as_secs())
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
fn environment() -> Environment {
    let value = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let is_on = |name: &str| value(name).is_some_and(|value| value != "0");
    Environment {
        no_color: value("NO_COLOR").is_some(),
        force_color: is_on("FORCE_COLOR"),
        clicolor_force: is_on("CLICOLOR_FORCE"),
        term_is_dumb: value("TERM").is_some_and(|term| term == "dumb"),
        stdout_is_terminal: stdout().is_terminal(),
        stderr_is_terminal: stderr().is_terminal(),
        folder: std::env::current_dir().ok(),
        today: today(),
        terraform: terraform(),
        config_folder: config_folder(),
        variables: std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
            .filter(|(name, _)| name.starts_with(PREFIX))
            .collect(),
        pre_commit_from: value("PRE_COMMIT_FROM_REF"),
        git: Some(Git::new("git")),
        pause: Some(Pause::new(|time| {
            std::thread::sleep(time);
            true
        })),
        ci: value("CI").is_some_and(|value| value != "false" && value != "0"),
        github_actions: value("GITHUB_ACTIONS").is_some_and(|value| value != "false"),
        columns: value("COLUMNS").and_then(|width| width.to_str()?.parse().ok()),
    }
}
