//! How a block is told what to wait for.

/// No more names than these are listed.
const MOST: usize = 8;

/// `depends_on` with these names, written in some `place`: if they are very many, with that one which is
/// `own`, as the others are said elsewhere.
pub(super) fn depends_on<'a>(
    all: impl IntoIterator<Item = &'a str>,
    own: &str,
    place: &str,
) -> String {
    let all: Vec<&str> = all.into_iter().collect();
    match all.len().saturating_sub(1) {
        others if others >= MOST => format!(
            "`depends_on = [{own}]` in {place}, which lists the {others} others, too, for which the same is said"
        ),
        _ => format!("`depends_on = [{}]` in {place}", all.join(", ")),
    }
}
