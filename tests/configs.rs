//! Several configurations in one run: which counts where, what they extend, exclude and set.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use bluelint::cli::{Environment, run};
use bluelint::config::Config;
use bluelint::disk::{Disk, Entry, MemoryDisk, Walk};
use bluelint::rules::RULES;
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

const MAIN: &str = "resource \"ibm_iam_authorization_policy\" \"keys\" {\n  \
    source_service_name         = \"cloud-object-storage\"\n  \
    target_service_name         = \"kms\"\n  \
    target_resource_instance_id = ibm_resource_instance.keys.guid\n  \
    roles                       = [\"Reader\"]\n}\n";
const NO_KMS: &str = "[rules.not-allowed]\nservices = [\"cloud-object-storage\"]\n";

/// The exit code, and all that was printed.
fn bluelint(files: &[(&str, &str)], words: &str) -> (u8, String) {
    let env = Environment {
        folder: Some("/repo".into()),
        config_folder: Some("/home/me/.config/bluelint".into()),
        ..Environment::default()
    };
    let files = files.iter().map(|(path, text)| (Path::new("/repo").join(path), *text));
    let disk = InRepo(MemoryDisk::new(files), Mutex::default());
    run_on(&disk, &env, words)
}

fn run_on(disk: &dyn Disk, env: &Environment, words: &str) -> (u8, String) {
    let arguments = ["bluelint"].into_iter().chain(words.split_whitespace());
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = arguments.map(Into::into).collect();
    let code = run(arguments, env, disk, &mut MAIN.as_bytes(), &mut out, &mut err);
    out.extend(err);
    (code, String::from_utf8(out).unwrap())
}

/// A disk whose working directory is `/repo`; counts how often a path was looked at.
struct InRepo(MemoryDisk, Mutex<HashMap<PathBuf, usize>>);

impl InRepo {
    fn at(path: &Path) -> PathBuf {
        Path::new("/repo").join(path)
    }
}

impl Disk for InRepo {
    fn entry(&self, path: &Path) -> Entry {
        *self.1.lock().unwrap().entry(Self::at(path)).or_default() += 1;
        self.0.entry(&Self::at(path))
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.0.read(&Self::at(path))
    }
    fn walk(&self, folder: &Path) -> Walk {
        let below = self.0.walk(&Self::at(folder));
        let bare = |path: PathBuf| path.strip_prefix("/repo").map(Path::to_owned).unwrap_or(path);
        Walk { files: below.files.into_iter().map(bare).collect(), ..below }
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let bare = |path: PathBuf| path.strip_prefix("/repo").map(Path::to_owned).unwrap_or(path);
        Ok(self.0.list(&Self::at(folder))?.into_iter().map(bare).collect())
    }
    fn names(&self, folder: &Path) -> io::Result<Vec<(String, Entry)>> {
        self.0.names(&Self::at(folder))
    }
    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        self.0.real(&Self::at(path))
    }
    fn replace(&self, path: &Path, old: &[u8], new: &[u8]) -> io::Result<()> {
        self.0.replace(&Self::at(path), old, new)
    }
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.0.write(&Self::at(path), bytes)
    }
}

/// Each finding as `path rule level`.
fn found(files: &[(&str, &str)], words: &str) -> Vec<String> {
    let (code, said) = bluelint(files, &format!("{words} -f concise"));
    assert_ne!(code, 2, "{said}");
    let lines = said.lines().filter_map(|line| {
        let (place, rest) = line.split_once(": ")?;
        let (level, rest) = rest.split_once('[')?;
        let rule = rest.split_once(']')?.0;
        Some(format!("{} {rule} {level}", place.split(':').next()?))
    });
    lines.collect()
}

