//! Where nothing is said of a gateway into another account, a note says why; and what is not sure is not
//! guessed.

use super::{INSTANCE, OURS, THEIRS, checked, crn, default, gateway, hidden, policy, said};
use bluelint::report;

const OTHER: &str = "c81d4e2f-7b3a-4f60-9d15-2e8a6b0c4f97";
const UNAUTHORIZED: &str = "warning unauthorized-foreign-gateway";

fn toml() -> String {
    format!("{}providers = {{ \"ibm.hub\" = \"{THEIRS}\" }}\n", default())
}

/// The lines of a policy in the target's account for gateways of ours.
fn lines(instance: &str) -> String {
    format!(
        "  provider = ibm.hub\n  source_service_account = \"{OURS}\"\n  \
         target_resource_instance_id = \"{instance}\"\n"
    )
}

#[test]
fn a_policy_without_an_instance_is_said_to_be_none() {
    let of = |more: &str| {
        let text = format!(
            "variable \"many\" {{\n  default = 0\n}}\n{}{}",
            gateway(&crn()),
            policy(&format!("{more}{}", lines(INSTANCE)))
        );
        checked(&toml(), &["."], &[("main.tf", &text)])
    };
    for more in ["  count = 0\n", "  for_each = toset([])\n", "  count = var.many\n"] {
        let run = of(more);
        let why = "`ibm_iam_authorization_policy.p` would let it in, but has no instance here";
        assert!(hidden(&run).is_some_and(|note| note.ends_with(why)), "{more}");
    }
    for more in ["  count = 1\n", "", "  for_each = toset([\"a\"])\n", "  count = var.unset\n"] {
        assert_eq!(hidden(&of(more)), None, "{more}");
    }
}

#[test]
fn a_target_that_is_not_decided_is_said() {
    let of = |one: &str, other: &str, more: &str| {
        let crn = format!("var.a ? {one} : {other}");
        let text = format!("variable \"a\" {{\n  type = bool\n}}\n{}{more}", gateway(&crn));
        let run = checked(&toml(), &["."], &[("main.tf", &text)]);
        let found = run.findings.iter().filter(|one| one.rule == "unauthorized-foreign-gateway");
        (hidden(&run).map(str::to_owned), found.map(|one| one.message.clone()).collect::<Vec<_>>())
    };
    let (ours, other) = (crn().replace(THEIRS, OURS), crn().replace(INSTANCE, OTHER));
    let lets_in = policy(&lines(INSTANCE));
    let says = "what it leads to is not decided, and may be in another account";
    // At home for one outcome, or let in.
    for (one, more) in [(&ours, ""), (&other, lets_in.as_str())] {
        let (note, found) = of(one, &crn(), more);
        assert!(note.is_some_and(|note| note.ends_with(says)) && found.is_empty(), "{one}");
    }
    assert_eq!(of(&ours, &ours.replace(INSTANCE, OTHER), ""), (None, Vec::new()));
    let third = "1111111111111111111111111111111a";
    for (one, accounts) in [
        (&other, format!("`{THEIRS}`")),
        (&crn().replace(THEIRS, third), format!("`{THEIRS}` or `{third}`")),
    ] {
        let says = format!(
            "the gateway of `{OURS}` leads into {accounts}, whatever is decided, and no policy that was \
             given lets it in"
        );
        assert_eq!(of(one, &crn(), ""), (None, vec![says]));
    }
}

