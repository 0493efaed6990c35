//! What is pasted into a module is there for each of its calls: it has to be right for all of them.

use super::{OURS, SERVICE, THEIRS, UNAUTHORIZED, checked, gateway, instance};
use bluelint::finding::Finding;

const SPOKE: &str = "2f1b2c4d5e6f708192a3b4c5d6e7f809";
const ODD: &str = "1c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f";

fn toml() -> String {
    format!(
        "[accounts]\ndefault = \"{OURS}\"\nproviders = {{ \"ibm.hub\" = \"{THEIRS}\", \"ibm.two\" = \"{ODD}\", \
         \"ibm.spoke\" = \"{SPOKE}\" }}\n"
    )
}

fn call(name: &str, providers: &str) -> String {
    format!("module \"{name}\" {{\n  source = \"./m\"\n  providers = {{ {providers} }}\n}}\n")
}

/// The target is made in the module, so that only the module knows its name.
fn inner(provider: &str) -> String {
    let crn = format!(
        "\"crn:v1:bluemix:public:backup-recovery:eu-de:a/{THEIRS}:${{ibm_resource_instance.backup.guid}}::\""
    );
    format!("{}{}", gateway(&crn), instance(SERVICE).replace("ibm.hub", provider))
}

fn said(root: &str, inner: &str) -> Vec<Finding> {
    let mut all = checked(&toml(), &[("main.tf", root), ("m/main.tf", inner)]);
    all.retain(|one| one.rule == UNAUTHORIZED);
    all
}

/// The one policy that is pasted for all, and the help beside it; pasted into the module it lets all in, where
/// the calls pass `after`, and is no duplicate of another.
fn only(root: &str, after: &str, inner: &str) -> (String, String) {
    let all = said(root, inner);
    let mut pasted = all.iter().filter_map(|one| Some((one.paste.clone()?, one.help.clone()?)));
    let first = pasted.next().unwrap();
    assert!(pasted.all(|(text, _)| text == first.0), "{all:?}");
    let inner = format!("{inner}{}\n", first.0);
    let left = checked(&toml(), &[("main.tf", after), ("m/main.tf", &inner)]);
    let left: Vec<&str> = left.iter().map(|one| one.rule).collect();
    assert!(!left.contains(&UNAUTHORIZED) && !left.contains(&"duplicate-policy"), "{left:?}");
    first
}

#[test]
fn calls_may_pass_several_accounts_for_the_gateways() {
    let root = |more: &str| {
        format!(
            "{}{}",
            call("a", &format!("ibm = ibm{more}")),
            call("b", &format!("ibm = ibm.spoke{more}"))
        )
    };
    let has = root(", ibm.owner = ibm.hub");
    let (pasted, _) = only(&has, &has, &inner("ibm.owner"));
    let asks = "data \"ibm_iam_account_settings\" \"g\" {}\n\nresource \"ibm_iam_authorization_policy\" \"g\" {\n";
    assert!(pasted.starts_with(asks), "{pasted}");
    let source = "  source_service_account      = data.ibm_iam_account_settings.g.account_id\n";
    assert!(pasted.contains(source), "{pasted}");
    // The gateway that is told second gets it by the same policy.
    let needs =
        ", which `module.a.ibm_is_virtual_endpoint_gateway.g` needs, too: it lets both in; ";
    let all = said(&has, &inner("ibm.owner"));
    let needs = format!("create this policy in the account `{THEIRS}`{needs}");
    assert!(all[0].help.as_ref().unwrap().starts_with(&needs), "{all:?}");
    // The gateway's provider configuration is asked.
    let own = inner("ibm.owner").replacen("  name", "  provider = ibm.own\n  name", 1);
    let has = has.replace("ibm = ibm", "ibm = ibm, ibm.own = ibm");
    let (pasted, _) = only(&has, &has, &own);
    let asks = "data \"ibm_iam_account_settings\" \"g\" {\n  provider = ibm.own\n}\n\nresource ";
    assert!(pasted.starts_with(asks), "{pasted}");
    // Such a block is there already.
    let taken = format!("{own}data \"ibm_iam_account_settings\" \"g\" {{}}\n");
    let (pasted, _) = only(&has, &has, &taken);
    assert!(pasted.starts_with("data \"ibm_iam_account_settings\" \"g_2\" {\n"), "{pasted}");
}

