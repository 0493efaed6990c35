//! The comments of an HCL text that hold a word, each with what it stands at. A lexer finds them, so
//! that what only looks like a comment, in a text or a heredoc, is none.

use super::lexer;
use super::token::{Kind, Token};
use std::collections::HashMap;
use std::ops::Range;

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What it says: without `#`, `//`, `/*` and `*/`.
    pub inside: Range<usize>,
    /// What is removed with it: its lines, if nothing else stands on them.
    pub whole: Range<usize>,
    /// What it stands at: the code on its line or, on a line of its own, on the next; with what begins
    /// there, up to the bracket or the word that closes it.
    pub at: Option<Range<usize>>,
    /// Nothing but comments stands before it.
    pub leads: bool,
}

/// The comments of `text` that hold `word`.
pub fn comments(text: &str, word: &str) -> Vec<Comment> {
    if !text.contains(word) {
        return Vec::new();
    }
    let tokens = lexer::lex(text, false).tokens;
    let lines = Lines { text, tokens: &tokens, closing: closing(&tokens) };
    let first_code = tokens.iter().position(Token::is_code).unwrap_or(tokens.len());
    let all = tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Comment);
    all.filter(|(_, token)| text.get(token.range()).is_some_and(|text| text.contains(word)))
        .map(|(index, token)| Comment {
            inside: inside(text, token.range()),
            whole: lines.whole(index, token),
            at: lines.at(index),
            leads: index < first_code,
        })
        .collect()
}

/// For each of the `offsets`, the start of the line above which a comment stands at it: never one
/// within a text or a heredoc.
pub fn above(text: &str, offsets: &[usize]) -> Vec<usize> {
    let tokens = lexer::lex(text, false).tokens;
    let lines = Lines { text, tokens: &tokens, closing: HashMap::new() };
    let each = offsets.iter().map(|offset| {
        let at = tokens.partition_point(|token| token.range().end <= *offset);
        let at = lines.outside(at.min(tokens.len().saturating_sub(1)));
        let first = tokens.get(lines.line(at).start).map_or(0, |token| token.range().start);
        text.get(..first).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1)
    });
    each.collect()
}

fn inside(text: &str, range: Range<usize>) -> Range<usize> {
    let comment = text.get(range.clone()).unwrap_or_default();
    let open = if comment.starts_with('#') { 1 } else { 2 };
    let close = if comment.starts_with("/*") && comment.len() >= 4 { 2 } else { 0 };
    range.start + open..range.end - close
}

/// Where what each token opens is closed again.
fn closing(tokens: &[Token]) -> HashMap<usize, usize> {
    let mut closing = HashMap::new();
    let mut open: Vec<(usize, u32)> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open(_) | Kind::HeredocOpen | Kind::QuoteOpen | Kind::TemplateOpen => {
                open.push((index, token.parent));
            }
            Kind::Close(_) | Kind::HeredocClose | Kind::QuoteClose | Kind::TemplateClose => {
                // What a closing token leaves open on its way is closed by nothing.
                let fits = |(_, parent): &(usize, u32)| *parent == token.parent;
                if let Some(at) = open.iter().rposition(fits) {
                    closing.extend(open.get(at).map(|(opener, _)| (*opener, token.range().end)));
                    open.truncate(at);
                }
            }
            _ => {}
        }
    }
    closing
}

struct Lines<'a> {
    text: &'a str,
    tokens: &'a [Token],
    closing: HashMap<usize, usize>,
}

