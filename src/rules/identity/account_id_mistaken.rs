use crate::catalog::What;
use crate::model::{Crn, is_account_id, is_guid};
use crate::{finding::Findings, rule::Context, rules::shared};

/// What to do, whatever it is.
const WRITE: &str = "write the ID of the account, which `ibmcloud account show` prints";

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (owner, one) in cx.model.account_ids() {
        if let Some(crn) = Crn::of(one) {
            let finding = found.at(owner, one, "a CRN where an account ID belongs").help(WRITE);
            if let Some(id) = crn.account().filter(|id| crn.is_whole() && is_account_id(id)) {
                finding.suggest("keep the account of the CRN", one, id);
            }
        } else if let Some(id) = one.text().map(str::trim).filter(|id| is_guid(id)) {
            let message = format!("`{id}` is a GUID as service instances have, not an account ID");
            found.at(owner, one, message).help(WRITE);
        } else if let Some(reference) = one.reference() {
            let Some(what) = shared::what(one).and_then(words) else { continue };
            let message = format!("`{}` is {what}, not an account ID", reference.written());
            found.at(owner, one, message).help(
                "refer to the ID of an account, such as \
                 `data.ibm_iam_account_settings.NAME.account_id`",
            );
        }
    }
}

/// What a reference gives, unless it is the ID of an account.
fn words(what: What) -> Option<&'static str> {
    Some(match what {
        What::AccountId => return None,
        What::Crn | What::BucketCrn => "a CRN",
        What::Guid => "the GUID of an instance",
        What::ResourceGroupId => "the ID of a resource group",
        What::ClusterId => "the ID of a cluster",
        What::Name => "a name",
        What::VpcId
        | What::SubnetId
        | What::SecurityGroupId
        | What::GatewayId
        | What::ReservedIpId
        | What::OtherId => "the ID of something else",
    })
}