#[test]
fn calls_may_pass_several_accounts_for_the_targets() {
    let root = format!(
        "{}{}",
        call("a", "ibm = ibm, ibm.owner = ibm.hub"),
        call("b", "ibm = ibm, ibm.owner = ibm.two")
    );
    let inner = inner("ibm.owner");
    let crn = format!(
        "crn = \"crn:v1:bluemix:public:backup-recovery:eu-de:a/{THEIRS}:${{ibm_resource_instance.backup.guid}}::\""
    );
    let inner = inner.replace(&crn, "crn = ibm_resource_instance.backup.crn");
    let (pasted, _) = only(&root, &root, &inner);
    let provider =
        format!("  provider                    = ibm.owner # of the account {THEIRS} or {ODD}\n");
    assert!(pasted.contains(&provider), "{pasted}");
}

#[test]
fn calls_are_told_one_name_that_is_free_in_each() {
    let root = |a: &str, b: &str| {
        let [a, b] =
            [("a", a), ("b", b)].map(|(name, more)| call(name, &format!("ibm = ibm{more}")));
        format!("{a}{b}")
    };
    let with = ", ibm.target = ibm.hub";
    let (pasted, help) = only(
        &root("", ", ibm.hub = ibm.two"),
        &root(with, &format!(", ibm.hub = ibm.two{with}")),
        &inner("ibm"),
    );
    assert!(pasted.contains("  provider                    = ibm.target # of"), "{pasted}");
    for module in ["module.a", "module.b"] {
        let how =
            format!("add `ibm.target = ibm.hub` to `providers` in the call of `{module}`, list");
        assert!(help.contains(&how), "{help}");
    }
    // One of them has it, and by a name that is free in the other.
    let (pasted, help) = only(&root(with, ""), &root(with, with), &inner("ibm"));
    assert!(pasted.contains("  provider                    = ibm.hub # of"), "{pasted}");
    assert!(
        help.contains("add `ibm.hub = ibm.hub` to `providers` in the call of `module.b`"),
        "{help}"
    );
    // All names that come to mind mean something else.
    let all = ", ibm.hub = ibm.two, ibm.target = ibm.two, ibm.owner = ibm.two";
    let (pasted, _) = only(
        &root(all, ""),
        &root(&format!("{all}, ibm.target_2 = ibm.hub"), ", ibm.target_2 = ibm.hub"),
        &inner("ibm"),
    );
    assert!(pasted.contains("  provider                    = ibm.target_2 # of"), "{pasted}");
}

#[test]
fn what_calls_look_up_may_be_one_thing() {
    let providers = "ibm = ibm, ibm.owner = ibm.hub";
    let root = |a: &str, b: &str| {
        let [a, b] = [("a", a), ("b", b)].map(|(name, more)| {
            call(name, providers).replace("  providers", &format!("{more}  providers"))
        });
        format!("variable \"i\" {{}}\n{a}{b}")
    };
    let inner = format!(
        "variable \"of\" {{\n  default = \"x\"\n}}\n{}data \"ibm_resource_instance\" \"backup\" {{\n  provider = \
         ibm.owner\n  name = var.of\n{SERVICE}}}\n",
        gateway("data.ibm_resource_instance.backup.crn")
    );
    let open =
        "= var.INSTANCE_OF_THE_TARGET # the ID of the instance, the eighth part of its CRN\n";
    let waits = "write `depends_on = [ibm_iam_authorization_policy.g]` in the calls of `module.a` and \
                 `module.b`; ";
    let each = "in the root module (one for each instance that is looked up in the calls of `module.a` and `module.b`), ";
    let one_of = |root: &str| {
        let all = said(root, &inner);
        let [one] = all.as_slice() else { panic!("{all:?}") };
        let (pasted, help) = (one.paste.clone().unwrap(), one.help.clone().unwrap());
        let after = format!("{root}variable \"INSTANCE_OF_THE_TARGET\" {{}}\n{pasted}\n");
        let left = checked(&toml(), &[("main.tf", &after), ("m/main.tf", &inner)]);
        assert!(
            left.iter().all(|one| !["duplicate-policy", UNAUTHORIZED].contains(&one.rule)),
            "{left:?}"
        );
        (pasted, help)
    };
    let (pasted, help) = one_of(&root("", "  of = var.i\n"));
    assert!(
        pasted.contains(open) && help.contains(waits) && help.contains(each),
        "{help}: {pasted}"
    );
    // It is surely one: the root module can look it up, too.
    let (pasted, help) = one_of(&root("", ""));
    let looks_up = "data \"ibm_resource_instance\" \"g\" {\n  provider = ibm.hub\n  name     = \"x\"\n  service  = \
                    \"backup-recovery\"\n}\n\nresource \"ibm_iam_authorization_policy\" \"g\" {\n";
    assert!(pasted.starts_with(looks_up), "{pasted}");
    assert!(pasted.contains("= data.ibm_resource_instance.g.guid\n"), "{pasted}");
    assert!(help.contains("in the root module, and write") && help.contains(waits), "{help}");
    let taken = "data \"ibm_resource_instance\" \"g\" {}\n";
    let (pasted, _) = one_of(&format!("{}{taken}", root("", "")));
    assert!(pasted.contains("= data.ibm_resource_instance.g_2.guid\n"), "{pasted}");
    // What has another name is another thing: each call makes the policy for its own.
    let differ = root("  of = \"y\"\n", "");
    let (pasted, _) = only(&differ, &differ, &inner);
    assert!(pasted.contains("= data.ibm_resource_instance.backup.guid\n"), "{pasted}");
    // There is one call only.
    let one = call("a", providers);
    let (pasted, _) = only(&one, &one, &inner);
    assert!(pasted.contains("= data.ibm_resource_instance.backup.guid\n"), "{pasted}");
}

