use crate::source::Quoting;
use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, _, value) in cx.model.identifiers() {
        let Some(text) = value.text().filter(|text| is_reference(text)) else { continue };
        if !resource.surface.is_terraform() || value.computed {
            continue;
        }
        let finding =
            found.at(resource, value, format!("`{text}` in quotes is a text, not a reference"));
        // The default of a variable cannot refer to anything.
        if value.is_default() {
            finding.help("write the value itself: a default cannot refer to anything");
            continue;
        }
        let Some(literal) = value.literal.filter(|one| one.span.range().len() == text.len()) else {
            finding.help("remove the quotes");
            continue;
        };
        if literal.quoting == Quoting::TerraformJson {
            finding.help(format!("write `${{{text}}}`"));
            finding.rewrite("make it a reference", literal.span, &format!("${{{text}}}")).unsure();
        } else {
            finding.help("remove the quotes");
            if value.span.range().len() == text.len() + 2 {
                finding.rewrite("remove the quotes", value.span, text).unsure();
            }
        }
    }
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
