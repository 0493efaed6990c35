//! One block in several instances, one policy beside several gateways: one finding, one piece of advice,
//! or who needs which.

use super::gateway::GATEWAY;
use bluelint::config::Config;
use bluelint::disk::MemoryDisk;
use bluelint::finding::Finding;
use bluelint::rules::RULES;
use bluelint::{Settings, lint};

const OURS: &str = "3f1b2c4d5e6f708192a3b4c5d6e7f809";
const THEIRS: &str = "0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f";
const OTHERS: &str = "1111111111111111111111111111111a";
const INSTANCE: &str = "5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64";

fn accounts() -> String {
    format!(
        "[accounts]\ndefault = \"{OURS}\"\nproviders = {{ \"ibm.target\" = \"{THEIRS}\", \
         \"ibm.other\" = \"{OTHERS}\" }}\n"
    )
}

fn found(rule: &str, files: &[(&str, &str)]) -> Vec<Finding> {
    let settings = Settings {
        paths: vec![".".into()],
        configs: Config::parse("bluelint.toml", &accounts(), RULES).unwrap().into(),
        rules: RULES.iter().filter(|one| one.name == rule).collect(),
        ..Settings::default()
    };
    lint(&MemoryDisk::new(files.iter().copied()), &settings).unwrap().findings
}

fn help(finding: &Finding) -> &str {
    finding.help.as_deref().unwrap()
}

fn policy(lines: &str) -> String {
    format!(
        "resource \"ibm_iam_authorization_policy\" \"p\" {{\n  source_service_name = \"is\"\n  \
         source_resource_type = \"endpoint-gateway\"\n  target_service_name = \"backup-recovery\"\n  \
         roles = [\"Viewer\"]\n{lines}}}\n"
    )
}

/// The policy that lets the gateway in.
fn right() -> String {
    policy(&format!(
        "  provider = ibm.target\n  source_service_account = \"{OURS}\"\n  \
         target_resource_instance_id = \"{INSTANCE}\"\n"
    ))
}

fn call(name: &str, more: &str) -> String {
    format!("module \"{name}\" {{\n  source = \"./m\"\n  {more}\n}}\n")
}

const LATE: &str = "gateway-before-policy";

#[test]
fn what_each_call_has_to_wait_for_is_said_once() {
    let root = format!("{}{}{}", call("a", ""), call("b", ""), right());
    let all = found(LATE, &[("main.tf", &root), ("m/main.tf", GATEWAY)]);
    let [one] = all.as_slice() else { panic!("{all:?}") };
    let [a, b] = ["a", "b"].map(|name| format!("module.{name}.ibm_is_virtual_endpoint_gateway.g"));
    assert_eq!(one.addresses, [a.as_str(), &b]);
    let waits = "write `depends_on = [ibm_iam_authorization_policy.p]` in";
    assert_eq!(help(one), format!("for `{a}`: {waits} `module.a`; for `{b}`: {waits} `module.b`"));
    let calls = one.labels.iter().filter(|label| label.message == "called here").count();
    assert_eq!(calls, 2);
    // One more instance that needs something is another finding for a baseline.
    let more = format!("{root}{}", call("c", ""));
    let more = found(LATE, &[("main.tf", &more), ("m/main.tf", GATEWAY)]);
    let again = found(LATE, &[("main.tf", &root), ("m/main.tf", GATEWAY)]);
    assert_ne!(more.first().unwrap().fingerprint, one.fingerprint);
    assert_eq!(again.first().unwrap().fingerprint, one.fingerprint);
}

#[test]
fn a_gateway_waits_for_the_policy_that_is_of_use() {
    let wide = right()
        .replace("\"p\"", "\"q\"")
        .replace(&format!("  target_resource_instance_id = \"{INSTANCE}\"\n"), "");
    let useless = right().replace("Viewer", "Reader");
    let all = found(LATE, &[("main.tf", &format!("{GATEWAY}{useless}{wide}"))]);
    let [one] = all.as_slice() else { panic!("{all:?}") };
    assert!(help(one).contains("ibm_iam_authorization_policy.q"), "{}", help(one));
}

#[test]
fn advice_in_a_block_is_right_for_all_its_instances() {
    let inner = format!("variable \"after\" {{}}\n{GATEWAY}{}", right());
    let inner = inner.replace("roles = [", "description = var.after\n  roles = [");
    let giving = "resource \"ibm_is_virtual_endpoint_gateway_ip\" \"i\" {\n  gateway = \
                  module.b.gateway\n  reserved_ip = \"r\"\n}\n";
    let output = "output \"gateway\" {\n  value = ibm_is_virtual_endpoint_gateway.g.id\n}\n";
    let of = |after: &str| {
        let passing = "providers = { ibm = ibm, ibm.target = ibm.target }\n  after = ";
        let [a, b] = [("a", "\"x\""), ("b", after)]
            .map(|(name, value)| call(name, &format!("{passing}{value}")));
        let inner = format!("{inner}{output}");
        let root = format!("{a}{b}{giving}");
        let all = found(LATE, &[("main.tf", &root), ("m/main.tf", &inner)]);
        let [one] = all.as_slice() else { panic!("{after}: {all:?}") };
        assert_eq!(one.addresses.len(), 2);
        help(one).to_owned()
    };
    let waits = "write `depends_on = [ibm_iam_authorization_policy.p]` in the gateway";
    assert_eq!(of("\"y\""), waits);
    // In `module.b` the policy waits for the gateway: what is right for `module.a` would close a cycle.
    assert!(of("ibm_is_virtual_endpoint_gateway_ip.i.id").ends_with("would close a cycle"));
}

