use crate::{
    finding::Findings,
    graph::{Account, Standing, Worker},
    model::Hides,
    rule::Context,
    rules::paste,
};
use std::collections::BTreeMap;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut hidden: BTreeMap<String, usize> = BTreeMap::new();
    for (target, standing, _) in cx.graph.access().each() {
        let why = match standing {
            Standing::Hidden => Some(place(cx.graph.hides_policy(target))),
            Standing::TooMany => Some("more policies may be for it than are compared".to_owned()),
            _ => None,
        };
        if let Some(why) = why {
            *hidden.entry(why).or_default() += 1;
        }
        // What is there was let in.
        if standing != Standing::Unauthorized || target.gateway.resource.is_there_already() {
            continue;
        }
        let account = |account: &Option<Account>| {
            account.as_ref().and_then(Account::text).unwrap_or_default().to_owned()
        };
        let (ours, theirs) = (account(&target.from), account(&target.account));
        let policy = paste::policy(cx, target);
        let this = if policy.is_some() { "this policy" } else { "a policy for it" };
        let place = match cx.graph.worker(target.gateway.resource.world, &theirs) {
            Some(Worker::Folder(folder)) => {
                format!("in the account `{theirs}`, such as in `{folder}`")
            }
            _ => format!("in the account `{theirs}`"),
        };
        let finding = found.at(
            target.gateway,
            &target.gateway.target_crn,
            format!(
                "the gateway of `{ours}` leads into `{theirs}`, and no policy that was given lets it in"
            ),
        );
        let module = policy.as_ref().and_then(|policy| policy.module.as_deref());
        let place = match module {
            Some("") => format!("{place}, in the root module"),
            Some(module) => format!("{place}, in `{module}`"),
            None => place,
        };
        let open = policy.iter().flat_map(|policy| &policy.open);
        let fill: String = open
            .fold(String::new(), |all, (name, what)| format!("{all}, with {what}, for `{name}`"));
        finding.help(format!(
            "create {this} {place}{fill}, before the gateway; or name the files that hold it, too"
        ));
        if let Some(policy) = policy {
            finding.paste(policy.text);
        }
    }
    for (place, count) in hidden {
        let gateways = if count == 1 { "a gateway" } else { "gateways" };
        found.note(format!(
            "whether {gateways} of another account may reach the target is not judged ({count}): {place}"
        ));
    }
}

/// Where the policy may stand, for a note.
fn place(hides: Option<&Hides>) -> String {
    match hides {
        Some(Hides::Module(address)) => {
            format!("`{address}` is not followed and may hold the policy")
        }
        Some(Hides::Policies(address)) => {
            format!("what `{address}` makes is not seen, and the policy may be among it")
        }
        Some(Hides::Forgotten(address)) => {
            format!("`{address}` is let go of and stays, and may be the policy")
        }
        Some(Hides::PoliciesOf { account, folder }) => format!(
            "`{folder}`, which belongs to the account `{account}`, was not given, or not all of it, and \
             may hold the policy"
        ),
        _ => "what was not read may hold the policy".to_owned(),
    }
}
