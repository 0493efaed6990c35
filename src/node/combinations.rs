//! Several values that hang on conditions -> every way in which they can come together.

use super::{Decision, Kind, Node};

/// Whether `wrong` holds for every combination of what the `fields` may be. Choices that hang on the
/// same condition go together. More than 64 combinations are not looked at: the answer is no.
pub fn every_combination<const N: usize>(
    fields: [&Node; N],
    wrong: impl Fn([&Node; N]) -> bool,
) -> bool {
    const MOST: usize = 64;
    type Row<'a> = (Vec<(Decision, bool)>, Vec<&'a Node>);
    let mut rows: Vec<Row<'_>> = vec![(Vec::new(), Vec::new())];
    for field in fields {
        let mut next = Vec::new();
        for (when, picked) in &rows {
            for (conditions, value) in alternatives(field, &[]) {
                if contradict(when, &conditions) {
                    continue;
                }
                if next.len() == MOST {
                    return false;
                }
                let mut picked = picked.clone();
                picked.push(value);
                next.push((when.iter().chain(&conditions).copied().collect(), picked));
            }
        }
        rows = next;
    }
    !rows.is_empty() && rows.into_iter().all(|(_, picked)| picked.try_into().is_ok_and(&wrong))
}

fn alternatives<'a>(
    node: &'a Node,
    under: &[(Decision, bool)],
) -> Vec<(Vec<(Decision, bool)>, &'a Node)> {
    let Kind::OneOf(choices) = &node.kind else {
        return vec![(under.to_vec(), node)];
    };
    let below = choices.iter().flat_map(|choice| {
        let when: Vec<_> = under.iter().chain(&choice.when).copied().collect();
        alternatives(&choice.value, &when)
    });
    below.filter(|(when, _)| !contradict(when, when)).collect()
}

fn contradict(one: &[(Decision, bool)], other: &[(Decision, bool)]) -> bool {
    one.iter().any(|(decision, way)| other.iter().any(|(d, w)| d == decision && w != way))
}
