//! How the action gets its binary: from the release of its own sources, or by building it. `curl`
//! and `cargo` are stand-ins here, the archive is what `.github/package.sh` makes.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this test sets up folders for the action")]
#![allow(clippy::print_stderr, reason = "a test that cannot run here says so")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const TARGET: &str = "x86_64-unknown-linux-musl";
/// Copies from the folder beside it, in the place of a download.
const CURL: &str = "#!/usr/bin/env bash\necho \"$*\" >>\"$0.log\"\nwhile [[ $# -gt 1 ]]; do \
    if [[ $1 == --output ]]; then to=$2; fi; shift; done\n\
    [[ $1 == https://example.com/some/one/releases/download/v* ]] || exit 3\n\
    exec cp \"$(dirname \"$0\")/../release/${1##*/}\" \"$to\"\n";
/// Installs a script, in the place of a build.
const CARGO: &str = "#!/usr/bin/env bash\necho \"$*\" >>\"$0.log\"\n\
    while [[ $# -gt 1 ]]; do if [[ $1 == --root ]]; then to=$2; fi; shift; done\nmkdir -p \"$to/bin\"\n\
    printf '#!/bin/sh\\necho built\\n' >\"$to/bin/bluelint\"\nchmod +x \"$to/bin/bluelint\"\n";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn program(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// The archive that the script of a release makes for `target`.
fn packed(target: &str, paths: &[&Path]) -> PathBuf {
    let output = Command::new("bash")
        .arg(root().join(".github/package.sh"))
        .arg(target)
        .args(paths)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let archive = PathBuf::from(String::from_utf8(output.stdout).unwrap().trim_end());
    assert!(archive.is_file(), "{}", archive.display());
    archive
}

/// A runner of GitHub with the release of these sources.
struct Runner {
    folder: PathBuf,
    archive: PathBuf,
}

impl Runner {
    /// `None` where there is no bash.
    fn new(name: &str) -> Option<Self> {
        let bash = Command::new("bash").args(["-c", "exit 0"]).stdin(Stdio::null()).status();
        if !bash.is_ok_and(|status| status.success()) {
            eprintln!("passed over: there is no bash");
            return None;
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("install").join(name);
        let _ = fs::remove_dir_all(&folder);
        program(&folder.join("tools/curl"), CURL);
        program(&folder.join("tools/cargo"), CARGO);
        let fake = folder.join("made/bluelint");
        program(&fake, "#!/bin/sh\necho released \"$@\"\n");
        let archive = packed(TARGET, &[&fake, &folder.join("release")]);
        Some(Self { folder, archive })
    }

    fn install(&self, environment: &[(&str, &str)]) -> Output {
        let path = std::env::var("PATH").unwrap();
        Command::new("bash")
            .arg(root().join("action/install.sh"))
            .env("PATH", format!("{}:{path}", self.folder.join("tools").display()))
            .env("RUNNER_TOOL_CACHE", self.folder.join("cache"))
            .envs([("RUNNER_OS", "Linux"), ("RUNNER_ARCH", "X64")])
            .envs([("ACTION_REPOSITORY", "some/one"), ("GITHUB_SERVER_URL", "https://example.com")])
            .env_remove("INPUT_CHECKSUM")
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// What the binary says that is installed now.
    fn installed(&self, environment: &[(&str, &str)]) -> String {
        let output = self.install(environment);
        assert!(output.status.success(), "{output:?}");
        let binary = String::from_utf8(output.stdout).unwrap();
        assert!(binary.starts_with(&*self.folder.join("cache").to_string_lossy()), "{binary}");
        let output = Command::new(binary.trim_end()).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }

    /// How often the stand-in was called.
    fn calls(&self, tool: &str) -> usize {
        let log = fs::read_to_string(self.folder.join("tools").join(format!("{tool}.log")));
        log.map_or(0, |log| log.lines().count())
    }

    fn listing(&self) -> Vec<String> {
        let output = Command::new("tar").arg("-tzf").arg(&self.archive).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let mut names: Vec<String> =
            String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
        names.sort();
        names
    }
}

#[test]
fn the_archive_holds_what_a_package_needs() {
    let Some(runner) = Runner::new("archive") else { return };
    let version = env!("CARGO_PKG_VERSION");
    let name = format!("bluelint-{version}-{TARGET}");
    assert_eq!(runner.archive.file_name().unwrap().to_str().unwrap(), format!("{name}.tar.gz"));
    let wanted = [
        "",
        "LICENSE",
        "README.md",
        "SOURCES",
        "bluelint",
        "bluelint.1",
        "completions/",
        "completions/_bluelint",
        "completions/_bluelint.ps1",
        "completions/bluelint.bash",
        "completions/bluelint.elv",
        "completions/bluelint.fish",
        "matcher.json",
    ];
    assert_eq!(runner.listing(), wanted.map(|file| format!("{name}/{file}")));
    let sum = fs::read_to_string(format!("{}.sha256", runner.archive.display())).unwrap();
    let (sum, file) = sum.split_once("  ").unwrap();
    assert_eq!((sum.len(), file), (64, format!("{name}.tar.gz\n").as_str()));
}

#[test]
fn what_is_built_for_another_machine_is_packed_with_the_help_of_one_for_this() {
    let Some(runner) = Runner::new("cross") else { return };
    let foreign = runner.folder.join("foreign/bluelint.exe");
    fs::create_dir_all(foreign.parent().unwrap()).unwrap();
    fs::write(&foreign, "\u{7f}of another machine").unwrap();
    let target = "x86_64-pc-windows-msvc";
    let here = runner.folder.join("made/bluelint");
    let archive = packed(target, &[&foreign, &runner.folder.join("other"), &here]);
    let name = format!("bluelint-{}-{target}", env!("CARGO_PKG_VERSION"));
    let holds = |file: &str| {
        let mut tar = Command::new("tar");
        tar.arg("-xzOf").arg(&archive).arg(format!("{name}/{file}"));
        String::from_utf8(tar.output().unwrap().stdout).unwrap()
    };
    assert_eq!(holds("bluelint.exe"), "\u{7f}of another machine");
    assert_eq!(holds("bluelint.1"), "released man\n");
    assert_eq!(holds("completions/_bluelint.ps1"), "released completions powershell\n");
}

#[test]
fn the_release_of_these_sources_is_taken_once() {
    let Some(runner) = Runner::new("release") else { return };
    assert_eq!(runner.installed(&[]), "released");
    assert_eq!(runner.calls("curl"), 2, "the archive and its checksum");
    assert_eq!(runner.installed(&[]), "released");
    assert_eq!((runner.calls("curl"), runner.calls("cargo")), (2, 0));
    let log = fs::read_to_string(runner.folder.join("tools/curl.log")).unwrap();
    assert!(log.lines().all(|line| line.contains("--proto =https ")), "{log}");
}

#[test]
fn another_checksum_stops_everything() {
    let Some(runner) = Runner::new("checksum") else { return };
    let sums = format!("{}.sha256", runner.archive.display());
    let sum = fs::read_to_string(&sums).unwrap()[..64].to_owned();
    let wrong = "0".repeat(64);
    for environment in
        [&[("INPUT_CHECKSUM", wrong.as_str())][..], &[("INPUT_CHECKSUM", "$(touch x)")]]
    {
        let output = runner.install(environment);
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]));
        assert!(String::from_utf8_lossy(&output.stderr).contains("another checksum"));
    }
    let archive = fs::read(&runner.archive).unwrap();
    fs::write(&runner.archive, [archive, b"more".to_vec()].concat()).unwrap();
    assert_eq!(runner.install(&[]).status.code(), Some(1));
    // Whoever wrote down the sum is told of a release that was exchanged as a whole, too.
    fs::write(&sums, format!("{wrong}  {}\n", runner.archive.display())).unwrap();
    assert_eq!(runner.install(&[("INPUT_CHECKSUM", &sum)]).status.code(), Some(1));
    assert_eq!(runner.calls("cargo"), 0);
}

