//! Policies that are meant for a gateway and of no use as they are: one thing to do is said, and nothing
//! that would not help.

use super::{BESIDE, INSTANCE, OURS, THEIRS, checked, crn, default, gateway, policy};
use bluelint::finding::Finding;

fn toml() -> String {
    format!("{}providers = {{ \"ibm.hub\" = \"{THEIRS}\" }}\n", default())
}

/// What is said of the gateway and these policies, but for what waits for what.
fn of(policies: &str) -> Vec<Finding> {
    let text = format!("{}{policies}", gateway(&crn()));
    let mut found = checked(&toml(), &["."], &[("main.tf", &text)]).findings;
    found.retain(|one| one.rule != "gateway-before-policy");
    found
}

fn rules(found: &[Finding]) -> Vec<&str> {
    found.iter().map(|one| one.rule).collect()
}

/// A policy by attributes.
fn attributes(lines: &str, source: &str, target: &str, named: &str) -> String {
    let all = |kind: &str, attributes: &[(&str, &str)]| -> String {
        let attribute = |(name, value): &(&str, &str)| {
            format!("  {kind} {{\n    name = \"{name}\"\n    value = {value}\n  }}\n")
        };
        attributes.iter().map(attribute).collect()
    };
    let quoted = |text: &str| format!("\"{text}\"");
    let (source, target) = (quoted(source), quoted(target));
    let subject = [
        ("serviceName", "\"is\""),
        ("resourceType", "\"endpoint-gateway\""),
        ("accountId", &source),
    ];
    let resource = [
        ("serviceName", "\"backup-recovery\""),
        ("accountId", &target),
        ("serviceInstance", named),
    ];
    format!(
        "resource \"ibm_iam_authorization_policy\" \"p\" {{\n{lines}{}{}  roles = [\"Viewer\"]\n}}\n",
        all("subject_attributes", &subject),
        all("resource_attributes", &resource)
    )
}

#[test]
fn naming_an_account_does_not_create_a_policy_there() {
    const WRONG: [&str; 1] = ["policy-in-wrong-account"];
    let hub = "  provider = ibm.hub\n";
    let this = format!("\"{INSTANCE}\"");
    assert!(of(&attributes(hub, OURS, THEIRS, &this)).is_empty());
    for (lines, place) in [("", "the account of the gateway"), ("  provider = ibm\n", "")] {
        let found = of(&attributes(lines, OURS, THEIRS, &this));
        assert_eq!(rules(&found), WRONG);
        assert!(found[0].message.contains(place), "{}", found[0].message);
        let labels: Vec<_> = found[0].labels.iter().map(|one| one.message.as_str()).collect();
        assert!(labels.contains(&"the account that the policy names"), "{labels:?}");
    }
    // Which account an unknown provider configuration works in, nobody knows.
    assert!(of(&attributes("  provider = ibm.odd\n", OURS, THEIRS, &this)).is_empty());
    // It lets nobody in, whichever instance it is for.
    let unknown = of(&attributes("", OURS, THEIRS, "var.x"));
    assert_eq!(rules(&unknown), ["unauthorized-foreign-gateway"]);
    // Where another one lets the gateway in, it is of no use, and that is all.
    let right = format!("{hub}  source_service_account = \"{OURS}\"\n");
    let right = policy(&right).replace("\"p\"", "\"q\"");
    let both = of(&format!("{}{right}", attributes("", OURS, THEIRS, &this)));
    assert_eq!(rules(&both), ["subsumed-policy"]);
    // The account that it names is wrong, too: that comes first.
    let third = "1111111111111111111111111111111a";
    let found = of(&attributes("", OURS, third, &this));
    assert_eq!(rules(&found), WRONG);
    assert!(found[0].message.starts_with(&format!("the policy is for the account `{third}`")));
}

