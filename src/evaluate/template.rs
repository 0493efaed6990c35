//! Templates: `"${…}"`, heredocs and their directives; unknown text keeps its known pieces.

mod tokens;

use self::tokens::{Literal, Part, parts};
use super::choices;
use super::conditional;
use super::expression::{self, refusal};
use super::for_each::pairs;
use super::functions;
use super::operators::as_text;
use super::scope::Scope;
use super::types::No;
use crate::node::{Kind, Node, Piece, Scalar, Unknown};
use crate::parse::tree::{Element, ForIntro, Template};
use crate::source::{SourceId, Span};
use std::sync::Arc;

/// More characters than this are not put together.
const LONGEST: usize = 1_000_000;

/// What a text in quotes is worth.
pub(super) fn quoted(
    scope: &Scope<'_>,
    source: SourceId,
    template: &Template<'_>,
    span: Span,
) -> Node {
    // The parser leaves the escapes between directives as they are.
    let literal = |literal: &Literal<'_>| {
        vec![if literal.inside { unescaped(literal.text) } else { literal.text.to_owned() }]
    };
    whole(scope, source, template, span, literal)
}

/// What a heredoc is worth.
pub(super) fn heredoc(
    scope: &Scope<'_>,
    source: SourceId,
    heredoc: &Template<'_>,
    span: Span,
) -> Node {
    let flush = scope.sources.text(span).starts_with("<<-");
    // `<<-` was already carried out by the parser, but not as Terraform does it: the lines are read
    // again as they are written.
    let literal = |literal: &Literal<'_>| {
        let written = scope.sources.text(Span::new(source, literal.extent.range()));
        let text = if flush {
            written.replace("$${", "${").replace("%%{", "%{")
        } else {
            literal.text.to_owned()
        };
        text.split_inclusive('\n').map(str::to_owned).collect()
    };
    let parts = parts(heredoc, literal, flush);
    Renderer { scope, source, span }.render(&parts)
}

/// What a file that is a template is worth.
pub(super) fn file(
    scope: &Scope<'_>,
    source: SourceId,
    template: &Template<'_>,
    span: Span,
) -> Node {
    let lines =
        |literal: &Literal<'_>| literal.text.split_inclusive('\n').map(str::to_owned).collect();
    whole(scope, source, template, span, lines)
}

/// What a template is worth whose literals are read in the pieces that `lines` says.
fn whole(
    scope: &Scope<'_>,
    source: SourceId,
    template: &Template<'_>,
    span: Span,
    lines: impl Fn(&Literal<'_>) -> Vec<String>,
) -> Node {
    // `"${x}"` is x itself, whatever its type.
    if let [Element::Interpolation(only)] = template.0 {
        return expression::evaluate(scope, source, &only.expr);
    }
    let parts = parts(template, lines, false);
    Renderer { scope, source, span }.render(&parts)
}

/// A text with its escapes carried out, such as `\n` and `\u00e9`.
fn unescaped(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let sign = after.chars().next();
        let digits = match sign {
            Some('u') => 4,
            Some('U') => 8,
            _ => 0,
        };
        let code = after.get(1..=digits).and_then(|code| u32::from_str_radix(code, 16).ok());
        match (sign, code.and_then(char::from_u32)) {
            (Some('u' | 'U'), Some(letter)) => text.push(letter),
            (Some('n'), _) => text.push('\n'),
            (Some('r'), _) => text.push('\r'),
            (Some('t'), _) => text.push('\t'),
            (Some(other), _) => text.push(other),
            (None, _) => {}
        }
        rest = after.get(digits + sign.map_or(0, char::len_utf8)..).unwrap_or_default();
    }
    text + rest
}

struct Renderer<'a, 'b> {
    scope: &'a Scope<'b>,
    source: SourceId,
    span: Span,
}

