//! A JSON text into a tree with the place of everything: strictly by the standard, and where that
//! fails by a tolerant reader that says what is wrong and goes on.

pub mod skim;

use crate::node::{Entry, Form, Kind, Node, Seen};
use crate::parse::repair::{self, Report, shown};
use crate::source::{Literal, Problem, ProblemKind, Quoting, SourceId, Span};
use jsonc_parser::ast::{Object, ObjectPropName, StringLit, Value};
use jsonc_parser::common::{Range, Ranged};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::collections::HashMap;
use std::ops::Range as Bytes;

/// How many brackets may be open at once. Policies need seven; the readers below recurse.
pub(crate) const DEEPEST: usize = 200;

/// What became of a JSON text.
#[derive(Clone, Debug)]
pub struct Json {
    /// The value; what could not be read in it is unknown or marked as seen in part.
    pub node: Node,
    /// What is wrong, in the order of the text.
    pub problems: Vec<Problem>,
    /// The text is not JSON, so that what is missing in the tree may be missing by a misreading.
    pub broken: bool,
}

/// Reads `text` as one JSON value, whatever it is.
pub fn json(source: SourceId, text: &str) -> Json {
    let mut report = Report::new(source);
    let strict = strict(Origin { source, start: 0 }, text);
    let broken = strict.is_none();
    let node = strict.unwrap_or_else(|| repair::repair(source, text, &mut report));
    duplicates(&node, &mut report);
    Json { node, problems: report.finish(), broken }
}

/// Reads the bytes `range` of `text` as one JSON value; nothing if they are none by the letter of
/// the standard.
pub fn part(source: SourceId, text: &str, range: Bytes<usize>) -> Option<Node> {
    strict(Origin { source, start: range.start }, text.get(range)?)
}

/// Where a text that is read stands: in which file, and at which byte it starts.
#[derive(Clone, Copy)]
struct Origin {
    source: SourceId,
    start: usize,
}

impl Origin {
    fn place(self, range: Range) -> Span {
        Span::new(self.source, self.start + range.start..self.start + range.end)
    }
}

/// The tree, if the text is JSON by the letter of the standard.
fn strict(origin: Origin, text: &str) -> Option<Node> {
    if laxer(text) {
        return None;
    }
    let options = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let parsed = parse_to_ast(text, &CollectOptions::default(), &options).ok()?;
    Some(node(origin, parsed.value?))
}

