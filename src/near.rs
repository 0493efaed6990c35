//! A wrong word -> the right one that was probably meant.

/// The one of `words` that `word` was probably meant to be.
pub(crate) fn nearest<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Below this, a word is another word rather than a slip.
    const ALIKE: f64 = 0.7;
    /// What is longer is no name, and costs the square of its length to compare.
    const LONGEST: usize = 100;
    if word.chars().nth(LONGEST).is_some() {
        return None;
    }
    let word = word.to_lowercase();
    words
        .into_iter()
        .map(|one| (strsim::normalized_damerau_levenshtein(&word, &one.to_lowercase()), one))
        .filter(|(alike, one)| *alike >= ALIKE || is_start(&word, one))
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, one)| one)
}

/// Whether enough of `one` was typed.
fn is_start(word: &str, one: &str) -> bool {
    word.len() >= 4 && one.to_lowercase().starts_with(word)
}

/// `; did you mean `x`?`, or nothing.
pub(crate) fn did_you_mean(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}
