//! What is pasted for a gateway in a module: where the module's own names are needed, it names a provider
//! configuration that the module has, or that its call has to pass.

use super::{
    OURS, SERVICE, THEIRS, UNAUTHORIZED, checked, crn, gateway, instance, lets_in, said, toml,
    value,
};
use bluelint::finding::Finding;

/// The target is made in the module, so that only the module knows its name.
fn inner(provider: &str) -> String {
    let crn = format!(
        "\"crn:v1:bluemix:public:backup-recovery:eu-de:a/{THEIRS}:${{ibm_resource_instance.backup.guid}}::\""
    );
    format!("{}{}", gateway(&crn), instance(SERVICE).replace("ibm.hub", provider))
}

fn call(more: &str) -> String {
    format!("module \"m\" {{\n  source = \"./m\"\n{more}}}\n")
}

fn only(toml: &str, files: &[(&str, &str)]) -> Option<Finding> {
    let mut all = checked(toml, files);
    all.retain(|one| one.rule == UNAUTHORIZED);
    assert!(all.len() < 2, "{all:?}");
    all.pop()
}

/// The provider configuration that is pasted into the module, and how it gets there. Where the call passes
/// `after`, the pasted policy lets the gateway in.
fn of(toml: &str, before: &str, after: &str, inner: &str) -> (String, Option<String>) {
    let finding = only(toml, &[("main.tf", &call(before)), ("m/main.tf", inner)]).unwrap();
    let pasted = finding.paste.clone().unwrap();
    assert!(pasted.contains("= ibm_resource_instance.backup.guid\n"), "{pasted}");
    let more = format!("{inner}\n{pasted}\n");
    let left = only(toml, &[("main.tf", &call(after)), ("m/main.tf", &more)]);
    assert!(left.is_none(), "{left:?}");
    let help = finding.help.clone().unwrap();
    let place = format!("create this policy in the account `{THEIRS}`, ");
    let passing = help.strip_prefix(&place).unwrap().split_once("and write `depends_on").unwrap().0;
    let passing = passing.strip_suffix(", ").map(str::to_owned);
    let has_provider = pasted.contains("  provider ");
    (if has_provider { value(&finding, "provider") } else { String::new() }, passing)
}

#[test]
fn it_names_a_provider_configuration_that_the_module_has() {
    let passes = "  providers = {\n    ibm       = ibm\n    ibm.owner = ibm.hub\n  }\n";
    let is = |name: &str| format!("{name} # of the account {THEIRS}");
    assert_eq!(of(&toml(), passes, passes, &inner("ibm.owner")), (is("ibm.owner"), None));
    // It has none yet.
    let plain = inner("ibm");
    let passes = "  providers = { ibm = ibm, ibm.hub = ibm.hub }\n";
    let how = "write `providers = { ibm = ibm, ibm.hub = ibm.hub }` in the call of `module.m`, list \
               `ibm.hub` among its `configuration_aliases`";
    assert_eq!(of(&toml(), "", passes, &plain), (is("ibm.hub"), Some(how.to_owned())));
    // It has another one, and of that very name.
    let (other, passes) = (
        "  providers = { ibm = ibm, ibm.hub = ibm.odd }\n",
        "  providers = { ibm = ibm, ibm.hub = ibm.odd, ibm.target = ibm.hub }\n",
    );
    let how = "add `ibm.target = ibm.hub` to `providers` in the call of `module.m`, list `ibm.target` \
               among its `configuration_aliases`";
    assert_eq!(of(&toml(), other, passes, &plain), (is("ibm.target"), Some(how.to_owned())));
}

#[test]
fn the_default_one_of_the_root_module_may_not_be_that_of_the_module() {
    let toml = format!(
        "[accounts]\ndefault = \"{THEIRS}\"\nproviders = {{ \"ibm.spoke\" = \"{OURS}\" }}\n"
    );
    let (before, after) = (
        "  providers = { ibm = ibm.spoke }\n",
        "  providers = { ibm = ibm.spoke, ibm.target = ibm }\n",
    );
    let how = "add `ibm.target = ibm` to `providers` in the call of `module.m`, list `ibm.target` among \
               its `configuration_aliases`";
    let is = format!("ibm.target # of the account {THEIRS}");
    assert_eq!(of(&toml, before, after, &inner("ibm")), (is, Some(how.to_owned())));
    // The gateway has another one, and the default one is the root module's.
    let both = "  providers = { ibm = ibm, ibm.own = ibm.spoke }\n";
    let own = inner("ibm").replacen("  name", "  provider = ibm.own\n  name", 1);
    assert_eq!(of(&toml, both, both, &own), (String::new(), None));
}

#[test]
fn what_the_root_module_can_write_is_pasted_there() {
    // Written in the module, it would be created twice.
    let two = format!("{}{}", call(""), call("").replace("\"m\"", "\"n\""));
    let text = gateway(&crn());
    let files = [("main.tf", two.as_str()), ("m/main.tf", text.as_str())];
    let finding = only(&toml(), &files).unwrap();
    assert_eq!(finding.addresses.len(), 2);
    let waits = ", in the root module, and write `depends_on = [ibm_iam_authorization_policy.g]` in the \
                 calls of `module.m` and `module.n`; ";
    assert!(finding.help.as_ref().unwrap().contains(waits), "{:?}", finding.help);
    let after = format!("{two}{}\n", finding.paste.unwrap());
    let left = checked(&toml(), &[("main.tf", &after), ("m/main.tf", &text)]);
    let left: Vec<_> = left.iter().map(|one| one.rule).collect();
    assert!(!left.contains(&UNAUTHORIZED) && !left.contains(&"duplicate-policy"), "{left:?}");
}

