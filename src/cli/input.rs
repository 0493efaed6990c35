//! Paths and standard input -> a run.

use super::args::Input;
use super::{Session, Stop, args, progress};
use crate::Run;
use crate::config::{Configs, NAMES};
use crate::discover::{FileKind, NotThere, shown};
use crate::disk::{Disk, Entry, LONGEST_FILE, MemoryDisk, Overlay};
use crate::finding::Level;
use crate::fix::{Mended, Wanted, mend, suppress};
use crate::inputs::{Inputs, Said};
use crate::near::{did_you_mean, nearest};
use crate::report::text::one_line;
use crate::rule::Rule;
use crate::source::Sources;
use crate::suppress::add::Reason;
use crate::{Note, Refused, Settings, lint};
use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What standard input is called where it stands for no file.
const STDIN: &str = "<stdin>";
/// More threads than this do not pay: files are small.
const MOST_THREADS: usize = 8;

/// What is to be checked, and where it is read from.
pub(super) struct Job<'a> {
    below: &'a dyn Disk,
    /// Standard input, laid over the disk or as the only file there is.
    pub(super) over: Option<Box<dyn Disk + 'a>>,
    pub(super) settings: Settings<'a>,
    /// Standard input, if it is read.
    pub(super) stdin: Option<Stdin>,
}

/// Standard input as a file.
pub(super) struct Stdin {
    path: PathBuf,
    /// What it holds.
    pub(super) bytes: Vec<u8>,
    /// It stands for no file, so its path is made up.
    alone: bool,
}

impl Job<'_> {
    pub(super) fn disk(&self) -> &dyn Disk {
        self.over.as_deref().unwrap_or(self.below)
    }

    /// The same, and a picture of who may reach what.
    pub(super) fn drawing(mut self) -> Self {
        self.settings.draws = true;
        self
    }

    /// Reads and checks.
    pub(super) fn lint(&self) -> Result<Run, Stop> {
        let run = self.told(|| lint(self.disk(), &self.settings));
        run.map(|run| self.shown(run)).map_err(|error| refused(error, self.below))
    }

    /// Reads, checks and mends in memory; of what stands beside standard input nothing is mended.
    pub(super) fn mend(&self, wanted: Wanted) -> Result<Mended, Stop> {
        let only = self.stdin.as_ref().map(|stdin| stdin.path.as_path());
        let mended = self.told(|| mend(self.disk(), &self.settings, wanted, only));
        let mut mended = mended.map_err(|error| refused(error, self.below))?;
        mended.run = self.shown(mended.run);
        for file in &mut mended.changed {
            file.shown = self.called(&file.shown);
        }
        Ok(mended)
    }

    /// Reads, checks and suppresses in memory what is found.
    pub(super) fn suppress(&self, reason: &Reason, isolated: bool) -> Result<Mended, Stop> {
        if self.stdin.is_some() {
            let text = "--add-ignores writes into files, and standard input is none";
            return Err(Stop::Usage(text.to_owned()));
        }
        let new = (!isolated).then(|| Path::new(NAMES[0]));
        let mended = self.told(|| suppress(self.disk(), &self.settings, reason, new));
        mended.map_err(|error| refused(error, self.below))
    }

    /// Does `work`; whoever waits for it sees how far it is.
    pub(super) fn told<T>(&self, work: impl FnOnce() -> T) -> T {
        match &self.settings.progress {
            Some(progress) => progress::around(progress, work),
            None => work(),
        }
    }

    /// A path as it is shown: the made-up one is not.
    pub(super) fn called(&self, path: &str) -> String {
        let made_up = self.stdin.as_ref().filter(|stdin| stdin.alone);
        let is_it = made_up.is_some_and(|stdin| stdin.path.as_os_str() == path);
        if is_it { STDIN.to_owned() } else { path.to_owned() }
    }

    /// The run as it is shown.
    fn shown(&self, mut run: Run) -> Run {
        let Some(stdin) = self.stdin.as_ref().filter(|stdin| stdin.alone) else { return run };
        if stdin.bytes.trim_ascii().is_empty() {
            let text = "standard input is empty".to_owned();
            run.notes.push(Note { text, always: true });
        }
        let called = |path: &str| self.called(path);
        let sources = Sources::new(run.sources.iter().map(|(_, source)| called(&source.path)));
        for (id, source) in run.sources.iter() {
            sources.set_text(id, source.text().to_owned());
            sources.hide(id, source.hidden().to_vec());
        }
        run.sources = sources;
        run.repository = None;
        for one in &mut run.incomplete {
            one.path = called(&one.path);
        }
        for note in &mut run.notes {
            note.text = note.text.replace(&*stdin.path.to_string_lossy(), STDIN);
        }
        run
    }
}

