use crate::finding::Findings;
use crate::rule::Context;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, name, value) in cx.model.identifiers() {
        let json = !resource.surface.is_terraform();
        let variable = |text| variable(text, json).map(|hole| (hole, true));
        let hole = |text| variable(text).or_else(|| hole(text).map(|hole| (hole, false)));
        let Some((hole, is_variable)) = value.pieces().into_iter().flatten().find_map(hole) else {
            continue;
        };
        if is_variable {
            let message = format!("`{hole}` is a shell variable, and no shell reads this");
            let or = if json { ", or fill in the file before it is checked" } else { "" };
            found
                .at(resource, value, message)
                .help(format!("write the value that `{name}` shall have{or}"));
        } else {
            let message = format!("`{hole}` is a placeholder that was not filled in");
            found
                .at(resource, value, message)
                .help(format!("write the value that `{name}` shall have"));
        }
    }
}

/// A shell variable that stands in a text as it is. `${…}` is one in JSON; in Terraform nobody
/// writes `$${…}` by mistake.
fn variable(text: &str, json: bool) -> Option<&str> {
    text.match_indices('$').find_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let (rest, close) = match rest.strip_prefix('{') {
            Some(inner) if json => (inner, "}"),
            Some(_) => return None,
            None => (rest, ""),
        };
        let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        let begins = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        let whole = 1 + usize::from(!close.is_empty()) + end + close.len();
        let is_one = begins && rest.get(end..)?.starts_with(close);
        if is_one { text.get(at..at + whole) } else { None }
    })
}

/// A part of `text` that is evidently meant to be replaced.
fn hole(text: &str) -> Option<&str> {
    let around = [('<', '>'), ('{', '}'), ('[', ']')];
    let bracketed = around.into_iter().find_map(|(open, close)| bracketed(text, open, close));
    bracketed.or_else(|| elided(text)).or_else(|| {
        let parts = text.split([':', '/', ' ', '\t', '\n']);
        parts.into_iter().find(|part| is_stand_in(part))
    })
}

/// `<…>`, `{…}`, `[…]` with something that reads like a name inside.
fn bracketed(text: &str, open: char, close: char) -> Option<&str> {
    let start = text.find(open)?;
    let end = start + text.get(start..)?.find(close)?;
    let inside = text.get(start + 1..end)?.trim_matches(['{', '.', '$', ' ']);
    let rest = text.get(end..)?;
    let end = end + rest.find(|c| c != close).unwrap_or(rest.len());
    let named = inside.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let dots = inside.is_empty() && text.get(start..end)?.contains("...");
    if named || dots { text.get(start..end) } else { None }
}

/// `crn:v1:…`: a CRN of which somebody left out the middle.
fn elided(text: &str) -> Option<&str> {
    let left_out = text.starts_with("crn:") && (text.contains("...") || text.contains('…'));
    left_out.then_some(text)
}

/// `CHANGEME` and its like, `YOUR_ACCOUNT_ID`, `ACCOUNT_ID`, `xxxx`.
fn is_stand_in(part: &str) -> bool {
    const LOUD: [&str; 4] = ["FIXME", "TBD", "TODO", "XXX"];
    const PLAIN: [&str; 5] = ["changeme", "fillmein", "placeholder", "replaceme", "replacewith"];
    const OWNED: [&str; 13] = [
        "account", "bucket", "crn", "group", "guid", "id", "instance", "key", "name", "region",
        "service", "subnet", "vpc",
    ];
    // Asked of every value there is, so nothing is copied.
    let letters = || part.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase());
    let words = || part.split(|c: char| !c.is_alphanumeric());
    let is_owned = |word: &str| OWNED.iter().any(|one| word.eq_ignore_ascii_case(one));
    let shouted =
        || words().nth(1).is_some() && part.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    let begins = || words().next().is_some_and(|first| first.eq_ignore_ascii_case("your"));
    let yours = (begins() || shouted()) && words().any(is_owned);
    let crossed = |word: &str| word.len() >= 4 && word.bytes().all(|b| matches!(b, b'x' | b'X'));
    let replaced = letters().take("replacewith".len()).eq("replacewith".chars());
    let told = replaced || PLAIN.iter().any(|plain| letters().eq(plain.chars()));
    LOUD.contains(&part) || told || yours || words().any(crossed)
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