#[test]
fn each_file_is_judged_by_its_own() {
    let files = [
        (".git", "gitdir: elsewhere"),
        ("bluelint.toml", NO_KMS),
        ("a/main.tf", MAIN),
        (
            "a/b/bluelint.toml",
            "[lint]\nmin-severity = \"error\"\n[rules.not-allowed]\nlevel = \"warning\"\nservices = [\"kms\"]\n",
        ),
        ("a/b/main.tf", MAIN),
        ("a/c/bluelint.toml", ""),
        ("a/c/main.tf", MAIN),
    ];
    let only = "--select not-allowed";
    assert_eq!(found(&files, &format!("{only} .")), ["a/main.tf not-allowed error"]);
    let shown = format!("{only} --min-severity info .");
    let all = ["a/b/main.tf not-allowed warning", "a/main.tf not-allowed error"];
    assert_eq!(found(&files, &shown), all);
    let (_, said) = bluelint(&files, &shown);
    assert!(
        said.contains("`kms` is not among") && said.contains("`cloud-object-storage` is not among"),
        "{said}"
    );
    assert_eq!(bluelint(&files, "--select not-allowed a/c").0, 0);
    // The nearest says nothing of what fails: what is not shown fails all the same.
    assert_eq!(bluelint(&files, "--select not-allowed a/b").0, 1);
    assert_eq!(bluelint(&files, "--select not-allowed --fail-on error a/b").0, 0);
    assert_eq!(bluelint(&files, "--isolated a").0, 0);
}

#[test]
fn the_users_own_counts_where_there_is_no_other() {
    let mine = ("/home/me/.config/bluelint/bluelint.toml", NO_KMS);
    let files = [mine, ("a/main.tf", MAIN), ("b/main.tf", MAIN), ("b/bluelint.toml", "")];
    assert_eq!(found(&files, "--select not-allowed ."), ["a/main.tf not-allowed error"]);
    assert!(found(&files, "--select not-allowed --isolated .").is_empty());
    let excluding = (mine.0, "lint.exclude = [\"b\", \"/a/main.tf\"]");
    let files = [excluding, ("a/main.tf", MAIN), ("b/main.tf", MAIN)];
    assert!(bluelint(&files, ".").1.contains("nothing to check"), "{}", bluelint(&files, ".").1);
}

#[test]
fn what_extends_wins_key_by_key() {
    let files = [
        (".git/x", ""),
        (
            "org/base.toml",
            "[lint]\nignore = [\"info\"]\nextend-exclude = [\"/nothing\"]\nfail-on = \"error\"\n[rules.not-allowed]\nlevel = \"info\"\nservices = [\"cloud-object-storage\"]\n[[overrides]]\npaths = [\"/../a\"]\nignore = [\"all\"]\n",
        ),
        (
            "a/bluelint.toml",
            "extend = \"../org/mid.toml\"\n[lint]\nextend-exclude = [\"x.tf\"]\n[rules.not-allowed]\nlevel = \"warning\"\n",
        ),
        ("org/mid.toml", "extend = \"base.toml\"\n"),
        ("a/main.tf", MAIN),
        ("a/x.tf", MAIN),
    ];
    let (code, said) = bluelint(&files, "a");
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("leads out of the folder"), "{said}");
    let base = files[1].1.replace("/../a", "a");
    let mut files = files;
    files[1].1 = &base;
    assert_eq!(found(&files, "--select not-allowed a"), ["a/main.tf not-allowed warning"]);
    assert_eq!(bluelint(&files, "--select not-allowed a").0, 0, "fail-on = error");
    let (_, said) = bluelint(&files, "a --show-settings");
    for line in [
        "# a: a/bluelint.toml, which extends org/mid.toml, which extends org/base.toml",
        "lint.fail-on = \"error\"                       # org/base.toml:4",
        "lint.extend-exclude = [\"/nothing\"]           # org/base.toml:3",
        "lint.extend-exclude = [\"x.tf\"]               # a/bluelint.toml:3",
        "rules.not-allowed.level = \"warning\"          # a/bluelint.toml:5",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
}

