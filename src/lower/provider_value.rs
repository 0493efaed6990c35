//! Values against the types of the provider's arguments, with the conversions that Terraform makes.

use crate::catalog::Type;
use crate::node::{Kind, Node};

/// What belongs in the place of `node`, if it surely does not fit.
pub(super) fn wrong_type(wanted: Type, node: &Node) -> Option<&'static str> {
    let is_text = matches!(node.kind, Kind::Text(_) | Kind::Number(_) | Kind::Bool(_));
    match (&node.kind, wanted) {
        (Kind::Absent | Kind::Null | Kind::Unknown(_) | Kind::OneOf(_), _) | (_, Type::Any) => None,
        (Kind::List(..) | Kind::Object(..), Type::String) => Some("a text"),
        (Kind::Text(text), Type::Bool) if !is_truth(text) => Some("true or false"),
        (Kind::Number(_) | Kind::List(..) | Kind::Object(..), Type::Bool) => Some("true or false"),
        (Kind::Text(text), Type::Number) if text.parse::<f64>().is_err() => Some("a number"),
        (Kind::Bool(_) | Kind::List(..) | Kind::Object(..), Type::Number) => Some("a number"),
        (Kind::Template(_) | Kind::Object(..), Type::StringList | Type::StringSet) => {
            Some("a list of texts")
        }
        (_, Type::StringList | Type::StringSet) if is_text => Some("a list of texts"),
        (_, Type::StringMap) if is_text || matches!(node.kind, Kind::List(..)) => {
            Some("a map of texts")
        }
        (Kind::List(items, _), Type::StringList | Type::StringSet) => {
            let nested = |item: &Node| matches!(item.kind, Kind::List(..) | Kind::Object(..));
            items.iter().any(nested).then_some("a list of texts")
        }
        _ => None,
    }
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
        node(Kind::Text(text.to_owned()))
    }

    #[test]
    fn terraform_converts_between_simple_types_only() {
        let number = node(Kind::Number("7".to_owned()));
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
