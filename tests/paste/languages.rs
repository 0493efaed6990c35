//! What is pasted is valid in the language of the file that it goes to, and fools nobody.

use super::{
    OURS, SERVICE, THEIRS, UNAUTHORIZED, checked, gateway, instance, lets_in, said, toml, value,
};

/// Turns the text around, is of a plane that needs eight digits, steers a log.
const HOSTILE: &str = "a\u{202e}b\u{e0041}##[error]";

#[test]
fn what_is_hidden_is_spelled_out_in_hcl() {
    let spelled = r"a\u202eb\U000e0041##\u005berror]";
    let plain =
        gateway(&format!("\"crn:v1:bluemix:public:backup-recovery:eu-de:a/{THEIRS}:{HOSTILE}::\""));
    let files = [("main.tf", plain.as_str())];
    let finding = said(&files);
    assert_eq!(value(&finding, "target_resource_instance_id"), format!("\"{spelled}\""));
    lets_in(&files, &finding);
    // So it is in a key, and in a reference.
    let key = HOSTILE.replace("##[error]", "");
    let spelled = spelled.replace(r"##\u005berror]", "");
    let each = format!("  for_each = toset([\"{key}\", \"b\"])\n  name");
    let made = instance(SERVICE).replacen("  name", &each, 1);
    let keyed = gateway("ibm_resource_instance.backup[each.key].crn").replacen("  name", &each, 1);
    let text = format!("{keyed}{made}");
    let files = [("main.tf", text.as_str())];
    let finding = said(&files);
    let pasted = finding.paste.as_deref().unwrap();
    let line = format!("    \"{spelled}\" = ibm_resource_instance.backup[\"{spelled}\"].guid\n");
    assert!(pasted.contains(&line), "{pasted}");
    // As long as it is spelled, the lines are aligned.
    let other = format!("    {:<width$} = ibm_resource", "\"b\"", width = spelled.len() + 2);
    assert!(pasted.contains(&other), "{pasted}");
    lets_in(&files, &finding);
}

#[test]
fn what_is_hidden_is_spelled_out_in_json() {
    let text = format!(
        r#"{{"resource": {{"ibm_is_virtual_endpoint_gateway": {{"g": {{"name": "g", "target": {{
        "crn": "crn:v1:bluemix:public:kms:eu-de:a/{THEIRS}:{HOSTILE}::",
        "resource_type": "provider_cloud_service"}}}}}}}}}}"#
    );
    let pasted = said(&[("main.tf.json", &text)]).paste.unwrap();
    assert!(pasted.contains(r#""a\u202eb\udb40\udc41##\u005berror]""#), "{pasted}");
    let files = [("main.tf.json", text.as_str()), ("policy.tf.json", &pasted)];
    assert!(checked(&toml(), &files).iter().all(|one| one.rule != UNAUTHORIZED));
}

/// What is pasted begins as it does in JSON.
fn is_json(finding: &bluelint::finding::Finding) -> bool {
    finding.paste.as_deref().unwrap().starts_with("{\n  \"resource\"")
}

#[test]
fn a_policy_is_in_the_language_of_the_module_that_it_goes_to() {
    let crn = format!("crn:v1:bluemix:public:kms:eu-de:a/{THEIRS}:b1::");
    let in_json = format!(
        r#"{{"resource": {{"ibm_is_virtual_endpoint_gateway": {{"g": {{"name": "g", "target": {{"crn": "{crn}",
        "resource_type": "provider_cloud_service"}}}}}}}}}}"#
    );
    let in_hcl = gateway(&format!("\"{crn}\""));
    let call = "module \"m\" {\n  source = \"./m\"\n}\n";
    let call_in_json = r#"{"module": {"m": {"source": "./m"}}}"#;
    let of = |files: &[(&str, &str)]| is_json(&said(files));
    assert!(!of(&[("main.tf", call), ("m/main.tf.json", &in_json)]));
    assert!(of(&[("main.tf.json", call_in_json), ("m/main.tf", &in_hcl)]));
    // The root module is in both.
    let both = [("main.tf.json", call_in_json), ("v.tf", "variable \"x\" {}\n")];
    assert!(!of(&[both[0], both[1], ("m/main.tf.json", &in_json)]));
    // It stands beside the gateway.
    assert!(of(&[("g.tf.json", &in_json), ("v.tf", "variable \"x\" {}\n")]));
}

#[test]
fn a_policy_for_another_folder_is_in_the_language_of_that() {
    let crn = format!("\"crn:v1:bluemix:public:kms:eu-de:a/{THEIRS}:b1::\"");
    let toml = format!("[accounts.folders]\nspoke = \"{OURS}\"\nhub = \"{THEIRS}\"\n");
    let of = |name: &str, text: &str| {
        let files = [("spoke/main.tf", &*gateway(&crn)), (name, text)];
        let all = checked(&toml, &files);
        is_json(all.iter().find(|one| one.rule == UNAUTHORIZED).unwrap())
    };
    assert!(of("hub/main.tf.json", r#"{"locals": {"a": 1}}"#));
    assert!(!of("hub/main.tf", "locals {\n  a = 1\n}\n"));
}

#[test]
fn what_is_read_beside_a_policy_is_in_its_language_too() {
    let inner = format!(
        r#"{{"data": {{"ibm_resource_instance": {{"b": {{"name": "${{var.of}}", "provider": "ibm.owner",
        "service": "kms"}}}}}}, "variable": {{"of": {{"default": "x${{y}}"}}}}, "resource": {{
        "ibm_is_virtual_endpoint_gateway": {{"g": {{"name": "g", "target": {{"crn":
        "crn:v1:bluemix:public:kms:eu-de:a/{THEIRS}:${{data.ibm_resource_instance.b.guid}}::",
        "resource_type": "provider_cloud_service"}}}}}}}}}}"#
    );
    let call = |ours: &str, more: &str| {
        format!(
            r#"{{"source": "./m", "providers": {{"ibm": "{ours}", "ibm.owner": "ibm.hub"}}{more}}}"#
        )
    };
    let toml = toml().replace(
        "providers = { ",
        "providers = { \"ibm.spoke\" = \"2f1b2c4d5e6f708192a3b4c5d6e7f809\", ",
    );
    let of = |a: &str, b: &str, folder: &str| {
        let root = format!(r#"{{"module": {{"a": {a}, "b": {b}}}}}"#);
        let files = [("main.tf.json", root.as_str()), ("m/main.tf.json", &inner)];
        let all = checked(&toml, &files);
        let pasted = all.iter().find_map(|one| one.paste.as_deref()).unwrap();
        let path = format!("{folder}policy.tf.json");
        let left = checked(&toml, &[files[0], files[1], (&path, pasted)]);
        assert!(left.iter().all(|one| one.rule != UNAUTHORIZED), "{pasted}");
        serde_json::from_str::<serde_json::Value>(pasted).unwrap()["data"].clone()
    };
    // Both look up one thing; each asks for its account.
    let (a, b) = (call("ibm", ""), call("ibm", ""));
    let read = &of(&a, &b, "")["ibm_resource_instance"]["g"];
    assert_eq!((&read["name"], &read["provider"]), (&"x$${y}".into(), &"ibm.hub".into()));
    let b = call("ibm.spoke", r#", "of": "z""#);
    assert_eq!(of(&a, &b, "m/")["ibm_iam_account_settings"]["g"], serde_json::json!({}));
}
