use crate::model::Field;
use crate::{finding::Findings, finding::Level, rule::Context};

/// The most characters that a name may have.
const LONGEST: usize = 63;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        // The provider is stricter than the API, which lets many names begin with a digit.
        let digit_first = !gateway.resource.surface.is_terraform();
        for one in gateway.name.each() {
            if let Some(problem) = problem(one, digit_first) {
                let finding = found.at(gateway, one, problem);
                finding.help(
                    "write up to 63 lowercase letters, digits and hyphens; the first one a \
                     letter, the last one no hyphen",
                );
                let meant = one.text().map(|text| text.to_lowercase().replace(['_', ' '], "-"));
                if let Some(meant) = meant.filter(|meant| is_name(meant)) {
                    finding.suggest(&format!("write `{meant}`"), one, &meant);
                }
            } else if one.prefix().is_some_and(|text| text.starts_with("ibm-")) {
                found
                    .at(gateway, one, "names that begin with `ibm-` are reserved for IBM")
                    .help("begin the name with something else")
                    .at_most(Level::Warning);
            }
        }
    }
}

/// What is surely wrong with a name, even where some of its pieces are not known.
fn problem(name: &Field, digit_first: bool) -> Option<String> {
    let pieces = name.pieces();
    let shown: String = pieces.iter().map(|piece| piece.unwrap_or("…")).collect();
    let known = || pieces.iter().copied().flatten();
    let wrong = |problem: &str| Some(format!("the name `{shown}` {problem}"));
    if name.text() == Some("") {
        return Some("the name is empty".to_owned());
    }
    if let Some(c) = known().flat_map(str::chars).find(|c| !is_allowed(*c)) {
        return wrong(&match c {
            'A'..='Z' => "has an uppercase letter".to_owned(),
            _ if c.is_whitespace() => "has white space in it".to_owned(),
            _ => format!("has the character `{c}` in it"),
        });
    }
    let (first, last) = (pieces.first().copied().flatten(), pieces.last().copied().flatten());
    let fits = |c: char| c.is_ascii_lowercase() || (digit_first && c.is_ascii_digit());
    if first.and_then(|text| text.chars().next()).is_some_and(|c| !fits(c)) {
        return wrong("does not begin with a letter");
    }
    if last.is_some_and(|text| text.ends_with('-')) {
        return wrong("ends with a hyphen");
    }
    let length: usize = known().map(str::len).sum();
    (length > LONGEST).then(|| format!("the name `{shown}` has more than {LONGEST} characters"))
}

fn is_allowed(c: char) -> bool {
    matches!(c, 'a'..='z' | '0'..='9' | '-')
}

fn is_name(text: &str) -> bool {
    text.len() <= LONGEST
        && text.chars().all(is_allowed)
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
}
