//! What is said of one estate does not contradict itself: no advice is undone by another one, and a
//! policy that is there for something else is left alone.

use super::{INSTANCE, OURS, THEIRS, crn, gateway, named, policy, said};

const OTHER: &str = "c81d4e2f-7b3a-4f60-9d15-2e8a6b0c4f97";
const UNAUTHORIZED: &str = "warning unauthorized-foreign-gateway";

fn folders() -> String {
    format!("[accounts.folders]\nspoke = \"{OURS}\"\nhub = \"{THEIRS}\"\n")
}

/// What is said of both folders.
fn of(spoke: &str, hub: &str) -> Vec<String> {
    let mut all = said(&folders(), &[("spoke/main.tf", spoke), ("hub/main.tf", hub)]);
    all.retain(|one| !one.ends_with("cross-account-support-unknown"));
    all
}

/// A policy for `is` as such, by which the disks of servers get at keys.
fn volumes(lines: &str, roles: &str) -> String {
    let typed = "  source_resource_type = \"endpoint-gateway\"\n";
    let text = policy(lines).replace(typed, "").replace("backup-recovery", "kms");
    text.replace("\"Viewer\"", roles).replace("\"p\"", "\"volumes\"")
}

fn source(account: &str) -> String {
    format!("  source_service_account = \"{account}\"\n")
}

fn target(instance: &str) -> String {
    format!("  target_resource_instance_id = \"{instance}\"\n")
}

#[test]
fn a_policy_for_disks_is_none_for_gateways() {
    let to_keys = gateway(&crn().replace("backup-recovery", "kms"));
    for roles in ["\"Reader\"", "\"Reader\", \"Viewer\""] {
        for lines in [String::new(), target(OTHER), source(OURS)] {
            let spoke = format!("{to_keys}{}", volumes(&lines, roles));
            assert_eq!(of(&spoke, "locals {}\n"), [UNAUTHORIZED], "{lines}");
        }
        // The spoke's disks use a key of the hub.
        let hub = volumes(&format!("{}{}", source(OURS), target(OTHER)), roles);
        assert_eq!(of(&to_keys, &hub), [UNAUTHORIZED], "{hub}");
        // Nor does it hide what is wrong with one that is for gateways.
        let missed = policy(&format!("{}{}", source(OURS), target(OTHER)));
        let missed = missed.replace("backup-recovery", "kms");
        let both = format!("{hub}{missed}");
        let says = of(&to_keys, &both);
        assert!(says.contains(&"warning policy-misses-target".to_owned()), "{says:?}");
        let wrong = format!("{}{}", source(OURS), target(INSTANCE));
        let wrong = policy(&wrong).replace("backup-recovery", "kms");
        let spoke = format!("{to_keys}{}{wrong}", volumes("", roles));
        let says = of(&spoke, "locals {}\n");
        assert!(says.contains(&"error policy-in-wrong-account".to_owned()), "{says:?}");
    }
}

#[test]
fn a_policy_for_another_instance_is_meant_for_one_gateway_only() {
    let hub = policy(&format!("{}{}", source(OURS), target(OTHER)));
    let third = "7d0e4b52-1c6f-4a83-b9f5-3e6d2a8c0b17";
    let one = named("a", THEIRS, INSTANCE, "");
    assert_eq!(of(&one, &hub), ["warning policy-misses-target"]);
    let two = format!("{one}{}", named("b", THEIRS, third, ""));
    assert_eq!(of(&two, &hub), [UNAUTHORIZED, UNAUTHORIZED]);
    // Two gateways to one instance miss one policy, of which it is said once.
    let same = format!("{one}{}", named("b", THEIRS, INSTANCE, ""));
    assert_eq!(of(&same, &hub), ["warning policy-misses-target"]);
}

#[test]
fn a_policy_for_one_gateway_is_not_misplaced_for_another() {
    let toml = format!("[accounts.folders]\nspoke = \"{OURS}\"\n");
    let alias = "  provider = ibm.target\n";
    let alone = named("own", THEIRS, INSTANCE, alias);
    let lines = format!("{alias}{}{}", source(OURS), target(INSTANCE));
    let of = |gateways: &str| {
        let text = format!("{gateways}{}", policy(&lines));
        let run = super::checked(&toml, &["."], &[("spoke/main.tf", &text)]);
        let said = run.findings.into_iter().filter(|one| one.rule == "missing-provider-alias");
        said.map(|one| one.help.unwrap()).collect::<Vec<_>>()
    };
    let a = named("a", THEIRS, INSTANCE, "  depends_on = [ibm_iam_authorization_policy.p]\n");
    assert!(of(&format!("{a}{alone}")).is_empty());
    // Nobody else is let in: another configuration is named than the one that it has.
    let [help] = of(&alone).try_into().unwrap();
    assert!(help.contains("such as `provider = ibm.hub`"), "{help}");
    // A gateway to another instance is no reason.
    assert_eq!(of(&format!("{}{alone}", named("a", THEIRS, OTHER, ""))).len(), 1);
}

