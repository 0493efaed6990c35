use crate::{finding::Findings, model::AuthorizationPolicy, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut pairs = shared::without_needless(cx, cx.graph.twins().subsumed());
    if !pairs.is_empty() {
        // Which of two can go is seen once each of them is right.
        let mistaken = cx.graph.access().mistaken_policies();
        let is_right = |one: &AuthorizationPolicy| !mistaken.contains(&std::ptr::from_ref(one));
        pairs.retain(|(wide, narrow)| is_right(wide) && is_right(narrow));
    }
    for (wide, narrow) in pairs {
        found
            .at(
                narrow,
                &narrow.resource.header,
                "another policy allows all that this one allows, and more",
            )
            .also(&wide.resource.header, shared::which("the wider policy", &wide.resource))
            .help("remove the wider policy, if it is wider than it has to be; otherwise this one");
    }
}
