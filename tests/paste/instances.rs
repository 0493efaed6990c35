//! What is pasted for a gateway of several instances is right for each of them.

use super::{
    INSTANCE, OURS, SERVICE, THEIRS, UNAUTHORIZED, checked, gateway, instance, lets_in, said, toml,
    value,
};

fn keyed(text: &str, each: &str) -> String {
    text.replacen("  name", &format!("  {each}\n  name"), 1)
}

const EACH: &str = "for_each = toset([\"a\", \"b-long\"])";

#[test]
fn instances_with_targets_of_their_own_get_one_policy_each() {
    let made = keyed(&instance(SERVICE), EACH);
    let text =
        format!("{}{made}", keyed(&gateway("ibm_resource_instance.backup[each.key].crn"), EACH));
    let files = [("main.tf", text.as_str())];
    let finding = said(&files);
    assert_eq!(finding.addresses.len(), 2);
    assert_eq!(
        finding.paste.as_deref().unwrap(),
        format!(
            r#"resource "ibm_iam_authorization_policy" "g" {{
  for_each = {{
    "a"      = ibm_resource_instance.backup["a"].guid
    "b-long" = ibm_resource_instance.backup["b-long"].guid
  }}

  provider                    = ibm.hub # of the account {THEIRS}
  source_service_name         = "is"
  source_resource_type        = "endpoint-gateway"
  source_service_account      = "{OURS}"
  target_service_name         = "backup-recovery"
  target_resource_instance_id = each.value
  roles                       = ["Viewer"]
}}"#
        )
    );
    let waits = "write `depends_on = [ibm_iam_authorization_policy.g]` in the gateway";
    assert!(finding.help.as_ref().unwrap().contains(waits));
    lets_in(&files, &finding);
}

#[test]
fn instances_may_differ_in_their_services() {
    let made = keyed(
        &instance("  service = each.value\n"),
        "for_each = { a = \"kms\", b = \"backup-recovery\" }",
    );
    let text = format!(
        "{}{made}",
        keyed(
            &gateway("ibm_resource_instance.backup[each.key].crn"),
            "for_each = toset([\"a\", \"b\"])"
        )
    );
    let files = [("main.tf", text.as_str())];
    let finding = said(&files);
    let pasted = finding.paste.as_deref().unwrap();
    let first = "    \"a\" = {\n      service  = \"kms\"\n      instance = \
                 ibm_resource_instance.backup[\"a\"].guid\n    }\n";
    assert!(pasted.contains(first), "{pasted}");
    assert!(pasted.contains("  target_service_name         = each.value.service\n"), "{pasted}");
    lets_in(&files, &finding);
}

#[test]
fn instances_that_are_counted_are_numbered() {
    let made = keyed(&instance(SERVICE), "count = 2");
    let text = format!(
        "{}{made}",
        keyed(&gateway("ibm_resource_instance.backup[count.index].crn"), "count = 2")
    );
    let files = [("main.tf", text.as_str())];
    let finding = said(&files);
    let pasted = finding.paste.as_deref().unwrap();
    assert!(pasted.contains("    \"1\" = ibm_resource_instance.backup[1].guid\n"), "{pasted}");
    lets_in(&files, &finding);
}

#[test]
fn instances_with_one_target_need_one_policy() {
    let text = format!(
        "{}{}",
        keyed(&gateway("ibm_resource_instance.backup.crn"), EACH),
        instance(SERVICE)
    );
    let files = [("main.tf", text.as_str())];
    let finding = said(&files);
    assert_eq!(finding.addresses.len(), 2);
    assert!(!finding.paste.as_deref().unwrap().contains("for_each"));
    lets_in(&files, &finding);
}

#[test]
fn instances_of_a_module_share_what_is_pasted_into_it() {
    let crn = format!(
        "\"crn:v1:bluemix:public:backup-recovery:eu-de:a/{THEIRS}:${{ibm_resource_instance.backup.guid}}::\""
    );
    let inner = format!("{}{}", gateway(&crn), instance(SERVICE).replace("ibm.hub", "ibm.owner"));
    let root = format!(
        "module \"m\" {{\n  source = \"./m\"\n  {EACH}\n  providers = {{ ibm = ibm, ibm.owner = ibm.hub }}\n}}\n"
    );
    let finding = said(&[("m/main.tf", &inner), ("main.tf", &root)]);
    assert_eq!(finding.addresses.len(), 2);
    let pasted = finding.paste.as_deref().unwrap();
    assert!(pasted.contains("= ibm_resource_instance.backup.guid\n"), "{pasted}");
    lets_in(&[("m/main.tf", &inner), ("main.tf", &root)], &finding);
}