#[test]
fn keys_are_those_of_the_module_that_it_goes_to() {
    let each = |keys: &str| format!("  for_each = toset([{keys}])\n  name");
    let made = instance(SERVICE).replace("ibm.hub", "ibm.owner");
    let made = made.replacen("  name", &each("\"a\", \"b\""), 1);
    let own = gateway("ibm_resource_instance.backup[each.key].crn");
    let own = own.replacen("  name", &each("\"a\", \"b\""), 1);
    let root = call("m", "ibm = ibm, ibm.owner = ibm.hub")
        .replace("  providers", "  for_each = toset([\"x\", \"y\"])\n  providers");
    let (pasted, _) = only(&root, &root, &format!("{made}{own}"));
    let members = "  for_each = {\n    \"a\" = ibm_resource_instance.backup[\"a\"].guid\n    \"b\" = \
                   ibm_resource_instance.backup[\"b\"].guid\n  }\n";
    assert!(pasted.contains(members), "{pasted}");
    // In the root module those of the calls count, too.
    let crn = format!("\"crn:v1:bluemix:public:kms:eu-de:a/{THEIRS}:${{var.n}}-${{each.key}}::\"");
    let own = gateway(&crn).replacen("  name", &each("\"a\", \"b\""), 1);
    let root = root.replace("  providers", "  n = each.key\n  providers");
    let all = said(&root, &format!("variable \"n\" {{}}\n{own}"));
    let [one] = all.as_slice() else { panic!("{all:?}") };
    let pasted = one.paste.as_deref().unwrap();
    assert!(pasted.contains("    \"y/a\" = \"y-a\"\n"), "{pasted}");
}

#[test]
fn what_only_some_calls_need_is_not_pasted_into_the_module() {
    let with = "ibm = ibm, ibm.owner = ibm.hub";
    let each =
        call("m", with).replace("  providers", "  for_each = toset([\"a\", \"b\"])\n  providers");
    let letting = |id: &str| {
        format!(
            "resource \"ibm_iam_authorization_policy\" \"p\" {{\n  provider = ibm.hub\n  source_service_name = \
             \"is\"\n  source_resource_type = \"endpoint-gateway\"\n  source_service_account = \"{OURS}\"\n  \
             target_service_name = \"backup-recovery\"\n  target_resource_instance_id = {id}\n  roles = \
             [\"Viewer\"]\n}}\n"
        )
    };
    let own = format!(
        "{}{}output \"id\" {{\n  value = ibm_resource_instance.backup.guid\n}}\n",
        gateway("ibm_resource_instance.backup.crn"),
        instance(SERVICE).replace("ibm.hub", "ibm.owner")
    );
    let two = |b: &str| format!("{}{}", call("a", with), call("b", b));
    for root in [
        // One of them is let in already, or leads to what is in its own account.
        format!("{}{}", two(with), letting("module.b.id")),
        format!("{each}{}", letting("module.m[\"b\"].id")),
        two("ibm = ibm, ibm.owner = ibm"),
    ] {
        let all = said(&root, &own);
        let [one] = all.as_slice() else { panic!("{all:?}") };
        let (pasted, help) = (one.paste.as_deref().unwrap(), one.help.as_deref().unwrap());
        assert!(pasted.contains("= var.INSTANCE_OF_THE_TARGET # the ID"), "{pasted}");
        assert!(pasted.contains("= ibm.hub # of the account"), "{pasted}");
        assert!(help.contains("in the root module, with the ID of the instance"), "{help}");
        // What the call makes waits for all that the call waits for.
        assert!(help.contains(", and let the gateway be created only after it; "), "{help}");
        let call = if root.contains("for_each") { "module.m[\"a\"].id" } else { "module.a.id" };
        let pasted = pasted.replace("var.INSTANCE_OF_THE_TARGET", call);
        let after = format!("{root}{pasted}\n");
        let left = checked(&toml(), &[("main.tf", &after), ("m/main.tf", &own)]);
        let left: Vec<&str> = left.iter().map(|one| one.rule).collect();
        let wrong = [UNAUTHORIZED, "duplicate-policy", "same-account-policy"];
        assert!(!left.iter().any(|rule| wrong.contains(rule)), "{left:?}: {after}");
    }
    // Several of those that need it are told apart.
    let root = format!("{}{}{}", two(with), call("c", with), letting("module.b.id"));
    let pasted: Vec<String> = said(&root, &own).into_iter().filter_map(|one| one.paste).collect();
    let [pasted] = pasted.as_slice() else { panic!("{pasted:?}") };
    for (key, number) in [("a", 1), ("c", 2)] {
        let member = format!("    \"{key}\" = var.INSTANCE_OF_THE_TARGET_{number} # the ID");
        assert!(pasted.contains(&member), "{pasted}");
    }
}

