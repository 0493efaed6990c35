use crate::model::{AuthorizationPolicy, Format, Side};
use crate::{finding::Findings, finding::Level, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for policy in cx.model.policies.iter().filter(|policy| policy.format == Format::V1) {
        judge(policy, &policy.subjects, "subject", Level::Warning, found);
        judge(policy, &policy.targets, "resource", Level::Error, found);
    }
}

fn judge(
    policy: &AuthorizationPolicy,
    sides: &[Side],
    what: &str,
    level: Level,
    found: &mut Findings,
) {
    let [first, more @ ..] = sides else { return };
    // Attributes that stand in the list of subjects themselves are no subjects.
    for side in more.iter().filter(|side| !side.attributes.is_empty()) {
        found
            .at(policy, side, format!("a second {what}, where a policy has one"))
            .also(first, format!("the first {what}"))
            .help("write a policy of its own for it")
            .at_most(level);
    }
}
