//! What is pasted is valid in the language of the file that it goes to, and fools nobody.

use super::{
    SERVICE, THEIRS, UNAUTHORIZED, checked, gateway, instance, lets_in, said, toml, value,
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
