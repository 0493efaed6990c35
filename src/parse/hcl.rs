//! HCL to a tree. hcl-edit reads it; what it refuses although Terraform takes it is mended without
//! moving a byte, and what Terraform refuses as well is explained, while the rest is still read.

mod broken;
pub mod comments;
mod copy;
mod lexer;
mod mend;
mod scan;
mod suspect;
mod token;
mod trouble;
mod words;

use self::copy::Copier;
use super::tree::{Arena, Body, Expression, Template};
use crate::source::{Problem, ProblemKind, SourceId, Span};
use hcl_edit::parser::{Error, parse_body, parse_expr, parse_template};
use hcl_edit::structure;
use std::ops::Range;
use token::Lexed;

/// What became of an HCL text.
#[derive(Debug)]
pub struct Hcl<'t> {
    /// What could be read; every span in it is a range of bytes of the text.
    pub body: Body<'t>,
    /// What is wrong with the rest, at most 20 problems.
    pub problems: Vec<Problem>,
    /// The top-level blocks that could not be read.
    pub lost: Vec<Span>,
}

impl<'t> Hcl<'t> {
    fn fine(body: &structure::Body, arena: &'t Arena) -> Self {
        Self { body: Copier(arena).body(body), problems: Vec::new(), lost: Vec::new() }
    }
}

/// Reads `text` into `arena`. Never fails: blocks that are not HCL become problems, and the others are there.
pub fn hcl<'t>(source: SourceId, text: &str, arena: &'t Arena) -> Hcl<'t> {
    let read = parse_body(text);
    let lexed = match read {
        Ok(body) if !suspect::is_suspect(text) => return Hcl::fine(&body, arena),
        Ok(body) => {
            let lexed = lexer::lex(text, false);
            if lexed.troubles.is_empty() {
                return Hcl::fine(&body, arena);
            }
            lexed
        }
        Err(_) => lexer::lex(text, false),
    };
    let is_clean = lexed.troubles.is_empty();
    if is_clean {
        let mended = mend::mend(text, &lexed);
        if let Ok((body, _)) = read_mended(&mended, 0..text.len(), &lexed) {
            return Hcl::fine(&body, arena);
        }
    }
    if let Some(problem) = trouble::whole_file(source, text, &lexed) {
        let lost = vec![Span::new(source, 0..text.len())];
        return Hcl { body: Body::default(), problems: vec![problem], lost };
    }
    let lexed = if is_clean { lexed } else { lexer::lex(text, true) };
    let mended = mend::mend(text, &lexed);
    broken::read(source, text, mended, &lexed, arena)
}

/// Reads an expression that stands alone; `None` where it is none.
pub fn expression<'t>(text: &str, arena: &'t Arena) -> Option<Expression<'t>> {
    parse_expr(text).ok().map(|read| Copier(arena).expression(&read))
}

/// Reads a file that is a template; `None` where it is none.
pub fn template<'t>(text: &str, arena: &'t Arena) -> Option<Template<'t>> {
    parse_template(text).ok().map(|read| Copier(arena).template(&read))
}

/// Reads the `range` of a mended text. Where an object has a member twice, only the last one is
/// left; then the text of that comes back too.
fn read_mended(
    mended: &str,
    range: Range<usize>,
    lexed: &Lexed,
) -> Result<(structure::Body, Option<String>), Error> {
    let slice = mended.get(range.clone()).unwrap_or_default();
    let error = match parse_body(slice) {
        Ok(body) => return Ok((body, None)),
        Err(error) => error,
    };
    if !error.message().contains("redefined object key") {
        return Err(error);
    }
    let Some(dropped) = mend::drop_replaced(slice, range.start, lexed) else { return Err(error) };
    parse_body(&dropped).map(|body| (body, Some(dropped)))
}

fn problem(source: SourceId, range: Range<usize>, message: impl Into<String>) -> Problem {
    Problem {
        kind: ProblemKind::InvalidHcl,
        span: Span::new(source, range),
        message: message.into(),
        help: None,
        labels: Vec::new(),
    }
}
