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

/// Terraform itself takes an element of a set, or a key, that is not known for one that is no other.
fn is_hasty(expression: &str) -> bool {
    expression.contains("set") || expression.contains("matchkeys")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_expression_is_worth_the_same_twice(seed in any::<u64>()) {
        let expressions = written(seed);
        let twice = || believed::believed(LATER, &expressions).unwrap();
        assert_eq!(twice(), twice());
    }

    #[test]
    fn what_is_known_without_an_input_is_true_with_it(seed in any::<u64>()) {
        let expressions = written(seed);
        let later = believed::believed(LATER, &expressions).unwrap();
        for preamble in NOW {
            let now = believed::believed(preamble, &expressions).unwrap();
            for ((expression, later), now) in expressions.iter().zip(&later).zip(&now) {
                if is_known(later) && is_known(now) && !is_hasty(expression) {
                    assert_eq!(later, now, "{expression} with {preamble}");
                }
            }
        }
    }
}
