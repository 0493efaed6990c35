//! Values: JSON that Terraform reads as expressions, literals or words.

use super::letters::Letters;
use super::template::{self, Open, Part};
use super::writer::{Reading, Writer};
use super::{Reader, UNREADABLE};
use crate::node::{Entry, Kind, Node};
use crate::parse::hcl;
use crate::parse::tree::{Arena, Body, Expression, Structure};
use crate::source::{Problem, Quoting, Span};
use std::ops::Range;

/// As deep as values are followed; the reader of the transcript goes no deeper than 64 levels.
const DEEPEST: usize = 56;
/// What stands before a value while it is looked at on its own.
const ALONE: &str = "value = ";

/// What stands between two quotes.
enum Holds {
    /// A text alone.
    Text,
    /// Code, and maybe text.
    Code,
}

impl Reader<'_> {
    /// Writes any value.
    pub(super) fn value(&mut self, to: &mut Writer, node: &Node, reading: Reading) {
        let place = node.span.range();
        match &node.kind {
            Kind::Null => to.token(self.file, "null", &place),
            Kind::Bool(truth) => to.token(self.file, if *truth { "true" } else { "false" }, &place),
            // The reader of the transcript knows no larger numbers; nobody writes them.
            Kind::Number(digits) if !digits.parse().is_ok_and(f64::is_finite) => {
                to.unit(UNREADABLE, &place);
            }
            Kind::Number(digits) => to.token(self.file, digits, &place),
            Kind::Text(_) => self.text(to, node, reading),
            Kind::List(..) | Kind::Object(..) if to.depth >= DEEPEST => {
                let message = format!("this is nested more than {DEEPEST} levels deep");
                self.tell(node.span, message, "split it up, for instance with `locals`");
                to.unit(UNREADABLE, &place);
            }
            Kind::List(items, _) => self.list(to, node.span, items, |reader, to, item| {
                reader.value(to, item, reading);
            }),
            Kind::Object(entries, _) => self.object(to, node.span, entries, reading),
            _ => to.unit(UNREADABLE, &place),
        }
    }

    /// Writes a list, each item on a line of its own.
    fn list(
        &mut self,
        to: &mut Writer,
        span: Span,
        items: &[Node],
        mut item: impl FnMut(&mut Self, &mut Writer, &Node),
    ) {
        let [start, end] = brackets(span);
        to.unit("[", &start);
        to.depth += 1;
        for one in items {
            to.line();
            item(self, to, one);
            to.put(",");
        }
        to.depth -= 1;
        if !items.is_empty() {
            to.line();
        }
        to.unit("]", &end);
    }

    fn object(&mut self, to: &mut Writer, span: Span, entries: &[Entry], reading: Reading) {
        let [start, end] = brackets(span);
        to.unit("{", &start);
        to.depth += 1;
        for entry in self.each_once(entries) {
            to.line();
            self.key(to, entry, reading);
            to.put(" = ");
            self.value(to, &entry.value, reading);
        }
        to.depth -= 1;
        if !entries.is_empty() {
            to.line();
        }
        to.unit("}", &end);
    }

    /// Writes the name of a member; one that is not readable is not known, and differs from others.
    fn key(&mut self, to: &mut Writer, entry: &Entry, reading: Reading) {
        if self.quoted(to, &entry.key, entry.key_span, reading).is_none() {
            let name = format!("({UNREADABLE}[{}])", entry.key_span.start);
            to.unit(&name, &entry.key_span.range());
        }
    }

    fn text(&mut self, to: &mut Writer, node: &Node, reading: Reading) {
        let start = to.out.len();
        match self.quoted(to, node.text().unwrap_or_default(), node.span, reading) {
            Some(Holds::Text) => {
                let quoting = match reading {
                    Reading::Template => Quoting::TerraformJson,
                    Reading::Literal => Quoting::Json,
                };
                if let Some(literal) = node.literal {
                    to.literal(start, &literal.span.range(), quoting);
                }
            }
            Some(Holds::Code) => {}
            None => to.unit(UNREADABLE, &node.span.range()),
        }
    }

    /// Writes the text of the string at `token` between quotes; nothing if that is not readable.
    fn quoted(
        &mut self,
        to: &mut Writer,
        text: &str,
        token: Span,
        reading: Reading,
    ) -> Option<Holds> {
        let letters = Letters::new(self.file, token.range(), text);
        let mut parts = Vec::new();
        if reading == Reading::Template && (text.contains("${") || text.contains("%{")) {
            match template::parts(text) {
                Ok(found) => parts = found,
                Err(open) => {
                    self.not_closed(&letters, &open);
                    return None;
                }
            }
        }
        if let Some((range, help)) = template::unpaired(text, &parts) {
            let word = text.get(range.clone()).unwrap_or_default();
            let message = format!("`{word}` has no counterpart in this text");
            self.tell(Span::new(self.source, letters.place(range)), message, help);
            return None;
        }
        if parts.iter().any(|part| matches!(part, Part::Sequence(..))) {
            let write =
                |to: &mut Writer| between_quotes(to, token, |to| write(to, &letters, &parts));
            return self.checked(to, token, write, |_| true).then_some(Holds::Code);
        }
        between_quotes(to, token, |to| to.text(&letters, 0..text.len(), reading));
        Some(Holds::Text)
    }

    fn not_closed(&mut self, letters: &Letters<'_>, open: &Open) {
        let word = letters.text.get(open.0.clone()).unwrap_or_default();
        let place = letters.place(open.0.clone());
        let (message, help) = match word {
            "\"" => (
                "the quote within `${…}` is never closed".to_owned(),
                "write the closing `\\\"`".to_owned(),
            ),
            "${" | "%{" => {
                let letter = word.get(..1).unwrap_or_default();
                let help =
                    format!("write the closing `}}`, or `{letter}{word}` for these very letters");
                (format!("`{word}` is never closed in this text"), help)
            }
            _ => (
                format!("the heredoc `{word}` is never closed"),
                format!("write `{word}` on a line of its own"),
            ),
        };
        self.tell(Span::new(self.source, place), message, help);
    }

    /// Writes what `write` writes if that is one expression which `fits`, and otherwise nothing, but
    /// tells why HCL cannot be read.
    fn checked(
        &mut self,
        to: &mut Writer,
        place: Span,
        write: impl FnOnce(&mut Writer),
        fits: impl FnOnce(&Expression<'_>) -> bool,
    ) -> bool {
        let mut alone = Writer::default();
        alone.put(ALONE);
        write(&mut alone);
        let end = alone.out.len();
        alone.put("\n");
        let arena = Arena::new();
        let read = hcl::hcl(self.source, &alone.out, &arena);
        let is_read = read.problems.is_empty() && only(&read.body).is_some_and(fits);
        if is_read {
            to.append(&alone, &(ALONE.len()..end));
        }
        // What follows a mistake in one text is seldom another one.
        if let Some(problem) = read.problems.into_iter().next() {
            self.push(for_json(problem, &alone, place));
        }
        is_read
    }

    /// Writes a reference, type or keyword.
    pub(super) fn word(&mut self, to: &mut Writer, node: &Node) {
        let Some(text) = node.text() else { return self.value(to, node, Reading::Literal) };
        let letters = Letters::new(self.file, node.span.range(), text);
        let write = |to: &mut Writer| to.code(&letters, 0..text.len());
        let before = self.problems.len();
        // `"${x}"` was a reference once, long ago.
        if text.contains("${") || !self.checked(to, node.span, write, is_word) {
            if self.problems.len() == before {
                let message = format!("`{}` is no reference and no keyword", text.trim());
                self.tell(node.span, message, "write the name alone, without `${…}` and quotes");
            }
            to.unit(UNREADABLE, &node.span.range());
        }
    }

    /// Writes a list or object of words.
    pub(super) fn words(&mut self, to: &mut Writer, node: &Node) {
        match &node.kind {
            Kind::List(items, _) => self.list(to, node.span, items, |reader, to, item| {
                reader.word(to, item);
                // A comment at its end must not take in the comma.
                if item.text().is_some_and(|text| text.contains(['#', '/'])) {
                    to.line();
                }
            }),
            Kind::Object(entries, _) => {
                let [start, end] = brackets(node.span);
                to.unit("{", &start);
                to.depth += 1;
                for entry in self.each_once(entries) {
                    to.line();
                    self.key(to, entry, Reading::Literal);
                    to.put(" = ");
                    self.word(to, &entry.value);
                }
                to.depth -= 1;
                to.line();
                to.unit("}", &end);
            }
            _ => self.word(to, node),
        }
    }
}

