//! The sources of modules in a text, found without parsing it: all that are there, and maybe more.

/// What stands in quotes behind the word `source` and `=` or, in JSON, `:`.
pub(super) fn in_text(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("source").filter_map(|(at, word)| {
        let rest = text.get(at + word.len()..)?;
        let rest = rest.strip_prefix('"').unwrap_or(rest).trim_start();
        let rest = rest.strip_prefix(['=', ':'])?.trim_start().strip_prefix('"')?;
        rest.split(['"', '\n']).next()
    })
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
    }
}
