//! The JSON Schema of `bluelint.toml` says what the reader does, and so does its page.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(clippy::disallowed_methods, reason = "this test reads and blesses the schema")]

use bluelint::cli::{Environment, run};
use bluelint::config::{Config, FORMATS, schema};
use bluelint::disk::MemoryDisk;
use bluelint::rules::RULES;
use serde_json::{Map, Value, json};
use std::path::Path;
use toml::de::{DeTable, DeValue};

const FILE: &str = "rules/schemas/bluelint.schema.json";

fn json_of(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Null, Value::from)
        }
        DeValue::Float(number) => json!(number.as_str().parse::<f64>().unwrap()),
        DeValue::Boolean(flag) => json!(flag),
        DeValue::Datetime(date) => json!(date.to_string()),
        DeValue::Array(items) => items.iter().map(|item| json_of(item.get_ref())).collect(),
        DeValue::Table(table) => json_of_table(table),
    }
}

fn json_of_table(table: &DeTable<'_>) -> Value {
    let members =
        table.iter().map(|(key, value)| (key.get_ref().to_string(), json_of(value.get_ref())));
    Value::Object(members.collect::<Map<_, _>>())
}

/// Whether the reader and the schema take `text`.
fn taken(text: &str) -> (bool, bool) {
    let read = Config::parse("bluelint.toml", text, RULES).is_ok();
    let table = DeTable::parse(text).unwrap();
    let validator = jsonschema::validator_for(&schema(RULES)).unwrap();
    (read, validator.is_valid(&json_of_table(table.get_ref())))
}

#[test]
fn the_schema_is_that_of_the_reader() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let disk = MemoryDisk::new([("x", "")]);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let words = ["bluelint", "schema", "config"].map(Into::into).to_vec();
    assert_eq!(run(words, &Environment::default(), &disk, &mut &b""[..], &mut out, &mut err), 0);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &out).unwrap();
    }
    let stands = std::fs::read(&path).unwrap_or_default();
    assert!(stands == out, "{FILE} is not as it is now: BLESS=1 writes it");
    assert!(jsonschema::meta::is_valid(&schema(RULES)));
}

/// What neither takes.
const BAD: &[&str] = &[
    "ignore = 1",
    "ignore = [1]",
    "ignore = [{ path = \"a\" }]",
    "ignore = [{ rule = \"role-none\" }]",
    "ignore = [{ path = \"a\", rule = \"roles\" }]",
    "ignore = [{ path = \"../a\", rule = \"role-none\" }]",
    "ignore = [{ path = \"/a\", rule = \"role-none\" }]",
    "ignore = [{ path = [], rule = \"role-none\" }]",
    "ignore = [{ path = \"a\", rule = \"role-none\", pointer = \"a\" }]",
    "ignore = [{ path = \"a\", rule = \"role-none\", x = 1 }]",
    "ignore = [{ path = \"a\", rule = \"role-none\", until = 5 }]",
    "ignore = [{ path = \"a\", rule = \"role-none\", until = \"soon\" }]",
    "ignore = [{ path = \"a[\", rule = \"role-none\" }]",
    "ignore = [{ path = \"a{b\", rule = \"role-none\" }]",
    "x = 1",
    "extend = 1",
    "extend = \"\"",
    "var-files = \"a\"",
    "var-files = [1]",
    "lint = []",
    "lint.x = 1",
    "lint.select = \"all\"",
    "lint.select = [\"rolls\"]",
    "lint.ignore = [\"info\", \"info\"]",
    "lint.fail-on = \"fatal\"",
    "lint.min-severity = 1",
    "lint.exclude = [\"\"]",
    "lint.exclude = [\" a\"]",
    "lint.exclude = [\"#a\"]",
    "lint.exclude = \"a\"",
    "lint.exclude = [\"!\"]",
    "lint.exclude = [\"!#a\"]",
    "lint.exclude = [\"! a\"]",
    "lint.exclude = [\"./a\"]",
    "lint.exclude = [\"a/./b\"]",
    "lint.exclude = [\"../a\"]",
    "lint.exclude = [\"!a/..\"]",
    "lint.exclude = [\"a[\"]",
    "lint.exclude = [\"a{b\"]",
    "lint.select = []",
    "lint.force-exclude = 1",
    "limits.modules = 0",
    "limits.modules = 1.5",
    "limits.modules = 1000001",
    "limits.expressions = 10",
    "limits.x = 1",
    "output.format = \"xml\"",
    "output.color = true",
    "output.x = 1",
    "vars = 1",
    "vars.\"a b\" = 1",
    "vars.1a = 1",
    "vars.-a = 1",
    "vars.\"a.b\" = 1",
    "vars.\"\" = 1",
    "rules = 1",
    "rules.x = {}",
    "rules.role-none = 1",
    "rules.role-none.level = \"fatal\"",
    "rules.role-none.x = 1",
    "rules.not-allowed.services = []",
    "rules.not-allowed.services = [\"\"]",
    "rules.not-allowed.services = [\" a\"]",
    "rules.not-allowed.services = [1]",
    "rules.not-allowed.source-accounts = [\"a\"]",
    "rules.not-allowed.pairs = [\"is kms\"]",
    "rules.not-allowed.pairs = [\"-> kms\"]",
    "overrides = {}",
    "overrides = [1]",
    "overrides = [{ paths = [\"a\"] }]",
    "overrides = [{ ignore = [\"info\"] }]",
    "overrides = [{ paths = [], ignore = [\"info\"] }]",
    "overrides = [{ paths = [\"a\"], ignore = [\"x\"] }]",
    "overrides = [{ paths = [\"a\"], rules = { x = {} } }]",
    "overrides = [{ paths = [\"a\"], ignore = [], x = 1 }]",
    "accounts = 1",
    "accounts.default = \"a\"",
    "accounts.x = 1",
    "accounts.providers = 1",
    "accounts.folders = 1",
    "accounts.folders.a = \"x\"",
    "accounts.folders.a = { folders = {} }",
    "accounts.providers.ibm = \"3f1b2c4d5e6f708192a3b4c5d6e7f809\"",
];