#[test]
fn two_blocks_of_a_module_may_need_one_policy() {
    let with = "ibm = ibm, ibm.owner = ibm.hub";
    let made = inner("ibm.owner");
    let second = made.replace("\"g\"", "\"h\"");
    let own = second.split("resource \"ibm_resource_instance\"").next().unwrap();
    let both = format!("{made}{own}");
    let data = format!(
        "data \"ibm_resource_instance\" \"d\" {{\n  provider = ibm.owner\n  name = \"d\"\n{SERVICE}}}\n"
    );
    let looked_up = |name: &str| gateway("data.ibm_resource_instance.d.crn").replace("\"g\"", name);
    let looked_up = format!("{}{}{data}", looked_up("\"g\""), looked_up("\"h\""));
    for root in [call("a", with), format!("{}{}", call("a", with), call("b", with))] {
        let (pasted, help) = only(&root, &root, &both);
        assert!(pasted.contains("\"ibm_iam_authorization_policy\" \"g\""), "{pasted}");
        assert!(
            help.contains("`depends_on = [ibm_iam_authorization_policy.g]` in the gateway"),
            "{help}"
        );
    }
    let root = call("a", with);
    let (pasted, _) = only(&root, &root, &looked_up);
    assert!(pasted.contains("= data.ibm_resource_instance.d.guid\n"), "{pasted}");
    // They lead into two accounts.
    let root = call("a", "ibm = ibm, ibm.owner = ibm.hub, ibm.two = ibm.two");
    let other = both.replacen(&format!("a/{THEIRS}"), &format!("a/{ODD}"), 1);
    let pasted = said(&root, &other).into_iter().filter(|one| one.paste.is_some()).count();
    assert_eq!(pasted, 2);
}

#[test]
fn two_blocks_that_look_up_the_same_need_one_policy() {
    let of = |name: &str, provider: &str, arguments: &str| {
        let own = gateway(&format!("data.ibm_resource_instance.{name}.crn"));
        let own = own.replace("\"g\"", &format!("\"{name}\""));
        format!(
            "{own}data \"ibm_resource_instance\" \"{name}\" {{\n  provider = {provider}\n{arguments}}}\n"
        )
    };
    let named = |name: &str| format!("  name = \"{name}\"\n{SERVICE}");
    let first = of("g", "ibm.hub", &named("d"));
    let pasted = |second: &str| {
        let text = format!("{first}{second}");
        let all = said(&text, "");
        assert_eq!(all.len(), 2);
        let mut pasted: Vec<String> = all.into_iter().filter_map(|one| one.paste).collect();
        pasted.dedup();
        let after = format!("{text}{}\n", pasted.join("\n"));
        assert!(said(&after, "").is_empty(), "{after}");
        pasted.len()
    };
    assert_eq!(pasted(&of("h", "ibm.hub", &named("d"))), 1);
    assert_eq!(pasted(&of("h", "ibm.hub", &format!("{SERVICE}  name = \"d\"\n"))), 1);
    assert_eq!(pasted(&of("h", "ibm.hub", &named("e"))), 2);
    assert_eq!(pasted(&of("h", "ibm.hub", "  name = var.x\n  service = \"backup-recovery\"\n")), 2);
}