impl Lines<'_> {
    fn is_break(&self, index: usize) -> bool {
        self.tokens.get(index).is_none_or(|token| token.kind == Kind::Newline)
    }

    /// The first token of the line on which token `index` stands, and one past the last.
    fn line(&self, index: usize) -> Range<usize> {
        let before = self.tokens.get(..index).unwrap_or_default();
        let start = before.iter().rposition(|token| token.kind == Kind::Newline);
        let behind = (index..=self.tokens.len()).find(|at| self.is_break(*at)).unwrap_or(index);
        start.map_or(0, |at| at + 1)..behind
    }

    /// The token itself, or the one that opens the outermost text in which it stands.
    fn outside(&self, index: usize) -> usize {
        let (mut found, mut next) = (index, index);
        while let Some(token) = self.tokens.get(next) {
            if matches!(token.kind, Kind::QuoteOpen | Kind::HeredocOpen) {
                found = next;
            }
            next = token.parent as usize;
        }
        found
    }

    fn has_code(&self, line: Range<usize>) -> bool {
        self.tokens.get(line).unwrap_or_default().iter().any(Token::is_code)
    }

    fn at(&self, index: usize) -> Option<Range<usize>> {
        let mut line = self.line(index);
        while !self.has_code(line.clone()) {
            let next = line.end + 1;
            // A blank line, or the end, and nothing is meant.
            if next >= self.tokens.len() || self.is_break(next) {
                return None;
            }
            line = self.line(next);
        }
        let is_own = !line.contains(&index);
        let mut code = line.filter_map(|at| Some((at, self.tokens.get(at)?)));
        let (first, start) = code.clone().find(|(_, token)| token.is_code())?;
        if is_own && matches!(start.kind, Kind::Close(_)) {
            return None;
        }
        let mut end = start.range().end;
        for (at, token) in code.by_ref().filter(|(at, _)| *at >= first) {
            end = end.max(token.range().end);
            end = end.max(self.closing.get(&at).copied().unwrap_or(0));
        }
        Some(start.range().start..end)
    }

    fn whole(&self, index: usize, token: &Token) -> Range<usize> {
        let range = token.range();
        let line = self.line(index);
        let has_code = |tokens: Range<usize>| self.has_code(tokens);
        let before = self.text.get(..range.start).unwrap_or_default();
        let behind = self.text.get(range.end..).unwrap_or_default();
        let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        if has_code(line.start..index) {
            let indent = before.trim_end_matches([' ', '\t']).len();
            let ends = !has_code(index + 1..line.end);
            return if ends { indent..range.end } else { range.start..range.end + blanks };
        }
        let rest = behind.get(blanks..).unwrap_or_default();
        let below = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'));
        let is_alone = line.end == index + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let is_first = before.get(start..).is_some_and(|text| text.trim().is_empty());
        match below {
            Some(below) if is_alone && is_first => start..self.text.len() - below.len(),
            None if is_alone && is_first && rest.is_empty() => start..self.text.len(),
            _ => range.start..range.end + blanks,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the first comment with `mark` stands at, and the text without it.
    fn read(text: &str) -> (Option<String>, String) {
        let found = comments(text, "mark");
        let first = found.first().unwrap_or_else(|| panic!("no comment in {text}"));
        let mut left = text.to_owned();
        left.replace_range(first.whole.clone(), "");
        (first.at.clone().map(|at| text[at].to_owned()), left)
    }

    #[test]
    fn a_comment_stands_at_its_line_or_the_next() {
        for (text, at, left) in [
            ("a = 1 # mark\nb = 2\n", Some("a = 1 # mark"), "a = 1\nb = 2\n"),
            ("# mark\na = 1\nb = 2\n", Some("a = 1"), "a = 1\nb = 2\n"),
            ("  // mark\r\n  a = 1\r\n", Some("a = 1"), "  a = 1\r\n"),
            ("# mark\n# more\na = 1\n", Some("a = 1"), "# more\na = 1\n"),
            ("# mark\n\na = 1\n", None, "\na = 1\n"),
            ("a = 1\n# mark", None, "a = 1\n"),
            ("x {\n  a = 1\n  # mark\n}\n", None, "x {\n  a = 1\n}\n"),
            ("x {\n  a = 1\n} # mark\n", Some("} # mark"), "x {\n  a = 1\n}\n"),
            (
                "# mark\nx \"y\" {\n  a = 1\n}\nb = 2\n",
                Some("x \"y\" {\n  a = 1\n}"),
                "x \"y\" {\n  a = 1\n}\nb = 2\n",
            ),
            (
                "x \"y\" { # mark\n  a = 1\n}\n",
                Some("x \"y\" { # mark\n  a = 1\n}"),
                "x \"y\" {\n  a = 1\n}\n",
            ),
            (
                "a = [ # mark\n  1,\n  2, ]\n",
                Some("a = [ # mark\n  1,\n  2, ]"),
                "a = [\n  1,\n  2, ]\n",
            ),
            ("a = [\n  # mark\n  1,\n  2,\n]\n", Some("1,"), "a = [\n  1,\n  2,\n]\n"),
            (
                "# mark\na = <<E\n# no\nE\nb = 1\n",
                Some("a = <<E\n# no\nE"),
                "a = <<E\n# no\nE\nb = 1\n",
            ),
            ("/* mark */ a = 1\n", Some("a = 1"), "a = 1\n"),
            ("/* mark\n more */\na = 1\n", Some("a = 1"), "a = 1\n"),
            ("a = /* mark */ 1\n", Some("a = /* mark */ 1"), "a = 1\n"),
            ("a = 1 /* mark */\n", Some("a = 1 /* mark */"), "a = 1\n"),
        ] {
            let (is, without) = read(text);
            assert_eq!((is.as_deref(), without.as_str()), (at, left), "{text}");
        }
    }

    #[test]
    fn a_comment_above_a_line_is_no_part_of_a_text() {
        for (text, line) in [
            ("a = 1\nb = X\n", "b = X"),
            ("a = [\n  1,\n  X\n]\n", "  X"),
            ("a = <<E\nX\nE\n", "a = <<E"),
            ("b = 1\na = <<E\n${\nX}\nE\n", "a = <<E"),
            ("a = \"${\nX}\"\n", "a = \"${"),
            ("/*\n*/ a = X\n", "/*"),
            ("X", "X"),
        ] {
            let at = above(text, &[text.find('X').unwrap()])[0];
            assert_eq!(text[at..].lines().next(), Some(line), "{text}");
        }
        assert_eq!(above("", &[0]), [0]);
    }

    #[test]
    fn texts_and_heredocs_hold_no_comments() {
        for text in [
            "a = \"# mark\"\n",
            "a = <<E\n# mark\nE\n",
            "a = <<E\n${\"# mark\"}\nE\n",
            "# else\na = \"mark\"\n",
        ] {
            assert_eq!(comments(text, "mark"), [], "{text}");
        }
    }

    #[test]
    fn only_what_comes_before_all_code_leads() {
        let leads = |text: &str| comments(text, "mark")[0].leads;
        assert!(leads("# one\n\n/* two */ // mark\na = 1\n"));
        assert!(!leads("a = 1\n# mark\n"));
    }

    #[test]
    fn brackets_that_do_not_match_do_no_harm() {
        for text in ["# mark\n}\na = [\n", "# mark\na = ]]}\n", "# mark\na = \"${\nb = 1\n"] {
            assert_eq!(comments(text, "mark").len(), 1, "{text}");
        }
    }
}
