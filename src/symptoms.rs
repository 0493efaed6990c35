//! What goes wrong at IBM Cloud and in Terraform as people see it, and the rules that look for the causes.

use crate::catalog;
use serde::Deserialize;
use std::sync::LazyLock;

static SYMPTOMS: LazyLock<File> =
    LazyLock::new(|| catalog::read(include_str!("../rules/symptoms.json")));

#[derive(Debug, Default, Deserialize)]
struct File {
    symptoms: Vec<Symptom>,
}

/// Something that people see when it is too late.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Symptom {
    /// The message, with `…` where it differs from one time to the other; or what is seen, in words.
    pub seen: String,
    /// When it is seen.
    pub when: String,
    /// What it means.
    pub means: String,
    /// The rules that look for its causes, those first that are worth looking at first.
    pub rules: Vec<String>,
}

/// All of them, those first that are met most often.
pub fn symptoms() -> &'static [Symptom] {
    &SYMPTOMS.symptoms
}

/// Those that `text` tells of: a message as it was printed, with whatever stands around it, or some
/// words of one.
pub fn told_by(text: &str) -> Vec<&'static Symptom> {
    let text = plain(text);
    let tells = |symptom: &&Symptom| {
        let seen = symptom.seen.split('\u{2026}').map(plain);
        let seen: Vec<String> = seen.filter(|piece| !piece.trim().is_empty()).collect();
        let mut rest = text.as_str();
        let printed = seen.iter().all(|piece| {
            let found = rest.find(piece.as_str()).map(|at| at + piece.len());
            // The blank behind one piece is the one before the next.
            rest = found.and_then(|end| rest.get(end - 1..)).unwrap_or_default();
            found.is_some()
        });
        printed || (is_telling(&text) && seen.iter().any(|piece| piece.contains(&text)))
    };
    symptoms().iter().filter(tells).collect()
}

/// The symptoms of which `rule` looks for a cause.
pub fn of_rule(rule: &str) -> impl Iterator<Item = &'static Symptom> {
    symptoms().iter().filter(move |symptom| symptom.rules.iter().any(|one| one == rule))
}

/// The words in lower case with one blank around each; punctuation is no part of a word.
fn plain(text: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let words = text.split(|c| !is_word(c)).filter(|word| !word.is_empty());
    format!(" {} ", words.collect::<Vec<_>>().join(" ").to_lowercase())
}

/// Whether there is enough of it to tell one message from another.
fn is_telling(plain: &str) -> bool {
    const LETTERS: usize = 8;
    plain.trim().len() >= LETTERS
}

#[cfg(test)]
mod tests {
    use super::{symptoms, told_by};

    fn seen(text: &str) -> Vec<&str> {
        told_by(text).iter().map(|symptom| symptom.seen.as_str()).collect()
    }

    #[test]
    fn a_message_is_known_in_the_midst_of_others() {
        let printed = "\u{2502} Error: RoleDoesnotExist: Event Source Manager was not found. Valid \
                       roles are NONE,\n\u{2502}   with ibm_iam_authorization_policy.x";
        assert_eq!(
            seen(printed),
            ["RoleDoesnotExist: \u{2026} was not found. Valid roles are NONE"]
        );
        assert_eq!(
            seen("HTTP 400: {\"message\": \"Could not find service.\"}"),
            ["Could not find service"]
        );
    }

    #[test]
    fn a_part_of_a_message_is_enough() {
        assert_eq!(seen("valid roles are none").len(), 1);
        assert_eq!(seen("Valid roles are").len(), 2);
        assert_eq!(seen("policy_conflict_error").len(), 1);
    }

    #[test]
    fn what_says_nothing_tells_of_nothing() {
        for text in ["", "  ", "\u{2026}", "not", "the", "missing-viewer-rol", "time out now"] {
            assert!(seen(text).is_empty(), "{text}: {:?}", seen(text));
        }
    }

    #[test]
    fn each_tells_of_itself() {
        for symptom in symptoms() {
            assert!(seen(&symptom.seen).contains(&symptom.seen.as_str()), "{}", symptom.seen);
        }
    }
}
