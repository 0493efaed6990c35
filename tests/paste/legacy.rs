//! Terraform lets nobody make a module wait that configures a provider itself, or calls one that does.

use super::{checked, crn, gateway, lets_in, said, toml};

const HOST: &str = "provider \"kubernetes\" {\n  host = \"https://x\"\n}\n";

fn call(name: &str, source: &str) -> String {
    format!("module \"{name}\" {{\n  source = \"{source}\"\n}}\n")
}

#[test]
fn what_configures_a_provider_is_not_told_to_wait() {
    let plain = gateway(&crn());
    let alias = |more: &str| format!("provider \"ibm\" {{\n  alias = \"x\"\n{more}}}\n");
    let itself = |provider: &str| [(call("a", "./m"), format!("{provider}{plain}"), String::new())];
    let below = [(call("a", "./m"), format!("{}{plain}", call("n", "../n")), HOST.to_owned())];
    let between = [(call("a", "./n"), plain.clone(), format!("{HOST}{}", call("m", "../m")))];
    let refused = [itself(HOST), itself(&alias("  region = \"eu-de\"\n")), below, between];
    // A block that sets nothing only asks for one.
    let taken = [itself(""), itself(&alias("")), itself("provider \"ibm\" {}\n")];
    let refused = refused.into_iter().flatten().map(|it| (it, true));
    for ((root, m, n), is_refused) in
        refused.chain(taken.into_iter().flatten().map(|it| (it, false)))
    {
        let files = [("main.tf", root.as_str()), ("m/main.tf", &m), ("n/main.tf", &n)];
        let finding = said(&files);
        lets_in(&files, &finding);
        let help = finding.help.unwrap();
        let later = ", and let the gateway be created only after it; ";
        assert_eq!(help.contains(later), is_refused, "{m}: {help}");
        assert_eq!(help.contains("depends_on"), !is_refused, "{m}: {help}");

        // The same is said where the policy is there.
        let after = format!("{root}{}\n", finding.paste.unwrap());
        let files = [("main.tf", after.as_str()), ("m/main.tf", &m), ("n/main.tf", &n)];
        let all = checked(&toml(), &files);
        let help = all.iter().find(|one| one.rule == "gateway-before-policy");
        let help = help.and_then(|one| one.help.as_deref()).unwrap();
        let why = "let the gateway wait for the policy; `module.a` configures a provider itself, so it takes no \
                   `depends_on`";
        assert_eq!(help == why, is_refused, "{m}: {help}");
        assert_eq!(help.starts_with("write `depends_on = ["), !is_refused, "{m}: {help}");
    }
}