#[test]
fn instances_in_json_get_the_same() {
    let text =
        r#"{"resource": {"ibm_is_virtual_endpoint_gateway": {"g": {"name": "g", "for_each": "EACH",
        "target": {"crn": "${ibm_resource_instance.backup[each.key].crn}",
        "resource_type": "provider_cloud_service"}}}, "ibm_resource_instance": {"backup": {
        "for_each": "EACH", "provider": "ibm.hub", "service": "backup-recovery"}}}}"#
            .replace("EACH", r#"${toset([\"a\", \"b\"])}"#);
    let finding = said(&[("main.tf.json", &text)]);
    let pasted: serde_json::Value =
        serde_json::from_str(finding.paste.as_deref().unwrap()).unwrap();
    let policy = &pasted["resource"]["ibm_iam_authorization_policy"]["g"];
    assert_eq!(policy["for_each"]["b"], "${ibm_resource_instance.backup[\"b\"].guid}");
    assert_eq!(policy["target_resource_instance_id"], "${each.value}");
    let pasted = pasted.to_string();
    let files = [("main.tf.json", text.as_str()), ("policy.tf.json", &pasted)];
    assert!(checked(&super::toml(), &files).iter().all(|one| one.rule != UNAUTHORIZED));
}

#[test]
fn a_policy_of_very_many_instances_is_not_pasted() {
    let of = |modules: usize, gateways: usize| {
        let crn = format!(
            "\"crn:v1:bluemix:public:kms:eu-de:a/{THEIRS}:id-${{var.n}}-${{count.index}}::\""
        );
        let inner = format!(
            "variable \"n\" {{}}\n{}",
            keyed(&gateway(&crn), &format!("count = {gateways}"))
        );
        let root = format!(
            "module \"m\" {{\n  source = \"./m\"\n  count = {modules}\n  n = count.index\n}}\n"
        );
        said(&[("main.tf", &root), ("m/main.tf", &inner)])
    };
    let pasted = of(4, 16).paste.unwrap();
    assert!(pasted.contains("    \"3/15\" = \"id-3-15\"\n"), "{pasted}");
    let many = of(5, 13);
    assert_eq!((many.addresses.len(), many.paste), (65, None));
    let help = format!(
        "create a policy for it in the account `{THEIRS}`, before the gateway is created; "
    );
    assert!(many.help.unwrap().starts_with(&help));
}

#[test]
fn what_is_left_open_may_differ() {
    let crn = |id: &str| {
        format!("\"crn:v1:bluemix:public:backup-recovery:eu-de:a/{THEIRS}:${{{id}}}::\"")
    };
    let open = "var.INSTANCE_OF_THE_TARGET # the ID of the instance, the eighth part of its CRN";
    let of = |id: &str| gateway(&crn(id));
    let text = format!(
        "variable \"i\" {{}}\nvariable \"j\" {{}}\n{}{}",
        of("split(\"/\", var.i)[0]"),
        of("split(\"/\", var.j)[0]").replace("\"g\"", "\"h\"")
    );
    let mut all = checked(&toml(), &[("main.tf", &text)]);
    all.retain(|one| one.rule == UNAUTHORIZED);
    assert_eq!(all.len(), 2);
    for (finding, name) in all.iter().zip(["g", "h"]) {
        let start = format!("resource \"ibm_iam_authorization_policy\" \"{name}\" {{\n");
        assert!(finding.paste.as_ref().unwrap().starts_with(&start), "{finding:?}");
        assert_eq!(value(finding, "target_resource_instance_id"), open);
        assert!(!finding.help.as_ref().unwrap().contains("both"), "{finding:?}");
    }
    // Each waits for its own only.
    for (finding, name) in all.iter().zip(["g", "h"]) {
        let waits = format!("`depends_on = [ibm_iam_authorization_policy.{name}]` in the gateway;");
        assert!(finding.help.as_ref().unwrap().contains(&waits), "{finding:?}");
    }
    // So may it in instances of one block.
    let each = keyed(&of("split(\"/\", var.i[each.key])[0]"), EACH);
    let finding = said(&[("main.tf", &format!("variable \"i\" {{}}\n{each}"))]);
    assert_eq!(finding.addresses.len(), 2);
    let pasted = finding.paste.unwrap();
    let open = open.replace(" #", "_2 #");
    assert!(pasted.contains(&format!("    \"b-long\" = {open}\n")), "{pasted}");
}

