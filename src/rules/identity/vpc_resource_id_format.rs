use crate::catalog::What;
use crate::model::{Crn, Field, is_guid};
use crate::{finding::Findings, finding::Level, rule::Context, rules::shared};

/// The most characters that an ID may have.
const LONGEST: usize = 64;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (owner, what, one) in cx.model.vpc_ids() {
        if let Some((is, level)) = problem(one) {
            let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
            found
                .at(owner, one, format!("{is}, where the ID of {article} {what} belongs"))
                .help(format!(
                    "write the ID, such as `r006-…`, or in Terraform refer to the `.id` of the {what}"
                ))
                .at_most(level);
        }
    }
}

/// What a value is that is no ID, and how sure that is.
fn problem(one: &Field) -> Option<(String, Level)> {
    if let Some(reference) = one.reference() {
        let is = match shared::what(one)? {
            What::Name => "a name",
            What::Crn | What::BucketCrn => "a CRN",
            _ => return None,
        };
        return Some((format!("`{}` is {is}", reference.written()), Level::Error));
    }
    if Crn::of(one).is_some() {
        return Some(("a CRN".to_owned(), Level::Error));
    }
    let id = one.text()?.trim();
    if id.is_empty() || is_id(id) {
        return None;
    }
    let allowed = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '-' | '_');
    let possible = id.chars().all(allowed) && id.len() <= LONGEST;
    Some((format!("`{id}`"), if possible { Level::Warning } else { Level::Error }))
}

/// A GUID, mostly with four characters for the region or zone in front of it.
fn is_id(text: &str) -> bool {
    let prefixed = || {
        let (prefix, rest) = text.split_once('-')?;
        (prefix.len() == 4 && prefix.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(rest)
    };
    let is = |id: &str| is_guid(id) && !id.contains(|c: char| c.is_ascii_uppercase());
    is(text) || prefixed().is_some_and(is)
}
