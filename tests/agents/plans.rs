//! The same in plans.

use super::{DEFAULT, said};

/// A plan that makes the gateway, of a configuration that holds `more` beside it.
fn plan(more: &str) -> String {
    let gateway = r#""address": "ibm_is_virtual_endpoint_gateway.g", "mode": "managed",
        "type": "ibm_is_virtual_endpoint_gateway", "name": "g""#;
    let crn = "crn:v1:bluemix:public:backup-recovery:eu-de:a/0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f:5b6a1f0e-93c7-4d28-8e41-7a2d90c3bf64::";
    format!(
        r#"{{"format_version": "1.2", "planned_values": {{"root_module": {{}}}},
        "resource_changes": [{{{gateway}, "change": {{"actions": ["create"], "before": null,
            "after": {{"name": "g", "target": [{{"crn": "{crn}", "resource_type": "provider_cloud_service"}}]}},
            "after_unknown": {{"id": true}}}}}}],
        "configuration": {{"provider_config": {{"ibm": {{"name": "ibm"}}}}, "root_module": {{"resources": [
            {{{gateway}, "provider_config_key": "ibm", "expressions": {{"name": {{"constant_value": "g"}},
                "target": [{{"crn": {{"constant_value": "{crn}"}}}}]}}}}{more}]}}}}}}"#
    )
}

