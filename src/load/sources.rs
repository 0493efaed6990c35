//! The sources of modules in a text, found without parsing it: all that are there, and maybe more.

/// The most bytes of a comment in front of a source: no text is gone through again and again.
const LONGEST: usize = 1000;

/// What stands in quotes behind the word `source` and `=` or, in JSON, `:`.
pub(super) fn in_text(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("source").filter_map(|(at, word)| {
        let rest = text.get(at + word.len()..)?;
        let rest = behind_comments(rest.strip_prefix('"').unwrap_or(rest));
        let rest = behind_comments(rest.strip_prefix(['=', ':'])?).strip_prefix('"')?;
        rest.split(['"', '\n']).next()
    })
}

/// A text without the blanks that it begins with, and the comments between them.
fn behind_comments(text: &str) -> &str {
    let mut text = text.trim_start();
    while let Some(rest) = text.strip_prefix("/*") {
        let mut ends = rest.as_bytes().windows(2).take(LONGEST);
        let Some(end) = ends.position(|two| two == b"*/") else { break };
        text = rest.get(end + 2..).unwrap_or_default().trim_start();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_found_in_both_languages() {
        let hcl =
            "module \"a\" {\n  source   = \"../a\"\n  source_id = \"x\"\n}\n# source = \"./b\"";
        assert_eq!(in_text(hcl).collect::<Vec<_>>(), ["../a", "./b"]);
        let json = "{\"module\": {\"a\": {\"source\" : \"./a\"}}}";
        assert_eq!(in_text(json).collect::<Vec<_>>(), ["./a"]);
        let commented =
            "source = /* x */ \"./a\"\nsource /**/ /* é */=\"./b\"\nsource = /* \"./c\"";
        assert_eq!(in_text(commented).collect::<Vec<_>>(), ["./a", "./b"]);
    }
}
