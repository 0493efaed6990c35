//! What is said of very many is not the longer for each of them.

use super::{UNAUTHORIZED, checked, crn, gateway, toml};
use std::fmt::Write as _;

#[test]
fn a_call_that_waits_for_many_policies_is_not_told_all_names_each_time() {
    let files = |many: usize| {
        let mut inner = String::new();
        for at in 0..many {
            let own = gateway(&crn().replace("5b6a1f0e", &format!("{:08x}", 0x5b6a_1f0e + at)));
            inner += &own.replace("\"g\"", &format!("\"g{at}\""));
        }
        inner
    };
    let call = "module \"m\" {\n  source = \"./m\"\n}\n";
    for (many, is_short) in [(8, false), (9, true), (40, true)] {
        let inner = files(many);
        let all = checked(&toml(), &[("main.tf", call), ("m/main.tf", &inner)]);
        let mut root = call.to_owned();
        let mut count = 0;
        for one in all.iter().filter(|one| one.rule == UNAUTHORIZED) {
            let (help, pasted) = (one.help.as_deref().unwrap(), one.paste.as_deref().unwrap());
            let own = pasted.split('"').nth(3).unwrap();
            let short = format!(
                "`depends_on = [ibm_iam_authorization_policy.{own}]` in the call of `module.m`, which lists the \
                 {} others, too, for which the same is said; ",
                many - 1
            );
            assert_eq!(help.contains(&short), is_short, "{help}");
            assert!(help.contains(&format!("ibm_iam_authorization_policy.{own}")), "{help}");
            let _ = writeln!(root, "{pasted}");
            count += 1;
        }
        assert_eq!(count, many);
        // So it is where the policies are there.
        let all = checked(&toml(), &[("main.tf", &root), ("m/main.tf", &inner)]);
        let all = all.iter().filter(|one| one.rule == "gateway-before-policy");
        let helps: Vec<&str> = all.filter_map(|one| one.help.as_deref()).collect();
        assert_eq!(helps.len(), many);
        let short = format!("which lists the {} others, too", many - 1);
        assert!(helps.iter().all(|help| help.contains(&short) == is_short), "{helps:?}");
    }
}