#[test]
fn many_instances_are_said_to_be_looked_at_as_one() {
    let of = |many: usize, each: &str| {
        let text = format!(
            "locals {{\n  crns = {{ for i in range({many}) : tostring(i) => {} }}\n}}\n{}",
            crn(),
            gateway("each.value").replacen("{\n", &format!("{{\n  {each}\n"), 1)
        );
        checked(&toml(), &["."], &[("main.tf", &text)])
    };
    let notes = |run: &bluelint::Run| {
        let of = run.notes.iter().filter(|note| note.text.contains("looked at as one"));
        of.map(|note| note.text.clone()).collect::<Vec<_>>()
    };
    let shown = |run: &bluelint::Run| {
        let mut out = Vec::new();
        report::show(run, &report::Style::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let few = of(64, "for_each = local.crns");
    assert!(notes(&few).is_empty() && !shown(&few).contains("stands for"));
    for each in ["for_each = local.crns", "count = length(local.crns)"] {
        let many = of(65, each);
        let says = "the 65 instances of `ibm_is_virtual_endpoint_gateway.g` of `.` are looked at as \
                    one, of which less is known";
        assert_eq!(notes(&many), [says]);
        assert!(shown(&many).contains("terraform, stands for 65 instances\n"), "{}", shown(&many));
    }
    // In modules they are as many for each.
    let calls = "module \"m\" {\n  source = \"./m\"\n  count = 70\n}\n";
    let inner = gateway(&crn()).replacen("{\n", "{\n  count = 100\n", 1);
    let both = checked(&toml(), &["."], &[("main.tf", calls), ("m/main.tf", &inner)]);
    assert_eq!(notes(&both).len(), 2);
    assert!(shown(&both).contains("stands for 7000 instances"), "{}", shown(&both));
}

#[test]
fn of_a_crn_that_is_none_nothing_else_is_said() {
    let of = |service: &str| {
        let text = gateway(&crn().replace("backup-recovery", service));
        said(&toml(), &[("main.tf", &text)])
    };
    assert_eq!(of("Backup_Recovery"), [""; 0]);
    assert_eq!(of(""), [""; 0]);
    assert_eq!(of("backup-recovery"), [UNAUTHORIZED]);
    let of = |wrong: &str| {
        let text = gateway(&crn().replace("crn:v1:bluemix:public:", wrong));
        said(&toml(), &[("main.tf", &text)])
    };
    for wrong in ["crn:v2:bluemix:public:", "crn:v1:bluemx:public:", "crn:v1:bluemix:pblic:"] {
        assert_eq!(of(wrong), [""; 0], "{wrong}");
    }
    assert_eq!(of("crn:v1:bluemix:dedicated:"), [UNAUTHORIZED]);
    assert_eq!(of("crn:v1:${var.cloud}:public:"), [UNAUTHORIZED]);
}

#[test]
fn a_list_of_instances_is_named_and_a_pattern_is_compared() {
    let of = |operator: &str, value: &str| {
        let one = |key: &str, operator: &str, value: &str| {
            format!(r#"{{"key": "{key}", "operator": "{operator}", "value": {value}}}"#)
        };
        let plain = |key: &str, value: &str| one(key, "stringEquals", &format!("\"{value}\""));
        let body = format!(
            r#"{{"type": "authorization",
            "subject": {{"attributes": [{}, {}, {}]}}, "resource": {{"attributes": [{}, {}, {}]}},
            "control": {{"grant": {{"roles": [{{"role_id": "crn:v1:bluemix:public:iam::::role:Viewer"}}]}}}}}}"#,
            plain("accountId", OURS),
            plain("serviceName", "is"),
            plain("resourceType", "endpoint-gateway"),
            plain("accountId", THEIRS),
            plain("serviceName", "backup-recovery"),
            one("serviceInstance", operator, value),
        );
        let run = checked(&toml(), &["."], &[("main.tf", &gateway(&crn())), ("p.json", &body)]);
        let found = run.findings.iter().map(|one| format!("{}: {}", one.rule, one.message));
        found.collect::<Vec<_>>()
    };
    let missed = |named: &str| {
        vec![format!(
            "policy-misses-target: the policy is for the instance {named}, but the gateway that it could \
             be for leads to another one"
        )]
    };
    let other = format!("`{OTHER}`");
    assert_eq!(of("stringEqualsAnyOf", &format!("[\"{OTHER}\"]")), missed(&other));
    let two = format!("[\"{OTHER}\", \"7d0e4b52-1c6f-4a83-b9f5-3e6d2a8c0b17\"]");
    let both = format!("{other} or `7d0e4b52-1c6f-4a83-b9f5-3e6d2a8c0b17`");
    assert_eq!(of("stringEqualsAnyOf", &two), missed(&both));
    assert_eq!(of("stringMatch", "\"c81d4e2f*\""), missed("`c81d4e2f*`"));
    assert_eq!(of("stringMatch", "\"*-nowhere\""), missed("`*-nowhere`"));
    for pattern in ["*", "5b6a1f0e*", "*bf64", "5b6a*64", "*93c7*"] {
        assert_eq!(of("stringMatch", &format!("\"{pattern}\"")), [""; 0], "{pattern}");
    }
}

#[test]
fn a_mistake_that_hangs_on_a_decision_is_said_to_be_none_yet() {
    let open = format!("var.a ? {} : {}", crn(), crn().replace(INSTANCE, OTHER));
    let of = |more: &str| {
        let text = format!("variable \"a\" {{\n  type = bool\n}}\n{}{more}", gateway(&open));
        let run = checked(&toml(), &["."], &[("main.tf", &text)]);
        let notes = run.notes.iter().filter_map(|note| {
            let rest = note.text.strip_prefix("whether a policy ")?;
            rest.strip_suffix(" is not judged: what a gateway leads to is not decided")
                .map(str::to_owned)
        });
        let judged =
            run.findings.iter().map(|one| one.rule).filter(|rule| rule.contains("account"));
        (notes.collect::<Vec<_>>(), judged.map(str::to_owned).collect::<Vec<_>>())
    };
    let third = "1111111111111111111111111111111a";
    let ours = lines(INSTANCE).replace("  provider = ibm.hub\n", "");
    let theirs = lines(INSTANCE).replace(OURS, THEIRS);
    let without = lines(INSTANCE).replace(&format!("  source_service_account = \"{OURS}\"\n"), "");
    for (more, says) in [
        (policy(&lines(third)), "misses a target"),
        (policy(&ours), "is in the wrong account"),
        (policy(&ours.replace(OURS, THEIRS)), "exchanges the accounts"),
        (policy(&theirs), "names the account of the target as the source"),
        (policy(&without), "lacks its source account"),
    ] {
        assert_eq!(of(&more), (vec![says.to_owned()], Vec::new()), "{more}");
    }
    // What is right for all outcomes, and what is for none.
    let wide =
        lines(INSTANCE).replace(&format!("  target_resource_instance_id = \"{INSTANCE}\"\n"), "");
    let other = policy(&lines(INSTANCE)).replace("backup-recovery", "kms").replace(INSTANCE, third);
    for more in [policy(&wide), other, String::new()] {
        assert_eq!(of(&more).0, [""; 0], "{more}");
    }
}

#[test]
fn many_blocks_are_said_not_to_be_looked_at() {
    let of = |many: usize| {
        let ips = format!(
            "  dynamic \"ips\" {{\n    for_each = range({many})\n    content {{\n      name = \"i\"\n    }}\n  }}\n"
        );
        let text = gateway(&crn()).replacen("  name", &format!("{ips}  name"), 1);
        let run = checked(&toml(), &["."], &[("main.tf", &text)]);
        let of = run.notes.iter().filter(|note| note.text.contains("are not looked at"));
        of.map(|note| note.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of(64), [""; 0]);
    let says = "the 65 blocks that `dynamic` in line 2 of `main.tf` makes are not looked at";
    assert_eq!(of(65), [says]);
}
