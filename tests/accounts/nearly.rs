//! Policies that are nearly right for a gateway: each mistake is said, each once, and with what to do.

use super::{INSTANCE, OURS, THEIRS, checked, crn, default, gateway, policy, said};
use bluelint::finding::Finding;
use bluelint::source::Span;

#[test]
fn one_policy_gets_one_advice() {
    let toml = format!("[accounts.folders]\nspoke = \"{OURS}\"\nhub = \"{THEIRS}\"\n");
    let of = |source: &str, hub: &str| {
        let lines = format!("{source}  target_resource_instance_id = \"{INSTANCE}\"\n");
        let own = format!("{}{}", gateway(&crn()), policy(&lines));
        let mut said = said(&toml, &[("spoke/main.tf", &own), ("hub/main.tf", hub)]);
        said.retain(|one| !one.ends_with("gateway-before-policy"));
        said
    };
    let source = format!("  source_service_account = \"{OURS}\"\n");
    let letting =
        |instance: &str| policy(&format!("{source}  target_resource_instance_id = {instance}\n"));
    let sure = letting(&format!("\"{INSTANCE}\""));
    let maybe = format!("variable \"instance\" {{}}\n{}", letting("var.instance"));
    for source in [source.as_str(), ""] {
        // The hub lets the gateway in: the second policy is of no use, wherever it is created.
        assert_eq!(of(source, &sure), ["warning same-account-policy"]);
        // It is not known whether it does: what is there for the gateway is in the wrong account.
        assert_eq!(of(source, &maybe), ["warning missing-provider-alias"]);
        assert_eq!(of(source, "locals {}\n"), ["error policy-in-wrong-account"]);
    }
}

/// Of a gateway of ours, what is said of it and of these policies, each with the provider configuration
/// `ibm.target` of their account but for those that say something else.
fn of_policies(policies: &[String]) -> Vec<String> {
    let toml = format!(
        "{}providers = {{ \"ibm.target\" = \"{THEIRS}\", \"ibm.odd\" = \"{ODD}\" }}\n",
        default()
    );
    let mut text = gateway(&crn());
    for (at, lines) in policies.iter().enumerate() {
        let name = format!("\"p{at}\"");
        let lines = if lines.contains("provider ") {
            lines.clone()
        } else {
            format!("  provider = ibm.target\n{lines}")
        };
        text += &policy(&lines).replace("\"p\"", &name);
    }
    let mut said = said(&toml, &[("main.tf", &text)]);
    said.retain(|one| !one.ends_with("gateway-before-policy"));
    said.sort();
    said
}

const ODD: &str = "1111111111111111111111111111111a";

#[test]
fn policies_that_are_wrong_in_different_sorts_are_both_said() {
    let source = |account: &str| format!("  source_service_account = \"{account}\"\n");
    let instance = format!("  target_resource_instance_id = \"{INSTANCE}\"\n");
    let right = format!("{}{instance}", source(OURS));
    let elsewhere = format!("  provider = ibm.odd\n{right}");
    let without = instance.clone();
    let swapped = format!("  provider = ibm\n{}{instance}", source(THEIRS));
    let both = |one: &str, other: &str| of_policies(&[one.to_owned(), other.to_owned()]);
    let is = |names: &[&str]| names.iter().map(|name| format!("error {name}")).collect::<Vec<_>>();
    assert_eq!(
        both(&without, &elsewhere),
        is(&["missing-source-account", "policy-in-wrong-account"])
    );
    assert_eq!(both(&swapped, &elsewhere), is(&["policy-in-wrong-account", "swapped-accounts"]));
    assert_eq!(both(&swapped, &without), is(&["missing-source-account", "swapped-accounts"]));
    // What does not name the instance may well be for another gateway.
    let wide = format!("  provider = ibm.odd\n{}", source(OURS));
    assert_eq!(both(&without, &wide), is(&["missing-source-account"]));
    assert_eq!(of_policies(&[wide]), ["warning unauthorized-foreign-gateway"]);
    // Where one lets the gateway in, nothing is wrong with it.
    assert_eq!(both(&right, &elsewhere), is(&[]));
}

#[test]
fn a_role_that_is_of_no_use_hides_no_other_mistake() {
    let of = |role: &str, provider: &str| {
        let toml = format!("{}providers = {{ \"ibm.target\" = \"{THEIRS}\" }}\n", default());
        let lines = |provider: &str| {
            format!(
                "{provider}  source_service_account = \"{OURS}\"\n  \
                 target_resource_instance_id = \"{INSTANCE}\"\n"
            )
        };
        let one = policy(&lines("  provider = ibm.target\n")).replace("Viewer", role);
        let two = policy(&lines(provider)).replace("\"p\"", "\"two\"");
        let mut said = said(&toml, &[("main.tf", &format!("{}{one}{two}", gateway(&crn())))]);
        said.retain(|one| !one.ends_with("gateway-before-policy"));
        said
    };
    let both = ["error missing-viewer-role", "error policy-in-wrong-account"];
    assert_eq!(of("Reader", ""), both);
    // A role of one's own may let it in: then the other is of no use.
    assert_eq!(of("Looks at backups", ""), ["warning same-account-policy"]);
    // What is granted by the other one is not missing.
    assert_eq!(of("Reader", "  provider = ibm.target\n"), ["info missing-viewer-role"]);
}

