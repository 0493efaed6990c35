//! `try` and `can`: what becomes of an argument that Terraform cannot compute.

use super::spread;
use crate::evaluate::expression::evaluate;
use crate::evaluate::ranges;
use crate::evaluate::scope::Scope;
use crate::evaluate::types::No;
use crate::node::{Kind, Node, Scalar, Unknown};
use crate::parse::tree::FuncCall;
use crate::source::{SourceId, Span};

/// The arguments one by one, each worked out when it is asked for. One that is spread with `...` is
/// worked out first: if that fails, so does the call.
fn arguments<'a>(
    scope: &'a Scope<'_>,
    source: SourceId,
    call: &'a FuncCall<'a>,
    span: Span,
) -> Result<impl Iterator<Item = Node> + 'a, Box<Node>> {
    let mut written: Vec<_> = call.args.iter().collect();
    let mut values = Vec::new();
    if call.expand_final
        && let Some(last) = written.pop()
    {
        let last = evaluate(scope, source, last);
        if let Some(why) = last.refusal() {
            return Err(Box::new(Node::refused(span, why)));
        }
        values = match spread(&[&last]) {
            Ok(values) => values.into_iter().cloned().collect(),
            Err(No::Refused) => {
                return Err(Box::new(Node::refused(span, "only a list can be spread")));
            }
            Err(No::Unsure) => {
                return Err(Box::new(ranges::dynamic("`...` behind what is not known", span)));
            }
        };
    }
    let written = written.into_iter().map(move |argument| evaluate(scope, source, argument));
    Ok(written.chain(values))
}

/// `try`: the first argument that Terraform can compute. It waits where one is not known, and so do
/// we.
pub(super) fn first_that_works(
    scope: &Scope<'_>,
    source: SourceId,
    call: &FuncCall<'_>,
    span: Span,
) -> Node {
    let arguments = match arguments(scope, source, call, span) {
        Ok(arguments) => arguments,
        Err(node) => return *node,
    };
    for value in arguments {
        if value.refusal().is_some() {
            continue;
        }
        if value.each().all(Node::is_known) {
            return value;
        }
        let reference = value.reference().cloned();
        let mut node = ranges::dynamic("`try` of something not known", span);
        if let Some(unknown) = node.unknown_mut() {
            unknown.reference = reference;
        }
        return node;
    }
    Node::refused(span, "no argument of `try` works")
}

/// `can`: whether Terraform can compute its argument.
pub(super) fn can(scope: &Scope<'_>, source: SourceId, call: &FuncCall<'_>, span: Span) -> Node {
    let mut arguments = match arguments(scope, source, call, span) {
        Ok(arguments) => arguments,
        Err(node) => return *node,
    };
    let (Some(value), None) = (arguments.next(), arguments.next()) else {
        return Node::refused(span, "`can` takes one argument");
    };
    if value.refusal().is_some() {
        Node::computed(Kind::Bool(false), span)
    } else if value.is_known() {
        Node::computed(Kind::Bool(true), span)
    } else {
        let why = Unknown::because("`can` of something that is not known");
        let unknown = Unknown { scalar: Some(Scalar::Bool), ..why };
        Node::computed(Kind::unknown(unknown), span)
    }
}
