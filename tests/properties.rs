//! What holds of every expression: it is worth the same twice, and what is known without an input is
//! true whatever the input turns out to be.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]
#![allow(dead_code, reason = "the differential program uses the rest of what it shares")]

#[path = "../examples/differential/believed.rs"]
mod believed;
#[path = "../examples/differential/expressions.rs"]
mod expressions;
#[path = "../examples/differential/functions.rs"]
mod functions;
#[path = "../examples/differential/kinds.rs"]
mod kinds;
#[path = "../examples/differential/literals.rs"]
mod literals;
#[path = "../examples/differential/loops.rs"]
mod loops;
#[path = "../examples/differential/random.rs"]
mod random;
#[path = "../examples/differential/templates.rs"]
mod templates;

use crate::expressions::Writer;
use crate::kinds::Kind;
use crate::random::Random;
use proptest::prelude::{ProptestConfig, any, proptest};
use serde_json::Value;

/// So many expressions are looked at in one case.
const MANY: usize = 40;

const LATER: &str = r#"
resource "terraform_data" "u" {}
locals {
  s = terraform_data.u.id
  n = length(terraform_data.u.id)
  b = terraform_data.u.id == "x"
  l = split(",", terraform_data.u.id)
}
"#;

/// Values that the inputs may have.
const NOW: [&str; 3] = [
    "locals {\n  s = \"abc\"\n  n = 3\n  b = true\n  l = tolist([\"a\", \"b\"])\n}\n",
    "locals {\n  s = \"\"\n  n = 0\n  b = false\n  l = tolist([])\n}\n",
    "locals {\n  s = \"10\"\n  n = 100\n  b = false\n  l = tolist([\"\\u0301\"])\n}\n",
];

fn written(seed: u64) -> Vec<String> {
    let mut random = Random::new(seed);
    let names = [
        ("local.s", Kind::Text),
        ("\"a-${local.s}\"", Kind::Text),
        ("local.n", Kind::Number),
        ("local.b", Kind::Bool),
        ("local.l", Kind::List(Box::new(Kind::Text))),
    ];
    let names: Vec<(String, Kind)> = names.map(|(name, kind)| (name.to_owned(), kind)).into();
    let one = |_| {
        let depth = 1 + random.below(3);
        let kind = Kind::random(&mut random, 2);
        let mut writer = Writer { random: &mut random, names: names.clone(), quoted: false };
        writer.expression(&kind, depth)
    };
    (0..MANY).map(one).collect()
}

fn is_known(value: &Value) -> bool {
    !value.to_string().contains("$unknown")
}

/// Terraform itself takes an element of a set, or a key, that is not known for one that is no other;
/// and it takes what `try` and `can` could compute for what they will be able to compute.
fn is_hasty(expression: &str) -> bool {
    ["set", "matchkeys", "try(", "can("].iter().any(|part| expression.contains(part))
}

/// What once was known without the inputs and untrue with them.
const ONCE: [&str; 5] = [
    r#"can(tolist([{null = "abc", (local.s): "x", b = "a"}, {null = "true", a = "abc"}]))"#,
    r#"try(tolist([{(local.s) = "x"}, {a = "abc"}]), "other")"#,
    r#"can(tolist([{(local.s) = "x"}, ["abc"]]))"#,
    r#"can(tolist([{}, {a = tolist(["b"])}, tomap({(local.s) = local.l, d = ["x", local.s]})]))"#,
    r#"can(concat([[{(local.s) = "x"}, {a = "abc"}], [{}]]...))"#,
];

/// The value with its numbers and truths as texts: what the branch that is not taken turns out to be
/// unable to give no longer says of which type the other one is.
fn as_texts(value: &Value) -> Value {
    match value {
        Value::Null | Value::String(_) => value.clone(),
        Value::Bool(_) | Value::Number(_) => Value::String(value.to_string()),
        Value::Array(items) => items.iter().map(as_texts).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, member)| (name.clone(), as_texts(member))).collect()
        }
    }
}

fn assert_true_with_inputs(expressions: &[String]) {
    let later = believed::believed(LATER, expressions).unwrap();
    for preamble in NOW {
        let now = believed::believed(preamble, expressions).unwrap();
        for ((expression, later), now) in expressions.iter().zip(&later).zip(&now) {
            if is_known(later) && is_known(now) {
                assert_eq!(as_texts(later), as_texts(now), "{expression} with {preamble}");
            }
        }
    }
}

#[test]
fn what_once_differed_does_so_no_more() {
    assert_true_with_inputs(&ONCE.map(str::to_owned));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn an_expression_is_worth_the_same_twice(seed in any::<u64>()) {
        let expressions = written(seed);
        let twice = || believed::believed(LATER, &expressions).unwrap();
        assert_eq!(twice(), twice());
    }

    #[test]
    fn what_is_known_without_an_input_is_true_with_it(seed in any::<u64>()) {
        let mut expressions = written(seed);
        expressions.retain(|expression| !is_hasty(expression));
        assert_true_with_inputs(&expressions);
    }
}