#[test]
fn a_policy_for_the_targets_own_gateways_is_not_in_the_wrong_account() {
    let alias = "  provider = ibm.o\n";
    let spoke = format!("{}{}", named("a", THEIRS, INSTANCE, ""), named("b", OURS, OTHER, alias));
    let hub = policy(&format!("{}{}", source(OURS), target(OTHER)));
    assert_eq!(of(&spoke, &hub), ["warning policy-misses-target"]);
}

#[test]
fn the_account_that_is_set_is_not_the_one_to_leave() {
    let toml = format!(
        "[accounts.folders]\nspoke = {{ default = \"{OURS}\", providers = {{ \"ibm.o\" = \
         \"{THEIRS}\" }} }}\nhub = \"{THEIRS}\"\n"
    );
    let a = named("a", OURS, INSTANCE, "  provider = ibm.o\n");
    let b = named("b", THEIRS, OTHER, "");
    let both = |gateways: &str| {
        let text = format!("{gateways}{}", policy(""));
        said(&toml, &[("spoke/main.tf", &text), ("hub/main.tf", "locals {}\n")])
    };
    assert_eq!(both(&b), ["error policy-in-wrong-account"]);
    let mut all = both(&format!("{a}{b}"));
    all.sort();
    assert_eq!(all, ["error missing-source-account", UNAUTHORIZED]);
}

#[test]
fn what_is_to_be_dropped_is_not_waited_for() {
    let lines = format!("{}{}", source(OURS), target(INSTANCE));
    let spoke = format!("{}{}", named("a", OURS, INSTANCE, "  provider = ibm.o\n"), policy(&lines));
    assert_eq!(of(&spoke, "locals {}\n"), ["warning same-account-policy"]);
    // Once it is told that the gateway's account is another one, that is the policy's to name.
    let lines = format!("  provider = ibm.target\n{}{}", source(OURS), target(INSTANCE));
    let spoke = format!("{}{}", gateway(&crn()), policy(&lines));
    assert_eq!(of(&spoke, "locals {}\n"), ["warning gateway-before-policy"]);
}

#[test]
fn what_is_to_be_dropped_needs_no_other_role() {
    let toml = format!("[accounts]\ndefault = \"{OURS}\"\n");
    let reader = |lines: &str| {
        let text = policy(&format!("{lines}{}", target(INSTANCE))).replace("Viewer", "Reader");
        said(&toml, &[("main.tf", &text)])
    };
    assert_eq!(reader(&source(OURS)), ["warning same-account-policy"]);
    assert_eq!(reader(&source(THEIRS)), ["error missing-viewer-role"]);
}

#[test]
fn of_two_that_are_to_be_dropped_none_is_kept() {
    let toml = format!("[accounts]\ndefault = \"{THEIRS}\"\n");
    let one = policy(&format!("{}{}", source(THEIRS), target(INSTANCE)));
    let wide = policy(&source(THEIRS)).replace("\"p\"", "\"q\"");
    let drop = "warning same-account-policy";
    let twin = one.replace("\"p\"", "\"q\"");
    for other in [&twin, &wide] {
        assert_eq!(said(&toml, &[("main.tf", &format!("{one}{other}"))]), [drop, drop]);
    }
    // Of what leads from one account into another one is to be kept.
    let kept = |text: &str| said(&toml, &[("main.tf", &text.replace(THEIRS, OURS))]);
    assert_eq!(kept(&format!("{one}{twin}")), ["error duplicate-policy"]);
    assert_eq!(kept(&format!("{one}{wide}")).len(), 1);
}

#[test]
fn which_of_two_policies_can_go_is_said_once_both_are_right() {
    let two = |provider: &str| {
        let wide = policy(&format!("{provider}{}", source(OURS)));
        let narrow = policy(&format!("{provider}{}{}", source(OURS), target(INSTANCE)));
        format!("{}{}{narrow}", gateway(&crn()), wide.replace("\"p\"", "\"all\""))
    };
    let toml = format!(
        "[accounts]\ndefault = \"{OURS}\"\nproviders = {{ \"ibm.hub\" = \"{THEIRS}\", \"ibm.odd\" = \
         \"1c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f\" }}\n"
    );
    let of = |provider: &str| said(&toml, &[("main.tf", &two(provider))]);
    let subsumed = "info subsumed-policy".to_owned();
    for wrong in ["", "  provider = ibm.odd\n"] {
        let all = of(wrong);
        assert!(all.contains(&"error policy-in-wrong-account".to_owned()), "{all:?}");
        assert!(!all.contains(&subsumed), "{all:?}");
    }
    assert!(of("  provider = ibm.hub\n").contains(&subsumed));
}
