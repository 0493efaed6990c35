//! Values against the types of the provider's arguments, with the conversions that Terraform makes.

use crate::catalog::{Argument, Type};
use crate::model::FaultKind;
use crate::node::{Kind, Node};
use regex::Regex;

/// What belongs in the place of `node`, if it surely does not fit.
pub(super) fn wrong_type(wanted: Type, node: &Node) -> Option<&'static str> {
    let simple = matches!(node.kind, Kind::Text(_) | Kind::Number(_) | Kind::Bool(_));
    let listed = matches!(node.kind, Kind::List(..));
    let known = simple || listed || matches!(node.kind, Kind::Object(..) | Kind::Template(_));
    let wrong = known
        && match (wanted, &node.kind) {
            (Type::String, _) => !simple && !matches!(node.kind, Kind::Template(_)),
            (Type::Bool, Kind::Text(text)) => !is_truth(text),
            (Type::Number, Kind::Text(text)) => text.parse::<f64>().is_err(),
            (Type::Any, _)
            | (Type::Bool, Kind::Bool(_) | Kind::Template(_))
            | (Type::Number, Kind::Number(_) | Kind::Template(_))
            | (Type::StringMap, Kind::Object(..)) => false,
            (Type::StringList | Type::StringSet, Kind::List(items, _)) => {
                let nested = |item: &Node| matches!(item.kind, Kind::List(..) | Kind::Object(..));
                items.iter().any(nested)
            }
            _ => true,
        };
    wrong.then(|| words(wanted))
}

/// What an argument of this type takes, in words.
pub(super) fn words(wanted: Type) -> &'static str {
    match wanted {
        Type::String => "a text",
        Type::Bool => "true or false",
        Type::Number => "a number",
        Type::StringList | Type::StringSet => "a list of texts",
        Type::StringMap => "a map of texts",
        Type::Any => "a value",
    }
}

/// The texts in `node` that `argument` does not take, unless a rule of its own says so.
pub(super) fn invalid(argument: &Argument, node: &Node) -> Vec<(FaultKind, Node)> {
    if argument.own_rule.is_some() {
        return Vec::new();
    }
    let elements = node.items().unwrap_or_default().iter().flat_map(Node::each);
    let wrong = elements.chain([node]).filter(|one| {
        one.text().is_some_and(|text| !text.trim().is_empty() && !takes(argument, text))
    });
    let form = argument.form.clone().unwrap_or_default();
    let kind = FaultKind::Invalid { values: argument.values.clone(), form };
    wrong.map(|one| (kind.clone(), one.clone())).collect()
}

fn takes(argument: &Argument, text: &str) -> bool {
    let length = text.chars().count();
    let listed = argument.values.is_empty() || argument.values.iter().any(|one| one == text);
    // A pattern that is none is a bug of the catalogue, which a test finds.
    let fits = |pattern: &String| Regex::new(pattern).is_ok_and(|regex| regex.is_match(text));
    listed
        && argument.pattern.as_ref().is_none_or(fits)
        && argument.min_length.is_none_or(|least| length >= least)
        && argument.max_length.is_none_or(|most| length <= most)
}

/// The texts that Terraform converts to a boolean.
fn is_truth(text: &str) -> bool {
    matches!(text, "true" | "false" | "1" | "0")
}

/// Whether `node` may not be what an argument of this type is for; stricter than what Terraform
/// would take, since a boolean is no name and one unknown value is hardly a list.
pub(super) fn misfit(wanted: Type, node: &Node) -> bool {
    let listed = matches!(wanted, Type::StringList | Type::StringSet | Type::StringMap);
    match &node.kind {
        Kind::Bool(_) if wanted == Type::String => true,
        Kind::Unknown(_) => listed,
        _ => wrong_type(wanted, node).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, Span};

    fn node(kind: Kind) -> Node {
        Node::new(kind, Span::new(SourceId(0), 0..0))
    }

    fn text(text: &str) -> Node {
        node(Kind::Text(text.into()))
    }

    #[test]
    fn terraform_converts_between_simple_types_only() {
        let number = node(Kind::Number("7".into()));
        for fine in ["true", "false", "1", "0"] {
            assert_eq!(wrong_type(Type::Bool, &text(fine)), None);
        }
        assert!(wrong_type(Type::Bool, &text("yes")).is_some());
        assert!(wrong_type(Type::Bool, &number).is_some());
        assert_eq!(wrong_type(Type::Number, &text("1e3")), None);
        assert!(wrong_type(Type::Number, &text("two")).is_some());
        assert_eq!(wrong_type(Type::String, &number), None);
        assert!(wrong_type(Type::StringList, &text("Viewer")).is_some());
        let list = node(Kind::List(vec![number], crate::node::Seen::Whole));
        assert_eq!(wrong_type(Type::StringSet, &list), None);
        assert!(wrong_type(Type::String, &list).is_some());
    }

    #[test]
    fn a_rename_needs_a_value_that_surely_fits() {
        let unknown = Node::unknown(Span::new(SourceId(0), 0..0), "nobody knows");
        assert!(!misfit(Type::String, &unknown) && misfit(Type::StringSet, &unknown));
        assert!(misfit(Type::String, &node(Kind::Bool(true))));
    }
}
