//! Spans -> locations of SARIF: addresses of files, and regions in lines and columns.

use crate::Run;
use crate::report::places::Places;
use crate::report::sarif::unlinked;
use crate::report::top::from_top;
use crate::source::{SourceId, Span};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::fmt::Write as _;

/// Knows the files.
pub(super) struct Locator<'a> {
    run: &'a Run,
    places: Places<'a>,
    paths: HashSet<&'a str>,
}

impl<'a> Locator<'a> {
    pub(super) fn new(run: &'a Run) -> Self {
        let paths = run.sources.iter().map(|(_, source)| source.path.as_str()).collect();
        Self { run, places: Places::new(&run.sources), paths }
    }

    /// A place with what to see there.
    pub(super) fn location(&mut self, span: Span, message: &str) -> Value {
        json!({ "physicalLocation": self.physical(span), "message": { "text": unlinked(message) } })
    }

    pub(super) fn physical(&mut self, span: Span) -> Value {
        json!({ "artifactLocation": self.artifact(span.source), "region": self.region(span) })
    }

    pub(super) fn region(&mut self, span: Span) -> Value {
        let [start, end] =
            [span.start, span.end].map(|offset| self.places.position(span.source, offset));
        json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        })
    }

    pub(super) fn artifact(&self, id: SourceId) -> Value {
        self.address(&self.run.sources.get(id).path)
    }

    /// The file at `path` as a whole, if it is one.
    pub(super) fn file(&self, path: &str) -> Option<Value> {
        self.paths.contains(path).then(|| json!({ "artifactLocation": self.address(path) }))
    }

    fn address(&self, path: &str) -> Value {
        address(&from_top(self.run, path))
    }
}

/// Where a file is: relative paths count from the root of what was checked out.
fn address(path: &str) -> Value {
    let path = path.strip_prefix("./").unwrap_or(path);
    if let Some(path) = path.strip_prefix('/') {
        return json!({ "uri": format!("file:///{}", encoded(path)) });
    }
    if let Some((drive, path)) = path.split_once(":/").filter(|(drive, _)| is_drive(drive)) {
        return json!({ "uri": format!("file:///{drive}:/{}", encoded(path)) });
    }
    json!({ "uri": encoded(path), "uriBaseId": "%SRCROOT%" })
}

fn is_drive(text: &str) -> bool {
    matches!(text.as_bytes(), [letter] if letter.is_ascii_alphabetic())
}

/// A path as RFC 3986 lets it stand in an address; `:` would end a scheme.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_addresses() {
        let uri = |path| address(path)["uri"].as_str().unwrap().to_owned();
        assert_eq!(uri("./a b/%41#?.tf"), "a%20b/%2541%23%3F.tf");
        assert_eq!(uri("\u{e9}:x\\\n[0].tf"), "%C3%A9%3Ax%5C%0A%5B0%5D.tf");
        assert_eq!(uri("../up.tf"), "../up.tf");
        assert_eq!(uri("/etc/a:b"), "file:///etc/a%3Ab");
        assert_eq!(uri("C:/x y"), "file:///C:/x%20y");
        assert_eq!(address("a")["uriBaseId"], "%SRCROOT%");
        assert_eq!(address("/a").get("uriBaseId"), None);
    }
}
