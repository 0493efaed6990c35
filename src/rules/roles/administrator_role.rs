use crate::{catalog, finding::Findings, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in &cx.model.policies {
        let sources = policy.subject().map(shared::services).unwrap_or_default();
        let targets = policy.target().map(shared::services).unwrap_or_default();
        let mut needed: Vec<&str> = Vec::new();
        for (source, target) in sources.iter().flat_map(|one| targets.iter().map(move |o| (one, o)))
        {
            let pairs = catalog::pairs_of(source, target);
            needed.extend(pairs.flat_map(|pair| &pair.roles).map(String::as_str));
        }
        needed.sort_unstable();
        needed.dedup();
        for role in policy.each_role() {
            let name = role.text().and_then(catalog::role_meant);
            if name != Some("Administrator") || needed.contains(&"Administrator") {
                continue;
            }
            let message = "`Administrator` lets a service give access to others, too";
            let finding = found.at(policy, role, message);
            if needed.is_empty() {
                finding.help("grant the least role with which the source does its work");
            } else {
                let known = shared::listed(&needed, "and");
                finding.help(format!("grant less: working examples grant {known}"));
            }
        }
    }
}