/// Whether the text holds something that jsonc-parser lets pass but the standard does not: control
/// characters in texts, other blanks than the four between them; or more levels than we go down.
/// On a text with broken quotes the answer may be wrong, but that one is refused anyway.
fn laxer(text: &str) -> bool {
    let (mut inside, mut escaped, mut depth) = (false, false, 0_usize);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' => inside = !inside,
            0..=0x1F if inside => return true,
            _ if inside => {}
            0x0B | 0x0C | 0x80.. => return true,
            b'{' | b'[' => {
                depth += 1;
                if depth > DEEPEST {
                    return true;
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

fn node(origin: Origin, value: Value<'_>) -> Node {
    let span = origin.place(value.range());
    let kind = match value {
        Value::StringLit(text) => return string(origin, text),
        Value::NumberLit(number) => Kind::Number(number.value.into()),
        Value::BooleanLit(truth) => Kind::Bool(truth.value),
        Value::NullKeyword(_) => Kind::Null,
        Value::Array(list) => {
            let items = list.elements.into_iter().map(|item| node(origin, item));
            Kind::List(items.collect(), Seen::Whole)
        }
        Value::Object(object) => Kind::Object(entries(origin, object), Seen::Whole),
    };
    Node::new(kind, span)
}

fn entries(origin: Origin, object: Object<'_>) -> Vec<Entry> {
    let entry = |property: jsonc_parser::ast::ObjectProp<'_>| {
        let key_span = match &property.name {
            ObjectPropName::String(text) => origin.place(text.range),
            ObjectPropName::Word(word) => origin.place(word.range),
        };
        let value = node(origin, property.value);
        Entry { key: property.name.into_string().into(), key_span, value, form: Form::Argument }
    };
    object.properties.into_iter().map(entry).collect()
}

fn string(origin: Origin, text: StringLit<'_>) -> Node {
    let span = origin.place(text.range);
    let literal = Literal { span: between_quotes(span), quoting: Quoting::Json };
    Node { literal: Some(literal), ..Node::new(Kind::Text(text.value.into()), span) }
}

fn between_quotes(span: Span) -> Span {
    Span { start: span.start + 1, end: span.end - 1, ..span }
}

/// Reports every member whose name stood in the same object before.
fn duplicates(node: &Node, report: &mut Report) {
    match &node.kind {
        Kind::List(items, _) => items.iter().for_each(|item| duplicates(item, report)),
        Kind::Object(entries, _) => {
            let mut first: HashMap<&str, Span> = HashMap::with_capacity(entries.len());
            for entry in entries {
                let before = *first.entry(&entry.key).or_insert(entry.key_span);
                if before != entry.key_span {
                    report.push(Problem {
                        kind: ProblemKind::DuplicateKey,
                        span: entry.key_span,
                        message: format!(
                            "member {} is written twice in one object",
                            shown(&entry.key)
                        ),
                        help: Some(
                            "keep one of them: most readers take the last and ignore the others"
                                .to_owned(),
                        ),
                        labels: vec![(before, "first here".to_owned())],
                    });
                }
                duplicates(&entry.value, report);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Json {
        json(SourceId(0), text)
    }

    #[test]
    fn spans_are_exact_to_the_byte() {
        let read = read("{ \"é\\n\": [\"x\\u00e9\", -1.50e+3] }");
        assert!(!read.broken && read.problems.is_empty());
        let entry = &read.node.entries().unwrap()[0];
        assert_eq!((entry.key.as_str(), entry.key_span.range()), ("é\n", 2..8));
        let items = entry.value.items().unwrap();
        assert_eq!(items[0].text(), Some("xé"));
        assert_eq!(items[0].span.range(), 11..20);
        assert_eq!(items[0].literal.unwrap().span.range(), 12..19);
        assert!(matches!(&items[1].kind, Kind::Number(digits) if digits == "-1.50e+3"));
    }

    #[test]
    fn a_part_has_the_places_of_the_whole() {
        let text = "{\"a\": [\"x\"], \"b\": tru}";
        let list = part(SourceId(0), text, 6..11).unwrap();
        assert_eq!(list.items().unwrap()[0].literal.unwrap().span.range(), 8..9);
        assert!(part(SourceId(0), text, 18..21).is_none());
    }

    #[test]
    fn both_duplicates_stay_in_order() {
        let read = read(r#"{"a": 1, "\u0061": 2}"#);
        assert!(!read.broken);
        assert_eq!(read.node.entries().unwrap().len(), 2);
        assert_eq!(read.problems[0].kind, ProblemKind::DuplicateKey);
        assert_eq!(read.problems[0].span.range(), 9..17);
        assert_eq!(read.problems[0].labels[0].0.range(), 1..4);
    }

    const REFUSED: &[&str] = &[
        "01",
        "-01",
        "1.",
        ".5",
        "+1",
        "0x1",
        "1e",
        "-",
        "NaN",
        "tru",
        "truex",
        "\"\t\"",
        "\"\u{1}\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\'\"",
        "\"\\v\"",
        "\u{c}1",
        "\u{b}1",
        "\u{a0}1",
        "\u{2028}1",
        "\u{feff}1",
        "1 2",
        "[1,]",
        "[,]",
        "{,}",
        "[1 2]",
        "{\"a\" 1}",
        "{\"a\":}",
        "{a:1}",
        "'a'",
        "//\n1",
        "1//",
        "[1",
        "{",
        "]",
        "",
        " ",
        "[1}",
        "{\"a\":1]",
        "\"",
        "\"\\",
        "\"\\\"",
        "[1]]",
        "{\"a\":1,,\"b\":2}",
        "\"\\u12\"",
        "[\"a\": 1]",
        "1,",
        ":",
        "{\"a\":true_}",
        "[true-]",
    ];

    #[test]
    fn refuses_what_the_standard_refuses() {
        for text in REFUSED {
            assert!(read(text).broken, "{text:?}");
            assert!(!read(text).problems.is_empty(), "{text:?}");
        }
        for text in ["\"\u{7f}\u{2028}\"", "-0", "0e-0", " \t\r\n1 ", "\"\\ud83d\\ude00\"", "1e999"]
        {
            assert!(!read(text).broken, "{text:?}");
        }
    }

    #[test]
    fn depth_is_limited_but_not_below_the_limit() {
        let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(!read(&nested(DEEPEST)).broken);
        let objects = "{\"a\":".repeat(DEEPEST) + "1" + &"}".repeat(DEEPEST);
        assert!(!read(&objects).broken);
        let deep = read(&nested(DEEPEST + 1));
        assert!(deep.broken);
        assert_eq!(deep.problems.len(), 1, "{:?}", deep.problems);
    }

    #[test]
    fn ten_million_brackets_fit_a_small_stack() {
        for unit in ["[", "{\"a\":", "{", "[{"] {
            let text = unit.repeat(10_000_000 / unit.len());
            let thread = std::thread::Builder::new().stack_size(2 << 20);
            let read = thread.spawn(move || json(SourceId(0), &text)).unwrap().join().unwrap();
            assert!(read.broken && read.problems.len() <= 21);
        }
    }
}
