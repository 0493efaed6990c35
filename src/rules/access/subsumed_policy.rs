use crate::{finding::Findings, rule::Context, rules::shared};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (wide, narrow) in shared::without_needless(cx, cx.graph.twins().subsumed()) {
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
