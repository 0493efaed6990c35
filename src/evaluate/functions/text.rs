//! Functions on texts.

use super::letters::{self, graphemes};
use super::support::{MOST_CHARACTERS, answer, answers, integer, refused, text, truth};
use super::{Function, Takes, plain};
use crate::evaluate::ranges;
use crate::node::{Kind, Node, Scalar, Seen};
use crate::source::Span;

const TEXT: Option<Scalar> = Some(Scalar::Text);
const BOOL: Option<Scalar> = Some(Scalar::Bool);
const ONE: &[Takes] = &[Takes::Text];
const TWO: &[Takes] = &[Takes::Text, Takes::Text];

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[
    plain("chomp", ONE, TEXT, |arguments, span| {
        answer(text(arguments, 0)?.trim_end_matches(['\r', '\n']), span)
    }),
    plain("endswith", TWO, BOOL, |arguments, span| {
        truth(text(arguments, 0)?.ends_with(&text(arguments, 1)?), span)
    }),
    Function { sees_unknown: true, ..plain("startswith", TWO, BOOL, startswith) },
    plain("strcontains", TWO, BOOL, |arguments, span| {
        truth(text(arguments, 0)?.contains(&text(arguments, 1)?), span)
    }),
    plain("indent", &[Takes::Number, Takes::Text], TEXT, indent),
    Function { rest: Some(Takes::Texts), ..plain("join", ONE, TEXT, join) },
    plain("lower", ONE, TEXT, |arguments, span| {
        answer(&letters::lower(&text(arguments, 0)?)?, span)
    }),
    plain("upper", ONE, TEXT, |arguments, span| {
        answer(&letters::upper(&text(arguments, 0)?)?, span)
    }),
    plain("title", ONE, TEXT, |arguments, span| {
        answer(&letters::title(&text(arguments, 0)?)?, span)
    }),
    plain("trim", TWO, TEXT, |arguments, span| {
        let away = text(arguments, 1)?;
        answer(text(arguments, 0)?.trim_matches(|letter| away.contains(letter)), span)
    }),
    plain("trimprefix", TWO, TEXT, |arguments, span| {
        let (whole, away) = (text(arguments, 0)?, text(arguments, 1)?);
        answer(whole.strip_prefix(&away).unwrap_or(&whole), span)
    }),
    plain("trimsuffix", TWO, TEXT, |arguments, span| {
        let (whole, away) = (text(arguments, 0)?, text(arguments, 1)?);
        answer(whole.strip_suffix(&away).unwrap_or(&whole), span)
    }),
    plain("trimspace", ONE, TEXT, |arguments, span| answer(text(arguments, 0)?.trim(), span)),
    plain("split", TWO, None, split),
    plain("strrev", ONE, TEXT, |arguments, span| {
        let whole = text(arguments, 0)?;
        let reversed: String = graphemes(&whole)?.into_iter().rev().collect();
        answer(&reversed, span)
    }),
    plain("substr", &[Takes::Text, Takes::Number, Takes::Number], TEXT, substr),
];

/// A text that is not wholly known may begin with known characters.
fn startswith(arguments: &[Node], span: Span) -> Option<Node> {
    let prefix = text(arguments, 1)?;
    let whole = arguments.first()?;
    let known = match &whole.kind {
        Kind::Text(_) => return truth(text(arguments, 0)?.starts_with(&prefix), span),
        _ if prefix.is_empty() => return truth(true, span),
        _ => ranges::prefix(whole)?,
    };
    if known.starts_with(&prefix) {
        return truth(true, span);
    }
    // Terraform compares the lengths in bytes.
    if !known.is_empty() && known.len() >= prefix.len() { truth(false, span) } else { None }
}

fn indent(arguments: &[Node], span: Span) -> Option<Node> {
    let whole = text(arguments, 1)?;
    let Some(spaces) = integer(arguments, 0) else {
        return refused("`indent` takes a whole number", span);
    };
    let Ok(spaces) = usize::try_from(spaces) else {
        return refused("`indent` takes no negative number", span);
    };
    let lines = whole.matches('\n').count();
    if spaces.checked_mul(lines.max(1))? > MOST_CHARACTERS {
        return None;
    }
    answer(&whole.replace('\n', &format!("\n{}", " ".repeat(spaces))), span)
}

fn join(arguments: &[Node], span: Span) -> Option<Node> {
    let between = text(arguments, 0)?;
    let mut parts = Vec::new();
    let mut size = 0;
    let lists = arguments.get(1..)?;
    if lists.is_empty() {
        return refused("`join` takes at least one list", span);
    }
    for list in lists {
        let Kind::List(items, Seen::Whole) = &list.kind else { return None };
        for item in items {
            match &item.kind {
                Kind::Text(part) => parts.push(part.as_str()),
                Kind::Null => return refused("`join` takes no null", span),
                _ => return None,
            }
            size += parts.last()?.len() + between.len();
        }
    }
    if size > MOST_CHARACTERS { None } else { answer(&parts.join(&between), span) }
}

fn split(arguments: &[Node], span: Span) -> Option<Node> {
    let (between, whole) = (text(arguments, 0)?, text(arguments, 1)?);
    if !between.is_empty() {
        return answers(whole.split(&between), span);
    }
    // Without a separator between all code points, even inside what a reader counts as one.
    answers(whole.split("").filter(|part| !part.is_empty()), span)
}

fn substr(arguments: &[Node], span: Span) -> Option<Node> {
    let whole = text(arguments, 0)?;
    let (Some(offset), Some(length)) = (integer(arguments, 1), integer(arguments, 2)) else {
        return refused("`substr` takes whole numbers", span);
    };
    if offset >= 0 && length == 0 {
        return answer("", span);
    }
    let characters = graphemes(&whole)?;
    let start = match usize::try_from(offset) {
        Ok(start) => start,
        Err(_) => characters.len().saturating_sub(usize::try_from(offset.unsigned_abs()).ok()?),
    };
    let rest = characters.get(start..).unwrap_or_default();
    // From the end, no length means all that is left.
    let most = match usize::try_from(length) {
        Ok(0) | Err(_) => rest.len(),
        Ok(most) => most.min(rest.len()),
    };
    answer(&rest.get(..most)?.concat(), span)
}
