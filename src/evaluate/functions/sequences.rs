//! `range`.

use super::{Function, Takes, plain, refused};
use crate::evaluate::numbers::Number;
use crate::evaluate::types::Type;
use crate::node::{Collection, Kind, Node, Seen};
use crate::source::Span;

/// Terraform makes no longer ranges.
const LONGEST: usize = 1024;

/// The family.
pub(super) const FUNCTIONS: &[Function] = &[Function {
    needs: 1,
    ..plain("range", &[Takes::Number, Takes::Number, Takes::Number], None, range)
}];

fn range(arguments: &[Node], span: Span) -> Option<Node> {
    let numbers: Vec<Number> = arguments.iter().map(Number::of).collect::<Option<_>>()?;
    let below = |one: &Number, other: &Number| one.compare(other).is_lt();
    let zero = Number::whole(0)?;
    let unit = |down: bool| Number::whole(if down { -1 } else { 1 });
    let (start, end, step) = match numbers.as_slice() {
        [end] => (zero.clone(), end.clone(), unit(below(end, &zero))?),
        [start, end] => (start.clone(), end.clone(), unit(below(end, start))?),
        [start, end, step] => (start.clone(), end.clone(), step.clone()),
        _ => return None,
    };
    let down = below(&step, &zero);
    let wrong_way = if down { below(&start, &end) } else { below(&end, &start) };
    if wrong_way {
        return refused(span, "it never comes to its end");
    }
    let mut items = Vec::new();
    let mut next = start;
    while if down { below(&end, &next) } else { below(&next, &end) } {
        if items.len() == LONGEST {
            return refused(span, "more than 1024 numbers");
        }
        items.push(next.node(span)?);
        next = next.add(&step)?;
    }
    let list = Node::computed(Kind::List(items, Seen::Whole), span);
    Some(Node { collection: Collection::List, of: Type::Number.said(), ..list })
}