#[test]
fn what_extends_in_a_circle_or_nothing_is_said() {
    for (text, other, says) in [
        (
            "extend = \"b.toml\"",
            "extend = \"bluelint.toml\"",
            "`bluelint.toml` extends this file in turn",
        ),
        ("extend = \"bluelint.toml\"", "", "`bluelint.toml` extends this file in turn"),
        ("extend = \"c.toml\"", "", "there is no file `c.toml`"),
        ("extend = \"https://example.com/b.toml\"", "", "takes the path of a file"),
        ("extend = \"b.toml\"", "[lnt]", "there is no setting `lnt`; did you mean `lint`?"),
        ("extend = 1", "", "`extend` has to be a text, not a number"),
        ("var-files = [\"none.tfvars\"]", "", "there is no file `none.tfvars`"),
    ] {
        let files = [("bluelint.toml", text), ("b.toml", other), ("main.tf", MAIN)];
        let (code, said) = bluelint(&files, ".");
        assert!(code == 2 && said.contains(says), "{text}: {said}");
        assert!(said.contains("error[configuration]: ") && said.contains("\u{2502}"), "{said}");
    }
    let chain: Vec<(String, String)> = (0..40)
        .map(|n| (format!("{n}.toml"), format!("extend = \"{}.toml\"", n + 1)))
        .chain([("40.toml".to_owned(), String::new()), ("main.tf".to_owned(), MAIN.to_owned())])
        .collect();
    let files: Vec<(&str, &str)> = chain.iter().map(|(name, text)| (&**name, &**text)).collect();
    let (code, said) = bluelint(&files, ". --config 0.toml");
    assert!(code == 2 && said.contains("more than 16 files extend each other"), "{said}");
}