#[test]
fn good_and_bad_files_are_told_apart_by_both() {
    let id = "\"3f1b2c4d5e6f708192a3b4c5d6e7f809\"";
    let good = [
        "#:schema https://example.com/bluelint.schema.json\n".to_owned(),
        "extend = \"a.toml\"\nvar-files = [\"a\", \"b\"]".to_owned(),
        "[lint]\nselect = [\"all\", \"roles\", \"error\", \"role-none\"]\nextend-select = []\nignore = [\"info\"]\nlocked-rules = [\"roles\"]".to_owned(),
        "[lint]\nmin-severity = \"info\"\nfail-on = \"error\"\nexclude = [\"a\", \"!b c\", \"!!a\", \".a\", \"a..b/...\", \"a[b]{c,d}\", \"/x/**/*.tf\", \"a/\", \"\\\\#a\"]\nextend-exclude = [\"v\"]".to_owned(),
        "[lint]\nforce-exclude = true\nno-ignore-vcs = false\nexit-zero = true\nallow-incomplete = false".to_owned(),
        "[limits]\nmodules = 1\nexpressions = 1_000\nvalues = 100000000".to_owned(),
        "[output]\nformat = \"sarif\"\ncolor = \"never\"".to_owned(),
        "[[ignore]]\npath = \"a/*.json\"\nrule = [\"role-none\"]\npointer = \"/a/~1\"\nreason = \"x\"\nuntil = 2027-03-31\n[[ignore]]\npath = [\"b\"]\nrule = \"role-none\"".to_owned(),
        "[vars]\na = 1\nb-c = [{ x = true }]\n_d = \"x\"\ne.f = 1.5\n\"\u{e9}\" = 1".to_owned(),
        format!("[rules.not-allowed]\nlevel = \"off\"\nsource-accounts = [{id}]\npairs = [\"is -> kms\", \"*->x\"]\nroles = [\"Key Manager\"]"),
        "[[overrides]]\npaths = [\"a\"]\nignore = [\"roles\"]\n[[overrides]]\npaths = [\"b\"]\n[overrides.rules.role-none]\nlevel = \"info\"".to_owned(),
        format!("[accounts]\ndefault = {id}\nproviders = {{ \"ibm.a\" = {id} }}\n[accounts.folders]\na = {id}\n\"b/c\" = {{ default = {id}, providers = {{ \"ibm.x\" = {id} }} }}"),
    ];
    for text in good {
        assert_eq!(taken(&text), (true, true), "{text}");
    }
    let bad = BAD;
    for text in bad {
        assert_eq!(taken(text), (false, false), "{text}");
    }
}

/// Engines other than ours have to read them too: Python's knows no classes of Unicode, and ECMA's only
/// where it is asked to.
#[test]
fn patterns_are_read_by_every_engine() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/schemas");
    let mut patterns = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        // In JSON a backslash is written as two.
        for wrong in [r"\\p", r"\\P", "(?<", "(?i", "[:", r"\\A", r"\\z", r"\\h"] {
            assert!(!text.contains(wrong), "{wrong}");
        }
        patterns += text.matches("\"pattern\":").count();
    }
    assert!(patterns > 10);
    assert!(!taken("[vars]\na = nan").0 && !taken("[vars]\na = [{ b = -inf }]").0);
    assert!(!taken("[vars]\na = 1e400").0 && taken("[vars]\na = 1e40").0);
}

#[test]
fn formats_are_those_of_the_command_line() {
    let disk = MemoryDisk::new([("main.tf", "")]);
    for format in FORMATS {
        let words = ["bluelint", "main.tf", "-f", format].map(Into::into).to_vec();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        assert_eq!(
            run(words, &Environment::default(), &disk, &mut &b""[..], &mut out, &mut err),
            0
        );
    }
}

/// Every block of the page that is a `bluelint.toml`.
#[test]
fn the_page_shows_what_is_right() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md");
    let page = std::fs::read_to_string(path).unwrap();
    let mut shown = 0;
    for block in page.split("```toml bluelint.toml\n").skip(1) {
        let text = block.split("```").next().unwrap();
        assert_eq!(taken(text), (true, true), "{text}");
        shown += 1;
    }
    assert!(shown >= 8, "{shown}");
    // Nothing is left out.
    let schema = schema(RULES);
    for (table, inside) in schema["properties"].as_object().unwrap() {
        assert!(
            page.contains(&format!("`{table}")) || page.contains(&format!("[{table}]")),
            "{table}"
        );
        let keys = inside["properties"].as_object().into_iter().flatten();
        for (key, _) in keys.filter(|_| table != "rules") {
            assert!(page.contains(&format!("`{key}`")), "`{table}.{key}` is not in the page");
        }
    }
}
