use crate::model::every_combination;
use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        for ip in gateway.ips.iter().filter(|ip| ip.whole) {
            let neither = every_combination([&ip.id, &ip.subnet], |fields| {
                fields.iter().all(|field| field.is_unset())
            });
            if neither {
                found
                    .missing(
                        gateway,
                        &ip.header,
                        "subnet",
                        "the address names neither a subnet nor a reserved IP",
                    )
                    .help(
                        "set `subnet` to have an address reserved there, or `id` to take one \
                         that is reserved already",
                    );
            }
        }
    }
}