#[test]
fn where_the_source_is_the_targets_account_another_source_is_all_that_is_needed() {
    let hub = |source: &str, instance: &str| {
        policy(&format!(
            "  provider = ibm.hub\n  source_service_account = \"{source}\"\n{instance}"
        ))
    };
    let this = format!("  target_resource_instance_id = \"{INSTANCE}\"\n");
    let own = hub(THEIRS, &this);
    let this = format!("\"{INSTANCE}\"");
    for policy in [&own, &attributes("  provider = ibm.hub\n", THEIRS, THEIRS, &this)] {
        let found = of(policy);
        assert_eq!(rules(&found), ["same-account-policy"]);
        let help = found[0].help.as_deref();
        let name = format!("name the account of the gateway, `{OURS}`, as the source");
        assert_eq!(help, Some(name.as_str()));
    }
    // Then it lets the gateway in.
    assert!(of(&own.replace(THEIRS, OURS)).is_empty());
    // Whether it was meant for the gateway is not known, or another one lets it in.
    let two = ["unauthorized-foreign-gateway", "same-account-policy"];
    assert_eq!(rules(&of(&hub(THEIRS, ""))), two);
    let both = format!("{own}{}", hub(OURS, "").replace("\"p\"", "\"q\""));
    let found = of(&both);
    assert_eq!(rules(&found), ["same-account-policy"]);
    assert!(found[0].help.as_ref().unwrap().starts_with("drop the policy"));
    // For which of two gateways it was meant is not known.
    let more = format!("{own}{}", gateway(&crn()).replace("\"g\"", "\"h\""));
    assert_eq!(rules(&of(&more)), ["same-account-policy"]);
    let more = format!("{}  provider = ibm.third\n", "\"h\" {\n");
    let more = format!("{own}{}", gateway(&crn()).replace("\"g\" {\n", &more));
    let third =
        toml().replace("\" }", "\", \"ibm.third\" = \"1111111111111111111111111111111a\" }");
    let text = format!("{}{more}", gateway(&crn()));
    let found = checked(&third, &["."], &[("main.tf", &text)]).findings;
    let alone = "unauthorized-foreign-gateway";
    assert_eq!(rules(&found), [alone, "same-account-policy", alone]);
}

#[test]
fn a_role_that_another_policy_grants_is_not_missing() {
    let of = |text: &str| checked(&toml(), &["."], &[("main.tf", text)]).findings;
    let lines = format!(
        "  provider = ibm.hub\n  source_service_account = \"{OURS}\"\n  \
         target_resource_instance_id = \"{INSTANCE}\"\n"
    );
    let two = |roles: [&str; 2]| {
        let one = |name: &str, role: &str| {
            policy(&lines).replace("\"p\"", name).replace("\"Viewer\"", role)
        };
        of(&format!("{}{}", one("\"p\"", roles[0]), one("\"q\"", roles[1])))
    };
    for roles in [["\"Reader\"", "\"Viewer\""], ["\"Viewer\", \"Writer\"", "\"Reader\""]] {
        let found = two(roles);
        assert_eq!(rules(&found), [BESIDE[1]], "{roles:?}");
        let help = found[0].help.as_ref().unwrap();
        assert!(help.starts_with("drop this policy"), "{help}");
        assert!(found[0].fix.is_none() && found[0].level.name() == "info");
    }
    // What is not known may be anything, and what sees nothing is of no help.
    for roles in [["\"Reader\"", "var.role"], ["\"Reader\"", "\"Manager\""]] {
        let found = two(roles);
        let first = found.iter().find(|one| one.rule == BESIDE[1]).unwrap();
        assert!(first.help.as_ref().unwrap().starts_with("grant Viewer"), "{roles:?}");
        assert!(first.fix.is_some());
    }
}

#[test]
fn a_delegator_beside_a_reader_is_not_missing() {
    let of = |roles: [&str; 2]| {
        let one = |name: &str, role: &str| {
            policy("")
                .replace("  source_resource_type = \"endpoint-gateway\"\n", "")
                .replace("\"is\"", "\"databases-for-postgresql\"")
                .replace("\"backup-recovery\"", "\"kms\"")
                .replace("\"p\"", name)
                .replace("\"Viewer\"", role)
        };
        let text = format!("{}{}", one("\"p\"", roles[0]), one("\"q\"", roles[1]));
        let found = checked(&toml(), &["."], &[("main.tf", &text)]).findings;
        found.iter().filter(|one| one.rule == "delegator-role").count()
    };
    assert_eq!(of(["\"Reader\"", "\"Authorization Delegator\""]), 0);
    assert_eq!(of(["\"Reader\"", "\"Manager\""]), 2);
}
