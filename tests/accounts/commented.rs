//! A comment or a blank changes nothing, wherever it may stand.

use super::{INSTANCE, OURS, THEIRS, crn, gateway, policy, said};

const PROVIDERS: &str = "provider \"ibm\" {}\nprovider \"ibm\" {\n  alias = \"hub\"\n}\n";

fn toml() -> String {
    format!("[accounts]\ndefault = \"{OURS}\"\nproviders = {{ \"ibm.hub\" = \"{THEIRS}\" }}\n")
}

fn lines() -> String {
    format!(
        "  source_service_account = \"{OURS}\"\n  target_resource_instance_id = \"{INSTANCE}\"\n"
    )
}

/// What is said where the gateway stands in the root module, and its policy in a module.
fn of_call(call: &str) -> Vec<String> {
    let root = format!("{PROVIDERS}{}module \"m\" {{\n{call}}}\n", gateway(&crn()));
    said(&toml(), &[("main.tf", &root), ("m/main.tf", &policy(&lines()))])
}

/// What is said where both stand in the root module, the policy with a line more.
fn of_provider(line: &str) -> Vec<String> {
    let root = format!("{PROVIDERS}{}{}", gateway(&crn()), policy(&format!("{line}{}", lines())));
    said(&toml(), &[("main.tf", &root)])
}

#[test]
fn a_comment_is_no_part_of_a_providers_name() {
    let wrong = of_call("  source = \"./m\"\n  providers = { ibm = ibm }\n");
    assert!(wrong.contains(&"error policy-in-wrong-account".to_owned()), "{wrong:?}");
    let right = of_call("  source = \"./m\"\n  providers = { ibm = ibm.hub }\n");
    assert!(!right.contains(&"error policy-in-wrong-account".to_owned()), "{right:?}");
    for (name, says) in [("ibm", &wrong), ("ibm.hub", &right), ("ibm . hub", &right)] {
        for providers in [
            format!("{{ ibm = {name} # the target account\n }}"),
            format!("{{\n    ibm = {name} // theirs\n  }}"),
            format!("{{ ibm = {name} /* theirs */ }}"),
            format!("{{ ibm = /* theirs */ {name} }}"),
            format!("{{ /* theirs */ ibm = {name} }}"),
            format!("{{\n    # theirs\n    \"ibm\" = {name}, # theirs\n  }}"),
        ] {
            let call = format!("  source = \"./m\"\n  providers = {providers}\n");
            assert_eq!(&of_call(&call), says, "{call}");
        }
        for line in [format!("{name} # theirs"), format!("/* theirs */ {name}")] {
            assert_eq!(&of_provider(&format!("  provider = {line}\n")), says, "{line}");
        }
    }
}

#[test]
fn a_comment_in_front_of_a_source_leads_nowhere_else() {
    let wrong = of_call("  source = \"./m\"\n");
    for source in ["source = /* x */ \"./m\"", "source /* x */ = /**/ /**/ \"./m\" # c"] {
        assert_eq!(of_call(&format!("  {source}\n")), wrong, "{source}");
    }
}