#[test]
fn files_are_excluded() {
    let files = [
        (".git/x", ""),
        (
            "bluelint.toml",
            "[lint]\nexclude = [\"vendor/\", \"/a/x.tf\", \"*.gen.tf\", \"!keep.gen.tf\"]\n[rules.not-allowed]\nservices = []\n",
        ),
        ("vendor/main.tf", MAIN),
        ("vendor/deep/main.tf", MAIN),
        ("vendor/bluelint.toml", NO_KMS),
        ("a/x.tf", MAIN),
        ("b/a/x.tf", MAIN),
        ("b/one.gen.tf", MAIN),
        ("b/keep.gen.tf", MAIN),
    ];
    let config = files[1].1.replace("[]", "[\"cloud-object-storage\"]");
    let mut files = files;
    files[1].1 = &config;
    let seen = |words: &str| {
        let paths = found(&files, &format!("--select not-allowed {words}"));
        paths.into_iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(seen("."), ["b/a/x.tf", "b/keep.gen.tf"]);
    // Who names it wants it, and what is in it.
    assert_eq!(seen("vendor"), ["vendor/deep/main.tf", "vendor/main.tf"]);
    assert_eq!(seen("a/x.tf"), ["a/x.tf"]);
    assert!(seen("--force-exclude vendor a/x.tf b/one.gen.tf").is_empty());
    assert_eq!(seen("--force-exclude a/x.tf b/a/x.tf"), ["b/a/x.tf"]);
    assert!(seen("--force-exclude vendor/deep/main.tf").is_empty());
    assert_eq!(bluelint(&files, "--force-exclude a/x.tf vendor").0, 0);
    let all = ["a/x.tf", "b/one.gen.tf", "vendor/deep/main.tf", "vendor/main.tf"];
    assert_eq!(seen("--exclude keep.gen.tf,/b/a ."), all);
    assert_eq!(seen("--extend-exclude b/a ."), ["b/keep.gen.tf"]);
    assert_eq!(
        seen("--config lint.exclude=[\"b\"] ."),
        ["a/x.tf", "vendor/deep/main.tf", "vendor/main.tf"]
    );
    let (code, said) = bluelint(&files, "--exclude a[ .");
    assert!(code == 2 && said.contains("--exclude: `a[` is no pattern"), "{said}");
    assert!(bluelint(&files, ".").1.contains("4 files skipped"), "{}", bluelint(&files, ".").1);
}

#[test]
fn some_paths_are_judged_otherwise() {
    let config = "[rules.not-allowed]\nservices = [\"cloud-object-storage\"]\n\
        [[overrides]]\npaths = [\"sandbox\"]\n[overrides.rules.not-allowed]\nlevel = \"info\"\n\
        [[overrides]]\npaths = [\"/sandbox/free\"]\nignore = [\"policy\"]\n\
        [[overrides]]\npaths = [\"legacy/*.tf\", \"!legacy/new.tf\"]\nrules.not-allowed = { level = \"off\" }\n\
        [[overrides]]\npaths = [\"other\"]\nrules.not-allowed.services = [\"kms\"]\n";
    let files = [
        ("bluelint.toml", config),
        ("main.tf", MAIN),
        ("sandbox/main.tf", MAIN),
        ("sandbox/free/main.tf", MAIN),
        ("legacy/old.tf", MAIN),
        ("legacy/new.tf", MAIN),
        ("other/main.tf", MAIN),
    ];
    let expected = [
        "legacy/new.tf not-allowed error",
        "main.tf not-allowed error",
        "other/main.tf not-allowed error",
        "sandbox/main.tf not-allowed info",
    ];
    assert_eq!(found(&files, "--ignore duplicate-policy --select not-allowed ."), {
        let mut all = expected.to_vec();
        // Who names a rule wants it everywhere.
        all.extend(["legacy/old.tf not-allowed error", "sandbox/free/main.tf not-allowed info"]);
        all.sort_unstable();
        all
    });
    assert_eq!(found(&files, "--select policy ."), expected);
    let (_, said) = bluelint(&files, "sandbox/free/main.tf --show-settings");
    assert!(said.contains("# bluelint.toml:9, for some paths"), "{said}");
    assert!(said.contains("rules.not-allowed.level = \"info\""), "{said}");
}

#[test]
fn rules_are_selected_by_files_and_by_flags() {
    let count = |config: &str, words: &str| {
        let files = [("bluelint.toml", config), ("main.tf", MAIN)];
        let (code, said) = bluelint(&files, &format!("{words} -f json ."));
        assert!(code < 2, "{words}: {said}");
        let json: serde_json::Value = serde_json::from_str(&said).unwrap();
        json["summary"]["rules"].as_u64().unwrap()
    };
    let of = |group: &str| RULES.iter().filter(|rule| rule.group == group).count() as u64;
    let all = RULES.len() as u64;
    for (config, words, rules) in [
        ("", "", all),
        ("lint.select = [\"roles\"]", "", of("roles")),
        ("lint.select = [\"roles\"]\nlint.extend-select = [\"not-allowed\"]", "", of("roles") + 1),
        ("lint.select = [\"roles\"]\nlint.ignore = [\"role-none\"]", "", of("roles") - 1),
        (
            "lint.ignore = [\"roles\"]\nlint.extend-select = [\"role-none\"]",
            "",
            all - of("roles") + 1,
        ),
        ("lint.select = [\"roles\"]", "--select scope", of("scope")),
        ("lint.select = [\"roles\"]", "--extend-select scope", of("roles") + of("scope")),
        ("lint.ignore = [\"role-none\"]", "--select roles", of("roles") - 1),
        ("lint.ignore = [\"role-none\"]", "--select role-none", 1),
        ("rules.role-none.level = \"off\"", "", all - 1),
        ("rules.role-none.level = \"off\"", "--select role-none", 1),
        ("lint.ignore = [\"roles\"]", "--ignore scope", all - of("roles") - of("scope")),
        ("lint.ignore = [\"roles\"]", "--config lint.ignore=[\"scope\"]", all - of("scope")),
    ] {
        assert_eq!(count(config, words), rules, "{config} {words}");
    }
    for (config, words) in [("", ". --ignore all"), ("lint.ignore = [\"all\"]", ".")] {
        let (code, said) = bluelint(&[("bluelint.toml", config), ("main.tf", MAIN)], words);
        assert!(code == 0 && said.contains("0 rules"), "{words}: {said}");
    }
    let config = Config::parse("bluelint.toml", "lint.locked-rules = [\"roles\"]", RULES).unwrap();
    let profile = config.profile(Path::new("main.tf"), RULES);
    assert!(profile.locks("role-none") && !profile.locks("not-allowed"));
}

#[test]
fn variables_and_limits_are_set() {
    let main = "variable \"service\" {}\nvariable \"zones\" { type = list(string) }\n\
        variable \"more\" {}\nresource \"ibm_iam_authorization_policy\" \"a\" {\n  \
        source_service_name = var.service\n  description = \"${var.zones[1]} ${var.more.x}\"\n  \
        target_service_name = \"kms\"\n  roles = [\"Reader\"]\n}\n";
    let config = "var-files = [\"../more.tfvars\"]\n[vars]\nservice = \"is\"\nzones = [\"a\", \"${b}\"]\nmore = { x = 0x1f }\n";
    let show = |config: &str, words: &str| {
        let files = [
            ("a/bluelint.toml", config),
            ("a/main.tf", main),
            ("b/main.tf", main),
            ("more.tfvars", "more = { x = \"file\" }\n"),
        ];
        bluelint(&files, &format!("show {words}")).1
    };
    let said = show(config, "a");
    assert!(said.contains("\"is\"") && said.contains("${b} 31"), "{said}");
    assert!(
        show("var-files = [\"../more.tfvars\"]\nvars.zones = [\"a\", \"b\"]", "a")
            .contains("b file")
    );
    assert!(show(config, "a --var service=kms").contains("\"kms\""));
    assert!(!show(config, "b").contains("\"is\""), "of another folder");
    let calls = "module \"m\" {\n  source = \"../m\"\n  count = 3\n}\n";
    let limited = |config: &str| {
        let files = [("bluelint.toml", config), ("r/main.tf", calls), ("m/main.tf", MAIN)];
        let (code, said) = bluelint(&files, "r --allow-incomplete --exit-zero");
        assert_eq!(code, 0, "{said}");
        said.contains("more modules are called than `limits.modules` allows, which is set to 2")
    };
    assert!(!limited("") && !limited("limits.modules = 3") && limited("limits.modules = 2"));
}

#[test]
fn whose_account_it_is_does_not_leak() {
    let gateway = "resource \"ibm_is_virtual_endpoint_gateway\" \"g\" {\n  name = \"g\"\n  \
        vpc = ibm_is_vpc.a.id\n  target {\n    crn = \"crn:v1:bluemix:public:backup-recovery:eu-de:\
        a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f:5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64::\"\n  }\n}\n";
    let outer = "accounts.default = \"3f1b2c4d5e6f708192a3b4c5d6e7f809\"";
    let files = [
        ("bluelint.toml", outer),
        ("a/main.tf", gateway),
        ("b/bluelint.toml", ""),
        ("b/main.tf", gateway),
    ];
    let only = "--select unauthorized-foreign-gateway";
    let one = ["a/main.tf unauthorized-foreign-gateway warning"];
    assert_eq!(found(&files, &format!("{only} .")), one);
}

#[test]
fn folders_are_looked_at_once() {
    let names: Vec<String> = (0..20).map(|n| format!("/repo/deep/er/{n}/main.tf")).collect();
    let files = names.iter().map(|name| (name.as_str(), MAIN)).chain([("/repo/.git/x", "")]);
    let disk = InRepo(MemoryDisk::new(files), Mutex::default());
    let env = Environment { folder: Some("/repo".into()), ..Environment::default() };
    assert_eq!(run_on(&disk, &env, "--select not-allowed .").0, 0);
    for (path, count) in disk.1.lock().unwrap().iter() {
        let is_ours = path.ends_with("bluelint.toml") || path.ends_with(".bluelint.toml");
        assert!(!is_ours || *count == 1, "{} was looked at {count} times", path.display());
    }
}
