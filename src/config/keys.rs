//! Every key that is no table of its own kind: what it is called, what it takes and what it says.
//! The reader and the JSON Schema both go by this list, so neither can know a key that the other
//! does not.

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A whole number in this range.
    Number(u64, u64),
    /// The path of a file.
    Path,
    /// A list of paths of files.
    Paths,
    /// A list of patterns, as `.gitignore` has them.
    Globs,
    /// A list of rules, groups and levels.
    Rules,
}

/// A key and the table it stands in; at the top of the file the table has no name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    pub(super) table: &'static str,
    pub(super) name: &'static str,
    pub(super) takes: Shape,
    /// What holds where nobody says anything, as it is shown.
    pub(super) default: &'static str,
    pub(super) about: &'static str,
}

const LEVELS: &[&str] = &["info", "warning", "error"];
/// What `level` of a rule takes.
pub(super) const RULE_LEVELS: &[&str] = &["off", "info", "warning", "error"];
/// The formats of `check`, as `--format` lists them.
pub const FORMATS: &[&str] = &[
    "human",
    "concise",
    "json",
    "ndjson",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "markdown",
];
/// The list that has to name something: nothing selected would be no check at all.
pub(super) const NEVER_EMPTY: &str = "select";
const COLORS: &[&str] = &["auto", "always", "never"];

/// The tables of the file with what is said of each; a dot is a table in another.
pub(super) const TABLES: [(&str, &str); 9] = [
    ("lint", "Which rules look at which files, and what counts"),
    ("rules", "A table for each rule: how loud it is, and its options"),
    ("overrides", "What is different for some files; a later one wins over an earlier one"),
    ("ignore", "Findings that are suppressed in files that take no comments, such as JSON"),
    ("vars", "Values of variables of root modules, below those of the command line"),
    ("accounts", "Whose account folders and provider configurations are"),
    ("limits", "How much one root module may cost before it is left alone"),
    ("output", "How things look; that of the first path that is checked counts for the whole run"),
    ("extend", ""),
];

/// Every key.
pub(super) const KEYS: &[Key] = &[
    key(
        "",
        "extend",
        Shape::Path,
        "\"\"",
        "Another configuration that this one goes on from: a path from the folder of this file. What this file says wins, key by key; `extend-select`, `extend-exclude` and `[[overrides]]` add up",
    ),
    key(
        "",
        "var-files",
        Shape::Paths,
        "[]",
        "Files of variables for every root module, as with --var-file; paths from the folder of this file",
    ),
    key(
        "lint",
        "select",
        Shape::Rules,
        "[\"all\"]",
        "Run only these rules: names, groups or levels",
    ),
    key("lint", "extend-select", Shape::Rules, "[]", "Run these rules too"),
    key(
        "lint",
        "ignore",
        Shape::Rules,
        "[]",
        "Do not run these rules: names, groups or levels. One that `select` names itself is ignored only by its own name",
    ),
    key(
        "lint",
        "locked-rules",
        Shape::Rules,
        "[]",
        "Rules whose findings cannot be suppressed in the files: names, groups or levels",
    ),
    key(
        "lint",
        "baseline",
        Shape::Path,
        "\"\"",
        "Do not report what this baseline knows: a path from the folder of this file, as `bluelint baseline create` writes it",
    ),
    key(
        "lint",
        "min-severity",
        Shape::Word(LEVELS),
        "\"info\"",
        "Show only what is at least this bad",
    ),
    key(
        "lint",
        "fail-on",
        Shape::Word(LEVELS),
        "\"warning\"",
        "Exit with 1 when something at least this bad was found",
    ),
    key(
        "lint",
        "exclude",
        Shape::Globs,
        "[]",
        "Pass over these files and folders: patterns as in .gitignore, from the folder of this file",
    ),
    key("lint", "extend-exclude", Shape::Globs, "[]", "Pass over these files and folders too"),
    key(
        "lint",
        "force-exclude",
        Shape::Flag,
        "false",
        "Pass over what is excluded also where the command line names it; for hooks that name every file",
    ),
    key("lint", "no-ignore-vcs", Shape::Flag, "false", "Look also at what .gitignore leaves out"),
    key("lint", "exit-zero", Shape::Flag, "false", "Exit with 0 whatever was found"),
    key(
        "lint",
        "allow-incomplete",
        Shape::Flag,
        "false",
        "Do not exit with 3 when something could not be checked",
    ),
    key(
        "limits",
        "modules",
        Shape::Number(1, 1_000_000),
        "20000",
        "How many modules a root module may call, an instance each",
    ),
    key(
        "limits",
        "expressions",
        Shape::Number(1_000, 1_000_000_000),
        "1000000",
        "How many expressions are looked at in a root module; 5,000 more for each module",
    ),
    key(
        "limits",
        "values",
        Shape::Number(1_000, 100_000_000),
        "200000",
        "How many values are copied out of locals, variables and outputs; 5,000 more for each module",
    ),
    key("output", "format", Shape::Word(FORMATS), "\"human\"", "How to print what was found"),
    key("output", "color", Shape::Word(COLORS), "\"auto\"", "When to print colours"),
];

const fn key(
    table: &'static str,
    name: &'static str,
    takes: Shape,
    default: &'static str,
    about: &'static str,
) -> Key {
    Key { table, name, takes, default, about }
}

/// The keys of a table.
pub(super) fn of(table: &str) -> impl Iterator<Item = &'static Key> {
    KEYS.iter().filter(move |key| key.table == table)
}

/// Whether what several files say under this key adds up.
pub(super) fn adds_up(path: &[String]) -> bool {
    path.len() == 2 && path.last().is_some_and(|name| name.starts_with("extend-"))
}
