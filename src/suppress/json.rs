//! The members `"//"` of Terraform's JSON syntax, which are its comments.

use super::{MARK, Removal, Suppressions, Words, words};
use crate::node::{Entry, Kind, Node};
use crate::parse::json;
use crate::source::{SourceId, Span};

/// The name of a member that is a comment.
const COMMENT: &str = "//";

impl Suppressions {
    pub(super) fn members(&mut self, id: SourceId, text: &str) {
        let read = json::json(id, text);
        let all = Span::new(id, 0..text.len());
        self.object(text, &read.node, all, true);
    }

    /// Looks at a value that, with its name, takes the bytes `extent`.
    fn object(&mut self, text: &str, node: &Node, extent: Span, is_top: bool) {
        for item in node.items().unwrap_or_default() {
            self.object(text, item, item.span, false);
        }
        for entry in node.entries().unwrap_or_default() {
            let whole = Span { end: entry.value.span.end, ..entry.key_span };
            if entry.key == COMMENT {
                self.comment(text, entry, extent, is_top);
            } else {
                self.object(text, &entry.value, whole, false);
            }
        }
    }

    /// A comment in the object that takes the bytes `extent`.
    fn comment(&mut self, text: &str, entry: &Entry, extent: Span, is_top: bool) {
        let several = entry.value.items().unwrap_or_default();
        let alone = Span { end: entry.value.span.end, ..entry.key_span };
        let removal =
            |one: &Node| Removal::Member(if several.len() > 1 { one.span } else { alone });
        for one in several.iter().chain([&entry.value]) {
            let Kind::Text(said) = &one.kind else { continue };
            if !said.contains(MARK) {
                continue;
            }
            let Some(read) = words::read(said, |name| self.known.contains(name)) else { continue };
            let spelled = one.literal.map_or(one.span, |literal| literal.span);
            let exact = text.get(spelled.range()) == Some(said);
            let words = Words { id: spelled.source, start: spelled.start as usize, exact };
            match read {
                Err(wrong) => self.malformed(words, within(wrong, exact, spelled)),
                Ok(written) if written.file && !is_top => {
                    self.misplaced(if exact { words.span(&written.range) } else { spelled });
                }
                Ok(written) => self.add(words, written, extent, removal(one)),
            }
            if let Some(last) = self.list.last_mut().filter(|_| !exact) {
                // Escapes make the words longer than they are: all of them is the place.
                last.rules.iter_mut().for_each(|rule| rule.span = spelled);
                last.span = spelled;
            }
        }
    }
}

/// As `wrong`, at all of a text that is not spelled as it is read.
fn within(wrong: words::Wrong, exact: bool, spelled: Span) -> words::Wrong {
    let length = spelled.range().len();
    if exact { wrong } else { words::Wrong { range: 0..length, ..wrong } }
}