#[test]
fn one_policy_is_sent_one_way() {
    let lines = format!(
        "  source_service_account = \"{OURS}\"\n  target_resource_instance_id = \"{INSTANCE}\"\n"
    );
    let beside = policy(&lines);
    let maybe = policy(&format!(
        "  provider = ibm.target\n  source_service_account = \"{OURS}\"\n  \
         target_resource_instance_id = var.x\n"
    ));
    let maybe = maybe.replace("\"p\"", "\"maybe\"");
    let of = |inside: &str, outside: &str| {
        let root = format!("variable \"x\" {{}}\n{outside}{maybe}{}", call("m", ""));
        let inner = format!("{inside}{beside}");
        found("missing-provider-alias", &[("main.tf", &root), ("m/main.tf", &inner)])
    };
    let second = GATEWAY.replace("\"g\"", "\"h\"");
    // Passed to the whole module, it would take the gateway in it along.
    for (inside, outside, is_within) in [
        (GATEWAY, "", true),
        ("", GATEWAY, false),
        (GATEWAY, second.as_str(), true),
        (second.as_str(), GATEWAY, true),
    ] {
        let all = of(inside, outside);
        let [one] = all.as_slice() else { panic!("{inside}{outside}: {all:?}") };
        assert_eq!(help(one).contains("configuration_aliases"), is_within, "{}", help(one));
    }
}

#[test]
fn a_policy_is_in_one_wrong_account_only() {
    let second = GATEWAY.replace(THEIRS, OTHERS).replace("\"g\"", "\"h\"");
    let wide = policy(&format!("  source_service_account = \"{OURS}\"\n"));
    let of = |gateways: &[&str]| {
        let text = format!("{}{wide}", gateways.concat());
        let rules =
            ["policy-in-wrong-account", "unauthorized-foreign-gateway", "same-account-policy"];
        rules.map(|rule| found(rule, &[("main.tf", &text)]).len())
    };
    assert_eq!(of(&[GATEWAY]), [1, 0, 0]);
    let again = GATEWAY.replace("\"g\"", "\"i\"");
    assert_eq!(of(&[GATEWAY, &again]), [1, 0, 0]);
    // It cannot be meant for both, and for which one nobody knows.
    assert_eq!(of(&[GATEWAY, &second]), [0, 2, 1]);
}

#[test]
fn a_policy_has_one_source_account_only() {
    let lines =
        format!("  provider = ibm.target\n  target_resource_instance_id = \"{INSTANCE}\"\n");
    let second = GATEWAY
        .replace("  name = \"g\"", "  provider = ibm.other\n  name = \"h\"")
        .replace("\" \"g\"", "\" \"h\"");
    let of = |gateways: &[&str]| {
        let text = format!("{}{}", gateways.concat(), policy(&lines));
        let all = found("missing-source-account", &[("main.tf", &text)]);
        let [one] = all.as_slice() else { panic!("{all:?}") };
        help(one).to_owned()
    };
    assert_eq!(of(&[GATEWAY]), format!("set `source_service_account = \"{OURS}\"`"));
    assert_eq!(of(&[&second]), format!("set `source_service_account = \"{OTHERS}\"`"));
    assert_eq!(
        of(&[GATEWAY, &second]),
        "set `source_service_account` to the account of one of the gateways, and write a policy for \
         each other account"
    );
}

#[test]
fn what_a_block_waits_for_is_written_once() {
    let other = "c81d4e2f-7b3a-4f60-9d15-2e8a6b0c4f97";
    let two = |text: &str| text.replace(INSTANCE, other);
    let second = two(&right()).replace("\"p\"", "\"q\"");
    let both =
        "write `depends_on = [ibm_iam_authorization_policy.p, ibm_iam_authorization_policy.q]` in ";
    // Two gateways in one module.
    let inner = format!("{GATEWAY}{}", two(GATEWAY).replace("\"g\"", "\"h\""));
    let root = format!("{}{}{second}", call("m", ""), right());
    let all = found(LATE, &[("main.tf", &root), ("m/main.tf", &inner)]);
    let helps: Vec<&str> = all.iter().map(help).collect();
    assert_eq!(helps, [format!("{both}`module.m`"), format!("{both}`module.m`")]);
    // Two instances of one block.
    let each = GATEWAY
        .replacen("  name", "  for_each = toset([\"A\", \"B\"])\n  name", 1)
        .replace(INSTANCE, &format!("${{each.key == \"A\" ? \"{INSTANCE}\" : \"{other}\"}}"));
    let all = found(LATE, &[("main.tf", &format!("{each}{}{second}", right()))]);
    let [one] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(help(one), format!("{both}the gateway"));
}

#[test]
fn a_module_without_instances_is_like_a_resource_without_them() {
    let off = |text: &str| text.replacen("  name", "  count = 0\n  name", 1);
    let second = GATEWAY.replace("\"g\"", "\"h\"");
    for beside in [String::new(), right(), policy(""), format!("{}{second}", right())] {
        let own = format!("{}{beside}", off(GATEWAY));
        let own = [("main.tf", own.as_str())];
        let root = format!("{}{beside}", call("m", "count = 0"));
        let called = [("main.tf", root.as_str()), ("m/main.tf", GATEWAY)];
        let mut spoken = 0;
        for rule in RULES.iter().filter(|one| matches!(one.group, "access" | "gateway")) {
            let [own, called] = [&own[..], &called[..]].map(|files| found(rule.name, files).len());
            assert_eq!(own, called, "{}: {beside}", rule.name);
            spoken += own;
        }
        assert!(spoken > 0);
        // Nothing waits where nothing is.
        let late = usize::from(beside.contains("\"h\""));
        assert_eq!(found(LATE, &called).len(), late);
    }
}
