use crate::{catalog, finding::Findings, model::Field, rule::Context};
use std::collections::HashMap;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        for list in policy.roles.each() {
            let mut first: HashMap<&str, &Field> = HashMap::new();
            for role in list.items().unwrap_or_default() {
                let Some(text) = role.text().map(str::trim) else { continue };
                let name = catalog::role_display(text).unwrap_or(text);
                let Some(earlier) = first.get(name) else {
                    first.insert(name, role);
                    continue;
                };
                let finding = found
                    .at(policy, role, format!("the role `{name}` is granted twice"))
                    .also(earlier, "granted here")
                    .help("name it once, or write the role that was meant here");
                if let Some(element) = policy.resource.repeated(list, earlier, role) {
                    finding.remove("remove the second one", element);
                }
            }
        }
    }
}
