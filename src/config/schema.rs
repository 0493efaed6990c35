//! The JSON Schema of `bluelint.toml`, made of the list of keys and the pages of the rules, so that it
//! says what the reader does.

use super::keys::{self, Key, RULE_LEVELS, Shape, TABLES};
use crate::page::{Page, Takes};
use crate::rule::Rule;
use serde_json::{Map, Value, json};

const ID: &str = "https://json-schema.org/draft/2020-12/schema";
/// An account ID.
const ACCOUNT: &str = "^[0-9a-f]{32}$";
/// A text without white space around it.
const WORD: &str = r"^\S(.*\S)?$";
/// A source and a target.
const PAIR: &str = r"^\S+ *-> *\S+$";
/// A provider configuration with an alias.
const PROVIDER: &str = r"\.";
/// The name of a variable: letters of any script are whatever is no ASCII sign and no white space, as
/// few engines know classes of Unicode.
const VARIABLE: &str = r"^[^\s!-@\[-^`{-~][^\s!-,./:-@\[-^`{-~]*$";
/// A pattern as in .gitignore: no comment, nothing that climbs, and nothing that is opened and not
/// closed.
const GLOB: &str = concat!(
    r"^(?!!?(#|\s|$))(?!!?(.*/)?\.\.?(/|$))",
    r"(?!([^\\\[]|\\.)*\[[^\]]*$)(?!([^\\{\[]|\\.)*\{[^}]*$)\S(.*\S)?$",
);
/// A pattern of paths below the folder of the file.
const BELOW: &str = concat!(
    r"^(?!/)(?!(.*/)?\.\.(/|$))",
    r"(?!([^\\\[]|\\.)*\[[^\]]*$)(?!([^\\{\[]|\\.)*\{[^}]*$).+$",
);
/// A day.
const DAY: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

/// The JSON Schema, by which editors complete and check.
///
/// # Panics
/// When the page of a rule cannot be read, which a test rules out.
pub fn schema(rules: &[Rule]) -> Value {
    let mut properties = keys_of("", rules);
    for (table, about) in TABLES {
        let inside = match table {
            "lint" | "limits" | "output" => object(keys_of(table, rules)),
            "rules" => rules_table(rules),
            "overrides" => overrides(rules),
            "ignore" => ignores(rules),
            "vars" => json!({ "type": "object", "additionalProperties": false,
                "patternProperties": { VARIABLE: { "description":
                    "A text is what stands behind the `=` of --var" } } }),
            "accounts" => accounts(),
            _ => continue,
        };
        properties.insert(table.to_owned(), described(inside, about));
    }
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!(ID));
    schema.insert("title".to_owned(), json!("bluelint.toml"));
    schema.insert("description".to_owned(), json!("The configuration of bluelint"));
    if let Value::Object(rest) = object(properties) {
        schema.extend(rest);
    }
    schema.insert(
        "$defs".to_owned(),
        json!({ "rules": words(rules), "account": {
            "type": "string", "pattern": ACCOUNT, "description": "An account ID"
        }}),
    );
    Value::Object(schema)
}

