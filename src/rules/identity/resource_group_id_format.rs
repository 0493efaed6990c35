use crate::catalog::What;
use crate::model::{Crn, Field, is_account_id};
use crate::{finding::Findings, finding::Level, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (owner, one) in cx.model.resource_group_ids() {
        let Some((message, level)) = problem(one) else { continue };
        let finding = found.at(owner, one, message).at_most(level);
        match one.text().map(|text| text.trim().to_lowercase()).filter(|id| is_account_id(id)) {
            Some(lower) => finding.help("write it in lower case").suggest(
                "write it in lower case",
                one,
                &lower,
            ),
            None => finding.help(
                "write the ID, which `ibmcloud resource groups` prints; in Terraform refer to \
                 `data.ibm_resource_group.NAME.id`",
            ),
        };
    }
}

fn problem(one: &Field) -> Option<(String, Level)> {
    if let Some(reference) = one.reference() {
        let what = match shared::what(one)? {
            What::Name => "a name",
            What::Crn | What::BucketCrn => "a CRN",
            What::Guid | What::AccountId => "another ID",
            _ => return None,
        };
        let message =
            format!("`{}` is {what}, not the ID of a resource group", reference.written());
        return Some((message, Level::Error));
    }
    if Crn::of(one).is_some() {
        return Some(("a CRN where the ID of a resource group belongs".to_owned(), Level::Error));
    }
    let id = one.text()?.trim();
    // An ID has the form of an account's: 32 hexadecimal digits.
    if id.is_empty() || is_account_id(id) || id.contains(['*', '?']) {
        return None;
    }
    let digits = id.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    Some(if digits && id.len() > 8 {
        (format!("`{id}` does not look like the ID of a resource group"), Level::Warning)
    } else {
        (format!("`{id}` looks like the name of a resource group, not its ID"), Level::Error)
    })
}
