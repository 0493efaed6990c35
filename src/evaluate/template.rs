//! Templates: `"${…}"`, heredocs and their directives; unknown text keeps its known pieces.

use super::choices;
use super::expression;
use super::operators::{as_bool, as_text};
use super::scope::Scope;
use crate::node::{Kind, Node, Piece, Unknown};
use crate::source::{SourceId, Span};
use hcl_edit::template::{Directive, Element, Strip, Template};

/// One station of a template: a text, or a value that becomes one.
enum Part {
    Text(String),
    Value(Node),
    /// A value that stands where white space in front of or behind it is trimmed away.
    Trim {
        before: bool,
        after: bool,
    },
}

/// What a template is worth.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    source: SourceId,
    template: &Template,
    span: Span,
) -> Node {
    // `"${x}"` is x itself, whatever its type.
    if let Some(Element::Interpolation(only)) = template.as_single_element() {
        return expression::evaluate(scope, source, &only.expr);
    }
    let mut parts = Vec::new();
    collect(scope, source, template, &mut parts);
    trim(&mut parts);
    let spelled = parts.iter().all(|part| matches!(part, Part::Text(_)));
    let values: Vec<&Node> = parts.iter().filter_map(value).collect();
    let mut node = choices::for_all(&values, span, |picked| join(&parts, picked, span));
    if spelled {
        node.computed = false;
    }
    node
}

fn value(part: &Part) -> Option<&Node> {
    match part {
        Part::Value(node) => Some(node),
        _ => None,
    }
}

fn collect(scope: &Scope<'_>, source: SourceId, template: &Template, parts: &mut Vec<Part>) {
    for element in template {
        match element {
            Element::Literal(text) => parts.push(Part::Text(text.value().clone())),
            Element::Interpolation(interpolation) => {
                parts.push(strip(interpolation.strip));
                parts.push(Part::Value(expression::evaluate(scope, source, &interpolation.expr)));
            }
            Element::Directive(directive) => self::directive(scope, source, directive, parts),
        }
    }
}

fn strip(strip: Strip) -> Part {
    Part::Trim { before: strip.strip_start(), after: strip.strip_end() }
}

fn directive(scope: &Scope<'_>, source: SourceId, directive: &Directive, parts: &mut Vec<Part>) {
    let span = Span::new(source, 0..0);
    let Directive::If(choice) = directive else {
        parts.push(Part::Value(Node::unknown(span, "`%{ for }` is not evaluated")));
        return;
    };
    let condition = expression::evaluate(scope, source, &choice.if_expr.cond_expr);
    let has_strip = choice.if_expr.strip != Strip::None
        || choice.endif_expr.strip != Strip::None
        || choice.else_expr.as_ref().is_some_and(|other| other.strip != Strip::None);
    match as_bool(&condition) {
        // White space around directives is trimmed across them, which is not followed here.
        Some(_) | None if has_strip => {
            parts.push(Part::Value(Node::unknown(span, "`%{ if }` with `~` is not evaluated")));
        }
        Some(true) => collect(scope, source, &choice.if_expr.template, parts),
        Some(false) => {
            if let Some(other) = &choice.else_expr {
                collect(scope, source, &other.template, parts);
            }
        }
        None => parts.push(Part::Value(Node::unknown(span, "`%{ if }` of something not known"))),
    }
}

/// Carries out the `~` marks: each stands in front of the value it belongs to.
fn trim(parts: &mut Vec<Part>) {
    for index in 0..parts.len() {
        let Some(Part::Trim { before, after }) = parts.get(index) else { continue };
        let (before, after) = (*before, *after);
        if let Some(Part::Text(text)) = index.checked_sub(1).and_then(|at| parts.get_mut(at))
            && before
        {
            text.truncate(text.trim_end().len());
        }
        if let Some(Part::Text(text)) = parts.get_mut(index + 2)
            && after
        {
            *text = text.trim_start().to_owned();
        }
    }
    parts.retain(|part| !matches!(part, Part::Trim { .. }));
}

/// A longer text is not put together.
const LONGEST: usize = 1_000_000;

fn join(parts: &[Part], picked: &[&Node], span: Span) -> Node {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut values = picked.iter();
    for part in parts {
        match part {
            Part::Text(text) => push_text(&mut pieces, text),
            Part::Value(_) => match values.next() {
                Some(node) => push_value(&mut pieces, node),
                None => pieces.push(Piece::Unknown(Unknown::because("a piece"))),
            },
            Part::Trim { .. } => {}
        }
    }
    if pieces.iter().filter_map(Piece::text).map(str::len).sum::<usize>() > LONGEST {
        return Node::unknown(span, "a text of more than a million characters");
    }
    let kind = match pieces.as_slice() {
        [] => Kind::Text(String::new()),
        [Piece::Text(text)] => Kind::Text(text.clone()),
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

fn push_value(pieces: &mut Vec<Piece>, node: &Node) {
    match (&node.kind, as_text(node)) {
        (_, Some(text)) => push_text(pieces, &text),
        (Kind::Template(inner), _) => {
            for piece in inner {
                match piece {
                    Piece::Text(text) => push_text(pieces, text),
                    Piece::Unknown(unknown) => pieces.push(Piece::Unknown(unknown.clone())),
                }
            }
        }
        (Kind::Unknown(unknown), _) => pieces.push(Piece::Unknown(unknown.clone())),
        _ => pieces.push(Piece::Unknown(Unknown::because("it is no text"))),
    }
}
