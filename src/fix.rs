//! Fixes -> mended texts: those that do not get in each other's way are applied together, then all
//! is looked at again, until nothing is left to mend.

mod ignore;
mod rounds;

pub use self::ignore::suppress;
pub use self::rounds::{Changed, Mended, mend};

use crate::Run;
use crate::finding::{Edit, Finding, Fix, Level, Safety};
use crate::source::{SourceId, Span};
use std::collections::BTreeMap;

/// Which fixes shall be applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Those that are only suggestions too.
    pub unsafe_too: bool,
    /// Those of findings that are at least this bad.
    pub level: Level,
}

impl Wanted {
    fn takes(self, finding: &Finding, fix: &Fix) -> bool {
        finding.level >= self.level && (self.unsafe_too || fix.safety == Safety::Safe)
    }
}

/// How many findings could be mended safely, and how many only by a guess.
pub fn fixable(run: &Run) -> (usize, usize) {
    let possible: Vec<&Fix> =
        run.findings.iter().filter_map(|finding| fix_of(run, finding)).collect();
    let safe = possible.iter().filter(|fix| fix.safety == Safety::Safe).count();
    (safe, possible.len() - safe)
}

/// How `finding` can be mended in the files that were asked for.
pub fn fix_of<'a>(run: &Run, finding: &'a Finding) -> Option<&'a Fix> {
    finding.fix.as_ref().filter(|fix| is_reachable(run, fix))
}

/// Whether all that it changes lies in files that were asked for.
fn is_reachable(run: &Run, fix: &Fix) -> bool {
    let asked_for =
        |edit: &Edit| run.asked_for.as_ref().is_none_or(|files| files.contains(&edit.span.source));
    !fix.edits.is_empty() && fix.edits.iter().all(asked_for)
}

/// The findings whose fixes can be applied together, the earlier ones first: none of them changes a
/// byte that another one changes, or puts something where another one begins or ends.
fn choose<'a>(
    findings: impl Iterator<Item = (&'a Finding, &'a Fix)>,
) -> Vec<(&'a Finding, &'a Fix)> {
    let mut taken: BTreeMap<SourceId, Vec<Span>> = BTreeMap::new();
    let mut chosen = Vec::new();
    for (finding, fix) in findings {
        let mut with = taken.clone();
        let fits = fix.edits.iter().all(|edit| {
            let here = with.entry(edit.span.source).or_default();
            let fits = !here.iter().any(|span| meet(*span, edit.span));
            here.push(edit.span);
            fits
        });
        if fits {
            taken = with;
            chosen.push((finding, fix));
        }
    }
    chosen
}

/// Whether two changes of one file get in each other's way. Of two that touch, one that only puts
/// something in might belong on either side.
fn meet(one: Span, other: Span) -> bool {
    if one.start == one.end || other.start == other.end {
        one.start <= other.end && other.start <= one.end
    } else {
        one.start < other.end && other.start < one.end
    }
}

/// `text` with all `edits` made, in whatever order they come; `None` if two of them meet, or one lies
/// outside.
fn apply(text: &str, edits: &[&Edit]) -> Option<String> {
    let mut edits: Vec<&Edit> = edits.to_vec();
    edits.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (index, edit) in edits.iter().enumerate() {
        if edits.get(index + 1).is_some_and(|next| meet(edit.span, next.span)) {
            return None;
        }
        let range = edit.span.range();
        out.push_str(text.get(at..range.start)?);
        text.get(range.clone())?;
        out.push_str(&edit.text);
        at = range.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Findings;
    use proptest::prelude::*;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit { span: Span::new(SourceId(0), start..end), text: text.to_owned() }
    }

    #[test]
    fn what_touches_is_applied_and_what_overlaps_is_not() {
        let (a, b) = (edit(1, 2, "X"), edit(2, 3, ""));
        assert_eq!(apply("abcd", &[&b, &a]).as_deref(), Some("aXd"));
        for (one, other) in [((1, 3), (2, 4)), ((2, 2), (2, 2)), ((2, 2), (2, 4)), ((0, 2), (2, 2))]
        {
            let (one, other) = (edit(one.0, one.1, "-"), edit(other.0, other.1, "-"));
            assert_eq!(apply("abcd", &[&one, &other]), None, "{one:?} {other:?}");
        }
        assert_eq!(apply("abcd", &[&edit(3, 9, "")]), None);
        assert_eq!(apply("\u{e9}", &[&edit(0, 1, "")]), None, "half a character");
    }

    /// A text, and pieces of it that do not touch each other with what shall stand there.
    fn edited() -> impl Strategy<Value = (String, Vec<Edit>)> {
        let piece = (".{0,4}", ".{1,4}", proptest::option::of(".{0,3}"));
        proptest::collection::vec(piece, 0..12).prop_map(|pieces| {
            let (mut text, mut edits) = (String::new(), Vec::new());
            for (kept, replaced, by) in pieces {
                text.push_str(&kept);
                let start = text.len();
                text.push_str(&replaced);
                edits.extend(by.map(|by| edit(start, text.len(), &by)));
            }
            (text, edits)
        })
    }

    proptest! {
        #[test]
        fn the_order_does_not_matter((text, edits) in edited(), seed in any::<prop::sample::Index>()) {
            let forward: Vec<&Edit> = edits.iter().collect();
            let mut turned = forward.clone();
            if !turned.is_empty() {
                turned.rotate_left(seed.index(forward.len()));
            }
            turned.reverse();
            prop_assert_eq!(apply(&text, &forward), apply(&text, &turned));
        }

        #[test]
        fn bytes_outside_stay_as_they_are((text, edits) in edited()) {
            let all: Vec<&Edit> = edits.iter().collect();
            let new = apply(&text, &all).expect("they do not meet");
            let (mut old, mut new) = (text.as_str(), new.as_str());
            let mut at = 0;
            for edit in &edits {
                let range = edit.span.range();
                let (kept, rest) = old.split_at(range.start - at);
                new = new.strip_prefix(kept).expect("what stands before a change stays");
                new = new.strip_prefix(&*edit.text).expect("then comes what it writes");
                old = &rest[range.len()..];
                at = range.end;
            }
            prop_assert_eq!(old, new);
        }

        #[test]
        fn what_is_chosen_can_be_applied(spans in proptest::collection::vec((0_usize..20, 0_usize..4), 0..12)) {
            let text = "abcdefghijklmnopqrstuvwxyz";
            let mut found = Findings::default();
            for (start, length) in &spans {
                let span = Span::new(SourceId(0), *start..start + length);
                found.in_file(span, "a mistake").rewrite("mend it", span, "-");
            }
            let list = found.into_parts().0;
            let all = list.iter().filter_map(|one| Some((one, one.fix.as_ref()?)));
            let chosen = choose(all);
            let edits: Vec<&Edit> = chosen.iter().flat_map(|(_, fix)| &fix.edits).collect();
            prop_assert!(apply(text, &edits).is_some());
            prop_assert_eq!(chosen.is_empty(), spans.is_empty());
        }
    }
}
