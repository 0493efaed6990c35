//! Troubles of the lexer in words.

use super::problem;
use super::scan::FANCY;
use super::token::{Fault, Kind, Lexed, TOP, Trouble};
use crate::source::{Problem, SourceId, Span};
use std::ops::Range;

/// What is wrong with the file as a whole, so that looking at its blocks makes no sense.
pub(super) fn whole_file(source: SourceId, text: &str, lexed: &Lexed) -> Option<Problem> {
    if let Some(at) = text.find('\0') {
        let mut problem = problem(source, at..at + 1, "the file holds binary data, not text");
        problem.help = Some("save it as UTF-8 text, or leave it out".to_owned());
        return Some(problem);
    }
    template(source, lexed).or_else(|| other_language(source, text, lexed))
}

/// `{{ … }}` outside of quotes: what another program has to fill in first.
fn template(source: SourceId, lexed: &Lexed) -> Option<Problem> {
    let first = lexed.tokens.windows(2).find_map(|pair| match pair {
        [one, two] if one.kind == Kind::Open(b'{') && one.kind == two.kind => {
            (one.end == two.start).then_some(one.start as usize..two.end as usize)
        }
        _ => None,
    })?;
    let mut problem = problem(source, first, "the file is a template with `{{ … }}`, not HCL");
    problem.help =
        Some("check the file that is made from it, or end its name otherwise".to_owned());
    Some(problem)
}

/// JSON or YAML in a file that should hold HCL.
pub(super) fn other_language(source: SourceId, text: &str, lexed: &Lexed) -> Option<Problem> {
    let mut code = lexed.tokens.iter().filter(|token| token.is_code());
    let (first, second) = (code.next()?, code.next());
    let word = |range: Range<usize>| text.get(range).unwrap_or_default();
    let is_json = matches!(first.kind, Kind::Open(b'{' | b'['))
        && second.is_none_or(|token| {
            matches!(token.kind, Kind::QuoteOpen | Kind::Open(_) | Kind::Close(_))
        });
    if is_json {
        let message = "the file holds JSON, not HCL";
        let mut problem = problem(source, first.range(), message);
        problem.help = Some("name it `….tf.json`, or write it as HCL".to_owned());
        return Some(problem);
    }
    let dashes = text.trim_start_matches('\u{feff}').trim_start().starts_with("---");
    let colons =
        second.is_some_and(|token| word(token.range()) == ":") && first.kind == Kind::Ident;
    let starts = lexed.tokens.windows(2).filter(|pair| match pair {
        [one, two] => {
            one.parent == TOP
                && one.kind == Kind::Ident
                && two.parent == TOP
                && word(two.range()) == ":"
        }
        _ => false,
    });
    let equals = lexed.tokens.iter().filter(|token| word(token.range()) == "=").count();
    if dashes || (colons && starts.count() > equals) {
        let end = if dashes { first.start as usize + 3 } else { first.end as usize };
        let range = first.start as usize..end.min(text.len());
        let mut problem = problem(source, range, "the file holds YAML, not HCL");
        problem.help = Some("write `name = value` for `name: value`".to_owned());
        return Some(problem);
    }
    None
}

/// The trouble as a problem.
pub(super) fn explain(source: SourceId, text: &str, trouble: &Trouble) -> Problem {
    let word = text.get(trouble.range.clone()).unwrap_or_default();
    let (message, help) = sentence(trouble.fault, word);
    let mut problem = problem(source, trouble.range.clone(), message);
    if !help.is_empty() {
        problem.help = Some(help);
    }
    let found = text.get(trouble.noticed.clone()).unwrap_or_default();
    if trouble.noticed != trouble.range && trouble.fault == Fault::OpenBracket {
        let at_end = trouble.noticed.start >= text.len();
        let label = match found {
            _ if at_end => "the file ends here".to_owned(),
            "" => "the next block begins here".to_owned(),
            found => format!("`{found}` comes before it was closed"),
        };
        problem.labels.push((Span::new(source, trouble.noticed.clone()), label));
    }
    problem
}

