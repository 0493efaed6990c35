use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (first, other) in cx.graph.twins().duplicates() {
        let here = other.resource.header;
        if first.resource.header == here {
            found
                .at(
                    other,
                    &here,
                    "every instance of this policy says the same, and IAM takes only one",
                )
                .help("let the instances differ in source or target, or create a single one");
            continue;
        }
        found
            .at(
                other,
                &here,
                "another policy has the same source and target, and IAM refuses a second",
            )
            .also(&first.resource.header, "the other policy")
            .help("keep one of the two, with the roles of both");
    }
}
