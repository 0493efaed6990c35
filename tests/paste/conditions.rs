//! What a gateway leads to may be there only when the gateway is: a policy must not ask for what is not there.

use super::{
    SERVICE, THEIRS, UNAUTHORIZED, checked, gateway, instance, lets_in, said, toml, value,
};

fn with(text: &str, line: &str) -> String {
    text.replacen("  name", &format!("  {line}\n  name"), 1)
}

const ON: &str = "count = var.on ? 1 : 0";
const VARIABLE: &str = "variable \"on\" {\n  type = bool\n}\n";

#[test]
fn a_policy_is_there_only_if_what_it_reads_is() {
    let each = "for_each = var.on ? toset([\"a\"]) : toset([])";
    let by_index = "  count = length(ibm_resource_instance.backup) > 0 ? 1 : 0\n\n  provider ";
    let by_key =
        "  count = contains(keys(ibm_resource_instance.backup), \"a\") ? 1 : 0\n\n  provider ";
    for (own, made, index, count) in [
        (ON, ON, "[0]", by_index),
        ("count = 0", "count = 0", "[0]", by_index),
        (each, ON, "[0]", by_index),
        (ON, each, "[\"a\"]", by_key),
        // Whatever is read surely is there, or the gateway fails without it, too.
        (ON, "count = 1", "[0]", ""),
        ("count = 1", ON, "[0]", ""),
        (ON, "tags = []", "", ""),
    ] {
        let crn = format!("ibm_resource_instance.backup{index}.crn");
        let text =
            format!("{VARIABLE}{}{}", with(&gateway(&crn), own), with(&instance(SERVICE), made));
        let files = [("main.tf", text.as_str())];
        let finding = said(&files);
        let pasted = finding.paste.as_deref().unwrap();
        assert_eq!(pasted.contains("  count"), !count.is_empty(), "{pasted}");
        assert!(pasted.contains(count), "{pasted}");
        let id = format!("ibm_resource_instance.backup{index}.guid");
        assert_eq!(value(&finding, "target_resource_instance_id"), id);
        lets_in(&files, &finding);
    }
}

#[test]
fn one_call_of_a_module_may_have_none() {
    let call = |name: &str, on: bool| {
        format!(
            "module \"{name}\" {{\n  source = \"./m\"\n  providers = {{ ibm = ibm, ibm.owner = ibm.hub }}\n  \
             on = {on}\n}}\n"
        )
    };
    let made = with(&instance(SERVICE), ON).replace("ibm.hub", "ibm.owner");
    let own = with(&gateway("ibm_resource_instance.backup[0].crn"), ON);
    let inner = format!("{VARIABLE}{own}{made}");
    let root = format!("{}{}", call("a", true), call("b", false));
    let files = [("m/main.tf", inner.as_str()), ("main.tf", root.as_str())];
    let mut all = checked(&toml(), &files);
    all.retain(|one| one.rule == UNAUTHORIZED);
    let pasted: Vec<&str> = all.iter().filter_map(|one| one.paste.as_deref()).collect();
    let [pasted] = pasted.as_slice() else { panic!("{all:?}") };
    let count = "  count = length(ibm_resource_instance.backup) > 0 ? 1 : 0\n";
    assert!(pasted.contains(count), "{pasted}");
}

#[test]
fn a_module_or_an_input_may_have_none() {
    let made = instance(SERVICE).replace("  provider = ibm.hub\n", "");
    let made = format!("{made}output \"crn\" {{\n  value = ibm_resource_instance.backup.crn\n}}\n");
    let of = |count: &str| {
        let module = format!(
            "module \"b\" {{\n  source = \"./b\"\n  {count}\n  providers = {{ ibm = ibm.hub }}\n}}\n"
        );
        let text = format!("{VARIABLE}{module}{}", with(&gateway("module.b[0].crn"), ON));
        said(&[("main.tf", &text), ("b/main.tf", &made)])
    };
    let pasted = of("count = 1").paste.unwrap();
    assert!(pasted.contains("  count = length(module.b) > 0 ? 1 : 0\n"), "{pasted}");
    assert!(pasted.contains("= split(\":\", module.b[0].crn)[7]\n"), "{pasted}");
    // Nobody knows which instance that is.
    let open = "var.INSTANCE_OF_THE_TARGET # the ID of the instance, the eighth part of its CRN";
    assert_eq!(value(&of(ON), "target_resource_instance_id"), open);
    let crn =
        format!("\"crn:v1:bluemix:public:backup-recovery:eu-de:a/{THEIRS}:${{var.ids[0]}}::\"");
    let text = format!("{VARIABLE}variable \"ids\" {{}}\n{}", with(&gateway(&crn), ON));
    let pasted = said(&[("main.tf", &text)]).paste.unwrap();
    assert!(pasted.contains("  count = length(var.ids) > 0 ? 1 : 0\n"), "{pasted}");
}

#[test]
fn a_policy_in_json_is_counted_too() {
    let text = r#"{"variable": {"on": {"type": "bool"}},
        "resource": {"ibm_is_virtual_endpoint_gateway": {"g": {"name": "g", "count": "${var.on ? 1 : 0}",
        "target": {"crn": "${ibm_resource_instance.backup[0].crn}",
        "resource_type": "provider_cloud_service"}}}, "ibm_resource_instance": {"backup": {
        "count": "${var.on ? 1 : 0}", "provider": "ibm.hub", "service": "backup-recovery"}}}}"#;
    let finding = said(&[("main.tf.json", text)]);
    let pasted: serde_json::Value =
        serde_json::from_str(finding.paste.as_deref().unwrap()).unwrap();
    let policy = &pasted["resource"]["ibm_iam_authorization_policy"]["g"];
    assert_eq!(policy["count"], "${length(ibm_resource_instance.backup) > 0 ? 1 : 0}");
}