#[test]
fn plans_hide_what_files_hide() {
    let rules = &["missing-reserved-ip", "unauthorized-foreign-gateway"];
    let found = |more: &str| {
        let (mut found, _) = said(DEFAULT, &["."], rules, &[("plan.json", &plan(more))]);
        for one in &mut found {
            one.truncate(one.find(':').unwrap());
        }
        found.join(" ")
    };
    let both = "missing-reserved-ip unauthorized-foreign-gateway";
    let of = |kind: &str, rest: &str| {
        format!(
            r#", {{"mode": "managed", "type": "{kind}", "name": "x", "provider_config_key": "x"{rest}}}"#
        )
    };
    let refers = r#", "expressions": {"a": {"references": ["ibm_is_virtual_endpoint_gateway.g.id", "ibm_is_virtual_endpoint_gateway.g"]}}"#;
    let runs = r#", "provisioners": [{"type": "local-exec", "expressions": {}}]"#;
    let copies = r#", "provisioners": [{"type": "file", "expressions": {}}]"#;
    let depends = r#", "depends_on": ["ibm_is_virtual_endpoint_gateway.g"]"#;
    let sleeps = r#", "provisioners": [{"type": "local-exec", "expressions": {"command": {"constant_value": "sleep 60"}}}]"#;
    let data = |kind: &str, expressions: &str| {
        of(kind, &format!(r#", "expressions": {{{expressions}}}"#)).replace("managed", "data")
    };
    let post =
        r#""url": {"constant_value": "https://example.com"}, "method": {"constant_value": "POST"}"#;
    let later = r#""program": {"references": ["local.program"]}"#;
    let echo = r#""program": {"constant_value": ["echo", "{}"]}"#;
    for (more, said) in [
        (String::new(), both),
        (of("null_resource", sleeps), both),
        (data("http", post), "missing-reserved-ip"),
        (data("http", &post.replace("POST", "GET")), both),
        // A local may come from the gateway.
        (data("external", later), ""),
        (data("external", echo), both),
        (of("time_sleep", ""), both),
        (of("ibm_is_instance", refers), both),
        (of("ibm_is_instance", copies), both),
        (of("null_resource", refers), "unauthorized-foreign-gateway"),
        (of("terraform_data", depends), "unauthorized-foreign-gateway"),
        (of("ibm_iam_policy_assignment", ""), "missing-reserved-ip"),
        (of("null_resource", runs), "missing-reserved-ip"),
        (of("restapi_object", refers), ""),
        (of("terracurl_request", refers).replace("managed", "ephemeral"), ""),
        (of("random_password", "").replace("managed", "ephemeral"), both),
        (of("null_resource", &format!("{refers}{runs}")), ""),
    ] {
        assert_eq!(found(&more), said, "{more}");
    }
}

#[test]
fn an_old_plan_that_leaves_something_out_was_made_for_a_target() {
    let rules = &["missing-reserved-ip", "unauthorized-foreign-gateway"];
    let policy = r#""mode": "managed", "type": "ibm_iam_authorization_policy", "name": "p", "values": {"roles": ["Viewer"]}"#;
    let there = |module: &str| {
        let address = format!("{module}ibm_iam_authorization_policy.p");
        let resource = format!(r#"{{"address": "{address}", {policy}}}"#);
        let root = match module {
            "" => format!(r#""resources": [{resource}]"#),
            module => {
                let module = module.trim_end_matches('.');
                format!(
                    r#""child_modules": [{{"address": "{module}", "resources": [{resource}]}}]"#
                )
            }
        };
        format!(
            r#""prior_state": {{"format_version": "1.0", "values": {{"root_module": {{{root}}}}}}}, "#
        )
    };
    let goes = |kind: &str| {
        format!(
            r#""resource_changes": [{{"address": "{kind}.p", "mode": "managed", "type": "{kind}", "name": "p",
                "change": {{"actions": ["delete"], "before": {{}}, "after": null}}}}, "#
        )
    };
    let declared = |rest: &str| {
        format!(
            r#", {{"mode": "managed", "type": "ibm_iam_authorization_policy", "name": "p", "provider_config_key": "ibm"{rest}}}"#
        )
    };
    let found = |more: &str, top: &str, first: &str| {
        let text = plan(more)
            .replace("\"configuration\"", &format!("{top}\"configuration\""))
            .replace("\"resource_changes\": [", first);
        said(DEFAULT, &["."], rules, &[("plan.json", &text)]).0.len()
    };
    let none = "\"resource_changes\": [";
    assert_eq!(found("", "", none), 2);
    // The policy is there, and the plan does not say what becomes of it.
    assert_eq!(found("", &there(""), none), 0);
    assert_eq!(found("", &there("module.a[0]."), none), 0);
    // What is deleted is told, and a newer plan would say that it is partial.
    assert_eq!(found("", &there(""), &goes("ibm_iam_authorization_policy")), 2);
    assert_eq!(found("", &format!("{}\"complete\": true, ", there("")), none), 2);
    // It is declared, and not planned: only with `count` there may be none of it.
    assert_eq!(found(&declared(""), "", none), 0);
    let counted = r#", "count_expression": {"references": ["var.count"]}"#;
    assert_eq!(found(&declared(counted), "", none), 2);
    // Data sources are no changes, and others' resources nobody's business here.
    let data = there("").replace("managed", "data");
    assert_eq!(found("", &data, none), 2);
    let others = there("").replace("ibm_iam_authorization_policy", "time_sleep");
    assert_eq!(found("", &others, none), 2);
}

#[test]
fn actions_that_a_plan_runs_hide_all() {
    let rules = &["missing-reserved-ip", "unauthorized-foreign-gateway"];
    let both = "missing-reserved-ip unauthorized-foreign-gateway";
    for (address, said) in [
        ("action.local_command.x", ""),
        ("module.m[\\\"a.b\\\"].action.local_command.x[\\\"c.d\\\"]", ""),
        ("action.restapi_call.x", ""),
        ("action.aws_lambda_invoke.x", both),
    ] {
        for invoked in [
            format!(r#""action_invocations": [{{"action_address": "{address}"}}]"#),
            format!(
                r#""deferred_action_invocations": [{{"reason": "x", "action_invocation": {{"action_address": "{address}"}}}}]"#
            ),
        ] {
            let text =
                plan("").replace("\"configuration\"", &format!("{invoked}, \"configuration\""));
            let (mut found, notes) = super::said(DEFAULT, &["."], rules, &[("plan.json", &text)]);
            assert!(!notes.iter().any(|note| note.contains('\\')), "{notes:?}");
            for one in &mut found {
                one.truncate(one.find(':').unwrap());
            }
            assert_eq!(found.join(" "), said, "{invoked}");
        }
    }
}

#[test]
fn a_group_that_is_there_has_the_rules_that_a_plan_shows() {
    let found = |action: &str, values: &str| {
        let group = r#""address": "ibm_is_security_group.s", "mode": "managed",
            "type": "ibm_is_security_group", "name": "s""#;
        let declared = format!(
            r#", {{{group}, "provider_config_key": "ibm", "expressions": {{"name": {{"constant_value": "s"}}}}}}"#
        );
        let change = format!(
            r#"{{{group}, "change": {{"actions": ["{action}"], "before": null, "after": {{"name": "s"{values}}}, "after_unknown": {{}}}}}}, "#
        );
        let text = plan(&declared)
            .replace("\"resource_changes\": [", &format!("\"resource_changes\": [{change}"))
            .replace(r#""id": true"#, r#""id": true, "security_groups": true"#)
            .replace(
                r#""expressions": {"name": {"constant_value": "g"},"#,
                r#""expressions": {"name": {"constant_value": "g"}, "security_groups": {"references": ["ibm_is_security_group.s.id", "ibm_is_security_group.s"]},"#,
            );
        said(DEFAULT, &["."], &["closed-security-group"], &[("plan.json", &text)]).0.len()
    };
    assert_eq!(found("create", ""), 1);
    assert_eq!(found("no-op", r#", "id": "r010-1", "rules": []"#), 1);
    let rule = |direction: &str| {
        format!(
            r#", "id": "r010-1", "rules": [{{"direction": "{direction}", "remote": "0.0.0.0/0"}}]"#
        )
    };
    assert_eq!(found("no-op", &rule("outbound")), 1);
    assert_eq!(found("no-op", &rule("inbound")), 0);
    assert_eq!(found("update", &rule("inbound")), 0);
    // Which it has is not shown.
    assert_eq!(found("update", ""), 0);
    assert_eq!(found("no-op", r#", "id": "r010-1""#), 0);
}