#[test]
fn what_two_calls_share_is_pasted_once() {
    let passes = "  providers = { ibm = ibm, ibm.owner = ibm.hub }\n";
    let two = |more: &str| format!("{}{}", call(passes), call(more).replace("\"m\"", "\"n\""));
    let inner = inner("ibm.owner");
    let root = two(passes);
    let finding = only(&toml(), &[("main.tf", &root), ("m/main.tf", &inner)]).unwrap();
    assert_eq!(finding.addresses.len(), 2);
    let after = format!("{inner}{}\n", finding.paste.unwrap());
    assert!(only(&toml(), &[("main.tf", &root), ("m/main.tf", &after)]).is_none());
}

#[test]
fn modules_may_stand_in_modules() {
    let starts = "resource \"ibm_iam_authorization_policy\" \"g\" {\n";
    let call = |name: &str, source: &str, more: &str| {
        format!("module \"{name}\" {{\n  source = \"{source}\"\n{more}}}\n")
    };
    // The root module can write it; a key may hold what stands between steps.
    let each = "  for_each = toset([\"a.b\"])\n";
    for (root, out) in [("", ""), (each, ""), ("", each), (each, each)] {
        let (root, out) = (call("o", "./out", root), call("in", "../in", out));
        let inside = gateway(&crn());
        let files = [("main.tf", &*root), ("out/main.tf", &*out), ("in/main.tf", &*inside)];
        let finding = said(&files);
        let pasted = finding.paste.as_deref().unwrap();
        assert!(pasted.starts_with(starts), "{pasted}");
        let waits = ", in the root module, and write `depends_on = \
                     [ibm_iam_authorization_policy.g]` in the call of `module.o`; ";
        assert!(finding.help.as_ref().unwrap().contains(waits), "{:?}", finding.help);
        lets_in(&files, &finding);

        // Only the module of the gateway can.
        let passes = |owner: &str| format!("  providers = {{ ibm = ibm, ibm.owner = {owner} }}\n");
        let pass = |call: &str, owner: &str| call.replacen("}\n", &(passes(owner) + "}\n"), 1);
        let (root, out) = (pass(&root, "ibm.hub"), pass(&out, "ibm.owner"));
        let inside = inner("ibm.owner");
        let files = [("in/main.tf", &*inside), ("main.tf", &*root), ("out/main.tf", &*out)];
        let finding = said(&files);
        let pasted = finding.paste.as_deref().unwrap();
        assert!(pasted.starts_with(starts), "{pasted}");
        let id = "ibm_resource_instance.backup.guid";
        assert_eq!(value(&finding, "target_resource_instance_id"), id);
        assert_eq!(value(&finding, "provider"), format!("ibm.owner # of the account {THEIRS}"));
        let waits = "`depends_on = [ibm_iam_authorization_policy.g]` in the gateway; ";
        assert!(finding.help.as_ref().unwrap().contains(waits), "{:?}", finding.help);
        lets_in(&files, &finding);
    }
}

#[test]
fn a_call_that_the_target_waits_for_is_not_told_to_wait() {
    // Who waits for a module, waits for what it makes: the target does, and the policy for the target.
    let own = gateway("var.crn").replacen("  name", "  vpc = ibm_is_vpc.v.id\n  name", 1);
    let inside = format!(
        "variable \"crn\" {{}}\nresource \"ibm_is_vpc\" \"v\" {{\n  name = \"v\"\n}}\n\
         output \"vpc\" {{\n  value = ibm_is_vpc.v.id\n}}\n{own}"
    );
    let root = |parameters: &str| {
        let call = call("  crn = ibm_resource_instance.backup.crn\n");
        format!("{}{call}", instance(&format!("{SERVICE}{parameters}")))
    };
    let help = |parameters: &str| {
        let root = root(parameters);
        let files = [("main.tf", &*root), ("m/main.tf", &*inside)];
        let finding = said(&files);
        lets_in(&files, &finding);
        finding.help.unwrap()
    };
    let free = help("");
    let waits = "write `depends_on = [ibm_iam_authorization_policy.g]` in the call of `module.m`; ";
    assert!(free.contains(waits), "{free}");
    let bound = help("  parameters = { vpc = module.m.vpc }\n");
    assert!(!bound.contains("depends_on"), "{bound}");
    assert!(bound.contains(", and let the gateway be created only after it; "), "{bound}");
}

#[test]
fn a_call_is_told_to_wait_where_the_target_does_not_wait_for_it() {
    let later = format!("\"crn:v1:bluemix:public:kms:eu-de:a/{THEIRS}:${{ID}}::\"");
    let state = "data \"terraform_remote_state\" \"s\" {\n  backend = \"local\"\n}\n";
    let data = "data \"ibm_resource_instance\" \"d\" {\n  provider = ibm.hub\n  name = \"d\"\n  \
                service = \"kms\"\n}\n";
    let inside = format!("variable \"id\" {{}}\n{}", gateway(&later.replace("ID", "var.id")));
    for (more, id) in [
        ("variable \"i\" {}\n", "var.i"),
        (state, "data.terraform_remote_state.s.outputs.id"),
        (data, "data.ibm_resource_instance.d.guid"),
        ("variable \"i\" {}\nlocals {\n  l = var.i\n}\n", "local.l"),
    ] {
        let root = format!("{more}{}", call(&format!("  id = {id}\n")));
        let files = [("main.tf", &*root), ("m/main.tf", &*inside)];
        let finding = said(&files);
        let waits =
            "write `depends_on = [ibm_iam_authorization_policy.g]` in the call of `module.m`; ";
        assert!(finding.help.as_ref().unwrap().contains(waits), "{:?}", finding.help);
        lets_in(&files, &finding);
    }
}