#[test]
fn without_a_release_it_is_built() {
    let Some(runner) = Runner::new("build") else { return };
    assert_eq!(runner.installed(&[("ACTION_REPOSITORY", "")]), "built", "uses: ./");
    assert_eq!(runner.calls("curl"), 0);
    let log = fs::read_to_string(runner.folder.join("tools/cargo.log")).unwrap();
    assert!(log.starts_with("install --locked --path . --root "), "{log}");
    for (name, environment) in [
        ("no-target", ("RUNNER_ARCH", "RISCV")),
        ("no-release", ("ACTION_REPOSITORY", "another/one")),
    ] {
        let Some(runner) = Runner::new(name) else { return };
        assert_eq!(runner.installed(&[environment]), "built", "{name}");
    }
}

#[test]
fn a_release_of_other_sources_is_not_taken() {
    let Some(runner) = Runner::new("other") else { return };
    // As if the action were pinned to a commit after its release.
    let script = "set -e; cd \"$1\"; tar -xzf ./*.gz; echo '0.0.0 0' >./*/SOURCES; name=$(ls -d ./*/); \
        name=${name#./}; tar -czf \"${name%/}.tar.gz\" \"$name\"; \
        (sha256sum \"${name%/}.tar.gz\" || shasum -a 256 \"${name%/}.tar.gz\") >\"${name%/}.tar.gz.sha256\"";
    let folder = runner.archive.parent().unwrap();
    let status = Command::new("bash").args(["-c", script, "bash"]).arg(folder).status().unwrap();
    assert!(status.success());
    assert_eq!(runner.installed(&[]), "built");
    assert_eq!((runner.calls("curl"), runner.calls("cargo")), (2, 1));
}
