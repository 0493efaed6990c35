//! What a template is made of, with white space trimmed as Terraform does it: by the pieces in which
//! it reads a template, which in a heredoc end with each line.

use crate::parse::tree::{Directive, Element, Expression, Extent, ForIntro, Strip, Template};
use unicode_segmentation::UnicodeSegmentation;

/// A part of a template.
pub(super) enum Part<'a> {
    Text(String),
    Value(&'a Expression<'a>),
    If(&'a Expression<'a>, Vec<Part<'a>>, Vec<Part<'a>>),
    For(&'a ForIntro<'a>, Vec<Part<'a>>),
}

/// A piece of a template, one after the other.
enum Token<'a> {
    Text(String),
    Value(&'a Expression<'a>),
    If(&'a Expression<'a>),
    Else,
    EndIf,
    For(&'a ForIntro<'a>),
    EndFor,
}

/// A literal of a template as the parser gives it.
pub(super) struct Literal<'a> {
    pub(super) text: &'a str,
    pub(super) extent: Extent,
    /// It stands between directives.
    pub(super) inside: bool,
}

/// The parts of `template`. `lines` says in which pieces a literal is read; `flush` takes away the
/// white space in front that all lines have.
pub(super) fn parts<'t>(
    template: &Template<'t>,
    lines: impl Fn(&Literal<'_>) -> Vec<String>,
    flush: bool,
) -> Vec<Part<'t>> {
    let mut reader = Reader { tokens: Vec::new(), trim_next: false, inside: false, lines };
    reader.template(template);
    let mut tokens = reader.tokens;
    if flush {
        dedent(&mut tokens);
    }
    let mut tokens = tokens.into_iter();
    take(&mut tokens).0
}

struct Reader<'a, F> {
    tokens: Vec<Token<'a>>,
    /// The piece that follows loses its white space in front.
    trim_next: bool,
    inside: bool,
    lines: F,
}

impl<'a, F: Fn(&Literal<'_>) -> Vec<String>> Reader<'a, F> {
    fn template(&mut self, template: &Template<'a>) {
        for element in template.0 {
            match element {
                Element::Literal(text) => {
                    let (extent, inside) = (text.extent, self.inside);
                    let literal = Literal { text: text.as_str(), extent, inside };
                    for mut line in (self.lines)(&literal) {
                        if std::mem::take(&mut self.trim_next) {
                            line.drain(..line.len() - line.trim_start().len());
                        }
                        self.tokens.push(Token::Text(line));
                    }
                }
                Element::Interpolation(interpolation) => {
                    self.mark(Token::Value(&interpolation.expr), interpolation.strip);
                }
                Element::Directive(directive) => self.directive(directive),
            }
        }
    }

    fn directive(&mut self, directive: &'a Directive<'a>) {
        let was_inside = std::mem::replace(&mut self.inside, true);
        match directive {
            Directive::If(choice) => {
                self.mark(Token::If(&choice.cond_expr), choice.strip);
                self.template(&choice.template);
                if let Some((strip, other)) = &choice.otherwise {
                    self.mark(Token::Else, *strip);
                    self.template(other);
                }
                self.mark(Token::EndIf, choice.end_strip);
            }
            Directive::For(each) => {
                self.mark(Token::For(&each.intro), each.strip);
                self.template(&each.template);
                self.mark(Token::EndFor, each.end_strip);
            }
        }
        self.inside = was_inside;
    }

    /// Adds what stands between `${` or `%{` and `}`; `~` trims the pieces beside it.
    fn mark(&mut self, token: Token<'a>, strip: Strip) {
        if strip.strip_start()
            && let Some(Token::Text(before)) = self.tokens.last_mut()
        {
            before.truncate(before.trim_end().len());
        }
        self.tokens.push(token);
        self.trim_next = strip.strip_end();
    }
}

/// Takes away as many characters of white space from each line as all of them have. Lines of white
/// space alone do not count, and what the lines begin with counts, not what is put into them.
fn dedent(tokens: &mut [Token<'_>]) {
    let mut fewest = usize::MAX;
    let mut lines: Vec<usize> = Vec::new();
    let mut at_start = true;
    for (index, token) in tokens.iter().enumerate() {
        if std::mem::take(&mut at_start) {
            let spaces = match token {
                Token::Text(text) => {
                    let trimmed = text.trim_start();
                    if trimmed.is_empty() && text.ends_with('\n') {
                        usize::MAX
                    } else {
                        lines.push(index);
                        let space = text.strip_suffix(trimmed).unwrap_or_default();
                        space.graphemes(true).count()
                    }
                }
                _ => 0,
            };
            fewest = fewest.min(spaces);
        }
        at_start = matches!(token, Token::Text(text) if text.ends_with('\n'));
    }
    for index in lines {
        if let Some(Token::Text(text)) = tokens.get_mut(index) {
            *text = text.graphemes(true).skip(fewest).collect();
        }
    }
}

/// The parts up to the end of what they stand in, and whether that is `else`.
fn take<'a>(tokens: &mut std::vec::IntoIter<Token<'a>>) -> (Vec<Part<'a>>, bool) {
    let mut parts: Vec<Part<'a>> = Vec::new();
    while let Some(token) = tokens.next() {
        let part = match token {
            Token::Text(text) => {
                if let Some(Part::Text(before)) = parts.last_mut() {
                    before.push_str(&text);
                    continue;
                }
                Part::Text(text)
            }
            Token::Value(value) => Part::Value(value),
            Token::If(condition) => {
                let (yes, more) = take(tokens);
                let no = if more { take(tokens).0 } else { Vec::new() };
                Part::If(condition, yes, no)
            }
            Token::For(turn) => Part::For(turn, take(tokens).0),
            Token::Else => return (parts, true),
            Token::EndIf | Token::EndFor => break,
        };
        parts.push(part);
    }
    (parts, false)
}