/// Opens what `input` names, to be checked by `rules`.
pub(super) fn open<'a>(
    input: &Input,
    rules: &[&'a Rule],
    configs: Configs,
    min_level: Level,
    session: &mut Session<'a>,
) -> Result<Job<'a>, Stop> {
    let threads = input.threads.unwrap_or_else(|| {
        std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS)
    });
    let kind = input.kind.map(FileKind::from);
    let folder = session.env.folder.as_deref();
    let paths = input.paths.iter().map(|path| below(folder, path)).collect();
    let inputs = inputs(input, session);
    let rules = rules.to_vec();
    let settings = Settings {
        paths,
        kind,
        rules,
        min_level,
        threads,
        inputs,
        configs,
        since: None,
        progress: None,
        no_ignores: input.no_ignores,
        today: input.today.or(session.env.today),
        draws: false,
    };
    let mut job = Job { below: session.disk, over: None, settings, stdin: None };
    let is_dash = |path: &PathBuf| path.as_os_str() == "-";
    let named = input.stdin_filename.as_ref();
    let all = input.paths.as_slice() == [PathBuf::from(".")];
    let reads_stdin = input.paths.iter().any(is_dash) || (named.is_some() && all);
    if !reads_stdin {
        if named.is_some() {
            let text = "--stdin-filename says what `-` stands for, and `-` is not among the paths";
            return Err(Stop::Usage(text.to_owned()));
        }
        return Ok(job);
    }
    let bytes = read_all(session.stdin)?;
    if let Some(name) = named {
        for path in &mut job.settings.paths {
            if is_dash(path) || all {
                path.clone_from(name);
            }
        }
        job.over = Some(Box::new(Overlay::new(session.disk, [(name.clone(), bytes.clone())])));
        job.stdin = Some(Stdin { path: name.clone(), bytes, alone: false });
    } else if input.paths.len() > 1 {
        let text = "`-` beside other paths needs --stdin-filename".to_owned();
        return Err(Stop::Usage(text));
    } else {
        job.stand_alone(bytes);
    }
    Ok(job)
}

impl Job<'_> {
    /// Standard input as the only file there is. It needs an ending to be read as what it is, which
    /// nobody shall see.
    fn stand_alone(&mut self, bytes: Vec<u8>) {
        let is_json = match self.settings.kind {
            Some(kind) => kind != FileKind::Terraform,
            None => looks_like_json(&bytes),
        };
        let configs = &self.settings.configs;
        self.settings.configs = configs.pinned(self.below, Path::new("."));
        let path = PathBuf::from(format!("{STDIN}.{}", if is_json { "json" } else { "tf" }));
        if bytes.trim_ascii().is_empty() {
            // A command in front of the pipe that failed shall not look like a clean file.
            self.settings.paths.clear();
            self.settings.rules.clear();
        } else {
            self.settings.paths = vec![path.clone()];
        }
        self.over = Some(Box::new(MemoryDisk::new([(path.clone(), bytes.clone())])));
        self.stdin = Some(Stdin { path, bytes, alone: true });
    }
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
pub(super) fn below(folder: Option<&Path>, path: &Path) -> PathBuf {
    match folder.and_then(|folder| path.strip_prefix(folder).ok()) {
        Some(inside) if inside.as_os_str().is_empty() => PathBuf::from("."),
        Some(inside) => inside.to_owned(),
        None => path.to_owned(),
    }
}

fn read_all(stdin: &mut dyn Read) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    let most = LONGEST_FILE;
    stdin
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Stop::Read(format!("standard input cannot be read: {error}")))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > most) {
        return Err(Stop::Read(format!("standard input is larger than {} MiB", most >> 20)));
    }
    Ok(bytes)
}

fn looks_like_json(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    matches!(text.trim_ascii_start().first(), Some(b'{' | b'['))
}

fn refused(error: Refused, disk: &dyn Disk) -> Stop {
    match error {
        Refused::NotThere(error) => not_there(&error, disk),
        Refused::Configuration(mistakes) => Stop::Configuration(mistakes),
    }
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
