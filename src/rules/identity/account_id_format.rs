use crate::{
    finding::Findings,
    model::{Crn, is_account_id, is_guid},
    rule::Context,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (owner, one) in cx.model.account_ids() {
        let Some(id) = one.text().map(str::trim) else { continue };
        let other = is_guid(id) || Crn::of(one).is_some();
        if is_account_id(id) || id.is_empty() || id.contains('*') || other {
            continue;
        }
        let lower = id.to_ascii_lowercase();
        if is_account_id(&lower) {
            found
                .at(owner, one, format!("upper-case letters in the account ID `{id}`"))
                .help("write it in lower case: IAM compares account IDs byte by byte")
                .respell("write it in lower case", one, &lower);
            continue;
        }
        found.at(owner, one, format!("`{id}` {}", what_instead(id))).help(
            "write the ID that `ibmcloud account show` prints: 32 digits, 0 to 9 and a to f in \
             lower case",
        );
    }
}

/// What a text is that is no account ID.
fn what_instead(id: &str) -> String {
    let all = |test: fn(&char) -> bool| id.chars().all(|c| test(&c));
    let length = id.chars().count();
    if id.contains('@') {
        "is an e-mail address, not an account ID".to_owned()
    } else if all(char::is_ascii_digit) && length < 16 {
        format!(
            "is a number of {length} digits, as classic infrastructure or an example has, not an \
             account ID"
        )
    } else if all(char::is_ascii_hexdigit) {
        format!("has {length} digits where an account ID has 32")
    } else if length == 32 && all(char::is_ascii_alphanumeric) {
        let foreign = id.chars().find(|c| !c.is_ascii_hexdigit()).unwrap_or_default();
        format!("cannot be an account ID: `{foreign}` is no hexadecimal digit")
    } else if all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')) {
        "is not an account ID; it looks like a name".to_owned()
    } else {
        "is not an account ID".to_owned()
    }
}
