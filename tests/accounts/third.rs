//! Three accounts: what is there for one target is not wrong because another one has no policy.

use super::{INSTANCE, OURS, THEIRS, named, policy, said};

const THIRD: &str = "1c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f";
const OTHER: &str = "c81d4e2f-7b3a-4f60-9d15-2e8a6b0c4f97";
const ALIASES: &str =
    "provider \"ibm\" {\n  alias = \"hub\"\n}\nprovider \"ibm\" {\n  alias = \"two\"\n}\n";

/// What is said of a root module with a provider configuration for each account, and of a JSON policy.
fn of(root: &str, json: Option<&str>) -> Vec<String> {
    let toml = format!(
        "[accounts]\ndefault = \"{OURS}\"\nproviders = {{ \"ibm.hub\" = \"{THEIRS}\", \"ibm.two\" = \"{THIRD}\" }}\n"
    );
    let root = format!("{ALIASES}{root}");
    let files = [("main.tf", root.as_str())].into_iter();
    let files: Vec<_> = files.chain(json.map(|text| ("p.json", text))).collect();
    let mut all = said(&toml, &files);
    all.retain(|one| !one.ends_with("cross-account-support-unknown"));
    all
}

fn from_ours(provider: &str, lines: &str) -> String {
    policy(&format!("  provider = {provider}\n  source_service_account = \"{OURS}\"\n{lines}"))
}

#[test]
fn a_policy_for_all_instances_of_one_account_is_none_for_another() {
    let waits = "  depends_on = [ibm_iam_authorization_policy.p]\n";
    let (a, b) = (named("a", THEIRS, INSTANCE, waits), named("b", THIRD, OTHER, ""));
    let group = "  target_resource_group_id = \"7f3a9c2e5b1d4860a7c9e2f4b6d81053\"\n";
    for lines in ["", group] {
        let p = from_ours("ibm.hub", lines);
        assert_eq!(of(&format!("{a}{b}{p}"), None), ["warning unauthorized-foreign-gateway"]);
        assert_eq!(of(&format!("{b}{p}"), None), ["warning unauthorized-foreign-gateway"]);
        // One that was left in the account of the gateways can be for none of them.
        let left = from_ours("ibm", lines);
        assert_eq!(of(&format!("{b}{left}"), None), ["error policy-in-wrong-account"]);
    }
    // One that names the very instance is for that.
    let instance = format!("  target_resource_instance_id = \"{OTHER}\"\n");
    let named = from_ours("ibm.hub", &instance);
    assert_eq!(of(&format!("{b}{named}"), None), ["error policy-in-wrong-account"]);
}

#[test]
fn a_gateway_need_not_wait_for_what_may_be_for_another() {
    let (g, h) = (named("g", THEIRS, INSTANCE, ""), named("h", THEIRS, OTHER, ""));
    let waits = "  depends_on = [ibm_iam_authorization_policy.p]\n";
    let h_waits = named("h", THEIRS, OTHER, waits);
    let group = "  target_resource_group_id = \"7f3a9c2e5b1d4860a7c9e2f4b6d81053\"\n";
    let p = from_ours("ibm.hub", group);
    let attribute =
        |name: &str, value: &str| format!(r#"{{"name": "{name}", "value": "{value}"}}"#);
    let json = format!(
        r#"{{"type": "authorization", "subjects": [{{"attributes": [{}, {}, {}]}}], "roles": [{{"role_id": "crn:v1:bluemix:public:iam::::role:Viewer"}}], "resources": [{{"attributes": [{}, {}, {}]}}]}}"#,
        attribute("accountId", OURS),
        attribute("serviceName", "is"),
        attribute("resourceType", "endpoint-gateway"),
        attribute("accountId", THEIRS),
        attribute("serviceName", "backup-recovery"),
        attribute("serviceInstance", INSTANCE),
    );
    let nothing: [&str; 0] = [];
    assert_eq!(of(&format!("{g}{h_waits}{p}"), Some(&json)), nothing);
    // Without it, the policy of the group is what lets both in.
    let late = "warning gateway-before-policy";
    assert_eq!(of(&format!("{g}{h}{p}"), None), [late, late]);
}
