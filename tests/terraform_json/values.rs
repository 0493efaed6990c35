//! Values as they may stand in Terraform's JSON, of all that could be taken for something else.

use proptest::prelude::*;
use serde_json::Value;

/// Texts without sequences, and full of what could be taken for one.
pub(crate) fn letters() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        " ",
        "\n",
        "\r\n",
        "\t",
        "$",
        "%",
        "$$",
        " {",
        "}",
        "$${x",
        "%%{y}",
        "$$${z}",
        "\\",
        "\"",
        "\\n",
        "#",
        "//",
        "/*",
        "<<E\n",
        "é",
        "\u{65}\u{301}",
        "😀",
        "\u{1}",
        "\u{a0}",
        "\u{2028}",
        "\u{85}",
        "\u{7f}",
        "~",
        "'",
        "=",
    ]);
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

/// Templates that Terraform takes.
pub(crate) fn template() -> impl Strategy<Value = String> {
    let sequence = prop::sample::select(vec![
        ".${local.x}",
        "${~ local.x ~}",
        "${ 1 + 1 ~}",
        ".${~ \"}${local.x}\" }",
        "${ { \"a b\" = \"\\\"\" }[\"a b\"] }",
        "${<<E\n }${local.x}\n E\n}",
        "${ # }\n local.x /* } */ }",
        ".%{ if true ~}\n a\n \n%{~ else }b%{ endif ~}",
        ".%{ for x in [1, 2] ~}\r\n  ${x}\n%{ endfor }",
        "${ 5 }",
        "${jsonencode([local.x])}",
    ]);
    let parts = prop_oneof![letters(), sequence.prop_map(str::to_owned)];
    (prop::collection::vec(parts, 0..5), any::<Option<bool>>()).prop_map(|(parts, carriage)| {
        // A `$` before a `${` would escape it, and a directive must not lose its end.
        let joined = parts.join(".");
        if carriage == Some(true) { format!("{joined}\r${{lost}} $${{x") } else { joined }
    })
}

pub(crate) fn any_value(
    text: impl Strategy<Value = String> + Clone + 'static,
) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1.0e9..1.0e9).prop_map(|number: f64| Value::from(number)),
        text.clone().prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, move |inner| {
        let member = (text.clone(), inner.clone());
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            prop::collection::vec(member, 0..4).prop_map(|members| {
                // No two names must come out the same.
                let named = members.into_iter().enumerate();
                named.map(|(index, (name, value))| (format!("{index}{name}"), value)).collect()
            }),
        ]
    })
}
