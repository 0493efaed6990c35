use crate::model::{Field, Surface};
use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, _, value) in cx.model.identifiers() {
        let Some(text) = value.text().filter(|text| is_reference(text)) else { continue };
        if resource.surface != Surface::Terraform || value.computed {
            continue;
        }
        let finding =
            found.at(resource, value, format!("`{text}` in quotes is a text, not a reference"));
        // The default of a variable cannot refer to anything.
        if value.is_default() {
            finding.help("write the value itself: a default cannot refer to anything");
            continue;
        }
        finding.help("remove the quotes");
        if is_plain(value) {
            finding.rewrite("remove the quotes", value.span, text).unsure();
        }
    }
}

/// Whether the text stands between two quotes as it is.
fn is_plain(value: &Field) -> bool {
    let text = value.text().unwrap_or_default();
    value.literal.is_some_and(|literal| literal.span.range().len() == text.len())
        && value.span.range().len() == text.len() + 2
}

/// `var.x`, `local.x`, `module.x.y`, `each.key`, `ibm_type.x.y` and `data.ibm_type.x.y`, with
/// whatever indexes follow.
fn is_reference(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let are_names = parts.iter().all(|part| is_name(part));
    are_names
        && match parts.as_slice() {
            ["var" | "local", _, ..] | ["module", _, _, ..] | ["each", "key" | "value", ..] => true,
            ["data", kind, _, _, ..] | [kind, _, _, ..] => kind.starts_with("ibm_"),
            _ => false,
        }
}

/// A name, maybe with an index behind it.
fn is_name(part: &str) -> bool {
    let (name, index) = part.split_at(part.find('[').unwrap_or(part.len()));
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(word)
        && (index.is_empty() || (index.ends_with(']') && !index.contains(char::is_whitespace)))
}
