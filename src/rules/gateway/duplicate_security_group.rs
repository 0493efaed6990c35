use crate::model::{Surface, vpc_identity};
use crate::{finding::Findings, rule::Context};
use std::collections::BTreeMap;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    // In Terraform the argument is a set.
    let bodies = cx.model.gateways.iter().filter(|one| one.resource.surface != Surface::Terraform);
    for gateway in bodies {
        let mut seen = BTreeMap::new();
        for one in gateway.security_groups.items().unwrap_or_default() {
            let Some(id) = one.text().map(vpc_identity).filter(|id| !id.is_empty()) else {
                continue;
            };
            let Some(earlier) = seen.insert(id, one) else { continue };
            let message = format!("the security group `{id}` is there twice");
            let finding = found.at(gateway, one, message).also(earlier, "the first one");
            finding.help("remove one of them");
            if let Some(span) = gateway.resource.repeated(&gateway.security_groups, earlier, one) {
                finding.remove("remove the repeated group", span);
            }
        }
    }
}
