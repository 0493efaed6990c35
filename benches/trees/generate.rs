//! Writes the trees: folders as repositories of Terraform modules have them, the same ones each time.

use super::{modules, ours, text};
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

/// A tree that lies on the disk.
pub(crate) struct Tree {
    /// Where it lies.
    pub(crate) folder: PathBuf,
    /// How many `.tf` files it has.
    pub(crate) files: usize,
    /// How many bytes they have together.
    pub(crate) bytes: usize,
    /// How many folders have `.tf` files, and how many of those hold resources of ours.
    pub(crate) folders: (usize, usize),
    /// How many JSON files it has.
    pub(crate) json: usize,
    /// How many module calls it has, and how many of those name a folder of the tree.
    pub(crate) calls: (usize, usize),
}

/// A folder of a repository.
struct Folder {
    below: &'static str,
    /// Whether resources of ours lie in it.
    holds: bool,
    /// The folders that it may call.
    calls: &'static [&'static str],
}

const fn folder(below: &'static str, holds: bool, calls: &'static [&'static str]) -> Folder {
    Folder { below, holds, calls }
}

/// The folders of one repository.
const FOLDERS: [Folder; 6] = [
    folder("", true, &["./modules/helper", "./modules/access"]),
    folder("modules/helper", false, &[]),
    folder("examples/basic", true, &["../.."]),
    folder("solutions/complete", false, &["../..", "../../modules/access"]),
    folder("modules/access", true, &["../helper"]),
    folder("tests/resources", false, &["../../examples/basic"]),
];
/// How many percent of those calls there are. In real repositories 839 of 1,919 calls name a
/// folder; this makes about as many of them.
const CALLED: usize = 75;
/// In how many percent of the folders a file sets variables, as in those repositories.
const SET: usize = 4;

/// Writes a tree of `files` files with names in `.tf` into `folder`, which must not be there yet.
pub(crate) fn tree(folder: &Path, files: usize) -> io::Result<Tree> {
    // A repository of its own, so that nobody looks for callers around it.
    write_dir(&folder.join(".git"))?;
    let mut tree = Tree {
        folder: folder.to_owned(),
        files: 0,
        bytes: 0,
        folders: (0, 0),
        json: 0,
        calls: (0, 0),
    };
    let mut dice = Dice(0x5DEE_CE66_D1CE_4E5B);
    let mut number = 0;
    while tree.files < files {
        let repository = folder.join(format!("repository-{number:04}"));
        for one in &FOLDERS {
            if tree.files < files {
                write_folder(&mut tree, &repository.join(one.below), &mut dice, one, files)?;
            }
        }
        write_beside(&mut tree, &repository, &mut dice)?;
        number += 1;
    }
    Ok(tree)
}

/// The `.tf` files of one folder, never more of them than `most` in the whole tree.
fn write_folder(
    tree: &mut Tree,
    folder: &Path,
    dice: &mut Dice,
    kind: &Folder,
    most: usize,
) -> io::Result<()> {
    write_dir(folder)?;
    let names = Names::pick(dice);
    let mut files = vec![
        ("main.tf", main_file(dice, &names, kind)),
        ("variables.tf", variables(dice, &names)),
        ("outputs.tf", outputs(dice, &names)),
        ("version.tf", names.fill(text::VERSION)),
    ];
    if dice.chance(30) {
        files.push(("provider.tf", names.fill(text::PROVIDER)));
    }
    if dice.chance(30) {
        files.push(("network.tf", names.fill(ours::NETWORK)));
    }
    tree.folders.0 += 1;
    tree.folders.1 += usize::from(kind.holds);
    for (name, text) in files.into_iter().take(most - tree.files) {
        write(&folder.join(name), &text)?;
        tree.files += 1;
        tree.bytes += text.len();
        tree.calls.0 += text.matches("\nmodule \"").count();
        tree.calls.1 += text.matches(" = \"./").count() + text.matches(" = \"../").count();
    }
    if dice.chance(SET) {
        write(&folder.join("terraform.tfvars"), &names.fill(modules::VARIABLES))?;
    }
    Ok(())
}

/// What lies in a repository beside its `.tf` files, JSON among it.
fn write_beside(tree: &mut Tree, repository: &Path, dice: &mut Dice) -> io::Result<()> {
    write(&repository.join("README.md"), &"Words about the module.\n".repeat(40))?;
    write(&repository.join(".gitignore"), "*.tfstate\n*.tfstate.*\n.terraform/\ncrash.log\n")?;
    write(&repository.join("module-metadata.json"), &lock_file(dice, 40))?;
    tree.json += 1;
    if dice.chance(25) {
        write(&repository.join("tests/package-lock.json"), &lock_file(dice, 200))?;
        tree.json += 1;
    }
    // The first repository has one in any case: the start of the program is measured with it.
    if dice.chance(25) || repository.ends_with("repository-0000") {
        let policy = Names::pick(dice).fill(ours::POLICY_JSON);
        write(&repository.join("policy.json"), &policy)?;
        tree.json += 1;
    }
    Ok(())
}

fn main_file(dice: &mut Dice, names: &Names, kind: &Folder) -> String {
    let mut out = names.fill(text::LOCALS);
    let plain = [text::REGISTRY, text::INSTANCE, text::HEREDOC];
    for _ in 0..=dice.below(3) {
        let other = Names::pick(dice);
        out.push_str(&other.fill(dice.pick(&plain)));
    }
    for (number, from) in kind.calls.iter().enumerate() {
        if dice.chance(CALLED) {
            let policy = if kind.holds { modules::POLICY } else { "" };
            let call = format!("{}{policy}", dice.pick(&modules::CALLS));
            let call = call.replace("@from@", from).replace("@m@", &number.to_string());
            out.push_str(&names.fill(&call));
        }
    }
    if !kind.holds {
        out.push_str(&names.fill(text::REGISTRY));
        return out;
    }
    for _ in 0..=dice.below(2) {
        if dice.chance(60) {
            out.push_str(&names.fill(dice.pick(&ours::POLICIES)));
        } else {
            out.push_str(&names.fill(dice.pick(&ours::GATEWAYS)));
        }
    }
    out
}

fn variables(dice: &mut Dice, names: &Names) -> String {
    let mut out = names.fill(modules::INPUTS);
    for _ in 0..3 + dice.below(4) {
        let text = dice.pick(&text::VARIABLES).replace("@v@", dice.pick(&WORDS));
        out.push_str(&text.replace("@d@", names.service));
    }
    out
}

fn outputs(dice: &mut Dice, names: &Names) -> String {
    let mut out = String::from("# What callers may want to know.\n\n");
    out.push_str(&names.fill(modules::OUTPUTS));
    for _ in 0..=dice.below(3) {
        let text = dice.pick(&text::OUTPUTS).replace("@v@", dice.pick(&WORDS));
        out.push_str(&names.fill(&text));
    }
    out
}

/// JSON that is none of ours, as package managers write it.
fn lock_file(dice: &mut Dice, packages: usize) -> String {
    let mut out = String::from("{\n  \"name\": \"tests\",\n  \"packages\": {\n");
    for index in 0..packages {
        let (word, version) = (dice.pick(&WORDS), dice.below(90));
        let comma = if index + 1 < packages { "," } else { "" };
        let _ = writeln!(
            out,
            "    \"node_modules/{word}-{index}\": {{ \"version\": \"1.{version}.0\", \"resolved\": \"https://registry.example/{word}-{index}.tgz\" }}{comma}"
        );
    }
    out.push_str("  }\n}\n");
    out
}

const WORDS: [&str; 14] = [
    "storage", "keys", "secrets", "logs", "events", "database", "cluster", "registry", "backup",
    "landing", "edge", "search", "queue", "metrics",
];
const SERVICES: [&str; 6] = [
    "cloud-object-storage",
    "databases-for-postgresql",
    "containers-kubernetes",
    "secrets-manager",
    "event-notifications",
    "is",
];
const TARGETS: [&str; 4] = ["kms", "hs-crypto", "cloud-object-storage", "secrets-manager"];

/// What the pieces of one folder are called.
struct Names {
    first: &'static str,
    second: &'static str,
    service: &'static str,
    target: &'static str,
    number: usize,
}

impl Names {
    fn pick(dice: &mut Dice) -> Self {
        Self {
            first: dice.pick(&WORDS),
            second: dice.pick(&WORDS),
            service: dice.pick(&SERVICES),
            target: dice.pick(&TARGETS),
            number: 1 + dice.below(80),
        }
    }

    fn fill(&self, text: &str) -> String {
        text.replace("@a@", self.first)
            .replace("@b@", self.second)
            .replace("@s@", self.service)
            .replace("@t@", self.target)
            .replace("@n@", &self.number.to_string())
    }
}

/// Numbers that look random and are the same each time (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed >> 33) % end as u64).expect("it is below a usize")
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from.get(self.below(from.len())).expect("it is below the length")
    }
}

#[expect(clippy::disallowed_methods, reason = "the trees have to be written before they are read")]
pub(crate) fn write(path: &Path, text: &str) -> io::Result<()> {
    write_dir(path.parent().unwrap_or(Path::new(".")))?;
    std::fs::write(path, text)
}

fn write_dir(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)
}

/// The folder `name` of the benchmark, which is not there any more.
pub(crate) fn empty(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("the folder of the benchmark can be removed");
    }
    folder
}