fn closing(open: &str) -> &'static str {
    match open {
        "(" => ")",
        "[" => "]",
        _ => "}",
    }
}

fn sentence(fault: Fault, word: &str) -> (String, String) {
    match fault {
        Fault::OpenQuote => (
            "the quote is never closed on this line".to_owned(),
            "write the closing `\"`; a text of several lines is written as `<<EOT`".to_owned(),
        ),
        Fault::OpenTemplate => {
            let start = word.get(..2).unwrap_or("${");
            let help = format!("write the closing `}}`, or `{}{start}` for these very letters",
                start.get(..1).unwrap_or("$"));
            (format!("`{start}` is never closed"), help)
        }
        Fault::OpenBracket => {
            (format!("`{word}` is never closed"), format!("write the `{}` that belongs to it", closing(word)))
        }
        Fault::Surplus => (
            format!("`{word}` closes nothing"),
            "take it away, or write the opening one before it".to_owned(),
        ),
        Fault::OpenHeredoc => {
            let name = word.trim_start_matches('<').trim_start_matches('-').trim();
            (format!("the heredoc `{}` is never closed", word.trim()),
             format!("write `{name}` on a line of its own, with nothing after it"))
        }
        Fault::HeredocAtEnd => (
            format!("no line break follows `{word}` at the end of the heredoc"),
            "end the file with a line break".to_owned(),
        ),
        Fault::OpenComment => {
            ("the comment `/*` is never closed".to_owned(), "write the closing `*/`".to_owned())
        }
        Fault::Escape => (
            format!("`{word}` is no escape sequence"),
            "write `\\\\` for a backslash; known are `\\n`, `\\r`, `\\t`, `\\\"`, `\\\\` and `\\u1234`".to_owned(),
        ),
        Fault::DottedNumber => (
            format!("`{word}` is neither a number nor a text"),
            "put an address or a version in quotes".to_owned(),
        ),
        Fault::Junk => junk(word),
        Fault::Conflict => (
            "a merge conflict was left in the file".to_owned(),
            "decide for one side and take the `<<<<<<<`, `=======` and `>>>>>>>` lines away".to_owned(),
        ),
        Fault::LeadingOperator => (
            format!("a line cannot begin with `{word}` here, because the argument ended with the line before"),
            "put the whole expression in parentheses to write it on several lines".to_owned(),
        ),
    }
}

fn junk(word: &str) -> (String, String) {
    let first = word.chars().next().unwrap_or(' ');
    let straight = "write straight double quotes: `\"…\"`".to_owned();
    match first {
        '\'' => ("single quotes are no quotes in HCL".to_owned(), "write `\"…\"`".to_owned()),
        '`' => ("backquotes are no quotes in HCL".to_owned(), "write `\"…\"`".to_owned()),
        c if FANCY.contains(&c) => (format!("`{c}` is no quote that HCL knows"), straight),
        ';' => (
            "`;` has no meaning in HCL".to_owned(),
            "put each argument on a line of its own".to_owned(),
        ),
        '$' => (
            "`$` has no meaning outside of quotes".to_owned(),
            "write the name alone, or `\"${…}\"` within a text".to_owned(),
        ),
        '\u{a0}' | '\u{2000}'..='\u{200b}' | '\u{3000}' => (
            format!("the blank here is not a space but U+{:04X}", u32::from(first)),
            "write a plain space".to_owned(),
        ),
        c if c.is_control() || c.is_whitespace() || !c.is_ascii() => (
            format!("the character U+{:04X} has no meaning in HCL", u32::from(c)),
            "take it away".to_owned(),
        ),
        c => {
            (format!("`{c}` has no meaning in HCL"), "take it away, or put it in quotes".to_owned())
        }
    }
}