/// The places of the brackets of a list or object.
fn brackets(span: Span) -> [Range<usize>; 2] {
    let range = span.range();
    [range.start..range.end.min(range.start + 1), range.end.saturating_sub(1)..range.end]
}

fn between_quotes(to: &mut Writer, token: Span, write: impl FnOnce(&mut Writer)) {
    let [start, end] = brackets(token);
    to.unit("\"", &start);
    write(to);
    to.unit("\"", &end);
}

/// Writes the parts of a template. `~` is carried out here, because Terraform trims the texts of
/// JSON line by line and those of HCL as a whole.
fn write(to: &mut Writer, letters: &Letters<'_>, parts: &[Part]) {
    let text = |range: &Range<usize>| letters.text.get(range.clone()).unwrap_or_default();
    for (index, part) in parts.iter().enumerate() {
        match part {
            Part::Text(range) | Part::Plain(range) => {
                let next = match parts.get(index + 1) {
                    Some(Part::Sequence(next, ..)) => text(next).get(..1),
                    _ => None,
                };
                // Trimmed text that ends in `$` must not make an escape of the `${` that follows.
                let doubled = next.filter(|next| text(range).ends_with(next));
                let end = range.end - doubled.map_or(0, str::len);
                to.text(letters, range.start..end, Reading::Template);
                if let Some(doubled) = doubled {
                    let spelled = if doubled == "$" { "\\u0024" } else { "\\u0025" };
                    to.unit(spelled, &letters.place(end..range.end));
                }
            }
            Part::Sequence(range, left, right) => {
                let start = range.start + 2 + usize::from(*left);
                let end = range.end - 1 - usize::from(*right);
                to.code(letters, range.start..range.start + 2);
                to.put(if *left { " " } else { "" });
                to.code(letters, start..end);
                to.put(if *right { " " } else { "" });
                to.code(letters, range.end - 1..range.end);
            }
        }
    }
    // `"${a ~} "` is a text even where a is none; with the text trimmed away it would be a itself.
    let is_empty = |part: &&Part| match part {
        Part::Text(range) | Part::Plain(range) => range.is_empty(),
        Part::Sequence(..) => false,
    };
    if parts.len() > 1 && parts.iter().filter(is_empty).count() + 1 == parts.len() {
        to.put("${\"\"}");
    }
}