impl Renderer<'_, '_> {
    fn render(&self, parts: &[Part<'_>]) -> Node {
        let spelled = parts.iter().all(|part| matches!(part, Part::Text(_)));
        let values: Vec<Node> = parts.iter().map(|part| self.value(part)).collect();
        let values: Vec<&Node> = values.iter().collect();
        let mut node = choices::for_all(&values, self.span, |picked| join(picked, self.span));
        if spelled {
            node.computed = false;
        }
        if let Some(unknown) = node.unknown_mut() {
            unknown.scalar = Some(Scalar::Text);
        }
        node
    }

    fn value(&self, part: &Part<'_>) -> Node {
        match part {
            Part::Text(text) => Node::computed(Kind::Text(text.clone().into()), self.span),
            Part::Value(value) => expression::evaluate(self.scope, self.source, value),
            Part::If(condition, yes, no) => {
                let both = (self.render(yes), self.render(no));
                conditional::choose(self.scope, self.source, condition, both, self.span)
            }
            Part::For(turn, parts) => {
                let collection =
                    expression::evaluate(self.scope, self.source, &turn.collection_expr);
                choices::for_all(&[&collection], self.span, |picked| {
                    let Some(collection) = picked.first() else { return self.not_known() };
                    match pairs(collection) {
                        Ok(pairs) => self.turns(turn, parts, pairs),
                        Err(No::Refused) => Node::refused(self.span, "`for` over no collection"),
                        Err(No::Unsure) => self.not_known(),
                    }
                })
            }
        }
    }

    fn turns(&self, turn: &ForIntro<'_>, parts: &[Part<'_>], pairs: Vec<(Node, Node)>) -> Node {
        let mut length = 0;
        let mut made = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            let key_name = turn.key_var.as_ref().map(|name| (name.as_str().to_owned(), key));
            let value_name = (turn.value_var.as_str().to_owned(), value);
            let bound = key_name.into_iter().chain([value_name]);
            let text = self.scope.with(bound, || self.render(parts));
            length += text.text().map_or(0, str::len);
            if length > LONGEST || self.scope.root.budget.is_spent() {
                return self.not_known();
            }
            made.push(text);
        }
        let made: Vec<&Node> = made.iter().collect();
        choices::for_all(&made, self.span, |picked| join(picked, self.span))
    }

    fn not_known(&self) -> Node {
        Node::unknown(self.span, "`%{ for }` over something that is not known")
    }
}

/// The text that the pieces make together.
fn join(picked: &[&Node], span: Span) -> Node {
    if let Some(refused) = refusal(picked.iter().copied(), span) {
        return refused;
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut length = 0;
    for node in picked {
        if !push_value(&mut pieces, node) {
            let mut refused = Node::refused(span, format!("{} is no text", node.sort()));
            if let Some(unknown) = refused.unknown_mut() {
                unknown.scalar = Some(Scalar::Text);
            }
            return refused;
        }
        length += node.text().map_or(0, str::len);
        if length > LONGEST {
            return Node::unknown(span, "a text that is too long");
        }
    }
    let kind = match pieces.as_slice() {
        [] => Kind::Text("".into()),
        [Piece::Text(text)] => match functions::normal(text) {
            Some(text) => Kind::Text(text),
            None => return Node::unknown(span, "a text of very rare letters"),
        },
        _ => Kind::Template(pieces),
    };
    Node::computed(kind, span)
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        Some(Piece::Text(before)) => before.push_str(text),
        _ if text.is_empty() => {}
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}

/// Adds a value; whether it can be one of the pieces.
fn push_value(pieces: &mut Vec<Piece>, node: &Node) -> bool {
    match (&node.kind, as_text(node)) {
        (_, Some(text)) => push_text(pieces, &text),
        (Kind::Template(inner), _) => {
            // Terraform foresees only what stands in front of the template inside.
            let before = match pieces.as_slice() {
                [] => Some(0),
                [Piece::Text(text)] => Some(text.len()),
                _ => None,
            };
            let mut before = before;
            for piece in inner {
                match piece {
                    Piece::Text(text) => push_text(pieces, text),
                    Piece::Unknown(unknown) => {
                        let mut unknown = unknown.clone();
                        if let Some(before) = before.take() {
                            Arc::make_mut(&mut unknown).range.prefix = Some(before);
                        }
                        pieces.push(Piece::Unknown(unknown));
                    }
                }
            }
        }
        (Kind::Unknown(unknown), _) => pieces.push(Piece::Unknown(unknown.clone())),
        (Kind::OneOf(_), _) => {
            pieces.push(Piece::unknown(Unknown::because("one of several texts")));
        }
        _ => return false,
    }
    true
}
