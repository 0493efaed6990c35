//! Paths and standard input -> a run.

use super::args::Input;
use super::near::{did_you_mean, nearest};
use super::{Session, Stop, args};
use crate::Run;
use crate::discover::{FileKind, NotThere, shown};
use crate::disk::{Disk, Entry, LARGEST_FILE, MemoryDisk, Overlay};
use crate::finding::Level;
use crate::inputs::{Inputs, Said};
use crate::report::text::one_line;
use crate::rule::Rule;
use crate::source::{SourceId, Sources};
use crate::{Note, Settings, lint};
use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What standard input is called where it stands for no file.
const STDIN: &str = "<stdin>";
/// More threads than this do not pay: files are small.
const MOST_THREADS: usize = 8;

/// Reads and checks what `input` names.
pub(super) fn run(
    input: &Input,
    rules: &[&Rule],
    min_level: Level,
    session: &mut Session<'_>,
) -> Result<Run, Stop> {
    let threads = input.threads.unwrap_or_else(|| {
        std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS)
    });
    let kind = input.kind.map(FileKind::from);
    let folder = session.env.folder.as_deref();
    let paths = input.paths.iter().map(|path| below(folder, path)).collect();
    let inputs = inputs(input, session);
    let mut settings = Settings { paths, kind, rules: rules.to_vec(), min_level, threads, inputs };
    let is_dash = |path: &PathBuf| path.as_os_str() == "-";
    let named = input.stdin_filename.as_ref();
    let alone = input.paths.as_slice() == [PathBuf::from(".")];
    let reads_stdin = input.paths.iter().any(is_dash) || (named.is_some() && alone);
    if !reads_stdin {
        if named.is_some() {
            let text = "--stdin-filename says what `-` stands for, and `-` is not among the paths";
            return Err(Stop::Usage(text.to_owned()));
        }
        return lint(session.disk, &settings).map_err(|error| not_there(&error, session.disk));
    }
    let bytes = read_all(session.stdin)?;
    let Some(name) = named else {
        if input.paths.len() > 1 {
            let text = "`-` beside other paths needs --stdin-filename".to_owned();
            return Err(Stop::Usage(text));
        }
        if bytes.trim_ascii().is_empty() {
            // A command in front of the pipe that failed shall not look like a clean file.
            settings.paths.clear();
            settings.rules.clear();
            let mut run = lint(session.disk, &settings).expect("no path is missing");
            let text = "standard input is empty".to_owned();
            run.notes.push(Note { text, always: true });
            return Ok(run);
        }
        return Ok(run_alone(bytes, settings));
    };
    for path in &mut settings.paths {
        if is_dash(path) || alone {
            path.clone_from(name);
        }
    }
    let disk = Overlay { below: session.disk, path: name.clone(), bytes };
    lint(&disk, &settings).map_err(|error| not_there(&error, session.disk))
}

/// What root modules are given from outside: by flags, and by the environment.
fn inputs(input: &Input, session: &Session<'_>) -> Inputs {
    let folder = session.env.folder.as_deref();
    let mut inputs = session.env.terraform.clone();
    inputs.command_line.clone_from(&input.variables.0);
    for said in &mut inputs.command_line {
        if let Said::File(path) = said {
            *path = below(folder, path);
        }
    }
    inputs
}

/// The path as seen from the working directory, if it lies below it.
fn below(folder: Option<&Path>, path: &Path) -> PathBuf {
    match folder.and_then(|folder| path.strip_prefix(folder).ok()) {
        Some(inside) if inside.as_os_str().is_empty() => PathBuf::from("."),
        Some(inside) => inside.to_owned(),
        None => path.to_owned(),
    }
}

fn read_all(stdin: &mut dyn Read) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    let most = LARGEST_FILE;
    stdin
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Stop::Read(format!("standard input cannot be read: {error}")))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > most) {
        return Err(Stop::Read("standard input is larger than 32 MiB".to_owned()));
    }
    Ok(bytes)
}

/// Standard input as the only file there is. It needs an ending to be read as what it is, which
/// nobody shall see.
fn run_alone(bytes: Vec<u8>, mut settings: Settings<'_>) -> Run {
    let is_json = match settings.kind {
        Some(kind) => kind != FileKind::Terraform,
        None => looks_like_json(&bytes),
    };
    let name = format!("{STDIN}.{}", if is_json { "json" } else { "tf" });
    settings.paths = vec![PathBuf::from(&name)];
    let disk = MemoryDisk::new([(name.clone(), bytes)]);
    let run = lint(&disk, &settings).expect("the one file is there");
    rename(run, &name)
}

fn looks_like_json(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    matches!(text.trim_ascii_start().first(), Some(b'{' | b'['))
}

/// The run with `name` called `<stdin>`.
fn rename(mut run: Run, name: &str) -> Run {
    let called = |path: &str| if path == name { STDIN.to_owned() } else { path.to_owned() };
    let sources = Sources::new(run.sources.iter().map(|(_, source)| called(&source.path)));
    let texts: Vec<(SourceId, String)> =
        run.sources.iter().map(|(id, source)| (id, source.text().to_owned())).collect();
    for (id, text) in texts {
        sources.set_text(id, text);
    }
    run.sources = sources;
    for one in &mut run.incomplete {
        one.path = called(&one.path);
    }
    for note in &mut run.notes {
        note.text = note.text.replace(name, STDIN);
    }
    run
}

fn not_there(error: &NotThere, disk: &dyn Disk) -> Stop {
    let path = Path::new(&error.path);
    let missing = path.ancestors().filter(|folder| !folder.as_os_str().is_empty());
    // The outermost part of the path that is not there: what was mistyped.
    let wrong = missing.take_while(|folder| disk.entry(folder) == Entry::Nothing).last();
    let wrong = wrong.unwrap_or(path);
    let folder = wrong.parent().filter(|folder| !folder.as_os_str().is_empty());
    let beside = disk.list(folder.unwrap_or(Path::new("."))).unwrap_or_default();
    let names: Vec<&str> = beside.iter().filter_map(|path| path.file_name()?.to_str()).collect();
    let name = wrong.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let near = nearest(name, names).map(|near| shown(&folder.unwrap_or(Path::new("")).join(near)));
    let mut text = format!("`{}` is not there", one_line(&error.path));
    if wrong != path {
        let _ = write!(text, ", nor is the folder `{}`", one_line(&shown(wrong)));
    }
    text.push_str(&one_line(&did_you_mean(near.as_deref())));
    if args::is_verb(&error.path) {
        text.push_str("\nthe verb comes first, before all flags");
    }
    Stop::Usage(text)
}