/// The expression of a body that is only `value = …`.
fn only<'t>(body: &Body<'t>) -> Option<&'t Expression<'t>> {
    let [Structure::Attribute(only)] = body.0 else { return None };
    (only.key.as_str() == "value").then_some(&only.value)
}

/// Whether an expression can stand for itself: no template, no list and no operation.
fn is_word(expression: &Expression<'_>) -> bool {
    matches!(
        expression,
        Expression::Variable(_)
            | Expression::Traversal(_)
            | Expression::FuncCall(_)
            | Expression::Null(_)
            | Expression::Bool(_)
    )
}

/// A problem of a value on its own, told of its place in the file.
fn for_json(problem: Problem, alone: &Writer, place: Span) -> Problem {
    let back = |span: Span| {
        let range = alone.map.to_original(span.range());
        let within = place.range();
        let start = range.start.clamp(within.start, within.end);
        Span::new(place.source, start..range.end.clamp(start, within.end))
    };
    let help = problem.help.map(|help| Quoting::Json.spell(&help));
    let plain = || "write `$${` for `${` where these very letters are meant".to_owned();
    Problem {
        span: back(problem.span),
        help: help.or_else(|| Some(plain())),
        labels: problem.labels.into_iter().map(|(span, label)| (back(span), label)).collect(),
        ..problem
    }
}