#[test]
fn a_block_waits_for_all_that_is_pasted_for_it() {
    let both = "write `depends_on = [ibm_iam_authorization_policy.g, ibm_iam_authorization_policy.g_2]` in ";
    let other = |text: &str| text.replace("5b6a1f0e", "c81d4e2f");
    // Instances of one block lead to two things that are written in two places.
    let keyed = format!(
        "locals {{\n  to = {{ a = {}, b = {} }}\n}}\n{}",
        super::crn(),
        other(&super::crn()),
        keyed(&gateway("each.value"), "for_each = local.to")
    );
    // Two gateways of one module.
    let inner = gateway(&super::crn());
    let inner = format!("{inner}{}", other(&inner).replace("\"g\"", "\"h\""));
    let call = "module \"m\" {\n  source = \"./m\"\n}\n";
    let both_of = both.replace("g_2", "h");
    for (files, waits) in [
        (vec![("main.tf", keyed.as_str())], format!("{both}the gateway; ")),
        (
            vec![("main.tf", call), ("m/main.tf", &inner)],
            format!("{both_of}the call of `module.m`; "),
        ),
    ] {
        let mut all = checked(&toml(), &files);
        all.retain(|one| one.rule == UNAUTHORIZED);
        assert_eq!(all.len(), 2);
        for one in &all {
            assert!(one.help.as_ref().unwrap().contains(&waits), "{:?}", one.help);
        }
    }
}

#[test]
fn instances_of_which_nobody_knows_the_number_may_have_several_targets() {
    let each = " (one for each target that instances of the gateway have), with the ID";
    let of = |repeats: &str, id: &str| {
        let crn = format!("\"crn:v1:bluemix:public:kms:eu-de:a/{THEIRS}:{id}::\"");
        let own = gateway(&crn).replacen("  name", &format!("{repeats}  name"), 1);
        said(&[("main.tf", &format!("variable \"x\" {{}}\n{own}"))])
    };
    for (repeats, id, has) in [
        ("  for_each = var.x\n", "${each.value}", true),
        ("  count = var.x\n", "x-${count.index}", true),
        ("  count = var.x\n", INSTANCE, false),
        ("", "x-${var.x}", false),
        ("  count = 1\n", "x-${var.x}", false),
    ] {
        let finding = of(repeats, id);
        let help = finding.help.as_deref().unwrap();
        assert_eq!(help.contains(each), has, "{help}");
    }
}

#[test]
fn what_is_left_open_for_several_has_a_name_for_each() {
    let of = |keys: &str| {
        let crn =
            format!("\"crn:v1:bluemix:public:kms:eu-de:a/{THEIRS}:${{var.x}}-${{each.key}}::\"");
        let repeats = format!("  for_each = toset([{keys}])\n  name");
        let own = gateway(&crn).replacen("  name", &repeats, 1);
        said(&[("main.tf", &format!("variable \"x\" {{}}\n{own}"))])
    };
    let two = of("\"a\", \"b\"");
    for (key, number) in [("\"a\"", 1), ("\"b\"", 2)] {
        let name = format!(
            "var.INSTANCE_OF_THE_TARGET_{number} # the ID of the instance, the eighth part of its CRN"
        );
        assert_eq!(value(&two, key), name);
    }
    let names =
        "for each of `var.INSTANCE_OF_THE_TARGET_1` and `var.INSTANCE_OF_THE_TARGET_2`, and";
    assert!(two.help.as_ref().unwrap().contains(names), "{two:?}");
    let many = of("\"a\", \"b\", \"c\"").help.unwrap();
    assert!(many.contains("for each of `var.INSTANCE_OF_THE_TARGET_1` and 2 more, and"), "{many}");
}
