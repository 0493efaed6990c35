//! Which policies let a gateway in, and which only look like it: by resource type, role and instance.

use super::gateway::{DEFAULT, GATEWAY, said};

/// What is said of the gateway and of the one policy in the account of its target.
fn of(kind: &str, role: &str, instance: &str) -> Vec<String> {
    let line = |name: &str, value: &str| {
        if value.is_empty() { String::new() } else { format!("  {name} = {value}\n") }
    };
    let text = format!(
        "{GATEWAY}variable \"x\" {{}}\nresource \"ibm_iam_authorization_policy\" \"p\" {{\n  \
         provider = ibm.target\n  source_service_name = \"is\"\n{}  source_service_account = \
         \"3f1b2c4d5e6f708192a3b4c5d6e7f809\"\n  target_service_name = \"backup-recovery\"\n{}  \
         roles = [{role}]\n}}\n",
        line("source_resource_type", kind),
        line("target_resource_instance_id", instance),
    );
    let toml = format!(
        "{DEFAULT}providers = {{ \"ibm.target\" = \"0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f\" }}\n"
    );
    let rules = [
        "missing-viewer-role",
        "policy-misses-target",
        "policy-in-wrong-account",
        "missing-source-account",
        "unauthorized-foreign-gateway",
    ];
    let (found, _) = said(&toml, &["."], &rules, &[("main.tf", &text)]);
    found.iter().map(|one| one[..one.find(':').unwrap()].to_owned()).collect()
}

#[test]
fn a_policy_that_speaks_of_no_gateway_needs_a_role_that_sees() {
    const GATEWAYS: &str = "\"endpoint-gateway\"";
    const DISKS: &str = "\"volume\"";
    const THIS: &str = "\"5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64\"";
    const ANOTHER: &str = "\"c81d4e2f-7b3a-4f60-9d15-2e8a6b0c4f97\"";
    const UNKNOWN: &str = "var.x";
    const NONE: &str = "";
    const SEES: &str = "\"Viewer\"";
    const BLIND: &str = "\"Reader\"";
    const OWN: &str = "\"Looks at backups\"";
    const LET_IN: &[&str] = &[];
    const UNAUTHORIZED: &[&str] = &["unauthorized-foreign-gateway"];
    const MISSED: &[&str] = &["policy-misses-target"];
    const ROLE: &[&str] = &["missing-viewer-role"];
    for (kind, role, instance, expected) in [
        // It names endpoint gateways.
        (GATEWAYS, SEES, THIS, LET_IN),
        (GATEWAYS, SEES, UNKNOWN, LET_IN),
        (GATEWAYS, SEES, NONE, LET_IN),
        (GATEWAYS, SEES, ANOTHER, MISSED),
        (GATEWAYS, OWN, UNKNOWN, LET_IN),
        (GATEWAYS, BLIND, THIS, ROLE),
        (GATEWAYS, BLIND, UNKNOWN, ROLE),
        (GATEWAYS, BLIND, NONE, ROLE),
        // It is for all of VPC: gateways, disks and the rest.
        (NONE, SEES, THIS, LET_IN),
        (NONE, SEES, UNKNOWN, LET_IN),
        (NONE, SEES, NONE, LET_IN),
        (NONE, SEES, ANOTHER, UNAUTHORIZED),
        (NONE, OWN, THIS, LET_IN),
        (NONE, OWN, UNKNOWN, LET_IN),
        (NONE, UNKNOWN, UNKNOWN, LET_IN),
        // Nothing in VPC but a gateway needs to see an instance: this is for something else.
        (NONE, BLIND, THIS, UNAUTHORIZED),
        (NONE, BLIND, UNKNOWN, UNAUTHORIZED),
        (NONE, BLIND, NONE, UNAUTHORIZED),
        (NONE, BLIND, ANOTHER, UNAUTHORIZED),
        // Whether it is for gateways is not known.
        (UNKNOWN, SEES, THIS, LET_IN),
        (UNKNOWN, BLIND, UNKNOWN, LET_IN),
        // It is for something else.
        (DISKS, SEES, THIS, UNAUTHORIZED),
        (DISKS, SEES, UNKNOWN, UNAUTHORIZED),
        (DISKS, BLIND, UNKNOWN, UNAUTHORIZED),
    ] {
        assert_eq!(of(kind, role, instance), expected, "{kind} {role} {instance}");
    }
}