fn object(properties: Map<String, Value>) -> Value {
    let properties = Value::Object(properties);
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn described(schema: Value, about: &str) -> Value {
    let mut all = Map::new();
    all.insert("description".to_owned(), json!(about));
    if let Value::Object(rest) = schema {
        all.extend(rest);
    }
    Value::Object(all)
}

fn keys_of(table: &str, rules: &[Rule]) -> Map<String, Value> {
    keys::of(table).map(|key| (key.name.to_owned(), one_key(key, rules))).collect()
}

fn one_key(key: &Key, _: &[Rule]) -> Value {
    let list = |items: Value| json!({ "type": "array", "items": items, "uniqueItems": true });
    let shape = match key.takes {
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Word(words) => json!({ "type": "string", "enum": words }),
        Shape::Number(least, most) => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Shape::Path => json!({ "type": "string", "minLength": 1 }),
        Shape::Paths => list(json!({ "type": "string", "minLength": 1 })),
        Shape::Globs => list(json!({ "type": "string", "pattern": GLOB })),
        Shape::Rules => list(json!({ "$ref": "#/$defs/rules" })),
    };
    let mut shape = described(shape, key.about);
    if let (Value::Object(all), true) = (&mut shape, key.name == keys::NEVER_EMPTY) {
        all.insert("minItems".to_owned(), json!(1));
    }
    if let (Value::Object(all), Ok(usual)) = (&mut shape, serde_json::from_str(key.default))
        && key.takes != Shape::Path
    {
        let usual: Value = usual;
        all.insert("default".to_owned(), usual);
    }
    shape
}

/// The words that choose rules.
fn words(rules: &[Rule]) -> Value {
    let mut groups: Vec<&str> = rules.iter().map(|rule| rule.group).collect();
    groups.sort_unstable();
    groups.dedup();
    let names = rules.iter().map(|rule| rule.name);
    let all: Vec<&str> =
        ["all", "info", "warning", "error"].into_iter().chain(groups).chain(names).collect();
    json!({ "description": "The name of a rule, a group or a level", "type": "string", "enum": all })
}

fn rules_table(rules: &[Rule]) -> Value {
    let each = rules.iter().map(|rule| {
        let page = Page::parse(rule.page).expect("tests/pages.rs reads every page");
        let mut inside = Map::new();
        let about =
            format!("The highest level at which it speaks: {} by itself", page.level.name());
        let level = json!({ "type": "string", "enum": RULE_LEVELS });
        inside.insert("level".to_owned(), described(level, &about));
        for (option, takes) in &page.options {
            inside.insert((*option).to_owned(), option_list(*takes));
        }
        (rule.name.to_owned(), described(object(inside), page.title))
    });
    object(each.collect())
}

fn option_list(takes: Takes) -> Value {
    let (about, items) = match takes {
        Takes::Accounts => ("Account IDs", json!({ "$ref": "#/$defs/account" })),
        Takes::Names => ("Names", json!({ "type": "string", "pattern": WORD })),
        Takes::Pairs => {
            ("Pairs of services: `is -> kms`", json!({ "type": "string", "pattern": PAIR }))
        }
    };
    json!({ "description": about, "type": "array", "items": items, "minItems": 1,
        "uniqueItems": true })
}

fn overrides(rules: &[Rule]) -> Value {
    let mut inside = Map::new();
    let globs = json!({ "type": "array", "items": { "type": "string", "pattern": GLOB },
        "minItems": 1, "uniqueItems": true });
    let about = "For which files: patterns as in .gitignore, from the folder of this file";
    inside.insert("paths".to_owned(), described(globs, about));
    let words = json!({ "type": "array", "items": { "$ref": "#/$defs/rules" },
        "uniqueItems": true });
    let about = "Do not run these rules there: names, groups or levels";
    inside.insert("ignore".to_owned(), described(words, about));
    inside
        .insert("rules".to_owned(), described(rules_table(rules), "As `[rules]`, but there only"));
    let mut one = object(inside);
    if let Value::Object(all) = &mut one {
        all.insert("required".to_owned(), json!(["paths"]));
        all.insert(
            "anyOf".to_owned(),
            json!([{ "required": ["ignore"] }, { "required": ["rules"] }]),
        );
    }
    json!({ "type": "array", "items": one })
}

fn ignores(rules: &[Rule]) -> Value {
    let one_or_more = |one: Value, about: &str| {
        let several = json!({ "type": "array", "items": one, "minItems": 1 });
        described(json!({ "anyOf": [one, several] }), about)
    };
    let names: Vec<&str> = rules.iter().map(|rule| rule.name).collect();
    let path = json!({ "type": "string", "pattern": BELOW });
    let inside = json!({
        "path": one_or_more(path, "Patterns of the files, from the folder of this file"),
        "rule": one_or_more(json!({ "type": "string", "enum": names }), "The names of the rules"),
        "pointer": { "description": "Where in the file: a JSON pointer", "type": "string",
            "pattern": r"^(/([^~]|~[01])*)?$" },
        "reason": { "description": "Why", "type": "string" },
        "until": { "description": "Its last day: 2027-03-31", "type": "string", "pattern": DAY },
    });
    json!({ "type": "array", "items": { "type": "object", "properties": inside,
        "additionalProperties": false, "required": ["path", "rule"] } })
}

fn accounts() -> Value {
    let account = json!({ "$ref": "#/$defs/account" });
    let providers = json!({
        "description": "The account of each provider configuration, as root modules name it: `ibm.target`",
        "type": "object",
        "propertyNames": { "pattern": PROVIDER },
        "additionalProperties": account,
    });
    let default = json!({
        "description": "The account of the default provider configuration and of JSON files",
        "$ref": "#/$defs/account",
    });
    let mut place = Map::new();
    place.insert("default".to_owned(), default);
    place.insert("providers".to_owned(), providers);
    let folder = json!({ "anyOf": [account, object(place.clone())] });
    place.insert(
        "folders".to_owned(),
        json!({
            "description": "What holds in a folder and below it: paths from the folder of this file",
            "type": "object",
            "additionalProperties": folder,
        }),
    );
    object(place)
}