#[test]
fn a_policy_that_shares_neither_service_nor_instance_is_another_one() {
    let of = |service: &str, instance: &str| {
        let lines = format!("  source_service_account = \"{OURS}\"\n{instance}");
        let toml = format!("{}providers = {{ \"ibm.target\" = \"{THEIRS}\" }}\n", default());
        let policy = policy(&format!("  provider = ibm.target\n{lines}"));
        let policy = policy.replacen("\"backup-recovery\"", service, 1);
        let text = format!("variable \"x\" {{}}\n{}{policy}", gateway(&crn()));
        said(&toml, &[("main.tf", &text)])
    };
    let named = |id: &str| format!("  target_resource_instance_id = \"{id}\"\n");
    let other = named("c81d4e2f-7b3a-4f60-9d15-2e8a6b0c4f97");
    let missed = ["warning policy-misses-target"];
    let none = ["warning unauthorized-foreign-gateway"];
    assert_eq!(of("\"backup-recovery\"", &other), missed);
    assert_eq!(of("\"kms\"", &named(INSTANCE)), missed);
    assert_eq!(of("\"kms\"", &other), none);
    assert_eq!(of("\"kms\"", ""), none);
    assert_eq!(of("\"kms\"", "  target_resource_instance_id = var.x\n"), none);
    assert_eq!(of("var.x", &other), none);
    // A misspelt service is the one that is meant.
    assert_eq!(of("\"backup-recovry\"", &other), missed);
}

/// What is said of the policy of a wrong provider configuration, and in which call it is passed.
fn passed_in(files: &[(&str, &str)]) -> (String, String) {
    let run = checked("", &["."], files);
    let is_it = |one: &&Finding| one.rule == "missing-provider-alias";
    let one = run.findings.iter().find(is_it).unwrap();
    let place = |span: Span| {
        let source = run.sources.get(span.source);
        format!("{}:{}", source.path, source.position(span.start as usize).line)
    };
    let passed = one.labels.iter().filter(|label| label.message == "pass it in this call");
    let passed: Vec<String> = passed.map(|label| place(label.span)).collect();
    (one.help.clone().unwrap(), passed.join(" "))
}

fn says((help, at): (String, String), text: &str, place: &str) {
    assert!(help.starts_with(text), "{help}");
    assert_eq!(at, place, "{help}");
}

fn give(how: &str) -> String {
    format!(
        "give the policy a provider configuration of the account `{THEIRS}`, such as `ibm.target`: {how}"
    )
}

const PASSES: &str = "providers = { ibm.hub = ibm }";

/// The policy without a provider configuration, and the same with one of its own; and the gateway.
fn three() -> [String; 3] {
    let lines = format!(
        "  source_service_account = \"{OURS}\"\n  target_resource_instance_id = \"{INSTANCE}\"\n"
    );
    let named = policy(&format!("{lines}  provider = ibm.hub\n"));
    [policy(&lines), named, gateway(&crn())]
}

fn call(name: &str, more: &str) -> String {
    format!("module \"{name}\" {{\n  source = \"./{name}\"\n  {more}\n}}\n")
}

#[test]
fn a_module_is_passed_the_account_in_its_call() {
    let [plain, named, gateway] = three();
    let of_one = |inner: &str, more: &str| {
        passed_in(&[("main.tf", &format!("{gateway}{}", call("m", more))), ("m/main.tf", inner)])
    };
    let plainly = give("write `providers = { ibm = ibm.target }` in the call of `module.m`");
    let exchanged = give("write `ibm.hub = ibm.target` in `providers` in the call of `module.m`");
    says(of_one(&plain, ""), &plainly, "main.tf:8");
    says(of_one(&plain, "for_each = toset([\"a\"])"), &plainly, "main.tf:8");
    says(of_one(&named, PASSES), &exchanged, "main.tf:8");
    // What is passed by other names is none of its.
    let added = give("add `ibm = ibm.target` to `providers` in the call of `module.m`");
    says(of_one(&plain, PASSES), &added, "main.tf:8");
    // One module further in: it is the call beside the gateway that counts.
    let outer = format!("{gateway}{}", call("b", "").replace("./b", "../b"));
    let files = [("main.tf", &call("a", "")), ("a/main.tf", &outer), ("b/main.tf", &plain)];
    let inner = give(
        "write `providers = { ibm = ibm, ibm.target = ibm.target }` in the call of `module.a`, list \
         `ibm.target` among its `configuration_aliases`, write `providers = { ibm = ibm.target }` in the \
         call of `module.b`",
    );
    says(passed_in(&files.map(|(path, text)| (path, text.as_str()))), &inner, "a/main.tf:8");
}

#[test]
fn a_module_that_has_both_gets_a_name_for_the_account() {
    let [plain, named, gateway] = three();
    let both = |policy: &str, more: &str| {
        passed_in(&[("main.tf", &call("m", more)), ("m/main.tf", &format!("{gateway}{policy}"))])
    };
    let within = |entry: &str, name: &str| {
        give(&format!(
            "{entry} in the call of `module.m`, list `{name}` among its `configuration_aliases`, and write \
             `provider = {name}` in the policy"
        ))
    };
    let new = "write `providers = { ibm = ibm, ibm.target = ibm.target }`";
    says(both(&plain, ""), &within(new, "ibm.target"), "main.tf:1");
    let exchanged = give("write `ibm.hub = ibm.target` in `providers` in the call of `module.m`");
    says(both(&named, PASSES), &exchanged, "main.tf:1");
    // The name is that of another provider configuration there.
    let taken = "providers = { ibm = ibm, ibm.target = ibm.odd }";
    let new = "add `ibm.hub = ibm.target` to `providers`";
    says(both(&plain, taken), &within(new, "ibm.hub"), "main.tf:1");
    // The module has it already.
    let has = "providers = { ibm = ibm, ibm.own = ibm.target }";
    says(both(&plain, has), &give("write `provider = ibm.own` in the policy"), "main.tf:1");
}
