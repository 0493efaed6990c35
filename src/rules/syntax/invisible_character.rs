use crate::catalog::role_meant;
use crate::model::{Field, Resource, SideForm};
use crate::{finding::Findings, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, name, value) in cx.model.identifiers() {
        // Custom roles may be called as people like.
        let sure = |text: &str| name != "role" || role_meant(text).is_some();
        if shared::is_plain_name(resource, name) {
            judge(resource, value, sure, found);
        }
    }
    for policy in &cx.model.policies {
        let listed = policy.sides().filter(|side| side.form == SideForm::Attributes);
        for one in listed.flat_map(|side| &side.attributes).flat_map(|one| one.name.each()) {
            judge(&policy.resource, one, |_| true, found);
        }
    }
}

fn judge(resource: &Resource, value: &Field, sure: impl Fn(&str) -> bool, found: &mut Findings) {
    let pieces = value.pieces();
    let known = || pieces.iter().copied().flatten();
    if known().all(str::is_ascii) {
        return;
    }
    let shown: String = known().map(meant).collect::<Vec<_>>().join("…");
    if let Some(c) = known().flat_map(str::chars).find(|c| is_hidden(*c)).filter(|_| sure(&shown)) {
        let (name, code) = (name(c), u32::from(c));
        let finding = found
            .at(resource, value, format!("{name} (U+{code:04X}) in `{shown}`"))
            .help("remove it: nobody sees it, but names are compared byte by byte");
        if let Some(text) = value.text() {
            finding.respell("remove what is not seen", value, &meant(text));
        }
        return;
    }
    // A name in another script is none of ours; one that only looks like letters of ours is.
    let Some(text) = value.text().filter(|text| text.chars().any(|c| c.is_ascii_alphanumeric()))
    else {
        return;
    };
    let plain: String = text.chars().map(|c| looks_like(c).unwrap_or(c)).collect();
    let foreign = text.chars().find_map(|c| Some((c, looks_like(c)?)));
    if let Some((c, like)) = foreign.filter(|_| plain.is_ascii() && sure(&plain)) {
        let code = u32::from(c);
        found
            .at(resource, value, format!("`{c}` (U+{code:04X}) in `{text}` is not `{like}`"))
            .help(format!("write `{plain}`: the two look alike, but are different names"))
            .suggest("write the plain characters", value, &plain);
    }
}

/// The text without what nobody sees; a blank for a blank of another sort between two words.
fn meant(text: &str) -> String {
    let seen = text.chars().filter(|c| !is_hidden(*c) || c.is_whitespace());
    let plain: String = seen.map(|c| if is_hidden(c) { ' ' } else { c }).collect();
    if text.starts_with(is_hidden) || text.ends_with(is_hidden) {
        plain.trim().to_owned()
    } else {
        plain
    }
}

/// Whether `c` has no width, turns the direction of writing, or is a blank other than the usual one.
fn is_hidden(c: char) -> bool {
    (c.is_whitespace() && !c.is_ascii())
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{3164}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

fn name(c: char) -> &'static str {
    match c {
        '\u{a0}' | '\u{202f}' => "a no-break space",
        '\u{ad}' => "a soft hyphen",
        '\u{200b}' => "a zero-width space",
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "a mark that turns the direction of writing"
        }
        '\u{feff}' => "a byte order mark",
        c if c.is_whitespace() => "an unusual blank",
        _ => "an invisible character",
    }
}

/// The ASCII character that `c` can hardly be told from.
fn looks_like(c: char) -> Option<char> {
    /// Characters and, at the same place, what they look like.
    const ALIKE: [(&str, &str); 4] = [
        (
            "\u{430}\u{435}\u{43e}\u{440}\u{441}\u{443}\u{445}\u{456}\u{458}\u{455}\u{501}\u{51b}",
            "aeopcyxijsdq",
        ),
        (
            "\u{410}\u{412}\u{415}\u{41a}\u{41c}\u{41d}\u{41e}\u{420}\u{421}\u{422}\u{425}\u{406}\u{405}",
            "ABEKMHOPCTXIS",
        ),
        (
            "\u{391}\u{392}\u{395}\u{396}\u{397}\u{399}\u{39a}\u{39c}\u{39d}\u{39f}\u{3a1}\u{3a4}\u{3a5}\u{3a7}\u{3bf}\u{3bd}",
            "ABEZHIKMNOPTYXov",
        ),
        (
            "\u{2018}\u{2019}\u{201c}\u{201d}\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2212}",
            "''\"\"------",
        ),
    ];
    if let full @ '\u{ff01}'..='\u{ff5e}' = c {
        return char::from_u32(u32::from(full) - 0xfee0);
    }
    let pairs = ALIKE.iter().flat_map(|(from, to)| from.chars().zip(to.chars()));
    pairs.into_iter().find_map(|(from, to)| (from == c).then_some(to))
}
